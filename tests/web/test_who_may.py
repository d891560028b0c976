"""Ai được vào trang nào: every route of the site, for everyone of the cast.

`A` answers; `R` answers by leading on; `S` sends to the sign-in page; `N` refuses, saying who can; `0` is a
page that does not exist for them; `B` lets them in and says what is wrong with what they asked. The columns:
the public; Minh, who reads at the province above; Lan, whose office the plan belongs to; Hoa, whose office
is elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from chungsuc.accounts.models import RoleHeld, User
from chungsuc.administrative_units.queries import above, below
from chungsuc.checking import to_json
from chungsuc.dashboards.actions import confirm_plan
from chungsuc.plans import actions as plans
from chungsuc.plans.actions import readings
from chungsuc.plans.marks import plan_rows
from chungsuc.plans.models import Plan
from chungsuc.plans.queries import contradictions_left
from factories.cast import LONG_AGO, NOW, district
from factories.plans import TEXT, Reader

pytestmark = pytest.mark.django_db

CAST = ("public", "minh", "lan", "hoa")

# method, route, which plan it is asked for, and the answers for the public, Minh, Lan and Hoa
WHO_MAY = [
    # for everyone
    ("GET", "home", None, "AAAA"),
    ("GET", "health", None, "AAAA"),
    ("GET", "account_login", None, "ARRR"),
    ("GET", "account_logout", None, "RAAA"),
    ("GET", "account_signup", None, "ARRR"),
    ("GET", "account_inactive", None, "AAAA"),
    ("GET", "account_reauthenticate", None, "SAAA"),
    ("POST", "set_language", None, "RRRR"),
    # one's own password and acts; what concerns a unit is for its office; nobody of the cast administers
    ("GET", "account_change_password", None, "SAAA"),
    ("POST", "account_change_password", None, "SAAA"),  # shows what is missing
    ("GET", "dashboards:desk", None, "SAAA"),
    ("GET", "dashboards:desk-late", None, "SNAA"),  # who reminds others: an office, or who leads a commune
    ("GET", "dashboards:log", None, "SAAA"),
    ("GET", "dashboards:log-of-figure", None, "SNAN"),  # of Lan's district
    ("GET", "dashboards:log-of-thing", None, "SNNN"),  # of the system's own account
    ("GET", "dashboards:people", None, "SNNN"),
    ("GET", "dashboards:person-add", None, "SNNN"),
    ("POST", "dashboards:person-add", None, "SNNN"),
    ("GET", "dashboards:person", None, "SNNN"),
    ("POST", "dashboards:person", None, "SNNN"),
    ("GET", "dashboards:people-answering", None, "SNAN"),  # at Lan's district
    ("GET", "administrative_units:search", None, "AAAA"),
    ("GET", "dashboards:unit", None, "AAAA"),
    ("GET", "dashboards:reorganisation", None, "0000"),  # none is recorded
    ("GET", "dashboards:order-paper", None, "S000"),  # more of both in tests/dashboards/test_order_papers.py
    ("POST", "dashboards:order-sign", None, "S000"),
    ("GET", "dashboards:tags", None, "AAAA"),
    ("POST", "dashboards:tags", None, "NNBN"),  # of a commune of Lan's: the office above it ends a tag
    ("GET", "dashboards:villages", None, "SNAN"),  # of a commune of Lan's
    ("POST", "dashboards:villages", None, "SNBN"),
    ("GET", "dashboards:bodies", None, "SNAN"),
    ("POST", "dashboards:bodies", None, "SNBN"),
    # orders that change units: whoever holds an office, anywhere; what it may change is asked of each order
    ("GET", "dashboards:reorganise", None, "SNAA"),
    ("POST", "dashboards:reorganise", None, "SNBB"),
    # what an order left open: asked again, of the units themselves, by the act
    ("GET", "dashboards:weigh", None, "SNAA"),
    ("POST", "dashboards:weigh", None, "SNBB"),
    # entering the figures of a commune of Lan's; of who enters some only: tests/entry/test_pages.py
    ("GET", "entry:choose", None, "SNAN"),
    ("GET", "entry:grid", None, "SNAN"),
    ("POST", "entry:grid", None, "SNRN"),
    ("POST", "entry:save", None, "NNAN"),
    ("POST", "entry:paste", None, "NNAN"),
    ("GET", "entry:cell", None, "SNAN"),
    ("POST", "entry:cell", None, "SNBN"),
    ("GET", "entry:choose-criterion", None, "SNAN"),
    ("GET", "entry:across", None, "SNAN"),
    ("POST", "entry:across", None, "SNRN"),  # nothing was typed
    ("GET", "entry:assign", None, "SNAN"),
    ("POST", "entry:assign", None, "SNRN"),
    ("GET", "entry:imports", None, "SNAN"),
    ("POST", "entry:imports", None, "SNBN"),  # without a file
    ("GET", "entry:form", None, "SNAN"),
    ("GET", "entry:import", None, "SN0N"),
    ("POST", "entry:import", None, "SN0N"),
    ("POST", "entry:import-drop", None, "SN0N"),
    # what programs read and write: a session opens nothing there; with a key: tests/api/test_who_may_call.py
    ("GET", "api:documentation", None, "AAAA"),
    ("GET", "api:api-root", None, "AAAA"),  # the same page
    ("GET", "api:openapi-json", None, "AAAA"),
    ("GET", "api:nothing", None, "0000"),
    ("GET", "api:units", None, "AAAA"),
    ("GET", "api:unit", None, "AAAA"),
    ("GET", "api:unit-below", None, "AAAA"),
    ("GET", "api:sets", None, "AAAA"),
    ("GET", "api:set", None, "AAAA"),
    ("GET", "api:thresholds", None, "BBBB"),  # of no unit and year
    ("GET", "api:observations", None, "NNNN"),
    ("POST", "api:observations", None, "NNNN"),
    ("GET", "api:result", None, "NNNN"),
    ("GET", "api:results-below", None, "NNNN"),
    ("GET", "api:assessments", None, "NNNN"),
    ("GET", "api:assessment", None, "NNNN"),
    ("GET", "api:keys", None, "SNAA"),
    ("POST", "api:keys", None, "SNBB"),
    ("POST", "api:revoke-key", None, "S000"),  # of nobody
    # dossiers: everyone's list, with what each may see in it; more in tests/dashboards/test_dossiers.py
    ("GET", "dashboards:dossiers", None, "AAAA"),
    ("POST", "dashboards:dossiers", None, "SNBN"),
    ("GET", "dashboards:dossier", None, "0000"),  # none is open
    ("GET", "dashboards:dossier-yearly", None, "0000"),
    ("POST", "dashboards:dossier-step", None, "S000"),
    ("POST", "dashboards:dossier-part", None, "S000"),
    ("POST", "dashboards:dossier-vote", None, "S000"),
    ("GET", "dashboards:dossier-paper", None, "S000"),
    ("GET", "dashboards:dossier-owners", None, "SNAN"),
    ("POST", "dashboards:dossier-owners", None, "SNBN"),
    ("GET", "criteria:list", None, "AAAA"),
    ("GET", "criteria:set", None, "AAAA"),
    ("GET", "criteria:compare", None, "AAAA"),
    ("GET", "criteria:overlays", None, "AAAA"),
    ("GET", "criteria:figures", None, "AAAA"),
    ("GET", "criteria:figure", None, "AAAA"),
    # what is laid over a set: an office of a province or of the nation; a district's has no place to choose
    ("GET", "dashboards:overlay-add", None, "SNAA"),
    ("POST", "dashboards:overlay-add", None, "SNBB"),
    ("POST", "dashboards:overlay-withdraw", None, "S000"),  # none is stored
    ("POST", "criteria:figure", None, "SNNN"),  # the central office
    ("POST", "dashboards:figure-adopt", None, "S000"),
    ("GET", "dashboards:recounts", None, "SAAA"),
    # the figures of Lan's district: her own drafts, what was accepted for those above, nobody else
    ("GET", "dashboards:what-if", None, "SAAN"),
    ("GET", "dashboards:results", None, "SAAN"),
    ("GET", "dashboards:criterion", None, "SAAN"),
    ("GET", "dashboards:comparison", None, "SAAN"),
    ("GET", "dashboards:map", None, "SAAN"),
    ("GET", "dashboards:why", None, "SAA0"),  # of a commune
    # reviewing figures: the office of the district; more in tests/dashboards/test_reviewing.py
    ("GET", "dashboards:review-home", None, "SNAA"),
    ("GET", "dashboards:review-list", None, "SNAN"),
    ("POST", "dashboards:review-accept", None, "SNBN"),  # nothing is chosen
    ("GET", "dashboards:review-cell", None, "SNAN"),
    ("POST", "dashboards:review-cell", None, "SNBN"),
    ("GET", "dashboards:review-duties", None, "SNAN"),
    ("POST", "dashboards:review-duties", None, "SNBN"),
    ("GET", "dashboards:review-questions", None, "SNNN"),  # who works in the commune itself
    ("POST", "dashboards:review-questions", None, "SNNN"),
    # evidence of a commune of Lan's, which only hands up: her office sees what was, and brings none of it
    ("GET", "evidence:unit", None, "SNAN"),
    ("GET", "evidence:cell", None, "SNAN"),
    ("POST", "evidence:cell", None, "SNNN"),
    ("POST", "evidence:withdraw", None, "S000"),  # none is brought: more in tests/evidence/test_pages.py
    ("GET", "evidence:original", None, "S000"),
    ("GET", "evidence:shown", None, "S000"),
    ("GET", "evidence:small", None, "S000"),
    ("GET", "evidence:repeated", None, "SNAN"),  # below Lan's district
    ("GET", "evidence:demands", None, "SNAA"),  # of the province: whoever sees evidence somewhere reads them
    ("POST", "evidence:demands", None, "SNNN"),  # the office of the province
    ("POST", "evidence:end-demand", None, "S000"),
    ("GET", "plans:list", None, "AAAA"),
    # bringing a plan in: whoever holds an office, anywhere
    ("GET", "plans:upload", None, "SNAA"),
    ("POST", "plans:upload", None, "SNBB"),
    # a draft is seen by its office only; a superior waits until it is confirmed
    ("GET", "plans:plan", "waiting", "00A0"),
    ("GET", "plans:progress", "waiting", "00A0"),
    ("GET", "plans:plan", "draft", "00A0"),
    ("GET", "plans:progress", "draft", "00A0"),
    ("GET", "plans:json", "draft", "00A0"),
    ("GET", "plans:excel", "draft", "00A0"),
    ("GET", "plans:original", "draft", "S0A0"),
    ("GET", "plans:word", "draft", "S0A0"),
    ("GET", "dashboards:programme", "draft", "00A0"),
    ("GET", "dashboards:cell", "draft", "00A0"),
    ("GET", "dashboards:programme-of", "draft", "00R0"),
    ("GET", "reports:form", "draft", "00B0"),
    ("GET", "plans:asked", "draft", "00R0"),
    ("GET", "plans:item", "draft", "00A0"),
    ("POST", "plans:decide", "draft", "S0R0"),
    ("POST", "plans:decide_all", "draft", "S0R0"),
    ("POST", "plans:correct", "draft", "S0R0"),
    ("GET", "plans:add", "draft", "S0R0"),  # leads Lan back: no line was chosen
    ("POST", "plans:move", "draft", "S0R0"),
    ("POST", "plans:acknowledge", "draft", "S0R0"),
    ("POST", "plans:recheck", "draft", "S0R0"),
    ("POST", "plans:reread", "draft", "S0R0"),
    ("POST", "plans:publish", "draft", "S0B0"),
    ("POST", "dashboards:confirm-plan", "draft", "S0R0"),
    # confirmed: who reads at the unit or above reads it too; only the office acts
    ("GET", "plans:plan", "tracked", "0AA0"),
    ("GET", "plans:progress", "tracked", "0AA0"),
    ("GET", "plans:json", "tracked", "0AA0"),
    ("GET", "plans:excel", "tracked", "0AA0"),
    ("GET", "plans:original", "tracked", "SAA0"),
    ("GET", "plans:word", "tracked", "SAA0"),
    ("GET", "dashboards:programme", "tracked", "0AA0"),
    ("GET", "dashboards:cell", "tracked", "0AA0"),
    ("GET", "dashboards:programme-of", "tracked", "0RR0"),
    ("GET", "reports:form", "tracked", "0AA0"),
    ("GET", "plans:asked", "tracked", "0RR0"),
    ("GET", "plans:item", "tracked", "0AA0"),
    ("POST", "plans:decide", "tracked", "SNB0"),
    ("POST", "plans:decide_all", "tracked", "SNB0"),
    ("POST", "plans:correct", "tracked", "SNB0"),
    ("GET", "plans:add", "tracked", "SNR0"),  # leads Lan back: no line was chosen
    ("POST", "plans:move", "tracked", "SNB0"),
    ("POST", "plans:acknowledge", "tracked", "SNB0"),
    ("POST", "plans:recheck", "tracked", "SNB0"),
    ("POST", "plans:reread", "tracked", "SNB0"),
    ("POST", "plans:publish", "tracked", "SNR0"),
    ("POST", "plans:withdraw", "tracked", "SNR0"),
    # published: everyone reads what was read; the file as it came and the papers stay with roles at the unit
    ("GET", "plans:plan", "published", "AAAA"),
    ("GET", "plans:progress", "published", "AAAA"),
    ("GET", "plans:json", "published", "AAAA"),
    ("GET", "plans:excel", "published", "AAAA"),
    ("GET", "plans:original", "published", "SAAN"),
    ("GET", "plans:word", "published", "SAAN"),
    ("GET", "dashboards:programme", "published", "AAAA"),
    ("GET", "dashboards:cell", "published", "AAAA"),
    ("GET", "dashboards:programme-of", "published", "RRRR"),
    ("GET", "reports:form", "published", "NAAN"),
    ("GET", "plans:asked", "published", "RRRR"),
    ("GET", "plans:item", "published", "AAAA"),
    ("POST", "plans:decide", "published", "SNBN"),
    ("POST", "plans:decide_all", "published", "SNBN"),
    ("POST", "plans:correct", "published", "SNBN"),
    ("GET", "plans:add", "published", "SNRN"),  # leads Lan back: no line was chosen
    ("POST", "plans:move", "published", "SNBN"),
    ("POST", "plans:acknowledge", "published", "SNBN"),
    ("POST", "plans:recheck", "published", "SNBN"),
    ("POST", "plans:reread", "published", "SNBN"),
    ("POST", "plans:publish", "published", "SNBN"),
    ("POST", "dashboards:confirm-plan", "published", "SNRN"),  # leads Lan back to the plan, with the reason
    ("POST", "plans:withdraw", "published", "SNRN"),
    # withdrawn: out of use, kept for the office
    ("GET", "plans:plan", "withdrawn", "00A0"),
    ("GET", "dashboards:programme", "withdrawn", "00A0"),
]


# the form of the item that is asked about, with another figure in it
CORRECTION = {
    "value": "6",
    "comparator": "equal",
    "measure": "xã",
    "kind": "count",
    "mode": "add",
    "subject": "criterion",
    "criteria": "4",
    "all_units": "on",
    "why": "Máy đọc nhầm",
}


@pytest.fixture
def make_plan(lan: User, reader: Reader, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A plan of Lan's district in one of its states."""
    monkeypatch.setattr(readings, "to_json", to_json)  # a paper asks the reading for the plan's head

    def make(state: str) -> Plan:
        plan = plans.upload(data=TEXT.encode(), name="ke-hoach.txt", by=lan, now=NOW, in_background=False)
        if state == "waiting":
            return plan
        plan = plans.read(plan=plan, by=lan, now=NOW)
        if state == "draft":
            return plan
        known = [finding.key for finding in contradictions_left(plan)]
        plan = confirm_plan(plan=plan, by=lan, now=NOW, acknowledged=known).plan
        if state != "tracked":
            plan = plans.publish(plan=plan, by=lan, now=NOW)
        if state == "withdrawn":
            plan = plans.withdraw(plan=plan, by=lan, now=NOW, why="Nhầm tệp.")
        return plan

    return make


