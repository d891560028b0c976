"""Một tiêu chí, hoặc một chỉ tiêu, qua các đơn vị: who meets it, who is near, who has said nothing.

Verdicts on a criterion are those that are stored. Of an indicator the figures of the units are read, for
one indicator at a time; below the nation they are the stored totals of its provinces.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext as _

from chungsuc.administrative_units.models import Level
from chungsuc.core.criteria import CriteriaSet
from chungsuc.core.rollup import VerdictTally
from chungsuc.core.verdicts import Verdict
from chungsuc.criteria import queries as criteria
from chungsuc.dashboards.matrix import SIGNS
from chungsuc.dashboards.results import below, of_groups, of_units
from chungsuc.dashboards.results.histogram import Histogram, Value, histogram
from chungsuc.dashboards.results.of_units import About
from chungsuc.dashboards.results.scope import Scope
from chungsuc.dashboards.rolled_up import FigureRow, figure_rows
from chungsuc.languages.words import word

SORTS = ("ket-qua", "gia-tri", "ten")


class Option(NamedTuple):
    """A criterion or an indicator that may be looked at."""

    code: str
    name: str
    is_chosen: bool
    is_part: bool


class Count(NamedTuple):
    """How many units have a verdict."""

    verdict: Verdict
    sign: str
    label: str
    units: int


@dataclass(frozen=True)
class OneCriterion:
    """What the page shows."""

    code: str
    name: str
    criterion: str  # the code of the criterion that it is, or is part of
    options: list[Option]
    rows: list[of_units.Row]
    groups: list[of_groups.Held]
    counts: list[Count]
    tally: VerdictTally
    assessed: int
    covered: int
    totals: list[FigureRow]
    picture: Histogram | None
    drawn: str  # what the picture shows the distribution of
    unit_of_measure: str
    limits: list[str]
    sort: str
    has_values: bool


def one_criterion(scope: Scope, *, asked: str = "", sort: str = "") -> OneCriterion | None:
    """The page of a scope; None where the set has nothing of the code, or nothing lies below."""
    levels = below.levels(scope)
    criteria_set = criteria.as_it_binds(scope.version, on=scope.day)
    code = asked or criteria_set.criteria[0].code
    criterion = next(
        (
            each
            for each in criteria_set.criteria
            if code == each.code or any(code == indicator.code for indicator in each.indicators)
        ),
        None,
    )
    if criterion is None or not levels:
        return None
    indicator = next((each for each in criterion.indicators if each.code == code), None)
    if criterion.code == code and len(criterion.indicators) > 1:
        indicator = None  # the criterion as a whole
    own = below.groups(scope, [scope.unit])[0]
    about = About(scope, criteria_set, criterion.code, indicator)
    sums = of_groups.sums_below(scope, code, [scope.unit.pk]).get(scope.unit.pk) if indicator else None
    sort = sort if sort in SORTS else SORTS[0]
    rows: list[of_units.Row] = []
    groups: list[of_groups.Held] = []
    if scope.unit.level == Level.COUNTRY:
        units, _without = below.units_at(scope, levels[0])
        groups = of_groups.in_order(of_groups.held(about, units), sort)
        tally = own.tally(criterion.code)
        picture = histogram([Value(each.value, "other") for each in groups if each.value is not None])
        drawn = of_groups.drawn_words(indicator, levels[0], scope.noun)
    else:
        units, _without = below.units_at(scope, criteria_set.level)
        rows = of_units.in_order(of_units.judged(about, units), indicator, sort)
        tally = VerdictTally.of(row.verdict for row in rows)
        values = [Value(row.value, of_units.kind_of(row.verdict)) for row in rows if row.value is not None]
        picture = histogram(values, [row.limit for row in rows if row.limit is not None])
        drawn = _("Phân bố các %(noun)s") % {"noun": scope.noun}
    return OneCriterion(
        code=code,
        name=indicator.name if indicator else criterion.name,
        criterion=criterion.code,
        options=_options(criteria_set, code),
        rows=rows,
        groups=groups,
        counts=[
            Count(each, SIGNS[each], word(each.label), tally.counts[each])
            for each in Verdict
            if tally.counts[each]
        ],
        tally=tally,
        assessed=own.assessed,
        covered=own.covered,
        totals=figure_rows(indicator, sums, own.covered, scope.noun) if indicator and sums else [],
        picture=picture,
        drawn=drawn,
        unit_of_measure=(indicator.unit or "") if indicator else "",
        limits=list(dict.fromkeys(row.level for row in rows if row.level)),
        sort=sort,
        has_values=indicator is not None,
    )


def _options(criteria_set: CriteriaSet, code: str) -> list[Option]:
    """Every criterion, and under it its indicators where there is more than one."""
    found = []
    for criterion in criteria_set.criteria:
        found.append(Option(criterion.code, criterion.name, criterion.code == code, is_part=False))
        found += [
            Option(each.code, each.name, each.code == code, is_part=True)
            for each in criterion.indicators
            if each.code != criterion.code
        ]
    return found
