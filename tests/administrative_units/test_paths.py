"""Cây đơn vị theo thời gian: what lay below what, and when."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chungsuc.administrative_units import actions, queries
from chungsuc.administrative_units.models import ReferenceLoad, Unit, UnitPath
from chungsuc.administrative_units.paths import paths
from chungsuc.audit.models import Entry
from chungsuc.core.units import Level, Parent
from chungsuc.core.units import Unit as Place
from factories.cast import NOW, district

JULY = date(2025, 7, 1)


def place(name: str, level: Level, *parents: Parent, ends: date | None = None) -> Place:
    return Place(name, name, name, "xã", level, valid_to=ends, parents=parents)


COUNTRY = place("nước", Level.COUNTRY)
PROVINCE = place("tỉnh", Level.PROVINCE, Parent("nước"))
DISTRICT = place("huyện", Level.DISTRICT, Parent("tỉnh"), ends=JULY)
COMMUNE = place("xã", Level.COMMUNE, Parent("huyện", valid_to=JULY), Parent("tỉnh", valid_from=JULY))


def test_a_commune_that_lost_its_district_stays_in_its_province() -> None:
    made = {
        (path.ancestor, path.depth, path.valid_from, path.valid_to)
        for path in paths([COUNTRY, PROVINCE, DISTRICT, COMMUNE])
        if path.descendant == "xã"
    }
    assert made == {
        ("xã", 0, None, None),
        ("huyện", 1, None, JULY),
        ("tỉnh", 2, None, JULY),
        ("tỉnh", 1, JULY, None),
        ("nước", 3, None, JULY),
        ("nước", 2, JULY, None),
    }


@given(st.lists(st.integers(min_value=0, max_value=30), min_size=1, max_size=30))
def test_every_unit_lies_below_each_of_its_ancestors_once(choices: list[int]) -> None:
    """Any tree: as many paths end at a unit as it has units above it, and one more for itself."""
    units = [COUNTRY]
    for number, choice in enumerate(choices):
        above = units[choice % len(units)]
        units.append(place(f"u{number}", Level.COMMUNE, Parent(above.id)))
    depth = {"nước": 0}
    for unit in units[1:]:
        depth[unit.id] = depth[unit.parents[0].unit_id] + 1
    ends = [path.descendant for path in paths(units)]
    assert {unit.id: ends.count(unit.id) for unit in units} == {name: d + 1 for name, d in depth.items()}


@pytest.mark.django_db
def test_a_district_before_and_after_the_reorganisation(places: None) -> None:
    unit = district("084")
    then, now = date(2024, 1, 1), date(2026, 1, 1)
    kinds = [each.kind for each in queries.below(unit, then, level="commune")]
    assert (kinds.count("thị trấn"), kinds.count("xã")) == (1, 9)
    assert queries.below(unit, now) == []
    assert [each.full_name for each in queries.above(unit, then)][-1] == "tỉnh Lào Cai"
    assert queries.above(unit, then)[0].full_name == "Việt Nam"


@pytest.mark.django_db
def test_a_name_is_found_without_its_tones(places: None) -> None:
    assert "Cán Cấu" in [unit.name for unit in queries.search("can cau", day=date(2024, 1, 1))]
    assert queries.search("  ") == []


@pytest.mark.django_db
def test_loading_the_same_edition_again_changes_nothing(places: None, system: object) -> None:
    load = ReferenceLoad.objects.get()
    before = (Unit.objects.count(), UnitPath.objects.count(), Entry.objects.count())
    again = actions.load_reference(units=[], successions=[], edition=load.edition, by=system, now=NOW)
    assert again == load
    assert (Unit.objects.count(), UnitPath.objects.count(), Entry.objects.count()) == before
