"""Mức áp dụng theo vùng, nhóm xã, năm và quyết định của tỉnh."""

from __future__ import annotations

from decimal import Decimal

import pytest

from chungsuc.core.criteria import (
    Component,
    Confidence,
    CriteriaError,
    Direction,
    Indicator,
    IndicatorKind,
    Mark,
    Observed,
    Reference,
    SetBy,
    Threshold,
    UnitAttributes,
    check_value,
    threshold_for,
)
from chungsuc.core.verdicts import Because, Verdict, judge_indicator


def level(value: int | bool | None, **where: object) -> Threshold:
    figure = Decimal(value) if type(value) is int else value
    years = {"from_year": 2021, "to_year": 2025} | where
    return Threshold(value=figure, confidence=Confidence.VERIFIED, **years)


def percent(*thresholds: Threshold, **more: object) -> Indicator:
    fields = {"code": "4.2", "name": "Tỷ lệ hộ", "unit": "%", "confidence": Confidence.VERIFIED} | more
    return Indicator(
        kind=IndicatorKind.PERCENT, direction=Direction.AT_LEAST, thresholds=thresholds, **fields
    )


BY_REGION = (level(95, region="TDMNPB"), level(99, region="DBSH"), level(98))
BY_GROUP = (
    level(99, commune_group="nhom_1"),
    level(90, commune_group="nhom_2"),
    level(None, commune_group="nhom_3", set_by=SetBy.PROVINCE),
)
SAME_FOR_GROUPS = (level(80, commune_group="nhom_1"), level(80, commune_group="nhom_2"))
BY_YEAR = (
    level(39, region="TDMNPB", from_year=2021, to_year=2023),
    level(42, region="TDMNPB", from_year=2024, to_year=2025),
)
OF_PROVINCE = (*BY_GROUP, level(70, commune_group="nhom_3", province="p-a", document="07/QĐ-UBND"))
PROVINCE_FOR_ALL = (*BY_REGION, level(97, province="p-a"))


@pytest.mark.parametrize(
    ("thresholds", "attributes", "year", "value"),
    [
        (BY_REGION, {"region": "TDMNPB"}, 2024, 95),
        (BY_REGION, {"region": "DBSH"}, 2024, 99),
        (BY_REGION, {"region": "TN"}, 2024, 98),  # vùng không ghi riêng: mức chung
        (BY_REGION, {}, 2024, None),  # chưa biết vùng mà các vùng khác nhau
        (BY_REGION, {"region": "DBSH"}, 2026, None),  # ngoài giai đoạn
        (BY_GROUP, {"commune_group": "nhom_2"}, 2025, 90),
        (BY_GROUP, {}, 2025, None),  # chưa xếp nhóm mà các nhóm khác nhau
        (SAME_FOR_GROUPS, {}, 2025, 80),  # chưa xếp nhóm nhưng mức như nhau
        (BY_YEAR, {"region": "TDMNPB"}, 2023, 39),
        (BY_YEAR, {"region": "TDMNPB"}, 2024, 42),
        (OF_PROVINCE, {"commune_group": "nhom_3", "province": "p-a"}, 2025, 70),  # tỉnh đã quy định
        (OF_PROVINCE, {"commune_group": "nhom_1", "province": "p-a"}, 2025, 99),
        (PROVINCE_FOR_ALL, {"region": "DBSH", "province": "p-a"}, 2025, 97),  # tỉnh quy định một mức chung
        (PROVINCE_FOR_ALL, {"region": "DBSH", "province": "p-b"}, 2025, 99),
    ],
)
def test_the_level_that_binds(
    thresholds: tuple[Threshold, ...], attributes: dict[str, str], year: int, value: int | None
) -> None:
    found = threshold_for(percent(*thresholds), UnitAttributes(**attributes), year)
    assert (found.value if found else None) == value


def test_what_another_province_decided_does_not_bind() -> None:
    found = threshold_for(percent(*OF_PROVINCE), UnitAttributes(commune_group="nhom_3", province="p-b"), 2025)
    assert found is not None
    assert found.value is None


@pytest.mark.parametrize(
    ("thresholds", "attributes", "year", "because", "words"),
    [
        (BY_REGION, {}, 2024, Because.REGION_UNKNOWN, "vùng nào"),
        (BY_GROUP, {}, 2024, Because.GROUP_UNDECIDED, "nhóm nào"),
        (BY_GROUP, {"commune_group": "nhom_3"}, 2024, Because.LEFT_TO_PROVINCE, "UBND cấp tỉnh"),
        (BY_REGION, {"region": "TN"}, 2030, Because.YEAR_NOT_COVERED, "năm này"),
        ((level(None),), {}, 2024, Because.FIGURE_UNKNOWN, "chưa tra được"),
    ],
)
def test_a_missing_level_says_why_and_never_passes(
    thresholds: tuple[Threshold, ...], attributes: dict[str, str], year: int, because: Because, words: str
) -> None:
    judged = judge_indicator(percent(*thresholds), UnitAttributes(**attributes), year, {"4.2": Decimal(100)})
    assert judged.verdict is Verdict.NO_THRESHOLD
    assert judged.reasons[0].because is because
    assert words in judged.reasons[0].sentence


