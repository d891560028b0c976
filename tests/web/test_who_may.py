"""Ai được vào trang nào: every route of the site, for everyone of the cast.

`A` answers; `R` answers by leading on; `S` sends to the sign-in page; `N` refuses, saying who can; `0` is a
page that does not exist for them; `B` lets them in and says what is wrong with what they asked. The columns:
the public; Minh, who reads at the province above; Lan, whose office the plan belongs to; Hoa, whose office
is elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from chungsuc.accounts.models import RoleHeld, User
from chungsuc.plans.models import Plan
from factories.cast import LONG_AGO
from web import who_may_pages, who_may_plans
from web.who_may_plans import CORRECTION

pytestmark = pytest.mark.django_db

CAST = ("public", "minh", "lan", "hoa")
WHO_MAY = [*who_may_pages.PAGES, *who_may_plans.PLANS]  # a new route gets its line there


def address(route: str, plan: Plan | None) -> str:
    """The address of a route, filled with what exists."""
    return who_may_pages.address(route) if plan is None else who_may_plans.address(route, plan)


def letter(answer: Any) -> str:
    """The answer as the table writes it."""
    if answer.status_code == 302:
        return "S" if reverse("account_login") in answer["Location"] else "R"
    letters = {200: "A", 400: "B", 401: "N", 403: "N", 404: "0", 409: "B", 422: "B"}
    return letters.get(answer.status_code, str(answer.status_code))


@contextmanager
def nothing_is_written() -> Iterator[None]:
    """Fails at the first statement that would change the store."""

    def only_reads(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        verb = sql.lstrip("( ").split(None, 1)[0].upper()
        assert verb in ("SELECT", "SAVEPOINT", "RELEASE", "ROLLBACK", "PRAGMA", "WITH"), sql
        return execute(sql, params, many, context)

    with connection.execute_wrapper(only_reads):
        yield


@pytest.mark.parametrize(("method", "route", "state", "expected"), WHO_MAY)
def test_who_may_enter(
    method: str,
    route: str,
    state: str | None,
    expected: str,
    make_plan: Any,
    people: dict[str, User | None],
) -> None:
    found = {}
    there = address(route, None if state is None else make_plan(state))
    # Lan comes last: what she may do changes the plan.
    for name in ("public", "minh", "hoa", "lan"):
        client = Client()
        if (person := people[name]) is not None:
            client.force_login(person)
        if method == "GET":
            with nothing_is_written():
                answer = client.get(there)
        else:
            answer = client.post(there, _form(route))
        found[name] = letter(answer)
    assert "".join(found[name] for name in CAST) == expected


def _form(route: str) -> dict[str, str]:
    return {
        "plans:decide": {"decision": "confirmed"},
        "plans:correct": CORRECTION,
        "plans:acknowledge": {"words": "Đã báo."},
        "plans:withdraw": {"why": "Nhầm tệp."},
        "dashboards:confirm-plan": {"acknowledged": "X1"},
        "set_language": {"language": "vi"},
    }.get(route, {})


@pytest.mark.parametrize(
    ("route", "state"),
    sorted({(route, state) for method, route, state, _ in WHO_MAY if method == "POST" and state}),
)
def test_what_changes_something_answers_no_get(route: str, state: str, make_plan: Any, lan: User) -> None:
    client = Client()
    client.force_login(lan)
    there = address(route, make_plan(state))
    with nothing_is_written():
        assert client.get(there).status_code == 405


def test_who_left_the_office_sees_its_drafts_no_more(make_plan: Any, lan: User) -> None:
    there = reverse("plans:plan", args=[make_plan("draft").pk])
    client = Client()
    client.force_login(lan)
    assert client.get(there).status_code == 200
    RoleHeld.objects.filter(user=lan).update(valid_to=LONG_AGO + timedelta(days=1))
    assert client.get(there).status_code == 404


def routes(resolver: URLResolver | None = None, namespace: str = "") -> Iterator[str]:
    """The name of every address of the site."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from routes(pattern, inner)
        elif isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name}"


def test_every_route_stands_in_the_table() -> None:
    assert set(routes()) == {route for _method, route, _state, _expected in WHO_MAY}
