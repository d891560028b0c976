"""Đoạn văn: lines of a file to whole paragraphs, with the seams of page breaks healed.

A page break leaves a blank line in the middle of a sentence, often with a page number or the
footnotes of the page in it; the lines around that go on with each other are joined over it.
Emphasis marks (*…*, **…**) are set aside; nothing is thrown away.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum, auto
from itertools import groupby

from chungsuc.core.statements import Line
from chungsuc.core.vietnamese.text import nfc
from chungsuc.documents.model import DocLine, Merge
from chungsuc.reading.bare_notes import BareNotes
from chungsuc.reading.flow import Flow, flow_of, join, plain
from chungsuc.reading.line_ends import HEAD_LINE, LAST_LINES, LineEnds, begins_low, is_open
from chungsuc.reading.numbering import Marker, read_marker
from chungsuc.reading.running_heads import PAGE_NUMBER, running_heads


class Role(StrEnum):
    """What kind of thing a block of lines is."""

    TEXT = auto()
    TABLE_ROW = auto()
    FOOTNOTE = auto()
    PAGE_NUMBER = auto()  # and whatever else every page repeats


@dataclass(frozen=True, slots=True)
class Block:
    """Khối: a paragraph, a row of a table, a footnote or a page number, in the order of the document."""

    role: Role
    flow: Flow
    marker: Marker | None = None
    cells: tuple[str, ...] = ()
    table: int | None = None
    merged: tuple[Merge, ...] | None = None

    @property
    def text(self) -> str:
        return self.flow.text

    @property
    def body_start(self) -> int:
        return self.marker.end if self.marker else 0

    @property
    def body(self) -> str:
        return self.flow.text[self.body_start :]


FOOTNOTE_MARK = re.compile(r"\s*(?:(?P<sup>[¹²³⁴⁵⁶⁷⁸⁹⁰]+)|\[(?P<square>[0-9]{1,2})\])\s*(?=\S)")
_EMPHASIS = re.compile(r"\*{1,3}|(?<!\w)_{1,2}(?=\w)|(?<=\w)_{1,2}(?!\w)|^#{1,6}\s+")
_PART_OF_TABLE = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,2})*\.$|[0-9]{1,2}(?:\.[0-9]{1,2})+$|[IVX]{1,5}$|[-–+]")
_FEWEST_ROWS = 4
_COLUMN_MARKS = re.compile(r"[\s|:=_-]*\|[\s|:=_-]*")  # "|" alone, or the rule below the heads of a table


def blocks_of(lines: Iterable[DocLine]) -> tuple[tuple[Line, ...], tuple[Block, ...]]:
    """All lines, kept whole, and the blocks they make."""
    kept: list[Line] = []
    blocks: list[Block] = []
    open_parts: list[tuple[Line, Sequence[tuple[int, int]]]] = []
    aside: list[Block] = []  # footnotes and page numbers met since the open paragraph
    blank_before = True
    parted = True  # by a blank line from the open paragraph, before or behind those
    in_bold = False  # the open paragraph has a "**" that nothing has closed yet
    noted: tuple[str | None] | None = None  # the style of a footnote that the last line belongs to
    line_ends = LineEnds.of(lines := tuple(lines))
    framed = _has_framed_rows(lines)
    bare_notes = BareNotes.of(lines)
    running = running_heads(lines)

    def close() -> None:
        nonlocal open_parts
        if open_parts:
            blocks.append(_paragraph(open_parts))
        blocks.extend(aside)
        open_parts = []
        aside.clear()

    for doc_line in lines:
        line = Line(doc_line.number, nfc(doc_line.text), doc_line.page)
        kept.append(line)
        text = line.text
        if not text.strip():
            blank_before = parted = True
            continue
        if doc_line.style == "running" or doc_line.number in running:
            aside.append(Block(Role.PAGE_NUMBER, flow_of(line)))
        elif doc_line.cells is None and _COLUMN_MARKS.fullmatch(text):
            aside.append(Block(Role.PAGE_NUMBER, flow_of(line)))
            close()
        elif _is_row(doc_line):
            close()
            cells = tuple(map(nfc, doc_line.cells)) if doc_line.cells is not None else _cells(text, framed)
            row = Block(
                Role.TABLE_ROW, flow_of(line), cells=cells, table=doc_line.table, merged=doc_line.merged
            )
            blocks.append(row)
        elif doc_line.goes_on and noted == (doc_line.style,):
            aside.append(_joined(aside.pop(), line))
        elif _is_note(doc_line, bare_notes):
            aside.append(Block(Role.FOOTNOTE, flow_of(line)))
        elif not doc_line.goes_on and PAGE_NUMBER.fullmatch(text):
            aside.append(Block(Role.PAGE_NUMBER, flow_of(line)))
        elif doc_line.goes_on is None and aside and not blank_before and _is_note_open(aside[-1], text):
            aside.append(_joined(aside.pop(), line))
        elif not (open_parts or aside or blank_before) and blocks and _is_in_row(blocks[-1], line):
            blocks.append(_with_more(blocks.pop(), line))
        elif open_parts and (
            doc_line.goes_on
            or (not blank_before and not aside and in_bold)
            or line_ends.goes_on(
                [open_parts[0][0].text, *(part.text for part, _ in open_parts[-LAST_LINES:])],
                text,
                parted=parted,
                turned=bool(aside),
                ended=doc_line.goes_on is False,
            )
        ):
            open_parts.append((line, _stretches(text, bare_notes.marks.get(line.number, ()))))
            in_bold ^= text.count("**") % 2 == 1
        else:
            close()
            open_parts = [(line, _stretches(text, bare_notes.marks.get(line.number, ())))]
            in_bold = text.count("**") % 2 == 1
        blank_before, parted = False, parted and bool(aside)
        noted = (doc_line.style,) if aside and aside[-1].role is Role.FOOTNOTE else None
    close()
    return tuple(kept), tuple(_with_whole_rows(blocks))


def _is_note(line: DocLine, bare_notes: BareNotes) -> bool:
    styled = line.style in ("footnote", "endnote")
    return styled or line.number in bare_notes.notes or FOOTNOTE_MARK.match(line.text) is not None


def _is_note_open(note: Block, text: str) -> bool:
    return note.role is Role.FOOTNOTE and is_open(note.text) and begins_low(text)


def _joined(note: Block, line: Line) -> Block:
    """A footnote with one more line of it."""
    parts = [(piece.line, [(piece.column, piece.column + piece.length)]) for piece in note.flow.pieces]
    return Block(note.role, join([*parts, (line, [(0, len(line.text))])]))


def _is_row(line: DocLine) -> bool:
    if line.cells is not None:
        return len(line.cells) > 1
    text = line.text.strip()
    parted = "\t" in text or (text.count("|") > 1 and len(_cells(text, framed=False)) > 1)
    return parted and not HEAD_LINE.search(plain(text))


def _is_in_row(row: Block, line: Line) -> bool:
    """The end of the row's last cell, on a line of its own: "Tổng" | "số tiêu chí đạt"."""
    return (
        row.role is Role.TABLE_ROW
        and row.table is None
        and row.flow.last_line.number + 1 == line.number
        and bool(row.cells[-1].strip())
        and line.text.strip()[:1].islower()
    )


