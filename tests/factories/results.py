"""Figures of a district's communes, as a page of results needs them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

from chungsuc.accounts.models import User
from chungsuc.administrative_units.models import Unit
from chungsuc.administrative_units.queries import below
from chungsuc.assessments.actions import record_observation
from chungsuc.assessments.models import Observation
from chungsuc.core.periods import Period
from chungsuc.criteria import queries as criteria
from factories.cast import NOW, district

DAY = date(2023, 12, 31)


def communes_of(code: str = "084", day: date = DAY) -> list[Unit]:
    """The rural communes of a district."""
    return [each for each in below(district(code), day) if each.kind == "xã"]


def record(
    unit: Unit, code: str, by: User, value: Any = None, *, parts: str = "", year: int = 2023
) -> Observation:
    """A value of a year; `parts` is "185/200"."""
    version = criteria.in_force("commune", date(year, 12, 31))
    assert version is not None
    over, _slash, under = parts.partition("/")
    return record_observation(
        id=uuid4(),
        unit=unit,
        criteria_set=criteria.criteria_set(version),
        indicator=code,
        period=Period.of_year(year),
        value=value,
        numerator=Decimal(over) if parts else None,
        denominator=Decimal(under) if parts else None,
        observed_on=date(year + 1, 1, 15),
        channel="web",
        by=by,
        now=NOW,
    )
