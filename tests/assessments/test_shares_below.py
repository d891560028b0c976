"""Tỷ lệ xã đạt chuẩn of a district or province: it follows from the communes, and nobody enters it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chungsuc.accounts.models import User
from chungsuc.administrative_units.models import Unit, UnitPath
from chungsuc.administrative_units.queries import as_of
from chungsuc.assessments.actions import accept
from chungsuc.assessments.models import Observation, VerdictRollup, YearStanding
from chungsuc.assessments.queries import Series
from chungsuc.assessments.rollup_rebuild import differences, following, mend
from chungsuc.core.criteria import CriteriaSet, Measure
from chungsuc.core.observations import ObservationError
from chungsuc.core.verdicts import Verdict
from chungsuc.criteria import queries as criteria
from chungsuc.dashboards.what_if import what_if
from factories.cast import NOW
from factories.criteria import best

pytestmark = pytest.mark.django_db
Record = Callable[..., Observation]
COMMUNE, DISTRICT, HIGHER = "vn-2021-2025-commune", "vn-2021-2025-district", "vn-2021-2025-district-advanced"
YEAR, DAY = 2024, date(2024, 12, 31)


def law(set_id: str) -> CriteriaSet:
    version = criteria.version_of(set_id)
    assert version is not None
    return criteria.criteria_set(version)


@pytest.fixture
def communes(system: User) -> list[Unit]:
    """The communes of a district that has two."""
    paths = UnitPath.objects.filter(
        as_of(DAY), depth=1, ancestor__level="district", descendant__level="commune", descendant__kind="xã"
    )
    few = Counter(paths.values_list("ancestor", flat=True))
    chosen = min(unit_id for unit_id, count in few.items() if count == 2)
    return list(Unit.objects.filter(paths_up__in=paths.filter(ancestor=chosen)).order_by("pk"))


@pytest.fixture
def district(communes: list[Unit]) -> Unit:
    return Unit.objects.get(level="district", paths_down__descendant=communes[0])


@pytest.fixture
def say(record: Record, system: User) -> Record:
    """Record for a unit by the account that may write everywhere."""

    def one(unit: Unit, set_id: str, code: str, value: Any, **more: Any) -> Observation:
        return record(law(set_id), code, value, unit=unit, by=system, period=str(YEAR), **more)

    return one


def reach(say: Record, unit: Unit) -> dict[str, Observation]:
    """The best of everything that the set of communes asks and is known of."""
    found = law(COMMUNE)
    return {
        each.code: say(unit, COMMUNE, each.code, best(each))
        for each in (*found.measures(), *found.conditions)
        if not getattr(each, "components", ()) and not getattr(each, "is_all_criteria", False)
    }


def condition(unit: Unit, code: str = "C1", set_id: str = DISTRICT, series: str = "reported") -> str | None:
    row = YearStanding.objects.filter(unit=unit, criteria_set_id=set_id, series=series, year=YEAR).first()
    return None if row is None else row.conditions[code]


def of_country(set_id: str) -> dict[str, int]:
    """How many districts of the country have each verdict."""
    row = VerdictRollup.objects.get(
        unit__level="country", criteria_set_id=set_id, series="reported", year=YEAR, code=""
    )
    found = {each.value: getattr(row, each.value) for each in Verdict}
    return {verdict: count for verdict, count in found.items() if count}


def test_a_share_is_refused_in_words(say: Record, district: Unit) -> None:
    with pytest.raises(ObservationError, match="C1 được tính từ kết quả của các đơn vị cấp dưới"):
        say(district, DISTRICT, "C1", Decimal(100))
    assert not Observation.objects.exists()
    say(district, DISTRICT, "C3", Decimal(80))  # of towns no set is kept here: somebody has to say it


def test_a_district_turns_with_its_communes_in_the_same_moment(
    say: Record, communes: list[Unit], district: Unit
) -> None:
    say(district, DISTRICT, "1.1", True)
    assert condition(district) == Verdict.NO_DATA  # nobody said anything of the communes
    failing = say(communes[0], COMMUNE, "4.2", Decimal(10))
    assert condition(district) == Verdict.NOT_MET  # one of two is enough to know that not all are
    say(communes[0], COMMUNE, "4.2", None, supersedes=[failing])
    assert condition(district) == Verdict.NO_DATA
    assert differences() == []
    assert of_country(DISTRICT) in ({"no_data": 1}, {"not_met": 1}, {"no_threshold": 1})


def test_all_communes_reach_it(say: Record, communes: list[Unit], district: Unit) -> None:
    """As far as the law's figures are known: a commune with an unknown level stays unsettled."""
    say(district, DISTRICT, "1.1", True)
    for place in communes:
        reach(say, place)
    verdicts = set(
        YearStanding.objects.filter(
            unit__in=communes, criteria_set_id=COMMUNE, series="reported", year=YEAR
        ).values_list("verdict", flat=True)
    )
    version = criteria.version_of(DISTRICT)
    assert version is not None
    judged = what_if(district, version, day=DAY, series=Series.REPORTED).judgement
    assert condition(district) == judged.conditions["C1"].verdict
    assert (condition(district) == Verdict.MET) == (verdicts == {Verdict.MET.value})
    assert differences() == []


