"""Writing units."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from chungsuc.administrative_units import paths
from chungsuc.administrative_units.models import ReferenceLoad, Succession, Unit, UnitPath
from chungsuc.audit.actions import record
from chungsuc.core import units as core
from chungsuc.core.vietnamese.text import fold, sort_key

BATCH = 2000


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
    and figures hang on them. An edition that is loaded already is left as it is.
    """
    done = ReferenceLoad.objects.filter(edition=edition).first()
    if done is not None:
        return done
    listed = list(units)
    rows = [_row(unit) for unit in listed]
    Unit.objects.bulk_create(
        rows,
        batch_size=BATCH,
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
    # Paths are computed from the units alone, so they are made anew as a whole.
    UnitPath.objects.all().delete()
    UnitPath.objects.bulk_create(
        (
            UnitPath(
                ancestor_id=path.ancestor,
                descendant_id=path.descendant,
                depth=path.depth,
                valid_from=path.valid_from,
                valid_to=path.valid_to,
            )
            for path in paths.paths(listed)
        ),
        batch_size=BATCH,
    )
    Succession.objects.bulk_create(
        (
            Succession(
                predecessor_id=each.predecessor_id,
                successor_id=each.successor_id,
                kind=each.kind,
                share=each.share,
                is_main=each.is_main,
                weight=each.weight,
                effective=each.effective,
                order_number=each.order or "",
            )
            for each in successions
        ),
        batch_size=BATCH,
        ignore_conflicts=True,
    )
    load = ReferenceLoad.objects.create(
        edition=edition, loaded_at=now, loaded_by=by.get_username(), units=len(rows)
    )
    record("units.reference_loaded", load, by=by, at=now, data={"edition": edition, "units": len(rows)})
    return load


def _row(unit: core.Unit) -> Unit:
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
