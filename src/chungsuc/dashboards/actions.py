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
    seen: str | None = None,
) -> Confirmed:
    """Ghi nhận đã đọc đúng: targets, stated results and money of a plan are followed from here, or none.

    Raises what `plans.actions.confirm` and `funding.actions.record_lines` raise.
    """
    confirmed = plans.confirm(plan=plan, by=by, now=now, acknowledged=acknowledged, words=words, seen=seen)
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
            label=item.reviewed["label"],
            source_kind=item.reviewed["source_kind"],
            amount=int(item.reviewed["amount"]),
            stated=item.reviewed["stated"],
            measure=item.reviewed["measure"],
            line=item.line,
            text=item.text,
            parent=item.reviewed.get("parent"),
            year=item.reviewed.get("year"),
        )
        for item in items
    ]
