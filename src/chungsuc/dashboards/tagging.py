"""Phân loại đơn vị: a decision recorded by the office above the units that it speaks of."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db import transaction

from chungsuc.accounts import policy
from chungsuc.accounts.policy import Permission
from chungsuc.administrative_units.actions import tag_units
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
    for place in {steps[-1] for unit in units if (steps := above(unit, since))}:
        policy.require(by, Permission.UNITS_CHANGE, at=place)
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
