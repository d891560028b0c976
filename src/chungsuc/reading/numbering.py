"""Đánh số đề mục: I, 1, 1.1, a), -, +, Điều, Chương, Phụ lục."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum

from chungsuc.reading.letters import CAPITAL


class Rank(IntEnum):
    """How deep a kind of numbering stands, from the outside in."""

    ANNEX = 0
    CHAPTER = 1
    ARTICLE = 2
    CAPITAL = 3
    ROMAN = 4
    NUMBER = 5
    DOTTED = 6
    LETTER = 7
    DASH = 8
    PLUS = 9
    SMALL = 10


@dataclass(frozen=True, slots=True)
class Marker:
    """The numbering that a paragraph begins with. `end` is where its own words begin."""

    number: str
    rank: Rank
    end: int
    indent: int = 0

    @property
    def is_bullet(self) -> bool:
        return self.rank in (Rank.DASH, Rank.PLUS, Rank.SMALL)

    @property
    def level(self) -> int:
        """Depth to compare two markers by: "1.1.1" is deeper than "1.1"."""
        deeper = self.number.count(".") - 1 if self.rank is Rank.DOTTED else 0
        if self.rank is Rank.LETTER and self.number[-1].isdecimal():
            deeper = 1  # "a.1)" under "a)", "Bước 1" under it too
        return self.rank * 10 + deeper


_FORMS: tuple[tuple[Rank, re.Pattern[str]], ...] = (
    (
        Rank.ANNEX,
        re.compile(
            r"(?P<n>(?:Phụ lục|PHỤ LỤC|Biểu|BIỂU|Mẫu|MẪU)(?:\s+(?:số|SỐ))?\s+(?:[IVX]+|"
            r"[0-9]+(?:\.[0-9]+)*))\b[.:]?\s*"
            rf"(?=$|[{CAPITAL}])"
        ),
    ),
    (Rank.ANNEX, re.compile(r"(?P<n>PHỤ LỤC|Phụ lục)\s*$")),
    (
        Rank.CHAPTER,
        re.compile(
            r"(?P<n>(?:Chương|CHƯƠNG|Phần|PHẦN|Mục|MỤC)\s+(?:[IVX]+|[0-9]+|thứ \w+|THỨ \w+))\b[.:]?\s*"
        ),
    ),
    (Rank.ARTICLE, re.compile(r"(?P<n>Điều\s+[0-9]+[a-zđ]?)\s*[.:]\s*")),
    (Rank.ROMAN, re.compile(r"(?!V/v\b)(?P<n>[IVX]{1,5})\s*[.\-–/)]\s*(?=[^\W\d_])")),
    (Rank.DOTTED, re.compile(r"(?P<n>[0-9]{1,2}(?:\.[0-9]{1,2}){1,4})\s*[.)]?\s+(?=[^\W\d_“\"‘(])")),
    (Rank.DOTTED, re.compile(r"(?P<n>[0-9]{1,2}(?:\.[0-9]{1,2}){1,4})\.(?=[^\W\d_“\"‘(])")),
    (Rank.NUMBER, re.compile(r"(?P<n>[0-9]{1,2})(?!/[A-ZĐ]+[-–])\s*[.)/\-–]\s*(?=[^\W\d_“\"‘(])")),
    (Rank.CAPITAL, re.compile(r"(?P<n>[A-HĐ])\s*[.)]\s*(?=[^\W\d_“\"‘(0-9])")),
    (Rank.LETTER, re.compile(r"(?P<n>[a-zđ])\s*[.)]\s*(?=[^\W\d_“\"‘(0-9])")),
    (Rank.LETTER, re.compile(r"(?P<n>[a-zđ]\.?[0-9]{1,2})\s*[.)]\s*(?=[^\W\d_“\"‘(])")),
    (Rank.LETTER, re.compile(r"(?P<n>(?:Bước|BƯỚC)\s+[0-9]{1,2})\s*[.:]\s*")),
    (Rank.SMALL, re.compile(r"\((?P<n>[ivx]{1,4}|[0-9]{1,2}|[a-zđ])\)\s*")),
    (Rank.SMALL, re.compile(r"(?P<n>[①-⑳])\s*")),
    (Rank.PLUS, re.compile(r"(?:[-–]\s+)?(?P<n>\+)\s*(?=\S)")),
    (Rank.DASH, re.compile(r"(?P<n>[-–—•●▪*])\s*(?=[^\s\-–—])")),
)


def read_marker(text: str) -> Marker | None:
    """The marker at the beginning of a paragraph, if it has one."""
    body = text.lstrip()
    indent = len(text) - len(body)
    for rank, form in _FORMS:
        if found := form.match(body):
            return Marker(found["n"], rank, indent + found.end(), indent)
    return None
