"""Số liệu chưa trình: what a unit entered and has not handed up, which its superiors do not see yet.

A person reads everything of the units where they work, and what their own office, or one above it, entered
below. Of what others entered there they read what was handed up or accepted.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import (
    BigIntegerField,
    CharField,
    DateField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Value,
)
from django.db.models.functions import Concat, ExtractYear
from django.utils.translation import gettext as _

from chungsuc.accounts import policy
from chungsuc.accounts.models import Role, RoleHeld
from chungsuc.administrative_units.models import Level, UnitPath
from chungsuc.administrative_units.queries import as_of
from chungsuc.administrative_units.tree import some_of
from chungsuc.assessments.models import Acceptance, Observation, Supersession
from chungsuc.core.dossiers import DossierKind
from chungsuc.core.observations import Observation as Fact
from chungsuc.core.reviews import ReviewKind
from chungsuc.stores.questions import Blank, Question
from chungsuc.workflow.models import DossierEvent, ReviewEvent

Office = tuple[str, ...] | None  # units where a person works; None: the system, which sees everything


def not_handed_up() -> str:
    """What a page, a file and a program are told of such a cell, and nothing more."""
    return _("Đơn vị đã có số liệu nhưng chưa trình nên chưa xem và chưa ghi được. Hãy chờ đơn vị trình.")


def office_of(user: Any) -> Office:
    """The units where the person works: who sees the same may be shown the same page."""
    if policy.is_system(user):
        return None
    if not getattr(user, "is_authenticated", False):
        return ()
    return tuple(sorted(unit_id for (unit_id,) in _WORKS(user=user.pk, day=policy.today())))


def _works() -> QuerySet[Any, Any]:
    on_a_day = as_of(Blank("day", DateField()))
    held = RoleHeld.objects.filter(on_a_day, user_id=Blank("user", BigIntegerField())).order_by()
    return held.exclude(role__in=(Role.READER, Role.ADMINISTRATOR)).values_list("unit_id").distinct()


_WORKS = Question(_works)  # asked at every save of a cell


def drafts(office: Office, unit_ids: Collection[str]) -> QuerySet[Observation]:
    """Số liệu chưa trình of these units that stands hidden from who works at an office."""
    if office is None:
        return Observation.objects.none()
    above = UnitPath.objects.filter(descendant__in=office).values("ancestor_id")
    own = RoleHeld.objects.filter(unit__in=above).values("user_id")
    # A thôn has no office: its commune enters its figures.
    of_villages = UnitPath.objects.filter(ancestor__in=office, ancestor__level=Level.COMMUNE)
    there = Observation.objects.filter(unit__in=list(unit_ids)).order_by()
    return (
        there.exclude(unit__in=office)
        .exclude(unit__in=of_villages.values("descendant_id"))
        .exclude(observed_by__in=own)
        .exclude(observed_by__is_system=True)
        .filter(
            ~Exists(Acceptance.objects.filter(observation=OuterRef("pk"))),
            ~Exists(_handed_up()),
            ~Exists(_dossiers()),
        )
    )


def _handed_up() -> QuerySet[ReviewEvent]:
    """The indicator of a figure, handed up or explained after it was recorded: for its year, or a later one
    in which it still counts."""
    code = ExpressionWrapper(OuterRef("indicator_code"), output_field=CharField())
    return ReviewEvent.objects.annotate(asked=code).filter(
        Q(code=F("asked")) | Q(asked__startswith=Concat("code", Value("."))),
        unit=OuterRef("unit_id"),
        criteria_set_id=OuterRef("criteria_set_id"),
        year__gte=ExtractYear(OuterRef("last_day")),
        kind__in=(ReviewKind.SUBMITTED, ReviewKind.EXPLAINED),
        at__gte=OuterRef("recorded_at"),
    )


def _dossiers() -> QuerySet[DossierEvent]:
    """The dossier of a figure's unit, handed up after it was recorded: conditions that nobody reviews go up
    with it."""
    return DossierEvent.objects.filter(
        dossier__unit=OuterRef("unit_id"),
        dossier__criteria_set_id=OuterRef("criteria_set_id"),
        dossier__year__gte=ExtractYear(OuterRef("last_day")),
        kind=DossierKind.SUBMITTED,
        at__gte=OuterRef("recorded_at"),
    )


def units_with_drafts(
    office: Office, unit_ids: Collection[str], *, criteria_set_id: str = "", until: date | None = None
) -> frozenset[str]:
    """Those of the units of which something stands that was not handed up: their reported results rest on
    it. Under one set and in periods that end by a day, where these are given; a query for two thousand."""
    found: set[str] = set()
    for some in some_of(set(unit_ids) - set(office)) if office is not None else ():
        rows = drafts(office, some).filter(~Exists(Supersession.objects.filter(older=OuterRef("pk"))))
        if criteria_set_id:
            rows = rows.filter(criteria_set_id=criteria_set_id)
        if until is not None:
            rows = rows.filter(last_day__lte=until)
        found.update(rows.values_list("unit_id", flat=True).distinct())
    return frozenset(found)


def hidden_in(user: Any, unit_id: str, criteria_set_id: str) -> frozenset[UUID]:
    """Which figures of a unit under a set the person does not see."""
    return hidden_among(user, [unit_id], criteria_set_id)


def hidden_among(user: Any, unit_ids: Collection[str], criteria_set_id: str) -> frozenset[UUID]:
    """The same of many units; a query for two thousand of them."""
    office = office_of(user)
    found: set[UUID] = set()
    for some in some_of(set(unit_ids) - set(office)) if office is not None else ():
        rows = drafts(office, some).filter(criteria_set_id=criteria_set_id)
        found.update(rows.values_list("pk", flat=True))
    return frozenset(found)


def hidden_from(user: Any, facts: Iterable[Fact]) -> frozenset[UUID]:
    """Which of these figures the person does not see. Of what they said themselves nothing is asked."""
    others = [each for each in facts if each.observed_by != str(user.pk)]
    if not others or (office := office_of(user)) is None:
        return frozenset()
    unit_ids = {each.slot.unit_id for each in others} - set(office)
    found: set[UUID] = set()
    sets, codes = (
        {each.slot.criteria_set_id for each in others},
        {each.slot.indicator for each in others},
    )
    for some in some_of(unit_ids):
        rows = drafts(office, some).filter(criteria_set_id__in=sets, indicator_code__in=codes)
        found.update(rows.values_list("pk", flat=True))
    return frozenset(found)
