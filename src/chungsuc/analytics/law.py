"""Mức áp dụng as columns: for every case the threshold that binds it, found by the core."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import IntEnum
from functools import cached_property
from typing import Any, Final

import ibis
import pyarrow as pa

from chungsuc.analytics.columns import Schema
from chungsuc.analytics.errors import AnalyticsError
from chungsuc.core.criteria import (
    Component,
    Condition,
    CriteriaSet,
    Direction,
    Indicator,
    IndicatorKind,
    Measure,
    UnitAttributes,
    Value,
    threshold_for,
)
from chungsuc.core.periods import Period, PeriodKind

# 13 digits: a share is compared by multiplying its denominator of 24 digits, and engines stop at 38.
_NEED: Final = "decimal(13, 6)"
_NEED_BELOW: Final = Decimal(10**7)
_CUT: Final = Decimal("0.000001")

LEVELS: Final = ibis.schema(
    {
        "case": "!int32",
        "measure": "!int32",
        "owner": "!int32",  # the indicator of a component; its own number for all others
        "criterion": "!int32",  # the place in the set; 0 for a condition
        "asks": "!int8",
        "kind": "!int8",
        "direction": "!int8",
        "need": _NEED,
        "may_be_absent": "!boolean",  # the law's "(nếu có)"
        "role": "!int8",
    }
)
CALENDAR: Final = ibis.schema(
    {"measure": "!int32", "last_day": "!date", "moment": "!int32", "beyond": "!int32"}
)
GRADES: Final = ibis.schema({"measure": "!int32", "grade": "!string", "position": "!int8"})

MEASURES: Final = ibis.schema({"criteria_set": "string", "code": "string", "measure": "int32"})


class Asks(IntEnum):
    """What the law asks of a case."""

    A_LEVEL = 0
    UNKNOWN = 1  # no threshold is known
    NOTHING = 2


class Role(IntEnum):
    """What a measure is in its set."""

    INDICATOR = 0  # judged by itself
    WHOLE = 1  # an indicator that has components
    PART = 2
    CONDITION = 3


KINDS: Final = {kind: number for number, kind in enumerate(IndicatorKind)}
DIRECTIONS: Final = {direction: number for number, direction in enumerate(Direction)}


@dataclass(frozen=True, slots=True)
class Moment:
    """Thời điểm xét: under which set, and on which day. The year is that of the day."""

    criteria_set: CriteriaSet
    on: date


@dataclass(frozen=True, slots=True)
class Case:
    """Units that are alike on a day: the same thresholds bind all of them."""

    moment: int
    attributes: UnitAttributes


@dataclass(frozen=True, slots=True)
class Placed:
    """A measure with its place in its set."""

    number: int
    criteria_set: CriteriaSet
    measure: Measure
    owner: Indicator | None  # None for a condition
    criterion: int


Numbers = Mapping[tuple[str, str], int]  # of a measure by its set and code


def numbered(sets: Iterable[CriteriaSet]) -> Numbers:
    """A number for everything that is entered under the sets: indicators, components, conditions."""
    ordered = sorted(sets, key=lambda each: each.id)
    return {
        (criteria_set.id, measure.code): number
        for number, (criteria_set, measure, *_place) in enumerate(_measures(ordered), 1)
    }


class Law:
    """The sets of some moments and what binds whom; measures by the `numbers` that the facts have.

    Raises AnalyticsError for a measure that has no number.
    """

    def __init__(self, moments: Iterable[Moment], numbers: Numbers | None = None) -> None:
        listed = sorted(set(moments), key=lambda each: (each.criteria_set.id, each.on))
        if not listed:
            raise AnalyticsError("Chưa nêu ngày nào để xét. Hãy nêu ít nhất một ngày.")
        self.moments: Sequence[Moment] = listed
        self.sets = {each.criteria_set.id: each.criteria_set for each in listed}
        self.numbers = numbered(self.sets.values()) if numbers is None else numbers
        self.measures = [Placed(self._number(*parts[:2]), *parts) for parts in _measures(self.sets.values())]

    def _number(self, criteria_set: CriteriaSet, measure: Measure) -> int:
        try:
            return self.numbers[criteria_set.id, measure.code]
        except KeyError:
            raise AnalyticsError(
                f"Số liệu dạng cột chưa biết chỉ tiêu {measure.code} của {criteria_set.title}. "
                "Hãy dựng lại số liệu dạng cột."
            ) from None

    def binding(self, moment: int, attributes: UnitAttributes) -> UnitAttributes:
        """The attributes without a province that decided nothing of its own in the moment's set."""
        if attributes.province in self._deciding[self.moments[moment].criteria_set.id]:
            return attributes
        return replace(attributes, province=None)

    @cached_property
    def _deciding(self) -> Mapping[str, set[str]]:
        """The provinces with thresholds of their own, by set."""
        found: dict[str, set[str]] = {set_id: set() for set_id in self.sets}
        for placed in self.measures:
            own = (each.province for each in placed.measure.thresholds)
            found[placed.criteria_set.id].update(province for province in own if province is not None)
        return found

    def levels(self, cases: Sequence[Case]) -> pa.Table:
        """What binds each case, by its number; a condition that repeats the criteria is left out."""
        by_set: dict[str, list[Placed]] = {}
        for placed in self.measures:
            by_set.setdefault(placed.criteria_set.id, []).append(placed)
        rows = (
            _level(number, case, self.moments[case.moment], placed, self.numbers)
            for number, case in enumerate(cases)
            for placed in by_set[self.moments[case.moment].criteria_set.id]
        )
        return table(rows, LEVELS)

    def calendar(self) -> pa.Table:
        """For each measure and last day of a period the first moment that its result counts at.

        `beyond` is the number after the set's last moment. Days before the first of all moments
        stand for all earlier ones: see `opens`.
        """
        months = list(_ends_of_months(self.opens, max(each.on for each in self.moments)))
        return table(self._calendar(months), CALENDAR)

    @cached_property
    def opens(self) -> date:
        """No result that ends on or before this day is held apart from another by its day."""
        return min(_limit(each.on, previous=True) for each in self.moments)

    def _calendar(self, months: Sequence[date]) -> Iterator[tuple[Any, ...]]:
        starts: dict[str, list[tuple[int, date]]] = {}
        for number, moment in enumerate(self.moments):
            starts.setdefault(moment.criteria_set.id, []).append((number, moment.on))
        for placed in self.measures:
            own = starts[placed.criteria_set.id]
            previous = placed.owner is not None and placed.owner.from_previous_year
            limits = [_limit(on, previous=previous) for _number, on in own]
            beyond = own[-1][0] + 1
            for day in months:
                place = bisect_left(limits, day)
                if place < len(own):
                    yield placed.number, day, own[place][0], beyond

    def grades(self) -> pa.Table:
        """The words of each scale with their places."""
        rows = (
            (placed.number, word, position)
            for placed in self.measures
            for position, word in enumerate(placed.measure.scale)
        )
        return table(rows, GRADES)


