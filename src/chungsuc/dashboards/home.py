"""What the first page lists."""

from __future__ import annotations

from typing import Any, NamedTuple

from chungsuc.administrative_units.models import Level, UnitPath
from chungsuc.plans import queries as plans
from chungsuc.plans.models import Plan


class Listed(NamedTuple):
    """One programme of the list."""

    plan: Plan
    province: str
    contradictions: int


def programmes(user: Any) -> list[Listed]:
    """Programmes that the reader may see: read plans that are followed, newest period first; two queries."""
    found = list(
        plans.listed(user)
        .filter(unit__isnull=False, state__in=plans.CONFIRMED)
        .order_by("-period_to", "unit__sort_key")
    )
    provinces = provinces_of([plan.unit_id for plan in found])
    return [
        Listed(plan, provinces.get(plan.unit_id, ""), getattr(plan, "contradictions", None) or 0)
        for plan in found
    ]


def provinces_of(unit_ids: list[str]) -> dict[str, str]:
    """The province that each unit lay in when it was last there."""
    rows = UnitPath.objects.filter(
        descendant__in=unit_ids, ancestor__level=Level.PROVINCE, depth__gt=0
    ).order_by("valid_from")
    return {row.descendant_id: row.ancestor.full_name for row in rows.select_related("ancestor")}
