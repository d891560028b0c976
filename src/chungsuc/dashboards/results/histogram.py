"""Phân bố: how many units have how much, drawn by the server, always beside its table.

Sizes are attributes of the picture. A bar of units that reach their level is full, one of units below it
is ruled across, so that the two differ without colour; a level is a line with its number.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import floor, log10

WIDTH, HEIGHT = 640, 220
_LEFT, _RIGHT, _TOP, _BOTTOM = 36, 624, 40, 176
_BINS = 10


@dataclass(frozen=True, slots=True)
class Value:
    """What one unit has, and the class of its part of a bar: "met", "not_met", "other"."""

    value: Decimal
    kind: str


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a bar: the units of one class."""

    kind: str
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Bar:
    """Một cột: from, to (the last one with its end), and how many units."""

    first: Decimal
    last: Decimal
    count: int
    parts: list[Part]
    middle: int
    says_at: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A level of the law, or an end of the scale."""

    x: int
    value: Decimal


@dataclass(frozen=True, slots=True)
class Histogram:
    """What the template draws."""

    bars: list[Bar]
    limits: list[Mark]
    ends: list[Mark]
    base: int = _BOTTOM
    top: int = _TOP - 22
    over: int = _TOP - 26
    left: int = _LEFT
    right: int = _RIGHT
    below: int = _BOTTOM + 18
    width: int = WIDTH
    height: int = HEIGHT


ORDER = ("met", "not_met", "other")


def histogram(values: Sequence[Value], limits: Iterable[Decimal] = ()) -> Histogram | None:
    """The picture of a distribution; None where there are not two values to tell apart."""
    numbers = [each.value for each in values]
    if len(set(numbers)) < 2:
        return None
    wanted = sorted(set(limits))
    step = nice_step(min(numbers + wanted), max(numbers + wanted))
    first = floor(min(numbers + wanted) / step) * step
    count = max(int((max(numbers + wanted) - first) / step), 0) + 1
    if first + (count - 1) * step == max(numbers + wanted) and count > 1:
        count -= 1  # the last bar holds its end: 100% stands with what is just below it
    placed: list[list[Value]] = [[] for _ in range(count)]
    for each in values:
        placed[min(int((each.value - first) / step), count - 1)].append(each)
    most = max(len(some) for some in placed)
    wide = (_RIGHT - _LEFT) // count

    def x_of(value: Decimal) -> int:
        return _LEFT + int(wide * (value - first) / step)

    return Histogram(
        bars=[
            _bar(first + place * step, step, some, x=_LEFT + place * wide, wide=wide, most=most)
            for place, some in enumerate(placed)
        ],
        limits=[Mark(x_of(each), each) for each in wanted],
        ends=[Mark(_LEFT + place * wide, first + place * step) for place in range(count + 1)],
        right=_LEFT + count * wide,
    )


def nice_step(low: Decimal, high: Decimal) -> Decimal:
    """The width of a bar: 1, 2 or 5 times a power of ten, so that there are about ten of them."""
    rough = (high - low) / _BINS
    scale = Decimal(10) ** floor(log10(rough))
    return next(each * scale for each in (1, 2, 5, 10) if each * scale >= rough)


def _bar(first: Decimal, step: Decimal, some: Sequence[Value], *, x: int, wide: int, most: int) -> Bar:
    parts = []
    y = _BOTTOM
    for kind in ORDER:
        number = sum(each.kind == kind for each in some)
        if number:
            height = max((_BOTTOM - _TOP) * number // most, 2)
            y -= height
            parts.append(Part(kind, x + 1, y, wide - 2, height))
    return Bar(first, first + step, len(some), parts, x + wide // 2, y - 5)
