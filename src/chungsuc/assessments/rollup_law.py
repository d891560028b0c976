"""Which law judges the figures of a year, and what of a unit decides what it asks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models import CharField

from chungsuc.administrative_units.facts import UnitFacts, facts_on
from chungsuc.administrative_units.models import UnitPath
from chungsuc.administrative_units.queries import as_of
from chungsuc.administrative_units.tree import some_of
from chungsuc.core.criteria import CriteriaSet, UnitAttributes
from chungsuc.core.criteria.attributes import attributes_under
from chungsuc.core.rollup import is_covered
from chungsuc.criteria import queries as criteria
from chungsuc.criteria.models import CriteriaSetVersion
from chungsuc.stores.questions import Blank, Question


@dataclass(frozen=True, slots=True)
class Place:
    """Nơi và căn cứ của một đơn vị on the last day of a year: the units above it, what binds it."""

    above: tuple[str, ...]
    attributes: UnitAttributes


def end_of(year: int) -> date:
    """The day whose units, tags and decisions hold for the year."""
    return date(year, 12, 31)


_VERSION = [each.attname for each in CriteriaSetVersion._meta.concrete_fields if each.attname != "text"]
_SET = Blank("set_id", CharField())
_NEWEST = Question(
    lambda: (
        CriteriaSetVersion.objects.filter(set_id=_SET)
        .order_by("-loaded_at", "-pk")
        .values_list(*_VERSION)[:1]
    )
)
_DECIDED = Question(
    lambda: criteria.in_force_on(_SET, on=date.max).order_by("pk").values_list("edition", "effective_on")
)


def stored_set(set_id: str) -> CriteriaSetVersion | None:
    """The newest version of a set, without its text."""
    found = _NEWEST(set_id=set_id)
    return _version(found[0]) if found else None


@lru_cache(maxsize=64)
def _version(row: tuple[Any, ...]) -> CriteriaSetVersion:
    return CriteriaSetVersion.from_db(DEFAULT_DB_ALIAS, _VERSION, row)


def laws(version: CriteriaSetVersion, years: Iterable[int]) -> Mapping[int, CriteriaSet]:
    """The set as it binds at the end of each year.

    One query, and two more for each state of the law that was never asked for.
    """
    decided = _DECIDED(set_id=version.set_id)
    return {
        year: criteria.under(version, [edition for edition, day in decided if day <= end_of(year)])
        for year in years
    }


def places(unit_ids: Iterable[str], year: int, criteria_set: CriteriaSet) -> dict[str, Place]:
    """Of the units that were there at the end of the year, of the set's level, and covered.

    A handful of queries for two thousand units, however many years lie behind them.
    """
    day = end_of(year)
    counted: list[str] = []
    above: dict[str, list[str]] = {}
    for some in some_of(set(unit_ids)):
        rows = UnitPath.objects.filter(as_of(day), descendant__in=some).order_by("depth")
        for pk, ancestor, level, kind in rows.values_list(
            "descendant_id", "ancestor_id", "ancestor__level", "ancestor__kind"
        ):
            if ancestor != pk:
                above.setdefault(pk, []).append(ancestor)
            elif level == criteria_set.level and is_covered(level, kind):
                counted.append(pk)
    facts = facts_on(counted, day)
    return {pk: Place(tuple(above.get(pk, ())), attributes_of(facts[pk], criteria_set)) for pk in counted}


def attributes_of(facts: UnitFacts, criteria_set: CriteriaSet) -> UnitAttributes:
    """What decides the thresholds of a unit under the set."""
    return attributes_under(criteria_set, facts.tags, facts.province)
