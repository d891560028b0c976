"""HiGHS behind a narrow door: are these groups satisfiable, and between which bounds is a count?

A question is first put to the tables that earlier answers gave. Then to the relaxation, which
starts warm from the last answer: what has no solution in fractions has none in whole numbers, and
a vertex that is whole is an answer; a fraction is split into two cases. Only what many cases do
not settle is searched in whole numbers by HiGHS itself. An answer that was not finished in time is
None, and None is never read as a contradiction. Every row in force is checked again in whole
numbers, so "consistent" never rests on floating point; `certificate` does the same for
"contradictory".
"""

from __future__ import annotations

import math
import time
from collections import deque
from collections.abc import Iterable, Sequence

import numpy as np

from chungsuc.reasoning.engine import INFINITY, Case, Engine, SolverError, Values
from chungsuc.reasoning.model import Expr, Model, Row
from chungsuc.reasoning.narrow import Narrowed, narrowed

__all__ = ["Answer", "Clock", "Solver", "SolverError"]

Answer = tuple[int, ...] | bool | None
_WHOLE = 1e-6
_CASES = 40  # about what one search in whole numbers costs
_QUICK_CASES = 4
_REMEMBERED = 80


class Clock:
    """The computing time that may still be spent. Without a limit it never runs out.

    It is this thread's own time: a busy machine answers later, and not differently.
    """

    def __init__(self, seconds: float | None) -> None:
        self._end = None if seconds is None else time.thread_time() + seconds

    def left(self) -> float:
        return INFINITY if self._end is None else max(0.0, self._end - time.thread_time())

    def within(self, seconds: float | None) -> Clock:
        """So many seconds from now, and no more than this clock has left."""
        least = min(self.left(), INFINITY if seconds is None else seconds)
        return Clock(None if least == INFINITY else least)

    @property
    def is_over(self) -> bool:
        return self.left() <= 0.0


