"""Hồ sơ và thẩm tra: where each dossier stands, and each indicator in the hands of who verifies it."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Query, Router
from pydantic import BaseModel

from chungsuc.accounts import policy
from chungsuc.accounts.policy import NotAllowed, Permission
from chungsuc.administrative_units.models import Unit
from chungsuc.administrative_units.queries import subtree_ids
from chungsuc.api.door import Caller, Reader, reading
from chungsuc.api.errors import Refusal
from chungsuc.api.pages import CursorText, bad_cursor, caller_of, place, the_set, the_unit
from chungsuc.api.values import Cursor, SetId, UnitName
from chungsuc.core.reviews import Review
from chungsuc.workflow import queries
from chungsuc.workflow.models import Dossier

router = Router(tags=["Hồ sơ"], auth=Reader())
FAULTS = frozenset({400, 401, 403, 404, 422, 429})


class OneDossier(BaseModel):
    """Hồ sơ. `state` is for programs, `label` for people; `due` is null where the law names no time."""

    id: UUID
    unit: str
    set: str
    year: int
    purpose: str
    state: str
    label: str
    since: date
    due: date | None
    events: int


class Dossiers(BaseModel):
    within: str
    assessments: list[OneDossier]
    next: str | None


class OneReview(BaseModel):
    """Thẩm tra một chỉ tiêu: its state, and the last thing that was done with it."""

    indicator: str
    state: str
    label: str
    on: date | None
    body: str
    reason: str


class OneAssessment(BaseModel):
    """Đánh giá của một đơn vị trong một năm: its dossiers under a set, and reviews of what it handed up."""

    unit: str
    set: str
    year: int
    dossiers: list[OneDossier]
    reviews: list[OneReview]


@router.get(
    "",
    response={200: Dossiers, 304: None, FAULTS: Refusal},
    summary="Hồ sơ của một đơn vị và các đơn vị bên dưới",
    url_name="assessments",
)
@reading
def every(
    request: HttpRequest,
    *,
    within: Annotated[UnitName | None, Query(description="không nêu: đơn vị của khóa kết nối")] = None,
    set: Annotated[SetId | None, Query(description="mã bộ tiêu chí")] = None,  # noqa: A002 (in the address)
    year: Annotated[int | None, Query(ge=1, le=9999)] = None,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
    cursor: Annotated[CursorText | None, Query()] = None,
) -> Dossiers:
    """Những hồ sơ mà người cấp khóa được xem, theo thứ tự mã."""
    caller = caller_of(request)
    above = the_unit(within, "query.within") if within else caller.token.unit
    rows = _seen(caller, above, subtree=True)
    if set is not None:
        rows = rows.filter(criteria_set_id=the_set(set).set_id)
    if year is not None:
        rows = rows.filter(year=year)
    if after := place(cursor, 1):
        rows = rows.filter(pk__gt=_id_of(after[0]))
    page = list(rows.order_by("pk")[: limit + 1])
    further = Cursor.write(str(page[limit - 1].pk)) if len(page) > limit else None
    return Dossiers(within=above.pk, assessments=_told(page[:limit]), next=further)


@router.get(
    "/{unit}",
    response={200: OneAssessment, 304: None, FAULTS: Refusal},
    summary="Hồ sơ và thẩm tra từng chỉ tiêu của một đơn vị",
    url_name="assessment",
)
@reading
def one(
    request: HttpRequest,
    *,
    unit: UnitName,
    set: Annotated[SetId, Query(description="mã bộ tiêu chí")],  # noqa: A002 (the name in the address)
    year: Annotated[int, Query(ge=1, le=9999)],
) -> OneAssessment:
    """Câu hỏi mà đơn vị còn thời gian giải trình thì cấp trên chưa thấy."""
    caller, here, set_id = caller_of(request), the_unit(unit, "path.unit"), the_set(set).set_id
    rows = _seen(caller, here).filter(criteria_set_id=set_id, year=year).order_by("pk")
    reviews = {
        code: review
        for code, review in _reviews(caller, here, set_id, year).items()
        if caller.covers(set_id, code)
    }
    return OneAssessment(
        unit=here.pk,
        set=set_id,
        year=year,
        dossiers=_told(list(rows)),
        reviews=[_review(code, review) for code, review in reviews.items() if review.state is not None],
    )


def _id_of(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise bad_cursor() from None


def _seen(caller: Caller, unit: Unit, *, subtree: bool = False) -> QuerySet[Dossier]:
    """Dossiers that the key and its person may see."""
    caller.check_unit(unit)
    if caller.indicators is not None and subtree:
        raise NotAllowed("Khóa kết nối này chỉ dùng cho một số chỉ tiêu nên không xem được danh sách hồ sơ.")
    rows = queries.visible_to(caller.person).filter(unit__in=subtree_ids(unit) if subtree else [unit.pk])
    only = caller.token.criteria_set_id
    return rows.filter(criteria_set_id=only) if only else rows


def _reviews(caller: Caller, unit: Unit, set_id: str, year: int) -> dict[str, Review]:
    """Everything for who records the unit's figures or verifies them; what may be seen above for who reads
    there; nothing for others. Raises NotAllowed for a set that the key was not made for."""
    caller.check_set(set_id)
    if not policy.may(caller.person, Permission.PLAN_VIEW, at=unit):
        return {}
    found = queries.reviews_of(unit.pk, set_id, year)
    works_here = policy.roles_of(caller.person).filter(unit=unit)
    if works_here.exists() and policy.may(caller.person, Permission.OBSERVATION_RECORD, at=unit):
        return found
    return {code: review.as_superiors_see(policy.today()) for code, review in found.items()}


def _told(dossiers: list[Dossier]) -> list[OneDossier]:
    standings = queries.standings(dossiers)
    return [
        OneDossier(
            id=each.pk,
            unit=each.unit_id,
            set=each.criteria_set_id,
            year=each.year,
            purpose=each.purpose,
            state=standings[each.pk].state.code,
            label=standings[each.pk].state.label,
            since=standings[each.pk].since,
            due=standings[each.pk].due,
            events=standings[each.pk].number,
        )
        for each in dossiers
    ]


def _review(code: str, review: Review) -> OneReview:
    last, state = review.last, review.state
    return OneReview(
        indicator=code,
        state=state.value if state is not None else "",
        label=state.label if state is not None else "",
        on=last.at.date() if last is not None else None,
        body=last.body if last is not None else "",
        reason=last.reason if last is not None else "",
    )