def table(rows: Iterable[tuple[Any, ...]], schema: Schema) -> pa.Table:
    """Rows as columns of a schema."""
    listed = list(rows)
    columns = zip(*listed, strict=True) if listed else [()] * len(schema.names)
    arrow = schema.to_pyarrow()
    return pa.table(
        [pa.array(list(column), field.type) for column, field in zip(columns, arrow, strict=True)],
        schema=arrow,
    )


def _measures(
    sets: Iterable[CriteriaSet],
) -> Iterator[tuple[CriteriaSet, Measure, Indicator | None, int]]:
    for criteria_set in sets:
        for place, criterion in enumerate(criteria_set.criteria, 1):
            for indicator in criterion.indicators:
                yield criteria_set, indicator, indicator, place
                for component in indicator.components:
                    yield criteria_set, component, indicator, place
        for condition in criteria_set.conditions:
            if not condition.is_all_criteria:
                yield criteria_set, condition, None, 0


def _level(number: int, case: Case, moment: Moment, placed: Placed, numbers: Numbers) -> tuple[Any, ...]:
    measure = placed.measure
    if isinstance(measure, Condition):
        asks, value = _asked_of_condition(measure, moment.on)
    else:
        asks, value = _asked(measure, case.attributes, moment.on.year)
    owner = placed.owner
    return (
        number,
        placed.number,
        placed.number if owner is None else numbers[placed.criteria_set.id, owner.code],
        placed.criterion,
        asks,
        KINDS[measure.kind],
        DIRECTIONS[measure.direction],
        None if value is None else _need(measure, value),
        measure.applies_if is not None,
        _role(placed),
    )


def _asked(measure: Measure, attributes: UnitAttributes, year: int) -> tuple[Asks, Value | None]:
    threshold = threshold_for(measure, attributes, year)
    if threshold is None:
        return Asks.UNKNOWN, None
    if not threshold.applies:
        return Asks.NOTHING, None
    return (Asks.UNKNOWN if threshold.value is None else Asks.A_LEVEL), threshold.value


def _asked_of_condition(condition: Condition, on: date) -> tuple[Asks, Value | None]:
    if condition.from_date is not None and on < condition.from_date:
        return Asks.NOTHING, None
    return (Asks.UNKNOWN if condition.value is None else Asks.A_LEVEL), condition.value


def _role(placed: Placed) -> Role:
    if placed.owner is None:
        return Role.CONDITION
    if isinstance(placed.measure, Component):
        return Role.PART
    return Role.WHOLE if placed.owner.components else Role.INDICATOR


def _need(measure: Measure, value: Value) -> Decimal:
    """The level as a number: a word by its place in the scale, "Đạt" as one. Raises AnalyticsError."""
    if isinstance(value, str):
        return Decimal(measure.scale.index(value))
    need = Decimal(value)
    if abs(need) >= _NEED_BELOW or need != need.quantize(_CUT):
        raise AnalyticsError(
            f"Mức {value} của chỉ tiêu {measure.code} quá lớn hoặc có hơn sáu chữ số thập phân; "
            "phần tính cả nước không so được mức này. Hãy đổi đơn vị tính của chỉ tiêu."
        )
    return need


def _limit(on: date, *, previous: bool) -> date:
    """The last day of a period whose result may count on the day."""
    return date(on.year - 1, 12, 31) if previous else on


def _ends_of_months(first: date, last: date) -> Iterator[date]:
    """`first`, and every last day of a month after it: every period ends on one."""
    yield first
    month = Period.containing(first, PeriodKind.MONTH)
    while month.last_day <= last:
        if month.last_day > first:
            yield month.last_day
        month = Period.containing(month.last_day + timedelta(days=1), PeriodKind.MONTH)
