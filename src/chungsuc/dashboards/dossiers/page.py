"""What the page of a dossier shows: where it stands, what is lacking, who may do what, and its history."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from chungsuc.accounts import policy
from chungsuc.accounts.permissions import roles_allowing
from chungsuc.accounts.policy import Permission
from chungsuc.administrative_units.models import Succession, Unit
from chungsuc.assessments.queries import readable
from chungsuc.core.dossiers import (
    BY_A_DECISION,
    NEEDS_A_REASON,
    DossierFacts,
    DossierKind,
    DossierState,
    JudgedNeed,
    NeedKind,
    NextStep,
    PartFact,
    Told,
    differs,
    next_steps,
)
from chungsuc.core.reasons import show_value
from chungsuc.dashboards.dossiers.due import Due, due_of
from chungsuc.dashboards.dossiers.facts import Case, case_of
from chungsuc.dashboards.dossiers.forms import DecisionForm, LaterPaperForm, PartForm, StepForm, VoteForm
from chungsuc.languages.figures import format_number
from chungsuc.languages.words import SPEECH
from chungsuc.workflow import queries
from chungsuc.workflow.actions.dossier_parts import ANSWERS, Kind, may_state
from chungsuc.workflow.models import (
    CouncilSeat,
    DecisionPaper,
    Dossier,
    DossierEvent,
    DossierPart,
    RecognitionDecision,
)

_OF_THE_APPRAISAL = (Permission.DOSSIER_APPRAISE, Permission.COUNCIL_VOTE, Permission.DOSSIER_DECIDE)


class Place(NamedTuple):
    """Một chặng on the line of the usual way."""

    state: DossierState
    is_here: bool
    reached: date | None  # when it was reached last; None: not yet


class ShownStep(NamedTuple):
    """Một bước, with the form by which this person takes it."""

    step: NextStep
    act: str
    why_not: list[str]  # besides its needs
    form: StepForm | None
    decision: DecisionForm | None
    no_signers: list[tuple[Unit, bool]]  # where nobody is recorded who could sign; may the person record them
    asks_reason: bool
    asks_codes: bool
    asks_year: bool


class ShownPart(NamedTuple):
    """Một thành phần: what was stated last, what before, what it must come to."""

    kind: str
    label: str
    newest: DossierPart | None
    older: list[DossierPart]
    needs: list[JudgedNeed]
    differs: str  # what the unit's figure about the same thing says, where that is something else
    form: PartForm | None


class ShownEvent(NamedTuple):
    """Một việc đã làm."""

    event: DossierEvent
    done: str
    decision: RecognitionDecision | None
    papers: list[DecisionPaper]  # that came after it was recorded
    form: LaterPaperForm | None

    @property
    def lacks_paper(self) -> bool:
        return self.decision is not None and not (self.decision.file_sha256 or self.papers)


class Sent(NamedTuple):
    """What a person sent and was refused: the page gives it back, with each problem beside its field."""

    of: str = ""  # the kind of the step or of the part; empty: nothing was refused
    form: Any = None
    decision: DecisionForm | None = None


NOTHING = Sent()


@dataclass(frozen=True)
class DossierPage:
    """Everything that the page shows."""

    case: Case
    facts: DossierFacts
    headline: str  # of the criteria: how many are met, and of how many that can be said
    is_of_accepted: bool  # of what was accepted; until it is handed up, of what was reported
    sees_results: bool
    line: list[Place]
    who: str  # answers for the next step
    due: Due
    lacking: list[JudgedNeed]  # for the next step
    reviews_at: str  # where the person looks into what waits for bodies in charge; empty for who may not
    steps: list[ShownStep]
    parts: list[ShownPart]
    vote: queries.Vote | None
    seat: CouncilSeat | None
    vote_form: VoteForm | None
    sees_votes: bool  # who said what: of those who appraise, vote and decide only
    history: list[ShownEvent]
    predecessors: list[RecognitionDecision]
    unsure: list[Told]


def dossier_page(user: Any, dossier: Dossier, sent: Sent = NOTHING) -> DossierPage:
    """Join a dossier with what it rests on, for a person; some thirty queries, whatever its history."""
    case = case_of(dossier)
    facts, on = case.facts(), policy.today()
    state = case.standing.state
    hands = queries.hands_of(user, [dossier])
    following = next_steps(
        case.procedure,
        state.code,
        facts,
        allowed=queries.allowed(hands, dossier, case.procedure, state.code),
        who={each.kind: hands.who(dossier, each) for each in case.procedure.after(state.code)},
        speech=SPEECH,
    )
    waited = next((each for each in following if each.kind is state.waits_for), None)
    needs = [each for step in following for each in step.needs]
    seat = case.vote.seat_of(user) if case.vote is not None else None
    may_vote = seat is not None and case.vote is not None and case.vote.is_open and not hasattr(seat, "vote")
    return DossierPage(
        case=case,
        facts=facts,
        headline=case.judged.tally.told(SPEECH),
        is_of_accepted=not state.is_open,
        sees_results=bool(readable(user, dossier.unit)),
        line=_line(case),
        who=waited.who if waited is not None else "",
        due=due_of(case.standing, on),
        lacking=[each for each in waited.needs if each.blocks] if waited is not None else [],
        reviews_at=_reviews_at(dossier, hands),
        steps=[_shown(case, each, user, sent) for each in following],
        parts=_parts(case, facts, needs, user, hands, sent=sent),
        vote=case.vote,
        seat=seat,
        vote_form=(sent.form if isinstance(sent.form, VoteForm) else VoteForm()) if may_vote else None,
        sees_votes=any(policy.may(user, each, at=dossier.unit) for each in _OF_THE_APPRAISAL),
        history=[_shown_event(each, hands) for each in reversed(case.events)],
        predecessors=predecessors_recognised(dossier),
        unsure=case.procedure.unsure(),
    )


def _reviews_at(dossier: Dossier, hands: queries.Hands) -> str:
    """The list of who reviews at the unit or above; else, for who works at the unit, what it is asked."""
    here = hands.above.get(dossier.unit_id, frozenset())
    of = [dossier.criteria_set_id, dossier.year]
    for each in hands.held:
        if each.unit_id in here and each.role in roles_allowing(Permission.REVIEW):
            return reverse("dashboards:review-list", args=[each.unit_id, *of]) + "?loc=cho"
    if any(each.unit_id == dossier.unit_id for each in hands.held):
        return reverse("dashboards:review-questions", args=[dossier.unit_id, *of])
    return ""


def _line(case: Case) -> list[Place]:
    """The usual way, with the days on which each place was reached; what lies beside it only while there."""
    reached: dict[str, DossierEvent] = {}
    code: str | None = None
    for event in case.events:
        after = case.procedure.life.next(code, event.kind)
        if after != code:
            reached[after] = event
        code = after
    here = case.standing.state
    places = []
    for state in case.procedure.states:
        if not state.is_on_line and state is not here:
            continue
        event = reached.get(state.code)
        places.append(Place(state, state is here, _day(event) if event is not None else None))
    return places


def _day(event: DossierEvent) -> date:
    return timezone.localtime(event.at).date()


def _shown_event(event: DossierEvent, hands: queries.Hands) -> ShownEvent:
    decision = getattr(event, "decision", None)
    papers, form = [], None
    if decision is not None:
        papers = list(decision.papers.all())
        if queries.may_add_paper(hands, decision):
            form = LaterPaperForm(initial={"decision": decision.pk}, auto_id=f"ban-ky-{decision.pk}_%s")
    return ShownEvent(event, DossierKind(event.kind).done(SPEECH), decision, papers, form)


def _shown(case: Case, step: NextStep, user: Any, sent: Sent) -> ShownStep:
    form = decision = None
    again = sent if sent.of == step.kind.value and isinstance(sent.form, StepForm) else NOTHING
    no_signers: list[tuple[Unit, bool]] = []
    if step.is_possible:
        initial = {"kind": step.kind.value, "seen": case.standing.number}
        form = again.form or StepForm(initial=initial, auto_id=f"{step.kind}_%s")
        if step.kind in BY_A_DECISION:
            decision = again.decision or DecisionForm(case.dossier, step.step, auto_id=f"{step.kind}_%s")
            if decision.is_unsigned:
                where = decision.signed_at
                no_signers = [(at, policy.may(user, Permission.UNITS_CHANGE, at=at)) for at in where]
    return ShownStep(
        step=step,
        act=step.kind.act(SPEECH),
        why_not=[each for each in step.why_not if each not in {need.words for need in step.needs}],
        form=form,
        decision=decision,
        no_signers=no_signers,
        asks_reason=step.kind in NEEDS_A_REASON,
        asks_codes=step.kind is DossierKind.RETURNED,
        asks_year=step.kind is DossierKind.CHECKED,
    )


def _parts(
    case: Case,
    facts: DossierFacts,
    needs: Iterable[JudgedNeed],
    user: Any,
    hands: queries.Hands,
    *,
    sent: Sent,
) -> list[ShownPart]:
    """The parts that the procedure asks for, or that were stated; the Front's opinion always."""
    asked = {need.kind for step in case.procedure.steps for need in step.needs}
    if not asked & set(ANSWERS.values()):
        return []
    judged = {each.need.kind: each for each in needs}
    shown = []
    for kind in Kind:
        rows, answers = case.parts.get(kind.value, []), ANSWERS[kind]
        wanted = answers in asked or kind is Kind.SOCIAL_CRITICISM
        if kind is Kind.PREREQUISITE and case.criteria_set.prerequisite is None:
            wanted = False
        if not rows and not wanted:
            continue
        form = None
        if may_state(case.dossier, kind.value, user, hands):
            is_again = sent.of == kind.value and isinstance(sent.form, PartForm)
            form = sent.form if is_again else PartForm(kind.value)
        shown.append(
            ShownPart(
                kind.value,
                str(kind.label),
                rows[0] if rows else None,
                rows[1:],
                [judged[answers]] if answers in judged else [],
                _differs(case, answers, facts.parts.get(kind.value), hands),
                form,
            )
        )
    return shown


