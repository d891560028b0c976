"""Trang: the words and ruling lines of a page, wherever they came from.

The words of a page stand in one frame: x grows to the right, y grows downwards, and most of the text
reads from left to right in it, however the page or its text was turned. Where the page begins is
of no interest, so the frame has no fixed origin.
"""

from __future__ import annotations

from dataclasses import dataclass, field

Point = tuple[float, float]
_ASCENT, _DESCENT = 0.9, 0.2  # of the size of a font; files give boxes of many kinds


def framed(x: float, y: float, quarter: int) -> Point:
    """A point of the file in the frame of text that reads in this direction, in quarter turns to the left."""
    if quarter == 0:
        return x, -y
    return ((y, x), (-x, y), (-y, -x))[quarter - 1]


@dataclass(slots=True)
class Word:
    """Characters that stand together, in the frame of their own direction; `at` is their middle in that of
    the page."""

    text: str
    x0: float
    x1: float
    base: float
    size: float  # of its font, in points
    spaced: bool  # a space stands before it in the file
    turn: int  # quarter turns against the text of the page; 1 reads upwards
    at: Point
    font: str | None = None  # only where its codes are not Unicode

    @property
    def top(self) -> float:
        return self.base - _ASCENT * self.size

    @property
    def bottom(self) -> float:
        return self.base + _DESCENT * self.size


@dataclass(frozen=True, slots=True)
class Rule:
    """Đường kẻ: along x (`across`) or along y, at `place`, from `start` to `end`."""

    across: bool
    place: float
    start: float
    end: float


@dataclass(slots=True)
class Page:
    """Trang."""

    number: int
    words: list[Word] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    top: float = 0.0
    bottom: float = 0.0
    width: float = 0.0
    characters: int = 0
    unmapped: int = 0  # characters whose letter the file does not tell
    private: int = 0  # characters that every font may draw as it likes
    picture_share: float = 0.0  # of the page that pictures cover
