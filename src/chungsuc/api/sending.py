"""Gửi số liệu: many figures in one call, all or none, once for each key of the sender."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from chungsuc.accounts import policy
from chungsuc.accounts.models_tokens import ApiToken
from chungsuc.accounts.policy import NotAllowed, Permission
from chungsuc.administrative_units.models import Unit, UnitPath
from chungsuc.administrative_units.tree import some_of
from chungsuc.api.door import Caller
from chungsuc.api.errors import MOST_PROBLEMS, ApiError, Problem
from chungsuc.api.models import Sending
from chungsuc.assessments.bulk import Conflict, EntriesRefused, NewEntry, Recorded, record_many
from chungsuc.core.observations import Channel
from chungsuc.stores.line import one_after_another

KEPT = timedelta(days=30)  # answers, from the day of the call
MOST_ENTRIES = 10_000


@dataclass(frozen=True)
class Sent:
    """Lần gửi, as its caller made it."""

    caller: Caller
    key: str
    body: bytes
    entries: Sequence[NewEntry]
    dry_run: bool


class InConflict(ApiError):
    """Something else stands in some of the cells; nothing was stored."""

    def __init__(self, conflicts: Sequence[tuple[int, Conflict]]) -> None:
        super().__init__(
            409,
            "conflict",
            f"{len(conflicts)} ô đã có số liệu khác nên chưa ghi số liệu nào. Hãy xem số đang có, rồi gửi "
            "lại với supersedes là mã của mọi số liệu được thay.",
        )
        self.conflicts = conflicts


@one_after_another
def send(*, sent: Sent, now: datetime) -> dict[str, Any]:
    """Ghi số liệu của một lần gửi, and answer; the same call again is answered from what was kept.

    A call that was refused did nothing and keeps nothing: it may be mended and sent under the same key.
    Raises `NotAllowed`, `ApiError` for a key that came with something else, and for what cannot be stored.
    """
    _check_rights(sent.caller, sent.entries)
    places = {id(each): place for place, each in enumerate(sent.entries)}
    try:
        if sent.dry_run:
            return _answer(sent, _record(sent, Sending(pk=_pk(sent)), now), now)
        with transaction.atomic():
            return _once(sent, now)
    except EntriesRefused as refusal:
        problems = [
            Problem(where=f"entries.{places[id(each.entry)]}", message=each.words)
            for each in refusal.problems
        ]
        raise ApiError(
            422,
            "refused",
            str(refusal),
            where=problems[0].where,
            problems=problems[:MOST_PROBLEMS],
        ) from refusal
    except _Conflicts as found:
        raise InConflict([(places[id(each.entry)], each) for each in found.listed]) from found


class _Conflicts(Exception):
    """Leaves the transaction, and takes what was kept of the call with it."""

    def __init__(self, listed: Sequence[Conflict]) -> None:
        super().__init__()
        self.listed = listed


def _once(sent: Sent, now: datetime) -> dict[str, Any]:
    """In a transaction. Who comes second under a key waits at the first one's row for its answer."""
    token = sent.caller.token
    Sending.objects.filter(token=token, at__lt=now - KEPT).delete()
    body_hash = hashlib.sha256(sent.body).hexdigest()
    sending, is_first = Sending.objects.get_or_create(
        pk=_pk(sent), defaults={"token": token, "key": sent.key, "body_hash": body_hash, "at": now}
    )
    if not is_first:
        if sending.body_hash != body_hash:
            raise ApiError(
                422,
                "key_used",
                "Idempotency-Key này đã dùng cho một lần gửi có nội dung khác. Lần gửi mới cần khóa mới.",
                where="header.Idempotency-Key",
            )
        return dict(sending.answer)
    answer = _answer(sent, _record(sent, sending, now), now)
    Sending.objects.filter(pk=sending.pk).update(answer=answer)
    return answer


def _record(sent: Sent, sending: Sending, now: datetime) -> Recorded:
    token = sent.caller.token
    done = record_many(
        entries=sent.entries,
        channel=Channel.API.value,
        by=sent.caller.person,
        now=now,
        of=sending,
        data={"token": token.pk, "token_name": token.name, "key": sent.key},
        dry_run=sent.dry_run,
    )
    if done.conflicts:
        raise _Conflicts(done.conflicts)
    return done


def _answer(sent: Sent, done: Recorded, now: datetime) -> dict[str, Any]:
    return {
        "dry_run": sent.dry_run,
        "recorded_at": None if sent.dry_run else now.isoformat(),
        "stored": [str(each) for each in done.stored],
        "stored_before": [str(each) for each in done.again],
        "sha256": done.digest,
    }


def _pk(sent: Sent) -> str:
    return hashlib.sha256(f"{sent.caller.token.pk}:{sent.key}".encode()).hexdigest()


# --- what the key and its person may write ---------------------------------------------------------


def _check_rights(caller: Caller, entries: Sequence[NewEntry]) -> None:
    """Raises NotAllowed for what the key was not made for. What its person may do is asked beside it, when
    the figures are recorded."""
    units = {each.unit.pk: each.unit for each in entries}
    below = _lying_below(units, caller.token)
    for unit_id, unit in units.items():
        if unit_id not in below:
            caller.check_unit(unit)
    for set_id, code in {(each.criteria_set.id, each.indicator) for each in entries}:
        caller.check_set(set_id)
        if not caller.covers(set_id, code):
            raise NotAllowed(
                f"Khóa kết nối này không được ghi chỉ tiêu {code}. Hãy dùng khóa cho chỉ tiêu đó, hoặc bỏ ra."
            )
    if not entries:
        policy.require(caller.person, Permission.OBSERVATION_RECORD, at=caller.token.unit)


def _lying_below(units: dict[str, Unit], token: ApiToken) -> set[str]:
    """Those of the units that lie, or lay, at or below the key's unit; a query for some hundred of them."""
    return {
        unit_id
        for some in some_of(units)
        for unit_id in UnitPath.objects.filter(ancestor=token.unit_id, descendant__in=some).values_list(
            "descendant_id", flat=True
        )
    }
