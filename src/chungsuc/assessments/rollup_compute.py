"""How units stand, worked out from the facts alone: what is stored must come to the same."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from chungsuc.administrative_units.tree import some_of
from chungsuc.assessments.models import Observation, YearStanding
from chungsuc.assessments.queries import Series
from chungsuc.assessments.rollup_law import Place, places, stored_law
from chungsuc.assessments.rollup_links import Links, figures_of
from chungsuc.assessments.rollup_store import TABLES, Given, Key
from chungsuc.assessments.rollups import row_of
from chungsuc.core.criteria import CriteriaSet
from chungsuc.core.derived import Results
from chungsuc.core.observations import SlotState
from chungsuc.core.periods import Period
from chungsuc.core.standing import figure, stand, sums
from chungsuc.core.units import Level
from chungsuc.criteria.models import CriteriaSetVersion

_UNITS = 200  # whose figures are held in memory at a time


class Found(NamedTuple):
    """How one unit stands in one year, worked out from its figures, and what it gives to those above."""

    key: Key
    place: Place
    given: Given

    def row(self) -> YearStanding:
        """The row that keeps it."""
        return row_of(self.key, self.place, self.given.standing)

    def above(self) -> list[Key]:
        """The roll-ups that it is part of."""
        return [self.key._replace(unit_id=unit_id) for unit_id in self.place.above]


def computed(
    version: CriteriaSetVersion,
    unit_ids: Collection[str] | None = None,
    years: Collection[int] | None = None,
) -> Iterator[Found]:
    """What the facts of these units come to, or those of all. The questions grow with the units, two
    hundred at a time; memory does not."""
    wanted = sorted(_with_figures(version, unit_ids))
    of_set = range(version.valid_from.year, version.valid_to.year + 1)
    law = stored_law()
    by_year = law.binding(version, [year for year in of_set if years is None or year in years])
    for start in range(0, len(wanted), _UNITS):
        some = wanted[start : start + _UNITS]
        figures, links = figures_of(some, version.set_id), Links(some, law)
        for year, binding in by_year.items():
            for unit_id, place in places(some, year, binding).items():
                for series in Series:
                    key = Key(unit_id, version.set_id, series.value, year)
                    others = links.results(unit_id, version.level, year, series)
                    given = _given(binding, place, key, figures[unit_id], others)
                    if given is not None:
                        yield Found(key, place, given)


def _with_figures(version: CriteriaSetVersion, unit_ids: Collection[str] | None) -> set[str]:
    observed = Observation.objects.filter(criteria_set_id=version.set_id).order_by()
    if unit_ids is None:
        return set(observed.values_list("unit_id", flat=True).distinct())
    return {
        unit_id
        for some in some_of(set(unit_ids))
        for unit_id in observed.filter(unit__in=some).values_list("unit_id", flat=True).distinct()
    }


def _given(
    criteria_set: CriteriaSet,
    place: Place,
    key: Key,
    of_unit: Mapping[str, Mapping[Period, SlotState]],
    others: Results,
) -> Given | None:
    accepted = key.series == Series.ACCEPTED
    found = {
        code: at
        for code, periods in of_unit.items()
        if (at := figure(criteria_set, code, periods, key.year, accepted=accepted)) is not None
    }
    if not found:
        return None
    observed = {code: at.value for code, at in found.items()}
    standing = stand(criteria_set, place.attributes, key.year, observed, others)
    return Given(standing, {code: sums(at) for code, at in found.items()})


def stored_sets() -> list[CriteriaSetVersion]:
    """The newest version of each set that anything was observed under, or that has roll-ups; those of the
    lowest level first, since those above ask for its totals."""
    ids: set[str] = set()
    for model in (Observation, *TABLES):
        ids.update(model.objects.values_list("criteria_set_id", flat=True).distinct())
    versions = stored_law().versions
    found = [versions[set_id] for set_id in sorted(ids & versions.keys())]
    return sorted(found, key=lambda each: -Level(each.level).depth)
