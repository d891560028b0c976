"""Pages to numbered lines: what goes on with the line before it, what each page repeats, what is a note.

A printed line stays a line. Where a paragraph goes on is told by the page itself: a line that had room
for the next word was ended by its writer.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from chungsuc.documents.model import DocLine, Merge
from chungsuc.documents.pdf.columns import Aligned, Aside, pieces_of
from chungsuc.documents.pdf.grid import GridTable, tables_of
from chungsuc.documents.pdf.page import Page
from chungsuc.documents.pdf.rows import Row, rows_of

RUNNING = "running"  # the style of what stands on every page
FOOTNOTE = "footnote"

_INDENT = 0.6  # of the size of the letters
_ROOM = 0.2  # of the size: a space
_LOOSE = 1.22  # of the usual distance of two lines: a paragraph ends
_SMALLER = 0.95  # of the body's letters: a footnote's
_EDGE = 0.12  # of the page's height: where heads and feet of pages stand
_SAME_COLUMN = 6.0  # points: columns of one table on two pages
_SAME_PLACE = 4.0  # points: heads of two pages
_REPEATED = 3  # pages
_NOTE = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+|\[[0-9]{1,2}\]\s")
_NUMBERED = re.compile(
    r"[-–—+•*]\s|[0-9]{1,2}(?:\.[0-9]{1,2})*[.)]\s|[a-zđ][.)]\s|[IVXLC]+[.)]\s|Điều [0-9]+"
)
_ENDED = (".", ";", ":", "!", "?", "…")
_PAGE_NUMBER = re.compile(r"[-–—]?\s*(?:[Tt]rang\s+)?[0-9]{1,3}(?:\s*/\s*[0-9]{1,3})?\s*[-–—]?")
_FLUSH = 3.0  # points: lines that end together
_SURE = 5  # lines that tell the margin of their own page
_DIGITS = re.compile(r"[0-9]+")


@dataclass(slots=True)
class _Line:
    """A line to be: of text, of one of two columns, or a row of a table."""

    text: str
    page: int
    row: Row | None = None  # where running text stands
    style: str | None = None
    goes_on: bool | None = None
    cells: tuple[str, ...] | None = None
    merged: tuple[Merge, ...] | None = None
    table: GridTable | None = None
    ruled_above: bool = False


@dataclass(slots=True)
class _Sheet:
    """A page's lines, and the measures of its text."""

    page: Page
    lines: list[_Line] = field(default_factory=list)
    left: float = 0.0
    right: float = 0.0
    pitch: float = 0.0

    @property
    def format(self) -> tuple[int, int]:
        """Pages of one size and direction have the same margins, but for a book's."""
        return round(self.page.bottom - self.page.top), round(self.page.width)


def lines_of(pages: Iterable[Page]) -> Iterator[DocLine]:
    """All lines of a document, in reading order."""
    sheets = [_sheet(page) for page in pages]
    _mark_running(sheets)
    body = _body_size(sheets)
    for sheet in sheets:
        _mark_notes(sheet, body)
    _measure(sheets)
    _join_paragraphs(sheets)
    yield from _numbered(sheets)


def _sheet(page: Page) -> _Sheet:
    tables, words = tables_of(page.rules, page.words)
    upright = [word for word in words if word.turn == 0]
    sheet = _Sheet(page)
    rules = sorted(rule.place for rule in page.rules if rule.across)
    rows = rows_of(upright)
    for table in tables:
        above = [row for row in rows if row.base <= table.top + 1]
        rows = rows[len(above) :]
        sheet.lines.extend(_text_lines(above, page, rules))
        sheet.lines.extend(_table_lines(table, page))
    sheet.lines.extend(_text_lines(rows, page, rules))
    for turn in (1, 2, 3):
        turned = rows_of(word for word in words if word.turn == turn)
        sheet.lines.extend(_Line(row.text, page.number, goes_on=False) for row in turned)
    return sheet


