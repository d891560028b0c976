"""Số liệu: what stands in each cell of a unit and of those below it, as known now or at a moment."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router
from pydantic import BaseModel

from chungsuc.accounts import policy
from chungsuc.accounts.policy import Permission
from chungsuc.administrative_units.models import Unit
from chungsuc.administrative_units.queries import subtree_ids
from chungsuc.api.door import Caller, Reader, reading
from chungsuc.api.errors import ApiError, Refusal
from chungsuc.api.pages import CursorText, bad_cursor, caller_of, place, readable, the_set, the_unit
from chungsuc.api.values import (
    Code,
    Cursor,
    OfPeriod,
    SetId,
    State,
    Text,
    UnitName,
    Value,
    of_entry,
)
from chungsuc.assessments.drafts import hidden_from
from chungsuc.assessments.models import Observation
from chungsuc.assessments.queries import Series, states
from chungsuc.core import observations as core
from chungsuc.core.observations import Slot, SlotState
from chungsuc.core.periods import Period

router = Router(tags=["Số liệu"], auth=Reader())
FAULTS = frozenset({400, 401, 403, 404, 422, 429})


class OneEntry(BaseModel):
    """Một lần ghi: what was said, by whom, when, and on what it rests."""

    id: UUID
    state: State
    value: Value | None
    observed_by: str
    observed_on: date
    recorded_at: datetime
    channel: str
    note: str


class OneCell(BaseModel):
    """Một ô số liệu. In a conflict several entries stand, the latest first, and none of them is its value."""

    unit: str
    indicator: str
    period: str
    state: State
    value: Value | None
    entries: list[OneEntry]


class Observations(BaseModel):
    set: str
    within: str
    series: Series
    observations: list[OneCell]
    next: str | None


@router.get(
    "",
    response={200: Observations, 304: None, FAULTS: Refusal},
    summary="Số liệu của một đơn vị và các đơn vị bên dưới",
    url_name="observations",
)
@reading
def standing(
    request: HttpRequest,
    *,
    set: Annotated[SetId, Query(description="mã bộ tiêu chí")],  # noqa: A002 (the name in the address)
    within: Annotated[UnitName | None, Query(description="không nêu: đơn vị của khóa kết nối")] = None,
    unit: Annotated[UnitName | None, Query(description="chỉ riêng đơn vị này")] = None,
    indicator: Annotated[Code | None, Query()] = None,
    period: Annotated[
        OfPeriod | None, Query(description="2024, 2024-Q1, 2024-H1, 2024-03, 2021..2025")
    ] = None,
    series: Annotated[Series | None, Query()] = None,
    known_at: Annotated[
        Text | None, Query(description="như đã biết vào lúc này (ISO 8601, có múi giờ)", max_length=40)
    ] = None,
    limit: Annotated[int, Query(ge=1, le=1000)] = 500,
    cursor: Annotated[CursorText | None, Query()] = None,
) -> Observations:
    """Mỗi ô một dòng, theo đơn vị, chỉ tiêu, kỳ. Một trang có thể ít hơn limit; còn next là còn nữa.
    Ô mà đơn vị bên dưới đã nhập nhưng chưa trình thì không nêu."""
    caller, set_id = caller_of(request), the_set(set).set_id
    caller.check_set(set_id)
    above = the_unit(unit or within, "query.unit") if unit or within else caller.token.unit
    shown = readable(caller, above, series, of_totals=True)
    ids = [above.pk] if unit else _units_of(caller, above)
    cells = Observation.objects.filter(unit_id__in=ids, criteria_set_id=set_id)
    if indicator is not None:
        cells = cells.filter(indicator_code=indicator)
    if period is not None:
        cells = cells.filter(period=str(period))
    moment = None if known_at is None else _moment(known_at)
    listed, further = _page(cells, limit, cursor)
    found = _states(listed, set_id, moment)
    hidden = _hidden(caller, found.values()) if shown is Series.REPORTED else frozenset()
    allowed = [
        slot
        for slot in listed
        if slot in found
        and caller.covers(set_id, slot.indicator)
        and hidden.isdisjoint(each.id for each in found[slot].heads)
    ]
    return Observations(
        set=set_id,
        within=above.pk,
        series=shown,
        observations=told_cells([(slot, found[slot]) for slot in allowed], shown),
        next=further,
    )


def _hidden(caller: Caller, found: Iterable[SlotState]) -> frozenset[UUID]:
    """What the units below entered and have not handed up: such a cell is not told of."""
    return hidden_from(caller.person, [head for state in found for head in state.heads])


def _units_of(caller: Caller, above: Unit) -> object:
    """The unit and everything below; of a unit that is only the peer of the person's own, the unit alone."""
    reaches = any(
        policy.may(caller.person, each, at=above)
        for each in (Permission.OBSERVATION_RECORD, Permission.PLAN_VIEW)
    )
    return subtree_ids(above) if reaches else [above.pk]


