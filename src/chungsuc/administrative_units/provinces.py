"""The province that a unit lies in: asked at every act, so it is kept for the day."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from django.db.models import CharField, DateField, F, Q
from django.utils import timezone

from chungsuc.administrative_units.models import Level, UnitPath
from chungsuc.stores.questions import Blank, Question

_DAY = Blank("day", DateField())
_ABOVE = Question(
    lambda: (
        UnitPath.objects.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=_DAY),
            descendant_id=Blank("unit", CharField()),
            ancestor__level=Level.PROVINCE,
        )
        .order_by(F("valid_from").desc(nulls_last=True))
        .values_list("ancestor_id")[:1]
    )
)


class _Unknown(Exception):
    """Nothing to keep: the unit may be stored a moment later."""


def province_of(unit_id: str) -> str | None:
    """The province of a unit today, or the last that it lay in; a province's own. None above provinces."""
    try:
        return _province(unit_id, timezone.localdate())
    except _Unknown:
        return None


@lru_cache(maxsize=20_000)
def _province(unit_id: str, day: date) -> str:
    found = _ABOVE(unit=unit_id, day=day)
    if not found:
        raise _Unknown
    return str(found[0][0])


forget = _province.cache_clear  # by whoever changes the tree
