"""Điều kiện chỉ lặp lại rằng mọi tiêu chí đã đạt: it is computed, and nobody enters it."""

from __future__ import annotations

from typing import Any

import pytest

from chungsuc.assessments.models import Observation
from chungsuc.core.criteria import CriteriaSet
from chungsuc.core.observations import ObservationError
from chungsuc.law.criteria import load_criteria_sets

pytestmark = pytest.mark.django_db


@pytest.fixture
def criteria_set() -> CriteriaSet:
    return load_criteria_sets()["vn-2021-2025-commune"]


def test_it_is_refused_in_words(record: Any, criteria_set: CriteriaSet) -> None:
    (computed,) = [each.code for each in criteria_set.conditions if each.is_all_criteria]
    with pytest.raises(ObservationError, match=f"Điều kiện {computed} được tính từ các tiêu chí"):
        record(criteria_set, computed, True)
    assert not Observation.objects.exists()
    record(criteria_set, "C2", True)  # nợ đọng: somebody has to say it
