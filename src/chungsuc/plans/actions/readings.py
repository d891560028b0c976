"""Reading a waiting plan: the reader and the checks do the work, this stores all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from chungsuc import __version__
from chungsuc.accounts import policy
from chungsuc.accounts.policy import Permission
from chungsuc.administrative_units.gazetteer import gazetteer
from chungsuc.administrative_units.models import Level, Unit
from chungsuc.checking import Sum, check_plan, sums_of, to_json
from chungsuc.core.errors import ChungsucError
from chungsuc.core.statements import Finding as FoundByCheck
from chungsuc.core.statements import PlanReading, Source
from chungsuc.core.workflow import PlanEventKind
from chungsuc.criteria.models import CriteriaSetVersion
from chungsuc.documents import Document, read_document
from chungsuc.languages.data import vietnamese
from chungsuc.law.criteria import load_criteria_sets
from chungsuc.plans.actions.carrying import carry_over
from chungsuc.plans.actions.checks import give_up, store_check
from chungsuc.plans.actions.events import add_event, lock
from chungsuc.plans.central import is_of_the_centre
from chungsuc.plans.encoding import is_asked, item_data, items_of, rest_of
from chungsuc.plans.errors import OutOfReach, PlanError, UnitUnknown
from chungsuc.plans.models import Plan, Reading, ReadingJob, ReadItem
from chungsuc.reading import read_plan
from chungsuc.stores import files as store

FOUR_PLACES = Decimal("0.0001")
MOST_ATTEMPTS = 3  # a file that ends its reader so often would do it for ever


def read(*, plan: Plan, by: Any, now: datetime, clock: Callable[[], datetime] = timezone.now) -> Plan:
    """Đọc và kiểm tra: what was read and found stands at once and whole, or the refusal does.

    A plan that does not wait any more is left as it is, so a job that runs twice changes nothing.
    """
    plan = Plan.objects.select_related("upload", "unit").get(pk=plan.pk)
    if plan.state != Plan.State.WAITING:
        return plan

    def at(stage: ReadingJob.Stage) -> None:
        ReadingJob.objects.filter(plan=plan).update(stage=stage, moved_at=clock())

    try:
        at(ReadingJob.Stage.SPLITTING)
        document = read_document(store.load(plan.upload.sha256), plan.upload.name)
        at(ReadingJob.Stage.READING)
        known, criteria_sets = gazetteer(), load_criteria_sets()
        chosen = known.get(plan.unit_id) if plan.unit_id else None
        reading = read_plan(document, gazetteer=known, criteria_sets=criteria_sets, unit=chosen)
        unit = _unit_of(plan, reading)
        if not policy.may(by, Permission.PLAN_UPLOAD, at=unit):
            raise OutOfReach(unit)
        at(ReadingJob.Stage.CHECKING)
        findings = check_plan(reading, gazetteer=known, criteria_sets=criteria_sets)
        sums = sums_of(reading, gazetteer=known, criteria_sets=criteria_sets)
    except PlanError as error:
        return refuse(plan=plan, by=by, now=now, why=str(error), reason=error.reason)
    except ChungsucError as error:
        return refuse(plan=plan, by=by, now=now, why=str(error))
    return _store(
        plan,
        unit,
        document=document,
        reading=reading,
        findings=findings,
        sums=sums,
        by=by,
        now=now,
        moved=clock(),
    )


@transaction.atomic
def begin(*, job: ReadingJob, now: datetime) -> bool:
    """Count one more attempt, before it is made; False, and told on the page, when it was tried enough."""
    held = lock(job.plan)
    job = ReadingJob.objects.select_for_update().get(pk=job.pk)
    if job.attempts < MOST_ATTEMPTS:
        ReadingJob.objects.filter(pk=job.pk).update(attempts=job.attempts + 1, moved_at=now)
        return True
    if held.state == Plan.State.WAITING:
        why = _(
            "Máy đã thử đọc tệp này %(times)d lần mà lần nào cũng dừng giữa chừng. Hãy lưu văn bản thành tệp "
            "Word (.docx) mới rồi tải lên, hoặc báo người quản trị kèm tệp này."
        )
        refuse(plan=held, by=job.asked_by, now=now, why=why % {"times": MOST_ATTEMPTS})
    else:
        why = _(
            "Máy đã thử kiểm tra lại %(times)d lần mà lần nào cũng dừng giữa chừng. Các phát hiện cũ được "
            "giữ nguyên. Hãy báo người quản trị."
        )
        give_up(plan=held, now=now, why=why % {"times": MOST_ATTEMPTS})
    return False


@transaction.atomic
def refuse(*, plan: Plan, by: Any, now: datetime, why: str, reason: str = "") -> Plan:
    """Không đọc được: keep the sentence that says why. A plan that does not wait any more is left.

    `reason` is set where the paper itself could be read, and only its unit stands in the way.
    """
    held = lock(plan)
    if held.state == Plan.State.WAITING:
        data = {"reason": reason} if reason else None
        add_event(held, PlanEventKind.REFUSED, by=by, at=now, note=why, data=data)
        ReadingJob.objects.filter(plan=held).update(stage=ReadingJob.Stage.DONE, moved_at=now)
    return held


@transaction.atomic
def _store(
    plan: Plan,
    unit: Unit,
    *,
    document: Document,
    reading: PlanReading,
    findings: Iterable[FoundByCheck],
    sums: Iterable[Sum],
    by: Any,
    now: datetime,
    moved: datetime,
) -> Plan:
    held = lock(plan)
    if held.state != Plan.State.WAITING:  # another worker was quicker
        return held
    found = tuple(findings)
    row = Reading.objects.create(
        plan=held,
        number=held.readings.count() + 1,
        reader_version=__version__,
        read_by=by,
        read_at=now,
        coverage=reading.coverage.quantize(FOUR_PLACES),
        lines=[[line.number, line.text, line.page] for line in reading.lines],
        data=to_json(reading, found),
        notes=list(document.notes),
        rest=rest_of(reading),
    )
    items = list(items_of(reading))
    ReadItem.objects.bulk_create(
        ReadItem(
            reading=row,
            key=item.id,
            section=section,
            line=item.source.line,
            spans=_spans(item.source),
            text=item.source.text,
            certainty=item.certainty,
            position=position,
            data=item_data(item),
            is_asked=is_asked(section, item),
        )
        for position, (section, item) in enumerate(items, start=1)
    )
    carry_over(held, row)
    store_check(row, found, sums, steps=0, by=by, now=now)
    _describe(held, unit, reading)
    add_event(
        held,
        PlanEventKind.READ,
        by=by,
        at=now,
        data={"reading": row.number, "items": len(items), "findings": len(found), "version": __version__},
    )
    ReadingJob.objects.filter(plan=held).update(stage=ReadingJob.Stage.DONE, moved_at=moved)
    return held


def _unit_of(plan: Plan, reading: PlanReading) -> Unit:
    """The unit that the plan is for: the one that was chosen, else the one that the text names."""
    if plan.unit is not None:
        return plan.unit
    mention = reading.head.unit
    if mention is None:
        if is_of_the_centre(reading.head):
            return Unit.objects.get(level=Level.COUNTRY)
        raise UnitUnknown(
            _("Văn bản không nói rõ là của đơn vị nào. Hãy tìm và chọn đơn vị rồi cho đọc lại.")
        )
    unit = Unit.objects.filter(pk=mention.unit_id).first() if mention.unit_id else None
    if unit is None:
        raise UnitUnknown(
            _(
                "Văn bản nêu “%(place)s” (dòng %(line)d), nhưng danh mục không có đơn vị này vào "
                "thời điểm của văn bản. Hãy kiểm tra tên, hoặc chọn đơn vị rồi cho đọc lại."
            )
            % {"place": vietnamese(mention.text), "line": reading.head.source.line}
        )
    return unit


def _describe(plan: Plan, unit: Unit, reading: PlanReading) -> None:
    """What the head says, on the plan itself; saved together with the event."""
    head = reading.head
    plan.unit = unit
    plan.kind = head.kind
    plan.kind_text = _fit(head.kind_text, 60)
    plan.title = _fit(head.title, 500)
    plan.reference = _fit(head.reference or "", 60)
    plan.issued_on = str(head.issued_on) if head.issued_on is not None else ""
    plan.document_status = head.status
    years = (head.period_from, head.period_to)
    plan.period_from = years[0] if years[0] is not None else years[1]
    plan.period_to = years[1] if years[1] is not None else years[0]
    versions = CriteriaSetVersion.objects.filter(set_id=reading.criteria_set_id or "")
    plan.criteria_set = versions.order_by("-loaded_at", "-pk").first()


def _fit(text: str, length: int) -> str:
    """A column has a length; the whole text stays in the lines of the paper."""
    return text if len(text) <= length else f"{text[: length - 1]}…"


def _spans(source: Source) -> list[list[int]]:
    return [[span.line, span.start, span.end] for span in source.spans]
