"""Kế hoạch của đơn vị lập theo nghị quyết đã ghi: a plan of a unit that the shipped list does not know."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chungsuc.accounts.models import User
from chungsuc.administrative_units import queries
from chungsuc.administrative_units.actions import record_reorganisation
from chungsuc.administrative_units.gazetteer import gazetteer
from chungsuc.administrative_units.models import Unit
from chungsuc.core.units import Act, LegalOrder, NewUnit, Part, SuccessionKind
from chungsuc.plans import actions
from chungsuc.plans.models import Plan

pytestmark = pytest.mark.django_db

NOW = datetime(2027, 2, 6, 2, 0, tzinfo=UTC)
DAY, EVE = date(2027, 1, 1), date(2026, 12, 31)


@pytest.fixture
def merged(system: User) -> Unit:
    below = queries.below(queries.provinces(EVE)[0], EVE)
    first, second = [unit for unit in below if unit.kind == "xã"][:2]
    new = NewUnit(first.code, (Part(first.code), Part(second.code)), SuccessionKind.MERGE, "Nhập Thử", "xã")
    _, outcome = record_reorganisation(act=Act(LegalOrder("12/NQ", EVE), DAY, (new,)), by=system, now=NOW)
    return Unit.objects.get(pk=outcome.begun[0].id)


def paper(merged: Unit) -> bytes:
    province = queries.above(merged, DAY)[-1]
    return (
        f"ỦY BAN NHÂN DÂN\nXÃ NHẬP THỬ\nSố: 01/KH-UBND\n{province.name}, ngày 05 tháng 02 năm 2027\n\n"
        "KẾ HOẠCH\nXây dựng nông thôn mới trên địa bàn xã Nhập Thử năm 2027\n\n"
        "I. MỤC TIÊU\n\n1. Phấn đấu đạt 08 tiêu chí.\n"
    ).encode()


@pytest.mark.parametrize("is_chosen", [False, True])
def test_its_plan_is_read_whether_it_is_chosen_or_named(merged: Unit, system: User, is_chosen: bool) -> None:
    plan = actions.upload(
        data=paper(merged),
        name="ke-hoach.txt",
        by=system,
        now=NOW,
        unit=merged if is_chosen else None,
        in_background=False,
    )
    plan = actions.read(plan=plan, by=system, now=NOW)
    plan.refresh_from_db()
    assert (plan.state, plan.unit_id) == (Plan.State.IN_REVIEW, merged.pk)
    assert actions.recheck(plan=plan, by=system, now=NOW) is None  # nothing was asked


def test_what_was_recorded_is_read_once_for_each_order(merged: Unit) -> None:
    known = gazetteer()
    with CaptureQueriesContext(connection) as asked:
        assert gazetteer() is known
    assert len(asked) == 1
