"""Lúc được biết: what was known at a moment, whatever a clock that was put back says of it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import Min, Model, Q

from chungsuc.audit.models import ClockSetback, Entry

_SOME = 2000  # ids a question


def setbacks(*, by: datetime) -> list[ClockSetback]:
    """Each time that the clock was put back to a moment up to then, the last first.

    Every chain notices it with its own next entry; here it is told once.
    """
    noticed_by: dict[datetime, str] = {}
    found = [
        each
        for each in ClockSetback.objects.filter(at__lte=by).order_by("pk")
        if noticed_by.setdefault(each.latest, each.chain_id) == each.chain_id
    ]
    return found[::-1]


def known_later(
    model: type[Model],
    action: str,
    *,
    at: datetime,
    among: Collection[object] | None = None,
    after: Q | None = None,
) -> set[str]:
    """Primary keys of what bears a time up to `at`, and was written after what bears a later one.

    By acts of one kind, of all things or of some. The order of a chain is certain and the clock is not:
    nothing was known before what it follows. One query where no clock was put back over the moment; none
    more where the caller asked `put_back` already.
    """
    after = put_back(at=at) if after is None else after
    if not after:
        return set()
    entries = Entry.objects.filter(
        after, at__lte=at, object_type=model._meta.label_lower, action=action
    ).values_list("object_id", flat=True)
    if among is None:
        return set(entries)
    wanted = [str(each) for each in among]
    return {
        found
        for start in range(0, len(wanted), _SOME)
        for found in entries.filter(object_id__in=wanted[start : start + _SOME])
    }


def acted_later(action: str, *, at: datetime, after: Q) -> set[datetime]:
    """The times that such acts of one kind bear, of acts that wrote many things under their own time; `after`
    is what `put_back` found."""
    return set(Entry.objects.filter(after, at__lte=at, action=action).values_list("at", flat=True))


def put_back(*, at: datetime) -> Q:
    """Entries that follow one with a later time, where a clock was put back over the moment; else nothing."""
    noticed = ClockSetback.objects.filter(at__lte=at, latest__gt=at).order_by().values_list("chain")
    after = Q()
    for chain, first in noticed.annotate(first=Min("number")):
        after |= Q(chain=chain, number__gte=first)
    return after
