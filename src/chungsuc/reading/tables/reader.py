"""Bảng: rows of cells to columns with their headings, and to the units that columns stand for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chungsuc.core.statements import Cell, Certainty, Source, Table, TableRow, UnitLevel, UnitMention
from chungsuc.reading.flow import plain
from chungsuc.reading.places import NAME, Places
from chungsuc.reading.seams import Block, Role
from chungsuc.reading.tables.cells import Habit, habit_of, is_numbering, number_of
from chungsuc.reading.tables.grid import Grid, Row, grids_of

_NAMED = re.compile(rf"(?:(?P<word>(?i:xã|phường|thị trấn))\s+)?(?P<name>{NAME})")
_NOT_TITLES = re.compile(r"^\s*\(?(kem theo|ban hanh kem|don vi|dvt|phu luc kem)")
_CLOSING = re.compile(r"\s*noi nhan\b")
_OWN_NUMBER = re.compile(
    r"(?P<number>[IVX]+(?=[.)/])|[A-HĐ](?=[.)])|[0-9]{1,2}(?:\.[0-9]{1,2})*(?=[.)]\s)|[0-9]{1,2}(?:\.[0-9]{1,2})+(?=\s)|"
    r"[a-zđ](?=[.)])|[-–+*])[.)/]?\s+(?=\S)"
)
_SHORT = re.compile(r"[A-ZĐ.]{1,5}\s*[0-9]{0,2}")  # "TC 5", "NSTW": no name of a place is written so
_TITLE_LINES = 5  # above the table; its title stands in one of them


def read_tables(blocks: Sequence[Block], places: Places) -> tuple[Table, ...]:
    return tuple(
        _table(grid, _title(blocks, start), places, number)
        for number, (start, grid) in enumerate(grids_of(blocks), 1)
    )


def _table(grid: Grid, title: str, places: Places, number: int) -> Table:
    columns = grid.paths[grid.lead :]
    habit = habit_of(cell for row in grid.body for cell in row.cells)
    rows = tuple(_row(row, grid, habit) for row in grid.body)
    for row in rows:
        _mention(row.label, places)
    units = tuple(_unit(path, places) for path in columns)
    blocks = [block for row in grid.rows for block in (row.block, *row.tail)]
    blocks.sort(key=lambda block: block.flow.first_line.number)
    first = blocks[0].flow.first_line
    return Table(
        id=f"tb{number}",
        source=Source(
            first.number, title or first.text, first.page, tuple(s for b in blocks for s in b.flow.spans())
        ),
        certainty=_certainty(grid, columns),
        title=title,
        columns=columns,
        rows=rows,
        units=units if any(units) else (),
        numbers=tuple(grid.numbers.cells[grid.lead :]) if grid.numbers else (),
    )


def _certainty(grid: Grid, columns: Sequence[tuple[str, ...]]) -> Certainty:
    """How sure it is that every cell stands under its own heading."""
    if not all(row.placed for row in grid.body):
        return Certainty.DOUBTFUL
    if not grid.heads or grid.padded or not all(columns):
        return Certainty.LIKELY
    return Certainty.CERTAIN


def _row(row: Row, grid: Grid, habit: Habit) -> TableRow:
    line = row.block.flow.first_line.number
    cells = [" ".join(cell.split()) for cell in row.cells]
    number, label = (cells[0], cells[1]) if grid.lead == 2 else ("", cells[0])
    if not label and number and not is_numbering(number):
        number, label = "", number
    if not number and (own := _OWN_NUMBER.match(label)):
        number, label = own["number"], label[own.end() :]
    values = tuple(Cell(cell, number_of(cell, habit)) for cell in row.cells[grid.lead :])
    return TableRow(line, number.rstrip(".)"), label, values if row.placed else ())


def _title(blocks: Sequence[Block], start: int) -> str:
    for block in reversed(blocks[max(0, start - _TITLE_LINES) : start]):
        if block.role is Role.PAGE_NUMBER:
            continue
        if block.role is not Role.TEXT or _CLOSING.match(plain(block.text)):
            break
        if not _NOT_TITLES.match(plain(block.text)):
            return " ".join(block.text.split())
    return ""


def _unit(path: tuple[str, ...], places: Places) -> UnitMention | None:
    return _mention(path[-1], places) if path else None


def _mention(text: str, places: Places) -> UnitMention | None:
    """The commune that a heading or the name of a row stands for."""
    found = None if _SHORT.fullmatch(text) else _NAMED.fullmatch(text)
    if found is None or not places.is_commune(found["name"]):
        return None
    return places.mention(found["name"], UnitLevel.COMMUNE)
