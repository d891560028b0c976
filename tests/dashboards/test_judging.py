"""Each commune is held to what the law asks of it, by what decisions say of it on the day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from chungsuc.accounts.models import User
from chungsuc.administrative_units import queries
from chungsuc.administrative_units.actions import tag_units
from chungsuc.administrative_units.models import Unit
from chungsuc.assessments import recounting
from chungsuc.assessments.actions import record_observation
from chungsuc.core.criteria import (
    CriteriaSet,
    Direction,
    Indicator,
    Observed,
    Overlay,
    OverlayKind,
    OverlayValue,
    UnitAttributes,
    threshold_for,
)
from chungsuc.core.periods import Period
from chungsuc.core.verdicts import Verdict
from chungsuc.criteria import queries as criteria
from chungsuc.dashboards import deciding, versions
from chungsuc.dashboards.judging import judgements, standings
from chungsuc.law.criteria import load_criteria_sets
from chungsuc.plans.models import Plan
from factories.cast import NOW, district
from factories.programme import confirmed_plan

pytestmark = pytest.mark.django_db

STANDARD = load_criteria_sets()["vn-2021-2025-commune"]
MILD, STRICT = UnitAttributes(region="TDMNPB"), UnitAttributes(region="DBSH")


def asked_of(indicator: Indicator, about: UnitAttributes) -> Decimal | None:
    found = threshold_for(indicator, about, 2024)
    return found.value if found and isinstance(found.value, Decimal) else None


def milder() -> tuple[Indicator, Decimal]:
    """An indicator of which less is asked in the first region, and that lesser level."""
    for indicator in STANDARD.indicators():
        mild, strict = asked_of(indicator, MILD), asked_of(indicator, STRICT)
        if indicator.direction is Direction.AT_LEAST and mild and strict and mild < strict:
            return indicator, mild
    raise LookupError


def test_a_specially_difficult_commune_is_held_to_the_region_that_the_set_names(system: User) -> None:
    day = date(2024, 6, 1)
    province = next(place for place in queries.provinces(day) if place.tags["region"] == "DBSH")
    communes = [each for each in queries.below(province, day, level="commune") if each.kind == "xã"][:2]
    indicator, value = milder()
    for place in communes:
        record_observation(
            id=uuid4(), unit=place, criteria_set=STANDARD, indicator=indicator.code,
            period=Period.parse("2024"),
            value=value, observed_on=date(2024, 12, 20), channel="web", by=system, now=NOW,
        )  # fmt: skip
    tag_units(
        units=communes[:1], name="specially_difficult", value="yes", since=date(2021, 6, 4),
        decision="1/QĐ-TTg", decided_on=date(2021, 6, 4), by=system, now=NOW,
    )  # fmt: skip
    found = judgements([each.pk for each in communes], STANDARD, year=2024)
    verdicts = [
        found[each.pk].criteria[indicator.code.split(".")[0]].indicators[indicator.code].verdict
        for each in communes
    ]
    assert verdicts == [Verdict.MET, Verdict.NOT_MET]


def test_a_decision_on_a_commune_makes_the_programme_page_anew(lan: User, system: User) -> None:
    plan: Plan = confirmed_plan(lan, district("084"))
    before = versions.key(plan)
    place = Unit.objects.filter(paths_up__ancestor=plan.unit, level="commune").first()
    assert place is not None
    tag_units(
        units=[place], name="border", value="yes", since=date(2021, 6, 4), decision="1/QĐ-TTg",
        decided_on=date(2021, 6, 4), by=system, now=NOW,
    )  # fmt: skip
    assert versions.key(plan) != before
    assert Client().get(reverse("dashboards:unit", args=[place.pk])).status_code == 200


# --- the stored results ------------------------------------------------------------------------------


def report(
    place: Unit, code: str, value: Observed, *, year: int = 2024, by: User, under: CriteriaSet
) -> None:
    record_observation(
        id=uuid4(), unit=place, criteria_set=under, indicator=code, period=Period.of_year(year), value=value,
        observed_on=date(year, 12, 20), channel="web", by=by, now=NOW,
    )  # fmt: skip


def power(places: list[Unit], *, year: int = 2024) -> dict[str, Verdict]:
    """What a programme page shows of criterion 4."""
    version = criteria.version_of(STANDARD.id)
    assert version is not None
    law = criteria.as_it_binds(version, on=date(year, 12, 31))
    found = standings([each.pk for each in places], version, law, year=year)
    return {pk: standing.criteria["4"] for pk, standing in found.items()}


def communes_of(unit: Unit) -> list[Unit]:
    return [each for each in queries.below(unit, date(2024, 6, 1), level="commune") if each.kind == "xã"]


def test_what_is_stored_is_shown_in_three_queries_however_many_communes(lan: User) -> None:
    places = communes_of(district("084"))
    for place in places:
        report(place, "4.1", True, by=lan, under=STANDARD)
        report(place, "4.2", Decimal(99), by=lan, under=STANDARD)
    assert set(power(places).values()) == {Verdict.MET}
    counts = []
    for some in (places[:1], places):
        with CaptureQueriesContext(connection) as asked:
            power(some)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_figure_of_an_earlier_year_counts_until_a_newer_one_does(lan: User) -> None:
    """As it does in the stored results and in every total."""
    place = communes_of(district("084"))[0]
    report(place, "4.1", True, year=2021, by=lan, under=STANDARD)
    report(place, "4.2", Decimal(99), year=2021, by=lan, under=STANDARD)
    assert power([place], year=2024) == {place.pk: Verdict.MET}


def test_a_commune_that_was_gone_by_the_end_of_the_year_is_worked_out(lan: User) -> None:
    place = next(each for each in communes_of(district("084")) if each.valid_to == date(2025, 7, 1))
    report(place, "4.1", True, by=lan, under=STANDARD)
    report(place, "4.2", Decimal(10), by=lan, under=STANDARD)
    assert power([place], year=2025) == {place.pk: Verdict.NOT_MET}


def test_while_results_are_counted_anew_the_law_of_now_is_shown(lan: User, system: User) -> None:
    place = communes_of(district("084"))[0]
    report(place, "4.1", True, by=lan, under=STANDARD)
    report(place, "4.2", Decimal(96), by=lan, under=STANDARD)
    assert power([place]) == {place.pk: Verdict.MET}
    decision = Overlay(
        criteria_set_id=STANDARD.id,
        kind=OverlayKind.AMENDMENT,
        number="12/QĐ-TTg",
        decided_on=date(2022, 5, 1),
        effective_on=date(2022, 5, 1),
        values=(OverlayValue(code="4.2", value=Decimal(97), from_year=2022, to_year=2025),),
    )
    deciding.store_overlay(overlay=decision, by=system, now=NOW)
    assert power([place]) == {place.pk: Verdict.NOT_MET}
    recounting.work(STANDARD.id)
    assert power([place]) == {place.pk: Verdict.NOT_MET}


def test_the_page_is_made_anew_when_a_set_changes_that_its_own_leans_on(lan: User, system: User) -> None:
    plan = confirmed_plan(lan, district("084"))
    Plan.objects.filter(pk=plan.pk).update(criteria_set=criteria.version_of("vn-2021-2025-commune-advanced"))
    plan = Plan.objects.get(pk=plan.pk)
    before = versions.key(plan)
    report(communes_of(plan.unit)[0], "4.2", Decimal(10), by=lan, under=STANDARD)
    assert versions.key(plan) != before
