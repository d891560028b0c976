"""So sánh: how many criteria now, and how far from another year; no difference where there can be none."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from chungsuc.accounts.models import Role, User
from chungsuc.administrative_units.models import Unit
from chungsuc.administrative_units.queries import above, below
from chungsuc.dashboards.results.comparison import comparison
from chungsuc.dashboards.results.scope import required_rights, scope_of
from factories.cast import district, person
from factories.results import DAY, communes_of, record

pytestmark = pytest.mark.django_db

ALL_OF_ONE = ("1.1", "1.2")


def meet_first(unit: Unit, by: User, year: int) -> None:
    """The unit meets criterion 1, and no other."""
    for code in ALL_OF_ONE:
        record(unit, code, by, value=True, year=year)


def compared(reader: User, unit: Unit, year: str, **asked: Any) -> Any:
    found = scope_of(unit, required_rights(reader, unit), {"nam": year})
    assert found is not None
    return comparison(found, **asked)


@pytest.fixture
def communes(lan: User) -> list[Unit]:
    """The first gained a criterion in 2023, the second lost it, the third stayed, the fourth is new to it."""
    found = communes_of()
    meet_first(found[0], lan, 2023)
    record(found[0], "1.1", lan, value=False, year=2022)
    meet_first(found[1], lan, 2022)
    record(found[1], "1.1", lan, value=False, year=2023)
    meet_first(found[2], lan, 2022)
    meet_first(found[3], lan, 2023)
    return found


def test_progress_is_told_of_units_that_were_there_in_both_years(communes: list[Unit], lan: User) -> None:
    found = compared(lan, district("084"), "2023", before="2022")
    rows = {row.unit.pk: row for row in found.rows}
    shown = [(rows[unit.pk].shown, rows[unit.pk].shown_change) for unit in communes[:5]]
    assert shown == [("1/19", "+1"), ("0/19", "−1"), ("1/19", "0"), ("1/19", "–"), ("–", "–")]
    assert (found.gained, found.lost, found.unchanged) == (1, 1, 1)
    assert rows[communes[3].pk].why_none == "không có số liệu năm 2022"
    assert rows[communes[4].pk].picture == (None, None)  # absent is not at nought
    assert rows[communes[1].pk].picture.now == 8  # nought is


def test_the_order_is_by_level_by_progress_or_by_name(communes: list[Unit], lan: User) -> None:
    by_progress = compared(lan, district("084"), "2023", before="2022", sort="tien-bo").rows
    assert [row.unit.pk for row in by_progress[:3]] == [communes[0].pk, communes[2].pk, communes[1].pk]
    by_level = compared(lan, district("084"), "2023").rows
    assert [row.now for row in by_level[:4]] == [1, 1, 1, 0]
    assert all(row.now is None for row in by_level[4:])
    by_name = compared(lan, district("084"), "2023", sort="ten").rows
    assert by_name == sorted(by_name, key=lambda row: row.unit.sort_key)


def test_without_a_year_the_one_before_is_compared(communes: list[Unit], lan: User) -> None:
    assert compared(lan, district("084"), "2023").before == 2022
    assert compared(lan, district("084"), "2022").before in (2023, 2024, 2025)


def test_some_units_may_be_looked_at_alone(communes: list[Unit], lan: User) -> None:
    some = [communes[0].pk, communes[2].pk]
    found = compared(lan, district("084"), "2023", only=some)
    assert {row.unit.pk for row in found.rows} == set(some)
    assert found.hidden == len(communes) - 2
    client = Client()
    client.force_login(lan)
    there = reverse("dashboards:comparison", args=[district("084").pk])
    assert f"Đang ẩn {len(communes) - 2} đơn vị" in client.get(there, {"nam": "2023", "dv": some}).text


def test_units_that_hold_communes_are_compared_by_their_mean(
    communes: list[Unit], lan: User, system: User
) -> None:
    province = above(district("084"), DAY)[1]
    reader = person("Minh Văn phòng", Role.COORDINATION_OFFICE, province, system)
    [row] = [
        row
        for row in compared(reader, province, "2023", level="district", before="2022").rows
        if row.unit == district("084")
    ]
    assert (row.shown, row.basis) == ("0,75/19", f"4/{len(communes)}")
    assert row.then == Decimal(2) / 3


def test_a_unit_that_was_not_there_yet_and_another_set_have_no_difference(
    system: User, lan: User, communes: list[Unit]
) -> None:
    day = date(2026, 12, 31)
    country = above(district("084"), DAY)[0]
    office = person("Hoa Trung ương", Role.COORDINATION_OFFICE, country, system)
    province = next(unit for unit in below(country, day) if unit.valid_from)
    new = next(unit for unit in below(province, day) if unit.kind == "xã" and unit.valid_from)
    record(new, "1.2", office, value=True, year=2026)
    record(new, "1.1", office, value=True, year=2025)
    found = compared(office, province, "2026", before="2025")
    row = next(row for row in found.rows if row.unit == new)
    assert not found.is_same_set
    assert (row.change, row.why_none) == (None, "khác bộ tiêu chí")
    found = compared(office, country, "2025", before="2023")
    row = next(row for row in found.rows if row.unit == province)
    assert (row.change, row.why_none) == (None, "chưa có đơn vị này vào năm 2023")
