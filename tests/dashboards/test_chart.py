"""Đường diễn biến: where the points stand, and where the line stops."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from chungsuc.dashboards.chart import Given, chart


def year(number: int, value: int, *, is_as_then: bool = True) -> Given:
    return Given(date(number, 12, 31), Decimal(value), str(value), str(number), is_as_then)


def test_the_line_stops_at_a_break() -> None:
    drawn = chart([year(2023, 5), year(2024, 7), year(2025, 9), year(2026, 9)], [date(2025, 7, 1)])
    assert drawn is not None
    first, second, third, fourth = drawn.dots
    assert drawn.lines == [
        f"{first.x},{first.y} {second.x},{second.y}",
        f"{third.x},{third.y} {fourth.x},{fourth.y}",
    ]
    assert second.x < drawn.breaks[0] < third.x


def test_heights_start_at_zero_and_end_at_the_whole() -> None:
    drawn = chart([year(2023, 0), year(2024, 19), year(2025, 10)], [], whole=Decimal(19))
    assert drawn is not None
    lowest, highest, between = (dot.y for dot in drawn.dots)
    assert lowest == drawn.base
    assert highest < between < lowest
    assert drawn.top < highest


def test_values_that_are_all_zero_or_below_are_drawn_too() -> None:
    flat = chart([year(2023, 0), year(2024, 0)], [])
    assert flat is not None
    assert {dot.y for dot in flat.dots} == {flat.base}
    below = chart([year(2023, -5), year(2024, 5)], [])
    assert below is not None
    assert below.dots[0].y == below.base


def test_one_point_is_no_line() -> None:
    assert chart([year(2024, 5)], []) is None
    assert chart([], []) is None
