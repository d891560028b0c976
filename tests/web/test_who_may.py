"""Ai được vào trang nào: every route of the site, for everyone of the cast.

`A` answers; `S` sends to the sign-in page; `N` refuses, saying who can; `0` is a page that does not exist for
them. The columns: the public; Minh, who reads at the province above; Lan, whose office the plan belongs to;
Hoa, whose office is elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from chungsuc.accounts.models import User
from chungsuc.dashboards.actions import confirm_plan
from chungsuc.plans import actions as plans
from chungsuc.plans.models import Plan
from factories.cast import NOW, district

pytestmark = pytest.mark.django_db

CAST = ("public", "minh", "lan", "hoa")

# method, route, which plan it is asked for, and the answers for the public, Minh, Lan and Hoa
WHO_MAY = [
    ("GET", "home", None, "AAAA"),
    ("GET", "health", None, "AAAA"),
    ("GET", "account_login", None, "ARRR"),
    ("GET", "account_logout", None, "RAAA"),
    ("GET", "account_signup", None, "ARRR"),
    ("GET", "account_inactive", None, "AAAA"),
    ("GET", "account_reauthenticate", None, "SAAA"),
    ("POST", "set_language", None, "RRRR"),
    ("GET", "administrative_units:search", None, "AAAA"),
    ("GET", "dashboards:unit", None, "AAAA"),
    ("GET", "criteria:list", None, "AAAA"),
    ("GET", "criteria:set", None, "AAAA"),
    ("GET", "plans:list", None, "AAAA"),
    ("GET", "plans:upload", None, "SNAA"),
    ("POST", "plans:upload", None, "SNBB"),
    ("GET", "plans:plan", "draft", "00A0"),
    ("GET", "plans:progress", "draft", "00A0"),
    ("GET", "plans:json", "draft", "00A0"),
    ("GET", "plans:original", "draft", "S0A0"),
    ("GET", "dashboards:programme", "draft", "00A0"),
    ("GET", "dashboards:cell", "draft", "00A0"),
    ("GET", "dashboards:programme-of", "draft", "00R0"),
    ("GET", "reports:form", "draft", "00B0"),
    ("POST", "plans:decide", "draft", "S0R0"),
    ("POST", "plans:reread", "draft", "S0R0"),
    ("POST", "dashboards:confirm-plan", "draft", "S0R0"),
    ("POST", "plans:publish", "tracked", "SNR0"),
    ("POST", "plans:withdraw", "tracked", "SNR0"),
    ("GET", "plans:plan", "tracked", "0AA0"),
    ("GET", "dashboards:programme", "tracked", "0AA0"),
    ("GET", "reports:form", "tracked", "0AA0"),
    ("GET", "plans:plan", "published", "AAAA"),
    ("GET", "plans:progress", "published", "AAAA"),
    ("GET", "plans:json", "published", "AAAA"),
    ("GET", "plans:original", "published", "SAAN"),
    ("GET", "dashboards:programme", "published", "AAAA"),
    ("GET", "dashboards:cell", "published", "AAAA"),
    ("GET", "dashboards:programme-of", "published", "RRRR"),
    ("GET", "reports:form", "published", "NAAN"),
    ("POST", "plans:decide", "published", "SNBN"),
    ("POST", "plans:withdraw", "published", "SNRN"),
]


@pytest.fixture
def make_plan(lan: User, examples: Path) -> Any:
    """A plan of Lan's district in one of its states."""

    def make(state: str | None) -> Plan | None:
        if state is None:
            return None
        data = next(examples.glob("*2024.txt")).read_bytes()
        plan = plans.upload(data=data, name="ke-hoach.txt", by=lan, now=NOW, in_background=False)
        plans.read(plan=plan, by=lan, now=NOW)
        plan.refresh_from_db()
        if state in ("tracked", "published"):
            confirm_plan(plan=plan, by=lan, now=NOW, acknowledged="Đã biết; văn bản gốc ghi như vậy.")
            plan.refresh_from_db()
        if state == "published":
            plans.publish(plan=plan, by=lan, now=NOW)
            plan.refresh_from_db()
        return plan

    return make


def address(route: str, plan: Plan | None) -> str:
    """The address of a route, filled with what exists."""
    unit = district("084").pk
    if plan is None:
        given: dict[str, Any] = {
            "dashboards:unit": {"unit_id": unit},
            "criteria:set": {"set_id": "vn-2021-2025-commune"},
        }
        return reverse(route, kwargs=given.get(route, {}))
    given = {
        "plans:decide": {"pk": plan.pk, "item": plan.readings.get().items.filter(section="targets")[0].pk},
        "dashboards:programme": {"plan_id": plan.pk},
        "dashboards:confirm-plan": {"pk": plan.pk},
        "dashboards:programme-of": {"unit_id": unit, "period": "2024"},
        "dashboards:cell": {"plan_id": plan.pk, "unit_id": _named_unit(plan), "code": "17"},
        "reports:form": {"plan_id": plan.pk, "code": "01", "media": "xlsx"},
    }
    return reverse(route, kwargs=given.get(route, {"pk": plan.pk}))


def _named_unit(plan: Plan) -> str:
    from chungsuc.plans.marks import plan_rows

    rows = plan_rows(plan, [])
    return rows[0].unit_id


def letter(answer: Any) -> str:
    """The answer as the table writes it."""
    if answer.status_code == 302:
        return "S" if reverse("account_login") in answer["Location"] else "R"
    return {200: "A", 400: "B", 403: "N", 404: "0", 409: "B"}.get(answer.status_code, str(answer.status_code))


@pytest.fixture
def people(minh: User, lan: User, hoa: User) -> dict[str, User | None]:
    """The cast by name; the public has no account."""
    return {"public": None, "minh": minh, "lan": lan, "hoa": hoa}


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
def test_who_may_enter(  # noqa: PLR0917  (a row of the table and two fixtures)
    method: str,
    route: str,
    state: str | None,
    expected: str,
    make_plan: Any,
    people: dict[str, User | None],
) -> None:
    found = {}
    # Lan comes last: what she may do changes the plan for the others.
    for name in ("public", "minh", "hoa", "lan"):
        plan = Plan.objects.first() or make_plan(state)
        client = Client(raise_request_exception=True)
        if people[name] is not None:
            client.force_login(people[name])
        if method == "GET":
            with nothing_is_written():
                answer = client.get(address(route, plan))
        else:
            answer = client.post(address(route, plan), _form(route))
        found[name] = letter(answer)
    assert "".join(found[name] for name in CAST) == expected


def _form(route: str) -> dict[str, str]:
    return {
        "plans:decide": {"decision": "confirmed"},
        "plans:withdraw": {"why": "Nhầm tệp"},
        "set_language": {"language": "vi"},
    }.get(route, {})


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
