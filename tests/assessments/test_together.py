"""Ghi cùng lúc: what people save at one moment is recorded at once, as if one after another."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from unittest import mock
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessments.conftest import Record
from assessments.test_rollups import RECORDED, _carry_out
from chungsuc.accounts.models import User
from chungsuc.administrative_units.models import Unit
from chungsuc.assessments import rollup_many
from chungsuc.assessments.bulk import NewEntry
from chungsuc.assessments.models import Observation
from chungsuc.assessments.rollup_rebuild import differences
from chungsuc.assessments.together import Saving, record_together
from chungsuc.audit.actions import WAITING
from chungsuc.audit.models import Chain, ClockSetback, Entry
from chungsuc.audit.queries import broken_links
from chungsuc.core.criteria import CriteriaSet
from chungsuc.core.periods import Period
from chungsuc.criteria import queries as criteria
from chungsuc.workflow.models import ReviewEvent
from factories.cast import NOW
from factories.fields import fields, key, plant

pytestmark = pytest.mark.django_db
SET_ID = "vn-2021-2025-commune"


@pytest.fixture
def law(places: None) -> CriteriaSet:
    version = criteria.version_of(SET_ID)
    assert version is not None
    return criteria.criteria_set(version)


def saving(
    law: CriteriaSet, unit: Unit, code: str, value: Any, by: User, *older: Observation, **more: Any
) -> Saving:
    """What a person saves of a unit for 2023."""
    now = more.pop("now", NOW)
    entry = NewEntry(
        **{"id": uuid4(), "period": Period.of_year(2023), **more},
        unit=unit,
        criteria_set=law,
        indicator=code,
        value=value,
        observed_on=date(2024, 1, 15),
        supersedes=frozenset(each.pk for each in older),
    )
    return Saving(entry, older, "web", by, now)


def test_each_keeps_its_own_line_in_the_log_and_every_total_is_true(
    law: CriteriaSet,
    commune: Unit,
    record: Record,
    lan: User,
    system: User,
    django_assert_max_num_queries: Any,
) -> None:
    first = record(law, "9.1", Decimal(1))
    before = Entry.objects.count()
    with django_assert_max_num_queries(30):
        made = record_together(
            [
                saving(law, commune, "4.1", True, lan),
                saving(law, commune, "9.1", Decimal(2), system, first),
                saving(law, commune, "4.2", None, lan, numerator=Decimal(190), denominator=Decimal(200)),
            ]
        )
    assert [row is not None and row.indicator_code for row in made] == ["4.1", "9.1", "4.2"]
    assert differences() == []
    entries = list(Entry.objects.order_by("pk")[before:])
    assert [(each.by, each.data["indicator"]) for each in entries] == [
        (lan.get_username(), "4.1"),
        (system.get_username(), "9.1"),
        (lan.get_username(), "4.2"),
    ]
    assert entries[1].data["supersedes"] == [str(first.pk)]
    assert broken_links() == []


def test_what_is_not_plain_is_left_to_be_told_what_is_wrong_with_it(
    law: CriteriaSet, commune: Unit, record: Record, lan: User, hoa: User
) -> None:
    first = record(law, "9.1", Decimal(1))
    meanwhile = record(law, "9.1", Decimal(2), supersedes=[first])
    plain = saving(law, commune, "4.1", True, lan)
    left = [
        saving(law, commune, "9.1", Decimal(3), lan, first),  # somebody has written there since
        saving(law, commune, "4.2", Decimal(50), hoa),  # not hers
        saving(law, commune, "4.2", Decimal(120), lan),
        saving(law, commune, "4.1", False, lan),  # the same cell a second time
        saving(law, commune, "4.2", Decimal(50), lan, id=plain.entry.id),
        saving(law, commune, "4.2", Decimal(50), lan, meanwhile),  # of another cell
    ]
    other = saving(law, commune, "10.1", Decimal(40), lan)
    made = record_together([plain, *left, other])
    assert [row is not None for row in made] == [True, *[False] * len(left), True]
    assert differences() == []
    stored = saving(law, commune, "5.1", Decimal(40), lan, id=meanwhile.pk)
    assert record_together([stored, saving(law, commune, "15.1", Decimal(40), lan)]) == [None, None]
    assert Observation.objects.count() == 4


def test_a_unit_under_review_is_left_to_be_asked_whether_the_cell_is_locked(
    law: CriteriaSet, commune: Unit, lan: User
) -> None:
    ReviewEvent.objects.create(
        unit=commune,
        criteria_set_id=law.id,
        year=2023,
        code="4.1",
        number=1,
        kind="submitted",
        by=lan,
        at=NOW,
    )
    later = saving(law, commune, "4.2", Decimal(50), lan, period=Period.of_year(2024))
    made = record_together(
        [saving(law, commune, "4.2", Decimal(50), lan), later, saving(law, commune, "9.1", Decimal(1), lan)]
    )
    assert [row is not None for row in made] == [False, True, False]


def test_a_clock_that_goes_back_between_them_is_noticed(law: CriteriaSet, commune: Unit, lan: User) -> None:
    earlier = NOW - 2 * WAITING
    record_together(
        [
            saving(law, commune, "4.1", True, lan, now=NOW),
            saving(law, commune, "4.2", Decimal(50), lan, now=earlier),
            saving(law, commune, "9.1", Decimal(5), lan, now=earlier),
        ]
    )
    assert ClockSetback.objects.filter(at=earlier, latest=NOW).count() == 1
    assert broken_links() == []
    assert Chain.objects.filter(noticed=NOW).exists()


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    fields(),
    st.lists(RECORDED | st.integers(0, 30), max_size=8),
    st.lists(RECORDED, min_size=2, max_size=12, unique_by=lambda step: (step[0], step[2], step[3])),
    st.lists(RECORDED, max_size=3),
)
def test_totals_are_those_of_one_after_another(
    system: User, law: CriteriaSet, given_fields: Any, steps: list[Any], many: list[Any], others: list[Any]
) -> None:
    """Also where others save between the moment when it was worked out and that when the units are held."""

    def hold(units: Any) -> None:
        _carry_out([(*step[:4], "adds", step[5]) for step in others], law, communes, system, first=20_000)
        really_hold(units)

    really_hold = rollup_many.hold
    with transaction.atomic(), mock.patch.object(rollup_many, "hold", hold):
        _above, communes = plant(given_fields)
        _carry_out(steps, law, communes, system)
        asked = []
        for number, (code, (value, numerator, denominator), at, period, _how, hours) in enumerate(many):
            slot = {"unit": communes[at], "indicator_code": code, "period": period}
            older = Observation.objects.filter(criteria_set_id=SET_ID, replaced_by=None, **slot)
            parts = {"numerator": numerator, "denominator": denominator}
            more = {"id": UUID(int=10_000 + number), "now": NOW + timedelta(hours=hours), **parts}
            more["period"] = Period.parse(period)
            asked.append(saving(law, communes[at], code, value, system, *older, **more))
        made = record_together(asked)
        stored = Observation.objects.filter(pk__in=[each.entry.id for each in asked])
        of_others = Observation.objects.filter(pk__in=[key(20_000 + each) for each in range(len(others))])
        written = set(of_others.values_list("unit_id", "indicator_code", "period"))
        assert not {(row.unit_id, row.indicator_code, row.period) for row in made if row} & written
        assert {row.pk for row in made if row is not None} == set(stored.values_list("pk", flat=True))
        assert differences() == []
        transaction.set_rollback(True)
