"""Writing the log: one entry in the transaction of the change that it tells of."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from django.db import connection, models
from django.db.models import CharField, Subquery

from chungsuc.audit import chains
from chungsuc.audit.chains import MAIN
from chungsuc.audit.models import Chain, ClockSetback, Entry
from chungsuc.core.errors import ChungsucError
from chungsuc.stores import rows
from chungsuc.stores.questions import Blank, Question

WAITING = timedelta(minutes=1)  # an act takes its time before it waits in line: so much is no setback
BEGUN = "chain.begun"  # the first entry of every chain but the main one


class AuditError(ChungsucError):
    """A change that would leave no trace, or a chain that does not hold."""


@dataclass(frozen=True, slots=True)
class Act:
    """Một việc cần ghi nhật ký: what was done to which thing, by whom and when."""

    action: str
    thing: models.Model
    by: Any  # the person; her `get_username()` is kept as text
    at: datetime
    unit_id: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)

    def entry(self) -> Entry:
        return Entry(
            at=self.at.astimezone(UTC),
            by=self.by.get_username(),
            action=self.action,
            object_type=self.thing._meta.label_lower,
            object_id=str(self.thing.pk),
            unit_id=self.unit_id,
            data=dict(self.data),
        )


def record(
    action: str,
    thing: models.Model,
    *,
    by: Any,
    at: datetime,
    unit_id: str = "",
    data: Mapping[str, Any] | None = None,
) -> Entry:
    """Ghi nhật ký. Called inside the change's own transaction, so both stand or neither.

    `by` is the person; her `get_username()` is kept as text. Raises `AuditError` outside a transaction.
    """
    _check_inside()
    entry = Act(action, thing, by, at, unit_id, data or {}).entry()
    writes = rows.Writes()
    _append([entry], chains.for_this_transaction(unit_id), writes)
    writes.insert(entry)
    writes.send()
    return entry


def record_each(acts: Iterable[Act]) -> None:
    """The same for several acts of one transaction, an entry each, in their order."""
    _check_inside()
    entries = [(each.unit_id, each.entry()) for each in acts]
    if not entries:
        return
    writes = rows.Writes()
    _append([entry for _unit_id, entry in entries], chains.for_this_transaction(entries[0][0]), writes)
    writes.insert_each([entry for _unit_id, entry in entries])
    writes.send()


def _check_inside() -> None:
    if not connection.in_atomic_block:
        raise AuditError("Không ghi được nhật ký ngoài giao dịch. Hãy báo cho người quản trị.")


def _append(entries: Sequence[Entry], name: str, writes: rows.Writes) -> None:
    """Put entries at the end of a chain, held until the transaction ends; they are sent by others."""
    head = _head(name, entries[0])
    for entry in entries:
        entry.chain_id, entry.number, entry.previous_hash = name, head.last_number + 1, head.last_hash
        entry.hash = digest(entry)
        if head.clock_went_back(entry.at):
            setback = ClockSetback(chain_id=name, number=entry.number, at=entry.at, latest=head.latest)
            writes.insert_each([setback])
        head = head.after(entry)
    kept = Chain(
        name=name,
        last_number=head.last_number,
        last_hash=head.last_hash,
        last_at=head.last_at,
        latest_at=head.own_latest,
        noticed=head.noticed,
    )
    writes.replace(Chain, [rows.row_of(kept)], key=("name",))


class _Head(NamedTuple):
    """Where a chain ends, and the latest moment that any chain tells of."""

    last_number: int
    last_hash: str
    last_at: datetime | None
    own_latest: datetime | None
    noticed: datetime | None
    latest: datetime | None

    def clock_went_back(self, at: datetime) -> bool:
        """Whether the clock was put back since the entry before, in whatever chain; told once in each."""
        if self.latest is None or at >= self.latest - WAITING:
            return False
        again = self.last_at is not None and at < self.last_at - WAITING
        return again or self.noticed is None or self.noticed < self.latest

    def after(self, entry: Entry) -> _Head:
        """Where it ends with this entry."""
        return _Head(
            last_number=entry.number,
            last_hash=entry.hash,
            last_at=entry.at,
            own_latest=max(entry.at, self.own_latest or entry.at),
            noticed=self.latest if self.clock_went_back(entry.at) else self.noticed,
            latest=max(entry.at, self.latest or entry.at),
        )


_HEAD = Question(
    lambda: (
        Chain.objects.select_for_update()
        .filter(name=Blank("name", CharField()))
        .annotate(
            latest=Subquery(
                Chain.objects.filter(latest_at__isnull=False).order_by("-latest_at").values("latest_at")[:1]
            )
        )
        .values_list("last_number", "last_hash", "last_at", "latest_at", "noticed", "latest")
    )
)


def _head(name: str, entry: Entry) -> _Head:
    """Where the chain ends, held until the transaction ends; made by whoever writes first."""
    found = _HEAD(name=name)
    if not found or not found[0][0]:
        _begin(name, entry)
        found = _HEAD(name=name)
    return _Head(*found[0])


def _begin(name: str, entry: Entry) -> None:
    """Make the chain. A province's begins with an entry that names the end of the main one."""
    Chain.objects.get_or_create(name=name)
    found = Chain.objects.select_for_update().get(name=name)
    if name == MAIN or found.last_number:
        return  # somebody else has begun it meanwhile
    main = Chain.objects.filter(name=MAIN).first()
    told = {"after": MAIN, "number": main.last_number if main else 0, "hash": main.last_hash if main else ""}
    opening = Entry(
        at=entry.at,
        by=entry.by,
        action=BEGUN,
        object_type=Chain._meta.label_lower,
        object_id=name,
        unit_id=name,
        data=told,
    )
    opening.chain_id, opening.number, opening.hash = name, 1, ""
    opening.hash = digest(opening)
    opening.save(force_insert=True)
    Chain.objects.filter(name=name).update(
        last_number=1, last_hash=opening.hash, last_at=opening.at, latest_at=opening.at
    )


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
