"""One criterion or indicator of the units that a set judges, each with what it is held to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple, TypeGuard

from django.utils.translation import gettext as _

from chungsuc.administrative_units.models import Unit
from chungsuc.administrative_units.tree import some_of
from chungsuc.assessments.models import YearStanding
from chungsuc.assessments.queries import Series, states
from chungsuc.assessments.rollup_links import Links
from chungsuc.assessments.rollups import place_of
from chungsuc.core.criteria import (
    CriteriaSet,
    Direction,
    Indicator,
    Observed,
    UnitAttributes,
    threshold_for,
)
from chungsuc.core.derived import completed
from chungsuc.core.observations import SlotState
from chungsuc.core.periods import Period
from chungsuc.core.reasons import show_threshold, show_value
from chungsuc.core.restating import Figure
from chungsuc.core.standing import counted, figure
from chungsuc.core.verdicts import Verdict, judge_indicator
from chungsuc.dashboards.matrix import SIGNS
from chungsuc.dashboards.results.scope import Scope
from chungsuc.languages.data import vietnamese
from chungsuc.languages.figures import format_number
from chungsuc.languages.words import SPEECH, word

OfUnit = Mapping[str, Mapping[Period, SlotState]]  # by indicator
# What is missing is looked for first: the nearest to being done stands on top.
_ORDER = (
    Verdict.NOT_MET,
    Verdict.NEEDS_REVIEW,
    Verdict.NO_THRESHOLD,
    Verdict.NO_DATA,
    Verdict.MET,
    Verdict.NOT_APPLICABLE,
)


@dataclass(frozen=True)
class About:
    """What is looked at: a criterion, or one indicator of it, under the set as it binds that year."""

    scope: Scope
    criteria_set: CriteriaSet
    criterion: str
    indicator: Indicator | None


class Row(NamedTuple):
    """One unit."""

    unit: Unit
    verdict: Verdict
    sign: str
    label: str
    value: Decimal | None = None  # to sort and draw by; None where there is no number
    shown: str = ""
    parts: str = ""  # "185/200"
    level: str = ""  # what is asked of it
    limit: Decimal | None = None  # the same as a number
    period: str = ""
    leads_to: str = ""  # the end of the address that explains it; "" where nothing was observed


def judged(about: About, units: Sequence[Unit]) -> list[Row]:
    """How each unit stands; of an indicator with its figure, judged as the stored results are."""
    standings = {row.unit_id: row for row in about.scope.stored(units)}
    if about.indicator is None:
        return [_of_criterion(about.criterion, unit, standings.get(unit.pk)) for unit in units]
    found = _states(about, about.indicator, list(standings))
    derived = _derived(about, about.indicator, standings)
    return [
        _of_indicator(about, about.indicator, unit, standing, found[unit.pk], derived=derived.get(unit.pk))
        if (standing := standings.get(unit.pk)) is not None
        else _silent(unit)
        for unit in units
    ]


def _shown(verdict: Verdict) -> tuple[Verdict, str, str]:
    return verdict, SIGNS[verdict], word(verdict.label)


def _silent(unit: Unit) -> Row:
    return Row(unit, *_shown(Verdict.NO_DATA))


def _of_criterion(criterion: str, unit: Unit, standing: YearStanding | None) -> Row:
    if standing is None:
        return _silent(unit)
    verdict = Verdict(standing.criteria.get(criterion, Verdict.NO_DATA))
    return Row(unit, *_shown(verdict), leads_to=f"{unit.pk}/{criterion}/")


def _states(about: About, indicator: Indicator, unit_ids: list[str]) -> Mapping[str, OfUnit]:
    """What was observed of one indicator; three queries for two thousand units."""
    found: dict[str, dict[str, dict[Period, SlotState]]] = defaultdict(lambda: defaultdict(dict))
    codes = [indicator.code, *(each.code for each in indicator.components)]
    for some in some_of(unit_ids):
        of_some = states(
            unit_ids=some, criteria_set_id=about.criteria_set.id, until=about.scope.day, codes=codes
        )
        for slot, state in of_some.items():
            found[slot.unit_id][slot.indicator][slot.period] = state
    return found


def _derived(
    about: About, indicator: Indicator, standings: Mapping[str, YearStanding]
) -> dict[str, Observed]:
    """The value of each unit, where it follows from verdicts under another set; three queries for each."""
    if indicator.refers_to is None:
        return {}
    links, scope = Links(list(standings)), about.scope
    return {
        pk: completed(
            about.criteria_set,
            place_of(standing).attributes,
            year=scope.year,
            observed={},
            results=links.results(pk, about.criteria_set.level, scope.year, scope.series_of(pk)),
        )[indicator.code]
        for pk, standing in standings.items()
    }


def _of_indicator(
    about: About,
    indicator: Indicator,
    unit: Unit,
    standing: YearStanding,
    found: OfUnit,
    *,
    derived: Observed,
) -> Row:
    attributes = place_of(standing).attributes
    year, accepted = about.scope.year, about.scope.series_of(unit.pk) is Series.ACCEPTED
    figures = {
        code: at
        for code, periods in found.items()
        if (at := figure(about.criteria_set, code, periods, year, accepted=accepted)) is not None
    }
    if indicator.is_share_below:
        figures.pop(indicator.code, None)
    if derived is not None:
        figures.setdefault(indicator.code, Figure(derived))
    observed = {code: at.value for code, at in figures.items()}
    verdict = judge_indicator(indicator, attributes, year, observed).verdict
    at = figures.get(indicator.code)
    period = counted(
        about.criteria_set, indicator.code, found.get(indicator.code, {}), year, accepted=accepted
    )
    threshold = threshold_for(indicator, attributes, year)
    limit = threshold.value if threshold is not None and threshold.applies else None
    return Row(
        unit,
        *_shown(verdict),
        value=at.value if at is not None and _is_number(at.value) else None,
        shown=show_value(at.value, indicator.unit, SPEECH) if at is not None else "",
        parts=_parts(at),
        level=asked_for(indicator, attributes, year),
        limit=limit if _is_number(limit) else None,
        period=period.told(SPEECH) if period is not None else "",
        leads_to=f"{unit.pk}/{about.criterion}/",
    )


def asked_for(indicator: Indicator, attributes: UnitAttributes, year: int) -> str:
    """What the law asks of a unit, in words."""
    threshold = threshold_for(indicator, attributes, year)
    if threshold is None:
        return _("chưa có mức")
    if not threshold.applies:
        return _("không quy định")
    return vietnamese(threshold.requirement) or show_threshold(indicator, threshold.value, SPEECH)


def _is_number(value: object) -> TypeGuard[Decimal]:
    return isinstance(value, Decimal)


def _parts(at: Figure | None) -> str:
    if at is None or at.numerator is None or at.denominator is None:
        return ""
    return f"{format_number(at.numerator)}/{format_number(at.denominator)}"


def kind_of(verdict: Verdict) -> str:
    """The class of a unit in the picture."""
    return verdict.value if verdict.is_computed else "other"


def in_order(rows: Iterable[Row], indicator: Indicator | None, sort: str) -> list[Row]:
    """By verdict, what is missing first and of it the nearest to its level; by value, the best first; by
    name. A unit without a value stands last."""
    is_less_better = indicator is not None and indicator.direction is Direction.AT_MOST
    by_name = sorted(rows, key=lambda row: row.unit.sort_key)

    def by_value(row: Row) -> tuple[bool, Decimal]:
        if row.value is None:
            return True, Decimal(0)
        return False, row.value if is_less_better else -row.value

    if sort == "ten":
        return by_name
    found = sorted(by_name, key=by_value)
    return found if sort == "gia-tri" else sorted(found, key=lambda row: _ORDER.index(row.verdict))
