"""What follows from all statements together though none of them says it.

A count is implied when its least and its greatest possible value are the same. What the rows fix
by themselves is known without the solver, and the rest is asked in the smaller model that this
leaves. Solutions met on the way are kept: a count that differs between two of them is not implied,
and is not asked about.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from chungsuc.core.statements import StatementKind, Subject
from chungsuc.reasoning.conflicts import Question, irreducible
from chungsuc.reasoning.engine import Values
from chungsuc.reasoning.grid import Grid, Moment, Premise
from chungsuc.reasoning.model import Expr, row, total
from chungsuc.reasoning.sentences import Claim, Reading, group_of, unit_key
from chungsuc.reasoning.solver import Clock, Solver

_TIME_TO_TRACE = 0.5  # on which sentences the counts rest, all counts together; a longer search is left


class FactKind(StrEnum):
    TOTAL = "total"  # criteria of all communes together
    GAINED = "gained"  # criteria that the period adds
    UNNAMED = "unnamed"  # criteria of the gaining communes at the end that no list names
    STANDARD = "standard"  # communes at the standard
    LEVEL = "level"  # communes at exactly `level` criteria; all levels of the moment are known
    CRITERION = "criterion"  # communes that meet one criterion
    UNIT = "unit"  # criteria that one commune meets


@dataclass(frozen=True, slots=True)
class Fact:
    """Suy ra: a count that can have one value only."""

    kind: FactKind
    moment: Moment
    value: int
    criterion: str | None = None
    unit: str | None = None
    units: tuple[str, ...] = ()
    level: int | None = None
    statements: tuple[str, ...] = ()  # ids of those that it rests on; empty where it was not traced
    premises: tuple[Premise, ...] = ()


@dataclass(frozen=True, slots=True)
class _Count:
    fact: Fact  # with the value still open
    expr: Expr
    traced: bool = True


def implied_facts(
    solver: Solver, grid: Grid, claims: Mapping[str, Claim], premises: tuple[Premise, ...], clock: Clock
) -> tuple[Fact, ...]:
    """Counts with one possible value, those that a sentence states itself left out."""
    if not claims:
        return ()
    solver.clock = clock
    seeker = _Seeker(solver, claims, premises)
    if not seeker.look_around(grid):
        return ()
    stated = {
        _key(r.quantity) for c in claims.values() if c.over is None for r in c.readings if _is_exact(r, grid)
    }
    counts = [count for count in _counts(grid, claims) if _key(count.expr) not in stated]
    found = [fact for count in counts if (fact := seeker.fact(count)) is not None]
    for moment in sorted(grid.by_level):
        found += seeker.distribution(grid, moment, stated)
    return tuple(found)


def _is_exact(reading: Reading, grid: Grid) -> bool:
    """ "All 9 of 9" says a count as plainly as "7"; a mean does not say its total."""
    low, high = reading.bounds
    return low is not None and low in {high, grid.model.range_of(reading.quantity)[1]}


def _key(expr: Expr) -> tuple[tuple[int, int], ...]:
    return tuple(sorted((variable, c) for variable, c in expr.terms.items() if c))


def _counts(grid: Grid, claims: Mapping[str, Claim]) -> Iterator[_Count]:
    everyone = grid.everyone()
    for moment in Moment:
        yield _Count(Fact(FactKind.TOTAL, moment, 0), grid.criteria(moment, everyone))
    yield _Count(Fact(FactKind.GAINED, Moment.END, 0), grid.gained(everyone), traced=False)
    gaining = _gaining(claims)
    if gaining:
        blocks = [grid.block_of(unit) for unit in gaining]
        unnamed = grid.criteria(Moment.END, blocks) - grid.gained(blocks)
        yield _Count(Fact(FactKind.UNNAMED, Moment.END, 0, units=gaining), unnamed)
    for moment in Moment:
        yield _Count(Fact(FactKind.STANDARD, moment, 0), grid.at_standard(moment, everyone), traced=False)
    for codes in grid.classes:
        for moment in Moment if len(codes) == 1 else ():
            fact = Fact(FactKind.CRITERION, moment, 0, criterion=codes[0])
            yield _Count(fact, grid.with_criterion(moment, codes[0], everyone), traced=False)
    kept = {unit_key(m) for c in claims.values() if _is_at_standard(c) for m in c.statement.units}
    for index, block in enumerate(grid.blocks):
        for moment in Moment if block.unit is not None and block.unit not in kept else ():
            fact = Fact(FactKind.UNIT, moment, 0, unit=block.unit)
            yield _Count(fact, grid.criteria(moment, [index]), traced=False)


def _gaining(claims: Mapping[str, Claim]) -> tuple[str, ...]:
    lists = (c.statement for c in claims.values() if c.statement.kind is StatementKind.GAIN)
    of_criteria = (said for said in lists if said.subject in {Subject.CRITERIA, Subject.CRITERION})
    return tuple(dict.fromkeys(unit_key(mention) for said in of_criteria for mention in said.units))


def _is_a_list_of_gains(claim: Claim) -> bool:
    return bool(claim.statement.units) and claim.statement.kind is StatementKind.GAIN


def _is_at_standard(claim: Claim) -> bool:
    return claim.statement.subject is Subject.COMMUNES


class _Seeker:
    def __init__(self, solver: Solver, claims: Mapping[str, Claim], premises: tuple[Premise, ...]) -> None:
        self.solver = solver
        self.claims = claims
        self.premises = premises
        self.groups = frozenset(map(group_of, claims)) | {premise.group for premise in premises}
        self.seen: list[tuple[int, ...]] = []
        self.points: list[Values] = []  # of the smaller model, in fractions
        self.smaller = solver.narrowed(self.groups)
        self.tracing: Clock | None = None

    def fact(self, count: _Count) -> Fact | None:
        value = self.only_value(count.expr)
        if value is None:
            return None
        statements, premises = self.support(count.expr, value) if count.traced else ((), ())
        fact = count.fact
        return Fact(
            fact.kind,
            fact.moment,
            value,
            fact.criterion,
            fact.unit,
            fact.units,
            fact.level,
            statements,
            premises,
        )

    def only_value(self, expr: Expr) -> int | None:
        if self.smaller is None:
            return None
        smaller, solver = self.smaller
        fixed = smaller.only_value(expr)
        if fixed is not None:
            return fixed
        value = expr.value(self.seen[0])
        if any(expr.value(solution) != value for solution in self.seen):
            return None
        left = smaller.expr(expr)
        if any(abs(left.at(point) - value) >= 1 for point in self.points):
            return None
        for direction in (1, -1):
            found = solver.lower_bound(left * direction, ())
            self.solver.questions += 1
            if found is None:
                return None
            self.points.append(found[1])
            if found[0] != value * direction:
                return None
        return value

    def look_around(self, grid: Grid) -> bool:
        """A table, and a few points that lie far apart; False when there is none, or no time.

        Pulling every other commune, or every other criterion, up and the rest down moves most counts.
        """
        by_unit = [grid.criteria(m, [b]) * (1 if b % 2 else -1) for m in Moment for b in grid.everyone()]
        by_code = [
            grid.with_criterion(m, codes[0], grid.everyone()) * (1 if place % 2 else -1)
            for m in Moment
            for place, codes in enumerate(grid.classes)
            if len(codes) == 1
        ]
        one = self.solver.solve(self.groups)
        if not isinstance(one, tuple) or self.smaller is None:
            return False
        smaller, solver = self.smaller
        self.seen.append(one)
        for pull in (total(by_unit), total(by_code)):
            for direction in (1, -1):
                found = solver.lower_bound(smaller.expr(pull) * direction, ())
                self.solver.questions += 1
                if found is not None:
                    self.points.append(found[1])
        return True

    def support(self, expr: Expr, value: int) -> tuple[tuple[str, ...], tuple[Premise, ...]]:
        """Statements and premises without which the count could be another; totals before lists of names."""
        self.tracing = self.tracing or Clock(_TIME_TO_TRACE)
        all_along, self.solver.clock = self.solver.clock, self.tracing
        needed = self._needed(expr, value)
        self.solver.clock = all_along
        statements = tuple(each for each in self.claims if group_of(each) in needed)
        return statements, tuple(premise for premise in Premise if premise.group in needed)

    def _needed(self, expr: Expr, value: int) -> frozenset[str]:
        premises = [premise.group for premise in reversed(self.premises)]
        lists = [group_of(each) for each, claim in self.claims.items() if _is_a_list_of_gains(claim)]
        others = [group_of(each) for each in self.claims if group_of(each) not in lists]
        needed: frozenset[str] = frozenset()
        for other in (row(expr, high=value - 1), row(expr, low=value + 1)):
            for candidates in ([*premises, *others], [*premises, *lists, *others]):
                core = irreducible(Question(self.solver, candidates, lambda _: 1, (other,), quickly=True))
                if core is not None:
                    needed |= core
                    break
        return needed

    def distribution(
        self, grid: Grid, moment: Moment, stated: set[tuple[tuple[int, int], ...]]
    ) -> list[Fact]:
        """How many communes stand at each number of criteria, where all of it is determined."""
        everyone = grid.everyone()
        facts: list[Fact] = []
        counted = 0
        for level in range(len(grid.field.criteria) + 1):
            expr = grid.at_levels(moment, [level], everyone)
            if not expr.value(self.seen[-1]):
                continue
            value = self.only_value(expr)
            if value is None:
                return []
            counted += value
            if _key(expr) not in stated:
                statements, premises = self.support(expr, value)
                facts.append(
                    Fact(FactKind.LEVEL, moment, value, level=level, statements=statements, premises=premises)
                )
        return facts if counted == grid.field.count else []
