"""What a table comes to: its totals worked out, its figures as text, its heads laid out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

from chungsuc.core.money import in_measure, measure_size
from chungsuc.core.vietnamese.numbers import format_number
from chungsuc.documents.content import (
    Cell,
    Column,
    Count,
    Empty,
    Formula,
    Mark,
    Mean,
    Money,
    Number,
    Percent,
    Place,
    Plain,
    Share,
    Sum,
    Table,
    Text,
)

FORMULAS = (Sum, Count, Mean, Share)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class HeadCell:
    text: str
    row: int
    column: int
    rows: int
    columns: int
    upright: bool


def head_cells(columns: tuple[Column, ...]) -> tuple[HeadCell, ...]:
    """Đầu bảng: neighbours under one head share it; a short path reaches down to the last row."""
    depth = max(len(column.path) for column in columns)
    found: list[HeadCell] = []
    for level in range(depth):
        at = 0
        while at < len(columns):
            path = columns[at].path
            end = at + 1
            if level < len(path) - 1:
                while end < len(columns) and _shares(columns[end].path, path, level):
                    end += 1
                found.append(HeadCell(path[level], level, at, 1, end - at, upright=False))
            elif level == len(path) - 1:
                found.append(HeadCell(path[level], level, at, depth - level, 1, columns[at].upright))
            at = end
    return tuple(found)


def _shares(other: tuple[str, ...], path: tuple[str, ...], level: int) -> bool:
    return len(other) > level + 1 and other[: level + 1] == path[: level + 1]


def settled(table: Table) -> tuple[tuple[Plain, ...], ...]:
    """Every cell with its formula worked out. Raises ValueError for a formula that makes no sense."""
    worker = _Worker(table)
    return tuple(
        tuple(worker.at((row, column)) for column in range(len(table.columns)))
        for row in range(len(table.rows))
    )


def printable(text: str) -> str:
    """A text without the characters that no paper can show and that would break a Word file."""
    return _CONTROL.sub("", text)


def value_of(cell: Plain) -> Decimal | None:
    """The figure of a cell: đồng for money, percent for a share; None for words, marks and nothing."""
    if isinstance(cell, Number | Percent):
        return cell.value
    if isinstance(cell, Money):
        return Decimal(cell.dong)
    return None


def money_places(cells: tuple[tuple[Plain, ...], ...], measure: str) -> int:
    """The decimals that show every amount of a table exactly, so that shown parts sum to shown totals."""
    exponent = len(str(measure_size(measure))) - 1
    amounts = {cell.dong for row in cells for cell in row if isinstance(cell, Money)}
    return next(
        places
        for places in range(exponent + 1)
        if all(amount % 10 ** (exponent - places) == 0 for amount in amounts)
    )


def shown(cell: Plain, measure: str, places: int) -> str:
    """A cell as an official writes it; `places` is for money, from `money_places`."""
    match cell:
        case Text(text=text):
            return text
        case Number(value=value, places=own):
            return format_number(value, own)
        case Money(dong=dong):
            return in_measure(dong, measure, places)
        case Percent(value=value, places=own):
            return format_number(value, own)
        case Mark(sign=sign):
            return sign
        case Empty():
            return ""


def shown_rows(table: Table) -> tuple[tuple[str, ...], ...]:
    """The body of a table as text, for the page and for Word."""
    cells = settled(table)
    places = money_places(cells, table.measure)
    return tuple(tuple(shown(cell, table.measure, places) for cell in row) for row in cells)


@dataclass(slots=True)
class _Worker:
    table: Table
    done: dict[Place, Plain] = field(default_factory=dict)
    open: set[Place] = field(default_factory=set)

    def at(self, place: Place) -> Plain:
        if place not in self.done:
            if place in self.open:
                raise ValueError(f"the formula at {place} rests on itself")
            self.open.add(place)
            self.done[place] = self._work(self._cell(place))
            self.open.discard(place)
        return self.done[place]

    def _cell(self, place: Place) -> Cell:
        row, column = place
        if row < 0 or column < 0:
            raise ValueError(f"there is no place {place}")
        try:
            return self.table.rows[row].cells[column]
        except IndexError:
            raise ValueError(f"there is no place {place}") from None

    def _work(self, cell: Cell) -> Plain:
        if not isinstance(cell, FORMULAS):
            return cell
        parts = [self.at(place) for place in places_of(cell)]
        if isinstance(cell, Count):
            count = sum(isinstance(part, Mark) and part.sign == cell.sign for part in parts)
            return Empty() if not count and cell.silent_at_none else Number(Decimal(count))
        numbers = [value for part in parts if (value := value_of(part)) is not None]
        kinds = {type(part) for part in parts if value_of(part) is not None}
        if len(kinds) > 1:
            raise ValueError(f"a formula mixes {sorted(kind.__name__ for kind in kinds)}")
        if isinstance(cell, Share):
            if len(numbers) < len(parts) or not numbers[1]:
                return Empty()
            return Percent(numbers[0] / numbers[1] * 100, cell.places)
        if not numbers:
            return Empty()
        total = sum(numbers, Decimal(0))
        if isinstance(cell, Mean):
            return _mean(total, len(numbers), kinds.pop(), cell.places)
        return _sum(total, parts, kinds.pop())


def places_of(cell: Formula) -> tuple[Place, ...]:
    """The places that a formula rests on."""
    return (cell.part, cell.whole) if isinstance(cell, Share) else cell.over


def _sum(total: Decimal, parts: list[Plain], kind: type[Plain]) -> Plain:
    if kind is Money:
        return Money(int(total))
    if kind is Percent:
        raise ValueError("percentages are not summed")
    places = [part.places for part in parts if isinstance(part, Number)]
    return Number(total, None if None in places else max(each for each in places if each is not None))


def _mean(total: Decimal, count: int, kind: type[Plain], places: int) -> Plain:
    if kind is Money:
        raise ValueError("a mean of money is seldom whole đồng; show the sum and the count")
    return Percent(total / count, places) if kind is Percent else Number(total / count, places)
