"""Biểu, phụ lục: annexes that the text announces, and whether the document has them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from chungsuc.core.statements import AnnexMention, Certainty, Table
from chungsuc.core.vietnamese.text import fold
from chungsuc.reading.numbering import Rank
from chungsuc.reading.seams import Block, Role

_ID = r"(?:[0-9]{1,2}(?:\.[0-9]{1,2})*[a-z]?|[IVX]{1,5})(?![\w/])"
_NUMBERED = re.compile(
    rf"\b(?P<kind>biểu mẫu|biểu|phụ lục|phụ biểu)\s+(?:(?:số|chi tiết|"
    rf"mẫu)\s+)*(?P<ids>{_ID}(?:\s*(?:[,;]|và)\s*(?:(?:biểu|phụ lục)\s+)?(?:số\s+)?{_ID})*)",
    re.IGNORECASE,
)
_UNNUMBERED = re.compile(
    r"\b(?P<name>(?:biểu|phụ lục|danh mục|bảng)(?:\s+(?:chi tiết|tổng hợp|số "
    r"liệu))?)\s+(?:đính\s+)?kèm(?:\s+theo)?",
    re.IGNORECASE,
)
_ANNOUNCED = re.compile(
    r"kèm|chi tiết tại|chi tiết theo|theo (?:biểu|phụ lục)|\btại (?:biểu|phụ lục)|xem (?:biểu|phụ lục)|"
    r"có (?:biểu|phụ lục)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^.;()]*\([^()]*\)|(?:[^.;()]|\.(?=[0-9])|;(?=\s*[0-9]))+")


def read_annexes(blocks: Sequence[Block], tables: Sequence[Table], *, last: int) -> tuple[AnnexMention, ...]:
    headings = {
        _key(block.text) for block in blocks if block.marker is not None and block.marker.rank is Rank.ANNEX
    }
    behind = blocks[last].flow.first_line.number if last < len(blocks) else None
    has_annex = any(behind is not None and table.source.line > behind for table in tables) or bool(headings)
    found: dict[str, AnnexMention] = {}
    for block in blocks[:last]:
        if block.role is not Role.TEXT:
            continue
        for name, start, end in _named(block.text):
            follows = any(table.source.line > block.flow.last_line.number for table in tables)
            present = (
                any(heading.startswith(_key(name)) for heading in headings)
                if name[-1:].isalnum() and _has_id(name)
                else has_annex or follows
            )
            if name not in found:
                found[name] = AnnexMention(
                    id=f"a{len(found) + 1}",
                    source=block.flow.source(start, end),
                    certainty=Certainty.CERTAIN,
                    name=name,
                    present=present,
                )
    return tuple(found.values())


def _named(text: str) -> Iterator[tuple[str, int, int]]:
    for match in _NUMBERED.finditer(text):
        around = text[max(0, match.start() - 40) : match.end() + 40]
        if not _ANNOUNCED.search(around):
            continue
        kind = (
            match["kind"].split()[0].capitalize()
            if match["kind"].casefold().startswith("biểu")
            else match["kind"].capitalize()
        )
        for number in re.findall(_ID, match["ids"]):
            yield f"{kind} {number}", match.start(), match.end()
    for match in _UNNUMBERED.finditer(text):
        yield " ".join(match["name"].casefold().split()), match.start(), match.end()


def _has_id(name: str) -> bool:
    return re.search(rf"\s{_ID}$", name) is not None


def _key(text: str) -> str:
    words = fold(" ".join(text.split()[:3])).replace(" so ", " ").strip(" .:")
    return re.sub(r"\b0+(?=[0-9])", "", words)
