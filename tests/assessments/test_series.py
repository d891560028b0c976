"""Diễn biến qua các năm: each point says how it was made, and the break is part of the series."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from chungsuc.accounts.actions import give_role
from chungsuc.accounts.models import Role, User
from chungsuc.administrative_units.models import Succession, Unit
from chungsuc.assessments.models import Observation
from chungsuc.assessments.queries import Series, readable
from chungsuc.assessments.series import breaks, criteria_points, indicator_points
from chungsuc.assessments.through_time import History, histories
from chungsuc.core.criteria import Confidence, CriteriaSet, UnitAttributes
from chungsuc.core.mapping import CriteriaMapping, MappedIndicator, Relation
from factories.cast import LONG_AGO, NOW
from factories.criteria import indicator, small_set

pytestmark = pytest.mark.django_db
Record = Callable[..., Observation]
OLD = small_set(indicator("1.1", "count", "at_least", Decimal(10)), indicator("2.1"))
NEW = replace(
    small_set(indicator("7.1", "count", "at_least", Decimal(10))),
    id="bo-moi",
    valid_from=date(2026, 1, 1),
    valid_to=date(2030, 12, 31),
)
MAPPING = CriteriaMapping(
    from_set=OLD.id,
    to_set=NEW.id,
    entries=(
        MappedIndicator(
            from_code="1.1", to_code="7.1", relation=Relation.SAME, confidence=Confidence.VERIFIED
        ),
    ),
)
ANY_PLACE = dict.fromkeys((OLD.id, NEW.id), UnitAttributes())
TODAY, MERGED = date(2026, 12, 31), date(2025, 7, 1)


@pytest.fixture
def new(places: None) -> Unit:
    """A commune of today that four communes of Lan's old district were joined into."""
    return Unit.objects.get(pk__in=Succession.objects.filter(predecessor__code="02803").values("successor"))


@pytest.fixture
def olds(new: Unit, record: Record, system: User, lan: User) -> list[Unit]:
    """Its predecessors, with figures of two years; and its own of the two years after."""
    give_role(user=lan, role=Role.COORDINATION_OFFICE, unit=new, valid_from=LONG_AGO, by=system, now=NOW)
    found = [each.predecessor for each in new.origins.order_by("predecessor_id")]
    for unit in found:
        record(OLD, "1.1", Decimal(2), unit=unit, period="2023")
        record(OLD, "1.1", Decimal(3), unit=unit, period="2024")
        record(OLD, "2.1", True, unit=unit, period="2024")
    record(OLD, "1.1", Decimal(13), unit=new, period="2025")
    record(NEW, "7.1", Decimal(15), unit=new, period="2026")
    return found


def under(unit: Unit, *sets: CriteriaSet) -> list[History]:
    return histories(unit_ids=[unit.pk], on=TODAY, criteria_sets=sets)


def test_an_indicator_across_a_merger_and_two_sets(new: Unit, olds: list[Unit]) -> None:
    old, own = under(new, OLD, NEW)
    points = indicator_points(new.pk, "7.1", own, [(old, MAPPING)])
    told = [
        (str(each.period), each.restated.value, each.is_as_then, each.criteria_set.id, each.restated.coverage)
        for each in points
    ]
    assert told == [
        ("2023", 8, False, "bo-nho", "4/4 đơn vị cũ"),
        ("2024", 12, False, "bo-nho", "4/4 đơn vị cũ"),
        ("2025", 13, False, "bo-nho", ""),  # its own, but observed under the set before
        ("2026", 15, True, "bo-moi", ""),
    ]
    assert [each.entry and each.entry.from_code for each in points] == ["1.1", "1.1", "1.1", None]
    said = {unit_id: state.reported_value for unit_id, state in points[0].said if state}
    assert said == {unit.pk: 2 for unit in olds}
    found = breaks(new.pk, own, points[0].period.first_day, [each.criteria_set for each in points])
    assert [(each.day, bool(each.steps), each.criteria_set) for each in found] == [
        (MERGED, True, None),
        (date(2026, 1, 1), False, NEW),
    ]
    assert len(found[0].orders) == 1


def test_the_same_indicator_of_a_unit_of_then_ends_with_it(olds: list[Unit]) -> None:
    eve = date(2025, 6, 30)
    (found,) = histories(unit_ids=[olds[0].pk], on=eve, criteria_sets=[OLD])
    points = indicator_points(olds[0].pk, "1.1", found)
    assert [(str(each.period), each.restated.value, each.is_as_then) for each in points] == [
        ("2023", 2, True),
        ("2024", 3, True),
    ]
    assert breaks(olds[0].pk, found, date(2023, 1, 1), [OLD, OLD]) == []


def test_the_number_of_criteria_met_year_by_year(new: Unit, olds: list[Unit]) -> None:
    points = criteria_points(new.pk, under(new, OLD, NEW), ANY_PLACE)
    assert [(each.year, each.seen.judgement.headline, each.is_as_then) for each in points] == [
        (2023, "đạt 0; tính được 1/2", False),
        (2024, "đạt 2; tính được 2/2", False),
        (2025, "đạt 2; tính được 2/2", False),  # its own count, and the yes of those before it
        (2026, "đạt 0; tính được 0/1", True),  # the small set has no level for this year
    ]
    assert points[1].made_of == {unit.pk for unit in olds}


def test_a_series_of_nothing_is_empty(new: Unit) -> None:
    (found,) = histories(unit_ids=[new.pk], on=TODAY, criteria_sets=[OLD])
    assert indicator_points(new.pk, "1.1", found) == []
    assert criteria_points(new.pk, [found], ANY_PLACE) == []


def test_who_may_read_which_series(olds: list[Unit], lan: User, minh: User, hoa: User, system: User) -> None:
    assert readable(lan, olds[0]) == [Series.REPORTED, Series.ACCEPTED]  # her office records them
    assert readable(minh, olds[0]) == [Series.ACCEPTED]  # the level above
    assert readable(hoa, olds[0]) == []
    assert readable(None, olds[0]) == []
    give_role(user=hoa, role=Role.READER, unit=olds[1], valid_from=LONG_AGO, by=system, now=NOW)
    assert readable(hoa, olds[0]) == [Series.ACCEPTED]  # she reads at the next commune
