"""Địa bàn của một ngày nằm ở những đơn vị nào của ngày khác, và bao nhiêu phần."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chungsuc.core.lineages import Lineages
from factories.histories import History, histories

BEFORE, Y1, BETWEEN, Y2, AFTER = (
    date(2020, 12, 31),
    date(2021, 7, 1),
    date(2021, 12, 31),
    date(2025, 7, 1),
    date(2025, 12, 31),
)


def three_into_two() -> History:
    """a and half of b are c, the other half of b is d; later c and d are one."""
    start = History().begin("a", "b", "z").join("a", "c", Y1)
    return start.part("b", "c", "0.5", Y1).part("b", "d", "0.5", Y1).join("c d", "e", Y2)


SOURCES = [
    # unit, of then, of now, what it was made of
    ("e", BEFORE, AFTER, {"a": 1, "b": 1}),  # the two halves of b meet again
    ("e", BETWEEN, AFTER, {"c": 1, "d": 1}),
    ("c", BEFORE, BETWEEN, {"a": 1, "b": Fraction(1, 2)}),
    ("d", BEFORE, BETWEEN, {"b": Fraction(1, 2)}),
    ("z", BEFORE, AFTER, {"z": 1}),  # xã không sắp xếp
    ("c", BETWEEN, BETWEEN, {"c": 1}),
    ("c", BEFORE, AFTER, {}),  # it is no more
    ("e", BETWEEN, BEFORE, {}),  # it was not yet there
    # back in time: the land of then in the units of a later day
    ("a", BETWEEN, BEFORE, {"c": None}),  # c was joined from two: whose part is whose, no weight says
    ("b", BETWEEN, BEFORE, {"c": None, "d": 1}),
    ("c", AFTER, BETWEEN, {"e": None}),
    ("z", AFTER, BEFORE, {"z": 1}),
]


@pytest.mark.parametrize(("unit", "then", "now", "made_of"), SOURCES)
def test_what_a_unit_was_made_of(unit: str, then: date, now: date, made_of: dict[str, Any]) -> None:
    found = three_into_two().lineages.sources(unit, then, now)
    assert {each.unit_id: each.weight for each in found} == made_of


def test_a_weight_that_nobody_stated_is_unknown_from_there_on() -> None:
    history = History().begin("a", "b").part("a", "c", None, Y1).part("a", "d", None, Y1).join("b c", "e", Y2)
    lineages = history.lineages
    assert {s.unit_id: s.weight for s in lineages.sources("e", BEFORE, AFTER)} == {"a": None, "b": 1}
    assert dict(lineages.became("a", BEFORE, AFTER)) == {"d": None, "e": None}


def test_what_no_step_took_stays_with_a_unit_that_lives_on() -> None:
    history = History().begin("a", "b").part("a", "b", "0.3", Y1, ends=False)
    lineages = history.lineages
    assert dict(lineages.became("a", BEFORE, AFTER)) == {"a": Fraction(7, 10), "b": Fraction(3, 10)}
    assert {s.unit_id: s.weight for s in lineages.sources("b", BEFORE, AFTER)} == {
        "a": Fraction(3, 10),
        "b": 1,
    }
    unknown = History().begin("a", "b").part("a", "b", None, Y1, ends=False).lineages
    assert dict(unknown.became("a", BEFORE, AFTER)) == {"a": None, "b": None}


def test_land_of_a_unit_that_ended_without_a_successor_is_not_lost_sight_of() -> None:
    history = History().begin("a")
    history.end("a", day=Y1)
    assert dict(history.lineages.became("a", BEFORE, AFTER)) == {"a": 1}


def test_the_steps_that_led_to_a_unit_are_named_in_order() -> None:
    steps = three_into_two().lineages.steps("e", BEFORE, AFTER)
    assert [(each.predecessor_id, each.successor_id) for each in steps] == [
        ("a", "c"),
        ("b", "c"),
        ("b", "d"),
        ("c", "e"),
        ("d", "e"),
    ]
    assert three_into_two().lineages.steps("z", BEFORE, AFTER) == ()


def test_units_that_pass_land_round_a_ring_do_not_trap_it() -> None:
    history = History().begin("a", "b")
    history.part("a", "b", "0.5", Y1, ends=False).part("b", "a", "0.5", Y1, ends=False)
    assert dict(history.lineages.became("a", BEFORE, AFTER)) == {"a": Fraction(1, 2), "b": Fraction(1, 2)}


@given(histories(), st.randoms(use_true_random=False))
def test_all_land_stays_and_the_order_of_steps_does_not_matter(
    made: tuple[History, list[date]], random: Any
) -> None:
    history, days = made
    then, now = days[0], days[-1]
    arrived: dict[str, Fraction] = defaultdict(Fraction)
    shuffled = random.sample(history.successions, k=len(history.successions))
    other = Lineages(history.lives, shuffled)
    for unit in history.on(now):
        sources = history.lineages.sources(unit, then, now)
        assert sources == other.sources(unit, then, now)
        for source in sources:
            assert source.weight is not None
            arrived[source.unit_id] += source.weight
    assert arrived == dict.fromkeys(history.on(then), 1)


@given(histories())
def test_two_spans_one_after_the_other_are_the_whole_span(made: tuple[History, list[date]]) -> None:
    history, days = made
    lineages = history.lineages
    then, between, now = days[0], days[len(days) // 2], days[-1]
    for unit in history.on(now):
        stepwise: dict[str, Fraction] = defaultdict(Fraction)
        for middle in lineages.sources(unit, between, now):
            for first in lineages.sources(middle.unit_id, then, between):
                stepwise[first.unit_id] += (middle.weight or 0) * (first.weight or 0)
        assert {s.unit_id: s.weight for s in lineages.sources(unit, then, now)} == stepwise
