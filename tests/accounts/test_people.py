"""Người dùng và vai trò: an administrator keeps the people of one unit and below, and reaches no further."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from chungsuc.accounts import actions, policy
from chungsuc.accounts.actions import AccountError, RoleError
from chungsuc.accounts.models import Role, RoleHeld, User
from chungsuc.accounts.policy import Indicator, NotAllowed, Permission
from chungsuc.administrative_units.actions import add_body
from chungsuc.administrative_units.models import Body, Unit
from chungsuc.audit.models import Entry
from factories.cast import LONG_AGO, NOW, PASSWORD, district, person

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


def commune(code: str) -> Unit:
    return Unit.objects.get(code=code, level="commune", valid_to=date(2025, 7, 1))


@pytest.fixture
def hoa_administers(system: User) -> User:
    """Hoa is administrator of district 084."""
    return person("Hoa", Role.ADMINISTRATOR, district("084"), system)


def give(user: User, role: Role, unit: Unit, by: User, **more: Any) -> RoleHeld:
    return actions.give_role(user=user, role=role, unit=unit, valid_from=TODAY, by=by, now=NOW, **more)


def test_an_administrator_gives_rights_at_the_own_unit_and_below_only(
    hoa_administers: User, system: User
) -> None:
    lan = person("Lan", None, None, system)
    give(lan, Role.COMMUNE_LEADER, commune("02821"), hoa_administers)
    give(lan, Role.VERIFIER, district("084"), hoa_administers, indicators=[Indicator("bo", "1")])
    above = Unit.objects.get(paths_down__descendant=district("084"), paths_down__depth=1)
    for unit in (above, district("027"), Unit.objects.get(level="country")):
        with pytest.raises(NotAllowed, match="Vai trò làm được tại đó: Quản trị"):
            give(lan, Role.READER, unit, hoa_administers)
    with pytest.raises(RoleError, match="Không ai tự giao vai trò"):
        give(hoa_administers, Role.COORDINATION_OFFICE, district("084"), hoa_administers)
    assert not policy.may(hoa_administers, Permission.OBSERVATION_RECORD, at=district("084"))


@pytest.mark.parametrize(
    "act",
    [
        lambda lan, by: actions.set_password(user=lan, password=PASSWORD, by=by, now=NOW),
        lambda lan, by: actions.set_active(user=lan, is_active=False, reason="Nghỉ việc", by=by, now=NOW),
    ],
)
def test_nobody_takes_over_an_account_that_reaches_further(
    hoa_administers: User, system: User, act: Callable[[User, User], None]
) -> None:
    """Whoever sets a password may sign in with it: that needs rights over all that the person holds."""
    lan = person("Lan", Role.READER, commune("02821"), system)
    act(lan, hoa_administers)
    give(lan, Role.READER, district("027"), system)
    with pytest.raises(NotAllowed):
        act(lan, hoa_administers)
    with pytest.raises(NotAllowed, match="chính mình"):
        act(hoa_administers, hoa_administers)
    with pytest.raises(NotAllowed):
        act(system, hoa_administers)


def test_an_account_is_opened_with_the_role_that_it_is_for(hoa_administers: User) -> None:
    def opened(name: str, unit: Unit, role: Role = Role.READER) -> User:
        return actions.open_account(
            username=name,
            display_name="Lan",
            password=PASSWORD,
            role=role,
            unit=unit,
            valid_from=TODAY,
            by=hoa_administers,
            now=NOW,
        )

    lan = opened("lan.084", commune("02821"))
    assert policy.may(lan, Permission.PLAN_VIEW, at=commune("02821"))
    acts = Entry.objects.filter(by="hoa").order_by("pk").values_list("action", flat=True)
    assert list(acts) == ["user.created", "role.given"]
    before = User.objects.count()
    for name, problem in (
        ("LAN.084", "Đã có tài khoản"),
        ("a b", "không dùng làm tên"),
        ("", "không dùng làm"),
    ):
        with pytest.raises(AccountError, match=problem), transaction.atomic():
            opened(name, commune("02821"))
    with pytest.raises(NotAllowed):
        opened("khac", district("027"))
    with pytest.raises(RoleError, match="chỉ giao tại một xã"), transaction.atomic():
        opened("khac", district("084"), Role.COMMUNE_LEADER)
    assert User.objects.count() == before  # all or nothing


def test_a_role_has_a_place_a_body_and_a_term_that_can_be(system: User) -> None:
    lan, here = person("Lan", None, None, system), district("084")
    body = add_body(unit=here, name="Phòng Y tế", kind=Body.Kind.DEPARTMENT, since=None, by=system, now=NOW)
    health = [Indicator("bo", "15")]
    held = give(lan, Role.VERIFIER, here, system, body=body, indicators=health)
    assert (held.body, [each.code for each in held.scopes.all()]) == (body, ["15"])
    for more, problem in (
        ({"unit": district("027"), "body": body}, "không phải cơ quan của"),
        ({"role": Role.READER, "indicators": health}, "không giao theo chỉ tiêu"),
        ({"body": body, "indicators": health}, "đã giữ vai trò"),
        ({"valid_to": TODAY}, "phải kết thúc sau ngày bắt đầu"),
        ({"user": system}, "Tài khoản hệ thống"),
    ):
        given: dict[str, Any] = {"user": lan, "role": Role.VERIFIER, "unit": here} | more
        with pytest.raises(RoleError, match=problem):
            give(by=system if given["user"] != system else lan_in_charge(lan, system), **given)
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleHeld.objects.filter(pk=held.pk).update(end_reason="không ai ghi")


def lan_in_charge(lan: User, system: User) -> User:
    give(lan, Role.ADMINISTRATOR, Unit.objects.get(level="country"), system)
    return lan


def test_a_role_given_by_mistake_is_taken_back_the_same_day_and_given_again(system: User) -> None:
    lan, here = person("Lan", None, None, system), district("084")
    held = give(lan, Role.READER, here, system)
    with pytest.raises(AccountError, match="Chưa ghi lý do"):
        actions.take_role(held=held, valid_to=TODAY, reason=" ", by=system, now=NOW)
    with pytest.raises(RoleError, match="trước ngày bắt đầu"):
        actions.take_role(held=held, valid_to=TODAY - timedelta(days=1), reason="Nhầm", by=system, now=NOW)
    actions.take_role(held=held, valid_to=TODAY, reason="Nhầm người", by=system, now=NOW)
    assert not policy.may(lan, Permission.PLAN_VIEW, at=here)
    assert Entry.objects.order_by("pk").last().data["reason"] == "Nhầm người"
    give(lan, Role.READER, here, system)
    assert policy.may(lan, Permission.PLAN_VIEW, at=here)
    assert RoleHeld.objects.filter(user=lan).count() == 2  # nothing was removed


def test_a_commune_arranges_who_enters_and_not_who_verifies(system: User) -> None:
    here = commune("02821")
    minh = person("Minh", Role.COMMUNE_LEADER, here, system)
    lan = person("Lan", None, None, system)
    entry = give(lan, Role.ENTRY, here, system)
    verifier = give(lan, Role.VERIFIER, here, system)
    school = [Indicator("bo", "14")]
    actions.give_scope(held=entry, indicators=school, valid_from=LONG_AGO, by=minh, now=NOW)
    assert policy.may(lan, Permission.OBSERVATION_RECORD, at=here, of=Indicator("bo", "14.1"))
    actions.take_scope(held=entry, indicators=school, valid_to=TODAY, by=minh, now=NOW)
    for held in (verifier, give(lan, Role.ENTRY, commune("02809"), system)):
        with pytest.raises(NotAllowed):
            actions.give_scope(held=held, indicators=school, valid_from=TODAY, by=minh, now=NOW)
