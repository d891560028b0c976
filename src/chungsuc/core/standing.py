"""Kết quả trong năm: which figures of a unit count at the end of a year, and what they come to.

Of each indicator the newest period counts that ends by then, of two that end together the longer; where
the law asks for the result of the year before, the newest of that year or earlier. A period whose value
was withdrawn gives way to the one before it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from chungsuc.core.criteria import CriteriaSet, Mark, Observed, UnitAttributes, Value, threshold_for
from chungsuc.core.derived import Results, completed, judge_whole
from chungsuc.core.observations import SlotState
from chungsuc.core.periods import Period
from chungsuc.core.restating import Figure
from chungsuc.core.rollup import NO_SUMS, Sums, VerdictTally
from chungsuc.core.verdicts import (
    UnitJudgement,
    Verdict,
    combine,
    verdict_of_condition,
    verdicts_of_criteria,
)

States = Mapping[Period, SlotState]
Levels = tuple[tuple[bool, Value | None] | None, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A criterion, or a further condition, with the codes that it is judged by."""

    code: str
    is_condition: bool
    codes: tuple[str, ...]


@lru_cache(maxsize=64)
def _parts(criteria_set: CriteriaSet) -> Mapping[str, Part]:
    found: dict[str, Part] = {}
    for criterion in criteria_set.criteria:
        codes = tuple(
            measure.code
            for indicator in criterion.indicators
            for measure in (indicator, *indicator.components)
        )
        found.update(dict.fromkeys(codes, Part(criterion.code, False, codes)))
    for condition in criteria_set.conditions:
        found[condition.code] = Part(condition.code, True, (condition.code,))
    return found


@lru_cache(maxsize=64)
def _of_year_before(criteria_set: CriteriaSet) -> frozenset[str]:
    return frozenset(
        measure.code
        for indicator in criteria_set.indicators()
        if indicator.from_previous_year
        for measure in (indicator, *indicator.components)
    )


def part_of(criteria_set: CriteriaSet, code: str) -> Part | None:
    """The criterion or condition that a code is part of; None for a code that the set does not have."""
    return _parts(criteria_set).get(code)


def parts_of(criteria_set: CriteriaSet, codes: Iterable[str]) -> list[Part]:
    """The criteria and conditions that these codes of the set are parts of."""
    known = _parts(criteria_set)
    return list({(part := known[code]).code: part for code in codes}.values())


@lru_cache(maxsize=64)
def decided_by_values(criteria_set: CriteriaSet) -> frozenset[Part]:
    """The criteria that their values and thresholds alone decide: no day, and no result under another set."""
    elsewhere = {each.code for each in criteria_set.measures() if each.refers_to is not None}
    return frozenset(
        part
        for part in _parts(criteria_set).values()
        if not part.is_condition and elsewhere.isdisjoint(part.codes)
    )


@lru_cache(maxsize=1024)  # a set for every region or group, province and year
def levels_of(criteria_set: CriteriaSet, attributes: UnitAttributes, year: int) -> Levels:
    """Mức của mọi chỉ tiêu as far as verdicts go: units and years with the same are judged alike.

    Levels that are equal are the same thing.
    """
    found = (threshold_for(each, attributes, year) for each in criteria_set.measures())
    return _same(tuple(None if each is None else (each.applies, each.value) for each in found))


@lru_cache(maxsize=1024)
def _same(levels: Levels) -> Levels:
    return levels


def years_of(criteria_set: CriteriaSet, code: str, period: Period) -> range:
    """The years of the set in which a figure of the period may count: until a newer one does."""
    first = period.end_year + (code in _of_year_before(criteria_set))
    return range(max(first, criteria_set.valid_from.year), criteria_set.valid_to.year + 1)


def last_day_of(criteria_set: CriteriaSet, code: str, year: int) -> date:
    """The last day on which a period may end that counts for the year."""
    return date(year - (code in _of_year_before(criteria_set)), 12, 31)


def figure(
    criteria_set: CriteriaSet, code: str, states: States, year: int, *, accepted: bool
) -> Figure | None:
    """The figure of one indicator that counts at the end of the year; None where there is none."""
    period = counted(criteria_set, code, states, year, accepted=accepted)
    return None if period is None else _figure(states[period], accepted=accepted)


