"""When a programme page is the same as before.

What the page shows of a confirmed plan is made from things that only grow: the plan's events, the
observations of its communes and what became of them in review, the editions of the units, and what was
decided over its criteria set and those that it leans on. Their counts name the content, so a page that was
made under the same counts can be shown again, in every process, with nothing to invalidate.
"""

from __future__ import annotations

from functools import cache

from django.db import connection
from django.utils.translation import get_language

from chungsuc import __version__
from chungsuc.accounts.models import RoleHeld
from chungsuc.administrative_units.models import ReferenceLoad, Reorganisation, UnitPath, UnitTag
from chungsuc.assessments.models import Observation
from chungsuc.assessments.rollup_law import stored_law
from chungsuc.assessments.rollup_links import asked_of, stands_on
from chungsuc.criteria import queries as criteria
from chungsuc.criteria.models import FigureReview, Overlay
from chungsuc.plans.models import Plan, PlanEvent
from chungsuc.plans.queries import CONFIRMED
from chungsuc.workflow.models import Dossier, DossierEvent, ReviewEvent


@cache
def _counts_sql(sets: int) -> str:
    """One query, written once for each number of criteria sets: composing it anew would take longer than the
    rest of the page."""
    events, seen, paths, loads, orders, tags, overlays, reviews, reviewed, dossiers, steps, roles = (
        model._meta.db_table
        for model in (
            PlanEvent,
            Observation,
            UnitPath,
            ReferenceLoad,
            Reorganisation,
            UnitTag,
            Overlay,
            FigureReview,
            ReviewEvent,
            Dossier,
            DossierEvent,
            RoleHeld,
        )
    )
    # Names of our own tables only; every value is a parameter.
    those = f"({', '.join(['%s'] * sets)})"
    return (
        f"SELECT (SELECT MAX(number) FROM {events} WHERE plan_id = %s), "  # noqa: S608
        f"(SELECT COUNT(*) FROM {seen} WHERE criteria_set_id IN {those} AND unit_id IN "
        f"(SELECT descendant_id FROM {paths} WHERE ancestor_id = %s)), "
        f"(SELECT MAX(id) FROM {loads}), (SELECT MAX(id) FROM {orders}), "
        f"(SELECT COUNT(*) + COUNT(valid_to) FROM {tags}), "
        f"(SELECT COUNT(*) + COUNT(withdrawn_at) FROM {overlays} WHERE set_id IN {those}), "
        f"(SELECT COUNT(*) FROM {reviews} WHERE set_id IN {those}), "
        # Who may see which figure: handed up, accepted, or entered by whom.
        f"(SELECT COUNT(*) FROM {reviewed} WHERE criteria_set_id IN {those} AND unit_id IN "
        f"(SELECT descendant_id FROM {paths} WHERE ancestor_id = %s)), "
        f"(SELECT COUNT(*) FROM {steps} JOIN {dossiers} ON {dossiers}.id = {steps}.dossier_id "
        f"WHERE criteria_set_id IN {those} AND unit_id IN "
        f"(SELECT descendant_id FROM {paths} WHERE ancestor_id = %s)), "
        f"(SELECT MAX(id) FROM {roles})"
    )


def key(plan: Plan) -> str | None:
    """The name of the page's content; None for a plan that is still being reviewed."""
    if plan.state not in CONFIRMED:
        return None
    plan_id = PlanEvent._meta.get_field("plan").get_db_prep_value(plan.pk, connection)
    version = plan.criteria_set
    sets = [version.set_id] if version else [""]
    if version and asked_of(criteria.criteria_set(version)):  # else nothing need be asked of the store
        sets += sorted(stands_on(stored_law(), version))
    of_units = [*sets, plan.unit_id]
    with connection.cursor() as cursor:
        cursor.execute(_counts_sql(len(sets)), [plan_id, *of_units, *sets, *sets, *of_units, *of_units])
        counts = cursor.fetchone()
    return ":".join(map(str, ("programme", __version__, get_language(), plan.pk, *counts)))
