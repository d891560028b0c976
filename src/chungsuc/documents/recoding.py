"""Which old encoding a whole text is in, where no font tells it.

Judged by the words with letters beyond ASCII: read rightly nearly all are Vietnamese syllables, read wrongly
hardly any. A short text, or one that is Unicode already, is never touched.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from chungsuc.core.vietnamese.syllables import is_syllable
from chungsuc.documents.legacy import CODES, UNICODE_ONLY, from_tcvn3, from_vni
from chungsuc.documents.model import DocLine

_BYTES_WORDS, _TEXT_WORDS = 8, 20  # marked words that a judgement needs
_RIGHT, _WRONG = 0.85, 0.5  # share of syllables
_STRAY = 0.02  # of the letters beyond ASCII: those that only Unicode has, in a text that is not Unicode
_SAMPLE, _SLICE = 36_000, 12_000  # letters are plenty to judge by: from the start, the middle and the end
_WORD = re.compile(r"[^\s\x00-@\[-`{-\x7f“”‘’–—…•]+")

_BEYOND = re.compile("[\x80-\u024f\u2000-\u22ff]")
# What Windows has where Latin-1 has control characters: quotes, dashes.
_PUNCTUATION = {
    code: bytes([code]).decode("cp1252", errors="ignore") or chr(code) for code in range(0x80, 0xA0)
}

_CONTINUED = "".join(re.escape(char) for char, code in CODES.items() if code < 0xC0)
# A last byte that was read as a no-break space may have become a plain one: "Ã " is "à".
_MISREAD = re.compile(rf"[Â-ß][{_CONTINUED}]|[à-ï][{_CONTINUED}][{_CONTINUED} ]|Ã ")


@dataclass(frozen=True, slots=True)
class Recoding:
    """Cách chuyển mã: from the letters as stored to the letters as meant."""

    name: str  # as officials call the encoding
    decode: Callable[[str], str]


def decoded(data: bytes) -> tuple[str, str] | None:
    """The text of bytes that are not UTF-8, and the name of their encoding; None when not sure."""
    western = data.decode("latin-1").translate(_PUNCTUATION)
    found = _best(western, (_WINDOWS, _TCVN3, _VNI), _BYTES_WORDS)
    return None if found is None else (found.decode(western), found.name)


def recoding_of(texts: Iterable[str]) -> Recoding | None:
    """What is to be done with letters that came as Unicode but are not meant so; None for good text."""
    text = "\n".join(texts)
    if text.isascii() or len(UNICODE_ONLY.findall(text)) > _STRAY * len(_BEYOND.findall(text)):
        return None
    return _best(text, (_TWICE, _TCVN3, _VNI), _TEXT_WORDS)


def is_good(text: str) -> bool:
    """Is this enough text in good Vietnamese, whatever a font's name says?"""
    words = _marked(_sample(text))
    return len(words) >= _TEXT_WORDS and _share(words) >= _RIGHT


def recoded(lines: tuple[DocLine, ...]) -> tuple[tuple[DocLine, ...], tuple[str, ...]]:
    """The lines in Unicode, and a note where they were not."""
    found = recoding_of(line.text for line in lines)
    if found is None:
        return lines, ()
    note = f"Chữ trong tệp ở bảng mã cũ ({found.name}) đã được chuyển sang Unicode."
    return tuple(_recoded(line, found.decode) for line in lines), (note,)


def _recoded(line: DocLine, decode: Callable[[str], str]) -> DocLine:
    return replace(
        line,
        text=decode(line.text),
        cells=None if line.cells is None else tuple(map(decode, line.cells)),
        list_label=None if line.list_label is None else decode(line.list_label),
    )


def _best(text: str, candidates: Iterable[Recoding], least: int) -> Recoding | None:
    text = _sample(text)
    words = _marked(text)
    if len(words) < least or _share(words) > _WRONG:
        return None
    shares = [(_share(_marked(each.decode(text))), -at, each) for at, each in enumerate(candidates)]
    share, _, best = max(shares)
    return best if share >= _RIGHT else None


def _sample(text: str) -> str:
    if len(text) <= _SAMPLE:
        return text
    starts = (0, (len(text) - _SLICE) // 2, len(text) - _SLICE)
    return "\n".join(text[start : start + _SLICE] for start in starts)


def _marked(text: str) -> list[str]:
    """Words with a letter beyond ASCII."""
    return [word for word in _WORD.findall(text) if not word.isascii()]


def _share(words: list[str]) -> float:
    return sum(map(is_syllable, words)) / len(words) if words else 0.0


# --- encodings -----------------------------------------------------------------------------------


def _from_windows(text: str) -> str:
    """Windows-1258 keeps five tones as marks of their own."""
    data = bytes(CODES.get(char, ord(char)) for char in text)
    return unicodedata.normalize("NFC", data.decode("cp1258", errors="replace"))


def _from_misread(text: str) -> str:
    """UTF-8 that some program took for the letters of Western Europe, one letter a byte."""
    return _MISREAD.sub(_from_bytes, text)


def _from_bytes(found: re.Match[str]) -> str:
    try:
        return bytes(CODES.get(char, 0xA0) for char in found[0]).decode()
    except UnicodeDecodeError:
        return found[0]


_TCVN3 = Recoding("TCVN3 (ABC)", from_tcvn3)
_VNI = Recoding("VNI", from_vni)
_WINDOWS = Recoding("Windows-1258", _from_windows)
_TWICE = Recoding("UTF-8 bị đọc nhầm", _from_misread)
