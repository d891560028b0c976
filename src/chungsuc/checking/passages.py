"""Đoạn văn: the text as sentences run, for checks that look for a turn of phrase.

A margin or a page breaks a sentence in two lines. They are one passage where the reader joined them,
over the number of a page too; and where the first ends without a stop and the next one goes on in the
middle of a sentence. A row of a table is never joined.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

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


def passages_of(lines: Iterable[Line], paragraphs: Iterable[Sequence[int]] = ()) -> tuple[Passage, ...]:
    """`paragraphs`: the numbers of the lines of each paragraph that the reader put together."""
    shown = {line.number: text for line in lines if (text := nfc(line.text).strip())}
    joined = {numbers[0]: [n for n in numbers if n in shown] for numbers in paragraphs}
    behind = {number for numbers in joined.values() for number in numbers[1:]}
    found: list[Passage] = []
    open_lines: list[int] = []
    length = 0
    for number, text in shown.items():
        if number in behind:
            continue
        if open_lines and not (
            number == open_lines[-1] + 1 and length < _LONGEST and _goes_on(shown[open_lines[-1]], text)
        ):
            found.append(_passage(open_lines, shown))
            open_lines, length = [], 0
        more = joined.get(number) or [number]
        open_lines += more
        length += sum(len(shown[each]) + 1 for each in more)
    if open_lines:
        found.append(_passage(open_lines, shown))
    return tuple(found)


def _passage(numbers: Sequence[int], shown: Mapping[int, str]) -> Passage:
    texts = [shown[number] for number in numbers]
    starts = accumulate((len(text) + 1 for text in texts[:-1]), initial=0)
    return Passage(" ".join(texts), tuple(numbers), tuple(starts))


def _goes_on(before: str, after: str) -> bool:
    if before.endswith(_STOPS) or "\t" in before or "\t" in after:
        return False
    begins = after[0].islower() or after[0] in "(,;" or (after[0].isdigit() and before[-1].isalnum())
    return begins and not _MARKER.match(after)
