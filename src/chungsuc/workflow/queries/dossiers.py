"""Reading dossiers: who sees which, where each stands, who may do what comes next, and by when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from chungsuc.accounts import policy
from chungsuc.accounts.models import Role, RoleHeld
from chungsuc.accounts.permissions import Permission, at_own_unit, roles_allowing
from chungsuc.administrative_units.models import Unit, UnitPath
from chungsuc.administrative_units.queries import as_of
from chungsuc.core import dossiers as core
from chungsuc.core.dossiers import DossierKind, PartFact, Procedure, ProcedureStep, Standing, VoteCount
from chungsuc.law import steps as law
from chungsuc.workflow.models import (
    CouncilSeat,
    Dossier,
    DossierEvent,
    DossierPart,
    RecognitionDecision,
    StepOwner,
)

# Who works for a body that the province gave a step to.
FOR_A_BODY = frozenset({Role.COORDINATION_OFFICE, Role.VERIFIER, Role.COMMITTEE})


# --- who sees which -----------------------------------------------------------------------------------


@cache
def public_states() -> frozenset[str]:
    """The states in which everyone may read a dossier: what was decided and announced."""
    return frozenset(
        state.code for procedure in law.procedures() for state in procedure.states if state.is_public
    )


def visible_to(user: Any) -> QuerySet[Dossier]:
    """Hồ sơ mà một người được xem: those of a unit for who works there, those that were handed up for who
    reads there or above, announced ones for everyone."""
    seen = Q(state__in=public_states())
    if policy.is_system(user):
        return Dossier.objects.all()
    if getattr(user, "is_authenticated", False):
        at = policy.roles_of(user).exclude(role__in=(Role.READER, Role.ADMINISTRATOR)).values("unit_id")
        handed_up = Exists(DossierEvent.objects.filter(dossier=OuterRef("pk"), kind=DossierKind.SUBMITTED))
        reads = policy.units_where(user, Permission.PLAN_VIEW)
        # A thôn has no office: its commune works on its dossier.
        of_villages = UnitPath.objects.filter(ancestor__in=at, ancestor__level="commune")
        seen |= Q(unit__in=at) | Q(unit__in=of_villages.values("descendant_id"))
        seen |= Q(unit__in=reads) & handed_up
    return Dossier.objects.filter(seen)


# --- where each stands --------------------------------------------------------------------------------


def procedure_of(dossier: Dossier) -> Procedure:
    """The procedure that it was opened under. Raises LawError where this release no longer has it."""
    return law.procedure(dossier.steps_id)


def standings(dossiers: Collection[Dossier]) -> dict[UUID, Standing]:
    """Hiện trạng of each, folded from its events; one query."""
    events: dict[UUID, list[core.DossierEvent]] = defaultdict(list)
    rows = DossierEvent.objects.filter(dossier__in=[each.pk for each in dossiers]).order_by()
    for pk, number, kind, at in rows.values_list("dossier_id", "number", "kind", "at"):
        on = timezone.localtime(at).date()
        events[pk].append(core.DossierEvent(number=number, kind=kind, on=on))
    return {each.pk: core.fold_dossier(procedure_of(each), events[each.pk]) for each in dossiers}


def standing(dossier: Dossier) -> Standing:
    """Hiện trạng of one."""
    return standings([dossier])[dossier.pk]


def history(dossier: Dossier) -> list[DossierEvent]:
    """Việc đã làm, in order, each with its person and body; its decision, where it has one, as `decision`,
    with the papers that came later."""
    rows = dossier.events.select_related("by", "body", "decision__body", "decision__signatory")
    return list(rows.prefetch_related("decision__papers__by").order_by("number"))


def done_by(client_id: UUID) -> DossierEvent | None:
    """What a press of a button did, when it was done already."""
    return DossierEvent.objects.filter(client_id=client_id).select_related("dossier").first()


# --- its parts and votes ------------------------------------------------------------------------------


def parts(dossier: Dossier) -> dict[str, list[DossierPart]]:
    """Thành phần by kind, the one that counts first."""
    found: dict[str, list[DossierPart]] = defaultdict(list)
    for each in dossier.parts.select_related("by").order_by("-pk"):
        found[each.kind].append(each)
    return dict(found)


def part_facts(found: Mapping[str, list[DossierPart]], *, since: Any = None) -> dict[str, PartFact]:
    """The part of each kind that counts. Minutes of the council count that were recorded since a moment:
    what it voted before the dossier was handed up again was about another one."""
    facts = {}
    for kind, rows in found.items():
        newest = rows[0]
        if kind == DossierPart.Kind.COUNCIL_MINUTES and since is not None and newest.at < since:
            continue
        facts[kind] = PartFact(
            stated_on=newest.stated_on,
            part=newest.part,
            whole=newest.whole,
            base=newest.base,
            amount=newest.amount,
            days=newest.days,
        )
    return facts


@dataclass(frozen=True)
class Vote:
    """Cuộc bỏ phiếu của hội đồng thẩm định: the last one since the dossier was handed up."""

    opening: DossierEvent
    closing: DossierEvent | None
    seats: tuple[CouncilSeat, ...]

    @property
    def is_open(self) -> bool:
        return self.closing is None

    @property
    def count(self) -> VoteCount:
        votes = [seat.vote.choice for seat in self.seats if hasattr(seat, "vote")]
        agree = votes.count("agree")
        return VoteCount(called=len(self.seats), agree=agree, disagree=len(votes) - agree)

    def seat_of(self, user: Any) -> CouncilSeat | None:
        """The person's own seat."""
        return next((seat for seat in self.seats if seat.held.user_id == user.pk), None)


