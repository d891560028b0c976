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
from chungsuc.core.mapping import CriteriaMapping
from chungsuc.core.periods import Period, PeriodKind
from chungsuc.core.recasting import carries
from chungsuc.core.restating import Rule, rule_of

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

CROSSED: Final = ibis.schema({"from_measure": "!int32", "measure": "!int32"})
RULES: Final = ibis.schema({"measure": "!int32", "rule": "!int8"})

MEASURES: Final = ibis.schema({"criteria_set": "string", "code": "string", "measure": "int32"})


class Asks(IntEnum):
    """What the law asks of a case."""

    A_LEVEL = 0
    UNKNOWN = 1  # no threshold is known
    NOTHING = 2
    OF_PARTS = 3  # of the whole no threshold is known; its parts have theirs


class Role(IntEnum):
    """What a measure is in its set."""

    INDICATOR = 0  # judged by itself
    WHOLE = 1  # an indicator that has components
    PART = 2
    CONDITION = 3


KINDS: Final = {kind: number for number, kind in enumerate(IndicatorKind)}
DIRECTIONS: Final = {direction: number for number, direction in enumerate(Direction)}
RULE_NUMBERS: Final = {rule: number for number, rule in enumerate(Rule)}


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
    measure: Measure
    owner: int  # the number of the indicator; its own for all but components
    criterion: int
    role: Role
    from_previous_year: bool


Numbers = Mapping[tuple[str, str], int]  # of a measure by its set and code


def numbered(sets: Iterable[CriteriaSet]) -> Numbers:
    """A number for everything that is entered under the sets: indicators, components, conditions."""
    ordered = sorted({each.id: each for each in sets}.items())
    keys = ((set_id, measure.code) for set_id, each in ordered for measure, *_place in measures_of(each))
    return {key: number for number, key in enumerate(keys, 1)}


class Law:
    """The sets of some moments and what binds whom; measures by the `numbers` that the facts have.

    One set may bind differently at its moments: each brings the set as it was in force on its day. Of
    `others` nobody is judged by, but figures under them are read. Raises AnalyticsError for a measure that
    has no number.
    """

    def __init__(
        self,
        moments: Iterable[Moment],
        numbers: Numbers | None = None,
        others: Iterable[CriteriaSet] = (),
    ) -> None:
        self.moments: Sequence[Moment] = sorted(moments, key=lambda each: (each.criteria_set.id, each.on))
        if not self.moments:
            raise AnalyticsError("Chưa nêu ngày nào để xét. Hãy nêu ít nhất một ngày.")
        self.sets = {each.criteria_set.id: each.criteria_set for each in self.moments}
        read = {each.id: each for each in others} | self.sets
        self.numbers = numbered(read.values()) if numbers is None else numbers
        self._placed = {set_id: list(self._places(each)) for set_id, each in read.items()}

    def _places(self, criteria_set: CriteriaSet) -> Iterator[Placed]:
        for measure, owner, criterion in measures_of(criteria_set):
            number = self._number(criteria_set, measure)
            yield Placed(
                number=number,
                measure=measure,
                owner=number if owner is None else self._number(criteria_set, owner),
                criterion=criterion,
                role=_role(measure, owner),
                from_previous_year=owner is not None and owner.from_previous_year,
            )

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
        if attributes.province in self._deciding[moment]:
            return attributes
        return replace(attributes, province=None)

    @cached_property
    def _deciding(self) -> Sequence[set[str | None]]:
        """The provinces with thresholds of their own, by moment."""
        return [
            {
                threshold.province
                for measure in moment.criteria_set.measures()
                for threshold in measure.thresholds
                if threshold.province is not None
            }
            for moment in self.moments
        ]

    def levels(self, cases: Sequence[Case]) -> pa.Table:
        """What binds each case, by its number; a condition that repeats the criteria is left out."""
        at = [list(self._places(each.criteria_set)) for each in self.moments]
        rows = (
            _level(number, case, self.moments[case.moment].on, placed)
            for number, case in enumerate(cases)
            for placed in at[case.moment]
        )
        return table(rows, LEVELS)

    def calendar(self) -> pa.Table:
        """For each measure and last day of a period the first moment that its result counts at.

        `beyond` is the number after the set's last moment. Days before the first of all moments
        stand for all earlier ones: see `opens`.
        """
        rows = (row for set_id in self._placed for row in self._opening(set_id, set_id))
        return table(rows, CALENDAR)

    def calendar_across(self, mapping: CriteriaMapping) -> pa.Table:
        """The same for figures that cross over by the mapping, at the moments of its second set."""
        going = {number for number, _to in self._carried(mapping)}
        rows = (row for row in self._opening(mapping.from_set, mapping.to_set) if row[0] in going)
        return table(rows, CALENDAR)

    def crossed(self, mapping: CriteriaMapping) -> pa.Table:
        """Which measures of the first set go on as which of the second, by number."""
        return table(self._carried(mapping), CROSSED)

    def read_under(self, mapping: CriteriaMapping) -> list[int]:
        """The measures that are read with the mapping: of the sets judged by, and what crosses over."""
        own = {placed.number for set_id in self.sets for placed in self._placed[set_id]}
        return sorted(own | {number for number, _to in self._carried(mapping)})

    def _carried(self, mapping: CriteriaMapping) -> list[tuple[int, int]]:
        return [
            (self.numbers[mapping.from_set, each.from_code], self.numbers[mapping.to_set, each.to_code])
            for each in mapping.entries
            if each.to_code is not None and carries(each)
        ]

    @cached_property
    def opens(self) -> date:
        """No result that ends on or before this day is held apart from another by its day."""
        return min(_limit(each.on, previous=True) for each in self.moments)

    @cached_property
    def _months(self) -> Sequence[date]:
        return list(_ends_of_months(self.opens, max(each.on for each in self.moments)))

    def _opening(self, observed: str, judged: str) -> Iterator[tuple[Any, ...]]:
        """When results under one set begin to count at the moments of a set."""
        own = [n for n, moment in enumerate(self.moments) if moment.criteria_set.id == judged]
        for placed in self._placed[observed]:
            limits = [_limit(self.moments[n].on, previous=placed.from_previous_year) for n in own]
            for day in self._months:
                place = bisect_left(limits, day)
                if place < len(own):
                    yield placed.number, day, own[place], own[-1] + 1

    def grades(self) -> pa.Table:
        """The words of each scale with their places."""
        rows = (
            (placed.number, word, position)
            for measures in self._placed.values()
            for placed in measures
            for position, word in enumerate(placed.measure.scale)
        )
        return table(rows, GRADES)

    def rules(self) -> pa.Table:
        """By which rule the figures of each measure are restated."""
        rows = (
            (placed.number, RULE_NUMBERS[rule_of(placed.measure)])
            for measures in self._placed.values()
            for placed in measures
        )
        return table(rows, RULES)

    def named(self, number: int) -> str:
        """The code of a measure."""
        return self._codes[number]

    @cached_property
    def _codes(self) -> Mapping[int, str]:
        return {number: code for (_set_id, code), number in self.numbers.items()}


