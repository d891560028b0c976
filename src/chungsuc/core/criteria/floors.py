"""Mức sàn bình quân các xã: the national limit on what a province sets, as a mean over its communes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from chungsuc.core.criteria.measures import CriteriaError, Measure, NationalFloor, is_milder
from chungsuc.core.criteria.thresholds import UnitAttributes, threshold_for


@dataclass(frozen=True, slots=True, kw_only=True)
class FloorCheck:
    """Mức bình quân của tỉnh beside the floor. `known` of `communes` have a figure."""

    code: str
    floor: NationalFloor
    mean: Decimal | None  # over those that have a figure; None where none has
    known: int
    communes: int
    holds: bool | None  # None while a commune has no figure: the mean is not known


def check_floor(measure: Measure, communes: Iterable[UnitAttributes], year: int) -> FloorCheck:
    """Kiểm tra mức sàn over the thresholds that bind the communes of one province in a year.

    A commune of which the indicator is not asked is not in the mean. Raises CriteriaError for an
    indicator without a floor.
    """
    floor = measure.national_floor
    if floor is None:
        raise CriteriaError(f"Chỉ tiêu {measure.code} không có mức sàn bình quân của trung ương.")
    binding = [threshold_for(measure, each, year) for each in communes]
    asked = [each for each in binding if each is None or each.applies]
    known = [each.value for each in asked if each is not None and isinstance(each.value, Decimal)]
    mean = _divide(sum(map(Fraction, known), Fraction(0)) / len(known)) if known else None
    holds = None
    if mean is not None and len(known) == len(asked):
        holds = not is_milder(measure, mean, floor.value)
    return FloorCheck(
        code=measure.code, floor=floor, mean=mean, known=len(known), communes=len(asked), holds=holds
    )


def _divide(exact: Fraction) -> Decimal:
    return Decimal(exact.numerator) / Decimal(exact.denominator)
