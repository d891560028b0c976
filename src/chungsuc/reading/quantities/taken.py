"""Chỗ đã đọc: which items other readers have made of a stretch of the text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable

from chungsuc.core.statements import Item, Span


class Taken:
    """Items by where they stand, so that no figure is read twice."""

    def __init__(self, items: Iterable[Item]) -> None:
        by_line: dict[int, list[tuple[int, int, Item]]] = defaultdict(list)
        for item in items:
            for span in item.source.spans:
                by_line[span.line].append((span.start, span.end, item))
        self._lines = {line: sorted(found, key=lambda each: each[:2]) for line, found in by_line.items()}
        self._starts = {line: [start for start, _, _ in found] for line, found in self._lines.items()}
        self._longest = {line: max(end - start for start, end, _ in found) for line, found in by_line.items()}

    def at(self, spans: tuple[Span, ...]) -> list[Item]:
        """The items that the first of these spans begins in."""
        if not spans or spans[0].line not in self._lines:
            return []
        line, place = spans[0].line, spans[0].start
        starts = self._starts[line]
        near = slice(bisect_left(starts, place - self._longest[line]), bisect_right(starts, place))
        return [item for _, end, item in self._lines[line][near] if place < end]
