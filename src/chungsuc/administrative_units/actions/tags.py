"""Recording what a decision says of units."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from chungsuc.administrative_units import tree
from chungsuc.administrative_units.models import Unit, UnitTag
from chungsuc.audit.actions import record
from chungsuc.core.units import UnitError
from chungsuc.core.vietnamese.dates import format_date

ALLOWED = {
    UnitTag.Name.COMMUNE_GROUP: ("1", "2", "3"),
    UnitTag.Name.BORDER: ("yes",),
    UnitTag.Name.SPECIALLY_DIFFICULT: ("yes",),
    UnitTag.Name.SAFE_ZONE: ("yes",),
}


@transaction.atomic
def tag_units(
    *,
    units: Collection[Unit],
    name: str,
    value: str,
    since: date,
    decision: str,
    decided_on: date,
    by: Any,
    now: datetime,
) -> list[UnitTag]:
    """Phân loại đơn vị theo một quyết định: what it says of them holds from `since` until another does.

    A tag of the same name that still holds ends on that day; one that says the same is left. Raises
    UnitError for a decision without number, a value that no unit can bear, and a day out of order.
    """
    tree.lock()
    chosen = _checked(name, value, decision)
    if since < decided_on:
        raise UnitError(
            f"Quyết định {decision} ngày {format_date(decided_on)} không thể có hiệu lực từ "
            f"{format_date(since)}. Hãy kiểm tra hai ngày."
        )
    still = Q(valid_to__isnull=True) | Q(valid_to__gt=since)
    held = {
        tag.unit_id: tag
        # The first one that still holds on the day, or comes after it, is what the new one meets.
        for tag in UnitTag.objects.filter(still, unit__in=list(units), name=chosen).order_by("-valid_from")
    }
    made = [
        UnitTag(
            unit=unit,
            name=chosen,
            value=value,
            valid_from=since,
            decision=decision.strip(),
            decided_on=decided_on,
            recorded_by=by.get_username(),
            recorded_at=now,
        )
        for unit in units
        if not _says_it_already(unit, held.get(unit.pk), value, since)
    ]
    _end([held[tag.unit_id] for tag in made if tag.unit_id in held], since)
    UnitTag.objects.bulk_create(made, batch_size=tree.BATCH)
    for tag in made:
        record(
            "units.tagged",
            tag,
            by=by,
            at=now,
            unit_id=tag.unit_id,
            data={"name": name, "value": value, "since": since.isoformat(), "decision": decision},
        )
    return made


@transaction.atomic
def end_tag(*, tag: UnitTag, on: date, decision: str, by: Any, now: datetime) -> UnitTag:
    """Thôi phân loại: the tag holds until the day before `on`. Raises UnitError."""
    tree.lock()
    held = UnitTag.objects.get(pk=tag.pk)
    if not decision.strip():
        raise UnitError("Thiếu số quyết định thôi phân loại. Hãy ghi số quyết định.")
    if held.valid_to is not None or on <= held.valid_from:
        raise UnitError(
            "Phân loại này đã kết thúc, hoặc ngày kết thúc trước ngày bắt đầu. Hãy kiểm tra ngày."
        )
    _end([held], on)
    record(
        "units.tag_ended",
        held,
        by=by,
        at=now,
        unit_id=held.unit_id,
        data={"name": held.name, "on": on.isoformat(), "decision": decision},
    )
    return held


def _checked(name: str, value: str, decision: str) -> UnitTag.Name:
    try:
        chosen = UnitTag.Name(name)
    except ValueError:
        raise UnitError(
            f"Không có phân loại “{name}”. Hãy chọn một trong: {', '.join(UnitTag.Name.values)}."
        ) from None
    allowed = ALLOWED.get(chosen)
    if not value or (allowed is not None and value not in allowed):
        known = ", ".join(allowed) if allowed else "mã vùng của bộ tiêu chí"
        raise UnitError(f"Giá trị “{value}” không hợp lệ cho {chosen.label}. Hãy chọn: {known}.")
    if not decision.strip():
        raise UnitError("Phân loại phải dựa vào một quyết định. Hãy ghi số quyết định.")
    return chosen


def _says_it_already(unit: Unit, held: UnitTag | None, value: str, since: date) -> bool:
    """Raises UnitError for a unit that is not there on the day, and a day before what already holds."""
    if not unit.existed_on(since):
        raise UnitError(
            f"{unit.full_name} không tồn tại vào ngày {format_date(since)}. Hãy chọn đơn vị hoặc ngày khác."
        )
    if held is None:
        return False
    if held.value == value and held.valid_from <= since and held.valid_to is None:
        return True
    if held.valid_from >= since or held.valid_to is not None:
        raise UnitError(
            f"{unit.full_name} đã được phân loại từ {format_date(held.valid_from)} theo {held.decision}. "
            "Hãy ghi các quyết định theo thứ tự thời gian."
        )
    return False


def _end(tags: list[UnitTag], on: date) -> None:
    for tag in tags:
        tag.valid_to = on
    UnitTag.objects.bulk_update(tags, ["valid_to"], batch_size=500)
