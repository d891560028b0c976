"""Plans in prose, made from a hidden table: never accused as they are, caught when one figure is spoilt."""

from __future__ import annotations

from random import Random

import pytest

from chungsuc.checking import examine
from chungsuc.law.criteria import load_criteria_sets
from chungsuc.law.units import load_gazetteer
from factories.made_plans import make
from factories.made_plans.made import ACCUSING


def told(text, kinds):
    gazetteer, criteria_sets = load_gazetteer(), load_criteria_sets()
    found = examine(text.encode(), "ke-hoach.txt", gazetteer=gazetteer, criteria_sets=criteria_sets).findings
    return [each for each in found if each.kind in kinds]


def accusations(text):
    return told(text, ACCUSING)


@pytest.mark.parametrize("seed", range(6))
def test_a_true_plan_is_never_accused(seed):
    assert accusations(make(load_gazetteer(), Random(seed)).text) == []


@pytest.mark.parametrize(
    ("sort", "seed"),
    [
        ("absent annex", 386),
        ("annex", 60),
        ("body", 59),
        ("criterion number", 363),
        ("dates", 266),
        ("growth", 154),
        ("measure of income", 266),
        ("measure of money", 266),
        ("money", 266),
        ("money of years", 67),
        ("raised", 266),
        ("share", 165),
        ("share of total", 277),
        ("sum", 386),
        ("table", 266),
        ("table of money", 263),
        ("two dates", 21),
        ("two values", 198),
        ("verb", 160),
        ("words", 39),
    ],
)
def test_a_fault_of_every_sort_is_told_at_its_line(sort, seed):
    made = make(load_gazetteer(), Random(seed))
    place = next(place for place, fault in made.spoilt.items() if fault.sort == sort)
    text, line = made.spoil(place)
    last = line + made.spoilt[place].line.count("\n")
    quoted = {q.line for found in told(text, made.spoilt[place].told_as) for q in found.quotes}
    assert quoted & set(range(line, last + 1))


def test_a_commune_that_is_called_like_a_mean():
    text = (
        "KẾ HOẠCH\n\nTriển khai Chương trình mục tiêu quốc gia xây dựng nông thôn mới "
        "trên địa bàn huyện Trần Đề, tỉnh Sóc Trăng, năm 2024\n\nI. MỤC TIÊU\n\n"
        "- Xã Trung Bình 04 tiêu chí (Điện, Y tế, Thu nhập, Lao động).\n\n"
        "2. Tổng số tiêu chí đạt là 151 tiêu chí; bình quân đạt 16,78 tiêu chí/xã.\n"
    )
    assert accusations(text) == []


HEAD = (
    "KẾ HOẠCH\n\nTriển khai Chương trình mục tiêu quốc gia xây dựng nông thôn mới "
    "trên địa bàn huyện Thạch An, tỉnh Cao Bằng, năm 2024\n\nI. MỤC TIÊU\n\n"
)


def test_a_list_that_the_page_breaks_inside_a_name_accuses_nobody():
    names = "Kim Đồng, Quang Trọng, Đức\nLong, Thái Cường, Thụy Hùng"
    assert accusations(f"{HEAD}1. Duy trì 05 xã đã đạt chuẩn nông thôn mới: {names}.\n") == []


def test_a_criterion_with_and_in_its_name_is_one():
    line = "- Xã Đức Long {} tiêu chí (Điện, Giáo dục và đào tạo, Y tế)."
    assert accusations(HEAD + line.format("03")) == []
    assert len(accusations(HEAD + line.format("04"))) == 1
