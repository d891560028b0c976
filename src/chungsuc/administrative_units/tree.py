"""The stored units as the core knows them, and the closure of their tree after a change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import TypeVar

from django.db.models import QuerySet

from chungsuc.administrative_units import paths, provinces
from chungsuc.administrative_units.models import Level, Unit, UnitPath
from chungsuc.core import units as core
from chungsuc.core.vietnamese.text import fold, sort_key

T = TypeVar("T")
BATCH = 2000  # rows a statement; also ids a question, well below what any store takes


def lock() -> None:
    """Wait for whoever else is changing the tree; until the transaction ends nobody else does."""
    list(Unit.objects.select_for_update().filter(level=Level.COUNTRY).values_list("pk", flat=True))


def row_of(unit: core.Unit) -> Unit:
    """The row that stores a unit; what lies above it stands in its paths."""
    return Unit(
        id=unit.id,
        code=unit.code,
        name=unit.name,
        kind=unit.kind,
        level=unit.level,
        valid_from=unit.valid_from,
        valid_to=unit.valid_to,
        folded=fold(unit.name),
        sort_key=sort_key(unit.name)[:400],
        tags=dict(unit.tags),
    )


def core_units(ids: Collection[str]) -> list[core.Unit]:
    """The units of these ids, each with its units above through time: the paths one step up."""
    rows = [row for some in some_of(ids) for row in Unit.objects.filter(pk__in=some)]
    above: dict[str, list[UnitPath]] = defaultdict(list)
    for some in some_of(ids):
        for path in UnitPath.objects.filter(descendant__in=some, depth=1):
            above[path.descendant_id].append(path)
    return [
        core.Unit(
            id=row.pk,
            code=row.code,
            name=row.name,
            kind=row.kind,
            level=core.Level(row.level),
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            parents=tuple(
                core.Parent(
                    path.ancestor_id,
                    None if path.valid_from == row.valid_from else path.valid_from,
                    None if path.valid_to == row.valid_to else path.valid_to,
                )
                for path in sorted(above[row.pk], key=lambda path: path.valid_from or date.min)
            ),
            tags=row.tags,
        )
        for row in rows
    ]


def with_all_above(ids: Iterable[str]) -> set[str]:
    """These ids and those of all that was ever above them."""
    return _closed(ids, "descendant", "ancestor_id")


def with_all_below(ids: Iterable[str]) -> set[str]:
    """These ids and those of all that was ever below them."""
    return _closed(ids, "ancestor", "descendant_id")


def _closed(ids: Iterable[str], here: str, there: str) -> set[str]:
    found = set(ids)
    for some in some_of(list(found)):
        found.update(UnitPath.objects.filter(**{f"{here}__in": some}).values_list(there, flat=True))
    return found


def write(changed: Collection[core.Unit], begun: Collection[core.Unit]) -> None:
    """Store units whose end or place changed and units that begin, and the paths of all that hang on them.

    Paths follow from the units alone, so that a path that no longer holds is taken away; no unit ever is.
    """
    Unit.objects.bulk_create([row_of(unit) for unit in begun], batch_size=BATCH)
    ends = [Unit(pk=unit.id, valid_to=unit.valid_to) for unit in changed]
    Unit.objects.bulk_update(ends, ["valid_to"], batch_size=500)
    now = {unit.id: unit for unit in (*changed, *begun)}
    touched = with_all_below(unit.id for unit in changed) | set(now)
    around = with_all_above([*touched, *(parent.unit_id for unit in now.values() for parent in unit.parents)])
    units = {unit.id: unit for unit in core_units(around)} | now
    store_paths(touched, (path for path in paths.paths(units.values()) if path.descendant in touched))


def store_paths(touched: Collection[str], wanted: Iterable[paths.Path]) -> None:
    """Bring the paths up from these units to what they should be, row by row that differs."""
    missing = {(path.ancestor, path.descendant, path.valid_from): path for path in wanted}
    stale: list[int] = []
    ended: list[UnitPath] = []
    for some in some_of(touched):
        for row in UnitPath.objects.filter(descendant__in=some):
            path = missing.pop((row.ancestor_id, row.descendant_id, row.valid_from), None)
            if path is None:
                stale.append(row.pk)
            elif (path.depth, path.valid_to) != (row.depth, row.valid_to):
                row.depth, row.valid_to = path.depth, path.valid_to
                ended.append(row)
    for gone in some_of(stale):
        UnitPath.objects.filter(pk__in=gone).delete()
    UnitPath.objects.bulk_update(ended, ["depth", "valid_to"], batch_size=500)
    UnitPath.objects.bulk_create(map(path_row, missing.values()), batch_size=BATCH)
    provinces.forget()


def path_row(path: paths.Path) -> UnitPath:
    """The row that stores a path."""
    return UnitPath(
        ancestor_id=path.ancestor,
        descendant_id=path.descendant,
        depth=path.depth,
        valid_from=path.valid_from,
        valid_to=path.valid_to,
    )


def problems() -> Iterator[str]:
    """What does not hold of the stored tree: every path is worked out again from the steps one up."""
    units = core_units(list(Unit.objects.values_list("pk", flat=True)))
    lost = [unit for unit in units if not unit.parents and unit.level is not core.Level.COUNTRY]
    if lost:
        yield f"{len(lost)} đơn vị không trực thuộc đơn vị nào, ví dụ {lost[0].title} ({lost[0].ref})."
    expected = {
        (path.ancestor, path.descendant, path.valid_from): (path.depth, path.valid_to)
        for path in paths.paths(units)
    }
    rows: QuerySet[UnitPath] = UnitPath.objects.all()
    found = {
        (row.ancestor_id, row.descendant_id, row.valid_from): (row.depth, row.valid_to)
        for row in rows.iterator(chunk_size=BATCH)
    }
    if expected != found:
        differing = sum(found.get(key) != what for key, what in expected.items())
        differing += sum(key not in expected for key in found)
        yield f"Cây đơn vị có {len(found)} đường dẫn, {differing} đường dẫn khác khi tính lại."


def some_of(items: Collection[T]) -> Iterator[list[T]]:
    """The items in lists that are short enough for one question."""
    listed = list(items)
    for start in range(0, len(listed), BATCH):
        yield listed[start : start + BATCH]
