"""Ghi nhiều số liệu: a whole file, or a call of the API, recorded in one transaction or not at all.

Each entry is checked as one that is recorded alone. Whatever is wrong is said of all of them at once.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from chungsuc.accounts import policy
from chungsuc.accounts.models import User
from chungsuc.accounts.policy import Indicator, Permission
from chungsuc.administrative_units.models import Unit
from chungsuc.assessments import rollup_many
from chungsuc.assessments.bulk_locks import locks_of
from chungsuc.assessments.bulk_rows import Told, same_as_stored, store
from chungsuc.assessments.checks import (
    check_entered,
    check_parts,
    check_place,
    check_size,
    entered_measure,
    kept,
)
from chungsuc.assessments.queries import IMPORTED
from chungsuc.assessments.rollup_reads import Heads, heads_of, recorded_of
from chungsuc.audit.actions import record
from chungsuc.core import observations as core
from chungsuc.core.criteria import CriteriaSet, Mark, Measure, Observed
from chungsuc.core.errors import ChungsucError
from chungsuc.core.observations import ObservationError, Slot, fold
from chungsuc.core.periods import Period
from chungsuc.stores.collecting import without_collecting
from chungsuc.stores.line import one_after_another

Standing = Mapping[str, Heads]  # what stands in cells, by set
MOST = 20_000  # entries at a time: more would keep everybody else waiting


class NewEntry(NamedTuple):
    """Một số liệu cần ghi: one value for one cell; `id` is made by whoever sends it.

    `supersedes` are the ids of all that stands in the cell as far as the sender knows; where something
    else stands there, the entry is in conflict and is not stored.
    """

    id: UUID
    unit: Unit
    criteria_set: CriteriaSet
    indicator: str
    period: Period
    value: Observed
    observed_on: date
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    supersedes: frozenset[UUID] = frozenset()
    note: str = ""

    @property
    def slot(self) -> Slot:
        return Slot(self.unit.pk, self.criteria_set.id, self.indicator, self.period)


class Problem(NamedTuple):
    """Lỗi của một số liệu: which entry cannot be stored, and why, in words."""

    entry: NewEntry
    words: str


class Conflict(NamedTuple):
    """Xung đột: what stands in the cell of an entry that does not supersede it; latest first."""

    entry: NewEntry
    standing: tuple[core.Observation, ...]


class EntriesRefused(ObservationError):
    """Some entries cannot be stored, so none is; `problems` names them all."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        first = problems[0]
        super().__init__(
            _("%(count)s số liệu không ghi được nên chưa ghi số liệu nào. Chỉ tiêu %(code)s: %(why)s")
            % {"count": len(problems), "code": first.entry.indicator, "why": first.words}
        )
        self.problems = tuple(problems)


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
    facts = _checked(listed, channel=channel, by=by, now=now)
    entry_of = {each.id: each for each in listed}
    units = _units(listed)
    with transaction.atomic():
        if not dry_run:
            rollup_many.hold(units.values())
        before = _standing(facts) if standing is None else standing
        contested = _contested(facts, before)
        again = same_as_stored(contested)
        conflicts = [each for each in contested if each.id not in again.same]
        new = [each for each in facts if each.id not in again.same] if again.same else facts
        _refuse([*again.different, *_locked(new), *_wrongly_superseding(conflicts)], entry_of)
        if conflicts or dry_run or not new:
            return Recorded((), tuple(again.same), _told_of(conflicts, entry_of))
        try:
            with transaction.atomic():
                store(new, entry_of, by=by)
        except IntegrityError:
            _refuse(same_as_stored(new).different, entry_of)
            raise
        rollup_many.follow(units, before, new)
        digest = digest_of(new)
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
                "units": sorted({each.slot.unit_id for each in new}),
                "channel": channel,
            },
        )
    return Recorded(tuple(each.id for each in new), tuple(again.same), (), digest)


def _units(entries: Iterable[NewEntry]) -> dict[str, Unit]:
    """Their units by id; most entries share theirs with others."""
    return {unit.pk: unit for unit in {id(each.unit): each.unit for each in entries}.values()}


def _contested(entries: Sequence[core.Observation], before: Standing) -> list[core.Observation]:
    """Those that do not take the place of all that stands in their cell, and of nothing else."""
    told, found = Told(), []
    for each in entries:
        slot, older = each.slot, each.supersedes
        heads = before[slot.criteria_set_id].get((slot.unit_id, slot.indicator, told.of(slot.period)), ())
        if len(heads) != len(older) or any(head.id not in older for head in heads):
            found.append(each)
    return found


def _refuse(problems: Sequence[tuple[UUID, str]], entry_of: Mapping[UUID, NewEntry]) -> None:
    """Raises `EntriesRefused` where there are any."""
    if problems:
        raise EntriesRefused([Problem(entry_of[key], words) for key, words in problems])


def _told_of(
    conflicts: Sequence[core.Observation], entry_of: Mapping[UUID, NewEntry]
) -> tuple[Conflict, ...]:
    """What stands in the cells of these entries, whole."""
    slots = fold(_recorded(conflicts))
    return tuple(
        Conflict(entry_of[each.id], slots[each.slot].heads if each.slot in slots else ())
        for each in conflicts
    )


