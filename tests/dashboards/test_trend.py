"""Diễn biến qua các năm on the page of a unit, and what papers state of it and of its predecessors."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from chungsuc.accounts.actions import give_role
from chungsuc.accounts.models import Role, User
from chungsuc.administrative_units.models import Succession, Unit
from chungsuc.assessments.actions import accept, record_observation
from chungsuc.assessments.models import Observation
from chungsuc.core.periods import Period
from chungsuc.criteria import queries as criteria
from chungsuc.plans.models import Plan, StatedResult, StatedResultCell
from factories.cast import LONG_AGO, NOW, district
from factories.programme import confirmed_plan

pytestmark = pytest.mark.django_db
OLD, NEW = "vn-2021-2025-commune", "vn-2026-2030-commune"
POWER = {OLD: "4.2", NEW: "2.4"}  # tỷ lệ hộ sử dụng điện: the same in both sets


@pytest.fixture
def new(lan: User, system: User) -> Unit:
    """A commune of today that four of Lan's old communes were joined into; she works there too."""
    unit = Unit.objects.get(pk__in=Succession.objects.filter(predecessor__code="02803").values("successor"))
    give_role(user=lan, role=Role.COORDINATION_OFFICE, unit=unit, valid_from=LONG_AGO, by=system, now=NOW)
    return unit


def say(by: User, unit: Unit, set_id: str, code: str, period: str, value: Any, **more: Any) -> Observation:
    return record_observation(
        id=uuid4(),
        unit=unit,
        criteria_set=criteria.criteria_set(criteria.version_of(set_id)),
        indicator=code,
        period=Period.parse(period),
        value=value,
        observed_on=date(2024, 12, 20),
        channel="web",
        by=by,
        **{"now": NOW, **more},
    )


@pytest.fixture
def olds(new: Unit, lan: User) -> list[Unit]:
    found = [each.predecessor for each in new.origins.order_by("predecessor_id")]
    for unit, over in zip(found, (90, 50, 100, 20), strict=True):
        for period in ("2023", "2024"):
            parts = {"numerator": Decimal(over), "denominator": Decimal(100)}
            say(lan, unit, OLD, POWER[OLD], period, Decimal(over), **parts)
        say(lan, unit, OLD, "1.1", "2024", True)
    say(lan, new, NEW, POWER[NEW], "2026", Decimal(97))
    return found


def page(client: Client, unit: Unit, asked: str = "", day: str = "31/12/2026", known: str = "") -> str:
    address = reverse("dashboards:unit", args=[unit.pk])
    text = client.get(address, {"ngay": day, "chi-tieu": asked, "biet-den": known}).text
    return " ".join(text.split())


def rows(text: str) -> list[list[str]]:
    (table,) = re.findall(r'<section id="dien-bien">.*?<tbody>(.*?)</tbody>', text)
    found = re.findall(r"<tr[^>]*>(.*?)</tr>", table)
    return [
        [re.sub(r"<[^>]+>", "", cell).strip() for cell in re.split(r"</t[dh]>", row)[:-1]] for row in found
    ]


def test_an_indicator_over_a_merger_and_a_change_of_law(
    client: Client, lan: User, new: Unit, olds: list[Unit]
) -> None:
    client.force_login(lan)
    text = page(client, new, f"{NEW}:{POWER[NEW]}")
    first, second, merged, law, last = rows(text)
    assert first[:2] == ["Năm 2023", "65%"]  # 260/400
    assert first[2] == (
        "Chỉ tiêu 4.2 của bộ 2021-2025 (giữ nguyên); tính lại theo đơn vị mới: "
        "cộng tử số và mẫu số của các đơn vị cũ; tính từ 4/4 đơn vị cũ"
    )
    assert [each.rpartition(": ")[2] for each in first[3].split("; ")] == ["90%", "50%", "100%", "20%"]
    assert second[:2] == ["Năm 2024", "65%"]
    assert merged[0].startswith("Sắp xếp đơn vị từ 01/07/2025, theo ")
    assert law[0].startswith("Từ 01/01/2026 xét theo bộ tiêu chí")
    assert last == ["Năm 2026", "97%", "Như lúc đó", "–"]
    picture = re.findall(r'<svg class="trend".*?</svg>', text)[0]
    assert (picture.count("<circle"), picture.count('class="then"'), picture.count("<polyline")) == (3, 1, 1)
    assert picture.count('class="break"') == 2


def test_a_year_in_which_some_said_nothing_is_told_and_not_drawn(
    client: Client, lan: User, new: Unit, olds: list[Unit]
) -> None:
    for unit in olds[:3]:
        parts = {"numerator": Decimal(80), "denominator": Decimal(100)}
        say(lan, unit, OLD, POWER[OLD], "2022", Decimal(80), **parts)
    client.force_login(lan)
    text = page(client, new, f"{NEW}:{POWER[NEW]}")
    first = rows(text)[0]
    assert first[:2] == ["Năm 2022", "80%, mới có 3/4 đơn vị cũ"]
    assert first[3].endswith("chưa có số liệu")
    assert text.count("<circle") == 3  # 2023, 2024 and 2026


