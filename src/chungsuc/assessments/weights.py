"""Tỷ trọng và quyền số nêu sau: what was stated of a reorganisation whose order does not say it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Prefetch, QuerySet

from chungsuc.administrative_units.tree import some_of
from chungsuc.assessments.models import StatedWeight, WeightStatement
from chungsuc.audit.clock import known_later
from chungsuc.core import units as core
from chungsuc.core.restating import Stated, Weights

PARTS, WEIGHTS = "units.parts_weighed", "units.weighed"  # acts, as the log names them


def _known(known_at: datetime | None) -> QuerySet[WeightStatement]:
    """The newest first, each with its weights."""
    weights = Prefetch("weights", StatedWeight.objects.select_related("unit").order_by("pk"))
    rows = WeightStatement.objects.select_related("by").prefetch_related(weights).order_by("-at", "-pk")
    if known_at is None:
        return rows
    late = (known_later(WeightStatement, each, at=known_at) for each in (PARTS, WEIGHTS))
    return rows.filter(at__lte=known_at).exclude(pk__in=set().union(*late))


def statements_of_parts(
    divided: Collection[str], *, known_at: datetime | None = None
) -> dict[tuple[str, date], WeightStatement]:
    """The newest statement of the parts of each unit, by its id and the day on which it was divided."""
    found: dict[tuple[str, date], WeightStatement] = {}
    for some in some_of(divided):
        for row in _known(known_at).filter(divided__in=some):
            assert row.divided_id is not None
            assert row.effective is not None
            found.setdefault((row.divided_id, row.effective), row)
    return found


def with_stated_parts(
    steps: Iterable[core.Succession], *, known_at: datetime | None = None
) -> set[core.Succession]:
    """The steps, those that lack a weight with what was stated later. Asks nothing where none lacks one."""
    listed = set(steps)
    lacking = [each for each in listed if each.weight is None]
    if not lacking:
        return listed
    found = statements_of_parts({each.predecessor_id for each in lacking}, known_at=known_at)
    for each in lacking:
        statement = found.get((each.predecessor_id, each.effective))
        if statement is not None:
            weight = next(
                (row.value for row in statement.weights.all() if row.unit_id == each.successor_id), None
            )
            listed.remove(each)
            listed.add(replace(each, weight=weight, weight_basis=statement.basis))
    return listed


def statements_of_weights(
    unit_ids: Collection[str], *, known_at: datetime | None = None
) -> list[WeightStatement]:
    """Statements by what a measured value of any of these units is weighed, the newest first."""
    ids: set[int] = set()
    for some in some_of(unit_ids):
        rows = StatedWeight.objects.filter(unit__in=some, statement__divided__isnull=True)
        ids.update(rows.values_list("statement", flat=True))
    return list(_known(known_at).filter(pk__in=ids)) if ids else []


def stated_weights(unit_ids: Collection[str], *, known_at: datetime | None = None) -> Stated | None:
    """The weights that were stated of these units; None where there are none.

    Several statements under one name make one weight, so that units that were joined one after the other
    are weighed together; of one unit the newest counts.
    """
    merged: dict[tuple[str, tuple[str, str] | None], dict[str, Decimal]] = {}
    bases: dict[tuple[str, tuple[str, str] | None], dict[str, None]] = {}
    for row in statements_of_weights(unit_ids, known_at=known_at):
        about = (row.criteria_set_id, row.indicator_code) if row.indicator_code else None
        values = merged.setdefault((row.name, about), {})
        bases.setdefault((row.name, about), {})[row.basis] = None
        for weight in row.weights.all():
            values.setdefault(weight.unit_id, weight.value)
    if not merged:
        return None
    return Stated(
        [
            (Weights(f"{key[0]}, theo {'; '.join(bases[key])}", values), key[1])
            for key, values in merged.items()
        ]
    )
