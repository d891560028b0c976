"""From a statement of the text to constraints on the table of communes × criteria.

A sentence that an official may read in two ways gets both readings, and only a plan that fails
under every one of them is said to contradict itself. A sentence whose meaning is not settled
(no such unit, another base than the communes of the plan, another standard) is left out, and
the reason is kept.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from chungsuc.core.statements import (
    Certainty,
    Comparator,
    Mode,
    Statement,
    StatementKind,
    Subject,
    UnitMention,
)
from chungsuc.core.vietnamese.text import fold
from chungsuc.reasoning.arithmetic import counts_of_share, totals_of_mean, whole
from chungsuc.reasoning.grid import Field, Grid, Moment, Premise
from chungsuc.reasoning.model import Expr, Model

_K, _S = StatementKind, Subject
_HIGHER_STANDARD = re.compile(r"\b(?:nong thon moi|ntm) (?:nang cao|kieu mau|hien dai)\b")
Bounds = tuple[int | None, int | None]


class LeftOut(StrEnum):
    """Vì sao một câu không được xét chung."""

    DOUBTFUL = "doubtful"
    UNKNOWN_UNIT = "unknown_unit"
    UNKNOWN_CRITERION = "unknown_criterion"
    OTHER_BASE = "other_base"
    OTHER_STANDARD = "other_standard"
    OTHER_TIME = "other_time"
    NOT_A_COUNT = "not_a_count"
    UNSETTLED = "unsettled"


class Sense(StrEnum):
    """Cách hiểu một con số: the state at the start or the end, or what the period adds."""

    START = "start"
    END = "end"
    GAINED = "gained"


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read the figure of a sentence: the quantity that it states lies in these bounds."""

    sense: Sense
    quantity: Expr
    bounds: Bounds


@dataclass(frozen=True, slots=True)
class Fixed:
    """Cells or counts that hold however the figure is read."""

    quantity: Expr
    bounds: Bounds
    premise: Premise | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement as constraints: all of `fixed`, and one of `readings` where there are any."""

    statement: Statement
    moment: Moment
    readings: tuple[Reading, ...] = ()
    fixed: tuple[Fixed, ...] = ()
    over: int | None = None  # a mean's number of communes: the quantity is the total

    @property
    def group(self) -> str:
        return group_of(self.statement.id)

    def add_to(self, model: Model) -> None:
        for each in self.fixed:
            groups = [self.group] + ([each.premise.group] if each.premise else [])
            model.add(each.quantity, low=each.bounds[0], high=each.bounds[1], groups=groups)
        if len(self.readings) == 1:
            only = self.readings[0]
            model.add(only.quantity, low=only.bounds[0], high=only.bounds[1], groups=[self.group])
        elif self.readings:
            model.add_one_of(((r.quantity, *r.bounds) for r in self.readings), groups=[self.group])


def group_of(statement_id: str) -> str:
    return f"statement:{statement_id}"


def unit_key(mention: UnitMention) -> str:
    """One commune, one key: its own id, or its name where the place is in no register we know."""
    return mention.unit_id or f"name:{fold(mention.name or mention.text)}"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A statement placed in time, with the communes that "các xã còn lại" leaves out before it."""

    statement: Statement
    moment: Moment
    named_before: tuple[str, ...] = ()

    @property
    def units(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(unit_key(mention) for mention in self.statement.units))

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(c.code for c in self.statement.criteria if c.code is not None))

    @property
    def asks_for_levels(self) -> bool:
        said = self.statement
        return said.level is not None or said.kind in {_K.FLOOR, _K.CEILING}


def sentences_of(baseline: Iterable[Statement], targets: Iterable[Statement]) -> Iterator[Sentence]:
    """Statements in the order of the text, each with the communes that were promised to keep before it."""
    for said in baseline:
        yield Sentence(said, Moment.START)
    kept: list[str] = []
    for said in targets:
        yield Sentence(said, Moment.END, tuple(dict.fromkeys(kept)))
        if said.kind is _K.KEEP and said.subject is _S.COMMUNES:
            kept += [unit_key(mention) for mention in said.units]