def vote_of(events: Iterable[DossierEvent]) -> Vote | None:
    """The vote that counts among the events of a dossier, in order; one query where there is one."""
    opening = closing = None
    for event in events:
        match event.kind:
            case DossierKind.SUBMITTED:
                opening = closing = None
            case DossierKind.VOTE_OPENED:
                opening, closing = event, None
            case DossierKind.VOTE_CLOSED:
                closing = event
    if opening is None:
        return None
    seats = opening.seats.select_related("held__user", "held__body", "vote").order_by("pk")
    return Vote(opening, closing, tuple(seats))


def council_of(dossier: Dossier, step: ProcedureStep) -> QuerySet[RoleHeld]:
    """Roles of the members who are called to a vote: held today where the step is done."""
    above = UnitPath.objects.filter(descendant=dossier.unit, ancestor__level__in=step.levels)
    held = RoleHeld.objects.filter(
        as_of(policy.today()), role=Role.COUNCIL, unit__in=above.values("ancestor_id")
    )
    return held.select_related("user").order_by("pk")


# --- who may do what comes next -----------------------------------------------------------------------


class Held(NamedTuple):
    """A role of a person, as far as steps ask."""

    role: str
    unit_id: str
    level: str
    body_id: int | None


@dataclass(frozen=True)
class Hands:
    """Ai làm được gì: what a person holds today, and under which units each dossier lies."""

    is_system: bool
    held: tuple[Held, ...]
    above: Mapping[str, frozenset[str]]  # by unit: the units where the person holds a role, at or above it
    owners: Mapping[tuple[str, str, str], StepOwner]  # by unit, steps and kind

    def may(self, dossier: Dossier, step: ProcedureStep) -> bool:
        if self.is_system:
            return True
        owner = self.owners.get((dossier.unit_id, dossier.steps_id, step.kind))
        if step.is_assignable and owner is not None and owner.body_id is not None:
            return any(each.body_id == owner.body_id and each.role in FOR_A_BODY for each in self.held)
        permission = Permission(step.permission)
        roles, own = roles_allowing(permission), at_own_unit(permission)
        here = self.above.get(dossier.unit_id, frozenset())
        return any(
            each.role in roles
            and each.unit_id in here
            and each.level in step.levels
            and (each.role not in own or each.unit_id == dossier.unit_id)
            for each in self.held
        )

    def who(self, dossier: Dossier, step: ProcedureStep) -> str:
        """Who does the step: the body that the province named, else whom the procedure names."""
        owner = self.owners.get((dossier.unit_id, dossier.steps_id, step.kind))
        assigned = step.is_assignable and owner is not None and owner.body is not None
        return owner.body.name if assigned and owner is not None and owner.body is not None else step.who


def hands_of(user: Any, dossiers: Collection[Dossier], *, on: date | None = None) -> Hands:
    """What the person may do with these dossiers; three queries, however many they are."""
    unit_ids = {each.unit_id for each in dossiers}
    rows = policy.roles_of(user).values_list("role", "unit_id", "unit__level", "body_id")
    held = tuple(Held(*row) for row in rows)
    above: dict[str, set[str]] = defaultdict(set)
    paths = UnitPath.objects.filter(
        descendant__in=unit_ids, ancestor__in={each.unit_id for each in held}
    ).values_list("descendant_id", "ancestor_id")
    for unit_id, ancestor_id in paths:
        above[unit_id].add(ancestor_id)
    return Hands(
        is_system=policy.is_system(user),
        held=held,
        above={unit_id: frozenset(found) for unit_id, found in above.items()},
        owners=owners_of(unit_ids, on=on or policy.today()),
    )


