"""Tổng hợp of many figures at once: each unit is judged once a year, and every difference is added once.

As `rollups` does for one figure; the transaction that has written them holds their units all the while.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from chungsuc.administrative_units.models import Unit
from chungsuc.assessments.rollup_above import follow_above, renew
from chungsuc.assessments.rollup_law import Place, StoredLaw, end_of, places, stored_law
from chungsuc.assessments.rollup_lines import Entered, States, accepted, reported
from chungsuc.assessments.rollup_links import Links, leans_on
from chungsuc.assessments.rollup_moves import Move, added_up
from chungsuc.assessments.rollup_reads import Heads, sets_of, standings_of
from chungsuc.assessments.rollup_store import Key, Rollups, Stood
from chungsuc.assessments.rollups import LOCK, place_of, standing_of_row, write
from chungsuc.core.counting import Counting, Turned, counting_period
from chungsuc.core.criteria import CriteriaSet
from chungsuc.core.observations import Acceptance, Observation, Slot, fold
from chungsuc.core.rollup import is_covered
from chungsuc.core.standing import (
    Levels,
    Part,
    Standing,
    decided_by_values,
    levels_of,
    part_of,
    parts_of,
    stand,
    stand_on,
)
from chungsuc.core.units import Level
from chungsuc.core.verdicts import Verdict
from chungsuc.criteria import queries as criteria
from chungsuc.criteria.models import CriteriaSetVersion
from chungsuc.stores import locks
from chungsuc.stores.rows import Writes

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


def follow(
    units: Mapping[str, Unit], before: Mapping[str, Heads], entered: Mapping[str, Sequence[Entered]]
) -> None:
    """Bring the roll-ups to entries that were just written, each in the place of all that stood in its cell.

    `before` is what stood, by set, under all codes that are judged together with theirs; the entries, by
    set too.
    """
    law = stored_law()
    for set_id, entries in entered.items():
        foreseen = _foresee(law, set_id, units, reported(before[set_id], entries))
        if foreseen is not None:
            foreseen.settle(Writes())


def foresee(
    law: StoredLaw, set_id: str, units: Mapping[str, Unit], before: Heads, entries: Sequence[Observation]
) -> Foreseen | None:
    """What entries of one set change, each in the place of all that stood in its cell; None for nothing.

    `before` is what stood under all codes that are judged together with theirs.
    """
    return _foresee(law, set_id, units, reported(before, map(Entered.of, entries)))


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
    touched: dict[str, list[Slot]] = defaultdict(list)
    for each in new:
        slot = slots[each.observation_id]
        touched[slot.criteria_set_id].append(slot)
    law = stored_law()
    for set_id, listed in touched.items():
        foreseen = _foresee(law, set_id, units, accepted(old, now, set_id, listed))
        if foreseen is not None:
            foreseen.settle(Writes())


@dataclass(frozen=True, slots=True)
class Foreseen:
    """Thay đổi tính trước của nhiều số liệu: how units of one set will stand, and what that changes above."""

    law: StoredLaw
    version: CriteriaSetVersion
    turned: Mapping[int, Mapping[str, Any]]  # by year: the units whose figures do
    moves: Sequence[Move]
    changes: Rollups
    beside: Collection[str]  # the sets under which any of the units stands in these years

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
        beside = {*self.beside, *(other.beside if other is not None else ())}
        return Foreseen(self.law, self.version, turned, moves, added_up(moves), beside) if moves else None

    def settle(self, writes: Writes) -> None:
        """Bring the roll-ups to it, in the transaction that writes the figures, which holds their units.

        What waits in `writes`, the figures themselves, is sent with the first of the roll-ups.
        """
        write((Stood(each.key, each.place, each.new) for each in self.moves), writes)
        self.changes.add_to(writes)
        writes.send()
        follow_above(self.changes, self.law)
        self._follow_leaning()

    def _follow_leaning(self) -> None:
        """Judge the units anew under the sets that ask for their results under this one."""
        unit_ids = {unit_id for of_year in self.turned.values() for unit_id in of_year}
        for leaning in leans_on(self.law, sorted(self.beside), self.version.set_id):
            follow_above(renew(leaning, unit_ids, sorted(self.turned)))


def _foresee(
    stored_now: StoredLaw, set_id: str, units: Mapping[str, Unit], states: States
) -> Foreseen | None:
    version = stored_now.versions.get(set_id)
    if version is None:  # a set that is not stored has no roll-ups
        return None
    law = criteria.criteria_set(version)
    counting = Counting(law)
    turned: dict[int, dict[str, list[Mapping[str, Turned]]]] = defaultdict(lambda: defaultdict(list))
    for unit_id, codes in states.touched.items():
        assessed = _years_assessed(law, units[unit_id])
        found = counting.turned(codes, states.was.get(unit_id, {}), states.now.get(unit_id, {}))
        for years, figures in found.items():
            for year in years:
                if year in assessed:
                    turned[year][unit_id].append(figures)
    if not turned:
        return None
    of_units = set().union(*turned.values())
    links, stored = Links(sorted(of_units), stored_now), standings_of(of_units, set_id, states.series, turned)
    judging = _Judging(version, states, links, stored)
    moves = [
        move
        for year, binding in stored_now.binding(version, sorted(turned)).items()
        for move in judging.judged(binding, year, turned[year])
    ]
    return Foreseen(stored_now, version, turned, moves, added_up(moves), sets_of(of_units, turned))


def _years_assessed(law: CriteriaSet, unit: Unit) -> set[int]:
    """The years of the set at whose end the unit is assessed under it."""
    if unit.level != law.level or not is_covered(unit.level, unit.kind):
        return set()
    years = range(law.valid_from.year, law.valid_to.year + 1)
    return {year for year in years if unit.existed_on(end_of(year))}


@dataclass(frozen=True, slots=True)
class _Judging:
    """The units of one set being judged: their figures as they are now."""

    version: CriteriaSetVersion
    states: States
    links: Links
    stored: Mapping[tuple[str, int], Any]  # how they stood, by unit and year
    judged_last: dict[str, _Judged] = field(default_factory=dict)  # by unit, of the year before

    def judged(
        self, law: CriteriaSet, year: int, turned: Mapping[str, Sequence[Mapping[str, Turned]]]
    ) -> Iterator[Move]:
        """How each unit stands at the end of the year, of which these figures turned."""
        unknown = [each for each in turned if (each, year) not in self.stored]
        found = places(unknown, year, law) if unknown else {}
        set_id, series = self.version.set_id, self.states.series.value
        for unit_id, figures in turned.items():
            before = _before(self.stored.get((unit_id, year)), found.get(unit_id))
            key = Key(unit_id, set_id, series, year)
            yield Move(key, *before, self._stands(key, law, figures, before), figures)

    def _stands(
        self, key: Key, law: CriteriaSet, figures: Sequence[Mapping[str, Turned]], before: _Before
    ) -> Standing:
        """How a unit stands once these figures have turned."""
        attributes, old = before.place.attributes, before.standing
        turned = {code: each for some in figures for code, each in some.items()}
        parts = parts_of(law, turned)
        values = {code: last[0] for code, (_first, last) in turned.items() if last is not None}
        lines = self.states.now[key.unit_id]
        for part in parts:
            for code in part.codes:
                line = lines.get(code) if code not in turned else None
                if line and (period := counting_period(law, code, line, key.year)) is not None:
                    values[code] = line[period].value
        others = self.links.results(key.unit_id, self.version.level, key.year, self.states.series)
        levels = levels_of(law, attributes, key.year)
        verdicts = self._as_year_before(key.unit_id, law, levels, parts, values)
        left = [each for each in parts if each not in verdicts]
        if left:
            verdicts |= stand_on(law, attributes, key.year, values, others, parts=left)
        self.judged_last[key.unit_id] = _Judged(law, levels, values, verdicts)
        base = old or stand(law, attributes, key.year, {}, others)
        gained = sum((last is not None) - (first is not None) for first, last in turned.values())
        return base.after_all(verdicts, gained)

    def _as_year_before(
        self,
        unit_id: str,
        law: CriteriaSet,
        levels: Levels,
        parts: Iterable[Part],
        values: Mapping[str, Any],
    ) -> dict[Part, Verdict]:
        """What was concluded of the year before, where the same values meet the same levels.

        A figure counts until the end of the set's years, so most years to come are judged by this.
        """
        last = self.judged_last.get(unit_id)
        if last is None or last.law is not law or last.levels is not levels or last.values != values:
            return {}
        decided = decided_by_values(law)
        return {part: last.verdicts[part] for part in parts if part in last.verdicts and part in decided}


class _Judged(NamedTuple):
    """How parts of the set were concluded of one unit and year, and from what."""

    law: CriteriaSet
    levels: Levels
    values: Mapping[str, Any]
    verdicts: Mapping[Part, Verdict]


class _Before(NamedTuple):
    """Where a unit was, and how it stood, unless nothing was known of it."""

    place: Place
    standing: Standing | None


def _before(row: Any, place: Place | None) -> _Before:
    if row is not None:
        return _Before(place_of(row), standing_of_row(row))
    assert place is not None  # it existed at the end of the year, and is covered
    return _Before(place, None)
