"""What the first page lists."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple
from uuid import UUID

from django.utils.translation import gettext as _

from chungsuc.accounts import policy
from chungsuc.administrative_units.models import Level, Unit, UnitPath
from chungsuc.core.statements import Subject
from chungsuc.dashboards.figures import average_of, standard_of, total_of
from chungsuc.dashboards.wording import number_or_none
from chungsuc.plans import queries as plans
from chungsuc.plans.models import Plan, Target


class Listed(NamedTuple):
    """One programme of the list."""

    plan: Plan
    province: str
    errors: int
    promises: str


def programmes(user: Any) -> list[Listed]:
    """Programmes that the reader may see and that are followed, newest period first; three queries."""
    found = list(
        plans.listed(user)
        .filter(unit__isnull=False, state__in=plans.CONFIRMED)
        .order_by("-period_to", "unit__sort_key")
    )
    provinces = provinces_of([plan.unit_id for plan in found])
    targets: dict[UUID, list[Target]] = {}
    for target in Target.objects.filter(plan__in=found, subject__in=[Subject.COMMUNES, Subject.CRITERIA]):
        targets.setdefault(target.plan_id, []).append(target)
    return [
        Listed(
            plan,
            provinces.get(plan.unit_id, ""),
            getattr(plan, "errors", None) or 0,
            headline(targets.get(plan.pk, [])),
        )
        for plan in found
    ]


def workplaces(user: Any) -> list[Unit]:
    """Units at which the person holds a role today, the highest first; one query."""
    held = policy.roles_of(user).values("unit_id")
    order = list(Level)
    found = Unit.objects.filter(pk__in=held)
    return sorted(found, key=lambda each: (order.index(Level(each.level)), each.sort_key))


def headline(targets: Sequence[Target]) -> str:
    """ "3 xã đạt chuẩn, 120 tiêu chí, bình quân 12,5": what the plan itself states."""
    words = (
        (_("%(value)s xã đạt chuẩn"), standard_of(targets)),
        (_("%(value)s tiêu chí"), total_of(targets)),
        (_("bình quân %(value)s tiêu chí/xã"), average_of(targets)),
    )
    return ", ".join(
        words % {"value": number_or_none(target)} for words, target in words if target is not None
    )


def provinces_of(unit_ids: list[str]) -> dict[str, str]:
    """The province that each unit lay in when it was last there."""
    rows = UnitPath.objects.filter(
        descendant__in=unit_ids, ancestor__level=Level.PROVINCE, depth__gt=0
    ).order_by("valid_from")
    return {row.descendant_id: row.ancestor.full_name for row in rows.select_related("ancestor")}
