"""Các dòng phần đầu: where a head begins, and its lines made whole.

A page of the web shows its menus and a card of the document above the head. A narrow column cuts the
lines of a head inside a body, the motto, the number or the day; they are put together again here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chungsuc.reading.flow import plain
from chungsuc.reading.kinds import kind_at_start
from chungsuc.reading.letters import CAPITAL, SMALL
from chungsuc.reading.masthead import NUMBER, is_body
from chungsuc.reading.seams import Block, Role

_MOTTOES = ("cong hoa xa hoi chu nghia viet nam", "doc lap - tu do - hanh phuc", "dang cong san viet nam")
_STATE = re.compile(r"\bcong\s+hoa\s+xa\s+hoi\b|\bdang cong san viet nam\b")
_STATE_CUT = re.compile(r"\W*cong(?:\s+hoa)?(?:\s+xa)?\W*")  # the end of its line is on the next
_NUMBER_CUT = re.compile(r"\W*(?:(?:nghi quyet|luat|phap lenh|cong van)\s+)?so\s*[:.]?\s*")
_DAY_CUT = re.compile(r".*\b(?:ngay|thang|nam)[\s.…]*[0-9]{0,2}[\s.…]*")
_DAY_AHEAD = re.compile(rf"(?:[{CAPITAL}][{SMALL}]+\s?){{1,3}},\s*ngày\b")
_PLACE_CUT = re.compile(rf"(?:TP\.?\s?|Thành phố\s)?[{CAPITAL}][{SMALL}]+(?:\s[{CAPITAL}][{SMALL}]+){{0,2}}")
_PLACE_COMMA = re.compile(rf"(?:TP\.?\s?)?[{CAPITAL}][^,:;/\t|]{{1,40}},")
_CUT_NAMES = ((" nhan", "dan"), (" thuong vu", "quoc hoi"), (" thuong vu", "tinh uy"))
_BODY = re.compile(r"\W*(?:can cu\b|dieu 1\W)")
_NUMBER_AT_END = re.compile(r"\bSố\s*:?$")  # of a draft: its number is blank
_ABOUT_CUT = re.compile(r"\W*v/v\s*:?\s*")
_ABOUT = re.compile(r"\W*v/v\b")  # of a letter: it stands below the number
_SEARCHED = 60  # blocks in which a motto can stand
_ABOVE = 6  # blocks that a head has above its motto
_LONG = 90


@dataclass(frozen=True, slots=True)
class HeadLine:
    """A line of the head, whole, and the blocks that it was read from."""

    text: str
    blocks: tuple[Block, ...]


def head_start(blocks: Sequence[Block]) -> int:
    """The first block of the head: what a page of the web shows above it is left out."""
    for index, block in enumerate(blocks[:_SEARCHED]):
        words = plain(block.text)
        if _BODY.match(words):
            return 0  # what has a motto further down is a form of the annex
        if not _STATE.search(words) and not (_STATE_CUT.fullmatch(words) and block.text.isupper()):
            continue
        first = index
        small = not block.text.isupper()
        while first > max(0, index - _ABOVE) and _is_above_motto(blocks[first - 1], small=small):
            first -= 1
        return first
    return 0


def _is_above_motto(block: Block, *, small: bool) -> bool:
    """Bodies in capitals, a number, "V/v …", rules, marks of a draft: short lines, no row of a table.

    `small`: this paper writes its motto in small letters, and so may its bodies be.
    """
    if block.role is not Role.TEXT:
        return block.role is Role.PAGE_NUMBER
    if kind_at_start(block.text) is not None:
        return False  # the name that the page gives to the document
    text = _NUMBER_AT_END.sub("", block.text.strip())
    if _ABOUT.match(plain(text)):
        return len(text) < 2 * _LONG
    written = not any(char.isalpha() for char in text) or text.upper() == text
    written = written or (small and is_body(text))
    return len(text) < _LONG and (written or NUMBER.search(text) is not None)


def head_lines(blocks: Sequence[Block]) -> Iterator[HeadLine]:
    """The lines of the blocks; those that a narrow column cut are joined."""
    held: HeadLine | None = None
    for block in blocks:
        for start, end in block.flow.line_stretches():
            line = HeadLine(block.text[start:end].strip(), (block,))
            if held is not None and _is_cut(held.text, line.text):
                held = HeadLine(f"{held.text} {line.text}", (*held.blocks, block))
                continue
            if held is not None:
                yield held
            held = line
    if held is not None:
        yield held


def _is_cut(above: str, below: str) -> bool:
    """Does the line below go on inside a name, the motto, the number or the day?"""
    if above.endswith("|") or not any(char.isalnum() for char in above + below):
        return False
    words, ahead = plain(above), plain(below)
    both = f"{words} {ahead}".rstrip(" |")
    begun = [motto for motto in _MOTTOES if motto.startswith(words) and motto != words]
    if any(both.startswith(motto[: len(both)]) for motto in begun):
        return True
    if _ABOUT_CUT.fullmatch(words):
        return True
    if _NUMBER_CUT.fullmatch(words):
        return ahead[:1].isdigit() or ahead[:1] in "/-"
    if _DAY_CUT.fullmatch(words) and ahead[:1].isalnum() and not below[:1].isupper():
        return True
    if ahead.startswith("ngay ") and _PLACE_COMMA.fullmatch(above):
        return True
    if _DAY_AHEAD.match(below):
        return _PLACE_CUT.fullmatch(above) is not None
    if not (above.isupper() and below.isupper()) or any(char.isdigit() for char in above + below):
        return False
    return " " not in words or any(
        words.endswith(end) and ahead.startswith(start) for end, start in _CUT_NAMES
    )
