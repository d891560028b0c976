"""A step of a review taken twice at once: the second is told in words; what is sent again is done once."""

from __future__ import annotations

import pytest

from faults.stage import Stage

pytestmark = pytest.mark.store


def test_a_step_taken_twice_at_once(stage: Stage) -> None:
    told = stage.do("review_at_once").done
    assert told["numbers"] == [[1, 2], [1, 2]]
    refused = [each for each in told["different"] if each]
    assert len(refused) == len(told["different"]) - 1
    assert all("tải lại trang" in each for each in refused), refused
    assert told["same"] == [""] * len(told["same"])
    assert stage.do("problems").done == []
