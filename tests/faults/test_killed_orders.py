"""kill -9 while an order is recorded: the whole order stands, or nothing of it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from faults.law_and_units import KINDS, LEFT
from faults.stage import TIMES, Stage

pytestmark = pytest.mark.store


def look(stage: Stage) -> dict[str, Any]:
    """What stands in the store, after asking whether every order left all that it should."""
    seen: dict[str, Any] = stage.do("look_at_orders").done
    left = [LEFT[number.partition("/")[2]] for number in seen["orders"]]
    assert list(seen["orders"].values()) == left
    assert seen["begun"] == sum(begun for _changed, _steps, begun in left)
    assert seen["ended"] == sum(changed - begun for changed, _steps, begun in left)
    assert seen["logged"] == len(left)
    return seen


def test_an_order_that_is_killed(stage: Stage) -> None:
    pairs = stage.do("pairs").done[: TIMES + len(KINDS)]
    stage.do("observe", codes=[code for pair in pairs for code in pair])
    acknowledged = set()
    for kind in KINDS:
        ended = stage.whole("reorganise", number=f"0/{kind}", kind=kind, codes=pairs.pop())
        acknowledged.add(ended.done)
    for turn in range(TIMES):
        kind = KINDS[turn % len(KINDS)]
        ended = stage.killed(
            "reorganise", turn, TIMES, number=f"{turn + 1}/{kind}", kind=kind, codes=pairs.pop()
        )
        if ended.acknowledged:
            acknowledged.add(ended.done)
        assert acknowledged <= set(look(stage)["orders"])
    # What is once torn stays torn, so that it is enough to ask the whole tree and every roll-up at the end.
    assert stage.do("problems").done == []


def test_two_people_who_record_one_order_at_once_record_it_once(stage: Stage, tmp_path: Path) -> None:
    code = stage.do("pairs").done[0][0]
    path = tmp_path / "nghi-quyet.yaml"
    path.write_text(
        "order: {number: 77/rename, date: '2026-11-01'}\neffective: '2027-01-01'\n"
        f"changes: [{{kind: rename, unit: '{code}', name: Mới 77/rename}}]\n",
        encoding="utf-8",
    )
    command = [sys.executable, "-m", "chungsuc", "units", "reorganise", str(path)]
    both = [
        subprocess.Popen(command, env=stage.environment, stderr=subprocess.PIPE, text=True) for _ in range(2)
    ]
    refusals = [each.communicate()[1] for each in both]
    assert sorted(each.returncode for each in both) == [0, 2]
    assert "đã được ghi" in "".join(refusals)
    assert "77/rename" in look(stage)["orders"]
