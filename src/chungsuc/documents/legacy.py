"""Vietnamese letters from before Unicode: TCVN3 (ABC) and VNI.

Both put Vietnamese letters where Windows has letters of Western Europe, and their fonts drew them: "¸" is "á"
in a font of TCVN3, "aù" is "á" in a font of VNI. A Word file says the font of each run, a PDF of each word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

# Letters that only Unicode has; text with them is not in an old encoding, whatever its font is called.
UNICODE_ONLY = re.compile("[\u1ea0-\u1ef9]")

# The 74 letters of TCVN 5712:1993, VN3. Capitals with a tone are small letters in a font of capitals.
_TCVN3 = {
    0xA1: "ĂÂÊÔƠƯĐăâêôơưđ", 0xB5: "àảãáạ", 0xBB: "ằẳẵắ", 0xC6: "ặầẩẫấậè", 0xCE: "ẻẽéẹềểễếệìỉ",
    0xDC: "ĩíịò", 0xE1: "ỏõóọồổỗốộờởỡớợù", 0xF1: "ủũúụừửữứựỳỷỹýỵ",
}  # fmt: skip

_TONES = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_HATS = {"â": "", "á": "\u0301", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
_BREVES = {"ê": "", "é": "\u0301", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
_SINGLE = {"ô": "ơ", "ö": "ư", "ñ": "đ", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}

_TCVN3_FONT = re.compile(r"\.vn[a-z0-9]", re.IGNORECASE)
_VNI_FONT = re.compile(r"vni[- ]", re.IGNORECASE)
_CAPITAL_FONT = re.compile(r"H(?:$|[ ,-]|(?:Bold|Italic)+$)")
_SUBSET = re.compile(r"^[A-Z]{6}\+")  # "ABCDEF+.VnTime": a font of which a PDF holds some letters


def _codes() -> dict[str, int]:
    """The byte behind a character, whichever code page of Windows a program read it with."""
    found = {chr(code): code for code in range(0x80, 0x100)}
    for page in ("cp1252", "cp1258"):
        for code in range(0x80, 0x100):
            char = bytes([code]).decode(page, errors="replace")
            if char != "\ufffd":
                found[char] = code
    return found


CODES = _codes()


def _tcvn3_letters() -> dict[str, str]:
    by_code = {first + at: letter for first, letters in _TCVN3.items() for at, letter in enumerate(letters)}
    return {char: by_code[code] for char, code in CODES.items() if code in by_code}


def _vni_letters() -> dict[str, str]:
    found: dict[str, str] = {}
    hats = {mark: "\u0302" + tone for mark, tone in _HATS.items()}
    breves = {mark: "\u0306" + tone for mark, tone in _BREVES.items()}
    families = {"a": _TONES | hats | breves, "e": _TONES | hats, "o": _TONES | hats, "u": _TONES}
    families |= {"y": _TONES, "ô": _TONES, "ö": _TONES}
    for base, marks in families.items():
        for mark, meant in marks.items():
            letter = unicodedata.normalize("NFC", _SINGLE.get(base, base) + meant)
            for written in (mark, mark.upper()):
                found[base + written] = letter
                found[base.upper() + written] = letter.upper()
    for written, letter in _SINGLE.items():
        found[written], found[written.upper()] = letter, letter.upper()
    return found


TCVN3_LETTERS = _tcvn3_letters()
VNI_LETTERS = _vni_letters()
# What Windows takes for a font of symbols it stores at private code points.
_PRIVATE = {chr(0xF000 + code): chr(code) for code in range(0x20, 0x100) if not 0x7F <= code < 0xA0}
_FROM_TCVN3 = str.maketrans(
    TCVN3_LETTERS | {char: TCVN3_LETTERS.get(shown, shown) for char, shown in _PRIVATE.items()}
)
_TO_WEST = str.maketrans({char: chr(code) for char, code in CODES.items() if code >= 0xA0} | _PRIVATE)
_VNI_LETTER = re.compile("|".join(sorted(map(re.escape, VNI_LETTERS), key=len, reverse=True)))


def from_tcvn3(text: str) -> str:
    return "\n".join(_capitals_raised(line.translate(_FROM_TCVN3)) for line in text.split("\n"))


def from_vni(text: str) -> str:
    return _VNI_LETTER.sub(lambda found: VNI_LETTERS[found[0]], text.translate(_TO_WEST))


@dataclass(frozen=True, slots=True)
class Coding:
    """Bảng mã: how a font reads the codes that are stored under it."""

    name: str
    decode: Callable[[str], str]
    capitals: bool = False  # the font draws small letters as capitals


TCVN3 = Coding("TCVN3 (ABC)", from_tcvn3)
TCVN3_CAPITALS = Coding(TCVN3.name, from_tcvn3, capitals=True)
VNI = Coding("VNI", from_vni)


@lru_cache(maxsize=1024)
def coding_of(font: str | None) -> Coding | None:
    """The coding that a font's name tells; None for fonts of Unicode."""
    name = _SUBSET.sub("", font or "")
    if _TCVN3_FONT.match(name):
        return TCVN3_CAPITALS if _CAPITAL_FONT.search(name) else TCVN3
    return VNI if _VNI_FONT.match(name) else None


def decode(text: str, coding: Coding | None) -> str:
    """The letters that a person sees; text that is Unicode already is left alone."""
    if coding is None or UNICODE_ONLY.search(text):
        return text
    decoded = text if text.isascii() else coding.decode(text)
    return decoded.upper() if coding.capitals else decoded


def decode_run(text: str, font_name: str | None) -> str:
    """The letters that a person sees where `text` is drawn in the font of this name."""
    return decode(text, coding_of(font_name))


# --- capitals with tones -------------------------------------------------------------------------

_LETTERS = re.compile(r"[^\W\d_]+")
_SMALL = re.compile("[a-z]")
_MIXED = re.compile("[A-ZĂÂÊÔƠƯĐ].*[A-ZĂÂÊÔƠƯĐ]|^[ăâêôơư\xe0-\xfd\u1ea1-\u1ef9].*[A-Z]")


def _capitals_raised(line: str) -> str:
    """TCVN3 has no capitals with tones: "HOạCH" was drawn in a font of capitals and means "HOẠCH".

    A word such as "Kế" may be either; it goes with the capitals beside it, unless small letters stand on
    its other side.
    """
    words = list(_LETTERS.finditer(line))
    texts = [word[0] for word in words]
    raised: set[int] = set()
    run: list[int] = []
    for at in range(len(words) + 1):
        if at < len(words) and not _SMALL.search(texts[at]):
            run.append(at)
            continue
        raised.update(_capitals_in(run, texts))
        run = []
    parts, end = [], 0
    for at in sorted(raised):
        parts += [line[end : words[at].start()], texts[at].upper()]
        end = words[at].end()
    return "".join([*parts, line[end:]])


def _capitals_in(run: list[int], words: list[str]) -> list[int]:
    sure = [at for at in run if _MIXED.search(words[at])]
    if not any(not words[at].isupper() for at in sure):
        return []
    first = run[0] if run[0] == 0 else sure[0]
    last = run[-1] if run[-1] == len(words) - 1 else sure[-1]
    return [at for at in run if first <= at <= last]
