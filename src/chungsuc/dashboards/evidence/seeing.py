"""Ai thấy minh chứng nào: of one's own unit everything, of those below what was handed up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Max

from chungsuc.accounts import policy
from chungsuc.accounts.policy import Permission
from chungsuc.administrative_units.models import Unit
from chungsuc.core.reviews import ReviewKind
from chungsuc.evidence import queries
from chungsuc.evidence.models import Attachment
from chungsuc.workflow.models import ReviewEvent

_HANDS_UP = (ReviewKind.SUBMITTED, ReviewKind.EXPLAINED)  # what is added to explain goes up with the words
Cell = tuple[str, str, int, str]


def visible(user: Any, rows: Sequence[Attachment]) -> list[Attachment]:
    """Those of the rows that a person sees; five queries, however many rows and units there are.

    What was added after the indicator was handed up is a draft until it is handed up again.
    """
    unit_ids = {row.unit_id for row in rows}
    if not rows or not getattr(user, "is_authenticated", False):
        return []
    may_see = _among(user, Permission.EVIDENCE_VIEW, unit_ids)
    own = queries.own_units(user) | _among(user, Permission.EVIDENCE_ADD, unit_ids)
    above = [row for row in rows if row.unit_id in may_see - own]
    handed_up = _handed_up(above) if above else {}
    return [
        row
        for row in rows
        if row.unit_id in may_see
        and (row.unit_id in own or any(row.added_at <= each for each in _times(row, handed_up)))
    ]


def _among(user: Any, permission: Permission, unit_ids: Iterable[str]) -> set[str]:
    reach = policy.units_where(user, permission)
    return set(Unit.objects.filter(pk__in=unit_ids).filter(pk__in=reach).values_list("pk", flat=True))


def _handed_up(rows: Iterable[Attachment]) -> dict[Cell, datetime]:
    """When each indicator of the rows was last handed up or explained; one query."""
    events = ReviewEvent.objects.filter(
        unit_id__in={row.unit_id for row in rows},
        criteria_set_id__in={row.criteria_set_id for row in rows},
        year__in={row.year for row in rows},
        kind__in=_HANDS_UP,
    )
    found = (
        events.order_by().values_list("unit_id", "criteria_set_id", "year", "code").annotate(last=Max("at"))
    )
    return {tuple(cell): last for *cell, last in found}  # type: ignore[misc]


def _times(row: Attachment, handed_up: dict[Cell, datetime]) -> Iterator[datetime]:
    """When its indicator, or the one that it is a part of, was handed up last."""
    parts = row.code.split(".")
    for code in {row.code, ".".join(parts[:2]), parts[0]}:
        time = handed_up.get((row.unit_id, row.criteria_set_id, row.year, code))
        if time is not None:
            yield time


def one(user: Any, pk: UUID) -> Attachment | None:
    """A piece of evidence that the person sees, withdrawn or not; None for no other reason than that."""
    row = Attachment.objects.select_related("file", "unit", "withdrawal").filter(pk=pk).first()
    return row if row is not None and visible(user, [row]) else None
