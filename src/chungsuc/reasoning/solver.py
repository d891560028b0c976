"""HiGHS behind a narrow door: are these groups satisfiable, and between which bounds is a count?

Each question goes first to the relaxation, which starts warm from the last answer: what has no
solution in fractions has none in whole numbers, and a vertex that is whole is an answer. Only
what is left is searched in whole numbers. An answer that was not finished in time is None, and
None is never read as a contradiction. Every row in force is checked again in whole numbers, so
"consistent" never rests on floating point; `certificate` does the same for "contradictory".
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterable, Sequence

import highspy
import numpy as np

from chungsuc.core.errors import ChungsucError
from chungsuc.reasoning.model import Expr, Model, Row

Answer = tuple[int, ...] | bool | None
_INFINITY = highspy.kHighsInf
_WHOLE = 1e-6
_PATIENCE = 5  # wall time for one second of computing, on a busy machine
_NOTHING_FITS = {
    highspy.HighsModelStatus.kInfeasible,
    highspy.HighsModelStatus.kUnboundedOrInfeasible,  # every variable here is bounded
}


class SolverError(ChungsucError):
    """The solver refused the model or broke off: a fault of ours, told plainly."""


class Clock:
    """The computing time that may still be spent. Without a limit it never runs out.

    It is this thread's own time: a busy machine answers later, and not differently.
    """

    def __init__(self, seconds: float | None) -> None:
        self._end = None if seconds is None else time.thread_time() + seconds

    def left(self) -> float:
        return _INFINITY if self._end is None else max(0.0, self._end - time.thread_time())

    @property
    def is_over(self) -> bool:
        return self.left() <= 0.0


class Solver:
    """One model, asked many times with different groups in force."""

    def __init__(self, model: Model, clock: Clock) -> None:
        self.model = model
        self.clock = clock
        self.questions = 0
        self._rows = _Rows(model.rows)
        self._relaxed = _Engine(model, whole=False)
        self._searching: _Engine | None = None  # made when the first question needs it
        self._blame: frozenset[str] | None = None

    def solve(self, groups: Iterable[str], extra: Iterable[Row] = ()) -> Answer:
        """A solution with `groups` and `extra` in force; False when there is none, None when out of time."""
        return self._ask(frozenset(groups), tuple(extra), None)

    def is_contradictory(self, groups: Iterable[str], extra: Iterable[Row] = ()) -> bool:
        """True only when the solver has proved that no solution exists."""
        return self.solve(groups, extra) is False

    def minimise(
        self, expr: Expr, groups: Iterable[str] = (), extra: Iterable[Row] = ()
    ) -> tuple[int, ...] | None:
        """A solution with the least value of `expr`; None when there is none, or no time."""
        solution = self._ask(frozenset(groups), tuple(extra), expr)
        return solution if isinstance(solution, tuple) else None

    def range_of(self, expr: Expr, groups: Iterable[str]) -> tuple[int, int] | None:
        """Whole numbers that the count surely lies between: the bounds of the relaxation, rounded inwards.

        None when there is no solution or no time. Much quicker than `least` and `greatest`, which
        may lie closer together.
        """
        in_force = frozenset(groups)
        ends = []
        for direction in (1, -1):
            self.questions += 1
            values = None if self.clock.is_over else self._bound(expr * direction, in_force)
            if values is None:
                return None
            ends.append(math.ceil(values - _WHOLE))
        return ends[0], -ends[1]

    def _bound(self, expr: Expr, groups: frozenset[str]) -> float | None:
        values = self._relaxed.run(groups, (), expr, self.clock.left())
        if values is None or isinstance(values, bool):
            return None
        return expr.constant + sum(c * values[variable] for variable, c in expr.terms.items())

    def least(self, expr: Expr, groups: Iterable[str], extra: Iterable[Row] = ()) -> int | None:
        solution = self.minimise(expr, groups, extra)
        return None if solution is None else expr.value(solution)

    def greatest(self, expr: Expr, groups: Iterable[str], extra: Iterable[Row] = ()) -> int | None:
        least = self.least(expr * -1, groups, extra)
        return None if least is None else -least

    def _ask(self, groups: frozenset[str], extra: tuple[Row, ...], objective: Expr | None) -> Answer:
        self.questions += 1
        for engine in self._engines():
            if self.clock.is_over:
                return None
            values = engine.run(groups, extra, objective, self.clock.left())
            if values is None and not engine.whole:
                continue  # the search in whole numbers may still know
            if values is None or values is False:
                self._blame = engine.blame() if values is False else None
                return values
            assert not isinstance(values, bool)
            rounded = tuple(round(value) for value in values)
            is_whole = all(abs(value - near) <= _WHOLE for value, near in zip(values, rounded, strict=True))
            if is_whole and self._holds(rounded, groups, extra):
                return rounded
        raise SolverError(
            "Lời giải của HiGHS không thỏa khi tính lại bằng số nguyên. Hãy báo lỗi này kèm văn bản."
        )

    def blamed(self) -> frozenset[str] | None:
        """After an answer of False: groups that are enough for it, where the relaxation knows them."""
        return self._blame

    def broken(self, solution: tuple[int, ...]) -> list[frozenset[str]]:
        """The groups of every row that the solution does not satisfy."""
        rows = self.model.rows
        return [rows[index].groups for index in self._rows.broken(solution)]

    def _engines(self) -> Iterable[_Engine]:
        yield self._relaxed
        if self._searching is None:
            self._searching = _Engine(self.model, whole=True)
        yield self._searching

    def _holds(self, values: tuple[int, ...], groups: frozenset[str], extra: Iterable[Row]) -> bool:
        model = self.model
        in_bounds = all(map(int.__le__, model.lowers, values)) and all(map(int.__le__, values, model.uppers))
        return (
            in_bounds
            and not any(each <= groups for each in self.broken(values))
            and all(each.holds(values) for each in extra)
        )


class _Rows:
    """The rows as arrays of whole numbers, to check a solution quickly and exactly."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._variables = np.array([v for each in rows for v in each.terms], dtype=np.int64)
        self._coefficients = np.array([c for each in rows for c in each.terms.values()], dtype=np.int64)
        lengths = np.array([len(each.terms) for each in rows], dtype=np.int64)
        self._owners = np.repeat(np.arange(len(rows)), lengths)
        far = 2**62
        self._lows = np.array([-far if each.low is None else each.low for each in rows], dtype=np.int64)
        self._highs = np.array([far if each.high is None else each.high for each in rows], dtype=np.int64)

    def broken(self, solution: tuple[int, ...]) -> list[int]:
        values = np.array(solution, dtype=np.int64)
        sums = np.zeros(len(self._lows), dtype=np.int64)
        np.add.at(sums, self._owners, self._coefficients * values[self._variables])
        return [int(index) for index in np.flatnonzero((sums < self._lows) | (sums > self._highs))]


