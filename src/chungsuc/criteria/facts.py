"""Between the stored rows and the core's values."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from chungsuc.core import criteria as core
from chungsuc.criteria.models import FigureReview, LevelColumns, Overlay, OverlayValue


def columns(value: core.Value | None) -> dict[str, Any]:
    """The columns that hold a level; none of them for no figure."""
    match value:
        case bool():
            return {"yes": value}
        case Decimal():
            return {"number": value}
        case str():
            return {"grade": value}
        case _:
            return {}


def value_of(row: LevelColumns) -> core.Value | None:
    """The level that the columns hold."""
    if row.number is not None:
        return plain(row.number)
    if row.yes is not None:
        return row.yes
    return row.grade or None


def plain(number: Decimal) -> Decimal:
    """Without the zeros that a column adds: 85.000000 is 85."""
    return Decimal(f"{number.normalize():f}")


def overlay_of(row: Overlay) -> core.Overlay:
    """A stored decision as the core knows it."""
    return core.Overlay(
        criteria_set_id=row.set_id,
        kind=core.OverlayKind(row.kind),
        number=row.number,
        decided_on=row.decided_on,
        effective_on=row.effective_on,
        province=row.province_id,
        values=tuple(_value(each) for each in row.values.all()),
    )


def _value(row: OverlayValue) -> core.OverlayValue:
    value = value_of(row)
    assert value is not None  # a constraint of the table
    return core.OverlayValue(
        code=row.code,
        value=value,
        from_year=row.from_year,
        to_year=row.to_year,
        region=row.region or None,
        commune_group=row.commune_group or None,
    )


def shown_columns(figure: core.Figure) -> dict[str, Any]:
    """A figure as a review keeps it."""
    value = figure.value
    return {
        "key": figure.key,
        "shown_name": figure.measure.name,
        "shown": {
            "value": str(plain(value)) if isinstance(value, Decimal) else value,
            "is_number": isinstance(value, Decimal),
            "applies": figure.applies,
        },
    }


def compared(row: FigureReview) -> core.Compared:
    """What the person saw, as the core knows it."""
    value = row.shown["value"]
    if row.shown["is_number"]:
        value = Decimal(value)
    return core.Compared(row.key, row.shown_name, value, row.shown["applies"])
