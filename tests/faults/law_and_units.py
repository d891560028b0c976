"""Deeds that change many figures at once: orders over units, and decisions over the law."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any
from uuid import uuid4

from django.core.management import call_command
from django.db.models import Count
from django.utils import timezone

from chungsuc.accounts.actions import ensure_system_account
from chungsuc.accounts.models import User
from chungsuc.administrative_units import tree
from chungsuc.administrative_units.models import Reorganisation, Unit
from chungsuc.assessments import recounting, rollup_rebuild
from chungsuc.assessments.actions import record_observation
from chungsuc.assessments.models import Recount, VerdictRollup, YearStanding
from chungsuc.audit.models import Entry
from chungsuc.audit.queries import broken_links
from chungsuc.core import units as core
from chungsuc.core.criteria import Overlay, OverlayKind, OverlayValue
from chungsuc.core.periods import Period
from chungsuc.core.verdicts import Verdict
from chungsuc.criteria import models as law
from chungsuc.criteria import queries as criteria
from chungsuc.dashboards import deciding
from chungsuc.dashboards.reorganising import reorganise as record_order

DAY = date(2027, 1, 1)  # of every order, and of every decision
KINDS = ("merge", "split", "rename")
# What comes of each kind: units changed, steps between them, units begun.
LEFT = {"merge": [3, 2, 1], "split": [3, 2, 2], "rename": [2, 1, 1]}


def system() -> User:
    return ensure_system_account(now=timezone.now())


def pairs() -> list[list[str]]:
    """Codes of communes of one province, two by two; no commune stands in two of them."""
    rows = Unit.objects.filter(
        level="commune", kind="xã", valid_to__isnull=True, paths_up__ancestor__level="province"
    ).exclude(valid_from=DAY)
    rows = rows.order_by("paths_up__ancestor", "code").values_list("code", "paths_up__ancestor")
    found: list[list[str]] = []
    taken = ""
    for (code, place), (other, other_place) in pairwise(rows):
        if place == other_place and code != taken:
            found.append([code, other])
            taken = other
    return found


def observe(codes: list[str]) -> int:
    """A figure of each commune, under the set that is in force before the orders."""
    version = criteria.in_force("commune", date(2026, 12, 31))
    assert version is not None
    criteria_set = criteria.criteria_set(version)
    for unit in Unit.objects.filter(code__in=codes, level="commune", valid_to__isnull=True):
        record_observation(
            id=uuid4(),
            unit=unit,
            criteria_set=criteria_set,
            indicator=percentage(),
            period=Period.of_year(2026),
            value=None,
            numerator=Decimal(90),
            denominator=Decimal(100),
            observed_on=date(2026, 12, 31),
            channel="web",
            by=system(),
            now=timezone.now(),
        )
    return len(codes)


def percentage() -> str:
    """An indicator of the set that a share is observed of, and that a decision may set anew."""
    version = criteria.in_force("commune", date(2026, 12, 31))
    assert version is not None
    found = criteria.criteria_set(version).indicators()
    return next(each.code for each in found if each.kind == "percent" and each.thresholds)


def reorganise(number: str, kind: str, codes: list[str]) -> str:
    """As an office does it: two communes become one, one becomes two, or one gets another name."""
    first, other = codes
    name = f"Mới {number}"
    whole, parts = core.Part(first), [core.Part(first, core.Share.PART, Decimal(w)) for w in ("0.6", "0.4")]
    made = {
        "merge": lambda: (core.NewUnit(first, (whole, core.Part(other)), core.SuccessionKind.MERGE, name),),
        "split": lambda: (
            core.NewUnit(first, (parts[0],), core.SuccessionKind.SPLIT, name),
            core.NewUnit(f"{first}T", (parts[1],), core.SuccessionKind.SPLIT, name, "xã"),
        ),
        "rename": lambda: (core.NewUnit(first, (whole,), core.SuccessionKind.RENAME, name),),
    }[kind]()
    act = core.Act(core.LegalOrder(number, date(2026, 11, 1)), DAY, made)
    order, _outcome = record_order(act=act, by=system(), now=timezone.now())
    return order.order_number


def look_at_orders() -> dict[str, Any]:
    """What orders are recorded and what came of each."""
    named = Unit.objects.filter(valid_from=DAY).order_by().values_list("name").annotate(n=Count("pk"))
    begun = dict(named)
    return {
        "orders": {
            order.order_number: [
                order.changes.count(),
                order.successions.count(),
                begun.get(f"Mới {order.order_number}", 0),
            ]
            for order in Reorganisation.objects.all()
        },
        "begun": sum(begun.values()),
        "ended": Unit.objects.filter(valid_to=DAY).count(),
        "logged": Entry.objects.filter(action="units.reorganised").count(),
    }


def problems() -> list[str]:
    """What does not hold together of the log, the units and the roll-ups."""
    return [*broken_links(), *tree.problems(), *rollup_rebuild.differences()]


def decide(number: str, level: int) -> str:
    """As the nation does it: another level for an indicator, and every verdict by it."""
    version = criteria.in_force("commune", date(2026, 12, 31))
    assert version is not None
    value = OverlayValue(
        code=percentage(), value=Decimal(level), from_year=2026, to_year=version.valid_to.year
    )
    overlay = Overlay(
        criteria_set_id=version.set_id,
        kind=OverlayKind.AMENDMENT,
        number=number,
        decided_on=date(2026, 11, 1),
        effective_on=date(2026, 11, 1),
        values=(value,),
    )
    return deciding.store_overlay(overlay=overlay, by=system(), now=timezone.now()).number


def recount() -> str:
    """As a worker does it that begins anew, until nothing waits."""
    recounting.resume(now=timezone.now(), still_for=timedelta(0))
    call_command("db_worker", "--batch", "--no-startup-delay", verbosity=0)
    return ""


def look_at_decisions() -> dict[str, Any]:
    """The decisions that are stored, whether each asked for its recount, and whether the totals hold."""
    apart = []
    for row in VerdictRollup.objects.filter(unit__level="country", code=""):
        of_units = YearStanding.objects.filter(
            criteria_set_id=row.criteria_set_id, year=row.year, series=row.series
        )
        verdicts = Counter(of_units.values_list("verdict", flat=True))
        apart += [verdict for verdict in Verdict if getattr(row, verdict.value) != verdicts[verdict.value]]
    return {
        "stored": list(law.Overlay.objects.values_list("number", flat=True)),
        "logged": Entry.objects.filter(action="overlay.stored").count(),
        "asked": list(Recount.objects.values_list("why", flat=True)),
        "apart": apart,
    }


DEEDS: dict[str, Callable[..., Any]] = {
    "pairs": pairs,
    "observe": observe,
    "reorganise": reorganise,
    "look_at_orders": look_at_orders,
    "problems": problems,
    "decide": decide,
    "recount": recount,
    "look_at_decisions": look_at_decisions,
}
