"""Vì sao: what stands behind one cell of the table of results, down to who said it, when and from what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from chungsuc.administrative_units.facts import attributes_on
from chungsuc.administrative_units.models import Unit
from chungsuc.assessments.facts import fact
from chungsuc.assessments.models import Acceptance, Observation
from chungsuc.assessments.queries import Series, states
from chungsuc.assessments.rollup_law import end_of
from chungsuc.assessments.rollup_links import Links
from chungsuc.core.criteria import CriteriaSet, Criterion, Measure
from chungsuc.core.derived import completed
from chungsuc.core.observations import SlotState
from chungsuc.core.periods import Period
from chungsuc.core.reasons import show_value
from chungsuc.core.standing import counted, figure
from chungsuc.core.verdicts import Verdict, judge_criterion
from chungsuc.criteria import queries as criteria
from chungsuc.criteria.models import CriteriaSetVersion
from chungsuc.dashboards.matrix import SIGNS
from chungsuc.dashboards.results.shares import ShareBelow, shares_below
from chungsuc.dashboards.why import Held, held
from chungsuc.languages.figures import format_number
from chungsuc.languages.words import SPEECH, word

States = Mapping[str, Mapping[Period, SlotState]]


class Entry(NamedTuple):
    """One observation behind the cell."""

    code: str
    period: str
    shown: str
    parts: str  # "185/200"
    by: str
    recorded_at: datetime
    channel: str
    note: str
    accepted_by: str
    accepted_at: datetime | None
    is_one_of_several: bool  # nobody has settled which of them holds


@dataclass(frozen=True)
class Behind:
    """What stands behind a cell."""

    criterion: Criterion
    criteria_set: CriteriaSet
    year: int
    series: Series
    verdict: Verdict
    sign: str
    label: str
    indicators: list[Held]
    shares: list[ShareBelow]  # computed, with what they were made from
    entries: list[Entry]


def behind(unit: Unit, code: str, version: CriteriaSetVersion, year: int, series: Series) -> Behind | None:
    """One criterion of one unit at the end of a year; None where the set has no such criterion, or where
    the unit was not there. A dozen queries."""
    if not unit.existed_on(end_of(year)):
        return None
    criteria_set = criteria.as_it_binds(version, on=end_of(year))
    criterion = next((each for each in criteria_set.criteria if each.code == code), None)
    if criterion is None:
        return None
    measures: dict[str, Measure] = {
        measure.code: measure
        for indicator in criterion.indicators
        for measure in (indicator, *indicator.components)
    }
    attributes = attributes_on([unit.pk], end_of(year), criteria_set)[unit.pk]
    found = _states(unit, criteria_set, measures, year)
    accepted = series is Series.ACCEPTED
    observed = {
        each: at.value
        for each in measures
        if (at := figure(criteria_set, each, found[each], year, accepted=accepted)) is not None
    }
    results = Links([unit.pk]).results(unit.pk, unit.level, year, series)
    values = completed(criteria_set, attributes, year=year, observed=observed, results=results)
    values = {each: value for each, value in values.items() if each in measures and value is not None}
    shares = shares_below(unit, measures.values(), year, series)
    result = judge_criterion(criterion, attributes, year, values)
    return Behind(
        criterion=criterion,
        criteria_set=criteria_set,
        year=year,
        series=series,
        verdict=result.verdict,
        sign=SIGNS[result.verdict],
        label=word(result.verdict.label),
        indicators=[
            held(indicator, criteria_set, attributes, year, result if values or shares else None)
            for indicator in criterion.indicators
        ],
        shares=shares,
        entries=_entries(criteria_set, measures, found, year, accepted=accepted),
    )


def _states(unit: Unit, criteria_set: CriteriaSet, codes: Iterable[str], year: int) -> States:
    found: dict[str, dict[Period, SlotState]] = defaultdict(dict)
    of_unit = states(
        unit_ids=[unit.pk], criteria_set_id=criteria_set.id, until=end_of(year), codes=list(codes)
    )
    for slot, state in of_unit.items():
        found[slot.indicator][slot.period] = state
    return found


def _entries(
    criteria_set: CriteriaSet, measures: Mapping[str, Measure], found: States, year: int, *, accepted: bool
) -> list[Entry]:
    """The observations that the verdict rests on; two queries."""
    heads: list[tuple[str, Period, UUID, bool]] = []
    for code in measures:
        period = counted(criteria_set, code, found[code], year, accepted=accepted)
        if period is None:
            continue
        state = found[code][period]
        standing = (state.accepted,) if accepted else state.heads
        heads += [(code, period, each.id, len(standing) > 1) for each in standing if each is not None]
    ids = [pk for _code, _period, pk, _several in heads]
    rows = {row.pk: row for row in Observation.objects.filter(pk__in=ids).select_related("observed_by")}
    taken = {
        row.observation_id: row for row in Acceptance.objects.filter(observation__in=ids).select_related("by")
    }
    return [
        _entry(measures[code], period, rows[pk], taken.get(pk), is_one_of_several=several)
        for code, period, pk, several in heads
    ]


def _entry(
    measure: Measure, period: Period, row: Observation, taken: Acceptance | None, *, is_one_of_several: bool
) -> Entry:
    parts = ""
    if row.numerator is not None and row.denominator is not None:
        parts = f"{format_number(row.numerator)}/{format_number(row.denominator)}"
    return Entry(
        code=measure.code,
        period=period.told(SPEECH),
        shown=show_value(fact(row).observed, measure.unit, SPEECH),
        parts=parts,
        by=str(row.observed_by),
        recorded_at=row.recorded_at,
        channel=row.get_channel_display(),
        note=row.note,
        accepted_by=str(taken.by) if taken else "",
        accepted_at=taken.at if taken else None,
        is_one_of_several=is_one_of_several,
    )
