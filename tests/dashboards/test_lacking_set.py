"""Chưa có bộ tiêu chí: a page says in words that no set is in force for a level, and what is known of it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from chungsuc.accounts.models import User
from chungsuc.administrative_units import queries
from chungsuc.administrative_units.models import Unit
from chungsuc.core.units.villages import ListedVillage
from chungsuc.core.vietnamese.text import fold
from chungsuc.criteria import queries as criteria
from chungsuc.dashboards import villages
from chungsuc.dashboards.lacking_set import lacking_set

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 2, 3, 0, tzinfo=UTC)
BEFORE, AFTER = date(2025, 12, 1), date(2026, 11, 2)


def village_of(province: Unit, by: User) -> Unit:
    """A village in the first commune of the province."""
    below = queries.below(province, BEFORE, level="commune")
    commune = next(each for each in below if each.kind == "xã" and each.valid_to is None)
    villages.add(rows=[ListedVillage(commune.code, "thôn", "Một")], day=BEFORE, by=by, now=NOW)
    return queries.below(commune, BEFORE, level="village")[0]


def provinces() -> tuple[Unit, Unit]:
    """A province that issued a set for its villages until 2025, and one of which we have none."""
    issued = {fold(each.province) for each in criteria.newest() if each.province}
    listed = queries.provinces(BEFORE)
    own, other = ([each for each in listed if (fold(each.name) in issued) is has] for has in (True, False))
    return own[0], other[0]


def note(client: Client, unit: Unit, day: date) -> str:
    """The text of the unit's page on a day."""
    return client.get(reverse("dashboards:unit", args=[unit.pk]), {"ngay": f"{day:%d/%m/%Y}"}).text


def test_a_village_after_the_last_set_of_its_province(client: Client, system: User) -> None:
    village = village_of(provinces()[0], system)
    assert "Chưa có bộ tiêu chí" not in note(client, village, BEFORE)
    shown = note(client, village, AFTER)
    assert "Chưa có bộ tiêu chí cấp thôn áp dụng vào ngày 02/11/2026" in shown
    assert "Bộ gần nhất áp dụng đến ngày 31/12/2025:" in shown
    assert "Ai ban hành: UBND cấp tỉnh, theo Điều 3 khoản 3 điểm đ của Quyết định 51/2025/QĐ-TTg:" in shown
    assert "ban hành tiêu chí thôn nông thôn mới" in shown


def test_another_province_has_its_own_sets_or_none(client: Client, system: User) -> None:
    shown = note(client, village_of(provinces()[1], system), BEFORE)
    assert "Chưa có bộ tiêu chí cấp thôn áp dụng vào ngày 01/12/2025" in shown
    assert "Bộ gần nhất" not in shown
    assert "Các văn bản đã nạp không nói ai ban hành bộ tiếp theo." in shown


def test_a_province_before_its_first_set(client: Client, places: None) -> None:
    province = provinces()[1]
    shown = note(client, province, BEFORE)
    assert "Chưa có bộ tiêu chí cấp tỉnh áp dụng vào ngày 01/12/2025" in shown
    assert "Bộ tiếp theo áp dụng từ ngày 01/01/2026:" in shown
    assert "Chưa có bộ tiêu chí" not in note(client, province, AFTER)


@pytest.mark.parametrize("level", ["country", "commune"])
def test_nothing_is_said_where_a_set_is_in_force_or_none_is_asked_for(places: None, level: str) -> None:
    unit = Unit.objects.filter(level=level, valid_to=None).first()
    assert unit is not None
    assert lacking_set(unit, AFTER) is None