def reason_to_leave_out(sentence: Sentence, scope: Field, *, registered: bool) -> LeftOut | None:
    """None when the sentence can be put into the table. `registered`: communes are known by id."""
    said = sentence.statement
    if said.subject not in {_S.COMMUNES, _S.CRITERION, _S.CRITERIA}:
        return LeftOut.NOT_A_COUNT
    if said.certainty is Certainty.DOUBTFUL:
        return LeftOut.DOUBTFUL
    if registered and any(mention.unit_id is None for mention in said.units):
        return LeftOut.UNKNOWN_UNIT
    if any(c.code is None or c.code not in scope.criteria for c in said.criteria):
        return LeftOut.UNKNOWN_CRITERION
    if any(c.certainty is Certainty.DOUBTFUL for c in said.criteria):
        return LeftOut.UNKNOWN_CRITERION
    if said.subject is _S.COMMUNES and _HIGHER_STANDARD.search(
        fold(f"{said.object_text} {said.source.text}")
    ):
        return LeftOut.OTHER_STANDARD
    if said.comparator is Comparator.RANGE and said.value_to is None:
        return LeftOut.UNSETTLED
    if said.rest and not sentence.named_before and said.kind is not _K.GAIN:
        return LeftOut.UNSETTLED
    base = scope.count - (len(sentence.named_before) if said.rest else 0)
    if said.of is not None and said.of != base:
        return LeftOut.OTHER_BASE
    return None


