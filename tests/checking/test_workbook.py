"""Bảng tính: typed cells, and words that are never a formula."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime

import openpyxl
import pytest

from chungsuc.checking.workbook import to_excel

WHEN = datetime(2026, 3, 1, tzinfo=UTC)


def book(examined):
    return openpyxl.load_workbook(io.BytesIO(to_excel(examined, created=WHEN)))


def test_a_sheet_for_each_kind_of_thing(plan_of_a_year):
    names = ["Phát hiện", "Mục tiêu", "Kết quả đã nêu", "Kinh phí", "Nhiệm vụ", "Căn cứ", "Phép tính"]
    sheets = book(plan_of_a_year)
    assert sheets.sheetnames == names
    assert all(sheet.freeze_panes for sheet in sheets)


def rows(sheet, first_head):
    """The body below the heads, as tuples."""
    values = list(sheet.iter_rows(values_only=True))
    at = next(number for number, row in enumerate(values) if row[0] == first_head and row[1])
    return values[at + 1 :]


def test_money_and_lines_are_numbers(plan_of_a_year):
    paid = rows(book(plan_of_a_year)["Kinh phí"], "Dòng")
    assert len(paid) == len(plan_of_a_year.reading.funding)
    assert all(isinstance(row[0], int) and isinstance(row[3], int | float) for row in paid)
    assert paid[0][3] == plan_of_a_year.reading.funding[0].amount / 10**6


def test_every_finding_and_every_sum_has_its_row(plan_of_a_year):
    sheets = book(plan_of_a_year)
    found = rows(sheets["Phát hiện"], "Mức")
    assert [row[3][:40] for row in found] == [each.message[:40] for each in plan_of_a_year.findings]
    assert found[0][0] == "Lỗi"
    assert {row[3] for row in rows(sheets["Phép tính"], "Phép tính")} == {"khớp"}


@pytest.mark.parametrize("words", ["=1+1", "+84 hộ", "@SUM(A1)", "-5%", "x" * 40_000])
def test_words_of_the_paper_stay_words(plan_of_a_year, words):
    reading = plan_of_a_year.reading
    first = replace(reading.targets[0], object_text=words)
    changed = replace(plan_of_a_year, reading=replace(reading, targets=(first, *reading.targets[1:])))
    sheet = book(changed)["Mục tiêu"]
    cell = next(cell for row in sheet.iter_rows() for cell in row if cell.value == sheet["C4"].value)
    assert cell.data_type == "s"
    assert cell.value.startswith(words[:5])


def test_the_same_examination_gives_the_same_bytes(plan_of_a_year):
    assert to_excel(plan_of_a_year, created=WHEN) == to_excel(plan_of_a_year, created=WHEN)
