"""How many communes stand where: at a number of criteria, between two, below one; and all together."""

from __future__ import annotations

from decimal import Decimal

import pytest

from chungsuc.core.statements import Comparator, StatementKind, Subject

KIND, EQUAL, MOST = StatementKind, Comparator.EQUAL, Comparator.AT_MOST


@pytest.mark.parametrize(
    ("sentence", "value", "levels", "comparator"),
    [
        ("Số xã đạt từ 15-18 tiêu chí: 04 xã.", 4, (15, 18), EQUAL),
        ("Số xã đạt từ 15 đến 18 tiêu chí là 04 xã.", 4, (15, 18), EQUAL),
        ("Số xã hoàn thành 15 - 18 tiêu chí có 04 xã.", 4, (15, 18), EQUAL),
        ("Có 04 xã đạt 15 đến 18 tiêu chí.", 4, (15, 18), EQUAL),
        ("Số xã đạt dưới 10 tiêu chí: 02 xã.", 2, (0, 9), EQUAL),
        ("Số xã dưới 10 tiêu chí không quá 03 xã.", 3, (0, 9), MOST),
        ("Còn 02 xã đạt dưới 10 tiêu chí.", 2, (0, 9), EQUAL),
        ("Số xã đạt 19/19 tiêu chí là 05 xã.", 5, (19, None), EQUAL),
        ("Số xã hoàn thành 19 tiêu chí: 05 xã.", 5, (19, None), EQUAL),
    ],
)
def test_communes_at_so_many_criteria(goal, sentence, value, levels, comparator):
    said = goal(sentence)
    assert (said.kind, said.subject, said.value) == (KIND.COUNT, Subject.CRITERIA, value)
    assert (said.level, said.level_to, said.comparator) == (*levels, comparator)
    assert Decimal(said.numbers[0].lstrip("0")) == value  # what findings quote is the number of communes


@pytest.mark.parametrize(
    "sentence",
    [
        "Có 03 xã đạt từ 15 tiêu chí trở lên.",  # with those at the standard, or without: nobody can say
        "Giảm 02 xã dưới 10 tiêu chí.",  # how many fewer there are
    ],
)
def test_what_may_be_another_count_is_left_in_its_own_words(goal, sentence):
    assert goal(sentence).subject is Subject.OTHER


@pytest.mark.parametrize(
    ("sentence", "kind", "value"),
    [
        ("Tổng số tiêu chí đạt được: 182 tiêu chí/12 xã.", KIND.TOTAL, "182"),
        ("Số tiêu chí đạt bình quân: 15,17 tiêu chí/1 xã.", KIND.AVERAGE, "15.17"),
        ("Bình quân đạt 15 tiêu chí/1 xã.", KIND.AVERAGE, "15"),
        ("Không có xã nào dưới 10 tiêu chí.", KIND.FLOOR, "10"),
        ("Không còn xã nào đạt dưới 10 tiêu chí.", KIND.FLOOR, "10"),
    ],
)
def test_criteria_of_all_communes(goal, sentence, kind, value):
    said = goal(sentence)
    assert (said.kind, said.subject, said.value) == (kind, Subject.CRITERIA, Decimal(value))
    assert said.of is None
