"""Đoạn văn: the text as sentences run, for checks that look for a turn of phrase.

A margin or a page breaks a sentence in two lines. Two lines are one passage where the first ends
without a stop and the second goes on in the middle of a sentence; a row of a table is never joined.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from chungsuc.core.statements import Line, Quote
from chungsuc.core.vietnamese.text import fold, nfc

_STOPS = tuple(".;:!?…/|")
_MARKER = re.compile(r"\s*(?:\d{1,2}(?:\.\d{1,2})*\s*[.)/]|[a-zđ]\s*[.)]|[-+*•–—]|\([ivx\d]{1,4}\))\s*(?=\D)")
_LONGEST = 20_000  # characters of a passage: a text without any stop is not one sentence
_AROUND = 60


@dataclass(frozen=True)
class Passage:
    """Some lines as one text. `starts` says at which column of the text each line begins."""

    text: str
    numbers: tuple[int, ...]
    starts: tuple[int, ...]

    @cached_property
    def folded(self) -> str:
        """The text without tones and capitals; column by column the same as `text`."""
        found = fold(self.text)
        return found if len(found) == len(self.text) else self.text.casefold()

    def line_at(self, column: int) -> int:
        return self.numbers[bisect_right(self.starts, column) - 1]

    def quote(self, start: int, end: int) -> Quote:
        """The words between two columns, with a little of what stands around them."""
        first, last = max(0, start - _AROUND), min(len(self.text), end + _AROUND)
        while first and self.text[first - 1].isalnum():
            first -= 1
        while last < len(self.text) and self.text[last].isalnum():
            last += 1
        words = " ".join(self.text[first:last].split())
        shown = f"{'…' if first else ''}{words}{'…' if last < len(self.text) else ''}"
        return Quote("", self.line_at(start), shown)


def passages_of(lines: Iterable[Line]) -> tuple[Passage, ...]:
    found: list[Passage] = []
    texts: list[str] = []
    numbers: list[int] = []
    starts: list[int] = []

    def close() -> None:
        if texts:
            found.append(Passage(" ".join(texts), tuple(numbers), tuple(starts)))
            texts.clear()
            numbers.clear()
            starts.clear()

    for line in lines:
        text = nfc(line.text).strip()
        if not text:
            close()
            continue
        if texts and not (_goes_on(texts[-1], text) and starts[-1] < _LONGEST):
            close()
        starts.append(starts[-1] + len(texts[-1]) + 1 if texts else 0)
        texts.append(text)
        numbers.append(line.number)
    close()
    return tuple(found)


def _goes_on(before: str, after: str) -> bool:
    if before.endswith(_STOPS) or "\t" in before or "\t" in after:
        return False
    begins = after[0].islower() or after[0] in "(,;" or (after[0].isdigit() and before[-1].isalnum())
    return begins and not _MARKER.match(after)
