"""Bảng có kẻ: ruling lines of a page to tables, rows and cells."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from chungsuc.documents.model import Merge
from chungsuc.documents.pdf.page import Rule, Word
from chungsuc.documents.pdf.rows import Row, rows_of

_NEAR = 2.5  # points: rules this near are one
_TOUCH = 4.0  # points: rules this near meet
_COLUMNS = 63  # as many as Word allows
_PADDING = 5.4  # points between a rule and the text of a cell, as Word has them
_RULES = 4_000  # more on one page are a drawing
_CUT = re.compile(r"\w[-/]$")  # "NQ-" goes on without a space
_FULL = 1.5  # points that a word may reach over the room that a line has


@dataclass(slots=True)
class GridTable:
    """Bảng: rows of cells, and how each row's cells are merged."""

    x0: float
    x1: float
    top: float
    bottom: float
    columns: tuple[float, ...]  # where they begin and end
    rows: list[tuple[list[str], list[Merge]]] = field(default_factory=list)
    tops: list[float] = field(default_factory=list)


@dataclass(slots=True)
class _Cell:
    left: float
    right: float
    words: list[Word] = field(default_factory=list)


def tables_of(rules: Sequence[Rule], words: list[Word]) -> tuple[list[GridTable], list[Word]]:
    """The ruled tables of a page from the top down, and the words that stand outside them."""
    joined = _joined(rules)
    if len(joined) > _RULES:
        return [], words
    frames = [frame for group in _connected(joined) if (frame := _Frame.of(group)) is not None]
    if not frames:
        return [], words
    outside: list[Word] = []
    inside: dict[int, list[Word]] = defaultdict(list)
    frames.sort(key=lambda frame: (frame.ys[0], frame.xs[0]))
    for word in words:
        found = next((at for at, frame in enumerate(frames) if frame.holds(word)), None)
        if found is None:
            outside.append(word)
        else:
            inside[found].append(word)
    tables: list[GridTable] = []
    for at, frame in enumerate(frames):
        if inside[at] and (table := frame.table(inside[at])) is not None:
            tables.append(table)
        else:
            outside.extend(inside[at])
    return tables, outside


def cell_text(words: Iterable[Word], left: float, right: float) -> str:
    """The text of a cell between two rules: a line that had room for the next word was ended by hand."""
    turned: dict[int, list[Word]] = defaultdict(list)
    for word in words:
        turned[word.turn].append(word)
    parts: list[str] = []
    for turn in sorted(turned):
        rows = rows_of(turned[turn])
        room = max(row.x1 - row.x0 for row in rows)
        end = max(row.x1 for row in rows)
        if turn == 0:
            room, end = max(room, right - left - 2 * _PADDING), max(end, right - _PADDING)
        before: Row | None = None
        for row in rows:
            if before is not None:
                more = row.first_width + 0.2 * row.size - _FULL
                ended = before.x1 + more <= end and before.x1 - before.x0 + more <= room
                parts.append("\n" if ended else "" if _CUT.search(before.text) else " ")
            elif parts:
                parts.append("\n")
            parts.append(row.text)
            before = row
    return "".join(parts)


class _Frame:
    """The places that crossing rules cut out of a table."""

    def __init__(self, xs: list[float], ys: list[float], across: list[Rule], along: list[Rule]) -> None:
        self.xs, self.ys = xs, ys
        self._across: dict[int, list[Rule]] = defaultdict(list)
        self._along: dict[int, list[Rule]] = defaultdict(list)
        for rule in across:
            self._across[_nearest(ys, rule.place)].append(rule)
        for rule in along:
            self._along[_nearest(xs, rule.place)].append(rule)

    @classmethod
    def of(cls, rules: Sequence[Rule]) -> _Frame | None:
        across = [rule for rule in rules if rule.across]
        along = [rule for rule in rules if not rule.across]
        ys = _places(rule.place for rule in across)
        xs = _places(rule.place for rule in along)
        if len(xs) < 3 or len(ys) < 2 or len(xs) - 1 > _COLUMNS:
            return None  # a frame of one column sets text apart; it is no table
        return cls(xs, ys, across, along)

    def holds(self, word: Word) -> bool:
        return (
            self.xs[0] - _NEAR <= word.at[0] <= self.xs[-1] + _NEAR
            and self.ys[0] - _NEAR <= word.at[1] <= self.ys[-1] + _NEAR
        )

    def table(self, words: list[Word]) -> GridTable | None:
        """None where all the words stand in one cell: a box around text."""
        owners = self._owners()
        cells: dict[tuple[int, int], _Cell] = {}
        for word in words:
            row = min(max(bisect_right(self.ys, word.at[1]) - 1, 0), len(self.ys) - 2)
            column = min(max(bisect_right(self.xs, word.at[0]) - 1, 0), len(self.xs) - 2)
            first = owners[row][column]
            if first not in cells:
                wide = [at for at in range(len(self.xs) - 1) if owners[first[0]][at] == first]
                cells[first] = _Cell(self.xs[wide[0]], self.xs[wide[-1] + 1])
            cells[first].words.append(word)
        if len(cells) < 2:
            return None
        texts = {first: cell_text(cell.words, cell.left, cell.right) for first, cell in cells.items()}
        table = GridTable(self.xs[0], self.xs[-1], self.ys[0], self.ys[-1], tuple(self.xs))
        for row in range(len(self.ys) - 1):
            own = owners[row]
            values = [texts.get(first, "") if first == (row, at) else "" for at, first in enumerate(own)]
            merged: list[Merge] = [_merge(first, row, at, own) for at, first in enumerate(own)]
            table.rows.append((values, merged))
            table.tops.append(self.ys[row])
        _without_slivers(table)
        return table

    def _owners(self) -> list[list[tuple[int, int]]]:
        """For each place the first place of the cell it belongs to."""
        height, width = len(self.ys) - 1, len(self.xs) - 1
        owners = [[(row, column) for column in range(width)] for row in range(height)]
        walls = [
            [self._is_wall(self._along[at], (top + bottom) / 2) for at in range(1, width)]
            for top, bottom in zip(self.ys, self.ys[1:], strict=False)
        ]
        floors = [
            [
                self._is_wall(self._across[at], (left + right) / 2)
                for left, right in zip(self.xs, self.xs[1:], strict=False)
            ]
            for at in range(1, height)
        ]
        for row in range(height):
            for column in range(width):
                if row and not floors[row - 1][column]:
                    owners[row][column] = owners[row - 1][column]
                elif column and not walls[row][column - 1]:
                    owners[row][column] = owners[row][column - 1]
        return owners

    @staticmethod
    def _is_wall(rules: Sequence[Rule], at: float) -> bool:
        return any(rule.start - _NEAR <= at <= rule.end + _NEAR for rule in rules)


