"""Bringing the stored units to the reference list that a version ships."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from chungsuc.administrative_units import paths, tree
from chungsuc.administrative_units.actions.reorganisations import succession_row
from chungsuc.administrative_units.models import ReferenceLoad, Succession, Unit, UnitChange
from chungsuc.audit.actions import record
from chungsuc.core import units as core


@transaction.atomic
def load_reference(
    *,
    units: Iterable[core.Unit],
    successions: Iterable[core.Succession],
    edition: str,
    by: Any,
    now: datetime,
) -> ReferenceLoad:
    """Nạp danh mục đơn vị: bring the stored units to an edition of the reference files.

    Units and successions that are already stored keep their ids; nothing is deleted, since plans
    and figures hang on them. What an order that was recorded here changed stays as it was recorded,
    and so do units that the list does not know, villages among them. An edition that is loaded
    already is left as it is. Raises `UnitError` for a list that contradicts what was recorded.
    """
    tree.lock()
    done = ReferenceLoad.objects.filter(edition=edition).first()
    if done is not None:
        return done
    listed = {unit.id: unit for unit in units}
    own = _recorded_here(listed)
    _check_codes(listed, own)
    rows = [tree.row_of(unit) for unit in listed.values() if unit.id not in own]
    Unit.objects.bulk_create(
        rows,
        batch_size=tree.BATCH,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=[
            "code",
            "name",
            "kind",
            "level",
            "valid_from",
            "valid_to",
            "folded",
            "sort_key",
            "tags",
        ],
    )
    merged = listed | own
    core.check_units(merged, ())
    tree.store_paths(merged, paths.paths(merged.values()))
    Succession.objects.bulk_create(
        (succession_row(each) for each in successions), batch_size=tree.BATCH, ignore_conflicts=True
    )
    load = ReferenceLoad.objects.create(
        edition=edition, loaded_at=now, loaded_by=by.get_username(), units=len(listed)
    )
    record("units.reference_loaded", load, by=by, at=now, data={"edition": edition, "units": len(listed)})
    return load


def _recorded_here(listed: Mapping[str, core.Unit]) -> dict[str, core.Unit]:
    """Stored units that the list does not know, and those that an order of this store changed."""
    stored = set(Unit.objects.values_list("pk", flat=True)) - set(listed)
    changed = set(UnitChange.objects.values_list("unit_id", flat=True))
    return {unit.id: unit for unit in tree.core_units(stored | changed)}


def _check_codes(listed: Mapping[str, core.Unit], own: Mapping[str, core.Unit]) -> None:
    """Raises UnitError where list and store give one code to two units of the same time."""
    bearers: dict[tuple[str, core.Level], list[core.Unit]] = {}
    for unit in own.values():
        bearers.setdefault((unit.code, unit.level), []).append(unit)
    for unit in listed.values():
        for other in bearers.get((unit.code, unit.level), ()):
            if unit.id not in own and unit.overlaps(other):
                raise core.UnitError(
                    f"Danh mục mới có {unit.title} mang mã {unit.code}, trùng với {other.title} đã ghi theo "
                    "nghị quyết. Hãy đối chiếu hai đơn vị và báo cho người quản trị trước khi nạp danh mục.",
                    unit.id,
                )
