"""Kết luận: how each of the six verdicts is reached.

A verdict is computed from what was observed, the threshold and the unit's attributes; it is never
typed in. What is absent is never read as zero, nor as a failure, nor as a pass.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from chungsuc.core.criteria import (
    Condition,
    CriteriaSet,
    Criterion,
    Indicator,
    Mark,
    Measure,
    Observed,
    Threshold,
    UnitAttributes,
    threshold_for,
)
from chungsuc.core.judging import Judgement, combine, gap_in, judge, verdict_of
from chungsuc.core.reasons import Because, Reason, Verdict
from chungsuc.core.rollup import VerdictTally
from chungsuc.core.vietnamese.dates import format_date

__all__ = [
    "PREREQUISITE",
    "Because",
    "CriterionJudgement",
    "Judgement",
    "Reason",
    "UnitJudgement",
    "Verdict",
    "combine",
    "judge",
    "judge_criterion",
    "judge_indicator",
    "judge_unit",
]


@dataclass(frozen=True, slots=True)
class CriterionJudgement:
    """Kết luận một tiêu chí, with those of its indicators by code."""

    verdict: Verdict
    indicators: Mapping[str, Judgement]

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Of the indicators that decided: those whose verdict is the criterion's."""
        return tuple(
            reason
            for judgement in self.indicators.values()
            if judgement.verdict is self.verdict
            for reason in judgement.reasons
        )


@dataclass(frozen=True, slots=True)
class UnitJudgement:
    """Kết luận một đơn vị: its criteria, the further conditions, and the headline figure."""

    verdict: Verdict
    criteria: Mapping[str, CriterionJudgement]
    conditions: Mapping[str, Judgement]

    @property
    def tally(self) -> VerdictTally:
        """Số tiêu chí by verdict, with the headline "đạt 12; tính được 15/19"."""
        return VerdictTally.of(each.verdict for each in self.criteria.values())

    @property
    def headline(self) -> str:
        return self.tally.headline


def judge_indicator(
    indicator: Indicator,
    attributes: UnitAttributes,
    year: int,
    observed: Mapping[str, Observed],
    *,
    clause: str = "",
) -> Judgement:
    """Kết luận một chỉ tiêu of a unit considered for `year`.

    `observed` holds the values by code, those of a composite by the codes of its components
    ("2.1.a"). Where the law asks for the result of the year before, give that year's value.
    """
    return _Case(_Binding(attributes, year, clause), observed).indicator(indicator)


def judge_criterion(
    criterion: Criterion,
    attributes: UnitAttributes,
    year: int,
    observed: Mapping[str, Observed],
    *,
    clause: str = "",
) -> CriterionJudgement:
    """Kết luận một tiêu chí by the truth table over its indicators."""
    return _Case(_Binding(attributes, year, clause), observed).criterion(criterion)


class _Binding:
    """The law as it binds units that are alike in one year: each threshold is looked up once.

    Judgements of an absent value and of a yes or no are kept too; there are few of them, and on a
    page of many communes most cells are of this kind. So is that of a criterion nobody observed.
    """

    def __init__(self, attributes: UnitAttributes, year: int, clause: str) -> None:
        self.attributes, self.year, self.clause = attributes, year, clause
        self._thresholds: dict[str, Threshold | None] = {}
        self._judged: dict[tuple[str, bool | Mark | None], Judgement] = {}
        self._conditions: dict[tuple[str, date], Judgement] = {}  # without a value
        self._codes: dict[str, frozenset[str]] = {}
        self._unobserved: dict[str, CriterionJudgement] = {}

    def unobserved(self, criterion: Criterion, observed: Mapping[str, Observed]) -> CriterionJudgement | None:
        """Kết luận of a criterion of which there is no value at all; None where there is one."""
        if criterion.code not in self._codes:
            measures = (part for each in criterion.indicators for part in (each, *each.components))
            self._codes[criterion.code] = frozenset(each.code for each in measures)
        if not self._codes[criterion.code].isdisjoint(observed):
            return None
        if criterion.code not in self._unobserved:
            self._unobserved[criterion.code] = _Case(self, {}).each_of(criterion)
        return self._unobserved[criterion.code]

    def condition(
        self, condition: Condition, on: date, observed: Observed, of_criteria: Verdict
    ) -> Judgement:
        if observed is not None or condition.is_all_criteria:
            return _judge_condition(condition, on, observed, of_criteria)
        key = condition.code, on
        if key not in self._conditions:
            self._conditions[key] = _judge_condition(condition, on, observed, of_criteria)
        return self._conditions[key]

    def threshold(self, measure: Measure) -> Threshold | None:
        if measure.code not in self._thresholds:
            self._thresholds[measure.code] = threshold_for(measure, self.attributes, self.year)
        return self._thresholds[measure.code]

    def judge(self, measure: Measure, observed: Observed) -> Judgement:
        if isinstance(observed, (Decimal, str)):
            return self._judge(measure, observed)
        key = measure.code, observed
        if key not in self._judged:
            self._judged[key] = self._judge(measure, observed)
        return self._judged[key]

    def verdict(self, measure: Measure, observed: Observed) -> Verdict:
        """That of `judge`, of a number or a grade without making its reasons."""
        if isinstance(observed, (Decimal, str)):
            return verdict_of(measure, self.threshold(measure), observed)
        return self.judge(measure, observed).verdict

    def _judge(self, measure: Measure, observed: Observed) -> Judgement:
        threshold = self.threshold(measure)
        gap = gap_in(measure, self.year) if threshold is None else Because.FIGURE_UNKNOWN
        return judge(measure, threshold, observed, gap=gap, clause=self.clause)


