"""Reviewing what was read, and following what was confirmed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from chungsuc.accounts import policy
from chungsuc.accounts.policy import Permission
from chungsuc.audit.actions import record
from chungsuc.core.workflow import PLAN_LIFE, PlanEventKind
from chungsuc.languages.data import for_the_record, vietnamese
from chungsuc.plans import queries
from chungsuc.plans.actions.events import add_event, lock
from chungsuc.plans.actions.promises import follow
from chungsuc.plans.actions.steps import last_step, require_open
from chungsuc.plans.errors import PlanError
from chungsuc.plans.models import Acknowledgement, Finding, Plan, Reading, ReadingJob, ReadItem

Section = ReadItem.Section
Decision = ReadItem.Decision


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What a confirmation made, and the funding items that another application stores."""

    plan: Plan
    targets: int
    stated_results: int
    funding: tuple[ReadItem, ...]
    left_out: int  # items that someone should have looked at: they stay in the reading and are not followed


@transaction.atomic
def acknowledge(*, finding: Finding, by: Any, now: datetime, words: str) -> Acknowledgement:
    """Xác nhận đã biết: go on although the paper contradicts itself. Once; the first words stand."""
    plan = lock(finding.reading.plan)
    policy.require(by, Permission.PLAN_CONFIRM, at=plan.unit)
    require_open(plan, finding.reading)
    if not words.strip():
        raise PlanError(_("Hãy ghi lý do tiếp tục dù văn bản còn mâu thuẫn."))
    given, made = Acknowledgement.objects.get_or_create(
        finding=finding, defaults={"by": by, "at": now, "words": words.strip()}
    )
    if made:
        record(
            "plan.finding_acknowledged",
            plan,
            by=by,
            at=now,
            unit_id=plan.unit_id or "",
            data={"finding": finding.key, "words": given.words, "reading": finding.reading.number},
        )
    return given


@transaction.atomic
def confirm(
    *,
    plan: Plan,
    by: Any,
    now: datetime,
    acknowledged: Collection[str] = (),
    words: str = "",
    seen: str | None = None,
) -> Confirmed:
    """Ghi nhận đã đọc đúng: approves the reading, not the plan, and begins to follow it.

    Every certain item is taken as right unless someone said otherwise; one that a person has to look
    at only where someone said it is right. `acknowledged` holds the keys of the contradictions that
    the person knows of; one that is missing is refused. `seen` is the `version` that was on the page.
    Raises `NotAllowed`, `PlanError`.
    """
    plan = lock(plan)
    policy.require(by, Permission.PLAN_CONFIRM, at=plan.unit)
    PLAN_LIFE.next(plan.state, PlanEventKind.CONFIRMED)
    reading = queries.last_reading(plan)
    if reading is None or (seen is not None and seen != version(reading)):
        raise PlanError(_why_not_this_version(reading, seen))
    _require_checked(plan, reading)
    _settle_contradictions(plan, acknowledged, words, by=by, now=now)
    undecided = reading.items.filter(decision=Decision.PENDING)
    undecided.filter(is_asked=False).update(decision=Decision.CONFIRMED, decided_by=by, decided_at=now)
    confirmed = list(reading.items.filter(decision=Decision.CONFIRMED).order_by("position"))
    targets, stated = follow(plan, confirmed)
    left_out = reading.items.filter(decision=Decision.PENDING).count()
    settled = reading.items.values_list("decision", flat=True)
    counts = {
        "items": sum(decision == Decision.CONFIRMED for decision in settled),
        "corrected": reading.items.filter(corrected__isnull=False, decision=Decision.CONFIRMED).count(),
        "rejected": sum(decision == Decision.REJECTED for decision in settled),
    }
    add_event(
        plan,
        PlanEventKind.CONFIRMED,
        by=by,
        at=now,
        data={
            "reading": reading.number,
            "version": version(reading),
            "targets": targets,
            "stated_results": stated,
            "left_out": left_out,
            **counts,
        },
    )
    funding = tuple(item for item in confirmed if item.section == Section.FUNDING)
    return Confirmed(plan, targets, stated, funding, left_out)