NO_DOSSIER = UUID(int=1)
OF_AN_ITEM = ("plans:item", "plans:decide", "plans:correct", "plans:move")


OF_FILES = ("imports", "form", "import", "import-drop")
OF_ENTRY = ("choose", "grid", "save", "paste", "cell", "assign", *OF_FILES)


def address(route: str, plan: Plan | None) -> str:
    """The address of a route, filled with what exists."""
    unit = district("084").pk
    if plan is None:
        given: dict[str, Any] = {
            "dashboards:unit": {"unit_id": unit},
            "api:nothing": {"rest": "khong-co"},
            "api:unit": {"unit": unit},
            "api:unit-below": {"unit": unit},
            "api:set": {"criteria_set": "vn-2021-2025-commune"},
            "api:thresholds": {"criteria_set": "vn-2021-2025-commune"},
            "api:result": {"unit": unit},
            "api:results-below": {"unit": unit},
            "api:assessment": {"unit": unit},
            "api:revoke-key": {"pk": 1},
            "dashboards:dossiers": {"unit_id": unit},
            "dashboards:dossier-owners": {"unit_id": unit},
            "dashboards:dossier": {"unit_id": unit, "set_id": "vn-2021-2025-district", "year": 2023},
            "dashboards:dossier-yearly": {"unit_id": unit, "set_id": "vn-2021-2025-district", "year": 2023},
            "dashboards:dossier-step": {"pk": NO_DOSSIER},
            "dashboards:dossier-part": {"pk": NO_DOSSIER},
            "dashboards:dossier-vote": {"pk": NO_DOSSIER},
            "dashboards:dossier-paper": {"pk": NO_DOSSIER, "of": "quyet-dinh", "number": 1},
            "dashboards:what-if": {"unit_id": unit},
            "dashboards:results": {"unit_id": unit},
            "dashboards:criterion": {"unit_id": unit},
            "dashboards:comparison": {"unit_id": unit},
            "dashboards:map": {"unit_id": unit},
            "dashboards:why": {
                "above_id": unit,
                "year": 2024,
                "unit_id": below(district("084"), date(2024, 1, 1))[0].pk,
                "code": "17",
            },
            "dashboards:weigh": {"unit_id": unit},
            "dashboards:log-of-figure": {
                "unit_id": unit,
                "set_id": "vn-2021-2025-district",
                "year": 2024,
                "code": "1.1",
            },
            "dashboards:log-of-thing": {"kind": "nguoi-dung", "key": "1"},
            "dashboards:person": {"pk": 1},
            **(_reviewing() if route.startswith("dashboards:review-") else {}),
            **(_of_evidence() if route.startswith("evidence:") else {}),
            "dashboards:recounts": {},
            "dashboards:reorganisation": {"pk": 1},
            "dashboards:order-paper": {"pk": 1},
            "dashboards:order-sign": {"pk": 1},
            "dashboards:bodies": {"unit_id": unit},
            "dashboards:tags": {"unit_id": below(district("084"), date(2024, 1, 1))[0].pk},
            "dashboards:villages": {"unit_id": below(district("084"), date(2024, 1, 1))[0].pk},
            **{f"entry:{name}": _of_entry(name) for name in OF_ENTRY},
            "entry:choose-criterion": {"unit_id": unit},
            "entry:across": {
                "unit_id": unit,
                "set_id": "vn-2021-2025-commune",
                "period": "2023",
                "code": "10",
            },
            "criteria:set": {"set_id": "vn-2021-2025-commune"},
            "criteria:overlays": {"set_id": "vn-2021-2025-commune"},
            "dashboards:overlay-add": {"set_id": "vn-2021-2025-commune"},
            "criteria:figures": {"set_id": "vn-2021-2025-commune"},
            "criteria:figure": {"set_id": "vn-2021-2025-commune", "key": "4.2:TDMNPB:2021-2025"},
            "criteria:compare": {"old_id": "vn-2021-2025-commune", "new_id": "vn-2026-2030-commune"},
            "dashboards:overlay-withdraw": {"pk": 1},
            "dashboards:figure-adopt": {"pk": 1},
        }
        asked = {
            "dashboards:why": "?bo=vn-2021-2025-commune",
            "dashboards:people-answering": f"?dv={unit}",
        }
        return reverse(route, kwargs=given.get(route, {})) + asked.get(route, "")
    given = {
        **dict.fromkeys(
            ("plans:item", "plans:decide", "plans:correct", "plans:move"), lambda: _asked_item(plan)
        ),
        "plans:acknowledge": lambda: {"pk": plan.pk, "finding": plan.readings.get().findings.get().pk},
        "dashboards:programme": lambda: {"plan_id": plan.pk},
        "dashboards:confirm-plan": lambda: {"pk": plan.pk},
        "dashboards:programme-of": lambda: {"unit_id": unit, "period": "2024"},
        "dashboards:cell": lambda: {"plan_id": plan.pk, "unit_id": _commune(plan), "code": "17"},
        "reports:form": lambda: {"plan_id": plan.pk, "code": "01", "media": "xlsx"},
    }
    return reverse(route, kwargs=given.get(route, lambda: {"pk": plan.pk})())


