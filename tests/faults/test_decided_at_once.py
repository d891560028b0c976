"""A decision, a vote, an announcement and a revocation by several at once: one of them counts, the others are
told why; and nobody decides after their term."""

from __future__ import annotations

import pytest

from faults.stage import Stage

pytestmark = pytest.mark.store


def test_steps_of_a_dossier_taken_at_once(stage: Stage) -> None:
    told = stage.do("decide_at_once").done
    for step in ("decided", "announced", "revoked"):
        said, events = told[step]["said"], told[step]["events"]
        refused = [each for each in said if each]
        assert events == 1, step
        assert len(refused) == len(said) - 1, step
        assert all("hồ sơ" in each.lower() for each in refused), refused
    assert told["papers"] == 2  # of the recognition, and of its revocation
    assert told["by one"] == 1
    assert told["twice"].count("") in (1, 2)  # the same vote again is no other vote
    assert any("đã bỏ phiếu" in each for each in told["twice"])
    assert told["cast"] == told["counted"]  # who votes while the vote is closed is counted, or told
    assert told["stands"] == [told["is decided"]] * 2
    assert told["term"].count("") == 1 + told["is decided"]
    assert stage.do("problems").done == []
