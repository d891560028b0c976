"""Điều cần để ý khi thẩm tra: facts beside a figure, as tables that a verifier can check."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from chungsuc.core.criteria import Direction, Indicator
from chungsuc.core.vietnamese.numbers import parse_number
from chungsuc.core.warnings import Given, bunch, notices
from factories.criteria import indicator

SHARE = indicator("4.2", "percent", "at_least", Decimal(95))
POOR = indicator("11", "percent", "at_most", Decimal(12))
INCOME = replace(indicator("10", "number", "at_least", Decimal(48)), unit="triệu đồng")


def given(text: str) -> Given:
    """ "98,5", or "197/200"."""
    over, slash, under = text.partition("/")
    if not slash:
        return Given(value=parse_number(text))
    numerator, denominator = parse_number(over), parse_number(under)
    return Given(value=100 * numerator / denominator, numerator=numerator, denominator=denominator)


@pytest.mark.parametrize(
    ("measure", "level", "before", "now", "signs"),
    [
        # sát mức
        (SHARE, "95", "", "95", "sát mức"),
        (SHARE, "95", "", "95,9", "sát mức"),
        (SHARE, "95", "", "94,2", "sát mức"),
        (SHARE, "95", "", "96,1", ""),
        (SHARE, "100", "", "100", ""),  # nothing is above: no wonder
        (SHARE, "100", "", "99,5", "sát mức"),
        (POOR, "12", "", "11,4", "sát mức"),
        (POOR, "0", "", "0", ""),
        (INCOME, "48", "", "48,9", "sát mức"),
        (INCOME, "48", "", "52", ""),
        # như năm trước
        (SHARE, "80", "98,27", "98,27", "như năm trước"),
        (SHARE, "80", "98", "98", ""),  # two digits come out the same by chance
        (SHARE, "80", "100", "100", ""),
        (SHARE, "80", "1.851/1.900", "1.851/1.900", "như năm trước"),
        (SHARE, "80", "1.851/1.900", "1.852/1.900", ""),
        (SHARE, "80", "12/12", "12/12", ""),
        (INCOME, "30", "41,25", "41,25", "như năm trước"),
        # thay đổi lớn
        (SHARE, "50", "61", "98", "thay đổi lớn"),
        (SHARE, "50", "85", "98", ""),
        (POOR, "50", "40", "3", "thay đổi lớn"),
        (INCOME, "30", "20", "55", "thay đổi lớn"),
        # both
        (SHARE, "95", "60", "95,1", "sát mức; thay đổi lớn"),
    ],
)
def test_facts_beside_a_figure(measure: Indicator, level: str, before: str, now: str, signs: str) -> None:
    found = notices(measure, given(now), level=parse_number(level), before=given(before) if before else None)
    assert "; ".join(each.sign.label for each in found) == signs


def test_a_jump_without_evidence_says_so_and_no_fact_speaks_of_a_person() -> None:
    [found] = notices(SHARE, given("98"), level=Decimal(50), before=given("60"), has_evidence=False)
    assert found.told() == "Năm trước 60%, nay 98%: thay đổi lớn, chưa có minh chứng."
    [near] = notices(SHARE, given("95,5"), level=Decimal(95))
    assert near.told() == "95,5%, mức yêu cầu từ 95% trở lên: sát mức."


@pytest.mark.parametrize("value", [True, False, None, "Khá"])
def test_what_is_no_number_has_no_such_facts(value: bool | str | None) -> None:
    assert notices(SHARE, Given(value=value), level=Decimal(95), before=Given(value=value)) == []


@pytest.mark.parametrize(
    ("measure", "level", "values", "is_noticed"),
    [
        # reached just so, one missed: worth a look
        (SHARE, 95, ["95,2"] * 10 + ["94,5"], True),
        (SHARE, 95, ["95,2"] * 7, False),  # too few to say anything
        (SHARE, 95, ["95,2"] * 10 + ["94,5"] * 4, False),
        (SHARE, 95, ["95,2"] * 10 + ["96,5"] * 8, False),  # many stand there anyway
        (SHARE, 99, ["100"] * 30, False),  # the end of what can be
        (POOR, 12, ["11,7"] * 12 + ["12,4"], True),
        (POOR, 12, ["12,4"] * 12, False),
        (INCOME, 48, ["48,2"] * 9, True),
    ],
)
def test_many_units_just_at_the_threshold(
    measure: Indicator, level: int, values: list[str], is_noticed: bool
) -> None:
    found = bunch(measure, [parse_number(each) for each in values], Decimal(level))
    assert (found is not None) == is_noticed
    if found is not None:
        assert found.told().startswith(f"{found.reached} đơn vị vừa đạt mức")


def test_grades_and_answers_are_never_bunched() -> None:
    measure = replace(SHARE, direction=Direction.ACHIEVED)
    assert bunch(measure, [True] * 50, True) is None
    assert bunch(SHARE, [Decimal(95)] * 50, None) is None
