"""A step of a review taken twice at once: the second is told in words; what is sent again is done once."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from faults.stage import Stage

pytestmark = pytest.mark.store
BEGIN = "import django; django.setup(); from faults.reviewers import at_once; at_once()"


def test_a_step_taken_twice_at_once(stage: Stage) -> None:
    done = subprocess.run(
        [sys.executable, "-c", BEGIN], env=stage.environment, capture_output=True, text=True, check=True
    )
    told = json.loads(done.stdout.splitlines()[-1])
    assert told["numbers"] == [[1, 2], [1, 2]]
    refused = [each for each in told["different"] if each]
    assert len(refused) == len(told["different"]) - 1
    assert all("tải lại trang" in each for each in refused), refused
    assert told["same"] == [""] * len(told["same"])
    assert stage.do("problems").done == []
