"""Danh mục đơn vị hành chính: every unit with its past and future, asked as of a day."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from types import MappingProxyType

from chungsuc.core.units.checks import check_units
from chungsuc.core.units.types import KINDS, Level, Succession, Unit, UnitError
from chungsuc.core.vietnamese.names import nearest
from chungsuc.core.vietnamese.text import name_key, nfc

_REF = re.compile(r"(?P<code>[^@\s]+)@(?P<open>\.\.)?(?P<day>\d{4}(-\d{2}(-\d{2})?)?)?", re.ASCII)
_TOP = frozenset({Level.COUNTRY, Level.REGION, Level.PROVINCE})
_KIND_WORDS = sorted(map(name_key, KINDS), key=len, reverse=True)


@dataclass(frozen=True, slots=True)
class Match:
    """The unit that a written name stands for. `exact`: a right spelling of it, not a guess."""

    unit: Unit
    distance: float
    exact: bool


@dataclass(frozen=True, slots=True)
class Lineage:
    """Quá trình sắp xếp of one unit: every succession that leads to it, and away from it."""

    unit: Unit
    before: tuple[Succession, ...]
    after: tuple[Succession, ...]


def _day(text: str) -> date:
    """The first day of "2024", "2024-03" or "2024-03-15". Raises ValueError."""
    year, month, day = ([*map(int, text.split("-")), 1, 1])[:3]
    return date(year, month, day)


class Gazetteer:
    """All units and successions, checked when built. Raises UnitError where they cannot be."""

    def __init__(self, units: Iterable[Unit], successions: Iterable[Succession] = ()) -> None:
        by_id: dict[str, Unit] = {}
        for unit in units:
            if unit.id in by_id:
                raise UnitError(f"Mã riêng {unit.id} dùng cho hai đơn vị; hãy đặt mã khác.", unit.id)
            by_id[unit.id] = unit
        self.units: Mapping[str, Unit] = MappingProxyType(by_id)
        self.successions: tuple[Succession, ...] = tuple(successions)
        self._before_it: Gazetteer | None = None
        self._newer: Mapping[str, Unit] = MappingProxyType({})
        check_units(self.units, self.successions)

    def extended(self, units: Iterable[Unit], successions: Iterable[Succession] = ()) -> Gazetteer:
        """This list with some units as they are since, new ones, and more successions.

        Costs what is new, not what there is: only that is checked, and an index takes it in. Raises
        UnitError where it cannot be.
        """
        longer = object.__new__(Gazetteer)
        newer = {unit.id: unit for unit in units}
        more = tuple(successions)
        longer.units = MappingProxyType({**self.units, **newer})
        longer.successions = (*self.successions, *more)
        longer._before_it, longer._newer = self, MappingProxyType(newer)
        check_units(longer.units, more, only=newer.values())
        return longer

    # --- indexes, each made when first asked for --------------------------------------------------

    @cached_property
    def _by_code(self) -> dict[str, list[Unit]]:
        return self._index("_by_code", lambda unit: {unit.code})

    @cached_property
    def _by_name(self) -> dict[str, list[Unit]]:
        return self._index("_by_name", lambda unit: {name_key(unit.name)})

    @cached_property
    def _below(self) -> dict[str, list[Unit]]:
        def above(unit: Unit) -> set[str]:
            return {parent.unit_id for parent in unit.parents}

        return self._index("_below", above, order=lambda unit: (unit.code, unit.id))

    def _index(
        self,
        name: str,
        keys_of: Callable[[Unit], set[str]],
        order: Callable[[Unit], tuple[str, str]] | None = None,
    ) -> dict[str, list[Unit]]:
        """The units by their keys; of a longer list only what is new is looked at."""
        before, newer = self._before_it, self._newer
        index: dict[str, list[Unit]] = {}
        touched: Iterable[str] = index
        if before is None:
            for unit in self.units.values():
                for key in keys_of(unit):
                    index.setdefault(key, []).append(unit)
        else:
            index.update(getattr(before, name))
            former = [before.units[unit_id] for unit_id in newer if unit_id in before.units]
            touched = {key for unit in (*former, *newer.values()) for key in keys_of(unit)}
            for key in touched:
                kept = [unit for unit in index.get(key, ()) if unit.id not in newer]
                index[key] = kept + [unit for unit in newer.values() if key in keys_of(unit)]
        if order is not None:
            for key in touched:
                index[key].sort(key=order)
        return index

    @cached_property
    def _after(self) -> dict[str, tuple[Succession, ...]]:
        return self._edges("_after", "predecessor_id")

    @cached_property
    def _before(self) -> dict[str, tuple[Succession, ...]]:
        return self._edges("_before", "successor_id")

    def _edges(self, name: str, end: str) -> dict[str, tuple[Succession, ...]]:
        before = self._before_it
        index: dict[str, tuple[Succession, ...]] = {} if before is None else dict(getattr(before, name))
        added: dict[str, list[Succession]] = {}
        for succession in self.successions[0 if before is None else len(before.successions) :]:
            added.setdefault(getattr(succession, end), []).append(succession)
        for unit_id, edges in added.items():
            known = (*index.get(unit_id, ()), *edges)
            index[unit_id] = tuple(
                sorted(known, key=lambda e: (e.effective, not e.is_main, e.predecessor_id, e.successor_id))
            )
        return index

    # --- one unit ----------------------------------------------------------------------------------

    def get(self, unit_id: str) -> Unit:
        """Raises UnitError where there is no such unit."""
        try:
            return self.units[unit_id]
        except KeyError:
            raise UnitError(
                f"Không có đơn vị hành chính mang mã riêng “{unit_id}”. Hãy kiểm tra lại mã.", unit_id
            ) from None

    def at(self, code: str, on: date) -> Unit | None:
        """The unit that bore the code on that day."""
        return next((unit for unit in self._by_code.get(code, ()) if unit.exists(on)), None)

    def parse_ref(self, ref: str) -> Unit:
        """Đọc "25270@2025", "25270@2025-07-01", "25270@..2025-06-30". Raises UnitError.

        A year or a month means its first day.
        """
        match = _REF.fullmatch(ref.strip())
        if match is None or not (match["open"] or match["day"]):
            raise UnitError(
                f"“{ref}” không phải là mã kèm thời điểm. Hãy viết như 25270@2025 hoặc 25270@2025-07-01.", ref
            )
        found: Unit | None
        if match["day"] is None:
            units = self._by_code.get(match["code"], [])
            found = next((unit for unit in units if unit.valid_from is None and unit.valid_to is None), None)
        else:
            try:
                found = self.at(match["code"], _day(match["day"]))
            except ValueError:
                raise UnitError(f"“{ref}”: không có ngày {match['day']}. Hãy sửa ngày.", ref) from None
        if found is None:
            raise UnitError(
                f"Không có đơn vị hành chính mã {match['code']} vào thời điểm của “{ref}”. "
                "Hãy kiểm tra mã và ngày: mã có thể đã đổi khi sắp xếp đơn vị hành chính.",
                ref,
            )
        return found

    # --- the tree on a day -------------------------------------------------------------------------

    @cached_property
    def country(self) -> Unit:
        """Raises UnitError where the list has no country."""
        for unit in self.units.values():
            if unit.level is Level.COUNTRY:
                return unit
        raise UnitError("Danh mục không có đơn vị cấp quốc gia; hãy thêm vào danh mục.")

    def parent(self, unit_id: str, on: date) -> Unit | None:
        parent_id = self.get(unit_id).parent_id(on)
        return None if parent_id is None else self.units[parent_id]

    def children(self, unit_id: str, on: date, level: Level | None = None) -> tuple[Unit, ...]:
        """The units right below on that day, by code; of one level where it is given."""
        self.get(unit_id)
        return tuple(
            unit
            for unit in self._below.get(unit_id, ())
            if unit.exists(on) and unit.parent_id(on) == unit_id and level in (None, unit.level)
        )

    def ancestors(self, unit_id: str, on: date) -> tuple[Unit, ...]:
        """The units above on that day, the nearest first."""
        found = []
        above = self.parent(unit_id, on)
        while above is not None:
            found.append(above)
            above = self.parent(above.id, on)
        return tuple(found)

    def subtree(self, unit_id: str, on: date, level: Level | None = None) -> tuple[Unit, ...]:
        """The unit and all below it on that day; only those of one level where it is given."""
        found = []
        waiting = [self.get(unit_id)]
        while waiting:
            unit = waiting.pop(0)
            if level in (None, unit.level):
                found.append(unit)
            waiting.extend(self.children(unit.id, on))
        return tuple(found)

    def is_within(self, unit_id: str, within: str, on: date | None = None) -> bool:
        """Is the unit the other one or below it, on that day or, without a day, at any time?"""
        if unit_id == within:
            return True
        return any(
            self.is_within(parent.unit_id, within, on)
            for parent in self.get(unit_id).parents
            if on is None or parent.holds(on)
        )

    # --- the past and the future -------------------------------------------------------------------

    def successors(self, unit_id: str) -> tuple[Succession, ...]:
        """What the unit became, the main part first."""
        return self._after.get(self.get(unit_id).id, ())

    def predecessors(self, unit_id: str) -> tuple[Succession, ...]:
        """What the unit was made from."""
        return self._before.get(self.get(unit_id).id, ())

    def lineage(self, unit_id: str) -> Lineage:
        """All that led to the unit and all that came of it, over any number of reorganisations."""
        return Lineage(self.get(unit_id), self._walk(unit_id, back=True), self._walk(unit_id, back=False))

    def _walk(self, unit_id: str, *, back: bool) -> tuple[Succession, ...]:
        edges: dict[Succession, None] = {}
        waiting = [unit_id]
        while waiting:
            here = waiting.pop(0)
            for edge in self._before.get(here, ()) if back else self._after.get(here, ()):
                if edge not in edges:
                    edges[edge] = None
                    waiting.append(edge.predecessor_id if back else edge.successor_id)
        return tuple(edges)

    def became(self, unit_id: str, on: date) -> tuple[Unit, ...]:
        """The units of that day that hold land of this one, by code.

        A unit that ended without a successor of its own, as every district did, is followed
        through the units that it had below it on its last day.
        """
        found: dict[str, Unit] = {}
        waiting = [self.get(unit_id)]
        seen: set[str] = set()
        while waiting:
            unit = waiting.pop()
            if unit.id in seen:
                continue
            seen.add(unit.id)
            if unit.exists(on):
                found[unit.id] = unit
            elif edges := [edge for edge in self.successors(unit.id) if edge.effective <= on]:
                waiting.extend(self.units[edge.successor_id] for edge in edges)
            elif unit.valid_to is not None and unit.valid_to <= on:
                waiting.extend(self.children(unit.id, unit.valid_to - timedelta(days=1)))
        return tuple(sorted(found.values(), key=lambda unit: (unit.code, unit.id)))

    def tag(self, unit_id: str, name: str, on: date) -> str | None:
        """A fact of the unit or of the nearest unit above it that has one on that day.

        Where none has, it is what the land had before: under the unit's earlier parent, or else the
        fact that all its predecessors share. So a commune of a province that was joined from two
        regions stays in the region that its own land was in. None where predecessors differ.
        """
        unit = self.get(unit_id)
        for place in (unit, *self.ancestors(unit_id, on)):
            if name in place.tags:
                return place.tags[name]
        ended = [parent.valid_to for parent in unit.parents if parent.valid_to and parent.valid_to <= on]
        if ended:
            return self.tag(unit_id, name, max(ended) - timedelta(days=1))
        shared = {
            self.tag(edge.predecessor_id, name, edge.effective - timedelta(days=1))
            for edge in self.predecessors(unit_id)
        }
        return shared.pop() if len(shared) == 1 else None

    # --- names -------------------------------------------------------------------------------------

    def named(
        self, name: str, level: Level | None = None, within: str | None = None, on: date | None = None
    ) -> list[Unit]:
        """Every unit that is spelt so, with or without its type word ("xã Hòa An", "Hòa An")."""
        kind, bare = self._split_kind(name)
        whole = self._filter(self._by_name.get(name_key(name), ()), level, within, on)
        if whole or kind is None:
            return whole
        found = self._filter(self._by_name.get(name_key(bare), ()), level, within, on)
        return [unit for unit in found if name_key(unit.kind) == kind] or found

    def resolve(
        self,
        name: str,
        *,
        level: Level | None = None,
        within: str | None = None,
        on: date | None = None,
    ) -> Match | None:
        """The one unit that a written name stands for; None where none or several are as likely.

        A misspelt name is matched only below a given unit, or among provinces: across the country
        every name has a near neighbour. A guess has `exact` False and must be shown as a guess.
        """
        exact = self.named(name, level, within, on)
        if exact:
            return Match(exact[0], 0.0, exact=True) if len(exact) == 1 else None
        if within is None and (level is None or level not in _TOP):
            return None
        kind, bare = self._split_kind(name)
        pool = self._pool(level, within, on)
        typed = [unit for unit in pool if name_key(unit.kind) == kind]
        for text, units in ((bare, typed), (bare, pool), (name, pool)):
            if found := nearest(nfc(text), units, lambda unit: unit.name):
                return Match(found.candidate, found.distance, exact=False)
        return None

    def _pool(self, level: Level | None, within: str | None, on: date | None) -> list[Unit]:
        if within is not None and on is not None:
            units: Iterable[Unit] = self.subtree(within, on)
        elif within is not None:
            units = self._ever_below(within)
        else:
            units = self.units.values()
        return [
            unit
            for unit in units
            if unit.id != within and level in (None, unit.level) and (on is None or unit.exists(on))
        ]

    def _ever_below(self, unit_id: str) -> list[Unit]:
        found = {unit_id: self.get(unit_id)}
        waiting = [unit_id]
        while waiting:
            for unit in self._below.get(waiting.pop(), ()):
                if unit.id not in found:
                    found[unit.id] = unit
                    waiting.append(unit.id)
        return list(found.values())

    def _filter(
        self, units: Iterable[Unit], level: Level | None, within: str | None, on: date | None
    ) -> list[Unit]:
        return [
            unit
            for unit in units
            if level in (None, unit.level)
            and (on is None or unit.exists(on))
            and (within is None or (unit.id != within and self.is_within(unit.id, within, on)))
        ]

    @staticmethod
    def _split_kind(name: str) -> tuple[str | None, str]:
        """ "Thị trấn Tân Phú" → its kind, as a key, and "Tân Phú"; a name alone stays whole."""
        words = nfc(name).split()
        for kind in _KIND_WORDS:
            length = kind.count(" ") + 1
            if len(words) > length and name_key(" ".join(words[:length])) == kind:
                return kind, " ".join(words[length:])
        return None, " ".join(words)
