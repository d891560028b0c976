"""Cơ quan và cán bộ: bodies that end leave their names behind, and an office is held for a term."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from chungsuc.accounts.models import User
from chungsuc.administrative_units import queries
from chungsuc.administrative_units.actions import add_body, leave_office, succeed, take_office
from chungsuc.administrative_units.models import Body, Official, Unit
from chungsuc.audit import queries as audit
from chungsuc.core.units import UnitError

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 2, 3, 0, tzinfo=UTC)
BEGIN, MERGED, LATER = date(2025, 7, 1), date(2026, 3, 1), date(2026, 9, 1)


@pytest.fixture
def province(places: None) -> Unit:
    return queries.provinces(LATER)[0]


@pytest.fixture
def departments(province: Unit, system: User) -> tuple[Body, Body]:
    first, second = (
        add_body(unit=province, name=name, kind="department", since=BEGIN, by=system, now=NOW)
        for name in ("Sở Một", "Sở Hai")
    )
    return first, second


def office(body: Body, by: User, since: date = BEGIN, **change: Any) -> Official:
    return take_office(
        **{"body": body, "name": "Lan", "title": "Giám đốc", "since": since, "by": by, "now": NOW} | change
    )


def test_a_body_that_is_merged_stays_under_its_own_name(
    province: Unit, departments: tuple[Body, Body], system: User
) -> None:
    first, second = departments
    succeed(bodies=[first], into=second, effective=MERGED, decision="3/NQ", by=system, now=NOW)
    first.refresh_from_db()
    assert (first.name, first.valid_to) == ("Sở Một", MERGED)
    assert [body.name for body in queries.bodies(province, BEGIN)] == ["Sở Hai", "Sở Một"]
    assert [body.name for body in queries.bodies(province, MERGED)] == ["Sở Hai"]
    assert queries.in_place_of(first, BEGIN) == [first]
    assert queries.in_place_of(first, LATER) == [second]
    assert [entry.action for entry in audit.of(first)] == ["body.added", "body.succeeded"]


def test_bodies_are_followed_over_several_mergers(
    province: Unit, departments: tuple[Body, Body], system: User
) -> None:
    first, second = departments
    succeed(bodies=[first], into=second, effective=MERGED, decision="3/NQ", by=system, now=NOW)
    third = add_body(unit=province, name="Sở Ba", kind="department", since=LATER, by=system, now=NOW)
    succeed(bodies=[second], into=third, effective=LATER, decision="9/NQ", by=system, now=NOW)
    first.refresh_from_db()
    assert queries.in_place_of(first, LATER) == [third]


def test_an_office_ends_with_its_body_or_before(departments: tuple[Body, Body], system: User) -> None:
    first, second = departments
    ending, staying = office(first, system), office(second, system, name="Minh")
    succeed(bodies=[first], into=second, effective=MERGED, decision="3/NQ", by=system, now=NOW)
    leave_office(official=staying, on=LATER, by=system, now=NOW)
    ending.refresh_from_db()
    staying.refresh_from_db()
    assert (ending.valid_to, staying.valid_to) == (MERGED, LATER)


def test_who_held_which_office_on_a_day(province: Unit, departments: tuple[Body, Body], system: User) -> None:
    first, _ = departments
    leave_office(official=office(first, system), on=MERGED, by=system, now=NOW)
    office(first, system, MERGED, name="Hoa")
    for day, name in ((BEGIN, "Lan"), (MERGED, "Hoa")):
        [body] = [each for each in queries.bodies(province, day) if each.pk == first.pk]
        assert [official.name for official in body.in_office] == [name]  # type: ignore[attr-defined]
    page = Client().get(reverse("dashboards:unit", args=[province.pk]), {"ngay": "2026-01-01"})
    assert "Giám đốc Lan" in page.text


def test_a_village_has_its_board(province: Unit, system: User) -> None:
    board = add_body(
        unit=province, name="Ban phát triển thôn", kind="village_board", since=None, by=system, now=NOW
    )
    assert board.get_kind_display() == "Ban phát triển thôn"
    again = add_body(
        unit=province, name="Ban phát triển  thôn", kind="village_board", since=None, by=system, now=NOW
    )
    assert again == board


def joined(body: Body, into: Body, by: User, effective: date = MERGED, decision: str = "3/NQ") -> Any:
    return succeed(bodies=[body], into=into, effective=effective, decision=decision, by=by, now=NOW)


def added(unit: Unit, by: User, kind: str = "other", since: date | None = None) -> Body:
    return add_body(unit=unit, name="Sở", kind=kind, since=since, by=by, now=NOW)


@pytest.mark.parametrize(
    ("deed", "words"),
    [
        (lambda one, two, by: joined(one, one, by), "kế thừa chính nó"),
        (lambda one, two, by: joined(one, two, by, decision=" "), "Thiếu số quyết định"),
        (lambda one, two, by: joined(one, two, by, BEGIN), "không hoạt động trước"),
        (lambda one, two, by: joined(one, two, by, date(2025, 1, 1)), "không có vào ngày"),
        (lambda one, two, by: [office(one, by, LATER), joined(one, two, by)], "có nhiệm kỳ bắt đầu"),
        (lambda one, two, by: office(one, by, date(2025, 1, 1)), "không hoạt động vào ngày"),
        (lambda one, two, by: office(one, by, until=BEGIN), "phải kết thúc sau"),
        (lambda one, two, by: office(one, by, name=" "), "trống"),
        (lambda one, two, by: [office(one, by), office(one, by, MERGED)], "đã giữ chức"),
        (
            lambda one, two, by: leave_office(official=office(one, by), on=BEGIN, by=by, now=NOW),
            "phải trong nhiệm kỳ",
        ),
        (lambda one, two, by: added(one.unit, by, "ministry"), "Không có loại cơ quan"),
        (lambda one, two, by: added(one.unit, by, since=date(2000, 1, 1)), "không tồn tại"),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    departments: tuple[Body, Body], system: User, deed: Any, words: str
) -> None:
    before = Body.objects.count()
    with pytest.raises(UnitError, match=words):
        deed(*departments, system)
    assert Body.objects.count() == before


def test_bodies_of_a_day_are_two_questions(
    province: Unit, departments: tuple[Body, Body], system: User
) -> None:
    for body in departments:
        office(body, system)
    with CaptureQueriesContext(connection) as asked:
        queries.bodies(province, MERGED)
    assert len(asked) == 2