def table(rows: Iterable[tuple[Any, ...]], schema: Schema) -> pa.Table:
    """Rows as columns of a schema."""
    listed = list(rows)
    columns = zip(*listed, strict=True) if listed else [()] * len(schema.names)
    arrow = schema.to_pyarrow()
    return pa.table(
        [pa.array(list(column), field.type) for column, field in zip(columns, arrow, strict=True)],
        schema=arrow,
    )


def measures_of(criteria_set: CriteriaSet) -> Iterator[tuple[Measure, Indicator | None, int]]:
    """Each measure with its indicator and the place of its criterion; of a condition there is neither."""
    for place, criterion in enumerate(criteria_set.criteria, 1):
        for indicator in criterion.indicators:
            yield indicator, indicator, place
            for component in indicator.components:
                yield component, indicator, place
    for condition in criteria_set.conditions:
        if not condition.is_all_criteria:
            yield condition, None, 0


def _level(number: int, case: Case, on: date, placed: Placed) -> tuple[Any, ...]:
    measure = placed.measure
    if isinstance(measure, Condition):
        asks, value = _asked_of_condition(measure, on)
    else:
        asks, value = _asked(measure, case.attributes, on.year)
    return (
        number,
        placed.number,
        placed.owner,
        placed.criterion,
        asks,
        KINDS[measure.kind],
        DIRECTIONS[measure.direction],
        None if value is None else _need(measure, value),
        measure.applies_if is not None,
        placed.role,
    )


def _asked(measure: Measure, attributes: UnitAttributes, year: int) -> tuple[Asks, Value | None]:
    threshold = threshold_for(measure, attributes, year)
    if threshold is None:
        return Asks.UNKNOWN, None
    if not threshold.applies:
        return Asks.NOTHING, None
    if threshold.value is None:
        has_parts = isinstance(measure, Indicator) and measure.components
        return (Asks.OF_PARTS if has_parts else Asks.UNKNOWN), None
    return Asks.A_LEVEL, threshold.value


def _asked_of_condition(condition: Condition, on: date) -> tuple[Asks, Value | None]:
    if condition.from_date is not None and on < condition.from_date:
        return Asks.NOTHING, None
    return (Asks.UNKNOWN if condition.value is None else Asks.A_LEVEL), condition.value


def _role(measure: Measure, owner: Indicator | None) -> Role:
    if owner is None:
        return Role.CONDITION
    if isinstance(measure, Component):
        return Role.PART
    return Role.WHOLE if owner.components else Role.INDICATOR


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
