"""Phân loại đơn vị: a decision recorded by the office above the units that it speaks of."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db import transaction

from chungsuc.accounts import policy
from chungsuc.accounts.policy import Permission
from chungsuc.administrative_units.actions import end_tag, tag_units
from chungsuc.administrative_units.models import Unit, UnitTag
from chungsuc.administrative_units.queries import above
from chungsuc.assessments.rollup_rebuild import following


@transaction.atomic
def tag(
    *,
    units: Collection[Unit],
    name: str,
    value: str,
    since: date,
    decision: str,
    decided_on: date,
    by: Any,
    now: datetime,
) -> list[UnitTag]:
    """Ghi phân loại. An office does not decide on its own unit: it is asked at the unit above.

    Raises `NotAllowed` and what `administrative_units.actions.tag_units` raises.
    """
    _require_above(units, since, by)
    with following([unit.pk for unit in units]):  # another threshold is another verdict, and another total
        return tag_units(
            units=units,
            name=name,
            value=value,
            since=since,
            decision=decision,
            decided_on=decided_on,
            by=by,
            now=now,
        )


@transaction.atomic
def end(*, tag: UnitTag, on: date, decision: str, by: Any, now: datetime) -> UnitTag:
    """Ghi thôi phân loại from a day on, by the office above the unit.

    Raises `NotAllowed` and what `administrative_units.actions.end_tag` raises.
    """
    _require_above([tag.unit], on, by)
    with following([tag.unit_id]):
        return end_tag(tag=tag, on=on, decision=decision, by=by, now=now)


def _require_above(units: Collection[Unit], day: date, by: Any) -> None:
    for place in {steps[-1] for unit in units if (steps := above(unit, day))}:
        policy.require(by, Permission.UNITS_CHANGE, at=place)
