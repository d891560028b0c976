"""Thêm và rút minh chứng while the indicator is open for it: what reviews lock, evidence does not know."""

from __future__ import annotations

from datetime import datetime
from typing import BinaryIO
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from chungsuc.accounts.models import User
from chungsuc.administrative_units.models import Unit
from chungsuc.core.criteria import CriteriaSet
from chungsuc.core.periods import Period
from chungsuc.core.reviews import Lock, lock_of
from chungsuc.evidence import actions
from chungsuc.evidence.errors import EvidenceError
from chungsuc.evidence.models import Attachment, Withdrawal
from chungsuc.languages.data import vietnamese
from chungsuc.workflow.queries import lock, reviews_of


def lock_on_adding(unit: Unit, criteria_set_id: str, year: int, code: str) -> Lock | None:
    """Why nothing may be added now. A question is open for evidence: it is how most are answered."""
    held = lock(unit.pk, criteria_set_id, year, code, is_own=True)
    if held is None:
        return None
    parts = code.split(".")
    found = reviews_of(unit.pk, criteria_set_id, year)
    for each in (code, ".".join(parts[:2]), parts[0]):
        review = found.get(each)
        if review is not None and lock_of(review) == held and review.question is not None:
            return None
    return held


def attach_file(
    *,
    id: UUID,  # noqa: A002 (the client names it)
    unit: Unit,
    criteria_set: CriteriaSet,
    code: str,
    period: Period,
    stream: BinaryIO,
    name: str,
    caption: str,
    by: User,
    now: datetime,
) -> Attachment:
    """Thêm một tệp, where the indicator is open. Raises what `evidence.actions.attach_file` raises."""
    _require_open(lock_on_adding(unit, criteria_set.id, period.last_day.year, code))
    return actions.attach_file(
        id=id,
        unit=unit,
        criteria_set=criteria_set,
        code=code,
        period=period,
        stream=stream,
        name=name,
        caption=caption,
        by=by,
        now=now,
    )


def attach_link(
    *,
    id: UUID,  # noqa: A002 (the client names it)
    unit: Unit,
    criteria_set: CriteriaSet,
    code: str,
    period: Period,
    document: str,
    address: str,
    caption: str,
    by: User,
    now: datetime,
) -> Attachment:
    """Thêm một dẫn chiếu, where the indicator is open."""
    _require_open(lock_on_adding(unit, criteria_set.id, period.last_day.year, code))
    return actions.attach_link(
        id=id,
        unit=unit,
        criteria_set=criteria_set,
        code=code,
        period=period,
        document=document,
        address=address,
        caption=caption,
        by=by,
        now=now,
    )


@transaction.atomic
def withdraw(*, attachment: Attachment, why: str, by: User, now: datetime) -> Withdrawal:
    """Rút minh chứng, unless it was handed up: what superiors look at is not taken away under their eyes."""
    _require_open(lock(attachment.unit_id, attachment.criteria_set_id, attachment.year, attachment.code))
    return actions.withdraw(attachment=attachment, why=why, by=by, now=now)


def _require_open(held: Lock | None) -> None:
    if held is not None:
        raise EvidenceError(
            _("Chỉ tiêu đang khóa: %(why)s %(opens)s")
            % {"why": vietnamese(held.why), "opens": vietnamese(held.opened_by)}
        )