def _reviewing() -> dict[str, Any]:
    """Of Lan's district, and of a commune of it."""
    of_set = {"unit_id": district("084").pk, "set_id": "vn-2021-2025-commune"}
    of_year = {**of_set, "year": 2023}
    commune = next(each.pk for each in below(district("084"), date(2023, 12, 31)) if each.kind == "xã")
    return {
        "dashboards:review-list": of_year,
        "dashboards:review-accept": of_year,
        "dashboards:review-duties": of_set,
        "dashboards:review-cell": {**of_year, "below_id": commune, "code": "4.2"},
        "dashboards:review-questions": {**of_year, "unit_id": commune},
    }


def _of_entry(name: str) -> dict[str, Any]:
    """A page of entry of a commune of Lan's, as far as its address names it."""
    given = {"unit_id": below(district("084"), date(2024, 1, 1))[0].pk}
    if name != "choose":
        given["set_id"] = "vn-2021-2025-commune"
    if name not in ("choose", "assign"):
        given["period"] = "2023"
    if name.startswith("import") and name != "imports":
        given["pk"] = UUID(int=1)
    return given | ({"code": "10.1"} if name in ("save", "cell") else {})


def _of_evidence() -> dict[str, dict[str, Any]]:
    """Of a commune of Lan's district; nothing was brought."""
    commune = next(each.pk for each in below(district("084"), date(2023, 12, 31)) if each.kind == "xã")
    there = {"unit_id": commune, "set_id": "vn-2021-2025-commune", "year": 2023}
    province = above(district("084"), date(2023, 12, 31))[-1].pk
    one = ("evidence:withdraw", "evidence:original", "evidence:shown", "evidence:small")
    return {
        "evidence:unit": there,
        "evidence:cell": {**there, "code": "6.1"},
        "evidence:repeated": {"province_id": district("084").pk},
        "evidence:demands": {"province_id": province, "set_id": "vn-2021-2025-commune"},
        "evidence:end-demand": {"pk": 1},
        **{route: {"pk": UUID(int=1)} for route in one},
    }


def _asked_item(plan: Plan) -> dict[str, Any]:
    return {"pk": plan.pk, "item": plan.readings.get().items.get(key="T3").pk}


def _commune(plan: Plan) -> str:
    return plan_rows(plan, [])[0].unit_id


def letter(answer: Any) -> str:
    """The answer as the table writes it."""
    if answer.status_code == 302:
        return "S" if reverse("account_login") in answer["Location"] else "R"
    letters = {200: "A", 400: "B", 401: "N", 403: "N", 404: "0", 409: "B", 422: "B"}
    return letters.get(answer.status_code, str(answer.status_code))


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
def test_who_may_enter(
    method: str,
    route: str,
    state: str | None,
    expected: str,
    make_plan: Any,
    people: dict[str, User | None],
) -> None:
    found = {}
    plan = None if state is None else make_plan(state)
    # Lan comes last: what she may do changes the plan.
    for name in ("public", "minh", "hoa", "lan"):
        client = Client()
        if (person := people[name]) is not None:
            client.force_login(person)
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
