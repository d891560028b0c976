"""Ghi nhiều số liệu: all of them or none, once however often they are sent, and every total true at once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessments.test_rollups import RECORDED, _carry_out
from chungsuc.accounts.models import User
from chungsuc.accounts.policy import NotAllowed
from chungsuc.administrative_units.models import Unit
from chungsuc.assessments.bulk import EntriesRefused, NewEntry, Recorded, record_many
from chungsuc.assessments.bulk_digest import digest_of
from chungsuc.assessments.facts import fact
from chungsuc.assessments.models import Observation
from chungsuc.assessments.queries import states
from chungsuc.assessments.rollup_rebuild import differences
from chungsuc.audit.models import Entry
from chungsuc.core import observations as core
from chungsuc.core.criteria import CriteriaSet, Mark
from chungsuc.core.observations import ObservationError
from chungsuc.core.periods import Period
from chungsuc.criteria import queries as criteria
from factories.cast import NOW
from factories.fields import fields, plant

pytestmark = pytest.mark.django_db
Record = Callable[..., Observation]
SET_ID = "vn-2021-2025-commune"


@pytest.fixture
def law(places: None) -> CriteriaSet:
    """The set of the old commune, as every installation has it."""
    version = criteria.version_of(SET_ID)
    assert version is not None
    return criteria.criteria_set(version)


Entered = Callable[..., NewEntry]


@pytest.fixture
def entered(commune: Unit, law: CriteriaSet) -> Entered:
    """An entry of Lan's commune for 2023."""

    def one(code: str, value: Any, *supersedes: Observation, **more: Any) -> NewEntry:
        given_ = {"id": uuid4(), "unit": commune, "period": Period.of_year(2023), **more}
        return NewEntry(
            criteria_set=law,
            indicator=code,
            value=value,
            observed_on=date(2024, 1, 15),
            supersedes=frozenset(each.pk for each in supersedes),
            **given_,
        )

    return one


def recorded(entries: list[NewEntry], by: User, **more: Any) -> Recorded:
    """Record them as a call of Lan's."""
    return record_many(entries=entries, channel="api", by=by, now=NOW, of=by, **more)


def test_many_figures_are_one_act_and_sent_again_they_change_nothing(
    entered: Entered, lan: User, django_assert_max_num_queries: Any
) -> None:
    entries = [
        entered("4.1", True),
        entered("4.2", None, numerator=Decimal(190), denominator=Decimal(200)),
        entered("9.1", Decimal(0), note="Theo biên bản ngày 10/01/2024"),
    ]
    dry = recorded(entries, lan, dry_run=True)
    assert (dry.stored, Observation.objects.count()) == ((), 0)
    with django_assert_max_num_queries(40):
        done = recorded(entries, lan, data={"file": "bieu.xlsx"})
    assert set(done.stored) == {each.id for each in entries}
    assert differences() == []
    entry = Entry.objects.get(action="observations.imported")
    assert (entry.data["entries"], entry.data["file"], entry.unit_id) == (3, "bieu.xlsx", entries[0].unit.pk)
    stored = list(Observation.objects.order_by("indicator_code"))
    assert entry.data["sha256"] == digest_of(fact(row) for row in stored)  # anyone can reckon it again
    assert stored[2].note == "Theo biên bản ngày 10/01/2024"
    again = recorded(entries, lan)
    assert (again.stored, set(again.again)) == ((), set(done.stored))
    assert Entry.objects.filter(action="observations.imported").count() == 1
    with pytest.raises(EntriesRefused, match="Đã có một số liệu khác mang mã"):
        recorded([entered("4.1", False, id=entries[0].id)], lan)


def test_the_hash_is_that_of_plain_json() -> None:
    slot = core.Slot('x"ế', SET_ID, "4.1", Period.of_year(2023))
    said: list[tuple[Any, Any, Any, list[str]]] = [  # in the order of their ids
        (True, None, None, []),
        (Decimal("-0.0"), None, None, [str(UUID(int=9)), str(UUID(int=11))]),
        (Decimal("98.50"), Decimal(1970), Decimal("2E+3"), []),
        (Mark.NOT_PRESENT, None, None, []),
        ("Khá", None, None, []),
        (None, None, None, [str(UUID(int=9))]),
    ]
    told = [True, "0", "98.5", "not_present", "Khá", None]
    entries = [
        core.Observation(
            id=UUID(int=number),
            slot=slot,
            value=value,
            observed_by="1",
            recorded_at=NOW,
            channel=core.Channel.FILE,
            numerator=over,
            denominator=under,
            supersedes=frozenset(map(UUID, older)),
        )
        for number, (value, over, under, older) in enumerate(said, start=1)
    ]
    lines = [
        [str(UUID(int=number)), 'x"ế', SET_ID, "4.1", "2023", value, over and "1970", over and "2000", older]
        for number, (value, (_value, over, _under, older)) in enumerate(zip(told, said, strict=True), start=1)
    ]
    plain = json.dumps(lines, ensure_ascii=False).encode()
    assert digest_of(reversed(entries)) == hashlib.sha256(plain).hexdigest()


