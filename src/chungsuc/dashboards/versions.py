"""When a programme page is the same as before.

What the page shows of a confirmed plan is made from three things that only grow: the plan's events, the
observations of its communes, and the editions of the units. Their counts name the content, so a page that was
made under the same counts can be shown again, in every process, with nothing to invalidate.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Max, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import get_language

from chungsuc import __version__
from chungsuc.administrative_units.models import ReferenceLoad, UnitPath
from chungsuc.assessments.models import Observation
from chungsuc.plans.models import Plan, PlanEvent
from chungsuc.plans.queries import CONFIRMED


def with_version(plans: QuerySet[Plan]) -> QuerySet[Plan]:
    """Add the counts to a query of plans; no query of its own."""
    below = UnitPath.objects.filter(ancestor=OuterRef(OuterRef("unit_id"))).values("descendant_id")
    seen = Observation.objects.filter(unit_id__in=below, criteria_set_id=OuterRef("criteria_set__set_id"))
    events = PlanEvent.objects.filter(plan=OuterRef("pk"))
    return plans.annotate(
        seen_observations=_one(seen, Count("pk")),
        last_event=_one(events, Max("number")),
        units_edition=Coalesce(Subquery(ReferenceLoad.objects.order_by("-pk").values("pk")[:1]), 0),
    )


def _one(rows: QuerySet[Any], figure: Any) -> Coalesce:
    one = rows.order_by().annotate(all_of_them=Value(1)).values("all_of_them")
    return Coalesce(Subquery(one.annotate(figure=figure).values("figure")), 0)


def key(plan: Any) -> str | None:
    """The name of the page's content; None for a plan that is still being reviewed."""
    if plan.state not in CONFIRMED:
        return None
    counts = (plan.last_event, plan.seen_observations, plan.units_edition)
    return ":".join(map(str, ("programme", __version__, get_language(), plan.pk, *counts)))
