"""Bảng: columns that say how they are computed, and rows called "Tổng cộng"."""

from __future__ import annotations

from dataclasses import replace

import pytest
from small_readings import case, table

from chungsuc.checking.table_formulas import check_table_formulas
from chungsuc.core.statements import Severity


def told(columns, *rows):
    return check_table_formulas(case(tables=[table(columns, *rows)]))


NUMBERED = ("(3)", "(4)", "(5)=(3)+(4)")
TRUE_ROWS = [("1", "Trạm bơm", 10, 5, 15), ("2", "Kênh", 7, None, 7), ("3", "Cống", 1, 2, 3)]


@pytest.mark.parametrize("columns", [NUMBERED, ("3", "4", "5=3+4"), ("(3)", "(4)", "(5=3+4)")])
def test_a_sum_that_the_header_promises(columns):
    findings, sums = told(columns, *TRUE_ROWS)
    assert findings == []
    assert [checked.holds for checked in sums] == [True] * 3


def test_a_row_that_breaks_the_header():
    (found,), _ = told(NUMBERED, *TRUE_ROWS, ("4", "Đập", 8, 8, 61))
    assert found.severity is Severity.ERROR
    assert (found.stated, found.follows) == ("61", "16")
    assert found.quotes[0].line == 24


def test_a_formula_that_no_row_follows_was_not_read_right():
    rows = [("1", "A", 10, 5, 2), ("2", "B", 7, 3, 9), ("3", "C", 1, 2, 3)]
    assert told(NUMBERED, *rows) == ([], [])


def test_a_rate_is_rounded():
    rows = [("1", "A", 3, 7, 233), ("2", "B", 2, 3, 150), ("3", "C", 3, 2, 66)]
    findings, sums = told(("(3)", "(4)", "(5)=(4)/(3)*100"), *rows)
    assert findings == []
    assert len(sums) == 3


@pytest.mark.parametrize("total", [(15, 30), (15, 31), (16, 31)])
def test_one_column_that_fits_does_not_outweigh_one_that_does_not(total):
    rows = [("1", "A", 4, 8), ("2", "B", 5, 10), ("3", "C", 6, 12)]
    assert told(("Số xã", "Số hộ"), *rows, ("", "Tổng cộng", *total))[0] == []


@pytest.mark.parametrize(("total", "severity"), [((15, 30, 3), None), ((15, 31, 3), Severity.ERROR)])
def test_a_column_that_breaks_among_those_that_fit(total, severity):
    rows = [("1", "A", 4, 8, 1), ("2", "B", 5, 10, 1), ("3", "C", 6, 12, 1)]
    findings, _ = told(("Số xã", "Số hộ", "Số trạm"), *rows, ("", "Tổng cộng", *total))
    assert [found.severity for found in findings] == ([severity] if severity else [])


@pytest.mark.parametrize(("last", "severity"), [(15, None), (19, Severity.WARNING)])
def test_the_only_column_of_a_whole_list(last, severity):
    rows = [("1", "A", 4), ("2", "B", 5), ("3", "C", 6)]
    findings, _ = told(("Số tiền",), *rows, ("", "Tổng số", last))
    assert [found.severity for found in findings] == ([severity] if severity else [])


@pytest.mark.parametrize(
    "rows",
    [
        [("1", "A", 4), ("2", "B", None), ("3", "C", 6)],  # a cell that the page cut
        [("1", "A", 4), ("3", "C", 6), ("4", "D", 7)],  # a row that was not read
        [("1", "A", 4), ("", "trong đó", 3), ("2", "B", 5), ("3", "C", 6)],  # a row of another level
    ],
)
def test_a_list_that_is_not_whole_accuses_nobody(rows):
    assert told(("Số tiền",), *rows, ("", "Tổng số", 99))[0] == []


def test_the_rows_of_the_first_level_make_the_total():
    rows = [("I", "Tỉnh", 9, 3), ("1", "A", 4, 1), ("2", "B", 5, 2), ("II", "Xã", 6, 4), ("1", "C", 6, 4)]
    findings, sums = told(("Số xã", "Số hộ"), *rows, ("", "Tổng cộng", 15, 7))
    assert findings == []
    assert [checked.holds for checked in sums] == [True, True]


def test_a_row_below_the_headings_numbers_the_columns():
    found = replace(table(("Tỉnh", "Xã", "Cộng"), *TRUE_ROWS), numbers=("3", "4", "5=3+4"))
    findings, sums = check_table_formulas(case(tables=[found]))
    assert findings == []
    assert [checked.holds for checked in sums] == [True] * 3


def test_a_row_whose_columns_are_not_known_accuses_no_total():
    found = table(("Tỉnh", "Xã", "Cộng"), *TRUE_ROWS, ("", "Tổng cộng", 99, 99, 99))
    rows = tuple(replace(row, cells=()) if row.number == "2" else row for row in found.rows)
    assert check_table_formulas(case(tables=[replace(found, rows=rows)])) == ([], [])
