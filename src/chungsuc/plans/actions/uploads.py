"""Bringing a paper in, and asking for it to be read."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import PurePath
from typing import Any, BinaryIO

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from chungsuc.accounts import policy
from chungsuc.accounts.policy import Permission
from chungsuc.administrative_units.models import Unit
from chungsuc.core.workflow import PLAN_LIFE, PlanEventKind
from chungsuc.documents import read_document
from chungsuc.plans import queries, tasks
from chungsuc.plans.actions.events import add_event, lock
from chungsuc.plans.errors import PlanError
from chungsuc.plans.models import Plan, ReadingJob, Upload
from chungsuc.stores import files as store

STALE = timedelta(minutes=2)  # a reading takes seconds; after this its worker is gone


def upload(
    *,
    data: bytes | BinaryIO,
    name: str,
    by: Any,
    now: datetime,
    unit: Unit | None = None,
    in_background: bool = True,
) -> Plan:
    """Tải lên: keep the file, and have it read behind the page unless the caller reads it itself.

    The same bytes again are the plan that is here already, where `by` may see it. What is no document
    at all is refused before anything is stored. `unit` may be left to the text.
    Raises `DocumentError`, `PlanError`, `policy.NotAllowed`.
    """
    policy.require(by, Permission.PLAN_UPLOAD, at=unit)
    content = data if isinstance(data, bytes) else _within_limit(data)
    if len(content) > settings.UPLOAD_LIMIT:
        raise too_large()
    name = PurePath(name.replace("\\", "/")).name[-255:]
    media = read_document(content, name).media
    sha256 = store.keep(content)
    with transaction.atomic():
        kept, _made = Upload.objects.get_or_create(
            sha256=sha256,
            defaults={
                "name": name,
                "size": len(content),
                "media": media,
                "uploaded_by": by,
                "uploaded_at": now,
            },
        )
        # Two people with one file: the second waits here and then finds the first one's plan.
        Upload.objects.select_for_update().get(pk=kept.pk)
        known = queries.of_bytes(by, sha256)
        if known is not None:
            return known
        plan = Plan.objects.create(
            upload=kept, unit=unit, state=Plan.State.WAITING, created_by=by, created_at=now
        )
        add_event(plan, PlanEventKind.UPLOADED, by=by, at=now, data={"sha256": sha256, "name": name})
        _ask(plan, by=by, now=now, in_background=in_background)
    return plan


@transaction.atomic
def reread(*, plan: Plan, by: Any, now: datetime, unit: Unit | None = None) -> Plan:
    """Đọc lại: ask for a new reading, where wanted with the unit that the text did not tell."""
    held = lock(plan)
    _require_office(held, by)
    if unit is not None:
        policy.require(by, Permission.PLAN_UPLOAD, at=unit)
        held.unit = unit
    add_event(held, PlanEventKind.REREAD, by=by, at=now)
    _ask(held, by=by, now=now)
    return held


@transaction.atomic
def ask_again(*, plan: Plan, by: Any, now: datetime) -> Plan:
    """Thử lại: put a reading that stands still into the queue once more. Reading twice changes nothing."""
    held = lock(plan)
    _require_office(held, by)
    if held.state != Plan.State.WAITING:
        raise PlanError(_("Kế hoạch này không còn chờ đọc. Hãy tải lại trang."))
    _ask(held, by=by, now=now)
    return held


@transaction.atomic
def ask_check(*, plan: Plan, by: Any, now: datetime) -> Plan:
    """Kiểm tra lại: ask for a check of the reading as its review left it."""
    held = lock(plan)
    policy.require(by, Permission.PLAN_CONFIRM, at=held.unit)
    PLAN_LIFE.next(held.state, PlanEventKind.RECHECKED)
    reading = queries.last_reading(held)
    if reading is None or not reading.rest:
        raise PlanError(
            _("Bản đọc này do phiên bản cũ của phần mềm lưu nên không kiểm tra lại được. Hãy cho đọc lại.")
        )
    _ask(held, by=by, now=now)
    return held


@transaction.atomic
def resume(*, now: datetime, still_for: timedelta = STALE) -> int:
    """Nối lại việc đọc: ask again for work whose worker stopped midway; how much there was.

    Attempts go on counting, so a file that ends its worker each time is given up in the end.
    """
    stopped = ReadingJob.objects.filter(moved_at__lte=now - still_for).exclude(stage=ReadingJob.Stage.DONE)
    jobs = list(stopped.filter(plan__state__in=_work()).select_related("plan"))
    for job in jobs:
        job.moved_at = now
        job.save(update_fields=["moved_at"])
        _work()[job.plan.state].enqueue(plan_id=str(job.plan_id))
    return len(jobs)


def too_large() -> PlanError:
    """The refusal of a file above the limit."""
    limit = settings.UPLOAD_LIMIT // (1024 * 1024)
    return PlanError(
        _("Tệp vượt quá giới hạn %(limit)d MB. Hãy bỏ bớt hình ảnh hoặc tách tệp rồi thử lại.")
        % {"limit": limit}
    )


def _within_limit(stream: BinaryIO) -> bytes:
    """Read one byte more than the limit at most: a larger file is known without being held."""
    return stream.read(settings.UPLOAD_LIMIT + 1)


def _require_office(plan: Plan, by: Any) -> None:
    if plan.unit is None and plan.created_by_id == by.pk:
        policy.require(by, Permission.PLAN_UPLOAD)
    else:
        policy.require(by, Permission.PLAN_UPLOAD, at=plan.unit)


def _ask(plan: Plan, *, by: Any, now: datetime, in_background: bool = True) -> None:
    """Put the job in the queue: a table of this store, so the job stands with the change or not at all."""
    ReadingJob.objects.update_or_create(
        plan=plan,
        defaults={
            "stage": ReadingJob.Stage.RECEIVED,
            "asked_by": by,
            "asked_at": now,
            "moved_at": now,
            "attempts": 0,
            "trouble": "",
        },
    )
    if in_background:
        _work()[plan.state].enqueue(plan_id=str(plan.pk))


def _work() -> dict[str, Any]:
    """What is done behind the page for a plan in each state."""
    return {Plan.State.WAITING: tasks.read_plan, Plan.State.IN_REVIEW: tasks.recheck_plan}
