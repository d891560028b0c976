"""A line drawn by the server: a picture of a series, always beside its table.

Sizes are attributes of the picture, so that no inline style is needed. What was computed anew is drawn
as a ring, what the unit said itself as a full dot; the line stops at a break.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

WIDTH, HEIGHT = 640, 200
_LEFT, _RIGHT, _TOP, _BOTTOM = 36, 604, 34, 160


@dataclass(frozen=True, slots=True)
class Given:
    """One point to draw."""

    day: date
    value: Decimal
    shown: str
    label: str  # below the picture
    is_as_then: bool


@dataclass(frozen=True, slots=True)
class Dot:
    x: int
    y: int
    shown: str
    label: str
    is_as_then: bool
    says_above: int  # where its value is written


@dataclass(frozen=True, slots=True)
class Chart:
    """What the template draws."""

    dots: list[Dot]
    lines: list[str]  # points of each unbroken stretch
    breaks: list[int]
    base: int = _BOTTOM
    top: int = _TOP - 22
    left: int = _LEFT
    right: int = _RIGHT
    below: int = _BOTTOM + 20
    width: int = WIDTH
    height: int = HEIGHT


def chart(given: Sequence[Given], breaks: Sequence[date], whole: Decimal | None = None) -> Chart | None:
    """The picture of a series; None where there are not two points to draw a line between."""
    if len(given) < 2:
        return None
    days = [each.day for each in given]
    shown_breaks = sorted({day for day in breaks if days[0] < day <= days[-1]})
    span = (days[-1] - days[0]).days or 1
    low = min(Decimal(0), *(each.value for each in given))
    high = max(whole or Decimal(0), *(each.value for each in given))
    height = high - low or Decimal(1)

    def x_of(day: date) -> int:
        return _LEFT + (_RIGHT - _LEFT) * (day - days[0]).days // span

    def y_of(value: Decimal) -> int:
        return int(_BOTTOM - (_BOTTOM - _TOP) * (value - low) / height)

    dots = [
        Dot(
            x=x_of(each.day),
            y=y_of(each.value),
            shown=each.shown,
            label=each.label,
            is_as_then=each.is_as_then,
            says_above=y_of(each.value) - 10,
        )
        for each in given
    ]
    stretches: list[list[Dot]] = [[]]
    for number, dot in enumerate(dots):
        if number and any(days[number - 1] < day <= days[number] for day in shown_breaks):
            stretches.append([])
        stretches[-1].append(dot)
    lines = [" ".join(f"{dot.x},{dot.y}" for dot in part) for part in stretches if len(part) > 1]
    return Chart(dots, lines, [x_of(day) for day in shown_breaks])
