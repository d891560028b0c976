"""Loading where units lie."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from chungsuc.administrative_units.models import Boundary, BoundaryLoad, Unit, UnitPath
from chungsuc.administrative_units.queries import as_of
from chungsuc.administrative_units.tree import some_of
from chungsuc.audit.actions import record
from chungsuc.core.units import Level
from chungsuc.core.vietnamese.dates import format_date
from chungsuc.core.vietnamese.text import name_key
from chungsuc.law.boundaries import BoundaryError, Outline

SHOWN = 5  # features that are named one by one


@transaction.atomic
def load_boundaries(
    *, outlines: Sequence[Outline], source: str, content_hash: str, day: date, by: Any, now: datetime
) -> BoundaryLoad:
    """Nạp ranh giới: of every unit that the file names as of a day, or of none.

    Raises BoundaryError for a unit that is not known or is named twice, and for a file that was loaded.
    """
    if BoundaryLoad.objects.filter(content_hash=content_hash).exists():
        raise BoundaryError(f"Tệp {source} đã được nạp trước đây. Không cần nạp lại.")
    units = matched(outlines, day)
    load = BoundaryLoad.objects.create(
        source=source, content_hash=content_hash, loaded_at=now, loaded_by=by.get_username()
    )
    Boundary.objects.bulk_create(
        [
            Boundary(load=load, unit=unit, areas=each.areas or None, place=each.point)
            for each, unit in zip(outlines, units, strict=True)
        ],
        batch_size=200,
    )
    record(
        "units.boundaries_loaded",
        load,
        by=by,
        at=now,
        data={"source": source, "sha256": content_hash, "units": len(units), "day": day.isoformat()},
    )
    return load


def matched(outlines: Sequence[Outline], day: date) -> list[Unit]:
    """The unit that each feature names, on a day. Raises BoundaryError."""
    by_code = _by_code({each.code for each in outlines if each.code}, day)
    by_name = _by_name(day) if any(not each.code for each in outlines) else {}
    parents = _parents([unit for units in by_name.values() for unit in units], day) if by_name else {}
    found: list[Unit] = []
    unknown: list[Outline] = []
    for each in outlines:
        units = by_code.get(each.code, []) if each.code else by_name.get(name_key(each.name), [])
        if each.code and each.name:
            units = [unit for unit in units if name_key(each.name) in _names(unit)]
        elif each.parent:
            units = [unit for unit in units if _is_within(parents.get(unit.pk, ()), each.parent)]
        if len(units) == 1:
            found.append(units[0])
        else:
            unknown.append(each)
    if unknown:
        raise BoundaryError(_unknown(unknown, day))
    _check_once(outlines, found)
    return found


def _names(unit: Unit) -> tuple[str, str]:
    """A unit's name with and without the word for its kind."""
    return name_key(unit.name), name_key(unit.full_name)


def _by_code(codes: Collection[str], day: date) -> dict[str, list[Unit]]:
    found: dict[str, list[Unit]] = defaultdict(list)
    for some in some_of(codes):
        for unit in Unit.objects.filter(as_of(day), code__in=some):
            found[unit.code].append(unit)
    return found


def _by_name(day: date) -> dict[str, list[Unit]]:
    """Every unit of the day but villages, which no map of this kind knows."""
    found: dict[str, list[Unit]] = defaultdict(list)
    for unit in Unit.objects.filter(as_of(day)).exclude(level=Level.VILLAGE):
        for name in dict.fromkeys(_names(unit)):
            found[name].append(unit)
    return found


def _parents(units: Sequence[Unit], day: date) -> dict[str, list[Unit]]:
    found: dict[str, list[Unit]] = defaultdict(list)
    for some in some_of([unit.pk for unit in units]):
        paths = UnitPath.objects.filter(as_of(day), descendant__in=some, depth__gt=0)
        for path in paths.select_related("ancestor"):
            found[path.descendant_id].append(path.ancestor)
    return found


def _is_within(parents: Collection[Unit], asked: str) -> bool:
    return any(asked == unit.code or name_key(asked) in _names(unit) for unit in parents)


def _unknown(unknown: Sequence[Outline], day: date) -> str:
    named = "; ".join(f"đối tượng {each.number} ({each.said})" for each in unknown[:SHOWN])
    more = f" và {len(unknown) - SHOWN} đối tượng nữa" if len(unknown) > SHOWN else ""
    return (
        f"Ngày {format_date(day)} không có đúng một đơn vị cho: {named}{more}. Chưa nạp gì. Hãy kiểm tra mã, "
        "tên và đơn vị cấp trên, hoặc chọn ngày khác bằng --on."
    )


def _check_once(outlines: Sequence[Outline], units: Sequence[Unit]) -> None:
    first: dict[str, int] = {}
    for each, unit in zip(outlines, units, strict=True):
        before = first.setdefault(unit.pk, each.number)
        if before != each.number:
            raise BoundaryError(
                f"Đối tượng {before} và {each.number} cùng là {unit.full_name} ({unit.code}). Chưa nạp gì. "
                "Hãy gộp hai đối tượng thành một."
            )
