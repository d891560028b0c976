"""kill -9 while an order is recorded: the whole order stands, or nothing of it."""

from __future__ import annotations

import os
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
