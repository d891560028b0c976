"""What the reader missed or took for something else: a person adds it from its line, and says why."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from chungsuc.accounts import policy
from chungsuc.accounts.policy import Permission
from chungsuc.core.statements import (
    Certainty,
    FundingItem,
    Mode,
    SourceKind,
    Statement,
    StatementKind,
    Subject,
)
from chungsuc.core.statements import Source as Place
from chungsuc.languages.data import for_the_record
from chungsuc.plans import queries
from chungsuc.plans.actions.events import lock
from chungsuc.plans.actions.steps import Kind, add_step, require_open, require_unchanged
from chungsuc.plans.corrections import changed, written_anew
from chungsuc.plans.encoding import item_data
from chungsuc.plans.errors import PlanError
from chungsuc.plans.models import Plan, Reading, ReadItem

Section = ReadItem.Section
Decision = ReadItem.Decision
ADDABLE = (Section.TARGETS, Section.BASELINE, Section.FUNDING)
OTHER_SIDE = {Section.TARGETS: Section.BASELINE, Section.BASELINE: Section.TARGETS}
DAY_OF = {Section.TARGETS: "deadline", Section.BASELINE: "as_of"}


def blank(reading: Reading, section: str, line: int) -> ReadItem:
    """Mục trống ở một dòng: the whole line, and nothing said of it yet. Not stored. Raises `PlanError`."""
    text = next((text for number, text, _page in reading.lines if number == line), "")
    if section not in ADDABLE or not text.strip():
        raise PlanError(_("Hãy chọn một dòng có chữ của văn bản và loại mục cần thêm."))
    start = len(text) - len(text.lstrip())
    return ReadItem(
        reading=reading,
        key=_free_key(reading),
        section=section,
        line=line,
        spans=[[line, start, len(text.rstrip())]],
        text=text.strip(),
        certainty=Certainty.CERTAIN,
        data=_empty(section, line, text.strip()),
        is_added=True,
    )


@transaction.atomic
def add(
    *, plan: Plan, section: str, line: int, data: dict[str, Any], why: str, by: Any, now: datetime
) -> ReadItem:
    """Thêm mục máy bỏ sót. Raises `PlanError`."""
    plan, reading = _open(plan, by)
    return _add(plan, blank(reading, section, line), data, why, by=by, now=now)


@transaction.atomic
def move(*, item: ReadItem, by: Any, now: datetime, seen: int | None = None) -> ReadItem:
    """Chuyển mục tiêu thành hiện trạng, hoặc ngược lại.

    The item stays as it was read and is set aside; its twin on the other side says the same.
    """
    plan, reading = _open(item.reading.plan, by)
    item = ReadItem.objects.select_related("reading").get(pk=item.pk)
    require_open(plan, item.reading)
    require_unchanged(item, seen)
    if item.section not in OTHER_SIDE or item.decision == Decision.REJECTED:
        raise PlanError(_("Chỉ chuyển được mục tiêu hoặc hiện trạng chưa bị bỏ. Hãy mở lại trang kế hoạch."))
    goal = OTHER_SIDE[Section(item.section)]
    with for_the_record():
        moved_to = _("Chuyển sang nhóm “%(group)s”") % {"group": goal.label}
        moved_from = _("Chuyển từ nhóm “%(group)s”") % {"group": item.get_section_display()}
    add_step(plan, item, Kind.REJECTED, by=by, at=now, why=moved_to)
    item.decision, item.decided_by, item.decided_at = Decision.REJECTED, by, now
    item.save(update_fields=["decision", "decided_by", "decided_at"])
    twin = blank(reading, goal, item.line)
    twin.spans, twin.text = item.spans, item.text
    said = dict(item.reviewed)
    said[DAY_OF[goal]], said[DAY_OF[Section(item.section)]] = said.get(DAY_OF[Section(item.section)]), None
    return _add(plan, twin, said, moved_from, by=by, now=now)


def _open(plan: Plan, by: Any) -> tuple[Plan, Reading]:
    held = lock(plan)
    policy.require(by, Permission.PLAN_CONFIRM, at=held.unit)
    reading = queries.last_reading(held)
    if reading is None or not reading.rest:
        raise PlanError(_("Bản đọc này do phiên bản cũ của phần mềm lưu. Hãy cho đọc lại rồi mới thêm."))
    require_open(held, reading)
    return held, reading


def _add(plan: Plan, item: ReadItem, data: dict[str, Any], why: str, *, by: Any, now: datetime) -> ReadItem:
    changes = changed(item.data, data)
    if not changes:
        raise PlanError(_("Mục mới còn trống. Hãy ghi ít nhất một ô."))
    if not why.strip():
        raise PlanError(_("Hãy ghi lý do thêm."))
    data = written_anew(item.section, data, changes)
    item.corrected, item.decision, item.decided_by, item.decided_at = data, Decision.CONFIRMED, by, now
    item.position = last_position(item.reading) + 1
    item.save()
    add_step(plan, item, Kind.ADDED, by=by, at=now, why=why.strip(), changes=changes)
    return item


def last_position(reading: Reading) -> int:
    """Where the last item of a reading stands in its order."""
    return reading.items.aggregate(last=Max("position"))["last"] or 0


def _free_key(reading: Reading) -> str:
    """An id that no reader gives."""
    return f"them-{reading.items.filter(is_added=True).count() + 1}"


def _empty(section: str, line: int, text: str) -> dict[str, Any]:
    source = Place(line, text)
    common: dict[str, Any] = {"id": "", "source": source, "certainty": Certainty.CERTAIN}
    if section == Section.FUNDING:
        kind = SourceKind.OTHER
        return item_data(
            FundingItem(**common, label="", amount=0, stated="", measure="triệu đồng", source_kind=kind)
        )
    kinds = {"kind": StatementKind.COUNT, "mode": Mode.REACH, "subject": Subject.INDICATOR}
    return item_data(Statement(**common, **kinds))
