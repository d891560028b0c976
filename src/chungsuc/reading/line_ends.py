"""Ngắt dòng: does a printed line go on with the paragraph before it, or did the writer end that one?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import dropwhile, pairwise

from chungsuc.documents.model import DocLine
from chungsuc.reading.flow import plain
from chungsuc.reading.kinds import is_kind_line
from chungsuc.reading.letters import CAPITAL, SMALL
from chungsuc.reading.numbering import Marker, read_marker

_CLOSED = (".", ";", ":", "!", "?", "…", "/", "”", '"')
_OPEN_WORDS = frozenset(
    "và của các những với cho trong về theo tại từ đến hoặc là được để do bằng trên dưới như bởi số một "
    "này đó mỗi tới không bị vào nhằm".split()
)
_BEFORE_FIGURE = _OPEN_WORDS | frozenset(
    "có đạt năm lên thêm còn xuống khoảng nhất thiểu đa quá tăng giảm đủ ngày tháng ở hết chiếm trì đấu "
    "chuẩn".split()
)
_YEAR_FIRST = re.compile(r"(?:19|20)[0-9]{2}\b(?![./-])")
_FIGURE_FIRST = re.compile(r"[0-9][0-9.,/]*%?\s+[^\W\d_]|NTM\b")
_IN_WORDS = re.compile(r"\(\s*(?:viết\s+)?bằng\s+chữ\b", re.IGNORECASE)  # of the amount before it
_BASIS = re.compile(r"\s*(?:can cu|xet|thuc hien|theo de nghi|tren co so|trien khai)\b")
HEAD_LINE = re.compile(
    r"cong hoa xa hoi chu nghia viet nam|dang cong san viet nam|doc lap\s*[-–]\s*tu do|"
    r"^\s*so\s*[:.]?\s*[\w./-]*/|"
    r"^\s*so\s*[:.]?\s*[0-9]+\s*-|noi nhan\s*:|ngay[\s.…_0-9]*thang[\s.…_0-9]*nam\s*(?:20)?[0-9.…]+\s*$"
)
_WRAPPED_SHARE = 0.05  # of the lines begin in lower case where some are cut at the width of a page
_BROKEN_SHARE = 0.15
_CLOSED_SHARE = 0.9
_FEWEST_ENDS = 6  # paragraphs whose end is known, before anything is said of how this paper ends them
_CLAUSE_WORDS = 4
_GOES_ON_IN_FORMULA = re.compile(r"[+=×]\s*[0-9]")
_FORMULA = 100  # characters of a formula on one line
_BEGINNING = 400  # characters of a paragraph that tell a heading from a sentence
_LONG_LINE = 50  # characters: a shorter line may be a heading, a name or a cell of a table
LAST_LINES = 4  # of a paragraph: how far back a bracket may have been opened
_NAME_LAST = re.compile(
    r"(?:,|\bvà|\bgồm:|\blà:|\bcụ thể:)\s+(?:xã\s+)?[^\W\d_a-z][^\W\d_]*(?:\s[^\W\d_a-z][^\W\d_]*){0,2}$"
)
_PLACE = r"(?:xã|phường|thị trấn|huyện|thôn|bản|ấp|xóm|buôn|tổ dân phố|khu phố)"
_BEFORE_NAME = re.compile(rf"(?:[:(]|\b{_PLACE}\s+[{CAPITAL}][^.:]*[,;])\s+(?:và\s+)?{_PLACE}$")
_NAME_FIRST = re.compile(
    rf"[^\W\d_a-z][^\W\d_]*(?:\s[^\W\d_a-z][^\W\d_]*){{0,2}}(?:[,.;)]|\s+và\s+[{CAPITAL}])"
)
_CAPITALISED_LAST = re.compile(rf"\s[{CAPITAL}][{SMALL}]+$")
_NUMBER_OF_NAME = re.compile(r"[0-9]{1,2}\s*[,;](?:\s|$)")
_NUMBERED = re.compile(r"\s*(?:[-–—+*•●▪]|[0-9IVX][0-9IVX.]*[.)/]|[a-zđ]\)|Điều\s+[0-9])")
_IN_SENTENCE = re.compile(r"[,;.:]\s")
_NO_TITLE = re.compile(rf"\.\s|;\s+[{SMALL}]|gồm:\s")


@dataclass(frozen=True, slots=True)
class LineEnds:
    """How this file ends its lines and its paragraphs."""

    wrap: int  # the width at which a hard-wrapped text file was cut; 0 where lines are whole paragraphs
    broken: bool  # lines are cut at any width: many begin in the middle of a sentence
    closes: bool  # every paragraph ends in a mark, so a line without one is not its end

    @classmethod
    def of(cls, lines: Sequence[DocLine]) -> LineEnds:
        shown = [line.text for line in lines if line.cells is None and line.text.strip()]
        share = sum(map(begins_low, shown)) / max(1, len(shown))
        wrap = _wrap_width(shown) if share > _WRAPPED_SHARE else 0
        return cls(wrap, share > _BROKEN_SHARE, _closes(lines))

    def goes_on(
        self, paragraph: Sequence[str], text: str, *, parted: bool, turned: bool, ended: bool
    ) -> bool:
        """Does the line go on with the paragraph before it, given by its first line and its last ones?

        `parted`: a blank line stands between; `turned`: the end of a page does, with its number or its notes;
        `ended`: the page shows that the writer broke it.
        """
        first, last = bare(paragraph[0][:_BEGINNING]), paragraph[-1].rstrip(" *_")
        start = bare(text)
        if not is_open(last):
            return not parted and not ended and _is_in_parts(last, text)
        if not parted and _GOES_ON_IN_FORMULA.match(start) and "=" in last[-_FORMULA:]:
            return True  # "188 người = 28 + 35" | "+ 125"
        if read_marker(start) is not None:
            return False
        if begins_low(text) or (not ended and _awaits_figure(last, start)) or _IN_WORDS.match(start):
            return True
        if parted:
            return False
        if _is_shouted(last) and not read_marker(first):
            return not turned and _is_one_title(last, text)
        if ended:
            return False
        if last.endswith(",") or _last_word(last) in _OPEN_WORDS or _is_in_list(paragraph, last, text):
            return True
        if turned or _is_shouted(text):
            return False
        return _has_its_figure_below(first, last, start) or self._is_unfinished(first, last, start)

    def _is_unfinished(self, first: str, last: str, text: str) -> bool:
        """Is the line before cut, as other lines of this file are?"""
        above, opening = read_marker(first), plain(text[:_BEGINNING])
        if not _BASIS.match(opening) and not HEAD_LINE.search(opening):
            if _BASIS.match(plain(first[:40])):
                return True  # a basis ends in a mark, or it goes on
            is_bullet = above is not None and above.is_bullet
            if self.broken and (above is None or is_bullet) and len(last.split()) >= _CLAUSE_WORDS:
                return True
            if self.closes and len(last) >= _LONG_LINE and (is_bullet or _is_prose(first, above)):
                return True
        return bool(self.wrap) and len(last) >= self.wrap * 0.8


def _wrap_width(shown: Sequence[str]) -> int:
    if len(shown) < 8:
        return 0
    widest = sorted(map(len, shown))[-1 - len(shown) // 50]
    return widest if widest <= 120 else 0


def _closes(lines: Sequence[DocLine]) -> bool:
    """Of the long lines with a paragraph's end behind them (a blank line, a number, a bullet), do all but
    a few end in a mark?"""
    behind_head = dropwhile(lambda line: not _NUMBERED.match(line.text), lines)
    ends = [
        is_open(above.text)
        for above, below in pairwise(behind_head)
        if len(above.text) >= _LONG_LINE
        and above.cells is None
        and "\t" not in above.text
        and (not below.text.strip() or _NUMBERED.match(below.text))
        and _IN_SENTENCE.search(above.text)
    ]
    return len(ends) >= _FEWEST_ENDS and sum(ends) <= len(ends) * (1 - _CLOSED_SHARE)


def _is_in_parts(last: str, text: str) -> bool:
    """Behind a colon or semicolon: "gồm: chè 250 ha;" | "lúa 650 ha"; "(Bằng chữ:" | "Hai trăm tỷ đồng)"."""
    start = bare(text)
    if not last.endswith((";", ":")) or read_marker(start) is not None:
        return False
    is_figure = last.endswith(":") and _FIGURE_FIRST.match(start) is not None
    return is_figure or begins_low(text) or _is_in_bracket(last)


def _awaits_figure(last: str, start: str) -> bool:
    """ "đến hết năm 2023 có" | "03/07 xã đạt …"; "gồm: năm" | "2024: 3 ha"."""
    word = _last_word(last)
    if word in _BEFORE_FIGURE and _FIGURE_FIRST.match(start):
        return True
    return word == "năm" and _YEAR_FIRST.match(start) is not None


def _is_one_title(last: str, text: str) -> bool:
    """Two lines in capitals."""
    if is_kind_line(f"{last} {text}"):
        return len(last.split()) == 1  # "NGHỊ" | "QUYẾT"
    return _is_shouted(text) and not _is_kind(last) and not is_kind_line(text)


def _last_word(text: str) -> str:
    words = text.split()
    return words[-1].casefold() if words else ""


def _is_in_list(paragraph: Sequence[str], last: str, text: str) -> bool:
    """ "(Phú Gia, Vinh" | "Hà)": the line ends inside a bracket, or inside a name between commas."""
    for line in reversed(paragraph):
        if "(" in line or ")" in line:
            if _is_in_bracket(line):
                return True
            break
    if _BEFORE_NAME.search(last[-100:]) is not None and text[:1].isupper():
        return True  # "gồm: xã Phú Gia, xã" | "Vinh Hà"
    if _CAPITALISED_LAST.search(last) is not None and _NUMBER_OF_NAME.match(text) is not None:
        return True  # "xã Phú Gia, xã Vinh Hà" | "2, xã Lộc Vĩnh"
    return _NAME_LAST.search(last[-60:]) is not None and _NAME_FIRST.match(text) is not None


def _is_in_bracket(last: str) -> bool:
    return last.rfind("(") > last.rfind(")")


def _has_its_figure_below(first: str, last: str, start: str) -> bool:
    """ "- Diện tích gieo trồng cả năm dự kiến thực hiện" | "3.068 ha, trong đó: …": no bullet ends so."""
    above = read_marker(first)
    is_prose = (above is not None and above.is_bullet) or _is_prose(first, above)
    return is_prose and len(last) >= _LONG_LINE and _FIGURE_FIRST.match(start) is not None


def _is_prose(text: str, above: Marker | None) -> bool:
    """Marks that no heading has stand inside the line."""
    return _NO_TITLE.search(text, above.end if above else 0) is not None


def _is_kind(text: str) -> bool:
    """ "KẾ HOẠCH" alone on its line: what follows is the title, a paragraph of its own."""
    return len(text.split()) <= 3


def bare(text: str) -> str:
    return text.replace("*", "").lstrip()


def is_open(text: str) -> bool:
    return not text.rstrip(" *_").endswith(_CLOSED)


def begins_low(text: str) -> bool:
    start = bare(text)
    return start[:1].islower() or start[:1] in ",;)"


def _is_shouted(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    return bool(letters) and all(char.isupper() for char in letters)
