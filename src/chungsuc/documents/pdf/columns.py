"""Lines that share a page's width: two columns of text, or a table that only alignment shows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chungsuc.documents.pdf.page import Word
from chungsuc.documents.pdf.rows import Row

_WIDE = 2.2  # of the size of the letters: a gap that no justified line has
_GAP = 0.9  # a gap that may part columns where a wide one is near it
_CORRIDOR = 0.6  # how much of a gap neighbours must leave free
_REACH = 4.5  # how far below each other two lines of one column may stand
_TIGHT = 1.8  # how far below the last one a line belongs to the same list
_LISTED = re.compile(r"[-–+•*]|[^\W\d_A-ZĐÀ-Ỹ]")  # a bullet of the recipients, or the rest of one
_FIGURE = re.compile(r"[-–+]?[0-9][0-9.,\s]*%?|[-–x×X]|")
_TABLE_ROWS = 3


@dataclass(slots=True)
class Aside:
    """Lines of two columns: the left ones are read first."""

    left: list[Row]
    right: list[Row]


@dataclass(slots=True)
class Aligned:
    """A table without rules: rows of pieces, one for each column."""

    rows: list[list[Row | None]]


Piece = Row | Aside | Aligned
Gap = tuple[float, float]


def pieces_of(rows: Sequence[Row]) -> Iterator[Piece]:
    """The lines of a page, those that stand side by side together."""
    at = 0
    while at < len(rows):
        found = _table(rows, at) or _side_by_side(rows, at)
        if found is None:
            yield rows[at]
            at += 1
        else:
            piece, at = found
            yield piece


def _gaps(row: Row, least: float) -> list[Gap]:
    found = []
    reach = row.words[0].x1
    for word in row.words[1:]:
        if word.x0 - reach >= least * row.size:
            found.append((reach, word.x0))
        reach = max(reach, word.x1)
    return found


def _near(above: Row, below: Row) -> bool:
    return below.base - above.base <= _REACH * max(above.size, below.size)


# --- two columns -------------------------------------------------------------------------------


def _side_by_side(rows: Sequence[Row], first: int) -> tuple[Aside | Aligned, int] | None:
    """The columns that the first line begins, and the place behind them."""
    gaps = _gaps(rows[first], _GAP)
    if not 1 <= len(gaps) <= 2:
        return None
    corridor = max(gaps, key=lambda gap: gap[1] - gap[0])
    widest = (corridor[1] - corridor[0]) / rows[first].size
    last, both = first, 1
    for at in range(first + 1, len(rows)):
        row = rows[at]
        shared = _shared(row, corridor)
        if shared is None or not _near(rows[at - 1], row):
            break
        sides = _sides(row, shared)
        if sides == (True, True):
            last, both, corridor = at, both + 1, shared
            widest = max(widest, _width_at(row, shared) / row.size)
        elif sides == (True, False):
            listed = row.base - rows[at - 1].base <= _TIGHT * row.size and _LISTED.match(row.text)
            if not listed and not _goes_on_below(rows, at, shared):
                break
            last, corridor = at, shared
        else:
            corridor = shared
    if last == first or widest < _WIDE:
        return None
    parted = [_parted(row, corridor) for row in rows[first : last + 1]]
    left = [row for row, _ in parted if row is not None]
    right = [row for _, row in parted if row is not None]
    if both >= _TABLE_ROWS and all(_FIGURE.fullmatch(row.text) for row in right):
        return Aligned([list(pair) for pair in parted]), last + 1
    return Aside(left, right), last + 1


def _goes_on_below(rows: Sequence[Row], at: int, corridor: Gap) -> bool:
    """A line of the right column follows soon."""
    for below in range(at + 1, min(at + 6, len(rows))):
        shared = _shared(rows[below], corridor)
        if shared is None or not _near(rows[below - 1], rows[below]):
            return False
        if _sides(rows[below], shared)[1]:
            return True
    return False


def _shared(row: Row, corridor: Gap) -> Gap | None:
    """What a line leaves free of the corridor, None where it crosses it."""
    left, right = corridor
    free_from, free_to = left, right
    middle = (left + right) / 2
    for word in row.words:
        if word.x1 <= middle:
            free_from = max(free_from, word.x1)
        elif word.x0 >= middle:
            free_to = min(free_to, word.x0)
        # A short line may reach over the middle of a wide corridor and still keep to its side.
        elif right - word.x1 > word.x0 - left:
            free_from = max(free_from, word.x1)
        else:
            free_to = min(free_to, word.x0)
    return (free_from, free_to) if free_to - free_from >= _CORRIDOR * row.size else None


def _sides(row: Row, corridor: Gap) -> tuple[bool, bool]:
    middle = (corridor[0] + corridor[1]) / 2
    return any(word.x1 <= middle for word in row.words), any(word.x0 >= middle for word in row.words)


def _width_at(row: Row, corridor: Gap) -> float:
    """How wide the gap of a line is that the corridor runs through."""
    middle = (corridor[0] + corridor[1]) / 2
    left = max(word.x1 for word in row.words if word.x1 <= middle)
    return min(word.x0 for word in row.words if word.x0 >= middle) - left


def _parted(row: Row, corridor: Gap) -> tuple[Row | None, Row | None]:
    middle = (corridor[0] + corridor[1]) / 2
    left = [word for word in row.words if word.x0 < middle]
    right = [word for word in row.words if word.x0 >= middle]
    return (row.part(left) if left else None), (row.part(right) if right else None)


# --- tables without rules ----------------------------------------------------------------------


def _table(rows: Sequence[Row], first: int) -> tuple[Aligned, int] | None:
    """Three lines or more that leave the same two corridors free."""
    last = first
    full = 0
    corridors = _gaps(rows[first], _GAP)
    if len(corridors) < 2 or not _gaps(rows[first], _WIDE):
        return None
    for at in range(first, len(rows)):
        row = rows[at]
        if at > first and row.base - rows[at - 1].base > 3 * row.size:
            break
        left = [shared for each in corridors if (shared := _shared(row, each)) is not None]
        if len(left) < 2:
            break
        own = _gaps(row, _GAP)
        if len(own) >= 2:
            full, last = full + 1, at
        corridors = left
    if full < _TABLE_ROWS:
        return None
    corridors = _gaps(rows[first], _GAP)
    for row in rows[first : last + 1]:
        corridors = [shared for each in corridors if (shared := _shared(row, each)) is not None]
    edges = [(left + right) / 2 for left, right in corridors]
    return Aligned([_cut(row, edges) for row in rows[first : last + 1]]), last + 1


def _cut(row: Row, edges: Sequence[float]) -> list[Row | None]:
    words: list[list[Word]] = [[] for _ in range(len(edges) + 1)]
    for word in row.words:
        words[sum(word.x0 >= edge for edge in edges)].append(word)
    return [row.part(own) if own else None for own in words]
