"""Between the stored rows and the core's values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from chungsuc.assessments.models import Acceptance, Observation
from chungsuc.core import observations as core
from chungsuc.core.criteria import Mark, Observed
from chungsuc.core.periods import Period


def columns(value: Observed) -> dict[str, Any]:
    """The columns that hold a value; none of them for no value."""
    match value:
        case bool():
            return {"yes": value}
        case Decimal():
            return {"number": value}
        case Mark():
            return {"mark": value.value}
        case str():
            return {"grade": value}
        case _:
            return {}


def value_of(row: Observation) -> Observed:
    """The value that the columns hold."""
    if row.number is not None:
        # The store fills every number up to six places. Beside its parts a share must keep to those it was
        # stated with: it may be rounded, and is held to the parts only as exactly as it was written.
        return row.number if row.numerator is None else row.number.normalize() + 0
    if row.yes is not None:
        return row.yes
    if row.mark:
        return Mark(row.mark)
    return row.grade or None


def slot_of(row: Observation) -> core.Slot:
    """What the row is about."""
    return core.Slot(row.unit_id, row.criteria_set_id, row.indicator_code, Period.parse(row.period))


def fact(row: Observation, supersedes: Iterable[UUID] = ()) -> core.Observation:
    """A stored observation as the core knows it."""
    return core.Observation(
        id=row.pk,
        slot=slot_of(row),
        value=value_of(row),
        observed_by=str(row.observed_by_id),
        recorded_at=row.recorded_at,
        channel=core.Channel(row.channel),
        numerator=row.numerator,
        denominator=row.denominator,
        supersedes=frozenset(supersedes),
    )


def facts(rows: Iterable[Observation], older: Mapping[UUID, list[UUID]]) -> list[core.Observation]:
    """Rows with what each of them supersedes."""
    return [fact(row, older.get(row.pk, ())) for row in rows]


def acceptance(row: Acceptance) -> core.Acceptance:
    """A stored acceptance as the core knows it."""
    return core.Acceptance(observation_id=row.observation_id, accepted_by=str(row.by_id), accepted_at=row.at)
