"""Pages of units."""

from __future__ import annotations

from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from chungsuc.administrative_units import queries
from chungsuc.administrative_units.forms import asked_day
from chungsuc.administrative_units.models import Level, Unit
from chungsuc.administrative_units.wording import life

LIMIT = 50


class Found(NamedTuple):
    """One line of the result."""

    unit: Unit
    above: str
    life: str


def search(request: HttpRequest) -> HttpResponse:
    """Tìm đơn vị by name, with or without tones, or by code; of all times, or as of a day."""
    words = request.GET.get("q", "")[:80]
    asked = request.GET.get("ngay")
    day, problem = asked_day(asked, default=timezone.localdate())
    units = queries.search(words, day=day if asked and not problem else None, limit=LIMIT) if words else []
    above = queries.names_above(units)
    return render(
        request,
        "administrative_units/search.html",
        {
            "words": words,
            "asked": asked or "",
            "problem": problem,
            "found": [Found(unit, above.get(unit.pk, ""), life(unit)) for unit in units],
            "is_cut": len(units) == LIMIT,
            "provinces": [] if words else queries.provinces(day),
            "day": day,
            "levels": Level,
        },
    )