def _with_more(row: Block, line: Line) -> Block:
    cells = (*row.cells[:-1], f"{row.cells[-1].rstrip()} {line.text.strip()}")
    return Block(row.role, _joined(row, line).flow, cells=cells)


def _cells(text: str, framed: bool) -> tuple[str, ...]:
    """The cells of a row that tabs part, or upright strokes: "1 | Thu nội địa | 3.240 |"."""
    if "\t" in text or "|" not in text:
        return tuple(text.split("\t"))
    cells = text.strip().split("|")
    if not cells[-1].strip():
        cells.pop()
    return tuple(cell.strip() for cell in (cells[1:] if framed else cells))


def _with_whole_rows(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, with each row whole that a line end parts inside a cell: a row has as many cells as most
    rows of its table."""
    for is_loose, run in groupby(
        blocks, key=lambda block: block.role is Role.TABLE_ROW and block.table is None
    ):
        rows = list(run)
        if not is_loose or len(rows) < _FEWEST_ROWS:
            yield from rows
            continue
        [(width, rows_so_wide)] = Counter(len(row.cells) for row in rows).most_common(1)
        place = 0
        while place < len(rows):
            row, below = rows[place], rows[place + 1] if place + 1 < len(rows) else None
            beside = [*rows[max(0, place - 1) : place], *rows[place + 2 : place + 3]]
            is_known = rows_so_wide > len(rows) // 2
            if is_known and below is not None and _is_cut(row, below, width, beside):
                yield _one_row(row, below)
                place += 2
            else:
                yield row
                place += 1


def _is_cut(above: Block, below: Block, width: int, beside: Sequence[Block]) -> bool:
    """Do the two make one row of this width, with the end of one's last cell in the other's first?"""
    ends, begins = above.cells[-1].strip(), below.cells[0].strip()
    next_line = below.flow.first_line.number == above.flow.last_line.number + 1
    makes_one = max(len(above.cells), len(below.cells)) < width == len(above.cells) + len(below.cells) - 1
    if not next_line or not makes_one or not ends or not begins or _PART_OF_TABLE.match(begins):
        return False
    if not begins.isdecimal() or len(begins) > 3:
        return True
    numbers = {row.cells[0].strip() for row in (above, *beside)}  # "4" between "3" and "5" opens a row
    return not numbers & {str(int(begins) - 1), str(int(begins) + 1)}


def _one_row(above: Block, below: Block) -> Block:
    whole = [(line, [(0, len(line.text))]) for line in (above.flow.first_line, below.flow.first_line)]
    cells = (*above.cells[:-1], f"{above.cells[-1].rstrip()} {below.cells[0].lstrip()}", *below.cells[1:])
    return Block(Role.TABLE_ROW, join(whole), cells=cells)


def _has_framed_rows(lines: Sequence[DocLine]) -> bool:
    """Do rows begin with a stroke too ("| 1 | Thu nội địa |")? Else such a row has an empty first cell."""
    rows = [line.text.strip() for line in lines if line.cells is None and line.text.count("|") > 1]
    return bool(rows) and all(row.startswith("|") for row in rows)


def _stretches(text: str, marks: Sequence[tuple[int, int]] = ()) -> list[tuple[int, int]]:
    """The columns of a line without its emphasis marks, the bare marks of notes and outer blanks."""
    stretches, place = [], 0
    for start, end in sorted([*marks, *(mark.span() for mark in _EMPHASIS.finditer(text))]):
        stretches.append((place, start))
        place = end
    stretches.append((place, len(text)))
    return [(start, end) for start, end in stretches if end > start]


def _paragraph(parts: Sequence[tuple[Line, Sequence[tuple[int, int]]]]) -> Block:
    flow = join(parts)
    if not flow.pieces:  # nothing but emphasis marks
        flow = flow_of(parts[0][0])
    return Block(Role.TEXT, flow, read_marker(flow.text))
