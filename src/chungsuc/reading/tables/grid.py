"""Lưới ô: the rows of a table as they stand, each cell under its column.

A Word file keeps every cell. A text often does not: empty cells at the end of a row are left out, a row
is cut in two where a cell was empty, and the cells below a merged one slide to the left. A row is set
back into its columns only where one place alone fits; else its columns are not known, and said so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from chungsuc.reading.flow import plain
from chungsuc.reading.seams import Block, Role
from chungsuc.reading.tables.cells import is_data, is_number_head, is_numbering, is_value, numbers_columns
from chungsuc.reading.tables.columns import TOTAL_LABEL, names_total
from chungsuc.reading.tables.heads import Paths, paths_of, width_of_packed

_GAP = 240  # a longer line between two rows is a paragraph
_SHORT_GAP = 100  # the same, for lines that open with no number
_LINES_BETWEEN = 4  # of one cut row, or of names of parts
_MOST_HEADS = 5  # rows of headings
_NAMES_PART = re.compile(rf"{TOTAL_LABEL.pattern}|\W*trong do\b")
_NOTES = re.compile(r"\s*(?:ghi chu|chu thich)")
_NUMBERED = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,2})*")
_SECTION = re.compile(r"(?:[IVX]+|[A-HĐ]|[0-9]+)(?:[.)]|$)")
_CAPTION = re.compile(r"^\s*\(?\s*(?:don vi|dvt)\b")


@dataclass(slots=True)
class Row:
    """Hàng: a row before it is known what its columns say."""

    index: int  # of its block in the document
    block: Block
    cells: list[str]
    merged: Sequence[str] = ()
    is_line: bool = False  # a line of text that stands alone between two rows
    tail: list[Block] = field(default_factory=list)  # lines that were cut off it
    placed: bool = True  # each cell stands under its own column


@dataclass(slots=True)
class Grid:
    """Bảng trước khi hiểu: headings above, rows below, all of one width."""

    heads: list[Row]
    body: list[Row]
    width: int
    numbers: Row | None = None  # "(1) (2) (3)=(1)+(2)"
    captions: list[Row] = field(default_factory=list)  # "Đơn vị tính: …" in a row of its own
    repeats: list[Row] = field(default_factory=list)  # headings printed again on the next page
    paths: Paths = ()  # the headings over each column
    lead: int = 1  # how many columns number and name the rows
    padded: bool = False  # some rows were shorter than the table

    @property
    def rows(self) -> list[Row]:
        found = [*self.captions, *self.heads, *self.repeats, *self.body]
        return [*found, self.numbers] if self.numbers else found


def grids_of(blocks: Sequence[Block]) -> list[tuple[int, Grid]]:
    """Every table of the document, with the place of its first block."""
    found: list[tuple[int, Grid]] = []
    for rows in _groups(blocks):
        for part in _parted(rows):
            start = part[0].index
            if (grid := _grid(part)) is not None:
                found.append((start, grid))
    return found


def _groups(blocks: Sequence[Block]) -> list[list[Row]]:
    """The rows that belong together, over page breaks too."""
    groups: list[list[Row]] = []
    place, end = 0, -1
    while place < len(blocks):
        if blocks[place].role is not Role.TABLE_ROW:
            place += 1
            continue
        start, number = place, blocks[place].table
        rows: list[Row] = []
        while (step := _step(blocks, place, number)) > 0:
            rows += (_row(index, blocks[index]) for index in range(place, place + step))
            place += step
        apart = any(block.role is not Role.PAGE_NUMBER for block in blocks[end:start]) if groups else True
        if not apart and _is_continued(groups[-1], rows):
            groups[-1] += rows
        else:
            groups.append(rows)
        end = place
    return groups


def _is_continued(above: Sequence[Row], below: Sequence[Row]) -> bool:
    """A table that a page break parted: nothing but a page number between, and the same columns."""
    head, first = above[0], below[0]
    if is_data(head.cells):
        return False
    both_kept = first.block.table is not None and head.block.table is not None
    same_width = all(len(row.cells) == len(head.cells) for row in below)
    return _same(first.cells, head.cells) or (both_kept and same_width and is_data(first.cells))


def _row(index: int, block: Block) -> Row:
    if block.role is Role.TABLE_ROW:
        return Row(index, block, [cell.strip() for cell in block.cells], block.merged or ())
    return Row(index, block, [block.text.strip()], is_line=True)


# --- which blocks make one table ------------------------------------------------------------------


def _step(blocks: Sequence[Block], place: int, number: int | None) -> int:
    """How many blocks from here on belong to the table: 1 for a row, more for lines between two rows."""
    if place >= len(blocks):
        return 0
    if blocks[place].role is Role.TABLE_ROW:
        return int(blocks[place].table == number)
    if _goes_on(blocks, place, number):
        return 1
    lines = 0
    while lines < _LINES_BETWEEN and place + lines < len(blocks) and _is_inner(blocks[place + lines], number):
        lines += 1
    after = blocks[place + lines] if lines and place + lines < len(blocks) else None
    is_row = after is not None and after.role is Role.TABLE_ROW and after.table == number
    if after is not None and is_row and (number is not None or _goes_under(after.cells)):
        return lines
    if number is not None or not lines:
        return 0
    last = 0  # behind the last row: only what was cut off it, or a total
    if _is_figure(blocks[place]):
        last = 1
    elif lines > 1 and names_total(blocks[place].text) and _is_figure(blocks[place + 1]):
        last = 2
    is_page_number = last == 1 and len(blocks[place - 1].cells) > 2
    return 0 if is_page_number else last


def _goes_under(cells: Sequence[str]) -> bool:
    return is_data(cells) or all(is_value(cell) for cell in cells)


def _goes_on(blocks: Sequence[Block], place: int, number: int | None) -> bool:
    """A cell that runs on over a line of its own: the numbering of the rows goes on behind it."""
    if number is not None or place + 1 >= len(blocks) or blocks[place].role is not Role.TEXT:
        return False
    before, after = blocks[place - 1], blocks[place + 1]
    rows = before.role is Role.TABLE_ROW and after.role is Role.TABLE_ROW
    return rows and blocks[place].marker is None and _follows(before.cells[0], after.cells[0])


def _follows(one: str, other: str) -> bool:
    """ "7" behind "6", "6.3" behind "6.2", "15.1" behind "15"."""
    if not (_NUMBERED.fullmatch(one.strip()) and _NUMBERED.fullmatch(other.strip())):
        return False
    before, after = ([int(part) for part in cell.strip().split(".")] for cell in (one, other))
    place = len(after) - 1
    return after == [*before, 1] or (
        place < len(before) and after[:place] == before[:place] and after[place] == before[place] + 1
    )


def _is_inner(block: Block, number: int | None) -> bool:
    if block.role is Role.PAGE_NUMBER or (number is None and block.role is Role.FOOTNOTE):
        return True
    if number is not None or block.role is not Role.TEXT or len(block.text) > _GAP:
        return False
    if _is_figure(block) or _NAMES_PART.match(plain(block.text)):
        return len(block.text) <= _SHORT_GAP
    return block.marker is not None and (not block.marker.is_bullet or len(block.text) <= _SHORT_GAP)


def _is_figure(block: Block) -> bool:
    return block.role is not Role.TABLE_ROW and bool(block.text.strip()) and is_value(block.text)


def _parted(rows: Sequence[Row]) -> list[list[Row]]:
    """One stretch of rows may be two tables: the second begins with other headings."""
    parts: list[list[Row]] = [[]]
    for row in rows:
        opens = not row.is_line and bool(row.cells) and is_number_head(row.cells[0])
        first = next((each for each in parts[-1] if not each.is_line), None)
        is_other = first is not None and not _same(first.cells, row.cells)
        if opens and is_other and any(is_data(each.cells) for each in parts[-1]):
            parts.append([])
        parts[-1].append(row)
    return parts


def _same(one: Sequence[str], other: Sequence[str]) -> bool:
    return [" ".join(cell.split()).casefold() for cell in one] == [
        " ".join(cell.split()).casefold() for cell in other
    ]


# --- headings and rows ---------------------------------------------------------------------------


def _grid(rows: list[Row]) -> Grid | None:
    if sum(not row.is_line for row in rows) < 2:
        return None
    kept = any(row.block.table is not None for row in rows)  # the file keeps every cell
    grid = _parts_of(rows, kept=kept)
    if not grid.body or not (kept or any(is_data(row.cells) for row in grid.body)):
        return None
    heads = grid.heads
    packed = 0 if kept else width_of_packed([head.cells for head in heads])
    grid.width = max(packed, *(len(row.cells) for row in (*heads, *grid.body)))
    grid.lead = _leading(grid)
    grid.paths = paths_of([h.cells for h in heads], [h.merged for h in heads], grid.width, grid.lead)
    if kept:
        for row in grid.body:
            row.cells += [""] * (grid.width - len(row.cells))
        _carry_down(grid.body, grid.lead)
    else:
        _set_in_columns(grid)
    return grid


def _parts_of(rows: list[Row], *, kept: bool) -> Grid:
    """Captions, headings, the row that numbers the columns, and what stands below them."""
    captions: list[Row] = []
    while rows and _is_caption(rows[0]):
        captions.append(rows.pop(0))
    heads: list[Row] = []
    while rows and len(heads) < _MOST_HEADS and _is_head(rows[0], heads, more=len(rows) > 1):
        heads.append(rows.pop(0))
    numbers = rows.pop(0) if heads and rows and numbers_columns(rows[0].cells) else None
    grid = Grid(heads, [], 0, numbers, captions)
    for row in rows:
        if kept and row.is_line:
            continue  # the number of a page
        again = any(_same(row.cells, head.cells) for head in heads) and not is_data(row.cells)
        if again or (numbers is not None and _same(row.cells, numbers.cells)):
            grid.repeats.append(row)
        else:
            grid.body.append(row)
    return grid


def _is_caption(row: Row) -> bool:
    filled = [cell for cell in row.cells if cell]
    return len(filled) == 1 and bool(_CAPTION.match(plain(filled[0])))


def _is_head(row: Row, heads: Sequence[Row], *, more: bool) -> bool:
    if row.is_line or not more or numbers_columns(row.cells):
        return False
    if not is_data(row.cells):
        return not (heads and _is_section(row))
    return not heads and is_number_head(row.cells[0])


def _is_section(row: Row) -> bool:
    """ "I. Vùng đồng bằng", alone in its row: it heads the rows below, not the columns."""
    filled = [cell for cell in row.cells if cell]
    if not any(row.cells[:2]) or len(filled) > 2:
        return False
    return bool(_SECTION.match(filled[0]) or names_total(filled[0]))


def _leading(grid: Grid) -> int:
    """How many columns number and name the rows."""
    if grid.heads and is_number_head(grid.heads[0].cells[0]):
        return 2
    own = [is_numbering(row.cells[0]) for row in grid.body if row.cells[0]]
    numbered = bool(own) and sum(own) * 2 > len(own)
    return 2 if numbered and any(row.cells[0] != "0" for row in grid.body if row.cells[0]) else 1


def _carry_down(body: Sequence[Row], lead: int) -> None:
    """A cell of words that is merged over several rows speaks of each; a merged number is one number."""
    above: Row | None = None
    for row in body:
        for place, merge in enumerate(row.merged[: len(row.cells)]):
            words = above.cells[place] if above is not None and merge == "up" else ""
            if place >= lead - 1 and words and not is_value(words):
                row.cells[place] = words
        above = row


# --- rows of a text, set back into their columns ------------------------------------------------------


def _set_in_columns(grid: Grid) -> None:
    whole = [row for row in grid.body if len(row.cells) == grid.width]
    holds_words = [_holds_words(grid, whole, column) for column in range(grid.width)]
    body: list[Row] = []
    for row in grid.body:
        if body and row.is_line and row.block.role is Role.TEXT and _runs_on(row):
            body[-1].tail.append(row.block)
            body[-1].placed = body[-1].placed and len(body[-1].cells) == grid.width
        elif body and _is_tail(row, body[-1], holds_words):
            body[-1].tail.append(row.block)
            _join_tail(body[-1], row.cells, grid.width)
        elif row.block.role not in (Role.PAGE_NUMBER, Role.FOOTNOTE):
            if row.is_line:
                row.cells[:0] = [""] * (grid.lead - 1)
            else:
                _place(row, grid, holds_words)
            body.append(row)
    for row in body:
        grid.padded = grid.padded or (len(row.cells) < grid.width and not row.is_line)
        row.cells += [""] * (grid.width - len(row.cells))
    grid.body = body


def _holds_words(grid: Grid, whole: Sequence[Row], column: int) -> bool | None:
    """Whether a column is of words; None where its cells do not say."""
    if any(_NOTES.match(plain(head)) for head in grid.paths[column]):
        return True
    cells = [row.cells[column] for row in whole if row.cells[column]]
    if len(cells) < 2:
        return None
    words = sum(not is_value(cell) for cell in cells)
    return True if words == len(cells) else False if words == 0 else None


def _runs_on(row: Row) -> bool:
    words = row.cells[0]
    return row.block.marker is None and not is_value(words) and not _NAMES_PART.match(plain(words))


def _is_tail(row: Row, above: Row, holds_words: Sequence[bool | None]) -> bool:
    """The rest of a row that was cut: figures alone, below a row that lacks some."""
    width = len(holds_words)
    if len(above.cells) + len(row.cells) >= width:
        return False
    if row.block.role is Role.PAGE_NUMBER and all(holds_words[len(above.cells) :]):
        return False
    figures = [is_value(cell) for cell in row.cells]
    return figures[0] and (all(figures) or (len(figures) > 2 and all(figures[:-1])))


def _join_tail(above: Row, cells: Sequence[str], width: int) -> None:
    """The cut stands for one empty cell or several: which is known only where one place is left."""
    if len(above.cells) + 1 + len(cells) == width and above.placed:
        above.cells += ["", *cells]
    else:
        above.placed = False


def _place(row: Row, grid: Grid, holds_words: Sequence[bool | None]) -> None:
    """Cells that slid to the left: back to the one place where words meet words and figures figures."""
    spare = grid.width - len(row.cells)
    if spare <= 0:
        return
    slid = grid.lead == 2 and not is_numbering(row.cells[0])
    fitting = [
        start
        for start in (range(1, spare + 1) if slid else (0,))
        if all(
            not cell or holds_words[start + place] in (None, not is_value(cell))
            for place, cell in enumerate(row.cells)
            if start + place >= grid.lead
        )
    ]
    if len(fitting) == 1:
        row.cells[:0] = [""] * fitting[0]
    else:
        row.placed = False