def _locked(entries: Sequence[core.Observation]) -> Iterator[tuple[UUID, str]]:
    """Entries of cells that are in the hands of a reviewer, with who opens them."""
    asked: dict[tuple[str, str], list[core.Observation]] = defaultdict(list)
    told = Told()
    for each in entries:
        asked[each.slot.criteria_set_id, told.of(each.slot.period)].append(each)
    for (set_id, _period), listed in asked.items():
        year = listed[0].slot.period.end_year
        held = locks_of({each.slot.unit_id for each in listed}, set_id, year)
        for each in listed if held else ():
            lock = held.get(each.slot.unit_id, {}).get(each.slot.indicator)
            if lock is not None:
                yield each.id, f"{lock.why} {lock.opened_by}"


def digest_of(entries: Iterable[core.Observation]) -> str:
    """SHA-256 over what entries say, in the order of their ids: the log holds it in their place."""
    told = Told()
    lines = [
        [
            str(each.id),
            (slot := each.slot).unit_id,
            slot.criteria_set_id,
            slot.indicator,
            told.of(slot.period),
            _told(each.value),
            _told(each.numerator),
            _told(each.denominator),
            sorted(map(str, each.supersedes)) if each.supersedes else [],
        ]
        for each in sorted(entries, key=lambda each: each.id.int)
    ]
    return hashlib.sha256(json.dumps(lines, ensure_ascii=False).encode()).hexdigest()


def _told(value: Observed) -> str | bool | None:
    """A value as text that does not depend on how many zeros the store adds."""
    if value is None or value is True or value is False:
        return value
    if isinstance(value, Decimal):
        return f"{value.normalize() + 0:f}"
    return value.value if isinstance(value, Mark) else value


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


def _checked(entries: Sequence[NewEntry], *, channel: str, by: User, now: datetime) -> list[core.Observation]:
    """The entries as the core knows them. Raises `EntriesRefused` with all that cannot be."""
    problems: list[Problem] = []
    measures: dict[tuple[str, str], Measure | ChungsucError] = {}
    places: dict[tuple[str, str], ObservationError | None] = {}
    found: dict[UUID, core.Observation] = {}
    cells: set[tuple[str, str, str, str]] = set()
    of_channel, author, told = core.Channel(channel), str(by.pk), Told()
    for each in entries:
        try:
            measure = _measure(each, measures)
            numerator, denominator = each.numerator, each.denominator
            check_entered(measure, each.value)
            check_size(each.value, numerator, denominator)
            check_parts(numerator, denominator)
            slot, period = each.slot, told.of(each.period)
            if (wrong := _wrong_place(each, (slot.unit_id, period), places)) is not None:
                raise wrong
            fact = core.Observation(
                id=each.id,
                slot=slot,
                value=kept(each.value),
                observed_by=author,
                recorded_at=now,
                channel=of_channel,
                numerator=kept(numerator),  # type: ignore[arg-type]
                denominator=kept(denominator),  # type: ignore[arg-type]
                supersedes=each.supersedes,
            )
            cell = slot.unit_id, slot.criteria_set_id, slot.indicator, period
            if cell in cells or fact.id in found:
                raise ObservationError(_("Ô này có hai số liệu trong cùng một lần ghi. Hãy giữ lại một."))
            cells.add(cell)
            found[fact.id] = fact
        except ChungsucError as problem:
            problems.append(Problem(each, str(problem)))
    if problems:
        raise EntriesRefused(problems)
    return list(found.values())


def _measure(entry: NewEntry, known: dict[tuple[str, str], Measure | ChungsucError]) -> Measure:
    """Looked up once for each indicator of a set."""
    key = entry.criteria_set.id, entry.indicator
    if key not in known:
        try:
            known[key] = entered_measure(entry.criteria_set, entry.indicator)
        except ChungsucError as problem:
            known[key] = problem
    measure = known[key]
    if isinstance(measure, ChungsucError):
        raise measure
    return measure


def _wrong_place(
    entry: NewEntry, key: tuple[str, str], known: dict[tuple[str, str], ObservationError | None]
) -> ObservationError | None:
    if key not in known:
        known[key] = None
        try:
            check_place(entry.unit, entry.period)
        except ObservationError as problem:
            known[key] = problem
    return known[key]


@without_collecting
def held_standing(units: Collection[Unit], criteria_set: CriteriaSet, codes: Iterable[str]) -> Standing:
    """What stands in cells of units, which are held from here to the end of the transaction."""
    rollup_many.hold(units)
    unit_ids = {each.pk for each in units}
    beside = rollup_many.codes_beside(criteria_set.id, codes)
    return {criteria_set.id: heads_of(unit_ids, criteria_set.id, beside)}


def _asked(entries: Iterable[core.Observation]) -> dict[str, tuple[set[str], set[str]]]:
    """The units and codes of entries, by set."""
    found: dict[str, tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    for each in entries:
        units, codes = found[each.slot.criteria_set_id]
        units.add(each.slot.unit_id)
        codes.add(each.slot.indicator)
    return found


def _standing(entries: Iterable[core.Observation]) -> Standing:
    """What stands in these cells and in those that are judged together with them."""
    return {
        set_id: heads_of(units, set_id, rollup_many.codes_beside(set_id, codes))
        for set_id, (units, codes) in _asked(entries).items()
    }


def _recorded(entries: Iterable[core.Observation]) -> list[core.Observation]:
    return [
        fact
        for set_id, (units, codes) in _asked(entries).items()
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