def test_every_wrong_entry_is_named_and_none_is_stored(
    entered: Entered, record: Record, law: CriteriaSet, lan: User
) -> None:
    other = record(law, "9.1", Decimal(1))
    count = Observation.objects.count()
    wrong = [
        entered("4.1", True),
        entered("4.2", Decimal(120)),
        entered("9.9", True),
        entered("C1", True),
        entered("4.1", False),  # twice the same cell
        entered("10.1", Decimal(10) ** 13),
        entered("15.1", None, numerator=Decimal(3), denominator=Decimal(0)),
    ]
    with pytest.raises(EntriesRefused, match="6 số liệu không ghi được nên chưa ghi") as refused:
        recorded(wrong, lan)
    assert [each.entry for each in refused.value.problems] == wrong[1:]
    assert "số từ 0 đến 100" in refused.value.problems[0].words
    with pytest.raises(EntriesRefused, match="cùng đơn vị, chỉ tiêu và kỳ"):
        recorded([entered("4.1", True, other)], lan)
    assert Observation.objects.count() == count


def test_what_was_entered_meanwhile_is_a_conflict_and_not_overwritten(
    entered: Entered, record: Record, law: CriteriaSet, lan: User
) -> None:
    first = record(law, "9.1", Decimal(1))
    meanwhile = record(law, "9.1", Decimal(2), supersedes=[first])
    late, free = entered("9.1", Decimal(3), first), entered("4.1", True)
    found = recorded([late, free], lan)
    assert [(each.entry, each.standing[0].id) for each in found.conflicts] == [(late, meanwhile.pk)]
    assert not Observation.objects.filter(pk=free.id).exists()  # all or nothing
    done = recorded([entered("9.1", Decimal(3), meanwhile), free], lan)
    assert len(done.stored) == 2
    assert differences() == []


def test_nobody_writes_many_where_nobody_may_write_one(
    entered: Entered, lan: User, hoa: User, places: None
) -> None:
    with pytest.raises(NotAllowed):
        recorded([entered("4.1", True)], hoa)
    elsewhere = Unit.objects.filter(level="province").exclude(pk="02").first()
    with pytest.raises(NotAllowed):
        recorded([entered("4.1", True), entered("4.1", True, unit=elsewhere)], lan)
    assert not Observation.objects.exists()


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    fields(),
    st.lists(RECORDED | st.integers(0, 30), max_size=8),
    st.lists(RECORDED, min_size=1, max_size=12, unique_by=lambda step: (step[0], step[2], step[3])),
)
def test_totals_are_those_of_one_after_another(
    system: User, law: CriteriaSet, given_fields: Any, steps: list[Any], many: list[Any]
) -> None:
    with transaction.atomic():
        _above, communes = plant(given_fields)
        _carry_out(steps, law, communes, system)
        standing = states(unit_ids=[each.pk for each in communes], criteria_set_id=SET_ID)
        entries = []
        for number, (code, (value, numerator, denominator), at, period, _how, hours) in enumerate(many):
            entry = NewEntry(
                id=UUID(int=10_000 + number),
                unit=communes[at],
                criteria_set=law,
                indicator=code,
                period=Period.parse(period),
                value=value,
                numerator=numerator,
                denominator=denominator,
                observed_on=date(2024, 1, 15) + timedelta(days=hours),
            )
            heads = standing[entry.slot].heads if entry.slot in standing else ()
            entries.append(entry._replace(supersedes=frozenset(each.id for each in heads)))
        try:
            found = recorded(entries, system)
        except EntriesRefused as refused:  # a unit that was not there in the period
            wrong = {each.entry.id for each in refused.problems}
            found = recorded([each for each in entries if each.id not in wrong], system)
        assert found.conflicts == ()
        assert differences() == []
        transaction.set_rollback(True)


def test_what_a_clock_that_was_put_back_stamped_too_early_was_not_known_then(
    entered: Entered, record: Record, law: CriteriaSet, commune: Unit, lan: User
) -> None:
    record(law, "9.1", Decimal(1), now=NOW + timedelta(hours=2))
    record_many(
        entries=[entered("4.1", True)], channel="api", by=lan, now=NOW + timedelta(minutes=30), of=lan
    )
    asked = {"unit_ids": [commune.pk], "criteria_set_id": SET_ID}
    assert states(**asked, known_at=NOW + timedelta(hours=1)) == {}
    assert len(states(**asked, known_at=NOW + timedelta(hours=2))) == 2


def test_a_part_larger_than_its_whole_is_refused_by_every_door(
    entered: Entered, record: Record, law: CriteriaSet, lan: User
) -> None:
    parts = {"numerator": Decimal(501), "denominator": Decimal(500)}
    with pytest.raises(EntriesRefused, match="Tử số lớn hơn mẫu số"):
        recorded([entered("4.2", None, **parts)], lan)
    with pytest.raises(ObservationError, match="Tử số lớn hơn mẫu số"):
        record(law, "4.2", None, **parts)
    assert not Observation.objects.exists()
