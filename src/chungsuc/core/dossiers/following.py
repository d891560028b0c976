"""Bước tiếp theo: what may come next of a dossier, for whom, and if not, why not and who can."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from chungsuc.core.dossiers.needs import DossierFacts, Holds, JudgedNeed, judge_needs
from chungsuc.core.dossiers.procedure import (
    DossierError,
    DossierKind,
    DossierState,
    Procedure,
    ProcedureStep,
)
from chungsuc.core.speech import VIETNAMESE, Speech
from chungsuc.core.workflow import NotAllowed


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierEvent:
    """Việc đã làm, as far as the state depends on it."""

    number: int
    kind: str
    on: date


@dataclass(frozen=True, slots=True)
class Standing:
    """Hiện trạng hồ sơ: the state that its events fold to, and since when."""

    state: DossierState
    since: date
    number: int  # of the last event
    due: date | None

    @property
    def knows_holidays(self) -> bool:
        """Whether all holidays are taken off the time; where they are not, whoever shows the day says so."""
        deadline = self.state.deadline
        return deadline is None or deadline.knows_holidays(self.since)

    def days_left(self, on: date) -> int | None:
        """Below zero: so many days late. None where the law names no time."""
        return None if self.due is None else (self.due - on).days


def fold_dossier(procedure: Procedure, events: Iterable[DossierEvent]) -> Standing:
    """Hiện trạng from numbered events; an event that leads back to the same state does not renew its time.

    Raises DossierError where the numbers do not stand in one line, NotAllowed for a step that cannot be.
    """
    ordered = sorted(events, key=lambda each: each.number)
    if not ordered or [each.number for each in ordered] != list(range(1, len(ordered) + 1)):
        raise DossierError("Các việc của hồ sơ không nối tiếp nhau. Hãy báo cho người quản trị.")
    code: str | None = None
    since = ordered[0].on
    for event in ordered:
        after = procedure.life.next(code, event.kind)
        if after != code:
            since = event.on
        code = after
    state = procedure.state(str(code))
    due = state.deadline.due(since) if state.deadline is not None else None
    return Standing(state, since, ordered[-1].number, due)


@dataclass(frozen=True, slots=True)
class NextStep:
    """Bước có thể tiếp theo: whether this person may take it now, else what is lacking and who can."""

    step: ProcedureStep
    who: str
    is_allowed: bool  # the person's rights
    needs: tuple[JudgedNeed, ...]
    why_not: tuple[str, ...]

    @property
    def kind(self) -> DossierKind:
        return self.step.kind

    @property
    def is_possible(self) -> bool:
        return not self.why_not

    @property
    def unsure(self) -> tuple[str, ...]:
        """What the person who goes on has to compare with the printed law."""
        return tuple(each.words for each in self.needs if each.holds is Holds.UNSURE)


def next_steps(
    procedure: Procedure,
    state: str,
    facts: DossierFacts,
    *,
    allowed: Collection[DossierKind],
    who: Mapping[DossierKind, str] | None = None,
    speech: Speech = VIETNAMESE,
) -> list[NextStep]:
    """Every step that may follow, the one waited for first. `who` names those whom the province assigned."""
    return [
        _following(step, facts, step.kind in allowed, (who or {}).get(step.kind, step.who), speech)
        for step in procedure.after(state)
    ]


def _following(
    step: ProcedureStep, facts: DossierFacts, is_allowed: bool, who: str, speech: Speech
) -> NextStep:
    needs = tuple(judge_needs(step.needs, facts, speech))
    why_not = [each.words for each in needs if each.blocks]
    why_not += _between(step.kind, facts, speech)
    if not is_allowed:
        why_not.insert(0, speech.say("Việc này do {who} làm.").format(who=speech.quote(who)))
    return NextStep(step, who, is_allowed, needs, tuple(why_not))


def _between(kind: DossierKind, facts: DossierFacts, speech: Speech) -> list[str]:
    """A vote that is open is closed before anything else."""
    if facts.is_vote_open and kind in (DossierKind.VOTE_OPENED, DossierKind.APPRAISED, DossierKind.RETURNED):
        return [speech.say("Hội đồng thẩm định đang bỏ phiếu. Hãy kết thúc bỏ phiếu trước.")]
    if not facts.is_vote_open and kind is DossierKind.VOTE_CLOSED:
        return [speech.say("Không có cuộc bỏ phiếu nào đang mở.")]
    return []


def check_step(
    procedure: Procedure,
    state: str | None,
    kind: DossierKind,
    facts: DossierFacts,
    *,
    who: str = "",
) -> NextStep:
    """The step, when its needs hold; rights are asked before. Raises NotAllowed, with every reason."""
    step = procedure.step(state, kind)
    found = _following(step, facts, True, who or step.who, VIETNAMESE)
    if not found.is_possible:
        lacking = list(dict.fromkeys(found.why_not))
        raise NotAllowed(f"Chưa thể {kind.act()}. {' '.join(lacking)}")
    return found
