"""Lúc được biết: what was known at a moment, whatever a clock that was put back says of it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import Min, Model

from chungsuc.audit.actions import MAIN
from chungsuc.audit.models import ClockSetback, Entry

_SOME = 2000  # ids a question


def setbacks(*, by: datetime) -> list[ClockSetback]:
    """Each time that the clock was put back to a moment up to then, the last first."""
    return list(ClockSetback.objects.filter(at__lte=by).order_by("-number"))


def known_later(
    model: type[Model], action: str, *, at: datetime, among: Collection[object] | None = None
) -> set[str]:
    """Primary keys of what bears a time up to `at`, and was written after what bears a later one.

    By acts of one kind, of all things or of some. The order of the log is certain and the clock is not:
    nothing was known before what it follows. One query where no clock was put back over the moment.
    """
    noticed = ClockSetback.objects.filter(chain=MAIN, at__lte=at, latest__gt=at)
    first = noticed.aggregate(first=Min("number"))["first"]
    if first is None:
        return set()
    entries = Entry.objects.filter(
        chain=MAIN, number__gte=first, at__lte=at, object_type=model._meta.label_lower, action=action
    ).values_list("object_id", flat=True)
    if among is None:
        return set(entries)
    wanted = [str(each) for each in among]
    return {
        found
        for start in range(0, len(wanted), _SOME)
        for found in entries.filter(object_id__in=wanted[start : start + _SOME])
    }
