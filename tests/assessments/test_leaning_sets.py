"""Bộ tiêu chí phải đạt bộ khác trước: the stored result follows the other set's in the same moment."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from chungsuc.accounts.models import User
from chungsuc.administrative_units.models import Unit
from chungsuc.assessments.actions import accept
from chungsuc.assessments.models import Observation, VerdictRollup, YearStanding
from chungsuc.assessments.queries import Series
from chungsuc.assessments.rollup_rebuild import differences
from chungsuc.core.criteria import CriteriaSet, IndicatorKind
from chungsuc.core.verdicts import Verdict
from chungsuc.criteria import queries as criteria
from chungsuc.dashboards.what_if import what_if
from factories.cast import NOW
from factories.criteria import best

pytestmark = pytest.mark.django_db
Record = Callable[..., Observation]
STANDARD, ADVANCED, MODEL = (
    "vn-2021-2025-commune",
    "vn-2021-2025-commune-advanced",
    "vn-2021-2025-commune-model",
)
YEAR, DAY = 2023, date(2023, 12, 31)


def law(set_id: str) -> CriteriaSet:
    version = criteria.version_of(set_id)
    assert version is not None
    return criteria.criteria_set(version)


def report(record: Record, set_id: str) -> dict[str, Observation]:
    """The best of everything that the set asks and does not take from another set."""
    found = law(set_id)
    made = {}
    for measure in (*found.measures(), *found.conditions):
        parts = getattr(measure, "components", ())
        computed = getattr(measure, "is_all_criteria", False) or measure.refers_to is not None
        if not parts and not computed:
            made[measure.code] = record(found, measure.code, best(measure), period=str(YEAR))
    return made


def stored(unit: Unit, set_id: str, series: str = "reported") -> Verdict | None:
    row = YearStanding.objects.filter(unit=unit, criteria_set_id=set_id, series=series, year=YEAR).first()
    return None if row is None else Verdict(row.verdict)


def worked_out(unit: Unit, set_id: str) -> Verdict:
    version = criteria.version_of(set_id)
    assert version is not None
    return what_if(unit, version, day=DAY, series=Series.REPORTED).judgement.verdict


def of_country(set_id: str, verdict: Verdict) -> int:
    row = VerdictRollup.objects.get(
        unit__level="country", criteria_set_id=set_id, series="reported", year=YEAR, code=""
    )
    return int(getattr(row, verdict.value))


def check(unit: Unit, *set_ids: str) -> dict[str, Verdict | None]:
    """What is stored, after comparing it with the figures and with the core."""
    assert differences() == []
    found = {set_id: stored(unit, set_id) for set_id in set_ids}
    for set_id, verdict in found.items():
        if verdict is not None:
            assert verdict is worked_out(unit, set_id)
            assert of_country(set_id, verdict) == 1
    return found


def test_a_set_stands_by_the_one_before_it_whichever_is_reported_first(record: Record, commune: Unit) -> None:
    report(record, MODEL)
    first = check(commune, STANDARD, ADVANCED, MODEL)
    assert first[STANDARD] is None
    assert first[MODEL] is not Verdict.MET
    report(record, ADVANCED)
    assert check(commune, ADVANCED, MODEL)[ADVANCED] is not Verdict.MET
    made = report(record, STANDARD)
    reached = check(commune, STANDARD, ADVANCED, MODEL)
    # One figure below its level: it fails all three.
    record(law(STANDARD), "4.2", Decimal(10), period=str(YEAR), supersedes=[made["4.2"]])
    failed = check(commune, STANDARD, ADVANCED, MODEL)
    assert set(failed.values()) == {Verdict.NOT_MET}
    assert Verdict.NOT_MET not in reached.values()


def test_accepting_a_figure_of_the_set_before_turns_the_accepted_result(
    record: Record, commune: Unit, system: User
) -> None:
    advanced = law(ADVANCED)
    code = next(each.code for each in advanced.measures() if each.kind is IndicatorKind.PERCENT)
    accept(observation=record(advanced, code, Decimal(100), period=str(YEAR)), by=system, now=NOW)
    before: Any = stored(commune, ADVANCED, "accepted")
    assert before is not Verdict.NOT_MET
    low = record(law(STANDARD), "4.2", Decimal(10), period=str(YEAR))
    assert stored(commune, ADVANCED, "reported") is Verdict.NOT_MET
    assert stored(commune, ADVANCED, "accepted") is before
    accept(observation=low, by=system, now=NOW)
    assert stored(commune, ADVANCED, "accepted") is Verdict.NOT_MET
    assert differences() == []
