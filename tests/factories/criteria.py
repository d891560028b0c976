"""Small criteria sets, made for one test."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from chungsuc.core.criteria import (
    Condition,
    Confidence,
    CriteriaSet,
    Criterion,
    Direction,
    Indicator,
    IndicatorKind,
    Measure,
    Observed,
    SetStatus,
    Threshold,
    Tier,
)
from chungsuc.core.units import Level
from spec_tables import KHONG_CO_MUC, KHONG_QUY_DINH, SCALE


def best(measure: Measure) -> Observed:
    """A value that reaches every level."""
    if measure.kind is IndicatorKind.GRADE:
        return measure.scale[-1]
    if measure.kind in (IndicatorKind.BOOL, IndicatorKind.COMPOSITE):
        return True
    if measure.direction is Direction.EQUALS:
        return measure.thresholds[0].value
    if measure.direction is Direction.AT_MOST:
        return Decimal(0)
    return Decimal(100) if measure.kind is IndicatorKind.PERCENT else Decimal(100_000)


def indicator(code: str, kind: str = "bool", direction: str = "achieved", level: Any = True) -> Indicator:
    """An indicator with one threshold for all."""
    threshold = Threshold(
        value=None if level in (KHONG_CO_MUC, KHONG_QUY_DINH) else level,
        applies=level != KHONG_QUY_DINH,
        from_year=2021,
        to_year=2025,
        confidence=Confidence.VERIFIED,
    )
    return Indicator(
        code=code,
        name="Chỉ tiêu",
        kind=IndicatorKind(kind),
        direction=Direction(direction),
        unit="%" if kind == "percent" else None,
        scale=SCALE if kind == "grade" else (),
        thresholds=(threshold,),
        confidence=Confidence.VERIFIED,
    )


def small_set(*indicators: Indicator, conditions: tuple[Condition, ...] = ()) -> CriteriaSet:
    """A set with one criterion for each indicator."""
    criteria = tuple(
        Criterion(
            code=each.code.partition(".")[0],
            name="Tiêu chí",
            group="I",
            indicators=(each,),
            confidence=Confidence.VERIFIED,
        )
        for each in indicators
    )
    return CriteriaSet(
        id="bo-nho",
        title="Bộ nhỏ",
        level=Level.COMMUNE,
        tier=Tier.STANDARD,
        status=SetStatus.OFFICIAL,
        legal_basis=(),
        valid_from=date(2021, 1, 1),
        valid_to=date(2025, 12, 31),
        criteria=criteria,
        conditions=conditions,
    )
