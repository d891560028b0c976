"""Reading plans, narrowed to what the reader may see."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from chungsuc.accounts import policy
from chungsuc.accounts.models import RoleHeld
from chungsuc.accounts.policy import Permission
from chungsuc.core.statements import FindingKind, Severity
from chungsuc.plans.models import Check, Finding, Plan, Reading, ReadItem, ReviewStep

CONFIRMED = (Plan.State.TRACKED, Plan.State.PUBLISHED)


def visible_to(user: Any) -> QuerySet[Plan]:
    """Kế hoạch được xem.

    Published: everyone. Confirmed: who may view at the unit or above it. Everything else is a
    draft of the office: whoever holds the role at that very unit, or brought the paper in and
    still works in an office above it.
    """
    plans = Plan.objects.all()
    if policy.is_system(user):
        return plans
    seen = Q(state=Plan.State.PUBLISHED)
    if getattr(user, "is_authenticated", False):
        seen |= Q(state__in=CONFIRMED, unit_id__in=policy.units_where(user, Permission.PLAN_VIEW))
        seen |= Q(unit_id__in=_offices_of(user))
        in_office = Q(unit__isnull=True) | Q(unit_id__in=policy.units_where(user, Permission.PLAN_VIEW_DRAFT))
        seen |= Q(created_by=user) & in_office
    return plans.filter(seen)


def _offices_of(user: Any) -> QuerySet[RoleHeld]:
    """The very units where a person's role shows drafts: a superior waits until the paper is confirmed."""
    roles = [role for role, allowed in policy.ALLOWS.items() if Permission.PLAN_VIEW_DRAFT in allowed]
    return policy.roles_of(user).filter(role__in=roles).values("unit_id")


def listed(user: Any) -> QuerySet[Plan]:
    """Plans for a list: with the unit, and how many errors and open questions the last reading has."""
    last = Subquery(Reading.objects.filter(plan=OuterRef("pk")).order_by("-number").values("pk")[:1])
    return (
        visible_to(user)
        .select_related("unit", "upload", "created_by")
        .annotate(last_reading=last)
        .annotate(
            errors=_count(
                Finding.objects.filter(reading=OuterRef("last_reading"), severity=Severity.ERROR).current()
            ),
            unanswered=_count(
                ReadItem.objects.filter(
                    reading=OuterRef("last_reading"),
                    is_asked=True,
                    decision=ReadItem.Decision.PENDING,
                )
            ),
        )
    )


def _count(rows: QuerySet[Any]) -> Subquery:
    return Subquery(rows.order_by().values("reading").annotate(n=Count("pk")).values("n"))


def get(user: Any, pk: UUID | str) -> Plan:
    """One plan that the reader may see. Raises `Plan.DoesNotExist`, also where it exists unseen."""
    return visible_to(user).select_related("unit", "upload", "criteria_set", "created_by").get(pk=pk)


def of_bytes(user: Any, sha256: str) -> Plan | None:
    """The plan of a file that was brought in before, where the reader may see it and it was not withdrawn."""
    return visible_to(user).filter(upload__sha256=sha256).exclude(state=Plan.State.WITHDRAWN).first()


def last_reading(plan: Plan) -> Reading | None:
    """The newest reading, or None while there is none."""
    return plan.readings.order_by("-number").first()


def contradictions_left(plan: Plan) -> list[Finding]:
    """Contradictions of the newest reading that nobody has acknowledged yet."""
    reading = last_reading(plan)
    found = Finding.objects.filter(kind=FindingKind.CONTRADICTION, acknowledgement__isnull=True)
    return [] if reading is None else list(found.filter(reading=reading).current().select_related("reading"))


def last_check(reading: Reading) -> Check | None:
    """The newest check of a reading."""
    return reading.checks.select_related("asked_by").order_by("-number").first()


def corrected_unchecked(reading: Reading) -> bool:
    """Was something corrected after the newest check?"""
    check = last_check(reading)
    newer = reading.steps.filter(number__gt=check.steps if check else 0)
    return newer.filter(kind__in=[ReviewStep.Kind.CORRECTED, ReviewStep.Kind.ADDED]).exists()