def owners_of(unit_ids: Iterable[str], *, on: date) -> dict[tuple[str, str, str], StepOwner]:
    """Phân công bước by unit, procedure and kind: the newest that has begun above; two queries."""
    said: dict[str, list[StepOwner]] = defaultdict(list)
    rows = StepOwner.objects.filter(valid_from__lte=on).select_related("body")
    for row in rows.order_by("valid_from", "pk"):
        said[row.unit_id].append(row)
    if not said:
        return {}
    found: dict[tuple[str, str, str], StepOwner] = {}
    paths = UnitPath.objects.filter(descendant__in=list(unit_ids), ancestor__in=said).order_by("-depth")
    for unit_id, ancestor_id in paths.values_list("descendant_id", "ancestor_id"):
        for row in said[ancestor_id]:
            found[unit_id, row.steps_id, row.kind] = row
    return found


def said_of_steps(unit: Unit) -> list[StepOwner]:
    """Phân công bước that the unit has said, the newest first."""
    rows = StepOwner.objects.filter(unit=unit).select_related("body", "by")
    return list(rows.order_by("-valid_from", "-pk"))


def allowed(hands: Hands, dossier: Dossier, procedure: Procedure, state: str) -> set[DossierKind]:
    """The steps after a state that the person has the right to take."""
    return {step.kind for step in procedure.after(state) if hands.may(dossier, step)}


def may_open(user: Any, unit: Unit, procedure: Procedure) -> bool:
    """May the person open a dossier of the unit?"""
    asked = Dossier(unit=unit, steps_id=procedure.id)
    return hands_of(user, [asked]).may(asked, procedure.step(None, DossierKind.OPENED))


def may_add_paper(hands: Hands, decision: RecognitionDecision) -> bool:
    """May the person add the signed paper of a decision? Who may record the decision itself."""
    dossier, kind = decision.event.dossier, decision.event.kind
    return any(hands.may(dossier, step) for step in procedure_of(dossier).steps if step.kind == kind)


# --- by when ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Waiting:
    """Hồ sơ đang chờ: a dossier, where it stands, who answers for the next step and until when."""

    dossier: Dossier
    standing: Standing
    step: ProcedureStep
    who: str
    is_mine: bool

    def days_left(self, on: date) -> int | None:
        return self.standing.days_left(on)

    @property
    def by_deadline(self) -> tuple[bool, date, str]:
        """In which order a list shows them: what is due first, then what has no day."""
        due = self.standing.due
        return due is None, due or self.standing.since, self.dossier.unit.sort_key


def waiting(user: Any, *, among: QuerySet[Dossier] | None = None) -> list[Waiting]:
    """Hồ sơ đang chờ một bước, by deadline, of those that the person may see; six queries at most."""
    seen = visible_to(user) if among is None else among
    dossiers = [
        each
        for each in seen.select_related("unit").order_by("pk")
        if procedure_of(each).state(each.state).waits_for is not None
    ]
    found, hands = standings(dossiers), hands_of(user, dossiers)
    listed = []
    for each in dossiers:
        step = procedure_of(each).accountable(found[each.pk].state.code)
        if step is not None:
            listed.append(Waiting(each, found[each.pk], step, hands.who(each, step), hands.may(each, step)))
    return sorted(listed, key=lambda one: one.by_deadline)


def due(user: Any, on: date) -> list[Waiting]:
    """Việc của tôi: dossiers that wait for a step that the person may take, by deadline. What everyone may
    read because it was announced, and waits for nothing but its yearly check, is left out until it is due."""
    listed = waiting(user, among=visible_to(user).exclude(state__in=public_states()))
    return [each for each in listed if each.is_mine]


# --- recognition --------------------------------------------------------------------------------------


def revoked_among(unit_ids: Collection[str]) -> set[str]:
    """Those of the units whose recognition was taken back, and that were not recognised since."""
    rows = RecognitionDecision.objects.filter(
        event__kind=DossierKind.REVOKED, event__dossier__unit__in=list(unit_ids)
    )
    return set(rows.values_list("event__dossier__unit_id", flat=True)) - recognitions(unit_ids).keys()


def recognitions(unit_ids: Iterable[str]) -> dict[str, list[RecognitionDecision]]:
    """Công nhận đã có, by unit, the newest first: of the unit as it existed, announced and not taken back
    (yet: a proposal to take it back is not a decision)."""
    rows = RecognitionDecision.objects.filter(
        event__kind=DossierKind.RECOGNISED,
        event__dossier__unit__in=list(unit_ids),
        event__dossier__in=DossierEvent.objects.filter(kind=DossierKind.ANNOUNCED).values("dossier_id"),
    ).exclude(event__dossier__events__kind=DossierKind.REVOKED)
    found: dict[str, list[RecognitionDecision]] = defaultdict(list)
    for row in rows.select_related("event__dossier", "body").order_by("-signed_on", "-pk"):
        found[row.event.dossier.unit_id].append(row)
    return dict(found)
