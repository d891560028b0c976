"""Tỷ lệ xã đạt chuẩn on pages: computed, with its parts and how many communes it could be said of."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from chungsuc.accounts.models import Role, User
from chungsuc.administrative_units import queries
from chungsuc.administrative_units.models import Unit
from chungsuc.assessments.actions import record_observation
from chungsuc.core.periods import Period
from chungsuc.criteria import queries as criteria
from factories.cast import NOW, person

pytestmark = pytest.mark.django_db
COMMUNE, PROVINCE = "vn-2026-2030-commune", "vn-2026-2030-province"
DAY = date(2026, 11, 2)


def say(unit: Unit, set_id: str, code: str, value: Any, by: User) -> None:
    record_observation(
        id=uuid4(),
        unit=unit,
        criteria_set=criteria.criteria_set(criteria.version_of(set_id)),
        indicator=code,
        period=Period.of_year(2026),
        value=value,
        observed_on=DAY,
        channel="web",
        by=by,
        now=NOW,
    )


@pytest.fixture
def province(system: User) -> Unit:
    """A province of which something was said, and one of its communes that fails."""
    found = queries.provinces(DAY)[0]
    say(found, PROVINCE, "3.1", True, system)
    return found


@pytest.fixture
def communes(province: Unit) -> list[Unit]:
    return [each for each in queries.below(province, DAY, level="commune") if each.kind == "xã"]


@pytest.fixture
def site(client: Client, system: User) -> Client:
    """Lan works at the coordination office of the nation."""
    nation = Unit.objects.get(level="country")
    client.force_login(person("Lan", Role.COORDINATION_OFFICE, nation, system))
    return client


def why(site: Client, province: Unit) -> str:
    nation = Unit.objects.get(level="country")
    there = reverse("dashboards:why", args=[nation.pk, 2026, province.pk, "1"])
    return site.get(there, {"bo": PROVINCE}).text


def test_the_share_is_told_with_its_parts(
    site: Client, province: Unit, communes: list[Unit], system: User
) -> None:
    assert f"1.1: 0/{len(communes)} xã đạt</b>, kết luận được 0/{len(communes)} xã." in why(site, province)
    say(communes[0], COMMUNE, "8.3", Decimal(1), system)
    shown = why(site, province)
    assert f"1.1: 0/{len(communes)} xã đạt</b>, kết luận được 1/{len(communes)} xã." in shown
    assert '<b class="r not_met">' in shown


def test_provinces_are_compared_by_it(
    site: Client, province: Unit, communes: list[Unit], system: User
) -> None:
    say(communes[0], COMMUNE, "8.3", Decimal(1), system)
    nation = Unit.objects.get(level="country")
    there = reverse("dashboards:criterion", args=[nation.pk])
    shown = site.get(there, {"nam": "2026", "bo": PROVINCE, "ma": "1.1"}).text
    assert '<b class="r not_met"' in shown


def test_a_condition_of_a_district_is_told_with_its_parts(client: Client, system: User) -> None:
    district = Unit.objects.get(level="district", code="084")
    day = date(2024, 12, 31)
    communes = [each for each in queries.below(district, day, level="commune") if each.kind == "xã"]
    for unit, set_id, code, value in (
        (district, "vn-2021-2025-district", "1.1", True),
        (communes[0], "vn-2021-2025-commune", "4.2", Decimal(10)),
    ):
        record_observation(
            id=uuid4(),
            unit=unit,
            criteria_set=criteria.criteria_set(criteria.version_of(set_id)),
            indicator=code,
            period=Period.of_year(2024),
            value=value,
            observed_on=day,
            channel="web",
            by=system,
            now=NOW,
        )
    client.force_login(person("Lan", Role.COORDINATION_OFFICE, district, system))
    shown = client.get(reverse("dashboards:unit", args=[district.pk])).text
    assert f"(0/{len(communes)} xã đạt; kết luận được 1/{len(communes)} xã)" in shown
