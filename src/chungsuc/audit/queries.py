"""Reading the log."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from django.db import connection, models

from chungsuc.audit.actions import BEGUN, AuditError, digest
from chungsuc.audit.models import Chain, Entry
from chungsuc.stores.questions import Question
from chungsuc.stores.statements import ask


def of(thing: models.Model) -> models.QuerySet[Entry]:
    """What was done to one thing, oldest first."""
    return Entry.objects.filter(object_type=thing._meta.label_lower, object_id=str(thing.pk)).order_by("pk")


# --- the state of the store ------------------------------------------------------------------------

_HEADS = Question(lambda: Chain.objects.order_by("name").values_list("name", "last_number", "last_hash"))


def head() -> str:
    """A hash over the ends of all chains: it names everything that was done so far. "" before anything was.

    Each act adds an entry in its own transaction and no chain ever has the same end twice, so two states of
    the store never share it. One query, however long the log is.
    """
    ends = _HEADS()
    return hashlib.sha256(repr(ends).encode()).hexdigest() if ends else ""


class _InItsWords(Question):
    """A question of one row and one column in the words of each store, where Django has none for it."""

    def __init__(self, **texts: str) -> None:
        super().__init__(Chain.objects.none)
        self._texts = texts

    def __call__(self, **given: Any) -> list[tuple[Any, ...]]:
        return ask(*self.text(connection, given))

    def text(self, connection: Any, _given: dict[str, Any]) -> tuple[str, list[Any]]:
        return self._texts[connection.vendor], []


# How many entries each chain has, for `told_since`: every change leaves one, in its own transaction.
TOLD = _InItsWords(
    postgresql="SELECT CAST(json_object_agg(name, last_number) AS text) FROM audit_chain",
    sqlite="SELECT json_group_object(name, last_number) FROM audit_chain",
)
_SINCE = """
    SELECT 1 FROM audit_chain c LEFT JOIN {rows} s ON s.key = c.name
    WHERE c.last_number > COALESCE(CAST(s.value AS bigint), 0) AND (
        SELECT 1 FROM audit_entry e
        WHERE e.chain_id = c.name AND e.number > COALESCE(CAST(s.value AS bigint), 0)
            AND NOT (
                e.action IN (SELECT value FROM {other}) AND e.unit_id NOT IN (SELECT value FROM {other})
            )
        LIMIT 1) IS NOT NULL
    LIMIT 1
"""
_TEXT = {
    "postgresql": _SINCE.format(
        rows="json_each_text(CAST(%s AS json))", other="json_array_elements_text(CAST(%s AS json))"
    ),
    "sqlite": _SINCE.format(rows="json_each(%s)", other="json_each(%s)"),
}


def told_since(told: str | None, *, but: Collection[str], of_units_other_than: Collection[str]) -> bool:
    """Whether any chain tells of more since `TOLD` was answered so, but acts of these kinds elsewhere.

    One query, which reads no more of a chain than was added.
    """
    values = [told or "{}", json.dumps(sorted(but)), json.dumps(sorted(of_units_other_than))]
    return bool(ask(_TEXT[connection.vendor], values))


_UNITS_SINCE = """
    SELECT DISTINCT CASE WHEN e.action IN (SELECT value FROM {other}) THEN e.unit_id END
    FROM audit_chain c LEFT JOIN {rows} s ON s.key = c.name CROSS JOIN {entries}
    WHERE c.last_number > COALESCE(CAST(s.value AS bigint), 0) AND {added} AND NOT (
        e.action IN (SELECT value FROM {other}) AND e.unit_id NOT IN (SELECT value FROM {other})
    )
