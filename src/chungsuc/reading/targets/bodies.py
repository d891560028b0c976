"""Cơ quan chủ trì: the body that a text makes answerable for a target."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_BODY_WORDS = (
    r"Ủy ban|Uỷ ban|UBND|UBMTTQ|UB MTTQ|Sở|Phòng(?! chống)|Ban(?! hành)|Văn phòng|VP|Chi cục|Cục|Trung tâm|"
    r"Hội(?! nhập)|Đoàn|Liên đoàn|Công an|Mặt trận|BCĐ|Ngân hàng|Bảo hiểm xã hội|Trạm|Đài|Hạt|Kho bạc|"
    r"Đảng ủy|Bộ Chỉ huy|Điện lực|Công ty"
)
_LEADS = r"chủ trì|phụ trách|chịu trách nhiệm|đầu mối"
_NAME = rf"(?P<body>(?:{_BODY_WORDS})\b[^.;:()]{{0,90}}?)"
_END = r"(?=\s*(?:[.;()]|$|,?\s+phối hợp\b|,?\s+theo dõi\b|,?\s+hướng dẫn\b|,?\s+tham mưu\b))"
_BRACKET = re.compile(
    rf"\(\s*(?:(?:(?:[Cc]ơ quan|[Đđ]ơn vị)\s+)?(?:[Cc]hủ trì|phụ trách|chịu trách nhiệm)(?:\s+thực hiện)?"
    rf"\s*:?\s*{_NAME}{_END}|(?:[Gg]iao\s+|[Dd]o\s+)?{_NAME.replace('body', 'other')}\s+(?:{_LEADS})\b)"
    rf"[^()]{{0,160}}\)"
)
_LABEL = re.compile(
    rf"(?:(?:[Cc]ơ quan|[Đđ]ơn vị)\s+(?:chủ trì|chịu trách nhiệm|phụ trách|thực hiện|đầu mối)|[Cc]hủ trì)"
    rf"(?:\s+(?:chính|thực hiện|tham mưu|theo dõi)){{0,2}}\s*:\s*{_NAME}{_END}"
)
_GIVEN = re.compile(
    rf"(?:^\W*(?:[0-9]+[.)]\s*)?(?:[Gg]iao\s+)?|[.;]\s+Giao\s+|\bgiao\s+){_NAME}\s*,?\s+(?:{_LEADS})\b"
)


class Answerable(NamedTuple):
    """A body, and the stretch of the paragraph that it answers for."""

    body: str
    start: int
    end: int


def bodies_in(text: str) -> tuple[Answerable, ...]:
    """A body in brackets answers for what stands right before it, any other for the whole paragraph."""
    if found := tuple(_bracketed(text)):
        return found
    match = _LABEL.search(text) or _GIVEN.search(text)
    return (Answerable(_trim(match["body"]), 0, len(text)),) if match else ()


def label_of(text: str, start: int) -> str | None:
    """The body of a paragraph that says nothing else: "Cơ quan chủ trì: Phòng …"."""
    match = _LABEL.match(text, start)
    return _trim(match["body"]) if match else None


def _bracketed(text: str) -> Iterator[Answerable]:
    start = 0
    for match in _BRACKET.finditer(text):
        yield Answerable(_trim(match["body"] or match["other"]), start, match.start())
        start = match.end()


def _trim(words: str) -> str:
    return " ".join(words.split()).strip(" ,-–")
