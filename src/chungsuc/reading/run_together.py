"""Văn bản dồn thành một dòng: a document whose line ends were lost.

Where one line holds the motto, the number, the kind and the bases, it is parted again before each of
the things that begin a line in every document: the kind, the bases, the line that enacts, the articles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from chungsuc.reading.flow import plain
from chungsuc.reading.kinds import kind_in_capitals
from chungsuc.reading.masthead import NUMBER, is_motto
from chungsuc.reading.numbering import read_marker
from chungsuc.reading.seams import Block, Role

_LONG = 300  # characters: longer than any line of a head
_SEARCHED = 60  # blocks in which a head can stand
_HEAD = 600  # characters in which the kind stands
_STARTS = re.compile(
    r"(?<=\s)(?:Căn cứ|Xét (?:đề nghị|Tờ trình)|Theo đề nghị|QUYẾT ĐỊNH:|QUYẾT NGHỊ:|Điều [0-9]{1,3}\.\s|"
    r"Chương [IVX]{1,5}\b|(?<=[.:]\s)[IVX]{1,4}\.\s|Nơi nhận:)"
)


def parted(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks; a paragraph that holds a head and its body is parted into lines again."""
    for index, block in enumerate(blocks[:_SEARCHED]):
        if block.role is Role.TEXT and len(block.text) > _LONG and is_motto(plain(block.text[:_HEAD])):
            kind_at = _kind_at(block.text)
            if kind_at is not None:
                return (*blocks[:index], *_lines(block, *kind_at), *blocks[index + 1 :])
    return tuple(blocks)


def _kind_at(text: str) -> tuple[int, int] | None:
    """Where the kind stands, behind the number: "… Số: 5/QĐ-UBND … QUYẾT ĐỊNH …"."""
    number = NUMBER.search(text, 0, _HEAD)
    return kind_in_capitals(text, number.end(), number.end() + _HEAD) if number else None


def _lines(block: Block, kind: int, title: int) -> Iterator[Block]:
    ends = [0, kind, title, *(found.start() for found in _STARTS.finditer(block.text, title))]
    for start, end in zip(ends, [*ends[1:], len(block.text)], strict=True):
        if block.text[start:end].strip():
            flow = block.flow.part(start, end)
            yield Block(Role.TEXT, flow, read_marker(flow.text))
