"""Mức do tỉnh đặt: the decisions of provinces that bind a unit on a day, a former province's among them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from typing import NamedTuple

from chungsuc.administrative_units import territories
from chungsuc.administrative_units.facts import facts_on
from chungsuc.administrative_units.models import Level, Unit
from chungsuc.core.criteria.territories import Territory
from chungsuc.criteria import queries as criteria
from chungsuc.criteria.facts import overlay_of
from chungsuc.criteria.models import CriteriaSetVersion, Overlay


class Binding(NamedTuple):
    """A decision in force on the unit's land. `is_former`: of a province that is no more there."""

    row: Overlay
    version: CriteriaSetVersion
    is_former: bool


def binding(unit: Unit, day: date) -> list[Binding]:
    """Quyết định của tỉnh còn hiệu lực: those with at least one figure for the year that nothing replaced.

    One query where no province has decided anything.
    """
    decided = Overlay.objects.filter(
        kind=Overlay.Kind.PROVINCE, withdrawn_at__isnull=True, effective_on__lte=day
    )
    if not unit.existed_on(day) or not decided.exists():
        return []
    lands = _lands(unit, day)
    named = {province for land in lands for province, _begun, _end in land.stints()}
    rows = decided.filter(province__in=named).select_related("province").prefetch_related("values")
    of_sets: dict[str, list[Overlay]] = {}
    for row in rows.order_by("decided_on", "number"):
        of_sets.setdefault(row.set_id, []).append(row)
    return [each for set_id, some in of_sets.items() for each in _binding_of(set_id, some, lands, day)]


def _lands(unit: Unit, day: date) -> list[Territory]:
    """The unit's own land; of a province all land that came to it, and what nobody held before."""
    if unit.level == Level.PROVINCE:
        return [Territory(unit.pk), *territories.of_province(unit.pk)]
    known = {each.id: each for each in territories.all_former()}
    found = facts_on([unit.pk], day)[unit.pk].province
    return [] if found is None else [known.get(found, Territory(found))]


def _binding_of(
    set_id: str, rows: Collection[Overlay], lands: Collection[Territory], day: date
) -> Iterator[Binding]:
    version = criteria.version_of(set_id)
    if version is None or not version.valid_from <= day <= version.valid_to:
        return
    ids = {land.id for land in lands}
    law = criteria.as_it_binds(version, on=day)
    in_force = {
        threshold.document
        for measure in law.measures()
        for threshold in measure.thresholds
        if threshold.province in ids and threshold.from_year <= day.year <= threshold.to_year
    }
    now = {land.province for land in lands}
    for row in rows:
        if overlay_of(row).document in in_force:
            yield Binding(row, version, row.province_id not in now)
