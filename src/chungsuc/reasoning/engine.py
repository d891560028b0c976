"""A model loaded into HiGHS once, and asked many times: what changes between two questions is bounds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import highspy
import numpy as np

from chungsuc.core.errors import ChungsucError
from chungsuc.reasoning.model import Expr, Model, Row

Values = list[float]
Case = Mapping[int, tuple[int, int]]
INFINITY = highspy.kHighsInf
_WEIGHTY = 1e-6
_DUAL, _PRIMAL = 1, 4
# Rows of whole ones need no scaling, and these models are too small for perturbed ones to pay.
_PLAIN: dict[str, bool | int | float | str] = {
    "simplex_scale_strategy": 0,
    "dual_simplex_cost_perturbation_multiplier": 0.0,
    "primal_simplex_bound_perturbation_multiplier": 0.0,
}
_PATIENCE = 5  # wall time for one second of computing, on a busy machine
_NOTHING_FITS = {
    highspy.HighsModelStatus.kInfeasible,
    highspy.HighsModelStatus.kUnboundedOrInfeasible,  # every variable here is bounded
}


class SolverError(ChungsucError):
    """The solver refused the model or broke off: a fault of ours, told plainly."""


class Engine:
    """A loaded HiGHS model whose rows are switched on and off by their bounds.

    Rows of one question stay loaded, switched off: deleting a row would cost the warm start.
    """

    def __init__(self, model: Model, *, whole: bool) -> None:
        self.model = model
        self.whole = whole
        self.runs = 0
        self._moved = True  # a bound, since the last answer
        self._in_force = [True] * len(model.rows)
        self._rows_of: dict[str, list[int]] = {}
        for index, each in enumerate(model.rows):
            for group in each.groups:
                self._rows_of.setdefault(group, []).append(index)
        self._groups = frozenset(self._rows_of)
        self._extra: dict[_Key, int] = {}
        self._extra_in_force: frozenset[int] = frozenset()
        self._case: Case = {}
        self._objective: Expr | None = None
        self._blamed: frozenset[str] | None = None
        self._highs = highspy.Highs()  # type: ignore[no-untyped-call]
        options: dict[str, bool | int | float | str] = {"output_flag": False, "threads": 1}
        if whole:
            # Every objective here is a whole number, so a gap below one is no gap.
            options |= {"mip_rel_gap": 0.0, "mip_abs_gap": 0.5}
        else:
            options |= {"presolve": "off", "solver": "simplex"}  # so that the last basis is the start
            options |= _PLAIN
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
        self,
        groups: frozenset[str],
        extra: Sequence[Row],
        objective: Expr | None,
        seconds: float,
        case: Case | None = None,
    ) -> Values | bool | None:
        """Values of an optimal point, False when there is none, None when out of time.

        `case` sets other bounds for some variables, for this question only.
        """
        highs = self._highs
        self._moved = self.runs == 0
        self.runs += 1
        self._put_in_force(groups)
        self._put_extra_in_force(extra)
        self._enter(case or {})
        self._aim(objective)
        if self.whole:
            highs.clearSolver()
        else:
            # The last point still satisfies every row where no bound was moved since.
            highs.setOptionValue("simplex_strategy", _DUAL if self._moved else _PRIMAL)
        # HiGHS looks at the clock on the wall, and counts it over all runs of one model.
        highs.setOptionValue("time_limit", _PATIENCE * seconds + highs.getRunTime())
        highs.run()
        values = self._values()
        self._blamed = self._blame() if values is False else None
        return values

    def blame(self) -> frozenset[str] | None:
        """After False: groups whose rows refute the relaxation; None for a search in whole numbers."""
        return self._blamed

    def _blame(self) -> frozenset[str] | None:
        if self.whole:
            return None
        _, found, ray = self._highs.getDualRay()  # type: ignore[attr-defined]
        if not found:
            return None
        weighty = np.flatnonzero(np.abs(np.array(ray[: len(self.model.rows)])) > _WEIGHTY)
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

    def _bound_row(self, index: int, low: float, high: float) -> None:
        self._highs.changeRowBounds(index, low, high)
        self._moved = True

    def _bound_column(self, variable: int, low: float, high: float) -> None:
        self._highs.changeColBounds(variable, low, high)
        self._moved = True

    def _put_in_force(self, groups: frozenset[str]) -> None:
        for index in self._touched_by(groups ^ self._groups):
            each = self.model.rows[index]
            wanted = each.groups <= groups
            if wanted != self._in_force[index]:
                low, high = (_low(each), _high(each)) if wanted else (-INFINITY, INFINITY)
                self._bound_row(index, low, high)
                self._in_force[index] = wanted
        self._groups = groups

    def _touched_by(self, groups: Iterable[str]) -> set[int]:
        return set().union(*(self._rows_of.get(group, ()) for group in groups))

    def _put_extra_in_force(self, extra: Sequence[Row]) -> None:
        wanted: set[int] = set()
        for each in extra:
            key = _key(each)
            index = self._extra.get(key)
            if index is None:
                index = self._extra[key] = len(self.model.rows) + len(self._extra)
                self._append([each])
                self._moved = True
            elif index not in self._extra_in_force:
                self._bound_row(index, _low(each), _high(each))
            wanted.add(index)
        for index in self._extra_in_force - wanted:
            self._bound_row(index, -INFINITY, INFINITY)
        self._extra_in_force = frozenset(wanted)

    def _enter(self, case: Case) -> None:
        model = self.model
        for variable in self._case.keys() - case.keys():
            self._bound_column(variable, float(model.lowers[variable]), float(model.uppers[variable]))
        for variable, (low, high) in case.items():
            if self._case.get(variable) != (low, high):
                self._bound_column(variable, float(low), float(high))
        self._case = case

    def _aim(self, objective: Expr | None) -> None:
        if objective is self._objective:
            return
        costs = np.zeros(len(self._columns))
        if objective is not None:
            for variable, c in objective.terms.items():
                costs[variable] = c
        self._highs.changeColsCost(len(costs), self._columns, costs)
        self._objective = objective

    def _values(self) -> Values | bool | None:
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


_Key = tuple[tuple[tuple[int, int], ...], int | None, int | None]


def _key(each: Row) -> _Key:
    return tuple(sorted(each.terms.items())), each.low, each.high


def _low(each: Row) -> float:
    return -INFINITY if each.low is None else float(each.low)


def _high(each: Row) -> float:
    return INFINITY if each.high is None else float(each.high)