"""
_ADDED = "e.chain_id = c.name AND e.number > COALESCE(CAST(s.value AS bigint), 0)"
_UNITS_TEXT = {
    "postgresql": _UNITS_SINCE.format(
        rows="json_each_text(CAST(%s AS json))",
        other="json_array_elements_text(CAST(%s AS json))",
        # OFFSET keeps it apart, to be looked up chain by chain: a plan for any values may read the whole log.
        entries=f"LATERAL (SELECT * FROM audit_entry e WHERE {_ADDED} OFFSET 0) e",  # noqa: S608
        added="true",
    ),
    "sqlite": _UNITS_SINCE.format(
        rows="json_each(%s)", other="json_each(%s)", entries="audit_entry e", added=_ADDED
    ),
}


def units_told_since(told: str | None, *, of: Collection[str], among: Collection[str]) -> set[str] | None:
    """At which of these units acts of these kinds were done since `TOLD` was answered so; None where any
    other act was done meanwhile, wherever. One query, as `told_since`."""
    kinds = json.dumps(sorted(of))
    values = [kinds, told or "{}", kinds, json.dumps(sorted(among))]
    found = {unit_id for (unit_id,) in ask(_UNITS_TEXT[connection.vendor], values)}
    return None if None in found else found


# --- what was done since -----------------------------------------------------------------------------

Ends = Mapping[str, tuple[int, str]]  # of each chain the number and the hash of its last entry
MOST_TOLD = 10_000  # entries between two states; of more it is as quick to look at everything


class Told(NamedTuple):
    """Một việc, as far as it says what it was done to."""

    action: str
    unit_id: str
    data: Mapping[str, Any]


def ends() -> Ends:
    """Where each chain ends now; one query. What is read after it is at least as new."""
    return {name: (number, last_hash) for name, number, last_hash in _HEADS()}


def told_between(
    then: Ends, now: Ends, *, but: Collection[str] = (), of_units_other_than: Collection[str] = ()
) -> list[Told] | None:
    """The acts that were added between two states of the log; one query, none where nothing was. Acts of
    these kinds at other units are left out.

    None where nobody can tell: too much was added, or this is no longer the log of `then` (a store that was
    brought back from a copy goes on with other entries under the same numbers).
    """
    moved = [name for name in {**then, **now} if then.get(name) != now.get(name)]
    spans = [(name, then.get(name, _NO_END), now.get(name, _NO_END)) for name in moved]
    added = [new[0] - old[0] for _name, old, new in spans]
    if not spans:
        return []
    if min(added) <= 0 or sum(added) > MOST_TOLD:
        return None
    wanted = models.Q()
    for name, old, new in spans:
        since = models.Q(chain_id=name, number__gt=old[0], number__lte=new[0])
        if but:
            since &= ~models.Q(action__in=but) | models.Q(unit_id__in=of_units_other_than)
        wanted |= since | models.Q(chain_id=name, number=old[0])
    rows = Entry.objects.filter(wanted).order_by()
    told, stands = [], set()
    for name, number, hash_, *act in rows.values_list(
        "chain_id", "number", "hash", "action", "unit_id", "data"
    ):
        if number == then.get(name, _NO_END)[0]:
            stands.add((name, hash_))
        else:
            told.append(Told(*act))
    if any(old[0] and (name, old[1]) not in stands for name, old, _new in spans):
        return None
    return told


_NO_END = 0, ""


def broken_links(*, first_only: bool = False) -> list[str]:
    """Check every chain from its first entry; a sentence for each place where it does not hold.

    Of each chain all places, or the first.
    """
    problems: list[str] = []
    for chain in Chain.objects.order_by("name"):
        for problem in _broken(chain):
            problems.append(problem)
            if first_only:
                break
    return problems


def _broken(chain: Chain) -> Iterator[str]:
    expected, before = 1, ""
    for entry in Entry.objects.filter(chain=chain).order_by("number").iterator(chunk_size=2000):
        if entry.number != expected:
            yield f"Nhật ký {chain.name}: thiếu dòng {expected} (dòng kế tiếp là {entry.number})."
        if entry.previous_hash != before or entry.hash != digest(entry):
            yield f"Nhật ký {chain.name}: dòng {entry.number} đã bị sửa sau khi ghi."
        if entry.action == BEGUN and not _stands(
            str(entry.data.get("after")), entry.data.get("number"), entry.data.get("hash")
        ):
            yield (
                f"Nhật ký {chain.name}: dòng {entry.number} nối tiếp nhật ký {entry.data.get('after')} "
                f"dòng {entry.data.get('number')}, nhưng dòng đó không còn như khi ấy."
            )
        expected, before = entry.number + 1, entry.hash
    if (chain.last_number, chain.last_hash) != (expected - 1, before):
        yield f"Nhật ký {chain.name}: đầu chuỗi ghi {chain.last_number} dòng, tìm thấy {expected - 1}."


def _stands(chain: str, number: object, hash_: object) -> bool:
    """Whether a chain has this entry, with this hash; of number 0, that it had none."""
    return number == 0 or Entry.objects.filter(chain=chain, number=number, hash=hash_).exists()


# --- heads on paper --------------------------------------------------------------------------------


def heads() -> list[str]:
    """A line for each chain, to be kept where nobody who runs the site can reach it: name, entries, hash."""
    return [f"{name} {number} {last_hash}" for name, number, last_hash in _HEADS()]


def against(lines: Iterable[str]) -> list[str]:
    """Hold the log against lines of `heads` from before; a sentence for each that does not hold.

    Raises AuditError for a line that is not one.
    """
    problems = []
    for line in filter(None, map(str.strip, lines)):
        name, number, last_hash = _parts(line)
        if not _stands(name, number, last_hash):
            problems.append(
                f"Nhật ký {name}: dòng {number} không còn như bản ghi đã giữ. Nhật ký đã bị sửa hoặc bị thay."
            )
    return problems


def _parts(line: str) -> tuple[str, int, str]:
    parts = line.split()
    if len(parts) != 3 or not parts[1].isdecimal() or len(parts[2]) != 64:
        raise AuditError(
            f"“{line[:80]}” không phải một dòng của `chungsuc audit heads` "
            "(tên nhật ký, số dòng, mã băm 64 ký tự). Hãy chép lại cả dòng."
        )
    return parts[0], int(parts[1]), parts[2].lower()
