"""Còn thiếu gì để đạt: how a unit itself stands in a year, what it lacks before what it has met.

Read from the stored results, which every total above is made of; each criterion leads to why.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from chungsuc.accounts import policy
from chungsuc.administrative_units.models import Unit, UnitPath
from chungsuc.administrative_units.queries import as_of
from chungsuc.assessments import queries as assessments
from chungsuc.assessments.models import YearStanding
from chungsuc.assessments.queries import Series
from chungsuc.assessments.rollup_law import end_of
from chungsuc.assessments.rollups import standing_of_row
from chungsuc.core.verdicts import Verdict
from chungsuc.criteria import queries as criteria
from chungsuc.dashboards.matrix import SIGNS
from chungsuc.dashboards.results.scope import WORDS, Kept, chosen
from chungsuc.dashboards.results.shares import shares_below
from chungsuc.languages.words import SPEECH, word

# What is lacking comes first, and of that what the unit itself can change.
_ORDER = (
    Verdict.NOT_MET,
    Verdict.NEEDS_REVIEW,
    Verdict.NO_DATA,
    Verdict.NO_THRESHOLD,
    Verdict.MET,
    Verdict.NOT_APPLICABLE,
)


class Named(NamedTuple):
    """A criterion or a further condition."""

    code: str
    name: str
    told: str = ""  # of a share of the units below: how many met it, and of how many that is known


class Alike(NamedTuple):
    """The criteria that came to one verdict, and the further conditions that did."""

    verdict: Verdict
    sign: str
    label: str
    criteria: list[Named]
    conditions: list[Named]


class Choice(NamedTuple):
    """Another year, or another set of the same year, and the address that chooses it."""

    label: str
    query: str
    is_chosen: bool


@dataclass(frozen=True)
class OwnResults:
    """What the part of the page shows."""

    series: Series
    year: int
    set_id: str
    title: str
    headline: str  # "đạt 12; tính được 15/19"
    verdict: Verdict  # on the standard as a whole
    sign: str
    label: str
    alike: list[Alike]
    years: list[Choice]
    sets: list[Choice]
    above_id: str | None  # the unit under which the reasons are shown
    beside_year: str  # the rest of the address of a reason


def own_results(user: Any, unit: Unit, *, year: str = "", set_id: str = "") -> OwnResults | None:
    """The results that the reader may see of the unit; None where there are none. Five queries at most
    beside those of rights, and three for each share of the units below."""
    allowed = assessments.readable(user, unit)
    if not allowed:
        return None
    versions = criteria.newest()
    places = {version.set_id: place for place, version in enumerate(versions)}
    rows = {
        (row.year, places[row.criteria_set_id]): row
        for row in YearStanding.objects.filter(
            unit=unit, series=allowed[0].value, criteria_set_id__in=places, year__lte=policy.today().year
        )
    }
    if not rows:
        return None
    kept = [Kept(each, versions[place]) for each, place in sorted(rows, key=lambda at: (-at[0], at[1]))]
    of_year, version = chosen(kept, year=year, set_id=set_id)
    standing = standing_of_row(rows[of_year, places[version.set_id]])
    criteria_set = criteria.criteria_set(version)
    names = {each.code: each.name for each in criteria_set.conditions}
    shares = {
        each.code: f"{each.shown}; {each.basis}"
        for each in shares_below(unit, criteria_set.conditions, of_year, allowed[0])
    }
    met: dict[Verdict, list[Named]] = defaultdict(list)
    further: dict[Verdict, list[Named]] = defaultdict(list)
    for criterion in criteria_set.criteria:
        verdict = standing.criteria.get(criterion.code, Verdict.NO_DATA)
        met[verdict].append(Named(criterion.code, criterion.name))
    for code, verdict in standing.conditions.items():
        name = names.get(code) or _("Phải đạt trước bộ tiêu chí khác")
        further[verdict].append(Named(code, name, shares.get(code, "")))
    above = UnitPath.objects.filter(as_of(end_of(of_year)), descendant=unit, depth=1)
    return OwnResults(
        series=allowed[0],
        year=of_year,
        set_id=version.set_id,
        title=version.title,
        headline=standing.tally.told(SPEECH),
        verdict=standing.verdict,
        sign=SIGNS[standing.verdict],
        label=word(standing.verdict.label),
        alike=[
            Alike(each, SIGNS[each], word(each.label), met[each], further[each])
            for each in _ORDER
            if met[each] or further[each]
        ],
        years=[
            Choice(str(each), f"?nam={each}", each == of_year)
            for each in sorted({at.year for at in kept}, reverse=True)
        ],
        sets=[
            Choice(at.version.title, f"?nam={of_year}&bo={at.version.set_id}", at.version == version)
            for at in kept
            if at.year == of_year
        ],
        above_id=above.values_list("ancestor_id", flat=True).first(),
        beside_year=f"?bo={version.set_id}&chuoi={WORDS[allowed[0]]}",
    )
