"""A long paper in parts, so that its page stays light on a slow line; a short one is one part."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

CHARACTERS = 90_000  # of the paper on one page: about 30 printed pages, 60 kB over the wire with all marks
AN_ITEM = 120  # characters: what was read of a line takes about as much room again


@dataclass(frozen=True, slots=True)
class Part:
    """Phần: lines `first` to `last` of the paper, both inclusive."""

    number: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Parts:
    """Các phần của văn bản, and which of them the page shows."""

    all: tuple[Part, ...]
    here: Part

    @property
    def are_many(self) -> bool:
        return len(self.all) > 1

    @property
    def is_first(self) -> bool:
        return self.here.number == 1

    @property
    def before(self) -> Part | None:
        """The part before this one."""
        return self.all[self.here.number - 2] if self.here.number > 1 else None

    @property
    def after(self) -> Part | None:
        """The part after this one."""
        return self.all[self.here.number] if self.here.number < len(self.all) else None

    def of(self, line: int) -> Part:
        """The part in which a line stands."""
        firsts = [part.first for part in self.all]
        return self.all[max(bisect_right(firsts, line) - 1, 0)]

    def holds(self, line: int) -> bool:
        """Is the line on this page?"""
        return self.of(line) is self.here

    def at(self, line: int, anchor: str = "") -> str:
        """The address of a line, or of an anchor that stands with it: `#d12`, `?phan=3#d812`."""
        part, goal = self.of(line), anchor or f"d{line}"
        return f"#{goal}" if part is self.here else f"?phan={part.number}#{goal}"


def parts_of(
    lines: Sequence[Sequence[Any]], read: Iterable[int] = (), *, number: str = "", line: str = ""
) -> Parts:
    """Cut a paper between lines, never inside a table, where its text and what was read of it grow long.

    `read` holds the line of each item. `line`, or else `number`, says which part is shown.
    """
    items = Counter(read)
    cuts, size = [lines[0][0] if lines else 1], 0
    was_row = False
    for place, text, _page in lines:
        is_row = "\t" in text
        if size >= CHARACTERS and not (is_row and was_row):
            cuts.append(place)
            size = 0
        size += len(text) + AN_ITEM * items[place]
        was_row = is_row
    last = lines[-1][0] if lines else 1
    ends = [cut - 1 for cut in cuts[1:]] + [last]
    every = tuple(Part(n, cut, end) for n, (cut, end) in enumerate(zip(cuts, ends, strict=True), start=1))
    found = Parts(every, every[0])
    if line.isdecimal() and len(line) < 9:
        return Parts(every, found.of(int(line)))
    wanted = int(number) if number.isdecimal() and len(number) < 9 else 1
    return Parts(every, every[min(max(wanted, 1), len(every)) - 1])
