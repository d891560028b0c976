"""Ghi sắp xếp đơn vị hành chính: the whole order or nothing of it, and nothing that was is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from chungsuc.accounts.models import User
from chungsuc.administrative_units import queries, tree
from chungsuc.administrative_units.actions import load_reference, outcome_of, record_reorganisation
from chungsuc.administrative_units.models import Reorganisation, Succession, Unit, UnitChange, UnitPath
from chungsuc.audit import queries as audit
from chungsuc.core.errors import ChungsucError
from chungsuc.core.units import (
    Act,
    LegalOrder,
    Level,
    LevelEnd,
    NewUnit,
    Part,
    Placing,
    ReorganisationError,
    Share,
    SuccessionKind,
    UnitError,
)
from chungsuc.law.units import load_gazetteer

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 2, 3, 0, tzinfo=UTC)
DAY = date(2027, 1, 1)
EVE = DAY - timedelta(days=1)
MERGE, SPLIT = SuccessionKind.MERGE, SuccessionKind.SPLIT


def order(number: str = "12/NQ-HĐND") -> LegalOrder:
    return LegalOrder(number, date(2026, 11, 1), "Hội đồng nhân dân tỉnh")


@pytest.fixture
def province(places: None) -> Unit:
    """The first province of the day before."""
    return queries.provinces(EVE)[0]


@pytest.fixture
def communes(province: Unit) -> list[Unit]:
    return [unit for unit in queries.below(province, EVE) if unit.kind == "xã"]


def merger(communes: list[Unit], code: str | None = None) -> Act:
    parts = tuple(Part(unit.code) for unit in communes[:2])
    return Act(order(), DAY, (NewUnit(code or communes[0].code, parts, MERGE, "Hợp Nhất", "xã"),))


def paths_of(unit: Unit) -> set[tuple[str, int, date | None, date | None]]:
    return set(
        UnitPath.objects.filter(descendant=unit).values_list("ancestor_id", "depth", "valid_from", "valid_to")
    )


def test_the_stored_units_are_the_list_they_were_loaded_from(places: None) -> None:
    listed = load_gazetteer().units
    assert {unit.id: unit for unit in tree.core_units(list(listed))} == listed
    assert not list(tree.problems())


def test_a_merger_ends_two_units_and_begins_one(province: Unit, communes: list[Unit], system: User) -> None:
    recorded, outcome = record_reorganisation(act=merger(communes), by=system, now=NOW)

    first, second = communes[:2]
    for former in (first, second):
        before = former.valid_from
        former.refresh_from_db()
        assert (former.valid_from, former.valid_to) == (before, DAY)
    made = Unit.objects.get(pk=outcome.begun[0].id)
    assert (made.code, made.full_name, made.level) == (first.code, "xã Hợp Nhất", "commune")
    assert queries.above(made, DAY) == queries.above(communes[2], DAY)
    assert made in queries.below(province, DAY)
    assert first in queries.below(province, EVE)
    assert first not in queries.below(province, DAY)
    assert [each.predecessor for each in queries.origins(made)] == sorted(
        (first, second), key=lambda unit: unit.sort_key
    )
    assert set(recorded.successions.all()) == set(queries.origins(made))
    assert set(recorded.changes.values_list("unit_id", "fate")) == {
        (first.pk, "ended"), (second.pk, "ended"), (made.pk, "begun"),
    }  # fmt: skip
    assert not list(tree.problems())
    [entry] = audit.of(recorded)
    assert (entry.by, entry.action, entry.data["ended"]) == (system.username, "units.reorganised", 2)


def test_units_that_an_order_does_not_name_keep_their_rows(communes: list[Unit], system: User) -> None:
    before = list(Unit.objects.exclude(pk__in=[each.pk for each in communes[:2]]).order_by("pk").values())
    other = paths_of(communes[2])
    _, outcome = record_reorganisation(act=merger(communes), by=system, now=NOW)
    gone = [each.pk for each in communes[:2]] + [unit.id for unit in outcome.begun]
    assert list(Unit.objects.exclude(pk__in=gone).order_by("pk").values()) == before
    assert paths_of(communes[2]) == other


def test_two_provinces_are_merged_with_all_that_lies_below(places: None, system: User) -> None:
    first, second = queries.provinces(EVE)[:2]
    below = {unit.pk for each in (first, second) for unit in queries.below(each, EVE)}
    act = Act(
        order(), DAY, (NewUnit(first.code, (Part(first.code), Part(second.code)), MERGE, "Chung", "tỉnh"),)
    )
    _, outcome = record_reorganisation(act=act, by=system, now=NOW)
    made = Unit.objects.get(pk=outcome.begun[0].id)
    assert {unit.pk for unit in queries.below(made, DAY)} == below
    assert {unit.pk for unit in queries.below(first, EVE) + queries.below(second, EVE)} == below
    assert queries.below(first, DAY) == []
    assert not list(tree.problems())


def test_a_divided_commune_keeps_its_weights(communes: list[Unit], system: User) -> None:
    code = communes[0].code
    new = tuple(
        NewUnit(f"{code}-{half}", (Part(code, Share.PART, Decimal(weight)),), SPLIT, f"Phần {half}", "xã")
        for half, weight in (("A", "0.7"), ("B", "0.3"))
    )
    record_reorganisation(act=Act(order(), DAY, new), by=system, now=NOW)
    assert [(each.weight, each.is_main, each.share) for each in queries.outcomes(communes[0])] == [
        (Decimal("0.7"), True, "part"),
        (Decimal("0.3"), False, "part"),
    ]


def test_a_level_ends_as_it_did_in_the_list(places: None, system: User) -> None:
    """Before the reform of the list, the districts of one province are ended by an order of its own."""
    eve = date(2024, 6, 30)
    province = queries.provinces(eve)[0]
    districts = queries.below(province, eve)
    act = Act(
        LegalOrder("1/NQ", date(2024, 6, 1)), date(2024, 7, 1),
        level_ends=(LevelEnd(Level.DISTRICT, province.code),),
    )  # fmt: skip
    assert {each.level for each in districts} == {"district"}
    with pytest.raises(ReorganisationError, match="đã có một lần sắp xếp khác"):
        outcome_of(act)  # the list has ended them already, a year later


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"effective": None}, "chưa có ngày có hiệu lực"),
        ({"order": LegalOrder("12/NQ", None)}, "chưa có ngày ban hành"),
        ({"new_units": (NewUnit("x", (Part("00000"),), MERGE, "Mới", "xã"),)}, "Không có đơn vị mã 00000"),
        ({"placings": (Placing("VN", "01"),)}, "cấp trên"),
    ],
)
def test_what_is_refused_leaves_no_trace(
    communes: list[Unit], system: User, change: dict[str, Any], words: str
) -> None:

    country = Unit.objects.get(level="country").code
    change = {
        key: tuple(replace(each, code=country) for each in value) if key == "placings" else value
        for key, value in change.items()
    }
    before = Unit.objects.filter(valid_to=DAY).count(), UnitPath.objects.count()
    with pytest.raises(ChungsucError, match=words):
        record_reorganisation(act=replace(merger(communes), **change), by=system, now=NOW)
    assert (Unit.objects.filter(valid_to=DAY).count(), UnitPath.objects.count()) == before
    assert not Reorganisation.objects.exists()


def test_an_order_is_recorded_once(communes: list[Unit], system: User) -> None:
    record_reorganisation(act=merger(communes), by=system, now=NOW)
    with pytest.raises(ReorganisationError, match="đã được ghi"):
        record_reorganisation(act=merger(communes), by=system, now=NOW)
    assert Reorganisation.objects.count() == 1


def test_an_order_of_the_list_is_not_recorded_again(communes: list[Unit], system: User) -> None:
    known = Succession.objects.exclude(order_number="").select_related("predecessor").first()
    assert known is not None
    act = Act(
        LegalOrder(known.order_number, known.effective), known.effective,
        (NewUnit(known.predecessor.code, (Part(known.predecessor.code),), MERGE),),
    )  # fmt: skip
    with pytest.raises(ReorganisationError, match="đã được ghi"):
        record_reorganisation(act=act, by=system, now=NOW)


def test_the_store_itself_refuses_an_order_twice(communes: list[Unit], system: User) -> None:
    recorded, _ = record_reorganisation(act=merger(communes), by=system, now=NOW)
    recorded.pk = None
    recorded._state.adding = True
    with pytest.raises(IntegrityError), transaction.atomic():
        recorded.save(force_insert=True)


def test_a_preview_writes_nothing(communes: list[Unit]) -> None:
    with CaptureQueriesContext(connection) as asked:
        outcome = outcome_of(merger(communes))
    assert len(outcome.ended) == 2
    assert all(query["sql"].startswith("SELECT") for query in asked.captured_queries)


def test_a_larger_order_asks_no_more_questions(communes: list[Unit], system: User) -> None:
    def questions(count: int) -> int:
        with CaptureQueriesContext(connection) as asked, transaction.atomic():
            parts = tuple(Part(unit.code) for unit in communes[:count])
            act = Act(order(), DAY, (NewUnit("999999", parts, MERGE, "Hợp Nhất", "xã"),))
            record_reorganisation(act=act, by=system, now=NOW)
            transaction.set_rollback(True)
        return len(asked)

    assert questions(20) == questions(2)


# --- a new reference list after an order was recorded here ---------------------------------------------


def test_a_new_list_does_not_undo_what_an_order_changed(communes: list[Unit], system: User) -> None:
    record_reorganisation(act=merger(communes), by=system, now=NOW)
    paths = set(UnitPath.objects.values_list("ancestor_id", "descendant_id", "valid_from", "valid_to"))
    listed = load_gazetteer()
    load_reference(
        units=listed.units.values(), successions=listed.successions, edition="next", by=system, now=NOW
    )
    assert Unit.objects.get(pk=communes[0].pk).valid_to == DAY
    assert (
        set(UnitPath.objects.values_list("ancestor_id", "descendant_id", "valid_from", "valid_to")) == paths
    )
    assert UnitChange.objects.count() == 3
    assert not list(tree.problems())


def test_a_new_list_that_names_a_unit_of_the_same_code_is_refused(communes: list[Unit], system: User) -> None:
    record_reorganisation(act=merger(communes, "999999"), by=system, now=NOW)
    listed = dict(load_gazetteer().units)
    clash = replace(listed[communes[2].pk], id="u-clash", code="999999")
    with pytest.raises(UnitError, match="trùng với xã Hợp Nhất"):
        load_reference(units=[*listed.values(), clash], successions=(), edition="next", by=system, now=NOW)
