"""`chungsuc user`: accounts and the roles they hold. On a real installation the first ones are made here."""

from __future__ import annotations

import argparse
import secrets
from datetime import date
from typing import Any

from chungsuc.commands.run import start_django
from chungsuc.core.errors import ChungsucError

ROLES = {
    "van-phong": "coordination_office",
    "quan-tri": "administrator",
    "lanh-dao-xa": "commune_leader",
    "nhap-lieu": "entry",
    "co-quan": "verifier",
    "ban-chi-dao": "committee",
    "hoi-dong": "council",
    "don-vi-giup-do": "sponsoring_body",
    "mat-tran": "front",
    "uy-ban-kiem-tra": "party_inspection",
    "nguoi-xem": "reader",
}


class UserError(ChungsucError):
    """An account that cannot be made as asked."""


def add_to(nouns: Any) -> None:
    """user add NAME --role R --unit U; user password NAME; user list"""
    noun = nouns.add_parser("user", help="tài khoản và vai trò")
    verbs = noun.add_subparsers(dest="verb", metavar="VIỆC", required=True)
    add = verbs.add_parser("add", help="mở tài khoản; mật khẩu hiện một lần")
    add.add_argument("username", help="tên đăng nhập")
    add.add_argument("--name", default="", help="tên hiển thị")
    add.add_argument("--role", choices=sorted(ROLES), required=True, help="vai trò")
    add.add_argument("--unit", required=True, help="đơn vị giữ vai trò, mã kèm thời điểm, như 04162@2024")
    add.set_defaults(do=_add)
    password = verbs.add_parser("password", help="đặt lại mật khẩu; mật khẩu mới hiện một lần")
    password.add_argument("username", help="tên đăng nhập")
    password.set_defaults(do=_password)
    verbs.add_parser("list", help="các tài khoản và vai trò đang giữ").set_defaults(do=_list)


def _add(given: argparse.Namespace) -> int:
    start_django()
    from django.db import transaction
    from django.utils import timezone

    from chungsuc.accounts.actions import create_user, ensure_system_account, give_role
    from chungsuc.accounts.models import Role, User
    from chungsuc.administrative_units.gazetteer import gazetteer
    from chungsuc.administrative_units.models import Unit

    place = gazetteer().parse_ref(given.unit)
    now = timezone.now()
    password = secrets.token_urlsafe(12)
    with transaction.atomic():
        if User.objects.filter(username=given.username).exists():
            raise UserError(f"Đã có tài khoản “{given.username}”. Hãy chọn tên khác.")
        unit = Unit.objects.filter(pk=place.id).first()
        if unit is None:
            raise UserError(
                "Danh mục đơn vị chưa được nạp. Hãy chạy `chungsuc run --prepare-only --no-examples` trước."
            )
        system = ensure_system_account(now=now)
        user = create_user(
            username=given.username,
            display_name=given.name or given.username,
            password=password,
            by=system,
            now=now,
        )
        give_role(
            user=user,
            role=Role(ROLES[given.role]),
            unit=unit,
            valid_from=timezone.localdate(now),
            by=system,
            now=now,
        )
    print(f"Đã mở tài khoản {given.username} tại {unit}. Mật khẩu (chỉ hiện lần này): {password}")
    return 0


def _password(given: argparse.Namespace) -> int:
    start_django()
    from django.utils import timezone

    from chungsuc.accounts.actions import ensure_system_account, set_password
    from chungsuc.accounts.models import User

    user = User.objects.filter(username=given.username, is_system=False).first()
    if user is None:
        raise UserError(f"Không có tài khoản “{given.username}”. Xem danh sách: chungsuc user list")
    now = timezone.now()
    password = secrets.token_urlsafe(12)
    set_password(user=user, password=password, by=ensure_system_account(now=now), now=now)
    print(f"Mật khẩu mới của {user.username} (chỉ hiện lần này): {password}")
    return 0


def _list(_given: argparse.Namespace) -> int:
    start_django()
    from chungsuc.accounts.models import RoleHeld, User

    for user in User.objects.order_by("username"):
        held = RoleHeld.objects.filter(user=user).select_related("unit").order_by("valid_from")
        roles = "; ".join(_told(each) for each in held)
        print(f"{user.username:<20} {user.display_name:<40} {roles or '(không giữ vai trò)'}")
    return 0


def _told(held: Any) -> str:
    until: date | None = held.valid_to
    end = f" đến {until:%d/%m/%Y}" if until else ""
    return f"{held.get_role_display()} tại {held.unit} từ {held.valid_from:%d/%m/%Y}{end}"
