"""Số liệu is appended: mended by a newer one, sent twice and stored once, never changed or removed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction

from chungsuc.accounts.models import User
from chungsuc.accounts.policy import NotAllowed
from chungsuc.administrative_units.models import Unit
from chungsuc.assessments.actions import accept
from chungsuc.assessments.models import Observation
from chungsuc.assessments.queries import Series, judgements, states
from chungsuc.audit.queries import broken_links, of
from chungsuc.core.criteria import CriteriaError, Mark, UnitAttributes
from chungsuc.core.observations import ObservationError, SlotState
from chungsuc.stores.appended import ChangeRefused
from factories.cast import NOW
from factories.criteria import indicator, small_set

pytestmark = pytest.mark.django_db
Record = Callable[..., Observation]
SET = small_set(indicator("1.1", "percent", "at_least", Decimal(90)), indicator("2.1"))


def state(unit: Unit, **narrowed: object) -> SlotState:
    (found,) = states(unit_ids=[unit.pk], criteria_set_id=SET.id, **narrowed).values()  # type: ignore[arg-type]
    return found


def test_it_is_kept_whole_with_its_entry_in_the_log(record: Record, lan: User, commune: Unit) -> None:
    row = record(SET, "1.1", Decimal("92.5"), numerator=Decimal(185), denominator=Decimal(200))
    row.refresh_from_db()
    assert (row.number, row.numerator, row.denominator, row.observed_by) == (Decimal("92.5"), 185, 200, lan)
    assert (row.first_day, row.last_day) == (date(2023, 1, 1), date(2023, 12, 31))
    (entry,) = of(row)
    assert (entry.action, entry.by, entry.unit_id) == ("observation.recorded", "lan", commune.pk)
    assert broken_links() == []


def test_nothing_changes_or_removes_it(record: Record) -> None:
    row = record(SET, "2.1", True)
    for change in (
        row.save,
        row.delete,
        Observation.objects.all().delete,
        lambda: Observation.objects.update(yes=False),
        lambda: Observation.objects.bulk_update([row], ["yes"]),
    ):
        with pytest.raises(ChangeRefused, match="không sửa và không xóa"):
            change()
    row.refresh_from_db()
    assert row.yes is True


def test_a_newer_value_takes_the_place_of_the_older(record: Record, commune: Unit) -> None:
    first = record(SET, "1.1", Decimal(80))
    record(SET, "1.1", Decimal(95), supersedes=[first])
    assert state(commune).reported_value == 95
    assert state(commune, known_at=first.recorded_at).reported_value == 80  # as it was known then


def test_two_that_replace_the_same_one_are_a_conflict_until_both_are_replaced(
    record: Record, commune: Unit
) -> None:
    first = record(SET, "1.1", Decimal(80))
    second = record(SET, "1.1", Decimal(91), supersedes=[first])
    third = record(SET, "1.1", Decimal(93), supersedes=[first])
    assert state(commune).in_conflict
    assert state(commune).reported_value is Mark.IN_DISPUTE
    record(SET, "1.1", Decimal(93), supersedes=[second, third])
    assert not state(commune).in_conflict
    assert state(commune).reported_value == 93


def test_without_a_value_it_withdraws(record: Record, commune: Unit) -> None:
    first = record(SET, "1.1", Decimal(80))
    record(SET, "1.1", None, supersedes=[first])
    assert state(commune).reported_value is None


def test_the_same_entry_sent_twice_is_stored_once(record: Record) -> None:
    key = uuid4()
    first = record(SET, "1.1", Decimal(80), id=key)
    again = record(SET, "1.1", Decimal(80), id=key)
    assert (again.pk, again.recorded_at) == (first.pk, first.recorded_at)
    with pytest.raises(ObservationError, match="Đã có một số liệu khác"):
        record(SET, "1.1", Decimal(81), id=key)
    assert Observation.objects.count() == 1


def test_reported_and_accepted_are_two_series(
    record: Record, lan: User, minh: User, hoa: User, commune: Unit
) -> None:
    first = record(SET, "1.1", Decimal(92))
    for person in (minh, hoa):
        with pytest.raises(NotAllowed):
            accept(observation=first, by=person, now=NOW)
    done = accept(observation=first, by=lan, now=NOW + timedelta(days=1), reason="Đã kiểm tra hồ sơ")
    assert accept(observation=first, by=lan, now=NOW + timedelta(days=2)) == done  # the first one stands
    record(SET, "1.1", Decimal(85), supersedes=[first])
    assert (state(commune).reported_value, state(commune).accepted_value) == (85, 92)

    def verdict(series: Series) -> str:
        found = judgements(
            unit_ids=[commune.pk], criteria_set=SET, attributes=UnitAttributes(), year=2023, series=series
        )
        return found[commune.pk].criteria["1"].verdict.label

    assert verdict(Series.REPORTED) == "chưa đạt"
    assert verdict(Series.ACCEPTED) == "đạt"


def test_the_newest_period_counts(record: Record, commune: Unit) -> None:
    record(SET, "1.1", Decimal(95), period="2023-Q4")
    record(SET, "1.1", Decimal(85), period="2023-Q1")

    def verdict(on: date) -> str:
        found = judgements(
            unit_ids=[commune.pk], criteria_set=SET, attributes=UnitAttributes(), year=2023, on=on
        )
        return found[commune.pk].criteria["1"].verdict.label

    assert verdict(date(2023, 12, 31)) == "đạt"
    assert verdict(date(2023, 6, 30)) == "chưa đạt"  # what ends later is not yet there


@pytest.mark.parametrize("order", [("2023", "2023-Q4"), ("2023-Q4", "2023")])
def test_of_two_periods_that_end_together_the_longer_counts(
    order: tuple[str, str], record: Record, commune: Unit
) -> None:
    for period in order:
        record(SET, "1.1", Decimal(95 if period == "2023" else 50), period=period)
    found = judgements(unit_ids=[commune.pk], criteria_set=SET, attributes=UnitAttributes(), year=2023)
    assert found[commune.pk].criteria["1"].verdict.label == "đạt"


def test_what_cannot_be_is_refused(record: Record, hoa: User) -> None:
    first = record(SET, "1.1", Decimal(80))
    refused = [
        (NotAllowed, {"by": hoa}),  # another office's commune
        (CriteriaError, {"value": Decimal(101)}),
        (CriteriaError, {"code": "9.9"}),
        (ObservationError, {"period": "2026"}),  # the commune is no more
        (ObservationError, {"code": "2.1", "value": True, "supersedes": [first]}),  # another cell
        (ObservationError, {"numerator": Decimal(1), "denominator": Decimal(0)}),
        (ObservationError, {"numerator": Decimal(1), "denominator": Decimal(2)}),  # not 95%
    ]
    for error, given in refused:
        said = {"code": "1.1", "value": Decimal(95), **given}
        with pytest.raises(error), transaction.atomic():
            record(SET, said.pop("code"), said.pop("value"), **said)
    assert Observation.objects.count() == 1


def test_the_store_itself_refuses_two_values(record: Record, commune: Unit) -> None:
    row = record(SET, "2.1", True)
    row.pk, row.number = UUID(int=7), Decimal(3)
    row._state.adding = True
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()
