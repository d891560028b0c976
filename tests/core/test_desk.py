"""Bàn làm việc: what stands first, what is late, and what makes one line; as tables."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chungsuc.core.desk import FEW, Standing, Task, TaskKind, first_day, gathered, in_order

TODAY = date(2026, 3, 10)


def task(kind: str, due: int | None = None, since: int | None = None, **more: Any) -> Task:
    """A task due, and waiting, so many days from today."""
    days = [None if each is None else TODAY + timedelta(days=each) for each in (due, since)]
    return Task(
        kind=TaskKind(kind),
        what=more.pop("what", kind),
        where="",
        address="/",
        due=days[0],
        since=days[1],
        **more,
    )


@pytest.mark.parametrize(
    ("kind", "due", "left", "late", "standing"),
    [
        ("figures", 3, 3, 0, Standing.DUE),
        ("figures", 0, 0, 0, Standing.DUE),  # ngày cuối chưa phải là chậm
        ("figures", -1, -1, 1, Standing.LATE),
        ("step", None, None, 0, Standing.NO_DAY),  # văn bản không nêu hạn: không bao giờ chậm
        ("returned", None, None, 0, Standing.CAME_BACK),
        ("question", 2, 2, 0, Standing.CAME_BACK),
        ("question", -40, -40, 40, Standing.LATE),
    ],
)
def test_late_begins_on_the_day_after_the_last(
    kind: str, due: int | None, left: int | None, late: int, standing: Standing
) -> None:
    one = task(kind, due)
    assert (one.days_left(TODAY), one.days_late(TODAY), one.standing(TODAY)) == (left, late, standing)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (task("figures", -2), task("returned")),  # chậm trước, bị trả lại sau
        (task("figures", -9), task("question", -2)),  # chậm nhiều hơn thì trước
        (task("returned"), task("step", 0)),  # bị trả lại trước việc đến hạn hôm nay
        (task("question", 3), task("returned")),  # có hạn trước, không hạn sau
        (task("returned", since=-9), task("returned", since=-1)),  # chờ lâu hơn thì trước
        (task("step", 1), task("review", 2)),
        (task("review", 400), task("step")),  # không nêu hạn thì sau cùng
        (task("step", 5), task("figures", 5)),  # cùng ngày: theo loại việc
        (task("step", 5, place="a"), task("step", 5, place="b")),  # rồi theo tên đơn vị
    ],
)
def test_one_list_by_deadline(before: Task, after: Task) -> None:
    assert in_order([after, before], TODAY) == [before, after]
    assert in_order([before, after], TODAY) == [before, after]


def shown(one: Task) -> tuple[Any, ...]:
    return one.kind, one.due, one.since


def together(some: Any) -> Task:
    days = first_day(each.due for each in some)
    return task("step", None if days is None else (days - TODAY).days, count=sum(each.count for each in some))


@pytest.mark.parametrize(
    ("many", "lines"), [(1, 1), (FEW, FEW), (FEW + 1, 1), (124, 1)], ids=["1", "vừa đủ", "quá", "cả tỉnh"]
)
def test_more_than_a_few_alike_are_one_line(many: int, lines: int) -> None:
    alike = [task("step", -each, alike="thẩm tra") for each in range(many)]
    other = task("step", 1, alike="công bố")
    alone = task("figures")
    found = gathered([alone, *alike, other], together)
    assert len(found) == lines + 2
    assert {alone, other} <= set(found)
    assert sum(each.count for each in found) == many + 2
    assert first_day(each.due for each in found) == first_day(each.due for each in alike)


@given(
    st.lists(
        st.builds(
            task,
            st.sampled_from(list(TaskKind)),
            st.none() | st.integers(-30, 30),
            st.none() | st.integers(-30, 0),
            alike=st.none() | st.integers(0, 2),
        ),
        max_size=30,
    )
)
def test_nothing_is_lost_and_no_order_of_asking_matters(tasks: list[Task]) -> None:
    listed = in_order(tasks, TODAY)
    assert list(map(shown, listed)) == [shown(each) for each in in_order(reversed(listed), TODAY)]
    lates = [each.days_late(TODAY) for each in listed]
    assert lates == sorted(lates, reverse=True)
    assert sum(each.count for each in gathered(tasks, together)) == len(tasks)
