"""Words to printed lines, and lines that stand side by side to the columns they form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from chungsuc.documents.legacy import TCVN3, TCVN3_CAPITALS, coding_of, decode
from chungsuc.documents.pdf.page import Word
from chungsuc.documents.symbols import plain_symbols

_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SHAPES = str.maketrans(
    {"\xad": "-", "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st"}
)
# PDF draws a hyphen for the code that is "ư" in TCVN3, and so that letter comes as a hyphen.
_HYPHEN_FOR_U = re.compile(r"(?<=[a-z®])-(?![A-Z0-9-])|(?<![^\s(])-(?=[a-z\x80-\xff])")
_SAME_LINE = 0.32  # of the size of the letters: how far apart two baselines of one line may be
_SPACE = 0.15  # of the size: a gap that shows
_COLUMN = 2.2  # of the size: a gap that parts columns; three spaces show it
_SMALL = 0.82  # a raised mark is this much smaller than its line
_RAISED = 0.12  # of the size: how far its baseline stands above that of its line


@dataclass(slots=True)
class Row:
    """Một dòng in: words from left to right."""

    words: list[Word]
    base: float
    top: float
    bottom: float
    size: float  # of the largest letters: those that most of it is written in

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def x1(self) -> float:
        return max(word.x1 for word in self.words)

    @property
    def first_width(self) -> float:
        """How wide its first word is, whatever pieces it is drawn in."""
        first, size = self.words[0], self.size
        end = first.x1
        for word in self.words[1:]:
            if word.spaced or word.x0 - end > _SPACE * size:
                break
            end = max(end, word.x1)
        return end - first.x0

    @property
    def text(self) -> str:
        return text_of(self.words)

    def part(self, words: list[Word]) -> Row:
        top, bottom = min(word.top for word in words), max(word.bottom for word in words)
        return Row(words, self.base, top, bottom, max(word.size for word in words))


def rows_of(words: Iterable[Word]) -> list[Row]:
    """The lines of words that read in one direction, from the top down."""
    rows: list[Row] = []
    for word in sorted(words, key=lambda word: (word.base, word.x0)):
        row = rows[-1] if rows else None
        if row is not None and word.base - row.base <= _SAME_LINE * min(word.size, row.bottom - row.top):
            row.words.append(word)
            row.top, row.bottom = min(row.top, word.top), max(row.bottom, word.bottom)
            row.size = max(row.size, word.size)
        else:
            rows.append(Row([word], word.base, word.top, word.bottom, word.size))
    merged: list[Row] = []
    for row in rows:
        before = merged[-1] if merged else None
        if before is not None and (_marks(before, row) or _marks(row, before)):
            merged[-1] = Row(
                before.words + row.words,
                max(before, row, key=lambda each: each.size).base,
                min(before.top, row.top),
                max(before.bottom, row.bottom),
                max(before.size, row.size),
            )
        else:
            merged.append(row)
    for row in merged:
        row.words.sort(key=lambda word: word.x0)
    return merged


def _marks(small: Row, line: Row) -> bool:
    """Raised or lowered signs (a footnote's mark, m²) that belong to the line they overlap."""
    if small.size > line.size * _SMALL:
        return False
    overlap = min(small.bottom, line.bottom) - max(small.top, line.top)
    if overlap < 0.6 * small.size:
        return False
    reach = line.size
    return all(
        any(word.x0 - reach <= each.x1 and each.x0 <= word.x1 + reach for word in line.words)
        for each in small.words
    )


def text_of(words: Sequence[Word]) -> str:
    """Words of one line as text: gaps become spaces, raised figures become footnote marks."""
    size = max((word.size for word in words), default=0.0)
    base = max((word.base for word in words if word.size >= size * _SMALL), default=0.0)
    parts: list[tuple[str, str | None]] = []
    before: Word | None = None
    for word in words:
        text = word.text
        raised = word.size < size * _SMALL and base - word.base > size * _RAISED
        if raised and text.isascii() and text.isdecimal():
            text = text.translate(_SUPERSCRIPT)
        gap = before is not None and (word.spaced or word.x0 - before.x1 > _SPACE * size)
        wide = before is not None and word.x0 - before.x1 > _COLUMN * size
        parts.append((f"   {text}" if wide else f" {text}" if gap else text, word.font))
        before = word
    return plain_symbols(_decoded(parts)).translate(_SHAPES)


def _decoded(parts: Iterable[tuple[str, str | None]]) -> str:
    """The letters of stretches of text, by the font that each is drawn in."""
    stretches = groupby(parts, key=lambda part: part[1])
    return "".join(_meant("".join(text for text, _ in stretch), font) for font, stretch in stretches)


def _meant(text: str, font: str | None) -> str:
    """The letters that a font draws for these codes."""
    coding = coding_of(font)
    if coding in (TCVN3, TCVN3_CAPITALS):
        text = _HYPHEN_FOR_U.sub("\xad", text)
    return decode(text, coding)
