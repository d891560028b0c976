"""Một thế giới mẫu: which units take part, under which sets, and what they report and when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from random import Random

from chungsuc.core.criteria import CriteriaSet, UnitAttributes
from chungsuc.core.errors import ChungsucError
from chungsuc.core.periods import Period
from chungsuc.core.rollup import is_covered
from chungsuc.core.units import Gazetteer, Level, Unit
from chungsuc.samples.villages import villages

_MOST_VILLAGES = 99  # what the numbers of their codes have room for


class SampleError(ChungsucError):
    """A world that cannot be made as asked."""


def chance(*names: object) -> Random:
    """Chance of its own for whatever is named: the same for the same names."""
    return Random("/".join(map(str, names)))  # noqa: S311 (figures, not secrets)


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """Quy mô. `provinces` of today, and `communes` of today in each of them; None is all of them.

    With a commune come the communes that it was made from; each of the earliest has so many `villages`.
    """

    seed: int
    first_year: int
    last_year: int
    provinces: int | None = None
    communes: int | None = None
    villages: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """One unit's report for one period, under the set of its time."""

    unit: Unit
    criteria_set: CriteriaSet
    period: Period


class World:
    """Units that take part and the reports they should make. Raises SampleError."""

    def __init__(self, size: Size, gazetteer: Gazetteer, sets: Iterable[CriteriaSet]) -> None:
        if size.last_year < size.first_year:
            raise SampleError(
                f"Năm cuối {size.last_year} trước năm đầu {size.first_year}. Hãy đổi thứ tự hai năm."
            )
        self.size = size
        self.gazetteer = gazetteer
        self._attributes: dict[str, UnitAttributes] = {}
        years = range(size.first_year, size.last_year + 1)
        if not 0 <= size.villages <= _MOST_VILLAGES:
            raise SampleError(f"Số thôn mỗi xã phải từ 0 đến {_MOST_VILLAGES}. Hãy chọn lại.")
        levels = {Level.COMMUNE, Level.VILLAGE} if size.villages else {Level.COMMUNE}
        self.sets: Sequence[CriteriaSet] = [
            each for each in sets if each.level in levels and any(map(each.in_force, years))
        ]
        if not any(each.level is Level.COMMUNE for each in self.sets):
            raise SampleError(
                f"Không có bộ tiêu chí xã nào cho các năm {size.first_year}-{size.last_year}. "
                "Hãy chọn năm khác."
            )

    @cached_property
    def communes(self) -> Sequence[Unit]:
        """The communes of today that were drawn, and all that they were made from, by id."""
        found: dict[str, Unit] = {}
        for province in self._drawn(self._provinces(), self.size.provinces):
            today = self._communes_of_today.get(province.id, [])
            if self.size.communes is not None:  # of all communes also the wards count: xã went into them
                today = [unit for unit in today if is_covered(unit.level, unit.kind)]
            for unit in self._drawn(today, self.size.communes):
                before = self.gazetteer.lineage(unit.id).before
                for each in (unit, *(self.gazetteer.get(edge.predecessor_id) for edge in before)):
                    if each.level is Level.COMMUNE and is_covered(each.level, each.kind):
                        found[each.id] = each
        return [found[key] for key in sorted(found)]

    @cached_property
    def villages(self) -> Sequence[Unit]:
        """The invented villages of these communes, by id."""
        since = date(self.size.first_year, 1, 1)
        return list(villages(self.gazetteer, self.communes, since=since, count=self.size.villages))

    def attributes(self, unit: Unit, on: date) -> UnitAttributes:
        """The region of the unit's land, and a group that is invented: no list of groups is at hand."""
        known = self._attributes.get(unit.id)
        if known is None:
            group = chance(self.size.seed, "nhóm", unit.id).choice(self._groups)
            region = self.gazetteer.tag(unit.id, "region", on)
            known = self._attributes[unit.id] = UnitAttributes(region=region, commune_group=group)
        return known

    @cached_property
    def _groups(self) -> Sequence[str | None]:
        """The groups of all sets; None is a commune whose group is not decided yet."""
        return [None, *dict.fromkeys(group.code for each in self.sets for group in each.commune_groups)]

    def _provinces(self) -> list[Unit]:
        return [
            unit
            for unit in self.gazetteer.units.values()
            if unit.level is Level.PROVINCE and unit.valid_to is None
        ]

    @cached_property
    def _communes_of_today(self) -> dict[str, list[Unit]]:
        """The communes that did not end, by the province that they lay in last."""
        found: dict[str, list[Unit]] = {}
        for unit in self.gazetteer.units.values():
            if unit.level is Level.COMMUNE and unit.valid_to is None:
                above = unit.parent_id()
                while above and self.gazetteer.get(above).level is not Level.PROVINCE:
                    above = self.gazetteer.get(above).parent_id()
                found.setdefault(above or "", []).append(unit)
        return found

    def _drawn(self, units: Sequence[Unit], count: int | None) -> list[Unit]:
        ordered = sorted(units, key=lambda unit: unit.id)
        if count is None or count >= len(ordered):
            return ordered
        return chance(self.size.seed, ordered[0].id).sample(ordered, count)

    def reports(self, unit: Unit) -> Iterator[Report]:
        """What the unit should report: each half-year and year that it lived to the end of."""
        for year in range(self.size.first_year, self.size.last_year + 1):
            for period in (Period.of_half(year, 1), Period.of_year(year)):
                if not unit.exists(period.last_day):
                    continue
                for criteria_set in self.sets:
                    if criteria_set.level is unit.level and criteria_set.in_force(year):
                        yield Report(unit, criteria_set, period)