def _merge(first: tuple[int, int], row: int, column: int, owners: Sequence[tuple[int, int]]) -> Merge:
    if first == (row, column):
        return ""
    if column and owners[column - 1] == first:
        return "left"
    return "up"


def _without_slivers(table: GridTable) -> None:
    """A column or row that holds no cell of its own is where two rules nearly meet."""
    kept = [
        at
        for at in range(len(table.columns) - 1)
        if any(merged[at] == "" for _, merged in table.rows)
        and (
            any(cells[at] for cells, _ in table.rows)
            or table.columns[at + 1] - table.columns[at] > 2 * _TOUCH
        )
    ]
    table.columns = (*(table.columns[at] for at in kept), table.columns[-1])
    rows = [([cells[at] for at in kept], [merged[at] for at in kept]) for cells, merged in table.rows]
    shown = [at for at, (cells, _) in enumerate(rows) if any(cells) or any(not each for each in rows[at][1])]
    table.rows = [rows[at] for at in shown]
    table.tops = [table.tops[at] for at in shown]


# --- rules -------------------------------------------------------------------------------------


def _joined(rules: Iterable[Rule]) -> list[Rule]:
    """Pieces of one rule, and double rules, as one."""
    found: list[Rule] = []
    for across in (True, False):
        own = sorted((rule for rule in rules if rule.across is across), key=lambda rule: rule.place)
        group: list[Rule] = []
        for rule in own:
            if group and rule.place - group[0].place > _NEAR:
                found.extend(_merged(group))
                group = []
            group.append(rule)
        found.extend(_merged(group))
    return found


def _merged(group: list[Rule]) -> Iterator[Rule]:
    open_rule: Rule | None = None
    for rule in sorted(group, key=lambda rule: rule.start):
        if open_rule is not None and rule.start <= open_rule.end + _TOUCH:
            open_rule = Rule(rule.across, open_rule.place, open_rule.start, max(open_rule.end, rule.end))
        else:
            if open_rule is not None:
                yield open_rule
            open_rule = rule
    if open_rule is not None:
        yield open_rule


def _connected(rules: list[Rule]) -> list[list[Rule]]:
    """Rules that meet, directly or through others."""
    parents = list(range(len(rules)))

    def root(at: int) -> int:
        while parents[at] != at:
            parents[at] = parents[parents[at]]
            at = parents[at]
        return at

    along = sorted((rule.place, at) for at, rule in enumerate(rules) if not rule.across)
    places = [place for place, _ in along]
    for at, rule in enumerate(rules):
        if not rule.across:
            continue
        first = bisect_left(places, rule.start - _TOUCH)
        last = bisect_right(places, rule.end + _TOUCH)
        for _, other in along[first:last]:
            if rules[other].start - _TOUCH <= rule.place <= rules[other].end + _TOUCH:
                parents[root(at)] = root(other)
    groups: dict[int, list[Rule]] = defaultdict(list)
    for at, rule in enumerate(rules):
        groups[root(at)].append(rule)
    return [group for group in groups.values() if len(group) > 3]


def _places(values: Iterable[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _NEAR:
            found.append(value)
    return found


def _nearest(places: Sequence[float], value: float) -> int:
    at = bisect_left(places, value)
    around = [each for each in (at - 1, at) if 0 <= each < len(places)]
    return min(around, key=lambda each: abs(places[each] - value))
