"""Đơn vị lân cận: what neighbours came to, of which a reader may know what was accepted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import CharField, DateField, F, QuerySet

from chungsuc.administrative_units.models import UnitPath
from chungsuc.administrative_units.queries import as_of
from chungsuc.administrative_units.tree import some_of
from chungsuc.assessments.models import Observation
from chungsuc.core.periods import Period
from chungsuc.core.plausible import PEERS_NEEDED
from chungsuc.entry.pages import Place
from chungsuc.stores.questions import Among, Blank, Listed, Question


def _of_peers() -> QuerySet[Any, Any]:
    unit, day = Blank("unit", CharField()), Blank("day", DateField())
    above = UnitPath.objects.filter(as_of(day), descendant_id=unit, depth=1).values("ancestor_id")
    beside = UnitPath.objects.filter(as_of(day), ancestor_id__in=above, depth=1).values("descendant_id")
    rows = Observation.objects.filter(
        Among(F("indicator_code"), Listed("codes", CharField())),
        unit_id__in=beside,
        criteria_set_id=Blank("criteria_set", CharField()),
        last_day=Blank("last_day", DateField()),
        period=Blank("period", CharField()),
        acceptance__isnull=False,
    )
    return rows.order_by("acceptance__at").values_list(*_FIGURE)


_FIGURE = ("indicator_code", "unit_id", "number", "numerator", "denominator")
_PEERS = Question(_of_peers)


def accepted_of_peers(place: Place, code: str) -> list[Decimal]:
    """Accepted figures of the same indicator and period, of the other units under the same one; one short
    question.

    A figure that was accepted and later replaced by another accepted one is counted once, as it now is.
    """
    return accepted_by_code(place, [code]).get(code, [])


def accepted_by_code(place: Place, codes: Collection[str]) -> dict[str, list[Decimal]]:
    """The same of many indicators, in one question too; without those of which too few were accepted."""
    last = place.period.last_day
    newest: dict[str, dict[str, Decimal | None]] = defaultdict(dict)
    for code, unit_id, number, over, under in _PEERS(
        unit=place.unit.pk,
        day=min(last, place.unit.valid_to or last),
        criteria_set=place.criteria_set.id,
        codes=sorted(codes),
        last_day=last,
        period=str(place.period),
    ):
        newest[code][unit_id] = number if over is None else 100 * over / under
    found: dict[str, list[Decimal]] = {}
    for code, of_units in newest.items():
        of_units.pop(place.unit.pk, None)
        found[code] = [each for each in of_units.values() if each is not None]
    return {code: listed for code, listed in found.items() if len(listed) >= PEERS_NEEDED}


def accepted_among(
    unit_ids: Collection[str], day: date, criteria_set_id: str, period: Period, codes: Collection[str]
) -> dict[tuple[str, str], list[Decimal]]:
    """The same of many units that lie as they do on a day, by unit and code; three queries for two thousand
    of them."""
    found: dict[tuple[str, str], list[Decimal]] = {}
    for some in some_of(set(unit_ids)):
        found |= _among(some, day, criteria_set_id, period, codes)
    return found


def _among(
    unit_ids: Collection[str], day: date, criteria_set_id: str, period: Period, codes: Collection[str]
) -> dict[tuple[str, str], list[Decimal]]:
    steps = UnitPath.objects.filter(as_of(day), depth=1).order_by()
    parent = dict(steps.filter(descendant__in=unit_ids).values_list("descendant_id", "ancestor_id"))
    beside = steps.filter(ancestor__in=set(parent.values()))
    rows = Observation.objects.filter(
        unit__in=beside.values("descendant_id"),
        criteria_set_id=criteria_set_id,
        indicator_code__in=sorted(codes),
        last_day=period.last_day,
        period=str(period),
        acceptance__isnull=False,
    ).order_by("acceptance__at")
    above = dict(beside.values_list("descendant_id", "ancestor_id"))
    newest: dict[tuple[str, str], dict[str, Decimal | None]] = defaultdict(dict)
    for code, unit_id, number, over, under in rows.values_list(*_FIGURE):
        newest[above[unit_id], code][unit_id] = number if over is None else 100 * over / under
    found: dict[tuple[str, str], list[Decimal]] = {}
    for unit_id, ancestor in parent.items():
        for code in codes:
            of_units = newest.get((ancestor, code), {})
            listed = [value for key, value in of_units.items() if key != unit_id and value is not None]
            if len(listed) >= PEERS_NEEDED:
                found[unit_id, code] = listed
    return found
