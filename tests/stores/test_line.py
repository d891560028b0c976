"""Threads of a process save one after another, in the order in which they came."""

from __future__ import annotations

import threading

import pytest
from django.db import transaction

from chungsuc.stores.line import leave, one_after_another, saves


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
