"""Diễn biến qua các năm: one indicator, or the number of criteria met, over years, mergers and criteria sets.

A series is of a unit of one day. Each point says of which units it was made and how; where the units or
the criteria set changed, the series is broken, and the break is part of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from chungsuc.assessments.through_time import History, Seen, restated_judgements
from chungsuc.core.criteria import CriteriaSet, UnitAttributes
from chungsuc.core.mapping import CriteriaMapping, MappedIndicator
from chungsuc.core.observations import SlotState
from chungsuc.core.periods import Period
from chungsuc.core.recasting import continued
from chungsuc.core.restating import Basis, Restated
from chungsuc.core.units import Succession


@dataclass(frozen=True, slots=True)
class Point:
    """Một điểm: a period, the figure by the units of the day, and what each unit of then said."""

    period: Period
    restated: Restated
    criteria_set: CriteriaSet  # under which it was observed
    entry: MappedIndicator | None = None  # by which it crosses over from that set
    said: tuple[tuple[str, SlotState | None], ...] = ()

    @property
    def is_as_then(self) -> bool:
        """Như lúc đó: the unit's own, under the set that was observed."""
        return self.restated.basis is Basis.OWN and self.entry is None


@dataclass(frozen=True, slots=True)
class YearPoint:
    """Số tiêu chí đạt of one year, by the set in force then."""

    year: int
    seen: Seen
    criteria_set: CriteriaSet

    @property
    def is_as_then(self) -> bool:
        return all(each.basis is Basis.OWN for each in self.seen.figures.values())

    @property
    def made_of(self) -> frozenset[str]:
        """The units of then whose figures it rests on."""
        return frozenset(source.unit_id for each in self.seen.figures.values() for source in each.sources)


@dataclass(frozen=True, slots=True)
class Break:
    """Chỗ ngắt of a series: on this day units were reorganised, or another criteria set took over."""

    day: date
    steps: tuple[Succession, ...] = ()
    criteria_set: CriteriaSet | None = None  # the new one

    @property
    def orders(self) -> tuple[str, ...]:
        """The orders that the steps were taken by, each once."""
        return tuple(dict.fromkeys(each.order for each in self.steps if each.order))

    @property
    def weight_bases(self) -> tuple[str, ...]:
        """The papers that state the weights of parts where the orders do not, each once."""
        return tuple(dict.fromkeys(each.weight_basis for each in self.steps if each.weight_basis))


def indicator_points(
    unit_id: str, code: str, own: History, before: Iterable[tuple[History, CriteriaMapping]] = ()
) -> list[Point]:
    """Chuỗi của một chỉ tiêu: observed under its own set, and under the earlier ones that it goes on from.

    Of one period the figure of its own set goes first.
    """
    found = {point.period: point for point in _points(unit_id, code, own, None)}
    for history, mapping in before:
        if (entry := continued(code, mapping)) is not None:
            for point in _points(unit_id, entry.from_code, history, entry):
                found.setdefault(point.period, point)
    return sorted(found.values(), key=lambda each: (each.period.last_day, each.period))


def _points(unit_id: str, code: str, found: History, entry: MappedIndicator | None) -> Iterable[Point]:
    for period in found.periods(code):
        restated = found.restated(code, period, unit_id)
        if restated is not None:
            said = tuple((each.unit_id, found.state(code, period, each.unit_id)) for each in restated.sources)
            yield Point(period, restated, found.criteria_set, entry, said)


def criteria_points(
    unit_id: str, found: Sequence[History], attributes: Mapping[str, UnitAttributes]
) -> list[YearPoint]:
    """Chuỗi số tiêu chí đạt: each year in which something was observed, by the law of that year.

    `attributes` are the unit's under each set, by its id.
    """
    points = []
    for history in found:
        about = {unit_id: attributes[history.criteria_set.id]}
        for year in _years(history, unit_id):
            seen = restated_judgements(history, attributes=about, year=year)
            if unit_id in seen:
                points.append(YearPoint(year, seen[unit_id], history.criteria_set))
    return sorted(points, key=lambda each: each.year)


def _years(found: History, unit_id: str) -> list[int]:
    """Years of the set in which some figure of the unit's land ends."""
    years = {
        period.end_year
        for code in found.codes()
        for period in found.periods(code)
        if (restated := found.restated(code, period, unit_id)) is not None and restated.value is not None
    }
    return sorted(year for year in years if found.criteria_set.in_force(year))


def breaks(unit_id: str, own: History, since: date, criteria_sets: Sequence[CriteriaSet]) -> list[Break]:
    """Where a series is broken, from the first day of its first period to the day of its unit.

    `criteria_sets` are those of its points, in their order.
    """
    by_day: dict[date, list[Succession]] = {}
    for step in own.lineages.steps(unit_id, since, own.on):
        by_day.setdefault(step.effective, []).append(step)
    found = [Break(day, tuple(steps)) for day, steps in by_day.items()]
    for earlier, later in pairwise(criteria_sets):
        if earlier.id != later.id:
            found.append(Break(later.valid_from, criteria_set=later))
    return sorted(found, key=lambda each: (each.day, each.criteria_set is not None))
