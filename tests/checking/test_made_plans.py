"""Plans in prose, made from a hidden table: never accused as they are, caught when one figure is spoilt."""

from __future__ import annotations

from random import Random

import pytest
from made_plans import make

from chungsuc.checking import examine
from chungsuc.core.statements import FindingKind
from chungsuc.law.criteria import load_criteria_sets
from chungsuc.law.units import load_gazetteer

ACCUSING = {FindingKind.CONTRADICTION, FindingKind.ARITHMETIC}


def accusations(text):
    gazetteer, criteria_sets = load_gazetteer(), load_criteria_sets()
    found = examine(text.encode(), "ke-hoach.txt", gazetteer=gazetteer, criteria_sets=criteria_sets).findings
    return [each for each in found if each.kind in ACCUSING]


@pytest.mark.parametrize("seed", range(6))
def test_a_true_plan_is_never_accused(seed):
    assert accusations(make(load_gazetteer(), Random(seed)).text) == []


@pytest.mark.parametrize("seed", [0, 2, 3, 4])
def test_a_spoilt_figure_is_found_at_its_line(seed):
    made = make(load_gazetteer(), Random(seed))
    text, line = made.spoil(Random(seed).choice(sorted(made.spoilt)))
    assert line in {quote.line for found in accusations(text) for quote in found.quotes}
