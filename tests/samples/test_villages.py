"""Thôn của thế giới mẫu: invented villages go with the land that they are on."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from functools import lru_cache

import pytest

from chungsuc.commands.sample import sample_world
from chungsuc.core.units import Level
from chungsuc.core.units.checks import check_units
from chungsuc.samples.figures import entries
from chungsuc.samples.world import SampleError, Size, World

SIZE = Size(seed=7, first_year=2024, last_year=2026, provinces=1, communes=2, villages=3)


@lru_cache(maxsize=1)
def world() -> World:
    return sample_world(SIZE)


def test_every_commune_of_the_first_day_has_its_villages() -> None:
    first = {each.id for each in world().communes if each.exists(date(2024, 1, 1))}
    counted = Counter(each.parents[0].unit_id for each in world().villages)
    assert counted == dict.fromkeys(first, 3)


def test_a_village_stays_itself_while_its_communes_are_joined() -> None:
    gazetteer = world().gazetteer
    moved = 0
    for village in world().villages:
        assert village.valid_to is None
        for earlier, later in zip(village.parents, village.parents[1:], strict=False):
            day = earlier.valid_to
            assert day == later.valid_from == gazetteer.get(earlier.unit_id).valid_to
            assert gazetteer.get(earlier.unit_id).exists(day - timedelta(days=1))
            assert later.unit_id in {each.successor_id for each in gazetteer.successors(earlier.unit_id)}
            moved += 1
        assert gazetteer.get(village.parents[-1].unit_id).valid_to is None
    assert moved
    check_units({**gazetteer.units, **{each.id: each for each in world().villages}}, ())


def test_villages_report_under_the_sets_of_villages_and_communes_say_what_they_said_without_them() -> None:
    levels = {each.id: each.level for each in world().sets}
    villages = {each.id for each in world().villages}
    made = list(entries(world()))
    assert {levels[each.criteria_set_id] for each in made if each.unit_id in villages} == {Level.VILLAGE}
    without = sample_world(Size(seed=7, first_year=2024, last_year=2026, provinces=1, communes=2))
    assert [each for each in made if each.unit_id not in villages] == list(entries(without))


@pytest.mark.parametrize("count", [-1, 100])
def test_a_number_of_villages_that_cannot_be_is_refused(count: int) -> None:
    with pytest.raises(SampleError, match="Số thôn"):
        sample_world(Size(seed=1, first_year=2024, last_year=2024, villages=count))
