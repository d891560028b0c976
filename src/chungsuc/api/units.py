"""Đơn vị: found by name, code and day; what lies above and below; what became of them. Open to everyone."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import BaseModel, Field

from chungsuc.accounts import policy
from chungsuc.administrative_units import queries
from chungsuc.administrative_units.models import Level, Succession, Unit
from chungsuc.api.door import reading
from chungsuc.api.errors import Refusal
from chungsuc.api.pages import CursorText, place, the_unit
from chungsuc.api.values import Cursor, Day, Text, UnitName

router = Router(tags=["Đơn vị"])
FAULTS = frozenset({400, 404, 422})


class OneUnit(BaseModel):
    """Đơn vị. `valid_to` is the first day on which it was no more; null where an end is open or not known."""

    id: str
    code: str
    name: str
    kind: str
    full_name: str
    level: str
    valid_from: date | None
    valid_to: date | None


class Step(BaseModel):
    """Kế thừa: what a unit was made from, or became."""

    unit: OneUnit
    effective: date
    kind: str
    share: str
    order: str


class UnitInFull(OneUnit):
    above: list[OneUnit]  # from the country down, on the day
    made_from: list[Step]
    became: list[Step]


class Units(BaseModel):
    units: list[OneUnit]
    next: str | None


def one_unit(unit: Unit) -> OneUnit:
    """A unit as it is told."""
    return OneUnit.model_construct(
        id=unit.pk,
        code=unit.code,
        name=unit.name,
        kind=unit.kind,
        full_name=unit.full_name,
        level=unit.level,
        valid_from=unit.valid_from,
        valid_to=unit.valid_to,
    )


@router.get(
    "", response={200: Units, 304: None, FAULTS: Refusal}, summary="Tìm, liệt kê đơn vị", url_name="units"
)
@reading
def find(
    request: HttpRequest,
    *,
    q: Annotated[Text | None, Query(max_length=100, description="tên, không cần dấu, hoặc mã")] = None,
    level: Annotated[Level | None, Query()] = None,
    on: Annotated[Day | None, Query(description="chỉ đơn vị có vào ngày này")] = None,
    within: Annotated[
        UnitName | None, Query(description="chỉ đơn vị nằm dưới đơn vị này vào ngày on")
    ] = None,
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
    cursor: Annotated[CursorText | None, Query()] = None,
) -> Units:
    """Có q: các đơn vị có tên gần nhất. Không có q: theo thứ tự mã định danh, từng trang."""
    if q:
        found = queries.search(q, day=on, level=level, limit=min(limit, 50))
        return Units(units=[one_unit(each) for each in found], next=None)
    rows = Unit.objects.order_by("pk")
    if on is not None:
        rows = rows.filter(queries.as_of(on))
    if level is not None:
        rows = rows.filter(level=level)
    if within is not None:
        above = the_unit(within, "query.within")
        day = on or policy.today()
        paths = above.paths_down.filter(queries.as_of(day), depth__gt=0)
        rows = rows.filter(pk__in=paths.values("descendant_id"))
    if after := place(cursor, 1):
        rows = rows.filter(pk__gt=after[0])
    page = list(rows[: limit + 1])
    further = Cursor.write(page[limit - 1].pk) if len(page) > limit else None
    return Units(units=[one_unit(each) for each in page[:limit]], next=further)


@router.get(
    "/{unit}",
    response={200: UnitInFull, 304: None, FAULTS: Refusal},
    summary="Một đơn vị",
    url_name="unit",
)
@reading
def one(
    request: HttpRequest,
    unit: UnitName,
    on: Annotated[Day | None, Query(description="cây đơn vị của ngày nào; không nêu: hôm nay")] = None,
) -> UnitInFull:
    """Đơn vị, các cấp trên của nó, nó từ đâu mà có và đã thành gì."""
    found = the_unit(unit, "path.unit")
    steps = [(each.predecessor, each) for each in queries.origins(found)]
    later = [(each.successor, each) for each in queries.outcomes(found)]
    return UnitInFull(
        **one_unit(found).__dict__,
        above=[one_unit(each) for each in queries.above(found, on or policy.today())],
        made_from=[_step(*each) for each in steps],
        became=[_step(*each) for each in later],
    )


def _step(unit: Unit, step: Succession) -> Step:
    return Step.model_construct(
        unit=one_unit(unit),
        effective=step.effective,
        kind=step.kind,
        share=step.share,
        order=step.order_number,
    )


class Below(BaseModel):
    unit: OneUnit
    on: date
    units: Annotated[list[OneUnit], Field(description="ngay bên dưới, hoặc mọi đơn vị của một cấp")]
    next: str | None


@router.get(
    "/{unit}/below",
    response={200: Below, 304: None, FAULTS: Refusal},
    summary="Các đơn vị bên dưới vào một ngày",
    url_name="unit-below",
)
@reading
def below(
    request: HttpRequest,
    *,
    unit: UnitName,
    on: Annotated[Day | None, Query()] = None,
    level: Annotated[Level | None, Query()] = None,
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
    cursor: Annotated[CursorText | None, Query()] = None,
) -> Below:
    """Ngay bên dưới; hoặc, khi nêu level, mọi đơn vị của cấp đó. Theo thứ tự mã định danh."""
    above = the_unit(unit, "path.unit")
    day = on or policy.today()
    paths = above.paths_down.filter(queries.as_of(day), depth__gt=0)
    paths = paths.filter(descendant__level=level) if level is not None else paths.filter(depth=1)
    if after := place(cursor, 1):
        paths = paths.filter(descendant_id__gt=after[0])
    rows = [
        each.descendant for each in paths.select_related("descendant").order_by("descendant_id")[: limit + 1]
    ]
    further = Cursor.write(rows[limit - 1].pk) if len(rows) > limit else None
    return Below(unit=one_unit(above), on=day, units=[one_unit(each) for each in rows[:limit]], next=further)
