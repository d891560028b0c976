"""Ai được làm gì: a role reaches its unit and what lies below, for as long as it is held."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from chungsuc.accounts import policy
from chungsuc.accounts.models import Role, RoleHeld, User
from chungsuc.accounts.policy import NotAllowed, Permission
from chungsuc.administrative_units.models import Unit
from factories.cast import district

pytestmark = pytest.mark.django_db

OFFICE_ONLY = [
    Permission.PLAN_UPLOAD,
    Permission.PLAN_CONFIRM,
    Permission.PLAN_PUBLISH,
    Permission.PLAN_VIEW_DRAFT,
]


def commune(code: str) -> Unit:
    return Unit.objects.get(code=code, level="commune", valid_to=date(2025, 7, 1))


@pytest.mark.parametrize("permission", OFFICE_ONLY)
def test_an_office_works_at_its_unit_and_below_only(lan: User, hoa: User, permission: Permission) -> None:
    assert policy.may(lan, permission, at=district("084"))
    assert policy.may(lan, permission, at=commune("02821"))
    assert not policy.may(lan, permission, at=district("027"))
    assert not policy.may(hoa, permission, at=commune("02821"))


@pytest.mark.parametrize("permission", OFFICE_ONLY)
def test_a_reader_only_reads(minh: User, permission: Permission) -> None:
    assert policy.may(minh, Permission.PLAN_VIEW, at=district("084"))
    assert not policy.may(minh, permission, at=district("084"))


@pytest.mark.parametrize("permission", list(Permission))
def test_the_public_holds_no_permission(places: None, permission: Permission) -> None:
    assert not policy.may(AnonymousUser(), permission, at=district("084"))
    assert not policy.may(AnonymousUser(), permission)
    with pytest.raises(NotAllowed, match="cần đăng nhập"):
        policy.require(AnonymousUser(), permission, at=district("084"))


def test_a_refusal_says_where_and_who_can(hoa: User) -> None:
    with pytest.raises(NotAllowed, match=r"huyện Si Ma Cai.*Văn phòng Điều phối"):
        policy.require(hoa, Permission.PLAN_CONFIRM, at=district("084"))


def test_a_role_that_has_ended_allows_nothing(lan: User) -> None:
    RoleHeld.objects.filter(user=lan).update(valid_to=timezone.localdate())
    assert not policy.may(lan, Permission.PLAN_VIEW, at=district("084"))


def test_a_role_that_has_not_begun_allows_nothing(lan: User) -> None:
    RoleHeld.objects.filter(user=lan).update(valid_from=date(2999, 1, 1))
    assert not policy.may(lan, Permission.PLAN_VIEW, at=district("084"))


def test_every_role_is_in_the_table() -> None:
    assert set(policy.ALLOWS) == set(Role.values)
