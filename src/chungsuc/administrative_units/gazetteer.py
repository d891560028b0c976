"""Danh mục đơn vị as this store knows it: the list that is shipped, and what was recorded here since."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

from django.db.models import Q

from chungsuc.administrative_units.models import Level, Reorganisation, Succession, Unit, UnitChange
from chungsuc.administrative_units.tree import core_units
from chungsuc.core.units import Gazetteer
from chungsuc.core.units import Succession as Step
from chungsuc.core.units.types import Share, SuccessionKind
from chungsuc.law.units import load_gazetteer
from chungsuc.stores.questions import Question

# Orders are only ever added, so the last one names the state of all of them.
_LAST = Question(
    lambda: Reorganisation.objects.order_by("-pk").values_list("pk", "order_number", "recorded_at")[:1]
)


def gazetteer() -> Gazetteer:
    """The country's units, with those that orders recorded here ended, began or moved; no villages.

    One short question; what was recorded is read once for each order that was added.
    """
    last = _LAST()
    return _since(*last[0]) if last else load_gazetteer()


def with_villages(unit_ids: Collection[str]) -> Gazetteer:
    """The same with the villages among these units, those right below them, and what became of them."""
    near = Unit.objects.filter(paths_up__ancestor__in=unit_ids, paths_up__depth__lte=1, level=Level.VILLAGE)
    found = set(near.values_list("pk", flat=True))
    steps = Succession.objects.filter(Q(predecessor__in=found) | Q(successor__in=found))
    rows = list(steps.filter(predecessor__level=Level.VILLAGE, successor__level=Level.VILLAGE))
    found |= {unit_id for row in rows for unit_id in (row.predecessor_id, row.successor_id)}
    return gazetteer().extended(core_units(found), [_step(row) for row in rows])


@lru_cache(maxsize=4)
def _since(*_last: object) -> Gazetteer:
    changed = UnitChange.objects.exclude(unit__level=Level.VILLAGE).values_list("unit_id", flat=True)
    rows = Succession.objects.filter(reorganisation__isnull=False).exclude(predecessor__level=Level.VILLAGE)
    return load_gazetteer().extended(core_units(set(changed)), [_step(row) for row in rows.order_by("pk")])


def _step(row: Succession) -> Step:
    return Step(
        predecessor_id=row.predecessor_id,
        successor_id=row.successor_id,
        kind=SuccessionKind(row.kind),
        share=Share(row.share),
        is_main=row.is_main,
        weight=row.weight,
        effective=row.effective,
        order=row.order_number or None,
    )
