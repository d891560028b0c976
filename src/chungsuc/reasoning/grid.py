"""The table of communes × criteria at the start and at the end, as whole-number variables.

What no sentence tells apart is counted together: criteria that are never named form one class,
communes that are never named form one block. So the search grows with what the text says and
not with the size of the district.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from chungsuc.reasoning.model import Expr, Model, total

SPLIT_LIMIT = 600  # cells of unnamed communes that may be told apart before they are counted together


class Moment(StrEnum):
    """Đầu kỳ, cuối kỳ."""

    START = "start"
    END = "end"


class Premise(StrEnum):
    """Giả thiết: what an official takes for granted and the text does not say."""

    STANDARD = "standard"
    KEEP = "keep"
    GAIN = "gain"
    NO_LOSS = "no_loss"

    @property
    def group(self) -> str:
        return f"premise:{self.value}"


@dataclass(frozen=True, slots=True)
class Field:
    """Phạm vi xét: how many communes are counted, and the codes of the criteria in force."""

    count: int
    criteria: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """Communes counted together; `unit` names the one commune of a block of its own."""

    size: int
    unit: str | None


class Grid:
    """Bảng xã × tiêu chí. Every method returns an expression that counts something in it."""

    def __init__(
        self,
        field: Field,
        *,
        units: Sequence[str],
        criteria: Iterable[str],
        by_level: Iterable[Moment],
    ) -> None:
        self.field = field
        self.model = Model()
        named = set(criteria)
        rest = tuple(code for code in field.criteria if code not in named)
        singles = tuple((code,) for code in field.criteria if code in named)
        self.classes: tuple[tuple[str, ...], ...] = singles + ((rest,) if rest else ())
        self.by_level = frozenset(by_level)
        self.blocks = self._blocks(units)
        self._cells: dict[tuple[Moment, int, int], Expr] = {}
        self._gained: dict[tuple[int, int], Expr] = {}
        self._standard: dict[tuple[Moment, int], Expr] = {}
        self._new_standard: dict[int, Expr] = {}
        self._levels: dict[tuple[Moment, int, int], Expr] = {}
        for index, block in enumerate(self.blocks):
            self._add_block(index, block)

    def _blocks(self, units: Sequence[str]) -> tuple[Block, ...]:
        unnamed = self.field.count - len(units)
        blocks = [Block(1, unit) for unit in units]
        # A count by level needs each commune's own total. Counting unnamed communes together then
        # allows a little more than is possible, so it can hide a contradiction but never make one.
        apart = bool(self.by_level) and len(self.classes) > 1 and unnamed * len(self.classes) <= SPLIT_LIMIT
        if apart:
            blocks += [Block(1, None)] * unnamed
        elif unnamed:
            blocks.append(Block(unnamed, None))
        return tuple(blocks)

    def _add_block(self, index: int, block: Block) -> None:
        model, size = self.model, block.size
        for moment in Moment:
            standard = self._standard[moment, index] = model.variable(0, size)
            for number, codes in enumerate(self.classes):
                cells = self._cells[moment, index, number] = model.variable(0, size * len(codes))
                model.add(cells - standard * len(codes), low=0, groups=[Premise.STANDARD.group])
            if moment in self.by_level:
                self._add_levels(moment, index, block)
        start, end = self._standard[Moment.START, index], self._standard[Moment.END, index]
        self._new_standard[index] = self._add_gain(start, end, size)
        for number, codes in enumerate(self.classes):
            start, end = self._cells[Moment.START, index, number], self._cells[Moment.END, index, number]
            self._gained[index, number] = self._add_gain(start, end, size * len(codes))

    def _add_gain(self, start: Expr, end: Expr, most: int) -> Expr:
        """How many are there at the end and were not at the start."""
        gained = self.model.variable(0, most)
        self.model.add(end - gained, low=0)
        self.model.add(gained - end + start, low=0)
        self.model.add(gained + start, high=most, groups=[Premise.GAIN.group])
        self.model.add(start + gained - end, high=0, groups=[Premise.NO_LOSS.group])
        return gained

    def _add_levels(self, moment: Moment, index: int, block: Block) -> None:
        """How many communes of the block stand at exactly 0, 1, 2 … criteria."""
        most = len(self.field.criteria)
        levels = [self.model.variable(0, block.size) for _ in range(most + 1)]
        for level, expr in enumerate(levels):
            self._levels[moment, index, level] = expr
        self.model.add(total(levels), low=block.size, high=block.size)
        points = total(expr * level for level, expr in enumerate(levels))
        self.model.add(points - self._row(moment, index), low=0, high=0)
        self.model.add(levels[most] - self._standard[moment, index], low=0, groups=[Premise.STANDARD.group])

    def _row(self, moment: Moment, index: int) -> Expr:
        return total(self._cells[moment, index, number] for number in range(len(self.classes)))

    def _class_of(self, code: str) -> int:
        return self.classes.index((code,))

    # --- who is counted -------------------------------------------------------------------------

    def block_of(self, unit: str) -> int:
        return next(index for index, block in enumerate(self.blocks) if block.unit == unit)

    def everyone(self) -> tuple[int, ...]:
        return tuple(range(len(self.blocks)))

    def all_but(self, units: Iterable[str]) -> tuple[int, ...]:
        left_out = set(units)
        return tuple(index for index, block in enumerate(self.blocks) if block.unit not in left_out)

    def size(self, blocks: Iterable[int]) -> int:
        return sum(self.blocks[index].size for index in blocks)

    # --- what is counted ------------------------------------------------------------------------

    def with_criterion(self, moment: Moment, code: str, blocks: Iterable[int]) -> Expr:
        number = self._class_of(code)
        return total(self._cells[moment, index, number] for index in blocks)

    def gaining_criterion(self, code: str, blocks: Iterable[int]) -> Expr:
        number = self._class_of(code)
        return total(self._gained[index, number] for index in blocks)

    def criteria(self, moment: Moment, blocks: Iterable[int]) -> Expr:
        return total(self._row(moment, index) for index in blocks)

    def gained(self, blocks: Iterable[int]) -> Expr:
        return total(self._gained[index, number] for index in blocks for number in range(len(self.classes)))

    def at_standard(self, moment: Moment, blocks: Iterable[int]) -> Expr:
        return total(self._standard[moment, index] for index in blocks)

    def reaching_standard(self, blocks: Iterable[int]) -> Expr:
        return total(self._new_standard[index] for index in blocks)

    def at_levels(self, moment: Moment, levels: Iterable[int], blocks: Iterable[int]) -> Expr:
        wanted = tuple(levels)
        return total(self._levels[moment, index, level] for index in blocks for level in wanted)
