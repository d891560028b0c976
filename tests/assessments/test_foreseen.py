"""What a figure changes is worked out before the store is held, and anew where more has changed since."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import transaction

from chungsuc.accounts.models import User
from chungsuc.administrative_units.models import Unit, UnitPath
from chungsuc.assessments import rollups
from chungsuc.assessments.actions import accept
from chungsuc.assessments.facts import fact
from chungsuc.assessments.models import Observation
from chungsuc.assessments.rollup_reads import changed_since
from chungsuc.assessments.rollup_rebuild import differences, following
from chungsuc.audit.actions import record as log
from chungsuc.audit.queries import TOLD
from chungsuc.core.criteria import CriteriaSet
from chungsuc.core.periods import Period
from chungsuc.criteria import queries as criteria
from chungsuc.stores.rows import Writes
from factories.cast import NOW

pytestmark = pytest.mark.django_db
Record = Callable[..., Observation]
SET_ID, COUNT = "vn-2021-2025-commune", "9.1"


@pytest.fixture
def law(places: None) -> CriteriaSet:
    """The set of the old commune."""
    version = criteria.version_of(SET_ID)
    assert version is not None
    return criteria.criteria_set(version)


@pytest.fixture
def other(commune: Unit) -> Unit:
    """Another commune of Lan's district."""
    same = Unit.objects.filter(paths_up__ancestor__code="084", kind="xã", valid_from=None)
    return same.exclude(pk=commune.pk).order_by("pk")[0]


def about_to_be_saved(unit: Unit, by: User) -> Observation:
    """A figure that its writer has not stored yet."""
    period = Period.parse("2023")
    return Observation(
        id=uuid4(),
        unit=unit,
        criteria_set_id=SET_ID,
        indicator_code=COUNT,
        period=str(period),
        first_day=period.first_day,
        last_day=period.last_day,
        number=Decimal(7),
        observed_by=by,
        observed_on=date(2024, 1, 15),
        recorded_at=NOW,
        channel="web",
    )


def store(row: Observation, foreseen: rollups.Foreseen) -> None:
    with transaction.atomic():
        writes = Writes()
        writes.insert_new(row)
        rollups.follow(foreseen, writes)


def a_figure_of_the_same_cell(record: Record, law: CriteriaSet, commune: Unit, lan: User) -> None:
    record(law, COUNT, Decimal(3))


def a_figure_of_the_same_criterion(record: Record, law: CriteriaSet, commune: Unit, lan: User) -> None:
    accept(observation=record(law, "4.1", True), by=lan, now=NOW)


def the_unit_moves(record: Record, law: CriteriaSet, commune: Unit, lan: User) -> None:
    path = UnitPath.objects.filter(descendant=commune, depth=1).order_by("pk")[0]
    elsewhere = Unit.objects.filter(level="district").exclude(pk=path.ancestor_id).order_by("pk")[0]
    with following([commune.pk]):
        UnitPath.objects.filter(pk=path.pk).update(ancestor=elsewhere)
        log("units.reorganised", commune, by=lan, at=NOW, unit_id=commune.pk)


@pytest.mark.parametrize(
    "between", [a_figure_of_the_same_cell, a_figure_of_the_same_criterion, the_unit_moves]
)
def test_what_changes_in_between_is_counted(
    record: Record, law: CriteriaSet, commune: Unit, lan: User, between: Callable[..., None]
) -> None:
    record(law, COUNT, Decimal(1), period="2022")
    row = about_to_be_saved(commune, lan)
    foreseen = rollups.foresee(row, fact(row))
    between(record, law, commune, lan)
    assert changed_since(foreseen.seen, commune.pk)
    store(row, foreseen)
    assert differences() == []


def test_figures_of_others_leave_it_as_it_was_foreseen(
    record: Record, law: CriteriaSet, commune: Unit, other: Unit, lan: User
) -> None:
    row = about_to_be_saved(commune, lan)
    foreseen = rollups.foresee(row, fact(row))
    accept(observation=record(law, COUNT, Decimal(3), unit=other), by=lan, now=NOW)
    ((told,),) = TOLD()
    assert sum(json.loads(told).values()) == sum(json.loads(foreseen.seen).values()) + 2
    assert not changed_since(foreseen.seen, commune.pk)
    store(row, foreseen)
    assert differences() == []


def test_a_number_is_counted_as_exactly_as_it_is_stored(record: Record, law: CriteriaSet) -> None:
    row = record(law, "10.1", Decimal("40.12345678"))
    row.refresh_from_db()
    assert row.number == Decimal("40.123457")
    assert differences() == []
