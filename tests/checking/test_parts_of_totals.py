"""Thành phần và tổng: bounds, parts that may overlap, and years that leave nothing out."""

from __future__ import annotations

import pytest
from small_readings import case, money, printed, said, stated_sum

from chungsuc.checking.counts import check_counts
from chungsuc.checking.funding import check_funding
from chungsuc.checking.overlaps import may_overlap
from chungsuc.checking.stated_sums import check_stated_sums
from chungsuc.core.statements import Comparator, PartList, Severity

EQUAL, LEAST, MOST = Comparator.EQUAL, Comparator.AT_LEAST, Comparator.AT_MOST
ALL, SOME = PartList.ALL, PartList.SOME


def listed(total, parts, *, parts_are=ALL, names=("lớp nghề nông", "lớp nghề mộc", "lớp nghề may")):
    bound, value = total
    whole = said("t1", 5, "count", "reach", "other", value, comparator=bound, measure="lớp", parts=parts_are)
    return case(
        targets=[
            whole,
            *(
                said(f"t{n}", 5, "count", "reach", "other", figure, comparator=comparator, measure="lớp",
                     part_of="t1", object_text=name)
                for n, ((comparator, figure), name) in enumerate(zip(parts, names, strict=False), 2)
            ),
        ]
    )  # fmt: skip


@pytest.mark.parametrize(
    ("total", "parts", "parts_are", "told"),
    [
        ((EQUAL, 50), [(LEAST, 30), (LEAST, 25)], ALL, "ít nhất 55 lớp"),
        ((EQUAL, 50), [(LEAST, 30), (LEAST, 20)], ALL, None),
        ((EQUAL, 50), [(LEAST, 30), (EQUAL, 25)], SOME, "ít nhất 55 lớp"),
        ((LEAST, 50), [(LEAST, 30), (LEAST, 25)], ALL, None),  # the total may be more
        ((LEAST, 50), [(EQUAL, 30), (EQUAL, 15)], ALL, "không quá 45 lớp"),
        ((LEAST, 50), [(EQUAL, 30), (EQUAL, 15)], SOME, None),  # some may be left out
        ((EQUAL, 50), [(MOST, 20), (MOST, 25)], ALL, "không quá 45 lớp"),
        ((EQUAL, 50), [(MOST, 20), (MOST, 30)], ALL, None),
        ((EQUAL, 50), [(MOST, 20), (LEAST, 5)], ALL, None),
        ((MOST, 50), [(LEAST, 30), (LEAST, 21)], ALL, "ít nhất 51 lớp"),
    ],
)
def test_bounds_contradict_only_where_nothing_fits(total, parts, parts_are, told):
    findings, _ = check_counts(listed(total, parts, parts_are=parts_are))
    assert [found.follows for found in findings] == [told] * (told is not None)


def test_women_and_poor_may_be_the_same_people():
    findings, _ = check_counts(
        listed((EQUAL, 50), [(LEAST, 30), (LEAST, 25)], parts_are=SOME, names=("lao động nữ", "hộ nghèo"))
    )
    assert findings == []


@pytest.mark.parametrize(
    ("names", "overlap"),
    [
        (("học viên nữ", "học viên là người dân tộc thiểu số"), True),
        (("xã đạt tiêu chí giao thông", "xã đạt tiêu chí trường học"), True),
        (("15 đại biểu khách mời", "10 đại biểu cấp xã"), True),
        (("rừng phòng hộ", "rừng sản xuất"), False),
        (("năm 2022", "năm 2023"), False),
        (("Môn Sơn", "Lục Dạ"), False),
    ],
)
def test_names_of_parts_that_may_overlap(names, overlap):
    assert may_overlap(names) is overlap


@pytest.mark.parametrize(
    ("parts_are", "names", "values", "wrong"),
    [
        (SOME, ("30 lao động nữ", "25 hộ nghèo"), ("30", "25"), False),
        (SOME, ("60 lao động nữ", "5 hộ nghèo"), ("60", "5"), True),  # one part alone is more
        (SOME, ("30 ha cam", "25 ha bưởi"), ("30", "25"), True),
        (ALL, ("30 lao động nữ", "25 lao động nam"), ("30", "25"), True),
    ],
)
def test_a_sum_of_parts_that_may_overlap_accuses_nobody(parts_are, names, values, wrong):
    parts = [printed(value, what=name) for value, name in zip(values, names, strict=True)]
    findings, _ = check_stated_sums(case(sums=[stated_sum(printed("50"), *parts, parts_are=parts_are)]))
    assert bool(findings) is wrong


@pytest.mark.parametrize(
    ("amounts", "severity"),
    [
        ((10, 20, 30), None),
        ((10, 20, 25), Severity.ERROR),
        ((10, 20), Severity.INFO),  # a year may have been left out
    ],
)
def test_every_year_of_the_period_is_a_whole_list(amounts, severity):
    total = money("f1", 5, "Tổng", 60, year=2022, year_to=2024, parts=SOME)
    years = [
        money(f"f{n}", 5, f"năm {year}", amount, "f1", year=year)
        for n, (year, amount) in enumerate(zip((2022, 2023, 2024), amounts, strict=False), 2)
    ]
    findings, _ = check_funding(case(funding=[total, *years]))
    assert [found.severity for found in findings] == [severity] * (severity is not None)


AMONG = [
    (5, "Tổng 60 tỷ đồng, gồm:"),
    (6, "- trung ương 10 tỷ đồng;"),
    (8, "- tỉnh 20 tỷ đồng;"),
    (9, "- xã 25 tỷ đồng"),
]


@pytest.mark.parametrize(
    ("lines", "is_told"),
    [
        ([(7, "3")], True),  # the number of a page
        ([(7, "- 3 -"), (40, "- 4 -")], True),
        ([(7, "Trang 3/9")], True),
        ([(7, "- huyện năm 2024")], False),  # may be a part that was not understood
        ([(3, "12"), (7, "3")], False),  # a cell to a line
    ],
)
def test_a_page_number_inside_a_list_hides_nothing(lines, is_told):
    total = money("f1", 5, "Tổng", 60)
    parts = [
        money("f2", 6, "trung ương", 10, "f1"),
        money("f3", 8, "tỉnh", 20, "f1"),
        money("f4", 9, "xã", 25, "f1"),
    ]
    findings, _ = check_funding(case(lines=sorted([*AMONG, *lines]), funding=[total, *parts]))
    assert bool(findings) is is_told


def test_a_list_of_every_year_lacks_none_whatever_stands_between_its_lines():
    total = money("f1", 5, "Tổng", 60, year=2022, year_to=2023)
    years = [money("f2", 6, "năm 2022", 10, "f1", year=2022), money("f3", 8, "năm 2023", 40, "f1", year=2023)]
    lines = [(5, "Tổng 60, gồm:"), (6, "- năm 2022: 10;"), (7, "Biểu số 2"), (8, "- năm 2023: 40")]
    findings, _ = check_funding(case(lines=lines, funding=[total, *years]))
    assert [found.severity for found in findings] == [Severity.ERROR]
