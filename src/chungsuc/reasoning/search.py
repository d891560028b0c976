"""Finds conflict after conflict among claims on one model, setting one statement aside for each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from chungsuc.core.statements import Statement, StatementKind, Subject
from chungsuc.reasoning.certificate import is_certified
from chungsuc.reasoning.conflicts import Question, smallest
from chungsuc.reasoning.grid import Premise
from chungsuc.reasoning.model import Model
from chungsuc.reasoning.narrow import clashing
from chungsuc.reasoning.repairs import Repair, repairs_of
from chungsuc.reasoning.sentences import Claim, group_of
from chungsuc.reasoning.solver import Clock, Solver

_STATEMENT_WEIGHT = 100  # fewer statements first, then fewer premises
_MOST_CONFLICTS = 30  # a person mends what was found and asks again
_TO_BE_SURE = 5  # whether all can be true at all is asked longer than which sentences are at fault
_ALL_CONFLICTS = 5  # the time of so many proofs is for all conflicts together,
_ALL_REPAIRS = 2  # and of so many for what would mend them
_ALWAYS = (Premise.STANDARD, Premise.KEEP, Premise.GAIN)


@dataclass(frozen=True, slots=True)
class Conflict:
    """Mâu thuẫn: statements that no table satisfies together, with the premises that this needs."""

    statements: tuple[str, ...]  # ids, in the order of the text
    premises: tuple[Premise, ...]
    proved_smallest: bool
    certified: bool
    set_aside: str  # the statement without which the rest was examined
    allowed: tuple[Repair, ...] = ()  # its figure as the other sentences of the conflict alone allow it
    repairs: tuple[Repair, ...] = ()  # figures with which all sentences of the plan agree


class Search:
    """One model with its claims; `standing` are those that no conflict has set aside yet."""

    def __init__(self, model: Model, claims: Mapping[str, Claim], seconds: float | None) -> None:
        self.model = model
        self.claims = claims
        self.seconds = seconds
        self.solver = Solver(model, Clock(None))
        self.standing = dict(claims)
        self.premises: tuple[Premise, ...] = _ALWAYS
        self.finished = True
        self._finding = self._clock(_ALL_CONFLICTS)
        self._mending = self._finding

    def _clock(self, proofs: int) -> Clock:
        return Clock(None if self.seconds is None else proofs * self.seconds)

    def conflicts(self) -> tuple[Conflict, ...]:
        found: list[Conflict] = []
        self._finding = self._clock(_ALL_CONFLICTS)
        # Loss is looked at last: a conflict that does not need "no commune loses" is the stronger one.
        for premises in (_ALWAYS, tuple(Premise)):
            self.premises = premises
            while len(found) < _MOST_CONFLICTS and not self._finding.is_over:
                conflict = self._next()
                if conflict is None:
                    break
                found.append(conflict)
                del self.standing[conflict.set_aside]
            else:
                self.finished = False
                break
        self._mending = self._clock(_ALL_REPAIRS)
        return tuple(self._with_repairs(conflict) for conflict in found)

    def _groups(self, statements: Iterable[str]) -> frozenset[str]:
        return frozenset(map(group_of, statements)) | {premise.group for premise in self.premises}

    def _next(self) -> Conflict | None:
        # Most plans are consistent, and that is one question.
        self.solver.clock = self._clock(_TO_BE_SURE)
        everything = self._groups(self.standing)
        answer = self.solver.solve_narrowed(everything | {premise.group for premise in Premise})
        if answer is False and len(self.premises) < len(Premise):
            answer = self.solver.solve_narrowed(everything)
        if answer is not False:
            self.finished = self.finished and answer is not None
            return None
        by_group = {group_of(each): each for each in self.standing}
        # Premises go last: dropping sentences first leaves the fewest sentences in the conflict.
        order = sorted(by_group, key=lambda group: -_rank(self.claims[by_group[group]].statement))
        candidates = [*order, *(premise.group for premise in reversed(self.premises))]
        self.solver.clock = self._finding.within(self.seconds)
        question = Question(
            self.solver,
            candidates,
            lambda g: _STATEMENT_WEIGHT if g in by_group else 1,
            suspects=self._suspects(),
        )
        core = smallest(question)
        if core is None:
            self.finished = False
            return None
        statements = tuple(each for each in self.claims if group_of(each) in core.groups)
        return Conflict(
            statements=statements,
            premises=tuple(premise for premise in Premise if premise.group in core.groups),
            proved_smallest=core.smallest,
            certified=is_certified(self.model, core.groups),
            set_aside=self._to_set_aside(statements),
        )

    def _suspects(self) -> frozenset[str]:
        """One summary and the lists of names, where these contradict in plain sight: the usual fault."""
        lists = [each for each in self.standing if self.claims[each].statement.units]
        summaries = [group_of(each) for each in self.standing if each not in lists]
        groups = self._groups(lists)
        clashing_ones = clashing(self.model, groups, summaries)
        return groups | {clashing_ones[0]} if clashing_ones else frozenset()

    def _to_set_aside(self, statements: Sequence[str]) -> str:
        """The sentence to go on without: a summary before a list, and one that mends all if there is one.

        A list that several summaries rest on stays, so that each wrong summary is found.
        """
        # A sentence that states a figure can be answered with the figure that would be right.
        ranks = {
            each: (not self.claims[each].readings, _rank(self.claims[each].statement)) for each in statements
        }
        lowest = min(ranks.values())
        choice = [each for each in statements if ranks[each] == lowest]
        if len(choice) > 1:
            self.solver.clock = self._finding.within(self.seconds)
            for each in reversed(choice):
                rest = [other for other in self.standing if other != each]
                if isinstance(self.solver.solve(self._groups(rest)), tuple):
                    return each
        return choice[-1]

    def _with_repairs(self, conflict: Conflict) -> Conflict:
        self.solver.clock = self._mending.within(self.seconds)
        self.premises = tuple(Premise)
        repairs: list[Repair] = []
        for each in conflict.statements:
            others = [*self.standing, conflict.set_aside]
            groups = self._groups(other for other in others if other != each)
            repairs += repairs_of(self.solver, self.claims[each], groups)
        self.premises = conflict.premises
        rest = self._groups(each for each in conflict.statements if each != conflict.set_aside)
        allowed = repairs_of(self.solver, self.claims[conflict.set_aside], rest)
        self.premises = tuple(Premise)
        return replace(conflict, repairs=tuple(repairs), allowed=tuple(allowed))


def _rank(said: Statement) -> int:
    """How close a sentence is to single cells: summaries low, lists of names high."""
    if said.units:
        return 4 if said.kind is StatementKind.KEEP else 3
    if said.subject is Subject.CRITERIA and said.level is None:
        return 2 if said.kind in {StatementKind.TOTAL, StatementKind.AVERAGE} else 1
    return 1 if said.subject is Subject.COMMUNES else 0
