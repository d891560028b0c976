"""Acts on the law: each is one transaction with the roll-ups of the units that it binds."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from chungsuc.assessments.rollup_law import stored_set
from chungsuc.assessments.rollup_rebuild import following, rebuild
from chungsuc.core import criteria as core
from chungsuc.criteria import actions as criteria
from chungsuc.criteria.models import FigureReview, Overlay


@transaction.atomic
def store_overlay(*, overlay: core.Overlay, by: Any, now: datetime, note: str = "") -> Overlay:
    """Lưu quyết định đặt mức. Raises what `criteria.actions.store_overlay` raises."""
    if overlay.province is None:
        row = criteria.store_overlay(overlay=overlay, by=by, now=now, note=note)
        _work_out(row.set_id, by=by, now=now)
        return row
    with following([overlay.province]):
        return criteria.store_overlay(overlay=overlay, by=by, now=now, note=note)


@transaction.atomic
def withdraw_overlay(*, overlay: Overlay, why: str, by: Any, now: datetime) -> Overlay:
    """Rút quyết định đã nhập. Raises what `criteria.actions.withdraw_overlay` raises."""
    if overlay.province_id is None:
        row = criteria.withdraw_overlay(overlay=overlay, why=why, by=by, now=now)
        _work_out(row.set_id, by=by, now=now)
        return row
    with following([overlay.province_id]):
        return criteria.withdraw_overlay(overlay=overlay, why=why, by=by, now=now)


@transaction.atomic
def adopt_correction(*, review: FigureReview, by: Any, now: datetime) -> Overlay:
    """Nhận đính chính. Raises what `criteria.actions.adopt_correction` raises."""
    row = criteria.adopt_correction(review=review, by=by, now=now)
    _work_out(row.set_id, by=by, now=now)
    return row


def _work_out(set_id: str, *, by: Any, now: datetime) -> None:
    """The roll-ups of the whole country under one set; minutes where there is much of it."""
    version = stored_set(set_id)
    if version is not None:
        rebuild(version=version, by=by, now=now)
