"""Which entries a person may read, page by page in the order of writing, the newest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple

from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from chungsuc.accounts import policy
from chungsuc.accounts.permissions import everywhere_below
from chungsuc.accounts.policy import Permission
from chungsuc.administrative_units.models import Level, Unit, UnitPath
from chungsuc.administrative_units.queries import subtree_ids
from chungsuc.audit.models import Entry
from chungsuc.dashboards.log.acts import KINDS

PAGE = 50
_WINDOW = 2_000  # entries that are looked through at first where no index leads to those that are sought
_MOST = 200_000  # and in all, for one page: the next one goes on from there


@dataclass(frozen=True)
class Asked:
    """What a reader asks of the log: of a unit and below, or without one of their own acts."""

    unit: Unit | None = None
    below: bool = True
    person: str = ""
    kind: str = ""
    since: date | None = None
    until: date | None = None


class Page(NamedTuple):
    """Entries, and from where the next ones go on; None at the end."""

    entries: list[Entry]
    before: int | None
    is_full: bool  # fewer are shown where the search stopped to be asked to go on


def may_read(user: Any, unit: Unit) -> bool:
    """Whether a person reads the log of a unit."""
    return policy.may(user, Permission.AUDIT_VIEW, at=unit)


def may_read_below(user: Any, unit: Unit) -> bool:
    """Whether also that of the units below it: some roles read that of their own unit only."""
    if policy.is_system(user):
        return True
    held = policy.roles_of(user).filter(role__in=everywhere_below(Permission.AUDIT_VIEW))
    return UnitPath.objects.filter(ancestor_id__in=held.values("unit_id"), descendant=unit).exists()


def units_read(user: Any) -> list[Unit]:
    """The units at which a person holds a role that reads the log."""
    held = policy.roles_of(user).select_related("unit").order_by("unit__sort_key")
    units = {each.unit_id: each.unit for each in held}
    return [unit for unit in units.values() if may_read(user, unit)]


def entries_of(user: Any, asked: Asked) -> tuple[QuerySet[Entry], bool]:
    """The entries that are asked for, and whether an index leads to them.

    Whoever reads the log of the nation reads what belongs to no unit as well.
    """
    found, led = Entry.objects.all(), False
    unit = asked.unit
    if unit is None:
        found, led = found.filter(by=user.get_username()), True
    elif not asked.below or not may_read_below(user, unit):
        found, led = found.filter(unit_id=unit.pk), True
    elif unit.level != Level.COUNTRY:
        found = found.filter(unit_id__in=subtree_ids(unit))
        led = unit.level in (Level.COMMUNE, Level.VILLAGE)
    if asked.person and unit is not None:
        found, led = found.filter(by=asked.person), True
    if asked.kind in KINDS:
        of_kind = Q()
        for beginning in KINDS[asked.kind][1]:
            of_kind |= Q(action__startswith=beginning)
        found, led = found.filter(of_kind), led and unit is None
    if asked.since is not None:
        found = found.filter(at__gte=_begin(asked.since))
    if asked.until is not None:
        found = found.filter(at__lt=_begin(asked.until + timedelta(days=1)))
    return found, led


def _begin(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min)).astimezone(UTC)


def page(found: QuerySet[Entry], *, led: bool, before: int | None, size: int = PAGE) -> Page:
    """The next entries before one, by the order of writing.

    Where no index leads to them the log is looked through in growing pieces and no further than a page may
    cost: a log of many years is never read whole.
    """
    found = found.order_by("-pk")
    if led:
        upto = found if before is None else found.filter(pk__lt=before)
        return _cut(list(upto[: size + 1]), size, None)
    top = before if before is not None else (Entry.objects.aggregate(last=Max("pk"))["last"] or 0) + 1
    entries: list[Entry] = []
    for low, high in _windows(top):
        entries += found.filter(pk__gte=low, pk__lt=high)[: size + 1 - len(entries)]
        if len(entries) > size:
            break
        top = low
    return _cut(entries, size, top if top > 1 else None)


def _windows(top: int) -> Iterator[tuple[int, int]]:
    looked, span = 0, _WINDOW
    while top > 1 and looked < _MOST:
        low = max(1, top - span)
        yield low, top
        looked, top, span = looked + span, low, span * 4


def _cut(entries: list[Entry], size: int, stopped: int | None) -> Page:
    if len(entries) > size:
        return Page(entries[:size], entries[size - 1].pk, True)
    return Page(entries, stopped, False)


# --- of one thing ----------------------------------------------------------------------------------


def of_thing(user: Any, object_type: str, object_id: str) -> list[Entry]:
    """What was done to one thing, the newest first, as far as the person may read it."""
    found = Entry.objects.filter(object_type=object_type, object_id=object_id).order_by("-pk")
    return readable(user, list(found[:1000]))


def readable(user: Any, entries: list[Entry]) -> list[Entry]:
    """Those that the person did, or that are of units whose log the person reads."""
    unit_ids = {each.unit_id for each in entries if each.unit_id}
    units = Unit.objects.in_bulk(unit_ids)
    allowed = {pk for pk, unit in units.items() if may_read(user, unit)}
    nation = any(not each.unit_id for each in entries) and _reads_the_nation(user)
    name = user.get_username()
    return [
        each for each in entries if each.by == name or (each.unit_id in allowed if each.unit_id else nation)
    ]


def _reads_the_nation(user: Any) -> bool:
    country = Unit.objects.filter(level=Level.COUNTRY).first()
    return country is not None and may_read(user, country)
