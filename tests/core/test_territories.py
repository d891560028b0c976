"""Địa bàn của tỉnh cũ: whose decisions hold on which land, after mergers, divisions and renames."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chungsuc.core.criteria import Overlay, OverlayKind, OverlayValue, UnitAttributes, lay_over, threshold_for
from chungsuc.core.criteria.territories import Takeover, Territory, former_territories, on_former_land
from factories.criteria import indicator, small_set

JOINED = date(2025, 7, 1)
RENAMED = date(2026, 5, 1)
SET = small_set(indicator("1", "percent", "at_least", Decimal(50)))
NORTH, SOUTH = Takeover("north", "joined", JOINED), Takeover("south", "joined", JOINED)
CITY = Takeover("joined", "city", RENAMED)
STEPS = (NORTH, SOUTH, CITY)


def decided(
    province: str, value: int, on: date = date(2022, 5, 1), effective: date | None = None, **more: int
) -> Overlay:
    return Overlay(
        criteria_set_id=SET.id,
        kind=OverlayKind.PROVINCE,
        number=f"{value}/QĐ-UBND",
        decided_on=on,
        effective_on=effective or on,
        province=province,
        values=(
            OverlayValue(code="1", value=Decimal(value), **({"from_year": 2021, "to_year": 2025} | more)),
        ),
    )


def level(land: str, *overlays: Overlay, steps: tuple[Takeover, ...] = STEPS, year: int = 2025) -> int:
    laid = lay_over(SET, [*overlays, *on_former_land(overlays, former_territories(steps))])
    binding = threshold_for(laid.measure("1"), UnitAttributes(province=land), year)
    assert binding is not None
    assert isinstance(binding.value, Decimal)
    return int(binding.value)


def test_every_way_that_land_came_is_told_once() -> None:
    assert [each.id for each in former_territories(STEPS)] == [
        "north>joined",
        "south>joined",
        "joined>city",
        "north>joined>city",
        "south>joined>city",
    ]


OLD = decided("north", 60)
NEW = decided("joined", 70, date(2025, 9, 1))
LATE = decided("north", 65, date(2025, 6, 1), effective=date(2025, 12, 1))


@pytest.mark.parametrize(
    ("land", "overlays", "found"),
    [
        ("north", [OLD], 60),  # while it was there
        ("north>joined", [OLD], 60),  # still in force on its own land
        ("south>joined", [OLD], 50),  # and on no other
        ("joined", [OLD], 50),  # land of both has no decision in common
        ("north>joined>city", [OLD], 60),  # a change of name changes nothing
        ("north>joined", [OLD, NEW], 70),  # until the new province decides
        ("south>joined", [OLD, NEW], 70),
        ("north>joined>city", [OLD, NEW], 70),
        ("joined>city", [OLD, NEW], 70),
        ("north", [OLD, NEW], 60),  # what it decides says nothing of the time before
        ("north>joined", [LATE, NEW], 70),  # decided before, whatever day it takes effect on
    ],
)
def test_what_a_former_province_decided_holds_on_its_land(
    land: str, overlays: list[Overlay], found: int
) -> None:
    assert level(land, *overlays) == found


def test_what_the_new_province_leaves_open_stays_as_it_was() -> None:
    old, new = decided("north", 60), decided("joined", 70, date(2025, 9, 1), from_year=2025)
    assert [level("north>joined", old, new, year=year) for year in (2024, 2025)] == [60, 70]


def test_a_province_that_takes_another_in_had_decided_for_its_own_land_alone() -> None:
    steps = (Takeover("small", "large", JOINED),)
    before, after = decided("large", 60), decided("large", 70, date(2025, 9, 1))
    assert level("small>large", before, steps=steps) == 50
    assert level("large", before, steps=steps) == 60
    assert level("small>large", before, after, steps=steps) == 70


def test_each_part_of_a_divided_province_decides_for_itself() -> None:
    steps = (Takeover("whole", "left", JOINED), Takeover("whole", "right", JOINED))
    old, own = decided("whole", 60), decided("left", 70, date(2025, 9, 1))
    assert [level(f"whole>{part}", old, own, steps=steps) for part in ("left", "right")] == [70, 60]


def test_a_long_way_has_a_short_name() -> None:
    names = [f"province-number-{number}" for number in range(6)]
    found = former_territories(
        Takeover(one, other, date(2030 + number, 1, 1)) for number, (one, other) in enumerate(pairwise(names))
    )
    assert len({each.id for each in found}) == len(found)
    assert max(len(each.id) for each in found) <= 40


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("def")), unique=True, max_size=6))
def test_land_that_nobody_took_over_is_bound_as_before(pairs: list[tuple[str, str]]) -> None:
    steps = [Takeover(former, successor, JOINED) for former, successor in pairs]
    overlays = [decided(name, 60 + place) for place, name in enumerate("abc")]
    for place, name in enumerate("abc"):
        assert level(Territory(name).id, *overlays, steps=tuple(steps)) == 60 + place
