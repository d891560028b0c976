"""The land of provinces that were taken over: of which of them each unit's own land is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from chungsuc.administrative_units.models import Level, Succession, Unit, UnitPath
from chungsuc.administrative_units.queries import as_of
from chungsuc.administrative_units.tree import some_of
from chungsuc.core.criteria.territories import Takeover, Territory, former_territories
from chungsuc.stores.questions import Question

_DAY = timedelta(days=1)

# Successions are only ever added, so the last one names the state of all of them.
_LAST = Question(
    lambda: Succession.objects.order_by("-pk").values_list("pk", "predecessor", "successor", "effective")[:1]
)


def takeovers() -> tuple[Takeover, ...]:
    """Every step from province to province. One short question, unless something was added."""
    return _takeovers(*_LAST())


def all_former() -> tuple[Territory, ...]:
    """Every land that was taken over, at every step of its way."""
    return _all_former(takeovers())


def of_province(province_id: str) -> list[Territory]:
    """The lands that a province took over and still has, or had until it ended."""
    return [each for each in all_former() if each.province == province_id]


def all_after(province_id: str) -> set[str]:
    """The province and all that came to decide on land of it."""
    return {province_id} | {
        each.province for each in all_former() if province_id in {step.former for step in each.came_by}
    }


@lru_cache(maxsize=8)
def _takeovers(*_last: tuple[object, ...]) -> tuple[Takeover, ...]:
    between = Succession.objects.filter(predecessor__level=Level.PROVINCE, successor__level=Level.PROVINCE)
    rows = between.values_list("predecessor_id", "successor_id", "effective").order_by("effective", "pk")
    return tuple(Takeover(*row) for row in rows)


@lru_cache(maxsize=8)
def _all_former(steps: tuple[Takeover, ...]) -> tuple[Territory, ...]:
    return tuple(former_territories(steps))


class Lying(NamedTuple):
    """That a unit lay in a province on a day."""

    unit_id: str
    day: date
    province: str


def territories(asked: Iterable[Lying]) -> dict[Lying, Territory]:
    """Địa bàn of each unit: the province itself, or the path on which the unit's own land came to it.

    A unit made from land of several former provinces has no decision of theirs in common: its province's
    alone hold. A handful of questions for each reorganisation of provinces that lies behind the days.
    """
    wanted = list(asked)
    into: dict[str, list[Takeover]] = defaultdict(list)
    for step in takeovers():
        into[step.successor].append(step)
    last = {
        each: max(days)
        for each in wanted
        if (days := [step.day for step in into[each.province] if step.day <= each.day])
    }
    before = _lying_before(last)
    known = territories({each for earlier in before.values() for each in earlier}) if before else {}
    return {each: _came(each, last, before, known, into) for each in wanted}


def _came(
    here: Lying,
    last: dict[Lying, date],
    before: dict[Lying, list[Lying]],
    known: dict[Lying, Territory],
    into: dict[str, list[Takeover]],
) -> Territory:
    own = Territory(here.province)
    if here not in last:
        return own
    steps = {each.former: each for each in into[here.province] if each.day == last[here]}
    found: set[Territory] = set()
    for earlier in before[here]:
        if earlier.province in steps:
            found.add(known[earlier].taken_over(steps[earlier.province]))
        elif earlier.province == here.province:
            found.add(known[earlier])
        else:  # land that was moved here
            found.add(own)
    return found.pop() if len(found) == 1 else own


def _lying_before(last: dict[Lying, date]) -> dict[Lying, list[Lying]]:
    """Where the land of each unit lay on the eve of the day on which its province was last taken over."""
    found: dict[Lying, list[Lying]] = {}
    for day in set(last.values()):
        eve = day - _DAY
        asked = [each for each, of_it in last.items() if of_it == day]
        lands = _land_on(eve, {each.unit_id for each in asked})
        provinces: dict[str, str] = {}
        for some in some_of({land for units in lands.values() for land in units}):
            above = UnitPath.objects.filter(
                as_of(eve), descendant__in=some, ancestor__level=Level.PROVINCE
            ).values_list("descendant_id", "ancestor_id")
            provinces.update(above)
        for each in asked:
            found[each] = [
                Lying(land, eve, provinces[land]) for land in sorted(lands[each.unit_id]) if land in provinces
            ]
    return found


def _land_on(day: date, unit_ids: Collection[str]) -> dict[str, set[str]]:
    """The units of a day that these are, or are made from."""
    found: dict[str, set[str]] = defaultdict(set)
    asking = {each: {each} for each in unit_ids}  # each unit, with those that it was reached from
    reached = {each: {each} for each in unit_ids}
    while asking:
        there: set[str] = set()
        for some in some_of(asking):
            there.update(Unit.objects.filter(as_of(day), pk__in=some).values_list("pk", flat=True))
        for unit_id in there & asking.keys():
            for each in asking[unit_id]:
                found[each].add(unit_id)
        further: dict[str, set[str]] = defaultdict(set)
        for some in some_of(asking.keys() - there):
            steps = Succession.objects.filter(successor__in=some).values_list(
                "successor_id", "predecessor_id"
            )
            for unit_id, former in steps.values_list("successor_id", "predecessor_id"):
                # Two units may have given land to each other: nobody is followed twice.
                further[former] |= asking[unit_id] - reached.setdefault(former, set())
        for former, those in further.items():
            reached[former] |= those
        asking = {former: those for former, those in further.items() if those}
    return found
