"""A contradiction checked again in exact fractions, so that it never rests on floating point.

The solver says where to look; every step is then verified here: a weighted sum of the rows that
no value within the bounds can reach (Farkas' lemma), or a split of one variable into two cases
that are both refuted in this way.
"""

from __future__ import annotations

import math
from fractions import Fraction

import highspy
import numpy as np

from chungsuc.reasoning.model import Model, Row

_CASES = 400  # more than this and the solver's own word has to do
_WHOLE = 1e-6


def is_certified(model: Model, groups: frozenset[str]) -> bool:
    """Whether it was verified exactly that no whole numbers satisfy the rows of `groups`."""
    rows = [row for row in model.rows if row.groups <= groups]
    if any(row.low is not None and row.high is not None and row.low > row.high for row in rows):
        return True  # a mean that no whole total has
    used = sorted({variable for row in rows for variable in row.terms})
    return _Refutation(rows, used).refutes(
        {v: model.lowers[v] for v in used}, {v: model.uppers[v] for v in used}
    )


class _Refutation:
    def __init__(self, rows: list[Row], used: list[int]) -> None:
        self.rows = rows
        self.used = used
        self.cases = 0
        self._place = {variable: index for index, variable in enumerate(used)}
        self._highs = self._load()

    def _load(self) -> highspy.Highs:
        highs = highspy.Highs()  # type: ignore[no-untyped-call]
        for option, value in (
            ("output_flag", False),
            ("presolve", "off"),
            ("solver", "simplex"),
            ("threads", 1),
        ):
            highs.setOptionValue(option, value)
        count = len(self.used)
        highs.addVars(count, np.zeros(count), np.zeros(count))
        for row in self.rows:
            highs.addRow(
                -highspy.kHighsInf if row.low is None else float(row.low),
                highspy.kHighsInf if row.high is None else float(row.high),
                len(row.terms),
                np.array([self._place[v] for v in row.terms], dtype=np.int32),
                np.array(list(row.terms.values()), dtype=float),
            )
        return highs

    def refutes(self, lowers: dict[int, int], uppers: dict[int, int]) -> bool:
        self.cases += 1
        if self.cases > _CASES:
            return False
        for variable in self.used:
            self._highs.changeColBounds(
                self._place[variable], float(lowers[variable]), float(uppers[variable])
            )
        self._highs.clearSolver()
        self._highs.run()
        status = self._highs.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            return self._ray_refutes(lowers, uppers)
        if status != highspy.HighsModelStatus.kOptimal:
            return False
        values = self._highs.getSolution().col_value
        split = next(
            (v for v in self.used if abs(values[self._place[v]] - round(values[self._place[v]])) > _WHOLE),
            None,
        )
        if split is None:
            return False
        floor = math.floor(values[self._place[split]])
        return self.refutes(lowers, {**uppers, split: floor}) and self.refutes(
            {**lowers, split: floor + 1}, uppers
        )

    def _ray_refutes(self, lowers: dict[int, int], uppers: dict[int, int]) -> bool:
        _, found, ray = self._highs.getDualRay()  # type: ignore[attr-defined]
        if not found:
            return False
        size = max((abs(float(each)) for each in ray), default=0.0)
        if not size:
            return False
        for denominator in (12, 1_000, 1_000_000):
            weights = [Fraction(float(each) / size).limit_denominator(denominator) for each in ray]
            if self._is_out_of_reach(weights, lowers, uppers):
                return True
            if self._is_out_of_reach([-weight for weight in weights], lowers, uppers):
                return True
        return False

    def _is_out_of_reach(
        self, weights: list[Fraction], lowers: dict[int, int], uppers: dict[int, int]
    ) -> bool:
        """Whether the weighted rows together demand more than the variables can give."""
        demanded = Fraction(0)
        sums: dict[int, Fraction] = {}
        for weight, row in zip(weights, self.rows, strict=True):
            if not weight:
                continue
            bound = row.low if weight > 0 else row.high
            if bound is None:
                return False
            demanded += weight * bound
            for variable, c in row.terms.items():
                sums[variable] = sums.get(variable, Fraction(0)) + weight * c
        reachable = sum((w * (uppers[v] if w > 0 else lowers[v]) for v, w in sums.items()), Fraction(0))
        return reachable < demanded
