"""What the tests of observations share: a commune of Lan's, and a short way to record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from chungsuc.accounts.models import User
from chungsuc.administrative_units.models import Unit
from chungsuc.assessments.actions import record_observation
from chungsuc.assessments.models import Observation
from chungsuc.core.criteria import CriteriaSet
from chungsuc.core.periods import Period
from factories.cast import NOW

Record = Callable[..., Observation]


@pytest.fixture
def commune(places: None) -> Unit:
    """A commune of Lan's district."""
    return Unit.objects.get(code="02821", level="commune", valid_from=None)


@pytest.fixture
def record(lan: User, commune: Unit) -> Record:
    """Record a value of the commune; each call an hour after the one before, unless told."""
    hours = iter(range(1000))

    def one(
        criteria_set: CriteriaSet, code: str, value: Any, *, period: str = "2023", **more: Any
    ) -> Observation:
        when: datetime = more.pop("now", NOW + timedelta(hours=next(hours)))
        given = {
            "id": uuid4(),
            "unit": commune,
            "observed_on": date(2024, 1, 15),
            "channel": "web",
            "by": lan,
            **more,
        }
        return record_observation(
            criteria_set=criteria_set,
            indicator=code,
            period=Period.parse(period),
            value=value,
            now=when,
            **given,
        )

    return one
