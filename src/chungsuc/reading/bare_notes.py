"""Chú thích không nâng số: footnotes whose marks lost their raised digits, "nông thôn mới1" … "1 Theo …".

A line is such a note only where its number stands glued to a word somewhere above it, once.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from chungsuc.documents.model import DocLine
from chungsuc.reading.letters import CAPITAL, SMALL

BARE_NOTE = re.compile(rf"\s*(?P<bare>[0-9]{{1,2}})\s+(?=[{CAPITAL}])")
_GLUED = re.compile(
    rf"(?<=[{SMALL}][{SMALL}])(?<!km)(?<!cm)(?<!dm)(?<!mm)(?P<mark>[1-9][0-9]?)(?=[\s.,;:)]|$)"
)
_FAR = 80  # lines: a page, with room


@dataclass(frozen=True, slots=True)
class BareNotes:
    """Chú thích và chỗ đánh số của chúng."""

    notes: frozenset[int]  # numbers of the lines that are notes
    marks: dict[int, list[tuple[int, int]]]  # columns of the marks, by line

    @classmethod
    def of(cls, lines: Sequence[DocLine]) -> BareNotes:
        notes: set[int] = set()
        marks: dict[int, list[tuple[int, int]]] = defaultdict(list)
        waiting: dict[str, tuple[int, int, tuple[int, int]]] = {}  # mark → place, line, columns
        for place, line in enumerate(lines):
            if line.cells is not None or "\t" in line.text:
                continue
            if found := BARE_NOTE.match(line.text):
                above, number, columns = waiting.pop(found["bare"], (-_FAR, 0, (0, 0)))
                if place - above < _FAR:
                    notes.add(line.number)
                    marks[number].append(columns)
            for mark in _GLUED.finditer(line.text):
                waiting[mark["mark"]] = (place, line.number, mark.span("mark"))
        return cls(frozenset(notes), dict(marks))
