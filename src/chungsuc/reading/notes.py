"""Chú thích: footnotes, the places and counts that they list, and the statements they belong to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from chungsuc.core.statements import Certainty, Note, Statement, UnitLevel, UnitMention
from chungsuc.reading.places import NAME, Places
from chungsuc.reading.seams import FOOTNOTE_MARK, Block, Role

_COUNTED = re.compile(
    rf"(?:xã\s+)?(?P<name>{NAME})(?:\s*[:(]\s*|\s+)(?P<count>[0-9]{{1,3}})\s*(?:thôn|bản|ấp|xóm|hộ|tiêu chí|"
    rf"công trình|km)"
)
_TOTAL = re.compile(r"\btổng\s+(?:số|cộng)\b[^.;:()]*?(?:\blà\b|:)\s*(?P<total>[0-9]{1,6})\b", re.IGNORECASE)

_SENTENCE_END = re.compile(r"[.;](?=\s)")


def read_notes(blocks: Sequence[Block], places: Places, statements: Sequence[Statement]) -> tuple[Note, ...]:
    notes: list[Note] = []
    carried: dict[str, tuple[str, ...]] = {}  # a mark is looked for once, however many notes bear it
    for block in blocks:
        if block.role is not Role.FOOTNOTE:
            continue
        found = FOOTNOTE_MARK.match(block.text)
        mark = (found["sup"] or found["square"]) if found else ""
        text = block.text[found.end() if found else 0 :].strip()
        total = _TOTAL.search(text)
        shown = mark if found and found["sup"] else f"[{mark}]"
        if mark and shown not in carried:
            carried[shown] = _carrying(shown, statements, blocks)
        notes.append(
            Note(
                id=f"n{len(notes) + 1}",
                source=block.flow.source(),
                certainty=Certainty.CERTAIN if mark else Certainty.LIKELY,
                mark=mark,
                text=text,
                units=_counted(text, places),
                total=Decimal(total["total"]) if total else None,
                joined_to=carried.get(shown, ()),
            )
        )
    return tuple(notes)


def _carrying(shown: str, statements: Sequence[Statement], blocks: Sequence[Block]) -> tuple[str, ...]:
    """The statements with the mark in their words; else the last before it in the same sentence."""
    found = tuple(each.id for each in statements if shown in each.source.text)
    if found:
        return found
    for block in blocks:
        if block.role is not Role.TEXT or (place := block.text.find(shown)) < 0:
            continue
        line, column = next(
            (piece.line, piece.column + place - piece.start)
            for piece in reversed(block.flow.pieces)
            if piece.start <= place
        )
        ends = [
            (span.end, each.id)
            for each in statements
            for span in each.source.spans
            if span.line == line.number and span.end <= column
        ]
        if ends and not _SENTENCE_END.search(line.text[max(ends)[0] : column]):
            return (max(ends)[1],)
    return ()


def _counted(text: str, places: Places) -> tuple[UnitMention, ...]:
    return tuple(
        places.mention(found["name"].strip(), UnitLevel.COMMUNE, count=Decimal(found["count"]))
        for found in _COUNTED.finditer(text)
    )
