"""The solver against every table there is, on districts small enough to list them all.

`Table` says what each sentence means a second time, on one concrete table, so that a fault in
the constraints cannot hide behind itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from unittest.mock import patch

import pytest
from hand_made import Plan
from hypothesis import given, settings
from hypothesis import strategies as st

from chungsuc.core.statements import Mode, Statement, StatementKind, Subject
from chungsuc.reasoning import Field, examine

UNITS = ("A", "B", "C")
CODES = ("1", "2")
SCOPE = Field(3, CODES)


@dataclass(frozen=True)
class Table:
    """Cells met at the start and at the end; communes that hold the standard at each."""

    start: frozenset[tuple[str, str]]
    end: frozenset[tuple[str, str]]
    held_then: frozenset[str]
    held_now: frozenset[str]

    def says(self, said: Statement, *, then: bool) -> bool:
        """Whether the sentence is true of this table, under any of its readings."""
        cells, held = (self.start, self.held_then) if then else (self.end, self.held_now)
        new_cells, new_held = self.end - self.start, self.held_now - self.held_then
        units = {mention.name for mention in said.units}
        codes = [mention.code for mention in said.criteria]
        value = None if said.value is None else int(said.value)
        if said.kind is StatementKind.KEEP:
            return units <= self.held_then & self.held_now
        if said.kind is StatementKind.GAIN and said.subject is Subject.COMMUNES:
            return units <= new_held and len(new_held) == value
        if said.kind is StatementKind.GAIN:
            (unit,) = units
            listed = {(unit, code) for code in codes}
            return listed <= new_cells and sum(cell[0] == unit for cell in new_cells) == value
        if said.kind is StatementKind.FLOOR:
            return all(sum(cell[0] == unit for cell in cells) >= value for unit in UNITS)
        if said.kind is StatementKind.TOTAL:
            return len(new_cells if said.mode is Mode.ADD else cells) == value
        if said.level is not None:
            return sum(sum(c[0] == unit for c in cells) == said.level for unit in UNITS) == value
        if said.subject is Subject.COMMUNES:
            return len(held) == value or (not then and said.of is None and len(new_held) == value)
        return self._counts(said, codes[0], value, then=then)

    def _counts(self, said: Statement, code: str, value: int, *, then: bool) -> bool:
        had, has, gained = (
            sum(cell[1] == code for cell in cells) for cells in (self.start, self.end, self.end - self.start)
        )
        if then:
            return had == value
        if said.mode is Mode.ADD:
            return gained == value or (said.of is not None and has == value)
        if said.mode is Mode.KEEP:
            return value in {had, has}
        return has == value or (said.of is None and gained == value)


@lru_cache(maxsize=1)
def tables() -> list[Table]:
    """Every table in which no commune loses what it has, and the standard is all criteria."""
    cells = list(product(UNITS, CODES))
    found = []
    for states in product(((), ("end",), ("start", "end")), repeat=len(cells)):
        start = frozenset(c for c, s in zip(cells, states, strict=True) if "start" in s)
        end = frozenset(c for c, s in zip(cells, states, strict=True) if "end" in s)
        found.extend(
            Table(start, end, held_then, held_now)
            for held_then in subsets(full(start))
            for held_now in subsets(full(end))
            if held_then <= held_now
        )
    return found


def full(cells):
    return [unit for unit in UNITS if all((unit, code) in cells for code in CODES)]


def subsets(units):
    return [
        frozenset(u for u, t in zip(units, taken, strict=True) if t)
        for taken in product((0, 1), repeat=len(units))
    ]


sentence = st.one_of(
    st.tuples(st.just("keep"), st.sets(st.sampled_from(UNITS), min_size=1, max_size=2)),
    st.tuples(st.just("gain_standard"), st.sets(st.sampled_from(UNITS), min_size=1, max_size=2)),
    st.tuples(st.just("gain"), st.sampled_from(UNITS), st.sets(st.sampled_from(CODES), min_size=1)),
    st.tuples(
        st.just("count"),
        st.sampled_from(CODES),
        st.integers(0, 3),
        st.sampled_from([None, 3]),
        st.sampled_from(list(Mode)),
    ),
    st.tuples(st.just("then"), st.sampled_from(CODES), st.integers(0, 3)),
    st.tuples(st.just("total"), st.integers(0, 6)),
    st.tuples(st.just("total then"), st.integers(0, 6)),
    st.tuples(st.just("added"), st.integers(0, 4)),
    st.tuples(st.just("floor"), st.integers(0, 2)),
    st.tuples(st.just("level then"), st.integers(0, 3), st.integers(0, 2)),
    st.tuples(st.just("communes"), st.integers(0, 3), st.sampled_from([None, 3])),
)


def plan_of(sentences) -> Plan:
    plan = Plan()
    say = {
        "keep": lambda names: plan.keep(*sorted(names)),
        "gain_standard": lambda names: plan.gain_standard(*sorted(names)),
        "gain": lambda name, codes: plan.gain(name, *sorted(codes)),
        "count": lambda code, value, of, mode: plan.count(code, value, 3 if mode is Mode.KEEP else of, mode),
        "then": lambda code, value: plan.count(code, value, at=2021),
        "total": plan.total,
        "total then": lambda value: plan.total(value, at=2021),
        "added": plan.added,
        "floor": plan.floor,
        "level then": lambda value, level: plan.level(value, level, at=2021),
        "communes": lambda value, of: plan.communes(value, of=of),
    }
    for name, *figures in sentences:
        say[name](*figures)
    return plan


def true_in(plan: Plan, table: Table, without=()) -> bool:
    then = all(table.says(said, then=True) for said in plan.baseline if said.id not in without)
    return then and all(table.says(said, then=False) for said in plan.targets if said.id not in without)


@settings(max_examples=25, deadline=None)
@given(st.lists(sentence, min_size=1, max_size=7))
def test_a_conflict_is_found_exactly_when_no_table_fits(sentences):
    plan = plan_of(sentences)
    result = examine(plan.baseline, plan.targets, SCOPE, seconds=None)
    assert result.finished
    fits = any(true_in(plan, table) for table in tables())
    assert (not result.conflicts) is fits
    for conflict in result.conflicts:
        others = {said.id for said in (*plan.baseline, *plan.targets)} - set(conflict.statements)
        assert not any(true_in(plan, table, without=others) for table in tables())
        assert conflict.proved_smallest
        assert conflict.certified
    # Without the sentences that were set aside, all the rest fits.
    aside = {conflict.set_aside for conflict in result.conflicts}
    assert any(true_in(plan, table, without=aside) for table in tables())


@settings(max_examples=25, deadline=None)
@given(st.lists(sentence, min_size=1, max_size=7))
def test_communes_counted_together_are_never_accused(sentences):
    """Above a size, unnamed communes share their cells: that may hide a conflict and never makes one."""
    plan = plan_of(sentences)
    with patch("chungsuc.reasoning.grid.SPLIT_LIMIT", 0):
        result = examine(plan.baseline, plan.targets, SCOPE, seconds=None)
    for conflict in result.conflicts:
        others = {said.id for said in (*plan.baseline, *plan.targets)} - set(conflict.statements)
        assert not any(true_in(plan, table, without=others) for table in tables())


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_what_is_implied_holds_in_every_table_that_fits(data):
    truth = data.draw(st.sampled_from(tables()))
    drawn = data.draw(st.lists(sentence, min_size=1, max_size=12))
    plan = plan_of(drawn)
    plan.baseline = [said for said in plan.baseline if truth.says(said, then=True)]
    plan.targets = [said for said in plan.targets if truth.says(said, then=False)]
    result = examine(plan.baseline, plan.targets, SCOPE, seconds=None)
    assert not result.conflicts
    fitting = [table for table in tables() if true_in(plan, table)]
    for fact in result.facts:
        assert {value_of(fact, table) for table in fitting} == {fact.value}


def value_of(fact, table):
    cells = table.start if fact.moment == "start" else table.end
    unnamed = {cell for cell in table.end if f"u-{cell[0]}" in fact.units} - (table.end - table.start)
    return {
        "total": lambda: len(cells),
        "gained": lambda: len(table.end - table.start),
        "unnamed": lambda: len(unnamed),
        "standard": lambda: len(table.held_then if fact.moment == "start" else table.held_now),
        "criterion": lambda: sum(cell[1] == fact.criterion for cell in cells),
        "unit": lambda: sum(f"u-{cell[0]}" == fact.unit for cell in cells),
        "level": lambda: sum(sum(c[0] == unit for c in cells) == fact.level for unit in UNITS),
    }[fact.kind]()


@pytest.mark.parametrize("count", [3, 40, 124])
def test_the_search_does_not_grow_with_communes_that_no_sentence_tells_apart(count):
    def questions(size):
        plan = Plan()
        plan.keep("A", "B")
        plan.gain("C", "5", "6")
        plan.count("5", 2, size, Mode.REACH)
        plan.mean("10.00")
        return examine(
            plan.baseline, plan.targets, Field(size, tuple(map(str, range(1, 20)))), seconds=None
        ).questions

    assert questions(count) <= 2 * questions(3)