def test_the_number_of_criteria_is_shown_first(
    client: Client, lan: User, new: Unit, olds: list[Unit]
) -> None:
    client.force_login(lan)
    found = rows(page(client, new))
    assert [row[:2] for row in found if len(row) > 1] == [
        ["Năm 2023", "đạt 0; tính được 1/19"],
        ["Năm 2024", "đạt 0; tính được 1/19"],
        ["Năm 2026", "đạt 0; tính được 0/10"],
    ]
    assert found[0][2] == "Tính lại theo đơn vị mới, từ số liệu của 4 đơn vị"


def test_a_unit_that_is_no_more_has_its_own_series(client: Client, lan: User, olds: list[Unit]) -> None:
    client.force_login(lan)
    found = rows(page(client, olds[0], f"{OLD}:{POWER[OLD]}", day="30/06/2025"))
    assert found == [["Năm 2023", "90%", "Như lúc đó"], ["Năm 2024", "90%", "Như lúc đó"]]


def test_entries_that_disagree_are_all_shown(client: Client, lan: User, olds: list[Unit]) -> None:
    say(lan, olds[0], OLD, POWER[OLD], "2024", Decimal(80))  # replaces nothing: beside the one before
    client.force_login(lan)
    found = rows(page(client, olds[0], f"{OLD}:{POWER[OLD]}", day="30/06/2025"))
    assert found[1][1] == "chưa thống nhất"
    assert sorted(found[1][3].rpartition(": ")[2].split(" / ")) == ["80%", "90%"]


def test_as_it_was_known_on_a_day(client: Client, lan: User, olds: list[Unit]) -> None:
    row = Observation.objects.get(unit=olds[0], indicator_code=POWER[OLD], period="2024")
    say(lan, olds[0], OLD, POWER[OLD], "2024", Decimal(99), supersedes=[row], now=NOW + timedelta(days=30))
    client.force_login(lan)
    asked = f"{OLD}:{POWER[OLD]}"

    def known(day: str) -> str:
        return page(client, olds[0], asked, day="30/06/2025", known=day)

    assert [rows(known(day))[1][1] for day in ("", "01/03/2024", "31/03/2024")] == ["99%", "90%", "99%"]
    assert "Đến hết ngày 29/02/2024 chưa có số liệu nào được ghi." in known("29/02/2024")
    assert "thiếu ngày" in known("2024")
    assert "Diễn biến qua các năm" in known("2024")


def test_others_see_what_was_accepted_and_the_public_nothing(
    client: Client, lan: User, minh: User, olds: list[Unit]
) -> None:
    assert "Diễn biến qua các năm" not in page(client, olds[0], day="30/06/2025")
    client.force_login(minh)
    assert "Diễn biến qua các năm" not in page(client, olds[0], day="30/06/2025")
    row = Observation.objects.get(unit=olds[0], indicator_code=POWER[OLD], period="2024")
    accept(observation=row, by=lan, now=NOW)
    text = page(client, olds[0], f"{OLD}:{POWER[OLD]}", day="30/06/2025")
    assert "số liệu đã được chấp nhận" in text
    assert [each[:2] for each in rows(text)] == [["Năm 2023", "chưa có số liệu"], ["Năm 2024", "90%"]]


@pytest.mark.parametrize("asked", ["khong-co", f"{OLD}:99.9", ":", f"{NEW}:4.2", "<script>"])
def test_an_indicator_that_is_not_there_leads_back_to_the_count(
    asked: str, client: Client, lan: User, new: Unit, olds: list[Unit]
) -> None:
    client.force_login(lan)
    assert rows(page(client, new, asked))[0][1].startswith("đạt 0")


def test_more_years_cost_no_more_queries(
    client: Client, lan: User, new: Unit, olds: list[Unit], django_assert_max_num_queries: Any
) -> None:
    client.force_login(lan)
    address = reverse("dashboards:unit", args=[new.pk])
    asked = {"ngay": "31/12/2026", "chi-tieu": f"{NEW}:{POWER[NEW]}"}
    client.get(address, asked)  # the sets are read once for each state of the law
    for year in ("2021", "2022"):
        for unit in olds:
            say(lan, unit, OLD, POWER[OLD], year, Decimal(50))
    with django_assert_max_num_queries(55):
        client.get(address, asked)


def test_what_a_paper_states_of_a_predecessor_is_told_and_not_inherited(
    client: Client, lan: User, hoa: User, new: Unit, olds: list[Unit]
) -> None:
    plan = confirmed_plan(lan, district("084"), state=Plan.State.TRACKED)
    result = StatedResult.objects.filter(plan=plan).first()
    assert result is not None
    StatedResultCell.objects.create(stated_result=result, unit=olds[0])
    client.force_login(lan)
    for unit, words in ((new, True), (olds[0], False)):
        text = page(client, unit)
        assert result.text in text
        assert ("đơn vị cũ; kết quả không chuyển sang đơn vị này" in text) is words
    client.force_login(hoa)
    assert result.text not in page(client, new)  # a paper of another office
