"""Cột tổng số beside the columns that it is made of."""

from __future__ import annotations

import pytest
from small_readings import case, table

from chungsuc.checking.table_columns import check_table_columns
from chungsuc.core.statements import Severity


def told(columns, *rows):
    numbered = [(str(n), f"Công trình {n}", *cells) for n, cells in enumerate(rows, start=1)]
    return check_table_columns(case(tables=[table(columns, *numbered)]))


PLAIN = ("Tổng số", "Ngân sách tỉnh", "Ngân sách xã")
AMONG = (("Tổng vốn",), ("Trong đó", "Ngân sách tỉnh"), ("Trong đó", "Ngân sách xã"))
NESTED = (
    ("Tổng số",),
    ("Ngân sách", "Tổng số"),
    ("Ngân sách", "Tỉnh"),
    ("Ngân sách", "Xã"),
    ("Huy động",),
)


@pytest.mark.parametrize("columns", [PLAIN, AMONG])
@pytest.mark.parametrize(("last", "severity"), [((9, 4, 5), None), ((8, 4, 5), Severity.WARNING)])
def test_a_row_against_its_total(columns, last, severity):
    findings, sums = told(columns, (5, 2, 3), (7, 7, None), last)
    assert [found.severity for found in findings] == ([severity] if severity else [])
    assert len(sums) == 3


def test_a_head_with_a_total_of_its_own_counts_once():
    findings, sums = told(NESTED, (10, 7, 3, 4, 3), (6, 5, 5, None, 1), (4, 4, 1, 3, None))
    assert findings == []
    assert len(sums) == 6  # the whole, and the budget's own total


def test_two_years_side_by_side_are_two_totals():
    columns = (("2024", "Tổng số"), ("2024", "Tỉnh"), ("2024", "Xã"),
               ("2025", "Tổng số"), ("2025", "Tỉnh"), ("2025", "Xã"))  # fmt: skip
    rows = [(5, 2, 3, 6, 3, 3), (7, 4, 3, 2, 1, 1), (2, 1, 1, 9, 4, 4)]
    (found,), _ = told(columns, *rows)
    assert (found.stated, found.follows) == ("9", "8")


@pytest.mark.parametrize(
    ("columns", "rows"),
    [
        (("Tổng số", "Số hộ nghèo", "Số hộ cận nghèo"), [(50, 2, 3), (70, 4, 3), (20, 1, 1)]),  # some only
        (("Tổng số", "Đã cấp", "Tỷ lệ (%)"), [(5, 2, 40), (7, 4, 57), (2, 1, 50)]),
        (PLAIN, [(5, 2, 3), (7, 4, 4)]),  # too few rows to know
        (PLAIN, [(5, 2, 3), (7, 7, "chưa bố trí"), (9, 4, 5)]),
    ],
)
def test_columns_that_do_not_make_up_the_total(columns, rows):
    assert told(columns, *rows)[0] == []
