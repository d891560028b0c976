"""Xét thử một đơn vị theo bộ khác: what crosses over, what has no data, what is counted below."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from chungsuc.accounts.models import User
from chungsuc.administrative_units.models import Unit
from chungsuc.assessments.actions import accept, record_observation
from chungsuc.assessments.models import Observation
from chungsuc.assessments.queries import Series
from chungsuc.core.periods import Period
from chungsuc.criteria import queries as criteria
from chungsuc.dashboards.what_if import WhatIf, what_if
from factories.cast import NOW, district

pytestmark = pytest.mark.django_db
OLD, NEW = "vn-2021-2025-commune", "vn-2026-2030-commune"
MODEL, DISTRICT = "vn-2021-2025-commune-model", "vn-2021-2025-district"
THEN = date(2024, 12, 31)


@pytest.fixture
def place(lan: User) -> Unit:
    """A xã of Lan's district."""
    found = Unit.objects.filter(paths_up__ancestor=district("084"), paths_up__depth=1, kind="xã").first()
    assert found is not None
    return found


def say(by: User, unit: Unit, set_id: str, code: str, value: Any) -> Observation:
    return record_observation(
        id=uuid4(),
        unit=unit,
        criteria_set=criteria.criteria_set(criteria.version_of(set_id)),
        indicator=code,
        period=Period.parse("2024"),
        value=value,
        observed_on=date(2024, 12, 20),
        channel="web",
        by=by,
        now=NOW,
    )


def under(unit: Unit, set_id: str, series: Series = Series.REPORTED) -> WhatIf:
    version = criteria.version_of(set_id)
    assert version is not None
    return what_if(unit, version, day=THEN, series=series)


def line(found: WhatIf, code: str) -> Any:
    return next(each for block in found.blocks for each in block.lines if each.code == code)


def test_what_both_sets_ask_for_crosses_over(lan: User, place: Unit) -> None:
    say(lan, place, OLD, "4.2", Decimal("98.5"))
    say(lan, place, OLD, "9.2", Decimal(96))
    say(lan, place, OLD, "15.2", True)
    found = under(place, NEW)
    assert found.year == 2026  # năm đầu của bộ mới
    health, power, houses, station = (line(found, code) for code in ("5.3", "2.4", "6.2", "5.4"))
    assert (health.verdict.label, health.source) == ("đạt", "theo chỉ tiêu 15.2 của bộ trước (giữ nguyên)")
    assert power.verdict.label == "chưa có mức"  # xã chưa được xếp nhóm
    assert power.source == "theo chỉ tiêu 4.2 của bộ trước (giữ nguyên)"
    assert houses.source == ("chỉ tiêu 9.2 của bộ trước không chuyển được (thu hẹp), cần người xem lại")
    assert (station.verdict.label, station.source) == ("chưa có số liệu", "")
    assert "5.3" not in found.without_data
    assert "5.4" in found.without_data


def test_its_own_set_uses_its_own_figures(lan: User, place: Unit) -> None:
    say(lan, place, OLD, "4.2", Decimal("98.5"))
    found = under(place, OLD)
    assert (found.year, line(found, "4.2").verdict.label, line(found, "4.2").source) == (2024, "đạt", "")
    assert found.headline == "đạt 0; tính được 0/19"


def test_a_district_counts_its_communes(lan: User, place: Unit) -> None:
    def share() -> Any:
        return next(each for each in under(district("084"), DISTRICT).conditions if each.code == "C1")

    assert share().verdict.label == "chưa có số liệu"
    say(lan, place, OLD, "1.1", False)  # một xã chắc chắn chưa đạt thì không thể đủ 100%
    assert share().verdict.label == "chưa đạt"
    assert "mức yêu cầu từ 100% trở lên" in share().reasons[0][1]


def test_each_reason_is_told_once_with_the_parts_that_it_is_of(lan: User, place: Unit) -> None:
    road = line(under(place, NEW), "2.1").reasons
    told = [words for _parts, words in road]
    assert len(told) == len(set(told))
    assert all(parts.startswith("2.1.") for parts, _words in road) or road[0][0] == ""
    assert not any("51/2025" in words for words in told)  # the clause of the whole set stands above


def test_the_set_before_it_is_asked_for(lan: User, place: Unit) -> None:
    found = under(place, MODEL)
    first = next(each for each in found.conditions if each.code == "prerequisite")
    assert first.verdict.label == "chưa có mức"  # bộ nâng cao còn nhiều mức chưa tra được
    assert first.name == "Phải đạt trước bộ tiêu chí khác"


def test_many_communes_take_as_many_queries_as_one(lan: User, place: Unit) -> None:
    unit = district("084")
    say(lan, place, OLD, "4.2", Decimal(98))
    under(unit, DISTRICT)
    with CaptureQueriesContext(connection) as few:
        under(unit, DISTRICT)
    for other in Unit.objects.filter(paths_up__ancestor=unit, paths_up__depth=1, kind="xã"):
        say(lan, other, OLD, "4.2", Decimal(98))
    with CaptureQueriesContext(connection) as many:
        under(unit, DISTRICT)
    assert len(many) == len(few)


def test_the_page_says_that_it_is_a_trial(client: Client, lan: User, place: Unit) -> None:
    say(lan, place, OLD, "15.2", True)
    client.force_login(lan)
    there = reverse("dashboards:what-if", args=[place.pk])
    told = " ".join(re.sub(r"<[^>]+>", " ", client.get(there, {"bo": NEW}).text).split())
    assert "Đây là phép thử, không phải kết quả và không được lưu." in told
    assert "Theo chỉ tiêu 15.2 của bộ trước (giữ nguyên)" in told
    assert "chỉ tiêu chưa có số liệu theo bộ này" in told
    assert client.get(there, {"bo": DISTRICT}).status_code == 404  # của cấp khác
    assert client.get(there).status_code == 200


def test_others_see_what_was_accepted(client: Client, lan: User, minh: User, place: Unit) -> None:
    said = say(lan, place, OLD, "15.2", True)
    client.force_login(minh)
    there = reverse("dashboards:what-if", args=[place.pk])
    assert "của bộ trước (giữ nguyên)" not in client.get(there, {"bo": NEW}).text
    accept(observation=said, by=lan, now=NOW)
    answer = client.get(there, {"bo": NEW}).text
    assert "của bộ trước (giữ nguyên)" in answer
    assert "Chỉ tính số liệu đã được chấp nhận." in answer
