"""Phân loại đơn vị: what decisions say of units on a day, and what decides their thresholds."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from chungsuc.accounts.models import User
from chungsuc.administrative_units import queries
from chungsuc.administrative_units.actions import end_tag, record_reorganisation, tag_units
from chungsuc.administrative_units.facts import facts_on
from chungsuc.administrative_units.models import Unit, UnitTag
from chungsuc.audit import queries as audit
from chungsuc.core.criteria.attributes import attributes_under
from chungsuc.core.units import Act, LegalOrder, NewUnit, Part, SuccessionKind, UnitError
from chungsuc.law.criteria import load_criteria_sets
from chungsuc.law.units import load_gazetteer

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 2, 3, 0, tzinfo=UTC)
DECIDED, SINCE, LATER = date(2026, 10, 1), date(2026, 11, 1), date(2027, 6, 1)


@pytest.fixture
def communes(places: None) -> list[Unit]:
    return [unit for unit in queries.below(queries.provinces(SINCE)[0], SINCE) if unit.kind == "xã"]


def tag(
    units: list[Unit], value: str = "2", since: date = SINCE, name: str = "commune_group", *, by: User
) -> list[UnitTag]:
    return tag_units(
        units=units, name=name, value=value, since=since, decision="5/QĐ-UBND", decided_on=DECIDED,
        by=by, now=NOW,
    )  # fmt: skip


def value_on(unit: Unit, day: date, name: str = "commune_group") -> str | None:
    return facts_on([unit.pk], day)[unit.pk].tags.get(name)


@pytest.mark.parametrize("day", [date(2025, 6, 30), date(2025, 7, 1), date(2026, 11, 1)])
def test_regions_of_the_store_are_those_of_the_list(places: None, day: date) -> None:
    """Every commune of the day: the store asks a few questions, the list in memory is walked one by one."""
    listed = load_gazetteer()
    ids = list(Unit.objects.filter(queries.as_of(day), level="commune").values_list("pk", flat=True))
    found = facts_on(ids, day)
    assert {unit_id: found[unit_id].tags.get("region") for unit_id in ids} == {
        unit_id: listed.tag(unit_id, "region", day) for unit_id in ids
    }


def test_a_decision_holds_from_its_day_until_the_next(communes: list[Unit], system: User) -> None:
    [first] = tag(communes[:1], by=system)
    tag(communes[:1], "3", LATER, by=system)
    assert [value_on(communes[0], day) for day in (DECIDED, SINCE, LATER)] == [None, "2", "3"]
    first.refresh_from_db()
    assert (first.value, first.valid_to) == ("2", LATER)
    assert value_on(communes[1], LATER) is None


def test_a_tag_may_end_without_another(communes: list[Unit], system: User) -> None:
    [border] = tag(communes[:1], "yes", name="border", by=system)
    end_tag(tag=border, on=LATER, decision="9/QĐ-UBND", by=system, now=NOW)
    assert [value_on(communes[0], day, "border") for day in (SINCE, LATER)] == ["yes", None]
    assert [entry.action for entry in audit.of(border)] == ["units.tagged", "units.tag_ended"]
    with pytest.raises(UnitError, match="đã kết thúc"):
        end_tag(tag=border, on=LATER, decision="9/QĐ-UBND", by=system, now=NOW)


def test_the_same_said_again_is_one_row(communes: list[Unit], system: User) -> None:
    assert len(tag(communes[:3], by=system)) == 3
    assert tag(communes[:3], by=system) == []
    assert UnitTag.objects.count() == 3


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"name": "colour"}, "Không có phân loại “colour”"),
        ({"value": "4"}, "không hợp lệ cho Nhóm xã"),
        ({"decision": " "}, "phải dựa vào một quyết định"),
        ({"since": date(2026, 9, 1)}, "không thể có hiệu lực từ 01/09/2026"),
    ],
)
def test_what_a_decision_cannot_say(
    communes: list[Unit], system: User, change: dict[str, object], words: str
) -> None:
    said = {
        "units": communes[:1], "name": "commune_group", "value": "1", "since": SINCE,
        "decision": "5/QĐ-UBND", "decided_on": DECIDED, "by": system, "now": NOW,
    } | change  # fmt: skip
    with pytest.raises(UnitError, match=words):
        tag_units(**said)  # type: ignore[arg-type]
    assert not UnitTag.objects.exists()


def test_decisions_are_recorded_in_the_order_of_time(communes: list[Unit], system: User) -> None:
    tag(communes[:1], "2", LATER, by=system)
    with pytest.raises(UnitError, match="theo thứ tự thời gian"):
        tag(communes[:1], "3", by=system)


def test_a_decision_does_not_reach_into_one_that_has_ended(communes: list[Unit], system: User) -> None:
    [held] = tag(communes[:1], by=system)
    end_tag(tag=held, on=LATER, decision="9/QĐ-UBND", by=system, now=NOW)
    for since in (SINCE, date(2027, 1, 1)):
        with pytest.raises(UnitError, match="theo thứ tự thời gian"):
            tag(communes[:1], "3", since, by=system)
    tag(communes[:1], "3", LATER, by=system)
    assert [value_on(communes[0], day) for day in (SINCE, LATER)] == ["2", "3"]


def test_the_store_holds_one_open_tag_of_a_name(communes: list[Unit], system: User) -> None:
    [held] = tag(communes[:1], by=system)
    held.pk, held.valid_from, held._state.adding = None, LATER, True
    with pytest.raises(IntegrityError), transaction.atomic():
        held.save(force_insert=True)


def test_a_merger_hands_the_region_down_and_no_group(communes: list[Unit], system: User) -> None:
    tag(communes[:2], by=system)
    parts = tuple(Part(each.code) for each in communes[:2])
    new = NewUnit(communes[0].code, parts, SuccessionKind.MERGE, "Mới", "xã")
    act = Act(LegalOrder("12/NQ", LATER), LATER, (new,))
    _, outcome = record_reorganisation(act=act, by=system, now=NOW)
    made = outcome.begun[0].id
    before = facts_on([communes[0].pk], SINCE)[communes[0].pk]
    facts = facts_on([made, communes[0].pk], LATER)
    assert facts[made].tags == {key: value for key, value in before.tags.items() if key == "region"}
    own = facts_on([each.pk for each in communes[:2]], SINCE)
    assert len({each.province for each in own.values()}) == 2  # their land was of two former provinces,
    assert facts[made].province == queries.provinces(SINCE)[0].pk  # whose decisions it has not in common
    assert facts[communes[0].pk] == before  # of a unit that is no more: its last day


def test_many_units_cost_no_more_questions(communes: list[Unit]) -> None:
    def questions(count: int) -> int:
        with CaptureQueriesContext(connection) as asked:
            facts_on([each.pk for each in communes[:count]], SINCE)
        return len(asked)

    assert questions(40) == questions(2)


@pytest.mark.parametrize(
    ("tags", "region"),
    [
        ({"region": "DBSH"}, "DBSH"),
        ({"region": "DBSH", "specially_difficult": "yes"}, "TDMNPB"),
        ({"region": "DBSH", "safe_zone": "yes"}, "TDMNPB"),
        ({"region": "DBSH", "border": "yes"}, "DBSH"),
        ({"specially_difficult": "yes"}, "TDMNPB"),
        ({}, None),
    ],
)
def test_a_set_may_hold_a_commune_to_another_region(tags: dict[str, str], region: str | None) -> None:
    about = attributes_under(load_criteria_sets()["vn-2021-2025-commune"], tags, "p")
    assert (about.region, about.province) == (region, "p")


def test_a_group_that_is_not_decided_is_not_guessed() -> None:
    chosen = load_criteria_sets()["vn-2021-2025-commune"]
    assert attributes_under(chosen, {}, None).commune_group is None
    assert attributes_under(chosen, {"commune_group": "3"}, None).commune_group == "3"