@transaction.atomic
def publish(*, plan: Plan, by: Any, now: datetime) -> Plan:
    """Công khai: everyone may read the plan and what was read of it."""
    plan = lock(plan)
    policy.require(by, Permission.PLAN_PUBLISH, at=plan.unit)
    add_event(plan, PlanEventKind.PUBLISHED, by=by, at=now)
    return plan


@transaction.atomic
def withdraw(*, plan: Plan, by: Any, now: datetime, why: str) -> Plan:
    """Rút: take a plan out of use. Nothing of it is deleted."""
    plan = lock(plan)
    if plan.unit is None and plan.created_by_id == by.pk:
        policy.require(by, Permission.PLAN_UPLOAD)
    else:
        policy.require(by, Permission.PLAN_PUBLISH, at=plan.unit)
    if not why.strip():
        raise PlanError(_("Hãy ghi lý do rút kế hoạch."))
    add_event(plan, PlanEventKind.WITHDRAWN, by=by, at=now, note=why.strip())
    return plan


def version(reading: Reading) -> str:
    """Which reading, check and step a page shows: two people at once are told apart by it."""
    return f"{reading.number}.{reading.round}.{last_step(reading)}"


def _why_not_this_version(reading: Reading | None, seen: str | None) -> str:
    now = [] if reading is None else version(reading).split(".")
    then = (seen or "").split(".")
    if now[:1] != then[:1]:
        return _("Văn bản vừa được đọc lại. Hãy tải lại trang, xem bản đọc mới rồi ghi nhận.")
    if now[1:2] != then[1:2]:
        return _("Văn bản vừa được kiểm tra lại. Hãy xem các phát hiện mới rồi ghi nhận.")
    step = reading.steps.select_related("by", "item").order_by("-number").first() if reading else None
    return _(
        "%(who)s vừa xem mục ở dòng %(line)s và chọn “%(what)s” sau khi bạn mở trang. "
        "Hãy xem lại rồi ghi nhận."
    ) % {
        "who": vietnamese(step.by if step else ""),
        "line": step.item.line if step else "",
        "what": step.get_kind_display() if step else "",
    }


def _require_checked(plan: Plan, reading: Reading) -> None:
    """What was corrected is checked before it is followed."""
    if ReadingJob.objects.filter(plan=plan).exclude(stage=ReadingJob.Stage.DONE).exists():
        raise PlanError(_("Bản đọc đang được kiểm tra lại. Hãy đợi vài giây, xem kết quả rồi ghi nhận."))
    if queries.corrected_unchecked(reading):
        raise PlanError(
            _("Bản đọc đã được sửa mà chưa kiểm tra lại. Hãy kiểm tra lại, xem các phát hiện rồi ghi nhận.")
        )


def _settle_contradictions(
    plan: Plan, acknowledged: Collection[str], words: str, *, by: Any, now: datetime
) -> None:
    left = queries.contradictions_left(plan)
    missing = [finding for finding in left if finding.key not in acknowledged]
    if missing:
        lines = sorted({quote["line"] for finding in missing for quote in finding.data.get("quotes", ())})
        raise PlanError(
            _(
                "Văn bản còn %(count)d mâu thuẫn chưa được xác nhận đã biết (dòng %(lines)s). "
                "Hãy đánh dấu đã biết từng mâu thuẫn rồi ghi nhận, hoặc tải lên bản đã sửa."
            )
            % {"count": len(missing), "lines": ", ".join(map(str, lines))}
        )
    for finding in left:
        acknowledge(
            finding=finding,
            by=by,
            now=now,
            words=words.strip() or _known(),
        )


def _known() -> str:
    """What is recorded where the person says no more."""
    with for_the_record():
        return _("Đã biết mâu thuẫn này của văn bản và vẫn ghi nhận bản đọc.")
