"""Cột tổng số: a column headed "Tổng số" beside the columns that it is made of.

The heads say which columns stand below the same head, not whether they make up the total. It is held to
them only where two rows in three do add up; a table where they do not is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from chungsuc.checking.case import Case, Sum, finding
from chungsuc.checking.table_words import row_quote
from chungsuc.checking.words import shortened
from chungsuc.core.statements import Finding, FindingKind, Severity, Table, TableRow
from chungsuc.core.vietnamese.numbers import format_number
from chungsuc.core.vietnamese.text import fold

Checked = tuple[Sum, Finding | None]
_TOTAL = re.compile(r"(?:tong|cong)(?: so| cong| von| kinh phi| muc| nguon)*(?: \(.*\))?")
_NO_PART = re.compile(r"%|\b(?:ty le|ghi chu|don vi|luy ke|binh quan|nam truoc|so voi)\b")
_LEAST_ROWS = 3


def check_table_columns(case: Case) -> tuple[list[Finding], list[Sum]]:
    findings: list[Finding] = []
    sums: list[Sum] = []
    for table in case.reading.tables:
        for total, parts in _totals(table):
            for checked, problem in _rows(table, total, parts):
                sums.append(checked)
                if problem is not None:
                    findings.append(problem)
    return findings, sums


def _head(table: Table, column: int) -> str:
    path = table.columns[column]
    return " ".join(fold(path[-1]).split()) if path else ""


def _is_total(table: Table, column: int) -> bool:
    return _TOTAL.fullmatch(_head(table, column)) is not None


def _totals(table: Table) -> Iterator[tuple[int, list[int]]]:
    """Each column of totals with the columns below the same head, up to the next one of its level."""
    for total in range(len(table.columns)):
        if not _is_total(table, total):
            continue
        above = table.columns[total][:-1]
        group: list[int] = []
        for column in range(total + 1, len(table.columns)):
            path = table.columns[column]
            if path[: len(above)] != above or (_is_total(table, column) and path[:-1] == above):
                break
            group.append(column)
        parts = _parts(table, group, len(above))
        if len(parts) > 1:
            yield total, parts


def _parts(table: Table, group: Sequence[int], level: int) -> list[int]:
    """The columns to add: of a head that has a total of its own, that total alone."""
    children: dict[str, list[int]] = {}
    for column in group:
        path = table.columns[column]
        if _NO_PART.search(fold(" ".join(path[level:]))):
            continue
        name = path[level] if level < len(path) - 1 else f"{path[-1]} {column}"
        children.setdefault(name, []).append(column)
    found: list[int] = []
    for columns in children.values():
        if len(columns) == 1:
            found += columns
            continue
        own = [column for column in columns if _is_total(table, column)]
        found += own[:1] or _parts(table, columns, level + 1)
    return found


def _rows(table: Table, total: int, parts: Sequence[int]) -> Iterator[Checked]:
    computed: list[tuple[TableRow, Decimal, Decimal]] = []
    for row in table.rows:
        if len(row.cells) != len(table.columns):
            continue  # a row that the page cut
        cells = [row.cells[column] for column in parts]
        stated = row.cells[total].number
        if stated is None or any(cell.number is None and cell.text.strip(" -–") for cell in cells):
            continue
        numbers = [cell.number for cell in cells if cell.number is not None]
        if numbers:
            computed.append((row, stated, sum(numbers, Decimal(0))))
    right = sum(stated == value for _, stated, value in computed)
    if len(computed) < _LEAST_ROWS or 3 * right < 2 * len(computed):
        return
    name = shortened(" ".join(table.columns[total]))
    for row, stated, value in computed:
        holds = stated == value
        shown = format_number(stated), format_number(value)
        label = f"Cột “{name}”, hàng “{shortened(row.label)}”: {len(parts)} cột"
        checked = Sum(label, *shown, holds, (table.id,), (row.line,))
        yield checked, None if holds else _wrong(table, row, name, *shown)


def _wrong(table: Table, row: TableRow, name: str, stated: str, value: str) -> Finding:
    return finding(
        FindingKind.ARITHMETIC,
        Severity.WARNING,
        f"Hàng “{shortened(row.label)}” (dòng {row.line}): cột “{name}” ghi {stated}, các cột thành phần "
        f"cộng lại là {value}.",
        items=(table,),
        quotes=(row_quote(table, row),),
        stated=stated,
        follows=value,
        certainty=table.certainty,
        repairs=(f"Sửa tổng thành {value}, hoặc sửa các số thành phần.",),
    )