@dataclass(slots=True)
class Translator:
    """Turns sentences that were not left out into claims on one grid."""

    grid: Grid
    _blocks: tuple[int, ...] = field(default=(), init=False)

    def claim(self, sentence: Sentence) -> Claim | None:
        """None when this shape of sentence says nothing that the table can hold."""
        said = sentence.statement
        grid = self.grid
        self._blocks = grid.all_but(sentence.named_before) if said.rest else grid.everyone()
        if sentence.moment is Moment.START and said.mode is not Mode.REACH:
            return None
        if said.kind is _K.KEEP and (said.units or said.criteria):
            fixed = self._kept(sentence)
        elif said.units:
            fixed = self._named(sentence)
        else:
            fixed = ()
        readings = self._readings(sentence)
        if not fixed and not readings:
            return None
        over = grid.size(self._blocks) if said.kind is _K.AVERAGE else None
        return Claim(said, sentence.moment, readings, fixed, over)

    # --- what is said of named communes ---------------------------------------------------------

    def _kept(self, sentence: Sentence) -> tuple[Fixed, ...]:
        """Duy trì: at the end, and at the start by the meaning of the word."""
        said, grid = sentence.statement, self.grid
        ends = ((Moment.START, Premise.KEEP), (Moment.END, None))
        blocks = [grid.block_of(unit) for unit in sentence.units]
        fixed = []
        for moment, premise in ends:
            if said.subject is _S.COMMUNES:
                fixed += [Fixed(grid.at_standard(moment, [b]), (1, None), premise) for b in blocks]
            elif said.subject is _S.CRITERION:
                fixed += [
                    Fixed(grid.with_criterion(moment, code, [b]), (1, None), premise)
                    for b in blocks
                    for code in sentence.codes
                ]
        return tuple(fixed)

    def _named(self, sentence: Sentence) -> tuple[Fixed, ...]:
        """Named communes reach, or gain, the standard or named criteria."""
        said, grid, moment = sentence.statement, self.grid, sentence.moment
        adds = said.mode is Mode.ADD
        fixed: list[Fixed] = []
        for block in map(grid.block_of, sentence.units):
            if said.subject is _S.COMMUNES:
                fixed.append(Fixed(grid.at_standard(moment, [block]), (1, None)))
                if adds:
                    fixed.append(Fixed(grid.at_standard(Moment.START, [block]), (None, 0), Premise.GAIN))
                    fixed.append(Fixed(grid.reaching_standard([block]), (1, None)))
            for code in sentence.codes:
                fixed.append(Fixed(grid.with_criterion(moment, code, [block]), (1, None)))
                if adds:
                    fixed.append(Fixed(grid.gaining_criterion(code, [block]), (1, None)))
        return tuple(fixed)

    # --- what is said of numbers ----------------------------------------------------------------

    def _readings(self, sentence: Sentence) -> tuple[Reading, ...]:
        said = sentence.statement
        if said.subject is _S.CRITERIA:
            return self._of_criteria(sentence)
        if said.kind is _K.SHARE:
            return self._of_share(sentence)
        if said.kind not in {_K.COUNT, _K.TOTAL, _K.KEEP, _K.GAIN}:
            return ()
        bounds = bounds_of(said)
        if bounds is None or (said.subject is _S.CRITERION and len(sentence.codes) != 1):
            return ()
        if said.part_of is not None or (said.units and not self._counts_beyond_its_names(sentence)):
            return ()
        return self._count(sentence, bounds)

    def _counts_beyond_its_names(self, sentence: Sentence) -> bool:
        """«Có thêm 02 xã (A, B)» says that no third is added; «02 xã A, B đạt» only counts its names."""
        said = sentence.statement
        if said.kind is _K.KEEP or whole(said.value) != len(sentence.units):
            return False
        return said.mode is Mode.ADD or said.kind is _K.TOTAL or said.of is not None

    def _count(self, sentence: Sentence, bounds: Bounds) -> tuple[Reading, ...]:
        """A number of communes: «08/09 xã đạt», «có thêm 02 xã», «duy trì 6/9 xã»."""
        said, moment = sentence.statement, sentence.moment
        held = {m: self._holding(said, sentence, m) for m in Moment}
        at_end = Reading(Sense.END, held[Moment.END], bounds)
        at_start = Reading(Sense.START, held[Moment.START], bounds)
        gained = Reading(Sense.GAINED, self._gaining(said, sentence), bounds)
        if moment is Moment.START:
            return (at_start,)
        if said.kind is _K.TOTAL and said.mode is Mode.REACH:
            return (at_end,)
        if said.mode is Mode.ADD:
            return (gained,) if said.of is None else (gained, at_end)
        if said.mode is Mode.KEEP:
            # "Duy trì 6/9": those that have it now, or all that shall have it at the end.
            least = (bounds[0], None)
            if said.of is None:
                return (Reading(Sense.END, held[Moment.END], least),)
            return (at_end, at_start)
        # "Có 02 xã đạt" without a base may count those that the period adds.
        return (at_end,) if said.of is not None or said.all_units else (at_end, gained)

    def _holding(self, said: Statement, sentence: Sentence, moment: Moment) -> Expr:
        if said.subject is _S.COMMUNES:
            return self.grid.at_standard(moment, self._blocks)
        return self.grid.with_criterion(moment, sentence.codes[0], self._blocks)

    def _gaining(self, said: Statement, sentence: Sentence) -> Expr:
        if said.subject is _S.COMMUNES:
            return self.grid.reaching_standard(self._blocks)
        return self.grid.gaining_criterion(sentence.codes[0], self._blocks)

    def _of_share(self, sentence: Sentence) -> tuple[Reading, ...]:
        """A percentage of all communes. A promised share below 100% is met by more, too."""
        said, moment = sentence.statement, sentence.moment
        count = self.grid.size(self._blocks)
        wrong_shape = said.subject is _S.CRITERION and len(sentence.codes) != 1
        if said.value is None or said.units or wrong_shape or said.mode is Mode.ADD:
            return ()
        if not (said.all_units or said.rest):
            return ()
        low, high = counts_of_share(said.value, count, said.decimals)
        if said.comparator is Comparator.AT_MOST:
            bounds: Bounds = (None, math.floor(Fraction(said.value) * count / 100))
        elif moment is Moment.END or said.comparator is Comparator.AT_LEAST:
            bounds = (min(low, count), None)
        elif low <= high and said.comparator is Comparator.EQUAL:
            bounds = (low, high)
        else:
            return ()
        sense = Sense.END if moment is Moment.END else Sense.START
        return (Reading(sense, self._holding(said, sentence, moment), bounds),)

    def _of_criteria(self, sentence: Sentence) -> tuple[Reading, ...]:
        """Numbers of criteria: of one commune, of all together, their mean, and communes by level."""
        said, grid, moment = sentence.statement, self.grid, sentence.moment
        sense = Sense.END if moment is Moment.END else Sense.START
        if said.kind is _K.AVERAGE:
            return self._of_mean(said, moment, sense)
        bounds = bounds_of(said)
        if bounds is None:
            return ()
        if said.kind in {_K.FLOOR, _K.CEILING}:
            return self._of_limit(said, moment, sense)
        if said.level is not None:
            return self._of_level(said, moment, sense, bounds)
        if said.units and said.kind not in {_K.KEEP, _K.TOTAL}:
            if len(sentence.units) != 1 or (said.criteria and whole(said.value) != len(sentence.codes)):
                return ()
            blocks: tuple[int, ...] = (grid.block_of(sentence.units[0]),)
        elif said.kind is _K.TOTAL and not said.units:
            blocks = self._blocks
        else:
            return ()
        if said.mode is Mode.ADD:
            return (Reading(Sense.GAINED, grid.gained(blocks), bounds),)
        return (Reading(sense, grid.criteria(moment, blocks), bounds),)

    def _of_mean(self, said: Statement, moment: Moment, sense: Sense) -> tuple[Reading, ...]:
        if said.value is None or said.units or said.mode is Mode.ADD:
            return ()
        low, high = totals_of_mean(said.value, self.grid.size(self._blocks), said.decimals)
        bounds: Bounds = (
            None if said.comparator is Comparator.AT_MOST else low,
            None if said.comparator is Comparator.AT_LEAST else high,
        )
        if said.comparator is Comparator.RANGE:
            return ()
        return (Reading(sense, self.grid.criteria(moment, self._blocks), bounds),)

    def _of_limit(self, said: Statement, moment: Moment, sense: Sense) -> tuple[Reading, ...]:
        """No commune below, or above, so many criteria: none stands at the levels beyond."""
        value = whole(said.value)
        if value is None or said.units or not 0 <= value <= len(self.grid.field.criteria):
            return ()
        most = len(self.grid.field.criteria)
        beyond = range(value) if said.kind is _K.FLOOR else range(value + 1, most + 1)
        return (Reading(sense, self.grid.at_levels(moment, beyond, self._blocks), (0, 0)),)

    def _of_level(self, said: Statement, moment: Moment, sense: Sense, bounds: Bounds) -> tuple[Reading, ...]:
        level, most = whole(said.level), len(self.grid.field.criteria)
        if level is None or said.units or said.mode is not Mode.REACH or not 0 <= level <= most:
            return ()
        if said.level_to is not None:
            last = whole(said.level_to)
            if last is None or not level <= last <= most:
                return ()
            band = range(level, last + 1)
            return (Reading(sense, self.grid.at_levels(moment, band, self._blocks), bounds),)
        if said.comparator is Comparator.EQUAL:
            return (Reading(sense, self.grid.at_levels(moment, [level], self._blocks), bounds),)
        if said.comparator is Comparator.AT_LEAST:
            # "At least" may go with the communes or with the level; this holds under both.
            levels = range(level, most + 1)
            return (Reading(sense, self.grid.at_levels(moment, levels, self._blocks), (bounds[0], None)),)
        return ()


def bounds_of(said: Statement) -> Bounds | None:
    value = whole(said.value)
    if value is None or value < 0:
        return None
    if said.comparator is Comparator.AT_LEAST:
        return value, None
    if said.comparator is Comparator.AT_MOST:
        return None, value
    if said.comparator is Comparator.RANGE:
        top = whole(said.value_to)
        return None if top is None or top < value else (value, top)
    return value, value
