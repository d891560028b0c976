"""Whole-number constraints in named groups: what the solver is asked, free of any solver.

A row is in force while every group it belongs to is in force. A statement of the text is one
group, a premise that the text does not say is another; a row without a group is a definition
and always holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Expr:
    """A linear expression over the variables of a `Model`, with whole coefficients."""

    terms: Mapping[int, int] = field(default_factory=dict)
    constant: int = 0

    def __add__(self, other: Expr | int) -> Expr:
        if isinstance(other, int):
            return Expr(self.terms, self.constant + other)
        terms = dict(self.terms)
        for variable, coefficient in other.terms.items():
            terms[variable] = terms.get(variable, 0) + coefficient
        return Expr(terms, self.constant + other.constant)

    def __sub__(self, other: Expr | int) -> Expr:
        return self + (other * -1)

    def __mul__(self, factor: int) -> Expr:
        return Expr({variable: c * factor for variable, c in self.terms.items()}, self.constant * factor)

    def value(self, solution: tuple[int, ...]) -> int:
        return self.constant + sum(c * solution[variable] for variable, c in self.terms.items())

    def at(self, point: Sequence[float]) -> float:
        """The value at a point in fractions."""
        return self.constant + sum(c * float(point[variable]) for variable, c in self.terms.items())


def total(parts: Iterable[Expr]) -> Expr:
    terms: dict[int, int] = {}
    constant = 0
    for part in parts:
        constant += part.constant
        for variable, coefficient in part.terms.items():
            terms[variable] = terms.get(variable, 0) + coefficient
    return Expr(terms, constant)


@dataclass(frozen=True, slots=True)
class Row:
    """`low` ≤ expression ≤ `high`; None is no bound. The expression's constant is folded in."""

    terms: Mapping[int, int]
    low: int | None
    high: int | None
    groups: frozenset[str]

    def holds(self, solution: tuple[int, ...]) -> bool:
        value = sum(c * solution[variable] for variable, c in self.terms.items())
        return (self.low is None or self.low <= value) and (self.high is None or value <= self.high)


@dataclass(slots=True)
class Model:
    """Whole-number variables between bounds, and rows over them."""

    lowers: list[int] = field(default_factory=list)
    uppers: list[int] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    switches: list[int] = field(default_factory=list)  # variables that choose between readings

    def variable(self, low: int, high: int) -> Expr:
        self.lowers.append(low)
        self.uppers.append(high)
        return Expr({len(self.lowers) - 1: 1})

    def add(
        self, expr: Expr, *, low: int | None = None, high: int | None = None, groups: Iterable[str] = ()
    ) -> None:
        self.rows.append(row(expr, low=low, high=high, groups=groups))

    def range_of(self, expr: Expr) -> tuple[int, int]:
        """The least and greatest value that the bounds of the variables alone allow."""
        least = greatest = expr.constant
        for variable, c in expr.terms.items():
            ends = (c * self.lowers[variable], c * self.uppers[variable])
            least += min(ends)
            greatest += max(ends)
        return least, greatest

    def add_one_of(
        self, alternatives: Iterable[tuple[Expr, int | None, int | None]], *, groups: Iterable[str]
    ) -> None:
        """At least one of the alternatives (expression, low, high) holds: a sentence with two readings."""
        groups = frozenset(groups)
        chosen = []
        for expr, low, high in alternatives:
            switch = self.variable(0, 1)
            self.switches += switch.terms
            least, greatest = self.range_of(expr)
            # With the switch off a bound slackens to what the variables allow anyway.
            if low is not None and least < low:
                self.add(expr + switch * (least - low), low=least, groups=groups)
            if high is not None and greatest > high:
                self.add(expr + switch * (greatest - high), high=greatest, groups=groups)
            chosen.append(switch)
        self.add(total(chosen), low=1, groups=groups)


def row(expr: Expr, *, low: int | None = None, high: int | None = None, groups: Iterable[str] = ()) -> Row:
    return Row(
        terms={variable: c for variable, c in expr.terms.items() if c},
        low=None if low is None else low - expr.constant,
        high=None if high is None else high - expr.constant,
        groups=frozenset(groups),
    )