def counted(
    criteria_set: CriteriaSet, code: str, states: States, year: int, *, accepted: bool
) -> Period | None:
    """The period whose figure counts at the end of the year."""
    last = last_day_of(criteria_set, code, year)
    ended = [period for period in states if _lateness(period)[0] <= last]
    return next(
        (
            period
            for period in sorted(ended, key=_lateness, reverse=True)
            if _figure(states[period], accepted=accepted) is not None
        ),
        None,
    )


@lru_cache(maxsize=1024)
def _lateness(period: Period) -> tuple[date, int]:
    return period.last_day, -period.first_day.toordinal()


def _figure(state: SlotState, *, accepted: bool) -> Figure | None:
    if not accepted and state.in_conflict:
        return Figure(Mark.IN_DISPUTE)
    entry = state.accepted if accepted else state.reported
    if entry is None or entry.observed is None:
        return None
    return Figure(entry.observed, entry.numerator, entry.denominator)


def sums(found: Figure | None) -> Sums:
    """What a unit's figure adds to the totals of the units above."""
    return NO_SUMS if found is None else Sums.of(found.value, found.numerator, found.denominator)


@dataclass(frozen=True, slots=True)
class Standing:
    """Kết quả của một đơn vị at the end of a year: the verdict on each criterion and further condition.

    `figures` counts the indicators with a figure; a unit without any is not assessed.
    """

    criteria: dict[str, Verdict]
    conditions: dict[str, Verdict]
    figures: int = 0

    @property
    def verdict(self) -> Verdict:
        return combine([*self.criteria.values(), *self.conditions.values()])

    @property
    def met(self) -> int:
        return [*self.criteria.values()].count(Verdict.MET)

    @property
    def tally(self) -> VerdictTally:
        """Số tiêu chí by verdict, with the headline "đạt 12; tính được 15/19"."""
        return VerdictTally.of(self.criteria.values())

    def after_all(self, verdicts: Mapping[Part, Verdict], figures: int) -> Standing:
        """With some parts of it judged anew, and so many indicators more or less with a figure."""
        criteria, conditions = dict(self.criteria), dict(self.conditions)
        for part, verdict in verdicts.items():
            (conditions if part.is_condition else criteria)[part.code] = verdict
        return Standing(criteria, conditions, self.figures + figures)


def stand(
    criteria_set: CriteriaSet,
    attributes: UnitAttributes,
    year: int,
    observed: Mapping[str, Observed],
    results: Results,
) -> Standing:
    """Kết quả with these values, those of other indicators being absent; `results` are under other sets."""
    judged = judge_whole(
        criteria_set, attributes, year=year, on=date(year, 12, 31), observed=observed, results=results
    )
    return standing_of(criteria_set, judged, len(observed))


def stand_on(
    criteria_set: CriteriaSet,
    attributes: UnitAttributes,
    year: int,
    observed: Mapping[str, Observed],
    results: Results,
    *,
    parts: Collection[Part],
) -> dict[Part, Verdict]:
    """Kết luận một số phần: what `stand` says of these criteria and conditions, which their codes decide."""
    codes = {code for part in parts for code in part.codes}
    values = completed(criteria_set, attributes, year=year, observed=observed, results=results, codes=codes)
    of_criteria = {part.code: part for part in parts if not part.is_condition}
    judged = verdicts_of_criteria(criteria_set, attributes, year=year, codes=of_criteria, observed=values)
    found = {of_criteria[code]: verdict for code, verdict in judged.items()}
    on = date(year, 12, 31)
    for part in parts:
        if part.is_condition:
            found[part] = verdict_of_condition(
                criteria_set, attributes, year=year, code=part.code, on=on, observed=values.get(part.code)
            )
    return found


def standing_of(criteria_set: CriteriaSet, judged: UnitJudgement, figures: int) -> Standing:
    """A judgement as it is kept. A condition that only repeats the criteria says nothing more."""
    repeating = {each.code for each in criteria_set.conditions if each.is_all_criteria}
    return Standing(
        {code: each.verdict for code, each in judged.criteria.items()},
        {code: each.verdict for code, each in judged.conditions.items() if code not in repeating},
        figures,
    )