def test_a_set_above_that_leans_on_the_districts_own_turns_too(
    say: Record, communes: list[Unit], district: Unit
) -> None:
    say(district, HIGHER, "1.1", True)
    say(communes[0], COMMUNE, "4.2", Decimal(10))
    assert condition(district, "prerequisite", HIGHER) == Verdict.NOT_MET
    assert differences() == []


def test_the_accepted_result_follows_what_was_accepted(
    say: Record, communes: list[Unit], district: Unit, system: User
) -> None:
    accept(observation=say(district, DISTRICT, "1.1", True), by=system, now=NOW)
    low = say(communes[0], COMMUNE, "4.2", Decimal(10))
    assert condition(district) == Verdict.NOT_MET
    assert condition(district, series="accepted") == Verdict.NO_DATA
    accept(observation=low, by=system, now=NOW)
    assert condition(district, series="accepted") == Verdict.NOT_MET
    assert differences() == []


def test_what_was_entered_before_counts_for_nothing(
    say: Record, communes: list[Unit], district: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as once:
        once.setattr(Measure, "is_share_below", False)  # as it was
        say(district, DISTRICT, "C1", Decimal(100))
    say(communes[0], COMMUNE, "4.2", Decimal(10))
    assert condition(district) == Verdict.NOT_MET
    assert differences() == []


def test_doctor_finds_and_mends_a_share_that_does_not_hold(
    say: Record, communes: list[Unit], district: Unit, system: User
) -> None:
    say(district, DISTRICT, "1.1", True)
    say(communes[0], COMMUNE, "4.2", Decimal(10))
    row = YearStanding.objects.get(unit=district, criteria_set_id=DISTRICT, series="reported", year=YEAR)
    YearStanding.objects.filter(pk=row.pk).update(conditions=row.conditions | {"C1": "met"})
    assert any(district.pk in each for each in differences())
    mend(by=system, now=NOW)
    assert condition(district) == Verdict.NOT_MET
    assert differences() == []


def test_a_district_whose_only_failing_commune_is_gone(
    say: Record, communes: list[Unit], district: Unit
) -> None:
    say(district, DISTRICT, "1.1", True)
    say(communes[0], COMMUNE, "4.2", Decimal(10))
    with following([communes[0].pk]):  # as an order that ends it, by the rows that it leaves
        UnitPath.objects.filter(descendant=communes[0], ancestor=district).delete()
    assert condition(district) == Verdict.NO_DATA
    assert differences() == []


def test_where_no_result_turns_nothing_is_asked_of_those_above(say: Record, communes: list[Unit]) -> None:
    def asked_of_above() -> int:
        return sum(_ABOVE in each["sql"] for each in asked)

    say(communes[0], COMMUNE, "4.1", True)
    with CaptureQueriesContext(connection) as asked:
        say(communes[0], COMMUNE, "5.1", Decimal(90))
    assert asked_of_above() == 0
    with CaptureQueriesContext(connection) as asked:
        say(communes[0], COMMUNE, "4.2", Decimal(10))
    assert asked_of_above() > 0


_ABOVE = '"administrative_units_unit"."level" = '  # those above whose set asks for results below