@lru_cache(maxsize=1024)  # a set for every region or group, province and year that is looked at
def _binding(criteria_set: CriteriaSet, attributes: UnitAttributes, year: int) -> _Binding:
    return _Binding(attributes, year, criteria_set.clause)


@dataclass(frozen=True, slots=True)
class _Case:
    """A unit's values under what binds it."""

    binding: _Binding
    observed: Mapping[str, Observed]

    def criterion(self, criterion: Criterion) -> CriterionJudgement:
        return self.binding.unobserved(criterion, self.observed) or self.each_of(criterion)

    def each_of(self, criterion: Criterion) -> CriterionJudgement:
        indicators = {each.code: self.indicator(each) for each in criterion.indicators}
        return CriterionJudgement(combine(each.verdict for each in indicators.values()), indicators)

    def verdict(self, criterion: Criterion) -> Verdict:
        """That of `criterion`: the parts of an indicator weigh as indicators do in the truth table."""
        unobserved = self.binding.unobserved(criterion, self.observed)
        if unobserved is not None:
            return unobserved.verdict
        verdict, value_of = self.binding.verdict, self.observed.get
        return combine(
            verdict(measure, value_of(measure.code))
            for each in criterion.indicators
            for measure in (each.components if self._is_judged_by_parts(each) else (each,))
        )

    def indicator(self, indicator: Indicator) -> Judgement:
        if not self._is_judged_by_parts(indicator):
            return self._measure(indicator)
        parts = [self._measure(part) for part in indicator.components]
        return Judgement(combine(each.verdict for each in parts), tuple(each.reasons[0] for each in parts))

    def _measure(self, measure: Measure) -> Judgement:
        return self.binding.judge(measure, self.observed.get(measure.code))

    def _is_judged_by_parts(self, indicator: Indicator) -> bool:
        """Not where the whole is not asked, or was itself given a value instead; where only its own level is
        not known, its parts have theirs."""
        if not indicator.components:
            return False
        threshold, own = self.binding.threshold(indicator), self.observed.get(indicator.code)
        if threshold is None or not threshold.applies or own is Mark.NOT_PRESENT:
            return False
        return own is None or any(part.code in self.observed for part in indicator.components)


PREREQUISITE = "prerequisite"  # the key of the prerequisite set among a unit's conditions


def judge_unit(
    criteria_set: CriteriaSet,
    attributes: UnitAttributes,
    *,
    year: int,
    on: date,
    observed: Mapping[str, Observed],
    prerequisite: Verdict | None = None,
) -> UnitJudgement:
    """Kết luận một đơn vị for `year`, considered on the day `on`.

    `observed` holds the values of indicators, components and conditions by code. `prerequisite` is
    the verdict under the set that must be attained first, None while it is not known.
    """
    case = _Case(_binding(criteria_set, attributes, year), observed)
    criteria = {criterion.code: case.criterion(criterion) for criterion in criteria_set.criteria}
    of_criteria = combine(each.verdict for each in criteria.values())
    conditions = {
        condition.code: case.binding.condition(condition, on, observed.get(condition.code), of_criteria)
        for condition in criteria_set.conditions
    }
    if criteria_set.prerequisite is not None:
        conditions[PREREQUISITE] = _judge_prerequisite(criteria_set.prerequisite, prerequisite)
    verdict = combine([of_criteria, *(each.verdict for each in conditions.values())])
    return UnitJudgement(verdict, criteria, conditions)


def verdicts_of_criteria(
    criteria_set: CriteriaSet,
    attributes: UnitAttributes,
    *,
    year: int,
    codes: Iterable[str],
    observed: Mapping[str, Observed],
) -> dict[str, Verdict]:
    """Kết luận các tiêu chí này as `judge_unit` reaches them, without the others and without reasons."""
    case = _Case(_binding(criteria_set, attributes, year), observed)
    return {code: case.verdict(criteria_set.criterion(code)) for code in codes}


def verdict_of_condition(
    criteria_set: CriteriaSet,
    attributes: UnitAttributes,
    *,
    year: int,
    code: str,
    on: date,
    observed: Observed,
) -> Verdict:
    """Kết luận một điều kiện as `judge_unit` reaches it: one that is entered, and not of all criteria."""
    condition = next(each for each in criteria_set.conditions if each.code == code)
    binding = _binding(criteria_set, attributes, year)
    return binding.condition(condition, on, observed, Verdict.NO_DATA).verdict


def _judge_condition(condition: Condition, on: date, observed: Observed, of_criteria: Verdict) -> Judgement:
    if condition.from_date is not None and on < condition.from_date:
        reason = Reason(
            code=condition.code,
            because=Because.NOT_YET_ASKED,
            verdict=Verdict.NOT_APPLICABLE,
            confidence=condition.confidence,
            detail=format_date(condition.from_date),
        )
        return Judgement(Verdict.NOT_APPLICABLE, (reason,))
    if condition.is_all_criteria:
        reason = Reason(
            code=condition.code,
            because=Because.ALL_CRITERIA,
            verdict=of_criteria,
            confidence=condition.confidence,
        )
        return Judgement(of_criteria, (reason,))
    threshold = Threshold(
        value=condition.value, from_year=on.year, to_year=on.year, confidence=condition.confidence
    )
    return judge(condition, threshold, observed, clause=condition.source or "")


def _judge_prerequisite(set_id: str, verdict: Verdict | None) -> Judgement:
    verdict = Verdict.NO_DATA if verdict is None else verdict
    reason = Reason(
        code=set_id,
        because=Because.PREREQUISITE,
        verdict=verdict,
        detail=set_id,
    )
    return Judgement(verdict, (reason,))
