"""Nhật ký: every change leaves a line, and a line that was changed afterwards is found."""

from __future__ import annotations

import pytest
from django.db import transaction

from chungsuc.accounts.models import User
from chungsuc.audit import queries
from chungsuc.audit.actions import AuditError, record
from chungsuc.audit.models import Chain, Entry
from factories.cast import NOW


@pytest.mark.django_db
def test_entries_are_numbered_and_linked(lan: User) -> None:
    first = record("thu", lan, by=lan, at=NOW, data={"gia_tri": "14,06"})
    second = record("thu", lan, by=lan, at=NOW)
    assert second.number == first.number + 1
    assert second.previous_hash == first.hash
    assert queries.broken_links() == []


@pytest.mark.django_db
def test_the_head_names_everything_that_was_done(lan: User) -> None:
    heads = [queries.head()]
    for _again in range(3):  # the same act twice is not the same state
        record("thu", lan, by=lan, at=NOW)
        heads.append(queries.head())
        assert queries.head() == heads[-1]
    assert len(set(heads)) == 4


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "value"),
    [("data", {"gia_tri": "15"}), ("by", "hoa"), ("action", "khac"), ("unit_id", "khac"), ("hash", "0" * 64)],
)
def test_a_changed_line_is_found(lan: User, field: str, value: object) -> None:
    entry = record("thu", lan, by=lan, at=NOW, data={"gia_tri": "14,06"})
    record("thu", lan, by=lan, at=NOW)
    Entry.objects.filter(pk=entry.pk).update(**{field: value})
    assert any(f"dòng {entry.number} đã bị sửa" in problem for problem in queries.broken_links())


@pytest.mark.django_db
def test_a_line_taken_out_is_found(lan: User) -> None:
    entry = record("thu", lan, by=lan, at=NOW)
    record("thu", lan, by=lan, at=NOW)
    Entry.objects.filter(pk=entry.pk).delete()
    assert any(f"thiếu dòng {entry.number}" in problem for problem in queries.broken_links())


@pytest.mark.django_db
def test_a_last_line_taken_out_is_found(lan: User) -> None:
    entry = record("thu", lan, by=lan, at=NOW)
    Entry.objects.filter(pk=entry.pk).delete()
    assert any("đầu chuỗi" in problem for problem in queries.broken_links())


@pytest.mark.django_db
def test_a_change_that_fails_leaves_no_line(lan: User) -> None:
    before = Entry.objects.count()

    @transaction.atomic
    def change() -> None:
        record("thu", lan, by=lan, at=NOW)
        raise RuntimeError("mất điện")

    with pytest.raises(RuntimeError, match="mất điện"):
        change()
    assert Entry.objects.count() == before
    assert Chain.objects.get().last_number == before


@pytest.mark.django_db(transaction=True)
def test_nothing_is_recorded_outside_the_change_itself() -> None:
    with pytest.raises(AuditError, match="ngoài giao dịch"):
        record("thu", User(username="lan"), by=User(username="lan"), at=NOW)
