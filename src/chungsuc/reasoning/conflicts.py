"""Smallest contradicting sets of groups.

First a deletion filter gives an irreducible set; then the hitting-set duality looks for the
smallest: a set of groups contradicts only if it meets every set whose removal mends it, so a
smallest hitting set that contradicts is a smallest contradiction. What time cuts off is said.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from chungsuc.reasoning.model import Model, Row, total
from chungsuc.reasoning.solver import Clock, Solver


@dataclass(frozen=True, slots=True)
class Core:
    """An irreducible contradicting set of groups; `smallest` when that is proved."""

    groups: frozenset[str]
    smallest: bool


@dataclass(frozen=True, slots=True)
class Question:
    """Which groups may be dropped, in the order in which they should go first, and how heavy each is."""

    solver: Solver
    candidates: Sequence[str]
    weight: Callable[[str], int]
    extra: tuple[Row, ...] = ()
    quickly: bool = False  # what takes long to prove is kept
    suspects: frozenset[str] = frozenset()  # probably enough for a contradiction

    def contradicts(self, groups: frozenset[str]) -> bool:
        """True only when it is proved that no solution exists."""
        return self.solver.solve(groups, self.extra, quickly=self.quickly) is False

    def enough(self, groups: frozenset[str]) -> frozenset[str]:
        """After `contradicts(groups)`: the part of the groups that the proof used, when that is known.

        The part is asked about again, so that a slip of floating point cannot shrink it too far.
        """
        used = self.solver.blamed()
        if used is None or not used < groups:
            return groups
        return used if self.contradicts(used) else groups


def irreducible(question: Question) -> frozenset[str] | None:
    """A contradicting set of which no part can be left out; None when all together are consistent."""
    kept = question.suspects
    if not kept or not question.contradicts(kept):
        kept = frozenset(question.candidates)
        if not question.contradicts(kept):
            return None
    kept = question.enough(kept)
    for group in question.candidates:
        without = kept - {group}
        if group in kept and question.contradicts(without):
            kept = question.enough(without)
    return kept


def smallest(question: Question) -> Core | None:
    """The lightest contradicting set, or an irreducible one where time does not allow the proof."""
    best = irreducible(question)
    if best is None:
        return None
    weigh = question.weight
    clock = question.solver.clock
    # Where one group alone mends everything it is in every contradiction; often that settles it.
    everything = frozenset(question.candidates)
    corrections = [
        frozenset({group})
        for group in sorted(best)
        if isinstance(question.solver.solve(everything - {group}, question.extra), tuple)
    ]
    while not clock.is_over:
        hitting = _lightest_hitting_set(corrections, question.candidates, weigh, clock)
        if hitting is None:
            break
        if sum(map(weigh, hitting)) >= sum(map(weigh, best)):
            return Core(best, smallest=True)
        answer = question.solver.solve(hitting, question.extra)
        if answer is None:
            break
        if answer is False:
            return Core(hitting, smallest=True)
        assert isinstance(answer, tuple)
        correction = _correction(question, hitting, answer)
        if correction is None:
            break
        corrections.append(correction)
    return Core(best, smallest=False)


def _correction(question: Question, seed: frozenset[str], answer: tuple[int, ...]) -> frozenset[str] | None:
    """The groups left out of a largest consistent set that holds `seed`; None when out of time."""
    kept = _satisfied(question, seed, answer)
    # Halves first: few groups are in conflict, so most can be added many at a time.
    waiting = [[group for group in question.candidates if group not in kept]]
    while waiting:
        chunk = [group for group in waiting.pop() if group not in kept]
        if not chunk:
            continue
        grown = question.solver.solve(kept.union(chunk), question.extra)
        if grown is None:
            return None
        if isinstance(grown, tuple):
            kept = _satisfied(question, kept.union(chunk), grown)
        elif len(chunk) > 1:
            middle = len(chunk) // 2
            waiting += [chunk[middle:], chunk[:middle]]
    return frozenset(question.candidates) - kept


def _satisfied(question: Question, kept: frozenset[str], answer: tuple[int, ...]) -> frozenset[str]:
    """`kept` and every other group that the answer happens to satisfy as well."""
    broken = question.solver.broken(answer)
    for group in question.candidates:
        grown = kept | {group}
        if not any(groups <= grown for groups in broken):
            kept = grown
    return kept


def _lightest_hitting_set(
    corrections: list[frozenset[str]], candidates: Sequence[str], weigh: Callable[[str], int], clock: Clock
) -> frozenset[str] | None:
    model = Model()
    switch = {group: model.variable(0, 1) for group in candidates}
    for correction in corrections:
        model.add(total(switch[group] for group in sorted(correction)), low=1)
    cost = total(expr * weigh(group) for group, expr in switch.items())
    answer = Solver(model, clock).minimise(cost)
    if answer is None:
        return None
    return frozenset(group for group, expr in switch.items() if expr.value(answer))
