"""Ô đang khóa of many units at once: of most of them nothing was ever handed up."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import CharField, F, IntegerField

from chungsuc.administrative_units.tree import some_of
from chungsuc.core.reviews import Lock
from chungsuc.stores.questions import Among, Blank, Listed, Question
from chungsuc.workflow.models import ReviewEvent
from chungsuc.workflow.queries.reviews import locks_among

_REVIEWED = Question(
    lambda: (
        ReviewEvent.objects.filter(
            Among(F("unit_id"), Listed("units", CharField())),
            criteria_set_id=Blank("set_id", CharField()),
            year=Blank("year", IntegerField()),
        )
        .order_by()
        .values_list("unit_id")
        .distinct()
    )
)


def locks_of(unit_ids: Collection[str], set_id: str, year: int) -> dict[str, dict[str, Lock]]:
    """Ô đang khóa of many units, by unit and code; three queries for two thousand of them."""
    found: dict[str, dict[str, Lock]] = {}
    for some in some_of(unit_ids):
        if reviewed := [unit_id for (unit_id,) in _REVIEWED(units=some, set_id=set_id, year=year)]:
            found |= locks_among(reviewed, set_id, year)
    return found
