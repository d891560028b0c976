"""Biểu 01 và Biểu 03: the forms that a plan announces, filled from what it says and from nothing else."""

from __future__ import annotations

import io
from decimal import Decimal
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from chungsuc.accounts.models import User
from chungsuc.dashboards.actions import confirm_plan
from chungsuc.plans import actions as plans
from chungsuc.plans.models import Plan
from chungsuc.reports import papers
from chungsuc.reports.errors import ReportError
from factories.cast import NOW

pytestmark = pytest.mark.django_db


def followed(path: Path, by: User) -> Plan:
    """A paper that was read and recorded as read right."""
    plan = plans.upload(data=path.read_bytes(), name=path.name, by=by, now=NOW, in_background=False)
    plans.read(plan=plan, by=by, now=NOW)
    plan.refresh_from_db()
    plans.vouch(plan=plan, by=by, now=NOW)
    known = list(plan.readings.get().findings.filter(kind="contradiction").values_list("key", flat=True))
    confirm_plan(plan=plan, by=by, now=NOW, acknowledged=known, words="Văn bản ghi như vậy.")
    plan.refresh_from_db()
    return plan


@pytest.fixture
def year_plan(system: User, examples: Path) -> Plan:
    """The first example: 9 communes, 4 of which keep the standard, and a tree of money."""
    return followed(next(examples.glob("*2024.txt")), system)


@pytest.fixture
def phase_plan(system: User, examples: Path) -> Plan:
    """The second example: 17 communes, two of them to reach the standard, and no money."""
    return followed(next(examples.glob("*2025.txt")), system)


def sheet(plan: Plan, code: str, *, values: bool) -> list[list[object]]:
    """The rows of the only sheet: the figures that are stored, or the formulas that make them."""
    made = papers.make(plan, code, "xlsx")
    book = load_workbook(io.BytesIO(made.data), data_only=values)
    assert len(book.worksheets) == 1
    return [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]


def row_of(rows: list[list[object]], label: str) -> list[object]:
    """The row that names something."""
    return next(row for row in rows if label in row)


def test_the_communes_that_keep_the_standard_keep_all_its_criteria(year_plan: Plan) -> None:
    rows = sheet(year_plan, "01", values=True)
    for commune in ("Sín Chéng", "Bản Mế", "Nàn Sán", "Cán Cấu"):
        assert row_of(rows, commune).count("G") == 19
    assert [row[1] for row in rows if "G" in row or "T" in row] == [
        *("Sín Chéng", "Bản Mế", "Nàn Sán", "Cán Cấu"),
        *("Sán Chải", "Quan Hồ Thẩn", "Thào Chư Phìn", "Lùng Thẩn", "Nàn Xín"),
    ]


def test_gains_stand_under_their_criteria_and_nothing_else_is_filled(year_plan: Plan) -> None:
    rows = sheet(year_plan, "01", values=True)
    heads = next(row for row in rows if any(str(cell).startswith("17. ") for cell in row))
    gained = row_of(rows, "Thào Chư Phìn")
    marked = [str(heads[place]).split(".")[0] for place, cell in enumerate(gained) if cell == "T"]
    assert marked == ["15", "17"]
    assert "G" not in gained
    # The paper does not say how many criteria this commune has in all: no total may stand there.
    assert gained[-1] is None
    # Nor does it say that the commune keeps none: that count is empty, not zero.
    assert 0 not in gained


def test_what_the_plan_says_of_a_criterion_stands_in_the_last_row(year_plan: Plan) -> None:
    stated = row_of(sheet(year_plan, "01", values=True), "Kế hoạch ghi")
    assert "+6/9" in stated
    assert "8/9" in stated
    assert stated[-1] == 150


def test_totals_are_formulas_that_hold_their_value(year_plan: Plan) -> None:
    formulas = row_of(sheet(year_plan, "03", values=False), "Vốn ngân sách trung ương")
    values = row_of(sheet(year_plan, "03", values=True), "Vốn ngân sách trung ương")
    total = next(
        place for place, cell in enumerate(formulas) if str(cell).startswith("=") and "SUM" in str(cell)
    )
    assert Decimal(str(values[total])) == 5490
    gains = [cell for row in sheet(year_plan, "01", values=False) for cell in row if "COUNTIF" in str(cell)]
    assert gains


def test_the_money_adds_up_on_paper_as_in_the_plan(year_plan: Plan) -> None:
    text = [
        cell.text
        for row in Document(io.BytesIO(papers.make(year_plan, "03", "docx").data)).tables[-1].rows
        for cell in row.cells
    ]
    for figure in ("183.970", "5.490", "161.180", "11.000", "6.300", "3.890", "1.600", "73.616", "87.564"):
        assert figure in text


def test_a_paper_says_that_the_plan_is_a_draft_and_the_form_not_confirmed(year_plan: Plan) -> None:
    words = "\n".join(
        paragraph.text
        for paragraph in Document(io.BytesIO(papers.make(year_plan, "01", "docx").data)).paragraphs
    )
    assert "(dự thảo, chưa có số) tháng 01/2024 của UBND huyện Si Ma Cai" in words
    assert "chưa được cơ quan ban hành xác nhận" in words
    assert "chưa phải kết quả" in words


def test_a_plan_that_names_only_the_standard_has_only_that_mark(phase_plan: Plan) -> None:
    rows = sheet(phase_plan, "01", values=True)
    assert row_of(rows, "Niêm Sơn").count("Đ") == 19
    assert not any("T" in row or "G" in row for row in rows)
    assert len([row for row in rows if isinstance(row[0], int)]) == 17


def test_a_form_that_the_plan_cannot_fill_is_refused_in_words(phase_plan: Plan) -> None:
    with pytest.raises(ReportError, match="không nêu nguồn vốn nào"):
        papers.make(phase_plan, "03", "xlsx")


def test_a_plan_that_nobody_confirmed_makes_no_paper(system: User, examples: Path) -> None:
    path = next(examples.glob("*2024.txt"))
    plan = plans.upload(data=path.read_bytes(), name=path.name, by=system, now=NOW, in_background=False)
    plans.read(plan=plan, by=system, now=NOW)
    plan.refresh_from_db()
    with pytest.raises(ReportError, match="chưa được ghi nhận"):
        papers.make(plan, "01", "docx")


@pytest.mark.parametrize("media", ["docx", "xlsx"])
def test_the_same_plan_makes_the_same_bytes(year_plan: Plan, media: str) -> None:
    assert papers.make(year_plan, "01", media) == papers.make(year_plan, "01", media)