class Solver:
    """One model, asked many times with different groups in force."""

    def __init__(self, model: Model, clock: Clock) -> None:
        self.model = model
        self.clock = clock
        self.questions = 0
        self._rows = _Rows(model)
        self._relaxed = Engine(model, whole=False)
        self._searching: Engine | None = None  # made when the first question needs it
        self._blame: frozenset[str] | None = None
        self._narrow: tuple[frozenset[str], Narrowed, Solver] | None = None
        self._tables: deque[tuple[tuple[int, ...], frozenset[frozenset[str]]]] = deque(maxlen=_REMEMBERED)

    @property
    def runs(self) -> int:
        """How often HiGHS itself was run."""
        runs = self._relaxed.runs + (self._searching.runs if self._searching is not None else 0)
        return runs + (self._narrow[2].runs if self._narrow is not None else 0)

    def solve(self, groups: Iterable[str], extra: Iterable[Row] = (), *, quickly: bool = False) -> Answer:
        """A solution with `groups` and `extra` in force; False when there is none, None when out of time.

        `quickly`: also None when it takes more than a few cases.
        """
        return self._ask(frozenset(groups), tuple(extra), None, quickly=quickly)

    def narrowed(self, groups: frozenset[str]) -> tuple[Narrowed, Solver] | None:
        """The smaller model that `groups` leave; None where their rows alone show that nothing fits."""
        if self._narrow is None or self._narrow[0] != groups:
            smaller = narrowed(self.model, groups)
            if smaller is None:
                return None
            self._narrow = groups, smaller, Solver(smaller.model, self.clock)
        _, smaller, solver = self._narrow
        solver.clock = self.clock
        return smaller, solver

    def solve_narrowed(self, groups: frozenset[str]) -> Answer:
        """As `solve`, without knowing whom to blame: quicker where a solution is expected."""
        self.questions += 1
        found = self.narrowed(groups)
        if found is None:
            return False
        smaller, solver = found
        answer = solver.solve(())
        if not isinstance(answer, tuple):
            return answer
        table = smaller.full(answer)
        self.remember(table)
        return table

    def minimise(
        self, expr: Expr, groups: Iterable[str] = (), extra: Iterable[Row] = ()
    ) -> tuple[int, ...] | None:
        """A solution with the least value of `expr`; None when there is none, or no time."""
        solution = self._ask(frozenset(groups), tuple(extra), expr)
        return solution if isinstance(solution, tuple) else None

    def lower_bound(self, expr: Expr, groups: Iterable[str]) -> tuple[int, Values] | None:
        """A whole number that the count is surely not below, and the point of the relaxation there.

        None when there is no solution or no time. Much quicker than `least`, which may lie higher.
        """
        self.questions += 1
        if self.clock.is_over:
            return None
        values = self._relaxed.run(frozenset(groups), (), expr, self.clock.left())
        if values is None or isinstance(values, bool):
            return None
        return math.ceil(expr.at(values) - _WHOLE), values

    def least(self, expr: Expr, groups: Iterable[str], extra: Iterable[Row] = ()) -> int | None:
        solution = self.minimise(expr, groups, extra)
        return None if solution is None else expr.value(solution)

    def greatest(self, expr: Expr, groups: Iterable[str], extra: Iterable[Row] = ()) -> int | None:
        least = self.least(expr * -1, groups, extra)
        return None if least is None else -least

    def blamed(self) -> frozenset[str] | None:
        """After an answer of False: groups that are enough for it, where the relaxation knows them."""
        return self._blame

    def broken(self, solution: tuple[int, ...]) -> frozenset[frozenset[str]]:
        """The groups of every row that the solution does not satisfy."""
        rows = self.model.rows
        return frozenset(rows[index].groups for index in self._rows.broken(np.array(solution)))

    def remember(self, solution: tuple[int, ...]) -> None:
        """Answer later questions that this table satisfies without the solver."""
        self._tables.append((solution, self.broken(solution)))

    def _ask(
        self,
        groups: frozenset[str],
        extra: tuple[Row, ...],
        objective: Expr | None,
        *,
        quickly: bool = False,
    ) -> Answer:
        self.questions += 1
        self._blame = None
        if not self.model.lowers:  # nothing is left open, and HiGHS refuses an empty model
            return () if self._holds((), groups, extra) else False
        if objective is None:
            for table, broken in reversed(self._tables):
                if not any(each <= groups for each in broken) and all(each.holds(table) for each in extra):
                    return table
        limit = _QUICK_CASES if quickly else _CASES
        answer, is_settled = self._by_cases(groups, extra, objective, limit)
        if not is_settled and not quickly:
            answer = self._search(groups, extra, objective)
        if isinstance(answer, tuple):
            self.remember(answer)
        return answer

    def _by_cases(
        self,
        groups: frozenset[str],
        extra: tuple[Row, ...],
        objective: Expr | None,
        limit: int,
    ) -> tuple[Answer, bool]:
        """The answer of the relaxation, split where it is in fractions; and whether that settled it."""
        best: tuple[int, ...] | None = None
        blame: frozenset[str] | None = frozenset()
        cases: list[Case] = [{}]
        for _ in range(limit):
            if not cases:
                break
            if self.clock.is_over:
                return None, True
            case = cases.pop()
            values = self._relaxed.run(groups, extra, objective, self.clock.left(), case)
            if values is None:
                return None, False  # the search in whole numbers may still know
            if isinstance(values, bool):
                found = self._relaxed.blame()
                blame = None if found is None or blame is None else blame | found
                continue
            if best is not None and _is_no_better(values, best, objective):
                continue
            split = self._to_split(values)
            if split is not None:
                cases += self._halves(case, split, values[split])
                continue
            solution = _rounded(values)
            if not self._holds(solution, groups, extra):
                return None, False
            if objective is None:
                return solution, True
            if best is None or objective.value(solution) < objective.value(best):
                best = solution
        if cases:
            return None, False
        if best is None:
            self._blame = blame
            return False, True
        return best, True

    def _to_split(self, values: Values) -> int | None:
        """The variable to split on: a choice between readings before anything else."""
        points = np.array(values)
        away = np.abs(points - np.rint(points))
        for switch in self.model.switches:
            if away[switch] > _WHOLE:
                return switch
        widest = int(np.argmax(away)) if len(away) else 0
        return widest if len(away) and away[widest] > _WHOLE else None

    def _halves(self, case: Case, split: int, value: float) -> list[Case]:
        """Both sides of the fraction, the nearer one to be looked at first."""
        floor = math.floor(value)
        low, high = case.get(split, (self.model.lowers[split], self.model.uppers[split]))
        below, above = {**case, split: (low, floor)}, {**case, split: (floor + 1, high)}
        return [below, above] if value - floor > 0.5 else [above, below]

    def _search(self, groups: frozenset[str], extra: tuple[Row, ...], objective: Expr | None) -> Answer:
        if self.clock.is_over:
            return None
        if self._searching is None:
            self._searching = Engine(self.model, whole=True)
        values = self._searching.run(groups, extra, objective, self.clock.left())
        if values is None or isinstance(values, bool):
            return values
        solution = _rounded(values)
        if self._to_split(values) is None and self._holds(solution, groups, extra):
            return solution
        raise SolverError(
            "Lời giải của HiGHS không thỏa khi tính lại bằng số nguyên. Hãy báo lỗi này kèm văn bản."
        )

    def _holds(self, solution: tuple[int, ...], groups: frozenset[str], extra: Iterable[Row]) -> bool:
        return (
            self._rows.is_within_bounds(np.array(solution))
            and not any(each <= groups for each in self.broken(solution))
            and all(each.holds(solution) for each in extra)
        )


class _Rows:
    """The rows as arrays of whole numbers, to check a solution quickly and exactly."""

    def __init__(self, model: Model) -> None:
        rows: Sequence[Row] = model.rows
        self._variables = np.array([v for each in rows for v in each.terms], dtype=np.int64)
        self._coefficients = np.array([c for each in rows for c in each.terms.values()], dtype=np.int64)
        lengths = np.array([len(each.terms) for each in rows], dtype=np.int64)
        self._owners = np.repeat(np.arange(len(rows)), lengths)
        far = 2**62
        self._lows = np.array([-far if each.low is None else each.low for each in rows], dtype=np.int64)
        self._highs = np.array([far if each.high is None else each.high for each in rows], dtype=np.int64)
        self._least = np.array(model.lowers, dtype=np.int64)
        self._most = np.array(model.uppers, dtype=np.int64)

    def broken(self, values: np.ndarray[tuple[int], np.dtype[np.int64]]) -> list[int]:
        sums = np.zeros(len(self._lows), dtype=np.int64)
        np.add.at(sums, self._owners, self._coefficients * values[self._variables])
        return [int(index) for index in np.flatnonzero((sums < self._lows) | (sums > self._highs))]

    def is_within_bounds(self, values: np.ndarray[tuple[int], np.dtype[np.int64]]) -> bool:
        return bool(np.all(self._least <= values) and np.all(values <= self._most))


def _is_no_better(values: Values, best: tuple[int, ...], objective: Expr | None) -> bool:
    return objective is not None and math.ceil(objective.at(values) - _WHOLE) >= objective.value(best)


def _rounded(values: Values) -> tuple[int, ...]:
    return tuple(map(round, values))
