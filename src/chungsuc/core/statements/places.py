"""Where an item was read, when it speaks of, and how sure the reader is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Certainty(StrEnum):
    """Độ chắc chắn: how sure the reader is that the item says what the paper says."""

    CERTAIN = "certain"
    LIKELY = "likely"
    DOUBTFUL = "doubtful"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of one line: columns `start` up to, and not including, `end`."""

    line: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Source:
    """Where an item was read: the line of a text file or the paragraph of a Word file (from 1)."""

    line: int
    text: str
    page: int | None = None
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date as an official leaves it before signing: the day, or the month too, may be blank.

    ISO 8601 as far as it is known: "2024", "2024-01" or "2024-01-15".
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.day is not None and self.month is None:
            raise ValueError("a day needs a month")
        month = 1 if self.month is None else self.month
        date(self.year, month, 1 if self.day is None else self.day)  # raises for what no calendar has

    @classmethod
    def from_iso(cls, text: str) -> PartialDate:
        """ "2024", "2024-01" or "2024-01-15". Raises ValueError for anything else."""
        return cls(*map(int, text.split("-")))

    def __str__(self) -> str:
        parts = [f"{self.year:04d}"]
        if self.month is not None:
            parts.append(f"{self.month:02d}")
        if self.day is not None:
            parts.append(f"{self.day:02d}")
        return "-".join(parts)

    @property
    def is_whole(self) -> bool:
        return self.day is not None

    def first_day(self) -> date:
        return date(self.year, self.month or 1, self.day or 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """Whatever was read: it has an id in its document, a source and a certainty."""

    id: str
    source: Source
    certainty: Certainty
