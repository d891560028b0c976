"""Sau khi ghi một nghị quyết sắp xếp: the figures of before are read by the units that the order made."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from chungsuc.accounts.actions import give_role
from chungsuc.accounts.models import Role, User
from chungsuc.administrative_units import queries as units
from chungsuc.administrative_units.actions import record_reorganisation
from chungsuc.administrative_units.models import Unit
from chungsuc.assessments.models import Observation
from chungsuc.assessments.through_time import History, history
from chungsuc.core.criteria import Mark
from chungsuc.core.periods import Period
from chungsuc.core.restating import Basis
from chungsuc.core.units import Act, LegalOrder, NewUnit, Part, Share, SuccessionKind
from factories.cast import LONG_AGO, NOW
from factories.criteria import indicator, small_set

pytestmark = pytest.mark.django_db
Record = Callable[..., Observation]
SET = small_set(indicator("1.1", "count", "at_least", Decimal(10)), indicator("2.1"))
DAY, LATER, BEFORE = date(2027, 1, 1), date(2027, 6, 30), Period.parse("2026")


@pytest.fixture
def communes(lan: User, system: User) -> list[Unit]:
    """Three communes of the eve, whose office Lan now is."""
    eve = date(2026, 12, 31)
    province = units.provinces(eve)[0]
    give_role(user=lan, role=Role.COORDINATION_OFFICE, unit=province, valid_from=LONG_AGO, by=system, now=NOW)
    return [unit for unit in units.below(province, eve) if unit.kind == "xã"][:3]


@pytest.mark.parametrize(
    ("weights", "north", "south"),
    [
        (("0.6", "0.4"), Decimal(34), Decimal(16)),  # 10 + 0,6 × 40; 0,4 × 40
        ((None, None), Mark.WEIGHT_MISSING, Mark.WEIGHT_MISSING),
    ],
)
def test_one_commune_is_divided_between_two(
    weights: tuple[str | None, ...],
    north: Decimal | Mark,
    south: Decimal | Mark,
    record: Record,
    communes: list[Unit],
    system: User,
) -> None:
    first, second, third = communes
    for unit, count in zip(communes, (10, 40, 7), strict=True):
        record(SET, "1.1", Decimal(count), unit=unit, period="2026")
        record(SET, "2.1", True, unit=unit, period="2026")
    parts = [Part(second.code, Share.PART, weight and Decimal(weight)) for weight in weights]
    act = Act(
        LegalOrder("12/NQ-HĐND", date(2026, 11, 1), "Hội đồng nhân dân tỉnh"),
        DAY,
        (
            NewUnit(f"{first.code}-1", (Part(first.code), parts[0]), SuccessionKind.SPLIT, "Phần Bắc", "xã"),
            NewUnit(f"{second.code}-1", (parts[1],), SuccessionKind.SPLIT, "Phần Nam", "xã"),
        ),
    )
    _recorded, outcome = record_reorganisation(act=act, by=system, now=NOW)
    made = [each.id for each in outcome.begun]

    def read(on: date, *unit_ids: str) -> History:
        return history(unit_ids=unit_ids, on=on, criteria_set=SET)

    after = read(LATER, *made, third.pk)
    counts = {pk: after.restated("1.1", BEFORE, pk) for pk in (*made, third.pk)}
    assert [each and each.value for each in counts.values()] == [north, south, 7]
    untouched = counts[third.pk]
    assert untouched is not None
    assert untouched.basis is Basis.OWN
    for pk in made:  # a yes of all needs no weight
        agreed = after.restated("2.1", BEFORE, pk)
        assert agreed is not None
        assert agreed.observed is True
    then = read(date(2026, 12, 31), second.pk).restated("1.1", BEFORE, second.pk)
    assert then is not None
    assert (then.value, then.basis) == (40, Basis.OWN)  # as it was, it stays
