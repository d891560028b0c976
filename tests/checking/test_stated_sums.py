"""Phép tính nêu trong văn bản: lists and formulas that a text gives itself."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_readings import case, printed, stated_sum

from chungsuc.checking.expression import evaluate, terms
from chungsuc.checking.stated_sums import check_stated_sums
from chungsuc.core.statements import Certainty, FindingKind, PartList, Severity

# --- formulas -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("1.200 + 800", 2000),
        ("4.500 × 90% - 50", 4000),
        ("(3 + 4) x 2", 14),
        ("12 : 8", Fraction(3, 2)),
        ("10 - -4", 14),
        ("1,5 * 4", 6),
        ("7 / 0", None),
        ("7 +", None),
        ("(7 + 1", None),
        ("bảy + 1", None),
        ("", None),
    ],
)
def test_the_value_of_a_formula(formula, value):
    assert evaluate(formula) == value


@given(st.text(alphabet="0123456789.,+-*/()×% x", max_size=60))
def test_any_text_has_a_value_or_none(text):
    value = evaluate(text)
    assert value is None or isinstance(value, Fraction)


def test_the_figures_of_a_formula_keep_their_place():
    formula = "2.000 × 5 / 7"
    assert [formula[term.start : term.end] for term in terms(formula)] == ["2.000", "5", "7"]


@pytest.mark.parametrize(
    ("total", "formula", "holds"),
    [
        ("400", "2.000 × 2 / 10", True),
        ("286", "2.000 / 7", True),  # rounded
        ("285", "2.000 / 7", True),  # cut, and it is said so
        ("284", "2.000 / 7", False),
        ("285,71", "2.000 / 7", True),
        ("12.300", "12.345 × 1", True),  # rounded to hundreds
        ("12.400", "12.345 × 1", False),
    ],
)
def test_a_result_of_a_formula(total, formula, holds):
    findings, (checked,) = check_stated_sums(
        case(sums=[stated_sum(printed(total, measure="người"), expression=formula)])
    )
    assert checked.holds is holds
    assert [found.severity for found in findings] == [Severity.ERROR] * (not holds)


def test_a_result_that_was_cut_is_said_to_be():
    _, (checked,) = check_stated_sums(case(sums=[stated_sum(printed("285"), expression="2.000 / 7")]))
    assert "bỏ phần lẻ" in checked.label


def test_a_share_is_printed_in_percent():
    assert (
        check_stated_sums(case(sums=[stated_sum(printed("40", measure="%"), expression="4 / 10")]))[0] == []
    )


def test_a_figure_that_another_line_prints_whole():
    lines = [(3, "Dân số toàn vùng là 21.500.200 người"), (5, "A = 4.300.040 × 100 / 1.500.200 = 20")]
    said = stated_sum(printed("20"), expression="4.300.040 × 100 / 1.500.200")
    (found,), _ = check_stated_sums(case(lines=lines, sums=[said]))
    assert found.facts == {"misprint": "1.500.200", "meant": "21.500.200"}
    assert found.repairs[0] == "Nếu đúng là in sai, sửa “1.500.200” thành “21.500.200”."
    assert [quote.line for quote in found.quotes] == [5, 3]


def test_no_misprint_is_made_up():
    said = stated_sum(printed("20"), expression="4.300.040 × 100 / 1.500.200")
    (found,), _ = check_stated_sums(case(lines=[(3, "27.500.200 người")], sums=[said]))
    assert found.facts == {}


def test_a_figure_beside_the_formula_that_belongs_into_it():
    lines = [(4, "Cả vùng 640.000 con; trại 12.800 con"), (5, "D = 12.800 × 5.000 / 71.300 = 100")]
    said = stated_sum(printed("100"), expression="12.800 × 5.000 / 71.300")
    (found,), _ = check_stated_sums(case(lines=lines, sums=[said]))
    assert found.facts["meant"] == "640.000"
    far = [(1, lines[0][1]), lines[1]]
    (found,), _ = check_stated_sums(case(lines=far, sums=[said]))
    assert found.facts == {}  # so far away it fits by chance


# --- lists ----------------------------------------------------------------------------------------

ALL, SOME = PartList.ALL, PartList.SOME


@pytest.mark.parametrize(
    ("total", "parts", "how", "sums", "severity"),
    [
        ("15", ("4", "5", "6"), ALL, [True], None),
        ("15", ("4", "5", "7"), ALL, [False], Severity.ERROR),
        ("15", ("4", "5", "5"), ALL, [False], Severity.ERROR),
        ("15", ("4", "5"), SOME, [], None),  # some parts only
        ("15", ("9", "7"), SOME, [False], Severity.ERROR),  # parts never exceed the whole
        ("2,5", ("1,3", "1,3"), ALL, [True], None),  # rounded decimals
        ("15", ("15",), ALL, [], None),
    ],
)
def test_a_list_of_parts(total, parts, how, sums, severity):
    figures = [printed(part, 6 + place, measure="cơ sở") for place, part in enumerate(parts)]
    said = stated_sum(printed(total, measure="cơ sở"), *figures, parts_are=how)
    findings, checked = check_stated_sums(case(sums=[said]))
    assert [each.holds for each in checked] == sums
    assert [found.severity for found in findings] == ([severity] if severity else [])
    assert all(found.kind is FindingKind.ARITHMETIC for found in findings)


def test_parts_in_another_measure_of_money():
    parts = [printed("1.200", 6, measure="triệu đồng"), printed("800", 7, measure="triệu đồng")]
    assert check_stated_sums(case(sums=[stated_sum(printed("2", measure="tỷ đồng"), *parts)]))[0] == []


def test_measures_that_cannot_be_added_are_left_alone():
    parts = [printed("3", 6, measure="xã"), printed("4", 7, measure="triệu đồng")]
    assert check_stated_sums(case(sums=[stated_sum(printed("9", measure="xã"), *parts)])) == ([], [])


@pytest.mark.parametrize(
    ("lines", "certainty", "told"),
    [
        ([(6, "- A: 4 cơ sở"), (7, "- B: 5 cơ sở")], Certainty.CERTAIN, True),
        ([(6, "- A: 4 cơ sở"), (7, "- B: 5 cơ sở"), (8, "- C: 6 nơi")], Certainty.CERTAIN, False),
        ([(6, "- A: 4 cơ sở"), (7, "- B: 5 cơ sở")], Certainty.DOUBTFUL, False),
    ],
)
def test_a_list_that_may_go_on_is_not_said_to_fall_short(lines, certainty, told):
    parts = [printed("4", 6), printed("5", 7)]
    said = stated_sum(printed("15"), *parts, certainty=certainty)
    assert bool(check_stated_sums(case(lines=[(5, "15 cơ sở, gồm:"), *lines], sums=[said]))[0]) is told


def test_a_part_that_another_line_prints_otherwise():
    lines = [(3, "Trại Bằng Lăng có 1.250 con"), (5, "Tổng 3.000 con"), (6, "- 125 con"), (7, "- 1.750 con")]
    said = stated_sum(printed("3.000"), printed("125", 6), printed("1.750", 7))
    (found,), _ = check_stated_sums(case(lines=lines, sums=[said]))
    assert "“125” in sai: dòng 3 ghi “1.250”" in found.message
