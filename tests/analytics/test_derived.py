"""Chỉ tiêu suy ra từ kết quả theo bộ khác: columns derive what speaks of whole units, and name the rest."""

from __future__ import annotations

from datetime import date

import pytest

from chungsuc.analytics.law import Law, Moment
from chungsuc.analytics.references import only_entered, waves
from chungsuc.core.criteria import Counted, CriteriaSet
from chungsuc.law.criteria import load_criteria_sets


@pytest.mark.parametrize("criteria_set", load_criteria_sets().values(), ids=lambda each: each.id)
def test_what_a_shipped_set_asks_of_single_indicators_is_named(criteria_set: CriteriaSet) -> None:
    law = Law([Moment(criteria_set, date(criteria_set.valid_to.year, 12, 31))])
    named = [
        each.code
        for each in (*criteria_set.measures(), *criteria_set.conditions)
        if (asked := each.refers_to) is not None
        and (asked.counts is Counted.INDICATORS or asked.indicators or asked.commune_group)
    ]
    assert only_entered(law) == ({criteria_set.title: named} if named else {})


def test_a_set_is_judged_after_those_that_it_asks() -> None:
    sets = load_criteria_sets()
    law = Law(Moment(each, date(each.valid_to.year, 12, 31)) for each in sets.values())
    turn = {
        law.moments[number].criteria_set.id: place for place, wave in enumerate(waves(law)) for number in wave
    }
    assert (
        turn["vn-2021-2025-commune"] <= turn["vn-2021-2025-commune-advanced"] < turn["vn-2021-2025-district"]
    )
    assert turn["vn-2021-2025-district"] < turn["vn-2021-2025-district-advanced"]
    assert turn["vn-2026-2030-commune"] < turn["vn-2026-2030-province"]
