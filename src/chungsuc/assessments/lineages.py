"""Quá trình sắp xếp of stored units, as the core follows it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from chungsuc.administrative_units.models import Succession, Unit
from chungsuc.assessments.weights import with_stated_parts
from chungsuc.core import units as core
from chungsuc.core.lineages import Lineages

Followed = tuple[Lineages, frozenset[str]]  # and the ids of all that led to the units, with their own

_FIELDS = (
    "predecessor_id",
    "successor_id",
    "kind",
    "share",
    "is_main",
    "weight",
    "effective",
    "order_number",
)


def lineages(unit_ids: Iterable[str], *, known_at: datetime | None = None) -> Followed:
    """What led to these units, with the weights that were stated by then of parts whose order states none.

    A query for each reorganisation that any of them went through, never one for each unit.
    """
    wanted = set(unit_ids)
    back = _reached(wanted, "successor_id", "predecessor_id")
    before = wanted | {each.predecessor_id for each in back}
    # What else a divided unit became says what it did not give to these.
    onward = _reached(before, "predecessor_id", "successor_id")
    steps = with_stated_parts({*back, *onward}, known_at=known_at)
    named = before | {each.successor_id for each in onward}
    lives = Unit.objects.filter(pk__in=named).values_list("pk", "valid_from", "valid_to")
    return Lineages({pk: (begin, end) for pk, begin, end in lives}, steps), frozenset(before)


def _reached(start: Iterable[str], at: str, towards: str) -> set[core.Succession]:
    """Every succession that can be reached from the units by going one way."""
    found: set[core.Succession] = set()
    seen = frontier = set(start)
    while frontier:
        rows = Succession.objects.filter(**{f"{at}__in": frontier}).values_list(*_FIELDS)
        steps = {_step(*row) for row in rows}
        found |= steps
        frontier = {getattr(each, towards) for each in steps} - seen
        seen = seen | frontier
    return found


def _step(*row: object) -> core.Succession:
    given = dict(zip(_FIELDS, row, strict=True))
    order = given.pop("order_number")
    kind, share = core.SuccessionKind(str(given.pop("kind"))), core.Share(str(given.pop("share")))
    return core.Succession(**given, kind=kind, share=share, order=str(order) or None)  # type: ignore[arg-type]
