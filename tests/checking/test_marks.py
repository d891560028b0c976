"""Tables of marks against the figures that count them."""

from __future__ import annotations

import pytest

from chungsuc.checking.case import Case
from chungsuc.checking.marks import check_marks
from chungsuc.core.statements import (
    Cell,
    Certainty,
    DocumentKind,
    Head,
    PlanReading,
    Source,
    Table,
    TableRow,
)
from chungsuc.core.units import Gazetteer
from chungsuc.core.vietnamese.numbers import NumberError, parse_number


def cell(text):
    try:
        return Cell(text, parse_number(text))
    except NumberError:
        return Cell(text)


def case_of(heads, *rows):
    table_rows = tuple(
        TableRow(line, "", label, tuple(map(cell, cells))) for line, (label, *cells) in enumerate(rows, 2)
    )
    where = Source(1, "Bảng")
    table = Table(
        id="tb1",
        source=where,
        certainty=Certainty.CERTAIN,
        title="",
        columns=tuple((head,) for head in heads),
        rows=table_rows,
    )
    head = Head(
        id="h1", source=where, certainty=Certainty.CERTAIN, kind=DocumentKind.PLAN, kind_text="", title=""
    )
    return Case(PlanReading(lines=(), head=head, tables=(table,)), Gazetteer((), ()), None)


HEADS = ("TC 1", "TC 2", "TC 3", "Số tiêu chí đạt")
FULL = [("A", "x", "x", "x", "3"), ("B", "x", "", "x", "2"), ("C", "", "", "x", "1")]


@pytest.mark.parametrize(
    ("rows", "wrong_lines"),
    [
        (FULL, []),
        ([*FULL, ("Tổng cộng", "2", "1", "3", "6")], []),
        # Without its marks «Công Hải» begins as «Cộng» does, and is a commune all the same.
        ([*FULL, ("Công Hải", "x", "x", "", "2"), ("Tổng cộng", "3", "2", "3", "8")], []),
        ([*FULL, ("Tong cong", "2", "2", "3", "6")], [5]),  # the marks were lost
        ([*FULL, ("D", "x", "x", "", "3")], [5]),  # two marks, and the row says three
        ([*FULL, ("Tổng cộng", "2", "2", "3", "6")], [5]),  # one mark in the second column
        ([("A", "x", "", "", "9"), ("B", "x", "x", "", "4"), ("C", "", "", "x", "7")], []),  # another count
    ],
)
def test_marks(rows, wrong_lines):
    findings, _ = check_marks(case_of(HEADS, *rows))
    assert [each.quotes[0].line for each in findings] == wrong_lines
