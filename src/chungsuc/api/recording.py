"""Gửi số liệu: the call that writes."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Header
from pydantic import BaseModel, ConfigDict, Field, StrictBool

from chungsuc.administrative_units.models import Unit
from chungsuc.administrative_units.queries import iso_date
from chungsuc.administrative_units.tree import some_of
from chungsuc.api.door import Caller, Writer, as_json, refuse_key_in_address
from chungsuc.api.errors import MOST_PROBLEMS, ApiError, Problem, Refusal, Told
from chungsuc.api.observations import OneEntry, router, told_entry
from chungsuc.api.pages import caller_of, the_set
from chungsuc.api.sending import MOST_ENTRIES, InConflict, Sent, send
from chungsuc.api.values import Code, Day, Key, OfPeriod, SetId, Text, UnitName, Value
from chungsuc.assessments.bulk import NewEntry
from chungsuc.assessments.drafts import hidden_from, not_handed_up
from chungsuc.assessments.models import Observation
from chungsuc.core.criteria import CriteriaSet
from chungsuc.criteria import queries as criteria

FAULTS = frozenset({400, 401, 403, 404, 413, 415, 422, 429})


class GivenEntry(BaseModel):
    """Một số liệu. `id` is made by whoever sends it. A null value takes back what it supersedes."""

    model_config = ConfigDict(extra="forbid")

    id: Key
    unit: UnitName
    indicator: Code
    period: OfPeriod
    value: Value | None
    observed_on: Day
    supersedes: Annotated[list[Key], Field(max_length=20)] = []
    note: Annotated[Text, Field(max_length=1000)] = ""


class Given(BaseModel):
    """Một lần gửi: figures under one criteria set."""

    model_config = ConfigDict(extra="forbid")

    criteria_set: SetId
    dry_run: StrictBool = False
    entries: Annotated[list[GivenEntry], Field(min_length=1, max_length=MOST_ENTRIES)]


class Answer(BaseModel):
    """Kết quả gửi: ids of what was stored now, and of what the same ids had stored before."""

    dry_run: bool
    recorded_at: datetime | None
    stored: list[UUID]
    stored_before: list[UUID]
    sha256: str


class OneConflict(BaseModel):
    """Ô đang có số liệu khác: what stands there, by whom and since when."""

    where: str
    unit: str
    indicator: str
    period: str
    standing: list[OneEntry]


class Conflicts(BaseModel):
    error: Told
    conflicts: list[OneConflict]


IdempotencyKey = Annotated[
    Text,
    Header(
        alias="Idempotency-Key",
        min_length=8,
        max_length=80,
        pattern=r"^[!-~]+$",
        description="do bên gửi đặt, mỗi lần gửi một khóa, ví dụ một UUID; được giữ 30 ngày",
    ),
]


@router.post(
    "",
    auth=Writer(),
    response={200: Answer, 409: Conflicts, FAULTS: Refusal},
    summary="Gửi số liệu",
    url_name="observations",
)
def record(request: HttpRequest, idempotency_key: IdempotencyKey, given: Given) -> HttpResponse:
    """Ghi tất cả hoặc không ghi gì. Gửi lại với cùng Idempotency-Key và cùng nội dung thì nhận lại đúng câu
    trả lời trước, không ghi thêm. dry_run chỉ kiểm tra. Ô đang có số liệu mà supersedes không nêu đủ: 409."""
    refuse_key_in_address(request)
    sent = Sent(
        caller_of(request),
        idempotency_key,
        request.body,
        _entries(given, criteria.criteria_set(the_set(given.criteria_set, "criteria_set"))),
        given.dry_run,
    )
    try:
        answer = send(sent=sent, now=timezone.now())
    except InConflict as found:
        return as_json(_conflicts(found, sent.caller), status=409)
    return as_json(Answer(**answer))


def _entries(given: Given, criteria_set: CriteriaSet) -> list[NewEntry]:
    """As the action takes them. Raises ApiError with every unit and value that cannot be."""
    units = _units({each.unit for each in given.entries})
    problems, entries = [], []
    for place, each in enumerate(given.entries):
        try:
            unit = units[each.unit]
            if unit is None:
                raise ValueError(f"Không tìm thấy đơn vị ‘{each.unit}’.")
            value = each.value
            numerator, denominator = (None, None) if value is None else value.parts()
            entries.append(
                NewEntry(
                    id=each.id,
                    unit=unit,
                    criteria_set=criteria_set,
                    indicator=each.indicator,
                    period=each.period,
                    value=None if value is None else value.observed(),
                    observed_on=each.observed_on,
                    numerator=numerator,
                    denominator=denominator,
                    supersedes=frozenset(each.supersedes),
                    note=each.note,
                )
            )
            if value is None and not each.supersedes:
                raise ValueError("value là null thì phải nêu supersedes: rút lại số liệu nào.")
        except ValueError as problem:
            problems.append(Problem(where=f"entries.{place}", message=str(problem)))
    if problems:
        message = f"{len(problems)} số liệu không ghi được nên chưa ghi số liệu nào. {problems[0].message}"
        raise ApiError(422, "refused", message, where=problems[0].where, problems=problems[:MOST_PROBLEMS])
    return entries


def _units(names: set[str]) -> dict[str, Unit | None]:
    """Units by their ids, and by their codes with a day; a question for some hundred of them."""
    found: dict[str, Unit | None] = {
        unit.pk: unit for some in some_of(names) for unit in Unit.objects.filter(pk__in=some)
    }
    dated = {name: name.partition("@") for name in names - found.keys()}
    coded: dict[str, list[Unit]] = defaultdict(list)
    for some in some_of({code for code, _mark, _when in dated.values()}):
        for unit in Unit.objects.filter(code__in=some):
            coded[unit.code].append(unit)
    for name, (code, mark, when) in dated.items():
        found[name] = _of_day(coded[code], when) if mark else None
    return found


def _of_day(units: list[Unit], when: str) -> Unit | None:
    """The one of several under a code that was there."""
    try:
        day = iso_date(when).first_day()
    except ValueError:
        return None
    return next((each for each in units if each.existed_on(day)), None)


def _conflicts(found: InConflict, caller: Caller) -> Conflicts:
    """With who said what stands there, as far as the caller sees it; of many the first hundred."""
    listed = found.conflicts[:MOST_PROBLEMS]
    hidden = hidden_from(caller.person, [head for _place, each in listed for head in each.standing])
    ids = [head.id for _place, each in listed for head in each.standing if head.id not in hidden]
    rows = {
        row.pk: row
        for some in some_of(ids)
        for row in Observation.objects.filter(pk__in=some).select_related("observed_by")
    }
    return Conflicts(
        error=Told(
            code="conflict",
            message=f"{found} {not_handed_up()}" if hidden else str(found),
            where=f"entries.{listed[0][0]}",
        ),
        conflicts=[
            OneConflict(
                where=f"entries.{place}",
                unit=each.entry.unit.pk,
                indicator=each.entry.indicator,
                period=str(each.entry.period),
                standing=[told_entry(head, rows[head.id]) for head in each.standing if head.id in rows],
            )
            for place, each in listed
        ],
    )
