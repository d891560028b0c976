"""One criterion or indicator over the units that hold judged units, from the stored totals."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext as _

from chungsuc.administrative_units.models import Unit
from chungsuc.assessments.models import ValueRollup
from chungsuc.assessments.rollup_store import sums_of
from chungsuc.core.criteria import Indicator, IndicatorKind
from chungsuc.core.rollup import Sums, VerdictTally
from chungsuc.dashboards.results import below
from chungsuc.dashboards.results.of_units import About
from chungsuc.dashboards.results.scope import Scope, noun_of
from chungsuc.dashboards.rolled_up import FigureRow, figure_rows


class Held(NamedTuple):
    """One unit that holds judged units."""

    unit: Unit
    tally: VerdictTally
    covered: int
    share: Decimal | None  # of those that could be judged, in percent
    value: Decimal | None  # what it is drawn by
    shown: list[FigureRow]
    query: str

    @property
    def undecided(self) -> int:
        """Units that the programme covers of which it could not be said."""
        return self.covered - self.tally.computed


def sums_below(scope: Scope, code: str, ids: Collection[str]) -> dict[str, Sums]:
    """What the figures of the judged units below each of these come to; one query."""
    rows = ValueRollup.objects.filter(**scope.key, unit__in=list(ids), code=code)
    return {row.unit_id: sums_of(row) for row in rows}


def held(about: About, units: Sequence[Unit]) -> list[Held]:
    """How the judged units below each of these stand; four queries."""
    scope, indicator = about.scope, about.indicator
    sums = sums_below(scope, indicator.code, [unit.pk for unit in units]) if indicator else {}
    found = []
    for each in below.groups(scope, units):
        tally, of_unit = each.tally(about.criterion), sums.get(each.unit.pk)
        shown = figure_rows(indicator, of_unit, each.covered, scope.noun) if indicator and of_unit else []
        found.append(
            Held(
                each.unit,
                tally,
                each.covered,
                share=_share(tally),
                value=_drawn_value(indicator, tally, of_unit),
                shown=shown,
                query=scope.query(),
            )
        )
    return found


def in_order(rows: Iterable[Held], sort: str) -> list[Held]:
    """By the share that meets the criterion, by value, or by name; a unit without a figure stands last."""
    found = sorted(rows, key=lambda row: row.unit.sort_key)
    if sort == "ten":
        return found
    return sorted(found, key=lambda row: _last_if_absent(row.share if sort == "ket-qua" else row.value))


def _last_if_absent(value: Decimal | None) -> tuple[bool, Decimal]:
    return (True, Decimal(0)) if value is None else (False, -value)


def _share(tally: VerdictTally) -> Decimal | None:
    return Decimal(100 * tally.met) / tally.computed if tally.computed else None


def _drawn_value(indicator: Indicator | None, tally: VerdictTally, sums: Sums | None) -> Decimal | None:
    """What units that hold others are drawn by: the mean over these where that is a figure of its own kind,
    else the share of these that meet the criterion. A total says how large a unit is, not how it stands."""
    if indicator is None:
        return _share(tally)
    if sums is None:
        return None
    match indicator.kind:
        case IndicatorKind.PERCENT | IndicatorKind.NUMBER if sums.numeric:
            return sums.total / Decimal(sums.numeric)
        case IndicatorKind.BOOL if sums.reported:
            return Decimal(100 * sums.achieved) / sums.reported
        case _:
            return None


def drawn_words(indicator: Indicator | None, level: str, noun: str) -> str:
    """What the picture shows the distribution of."""
    words = {"level": noun_of(level), "noun": noun}
    if indicator is not None and indicator.kind in (IndicatorKind.PERCENT, IndicatorKind.NUMBER):
        return _("Phân bố các %(level)s theo bình quân các %(noun)s") % words
    return _("Phân bố các %(level)s theo tỷ lệ %(noun)s đạt (%%)") % words
