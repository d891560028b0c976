"""Trang nêu tỷ trọng, quyền số: nothing is written before it was shown, and it says what will change."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from chungsuc.accounts.models import Role, User
from chungsuc.administrative_units.models import Succession, Unit
from chungsuc.assessments.actions import record_observation
from chungsuc.assessments.models import WeightStatement
from chungsuc.audit.models import Entry
from chungsuc.core.periods import Period
from chungsuc.core.units import Share
from chungsuc.law.criteria import load_criteria_sets
from factories.cast import NOW, person

pytestmark = pytest.mark.django_db
SET = load_criteria_sets()["vn-2021-2025-commune"]


@pytest.fixture
def new(places: None) -> Unit:
    """A commune of today that four communes of Lan's old district were joined into."""
    return Unit.objects.get(pk__in=Succession.objects.filter(predecessor__code="02803").values("successor"))


@pytest.fixture
def olds(new: Unit, system: User) -> list[Unit]:
    """Each with an income of its own in 2024."""
    found = [each.predecessor for each in new.origins.order_by("predecessor__sort_key")]
    for unit, income in zip(found, (40, 50, 60, 70), strict=True):
        record_observation(
            id=uuid4(),
            unit=unit,
            criteria_set=SET,
            indicator="10.1",
            period=Period.of_year(2024),
            value=Decimal(income),
            observed_on=date(2024, 12, 31),
            channel="web",
            by=system,
            now=NOW,
        )
    return found


@pytest.fixture
def site(new: Unit, system: User) -> Client:
    """Lan works in the office of the province."""
    province = Unit.objects.get(paths_down__descendant=new, paths_down__depth=1, level="province")
    client = Client()
    client.force_login(person("Lan", Role.COORDINATION_OFFICE, province, system))
    return client


def send(site: Client, unit: Unit, units: list[Unit], numbers: list[str], **change: str) -> Any:
    given = {"what": "weights", "step": "preview", "basis": "Niên giám 2024", "name": "số dân năm 2024"}
    given |= {f"w-{each.pk}": number for each, number in zip(units, numbers, strict=True)}
    return site.post(reverse("dashboards:weigh", args=[unit.pk]), given | change)


def test_a_preview_tells_what_changes_and_only_recording_writes(
    site: Client, new: Unit, olds: list[Unit]
) -> None:
    before = Entry.objects.count()
    seen = send(site, new, olds, ["1.000", "2.000", "3.000", "4.000"])
    assert seen.status_code == 200
    assert "1 số liệu tính lại sẽ khác" in seen.text
    assert "cần xem lại" in seen.text or "chưa" in seen.text
    assert "<b>60" in seen.text
    assert "bình quân các đơn vị cũ theo quyền số (số dân năm 2024, theo Niên giám 2024)" in seen.text
    assert (WeightStatement.objects.count(), Entry.objects.count()) == (0, before)
    done = send(site, new, olds, ["1.000", "2.000", "3.000", "4.000"], step="record")
    assert done.status_code == 302
    assert (WeightStatement.objects.count(), Entry.objects.count()) == (1, before + 1)
    shown = site.get(done.url).text
    assert "Lan ghi ngày" in shown
    assert "4.000" in shown


def test_a_further_condition_that_was_measured_is_told_of_too(
    site: Client, new: Unit, olds: list[Unit], system: User
) -> None:
    for unit, share in zip(olds, (80, 90, 91, 99), strict=True):
        record_observation(
            id=uuid4(),
            unit=unit,
            criteria_set=SET,
            indicator="C3",  # the share of people who are content
            period=Period.of_year(2024),
            value=Decimal(share),
            observed_on=date(2024, 12, 31),
            channel="web",
            by=system,
            now=NOW,
        )
    seen = send(site, new, olds, ["1", "2", "3", "4"])
    assert seen.status_code == 200
    assert "2 số liệu tính lại sẽ khác" in seen.text


@pytest.mark.parametrize(
    ("numbers", "change", "words"),
    [
        (["1", "2", "3", "4"], {"total": "11"}, "Cộng các quyền số được 10, không bằng tổng 11"),
        (["1", "2", "3", "0"], {}, "phải lớn hơn 0"),
        (["1", "2", "3", "nhiều"], {}, "nhiều"),
        (["1", "2", "3", "4"], {"basis": ""}, "bắt buộc"),
        (["1", "2", "3", "4"], {"what": "parts"}, "Quyền số của các đơn vị cũ"),  # it was not divided
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_written(
    site: Client, new: Unit, olds: list[Unit], numbers: list[str], change: dict[str, str], words: str
) -> None:
    seen = send(site, new, olds, numbers, **change)
    assert seen.status_code == 400
    assert words in seen.text
    assert not WeightStatement.objects.exists()


def test_parts_that_the_order_left_open_are_stated_for_all_at_once(system: User) -> None:
    step = Succession.objects.filter(
        share=Share.PART, weight__isnull=True, is_main=True, predecessor__kind="xã"
    ).order_by("predecessor_id")[0]
    places = [each.successor for each in step.predecessor.successions.order_by("pk")]
    province = Unit.objects.get(paths_down__descendant=step.successor, paths_down__depth=1)
    client = Client()
    client.force_login(person("Lan", Role.COORDINATION_OFFICE, province, system))
    address = reverse("dashboards:weigh", args=[step.predecessor_id])
    assert "Tỷ trọng các phần" in client.get(address).text
    given = {"what": "parts", "step": "record", "basis": "15/BC-UBND"}
    given |= {f"w-{each.pk}": weight for each, weight in zip(places, ["60%", "50%"], strict=True)}
    assert "tổng tỷ trọng các phần là 1,1" in client.post(address, given).text.lower()
    given[f"w-{places[1].pk}"] = "40%"
    assert client.post(address, given).status_code == 302
    shown = client.get(address).text
    assert "15/BC-UBND" in shown
    assert "0,6" in shown


def test_an_office_elsewhere_is_refused(new: Unit, olds: list[Unit], hoa: User) -> None:
    client = Client()
    client.force_login(hoa)
    assert send(client, new, olds, ["1", "2", "3", "4"]).status_code == 403
