"""Ghi nhiều số liệu: a whole file, or a call of the API, recorded in one transaction or not at all.

Each entry is checked as one that is recorded alone. Whatever is wrong is said of all of them at once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from chungsuc.accounts import policy
from chungsuc.accounts.models import User
from chungsuc.accounts.policy import Indicator, Permission
from chungsuc.administrative_units.models import Unit
from chungsuc.assessments import rollup_many
from chungsuc.assessments.bulk_checks import EntriesRefused, NewEntry, Problem, checked, facts_of
from chungsuc.assessments.bulk_digest import digest_of_checked
from chungsuc.assessments.bulk_locks import locks_of
from chungsuc.assessments.bulk_rows import Checked, same_as_stored, store
from chungsuc.assessments.queries import IMPORTED
from chungsuc.assessments.rollup_lines import Entered
from chungsuc.assessments.rollup_reads import Heads, heads_of, recorded_of
from chungsuc.audit.actions import record
from chungsuc.core import observations as core
from chungsuc.core.criteria import CriteriaSet
from chungsuc.core.observations import ObservationError, fold
from chungsuc.stores.collecting import without_collecting
from chungsuc.stores.line import one_after_another

__all__ = ["Conflict", "EntriesRefused", "NewEntry", "Recorded", "held_standing", "record_many"]

Standing = Mapping[str, Heads]  # what stands in cells, by set
MOST = 20_000  # entries at a time: more would keep everybody else waiting


class Conflict(NamedTuple):
    """Xung đột: what stands in the cell of an entry that does not supersede it; latest first."""

    entry: NewEntry
    standing: tuple[core.Observation, ...]


@dataclass(frozen=True, slots=True)
class Recorded:
    """Kết quả ghi: what was stored now, what had been stored before, and what is in conflict.

    Where anything is in conflict nothing was stored.
    """

    stored: tuple[UUID, ...] = ()
    again: tuple[UUID, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    digest: str = field(default="")


@one_after_another
@without_collecting
def record_many(
    *,
    entries: Iterable[NewEntry],
    channel: str,
    by: User,
    now: datetime,
    of: models.Model,
    data: Mapping[str, Any] | None = None,
    dry_run: bool = False,
    standing: Standing | None = None,
) -> Recorded:
    """Ghi nhiều số liệu in one transaction, with one entry in the log; the same entries again change nothing.

    `of` is what they came with (the stored import, the call), which the log names, with `data` beside the
    number of entries and their SHA-256. A `dry_run` finds what is wrong and what is in conflict, and stores
    nothing. `standing` is what stands, where the caller holds the units and has read it (`held_standing`).
    Raises `NotAllowed`, and `EntriesRefused` with everything that is wrong.
    """
    listed = list(entries)
    if len(listed) > MOST:
        raise ObservationError(
            _("Mỗi lần ghi được nhiều nhất %(most)s số liệu. Hãy chia ra nhiều lần.") % {"most": MOST}
        )
    _require(by, listed)
    core.check_moment(now)
    entries_checked = checked(listed)
    batch = _Batch(listed, core.Channel(channel), by, now)
    units = _units(listed)
    with transaction.atomic():
        if not dry_run:
            rollup_many.hold(units.values())
        before = _standing(entries_checked) if standing is None else standing
        contested = batch.facts(_contested(entries_checked, before))
        again = same_as_stored(contested)
        conflicts = [each for each in contested if each.id not in again.same]
        new = entries_checked
        if again.same:
            new = [each for each in new if each.id not in again.same]
        batch.refuse([*again.different, *_locked(new), *_wrongly_superseding(conflicts)])
        if conflicts or dry_run or not new:
            return Recorded((), tuple(again.same), batch.told_of(conflicts))
        try:
            with transaction.atomic():
                store(new, channel=batch.channel.value, by=by, now=now)
        except IntegrityError:
            batch.refuse(same_as_stored(batch.facts(new)).different)
            raise
        rollup_many.follow(units, before, _entered(new))
        digest = digest_of_checked(new)
        record(
            IMPORTED,
            of,
            by=by,
            at=now,
            unit_id=next(iter(units)) if len(units) == 1 else "",
            data={
                **(data or {}),
                "entries": len(new),
                "sha256": digest,
                "units": sorted({each.unit_id for each in new}),
                "channel": channel,
            },
        )
    return Recorded(tuple(each.id for each in new), tuple(again.same), (), digest)


@dataclass(frozen=True, slots=True)
class _Batch:
    """What was sent together, as it is told when something is in its way."""

    entries: Sequence[NewEntry]
    channel: core.Channel
    by: User
    now: datetime

    def facts(self, entries: Iterable[Checked]) -> list[core.Observation]:
        """Entries as the core knows them."""
        return facts_of(entries, channel=self.channel, by=self.by, now=self.now)

    def refuse(self, problems: Sequence[tuple[UUID, str]]) -> None:
        """Raises `EntriesRefused` where there are any."""
        if problems:
            entry_of = {each.id: each for each in self.entries}
            raise EntriesRefused([Problem(entry_of[key], words) for key, words in problems])

    def told_of(self, conflicts: Sequence[core.Observation]) -> tuple[Conflict, ...]:
        """What stands in the cells of these entries, whole."""
        if not conflicts:
            return ()
        entry_of, slots = {each.id: each for each in self.entries}, fold(_recorded(conflicts))
        return tuple(
            Conflict(entry_of[each.id], slots[each.slot].heads if each.slot in slots else ())
            for each in conflicts
        )


def _units(entries: Iterable[NewEntry]) -> dict[str, Unit]:
    """Their units by id; most entries share theirs with others."""
    return {unit.pk: unit for unit in {id(each.unit): each.unit for each in entries}.values()}


def _entered(entries: Iterable[Checked]) -> dict[str, list[Entered]]:
    """Entries as far as totals go, by set."""
    found: dict[str, list[Entered]] = defaultdict(list)
    for _key, unit_id, set_id, code, told, value, numerator, denominator, *_others in entries:
        found[set_id].append(Entered(unit_id, code, told, value, numerator, denominator))
    return found


def _contested(entries: Iterable[Checked], before: Standing) -> list[Checked]:
    """Those that do not take the place of all that stands in their cell, and of nothing else."""
    found = []
    for each in entries:
        heads, older = before[each.set_id].get((each.unit_id, each.code, each.told), ()), each.supersedes
        if (heads or older) and (len(heads) != len(older) or any(head.id not in older for head in heads)):
            found.append(each)
    return found


def _locked(entries: Sequence[Checked]) -> Iterator[tuple[UUID, str]]:
    """Entries of cells that are in the hands of a reviewer, with who opens them."""
    asked: dict[tuple[str, str], list[Checked]] = defaultdict(list)
    for each in entries:
        asked[each.set_id, each.told].append(each)
    for (set_id, _period), listed in asked.items():
        year = listed[0].period.end_year
        held = locks_of({each.unit_id for each in listed}, set_id, year)
        for each in listed if held else ():
            lock = held.get(each.unit_id, {}).get(each.code)
            if lock is not None:
                yield each.id, f"{lock.why} {lock.opened_by}"


def _require(by: User, entries: Sequence[NewEntry]) -> None:
    """Asked once, of all units and their indicators together."""
    if policy.is_system(by):
        return
    cells = {(each.unit.pk, each.criteria_set.id, each.indicator): each.unit for each in entries}
    units = {unit_id for unit_id, _set_id, _code in cells}
    held = policy.indicators_among(by, Permission.OBSERVATION_RECORD, units)
    for (unit_id, set_id, code), unit in cells.items():
        rights = held.get(unit_id, frozenset())  # of a unit where no role is held, none
        if rights is not None and not policy.covers(rights, Indicator(set_id, code)):
            policy.require(by, Permission.OBSERVATION_RECORD, at=unit, of=Indicator(set_id, code))


@without_collecting
def held_standing(units: Collection[Unit], criteria_set: CriteriaSet, codes: Iterable[str]) -> Standing:
    """What stands in cells of units, which are held from here to the end of the transaction."""
    rollup_many.hold(units)
    unit_ids = {each.pk for each in units}
    beside = rollup_many.codes_beside(criteria_set.id, codes)
    return {criteria_set.id: heads_of(unit_ids, criteria_set.id, beside)}


def _standing(entries: Iterable[Checked]) -> Standing:
    """What stands in these cells and in those that are judged together with them."""
    asked = _asked((each.set_id, each.unit_id, each.code) for each in entries)
    return {
        set_id: heads_of(units, set_id, rollup_many.codes_beside(set_id, codes))
        for set_id, (units, codes) in asked.items()
    }


def _asked(cells: Iterable[tuple[str, str, str]]) -> dict[str, tuple[set[str], set[str]]]:
    """The units and codes of cells, by set."""
    found: dict[str, tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    for set_id, unit_id, code in cells:
        units, codes = found[set_id]
        units.add(unit_id)
        codes.add(code)
    return found


def _recorded(entries: Iterable[core.Observation]) -> list[core.Observation]:
    return [
        fact
        for set_id, (units, codes) in _asked(
            (each.slot.criteria_set_id, each.slot.unit_id, each.slot.indicator) for each in entries
        ).items()
        for fact in recorded_of(units, set_id, codes)
    ]


def _wrongly_superseding(entries: Sequence[core.Observation]) -> list[tuple[UUID, str]]:
    """Entries that would take the place of what is not of their cell."""
    asking = [each for each in entries if each.supersedes]
    if not asking:
        return []
    slots = {each.id: each.slot for each in _recorded(asking)}
    words = _("Số liệu mới phải cùng đơn vị, chỉ tiêu và kỳ với số liệu mà nó thay. Hãy chọn lại.")
    return [
        (each.id, words) for each in asking if any(slots.get(older) != each.slot for older in each.supersedes)
    ]
