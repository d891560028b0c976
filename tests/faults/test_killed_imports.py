"""kill -9 while a file is accepted: all of its figures with their entry in the log, or nothing of it."""

from __future__ import annotations

import pytest

from faults.stage import TIMES, Stage

pytestmark = pytest.mark.store


def test_a_file_that_is_accepted_and_killed(stage: Stage) -> None:
    stage.do("make_entering")
    stage.whole("accept_form", pk=stage.do("bring_form", number=0).done)
    for turn in range(TIMES):
        pk = stage.do("bring_form", number=turn + 1).done
        ended = stage.killed("accept_form", turn, TIMES, pk=pk)
        seen = stage.do("forms").done
        outcome, told, stored = seen["imports"][pk]
        assert (outcome, told, stored) in {("accepted", 3, 3), ("", 0, 0)}
        assert not ended.acknowledged or outcome == "accepted"
        assert seen["logged"] == sum(each[0] == "accepted" for each in seen["imports"].values())
        stage.do("accept_form", pk=pk)  # what was killed can be accepted again; what was not, stays once
    seen = stage.do("forms").done
    assert {tuple(each) for each in seen["imports"].values()} == {("accepted", 3, 3)}
    assert seen["logged"] == TIMES + 1
    assert stage.do("problems").done == []
