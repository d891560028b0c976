"""Tỷ lệ đã ghi đọc lại được: a share stated rounded beside its parts reads as it was written."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from chungsuc.administrative_units.models import Unit
from chungsuc.assessments.models import Observation
from chungsuc.assessments.queries import states
from factories.criteria import indicator, small_set

pytestmark = pytest.mark.django_db
SET = small_set(indicator("1.1", "percent", "at_least", Decimal(90)))


@pytest.mark.parametrize("stated", ["55.56", "55.5", "55.6", "56"])
def test_a_share_rounded_beside_its_parts_can_be_read_again(
    record: Callable[..., Observation], commune: Unit, stated: str
) -> None:
    record(SET, "1.1", Decimal(stated), numerator=Decimal(985), denominator=Decimal(1773))
    (state,) = states(unit_ids=[commune.pk], criteria_set_id=SET.id).values()
    assert state.reported is not None
    assert state.reported.value == Decimal(stated)
    assert state.reported_value == 100 * Decimal(985) / Decimal(1773)
