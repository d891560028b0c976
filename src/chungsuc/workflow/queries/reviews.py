"""Reading reviews: where each indicator of a unit and year stands, what is locked, and who is in charge."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db.models import CharField, IntegerField
from django.utils import timezone

from chungsuc.administrative_units.models import Body
from chungsuc.core import reviews as core
from chungsuc.core.reviews import Lock, Review
from chungsuc.stores.questions import Blank, Question
from chungsuc.workflow.models import ReviewDuty, ReviewEvent

Cell = tuple[str, str]  # a unit's id and the code of an indicator

_COLUMNS = ("number", "kind", "at", "by__display_name", "by__username", "body__name", "reason", "explain_by")


def reviews(
    *, unit_ids: Iterable[str], criteria_set_id: str, year: int, codes: Collection[str] | None = None
) -> dict[Cell, Review]:
    """Hiện trạng thẩm tra of the units' indicators of a year, by unit and code; one query.

    What was never handed up is left out. Questions are in it that superiors do not see yet: whoever is
    neither of the unit nor of the body in charge is shown `Review.as_superior_sees`.
    """
    rows = ReviewEvent.objects.filter(unit_id__in=list(unit_ids), criteria_set_id=criteria_set_id, year=year)
    if codes is not None:
        rows = rows.filter(code__in=list(codes))
    found: dict[Cell, list[core.ReviewEvent]] = defaultdict(list)
    for unit_id, code, *values in rows.order_by().values_list("unit_id", "code", *_COLUMNS):
        found[unit_id, code].append(_event(values))
    return {cell: core.fold(events) for cell, events in found.items()}


def _event(row: Iterable[Any]) -> core.ReviewEvent:
    number, kind, at, name, username, body, reason, until = row
    return core.ReviewEvent(
        number=number,
        kind=core.ReviewKind(kind),
        at=_local(at),
        by=name or username,
        body=body or "",
        reason=reason,
        explain_by=until,
    )


@lru_cache(maxsize=4096)  # what was done together bears one time
def _local(at: datetime) -> datetime:
    return timezone.localtime(at)


def reviews_of(unit_id: str, criteria_set_id: str, year: int) -> dict[str, Review]:
    """Hiện trạng thẩm tra of one unit and year, by code; one query."""
    found = reviews(unit_ids=[unit_id], criteria_set_id=criteria_set_id, year=year)
    return {code: review for (_unit_id, code), review in found.items()}


def reviews_open(
    unit_id: str, criteria_set_id: str, year: int, codes: Iterable[str] | None = None
) -> dict[str, Review]:
    """Chỉ tiêu chưa thẩm tra xong of one unit and year: of what was handed up, or of all these codes.

    Empty when each of them is verified. Without codes it is also empty where nothing was handed up.
    """
    found = reviews_of(unit_id, criteria_set_id, year)
    wanted = found if codes is None else codes
    listed = ((code, found.get(code, Review())) for code in wanted)
    return {code: review for code, review in listed if not review.is_verified}


def locks(unit_id: str, criteria_set_id: str, year: int, *, is_own: bool = False) -> dict[str, Lock]:
    """Ô đang khóa of a unit and year, by the code of the indicator and of each of its parts. Two queries.

    Said as superiors may hear it, unless to who works in the unit (`is_own`).
    """
    return locks_among([unit_id], criteria_set_id, year, is_own=is_own).get(unit_id, {})


def locks_among(
    unit_ids: Collection[str], criteria_set_id: str, year: int, *, is_own: bool = False
) -> dict[str, dict[str, Lock]]:
    """The same of many units, by unit; of those where something is locked. Two queries for all of them."""
    parts = _parts(unit_ids, criteria_set_id, year)
    found: dict[str, dict[str, Lock]] = defaultdict(dict)
    of_all = reviews(unit_ids=unit_ids, criteria_set_id=criteria_set_id, year=year)
    for (unit_id, code), review in of_all.items():
        if (held := _lock_of(review, is_own=is_own)) is not None:
            found[unit_id] |= dict.fromkeys((code, *parts.get((unit_id, code), ())), held)
    return dict(found)


def _parts(unit_ids: Collection[str], criteria_set_id: str, year: int) -> dict[Cell, list[str]]:
    """The codes of parts that were handed up with each indicator."""
    first = ReviewEvent.objects.filter(
        unit_id__in=unit_ids, criteria_set_id=criteria_set_id, year=year, kind=core.ReviewKind.SUBMITTED
    )
    rows = first.order_by("number").values_list("unit_id", "code", "data")
    return {(unit_id, code): data.get("parts", []) for unit_id, code, data in rows}


_OF_ONE = Question(
    lambda: (
        ReviewEvent.objects.filter(
            unit_id=Blank("unit", CharField()),
            criteria_set_id=Blank("criteria_set", CharField()),
            year=Blank("year", IntegerField()),
            code__in=(
                Blank("code", CharField()),
                Blank("indicator", CharField()),
                Blank("criterion", CharField()),
            ),
        )
        .order_by("number")
        .values_list(*_COLUMNS)
    )
)


def review_of(unit_id: str, criteria_set_id: str, year: int, code: str) -> Review:
    """Where one indicator, or the one that a part belongs to, stands; asked at every save, so as one short
    question."""
    parts = code.split(".")
    rows = _OF_ONE(
        unit=unit_id,
        criteria_set=criteria_set_id,
        year=year,
        code=code,
        indicator=".".join(parts[:2]),
        criterion=parts[0],
    )
    return core.fold(_event(row) for row in rows) if rows else Review()


def lock(unit_id: str, criteria_set_id: str, year: int, code: str, *, is_own: bool = False) -> Lock | None:
    """The lock on one indicator or part of one, said as `locks` does."""
    return _lock_of(review_of(unit_id, criteria_set_id, year, code), is_own=is_own)


def _lock_of(review: Review, *, is_own: bool) -> Lock | None:
    return core.lock_of(review if is_own else review.as_superiors_see(timezone.localdate()))


# --- who is in charge ---------------------------------------------------------------------------------


def duties(unit_id: str, criteria_set_id: str, on: date) -> dict[tuple[str, str], ReviewDuty]:
    """Phân công đang có hiệu lực in a province on a day, by part and code; one query."""
    rows = ReviewDuty.objects.filter(unit_id=unit_id, criteria_set_id=criteria_set_id, valid_from__lte=on)
    found: dict[tuple[str, str], ReviewDuty] = {}
    for row in rows.select_related("body").order_by("valid_from", "pk"):
        found[row.part, row.code] = row
    return found


def bodies_named(found: dict[tuple[str, str], ReviewDuty], part: str) -> dict[str, Body]:
    """Of one part of the duties the body by code; what was given back is left out."""
    return {code: row.body for (kind, code), row in found.items() if kind == part and row.body is not None}


def done_by(act: UUID) -> list[ReviewEvent]:
    """What an act did, when it was done already."""
    return list(ReviewEvent.objects.filter(act=act).order_by("unit_id", "code"))
