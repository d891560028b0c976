"""Bộ tiêu chí dựa vào bộ khác: a set that must be attained first, or whose result another set asks for.

A unit's own results under other sets are worked out from its figures. What a set asks of the units below
("tỷ lệ xã đạt chuẩn") is read from their stored results: see `rollup_below`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from chungsuc.assessments.queries import Series, states
from chungsuc.assessments.rollup_below import Below
from chungsuc.assessments.rollup_law import Place, StoredLaw, end_of, places, stored_law
from chungsuc.core.criteria import CriteriaSet, Observed, Reference
from chungsuc.core.derived import Results, judge_whole
from chungsuc.core.observations import SlotState
from chungsuc.core.periods import Period
from chungsuc.core.standing import figure
from chungsuc.core.verdicts import UnitJudgement
from chungsuc.criteria import queries as criteria
from chungsuc.criteria.models import CriteriaSetVersion

OfUnits = Mapping[str, Mapping[str, Mapping[Period, SlotState]]]  # by unit, indicator and period


def asked_of(criteria_set: CriteriaSet) -> set[str]:
    """Ids of the sets that this one names itself."""
    measures = (*criteria_set.measures(), *criteria_set.conditions)
    named = {each.refers_to.criteria_set_id for each in measures if each.refers_to is not None}
    return named | ({criteria_set.prerequisite} if criteria_set.prerequisite else set())


def leans_on(law: StoredLaw, set_ids: Collection[str], changed: str) -> list[CriteriaSetVersion]:
    """Those of the sets of which some result follows from the changed one, directly or through others."""
    listed = (law.versions.get(set_id) for set_id in set_ids if set_id != changed)
    return [version for version in listed if version is not None and changed in stands_on(law, version)]


def stands_on(law: StoredLaw, version: CriteriaSetVersion) -> Iterator[str]:
    """Ids of the sets from which some result of this one follows, directly or through others."""
    seen: set[str] = set()
    asking: CriteriaSetVersion | None = version
    waiting: list[str] = []
    while asking is not None or waiting:
        if asking is not None:
            named = asked_of(criteria.criteria_set(asking)) - seen
            yield from named
            seen |= named
            waiting.extend(named)
        asking = law.versions.get(waiting.pop()) if waiting else None


class Links:
    """What units came to under other sets, worked out from their figures, each set read once."""

    def __init__(self, unit_ids: Collection[str], law: StoredLaw | None = None) -> None:
        self._unit_ids, self._stored = list(unit_ids), law or stored_law()
        self._laws: dict[tuple[str, int], CriteriaSet] = {}
        self._figures: dict[str, OfUnits] = {}
        self._places: dict[tuple[str, int], Mapping[str, Place]] = {}
        self._below = Below(self._unit_ids)

    def results(self, unit_id: str, level: str, year: int, series: Series) -> Results:
        """What a set of the level asks of other sets, for one of the units at the end of a year."""

        def found(reference: Reference) -> Sequence[UnitJudgement]:
            version = self._stored.versions.get(reference.criteria_set_id)
            if version is None or not _in_force(version, year):
                return []
            if version.level != level:
                return self._below.results(unit_id, version, reference, year, series)
            law = self._law(version, year)
            place = self._at(law, year).get(unit_id)
            if place is None:
                return []
            attributes = place.attributes
            if reference.commune_group is not None:
                attributes = replace(attributes, commune_group=reference.commune_group)
            judged = judge_whole(
                law,
                attributes,
                year=year,
                on=end_of(year),
                observed=observed(law, self._of(version)[unit_id], year, series),
                results=found,
            )
            return [judged]

        return found

    def _law(self, version: CriteriaSetVersion, year: int) -> CriteriaSet:
        key = version.set_id, year
        if key not in self._laws:
            self._laws[key] = self._stored.binding(version, [year])[year]
        return self._laws[key]

    def _of(self, version: CriteriaSetVersion) -> OfUnits:
        if version.set_id not in self._figures:
            self._figures[version.set_id] = figures_of(self._unit_ids, version.set_id)
        return self._figures[version.set_id]

    def _at(self, law: CriteriaSet, year: int) -> Mapping[str, Place]:
        key = law.id, year
        if key not in self._places:
            self._places[key] = places(self._unit_ids, year, law)
        return self._places[key]


def _in_force(version: CriteriaSetVersion, year: int) -> bool:
    return version.valid_from.year <= year <= version.valid_to.year


def figures_of(unit_ids: Collection[str], set_id: str) -> OfUnits:
    """Everything observed of the units under a set."""
    found: dict[str, dict[str, dict[Period, SlotState]]] = defaultdict(lambda: defaultdict(dict))
    for slot, state in states(unit_ids=unit_ids, criteria_set_id=set_id).items():
        found[slot.unit_id][slot.indicator][slot.period] = state
    return found


def observed(
    law: CriteriaSet, of_unit: Mapping[str, Mapping[Period, SlotState]], year: int, series: Series
) -> dict[str, Observed]:
    """The values of a unit that count at the end of the year."""
    accepted = series is Series.ACCEPTED
    return {
        code: found.value
        for code, periods in of_unit.items()
        if (found := figure(law, code, periods, year, accepted=accepted)) is not None
    }
