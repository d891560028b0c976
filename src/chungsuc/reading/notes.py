"""Chú thích: footnotes, the places and counts that they list, and the statements they belong to."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from chungsuc.core.statements import Certainty, Note, Statement, UnitLevel, UnitMention
from chungsuc.reading.bare_notes import BARE_NOTE
from chungsuc.reading.places import NAME, Places
from chungsuc.reading.seams import FOOTNOTE_MARK, Block, Role

_COUNTED = re.compile(
    rf"(?:xã\s+)?(?P<name>{NAME})(?:\s*[:(]\s*|\s+)(?P<count>[0-9]{{1,3}})\s*(?:thôn|bản|ấp|xóm|hộ|tiêu chí|"
    rf"công trình|km)"
)
_TOTAL = re.compile(r"\btổng\s+(?:số|cộng)\b[^.;:()]*?(?:\blà\b|:)\s*(?P<total>[0-9]{1,6})\b", re.IGNORECASE)
_MARK = re.compile(r"[¹²³⁴⁵⁶⁷⁸⁹⁰]+|\[[0-9]{1,2}\]")
_SENTENCE_END = re.compile(r"[.;](?=\s)")


def read_notes(blocks: Sequence[Block], places: Places, statements: Sequence[Statement]) -> tuple[Note, ...]:
    notes: list[Note] = []
    carriers = _Carriers(statements, blocks)
    for block in blocks:
        if block.role is not Role.FOOTNOTE:
            continue
        found = FOOTNOTE_MARK.match(block.text) or BARE_NOTE.match(block.text)
        mark = next((each for each in found.groups() if each), "") if found else ""
        text = block.text[found.end() if found else 0 :].strip()
        total = _TOTAL.search(text)
        shown = f"[{mark}]" if block.text.lstrip().startswith("[") else mark
        notes.append(
            Note(
                id=f"n{len(notes) + 1}",
                source=block.flow.source(),
                certainty=Certainty.CERTAIN if mark else Certainty.LIKELY,
                mark=mark,
                text=text,
                units=_counted(text, places),
                total=Decimal(total["total"]) if total else None,
                joined_to=carriers.of(shown) if mark else (),
            )
        )
    return tuple(notes)


class _Carriers:
    """Where every mark stands in the text, looked for once however many notes there are."""

    def __init__(self, statements: Sequence[Statement], blocks: Sequence[Block]) -> None:
        self._within: dict[str, list[str]] = defaultdict(list)  # statements with the mark in their words
        self._ends: dict[int, list[tuple[int, str]]] = defaultdict(list)  # of the statements, line by line
        for each in statements:
            for shown in dict.fromkeys(_MARK.findall(each.source.text)):
                self._within[shown].append(each.id)
            for span in each.source.spans:
                self._ends[span.line].append((span.end, each.id))
        for ends in self._ends.values():
            ends.sort()
        self._places: dict[str, list[tuple[Block, int]]] = defaultdict(list)  # the first in each block
        for block in blocks:
            if block.role is Role.TEXT:
                firsts: dict[str, int] = {}
                for found in _MARK.finditer(block.text):
                    firsts.setdefault(found[0], found.start())
                for shown, place in firsts.items():
                    self._places[shown].append((block, place))

    def of(self, shown: str) -> tuple[str, ...]:
        """The statements with the mark in their words; else the last before it in the same sentence."""
        if shown in self._within:
            return tuple(self._within[shown])
        for block, place in self._places.get(shown, ()):
            at = bisect_right(block.flow.pieces, place, key=lambda piece: piece.start) - 1
            piece = block.flow.pieces[at]
            column = piece.column + place - piece.start
            ends = self._ends.get(piece.line.number, [])
            before = bisect_right(ends, column, key=lambda each: each[0]) - 1
            if before >= 0:
                end, statement = ends[before]
                if not _SENTENCE_END.search(piece.line.text, end, column):
                    return (statement,)
        return ()


def _counted(text: str, places: Places) -> tuple[UnitMention, ...]:
    return tuple(
        places.mention(found["name"].strip(), UnitLevel.COMMUNE, count=Decimal(found["count"]))
        for found in _COUNTED.finditer(text)
    )