def _text_lines(rows: Sequence[Row], page: Page, rules: Sequence[float]) -> Iterator[_Line]:
    for piece in pieces_of(rows):
        if isinstance(piece, Row):
            ruled = any(piece.top - piece.size <= rule <= piece.bottom - 2 for rule in rules)
            yield _Line(piece.text, page.number, piece, ruled_above=ruled)
        elif isinstance(piece, Aside):
            for row in (*piece.left, *piece.right):
                yield _Line(row.text, page.number)
        else:
            yield from _aligned_lines(piece, page)


def _aligned_lines(aligned: Aligned, page: Page) -> Iterator[_Line]:
    found = [row for pieces in aligned.rows for row in pieces if row is not None]
    table = GridTable(
        min(row.x0 for row in found),
        max(row.x1 for row in found),
        found[0].top,
        found[-1].bottom,
        tuple(float(at) for at in range(len(aligned.rows[0]) + 1)),
    )
    for pieces in aligned.rows:
        table.rows.append(([piece.text if piece else "" for piece in pieces], [""] * len(pieces)))
    yield from _table_lines(table, page)


def _table_lines(table: GridTable, page: Page) -> Iterator[_Line]:
    for cells, merged in table.rows:
        text = "\t".join(cell.replace("\n", " ") for cell in cells)
        yield _Line(text, page.number, cells=tuple(cells), merged=tuple(merged), table=table)


# --- what every page repeats -------------------------------------------------------------------


