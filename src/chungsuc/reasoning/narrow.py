"""What rows in force fix by themselves, in whole numbers and without any solver.

Row after row tightens the bounds of its variables until nothing moves. What has one value left
is no variable any more, and a row that can no longer fail is dropped, so that a consistent plan
is asked about in a model of a fraction of the size. Every solution of the rows is kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from chungsuc.reasoning.model import Expr, Model, Row

_ROUNDS = 60
_Whole = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Narrowed:
    """A smaller model with the same solutions, and the way from the one to the other."""

    model: Model
    lowers: tuple[int, ...]  # of the full model, tightened
    uppers: tuple[int, ...]
    place: dict[int, int]  # variable of the full model → variable of this one

    def only_value(self, expr: Expr) -> int | None:
        """The value of the count where the bounds alone leave one."""
        if any(self.lowers[v] != self.uppers[v] for v, c in expr.terms.items() if c):
            return None
        return expr.value(self.lowers)

    def expr(self, expr: Expr) -> Expr:
        """The same count over the variables that are left."""
        constant = expr.constant
        terms: dict[int, int] = {}
        for variable, c in expr.terms.items():
            if variable in self.place:
                terms[self.place[variable]] = c
            else:
                constant += c * self.lowers[variable]
        return Expr(terms, constant)

    def full(self, solution: tuple[int, ...]) -> tuple[int, ...]:
        """The solution of the full model."""
        return tuple(
            solution[self.place[v]] if v in self.place else value for v, value in enumerate(self.lowers)
        )


def narrowed(model: Model, groups: frozenset[str]) -> Narrowed | None:
    """The model with `groups` in force; None where the bounds alone show that nothing satisfies them."""
    rows = [row for row in model.rows if row.groups <= groups]
    bounds = _tightened(_bounds_of(model), rows)
    if bounds is None:
        return None
    lows, highs = (tuple(each.tolist()) for each in bounds)
    smaller = Model()
    place = {}
    for variable, (low, high) in enumerate(zip(lows, highs, strict=True)):
        if low != high:
            place[variable] = len(smaller.lowers)
            smaller.variable(low, high)
    result = Narrowed(smaller, lows, highs, place)
    smaller.switches = [place[switch] for switch in model.switches if switch in place]
    for row in rows:
        left = result.expr(Expr(row.terms))
        least, greatest = smaller.range_of(left)
        low = None if row.low is None or row.low <= least else row.low
        high = None if row.high is None or greatest <= row.high else row.high
        if low is not None or high is not None:
            smaller.add(left, low=low, high=high)
    return result


def clashing(model: Model, groups: frozenset[str], others: Iterable[str]) -> list[str]:
    """Those of `others` that each alone, on top of `groups`, already leave no value for a variable."""
    bounds = _tightened(_bounds_of(model), [row for row in model.rows if row.groups <= groups])
    if bounds is None:
        return []
    found = []
    for other in others:
        more = groups | {other}
        rows = [row for row in model.rows if other in row.groups and row.groups <= more]
        if _tightened(bounds, rows) is None:
            found.append(other)
    return found


def _bounds_of(model: Model) -> tuple[_Whole, _Whole]:
    return np.array(model.lowers, dtype=np.int64), np.array(model.uppers, dtype=np.int64)


def _tightened(bounds: tuple[_Whole, _Whole], rows: Sequence[Row]) -> tuple[_Whole, _Whole] | None:
    lows, highs = (each.copy() for each in bounds)
    # Every row as "sum at most": a lower bound is an upper bound of the negated row.
    sides = [(row.terms, 1, row.high) for row in rows if row.high is not None]
    sides += [(row.terms, -1, -row.low) for row in rows if row.low is not None]
    variables = np.array([v for terms, _, _ in sides for v in terms], dtype=np.int64)
    factors = np.array([sign * c for terms, sign, _ in sides for c in terms.values()], dtype=np.int64)
    owners = np.repeat(np.arange(len(sides)), [len(terms) for terms, _, _ in sides])
    limits = np.array([limit for _, _, limit in sides], dtype=np.int64)
    rising = factors > 0
    for _ in range(_ROUNDS):
        least = factors * np.where(rising, lows[variables], highs[variables])
        sums = np.zeros(len(sides), dtype=np.int64)
        np.add.at(sums, owners, least)
        if np.any(sums > limits):
            return None
        room = (limits - sums)[owners] + least  # what this term may be at most
        before = lows.copy(), highs.copy()
        np.minimum.at(highs, variables[rising], room[rising] // factors[rising])
        falling = ~rising
        np.maximum.at(lows, variables[falling], -(room[falling] // -factors[falling]))
        if np.any(lows > highs):
            return None
        if np.array_equal(before[0], lows) and np.array_equal(before[1], highs):
            break
    return lows, highs
