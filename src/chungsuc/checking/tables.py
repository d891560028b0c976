"""Annex tables: the total column, rows that sum up others, and figures that the text repeats.

A table does not say which of its rows are sums. A row or a column is taken for one only where its
heading says so or where most of its figures do add up; so a table of unlike things is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from chungsuc.checking.case import Case, Sum, finding
from chungsuc.checking.table_words import row_quote
from chungsuc.checking.words import shortened
from chungsuc.core.statements import Finding, FindingKind, Note, Quote, Severity, Statement, Table, TableRow
from chungsuc.core.vietnamese.numbers import format_number
from chungsuc.core.vietnamese.text import nfc

_TOTAL_HEADING = re.compile(r"\b(tổng( cộng| số)?|cộng)\b")  # with tones: "Tông" is a name
_ROMAN = re.compile(r"[IVXL]+\.?")
_ARABIC = re.compile(r"\d{1,2}\.?")
Cells = tuple[Decimal | None, ...]


def check_tables(case: Case) -> tuple[list[Finding], list[Sum]]:
    findings: list[Finding] = []
    sums: list[Sum] = []
    for table in case.reading.tables:
        for checked, problem in (*_across(table), *_down(table), *_beside_text(case, table)):
            sums.append(checked)
            if problem is not None:
                findings.append(problem)
    return findings, sums


def _numbers(row: TableRow) -> Cells | None:
    """The row's figures; None where a cell holds words."""
    if any(cell.number is None and cell.text.strip() for cell in row.cells):
        return None
    return tuple(cell.number for cell in row.cells)


def _total_column(table: Table) -> int | None:
    """The column headed "Tổng cộng", where every column beside it counts one unit."""
    found = [
        i for i, path in enumerate(table.columns) if _TOTAL_HEADING.search(nfc(" ".join(path)).casefold())
    ]
    if len(found) != 1:
        return None
    others = [i for i in range(len(table.columns)) if i != found[0]]
    units = [i for i in others if i < len(table.units) and table.units[i] is not None]
    return found[0] if len(units) > 1 else None


def _across(table: Table) -> Iterator[tuple[Sum, Finding | None]]:
    column = _total_column(table)
    if column is None:
        return
    parts = [i for i in range(len(table.columns)) if i < len(table.units) and table.units[i] is not None]
    for row in table.rows:
        cells = [row.cells[i] for i in (column, *parts) if i < len(row.cells)]
        if any(cell.number is None and cell.text.strip() for cell in cells) or not cells:
            continue
        stated = cells[0].number
        if stated is None:
            continue
        computed = sum((cell.number for cell in cells[1:] if cell.number is not None), Decimal(0))
        label = f"{row.number}. {row.label}" if row.number else row.label
        holds = stated == computed
        checked = _sum(table, f"Tổng cột, hàng “{shortened(label)}”", stated, computed, [row], holds=holds)
        problem = None if holds else _wrong(
            table,
            f"Hàng “{shortened(label)}” (dòng {row.line}): cột tổng ghi {format_number(stated)}, "
            f"các cột cộng lại là {format_number(computed)}.",
            stated,
            computed,
            [row],
        )  # fmt: skip
        yield checked, problem


def _down(table: Table) -> Iterator[tuple[Sum, Finding | None]]:
    for head, parts in _families(table.rows):
        if not all(part.cells for part in parts):
            continue  # a row whose columns are not known may hold what is missing
        columns = [
            (index, cell.number, sum((_figure(part, index) for part in parts), Decimal(0)))
            for index, cell in enumerate(head.cells)
            if cell.number is not None
        ]
        wrong = [column for column in columns if column[1] != column[2]]
        fitting = len(columns) - len(wrong)
        if fitting < 2 or fitting <= len(wrong):
            continue  # these rows do not sum up to their heading, and need not
        shown = f"{len(columns)} cột", f"{fitting} cột khớp"
        label = f"Hàng {head.number} “{shortened(head.label)}” và {len(parts)} hàng thành phần"
        lines = tuple(sorted({head.line, *(part.line for part in parts)}))
        yield Sum(label, *shown, holds=not wrong, items=(table.id,), lines=lines), None
        for index, stated, computed in wrong:
            yield _wrong_column(table, index, stated, computed, [head, *parts])


def _figure(row: TableRow, index: int) -> Decimal:
    number = row.cells[index].number if index < len(row.cells) else None
    return Decimal(0) if number is None else number


