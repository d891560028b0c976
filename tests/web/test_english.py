"""Tiếng Anh: a page in English speaks English throughout, and marks what of the data is Vietnamese."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from chungsuc.accounts.models import User
from factories.cast import district
from factories.pages import unmarked
from factories.results import communes_of, record
from web.test_who_may import WHO_MAY, address

pytestmark = pytest.mark.django_db

STATES = dict.fromkeys(state for method, _route, state, _expected in WHO_MAY if method == "GET")


def in_english(person: User | None) -> Client:
    """A browser whose reader chose English."""
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    if person is not None:
        client.force_login(person)
    return client


@pytest.mark.parametrize("state", STATES, ids=str)
def test_no_vietnamese_stands_unmarked_on_any_page(
    state: str | None,
    make_plan: Any,
    people: dict[str, User | None],
) -> None:
    plan = None if state is None else make_plan(state)
    found = {}
    for method, route, of_state, _expected in WHO_MAY:
        if method != "GET" or of_state != state:
            continue
        there = address(route, plan)
        for name in ("lan", "hoa", "public"):
            answer = in_english(people[name]).get(there, follow=True)
            if answer.headers["Content-Type"].startswith("text/html") and (leaks := unmarked(answer.text)):
                found[f"{route} for {name}"] = leaks
    assert not found


def test_no_vietnamese_stands_unmarked_where_there_are_figures(lan: User) -> None:
    """The same of pages that show verdicts, their reasons, roll-ups and a series."""
    communes, place = communes_of(), district("084").pk
    for year, share in ((2022, "185/200"), (2023, "1500/1600")):
        record(communes[0], "4.2", lan, parts=share, year=year)
    record(communes[1], "4.2", lan, Decimal("98.5"))
    record(communes[0], "9.1", lan, Decimal(3))
    record(communes[1], "4.1", lan, value=False)
    client, found = in_english(lan), {}
    chosen = "vn-2021-2025-commune:4.2"
    for route, given, query in (
        ("unit", [place], {"ngay": "31/12/2023", "nam": "2023"}),
        ("unit", [communes[0].pk], {"ngay": "31/12/2023"}),
        ("unit", [communes[0].pk], {"ngay": "31/12/2023", "chi-tieu": chosen}),
        ("what-if", [communes[0].pk], {}),
        ("results", [place], {"nam": "2023"}),
        ("why", [place, 2023, communes[0].pk, "4"], {}),
        ("criterion", [place], {"nam": "2023", "ma": "4.2"}),
        ("criterion", [place], {"nam": "2023", "ma": "4"}),
        ("comparison", [place], {"nam": "2023", "tu-nam": "2022"}),
        ("map", [place], {"nam": "2023"}),
    ):
        answer = client.get(reverse(f"dashboards:{route}", args=given), query)
        assert answer.status_code == 200, (route, query)
        if leaks := unmarked(answer.text):
            found[f"{route} {query}"] = leaks
    assert not found
    page = client.get(reverse("dashboards:criterion", args=[place]), {"nam": "2023", "ma": "4.2"}).text
    assert "1,500/1,600" in page
