"""Khóa kết nối: made by a person at a unit, shown once, looked up by its digest, revoked."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from chungsuc.accounts import policy
from chungsuc.accounts.models import User
from chungsuc.accounts.models_tokens import ApiToken
from chungsuc.accounts.policy import Permission
from chungsuc.administrative_units.models import Unit
from chungsuc.audit.actions import record
from chungsuc.core.errors import ChungsucError

PREFIX = "cs_"  # so that a key that was left lying about is known for what it is
LONGEST = timedelta(days=366)


class TokenError(ChungsucError):
    """A key that cannot be made."""


def digest(secret: str) -> str:
    """What is stored of a key."""
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def make(
    *,
    name: str,
    unit: Unit,
    may_read: bool,
    may_write: bool,
    last_day: date,
    by: User,
    now: datetime,
    criteria_set_id: str = "",
    codes: Iterable[str] = (),
) -> tuple[ApiToken, str]:
    """Cấp khóa kết nối; the key itself is in the answer, and nowhere else.

    Raises `NotAllowed`, and `TokenError` for a key that allows nothing or that would hold too long.
    """
    policy.require(by, Permission.TOKEN_MAKE, at=unit)
    today, named = policy.today(), name.strip()
    if not named:
        raise TokenError(_("Hãy ghi khóa dùng cho việc gì, để sau này biết khóa nào cần thu hồi."))
    if not (may_read or may_write):
        raise TokenError(_("Khóa kết nối phải được đọc, được ghi, hoặc cả hai. Hãy chọn."))
    if not today <= last_day <= today + LONGEST:
        raise TokenError(
            _("Khóa kết nối dùng được nhiều nhất một năm kể từ hôm nay. Hãy chọn lại ngày cuối.")
        )
    listed = sorted(set(codes))
    if listed and not criteria_set_id:
        raise TokenError(_("Muốn giới hạn theo chỉ tiêu thì phải chọn bộ tiêu chí."))
    secret = PREFIX + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        name=named,
        shown=secret[:8],
        digest=digest(secret),
        unit=unit,
        may_read=may_read,
        may_write=may_write,
        criteria_set_id=criteria_set_id,
        codes=listed,
        made_by=by,
        made_at=now,
        first_day=today,
        last_day=last_day,
    )
    told = {"name": named, "read": may_read, "write": may_write, "last_day": last_day.isoformat()}
    told |= {"set": criteria_set_id, "codes": listed}
    record("token.made", token, by=by, at=now, unit_id=unit.pk, data=told)
    return token, secret


@transaction.atomic
def revoke(*, token: ApiToken, by: User, now: datetime) -> None:
    """Thu hồi khóa: by whoever made it, or whoever may make keys at its unit. Done once; the first stands."""
    if token.made_by_id != by.pk:
        policy.require(by, Permission.TOKEN_MAKE, at=token.unit)
    held = ApiToken.objects.select_for_update().get(pk=token.pk)
    if held.revoked_at is not None:
        return
    ApiToken.objects.filter(pk=held.pk).update(revoked_at=now, revoked_by=by)
    record("token.revoked", held, by=by, at=now, unit_id=held.unit_id, data={"name": held.name})


def seen_by(user: Any) -> QuerySet[ApiToken]:
    """Keys that the person made, and those of units where the person may make keys."""
    if not getattr(user, "is_authenticated", False):
        return ApiToken.objects.none()
    where = policy.units_where(user, Permission.TOKEN_MAKE)
    mine = ApiToken.objects.filter(made_by=user)
    found = mine | ApiToken.objects.filter(unit__in=where)
    return found.select_related("unit", "made_by", "revoked_by")


def holder(secret: str) -> ApiToken | None:
    """The key that a program shows, while it holds: not revoked, in its days, of an account in use."""
    token = (
        ApiToken.objects.filter(digest=digest(secret), revoked_at__isnull=True, made_by__is_active=True)
        .select_related("unit", "made_by")
        .first()
    )
    return token if token is not None and token.first_day <= policy.today() <= token.last_day else None


def note_use(token: ApiToken) -> None:
    """Keep the day: once a day, and without an entry, since it tells of no act."""
    if token.used_on != (today := policy.today()):
        ApiToken.objects.filter(pk=token.pk).update(used_on=today)
