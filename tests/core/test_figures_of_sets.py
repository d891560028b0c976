"""Từng con số của bộ tiêu chí và lần đối chiếu với văn bản in."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from chungsuc.core.criteria import (
    Compared,
    Condition,
    Confidence,
    CriteriaError,
    CriteriaSet,
    Direction,
    IndicatorKind,
    confirm,
    figure,
    figures,
)
from chungsuc.law.criteria import load_criteria_sets
from factories.criteria import indicator, small_set
from spec_tables import KHONG_QUY_DINH

N = Decimal
DEBT = Condition(
    code="C1",
    name="Không có nợ đọng",
    kind=IndicatorKind.BOOL,
    direction=Direction.ACHIEVED,
    value=True,
    confidence=Confidence.RECALLED,
)
ALL = replace(DEBT, code="C2", is_all_criteria=True)


def law() -> CriteriaSet:
    """A set that nobody has compared yet."""
    unsure = [
        replace(
            each,
            confidence=Confidence.RECALLED,
            thresholds=tuple(replace(one, confidence=Confidence.RECALLED) for one in each.thresholds),
        )
        for each in (
            indicator("1.1", "percent", "at_least", N(90)),
            indicator("2.1", "bool", "achieved", KHONG_QUY_DINH),
        )
    ]
    return small_set(*unsure, conditions=(DEBT, ALL))


def sure(criteria_set: CriteriaSet) -> dict[str, bool]:
    return {each.key: each.confidence is Confidence.VERIFIED for each in figures(criteria_set)}


KEYS = ("1.1::2021-2025", "2.1::2021-2025", "C1::2021-2025")

# con số, tên, mức và có xét hay không như người đối chiếu thấy; sau đó đã đối chiếu hay chưa
SEEN = [
    (KEYS[0], "Chỉ tiêu", N(90), True, True),
    (KEYS[0], "Chỉ tiêu", N("90.0"), True, True),
    (KEYS[0], "Chỉ tiêu", N(91), True, False),  # mức nay khác mức đã đối chiếu
    (KEYS[0], "Tên cũ", N(90), True, False),  # tên nay khác tên đã đối chiếu
    (KEYS[1], "Chỉ tiêu", None, False, True),  # văn bản in cũng không quy định
    (KEYS[1], "Chỉ tiêu", None, True, False),
    (KEYS[2], "Không có nợ đọng", True, True, True),
    ("9.9::2021-2025", "Chỉ tiêu", N(90), True, False),
]


@pytest.mark.parametrize(("key", "name", "value", "applies", "is_sure"), SEEN)
def test_what_was_seen_in_print_as_it_stands_is_verified(
    key: str, name: str, value: Decimal | bool | None, applies: bool, is_sure: bool
) -> None:
    after = confirm(law(), [Compared(key, name, value, applies)])
    assert sure(after) == {each: each == key and is_sure for each in KEYS}
    by_code = {each.code: each.confidence for each in after.indicators()}
    if key in KEYS[:2]:  # the name was seen with its figure
        assert (by_code[key[:3]] is Confidence.VERIFIED) is is_sure


def test_a_condition_that_only_repeats_the_criteria_has_no_figure() -> None:
    assert tuple(sure(law())) == KEYS


def test_nothing_compared_changes_nothing() -> None:
    before = law()
    assert confirm(before, []) is before
    assert confirm(before, [Compared("9.9::2021-2025", "", None, True)]) == before


def test_a_figure_is_found_by_its_key() -> None:
    assert figure(law(), KEYS[0]).value == N(90)
    with pytest.raises(CriteriaError, match=r"không có con số ‘9\.9’"):
        figure(law(), "9.9")


@pytest.mark.parametrize("set_id", sorted(load_criteria_sets()))
def test_every_figure_of_every_set_has_its_own_key(set_id: str) -> None:
    found = [each.key for each in figures(load_criteria_sets()[set_id])]
    assert found
    assert len(set(found)) == len(found)
    assert max(map(len, found)) <= 60  # as wide as the column that keeps it
