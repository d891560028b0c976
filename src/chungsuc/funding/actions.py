"""Writing the money of a plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from chungsuc.accounts import policy
from chungsuc.accounts.policy import Permission
from chungsuc.administrative_units.models import Unit
from chungsuc.audit.actions import record
from chungsuc.core.errors import ChungsucError
from chungsuc.funding.models import FundingLine

LARGEST = 9 * 10**18  # đồng; what the column holds


class FundingError(ChungsucError):
    """Money that cannot be recorded as it was given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """Một nguồn vốn như văn bản nêu: what is to be recorded, with its parent's key."""

    key: str
    label: str
    source_kind: str
    amount: int
    stated: str
    measure: str
    line: int
    text: str
    parent: str | None = None
    year: int | None = None


@transaction.atomic
def record_lines(
    *, plan_id: UUID, unit: Unit, lines: Sequence[Stated], by: Any, now: datetime
) -> list[FundingLine]:
    """Ghi nguồn vốn: record the whole tree of a plan, once.

    A part whose parent is not among the lines stands at the top. Raises `FundingError` when the
    plan's money is recorded already, or when the lines do not make a tree.
    """
    policy.require(by, Permission.PLAN_CONFIRM, at=unit)
    if FundingLine.objects.filter(plan_id=plan_id).exists():
        raise FundingError(_("Nguồn vốn của kế hoạch này đã được ghi nhận. Hãy tải lại trang."))
    for line in lines:
        if line.amount > LARGEST:
            raise FundingError(
                _("Dòng %(line)d nêu số tiền quá lớn để ghi nhận. Hãy kiểm tra lại văn bản rồi cho đọc lại.")
                % {"line": line.line}
            )
    made: dict[str, FundingLine] = {}
    for line in _parents_first(lines):
        made[line.key] = FundingLine.objects.create(
            plan_id=plan_id,
            unit=unit,
            parent=made.get(line.parent) if line.parent else None,
            key=line.key,
            label=line.label[:500],
            source_kind=line.source_kind,
            year=line.year,
            amount=line.amount,
            stated=line.stated[:60],
            measure=line.measure[:40],
            line=line.line,
            text=line.text,
            position=lines.index(line) + 1,
            recorded_by=by,
            recorded_at=now,
        )
    rows = [made[line.key] for line in lines]
    if rows:
        record(
            "funding.recorded",
            rows[0],
            by=by,
            at=now,
            unit_id=unit.pk,
            data={"plan": str(plan_id), "lines": len(rows)},
        )
    return rows


def _parents_first(lines: Sequence[Stated]) -> list[Stated]:
    """The lines in an order in which every parent comes before its parts."""
    waiting = {line.key: line for line in lines}
    if len(waiting) != len(lines):
        raise FundingError(_("Hai nguồn vốn mang cùng một mã trong văn bản. Hãy cho đọc lại kế hoạch."))
    ordered: list[Stated] = []
    while waiting:
        ready = [line for line in waiting.values() if line.parent not in waiting]
        if not ready:
            raise FundingError(_("Các nguồn vốn là phần của nhau theo vòng tròn. Hãy cho đọc lại kế hoạch."))
        ordered.extend(waiting.pop(line.key) for line in ready)
    return ordered
