"""Ai được vào trang nào: the rows of the pages of a plan in each of its states, and their addresses."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from chungsuc.plans.marks import plan_rows
from chungsuc.plans.models import Plan
from factories.cast import district

# method, route, the state of the plan, and the answers for the public, Minh, Lan and Hoa
PLANS = [
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


def address(route: str, plan: Plan) -> str:
    """The address of a page of a plan."""
    unit = district("084").pk
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


def _asked_item(plan: Plan) -> dict[str, Any]:
    return {"pk": plan.pk, "item": plan.readings.get().items.get(key="T3").pk}


def _commune(plan: Plan) -> str:
    return plan_rows(plan, [])[0].unit_id
