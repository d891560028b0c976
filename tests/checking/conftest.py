"""The two documents of `examples/`, read and checked once."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from chungsuc.checking import examine
from chungsuc.law.criteria import load_criteria_sets
from chungsuc.law.units import load_gazetteer

sys.path.insert(0, str(Path(__file__).parent))  # what the tests here share stands beside them
EXAMPLES = Path(__file__).parents[2] / "examples"


def read(name):
    data = (EXAMPLES / name).read_bytes()
    return examine(data, name, gazetteer=load_gazetteer(), criteria_sets=load_criteria_sets())


@pytest.fixture(scope="session")
def plan_of_a_year():
    return read("ke-hoach-si-ma-cai-2024.txt")


@pytest.fixture(scope="session")
def programme_of_a_phase():
    return read("chuong-trinh-meo-vac-2022-2025.txt")
