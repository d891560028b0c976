"""Trên bộ tiêu chí thật, với số liệu bất kỳ: kết luận không phụ thuộc vào đơn vị nào được xét trước."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from chungsuc.core.criteria import CriteriaSet, IndicatorKind, Mark, Observed, UnitAttributes
from chungsuc.core.verdicts import Because, Verdict, judge_criterion, judge_unit
from chungsuc.law.criteria import load_criteria_sets

SETS = [load_criteria_sets()[name] for name in ("vn-2021-2025-commune", "vn-2026-2030-commune")]


@st.composite
def cases(draw: st.DrawFn) -> tuple[CriteriaSet, UnitAttributes, int, dict[str, Observed]]:
    """A set, a unit's attributes, a year, and values of which some are absent or of the wrong kind."""
    criteria_set = draw(st.sampled_from(SETS))
    attributes = UnitAttributes(
        region=draw(st.sampled_from([None, *(each.code for each in criteria_set.regions)])),
        commune_group=draw(st.sampled_from([None, *(each.code for each in criteria_set.commune_groups)])),
    )
    numbers = st.sampled_from([Decimal(0), Decimal(1), Decimal(50), Decimal(98), Decimal(100), Decimal(101)])
    odd: st.SearchStrategy[Any] = st.none() | st.booleans() | st.sampled_from(Mark) | numbers
    observed: dict[str, Observed] = {}
    for measure in criteria_set.measures():
        match measure.kind:
            case IndicatorKind.BOOL:
                usual: st.SearchStrategy[Any] = st.booleans()
            case IndicatorKind.GRADE:
                usual = st.sampled_from(measure.scale)
            case IndicatorKind.COMPOSITE:
                usual = st.none()
            case _:
                usual = numbers
        observed[measure.code] = draw(usual | odd if draw(st.integers(0, 4)) == 0 else usual)
    return criteria_set, attributes, criteria_set.valid_from.year, observed


@settings(max_examples=60)
@given(cases())
def test_one_unit_after_another_is_as_each_alone(
    case: tuple[CriteriaSet, UnitAttributes, int, dict[str, Observed]],
) -> None:
    criteria_set, attributes, year, observed = case
    judged = judge_unit(criteria_set, attributes, year=year, on=date(year, 12, 31), observed=observed)
    for criterion in criteria_set.criteria:
        alone = judge_criterion(criterion, attributes, year, observed, clause=criteria_set.clause)
        assert judged.criteria[criterion.code] == alone


@settings(max_examples=60)
@given(cases())
def test_what_is_met_was_compared_with_a_known_level(
    case: tuple[CriteriaSet, UnitAttributes, int, dict[str, Observed]],
) -> None:
    criteria_set, attributes, year, observed = case
    judged = judge_unit(criteria_set, attributes, year=year, on=date(year, 12, 31), observed=observed)
    for criterion in judged.criteria.values():
        for indicator in criterion.indicators.values():
            for reason in indicator.reasons:
                assert reason.sentence.endswith(".")
                if reason.verdict.is_computed:
                    assert reason.because is Because.COMPARED
                    assert reason.threshold is not None
                if indicator.verdict is Verdict.MET:
                    assert reason.verdict in {Verdict.MET, Verdict.NOT_APPLICABLE}
