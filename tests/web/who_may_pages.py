"""Ai được vào trang nào: the rows of all pages but those of a plan, and their addresses."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse

from chungsuc.administrative_units.queries import above, below
from factories.cast import district

# method, route, no plan, and the answers for the public, Minh, Lan and Hoa
PAGES = [
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
    ("GET", "entry:across-imports", None, "SNAN"),
    ("POST", "entry:across-imports", None, "SNBN"),  # without a file
    ("GET", "entry:across-form", None, "SNAN"),
    ("GET", "entry:across-import", None, "SN0N"),
    ("POST", "entry:across-import", None, "SN0N"),
    ("POST", "entry:across-import-drop", None, "SN0N"),
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
    ("POST", "dashboards:dossier-add-paper", None, "S000"),
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
]

NO_DOSSIER = UUID(int=1)
OF_FILES = ("imports", "form", "import", "import-drop")
OF_MANY = ("across", *(f"across-{name}" for name in OF_FILES))
OF_ENTRY = ("choose", "grid", "save", "paste", "cell", "assign", *OF_FILES)


def address(route: str) -> str:
    """The address of a page, filled with what exists."""
    unit = district("084").pk
    commune = below(district("084"), date(2024, 1, 1))[0].pk
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
        "dashboards:dossier-add-paper": {"pk": NO_DOSSIER},
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
            "unit_id": commune,
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
        "dashboards:tags": {"unit_id": commune},
        "dashboards:villages": {"unit_id": commune},
        **{f"entry:{name}": _of_entry(name, commune) for name in OF_ENTRY},
        "entry:choose-criterion": {"unit_id": unit},
        **{f"entry:{name}": _of_many(name, unit) for name in OF_MANY},
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


def _of_entry(name: str, commune: str) -> dict[str, Any]:
    """A page of entry of a commune of Lan's, as far as its address names it."""
    given = {"unit_id": commune}
    if name != "choose":
        given["set_id"] = "vn-2021-2025-commune"
    if name not in ("choose", "assign"):
        given["period"] = "2023"
    if name.startswith("import") and name != "imports":
        given["pk"] = UUID(int=1)
    return given | ({"code": "10.1"} if name in ("save", "cell") else {})


def _of_many(name: str, unit: str) -> dict[str, Any]:
    """A page that enters a criterion of many communes."""
    given = {"unit_id": unit, "set_id": "vn-2021-2025-commune", "period": "2023", "code": "10"}
    return given | ({"pk": UUID(int=1)} if name in ("across-import", "across-import-drop") else {})


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
