"""Đơn vị lân cận: what neighbours came to, of which a reader may know what was accepted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from decimal import Decimal
from typing import Any

from django.db.models import CharField, DateField, F, QuerySet

from chungsuc.administrative_units.models import UnitPath
from chungsuc.administrative_units.queries import as_of
from chungsuc.assessments.models import Observation
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
    columns = ("indicator_code", "unit_id", "number", "numerator", "denominator")
    return rows.order_by("acceptance__at").values_list(*columns)


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
