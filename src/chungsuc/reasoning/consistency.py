"""Can all statements of a plan be true together? If not, which contradict; if so, what follows.

`examine` is the door. It promises: a conflict is reported only when the solver has proved that
no table of communes × criteria satisfies its statements and named premises, and (where
`certified`) the proof was checked again in exact fractions. What could not be finished in time
is said and is never taken for a contradiction.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from chungsuc.core.statements import Statement
from chungsuc.reasoning.grid import Field, Grid, Moment
from chungsuc.reasoning.implied import Fact, implied_facts
from chungsuc.reasoning.search import Conflict, Search
from chungsuc.reasoning.sentences import (
    Claim,
    LeftOut,
    Sentence,
    Translator,
    reason_to_leave_out,
    sentences_of,
)
from chungsuc.reasoning.solver import Clock

_TIME_FOR_A_PROOF = 2.0  # seconds; a page waits for it


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
            claim.add_to(grid.model)
            claims[sentence.statement.id] = claim
    search = Search(grid.model, claims, seconds)
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
    start, end = start_year(baseline, period), end_year(targets, period)
    left_out: dict[str, LeftOut] = {}
    kept: list[Sentence] = []
    for sentence in sentences_of(baseline, targets):
        said = sentence.statement
        reason = reason_to_leave_out(sentence, scope, registered=registered)
        if reason is None and not in_time(sentence, start, end):
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


def start_year(baseline: Sequence[Statement], period: tuple[int, int] | None) -> int | None:
    years = [said.as_of.year for said in baseline if said.as_of is not None]
    if period is not None:
        years = [year for year in years if period[0] - 1 <= year < period[1]]
    return max(years, default=None)


def end_year(targets: Sequence[Statement], period: tuple[int, int] | None) -> int | None:
    """The last year of the period; where the text names none, the year that most targets are set for."""
    if period is not None:
        return period[1]
    years = Counter(said.deadline.year for said in targets if said.deadline is not None)
    return max(years, key=lambda year: (years[year], year), default=None)


def in_time(sentence: Sentence, start: int | None, end: int | None) -> bool:
    said = sentence.statement
    if sentence.moment is Moment.START:
        return said.as_of is None or said.as_of.year == start
    return said.deadline is None or said.deadline.year == end
