"""Each commune is held to what the law asks of it, by what decisions say of it on the day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from chungsuc.accounts.models import User
from chungsuc.administrative_units import queries
from chungsuc.administrative_units.actions import tag_units
from chungsuc.administrative_units.models import Unit
from chungsuc.assessments.actions import record_observation
from chungsuc.core.criteria import Direction, Indicator, UnitAttributes, threshold_for
from chungsuc.core.periods import Period
from chungsuc.core.verdicts import Verdict
from chungsuc.dashboards import versions
from chungsuc.dashboards.judging import judged
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
    found = judged([each.pk for each in communes], STANDARD, year=2024, since=date(2024, 1, 1))
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
