"""Còn thiếu gì để đạt on the page of a unit: what it lacks first, each criterion leading to why."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from chungsuc.accounts.models import User
from chungsuc.administrative_units.models import Unit
from chungsuc.assessments.actions import accept
from chungsuc.dashboards.own_results import own_results
from factories.cast import NOW
from factories.results import communes_of, record

pytestmark = pytest.mark.django_db


@pytest.fixture
def commune(lan: User) -> Unit:
    """A commune of Lan's district that does not meet criterion 4."""
    found = communes_of()[0]
    record(found, "4.1", lan, value=True)
    record(found, "4.2", lan, parts="20/100")
    return found


def page(reader: User | None, unit: Unit, **asked: str) -> str:
    """The page of the unit as it was in 2023."""
    client = Client()
    if reader is not None:
        client.force_login(reader)
    answer = client.get(reverse("dashboards:unit", args=[unit.pk]), {"ngay": "31/12/2023", **asked})
    assert answer.status_code == 200
    return answer.text


def part(text: str) -> str:
    """The part of the page that is about the unit's own results; "" where there is none."""
    found = re.search(r'<section id="ket-qua">.*?</section>', text, re.DOTALL)
    return found.group() if found else ""


def test_what_is_not_met_comes_first_and_leads_to_why(commune: Unit, lan: User) -> None:
    shown = part(page(lan, commune, nam="2023"))
    headings = [each.strip() for each in re.findall("<h3>([^<]+)", shown)]
    order = ["Chưa đạt", "Cần xem lại", "Chưa có số liệu", "Chưa có mức", "Đạt", "Không xét"]
    assert headings == [each for each in order if each in headings]
    assert headings[0] == "Chưa đạt"
    assert "Đạt 0; tính được 1/" in shown
    [why] = re.findall(r'href="([^"]*/2023/[^"]*/4/[^"]*)"', shown)
    client = Client()
    client.force_login(lan)
    told = client.get(why.replace("&amp;", "&"))
    assert told.status_code == 200
    assert "20/100" in told.text
    assert "Lan" in told.text


def test_another_year_is_one_click_away_and_what_is_asked_wrongly_leads_to_the_newest(
    commune: Unit, lan: User
) -> None:
    record(commune, "4.2", lan, parts="99/100", year=2024)
    assert 'href="?nam=2023#ket-qua"' in part(page(lan, commune))
    for asked in ("1999", "x", "1e400"):
        assert part(page(lan, commune, nam=asked, bo="khong-co")) == part(page(lan, commune))


def test_drafts_stay_with_the_office_and_the_public_sees_nothing(
    commune: Unit, lan: User, minh: User, hoa: User
) -> None:
    assert part(page(lan, commune))
    assert [part(page(each, commune)) for each in (minh, hoa, None)] == ["", "", ""]
    accept(observation=record(commune, "4.1", lan, value=True), by=lan, now=NOW)
    assert "số liệu đã được chấp nhận" in part(page(minh, commune))


def test_a_unit_of_which_nothing_was_said_has_no_such_part(commune: Unit, lan: User) -> None:
    assert own_results(lan, communes_of()[1]) is None


def test_more_years_cost_no_more_queries(
    commune: Unit, lan: User, django_assert_max_num_queries: Any
) -> None:
    for year in (2021, 2022, 2024):
        record(commune, "4.2", lan, parts="99/100", year=year)
    with django_assert_max_num_queries(7):
        assert own_results(lan, commune) is not None
