"""How communes stand at the end of a year, each held to what the law asks of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from chungsuc.administrative_units.facts import attributes_on
from chungsuc.administrative_units.tree import some_of
from chungsuc.assessments.drafts import Office, units_with_drafts
from chungsuc.assessments.models import Recount, YearStanding
from chungsuc.assessments.queries import Series
from chungsuc.assessments.rollup_law import end_of, stored_set
from chungsuc.assessments.rollup_links import Links, figures_of, observed
from chungsuc.assessments.rollups import standing_of_row
from chungsuc.core.criteria import CriteriaSet
from chungsuc.core.derived import judge_whole
from chungsuc.core.standing import Standing, standing_of
from chungsuc.core.verdicts import UnitJudgement
from chungsuc.criteria.models import CriteriaSetVersion


def standings(
    unit_ids: Collection[str],
    version: CriteriaSetVersion,
    criteria_set: CriteriaSet,
    *,
    year: int,
    office: Office = None,
) -> dict[str, Standing]:
    """Kết quả of each unit that was observed: as it is stored, which is what every total is made of.

    As an office sees it: of a unit that has not handed everything up, what was accepted; without one, all.
    Worked out from the figures where nothing is stored: of a unit that was gone by the end of the year, or
    that only a plan counts in; and under a text of the set, or a law, that the store does not follow (yet).
    """
    found, is_followed = {}, _is_followed(version, year)
    for series, some in _by_series(unit_ids, criteria_set, year, office):
        stored = _stored(some, version.set_id, year, series) if is_followed else {}
        found |= stored
        others = [unit_id for unit_id in some if unit_id not in stored]
        for unit_id, figures, judged in _worked_out(others, criteria_set, year=year, series=series):
            found[unit_id] = standing_of(criteria_set, judged, figures)
    return found


def _by_series(
    unit_ids: Collection[str], criteria_set: CriteriaSet, year: int, office: Office
) -> Iterator[tuple[Series, list[str]]]:
    """The units by the series that an office sees of them."""
    drafts = units_with_drafts(office, unit_ids, criteria_set_id=criteria_set.id, until=end_of(year))
    yield Series.REPORTED, [each for each in unit_ids if each not in drafts]
    if drafts:
        yield Series.ACCEPTED, [each for each in unit_ids if each in drafts]


def _is_followed(version: CriteriaSetVersion, year: int) -> bool:
    newest = stored_set(version.set_id)
    return (
        newest is not None
        and newest.pk == version.pk
        and version.valid_from.year <= year <= version.valid_to.year
        and not Recount.objects.filter(criteria_set_id=version.set_id, done_at=None).exists()
    )


def _stored(unit_ids: Collection[str], set_id: str, year: int, series: Series) -> dict[str, Standing]:
    rows = YearStanding.objects.filter(criteria_set_id=set_id, series=series.value, year=year)
    return {
        row.unit_id: standing_of_row(row)
        for some in some_of(set(unit_ids))
        for row in rows.filter(unit__in=some)
    }


def judgements(
    unit_ids: Collection[str], criteria_set: CriteriaSet, *, year: int, office: Office = None
) -> dict[str, UnitJudgement]:
    """Kết luận with its reasons, worked out from the figures by the rule of the stored results, as an office
    sees them.

    Half a dozen queries, however many units; two where nothing was observed.
    """
    return {
        unit_id: judged
        for series, some in _by_series(unit_ids, criteria_set, year, office)
        for unit_id, _figures, judged in _worked_out(some, criteria_set, year=year, series=series)
    }


def _worked_out(
    unit_ids: Collection[str], criteria_set: CriteriaSet, *, year: int, series: Series
) -> Iterator[tuple[str, int, UnitJudgement]]:
    """Each unit with how many figures it has."""
    figures = {
        unit_id: values
        for unit_id, of_unit in figures_of(unit_ids, criteria_set.id).items()
        if (values := observed(criteria_set, of_unit, year, series))
    }
    about, links = attributes_on(figures, end_of(year), criteria_set), Links(figures)
    for unit_id, values in figures.items():
        judged = judge_whole(
            criteria_set,
            about[unit_id],
            year=year,
            on=end_of(year),
            observed=values,
            results=links.results(unit_id, criteria_set.level, year, series),
        )
        yield unit_id, len(values), judged
