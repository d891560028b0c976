"""Quyền theo chỉ tiêu: who enters figures and who verifies them do it for what they were given only."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from chungsuc.accounts import policy
from chungsuc.accounts.actions import RoleError, give_role, give_scope, take_role, take_scope
from chungsuc.accounts.models import Role, RoleHeld, User
from chungsuc.accounts.policy import Indicator, NotAllowed, Permission
from chungsuc.administrative_units.models import Unit
from factories.cast import LONG_AGO, NOW, district, person

pytestmark = pytest.mark.django_db

SET, OTHER_SET = "bo-tieu-chi-xa", "bo-tieu-chi-khac"


def commune(code: str) -> Unit:
    return Unit.objects.get(code=code, level="commune", valid_to=date(2025, 7, 1))


@pytest.fixture
def clinic(system: User) -> RoleHeld:
    """Lan enters criterion 15 and one indicator of criterion 17 for her commune."""
    lan = person("Lan", None, None, system)
    given = [Indicator(SET, "15"), Indicator(SET, "17.1")]
    return give_role(
        user=lan,
        role=Role.ENTRY,
        unit=commune("02821"),
        valid_from=LONG_AGO,
        indicators=given,
        by=system,
        now=NOW,
    )


@pytest.mark.parametrize(
    ("asked", "allowed"),
    [
        (Indicator(SET, "15.1"), True),  # a criterion covers its indicators
        (Indicator(SET, "15"), True),
        (Indicator(SET, "17.1"), True),
        (Indicator(SET, "17.1.a"), True),  # an indicator covers its parts
        (Indicator(SET, "17.2"), False),
        (Indicator(SET, "17"), False),  # one of its indicators is not the criterion
        (Indicator(SET, "1"), False),
        (Indicator(SET, "150"), False),
        (Indicator(OTHER_SET, "15"), False),
        (None, True),  # of any at all
    ],
)
def test_who_enters_has_what_was_given(clinic: RoleHeld, asked: Indicator | None, allowed: bool) -> None:
    lan, here = clinic.user, clinic.unit
    with CaptureQueriesContext(
        connection,
    ) as asking:
        assert policy.may(lan, Permission.OBSERVATION_RECORD, at=here, of=asked) is allowed
    assert len(asking) == 1
    assert policy.may(lan, Permission.EVIDENCE_ADD, at=here, of=asked) is allowed
    assert not policy.may(lan, Permission.OBSERVATION_RECORD, at=district("084"), of=asked)
    assert not policy.may(lan, Permission.REVIEW, at=here, of=asked)
    rights = policy.indicators_where(lan, Permission.OBSERVATION_RECORD, here)
    if asked is not None:
        assert policy.covers(rights, asked) is allowed


def test_what_is_held_without_indicators_holds_for_all_or_none(
    clinic: RoleHeld, minh: User, system: User
) -> None:
    lan, here, record = clinic.user, clinic.unit, Permission.OBSERVATION_RECORD
    assert policy.indicators_where(system, record, here) is None
    assert policy.indicators_where(lan, Permission.PLAN_VIEW, here) is None
    assert policy.indicators_where(lan, record, district("084")) == frozenset()
    assert policy.indicators_where(minh, record, here) == frozenset()
    hoa = person("Hoa", Role.COORDINATION_OFFICE, district("084"), system)
    assert policy.indicators_where(hoa, record, here) is None
    assert policy.may(hoa, record, at=here, of=Indicator(SET, "17.2"))
    # a dossier is handed up by the unit itself
    assert policy.indicators_where(hoa, Permission.EVIDENCE_ADD, here) == frozenset()
    assert policy.may(hoa, Permission.DOSSIER_SUBMIT, at=district("084"))
    assert not policy.may(hoa, Permission.DOSSIER_SUBMIT, at=here)
    reach = {each["descendant_id"] for each in policy.units_where(hoa, Permission.DOSSIER_SUBMIT)}
    assert reach == {district("084").pk}
    reach = {each["descendant_id"] for each in policy.units_where(lan, record)}
    assert reach == {here.pk}


def test_a_role_by_indicator_without_any_allows_nothing_of_them(clinic: RoleHeld, system: User) -> None:
    lan, here, today = clinic.user, clinic.unit, timezone.localdate()
    taken = [Indicator(SET, "15"), Indicator(SET, "17.1"), Indicator(SET, "1")]
    assert take_scope(held=clinic, indicators=taken, valid_to=today, by=system, now=NOW) == 2
    assert not policy.may(lan, Permission.OBSERVATION_RECORD, at=here)
    assert not policy.units_where(lan, Permission.OBSERVATION_RECORD).exists()
    assert policy.may(lan, Permission.PLAN_VIEW, at=here)
    # what was taken can be given again
    again = give_scope(held=clinic, indicators=taken[:1] * 2, valid_from=today, by=system, now=NOW)
    assert [each.code for each in again] == ["15"]
    assert not give_scope(held=clinic, indicators=taken[:1], valid_from=today, by=system, now=NOW)
    assert policy.may(lan, Permission.OBSERVATION_RECORD, at=here, of=Indicator(SET, "15.2"))


def test_a_refusal_says_what_is_missing(clinic: RoleHeld, system: User) -> None:
    lan, here = clinic.user, clinic.unit
    asked = Indicator(SET, "17.2")
    with pytest.raises(NotAllowed, match=r"không được giao chỉ tiêu 17\.2 tại xã"):
        policy.require(lan, Permission.OBSERVATION_RECORD, at=here, of=asked)
    with pytest.raises(NotAllowed, match="Vai trò làm được tại đó: Hội đồng thẩm định"):
        policy.require(lan, Permission.COUNCIL_VOTE, at=here)
    ended = timezone.localdate() - timedelta(days=3)
    take_role(held=clinic, valid_to=ended, reason="Chuyển công tác", by=system, now=NOW)
    last = ended - timedelta(days=1)
    with pytest.raises(NotAllowed, match=rf"Người nhập số liệu .*kết thúc sau ngày {last:%d/%m/%Y}"):
        policy.require(lan, Permission.OBSERVATION_RECORD, at=here, of=asked)
    with pytest.raises(RoleError, match="đã kết thúc sau ngày"):
        take_role(held=clinic, valid_to=ended, reason="Lần nữa", by=system, now=NOW)
