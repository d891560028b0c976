"""Trang phân loại: what decisions said of a unit, and the end of one by the office above it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from chungsuc.accounts.models import Role, User
from chungsuc.administrative_units import queries
from chungsuc.administrative_units.models import Unit, UnitTag
from chungsuc.assessments.rollup_rebuild import differences
from chungsuc.audit.models import Entry
from chungsuc.dashboards.tagging import tag
from factories.cast import NOW, person

pytestmark = pytest.mark.django_db
SINCE = date(2026, 2, 1)


@pytest.fixture
def commune(places: None, system: User) -> Unit:
    """A commune at the border, by a decision of its province."""
    province = queries.provinces(SINCE)[0]
    found = next(unit for unit in queries.below(province, SINCE) if unit.kind == "xã")
    tag(
        units=[found],
        name="border",
        value="yes",
        since=SINCE,
        decision="7/QĐ-UBND",
        decided_on=SINCE,
        by=system,
        now=NOW,
    )
    return found


@pytest.fixture
def site(commune: Unit, system: User) -> Client:
    """Lan works in the office of the province."""
    client = Client()
    client.force_login(person("Lan", Role.COORDINATION_OFFICE, queries.above(commune, SINCE)[-1], system))
    return client


def send(site: Client, unit: Unit, **change: str) -> Any:
    held = UnitTag.objects.get(unit=unit)
    given = {"tag": str(held.pk), "on": "01/06/2026", "decision": "9/QĐ-UBND"} | change
    return site.post(reverse("dashboards:tags", args=[unit.pk]), given)


def test_a_tag_ends_on_the_day_that_the_decision_says_and_stays_readable(site: Client, commune: Unit) -> None:
    assert send(site, commune).status_code == 302
    held = UnitTag.objects.get(unit=commune)
    assert held.valid_to == date(2026, 6, 1)
    entry = Entry.objects.get(action="units.tag_ended")
    assert (entry.by, entry.data["decision"]) == ("lan", "9/QĐ-UBND")
    shown = Client().get(reverse("dashboards:tags", args=[commune.pk])).text
    assert "Xã biên giới" in shown
    assert "01/06/2026" in shown
    assert "<form method" not in shown.partition("<main")[2]
    assert differences() == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"on": "01/01/2026"}, "ngày kết thúc trước ngày bắt đầu"),
        ({"on": ""}, "bắt buộc"),
        ({"on": "2026"}, "đủ ngày/tháng/năm"),
        ({"decision": ""}, "bắt buộc"),
    ],
)
def test_what_cannot_be_is_said(site: Client, commune: Unit, change: dict[str, str], words: str) -> None:
    seen = send(site, commune, **change)
    assert seen.status_code == 400
    assert words in seen.text
    assert UnitTag.objects.get(unit=commune).valid_to is None


def test_an_office_does_not_decide_on_its_own_unit(commune: Unit, system: User) -> None:
    client = Client()
    client.force_login(person("Hoa", Role.COORDINATION_OFFICE, commune, system))
    assert send(client, commune).status_code == 403
    assert "Ghi thôi phân loại" not in client.get(reverse("dashboards:tags", args=[commune.pk])).text
