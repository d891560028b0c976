"""Số liệu được thêm, không bao giờ bị sửa; thứ tự đến không làm thay đổi kết quả."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chungsuc.core.criteria import Mark
from chungsuc.core.observations import (
    Acceptance,
    Channel,
    Observation,
    ObservationError,
    Slot,
    fold,
)
from chungsuc.core.periods import Period

START = datetime(2024, 6, 1, 8, 0, tzinfo=UTC)
SLOT = Slot("u-a", "bo-xa", "4.2", Period.of_year(2024))


def at(hours: int) -> datetime:
    return START + timedelta(hours=hours)


def entry(
    number: int, value: Any = None, *, hours: int | None = None, over: tuple[int, ...] = (), **more: Any
):
    fields: dict[str, Any] = {
        "id": UUID(int=number),
        "slot": SLOT,
        "value": Decimal(value) if isinstance(value, int) else value,
        "observed_by": "Lan",
        "recorded_at": at(number if hours is None else hours),
        "channel": Channel.WEB,
        "supersedes": frozenset(UUID(int=each) for each in over),
    }
    return Observation(**fields | more)


def accept(number: int, hours: int) -> Acceptance:
    return Acceptance(observation_id=UUID(int=number), accepted_by="Minh", accepted_at=at(hours))


def test_a_correction_is_the_reported_value() -> None:
    state = fold([entry(1, 90), entry(2, 95, over=(1,))])[SLOT]
    assert state.reported_value == 95
    assert not state.in_conflict
    assert state.accepted_value is None


def test_two_corrections_of_one_entry_are_a_conflict_until_both_are_superseded() -> None:
    entries = [entry(1, 90), entry(2, 95, over=(1,)), entry(3, 96, over=(1,))]
    state = fold(entries)[SLOT]
    assert state.in_conflict
    assert state.reported_value is Mark.IN_DISPUTE
    assert [each.id.int for each in state.heads] == [3, 2]

    half_settled = fold([*entries, entry(4, 95, over=(2,))])[SLOT]
    assert half_settled.in_conflict

    settled = fold([*entries, entry(4, 95, over=(2, 3))])[SLOT]
    assert not settled.in_conflict
    assert settled.reported_value == 95


def test_two_first_entries_are_a_conflict_too() -> None:
    assert fold([entry(1, 90), entry(2, 95)])[SLOT].in_conflict


def test_what_is_accepted_stays_when_the_unit_reports_again() -> None:
    entries = [entry(1, 90), entry(5, 95, over=(1,))]
    state = fold(entries, [accept(1, 3)])[SLOT]
    assert (state.accepted_value, state.reported_value) == (90, 95)
    later = fold(entries, [accept(5, 6), accept(1, 3)])[SLOT]
    assert later.accepted_value == 95


def test_as_known_at_a_moment() -> None:
    entries, acceptances = [entry(1, 90), entry(5, 95, over=(1,))], [accept(5, 6)]
    assert fold(entries, acceptances, known_at=at(0)) == {}
    then = fold(entries, acceptances, known_at=at(5))[SLOT]
    assert (then.reported_value, then.accepted_value) == (95, None)
    assert fold(entries, acceptances, known_at=at(4))[SLOT].reported_value == 90
    assert fold(entries, acceptances, known_at=at(6))[SLOT].accepted_value == 95


def test_a_withdrawn_value_is_absent_and_not_zero() -> None:
    state = fold([entry(1, 90), entry(2, None, over=(1,))])[SLOT]
    assert state.reported is not None
    assert state.reported_value is None


def test_an_entry_that_supersedes_what_has_not_arrived_yet_wins_when_it_does() -> None:
    late = entry(2, 95, over=(1,))
    assert fold([late])[SLOT].reported_value == 95
    assert fold([late, entry(1, 90, hours=9)])[SLOT].reported_value == 95


def test_entries_that_supersede_each_other_are_shown_rather_than_lost() -> None:
    state = fold([entry(1, 90, over=(2,)), entry(2, 95, over=(1,))])[SLOT]
    assert state.in_conflict
    assert len(state.heads) == 2


# Đồng hồ máy chủ chạy lùi: the hour each entry carries is not the order in which they were made.
BACKWARDS = [
    # (entries: number, hour, what it replaces), (acceptances: number, hour), known at, reported, accepted
    ([(1, 10, ()), (2, 9, (1,))], [], None, 2, None),
    ([(1, 10, ()), (2, 9, (1,))], [], 9, 2, None),  # what it replaced was known when it was made
    ([(1, 8, ()), (2, 12, (1,)), (3, 10, (2,))], [], 11, 3, None),  # and no conflict with the first
    ([(1, 8, ()), (2, 9, (1,))], [(1, 12), (2, 11)], None, 2, 2),  # accepted later, though stamped earlier
    ([(1, 8, ()), (2, 9, (1,)), (3, 9, (2,))], [(1, 12), (3, 11)], None, 3, 3),
    ([(1, 8, ())], [(1, 7)], 7, 1, 1),  # accepted before it was recorded: so it was there
    ([(1, 8, ()), (2, 9, (1,))], [(1, 10)], None, 2, 1),  # only the accepted ones are compared
    ([(1, 8, ()), (2, 8, ())], [(1, 10), (2, 9)], None, None, 1),  # neither replaces the other: the clock
]


@pytest.mark.parametrize(("made", "taken", "hours", "reported", "accepted"), BACKWARDS)
def test_a_clock_that_goes_back_does_not_change_the_state(
    made: list[Any], taken: list[Any], hours: int | None, reported: int | None, accepted: int | None
) -> None:
    entries = [entry(number, 90 + number, hours=hour, over=over) for number, hour, over in made]
    acceptances = [accept(number, hour) for number, hour in taken]
    state = fold(entries, acceptances, known_at=None if hours is None else at(hours))[SLOT]
    assert (None if state.in_conflict else state.heads[0].id.int) == reported
    assert (state.accepted.id.int if state.accepted else None) == accepted


def test_an_id_used_twice_for_different_entries_is_refused() -> None:
    with pytest.raises(ObservationError, match="cùng mang mã"):
        fold([entry(1, 90), entry(1, 91)])


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[Observation], list[Acceptance]]:
    """Entries of a few slots, each superseding some earlier ones, and acceptances of any of them."""
    slots = [SLOT, replace(SLOT, unit_id="u-b"), replace(SLOT, indicator="17.1")]
    entries: list[Observation] = []
    for number in range(1, draw(st.integers(1, 12)) + 1):
        slot = draw(st.sampled_from(slots))
        earlier = [each.id.int for each in entries if each.slot == slot]
        over = draw(st.sets(st.sampled_from(earlier), max_size=3)) if earlier else set()
        hours = draw(st.integers(0, 6))  # offline entries carry equal and unordered times
        value = draw(st.none() | st.integers(0, 100))
        entries.append(entry(number, value, hours=hours, over=tuple(over), slot=slot))
    chosen = draw(st.lists(st.tuples(st.sampled_from(entries), st.integers(0, 9)), max_size=6))
    return entries, [accept(each.id.int, hours) for each, hours in chosen]


@given(histories(), st.randoms(use_true_random=False), st.none() | st.integers(0, 9))
def test_any_order_of_arrival_gives_the_same_state(
    history: tuple[list[Observation], list[Acceptance]], random: Any, hours: int | None
) -> None:
    entries, acceptances = history
    known_at = None if hours is None else at(hours)
    expected = fold(entries, acceptances, known_at=known_at)
    arrived = [*entries, *random.choices(entries, k=3)]  # some are sent twice
    random.shuffle(arrived)
    random.shuffle(acceptances)
    assert fold(arrived, acceptances, known_at=known_at) == expected


@given(histories())
def test_superseding_every_head_settles_any_history(
    history: tuple[list[Observation], list[Acceptance]],
) -> None:
    entries, _ = history
    for number, (slot, state) in enumerate(fold(entries).items(), start=100):
        last = entry(number, 50, slot=slot, over=tuple(head.id.int for head in state.heads))
        settled = fold([*entries, last])[slot]
        assert settled.heads == (last,)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"recorded_at": datetime(2024, 6, 1)}, "múi giờ"),  # noqa: DTZ001 - the very thing refused
        ({"supersedes": frozenset({UUID(int=1)})}, "chính nó"),
        ({"value": Mark.IN_DISPUTE}, "Chỉ nhập được giá trị"),
        ({"value": Mark.WEIGHT_MISSING}, "Chỉ nhập được giá trị"),
        ({"numerator": Decimal(1)}, "đủ tử số và mẫu số"),
        ({"numerator": Decimal(1), "denominator": Decimal(0)}, "lớn hơn 0"),
        ({"numerator": Decimal(-1), "denominator": Decimal(5)}, "không được âm"),
        ({"numerator": Decimal(2), "denominator": Decimal(3), "value": Decimal(70)}, "không khớp"),
        ({"numerator": Decimal(2), "denominator": Decimal(3), "value": True}, "không khớp"),
    ],
)
def test_an_entry_that_contradicts_itself_is_refused(change: dict[str, Any], words: str) -> None:
    with pytest.raises(ObservationError, match=words):
        entry(1, **{"value": 90} | change)


@pytest.mark.parametrize("stated", ["66.67", "66.66", "67", "66", "66.7"])
def test_a_percentage_may_be_stated_rounded_beside_its_parts(stated: str) -> None:
    found = entry(1, Decimal(stated), numerator=Decimal(2), denominator=Decimal(3))
    assert found.observed == 100 * Decimal(2) / Decimal(3)


def test_a_share_with_its_parts_needs_no_percentage() -> None:
    assert entry(1, None, numerator=Decimal(19), denominator=Decimal(20)).observed == 95


def test_an_acceptance_needs_a_time_zone() -> None:
    with pytest.raises(ObservationError, match="múi giờ"):
        replace(accept(1, 1), accepted_at=datetime(2024, 6, 1))  # noqa: DTZ001 - the very thing refused
