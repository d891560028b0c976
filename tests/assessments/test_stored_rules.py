"""The tables of the rules again, this time through the store: what is recorded is judged as the core does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from chungsuc.administrative_units.models import Unit
from chungsuc.assessments.models import Observation
from chungsuc.assessments.queries import judgements
from chungsuc.core.criteria import (
    Condition,
    Confidence,
    CriteriaError,
    CriteriaSet,
    Direction,
    IndicatorKind,
    Mark,
    UnitAttributes,
    check_value,
)
from chungsuc.core.verdicts import UnitJudgement
from factories.criteria import indicator, small_set
from spec_tables import UNIT_TABLE, VERDICTS

pytestmark = pytest.mark.django_db
Record = Callable[..., Observation]


def judged(criteria_set: CriteriaSet, unit: Unit, on: str = "2024-12-31") -> UnitJudgement | None:
    found = judgements(
        unit_ids=[unit.pk],
        criteria_set=criteria_set,
        attributes=UnitAttributes(),
        year=2024,
        on=date.fromisoformat(on),
    )
    return found.get(unit.pk)


@pytest.mark.parametrize(("kind", "direction", "level", "value", "verdict"), VERDICTS)
def test_an_indicator(
    kind: str, direction: str, level: Any, value: Any, verdict: str, record: Record, commune: Unit
) -> None:
    criteria_set = small_set(indicator("1.1", kind, direction, level), indicator("2.1"))
    record(criteria_set, "2.1", True)  # so that the commune is judged at all
    if value is Mark.IN_DISPUTE:
        record(criteria_set, "1.1", Decimal(96))
        record(criteria_set, "1.1", Decimal(97))
    elif value is not None and not _suits(criteria_set, value):
        with pytest.raises(CriteriaError):  # refused at the door; the core would ask for a review
            record(criteria_set, "1.1", value)
        return
    elif value is not None:
        record(criteria_set, "1.1", value)
    unit = judged(criteria_set, commune)
    assert unit is not None
    assert unit.criteria["1"].verdict.label == verdict


def _suits(criteria_set: CriteriaSet, value: Any) -> bool:
    if isinstance(value, Mark):
        return True
    try:
        check_value(criteria_set.indicator("1.1"), value)
    except CriteriaError:
        return False
    return True


def condition(code: str, kind: str, direction: str, value: Any, **more: Any) -> Condition:
    return Condition(
        code=code,
        name="Điều kiện",
        kind=IndicatorKind(kind),
        direction=Direction(direction),
        value=value,
        confidence=Confidence.VERIFIED,
        **more,
    )


@pytest.mark.parametrize("row", UNIT_TABLE)
def test_a_unit(row: tuple[Any, ...], record: Record, commune: Unit) -> None:
    *values, on, verdict, headline = row
    criteria_set = small_set(
        indicator("1.1"),
        indicator("2.1"),
        conditions=(
            condition("C1", "bool", "achieved", True, is_all_criteria=True),
            condition("C2", "bool", "achieved", True),
            condition("C3", "percent", "at_least", Decimal(90)),
            condition("C5", "bool", "achieved", True, from_date=date(2024, 3, 7)),
        ),
    )
    for code, value in zip(["1.1", "2.1", "C2", "C3", "C5"], values, strict=True):
        if value is not None:
            record(criteria_set, code, value)
    unit = judged(criteria_set, commune, on)
    assert unit is not None
    assert (unit.verdict.label, unit.headline) == (verdict, headline)


def test_a_commune_that_nobody_observed_is_not_judged(commune: Unit) -> None:
    assert judged(small_set(indicator("1.1")), commune) is None
