"""Checking again what was corrected: the page goes on meanwhile, and the new findings come all at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from chungsuc.administrative_units.gazetteer import gazetteer
from chungsuc.checking import Sum, check_plan, sums_of
from chungsuc.core.errors import ChungsucError
from chungsuc.core.statements import Finding as FoundByCheck
from chungsuc.core.workflow import PlanEventKind
from chungsuc.law.criteria import load_criteria_sets
from chungsuc.plans import queries
from chungsuc.plans.actions.events import add_event, lock
from chungsuc.plans.actions.steps import last_step
from chungsuc.plans.encoding import as_reviewed, plain
from chungsuc.plans.models import Acknowledgement, Check, Finding, Plan, Reading, ReadingJob

Stage = ReadingJob.Stage
Sign = tuple[str, str, tuple[tuple[Any, ...], ...]]


def recheck(
    *, plan: Plan, by: Any, now: datetime, clock: Callable[[], datetime] = timezone.now
) -> Check | None:
    """Kiểm tra bản đọc đã sửa. A job that is done already, or a plan that moved on, is left as it is."""
    plan = Plan.objects.get(pk=plan.pk)
    reading = queries.last_reading(plan)
    job = ReadingJob.objects.filter(plan=plan).exclude(stage=Stage.DONE).first()
    if plan.state != Plan.State.IN_REVIEW or reading is None or job is None:
        return None
    ReadingJob.objects.filter(pk=job.pk).update(stage=Stage.CHECKING, moved_at=clock())
    steps = last_step(reading)
    try:
        reviewed = as_reviewed(reading, reading.items.order_by("position"))
        known = {"gazetteer": gazetteer(), "criteria_sets": load_criteria_sets()}
        findings, sums = check_plan(reviewed, **known), sums_of(reviewed, **known)
    except ChungsucError as error:
        give_up(plan=plan, now=clock(), why=str(error))
        return None
    return _store(plan, reading, steps, findings, sums, by=by, now=now, moved=clock())


@transaction.atomic
def give_up(*, plan: Plan, now: datetime, why: str) -> None:
    """Không kiểm tra lại được: the page says why; what was found before stands."""
    ReadingJob.objects.filter(plan=plan).update(stage=Stage.DONE, moved_at=now, trouble=why)


@transaction.atomic
def _store(
    plan: Plan,
    reading: Reading,
    steps: int,
    findings: Sequence[FoundByCheck],
    sums: Iterable[Sum],
    *,
    by: Any,
    now: datetime,
    moved: datetime,
) -> Check | None:
    held = lock(plan)
    last = queries.last_reading(held)
    if held.state != Plan.State.IN_REVIEW or last is None or last.pk != reading.pk:
        return None
    before = {_sign(finding): finding for finding in _acknowledged(last)}
    last.round += 1
    last.save(update_fields=["round"])
    made = store_check(last, findings, sums, steps=steps, by=by, now=now)
    for finding in Finding.objects.filter(reading=last).current():
        known = before.get(_sign(finding))
        if known is not None:
            given = known.acknowledgement
            Acknowledgement.objects.create(finding=finding, by=given.by, at=given.at, words=given.words)
    add_event(
        held,
        PlanEventKind.RECHECKED,
        by=by,
        at=now,
        data={"reading": last.number, "check": made.number, "steps": steps, "findings": len(findings)},
    )
    ReadingJob.objects.filter(plan=held).update(stage=Stage.DONE, moved_at=moved)
    return made


def store_check(
    reading: Reading,
    findings: Iterable[FoundByCheck],
    sums: Iterable[Sum],
    *,
    steps: int,
    by: Any,
    now: datetime,
) -> Check:
    """One check with all that it found, under the number that the reading bears."""
    made = Check.objects.create(
        reading=reading,
        number=reading.round,
        steps=steps,
        sums=[plain(asdict(each)) for each in sums],
        asked_by=by,
        checked_at=now,
    )
    Finding.objects.bulk_create(
        Finding(
            reading=reading,
            round=reading.round,
            key=finding.id,
            kind=finding.kind,
            severity=finding.severity,
            message=finding.message,
            certainty=finding.certainty,
            position=position,
            data={
                "quotes": plain(finding.quotes),
                "premises": plain(finding.premises),
                "repairs": plain(finding.repairs),
                "stated": finding.stated,
                "follows": finding.follows,
                "proved_smallest": finding.proved_smallest,
                "facts": plain(finding.facts),
            },
        )
        for position, finding in enumerate(findings, start=1)
    )
    return made


def _acknowledged(reading: Reading) -> Iterable[Finding]:
    found = Finding.objects.filter(reading=reading, acknowledgement__isnull=False).current()
    return found.select_related("acknowledgement__by")


def _sign(finding: Finding) -> Sign:
    """What makes a finding the same in another check: its kind, its words and the sentences it rests on."""
    quotes = finding.data.get("quotes", ())
    rests_on = tuple((quote["item_id"], quote["line"], quote["text"]) for quote in quotes)
    return finding.kind, finding.message, rests_on
