"""Acts on the law. A province's is one transaction with the roll-ups of its units; what the nation decides
is counted anew behind the page, which is asked for in the same transaction."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from chungsuc.administrative_units.territories import all_after
from chungsuc.assessments import recounting
from chungsuc.assessments.rollup_rebuild import following
from chungsuc.core import criteria as core
from chungsuc.criteria import actions as criteria
from chungsuc.criteria.models import FigureReview, Overlay


@transaction.atomic
def store_overlay(*, overlay: core.Overlay, by: Any, now: datetime, note: str = "") -> Overlay:
    """Lưu quyết định đặt mức. Raises what `criteria.actions.store_overlay` raises."""
    if overlay.province is None:
        row = criteria.store_overlay(overlay=overlay, by=by, now=now, note=note)
        recounting.ask(set_id=row.set_id, why=row.number, by=by, now=now)
        return row
    with following(all_after(overlay.province)):
        return criteria.store_overlay(overlay=overlay, by=by, now=now, note=note)


@transaction.atomic
def withdraw_overlay(*, overlay: Overlay, why: str, by: Any, now: datetime) -> Overlay:
    """Rút quyết định đã nhập. Raises what `criteria.actions.withdraw_overlay` raises."""
    if overlay.province_id is None:
        row = criteria.withdraw_overlay(overlay=overlay, why=why, by=by, now=now)
        recounting.ask(set_id=row.set_id, why=row.number, by=by, now=now)
        return row
    with following(all_after(overlay.province_id)):
        return criteria.withdraw_overlay(overlay=overlay, why=why, by=by, now=now)


@transaction.atomic
def adopt_correction(*, review: FigureReview, by: Any, now: datetime) -> Overlay:
    """Nhận đính chính. Raises what `criteria.actions.adopt_correction` raises."""
    row = criteria.adopt_correction(review=review, by=by, now=now)
    recounting.ask(set_id=row.set_id, why=row.number, by=by, now=now)
    return row
