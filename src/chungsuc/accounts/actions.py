"""Making people and giving roles."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from chungsuc.accounts import policy
from chungsuc.accounts.models import Role, RoleHeld, Scope, User
from chungsuc.accounts.permissions import BY_INDICATOR
from chungsuc.accounts.policy import Indicator, NotAllowed, Permission
from chungsuc.administrative_units.models import Body, Level, Unit
from chungsuc.audit.actions import record
from chungsuc.core.errors import ChungsucError
from chungsuc.languages.data import vietnamese

SYSTEM = "he-thong"
REASON = 300  # characters
ONLY_AT = {Role.COMMUNE_LEADER: Level.COMMUNE}  # what the role is called by


class AccountError(ChungsucError):
    """An account that cannot be made or changed as asked."""


class RoleError(AccountError):
    """A role that cannot be given or ended as asked."""


@transaction.atomic
def ensure_system_account(*, now: datetime) -> User:
    """Tài khoản hệ thống: the named author of what a command does by itself. It cannot sign in."""
    user, made = User.objects.get_or_create(
        username=SYSTEM,
        defaults={"display_name": "Hệ thống (tự động)", "is_system": True, "is_active": False},
    )
    if made:
        user.set_unusable_password()
        user.save(update_fields=["password"])
        record("user.created", user, by=user, at=now, data={"system": True})
    return user


@transaction.atomic
def create_user(*, username: str, display_name: str, password: str, by: User, now: datetime) -> User:
    """Make an account. The password is hashed with Argon2 and appears nowhere else.

    Raises `NotAllowed`, and `AccountError` for a name that another has.
    """
    policy.require(by, Permission.PEOPLE_MANAGE)
    user = User(username=username.strip(), display_name=display_name.strip(), date_joined=now)
    if User.objects.filter(username__iexact=user.username).exists():
        raise AccountError(_("Đã có tài khoản “%(name)s”. Hãy chọn tên khác.") % {"name": user.username})
    user.set_password(password)
    user.save(force_insert=True)
    record("user.created", user, by=by, at=now, data={"username": username})
    return user


@transaction.atomic
def set_password(*, user: User, password: str, by: User, now: datetime) -> None:
    """Đặt lại mật khẩu. Sessions that were opened with the old one end by themselves.

    Raises `NotAllowed` unless the administrator may do so to everything that the person holds.
    """
    _require_over(by, user)
    user.set_password(password)
    user.save(update_fields=["password"])
    record("user.password_set", user, by=by, at=now)


@transaction.atomic
def change_password(*, user: User, password: str, now: datetime) -> None:
    """Đổi mật khẩu của mình: by the person, who has just shown the old one."""
    user.set_password(password)
    user.save(update_fields=["password"])
    record("user.password_changed", user, by=user, at=now)


@transaction.atomic
def set_active(*, user: User, is_active: bool, reason: str, by: User, now: datetime) -> None:
    """Khóa, mở khóa tài khoản: a person who is locked out is signed out everywhere. Roles stay as they are.

    Raises `NotAllowed`, and `AccountError` without a reason.
    """
    _require_over(by, user)
    data = {"reason": _checked_reason(reason)}
    held = User.objects.select_for_update().get(pk=user.pk)
    if held.is_active == is_active:
        return
    held.is_active = is_active
    held.save(update_fields=["is_active"])
    record("user.activated" if is_active else "user.deactivated", held, by=by, at=now, data=data)


def _require_over(by: User, user: User) -> None:
    """Raises `NotAllowed` unless `by` administers every place at which the person holds a role, now or later.

    Else an administrator of one commune could sign in as somebody who works for the whole province.
    """
    if user.is_system or (user.pk == by.pk and not by.is_system):
        raise NotAllowed(
            _("Không làm việc này với tài khoản hệ thống hay của chính mình. Hãy nhờ người quản trị khác.")
        )
    day = policy.today()
    held = RoleHeld.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day), user=user)
    units = {each.unit_id: each.unit for each in held.select_related("unit")}
    if not units:
        policy.require(by, Permission.PEOPLE_MANAGE)
    for unit in units.values():
        policy.require(by, Permission.PEOPLE_MANAGE, at=unit)


def _checked_reason(text: str) -> str:
    """Raises AccountError without a reason, or for one that is too long."""
    reason = text.strip()
    if not reason:
        raise AccountError(_("Chưa ghi lý do. Hãy ghi lý do."))
    if len(reason) > REASON:
        raise AccountError(_("Lý do dài quá %(limit)s ký tự. Hãy viết gọn lại.") % {"limit": REASON})
    return reason


@transaction.atomic
def open_account(
    *,
    username: str,
    display_name: str,
    password: str,
    role: Role,
    unit: Unit,
    valid_from: date,
    by: User,
    now: datetime,
    valid_to: date | None = None,
    body: Body | None = None,
    indicators: Collection[Indicator] = (),
) -> User:
    """Mở tài khoản cho một người with the role that it is opened for: an account without any is nobody's.

    Raises `NotAllowed`, and `AccountError` for a name that cannot be one, or a role that cannot be given.
    """
    policy.require(by, Permission.PEOPLE_MANAGE, at=unit)
    try:
        User(username=username.strip(), display_name=display_name).clean_fields(exclude=["password"])
    except ValidationError as error:
        raise AccountError(
            _("“%(name)s” không dùng làm tên đăng nhập được. Hãy dùng chữ, số và các dấu . _ - @ +.")
            % {"name": username.strip()[:40]}
        ) from error
    user = create_user(username=username, display_name=display_name, password=password, by=by, now=now)
    give_role(
        user=user,
        role=role,
        unit=unit,
        valid_from=valid_from,
        valid_to=valid_to,
        body=body,
        indicators=indicators,
        by=by,
        now=now,
    )
    return user


@transaction.atomic
def give_role(
    *,
    user: User,
    role: Role,
    unit: Unit,
    valid_from: date,
    by: User,
    now: datetime,
    valid_to: date | None = None,
    body: Body | None = None,
    indicators: Collection[Indicator] = (),
) -> RoleHeld:
    """Giao vai trò: a person holds the role at the unit, and so below it, from a day, for a body and for
    some indicators where the role asks for them.

    Raises `NotAllowed`, and `RoleError` for a term, a place or a body that the role cannot have.
    """
    policy.require(by, Permission.PEOPLE_MANAGE, at=unit)
    held = RoleHeld(
        user=user,
        role=role,
        unit=unit,
        body=body,
        valid_from=valid_from,
        valid_to=valid_to,
        given_by=by,
        given_at=now,
    )
    _check_given(held, indicators)
    held.save(force_insert=True)
    data = {"user": user.username, "role": role, "from": valid_from.isoformat()}
    if valid_to is not None:
        data["to"] = valid_to.isoformat()
    if body is not None:
        data["body"] = body.name
    record("role.given", held, by=by, at=now, unit_id=unit.pk, data=data)
    give_scope(held=held, indicators=indicators, valid_from=valid_from, by=by, now=now)
    return held


def _check_given(held: RoleHeld, indicators: Collection[Indicator]) -> None:
    """Raises RoleError for what cannot be."""
    role, where = Role(held.role), vietnamese(held.unit.full_name)
    if held.user.is_system:
        raise RoleError(_("Tài khoản hệ thống không giữ vai trò nào. Hãy chọn tài khoản của một người."))
    if held.user_id == held.given_by_id:
        raise RoleError(_("Không ai tự giao vai trò cho mình. Hãy nhờ một người quản trị khác."))
    if held.valid_to is not None and held.valid_to <= held.valid_from:
        raise RoleError(_("Vai trò phải kết thúc sau ngày bắt đầu. Hãy sửa ngày kết thúc."))
    level = ONLY_AT.get(role)
    if level is not None and held.unit.level != level:
        raise RoleError(
            _("Vai trò %(role)s không giao tại %(unit)s mà chỉ giao tại một %(level)s. Hãy chọn đơn vị khác.")
            % {"role": role.label, "level": str(level.label).lower(), "unit": where}
        )
    if held.body is not None and held.body.unit_id != held.unit_id:
        raise RoleError(
            _("%(body)s không phải cơ quan của %(unit)s. Hãy chọn cơ quan khác.")
            % {"body": held.body.name, "unit": where}
        )
    if indicators:
        _check_by_indicator(held)
    same = RoleHeld.objects.filter(user=held.user, role=role, unit=held.unit, body=held.body)
    not_over = Q(valid_to__isnull=True) | Q(valid_to__gt=held.valid_from)
    same = same.filter(not_over).exclude(valid_to=F("valid_from"))
    if held.valid_to is not None:
        same = same.filter(valid_from__lt=held.valid_to)
    if same.exists():
        raise RoleError(
            _("%(user)s đã giữ vai trò %(role)s tại %(unit)s trong thời gian này.")
            % {"user": held.user, "role": role.label, "unit": where}
        )


def _check_by_indicator(held: RoleHeld) -> None:
    if held.role not in BY_INDICATOR:
        raise RoleError(
            _("Vai trò %(role)s không giao theo chỉ tiêu. Hãy bỏ các chỉ tiêu đã chọn.")
            % {"role": held.get_role_display()}
        )


@transaction.atomic
def take_role(*, held: RoleHeld, valid_to: date, reason: str, by: User, now: datetime) -> RoleHeld:
    """Kết thúc vai trò: from a day on the person holds it no more. What was done with it stays done.

    Raises `NotAllowed`, and `RoleError` for a term that has ended or that would end before it began.
    """
    policy.require(by, Permission.PEOPLE_MANAGE, at=held.unit)
    held = RoleHeld.objects.select_for_update(of=("self",)).select_related("unit", "user").get(pk=held.pk)
    reason = _checked_reason(reason)
    if held.valid_to is not None and held.valid_to <= valid_to:
        raise RoleError(_("Vai trò này đã kết thúc sau ngày %(day)s.") % {"day": f"{held.last_day:%d/%m/%Y}"})
    if valid_to < held.valid_from:
        raise RoleError(
            _("Vai trò không thể kết thúc trước ngày bắt đầu (%(day)s). Hãy sửa ngày kết thúc.")
            % {"day": f"{held.valid_from:%d/%m/%Y}"}
        )
    held.valid_to, held.ended_by, held.ended_at, held.end_reason = valid_to, by, now, reason
    held.save(update_fields=["valid_to", "ended_by", "ended_at", "end_reason"])
    record(
        "role.ended",
        held,
        by=by,
        at=now,
        unit_id=held.unit_id,
        data={
            "user": held.user.username,
            "role": held.role,
            "to": valid_to.isoformat(),
            "reason": reason,
        },
    )
    return held


@transaction.atomic
def give_scope(
    *, held: RoleHeld, indicators: Collection[Indicator], valid_from: date, by: User, now: datetime
) -> list[Scope]:
    """Giao chỉ tiêu: the role is held for these criteria and indicators too.

    What was given already stays as it is.

    Raises `NotAllowed`, and `RoleError` for a role that is not held by indicator.
    """
    _require_assigning(by, held)
    if indicators:
        _check_by_indicator(held)
    given = set(Scope.objects.filter(held=held, valid_to__isnull=True).values_list("criteria_set_id", "code"))
    new = sorted({(each.criteria_set_id, each.code) for each in indicators} - given)
    if not new:
        return []
    made = Scope.objects.bulk_create(
        Scope(held=held, criteria_set_id=set_id, code=code, valid_from=valid_from, given_by=by, given_at=now)
        for set_id, code in new
    )
    data = {"user": held.user.username, "role": held.role, "indicators": [list(each) for each in new]}
    record("scope.given", held, by=by, at=now, unit_id=held.unit_id, data=data)
    return made


@transaction.atomic
def take_scope(
    *, held: RoleHeld, indicators: Collection[Indicator], valid_to: date, by: User, now: datetime
) -> int:
    """Thôi giao chỉ tiêu: from a day on the role is not held for these any more; how many there were."""
    _require_assigning(by, held)
    wanted = {(each.criteria_set_id, each.code) for each in indicators}
    found = Scope.objects.select_for_update().filter(held=held, valid_to__isnull=True)
    ended = [each for each in found if (each.criteria_set_id, each.code) in wanted]
    if not ended:
        return 0
    for each in ended:
        each.valid_to = max(valid_to, each.valid_from)
    Scope.objects.bulk_update(ended, ["valid_to"])
    codes = sorted([each.criteria_set_id, each.code] for each in ended)
    data = {"user": held.user.username, "role": held.role, "indicators": codes}
    record("scope.ended", held, by=by, at=now, unit_id=held.unit_id, data=data)
    return len(ended)


def _require_assigning(by: User, held: RoleHeld) -> None:
    """Who enters which figure is arranged by the unit itself as well; who verifies it is not."""
    if held.role == Role.ENTRY and policy.may(by, Permission.INDICATOR_ASSIGN, at=held.unit):
        return
    policy.require(by, Permission.PEOPLE_MANAGE, at=held.unit)
