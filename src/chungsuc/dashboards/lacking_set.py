"""Chưa có bộ tiêu chí: what is known of a level that no criteria set is in force for on a day.

A page says so in words, with the set that came before or comes after, and who is to issue one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from chungsuc.administrative_units import queries as units
from chungsuc.administrative_units.models import Level, Unit
from chungsuc.core.criteria import Tier
from chungsuc.core.vietnamese.text import fold
from chungsuc.criteria import queries as criteria
from chungsuc.criteria.models import CriteriaSetVersion

_NEVER_JUDGED = (Level.COUNTRY, Level.REGION)


class Issuer(NamedTuple):
    """Who is to issue a set for the level, by which article of what."""

    body: str
    duty: str
    article: str
    number: str


@dataclass(frozen=True)
class LackingSet:
    """What the note on the page says."""

    level: str
    before: CriteriaSetVersion | None
    after: CriteriaSetVersion | None
    issuers: list[Issuer]


def lacking_set(unit: Unit, day: date) -> LackingSet | None:
    """None where a set is in force that binds the unit, or where the unit is not judged or was not there.

    A set that one province issued binds its own villages. Three queries at most.
    """
    if not unit.existed_on(day) or unit.level in _NEVER_JUDGED:
        return None
    versions = criteria.newest()
    own = [each for each in versions if each.level == unit.level and each.tier == Tier.STANDARD]
    if any(each.province for each in own):
        here = _province(unit, day)
        own = [each for each in own if each.province == "" or fold(each.province) == here]
    if any(each.valid_from <= day <= each.valid_to for each in own):
        return None
    earlier, later = ([each for each in own if (each.valid_to < day) is ended] for ended in (True, False))
    return LackingSet(
        level=unit.get_level_display(),
        before=max(earlier, key=lambda each: each.valid_to, default=None),
        after=min(later, key=lambda each: each.valid_from, default=None),
        issuers=[
            issuer
            for each in versions
            if each.province == "" and each.valid_from <= day <= each.valid_to
            for issuer in _issuers(each, unit.level)
        ],
    )


def _province(unit: Unit, day: date) -> str:
    """The name of the province that the unit lies in, as names are compared."""
    return next((fold(each.name) for each in units.above(unit, day) if each.level == Level.PROVINCE), "")


def _issuers(version: CriteriaSetVersion, level: str) -> list[Issuer]:
    found = criteria.criteria_set(version)
    basis = found.promulgation
    return [
        Issuer(each.body, each.duty, each.article, basis.number if basis else "")
        for each in found.obligations
        if each.issues == level
    ]
