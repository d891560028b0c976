"""Tỷ trọng, quyền số nêu sau khi sắp xếp: from then on used and named; what does not sum is refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chungsuc.accounts.models import User
from chungsuc.accounts.policy import NotAllowed
from chungsuc.administrative_units.models import Succession, Unit
from chungsuc.assessments.models import Observation, WeightStatement
from chungsuc.assessments.series import breaks
from chungsuc.assessments.through_time import History, history
from chungsuc.assessments.weighing import state_parts, state_weights
from chungsuc.audit.models import Entry
from chungsuc.core.criteria import Mark
from chungsuc.core.errors import ChungsucError
from chungsuc.core.periods import Period
from chungsuc.core.units import Share
from chungsuc.stores.appended import ChangeRefused
from factories.cast import NOW
from factories.criteria import indicator, small_set

pytestmark = pytest.mark.django_db
Record = Callable[..., Observation]
SET = small_set(
    indicator("3.1", "count", "at_least", Decimal(10)), indicator("4.1", "number", "at_least", Decimal(40))
)
TODAY, YEAR = date(2025, 12, 31), Period.parse("2024")
BASIS = "Niên giám thống kê 2024"


@pytest.fixture
def new(places: None) -> Unit:
    """A commune of today that four whole communes of Lan's old district were joined into."""
    return Unit.objects.get(pk__in=Succession.objects.filter(predecessor__code="02803").values("successor"))


@pytest.fixture
def olds(new: Unit) -> list[Unit]:
    return [each.predecessor for each in new.origins.order_by("predecessor_id")]


@pytest.fixture
def parts(places: None) -> list[Succession]:
    """Two parts of a commune whose order does not say how great they are."""
    found = Succession.objects.filter(share=Share.PART, weight__isnull=True, predecessor__kind="xã")
    first = found.filter(is_main=True).order_by("predecessor_id")[0]
    steps = list(first.predecessor.successions.order_by("successor_id"))
    assert len(steps) >= 2
    return steps


def told(unit: Unit, **more: Any) -> History:
    return history(unit_ids=[unit.pk], criteria_set=SET, on=TODAY, **more)


def shares(parts: list[Succession], *weights: str) -> dict[str, Decimal]:
    return {each.successor_id: Decimal(weight) for each, weight in zip(parts, weights, strict=False)}


def rest(parts: list[Succession], first: str) -> list[str]:
    """A first weight, and what is left divided evenly among the others, down to the last digit."""
    left = (1 - Decimal(first)) / (len(parts) - 1)
    return [first, *([str(left)] * (len(parts) - 1))]


def test_a_mean_over_joined_units_is_weighed_from_the_day_it_is_stated(
    record: Record, new: Unit, olds: list[Unit], system: User
) -> None:
    for unit, income in zip(olds, (40, 50, 60, 70), strict=True):
        record(SET, "4.1", Decimal(income), unit=unit, period="2024")
    before = told(new).restated("4.1", YEAR, new.pk)
    assert before is not None
    assert before.value is Mark.WEIGHT_MISSING
    people = {unit.pk: Decimal(count) for unit, count in zip(olds, (100, 200, 300, 400), strict=True)}
    later = NOW + timedelta(days=400)
    state_weights(
        successor=new,
        name="số dân năm 2024",
        weights=people,
        total=Decimal(1000),
        basis=BASIS,
        by=system,
        now=later,
    )
    after = told(new).restated("4.1", YEAR, new.pk)
    assert after is not None
    assert after.value == 60
    assert f"(số dân năm 2024, theo {BASIS})" in after.sentence
    # What was known before that day is as it was.
    then = told(new, known_at=later - timedelta(seconds=1)).restated("4.1", YEAR, new.pk)
    assert then is not None
    assert then.value is Mark.WEIGHT_MISSING
    entry = Entry.objects.get(action="units.weighed")
    assert (entry.by, entry.unit_id, entry.data["basis"]) == (system.username, new.pk, BASIS)


def test_a_newer_statement_counts_and_one_for_an_indicator_goes_before_one_for_all(
    record: Record, new: Unit, olds: list[Unit], system: User
) -> None:
    for unit, income in zip(olds, (40, 50, 60, 70), strict=True):
        record(SET, "4.1", Decimal(income), unit=unit, period="2024")

    def state(name: str, heavy: int, hours: int, code: str = "") -> None:
        weights = {unit.pk: Decimal(1000 if at == heavy else 1) for at, unit in enumerate(olds)}
        state_weights(
            successor=new,
            name=name,
            weights=weights,
            basis=BASIS,
            by=system,
            now=NOW + timedelta(hours=hours),
            criteria_set=SET if code else None,
            indicator=code,
        )

    def value() -> int:
        found = told(new).restated("4.1", YEAR, new.pk)
        assert found is not None
        assert isinstance(found.value, Decimal)
        return int(round(found.value, -1))

    state("số dân", 0, 1)
    assert value() == 40
    state("số dân", 1, 2)
    assert value() == 50
    state("số lao động", 2, 3, "4.1")
    assert value() == 60
    state("số hộ", 3, 4)
    assert value() == 60