# --- chỉ tiêu gồm nhiều phần ---------------------------------------------------------------------


def part(
    letter: str, kind: IndicatorKind, *thresholds: Threshold, applies_if: str | None = None
) -> Component:
    is_percent = kind is IndicatorKind.PERCENT
    return Component(
        code=f"2.1.{letter}",
        name="Phần",
        kind=kind,
        direction=Direction.AT_LEAST if is_percent else Direction.ACHIEVED,
        unit="%" if is_percent else None,
        thresholds=thresholds,
        applies_if=applies_if,
    )


def composite(*parts: Component) -> Indicator:
    return Indicator(
        code="2.1",
        name="Đường",
        kind=IndicatorKind.COMPOSITE,
        direction=Direction.ACHIEVED,
        thresholds=(
            level(True, commune_group="nhom_1", requirement="cao hơn"),
            level(True, commune_group="nhom_2", requirement="thấp hơn"),
            level(None, commune_group="nhom_3", applies=False),
        ),
        components=parts,
        confidence=Confidence.VERIFIED,
    )


ROADS = composite(
    part("a", IndicatorKind.BOOL, level(True)),
    part("b", IndicatorKind.PERCENT, level(100, commune_group="nhom_1"), level(90, commune_group="nhom_2")),
    part(
        "c",
        IndicatorKind.BOOL,
        level(True, commune_group="nhom_1"),
        level(None, commune_group="nhom_2", applies=False),
        applies_if="Có đường liên xã",
    ),
)


@pytest.mark.parametrize(
    ("group", "observed", "verdict"),
    [
        ("nhom_1", {"2.1.a": True, "2.1.b": Decimal(100), "2.1.c": True}, Verdict.MET),
        ("nhom_1", {"2.1.a": True, "2.1.b": Decimal(95), "2.1.c": True}, Verdict.NOT_MET),
        ("nhom_2", {"2.1.a": True, "2.1.b": Decimal(95)}, Verdict.MET),  # phần c không quy định cho nhóm 2
        ("nhom_1", {"2.1.a": True, "2.1.b": Decimal(100)}, Verdict.NO_DATA),
        ("nhom_1", {"2.1.a": True, "2.1.b": Decimal(100), "2.1.c": Mark.NOT_PRESENT}, Verdict.MET),
        ("nhom_1", {"2.1": True}, Verdict.NEEDS_REVIEW),  # một chữ “Đạt” cho cả chỉ tiêu thì chưa đủ
        ("nhom_1", {"2.1": True, "2.1.a": False}, Verdict.NOT_MET),
        ("nhom_1", {}, Verdict.NO_DATA),
        ("nhom_3", {}, Verdict.NOT_APPLICABLE),
        (None, {"2.1.a": True, "2.1.b": Decimal(100), "2.1.c": True}, Verdict.NO_THRESHOLD),  # chưa xếp nhóm
        (None, {"2.1.a": False}, Verdict.NO_THRESHOLD),  # có nhóm không phải xét chỉ tiêu này
    ],
)
def test_a_composite_is_met_when_every_part_that_applies_is(
    group: str | None, observed: dict[str, Observed], verdict: Verdict
) -> None:
    judged = judge_indicator(ROADS, UnitAttributes(commune_group=group), 2024, observed)
    assert judged.verdict is verdict


def test_a_composite_whose_parts_have_no_figures_has_no_threshold() -> None:
    water = composite(part("a", IndicatorKind.PERCENT), part("b", IndicatorKind.PERCENT))
    observed: dict[str, Observed] = {"2.1.a": Decimal(100), "2.1.b": Decimal(100)}
    judged = judge_indicator(water, UnitAttributes(commune_group="nhom_1"), 2024, observed)
    assert judged.verdict is Verdict.NO_THRESHOLD


def test_if_any_is_not_considered_where_there_is_none() -> None:
    tourism = percent(level(80), applies_if="Xã có mô hình du lịch")
    judged = judge_indicator(tourism, UnitAttributes(), 2024, {"4.2": Mark.NOT_PRESENT})
    assert judged.verdict is Verdict.NOT_APPLICABLE
    assert "Xã có mô hình du lịch" in judged.reasons[0].sentence


def test_a_value_that_comes_from_another_set_says_so_while_it_is_absent() -> None:
    indicator = percent(level(100), refers_to=Reference(criteria_set_id="bo-xa"))
    judged = judge_indicator(indicator, UnitAttributes(), 2024, {})
    assert judged.verdict is Verdict.NO_DATA
    assert "bo-xa" in judged.reasons[0].sentence


def test_the_year_before_counts_where_the_law_says_so() -> None:
    assert percent(level(1)).observed_year(2024) == 2024
    assert percent(level(1), from_previous_year=True).observed_year(2024) == 2023


def test_a_form_is_told_what_an_indicator_takes() -> None:
    with pytest.raises(CriteriaError, match=r"4\.2 không hợp lệ\. Hãy nhập số từ 0 đến 100\."):
        check_value(percent(level(1)), Decimal(101))
