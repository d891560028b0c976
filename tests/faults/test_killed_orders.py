"""kill -9 while an order is recorded: the whole order stands, or nothing of it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from faults.stage import Stage

pytestmark = pytest.mark.store

TIMES = 100 if os.environ.get("HYPOTHESIS_PROFILE") == "soak" else 6


def look(stage: Stage) -> dict[str, Any]:
    """What stands in the store, after asking whether it holds together."""
    seen: dict[str, Any] = stage.do("look_at_units").done
    assert seen["problems"] == []
    assert all(
        made == [2, 1, 1] for made in seen["orders"].values()
    )  # one ended, one begun, between them a step
    assert seen["begun"] == seen["ended"] == seen["logged"] == len(seen["orders"])
    return seen


def test_an_order_that_is_killed(stage: Stage) -> None:
    codes = look(stage)["communes"]
    acknowledged = {stage.whole("reorganise", number="0/NQ", code=codes.pop()).done}
    for turn in range(TIMES):
        ended = stage.killed("reorganise", turn, TIMES, number=f"{turn + 1}/NQ", code=codes.pop())
        if ended.acknowledged:
            acknowledged.add(ended.done)
        assert acknowledged <= set(look(stage)["orders"])


def test_two_people_who_record_one_order_at_once_record_it_once(stage: Stage, tmp_path: Path) -> None:
    code = look(stage)["communes"][0]
    path = tmp_path / "nghi-quyet.yaml"
    path.write_text(
        "order: {number: 77/NQ, date: '2026-11-01'}\neffective: '2027-01-01'\n"
        f"changes: [{{kind: rename, unit: '{code}', name: Mới 77/NQ}}]\n",
        encoding="utf-8",
    )
    command = [sys.executable, "-m", "chungsuc", "units", "reorganise", str(path)]
    both = [
        subprocess.Popen(command, env=stage.environment, stderr=subprocess.PIPE, text=True) for _ in range(2)
    ]
    refusals = [each.communicate()[1] for each in both]
    assert sorted(each.returncode for each in both) == [0, 2]
    assert "đã được ghi" in "".join(refusals)
    assert "77/NQ" in look(stage)["orders"]
