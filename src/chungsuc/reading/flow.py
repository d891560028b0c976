"""Running text that remembers where each character came from.

A paragraph of a scanned plan is cut by page breaks, footnotes and emphasis marks. `Flow` is the
paragraph as one string, healed; `source` leads any stretch of it back to the lines as they stand.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from chungsuc.core.statements import Line, Source, Span
from chungsuc.core.vietnamese.text import fold

_ENDS_WITHIN = re.compile(r"\s$|\w[-/]$")  # "2021-" at the end of a line goes on without a space


@lru_cache(maxsize=8192)
def _plain_char(char: str) -> str:
    folded = fold(char)
    return folded if len(folded) == 1 else char


def plain(text: str) -> str:
    """`fold` that keeps the length, so that a place in it is the same place in the text."""
    return "".join(map(_plain_char, text))


@dataclass(frozen=True, slots=True)
class Piece:
    """`length` characters of the flow from `start` on are those of `line` from `column` on."""

    start: int
    line: Line
    column: int
    length: int


@dataclass(frozen=True, slots=True)
class Flow:
    """Đoạn văn liền mạch."""

    text: str
    pieces: tuple[Piece, ...]

    @property
    def first_line(self) -> Line:
        return self.pieces[0].line

    @property
    def last_line(self) -> Line:
        return self.pieces[-1].line

    def line_stretches(self) -> list[tuple[int, int]]:
        """Where each line of the document begins and ends in the flow."""
        starts = [
            piece.start
            for place, piece in enumerate(self.pieces)
            if place == 0 or piece.line is not self.pieces[place - 1].line
        ]
        return list(zip(starts, [*starts[1:], len(self.text)], strict=True))

    def part(self, start: int, end: int) -> Flow:
        """A stretch of the flow, as a flow of its own."""
        first = max(0, bisect_right(self.pieces, start, key=lambda piece: piece.start) - 1)
        pieces = []
        for place in range(first, len(self.pieces)):
            piece = self.pieces[place]
            if piece.start >= end:
                break
            left, right = max(start, piece.start), min(end, piece.start + piece.length)
            if left < right:
                pieces.append(
                    Piece(left - start, piece.line, piece.column + left - piece.start, right - left)
                )
        return Flow(self.text[start:end], tuple(pieces))

    def spans(self, start: int = 0, end: int | None = None) -> tuple[Span, ...]:
        """The columns that `text[start:end]` was read from: one span a line, marks between included."""
        stop = len(self.text) if end is None else end
        found: dict[int, tuple[int, int]] = {}
        first = max(0, bisect_right(self.pieces, start, key=lambda piece: piece.start) - 1)
        for piece in self.pieces[first:]:
            if piece.start >= stop:
                break
            left = max(start, piece.start)
            right = min(stop, piece.start + piece.length)
            if left >= right:
                continue
            columns = (piece.column + left - piece.start, piece.column + right - piece.start)
            known = found.get(piece.line.number, columns)
            found[piece.line.number] = (min(known[0], columns[0]), max(known[1], columns[1]))
        return tuple(Span(line, *columns) for line, columns in found.items())

    def source(self, start: int = 0, end: int | None = None) -> Source:
        """Where `text[start:end]` stands, in the words of the document itself."""
        stop = len(self.text) if end is None else end
        while start < stop and self.text[start].isspace():
            start += 1
        while stop > start and self.text[stop - 1].isspace():
            stop -= 1
        spans = self.spans(start, stop)
        lines = {piece.line.number: piece.line for piece in self.pieces}
        if not spans:
            return Source(self.first_line.number, "", self.first_line.page)
        words = " ".join(lines[span.line].text[span.start : span.end] for span in spans)
        first = lines[spans[0].line]
        return Source(first.number, words, first.page, spans)


def flow_of(line: Line, start: int = 0, end: int | None = None) -> Flow:
    """A flow of one line, or of a part of it, as it stands."""
    stop = len(line.text) if end is None else end
    return Flow(line.text[start:stop], (Piece(0, line, start, stop - start),))


def join(parts: Iterable[tuple[Line, Sequence[tuple[int, int]]]]) -> Flow:
    """One flow of kept stretches (columns from, to) of several lines; a seam becomes one space."""
    text: list[str] = []
    pieces: list[Piece] = []
    length = 0
    for line, stretches in parts:
        if length and text and not _ENDS_WITHIN.search(text[-1]):
            text.append(" ")
            length += 1
        for start, end in stretches:
            if end <= start:
                continue
            text.append(line.text[start:end])
            pieces.append(Piece(length, line, start, end - start))
            length += end - start
    return Flow("".join(text), tuple(pieces))
