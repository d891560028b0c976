"""Chỉ tiêu đang chờ một bên: cells by the last thing that was said of them, counted in the store."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet

from chungsuc.accounts.policy import Indicator
from chungsuc.administrative_units.models import Unit
from chungsuc.administrative_units.queries import subtree_ids
from chungsuc.core.reviews import ReviewKind
from chungsuc.dashboards.desk.held import Rights
from chungsuc.workflow.models import ReviewEvent

WITH_UNIT = (ReviewKind.QUESTIONED, ReviewKind.RETURNED, ReviewKind.REOPENED)


class Waits(NamedTuple):
    """Ô đang chờ thẩm tra of one unit: of one indicator, or (an empty code) how many of all."""

    unit_id: str
    set_id: str
    year: int
    code: str
    count: int
    since: datetime


def last_said() -> QuerySet[ReviewEvent]:
    """The last event of each indicator, unit and year."""
    later = ReviewEvent.objects.filter(
        unit=OuterRef("unit"),
        criteria_set_id=OuterRef("criteria_set_id"),
        year=OuterRef("year"),
        code=OuterRef("code"),
        number__gt=OuterRef("number"),
    )
    return ReviewEvent.objects.filter(~Exists(later)).order_by()


def with_body(on: date) -> Q:
    """That the body in charge has to act: handed up, explained, or not explained in the time it had."""
    return Q(kind__in=(ReviewKind.SUBMITTED, ReviewKind.EXPLAINED)) | Q(
        kind=ReviewKind.QUESTIONED, explain_by__lt=on
    )


def covered(rights: Iterable[Indicator]) -> Q:
    """That a row is of one of these indicators, or of a criterion that is held whole."""
    found = Q(pk__in=[])
    for each in rights:
        found |= Q(criteria_set_id=each.criteria_set_id) & (
            Q(code=each.code) | Q(code__startswith=f"{each.code}.")
        )
    return found


def waiting_below(place: Unit, rights: Rights, on: date) -> list[Waits]:
    """What waits below a place for who reviews there: by indicator for a body in charge, counted by unit for
    an office; one query."""
    rows = last_said().filter(with_body(on), unit__in=subtree_ids(place))
    if rights is not None:
        rows = rows.filter(covered(rights))
        found = rows.values_list("unit_id", "criteria_set_id", "year", "code", "at")
        return [Waits(*key, 1, at) for *key, at in found]
    by_unit = rows.values_list("unit_id", "criteria_set_id", "year")
    counted = by_unit.annotate(count=Count("pk"), since=Min("at"))
    return [Waits(unit_id, set_id, year, "", count, since) for unit_id, set_id, year, count, since in counted]
