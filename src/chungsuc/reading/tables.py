"""Bảng: rows of cells to columns with their headings, and to the units that columns stand for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from chungsuc.core.statements import Cell, Certainty, Source, Table, TableRow, UnitLevel, UnitMention
from chungsuc.core.vietnamese.numbers import NumberError, parse_number
from chungsuc.reading.flow import plain
from chungsuc.reading.places import NAME, Places
from chungsuc.reading.seams import Block, Role

_NUMBERING = re.compile(r"(?:[IVX]+|[0-9]{1,3}(?:\.[0-9]{1,2})*|[a-zđA-Z]|[-+*])[.)]?")
_NUMBER_HEADS = ("tt", "t t", "stt", "so tt", "so thu tu", "s tt", "tt.")
_COLUMN_NUMBERS = re.compile(r"\(?[0-9]{1,2}\)?(?:\s*=.*)?|[A-Z]|")
_NAMED = re.compile(rf"(?:(?P<word>(?i:xã|phường|thị trấn))\s+)?(?P<name>{NAME})")
_NOT_TITLES = re.compile(r"^\s*\(?(kem theo|ban hanh kem|don vi|dvt|phu luc kem)")
_GAP_WORDS = 60  # a longer line between two rows is a paragraph


def read_tables(blocks: Sequence[Block], places: Places) -> tuple[Table, ...]:
    tables: list[Table] = []
    for start, end in _groups(blocks):
        table = _table(blocks, start, end, places, len(tables) + 1)
        if table is not None:
            tables.append(table)
    return tuple(tables)


def _groups(blocks: Sequence[Block]) -> list[tuple[int, int]]:
    """Stretches of rows; one short line between rows (a section of the table) does not part them."""
    groups: list[tuple[int, int]] = []
    place = 0
    while place < len(blocks):
        if blocks[place].role is not Role.TABLE_ROW:
            place += 1
            continue
        start = place
        number = blocks[place].table
        while place < len(blocks) and _goes_on(blocks, place, number):
            place += 1
        groups.append((start, place))
    return [(start, end) for start, end in groups if _rows(blocks, start, end) > 1]


def _rows(blocks: Sequence[Block], start: int, end: int) -> int:
    return sum(block.role is Role.TABLE_ROW for block in blocks[start:end])


def _goes_on(blocks: Sequence[Block], place: int, number: int | None) -> bool:
    block = blocks[place]
    if block.role is Role.TABLE_ROW:
        return block.table == number
    if block.role is Role.PAGE_NUMBER:
        return place + 1 < len(blocks) and blocks[place + 1].role is Role.TABLE_ROW
    after = blocks[place + 1] if place + 1 < len(blocks) else None
    return (
        number is None
        and after is not None
        and after.role is Role.TABLE_ROW
        and after.table is None
        and block.role is Role.TEXT
        and len(block.text) <= _GAP_WORDS * 4
        and _is_data([cell.strip() for cell in after.cells])
        and block.marker is not None
        and not block.marker.is_bullet
    )


def _table(blocks: Sequence[Block], start: int, end: int, places: Places, number: int) -> Table | None:
    rows = [
        (block, [cell.strip() for cell in (block.cells or (block.text.strip(),))])
        for block in blocks[start:end]
    ]
    rows = [(block, cells) for block, cells in rows if block.role is not Role.PAGE_NUMBER]
    width = max(len(cells) for _, cells in rows)
    heads: list[list[str]] = []
    while len(heads) < len(rows) - 1 and len(heads) < 4:
        cells = rows[len(heads)][1]
        if _is_data(cells) and heads:
            break
        if not heads and _is_data(cells) and not _is_head(cells):
            break
        heads.append(cells + [""] * (width - len(cells)))
    body = rows[len(heads) :]
    if heads and body and all(_COLUMN_NUMBERS.fullmatch(cell) for cell in body[0][1]):
        body = body[1:]
    lead = _leading(heads, [cells for _, cells in body])
    columns = _paths(heads, width)[lead:]
    for _, cells in body:
        found = _NAMED.fullmatch(cells[lead - 1].strip()) if len(cells) >= lead else None
        if found and places.is_commune(found["name"]):
            places.mention(found["name"], UnitLevel.COMMUNE)
    value_rows = tuple(_row(block, cells + [""] * (width - len(cells)), lead) for block, cells in body)
    if not value_rows:
        return None
    title = _title(blocks, start)
    units = tuple(_unit(path, places) for path in columns)
    spans = tuple(span for block, _ in rows for span in block.flow.spans())
    first = rows[0][0].flow.first_line
    return Table(
        id=f"tb{number}",
        source=Source(first.number, title or first.text, first.page, spans),
        certainty=Certainty.CERTAIN if heads else Certainty.DOUBTFUL,
        title=title,
        columns=columns,
        rows=value_rows,
        units=units if any(units) else (),
    )


def _is_data(cells: Sequence[str]) -> bool:
    """A row of values: numbered, or with figures, and with words."""
    filled = [cell for cell in cells if cell]
    if not filled or all(_COLUMN_NUMBERS.fullmatch(cell) for cell in filled):
        return False
    numbered = bool(cells) and bool(_NUMBERING.fullmatch(cells[0])) and len(filled) > 1
    return numbered or any(_number(cell) is not None for cell in cells[1:])


def _is_head(cells: Sequence[str]) -> bool:
    return plain(cells[0]).strip(" .") in _NUMBER_HEADS


def _leading(heads: Sequence[Sequence[str]], rows: Sequence[Sequence[str]]) -> int:
    """How many columns number and name the rows."""
    first = plain(heads[0][0]).strip(" .") if heads else ""
    numbered = first in _NUMBER_HEADS
    if not numbered and rows:
        own = [bool(_NUMBERING.fullmatch(cells[0])) for cells in rows if cells and cells[0]]
        numbered = (
            bool(own)
            and sum(own) * 2 > len(own)
            and not all(_number(cells[0]) == 0 for cells in rows if cells)
        )
    return 2 if numbered else 1


def _paths(heads: Sequence[Sequence[str]], width: int) -> tuple[tuple[str, ...], ...]:
    """Each column's headings from the top down; a merged heading stands over the empty cells to its right."""
    paths = []
    for column in range(width):
        path: list[str] = []
        for depth, row in enumerate(heads):
            shown = row[column]
            below = any(lower[column] for lower in heads[depth + 1 :])
            if not shown and below:
                shown = next((row[left] for left in range(column, -1, -1) if row[left]), "")
            if shown and shown not in path:
                path.append(" ".join(shown.split()))
        paths.append(tuple(path))
    return tuple(paths)


