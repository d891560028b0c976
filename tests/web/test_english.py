"""Tiếng Anh: a page in English speaks English throughout, and marks what of the data is Vietnamese."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from chungsuc.accounts.models import User
from factories.pages import unmarked
from web.test_who_may import WHO_MAY, address, make_plan, people  # noqa: F401  fixtures of the table

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
    make_plan: Any,  # noqa: F811
    people: dict[str, User | None],  # noqa: F811
) -> None:
    plan = None if state is None else make_plan(state)
    found = {}
    for method, route, of_state, _expected in WHO_MAY:
        if method != "GET" or of_state != state:
            continue
        for name in ("lan", "hoa", "public"):
            answer = in_english(people[name]).get(address(route, plan), follow=True)
            if answer.headers["Content-Type"].startswith("text/html") and (leaks := unmarked(answer.text)):
                found[f"{route} for {name}"] = leaks
    assert not found
