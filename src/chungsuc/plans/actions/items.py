"""Reviewing one item at a time: right, wrong, or right once it is corrected."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from chungsuc.accounts import policy
from chungsuc.accounts.policy import Permission
from chungsuc.audit.actions import record
from chungsuc.plans import queries
from chungsuc.plans.actions.events import lock
from chungsuc.plans.actions.steps import Kind, add_step, require_open, require_unchanged
from chungsuc.plans.corrections import changed, written_anew
from chungsuc.plans.errors import PlanError
from chungsuc.plans.models import Plan, Reading, ReadItem

Decision = ReadItem.Decision


@transaction.atomic
def decide(
    *, item: ReadItem, decision: Decision, by: Any, now: datetime, why: str = "", seen: int | None = None
) -> ReadItem:
    """Đúng / Không đúng: a person says whether one item says what the paper says.

    `seen` is the last step of the item that was on the person's page. Raises `PlanError`.
    """
    plan, item = _open(item, by, seen)
    if decision == Decision.PENDING:
        raise PlanError(_("Hãy chọn Đúng hoặc Không đúng."))
    if item.decision == decision:
        return item
    add_step(plan, item, Kind(decision), by=by, at=now, why=why.strip())
    item.decision, item.decided_by, item.decided_at = decision, by, now
    item.save(update_fields=["decision", "decided_by", "decided_at"])
    return item


@transaction.atomic
def correct(
    *, item: ReadItem, data: dict[str, Any], why: str, by: Any, now: datetime, seen: int | None = None
) -> ReadItem:
    """Sửa mục đã đọc: what it should say, and why. What was read stays beside it.

    Raises `PlanError`, also where nothing is different.
    """
    plan, item = _open(item, by, seen)
    changes = changed(item.reviewed, data)
    if not changes:
        raise PlanError(_("Chưa có gì khác với bản đọc. Hãy sửa ít nhất một ô, hoặc chọn Đúng."))
    if not why.strip():
        raise PlanError(_("Hãy ghi lý do sửa."))
    if not item.reading.rest:
        raise PlanError(_("Bản đọc này do phiên bản cũ của phần mềm lưu. Hãy cho đọc lại rồi mới sửa."))
    add_step(plan, item, Kind.CORRECTED, by=by, at=now, why=why.strip(), changes=changes)
    item.corrected = written_anew(item.section, data, changes)
    item.decision, item.decided_by, item.decided_at = Decision.CONFIRMED, by, now
    item.save(update_fields=["corrected", "decision", "decided_by", "decided_at"])
    return item


@transaction.atomic
def vouch(*, plan: Plan, by: Any, now: datetime) -> int:
    """Xác nhận mọi mục cần xem: for a paper that was compared with its print by hand; how many there were."""
    plan = lock(plan)
    policy.require(by, Permission.PLAN_CONFIRM, at=plan.unit)
    reading = queries.last_reading(plan)
    if reading is None:
        return 0
    count = _confirm(plan, reading, reading.items.filter(is_asked=True), by=by, now=now)
    record("plan.vouched_for", plan, by=by, at=now, unit_id=plan.unit_id or "", data={"items": count})
    return count


@transaction.atomic
def confirm_items(*, plan: Plan, items: Collection[int], by: Any, now: datetime) -> int:
    """Đúng cả: several items at once; how many there were. One that was answered meanwhile is left alone.

    Raises `PlanError`.
    """
    plan = lock(plan)
    policy.require(by, Permission.PLAN_CONFIRM, at=plan.unit)
    reading = queries.last_reading(plan)
    if reading is None:
        raise PlanError(_("Kế hoạch này chưa được đọc."))
    return _confirm(plan, reading, reading.items.filter(pk__in=items), by=by, now=now)


def _confirm(plan: Plan, reading: Reading, items: QuerySet[ReadItem], *, by: Any, now: datetime) -> int:
    require_open(plan, reading)
    pending = list(items.filter(decision=Decision.PENDING).order_by("position"))
    for item in pending:
        add_step(plan, item, Kind.CONFIRMED, by=by, at=now)
    reading.items.filter(pk__in=[item.pk for item in pending]).update(
        decision=Decision.CONFIRMED, decided_by=by, decided_at=now
    )
    return len(pending)


def _open(item: ReadItem, by: Any, seen: int | None) -> tuple[Plan, ReadItem]:
    """The plan, held, and the item as it stands now. Raises `PlanError`, `policy.NotAllowed`."""
    plan = lock(item.reading.plan)
    policy.require(by, Permission.PLAN_CONFIRM, at=plan.unit)
    item = ReadItem.objects.select_related("reading").get(pk=item.pk)
    require_open(plan, item.reading)
    require_unchanged(item, seen)
    return plan, item