def _moment(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text.replace(" ", "+"))
    except ValueError:
        found = None
    if found is None or found.tzinfo is None or not 1900 <= found.year <= 9000:
        raise ApiError(
            422,
            "invalid",
            "known_at phải là thời điểm ISO 8601 có múi giờ, ví dụ 2024-12-31T17:00:00+07:00.",
            where="query.known_at",
        )
    return found


def _page(cells: QuerySet[Observation], limit: int, cursor: str | None) -> tuple[list[Slot], str | None]:
    """The next cells, in the order of the index by cell, and where they end."""
    order = ("unit_id", "indicator_code", "last_day", "first_day")
    if after := place(cursor, 4):
        unit_id, code, last, first = after
        try:
            last_day, first_day = date.fromisoformat(last), date.fromisoformat(first)
        except ValueError:
            raise bad_cursor() from None
        later = Q(last_day__gt=last_day) | Q(last_day=last_day, first_day__gt=first_day)
        same_unit = Q(indicator_code__gt=code) | (Q(indicator_code=code) & later)
        cells = cells.filter(Q(unit_id__gt=unit_id) | (Q(unit_id=unit_id) & same_unit))
    rows = list(
        cells.order_by(*order).values_list(*order, "criteria_set_id", "period").distinct()[: limit + 1]
    )
    slots = [Slot(unit_id, set_id, code, Period.parse(period)) for unit_id, code, *_, set_id, period in rows]
    if len(rows) <= limit:
        return slots, None
    unit_id, code, last_day, first_day = rows[limit - 1][:4]
    return slots[:limit], Cursor.write(unit_id, code, last_day.isoformat(), first_day.isoformat())


def _states(slots: list[Slot], set_id: str, moment: datetime | None) -> dict[Slot, SlotState]:
    """What stands in the cells."""
    if not slots:
        return {}
    return states(
        unit_ids={each.unit_id for each in slots},
        criteria_set_id=set_id,
        codes={each.indicator for each in slots},
        since=min(each.period.first_day for each in slots),
        until=max(each.period.last_day for each in slots),
        known_at=moment,
    )


def told_cells(cells: Iterable[tuple[Slot, SlotState]], series: Series) -> list[OneCell]:
    """Cells with the entries that stand in them; one query for who wrote them."""
    listed = [
        (slot, (state.heads if series is Series.REPORTED else _only(state.accepted))) for slot, state in cells
    ]
    ids = [each.id for _slot, heads in listed for each in heads]
    rows: dict[UUID, Observation] = {}
    for start in range(0, len(ids), 500):
        some = Observation.objects.filter(pk__in=ids[start : start + 500]).select_related("observed_by")
        rows.update({row.pk: row for row in some})
    return [_cell(slot, [told_entry(each, rows[each.id]) for each in heads]) for slot, heads in listed]


def _only(accepted: core.Observation | None) -> tuple[core.Observation, ...]:
    return () if accepted is None else (accepted,)


def _cell(slot: Slot, entries: list[OneEntry]) -> OneCell:
    state, value = (entries[0].state, entries[0].value) if entries else (State.NO_DATA, None)
    if len(entries) > 1:
        state, value = State.IN_CONFLICT, None
    return OneCell.model_construct(
        unit=slot.unit_id,
        indicator=slot.indicator,
        period=str(slot.period),
        state=state,
        value=value,
        entries=entries,
    )


def told_entry(entry: core.Observation, row: Observation) -> OneEntry:
    state, value = of_entry(entry)
    return OneEntry.model_construct(
        id=entry.id,
        state=state,
        value=value,
        observed_by=str(row.observed_by),
        observed_on=row.observed_on,
        recorded_at=timezone.localtime(row.recorded_at),
        channel=row.channel,
        note=row.note,
    )
