"""Thế giới mẫu: the same seed makes the same world, and everything happens in it that happens in life."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from functools import lru_cache
from uuid import UUID

import pytest

from chungsuc.commands.sample import sample_world
from chungsuc.core.criteria import Mark, check_value
from chungsuc.core.observations import Acceptance, Channel, Observation, Slot, fold
from chungsuc.core.units import Level
from chungsuc.samples.figures import Entry, entries
from chungsuc.samples.world import SampleError, Size, World

MERGED = Size(seed=7, first_year=2024, last_year=2026, provinces=2, communes=3)


@lru_cache(maxsize=1)
def merged() -> tuple[World, list[Entry]]:
    world = sample_world(MERGED)
    return world, list(entries(world))


def test_the_same_seed_makes_the_same_figures_and_another_seed_others() -> None:
    _world, made = merged()
    assert list(entries(sample_world(MERGED))) == made
    other = Size(seed=8, first_year=2024, last_year=2026, provinces=2, communes=3)
    assert list(entries(sample_world(other))) != made


def test_a_unit_says_the_same_whoever_else_takes_part() -> None:
    _world, made = merged()
    fewer = sample_world(Size(seed=7, first_year=2024, last_year=2026, provinces=1, communes=3))
    units = {unit.id for unit in fewer.communes}
    assert units
    assert list(entries(fewer)) == [each for each in made if each.unit_id in units]


def test_units_of_both_times_report_and_each_only_while_it_exists() -> None:
    world, made = merged()
    by_id = {unit.id: unit for unit in world.communes}
    assert {unit.level for unit in world.communes} == {Level.COMMUNE}
    assert {unit.kind for unit in world.communes} == {"xã"}
    assert {by_id[each.unit_id].valid_to is None for each in made} == {True, False}
    assert all(by_id[each.unit_id].exists(each.period.last_day) for each in made)
    assert {each.criteria_set_id for each in made} == {each.id for each in world.sets}


def test_every_value_is_one_that_its_indicator_can_take() -> None:
    world, made = merged()
    measures = {
        (each.id, measure.code): measure
        for each in world.sets
        for measure in (*each.measures(), *each.conditions)
    }
    for each in made:
        if each.value is not None and not isinstance(each.value, Mark):
            check_value(measures[each.criteria_set_id, each.code], each.value)


def test_there_are_corrections_conflicts_withdrawals_late_and_missing_reports() -> None:
    _world, made = merged()
    states = fold(
        (
            Observation(
                id=_uuid(each.id),
                slot=Slot(each.unit_id, each.criteria_set_id, each.code, each.period),
                value=each.value,
                numerator=None if each.numerator is None else Decimal(each.numerator),
                denominator=None if each.denominator is None else Decimal(each.denominator),
                observed_by="",
                recorded_at=each.recorded_at,
                channel=Channel.FILE,
                supersedes=frozenset(map(_uuid, each.supersedes)),
            )
            for each in made
        ),
        (
            Acceptance(observation_id=_uuid(each.id), accepted_by="", accepted_at=each.accepted_at)
            for each in made
            if each.accepted_at is not None
        ),
    )
    found = Counter[str]()
    for state in states.values():
        found["in conflict"] += state.in_conflict
        found["accepted"] += state.accepted is not None
        found["withdrawn"] += not state.in_conflict and state.reported_value is None
    found["corrected"] = sum(bool(each.supersedes) for each in made)
    found["late"] = sum((each.recorded_at.date() - each.period.last_day).days > 40 for each in made)
    found["plain"] = len(made)
    assert all(found[kind] for kind in ("in conflict", "accepted", "withdrawn", "corrected", "late")), found
    assert found["corrected"] < 0.2 * found["plain"]


def _uuid(text: str) -> UUID:
    made = UUID(text)
    assert made.version == 4
    return made


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [(2026, 2024, "Năm cuối 2024 trước năm đầu 2026"), (1999, 2000, "Không có bộ tiêu chí xã")],
)
def test_years_that_cannot_be_are_refused_in_words(first: int, last: int, words: str) -> None:
    with pytest.raises(SampleError, match=words):
        sample_world(Size(seed=1, first_year=first, last_year=last))
