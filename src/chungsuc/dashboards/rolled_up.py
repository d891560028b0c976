"""Tổng hợp của một đơn vị: what the units below it came to at the end of a year, as it is stored.

Each figure says how it was reached and over how many units: a share by its parts and the mean over the
communes are two figures, and neither is ever shown for the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Count
from django.utils.translation import gettext as _

from chungsuc.administrative_units.models import Unit, UnitPath
from chungsuc.administrative_units.queries import as_of
from chungsuc.assessments import queries as assessments
from chungsuc.assessments.models import ValueRollup, VerdictRollup
from chungsuc.assessments.rollup_law import end_of
from chungsuc.assessments.rollup_store import sums_of
from chungsuc.core.criteria import CriteriaSet, IndicatorKind, Measure
from chungsuc.core.reasons import show_value
from chungsuc.core.rollup import Sums, VerdictTally, is_covered
from chungsuc.core.verdicts import Verdict
from chungsuc.criteria import queries as criteria
from chungsuc.dashboards.results.scope import chosen, kept_of, noun_of, tally_of
from chungsuc.languages.figures import format_number
from chungsuc.languages.words import SPEECH, word


class CriterionRow(NamedTuple):
    """One criterion: how many of the assessed units have each verdict."""

    code: str
    name: str
    counts: list[tuple[str, int]]  # by the word of the verdict


class FigureRow(NamedTuple):
    """One figure of an indicator: by which rule it was reached, and what of."""

    code: str
    name: str
    shown: str
    rule: str
    basis: str
    asks: str = ""  # the indicator by whose code the units below are looked at; "" of a condition


@dataclass(frozen=True)
class RolledUp:
    """What the part of the page shows."""

    series: str
    year: int
    years: list[int]
    set_id: str
    title: str
    noun: str  # what the units below are called
    verdicts: list[str]
    existing: int
    covered: int
    assessed: int
    whole: VerdictTally
    criteria: list[CriterionRow]
    figures: list[FigureRow]


def rolled_up(user: Any, unit: Unit, *, asked: str = "") -> RolledUp | None:
    """The roll-ups that the reader may see; None where there are none. Six queries and those of rights."""
    allowed = assessments.readable_totals(user, unit)
    if not allowed:
        return None
    kept = kept_of(unit, allowed[0])
    if not kept:
        return None
    year, version = chosen(kept, year=asked)
    criteria_set = criteria.criteria_set(version)
    of_set = {"unit": unit.pk, "series": allowed[0], "criteria_set_id": version.set_id}
    tallies = {row.code: tally_of(row) for row in VerdictRollup.objects.filter(**of_set, year=year)}
    sums = {row.code: sums_of(row) for row in ValueRollup.objects.filter(**of_set, year=year)}
    existing, covered = _expected(unit, criteria_set, year)
    whole, noun = tallies[""], noun_of(criteria_set.level)
    words = [word(verdict.label) for verdict in Verdict]
    return RolledUp(
        series=allowed[0],
        year=year,
        years=sorted({each.year for each in kept}, reverse=True),
        set_id=version.set_id,
        title=version.title,
        noun=noun,
        verdicts=words,
        existing=existing,
        covered=covered,
        assessed=whole.counts.total(),
        whole=whole,
        criteria=[
            CriterionRow(each.code, each.name, list(zip(words, _counts(tallies[each.code]), strict=True)))
            for each in criteria_set.criteria
            if each.code in tallies
        ],
        figures=_figures(criteria_set, sums, covered, noun),
    )


def _counts(tally: VerdictTally) -> list[int]:
    return [tally.counts[verdict] for verdict in Verdict]


def _expected(unit: Unit, criteria_set: CriteriaSet, year: int) -> tuple[int, int]:
    """How many units of the set's level lay below at the end of the year, and how many are covered."""
    paths = UnitPath.objects.filter(
        as_of(end_of(year)), ancestor=unit, depth__gt=0, descendant__level=criteria_set.level
    )
    kinds = dict(paths.values_list("descendant__kind").annotate(Count("pk")))
    covered = sum(count for kind, count in kinds.items() if is_covered(criteria_set.level, kind))
    return sum(kinds.values()), covered


# --- figures -----------------------------------------------------------------------------------------


def _figures(criteria_set: CriteriaSet, sums: Mapping[str, Sums], covered: int, noun: str) -> list[FigureRow]:
    measures = (*criteria_set.measures(), *criteria_set.conditions)
    indicators = {
        measure.code: indicator.code
        for indicator in criteria_set.indicators()
        for measure in (indicator, *indicator.components)
    }
    return [
        row._replace(asks=indicators.get(measure.code, ""))
        for measure in measures
        if measure.code in sums
        for row in figure_rows(measure, sums[measure.code], covered, noun)
    ]


def figure_rows(measure: Measure, sums: Sums, covered: int, noun: str) -> list[FigureRow]:
    """Each figure that may be told of an indicator over several units, with its rule and its basis."""
    return [
        FigureRow(measure.code, measure.name, *each) for each in _of_measure(measure, sums, covered, noun)
    ]


def _of_measure(measure: Measure, sums: Sums, covered: int, noun: str) -> list[tuple[str, str, str]]:
    """Shown, its rule, its basis."""
    found: list[tuple[str, str, str]] = []
    match measure.kind:
        case IndicatorKind.PERCENT:
            share, mean = sums.share(covered), sums.mean(covered)
            if share.percent is not None:
                basis = _basis(share.reported, covered, noun)
                if share.without_parts:
                    basis += _("; %(count)s %(noun)s chỉ có số phần trăm, không cộng được") % {
                        "count": share.without_parts,
                        "noun": noun,
                    }
                found.append((f"{format_number(share.percent, 2)}%", _("tỷ lệ chung"), basis))
            if mean.percent is not None:
                shown = f"{format_number(mean.percent, 2)}%"
                found.append(
                    (
                        shown,
                        _("bình quân các %(noun)s") % {"noun": noun},
                        _basis(mean.reported, covered, noun),
                    )
                )
        case IndicatorKind.COUNT if sums.numeric:
            shown = show_value(sums.total, measure.unit, SPEECH)
            found.append(
                (shown, _("tổng các %(noun)s") % {"noun": noun}, _basis(sums.numeric, covered, noun))
            )
        case IndicatorKind.NUMBER if sums.numeric:
            mean_value = round(sums.total / Decimal(sums.numeric), 2)
            shown = show_value(mean_value, measure.unit, SPEECH)
            found.append(
                (shown, _("bình quân các %(noun)s") % {"noun": noun}, _basis(sums.numeric, covered, noun))
            )
        case IndicatorKind.BOOL if sums.reported:
            shown = _("%(count)s %(noun)s đạt") % {"count": sums.achieved, "noun": noun}
            found.append((shown, _("đếm số %(noun)s") % {"noun": noun}, _basis(sums.reported, covered, noun)))
    if sums.disputed:
        shown = _("%(count)s %(noun)s chưa thống nhất") % {"count": sums.disputed, "noun": noun}
        found.append((shown, _("cần xem lại"), ""))
    return found


def _basis(reported: int, covered: int, noun: str) -> str:
    share = f"{format_number(reported)}/{format_number(covered)}"
    return _("tính trên %(share)s %(noun)s") % {"share": share, "noun": noun}
