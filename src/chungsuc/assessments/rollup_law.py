"""Which law judges the figures of a year, and what of a unit decides what it asks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import Func, QuerySet

from chungsuc.administrative_units.facts import UnitFacts, facts_on
from chungsuc.administrative_units.models import UnitPath
from chungsuc.administrative_units.queries import as_of
from chungsuc.administrative_units.tree import some_of
from chungsuc.core.criteria import CriteriaSet, UnitAttributes
from chungsuc.core.criteria.attributes import attributes_under
from chungsuc.core.rollup import is_covered
from chungsuc.criteria import queries as criteria
from chungsuc.criteria.models import CriteriaSetVersion, Overlay
from chungsuc.stores.questions import Question, at_once


@dataclass(frozen=True, slots=True)
class Place:
    """Nơi và căn cứ của một đơn vị on the last day of a year: the units above it, what binds it."""

    above: tuple[str, ...]
    attributes: UnitAttributes


def end_of(year: int) -> date:
    """The day whose units, tags and decisions hold for the year."""
    return date(year, 12, 31)


def _withdrawn() -> QuerySet[Overlay]:
    return Overlay.objects.filter(withdrawn_at__isnull=False)


# What tells two states of the stored law apart: versions and decisions are added, and withdrawn once.
_NEWEST_LAW = (
    Question(lambda: CriteriaSetVersion.objects.order_by("-pk").values_list("pk")[:1]),
    Question(lambda: CriteriaSetVersion.objects.order_by("-pk").values_list("content_hash")[:1]),
    Question(lambda: CriteriaSetVersion.objects.order_by("-pk").values_list("loaded_at")[:1]),
    Question(lambda: Overlay.objects.order_by("-pk").values_list("edition")[:1]),
    Question(lambda: _withdrawn().order_by("-withdrawn_at", "-pk").values_list("edition")[:1]),
    Question(lambda: _withdrawn().order_by().values_list(Func("pk", function="COUNT"))),
)


@dataclass(frozen=True, eq=False)
class StoredLaw:
    """Luật đang lưu: the newest version of every set, without its text, and the decisions laid over it."""

    versions: Mapping[str, CriteriaSetVersion]
    decided: Mapping[str, Sequence[tuple[UUID, date]]]  # by set: edition, and the day it takes effect

    def binding(self, version: CriteriaSetVersion, years: Iterable[int]) -> Mapping[int, CriteriaSet]:
        """The set as it binds at the end of each year; two queries for each state never asked for."""
        decided = self.decided.get(version.set_id, ())
        return {
            year: criteria.under(version, [edition for edition, day in decided if day <= end_of(year)])
            for year in years
        }


def stored_law() -> StoredLaw:
    """The law as it is stored now: one short query, and two more when it has changed."""
    return _stored_law(at_once(_NEWEST_LAW))


def law_and(*questions: Question, **given: Any) -> tuple[StoredLaw, list[Any]]:
    """The same, and what some questions of one row and one column answer, asked in one breath."""
    answers = at_once((*_NEWEST_LAW, *questions), **given)
    return _stored_law(answers[: len(_NEWEST_LAW)]), list(answers[len(_NEWEST_LAW) :])


@lru_cache(maxsize=4)
def _stored_law(_mark: tuple[Any, ...]) -> StoredLaw:
    decided: dict[str, list[tuple[UUID, date]]] = defaultdict(list)
    standing = Overlay.objects.filter(withdrawn_at__isnull=True).order_by("pk")
    for set_id, edition, day in standing.values_list("set_id", "edition", "effective_on"):
        decided[set_id].append((edition, day))
    return StoredLaw({each.set_id: each for each in criteria.newest()}, decided)


def stored_set(set_id: str) -> CriteriaSetVersion | None:
    """The newest version of a set, without its text."""
    return stored_law().versions.get(set_id)


def laws(version: CriteriaSetVersion, years: Iterable[int]) -> Mapping[int, CriteriaSet]:
    """The set as it binds at the end of each year."""
    return stored_law().binding(version, years)


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
