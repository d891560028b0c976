"""The one place that adds a step to the review of a reading."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from chungsuc.audit.actions import record
from chungsuc.plans import queries
from chungsuc.plans.errors import ChangedMeanwhile, PlanError
from chungsuc.plans.models import Plan, Reading, ReadItem, ReviewStep

Kind = ReviewStep.Kind


def last_step(reading: Reading) -> int:
    """Số của bước cuối: 0 while nobody said anything."""
    return reading.steps.aggregate(last=Max("number"))["last"] or 0


def require_open(plan: Plan, reading: Reading) -> None:
    """Raises `PlanError` unless this very reading waits for its review."""
    last = queries.last_reading(plan)
    if plan.state in (Plan.State.TRACKED, Plan.State.PUBLISHED):
        raise PlanError(
            _(
                "Bản đọc đã được ghi nhận và đang được theo dõi nên không sửa tại chỗ được. Nếu bản đọc sai, "
                "hãy rút kế hoạch này (có lý do) rồi tải lên lại chính tệp ấy để rà soát từ đầu."
            )
        )
    if plan.state != Plan.State.IN_REVIEW or last is None or last.pk != reading.pk:
        raise PlanError(_("Bản đọc này không còn chờ rà soát. Hãy tải lại trang để xem trạng thái mới."))


def require_unchanged(item: ReadItem, seen: int | None) -> None:
    """Raises `ChangedMeanwhile` where someone said something of the item after the page was made."""
    if seen is None:
        return
    newer = item.steps.filter(number__gt=seen).select_related("by").order_by("-number").first()
    if newer is not None:
        raise ChangedMeanwhile(newer)


def add_step(
    plan: Plan,
    item: ReadItem,
    kind: Kind,
    *,
    by: Any,
    at: datetime,
    why: str = "",
    changes: dict[str, Any] | None = None,
) -> ReviewStep:
    """Add the next step to the reading of a locked plan, with its line in the log."""
    reading = item.reading
    step = ReviewStep.objects.create(
        reading=reading,
        number=last_step(reading) + 1,
        item=item,
        kind=kind,
        changes=changes or {},
        why=why,
        by=by,
        at=at,
    )
    told: dict[str, Any] = {
        "item": item.key,
        "line": item.line,
        "reading": reading.number,
        "step": step.number,
    }
    if kind in (Kind.CORRECTED, Kind.ADDED):
        told |= {"changes": step.changes, "why": why}
    else:
        told["decision"] = str(kind)
    action = {Kind.CORRECTED: "plan.item_corrected", Kind.ADDED: "plan.item_added"}.get(
        kind, "plan.item_decided"
    )
    record(action, plan, by=by, at=at, unit_id=plan.unit_id or "", data=told)
    return step
