"""Can all statements of a plan be true together? If not, which contradict; if so, what follows.

`examine` is the door. It promises: a conflict is reported only when the solver has proved that
no table of communes × criteria satisfies its statements and named premises, and (where
`certified`) the proof was checked again in exact fractions. What could not be finished in time
is said and is never taken for a contradiction.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from chungsuc.core.statements import Statement, StatementKind, Subject
from chungsuc.reasoning.certificate import is_certified
from chungsuc.reasoning.conflicts import Question, smallest
from chungsuc.reasoning.grid import Field, Grid, Moment, Premise
from chungsuc.reasoning.implied import Fact, implied_facts
from chungsuc.reasoning.narrow import clashing
from chungsuc.reasoning.repairs import Repair, repairs_of
from chungsuc.reasoning.sentences import (
    Claim,
    LeftOut,
    Sentence,
    Translator,
    group_of,
    reason_to_leave_out,
    sentences_of,
)
from chungsuc.reasoning.solver import Clock, Solver

_STATEMENT_WEIGHT = 100  # fewer statements first, then fewer premises
_TIME_FOR_A_PROOF = 2.0
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


@dataclass(frozen=True, slots=True)
class Consistency:
    """What follows from all statements together."""

    field: Field
    conflicts: tuple[Conflict, ...]
    facts: tuple[Fact, ...]
    examined: tuple[str, ...]
    left_out: Mapping[str, LeftOut]
    finished: bool  # False: time ran out before every conflict was looked for
    questions: int = 0  # put to the solver


def examine(
    baseline: Iterable[Statement],
    targets: Iterable[Statement],
    scope: Field,
    *,
    period: tuple[int, int] | None = None,
    seconds: float | None = _TIME_FOR_A_PROOF,
) -> Consistency:
    """Examine all statements together. `period`: first and last year that the plan covers."""
    sentences, left_out = _admissible(tuple(baseline), tuple(targets), scope, period)
    grid = Grid(
        scope,
        units=tuple(dict.fromkeys(unit for s in sentences for unit in s.units)),
        criteria={code for s in sentences for code in s.codes},
        by_level={s.moment for s in sentences if s.asks_for_levels},
    )
    translator = Translator(grid)
    claims: dict[str, Claim] = {}
    for sentence in sentences:
        claim = translator.claim(sentence)
        if claim is None:
            left_out[sentence.statement.id] = LeftOut.UNSETTLED
        else:
            claim.add_to(grid)
            claims[sentence.statement.id] = claim
    search = _Search(grid, claims, seconds)
    conflicts = search.conflicts()
    facts = implied_facts(search.solver, grid, search.standing, search.premises, Clock(seconds))
    return Consistency(
        field=scope,
        conflicts=conflicts,
        facts=facts,
        examined=tuple(claims),
        left_out=left_out,
        finished=search.finished,
        questions=search.solver.questions,
    )


def _admissible(
    baseline: Sequence[Statement], targets: Sequence[Statement], scope: Field, period: tuple[int, int] | None
) -> tuple[list[Sentence], dict[str, LeftOut]]:
    """The sentences that speak of the same start and the same end, and why the others do not."""
    registered = any(m.unit_id is not None for said in (*baseline, *targets) for m in said.units)
    start, end = _start_year(baseline, period), _end_year(targets, period)
    left_out: dict[str, LeftOut] = {}
    kept: list[Sentence] = []
    for sentence in sentences_of(baseline, targets):
        said = sentence.statement
        reason = reason_to_leave_out(sentence, scope, registered=registered)
        if reason is None and not _in_time(sentence, start, end):
            reason = LeftOut.OTHER_TIME
        if reason is None:
            kept.append(sentence)
        else:
            left_out[said.id] = reason
    if len({unit for s in kept for unit in s.units}) > scope.count:
        # More communes are named than there are: whatever is wrong, it is not the sums.
        left_out |= {s.statement.id: LeftOut.UNKNOWN_UNIT for s in kept}
        kept = []
    return kept, left_out


def _start_year(baseline: Sequence[Statement], period: tuple[int, int] | None) -> int | None:
    years = [said.as_of.year for said in baseline if said.as_of is not None]
    if period is not None:
        years = [year for year in years if period[0] - 1 <= year < period[1]]
    return max(years, default=None)


def _end_year(targets: Sequence[Statement], period: tuple[int, int] | None) -> int | None:
    """The last year of the period; where the text names none, the year that most targets are set for."""
    if period is not None:
        return period[1]
    years = Counter(said.deadline.year for said in targets if said.deadline is not None)
    return max(years, key=lambda year: (years[year], year), default=None)


def _in_time(sentence: Sentence, start: int | None, end: int | None) -> bool:
    said = sentence.statement
    if sentence.moment is Moment.START:
        return said.as_of is None or said.as_of.year == start
    return said.deadline is None or said.deadline.year == end


class _Search:
    """Finds conflict after conflict, setting one statement aside for each."""

    def __init__(self, grid: Grid, claims: Mapping[str, Claim], seconds: float | None) -> None:
        self.grid = grid
        self.claims = claims
        self.seconds = seconds
        self.solver = Solver(grid.model, Clock(None))
        self.standing = dict(claims)
        self.premises: tuple[Premise, ...] = _ALWAYS
        self.finished = True

    def conflicts(self) -> tuple[Conflict, ...]:
        found: list[Conflict] = []
        # Loss is looked at last: a conflict that does not need "no commune loses" is the stronger one.
        for premises in (_ALWAYS, tuple(Premise)):
            self.premises = premises
            while (conflict := self._next()) is not None:
                found.append(conflict)
                del self.standing[conflict.set_aside]
        return tuple(self._with_repairs(conflict) for conflict in found)

    def _groups(self, statements: Iterable[str]) -> frozenset[str]:
        return frozenset(map(group_of, statements)) | {premise.group for premise in self.premises}

    def _next(self) -> Conflict | None:
        # Most plans are consistent, and that is one question.
        self.solver.clock = Clock(None if self.seconds is None else 5 * self.seconds)
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
        self.solver.clock = Clock(self.seconds)
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
            certified=is_certified(self.grid.model, core.groups),
            set_aside=self._to_set_aside(statements),
        )

    def _suspects(self) -> frozenset[str]:
        """One summary and the lists of names, where these contradict in plain sight: the usual fault."""
        lists = [each for each in self.standing if self.claims[each].statement.units]
        summaries = [group_of(each) for each in self.standing if each not in lists]
        groups = self._groups(lists)
        clashing_ones = clashing(self.grid.model, groups, summaries)
        return groups | {clashing_ones[0]} if clashing_ones else frozenset()

    def _to_set_aside(self, statements: Sequence[str]) -> str:
        """The sentence to go on without: a summary before a list, and one that mends all if there is one.

        A list that several summaries rest on stays, so that each wrong summary is found.
        """
        lowest = min(_rank(self.claims[each].statement) for each in statements)
        choice = [each for each in statements if _rank(self.claims[each].statement) == lowest]
        if len(choice) > 1:
            self.solver.clock = Clock(self.seconds)
            for each in reversed(choice):
                rest = [other for other in self.standing if other != each]
                if isinstance(self.solver.solve(self._groups(rest)), tuple):
                    return each
        return choice[-1]

    def _with_repairs(self, conflict: Conflict) -> Conflict:
        self.solver.clock = Clock(self.seconds)
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
