"""Số liệu qua thời gian: *as then*, *restated* to the units of a day, *recast* under another criteria set.

Observations stay with the unit that existed. Whoever asks for a unit of today gets, for each period, its
own figure where it has one, and else what its land's units of then add up to; each says which it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from chungsuc.assessments.lineages import Followed, lineages
from chungsuc.assessments.queries import Series, observed_years, states
from chungsuc.assessments.weights import stated_weights
from chungsuc.core.criteria import CriteriaSet, Mark, Measure, Observed, UnitAttributes
from chungsuc.core.lineages import Lineages, Source
from chungsuc.core.mapping import CriteriaMapping, MappedIndicator
from chungsuc.core.observations import SlotState
from chungsuc.core.periods import Period
from chungsuc.core.recasting import recast
from chungsuc.core.restating import Figure, Restated, Stated, restate, rule_of
from chungsuc.core.verdicts import UnitJudgement, judge_unit

Figures = dict[str, dict[Period, dict[str, SlotState]]]  # by indicator, period and unit


@dataclass(frozen=True)
class History:
    """Số liệu của các đơn vị of a day, through all that led to them, under one criteria set."""

    on: date
    criteria_set: CriteriaSet
    series: Series
    lineages: Lineages
    figures: Figures
    measures: Mapping[str, Measure] = field(default_factory=dict)
    weights: Stated | None = None
    _made: dict[tuple[str, Period, str], Restated | None] = field(default_factory=dict)

    def codes(self) -> list[str]:
        """Indicators with a figure, in the order of the set."""
        return [code for code in self.measures if code in self.figures]

    def periods(self, code: str) -> list[Period]:
        """The periods of an indicator, from the earliest end to the latest; of two that end together
        the longer comes last."""
        found = self.figures.get(code, {})
        return sorted(found, key=lambda period: (period.last_day, -period.first_day.toordinal()))

    def state(self, code: str, period: Period, unit_id: str) -> SlotState | None:
        """What one unit of then said, as it was then."""
        return self.figures.get(code, {}).get(period, {}).get(unit_id)

    def restated(self, code: str, period: Period, unit_id: str) -> Restated | None:
        """One figure by the units of the day; None where none of its units of then has said anything."""
        key = code, period, unit_id
        if key not in self._made:
            self._made[key] = self._restate(code, period, unit_id)
        return self._made[key]

    def _restate(self, code: str, period: Period, unit_id: str) -> Restated | None:
        given = self.figures.get(code, {}).get(period, {})
        sources = self._sources(unit_id, period, given)
        known = {each.unit_id: given[each.unit_id] for each in sources if each.unit_id in given}
        if not known:
            return None
        figures = {pk: each for pk, state in known.items() if (each := figure_of(state, self.series))}
        rule = rule_of(self.measures[code])
        weights = self.weights.of(self.criteria_set.id, code, figures) if self.weights else None
        return restate(unit_id, sources, figures, rule, weights)

    def _sources(self, unit_id: str, period: Period, given: Mapping[str, SlotState]) -> tuple[Source, ...]:
        """The units that answer for the period: those at its end; where none of them has said anything,
        those at its beginning, for a unit that ended in the middle may have reported for it."""
        for day in (min(period.last_day, self.on), period.first_day):
            sources = self.lineages.sources(unit_id, day, self.on)
            if any(each.unit_id in given for each in sources):
                return sources
        return ()

    def newest(self, unit_id: str, year: int, until: date) -> dict[str, Restated]:
        """Of each indicator the figure that counts for `year`: the newest that can be told, else the
        newest that is there in part."""
        years, found = observed_years(self.criteria_set, year), {}
        for code in self.codes():
            for period in reversed(self.periods(code)):
                if period.last_day > until or period.end_year > years.get(code, year):
                    continue
                restated = self.restated(code, period, unit_id)
                if restated is None or restated.value is None:
                    continue
                found.setdefault(code, restated)
                if restated.is_whole:
                    found[code] = restated
                    break
        return found


@dataclass(frozen=True)
class Seen:
    """Kết luận một đơn vị through time: what it is computed from, and how each figure was reached."""

    judgement: UnitJudgement
    figures: Mapping[str, Restated]
    carried: Mapping[str, MappedIndicator] = field(default_factory=dict)  # figures of another set
    hints: tuple[MappedIndicator, ...] = ()


def figure_of(state: SlotState, series: Series) -> Figure | None:
    """The figure of one series; of entries that disagree the dispute itself."""
    if series is Series.REPORTED and state.in_conflict:
        return Figure(Mark.IN_DISPUTE)
    head = state.reported if series is Series.REPORTED else state.accepted
    if head is None or head.observed is None:
        return None
    return Figure(head.observed, head.numerator, head.denominator)


def history(
    *,
    unit_ids: Iterable[str],
    on: date,
    criteria_set: CriteriaSet,
    series: Series = Series.REPORTED,
    since: date | None = None,
    known_at: datetime | None = None,
) -> History:
    """Số liệu của các đơn vị tồn tại vào ngày `on`, through every reorganisation before it.

    Periods that begin after the day are left out. A handful of queries, however many units.
    """
    found = histories(
        unit_ids=unit_ids,
        on=on,
        criteria_sets=[criteria_set],
        series=series,
        since=since,
        known_at=known_at,
    )
    return found[0]


def histories(
    *,
    unit_ids: Iterable[str],
    on: date,
    criteria_sets: Iterable[CriteriaSet],
    series: Series = Series.REPORTED,
    since: date | None = None,
    known_at: datetime | None = None,
    codes: Collection[str] | None = None,
    led_here: Followed | None = None,
) -> list[History]:
    """The same under several criteria sets, in their order, of all indicators or some. `led_here` is what
    led to the units, where that was asked for already."""
    wanted = list(unit_ids)
    followed, named = led_here or lineages(wanted, known_at=known_at)
    weights = stated_weights(named, known_at=known_at) if len(named) > len(wanted) else None
    answers = []
    for criteria_set in criteria_sets:
        found = states(
            unit_ids=named,
            criteria_set_id=criteria_set.id,
            since=since,
            begun_by=on,
            codes=codes,
            known_at=known_at,
        )
        figures: Figures = defaultdict(lambda: defaultdict(dict))
        for slot, state in found.items():
            figures[slot.indicator][slot.period][slot.unit_id] = state
        measures = {each.code: each for each in (*criteria_set.measures(), *criteria_set.conditions)}
        answers.append(History(on, criteria_set, series, followed, figures, measures, weights))
    return answers


def restated_judgements(
    found: History,
    *,
    attributes: Mapping[str, UnitAttributes],
    year: int,
    until: date | None = None,
) -> dict[str, Seen]:
    """Kết luận tính lại of the units that `attributes` names, by the law of `year`.

    A unit of whose land nobody observed anything is left out.
    """
    day = until or date(year, 12, 31)
    answers = {}
    for unit_id, about in attributes.items():
        if figures := found.newest(unit_id, year, day):
            observed: dict[str, Observed] = {code: each.observed for code, each in figures.items()}
            judged = judge_unit(found.criteria_set, about, year=year, on=day, observed=observed)
            answers[unit_id] = Seen(judged, figures)
    return answers


def recast_judgements(
    before: History,
    own: History,
    mapping: CriteriaMapping,
    *,
    attributes: Mapping[str, UnitAttributes],
    year: int,
    until: date | None = None,
) -> dict[str, Seen]:
    """Kết luận theo bộ tiêu chí khác: figures of the set `before`, as far as `own`'s set takes them.

    What was observed under `own`'s set itself goes before what crosses over.
    """
    day = until or date(year, 12, 31)
    answers = {}
    for unit_id, about in attributes.items():
        crossed = recast(before.newest(unit_id, year, day), mapping)
        figures = {**crossed.values, **(under := own.newest(unit_id, year, day))}
        if not figures and not crossed.hints:
            continue
        observed: dict[str, Observed] = {code: each.observed for code, each in figures.items()}
        judged = judge_unit(own.criteria_set, about, year=year, on=day, observed=observed)
        carried = {code: entry for code, entry in crossed.carried.items() if code not in under}
        answers[unit_id] = Seen(judged, figures, carried, crossed.hints)
    return answers
