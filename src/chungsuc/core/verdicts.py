"""Kết luận: how each of the six verdicts is reached.

A verdict is computed from what was observed, the threshold and the unit's attributes; it is never
typed in. What is absent is never read as zero, nor as a failure, nor as a pass.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from chungsuc.core.criteria import (
    Condition,
    CriteriaError,
    CriteriaSet,
    Criterion,
    Direction,
    Indicator,
    IndicatorKind,
    Mark,
    Measure,
    Observed,
    SetBy,
    Threshold,
    UnitAttributes,
    Value,
    check_value,
    threshold_for,
)
from chungsuc.core.reasons import GAPS, Because, Reason, Verdict, compared, no_value, show_value
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
class Judgement:
    verdict: Verdict
    reasons: tuple[Reason, ...]


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


# The first of these that is present decides (domain rule: an absence hides behind a failure only).
_ORDER = (
    Verdict.NOT_MET,
    Verdict.NO_THRESHOLD,
    Verdict.NO_DATA,
    Verdict.NEEDS_REVIEW,
    Verdict.MET,
    Verdict.NOT_APPLICABLE,
)


def combine(verdicts: Iterable[Verdict]) -> Verdict:
    """Bảng chân lý of a whole made of parts; with no part at all there is nothing to consider."""
    present = set(verdicts)
    return next((verdict for verdict in _ORDER if verdict in present), Verdict.NOT_APPLICABLE)


def judge(
    measure: Measure,
    threshold: Threshold | None,
    observed: Observed,
    *,
    gap: Because = Because.FIGURE_UNKNOWN,
    clause: str = "",
) -> Judgement:
    """Kết luận một chỉ tiêu, a component or a condition, against the threshold that binds the unit.

    `gap` says why `threshold` is None. A composite is judged by its parts (`judge_indicator`); a
    single "Đạt" for the whole of it needs review. Never raises: a value that cannot be one of this
    indicator needs review too.
    """

    def conclude(verdict: Verdict, because: Because, sentence: str) -> Judgement:
        reason = Reason(
            code=measure.code,
            because=because,
            verdict=verdict,
            sentence=sentence,
            value=observed,
            threshold=threshold.value if threshold else None,
            direction=measure.direction,
            unit=measure.unit,
            clause=clause,
            confidence=threshold.confidence if threshold else None,
        )
        return Judgement(verdict, (reason,))

    if observed is Mark.NOT_PRESENT and measure.applies_if is not None:
        sentence = f"Không xét: không có trường hợp “{measure.applies_if}”."
        return conclude(Verdict.NOT_APPLICABLE, Because.NOT_PRESENT, sentence)
    if threshold is not None and not threshold.applies:
        sentence = "Không xét: văn bản không quy định đối với đơn vị này."
        return conclude(Verdict.NOT_APPLICABLE, Because.NOT_ASKED, sentence)
    if threshold is None or threshold.value is None:
        because = gap if threshold is None else _unknown_figure(measure, threshold)
        return conclude(Verdict.NO_THRESHOLD, because, GAPS[because])
    if observed is None:
        return conclude(Verdict.NO_DATA, Because.NO_VALUE, no_value(measure))
    if observed is Mark.IN_DISPUTE:
        sentence = "Cần xem lại: có hơn một số liệu được nhập song song, chưa ai chốt số nào."
        return conclude(Verdict.NEEDS_REVIEW, Because.IN_DISPUTE, sentence)
    if measure.kind is IndicatorKind.COMPOSITE:
        sentence = "Cần xem lại: phải có số liệu của từng phần của chỉ tiêu."
        return conclude(Verdict.NEEDS_REVIEW, Because.PARTS_NEEDED, sentence)
    if isinstance(observed, Mark) or not _suits(measure, observed):
        shown = show_value(observed, measure.unit)
        sentence = f"Cần xem lại: ‘{shown}’ không phải là giá trị hợp lệ của chỉ tiêu này."
        return conclude(Verdict.NEEDS_REVIEW, Because.UNSUITABLE_VALUE, sentence)
    verdict = Verdict.MET if _reaches(measure, observed, threshold.value) else Verdict.NOT_MET
    return conclude(verdict, Because.COMPARED, compared(measure, threshold, observed, verdict, clause))


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
    threshold = threshold_for(indicator, attributes, year)
    own = observed.get(indicator.code)
    asked = threshold is not None and threshold.applies and threshold.value is not None
    in_parts = bool(indicator.components) and asked and own is not Mark.NOT_PRESENT
    if own is not None and not any(part.code in observed for part in indicator.components):
        in_parts = False
    if not in_parts:
        return judge(indicator, threshold, own, gap=_gap(indicator, attributes, year), clause=clause)
    parts = [
        judge(
            part,
            threshold_for(part, attributes, year),
            observed.get(part.code),
            gap=_gap(part, attributes, year),
            clause=clause,
        )
        for part in indicator.components
    ]
    return Judgement(combine(each.verdict for each in parts), tuple(each.reasons[0] for each in parts))


def judge_criterion(
    criterion: Criterion,
    attributes: UnitAttributes,
    year: int,
    observed: Mapping[str, Observed],
    *,
    clause: str = "",
) -> CriterionJudgement:
    """Kết luận một tiêu chí by the truth table over its indicators."""
    indicators = {
        indicator.code: judge_indicator(indicator, attributes, year, observed, clause=clause)
        for indicator in criterion.indicators
    }
    return CriterionJudgement(combine(each.verdict for each in indicators.values()), indicators)


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
    clause = criteria_set.clause
    criteria = {
        criterion.code: judge_criterion(criterion, attributes, year, observed, clause=clause)
        for criterion in criteria_set.criteria
    }
    of_criteria = combine(each.verdict for each in criteria.values())
    conditions = {
        condition.code: _judge_condition(condition, on, observed.get(condition.code), of_criteria)
        for condition in criteria_set.conditions
    }
    if criteria_set.prerequisite is not None:
        conditions[PREREQUISITE] = _judge_prerequisite(criteria_set.prerequisite, prerequisite)
    verdict = combine([of_criteria, *(each.verdict for each in conditions.values())])
    return UnitJudgement(verdict, criteria, conditions)


def _judge_condition(condition: Condition, on: date, observed: Observed, of_criteria: Verdict) -> Judgement:
    if condition.from_date is not None and on < condition.from_date:
        reason = Reason(
            code=condition.code,
            because=Because.NOT_YET_ASKED,
            verdict=Verdict.NOT_APPLICABLE,
            sentence=f"Không xét: điều kiện này áp dụng từ {format_date(condition.from_date)}.",
            confidence=condition.confidence,
        )
        return Judgement(Verdict.NOT_APPLICABLE, (reason,))
    if condition.is_all_criteria:
        reason = Reason(
            code=condition.code,
            because=Because.ALL_CRITERIA,
            verdict=of_criteria,
            sentence=f"Tính từ các tiêu chí của bộ: {of_criteria.label}.",
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
        sentence=f"Phải đạt trước bộ tiêu chí tiền đề: {verdict.label}.",
    )
    return Judgement(verdict, (reason,))


# --- comparing ---------------------------------------------------------------------------------


def _suits(measure: Measure, value: Value) -> bool:
    try:
        check_value(measure, value)
    except CriteriaError:
        return False
    return True


def _reaches(measure: Measure, value: Value, wanted: Value) -> bool:
    if measure.direction is Direction.ACHIEVED:
        return value is True
    if measure.direction is Direction.EQUALS:
        return value == wanted
    if isinstance(value, str):
        have, need = Decimal(measure.scale.index(value)), Decimal(measure.scale.index(str(wanted)))
    else:
        have, need = Decimal(value), Decimal(wanted)
    return have >= need if measure.direction is Direction.AT_LEAST else have <= need


def _gap(measure: Measure, attributes: UnitAttributes, year: int) -> Because:
    """Why no threshold was found: the years, or the unit's region or group."""
    in_year = [each for each in measure.thresholds if each.from_year <= year <= each.to_year]
    if not measure.thresholds:
        return Because.FIGURE_UNKNOWN
    if not in_year:
        return Because.YEAR_NOT_COVERED
    if any(each.region is not None for each in in_year):
        return Because.REGION_UNKNOWN
    return Because.GROUP_UNDECIDED


def _unknown_figure(measure: Measure, threshold: Threshold) -> Because:
    setter = threshold.set_by or measure.set_by
    return Because.LEFT_TO_PROVINCE if setter is SetBy.PROVINCE else Because.FIGURE_UNKNOWN