def _wrong_column(
    table: Table, index: int, stated: Decimal, computed: Decimal, rows: Sequence[TableRow]
) -> tuple[Sum, Finding]:
    name = shortened(table.columns[index][-1] if index < len(table.columns) else str(index + 1))
    checked = _sum(table, f"Hàng {rows[0].number}, cột “{name}”", stated, computed, rows, holds=False)
    message = (
        f"Cột “{name}”: hàng {rows[0].number} (dòng {rows[0].line}) ghi {format_number(stated)}, "
        f"các hàng thành phần cộng lại là {format_number(computed)}."
    )
    return checked, _wrong(table, message, stated, computed, rows)


def _families(rows: Sequence[TableRow]) -> Iterator[tuple[TableRow, list[TableRow]]]:
    """Rows numbered I, II … each with the rows 1, 2 … below it."""
    head: TableRow | None = None
    parts: list[TableRow] = []
    for row in rows:
        if _ROMAN.fullmatch(row.number):
            if head is not None and len(parts) > 1:
                yield head, parts
            head, parts = row, []
        elif head is not None and _ARABIC.fullmatch(row.number) and _numbers(row) is not None:
            parts.append(row)
    if head is not None and len(parts) > 1:
        yield head, parts


def _beside_text(case: Case, table: Table) -> Iterator[tuple[Sum, Finding | None]]:
    """A list of units with counts in a footnote or a sentence, against the row that repeats it."""
    listed: list[Note | Statement] = [*case.reading.notes, *case.statements]
    for item in listed:
        counts = {m.unit_id: m.count for m in item.units if m.unit_id is not None and m.count is not None}
        if len(counts) < 3:
            continue
        best = max(((_agreeing(table, row, counts), row) for row in table.rows), key=_closeness, default=None)
        if best is None:
            continue
        (same, different), row = best
        if len(same) < 2 or len(same) <= len(different):
            continue
        holds = not different
        checked = Sum(
            f"Danh sách ở dòng {item.source.line} và hàng “{shortened(row.label)}” của bảng",
            f"{len(counts)} số",
            f"{len(same)} số trùng",
            holds,
            (item.id, table.id),
            (item.source.line, row.line),
        )
        if holds:
            yield checked, None
            continue
        names = "; ".join(
            f"{case.unit_name(unit)} {counts[unit]} và {format_number(in_table)}"
            for unit, in_table in different
        )
        yield (
            checked,
            finding(
                FindingKind.ARITHMETIC,
                Severity.WARNING,
                f"Danh sách ở dòng {item.source.line} và hàng “{shortened(row.label)}” của bảng "
                f"(dòng {row.line}) không trùng nhau: {names}.",
                items=(item,),
                quotes=(Quote(item.id, item.source.line, item.source.text), row_quote(table, row)),
                certainty=item.certainty,
            ),
        )


def _closeness(pair: tuple[tuple[list[str], list[tuple[str, Decimal]]], TableRow]) -> tuple[int, int]:
    """Most figures alike; among equals the row with the fewest other figures."""
    (same, _), row = pair
    return len(same), -sum(cell.number is not None for cell in row.cells)


def _agreeing(
    table: Table, row: TableRow, counts: Mapping[str, int]
) -> tuple[list[str], list[tuple[str, Decimal]]]:
    same: list[str] = []
    different: list[tuple[str, Decimal]] = []
    for mention, cell in zip(table.units, row.cells, strict=False):
        if mention is None or mention.unit_id not in counts or mention.unit_id is None:
            continue
        number = cell.number if cell.number is not None else Decimal(0)
        if number == counts[mention.unit_id]:
            same.append(mention.unit_id)
        else:
            different.append((mention.unit_id, number))
    return same, different


def _sum(
    table: Table, label: str, stated: Decimal, computed: Decimal, rows: Sequence[TableRow], *, holds: bool
) -> Sum:
    lines = tuple(sorted({row.line for row in rows}))
    return Sum(label, format_number(stated), format_number(computed), holds, (table.id,), lines)


def _wrong(
    table: Table, message: str, stated: Decimal, computed: Decimal, rows: Sequence[TableRow]
) -> Finding:
    return finding(
        FindingKind.ARITHMETIC,
        Severity.ERROR,
        message,
        items=(table,),
        quotes=tuple(row_quote(table, row) for row in rows),
        stated=format_number(stated),
        follows=format_number(computed),
        certainty=table.certainty,
        repairs=(f"Sửa tổng thành {format_number(computed)}, hoặc sửa các số thành phần.",),
    )
