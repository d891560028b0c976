"""A call of a program: all of it or nothing when the process is killed, and once however often it is sent."""

from __future__ import annotations

import pytest

from faults.stage import SOAK, Stage

pytestmark = pytest.mark.store

TURNS = 60 if SOAK else 6


def test_a_call_that_is_killed_is_sent_again_and_done_once(stage: Stage) -> None:
    token = stage.do("make_key").done
    stage.whole("send_figures", token=token, number=99)
    for turn in range(TURNS):
        stage.killed("send_figures", turn, TURNS, token=token, number=turn)
        assert stage.do("stored_under", number=turn).done in ([0, 0], [3, 1])
        assert len(stage.do("send_figures", token=token, number=turn).done) == 3
        assert stage.do("stored_under", number=turn).done == [3, 1]
    assert stage.do("problems").done == []


def test_the_same_call_at_once_is_done_once_and_answered_alike(stage: Stage) -> None:
    told = stage.do("send_at_once", token=stage.do("make_key").done).done
    assert told["stored"] == [3, 1]
    assert told["answers"] == [told["answers"][0]] * 4
