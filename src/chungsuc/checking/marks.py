"""Annex tables of marks: a row or a column of "x" against the number that counts them.

A table does not say that a figure counts marks. It is taken to where most of the figures of its column,
or of its row, are that count; so a table whose marks mean something else is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from chungsuc.checking.case import Case, Sum, finding
from chungsuc.checking.table_words import row_quote
from chungsuc.core.statements import Cell, Finding, FindingKind, Severity, Table, TableRow
from chungsuc.core.vietnamese.text import fold, nfc
from chungsuc.reading.tables.columns import is_total

_MARKS = frozenset({"x", "v", "+", "✓", "✔", "đ"})
_COUNTS = re.compile(r"\b(so tieu chi|tong|cong)\b")
Checked = tuple[Sum, Finding | None]


def check_marks(case: Case) -> tuple[list[Finding], list[Sum]]:
    findings: list[Finding] = []
    sums: list[Sum] = []
    for table in case.reading.tables:
        for checked, problem in (*_rows(table), *_columns(table)):
            sums.append(checked)
            if problem is not None:
                findings.append(problem)
    return findings, sums


def _is_mark(cell: Cell) -> bool:
    return nfc(cell.text).strip().casefold() in _MARKS


def _marked(table: Table) -> list[TableRow]:
    """The rows of communes: those with marks, and those without any beside them."""
    return [row for row in table.rows if not is_total(row)]


def _mark_columns(table: Table) -> list[int]:
    """Columns that hold marks and nothing else."""
    rows = _marked(table)
    columns = []
    for index in range(len(table.columns)):
        cells = [row.cells[index] for row in rows if index < len(row.cells) and row.cells[index].text.strip()]
        if cells and all(map(_is_mark, cells)):
            columns.append(index)
    return columns


def _rows(table: Table) -> Iterator[Checked]:
    """Each commune's marks against its own total."""
    marks = _mark_columns(table)
    totals = [i for i, path in enumerate(table.columns) if _COUNTS.search(fold(" ".join(path)))]
    if len(marks) < 2 or len(totals) != 1:
        return
    counted = []
    for row in _marked(table):
        number = row.cells[totals[0]].number if totals[0] < len(row.cells) else None
        if number is not None:
            counted.append((row, number, sum(_is_mark(row.cells[i]) for i in marks if i < len(row.cells))))
    right = sum(stated == found for _, stated, found in counted)
    if right < 2 or 2 * right <= len(counted):
        return
    for row, stated, found in counted:
        where = f"Hàng “{row.label}” (dòng {row.line})"
        yield _checked(table, where, int(stated), found, [row], holds=stated == found)


def _columns(table: Table) -> Iterator[Checked]:
    """The marks of each criterion against the row of totals."""
    marks, rows = _mark_columns(table), _marked(table)
    for total in (row for row in table.rows if is_total(row)):
        counted = []
        for index in marks:
            number = total.cells[index].number if index < len(total.cells) else None
            if number is not None:
                found = sum(_is_mark(row.cells[index]) for row in rows if index < len(row.cells))
                counted.append((index, number, found))
        right = sum(stated == found for _, stated, found in counted)
        if right < 2 or 2 * right <= len(counted):
            continue
        for index, stated, found in counted:
            name = table.columns[index][-1] if table.columns[index] else str(index + 1)
            where = f"Cột “{name}”, hàng “{total.label}” (dòng {total.line})"
            yield _checked(table, where, int(stated), found, [total], holds=stated == found)


def _checked(
    table: Table, where: str, stated: int, found: int, rows: Sequence[TableRow], *, holds: bool
) -> Checked:
    lines = tuple(row.line for row in rows)
    checked = Sum(where, str(stated), str(found), holds, (table.id,), lines)
    if holds:
        return checked, None
    return checked, finding(
        FindingKind.ARITHMETIC,
        Severity.ERROR,
        f"{where} ghi {stated}, nhưng bảng đánh dấu {found} ô.",
        items=(table,),
        quotes=tuple(row_quote(table, row) for row in rows),
        stated=str(stated),
        follows=str(found),
        certainty=table.certainty,
        repairs=(f"Sửa số thành {found}, hoặc đánh dấu lại cho đủ {stated} ô.",),
    )
