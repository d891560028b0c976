"""Sáu kết luận, bảng chân lý của tiêu chí, và khi nào một xã đạt chuẩn."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from chungsuc.core.criteria import (
    Component,
    Condition,
    Confidence,
    CriteriaSet,
    Criterion,
    Direction,
    Indicator,
    IndicatorKind,
    LegalBasis,
    Mark,
    Observed,
    SetStatus,
    Threshold,
    Tier,
    UnitAttributes,
)
from chungsuc.core.reasons import show_threshold, show_value
from chungsuc.core.units import Level
from chungsuc.core.verdicts import Verdict, combine, judge, judge_indicator, judge_unit
from spec_tables import KHONG_CO_MUC, KHONG_QUY_DINH, SCALE, TRUTH_TABLE, UNIT_TABLE, VERDICTS

BY_LABEL = {verdict.label: verdict for verdict in Verdict}


def threshold(value: Any) -> Threshold:
    unknown = value in (KHONG_CO_MUC, KHONG_QUY_DINH)
    return Threshold(
        value=None if unknown else value,
        applies=value != KHONG_QUY_DINH,
        from_year=2021,
        to_year=2025,
        confidence=Confidence.VERIFIED,
    )


def indicator(code: str, kind: str, direction: str, value: Any) -> Indicator:
    return Indicator(
        code=code,
        name="Chỉ tiêu",
        kind=IndicatorKind(kind),
        direction=Direction(direction),
        unit={"percent": "%", "number": "triệu đồng", "count": "nhà"}.get(kind),
        scale=SCALE if kind == "grade" else (),
        thresholds=(threshold(value),),
        confidence=Confidence.VERIFIED,
    )


@pytest.mark.parametrize(("kind", "direction", "level", "observed", "verdict"), VERDICTS)
def test_an_indicator(kind: str, direction: str, level: Any, observed: Observed, verdict: str) -> None:
    judged = judge(indicator("1.1", kind, direction, level), threshold(level), observed)
    assert judged.verdict.label == verdict
    (reason,) = judged.reasons
    assert reason.verdict is judged.verdict
    assert reason.value is observed
    assert reason.sentence.endswith(".")


@pytest.mark.parametrize(("parts", "whole"), TRUTH_TABLE)
def test_a_criterion(parts: list[str], whole: str) -> None:
    verdicts = [BY_LABEL[part] for part in parts]
    assert combine(verdicts).label == whole
    assert combine(reversed(verdicts)).label == whole


def criteria_set() -> CriteriaSet:
    def criterion(code: str) -> Criterion:
        return Criterion(
            code=code,
            name="Tiêu chí",
            group="I",
            indicators=(indicator(f"{code}.1", "bool", "achieved", True),),
            confidence=Confidence.VERIFIED,
        )

    def condition(code: str, kind: str, direction: str, value: Any, **more: Any) -> Condition:
        return Condition(
            code=code,
            name="Điều kiện",
            kind=IndicatorKind(kind),
            direction=Direction(direction),
            unit="%" if kind == "percent" else None,
            value=value,
            confidence=Confidence.VERIFIED,
            **more,
        )

    return CriteriaSet(
        id="hai-tieu-chi",
        title="Bộ hai tiêu chí",
        level=Level.COMMUNE,
        tier=Tier.STANDARD,
        status=SetStatus.OFFICIAL,
        legal_basis=(
            LegalBasis(
                number="01/QĐ-TTg",
                issued_on=date(2022, 3, 8),
                issuer="Thủ tướng Chính phủ",
                part="Phụ lục I",
                role="promulgates",
                confidence=Confidence.VERIFIED,
            ),
        ),
        valid_from=date(2021, 1, 1),
        valid_to=date(2025, 12, 31),
        criteria=(criterion("1"), criterion("2")),
        conditions=(
            condition("C1", "bool", "achieved", True, is_all_criteria=True),
            condition("C2", "bool", "achieved", True),
            condition("C3", "percent", "at_least", Decimal(90)),
            condition("C5", "bool", "achieved", True, from_date=date(2024, 3, 7)),
        ),
    )


@pytest.mark.parametrize("row", UNIT_TABLE)
def test_a_unit(row: tuple[Any, ...]) -> None:
    *values, on, verdict, headline = row
    observed = dict(zip(["1.1", "2.1", "C2", "C3", "C5"], values, strict=True))
    judged = judge_unit(
        criteria_set(), UnitAttributes(), year=2024, on=date.fromisoformat(on), observed=observed
    )
    assert judged.verdict.label == verdict
    assert judged.headline == headline


@pytest.mark.parametrize(
    ("before", "verdict"),
    [
        (Verdict.MET, "đạt"),
        (Verdict.NOT_MET, "chưa đạt"),
        (Verdict.NEEDS_REVIEW, "cần xem lại"),
        (None, "chưa có số liệu"),  # chưa biết đã đạt bộ tiền đề hay chưa
    ],
)
def test_the_prerequisite_set_comes_first(before: Verdict | None, verdict: str) -> None:
    advanced = replace(criteria_set(), prerequisite="bo-truoc")
    observed = {"1.1": True, "2.1": True, "C2": True, "C3": Decimal(95), "C5": True}
    judged = judge_unit(
        advanced, UnitAttributes(), year=2024, on=date(2024, 12, 31), observed=observed, prerequisite=before
    )
    assert judged.verdict.label == verdict


def test_a_reason_names_value_threshold_and_clause() -> None:
    judged = judge_unit(
        criteria_set(), UnitAttributes(), year=2024, on=date(2024, 12, 31), observed={"1.1": False}
    )
    (reason,) = judged.criteria["1"].reasons
    assert reason.clause == "01/QĐ-TTg ngày 08/03/2022, Phụ lục I"
    assert (reason.code, reason.value, reason.threshold) == ("1.1", False, True)
    assert reason.sentence == "Chưa đạt theo số liệu (01/QĐ-TTg ngày 08/03/2022, Phụ lục I)."


def test_a_figure_that_is_not_confirmed_says_so() -> None:
    recalled = replace(threshold(Decimal(95)), confidence=Confidence.RECALLED)
    measure = indicator("4.2", "percent", "at_least", Decimal(95))
    (reason,) = judge(measure, recalled, Decimal("98.5"), clause="Phụ lục I").reasons
    assert reason.confidence is Confidence.RECALLED
    assert (
        reason.sentence
        == "98,5%, mức yêu cầu từ 95% trở lên (Phụ lục I): đạt. Mức này chưa đối chiếu văn bản in."
    )


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (Decimal("98.50"), "%", "98,5%"),
        (Decimal("10.4"), "%/năm", "10,4%/năm"),
        (Decimal("36.5"), "triệu đồng/người/năm", "36,5 triệu đồng/người/năm"),
        (Decimal(3), None, "3"),
        (True, None, "Đạt"),
        (False, None, "Chưa đạt"),
        ("Khá", None, "Khá"),
        (None, "%", "chưa có số liệu"),
        (Mark.NOT_PRESENT, "%", "không có"),
        (Mark.IN_DISPUTE, "%", "chưa thống nhất"),
    ],
)
def test_a_value_is_shown_as_officials_write_it(value: Observed, unit: str | None, shown: str) -> None:
    assert show_value(value, unit) == shown


@pytest.mark.parametrize(
    ("kind", "direction", "value", "shown"),
    [
        ("percent", "at_least", Decimal(95), "từ 95% trở lên"),
        ("percent", "at_most", Decimal(13), "không quá 13%"),
        ("count", "equals", Decimal(0), "bằng 0 nhà"),
        ("grade", "at_least", "Khá", "từ Khá trở lên"),
        ("bool", "achieved", True, "Đạt"),
        ("percent", "at_least", None, "chưa có mức"),
    ],
)
def test_a_threshold_is_shown_as_officials_write_it(
    kind: str, direction: str, value: Any, shown: str
) -> None:
    assert show_threshold(indicator("1.1", kind, direction, value), value) == shown


@pytest.mark.parametrize(
    ("level_of_b", "value_of_b", "verdict"),
    [
        (Decimal(20), Decimal(25), Verdict.MET),
        (Decimal(20), Decimal(15), Verdict.NOT_MET),
        (Decimal(20), None, Verdict.NO_DATA),
        (KHONG_CO_MUC, Decimal(25), Verdict.NO_THRESHOLD),  # nobody has said what the second part must reach
    ],
)
def test_an_indicator_of_which_only_the_parts_have_levels_is_judged_by_them(
    level_of_b: Any, value_of_b: Decimal | None, verdict: Verdict
) -> None:
    first = indicator("17.1.a", "percent", "at_least", Decimal(98))
    second = indicator("17.1.b", "percent", "at_least", level_of_b)
    parts = [
        Component(
            code=each.code,
            name=each.name,
            kind=each.kind,
            direction=each.direction,
            thresholds=each.thresholds,
        )
        for each in (first, second)
    ]
    whole = indicator("17.1", "composite", "achieved", KHONG_CO_MUC)
    observed: dict[str, Observed] = {"17.1.a": Decimal(99), "17.1.b": value_of_b}
    given = {code: value for code, value in observed.items() if value is not None}
    judged = judge_indicator(replace(whole, components=tuple(parts)), UnitAttributes(), 2024, given)
    assert judged.verdict is verdict
