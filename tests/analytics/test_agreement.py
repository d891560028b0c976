"""Cột và từng đơn vị cho cùng một kết quả: whatever happens in a world, columns say what the core says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.conf import settings as settings_of_the_site
from hypothesis import example, given, settings
from hypothesis import strategies as st

from chungsuc.analytics.engines import DuckDB, PostgreSQL, Tables
from chungsuc.assessments.country import address
from factories.by_core import ByCore
from factories.in_columns import as_core_tells, bring, evaluated
from factories.worlds import BEGUN, DAYS, world

# An engine needs as long for a small world as for a large one: few examples, each full of cases.
EXAMPLES = 3 if settings.default.max_examples <= 100 else 400
MOMENTS = st.one_of(st.none(), st.integers(0, 41).map(lambda days: BEGUN + timedelta(days=days)))


@pytest.fixture(scope="module")
def engine() -> Iterator[Tables]:
    """DuckDB, and PostgreSQL where the store of this round is one."""
    store = settings_of_the_site.DATABASES["default"]
    chosen = PostgreSQL(**address(store)) if "postgresql" in store["ENGINE"] else DuckDB(threads=1)
    yield chosen
    chosen.close()


@pytest.mark.store
@settings(max_examples=EXAMPLES)
@given(
    seed=st.integers(0, 10**6),
    entries=st.integers(0, 400),
    known_at=MOMENTS,
    accepted=st.booleans(),
    asking=st.booleans(),
)
@example(seed=1, entries=400, known_at=None, accepted=False, asking=True)
@example(seed=2, entries=400, known_at=None, accepted=True, asking=False)
@example(seed=3, entries=400, known_at=BEGUN + timedelta(days=20), accepted=False, asking=False)
@example(seed=4, entries=900, known_at=BEGUN + timedelta(days=20), accepted=True, asking=True)
def test_columns_and_the_core_agree(
    engine: Tables, seed: int, entries: int, known_at: datetime | None, accepted: Any, asking: bool
) -> None:
    made = world(seed, entries, asking=asking)
    law, country = evaluated(engine, bring(engine, made), made, known_at=known_at, accepted=accepted)
    told = as_core_tells(engine, law, country)
    core = ByCore(made, DAYS, known_at=known_at, accepted=accepted)
    for name, figures in told.items():
        assert figures == getattr(core, name), name
