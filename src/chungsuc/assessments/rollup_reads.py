"""What a save asks the store: columns alone, since a model for each row takes longer than to read it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from types import SimpleNamespace
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import CharField, F, IntegerField

from chungsuc.administrative_units.tree import some_of
from chungsuc.assessments.facts import facts
from chungsuc.assessments.models import Observation, YearStanding
from chungsuc.assessments.queries import ACCEPTED, RECORDED, Series
from chungsuc.audit.queries import told_since, units_told_since
from chungsuc.core import observations as core
from chungsuc.core.criteria import Mark, Observed
from chungsuc.stores.questions import Among, Blank, Listed, Question

_UNIT, _SET = Blank("unit_id", CharField()), Blank("set_id", CharField())
_UNITS = Listed("units", CharField())

# As the models of these names, as far as the columns go.
_OBSERVATION = (
    "pk unit_id criteria_set_id indicator_code period number yes grade mark numerator denominator "
    "observed_by_id recorded_at channel"
).split()
_STANDING = [each.attname for each in YearStanding._meta.concrete_fields]


@cache  # of each criterion
def _under(codes: tuple[str, ...]) -> Question:
    return Question(
        lambda: Observation.objects.filter(
            unit_id=_UNIT, criteria_set_id=_SET, indicator_code__in=codes
        ).values_list(*_OBSERVATION, "replacing__older_id")
    )


def recorded(unit_id: str, set_id: str, codes: tuple[str, ...]) -> list[core.Observation]:
    """Everything that was ever recorded of a unit under these codes."""
    older: dict[UUID, list[UUID]] = defaultdict(list)
    rows: dict[UUID, Any] = {}
    for *values, older_id in _under(codes)(unit_id=unit_id, set_id=set_id):
        row = SimpleNamespace(**dict(zip(_OBSERVATION, values, strict=True)))
        rows[row.pk] = row
        if older_id is not None:
            older[row.pk].append(older_id)
    return facts(rows.values(), older)


def recorded_of(
    unit_ids: Collection[str],
    set_id: str,
    codes: Collection[str],
    *,
    ended: tuple[date, date] | None = None,
) -> list[core.Observation]:
    """Everything that was ever recorded of many units under these codes, or of periods that ended within
    some days; a query for two thousand units."""
    older: dict[UUID, list[UUID]] = defaultdict(list)
    rows: dict[UUID, Any] = {}
    for some in some_of(set(unit_ids)):
        found = Observation.objects.filter(
            unit__in=some, criteria_set_id=set_id, indicator_code__in=codes
        ).order_by()
        if ended is not None:
            found = found.filter(last_day__range=ended)
        for *values, older_id in found.values_list(*_OBSERVATION, "replacing__older_id"):
            row = SimpleNamespace(**dict(zip(_OBSERVATION, values, strict=True)))
            rows[row.pk] = row
            if older_id is not None:
                older[row.pk].append(older_id)
    return facts(rows.values(), older)


class Head(NamedTuple):
    """Một số liệu đang đứng trong ô: nothing supersedes it. What a form or a total needs to know of it."""

    id: UUID
    value: Observed
    numerator: Decimal | None
    denominator: Decimal | None

    @property
    def observed(self) -> Observed:
        """As `core.observations.Observation.observed`."""
        if self.numerator is not None and self.denominator is not None:
            return 100 * self.numerator / self.denominator
        return self.value


Place = tuple[str, str, str]  # a unit's id, the code of an indicator, a period as text
Heads = Mapping[Place, Sequence[Head]]  # latest first; more than one is a conflict


def heads_of(unit_ids: Collection[str], set_id: str, codes: Collection[str]) -> dict[Place, list[Head]]:
    """What stands in the cells of many units; one query for two thousand of them, another for conflicts."""
    found: dict[Place, list[Head]] = defaultdict(list)
    for some in some_of(set(unit_ids)):
        for unit_id, code, period, *values in _HEADS(units=some, set_id=set_id, codes=sorted(codes)):
            found[unit_id, code, period].append(_head(*values))
    conflicts = [heads for heads in found.values() if len(heads) > 1]
    when: dict[UUID, datetime] = {}  # of these alone: to read the times of all takes long
    for pks in some_of([each.id for heads in conflicts for each in heads]):
        when.update(Observation.objects.filter(pk__in=pks).values_list("pk", "recorded_at"))
    for heads in conflicts:
        heads.sort(key=lambda each: (when[each.id], each.id), reverse=True)
    return found


_HEAD = (
    *("unit_id", "indicator_code", "period", "pk", "number", "yes", "grade", "mark"),
    *("numerator", "denominator"),
)
_HEADS = Question(
    lambda: (
        Observation.objects.filter(
            Among(F("unit_id"), _UNITS),
            Among(F("indicator_code"), Listed("codes", CharField())),
            criteria_set_id=_SET,
            replaced_by=None,
        )
        .order_by()
        .values_list(*_HEAD)
    )
)


def _head(  # noqa: PLR0917 (the columns, in their order)
    key: UUID,
    number: Decimal | None,
    yes: bool | None,
    grade: str,
    mark: str,
    numerator: Decimal | None,
    denominator: Decimal | None,
) -> Head:
    value: Observed = yes
    if number is not None:
        value = number if numerator is None else number.normalize() + 0
    elif mark:
        value = Mark(mark)
    elif grade:
        value = grade
    return Head(key, value, numerator, denominator)


_YEARS = Blank("first", IntegerField()), Blank("last", IntegerField())
_STANDINGS = Question(
    lambda: YearStanding.objects.filter(
        unit_id=_UNIT, series=Blank("series", CharField()), year__range=_YEARS
    ).values_list(*_STANDING)
)


def standings(unit_id: str, series: Series, years: Collection[int]) -> dict[str, dict[int, Any]]:
    """How a unit stands in these years, by set and year, as the rows of `YearStanding` keep it."""
    found: dict[str, dict[int, Any]] = defaultdict(dict)
    for values in _STANDINGS(unit_id=unit_id, series=series.value, first=min(years), last=max(years)):
        row = SimpleNamespace(**dict(zip(_STANDING, values, strict=True)))
        if row.year in years:
            found[row.criteria_set_id][row.year] = row
    return found


_STANDINGS_OF = Question(
    lambda: (
        YearStanding.objects.filter(
            Among(F("unit_id"), _UNITS),
            Among(F("year"), Listed("years", IntegerField())),
            criteria_set_id=_SET,
            series=Blank("series", CharField()),
        )
        .order_by()
        .values_list(*_STANDING)
    )
)


def standings_of(
    unit_ids: Collection[str], set_id: str, series: Series, years: Collection[int]
) -> dict[tuple[str, int], Any]:
    """How many units stand under one set in these years, by unit and year; none where nothing is known."""
    found: dict[tuple[str, int], Any] = {}
    for some in some_of(set(unit_ids)):
        for values in _STANDINGS_OF(units=some, years=sorted(years), set_id=set_id, series=series.value):
            row = SimpleNamespace(**dict(zip(_STANDING, values, strict=True)))
            found[row.unit_id, row.year] = row
    return found


_SETS_OF = Question(
    lambda: (
        YearStanding.objects.filter(
            Among(F("unit_id"), _UNITS), Among(F("year"), Listed("years", IntegerField()))
        )
        .order_by()
        .values_list("criteria_set_id")
        .distinct()
    )
)


def sets_of(unit_ids: Collection[str], years: Collection[int]) -> set[str]:
    """Under which sets any of the units stands in one of these years."""
    return {
        set_id for some in some_of(set(unit_ids)) for (set_id,) in _SETS_OF(units=some, years=sorted(years))
    }


# --- whether anything has changed ------------------------------------------------------------------


def changed_since(told: str | None, *unit_ids: str) -> bool:
    """Whether more was done since the log told this (`TOLD`) than to save figures of other units."""
    return told_since(told, but=(RECORDED, ACCEPTED), of_units_other_than=unit_ids)


def changed_among(told: str | None, unit_ids: Collection[str]) -> Collection[str]:
    """Of which of these units figures were saved since the log told this; all where more was done."""
    changed = units_told_since(told, of=(RECORDED, ACCEPTED), among=unit_ids)
    return unit_ids if changed is None else changed