def _row(block: Block, cells: Sequence[str], lead: int) -> TableRow:
    line = block.flow.first_line.number
    if block.role is Role.TEXT:
        number = block.marker.number if block.marker else ""
        return TableRow(line, number, block.body.strip(), tuple(Cell("") for _ in cells[lead:]))
    number = cells[0].rstrip(".)") if lead == 2 else ""
    label = cells[lead - 1]
    if lead == 2 and not label and cells[0] and not _NUMBERING.fullmatch(cells[0]):
        number, label = "", cells[0]
    return TableRow(
        line, number, " ".join(label.split()), tuple(Cell(cell, _number(cell)) for cell in cells[lead:])
    )


def _number(text: str) -> Decimal | None:
    try:
        return parse_number(text.strip().removesuffix("%").rstrip())
    except NumberError:
        return None


def _title(blocks: Sequence[Block], start: int) -> str:
    for block in reversed(blocks[max(0, start - 5) : start]):
        if block.role is not Role.TEXT:
            break
        if not _NOT_TITLES.match(plain(block.text)):
            return " ".join(block.text.split())
    return ""


def _unit(path: tuple[str, ...], places: Places) -> UnitMention | None:
    found = _NAMED.fullmatch(path[-1]) if path else None
    if found is None or not places.is_commune(found["name"]):
        return None
    return places.mention(found["name"], UnitLevel.COMMUNE)
