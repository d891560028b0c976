"""Making people and giving roles."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from chungsuc.accounts.models import Role, RoleHeld, User
from chungsuc.administrative_units.models import Unit
from chungsuc.audit.actions import record

SYSTEM = "he-thong"


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
    """Make an account. The password is hashed with Argon2 and appears nowhere else."""
    user = User(username=username, display_name=display_name, date_joined=now)
    user.set_password(password)
    user.save(force_insert=True)
    record("user.created", user, by=by, at=now, data={"username": username})
    return user


@transaction.atomic
def set_password(*, user: User, password: str, by: User, now: datetime) -> None:
    """Đặt lại mật khẩu. Sessions that were opened with the old one end by themselves."""
    user.set_password(password)
    user.save(update_fields=["password"])
    record("user.password_set", user, by=by, at=now)


@transaction.atomic
def give_role(*, user: User, role: Role, unit: Unit, valid_from: date, by: User, now: datetime) -> RoleHeld:
    """Giao vai trò: a person holds the role at the unit, and so below it, from a day."""
    held = RoleHeld.objects.create(
        user=user, role=role, unit=unit, valid_from=valid_from, given_by=by, given_at=now
    )
    record("role.given", held, by=by, at=now, unit_id=unit.pk, data={"user": user.username, "role": role})
    return held
