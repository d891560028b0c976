"""When two spellings are one: for names, bodies and numbers of documents as officials write them."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from chungsuc.core.vietnamese.numbers import NumberError, parse_number

_SHORT = (
    ("uy ban nhan dan", "ubnd"),
    ("hoi dong nhan dan", "hdnd"),
    ("ban chap hanh", "bch"),
    ("thanh pho", "tp"),
)
_SCALE = {"tỷ đồng": 10**9, "triệu đồng": 10**6, "nghìn đồng": 10**3, "đồng": 1}


def plain(text: str | None) -> str:
    """Letters and figures alone, without marks: "UỶ BAN" and "Ủy ban" are one."""
    marks_apart = unicodedata.normalize("NFD", (text or "").casefold().replace("đ", "d"))
    bare = "".join(letter for letter in marks_apart if not unicodedata.combining(letter))
    words = " ".join(re.findall(r"[a-z0-9]+", bare))
    for long, short in _SHORT:
        words = words.replace(long, short)
    return words


def holds_words(text: str, marked: str) -> bool:
    """Every group of words that was marked ("|" between them) stands in the text."""
    found = plain(text)
    return all(plain(words) in found for words in marked.split("|"))


def holds_any(text: str, marked: str) -> bool:
    """One of the groups of words that were marked stands in the text."""
    found = plain(text)
    return any(plain(words) in found for words in marked.split("|"))


def number_of(text: str) -> str:
    """The number of a document, however it is spaced."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFC", text)).casefold().replace("–", "-")


def amount_of(text: str) -> Decimal | None:
    """What a printed figure comes to, money in đồng: "1.830 tỷ đồng". None where there is no one number."""
    found = re.search(r"\d[\d.,]*\d|\d", text)
    if found is None:
        return None
    try:
        value = parse_number(found.group())
    except NumberError:
        return None
    unit = plain(text[found.end() :])
    scale = next((by for name, by in _SCALE.items() if unit.startswith(plain(name))), 1)
    return value * scale
