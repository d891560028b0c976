"""Confirmed statements become targets and stated results: each exactly one, with the cells it names."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from chungsuc.administrative_units.models import Unit
from chungsuc.core.statements import Subject
from chungsuc.plans.errors import PlanError
from chungsuc.plans.models import Plan, ReadItem, StatedResult, StatedResultCell, Target, TargetCell

# Only these say of a named unit that it has the whole standard, or the named criteria.
_OF_CELLS = frozenset({Subject.COMMUNES, Subject.CRITERIA, Subject.CRITERION})

LARGEST = Decimal(10) ** 14  # what the columns hold


def follow(plan: Plan, items: Iterable[ReadItem]) -> tuple[int, int]:
    """Make the targets and the stated results of confirmed items; how many of each."""
    rows = list(items)
    named = {unit["unit_id"] for item in rows for unit in item.reviewed.get("units", ()) if unit} - {None}
    known = set(Unit.objects.filter(pk__in=named).values_list("pk", flat=True))
    targets = stated = 0
    for item in rows:
        if item.section == ReadItem.Section.TARGETS:
            deadline = item.reviewed.get("deadline") or ""
            target = Target.objects.create(plan=plan, deadline=deadline, **_fields(item))
            TargetCell.objects.bulk_create(
                TargetCell(target=target, unit_id=unit, criterion_code=code)
                for unit, code in _cells(item, known)
            )
            targets += 1
        elif item.section == ReadItem.Section.BASELINE:
            as_of = item.reviewed.get("as_of") or ""
            result = StatedResult.objects.create(plan=plan, as_of=as_of, **_fields(item))
            StatedResultCell.objects.bulk_create(
                StatedResultCell(stated_result=result, unit_id=unit, criterion_code=code)
                for unit, code in _cells(item, known)
            )
            stated += 1
    return targets, stated


def _fields(item: ReadItem) -> dict[str, Any]:
    data = item.reviewed
    return {
        "item": item,
        "kind": data["kind"],
        "mode": data["mode"],
        "subject": data["subject"],
        "value": _number(item, "value"),
        "value_to": _number(item, "value_to"),
        "of": _number(item, "of"),
        "level": _number(item, "level"),
        "level_to": _number(item, "level_to"),
        "comparator": data["comparator"],
        "measure": _fit(data.get("measure"), 60),
        "object_text": data.get("object_text") or "",
        "decimals": data.get("decimals") or 0,
        "all_units": bool(data.get("all_units")),
        "rest": bool(data.get("rest")),
        "part_of": data.get("part_of") or "",
        "body": _fit(data.get("body"), 300),
        "criteria": _codes(data),
        "line": item.line,
        "text": item.text,
    }


def _cells(item: ReadItem, known: set[str]) -> list[tuple[str, str]]:
    """The cells that the words name. A village, an unresolved place or a bare count names none."""
    data = item.reviewed
    if data["subject"] not in _OF_CELLS:
        return []
    units = dict.fromkeys(unit["unit_id"] for unit in data.get("units", ()) if unit["unit_id"] in known)
    codes = _codes(data)
    if not codes and (data["subject"] != Subject.COMMUNES or data.get("level") is not None):
        return []
    return [(unit, code) for unit in units for code in (codes or [""])]


def _codes(data: dict[str, Any]) -> list[str]:
    return list(dict.fromkeys(each["code"] for each in data.get("criteria", ()) if each.get("code")))


def _number(item: ReadItem, name: str) -> Decimal | None:
    text = item.reviewed.get(name)
    if text is None:
        return None
    value = Decimal(text)
    if abs(value) >= LARGEST:
        raise PlanError(
            _("Dòng %(line)d nêu con số quá lớn để theo dõi. Hãy chọn “không đúng” cho mục này rồi ghi nhận.")
            % {"line": item.line}
        )
    return value


def _fit(text: str | None, length: int) -> str:
    whole = text or ""
    return whole if len(whole) <= length else f"{whole[: length - 1]}…"
