"""Tổng hợp of many figures at once: each unit is judged once a year, and every difference is added once.

As `rollups` does for one figure; the transaction that has written them holds their units all the while.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from operator import itemgetter
from typing import Any, NamedTuple, TypeVar

from chungsuc.administrative_units.models import Unit
from chungsuc.assessments.queries import Series
from chungsuc.assessments.rollup_above import follow_above, renew
from chungsuc.assessments.rollup_law import Place, StoredLaw, end_of, places, stored_law
from chungsuc.assessments.rollup_links import Links, leans_on
from chungsuc.assessments.rollup_reads import Head, Heads, sets_of, standings_of
from chungsuc.assessments.rollup_store import Given, Key, Rollups, Stood
from chungsuc.assessments.rollups import LOCK, place_of, standing_of_row, write
from chungsuc.core.criteria import CriteriaSet, Mark
from chungsuc.core.observations import Acceptance, Observation, Slot, SlotState, fold
from chungsuc.core.periods import Period
from chungsuc.core.restating import Figure
from chungsuc.core.rollup import is_covered
from chungsuc.core.standing import Standing, last_day_of, part_of, stand, stand_on, sums, years_of
from chungsuc.core.units import Level
from chungsuc.criteria import queries as criteria
from chungsuc.criteria.models import CriteriaSetVersion
from chungsuc.stores import locks
from chungsuc.stores.rows import Writes

Thing = TypeVar("Thing")
Turned = tuple[Figure | None, Figure | None]
# In the order of the locks' own numbers: two who hold many of the same never wait for each other.
_HOLD = """pg_advisory_xact_lock_shared(%s), (
    SELECT count(pg_advisory_xact_lock(%s, number)) FROM (
        SELECT DISTINCT hashtext(name) AS number FROM unnest(%s::text[]) AS name ORDER BY number
    ) AS numbers
)"""


def hold(units: Iterable[Unit]) -> None:
    """Wait for whoever else is saving a figure of one of these units, and keep others waiting.

    Those below come first, as where a single save goes on to the units above its own.
    """
    by_depth: dict[int, list[str]] = defaultdict(list)
    for each in units:
        by_depth[Level(each.level).depth].append(each.pk)
    for depth in sorted(by_depth, reverse=True):
        locks.release_before_disk(_HOLD, [LOCK, LOCK, by_depth[depth]])


def codes_beside(set_id: str, codes: Iterable[str], law: StoredLaw | None = None) -> set[str]:
    """These codes, and those that are judged together with them."""
    version, listed = (law or stored_law()).versions.get(set_id), set(codes)
    if version is None:
        return listed
    found = criteria.criteria_set(version)
    parts = (part_of(found, code) for code in listed)
    return listed.union(*(part.codes for part in parts if part is not None))


class _At(NamedTuple):
    """Số liệu của một kỳ, as it counts in totals."""

    lateness: tuple[date, int]  # no two periods share it
    figure: Figure


Timeline = Sequence[_At]  # of one indicator of one unit: the periods that have a figure, the latest first
Timelines = Mapping[tuple[str, str], Timeline]  # by unit and code


def follow(units: Mapping[str, Unit], before: Mapping[str, Heads], new: Sequence[Observation]) -> None:
    """Bring the roll-ups to entries that were just written, each in the place of all that stood in its cell.

    `before` is what stood, by set, under all codes that are judged together with theirs.
    """
    law = stored_law()
    for set_id, entries in _by_set(new, lambda each: each.slot).items():
        foreseen = foresee(law, set_id, units, before[set_id], entries)
        if foreseen is not None:
            foreseen.settle(Writes())


def foresee(
    law: StoredLaw, set_id: str, units: Mapping[str, Unit], before: Heads, entries: Sequence[Observation]
) -> Foreseen | None:
    """What entries of one set change, each in the place of all that stood in its cell; None for nothing.

    `before` is what stood under all codes that are judged together with theirs.
    """
    ends = {period: _lateness(Period.parse(period)) for period in {place[2] for place in before}}
    was = _timelines(
        ((unit_id, code), ends[period], _reported(heads)) for (unit_id, code, period), heads in before.items()
    )
    entered: dict[tuple[str, str], dict[tuple[date, int], Figure | None]] = defaultdict(dict)
    for each in entries:
        slot, value = each.slot, each.observed
        found = None if value is None else Figure(value, each.numerator, each.denominator)
        entered[slot.unit_id, slot.indicator][_lateness(slot.period)] = found
    now = dict(was)
    for key, figures in entered.items():
        others = [(each.lateness, each.figure) for each in was.get(key, ()) if each[0] not in figures]
        now[key] = _timeline([*others, *figures.items()])
    states = _States(Series.REPORTED, was, now)
    return _foresee(law, set_id, units, states, [each.slot for each in entries])


def follow_accepted(
    units: Mapping[str, Unit],
    entries: Sequence[Observation],
    before: Sequence[Acceptance],
    new: Sequence[Acceptance],
) -> None:
    """Bring the roll-ups to entries that were just accepted: `entries` is all that was recorded of their
    units, under all codes that are judged together with theirs; `before` what had been accepted of it."""
    slots = {each.id: each.slot for each in entries}
    old, now = fold(entries, before), fold(entries, [*before, *new])
    law = stored_law()
    for set_id, touched in _by_set([slots[each.observation_id] for each in new], lambda slot: slot).items():
        states = _States(Series.ACCEPTED, _accepted(old, set_id), _accepted(now, set_id))
        foreseen = _foresee(law, set_id, units, states, touched)
        if foreseen is not None:
            foreseen.settle(Writes())


def _by_set(listed: Iterable[Thing], slot_of: Callable[[Thing], Slot]) -> dict[str, list[Thing]]:
    found: dict[str, list[Thing]] = defaultdict(list)
    for each in listed:
        found[slot_of(each).criteria_set_id].append(each)
    return found


def _reported(heads: Sequence[Head]) -> Figure | None:
    """The figure of the reported series, as `core.standing` has it."""
    if len(heads) > 1:
        return Figure(Mark.IN_DISPUTE)
    value = heads[0].observed
    return None if value is None else Figure(value, heads[0].numerator, heads[0].denominator)


def _accepted(states: Mapping[Slot, SlotState], set_id: str) -> Timelines:
    return _timelines(
        (
            (slot.unit_id, slot.indicator),
            _lateness(slot.period),
            Figure(value, entry.numerator, entry.denominator),
        )
        for slot, state in states.items()
        if slot.criteria_set_id == set_id
        and (entry := state.accepted) is not None
        and (value := entry.observed) is not None
    )


def _timelines(found: Iterable[tuple[tuple[str, str], tuple[date, int], Figure | None]]) -> Timelines:
    lines: dict[tuple[str, str], list[tuple[tuple[date, int], Figure | None]]] = defaultdict(list)
    for key, lateness, figure in found:
        lines[key].append((lateness, figure))
    return {key: _timeline(line) for key, line in lines.items()}


def _timeline(listed: Iterable[tuple[tuple[date, int], Figure | None]]) -> Timeline:
    line = [_At(lateness, figure) for lateness, figure in listed if figure is not None]
    if len(line) > 1:
        line.sort(key=_by_lateness, reverse=True)
    return line


_by_lateness = itemgetter(0)


@lru_cache(maxsize=1024)
def _lateness(period: Period) -> tuple[date, int]:
    return period.last_day, -period.first_day.toordinal()


def _counted(line: Timeline, last: date) -> Figure | None:
    """The figure that counts where a period may end by then: see `core.standing`."""
    for (ends, _length), figure in line:
        if ends <= last:
            return figure
    return None


class _States(NamedTuple):
    """The figures of one series, before and after."""

    series: Series
    was: Timelines
    now: Timelines


@dataclass(frozen=True, slots=True)
class Foreseen:
    """Thay đổi tính trước của nhiều số liệu: how units of one set will stand, and what that changes above."""

    law: StoredLaw
    version: CriteriaSetVersion
    turned: Mapping[int, Mapping[str, Any]]  # by year: the units whose figures do
    moves: Sequence[_Move]
    changes: Rollups

    def with_others(self, unit_ids: Collection[str], other: Foreseen | None) -> Foreseen | None:
        """The same, with these units as they were foreseen later; None where nothing is left to change."""
        kept = [each for each in self.moves if each.key.unit_id not in unit_ids]
        moves = [*kept, *(other.moves if other is not None else ())]
        turned = {
            year: {unit_id: codes for unit_id, codes in units.items() if unit_id not in unit_ids}
            for year, units in self.turned.items()
        }
        for year, units in other.turned.items() if other is not None else ():
            turned.setdefault(year, {}).update(units)
        return Foreseen(self.law, self.version, turned, moves, _added_up(moves)) if moves else None

    def settle(self, writes: Writes) -> None:
        """Bring the roll-ups to it, in the transaction that writes the figures, which holds their units.

        What waits in `writes`, the figures themselves, is sent with the first of the roll-ups.
        """
        write((Stood(each.key, each.place, each.new) for each in self.moves), writes)
        self.changes.add_to(writes)
        writes.send()
        follow_above(self.changes, self.law)
        _follow_leaning(self.law, self.version, self.turned)


def _foresee(
    stored_now: StoredLaw, set_id: str, units: Mapping[str, Unit], states: _States, touched: Iterable[Slot]
) -> Foreseen | None:
    version = stored_now.versions.get(set_id)
    if version is None:  # a set that is not stored has no roll-ups
        return None
    law = criteria.criteria_set(version)
    series, was, now = states
    turned: dict[int, dict[str, dict[str, Turned]]] = defaultdict(lambda: defaultdict(dict))
    assessed = _Assessed(law, units)
    days = _Days(law)
    for unit_id, code, years in _touched(law, touched):
        old_line, new_line = was.get((unit_id, code), ()), now.get((unit_id, code), ())
        for year in years:
            if not assessed[unit_id, year]:
                continue
            ends = days[code, year]
            first, last = _counted(old_line, ends), _counted(new_line, ends)
            if first != last:
                turned[year][unit_id][code] = first, last
    if not turned:
        return None
    moves: list[_Move] = []
    links = Links(sorted(set().union(*turned.values())), stored_now)
    stored = standings_of(set().union(*turned.values()), set_id, series, turned)
    judging = _Judging(version, series, now, links, stored)
    for year, binding in stored_now.binding(version, sorted(turned)).items():
        moves += judging.judged(binding, year, turned[year])
    return Foreseen(stored_now, version, turned, moves, _added_up(moves))


class _Move(NamedTuple):
    """How one unit stands in a year, before and now, with the figures that turned."""

    key: Key
    place: Place
    old: Standing | None
    new: Standing
    codes: Mapping[str, Turned]


def _added_up(moves: Iterable[_Move]) -> Rollups:
    """What these change in the roll-ups above; for units with the same above it is added up once."""
    together: dict[tuple[tuple[str, ...], Key], Rollups] = defaultdict(Rollups)
    for key, place, old, new, codes in moves:
        alike = key._replace(unit_id="")
        was = Given(old, {code: sums(first) for code, (first, _last) in codes.items()}) if old else None
        now = Given(new, {code: sums(last) for code, (_first, last) in codes.items()})
        together[place.above, alike].move([alike], was, now if new.figures > 0 else None)
    changes = Rollups()
    for (above, alike), given in together.items():
        changes.add(given.without_empty(), [alike._replace(unit_id=each) for each in above])
    return changes


class _Assessed(dict[tuple[str, int], bool]):
    """Whether a unit, by its id, is assessed at the end of a year."""

    def __init__(self, law: CriteriaSet, units: Mapping[str, Unit]) -> None:
        super().__init__()
        self._law, self._units = law, units

    def __missing__(self, key: tuple[str, int]) -> bool:
        unit = self._units[key[0]]
        is_of_set = unit.level == self._law.level and is_covered(unit.level, unit.kind)
        self[key] = found = is_of_set and unit.existed_on(end_of(key[1]))
        return found


class _Days(dict[tuple[str, int], date]):
    """The last day on which a period may end that counts, by code and year."""

    def __init__(self, law: CriteriaSet) -> None:
        super().__init__()
        self._law = law

    def __missing__(self, key: tuple[str, int]) -> date:
        self[key] = found = last_day_of(self._law, *key)
        return found


@dataclass(frozen=True, slots=True)
class _Judging:
    """The units of one set being judged: their figures as they are now."""

    version: CriteriaSetVersion
    series: Series
    states: Timelines
    links: Links
    stored: Mapping[tuple[str, int], Any]  # how they stood, by unit and year

    def judged(self, law: CriteriaSet, year: int, turned: Mapping[str, Mapping[str, Turned]]) -> list[_Move]:
        """How each unit stands at the end of the year, of which these figures turned."""
        unknown = [each for each in turned if (each, year) not in self.stored]
        found = places(unknown, year, law) if unknown else {}
        days, moves = _Days(law), []
        for unit_id, codes in turned.items():
            before = _before(self.stored.get((unit_id, year)), found.get(unit_id))
            key = Key(unit_id, self.version.set_id, self.series.value, year)
            moves.append(_Move(key, *before, self._stands(key, law, codes, before, days), codes))
        return moves

    def _stands(
        self, key: Key, law: CriteriaSet, codes: Mapping[str, Turned], before: _Before, days: _Days
    ) -> Standing:
        """How a unit stands once these figures have turned."""
        attributes, old = before.place.attributes, before.standing
        parts = {part.code: part for code in codes if (part := part_of(law, code)) is not None}
        values: dict[str, Any] = {}
        for part in parts.values():
            for code in part.codes:
                line = self.states.get((key.unit_id, code), ())
                if line and (figure := _counted(line, days[code, key.year])) is not None:
                    values[code] = figure.value
        others = self.links.results(key.unit_id, self.version.level, key.year, self.series)
        verdicts = stand_on(law, attributes, key.year, values, others, parts=parts.values())
        base = old or stand(law, attributes, key.year, {}, others)
        gained = sum(
            (last is not None) - (first is not None)
            for code, (first, last) in codes.items()
            if part_of(law, code) is not None
        )
        return base.after_all(verdicts, gained)


class _Before(NamedTuple):
    """Where a unit was, and how it stood, unless nothing was known of it."""

    place: Place
    standing: Standing | None


def _before(row: Any, place: Place | None) -> _Before:
    if row is not None:
        return _Before(place_of(row), standing_of_row(row))
    assert place is not None  # it existed at the end of the year, and is covered
    return _Before(place, None)


def _touched(law: CriteriaSet, slots: Iterable[Slot]) -> list[tuple[str, str, set[int]]]:
    """Each unit and code of which anything is new, with the years in which it may count."""
    found: dict[tuple[str, str], set[int]] = defaultdict(set)
    known: dict[tuple[str, int], range] = {}  # years by code and period
    for slot in slots:
        key = slot.indicator, id(slot.period)
        if key not in known:
            is_asked = part_of(law, slot.indicator) is not None
            known[key] = years_of(law, slot.indicator, slot.period) if is_asked else range(0)
        found[slot.unit_id, slot.indicator].update(known[key])
    return [(unit_id, code, years) for (unit_id, code), years in found.items()]


def _follow_leaning(
    law: StoredLaw, version: CriteriaSetVersion, turned: Mapping[int, Mapping[str, Any]]
) -> None:
    """Judge the units anew under the sets that ask for their results under this one."""
    unit_ids = {unit_id for of_year in turned.values() for unit_id in of_year}
    others = sets_of(unit_ids, turned)
    for leaning in leans_on(law, sorted(others), version.set_id):
        follow_above(renew(leaning, unit_ids, sorted(turned)))
