"""Đơn vị lân cận: what neighbours came to, of which a reader may know what was accepted."""

from __future__ import annotations

from decimal import Decimal

from chungsuc.administrative_units.models import UnitPath
from chungsuc.administrative_units.queries import as_of
from chungsuc.assessments.facts import fact
from chungsuc.assessments.models import Observation
from chungsuc.core.plausible import PEERS_NEEDED
from chungsuc.entry.pages import Place


def accepted_of_peers(place: Place, code: str) -> list[Decimal]:
    """Accepted figures of the same indicator and period, of the other units under the same one; one query.

    A figure that was accepted and later replaced by another accepted one is counted once, as it now is.
    """
    day = min(place.period.last_day, place.unit.valid_to or place.period.last_day)
    above = UnitPath.objects.filter(as_of(day), descendant=place.unit, depth=1).values("ancestor_id")
    beside = UnitPath.objects.filter(as_of(day), ancestor_id__in=above, depth=1).values("descendant_id")
    rows = (
        Observation.objects.filter(
            unit_id__in=beside,
            criteria_set_id=place.criteria_set.id,
            indicator_code=code,
            last_day=place.period.last_day,
            period=str(place.period),
            acceptance__isnull=False,
        )
        .exclude(unit=place.unit)
        .order_by("acceptance__at")
    )
    newest = {row.unit_id: fact(row).observed for row in rows}
    found = [each for each in newest.values() if isinstance(each, Decimal)]
    return found if len(found) >= PEERS_NEEDED else []
