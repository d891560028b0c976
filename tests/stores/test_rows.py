"""Questions and rows that are composed once say the same as Django's own."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.db.models import CharField, DateField

from chungsuc.accounts.models import RoleHeld, User
from chungsuc.administrative_units.models import Unit
from chungsuc.assessments.models import MetRollup
from chungsuc.audit.chains import MAIN
from chungsuc.audit.models import Chain, Entry
from chungsuc.stores import rows
from chungsuc.stores.questions import Blank, Question

pytestmark = pytest.mark.django_db
COLUMNS = ("pk", "code", "level", "valid_from", "valid_to", "tags")


def test_a_question_answers_as_the_queryset_does(places: None) -> None:
    asked = Question(
        lambda: (
            Unit.objects.filter(level=Blank("level", CharField()), valid_to=Blank("day", DateField()))
            .order_by("pk")
            .values_list(*COLUMNS)
        )
    )
    for level in ("district", "commune"):
        found = asked(level=level, day=date(2025, 7, 1))
        assert found == list(
            Unit.objects.filter(level=level, valid_to=date(2025, 7, 1)).order_by("pk").values_list(*COLUMNS)
        )
        assert found


def test_a_row_is_stored_with_its_number(lan: User) -> None:
    unit = Unit.objects.filter(level="province")[0]
    made = RoleHeld(
        user=lan,
        role="reader",
        unit=unit,
        valid_from=date(2024, 1, 1),
        given_by=lan,
        given_at=lan.date_joined,
    )
    rows.insert(made)
    assert RoleHeld.objects.get(pk=made.pk).given_at == lan.date_joined
    assert not made._state.adding


def test_a_row_that_stands_is_left_alone_or_replaced() -> None:
    key = ("name",)
    rows.insert(Chain(name="thử", last_number=1))
    writes = rows.Writes()
    writes.insert_new(Chain(name="thử", last_number=2))
    writes.replace(Chain, [{"name": "hai", "last_number": 1, "last_hash": "a"}], key=key)
    with pytest.raises(rows.AlreadyThere), transaction.atomic():
        writes.send()
    assert not Chain.objects.filter(name="hai").exists()
    assert Chain.objects.get(name="thử").last_number == 1
    rows.replace(Chain, [{"name": "thử", "last_number": 3, "last_hash": "a"}], key=key)
    rows.replace(Chain, [], key=key)
    assert Chain.objects.filter(name="thử", last_number=3, last_hash="a").exists()


def test_counts_are_added_up(places: None) -> None:
    key = ("unit_id", "criteria_set_id", "series", "year", "met")
    unit = Unit.objects.filter(level="province")[0].pk
    at = {"unit_id": unit, "criteria_set_id": "x", "series": "reported", "year": 2024}
    rows.add_up(MetRollup, [{**at, "met": 1, "units": 5}], key=key)
    rows.add_up(MetRollup, [{**at, "met": 1, "units": -2}, {**at, "met": 2, "units": 4}], key=key)
    rows.add_up(MetRollup, [], key=key)
    found = MetRollup.objects.filter(unit=unit, criteria_set_id="x").values_list("met", "units")
    assert sorted(found) == [(1, 3), (2, 4)]


def test_what_the_table_does_not_allow_is_refused(lan: User) -> None:
    same = RoleHeld.objects.filter(user=lan)[0]
    same.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.insert(same)


def test_rows_of_several_tables_are_written_together(places: None, lan: User) -> None:
    unit = Unit.objects.filter(level="province")[0].pk
    at = {"unit_id": unit, "criteria_set_id": "x", "series": "reported", "year": 2024}
    made, new = Chain(name="sau cùng", last_number=7), Chain(name="mới", last_number=8)
    writes = rows.Writes()
    writes.insert_new(new)
    writes.replace(Chain, [{"name": "một", "last_number": 1, "last_hash": "a"}], key=("name",))
    writes.replace(Chain, [], key=("name",))
    writes.add_up(MetRollup, [{**at, "met": 1, "units": 5}], key=(*at, "met"))
    writes.insert(made)
    assert not Chain.objects.filter(name="một").exists()  # nothing before it is sent
    writes.send()
    assert set(Chain.objects.filter(last_number__in=(1, 7, 8)).values_list("name", "last_number")) >= {
        ("một", 1),
        ("sau cùng", 7),
        ("mới", 8),
    }
    assert MetRollup.objects.get(unit=unit, criteria_set_id="x").units == 5
    assert not made._state.adding


def test_every_kind_of_value_comes_back_as_it_was(lan: User) -> None:
    """Through JSON to PostgreSQL as through parameters: what is in quotes, no value, parts of a millionth."""
    at = datetime(2025, 6, 30, 16, 59, 59, 123456, tzinfo=UTC)
    made = Entry(
        chain_id=MAIN,
        number=10**12,
        at=at,
        by='o\'Lan "b" \\ %s Đặng',
        action="thử",
        object_type="x",
        object_id=str(uuid4()),
        data={"a": None, "b": [1, 2.5, "ệ"], "c": {"d": False, "e": "%s"}},
        hash="h",
        previous_hash="",
    )
    rows.insert(made)
    kept = Entry.objects.get(pk=made.pk)
    names = ("number", "at", "by", "object_id", "data", "hash")
    assert [getattr(kept, name) for name in names] == [getattr(made, name) for name in names]


def test_who_counts_the_queries_sees_all_of_them(django_assert_num_queries: Any) -> None:
    asked = Question(lambda: Chain.objects.filter(name=Blank("name", CharField())).values_list("last_number"))
    with django_assert_num_queries(3):
        rows.replace(Chain, [{"name": "thử", "last_number": 3, "last_hash": "a"}], key=("name",))
        assert asked(name="thử") == [(3,)]
        assert asked(name="không có") == []
