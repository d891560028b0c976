"""Acts that join two applications: each is one transaction."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction

from chungsuc.funding.actions import Stated, record_lines
from chungsuc.plans import actions as plans
from chungsuc.plans.actions import Confirmed
from chungsuc.plans.models import Plan, ReadItem


@transaction.atomic
def confirm_plan(
    *,
    plan: Plan,
    by: Any,
    now: datetime,
    acknowledged: Collection[str] = (),
    words: str = "",
    reading_number: int | None = None,
) -> Confirmed:
    """Ghi nhận đã đọc đúng: targets, stated results and money of a plan are followed from here, or none.

    Raises what `plans.actions.confirm` and `funding.actions.record_lines` raise.
    """
    confirmed = plans.confirm(
        plan=plan, by=by, now=now, acknowledged=acknowledged, words=words, reading_number=reading_number
    )
    record_lines(
        plan_id=confirmed.plan.pk,
        unit=confirmed.plan.unit,
        lines=_money(confirmed.funding),
        by=by,
        now=now,
    )
    return confirmed


def _money(items: Collection[ReadItem]) -> list[Stated]:
    return [
        Stated(
            key=item.key,
            label=item.data["label"],
            source_kind=item.data["source_kind"],
            amount=int(item.data["amount"]),
            stated=item.data["stated"],
            measure=item.data["measure"],
            line=item.line,
            text=item.text,
            parent=item.data.get("parent"),
            year=item.data.get("year"),
        )
        for item in items
    ]