def _mark_running(sheets: Sequence[_Sheet]) -> None:
    """Heads and feet of pages: the same words, figures aside, at the same place of several pages."""
    found: dict[tuple[bool, str], list[tuple[int, float, _Line]]] = defaultdict(list)
    for sheet in sheets:
        page = sheet.page
        height = max(1.0, page.bottom - page.top)
        for line in sheet.lines:
            if line.row is None:
                continue
            from_top, from_bottom = line.row.base - page.top, page.bottom - line.row.base
            if min(from_top, from_bottom) < _EDGE * height:
                at_top = from_top < from_bottom
                place = from_top if at_top else from_bottom
                found[at_top, _DIGITS.sub("0", line.text)].append((page.number, place, line))
    for same in found.values():
        usual = sorted(place for _, place, _ in same)[len(same) // 2]
        there = [(page, line) for page, place, line in same if abs(place - usual) <= _SAME_PLACE]
        if len({page for page, _ in there}) >= _REPEATED:
            for _, line in there:
                line.style = RUNNING
    for sheet in sheets:
        for line in sheet.lines[:1] + sheet.lines[-1:]:
            if line.row is not None and _PAGE_NUMBER.fullmatch(line.text):
                line.style = RUNNING


# --- footnotes ---------------------------------------------------------------------------------


def _body_size(sheets: Sequence[_Sheet]) -> float:
    """The size of the letters that most of the text is written in."""
    sizes: Counter[float] = Counter()
    for sheet in sheets:
        for line in sheet.lines:
            if line.row is not None and line.style is None:
                sizes[round(line.row.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _mark_notes(sheet: _Sheet, body: float) -> None:
    """The smaller lines at the foot of a page, from the first that opens with a mark."""
    foot: list[_Line] = []
    for line in reversed(sheet.lines):
        if line.row is None:
            break
        if line.style == RUNNING:
            continue
        if line.row.size > body * _SMALLER:
            break
        foot.append(line)
    foot.reverse()
    start = next((at for at, line in enumerate(foot) if _NOTE.match(line.text)), None)
    if start is not None:
        for line in foot[start:]:
            line.style = FOOTNOTE


# --- paragraphs --------------------------------------------------------------------------------


def _measure(sheets: Sequence[_Sheet]) -> None:
    """The margins of each page's text, and how far its lines stand apart.

    A page of few lines takes the margins of the other pages of its format.
    """
    shared: dict[tuple[int, int], list[tuple[float, float]]] = defaultdict(list)
    unsure: list[_Sheet] = []
    for sheet in sheets:
        rows = [line.row for line in sheet.lines if line.row is not None and line.style != RUNNING]
        if not rows:
            continue
        sheet.left, left_sure = _margin([row.x0 for row in rows])
        right, right_sure = _margin([-row.x1 for row in rows])
        sheet.right = -right
        shared[sheet.format].append((sheet.left, sheet.right))
        if not (left_sure and right_sure):
            unsure.append(sheet)
        steps = sorted(
            step for above, below in pairwise(rows) if 0 < (step := below.base - above.base) < 3 * below.size
        )
        sheet.pitch = steps[len(steps) // 5] if steps else 0.0
    for sheet in unsure:
        sheet.left = min(left for left, _ in shared[sheet.format])
        sheet.right = max(right for _, right in shared[sheet.format])


def _margin(places: list[float]) -> tuple[float, bool]:
    """The outermost place that two lines share, and whether enough of them do."""
    places.sort()
    found = next((one for one, other in pairwise(places) if other - one <= _FLUSH), places[0])
    return found, sum(abs(place - found) <= _FLUSH for place in places) >= _SURE


def _join_paragraphs(sheets: Sequence[_Sheet]) -> None:
    """Say of every line of running text whether it goes on with the one before, over page breaks too."""
    open_line: tuple[_Sheet, _Line] | None = None
    lone = True  # the open line began its paragraph
    for sheet in sheets:
        note: _Line | None = None
        for line in sheet.lines:
            if line.style == RUNNING:
                continue
            if line.style == FOOTNOTE:
                line.goes_on = note is not None and not _NOTE.match(line.text)
                note = line
            elif line.row is None:
                open_line = None
            else:
                line.goes_on = open_line is not None and _goes_on(open_line, (sheet, line), lone)
                open_line, lone = (sheet, line), not line.goes_on


def _goes_on(above: tuple[_Sheet, _Line], below: tuple[_Sheet, _Line], lone: bool) -> bool:
    (sheet, line), (new_sheet, new_line) = above, below
    row, new_row = line.row, new_line.row
    if row is None or new_row is None:
        return False
    size = row.size
    if row.x1 + _ROOM * size + new_row.first_width <= sheet.right:
        return False
    if sheet is new_sheet and sheet.pitch and new_row.base - row.base > max(sheet.pitch, size) * _LOOSE:
        return False
    if abs(new_row.size - size) > 0.25 * size:
        return False
    if abs((new_row.x0 + new_row.x1) - (row.x0 + row.x1)) <= size and new_row.x1 < row.x1 - size:
        return True  # centred, as titles are
    indent = (new_row.x0 - new_sheet.left) - (row.x0 - sheet.left)
    if not lone:
        return abs(indent) <= _INDENT * size
    if indent < -_INDENT * size:
        return True
    if indent > _INDENT * size:
        return _NUMBERED.match(line.text) is not None
    is_indented = row.x0 - sheet.left > _INDENT * size
    return not (line.text.endswith(_ENDED) and (is_indented or _NUMBERED.match(new_line.text)))


# --- lines -------------------------------------------------------------------------------------


def _numbered(sheets: Sequence[_Sheet]) -> Iterator[DocLine]:
    number = tables = 0
    open_table: GridTable | None = None
    heads: list[tuple[str, ...]] = []
    for sheet in sheets:
        current: GridTable | None = None
        repeating = False
        for line in sheet.lines:
            number += 1
            style = line.style
            if line.table is None:
                if style not in (RUNNING, FOOTNOTE):
                    open_table = None
            elif line.table is not current:
                current = line.table
                if open_table is not None and _same_columns(open_table, current):
                    repeating = True
                else:
                    tables, heads, repeating = tables + 1, [], False
                open_table = current
                place = 0
            if line.cells is not None:
                if repeating and place < len(heads) and heads[place] == line.cells:
                    style = RUNNING
                else:
                    repeating = False
                if len(heads) < 4 and not style:
                    heads.append(line.cells)
                place += 1
            yield DocLine(
                number,
                unicodedata.normalize("NFC", line.text),
                line.page,
                style,
                None if line.cells is None else tuple(map(_nfc, line.cells)),
                line.merged,
                None if line.cells is None else tables,
                goes_on=line.goes_on,
            )


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _same_columns(one: GridTable, other: GridTable) -> bool:
    return (
        one is not other
        and len(one.columns) == len(other.columns)
        and all(abs(a - b) <= _SAME_COLUMN for a, b in zip(one.columns, other.columns, strict=True))
    )
