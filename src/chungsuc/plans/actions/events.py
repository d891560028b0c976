"""The one place that adds an event to a plan."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from chungsuc.audit.actions import record
from chungsuc.core.workflow import PLAN_LIFE, PlanEventKind
from chungsuc.plans.errors import PlanError
from chungsuc.plans.models import Plan, PlanEvent


def lock(plan: Plan | UUID | str) -> Plan:
    """The plan as it stands now, held until the transaction ends. Raises `PlanError` if it is gone."""
    pk = plan.pk if isinstance(plan, Plan) else plan
    try:
        return Plan.objects.select_for_update().get(pk=pk)
    except Plan.DoesNotExist:
        raise PlanError(_("Không tìm thấy kế hoạch này. Hãy mở lại danh sách kế hoạch.")) from None


def add_event(
    plan: Plan,
    kind: PlanEventKind,
    *,
    by: Any,
    at: datetime,
    note: str = "",
    data: dict[str, Any] | None = None,
) -> PlanEvent:
    """Add the next event to a locked plan and set the state that all its events fold to.

    Saves the plan, so fields that belong to the same step are set before. Raises `NotAllowed`.
    """
    kinds = list(PlanEvent.objects.filter(plan=plan).order_by("number").values_list("kind", flat=True))
    state = PLAN_LIFE.fold([*kinds, kind])
    event = PlanEvent.objects.create(
        plan=plan, number=len(kinds) + 1, kind=kind, by=by, at=at, note=note, data=data or {}
    )
    plan.state = str(state)
    plan.save()
    record(
        f"plan.{kind}",
        plan,
        by=by,
        at=at,
        unit_id=plan.unit_id or "",
        data={"event": event.number, **(data or {})},
    )
    return event
