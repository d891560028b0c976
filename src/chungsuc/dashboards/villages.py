"""Danh sách thôn: read from a workbook, shown with every problem, and added by the office of the place."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db import transaction

from chungsuc.accounts import policy
from chungsuc.accounts.policy import Permission
from chungsuc.administrative_units.actions import add_villages
from chungsuc.administrative_units.models import Level, Unit
from chungsuc.administrative_units.queries import as_of
from chungsuc.core.units.villages import ListedVillage, Staged
from chungsuc.documents.sheet_in import SheetCell, read_table

COMMUNE, KIND, NAME = "Mã xã", "Loại", "Tên thôn"


def read_villages(data: bytes, name: str, commune: str = "") -> list[ListedVillage]:
    """The rows of a workbook. Of one commune, where its code is given; else each row names its own.

    Raises DocumentError.
    """
    columns = (KIND, NAME) if commune else (COMMUNE, KIND, NAME)
    rows = []
    for cells in read_table(data, name, columns):
        where = cells.get(COMMUNE) or SheetCell(commune, cells[NAME].place)
        rows.append(
            ListedVillage(
                where.text,
                cells[KIND].text,
                cells[NAME].text,
                where.place,
                cells[KIND].place,
                cells[NAME].place,
            )
        )
    return rows


@transaction.atomic
def add(*, rows: Collection[ListedVillage], day: date, by: Any, now: datetime) -> Staged:
    """Thêm thôn, by the office of each commune or of a unit above it.

    Raises `NotAllowed` and what `administrative_units.actions.add_villages` raises.
    """
    policy.require(by, Permission.UNITS_CHANGE)
    if not policy.is_system(by):
        codes = {row.commune for row in rows}
        places = Unit.objects.filter(as_of(day), level=Level.COMMUNE, code__in=codes)
        mine = policy.units_where(by, Permission.UNITS_CHANGE)
        if (foreign := places.exclude(pk__in=mine).first()) is not None:
            policy.require(by, Permission.UNITS_CHANGE, at=foreign)
    return add_villages(rows=rows, day=day, by=by, now=now)
