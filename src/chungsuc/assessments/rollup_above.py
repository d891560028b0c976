"""Kết quả cấp trên theo kết quả cấp dưới: a share of communes at standard moves with the communes.

A set of a higher level asks for the results of the units below. Where one of these turns, what stands above
is judged anew in the same transaction; whoever saves a figure of a unit above waits for that, and it for her.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from chungsuc.administrative_units.models import Unit
from chungsuc.administrative_units.tree import some_of
from chungsuc.assessments.models import YearStanding
from chungsuc.assessments.rollup_compute import computed
from chungsuc.assessments.rollup_law import StoredLaw, stored_law
from chungsuc.assessments.rollup_links import stands_on
from chungsuc.assessments.rollup_store import Given, Key, Rollups
from chungsuc.assessments.rollups import hold, place_of, standing_of_row
from chungsuc.core.units import Level
from chungsuc.core.verdicts import Verdict
from chungsuc.criteria.models import CriteriaSetVersion

STANDING = ("criteria", "conditions", "verdict", "met")  # what the law decides of a stored result
_SETTLED = (Verdict.MET, Verdict.NOT_MET, Verdict.NOT_APPLICABLE)  # of the others a share knows nothing


def renew(
    version: CriteriaSetVersion, unit_ids: Collection[str], years: Collection[int] | None = None
) -> Rollups:
    """Judge the stored results of these units anew, by the figures, the law and what lies below as they are
    now; what that changed in the roll-ups, which is stored already."""
    stored: dict[Key, YearStanding] = {}
    for some in some_of(set(unit_ids)):
        rows = YearStanding.objects.filter(criteria_set_id=version.set_id, unit__in=some)
        for row in rows if years is None else rows.filter(year__in=years):
            stored[Key(row.unit_id, version.set_id, row.series, row.year)] = row
    changes, renewed = Rollups(), []
    for found in computed(version, {key.unit_id for key in stored}, years) if stored else ():
        row = stored.get(found.key)
        if row is None or standing_of_row(row) == found.given.standing:
            continue
        above = [found.key._replace(unit_id=each) for each in place_of(row).above]
        changes.move(above, Given(standing_of_row(row), {}), Given(found.given.standing, {}))
        renewed.append(row)
        now_so = found.row()
        for name in STANDING:
            setattr(row, name, getattr(now_so, name))
    YearStanding.objects.bulk_update(renewed, STANDING, batch_size=100)
    changes.add_to_store()
    return changes


def follow_above(changes: Rollups, law: StoredLaw | None = None) -> None:
    """Bring what stands above to changes that were just added to the store."""
    turned = _turned(changes)
    if not turned:
        return
    law = law or stored_law()
    for version in _asking(law, turned):
        asked = set(stands_on(law, version)) & turned.keys()
        unit_ids = {unit_id for set_id in asked for unit_id, _year in turned[set_id]}
        years = {year for set_id in asked for _unit_id, year in turned[set_id]}
        held = Unit.objects.filter(pk__in=unit_ids, level=version.level).order_by("pk")
        places = list(held.values_list("pk", flat=True))
        for unit_id in places:
            hold(unit_id)
        renew(version, places, years)


def renew_all(unit_ids: Collection[str]) -> None:
    """Bring these units to what lies below them now, after units were reorganised."""
    for version in _asking(stored_law()):
        renew(version, unit_ids)


def _turned(changes: Rollups) -> dict[str, set[tuple[str, int]]]:
    """Units below which a verdict on a whole set was settled or unsettled, with the year, by the set."""
    found: dict[str, set[tuple[str, int]]] = defaultdict(set)
    for (key, code), tally in changes.verdicts.items():
        if not code and any(tally[verdict] for verdict in _SETTLED):
            found[key.criteria_set_id].add((key.unit_id, key.year))
    return found


def _asking(law: StoredLaw, changed: Collection[str] | None = None) -> list[CriteriaSetVersion]:
    """The sets that ask for results of units below, or that lean on such: under these sets, or under any;
    those of the lowest level first."""
    depths = {set_id: Level(each.level).depth for set_id, each in law.versions.items()}
    below = {set_id: depth for set_id, depth in depths.items() if changed is None or set_id in changed}
    lowest = max(below.values(), default=0)
    found = [
        version
        for set_id, version in law.versions.items()
        if depths[set_id] < lowest
        and any(below.get(each, 0) > depths[set_id] for each in stands_on(law, version))
    ]
    return sorted(found, key=lambda each: -depths[each.set_id])
