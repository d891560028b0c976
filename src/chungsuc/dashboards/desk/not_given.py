"""Số liệu đang hỏi mà chưa có: asked of the store for any number of units at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, CharField, Exists, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Concat

from chungsuc.administrative_units.queries import as_of
from chungsuc.assessments.models import Observation
from chungsuc.assessments.models_assigning import Assignment
from chungsuc.core.periods import PeriodKind
from chungsuc.core.seasons import Season, Window
from chungsuc.core.seasons import asked as asked_in
from chungsuc.criteria.models import CriteriaSetVersion

SEASON = ("first_month", "last_month", "due_day", "of_year_before", "every")
ASKED = ("criteria_set_id", *SEASON)  # by these a row's window is found


@dataclass(frozen=True)
class NotGiven:
    """Phân công mà đợt hỏi đã mở, chưa ai ghi số liệu: the rows, and the window of each kind of row."""

    rows: QuerySet[Assignment]
    windows: Mapping[tuple[Any, ...], Window]


def not_given(
    rows: QuerySet[Assignment], sets: Sequence[CriteriaSetVersion], on: date, *, only_late: bool = False
) -> NotGiven:
    """Of these assignments those whose figure is asked for on a day and was not given for the period. One
    query, and one more to read the rows; what counts as given is as in `assessments.assigning.asked`."""
    standing = rows.filter(as_of(on)).order_by()
    in_force = {each.set_id: (each.valid_from.year, each.valid_to.year) for each in sets}
    windows: dict[tuple[Any, ...], Window] = {}
    for set_id, *season in standing.values_list(*ASKED).distinct():
        *days, every = season
        window = asked_in(Season(**dict(zip(SEASON, days, strict=False)), every=PeriodKind(every)), on)
        first, last = in_force.get(set_id, (0, -1))
        if first <= window.period.year <= last and (not only_late or window.is_late(on)):
            windows[set_id, *season] = window
    if not windows:
        return NotGiven(standing.none(), {})
    wanted, periods = Q(), []
    for key, window in windows.items():
        of_kind = Q(**dict(zip(ASKED, key, strict=True)))
        wanted |= of_kind & Q(valid_from__lte=window.due)
        periods.append(When(of_kind, then=Value(str(window.period))))
    given = Observation.objects.filter(
        Q(indicator_code=OuterRef("code"))
        | Q(indicator_code__startswith=Concat(OuterRef("code"), Value("."))),
        unit=OuterRef("unit"),
        criteria_set_id=OuterRef("criteria_set_id"),
        period=OuterRef("asked_period"),
    )
    asked = standing.filter(wanted).annotate(asked_period=Case(*periods, output_field=CharField()))
    return NotGiven(asked.filter(~Exists(given)), windows)
