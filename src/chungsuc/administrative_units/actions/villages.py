"""Adding the villages of communes from a list."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db import transaction
from django.db.models import Q

from chungsuc.administrative_units import tree
from chungsuc.administrative_units.models import Level, Unit, UnitPath
from chungsuc.administrative_units.queries import as_of
from chungsuc.audit.actions import record
from chungsuc.core import units as core
from chungsuc.core.units import UnitError
from chungsuc.core.units.villages import ListedVillage, Staged, stage

PREFIXES = 100  # beginnings of codes a question


def stage_villages(*, rows: Collection[ListedVillage], day: date) -> Staged:
    """Kiểm tra danh sách thôn against the communes of a day. Writes nothing."""
    found = Unit.objects.filter(as_of(day), level=Level.COMMUNE)
    codes = {row.commune for row in rows}
    ids = [
        pk for some in tree.some_of(codes) for pk in found.filter(code__in=some).values_list("pk", flat=True)
    ]
    communes = {unit.code: unit for unit in tree.core_units(ids)}
    there: dict[str, list[str]] = defaultdict(list)
    for some in tree.some_of(ids):
        below = UnitPath.objects.filter(
            as_of(day), ancestor__in=some, depth=1, descendant__level=Level.VILLAGE
        )
        for commune_id, name in below.values_list("ancestor_id", "descendant__name"):
            there[commune_id].append(name)
    # A village may have left the commune, or its commune have ended, and it keeps its code.
    taken: set[str] = set()
    for some in tree.some_of(communes):
        for start in range(0, len(some), PREFIXES):
            begins = (Q(code__startswith=f"{code}-") for code in some[start : start + PREFIXES])
            bearers = Unit.objects.filter(reduce(or_, begins), level=Level.VILLAGE)
            taken.update(bearers.values_list("code", flat=True))
    return stage(rows, communes, there, taken)


@transaction.atomic
def add_villages(*, rows: Collection[ListedVillage], day: date, by: Any, now: datetime) -> Staged:
    """Thêm thôn: the whole list, or nothing where one row is wrong. Raises UnitError."""
    tree.lock()
    staged = stage_villages(rows=rows, day=day)
    if staged.problems:
        raise UnitError(
            f"Danh sách thôn còn {len(staged.problems)} chỗ sai, chưa thêm thôn nào. {staged.problems[0]}"
        )
    place_villages(villages=staged.villages, by=by, now=now)
    return staged


@transaction.atomic
def place_villages(*, villages: Collection[core.Unit], by: Any, now: datetime) -> None:
    """Đặt thôn vào xã: each with the communes that it lay in, one line in the log for each commune."""
    tree.lock()
    tree.write([], villages)
    counts = Counter(village.parents[0].unit_id for village in villages)
    for some in tree.some_of(counts):
        for commune in Unit.objects.filter(pk__in=some):
            record(
                "units.villages_added",
                commune,
                by=by,
                at=now,
                unit_id=commune.pk,
                data={"count": counts[commune.pk]},
            )
