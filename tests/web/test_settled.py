"""A process that serves has read the law before the first request, and Python leaves it in peace."""

from __future__ import annotations

import gc
from typing import Any

import pytest

from chungsuc.assessments.rollup_law import stored_law
from chungsuc.criteria.queries import criteria_set
from chungsuc.web.settled import settle


@pytest.mark.django_db
def test_the_law_is_read_before_the_first_request(places: None, django_assert_max_num_queries: Any) -> None:
    try:
        settle()
        assert gc.get_freeze_count() > 0
        with django_assert_max_num_queries(1):  # whether the law is still the same
            assert all(criteria_set(each).id == key for key, each in stored_law().versions.items())
    finally:
        gc.unfreeze()
