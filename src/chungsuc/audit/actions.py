"""Writing the log: one entry in the transaction of the change that it tells of."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

from django.db import connection, models

from chungsuc.audit.models import Chain, Entry
from chungsuc.core.errors import ChungsucError

MAIN = "main"


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
    chain = _locked()
    entry = Entry(
        chain=chain,
        number=chain.last_number + 1,
        at=at.astimezone(UTC),
        by=by.get_username(),
        action=action,
        object_type=thing._meta.label_lower,
        object_id=str(thing.pk),
        unit_id=unit_id,
        data=data or {},
        previous_hash=chain.last_hash,
    )
    entry.hash = digest(entry)
    entry.save(force_insert=True)
    chain.last_number, chain.last_hash = entry.number, entry.hash
    chain.save(update_fields=["last_number", "last_hash"])
    return entry


def _locked() -> Chain:
    """The chain, held until the transaction ends; made by whoever writes first."""
    locked = Chain.objects.select_for_update()
    try:
        return locked.get(name=MAIN)
    except Chain.DoesNotExist:
        Chain.objects.get_or_create(name=MAIN)
        return locked.get(name=MAIN)


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
