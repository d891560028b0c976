"""Kết luận một số liệu: one value against its threshold, and what verdicts come to together.

What is absent is never read as zero, nor as a failure, nor as a pass.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from chungsuc.core.criteria import (
    Direction,
    IndicatorKind,
    Mark,
    Measure,
    Observed,
    SetBy,
    Threshold,
    Value,
    rank,
    suits,
)
from chungsuc.core.reasons import Because, Reason, Verdict

# A value is there, but a person must first say which.
_UNSETTLED = {
    Mark.IN_DISPUTE: Because.IN_DISPUTE,
    Mark.PREDECESSORS_DISAGREE: Because.PREDECESSORS_DISAGREE,
    Mark.WEIGHT_MISSING: Because.WEIGHT_MISSING,
}


@dataclass(frozen=True, slots=True)
class Judgement:
    verdict: Verdict
    reasons: tuple[Reason, ...]


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

    verdict, because, detail = _conclude(measure, threshold, observed, gap)
    reason = Reason(
        code=measure.code,
        because=because,
        verdict=verdict,
        value=observed,
        threshold=threshold.value if threshold else None,
        direction=measure.direction,
        unit=measure.unit,
        clause=(threshold.document if threshold else None) or clause,
        confidence=threshold.confidence if threshold else None,
        detail=detail,
    )
    return Judgement(verdict, (reason,))


def verdict_of(measure: Measure, threshold: Threshold | None, observed: Observed) -> Verdict:
    """The verdict that `judge` reaches, without its reasons: thousands are needed when a file comes in."""
    return _conclude(measure, threshold, observed, Because.FIGURE_UNKNOWN)[0]


def _conclude(
    measure: Measure, threshold: Threshold | None, observed: Observed, gap: Because
) -> tuple[Verdict, Because, str]:
    if observed is Mark.NOT_PRESENT and measure.applies_if is not None:
        return Verdict.NOT_APPLICABLE, Because.NOT_PRESENT, measure.applies_if
    if threshold is None:
        return Verdict.NO_THRESHOLD, gap, ""
    if not threshold.applies:
        return Verdict.NOT_APPLICABLE, Because.NOT_ASKED, ""
    if threshold.value is None:
        by_province = (threshold.set_by or measure.set_by) is SetBy.PROVINCE
        return Verdict.NO_THRESHOLD, Because.LEFT_TO_PROVINCE if by_province else Because.FIGURE_UNKNOWN, ""
    if observed is None:
        if measure.refers_to is None:
            return Verdict.NO_DATA, Because.NO_VALUE, ""
        return Verdict.NO_DATA, Because.NOT_COMPUTED_HERE, measure.refers_to.criteria_set_id
    if isinstance(observed, Mark) and observed is not Mark.NOT_PRESENT:
        return Verdict.NEEDS_REVIEW, _UNSETTLED[observed], ""
    if measure.kind is IndicatorKind.COMPOSITE:
        return Verdict.NEEDS_REVIEW, Because.PARTS_NEEDED, ""
    if observed is Mark.NOT_PRESENT or not suits(measure, observed):
        return Verdict.NEEDS_REVIEW, Because.UNSUITABLE_VALUE, ""
    verdict = Verdict.MET if _reaches(measure, observed, threshold.value) else Verdict.NOT_MET
    return verdict, Because.COMPARED, ""


def _reaches(measure: Measure, value: Value, wanted: Value) -> bool:
    if measure.direction is Direction.ACHIEVED:
        return value is True
    if measure.direction is Direction.EQUALS:
        return value == wanted
    have, need = rank(measure, value), rank(measure, wanted)
    return have >= need if measure.direction is Direction.AT_LEAST else have <= need


def gap_in(measure: Measure, year: int) -> Because:
    """Why no threshold was found: none at all, none for the year, or the unit's region or group."""
    if not measure.thresholds:
        return Because.FIGURE_UNKNOWN
    in_year = [each for each in measure.thresholds if each.from_year <= year <= each.to_year]
    if not in_year:
        return Because.YEAR_NOT_COVERED
    by_region = any(each.region is not None for each in in_year)
    return Because.REGION_UNKNOWN if by_region else Because.GROUP_UNDECIDED
