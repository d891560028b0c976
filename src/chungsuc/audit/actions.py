"""Writing the log: one entry in the transaction of the change that it tells of."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection, models

from chungsuc.audit.models import Chain, ClockSetback, Entry
from chungsuc.core.errors import ChungsucError
from chungsuc.stores import rows
from chungsuc.stores.questions import Question

MAIN = "main"
WAITING = timedelta(minutes=1)  # an act takes its time before it waits in line: so much is no setback


class AuditError(ChungsucError):
    """A change that would leave no trace, or a chain that does not hold."""


def record(
    action: str,
    thing: models.Model,
    *,
    by: Any,
    at: datetime,
    unit_id: str = "",
    data: dict[str, Any] | None = None,
) -> Entry:
    """Ghi nhật ký. Called inside the change's own transaction, so both stand or neither.

    `by` is the person; her `get_username()` is kept as text. Raises `AuditError` outside a transaction.
    """
    if not connection.in_atomic_block:
        raise AuditError("Không ghi được nhật ký ngoài giao dịch. Hãy báo cho người quản trị.")
    number, last_hash, last_at, latest_at = _head()
    entry = Entry(
        chain_id=MAIN,
        number=number + 1,
        at=at.astimezone(UTC),
        by=by.get_username(),
        action=action,
        object_type=thing._meta.label_lower,
        object_id=str(thing.pk),
        unit_id=unit_id,
        data=data or {},
        previous_hash=last_hash,
    )
    entry.hash = digest(entry)
    head = Chain(
        name=MAIN,
        last_number=entry.number,
        last_hash=entry.hash,
        last_at=entry.at,
        latest_at=max(entry.at, latest_at or entry.at),
    )
    writes = rows.Writes()
    writes.replace(Chain, [rows.row_of(head)], key=("name",))
    writes.insert(entry)
    writes.send()
    _notice_the_clock(entry, last_at, latest_at)
    return entry


def _notice_the_clock(entry: Entry, last_at: datetime | None, latest_at: datetime | None) -> None:
    """Keep in mind that the clock was put back since the entry before."""
    if last_at is not None and latest_at is not None and entry.at < last_at - WAITING:
        rows.insert(ClockSetback(chain_id=MAIN, number=entry.number, at=entry.at, latest=latest_at))


_HEAD = Question(
    lambda: (
        Chain.objects.select_for_update()
        .filter(name=MAIN)
        .values_list("last_number", "last_hash", "last_at", "latest_at")
    )
)


def _head() -> tuple[int, str, datetime | None, datetime | None]:
    """Where the chain ends, held until the transaction ends; made by whoever writes first."""
    found = _HEAD()
    if not found:
        Chain.objects.get_or_create(name=MAIN)
        found = _HEAD()
    number, last_hash, last_at, latest_at = found[0]
    return number, last_hash, last_at, latest_at


def digest(entry: Entry) -> str:
    """SHA-256 over the entry's fields in a fixed order and the hash before it."""
    fields = [
        entry.chain_id,
        entry.number,
        entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        entry.by,
        entry.action,
        entry.object_type,
        entry.object_id,
        entry.unit_id,
        entry.data,
        entry.previous_hash,
    ]
    text = json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
