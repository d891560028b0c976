"""Phụ trách: one body leads a criterion, one reviews an indicator; a province's choice, else by subject."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from chungsuc.core.criteria import CriteriaSet, Criterion, Indicator, Sector
from chungsuc.core.vietnamese.text import fold

Who = TypeVar("Who")


@dataclass(frozen=True, slots=True)
class Charge(Generic[Who]):
    """Phụ trách: one lead body for a criterion, one body for each of its indicators; None where not known.

    `is_named` tells what someone decided from what follows from the subject by the name of a body.
    """

    body: Who | None
    is_named: bool


def in_charge(
    criteria_set: CriteriaSet,
    *,
    leads: Mapping[str, Who],
    named: Mapping[str, Who],
    of_sector: Mapping[Sector, Who],
) -> tuple[dict[str, Charge[Who]], dict[str, Charge[Who]]]:
    """Who leads each criterion and who reviews each indicator, by their codes.

    What was named goes first. Else an indicator of another subject than its criterion goes to the body of
    that subject, and every other one to the lead.
    """
    lead: dict[str, Charge[Who]] = {}
    own: dict[str, Charge[Who]] = {}
    for criterion in criteria_set.criteria:
        sector = criterion.responsible_sector
        usual = of_sector.get(sector) if sector else None
        lead[criterion.code] = _charge(leads.get(criterion.code), usual)
        for indicator in criterion.indicators:
            other = sector_of(criterion, indicator)
            suggested = lead[criterion.code]
            if other is not sector and other is not None:
                suggested = Charge(of_sector.get(other), False)
            given = named.get(indicator.code)
            own[indicator.code] = suggested if given is None else Charge(given, True)
    return lead, own


def _charge(named: Who | None, suggested: Who | None) -> Charge[Who]:
    return Charge(suggested, False) if named is None else Charge(named, True)


def sector_of(criterion: Criterion, indicator: Indicator) -> Sector | None:
    """The subject that an indicator belongs to: its own, else its criterion's."""
    return indicator.responsible_sector or criterion.responsible_sector


# The words in the name of a body by which its subject is known, without tones.
_WORDS: Mapping[Sector, tuple[str, ...]] = {
    Sector.CONSTRUCTION: ("xay dung",),
    Sector.TRANSPORT: ("giao thong",),
    Sector.AGRICULTURE: ("nong nghiep",),
    Sector.INDUSTRY_TRADE: ("cong thuong",),
    Sector.EDUCATION: ("giao duc",),
    Sector.CULTURE: ("van hoa",),
    Sector.INFO_COMM: ("thong tin",),
    Sector.LABOUR: ("lao dong",),
    Sector.HEALTH: ("y te",),
    Sector.ENVIRONMENT: ("moi truong",),
    Sector.STATISTICS: ("thong ke",),
    Sector.JUSTICE: ("tu phap",),
    Sector.HOME_AFFAIRS: ("noi vu",),
    Sector.POLICE: ("cong an",),
    Sector.MILITARY: ("quan su",),
    Sector.NTM_OFFICE: ("dieu phoi", "nong thon moi"),
    Sector.FINANCE: ("tai chinh",),
    Sector.COMMITTEE_OFFICE: ("van phong uy ban", "van phong hdnd", "van phong ubnd"),
    Sector.FARMERS_UNION: ("hoi nong dan",),
    Sector.WOMEN_UNION: ("phu nu",),
}


def bodies_by_sector(names: Mapping[Who, str] | Sequence[tuple[Who, str]]) -> dict[Sector, Who]:
    """The body of each subject, where exactly one body's name says it; a guess for a person to confirm."""
    pairs: Collection[tuple[Who, str]] = list(names.items()) if isinstance(names, Mapping) else names
    found: dict[Sector, list[Who]] = {}
    for body, name in pairs:
        words = f" {' '.join(fold(name).replace(',', ' ').split())} "
        for sector, marks in _WORDS.items():
            if any(f" {mark} " in words for mark in marks):
                found.setdefault(sector, []).append(body)
    return {sector: bodies[0] for sector, bodies in found.items() if len(bodies) == 1}
