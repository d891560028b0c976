"""Mức đạt do tỉnh và do quyết định sau đặt: what binds a unit, and what the law does not allow."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chungsuc.core.criteria import (
    Condition,
    Confidence,
    CriteriaError,
    CriteriaSet,
    Direction,
    Indicator,
    IndicatorKind,
    Named,
    NationalFloor,
    Overlay,
    OverlayError,
    OverlayKind,
    OverlayValue,
    Threshold,
    UnitAttributes,
    Value,
    check_floor,
    check_overlay,
    lay_over,
    threshold_for,
)
from chungsuc.core.verdicts import judge_unit
from factories.criteria import indicator, small_set

N = Decimal
GROUPS = tuple(Named(code=code, name=f"Nhóm {code}") for code in ("1", "2", "3"))
DEBT = Condition(
    code="C1",
    name="Hài lòng",
    kind=IndicatorKind.PERCENT,
    direction=Direction.AT_LEAST,
    unit="%",
    value=None,
    confidence=Confidence.UNCERTAIN,
)


def levels(code: str, kind: str, direction: str, *by_group: Any) -> Indicator:
    """An indicator with one level for all, or one for each of the three groups ("-": not asked)."""
    one = indicator(code, kind, direction, N(0) if kind != "grade" else "Đạt")
    groups = [None] if len(by_group) == 1 else [each.code for each in GROUPS]
    thresholds = tuple(
        Threshold(
            value=None if value == "-" else value,
            applies=value != "-",
            from_year=2021,
            to_year=2025,
            confidence=Confidence.VERIFIED,
            commune_group=group,
        )
        for group, value in zip(groups, by_group, strict=True)
    )
    return replace(one, thresholds=thresholds)


def law(*, only_raise: bool = True) -> CriteriaSet:
    """A set of three groups of communes whose provinces may only raise."""
    made = small_set(
        levels("1.1", "percent", "at_least", N(80)),
        levels("2.1", "percent", "at_most", N(5)),
        levels("3.1", "grade", "at_least", "Khá"),
        levels("4.1", "percent", "at_least", N(90), N(80), N(70)),
        levels("5.1", "percent", "at_least", None),  # giao cho tỉnh
        levels("6.1", "percent", "at_least", N(50), N(50), "-"),
        conditions=(DEBT,),
    )
    return replace(made, commune_groups=GROUPS, provinces_may_only_raise=only_raise)


def value(code: str, level: Value, group: str | None = None, years: tuple[int, int] = (2021, 2025)):
    return OverlayValue(code=code, value=level, from_year=years[0], to_year=years[1], commune_group=group)


def decision(*values: OverlayValue, number: str = "12/QĐ-UBND", on: date = date(2022, 3, 1), **more: Any):
    given = {"kind": OverlayKind.PROVINCE, "province": "tinh-a", "decided_on": on, "effective_on": on, **more}
    return Overlay(criteria_set_id="bo-nho", number=number, values=values, **given)


def national(*values: OverlayValue, **more: Any) -> Overlay:
    return decision(*values, **{"kind": OverlayKind.AMENDMENT, "province": None, **more})


def level_of(laid: CriteriaSet, code: str, group: str | None, year: int, province: str | None = "tinh-a"):
    attributes = UnitAttributes(commune_group=group, province=province)
    found = threshold_for(laid.measure(code), attributes, year)
    return None if found is None or not found.applies else found.value


# chỉ tiêu, mức của tỉnh, nhóm xã: được đặt hay nhẹ hơn mức của trung ương
MILDER = [
    ("1.1", N(85), None, True),
    ("1.1", N(80), None, True),  # bằng mức của trung ương
    ("1.1", N("79.9"), None, False),
    ("2.1", N(4), None, True),  # không quá: nhỏ hơn là chặt hơn
    ("2.1", N(6), None, False),
    ("3.1", "Tốt", None, True),
    ("3.1", "Đạt", None, False),
    ("4.1", N(75), "3", True),
    ("4.1", N(75), "2", False),
    ("4.1", N(85), None, False),  # nhẹ hơn đối với nhóm 1
    ("4.1", N(90), None, True),
    ("5.1", N(1), None, True),  # trung ương giao cho tỉnh: mức nào cũng được
    ("1.1", N(70), "3", False),  # trung ương đặt một mức cho mọi nhóm
    ("6.1", N(10), "3", True),  # trung ương không quy định cho nhóm 3
]


@pytest.mark.parametrize(("code", "level", "group", "allowed"), MILDER)
def test_a_province_may_ask_for_more_and_not_for_less(
    code: str, level: Value, group: str | None, allowed: bool
) -> None:
    made = decision(value(code, level, group))
    if allowed:
        check_overlay(made, law())
    else:
        with pytest.raises(OverlayError, match=f"12/QĐ-UBND, chỉ tiêu {code}.*nhẹ hơn mức của trung ương"):
            check_overlay(made, law())
    check_overlay(made, law(only_raise=False))  # where the set does not demand it


REFUSED = [
    ([value("9.9", N(1))], "không có chỉ tiêu ‘9.9’"),
    ([value("1.1", N(90), "4")], "không có nhóm xã ‘4’"),
    ([replace(value("1.1", N(90)), region="A")], "không có vùng ‘A’"),
    ([replace(value("1.1", N(90), "1"), region="A")], "không theo cả hai"),
    ([value("1.1", N(90), years=(2025, 2026))], "nằm trong 2021-2025"),
    ([value("1.1", N(90), years=(2024, 2023))], "theo thứ tự"),
    ([value("1.1", N(101))], "số từ 0 đến 100"),
    ([value("3.1", "Giỏi")], "một trong các mức"),
    ([value("1.1", N(90)), value("1.1", N(95), years=(2025, 2025))], "cùng áp dụng cho một năm"),
    ([value("C1", N(90))], "không do tỉnh đặt"),
]


@pytest.mark.parametrize(("values", "words"), REFUSED)
def test_what_the_set_cannot_take_is_refused(values: list[OverlayValue], words: str) -> None:
    with pytest.raises(OverlayError, match=words):
        check_overlay(decision(*values), law())


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"number": " "}, "thiếu số hiệu"),
        ({"province": None}, "phải nêu tỉnh"),
        ({"effective_on": date(2022, 2, 28)}, "không thể có hiệu lực từ 28/02/2022"),
    ],
)
def test_a_decision_that_cannot_be_is_refused(given: dict[str, Any], words: str) -> None:
    with pytest.raises(OverlayError, match=words):
        decision(value("1.1", N(90)), **given)
    with pytest.raises(OverlayError, match="không nêu mức nào"):
        decision()
    with pytest.raises(OverlayError, match="không nói về bộ"):
        check_overlay(decision(value("1.1", N(90))), replace(law(), id="bo-khac"))


# các quyết định, rồi: chỉ tiêu, nhóm xã, năm, mức của xã thuộc tỉnh đó
LAID = [
    ([], "1.1", "1", 2024, N(80)),
    ([decision(value("1.1", N(85)))], "1.1", "1", 2024, N(85)),
    ([decision(value("1.1", N(85), years=(2024, 2024)))], "1.1", "1", 2023, N(80)),
    ([decision(value("5.1", N(60), "3"))], "5.1", "3", 2024, N(60)),
    ([decision(value("5.1", N(60), "3"))], "5.1", "1", 2024, None),
    ([decision(value("6.1", N(55)))], "6.1", "2", 2024, N(55)),
    (
        [decision(value("6.1", N(55)))],
        "6.1",
        "3",
        2024,
        None,
    ),  # trung ương không quy định: tỉnh không nêu riêng
    ([decision(value("6.1", N(55), "3"))], "6.1", "3", 2024, N(55)),
    # quyết định sau của tỉnh thay quyết định trước
    (
        [
            decision(value("1.1", N(90)), number="20/QĐ-UBND", on=date(2023, 1, 1)),
            decision(value("1.1", N(85))),
        ],
        "1.1",
        "1",
        2024,
        N(90),
    ),
    (
        [
            decision(value("4.1", N(95)), number="20/QĐ-UBND", on=date(2023, 1, 1)),
            decision(value("4.1", N(75), "3")),
        ],
        "4.1",
        "3",
        2024,
        N(95),
    ),
    # sửa đổi của trung ương
    ([national(value("1.1", N(82), years=(2023, 2025)))], "1.1", "1", 2022, N(80)),
    ([national(value("1.1", N(82), years=(2023, 2025)))], "1.1", "1", 2023, N(82)),
    ([national(value("4.1", N(75), "3"))], "4.1", "3", 2024, N(75)),
    # mức của tỉnh bị sửa đổi của trung ương vượt qua thì nhường chỗ
    (
        [decision(value("1.1", N(85))), national(value("1.1", N(88), years=(2024, 2025)))],
        "1.1",
        "1",
        2023,
        N(85),
    ),
    (
        [decision(value("1.1", N(85))), national(value("1.1", N(88), years=(2024, 2025)))],
        "1.1",
        "1",
        2024,
        N(88),
    ),
    ([decision(value("4.1", N(90))), national(value("4.1", N(95), "1"))], "4.1", "1", 2024, N(95)),
    ([decision(value("4.1", N(90))), national(value("4.1", N(95), "1"))], "4.1", "3", 2024, N(90)),
]


@pytest.mark.parametrize(("decisions", "code", "group", "year", "level"), LAID)
def test_what_binds_a_commune_of_the_province(
    decisions: list[Overlay], code: str, group: str, year: int, level: Value | None
) -> None:
    laid = lay_over(law(), decisions)
    assert level_of(laid, code, group, year) == level
    # whatever order they were stored in
    assert lay_over(law(), list(reversed(decisions))) == laid


def test_another_province_is_not_bound() -> None:
    laid = lay_over(law(), [decision(value("1.1", N(85)))])
    assert level_of(laid, "1.1", "1", 2024, province="tinh-b") == N(80)
    assert level_of(laid, "1.1", "1", 2024, province=None) == N(80)


def test_a_verdict_names_the_decision_it_rests_on() -> None:
    made = decision(value("1.1", N(85)))
    laid = lay_over(law(), [made])
    judged = judge_unit(
        laid,
        UnitAttributes(commune_group="1", province="tinh-a"),
        year=2024,
        on=date(2024, 12, 31),
        observed={"1.1": N(82), "2.1": N(3)},
    )
    sentence = judged.criteria["1"].indicators["1.1"].reasons[0].sentence
    assert sentence == "82%, mức yêu cầu từ 85% trở lên (12/QĐ-UBND ngày 01/03/2022): chưa đạt."
    assert laid.laid_over == ("12/QĐ-UBND ngày 01/03/2022",)


def test_a_correction_changes_a_condition_too() -> None:
    made = national(value("C1", N(95)), kind=OverlayKind.CORRECTION, effective_on=date(2021, 1, 1))
    check_overlay(made, law())
    (condition,) = lay_over(law(), [made]).conditions
    assert (condition.value, condition.confidence) == (N(95), Confidence.VERIFIED)
    with pytest.raises(OverlayError, match="một mức cho mọi đơn vị"):
        check_overlay(national(value("C1", N(95), years=(2024, 2025))), law())


def test_a_composite_is_set_by_its_parts() -> None:
    made = decision(value("1.1", True))
    whole = replace(indicator("1.1"), kind=IndicatorKind.COMPOSITE)
    with pytest.raises(OverlayError, match="từng phần"):
        check_overlay(made, small_set(whole))


shares = st.integers(0, 100).map(Decimal)
scopes = st.sampled_from([None, "1", "2", "3"])
provincial = st.builds(
    lambda code, level, group, first, last: value(code, level, group, (min(first, last), max(first, last))),
    st.sampled_from(["1.1", "2.1", "4.1", "5.1", "6.1"]),
    shares,
    scopes,
    st.integers(2021, 2025),
    st.integers(2021, 2025),
)


@given(st.lists(provincial, min_size=1, max_size=6), st.lists(provincial, max_size=3))
def test_nobody_is_ever_asked_for_less_than_the_nation_asks(
    of_province: list[OverlayValue], of_nation: list[OverlayValue]
) -> None:
    nation = [national(each, number=f"{at}/QĐ-TTg") for at, each in enumerate(of_nation)]
    province = [decision(each, number=f"{at}/QĐ-UBND") for at, each in enumerate(of_province)]
    alone, together = lay_over(law(), nation), lay_over(law(), [*nation, *province])
    for code in ("1.1", "4.1", "2.1"):
        for group in ("1", "2", "3"):
            for year in range(2021, 2026):
                least, asked = level_of(alone, code, group, year), level_of(together, code, group, year)
                assert asked <= least if code == "2.1" else asked >= least


# --- mức sàn bình quân các xã

FLOOR = NationalFloor(scope="commune_average", direction=Direction.AT_LEAST, value=N(65))

# mức theo nhóm xã 1, 2, 3; số xã mỗi nhóm; bình quân; đúng sàn
FLOORS = [
    ((N(80), N(65), N(50)), (1, 1, 1), "65", True),
    ((N(80), N(65), N(50)), (1, 1, 2), "61.25", False),
    ((N(70), N(70), "-"), (1, 1, 5), "70", True),  # nhóm 3 không xét thì không tính vào bình quân
    ((N(70), N(70), None), (1, 1, 1), "70", None),  # một nhóm chưa có mức
    ((None, None, None), (1, 1, 1), None, None),
]


@pytest.mark.parametrize(("by_group", "communes", "mean", "holds"), FLOORS)
def test_the_mean_over_the_communes_of_a_province(
    by_group: tuple[Any, ...], communes: tuple[int, ...], mean: str | None, holds: bool | None
) -> None:
    measure = replace(levels("5.1", "percent", "at_least", *by_group), national_floor=FLOOR)
    attributes = [
        UnitAttributes(commune_group=group.code)
        for group, count in zip(GROUPS, communes, strict=True)
        for _ in range(count)
    ]
    found = check_floor(measure, attributes, 2024)
    assert found.mean == (None if mean is None else N(mean))
    assert found.holds is holds


def test_a_mean_is_asked_only_where_the_law_has_a_floor() -> None:
    with pytest.raises(CriteriaError, match="không có mức sàn"):
        check_floor(indicator("1.1"), [], 2024)
