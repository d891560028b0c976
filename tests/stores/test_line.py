"""Threads of a process save one after another, in the order in which they came."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Any

import pytest
from django.db import transaction

from chungsuc.stores.line import leave, one_after_another, saves, together


@one_after_another
def save(number: int, saved: list[int], may_end: threading.Event | None = None) -> int:
    saved.append(number)
    if may_end is not None:
        may_end.wait()
    return number


def begin(thread: threading.Thread, place: int) -> threading.Thread:
    """Start it, and return when it stands in the line."""
    thread.start()
    while saves.waiting < place:
        thread.join(0.001)
    return thread


def test_who_comes_first_saves_first() -> None:
    saved, may_end = list[int](), threading.Event()
    first = threading.Thread(target=save, args=[0, saved, may_end])
    first.start()
    while not saved:
        first.join(0.001)
    others = [begin(threading.Thread(target=save, args=[n, saved]), n) for n in range(1, 9)]
    assert saved == [0]  # and nobody else while it lasts
    may_end.set()
    for each in [first, *others]:
        each.join()
    assert saved == list(range(9))


def test_a_save_that_fails_lets_the_next_go_on() -> None:
    @one_after_another
    def fail() -> None:
        raise ValueError

    for _again in range(2):
        with pytest.raises(ValueError, match=r"^$"):
            fail()
    assert save(1, []) == 1


def test_a_save_within_a_save_does_not_wait_for_itself() -> None:
    @one_after_another
    def save_both() -> tuple[int, int]:
        return save(1, []), save(2, [])

    assert save_both() == (1, 2)


def test_who_leaves_early_lets_the_next_go_on_while_it_waits() -> None:
    saved, may_end = list[int](), threading.Event()

    @one_after_another
    def save_and_wait() -> None:
        leave()
        leave()
        saved.append(0)
        may_end.wait()

    early = threading.Thread(target=save_and_wait)
    early.start()
    while not saved:
        early.join(0.001)
    assert save(1, saved) == 1
    assert saved == [0, 1]
    may_end.set()
    early.join()


@pytest.mark.django_db
def test_nobody_waits_in_the_line_inside_a_transaction() -> None:
    """Those before may be waiting for this very transaction."""
    saved, may_end = list[int](), threading.Event()
    other = threading.Thread(target=save, args=[0, saved, may_end])
    other.start()
    while not saved:
        other.join(0.001)
    with transaction.atomic():
        assert save(1, saved) == 1
    may_end.set()
    other.join()


class Saves:
    """An action of which several may be carried out together; knows by whom each was."""

    def __init__(self, *not_together: int) -> None:
        self.not_together = not_together
        self.together: list[list[int]] = []
        self.alone: list[tuple[int, str]] = []
        self.may_end = threading.Event()
        self.save = together(self._many, alike=lambda number: number < 0)(self._alone)

    def _many(self, numbers: Sequence[int]) -> list[int | None]:
        if None in self.not_together:
            raise ValueError
        self.together.append(list(numbers))
        return [None if each in self.not_together else 10 * each for each in numbers]

    def _alone(self, number: int) -> int:
        self.alone.append((number, threading.current_thread().name))
        if number == 0:
            self.may_end.wait()
        return 10 * number

    def at_once(self, *numbers: int) -> dict[int, int]:
        """What each is told, of a thread each, behind one that saves already."""
        told: dict[int, int] = {}

        def run(number: int) -> None:
            told[number] = self.save(number)

        first = threading.Thread(target=run, args=[0], name="0")
        first.start()
        while not self.alone:
            first.join(0.001)
        others = [
            begin(threading.Thread(target=run, args=[number], name=str(number)), place)
            for place, number in enumerate(numbers, start=1)
        ]
        self.may_end.set()
        for each in [first, *others]:
            each.join()
        return told


def test_who_comes_to_the_front_carries_out_the_saves_of_those_behind_her() -> None:
    saves_ = Saves()
    assert saves_.at_once(1, 2, 3) == {0: 0, 1: 10, 2: 20, 3: 30}
    assert (saves_.together, saves_.alone) == ([[1, 2, 3]], [(0, "0")])


def test_those_of_another_kind_keep_their_place() -> None:
    saves_ = Saves()
    assert saves_.at_once(1, -1, 2, -2) == {0: 0, 1: 10, -1: -10, 2: 20, -2: -20}
    assert saves_.together == [[1, 2], [-1, -2]]


def test_what_cannot_be_done_together_is_done_by_who_asked_for_it() -> None:
    saves_ = Saves(1, 3)
    assert saves_.at_once(1, 2, 3) == {0: 0, 1: 10, 2: 20, 3: 30}
    assert sorted(saves_.alone) == [(0, "0"), (1, "1"), (3, "3")]
    assert saves.waiting == 0
    assert saves_.save(4) == 40  # and the line is free


def test_a_fault_among_those_together_is_told_to_the_first_and_the_others_save_alone() -> None:
    saves_ = Saves()
    saves_.not_together = (None,)  # type: ignore[assignment]
    problems: list[Any] = []
    hook, threading.excepthook = threading.excepthook, problems.append
    try:
        told = saves_.at_once(1, 2)
    finally:
        threading.excepthook = hook
    assert [each.exc_type for each in problems] == [ValueError]
    assert told == {0: 0, 2: 20}
    assert saves.waiting == 0


@pytest.mark.django_db
def test_inside_a_transaction_nothing_is_done_for_others() -> None:
    saves_ = Saves()
    with transaction.atomic():
        assert saves_.save(5) == 50
    assert saves_.together == []
