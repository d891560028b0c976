"""Danh từ: where the noun phrase of a figure begins and ends, and the noun that is counted."""

from __future__ import annotations

from chungsuc.reading.targets.lexicon import Word
from chungsuc.reading.targets.scene import Scene

_NEW_CLAUSE = (Word.GOAL, Word.KEEP, Word.ADD, Word.RATE, Word.AMONG, Word.YEAR, Word.REMAIN, Word.AVERAGE)
_PURPOSES = ("góp", "nhằm", "qua", "từ", "bảo", "đảm", "để", "tạo", "tiến")  # "góp phần" … : what it is for


def clause_end(scene: Scene, start: int, end: int) -> int:
    """Where the noun phrase from `start` ends: at a clause mark, or a comma before a new figure or verb."""
    for place in range(start, end):
        word = scene.word(place)
        if word in (Word.STOP, Word.SEMI, Word.COLON, Word.LEFT, Word.RIGHT):
            return place
        if word is Word.COMMA:
            after = scene.tokens[place + 1] if place + 1 < len(scene.tokens) else None
            if after is None or after.is_quantity or after.word in _NEW_CLAUSE or after.text in _PURPOSES:
                return place
    return end


def noun_start(scene: Scene, first: int, figure: int) -> int:
    """Go back from a match to the head of its clause."""
    place = first
    while (
        place > 0
        and scene.word(place - 1) not in (Word.STOP, Word.SEMI, Word.COLON, Word.COMMA)
        and not scene.taken[place - 1]
    ):
        place -= 1
    return place


def first_noun(text: str) -> str:
    """ "cụm nông nghiệp …" is counted in "cụm"."""
    words = text.split()
    if text.casefold().startswith("hợp tác xã"):
        return "hợp tác xã"
    pairs = {
        "hợp tác",
        "sản phẩm",
        "mô hình",
        "công trình",
        "câu lạc",
        "nhà văn",
        "tổ hợp",
        "chuỗi liên",
        "doanh nghiệp",
        "cơ sở",
        "trường học",
    }
    if len(words) > 1 and f"{words[0]} {words[1]}".casefold() in pairs:
        return f"{words[0]} {words[1]}".casefold()
    return words[0].casefold() if words else ""
