"""Letters and tones: what makes two Vietnamese words equal, alike, or one before the other.

A letter of the alphabet (a, ă, â, d, đ …) and the tone of its syllable are two things. Unicode
mixes them into one character in several ways; `split_letters` takes them apart again.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple


class Tone(IntEnum):
    """Thanh điệu, in the order of dictionaries."""

    NGANG = 0
    HUYEN = 1
    HOI = 2
    NGA = 3
    SAC = 4
    NANG = 5


class Letter(NamedTuple):
    """Chữ cái without its tone, in lower case, and the tone it carries."""

    char: str
    tone: Tone
    is_upper: bool


_TONES = {
    "\u0300": Tone.HUYEN,
    "\u0340": Tone.HUYEN,  # deprecated twins of grave and acute, still met in old files
    "\u0309": Tone.HOI,
    "\u0303": Tone.NGA,
    "\u0301": Tone.SAC,
    "\u0341": Tone.SAC,
    "\u0323": Tone.NANG,
}
_NO_TONES = {ord(mark): None for mark in _TONES}
_ALPHABET = tuple("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")
_APOSTROPHES = str.maketrans({"\u2019": "'", "\u2018": "'", "\u02bc": "'", "`": "'", "\u00b4": "'"})
_DASHES = str.maketrans({"\u2010": "-", "\u2011": "-", "\u2013": "-", "\u2014": "-", "\u2212": "-"})


def nfc(text: str) -> str:
    """Unicode NFC: the one form in which text is stored and compared."""
    return unicodedata.normalize("NFC", text)


@lru_cache(maxsize=8192)
def _split(char: str) -> tuple[str, Tone]:
    """One NFC character: its letter with hat but without tone, and the tone."""
    tone = Tone.NGANG
    kept = []
    for part in unicodedata.normalize("NFD", char):
        if part in _TONES:
            tone = _TONES[part]
        else:
            kept.append(part)
    return nfc("".join(kept)), tone


def split_letters(text: str) -> Iterator[Letter]:
    """Each character of the text with its tone apart; a mark that NFC leaves alone joins its letter."""
    pending: Letter | None = None
    for char in nfc(text):
        if unicodedata.combining(char):
            if pending is not None:
                if char in _TONES:
                    pending = pending._replace(tone=_TONES[char])
                else:
                    pending = pending._replace(char=nfc(pending.char + char))
            continue
        if pending is not None:
            yield pending
        base, tone = _split(char)
        lower = base.lower()
        pending = Letter(lower, tone, base != lower)
    if pending is not None:
        yield pending


@lru_cache(maxsize=8192)
def _fold_char(char: str) -> str:
    if char in "đĐ":
        return "d"
    parts = unicodedata.normalize("NFD", char)
    return "".join(p for p in parts if not unicodedata.combining(p)).casefold()


def fold(text: str) -> str:
    """Bỏ dấu, chữ thường: for searching. "Đông Hà" and "dong ha" fold to the same."""
    return "".join(map(_fold_char, nfc(text)))


def plain_punctuation(text: str) -> str:
    """One apostrophe, one dash, one space: "M’Drắk" is M'Drắk, "Phan Rang – Tháp Chàm" has a plain dash."""
    return " ".join(nfc(text).translate(_APOSTROPHES).translate(_DASHES).replace("-", " - ").split())


@lru_cache(maxsize=65536)
def name_key(name: str) -> str:
    """The same for every right spelling of one name, different for any other.

    Case, kind of apostrophe and dash, spaces and the place of the tone mark do not count
    ("Hoà" is "Hòa"); i and y do ("Mỹ" is not "Mĩ"). "Phường 01" is "Phường 1".
    """
    words = []
    for word in plain_punctuation(name).split():
        if word.isdecimal():
            words.append(str(int(word)))
            continue
        parts = unicodedata.normalize("NFD", word.casefold())
        tones = "".join(str(int(_TONES[part])) for part in parts if part in _TONES)
        words.append(nfc(parts.translate(_NO_TONES)) + tones)
    return " ".join(words)


def same_name(one: str, other: str) -> bool:
    """Are the two right spellings of one name? "Hoà Bình" and "HÒA BÌNH" are."""
    return name_key(one) == name_key(other)


def _primary_codes() -> dict[str, str]:
    """a, ă, â → "a0", "a1", "a2"; a letter without hats keeps one character."""
    codes = {letter: letter for letter in _ALPHABET}
    for family in ("aăâ", "dđ", "eê", "oôơ", "uư"):
        codes.update({letter: f"{family[0]}{place}" for place, letter in enumerate(family)})
    return codes


_PRIMARY = _primary_codes()


def sort_key(text: str) -> str:
    """Thứ tự từ điển tiếng Việt, as a string to be compared by code point (COLLATE "C").

    Letters first (a ă â … d đ … o ô ơ … u ư), then tones (ngang, huyền, hỏi, ngã, sắc, nặng),
    then small before capital letters. Spaces come before digits and digits before letters.
    """
    primary, tones, cases = [], [], []
    for letter in split_letters(text):
        char = letter.char
        foreign = False
        if char not in _PRIMARY and char.isalpha():
            foreign, char = True, _fold_char(char)
        if char.isspace():
            primary.append(" ")
        elif char.isdecimal():
            primary.append(char)
        elif char in _PRIMARY:
            primary.append(_PRIMARY[char])
        elif char.isalpha():
            primary.append("~" + char)  # another script: after z
        else:
            primary.append("!" + char)
        tones.append("6" if foreign else str(int(letter.tone)))
        cases.append("1" if letter.is_upper else "0")
    return "\t".join(("".join(primary), "".join(tones), "".join(cases)))
