"""Quyết định về mức làm thay đổi kết quả: every roll-up above is true in the same moment."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from chungsuc.accounts.models import User
from chungsuc.administrative_units.models import Unit
from chungsuc.assessments.actions import record_observation
from chungsuc.assessments.models import VerdictRollup
from chungsuc.assessments.rollup_rebuild import differences
from chungsuc.core.criteria import Overlay, OverlayError, OverlayKind, OverlayValue
from chungsuc.core.periods import Period
from chungsuc.criteria import actions
from chungsuc.criteria import queries as criteria
from chungsuc.dashboards import deciding
from factories.cast import NOW, district

pytestmark = pytest.mark.django_db
SET = "vn-2021-2025-commune"


@pytest.fixture
def province(lan: User) -> Unit:
    """The province of Lan's district, with one commune that was observed."""
    place = Unit.objects.filter(paths_up__ancestor=district("084"), paths_up__depth=1, kind="xã").first()
    assert place is not None
    for code, value in (("4.1", True), ("4.2", Decimal(96))):
        record_observation(
            id=uuid4(),
            unit=place,
            criteria_set=criteria.criteria_set(criteria.version_of(SET)),
            indicator=code,
            period=Period.parse("2024"),
            value=value,
            observed_on=date(2024, 12, 20),
            channel="web",
            by=lan,
            now=NOW,
        )
    return Unit.objects.get(paths_down__descendant=district("084"), paths_down__depth=1)


def at_power(unit: Unit) -> tuple[int, int]:
    """How many communes of the unit meet criterion 4 in 2024, and how many do not."""
    row = VerdictRollup.objects.get(unit=unit, criteria_set_id=SET, series="reported", year=2024, code="4")
    return row.met, row.not_met


def decision(province: Unit | None, level: str) -> Overlay:
    return Overlay(
        criteria_set_id=SET,
        kind=OverlayKind.PROVINCE if province else OverlayKind.AMENDMENT,
        number="12/QĐ",
        decided_on=date(2022, 5, 1),
        effective_on=date(2022, 5, 1),
        province=province.pk if province else None,
        values=(OverlayValue(code="4.2", value=Decimal(level), from_year=2022, to_year=2025),),
    )


@pytest.mark.parametrize("of_nation", [False, True])
def test_totals_follow_a_decision_and_its_withdrawal(province: Unit, system: Any, of_nation: bool) -> None:
    country = Unit.objects.get(level="country")
    assert [at_power(each) for each in (district("084"), province, country)] == [(1, 0)] * 3
    made = decision(None if of_nation else province, "97")
    row = deciding.store_overlay(overlay=made, by=system, now=NOW)
    assert [at_power(each) for each in (district("084"), province, country)] == [(0, 1)] * 3
    assert differences() == []
    deciding.withdraw_overlay(overlay=row, why="Nhập nhầm.", by=system, now=NOW)
    assert [at_power(each) for each in (district("084"), province, country)] == [(1, 0)] * 3
    assert differences() == []


def test_totals_follow_a_correction(province: Unit, system: Any) -> None:
    version = criteria.version_of(SET)
    assert version is not None
    review = actions.review_figure(
        version=version,
        key="4.2:TDMNPB:2021-2025",
        agrees=False,
        place="Phụ lục I",
        printed=Decimal(97),
        by=system,
        now=NOW,
    )
    assert at_power(province) == (1, 0)
    deciding.adopt_correction(review=review, by=system, now=NOW)
    assert at_power(province) == (0, 1)
    assert differences() == []


def test_what_is_refused_leaves_the_totals_alone(province: Unit, system: Any) -> None:
    with pytest.raises(OverlayError):
        deciding.store_overlay(overlay=decision(province, "101"), by=system, now=NOW)
    assert at_power(province) == (1, 0)
    assert differences() == []
