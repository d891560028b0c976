"""Making a page of results, and knowing when it is the same as before.

Whatever a page shows was written by an action, and every action adds a line to the log in its own
transaction. So the head of the log names the state of the whole store: a page that was made under the same
head can be shown again, in every process, and none is ever shown under another. Only what a reader may see,
the language and the day are named beside it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import NamedTuple

from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from chungsuc import __version__
from chungsuc.accounts import policy
from chungsuc.administrative_units.models import Unit
from chungsuc.audit import queries as log
from chungsuc.dashboards.results.board import board
from chungsuc.dashboards.results.comparison import comparison
from chungsuc.dashboards.results.on_map import on_map
from chungsuc.dashboards.results.one_criterion import OneCriterion, one_criterion
from chungsuc.dashboards.results.scope import Rights, Scope, scope_of
from chungsuc.languages.data import vietnamese

KEPT_FOR = 24 * 3600  # seconds
ASKED = ("nam", "bo", "chuoi", "theo", "ma", "sap", "tu-nam")  # what an address may ask for, and `dv`


class Made(NamedTuple):
    """What a page shows to all who may read the same."""

    heading: str
    above: SafeString
    content: SafeString


class Page(NamedTuple):
    """One of the pages: its template, what it keeps of the address, its heading, what it shows."""

    template: str
    keep: tuple[str, ...]
    heading: Callable[[], str]
    show: Callable[[Scope, QueryDict], object | None]


PAGES = {
    "results": Page(
        "_board",
        ("theo",),
        lambda: _("Bảng kết quả"),
        lambda of, given: board(of, asked=given.get("theo", "")),
    ),
    "criterion": Page(
        "_one_criterion",
        ("ma", "sap"),
        lambda: _("Từng tiêu chí"),
        lambda of, given: one_criterion(of, asked=given.get("ma", ""), sort=given.get("sap", "")),
    ),
    "comparison": Page(
        "_comparison",
        ("theo", "tu-nam", "sap"),
        lambda: _("So sánh theo mức và theo tiến bộ"),
        lambda of, given: comparison(
            of,
            level=given.get("theo", ""),
            before=given.get("tu-nam", ""),
            sort=given.get("sap", ""),
            only=given.getlist("dv"),
        ),
    ),
    "map": Page(
        "_map",
        ("theo", "ma"),
        lambda: _("Bản đồ kết quả"),
        lambda of, given: on_map(of, level=given.get("theo", ""), code=given.get("ma", "")),
    ),
}


def key(place: str, unit: Unit, allowed: Rights, given: QueryDict) -> str:
    """The name of what the page shows; one query."""
    asked = [given.get(name, "") for name in ASKED], given.getlist("dv")
    named = place, unit.pk, allowed, asked, __version__, get_language(), policy.today(), log.head()
    return f"results:{hashlib.sha256(repr(named).encode()).hexdigest()}"


def make(place: str, unit: Unit, allowed: Rights, given: QueryDict) -> Made | None:
    """The page; None where it asks for a criterion that the set has not."""
    page = PAGES[place]
    found = scope_of(unit, allowed, given, keep=page.keep)
    shown = page.show(found, given) if found else None
    if found is not None and shown is None and place == "criterion" and given.get("ma"):
        return None
    heading = page.heading()
    if isinstance(shown, OneCriterion):
        heading = f"{shown.code} {vietnamese(shown.name)}"
    context = {"unit": unit, "scope": found, "page": shown, "place": place, "heading": heading}
    return Made(
        heading,
        render_to_string("dashboards/_results_above.html", context),
        render_to_string(f"dashboards/{page.template}.html", context),
    )
