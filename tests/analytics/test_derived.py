"""Chỉ tiêu suy ra từ kết quả theo bộ khác: columns say of which measures they have only what was entered."""

from __future__ import annotations

from datetime import date

import pytest

from chungsuc.analytics.law import Law, Moment
from chungsuc.core.criteria import CriteriaSet
from chungsuc.law.criteria import load_criteria_sets


@pytest.mark.parametrize("criteria_set", load_criteria_sets().values(), ids=lambda each: each.id)
def test_what_a_shipped_set_derives_from_others_is_named(criteria_set: CriteriaSet) -> None:
    law = Law([Moment(criteria_set, date(criteria_set.valid_to.year, 12, 31))])
    referring = [
        each.code
        for each in (*criteria_set.measures(), *criteria_set.conditions)
        if each.refers_to is not None
    ]
    assert law.derived() == ({criteria_set.title: referring} if referring else {})
