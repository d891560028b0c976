"""kill -9 at any instant: nothing acknowledged is lost, nothing half-done is seen."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from faults.stage import READINGS, TIMES, Stage

pytestmark = pytest.mark.store


def look(stage: Stage) -> dict[str, Any]:
    """What stands in the store, after asking whether it holds together."""
    seen: dict[str, Any] = stage.do("look").done
    assert seen["problems"] == []
    for pk, (state, readings, items) in seen["plans"].items():
        followed = seen["followed"][pk]
        if state == "waiting":
            assert (readings, items) == (0, 0)
        else:
            assert readings == 1
            assert items > 0
        if state == "tracked":
            said = seen["told"][pk]
            assert followed[:2] == [said["targets"], said["stated_results"]]
            assert followed[2] > 0
            assert followed[3] == 1  # the contradiction that was acknowledged
        else:
            assert followed == [0, 0, 0, 0]
    assert seen["events"] == seen["logged"]
    named = {path.name for path in (stage.var / "uploads").glob("[!.]*")}
    assert set(seen["uploads"]) <= named
    for path in (stage.var / "uploads").glob("[!.]*"):
        assert hashlib.sha256(path.read_bytes()).hexdigest() == path.name
    return seen


@pytest.fixture(scope="module")
def paper(examples: Path) -> str:
    """A real plan; one more line makes another plan of it."""
    return next(examples.glob("*2024.txt")).read_text().rstrip()


def in_state(seen: dict[str, Any], state: str) -> set[str]:
    """The plans that stand there."""
    return {pk for pk, (its, _readings, _items) in seen["plans"].items() if its == state}


def test_an_upload_that_is_killed(stage: Stage, paper: str) -> None:
    acknowledged = {stage.whole("upload", text=f"{paper}\n\nBản trọn.\n").done}
    for turn in range(TIMES):
        ended = stage.killed("upload", turn, TIMES, text=f"{paper}\n\nBản {turn}.\n")
        if ended.acknowledged:
            acknowledged.add(ended.done)
        assert acknowledged <= set(look(stage)["plans"])


def test_a_reading_that_is_killed(stage: Stage, paper: str) -> None:
    acknowledged = {stage.do("upload", text=f"{paper}\n\nĐọc trọn.\n").done}
    stage.whole("read")
    for turn in range(READINGS):
        acknowledged.add(stage.do("upload", text=f"{paper}\n\nĐọc {turn}.\n").done)
        stage.killed("read", turn, READINGS)
        assert acknowledged <= set(look(stage)["plans"])
        stage.do("read")  # whatever was killed is read in the end; thrice in a row, and it would be given up
    assert acknowledged <= in_state(look(stage), "in_review")


def test_a_confirmation_that_is_killed(stage: Stage, paper: str) -> None:
    for turn in range(2):
        stage.do("upload", text=f"{paper}\n\nGhi nhận {turn}.\n")
    stage.do("read")
    stage.whole("confirm")
    for turn in range(TIMES):
        before = look(stage)
        if not in_state(before, "in_review"):
            stage.do("upload", text=f"{paper}\n\nGhi nhận thêm {turn}.\n")
            stage.do("read")
        ended = stage.killed("confirm", turn, TIMES)
        followed = in_state(look(stage), "tracked")
        assert in_state(before, "tracked") <= followed
        assert not ended.acknowledged or ended.done in followed


def test_a_figure_that_is_saved_or_accepted_and_killed(stage: Stage) -> None:
    saved = {stage.whole("save", code="4.2", share=90).done}
    accepted = {stage.whole("accept_last").done}
    for turn in range(TIMES):
        ended = stage.killed("save", turn, TIMES, code=("4.2", "5.1")[turn % 2], share=turn % 100)
        if ended.acknowledged:
            saved.add(ended.done)
        ended = stage.killed("accept_last", turn, TIMES)
        if ended.acknowledged:
            accepted.add(ended.done)
        seen = stage.do("figures").done
        assert saved <= set(seen["saved"])
        assert accepted <= set(seen["accepted"])
        assert seen["logged"] == [len(seen["saved"]), len(seen["accepted"])]
    # A total that is once torn stays torn, since each figure only adds to it: it is enough to ask at the end.
    assert stage.do("problems").done == []


def test_a_decision_over_the_law_and_its_recount_that_are_killed(stage: Stage) -> None:
    stage.do("observe", codes=[code for pair in stage.do("pairs").done[-2:] for code in pair])
    stored = {stage.whole("decide", number="0/QĐ", level=80).done}
    stage.whole("recount")
    for turn in range(TIMES):
        number, level = f"{turn}/QĐ-TTg", 95 - turn % 2 * 10  # the figures reach the one and not the other
        ended = stage.killed("decide", turn, TIMES, number=number, level=level)
        if ended.acknowledged:
            stored.add(ended.done)
        stage.killed("recount", turn, TIMES)
        seen = stage.do("look_at_decisions").done
        assert seen["apart"] == []
        assert stored <= set(seen["stored"])
        assert seen["logged"] == len(seen["stored"])
        assert set(seen["asked"]) <= set(seen["stored"])
    stage.do("recount")  # whatever was killed is done in the end
    assert stage.do("problems").done == []


def test_evidence_that_is_killed_while_it_is_brought(stage: Stage) -> None:
    stage.do("make_leader")
    acknowledged = {stage.whole("bring", number=0).done}
    for turn in range(1, TIMES):
        ended = stage.killed("bring", turn, TIMES, number=turn)
        if ended.acknowledged:
            acknowledged.add(ended.done)
        seen = stage.do("evidence").done
        assert seen["problems"] == []
        assert acknowledged <= set(seen["brought"])
        assert seen["logged"] == len(seen["brought"]) == seen["files"] == seen["printed"]
        assert (
            seen["alike"] == seen["files"] * (seen["files"] - 1) // 2
        )  # each was found, or none of it stands
        if not ended.acknowledged:  # sent again under the same id, as a browser does whose line broke
            acknowledged.add(stage.do("bring", number=turn).done)
    assert len(acknowledged) == TIMES


def test_doctor_finds_nothing_after_all_that(stage: Stage) -> None:
    command = [sys.executable, "-m", "chungsuc", "doctor"]
    told = subprocess.run(command, env=stage.environment, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout + told.stderr
