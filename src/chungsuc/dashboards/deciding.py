"""Acts on the law. What they change is counted anew behind the page: it is asked for in the same transaction,
of a province's decision for the units of its land, of the nation's for all."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from chungsuc.assessments import recounting
from chungsuc.core import criteria as core
from chungsuc.criteria import actions as criteria
from chungsuc.criteria.models import FigureReview, Overlay


@transaction.atomic
def store_overlay(*, overlay: core.Overlay, by: Any, now: datetime, note: str = "") -> Overlay:
    """Lưu quyết định đặt mức. Raises what `criteria.actions.store_overlay` raises."""
    row = criteria.store_overlay(overlay=overlay, by=by, now=now, note=note)
    _recount(row, by=by, now=now)
    return row


@transaction.atomic
def withdraw_overlay(*, overlay: Overlay, why: str, by: Any, now: datetime) -> Overlay:
    """Rút quyết định đã nhập. Raises what `criteria.actions.withdraw_overlay` raises."""
    row = criteria.withdraw_overlay(overlay=overlay, why=why, by=by, now=now)
    _recount(row, by=by, now=now)
    return row


@transaction.atomic
def adopt_correction(*, review: FigureReview, by: Any, now: datetime) -> Overlay:
    """Nhận đính chính. Raises what `criteria.actions.adopt_correction` raises."""
    row = criteria.adopt_correction(review=review, by=by, now=now)
    _recount(row, by=by, now=now)
    return row


def _recount(row: Overlay, *, by: Any, now: datetime) -> None:
    recounting.ask(set_id=row.set_id, why=row.number, by=by, now=now, within=row.province_id or "")
