"""Cách viết số của một văn bản: which mark stands before decimals, and how sure that is."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chungsuc.core.statements import Certainty
from chungsuc.core.vietnamese.numbers import format_number
from chungsuc.reading.quantities.digits import Habit
from chungsuc.reading.quantities.marks import Sort, marks_of

OWN = ["Diện tích 1.250,5 ha, đạt 98,7%."]
FOREIGN = ["Diện tích 1,250.5 ha, tổng vốn 12,300,400 đồng."]
CERTAIN, LIKELY, DOUBTFUL = Certainty.CERTAIN, Certainty.LIKELY, Certainty.DOUBTFUL


@pytest.mark.parametrize(
    ("texts", "shown", "value", "certainty"),
    [
        ([], "1.234", "1234", CERTAIN),
        ([], "1,234", "1.234", CERTAIN),
        ([], "345.000,125", "345000.125", CERTAIN),  # three decimals behind a comma
        (OWN, "1.234", "1234", CERTAIN),
        (FOREIGN, "1.234", "1.234", LIKELY),
        (FOREIGN, "1,234", "1234", LIKELY),
        (FOREIGN, "12.5", "12.5", LIKELY),
        ([*OWN, *FOREIGN], "1,234", "1.234", DOUBTFUL),
        ([*OWN, *FOREIGN], "1.234", "1234", DOUBTFUL),
        ([*OWN, *FOREIGN], "1,234.5", "1234.5", LIKELY),
        ([*OWN, *FOREIGN], "1.234,5", "1234.5", CERTAIN),
    ],
)
def test_a_number_is_read_by_the_habit_of_its_document(
    texts: list[str], shown: str, value: str, certainty: Certainty
) -> None:
    assert Habit.of(texts).read(shown) == (Decimal(value), certainty)


@pytest.mark.parametrize("shown", ["1.23", "1.2.3", "12.34,5", "1..2", "1.234.56", "9" * 60])
def test_what_is_no_number_is_refused(shown: str) -> None:
    assert Habit.of(OWN).read(shown) is None


@given(st.decimals(0, 10**9, places=2))
def test_a_number_as_officials_write_it_comes_back(value: Decimal) -> None:
    assert Habit().read(format_number(value)) == (value, CERTAIN)


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("theo Nghị quyết số 12/NQ-HĐND ngày 05/7/2023, trồng 40 ha", ["40"]),
        ("tại khoản 2 Điều 7 và Phụ lục 3.1, mở 12 lớp", ["12"]),
        ("giai đoạn 2026 - 2030 có 15 - 20 mô hình", ["15 - 20"]),
        ("quý II/2026, tháng 9 năm 2026 và năm 2027: 25%", ["25"]),
        ("mạng 5G, phiên bản 4.0, H5N1", []),
        ("đạt 12,5/100.000 dân", ["12,5/100.000"]),
        ("có ít nhất hai cơ sở; ít nhất một trong các nơi", ["hai"]),
        ("cứng hóa 15km đường, 200m kênh", ["15", "200"]),
        ("lấy mẫu 01 vị trí theo Mẫu 02", ["01"]),
    ],
)
def test_what_looks_like_a_figure(text: str, figures: list[str]) -> None:
    marks = marks_of(text, Habit())
    assert [mark.shown for mark in marks if mark.sort is Sort.FIGURE] == figures
    assert all(text[mark.start : mark.end].strip() for mark in marks)


@given(st.text("0123456789 .,%/-–()xX=:;năđếhtừmgkTô\n", max_size=200))
def test_marks_never_overlap_and_stay_inside(text: str) -> None:
    place = 0
    for mark in marks_of(text, Habit()):
        assert place <= mark.start <= mark.end <= len(text)
        place = mark.end