class _Engine:
    """A loaded HiGHS model whose rows are switched on and off by their bounds."""

    def __init__(self, model: Model, *, whole: bool) -> None:
        self.model = model
        self.whole = whole
        self._in_force = [True] * len(model.rows)
        self._rows_of: dict[str, list[int]] = {}
        for index, each in enumerate(model.rows):
            for group in each.groups:
                self._rows_of.setdefault(group, []).append(index)
        self._groups = frozenset(self._rows_of)
        self._blamed: frozenset[str] | None = None
        self._highs = highspy.Highs()  # type: ignore[no-untyped-call]
        options: dict[str, bool | int | float | str] = {"output_flag": False, "threads": 1}
        if whole:
            # Every objective here is a whole number, so a gap below one is no gap.
            options |= {"mip_rel_gap": 0.0, "mip_abs_gap": 0.5}
        else:
            options |= {"presolve": "off", "solver": "simplex"}  # so that the last basis is the start
        for option, value in options.items():
            self._highs.setOptionValue(option, value)
        count = len(model.lowers)
        self._highs.addVars(count, np.array(model.lowers, dtype=float), np.array(model.uppers, dtype=float))
        if whole:
            kinds = np.full(count, int(highspy.HighsVarType.kInteger), dtype=np.uint8)
            self._highs.changeColsIntegrality(count, np.arange(count, dtype=np.int32), kinds)
        self._append(model.rows)
        self._columns = np.arange(count, dtype=np.int32)

    def run(
        self, groups: frozenset[str], extra: Sequence[Row], objective: Expr | None, seconds: float
    ) -> Sequence[float] | bool | None:
        """Values of an optimal point, False when there is none, None when out of time."""
        highs = self._highs
        self._put_in_force(groups)
        if extra:
            self._append(extra)
        try:
            self._aim(objective)
            if self.whole:
                highs.clearSolver()
            # HiGHS looks at the clock on the wall, and counts it over all runs of one model.
            highs.setOptionValue("time_limit", _PATIENCE * seconds + highs.getRunTime())
            highs.run()
            values = self._values()
            self._blamed = self._blame() if values is False else None
            return values
        finally:
            if extra:
                first = len(self.model.rows)
                highs.deleteRows(len(extra), np.arange(first, first + len(extra), dtype=np.int32))

    def blame(self) -> frozenset[str] | None:
        """After False: groups whose rows refute the relaxation; None for a search in whole numbers."""
        return self._blamed

    def _blame(self) -> frozenset[str] | None:
        if self.whole:
            return None
        _, found, ray = self._highs.getDualRay()  # type: ignore[attr-defined]
        if not found:
            return None
        weighty = (index for index in range(len(self.model.rows)) if abs(ray[index]) > _WHOLE)
        return frozenset().union(*(self.model.rows[index].groups for index in weighty))

    def _append(self, rows: Sequence[Row]) -> None:
        starts = [0]
        for each in rows:
            starts.append(starts[-1] + len(each.terms))
        self._highs.addRows(
            len(rows),
            np.array([_low(each) for each in rows], dtype=float),
            np.array([_high(each) for each in rows], dtype=float),
            starts[-1],
            np.array(starts[:-1], dtype=np.int32),
            np.array([v for each in rows for v in each.terms], dtype=np.int32),
            np.array([c for each in rows for c in each.terms.values()], dtype=float),
        )

    def _put_in_force(self, groups: frozenset[str]) -> None:
        for index in self._touched_by(groups ^ self._groups):
            each = self.model.rows[index]
            wanted = each.groups <= groups
            if wanted != self._in_force[index]:
                low, high = (_low(each), _high(each)) if wanted else (-_INFINITY, _INFINITY)
                self._highs.changeRowBounds(index, low, high)
                self._in_force[index] = wanted
        self._groups = groups

    def _touched_by(self, groups: Iterable[str]) -> set[int]:
        return set().union(*(self._rows_of.get(group, ()) for group in groups))

    def _aim(self, objective: Expr | None) -> None:
        costs = np.zeros(len(self._columns))
        if objective is not None:
            for variable, c in objective.terms.items():
                costs[variable] = c
        self._highs.changeColsCost(len(costs), self._columns, costs)

    def _values(self) -> Sequence[float] | bool | None:
        status = self._highs.getModelStatus()
        if status in _NOTHING_FITS:
            return False
        if status == highspy.HighsModelStatus.kTimeLimit:
            return None
        if status == highspy.HighsModelStatus.kOptimal:
            return list(self._highs.getSolution().col_value)
        if not self.whole:
            return None
        raise SolverError(
            f"Bộ giải HiGHS dừng ở trạng thái {status}; chưa kết luận được. Hãy báo lỗi này kèm văn bản."
        )


def _low(each: Row) -> float:
    return -_INFINITY if each.low is None else float(each.low)


def _high(each: Row) -> float:
    return _INFINITY if each.high is None else float(each.high)