def test_parts_stated_later_divide_counts_and_the_break_names_the_paper(
    record: Record, parts: list[Succession], system: User
) -> None:
    divided, target = parts[0].predecessor, parts[0].successor
    record(SET, "3.1", Decimal(1000), unit=divided, period="2024", by=system)
    before = told(target).restated("3.1", YEAR, target.pk)
    assert before is not None
    assert before.value is Mark.WEIGHT_MISSING
    weights = shares(parts, *rest(parts, "0.6"))
    state_parts(divided=divided, parts=weights, basis="15/BC-UBND", by=system, now=NOW)
    own = told(target)
    after = own.restated("3.1", YEAR, target.pk)
    assert after is not None
    assert after.value == 600
    assert "chia theo tỷ trọng đã nêu" in after.sentence
    broken = breaks(target.pk, own, YEAR.first_day, [SET])
    assert [each.weight_bases for each in broken if each.steps] == [("15/BC-UBND",)]
    halves = [told(each.successor).restated("3.1", YEAR, each.successor_id) for each in parts]
    assert sum(each.value for each in halves if each and isinstance(each.value, Decimal)) == 1000


REFUSED_PARTS = [
    (("0.6", "0.5"), "15/BC", "Tổng tỷ trọng các phần là 1,1, phải bằng 1"),
    (("0.6", "0.3"), "15/BC", "Tổng tỷ trọng các phần là 0,9, phải bằng 1"),
    (("0.6",), "15/BC", "Phải nêu tỷ trọng của mọi phần"),
    (("1.2", "-0.2"), "15/BC", "lớn hơn 0 và nhỏ hơn 1"),
    (("0.6", "0.4"), " ", "Hãy ghi căn cứ"),
]


@pytest.mark.parametrize(("weights", "basis", "words"), REFUSED_PARTS)
def test_parts_that_cannot_be_are_refused(
    parts: list[Succession], system: User, weights: tuple[str, ...], basis: str, words: str
) -> None:
    if len(parts) != 2:
        pytest.fail("the first divided commune has two parts")
    with pytest.raises(ChungsucError, match=words):
        state_parts(
            divided=parts[0].predecessor, parts=shares(parts, *weights), basis=basis, by=system, now=NOW
        )
    assert not WeightStatement.objects.exists()


REFUSED_WEIGHTS: list[tuple[dict[str, Any], str]] = [
    ({"count": 3}, "Phải nêu quyền số của mọi đơn vị cũ"),
    ({"value": "0"}, "phải lớn hơn 0"),
    ({"total": Decimal(5)}, "Cộng các quyền số được 4, không bằng tổng 5"),
    ({"name": " "}, "Hãy ghi tên quyền số"),
    ({"basis": ""}, "Hãy ghi căn cứ"),
    ({"criteria_set": SET, "indicator": "3.1"}, "không dùng quyền số"),
]


@pytest.mark.parametrize(("change", "words"), REFUSED_WEIGHTS)
def test_weights_that_cannot_be_are_refused(
    new: Unit, olds: list[Unit], system: User, change: dict[str, Any], words: str
) -> None:
    given = dict(change)
    value = Decimal(given.pop("value", "1"))
    weights = {unit.pk: value for unit in olds[: given.pop("count", 4)]}
    asked = {"name": "số dân", "basis": BASIS, **given}
    with pytest.raises(ChungsucError, match=words):
        state_weights(successor=new, weights=weights, by=system, now=NOW, **asked)
    assert not WeightStatement.objects.exists()


def test_only_the_office_above_states_them_and_nobody_changes_them(
    new: Unit, olds: list[Unit], hoa: User, system: User
) -> None:
    weights = {unit.pk: Decimal(1) for unit in olds}
    with pytest.raises(NotAllowed):
        state_weights(successor=new, name="số dân", weights=weights, basis=BASIS, by=hoa, now=NOW)
    made = state_weights(successor=new, name="số dân", weights=weights, basis=BASIS, by=system, now=NOW)
    made.basis = "tài liệu khác"
    with pytest.raises(ChangeRefused):
        made.save()


def test_a_unit_that_was_never_reorganised_asks_nothing_of_weights(places: None) -> None:
    alone = Unit.objects.filter(origins=None, successions=None, kind="xã", valid_to=None)[0]
    with CaptureQueriesContext(connection) as asked:
        told(alone)
    assert not [
        each for each in asked if "weight" in each["sql"].lower() and "statement" in each["sql"].lower()
    ]