def _differs(case: Case, kind: NeedKind, part: PartFact | None, hands: queries.Hands) -> str:
    """Nêu khác nhau ở hai nơi, told side by side: it refuses nothing, a person looks."""
    needs = [need for step in case.procedure.steps for need in step.needs if need.kind is kind]
    codes = dict(pair for need in needs for pair in need.same_as)
    code = codes.get(case.dossier.criteria_set_id)
    if part is None or code is None:
        return ""
    is_own = any(each.unit_id == case.dossier.unit_id for each in hands.held)
    value = case.conditions(is_own=is_own).get(code)
    if not differs(kind, part, value):
        return ""
    unit = next((each.unit for each in case.criteria_set.conditions if each.code == code), None)
    if part.amount is not None:
        told = f"{format_number(part.amount)} {_('đồng')}"
    else:
        told = f"{format_number(part.part or 0)}/{format_number(part.whole or 0)}"
    return _("Hai nơi nêu khác nhau: mục %(code)s của bảng nhập ghi %(value)s; hồ sơ ghi %(told)s.") % {
        "code": code,
        "value": show_value(value, unit, SPEECH),
        "told": told,
    }


def predecessors_recognised(dossier: Dossier) -> list[RecognitionDecision]:
    """Đơn vị cũ đã được công nhận: what those had that the unit was made from. It is not handed on."""
    origins = Succession.objects.filter(successor=dossier.unit_id).values_list("predecessor_id", flat=True)
    found = queries.recognitions(list(origins))
    return [each for rows in found.values() for each in rows]
