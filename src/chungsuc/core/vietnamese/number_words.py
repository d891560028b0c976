"""Số viết bằng chữ: "bốn nghìn tám trăm hai mươi tỷ đồng" is 4820 tỷ, and back.

Scanners lose marks, so a word is also known without them ("muoi lam"); what is spoken in two ways
("hai trăm ba": 203 or 230) is refused, as `numbers` refuses "1.23".
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from chungsuc.core.vietnamese.numbers import NumberError
from chungsuc.core.vietnamese.text import fold, name_key

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_UNITS = {word: value for value, word in enumerate(_DIGITS)} | {
    "mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5, "bẩy": 7,
}  # fmt: skip
_TEN, _TENS, _HUNDRED, _ZERO_TENS, _HALF, _POINT = "mười", ("mươi", "chục"), "trăm", "linh", "rưỡi", "phẩy"
_SCALES = {"vạn": 10**4, "nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}
_ALIKE = {"lẻ": _ZERO_TENS, "ngàn": "nghìn", "tỉ": "tỷ", "bẩy": "bảy", "nhăm": "lăm", "rưởi": _HALF}
_CURRENCY = ("đồng", "chẵn")
_BILLION = 10**9
LARGEST = 10**18  # "tỷ tỷ": no paper counts so far


def _vocabulary() -> dict[str, str]:
    """Each word by its spelling, and by its letters without marks where no other word has those."""
    words = [*_UNITS, _TEN, *_TENS, _HUNDRED, _ZERO_TENS, _HALF, _POINT, *_SCALES, *_ALIKE]
    loose: dict[str, set[str]] = {}
    for word in words:
        loose.setdefault(fold(word), set()).add(_ALIKE.get(word, word))
    known = {letters: next(iter(found)) for letters, found in loose.items() if len(found) == 1}
    known[fold(_TEN)] = _TEN  # "muoi": ten, or tens behind a digit; the place tells
    return known | {name_key(word): _ALIKE.get(word, word) for word in words}


_KNOWN = _vocabulary()


@lru_cache(maxsize=1024)
def _word(text: str) -> str | None:
    """The number word that is meant, spelt in one way."""
    return _KNOWN.get(name_key(text)) or (_KNOWN.get(text.casefold()) if text.isascii() else None)


def parse_number_words(text: str) -> Decimal:
    """Đọc số bằng chữ: "mười lăm" is 15, "ba phẩy năm tỷ đồng" is 3500000000.

    A currency behind it ("đồng", "đồng chẵn") is left out. Raises NumberError for anything that is
    not one number, and for what is spoken in two ways.
    """
    words = text.replace(",", " ").split()
    while words and words[-1].strip("./").casefold() in _CURRENCY:
        words.pop()
    known = [_word(word) for word in words]
    value = _value([word for word in known if word]) if words and all(known) else None
    if value is None:
        shown = text.strip()[:60]
        raise NumberError(
            f"‘{shown}’ không phải là một số viết bằng chữ. Hãy viết đủ các hàng, "
            "ví dụ “hai trăm linh ba” hoặc “hai trăm ba mươi”."
        )
    return value


def leading_number_words(words: Sequence[str]) -> tuple[Decimal, int] | None:
    """The longest number that the words begin with, and of how many words it is."""
    known: list[str] = []
    for word in words:
        found = _word(word)
        if found is None:
            break
        known.append(found)
    for length in range(len(known), 0, -1):
        value = _value(known[:length])
        if value is not None:
            return value, length
    return None


def number_in_words(value: int) -> str:
    """Viết số bằng chữ: 4820 is "bốn nghìn tám trăm hai mươi". Raises NumberError beyond 10^18."""
    if not 0 <= value < LARGEST:
        raise NumberError("Chỉ viết được bằng chữ các số từ 0 đến dưới một tỷ tỷ.")
    if value == 0:
        return _DIGITS[0]
    billions, rest = divmod(value, _BILLION)
    words = [*_spoken(billions), "tỷ"] if billions else []
    return " ".join([*words, *_spoken(rest, full=bool(billions))])


def _spoken(value: int, *, full: bool = False) -> list[str]:
    """A number below a billion; `full` says "không trăm linh năm" for what stands behind a larger part."""
    words: list[str] = []
    for scale, name in ((10**6, "triệu"), (10**3, "nghìn"), (1, "")):
        group, value = divmod(value, scale)
        if group:
            words += [*_group_spoken(group, full=full or bool(words)), *([name] if name else [])]
    return words


def _group_spoken(group: int, *, full: bool) -> list[str]:
    hundreds, rest = divmod(group, 100)
    tens, units = divmod(rest, 10)
    words = [_DIGITS[hundreds], _HUNDRED] if hundreds or full else []
    if tens > 1:
        words += [_DIGITS[tens], "mươi"]
    elif tens:
        words.append(_TEN)
    elif units and words:
        words.append(_ZERO_TENS)
    if units == 1 and tens > 1:
        words.append("mốt")
    elif units == 4 and tens > 1:
        words.append("tư")
    elif units == 5 and tens:
        words.append("lăm")
    elif units:
        words.append(_DIGITS[units])
    return words


def _value(words: Sequence[str]) -> Decimal | None:
    """What the words say, or None."""
    if _POINT in words:
        return _with_decimals(words)
    if "tỷ" in words:
        place = len(words) - 1 - words[::-1].index("tỷ")
        above = _below_billion(words[:place])
        if above is None or above == 0:
            return None
        below = _remainder(words[place + 1 :], _BILLION)
        return None if below is None else above * _BILLION + below
    return _below_billion(words)


def _with_decimals(words: Sequence[str]) -> Decimal | None:
    """ "ba phẩy bảy lăm tỷ": what stands behind the point, up to the scales at the end."""
    place = words.index(_POINT)
    end = len(words)
    factor = Decimal(1)
    while end > place + 1 and words[end - 1] in _SCALES:
        factor *= _SCALES[words[end - 1]]
        end -= 1
    whole, decimals = _value(words[:place]), words[place + 1 : end]
    if whole is None or not decimals:
        return None
    if all(word in _UNITS for word in decimals):
        digits = "".join(str(_UNITS[word]) for word in decimals)
    else:
        number = _group(decimals)
        if number is None:
            return None
        digits = str(number)
    return (whole + Decimal(f"0.{digits}")) * factor


def _below_billion(words: Sequence[str]) -> Decimal | None:
    """Groups with falling scales: "hai triệu không trăm linh năm nghìn"."""
    for name in ("triệu", "vạn", "nghìn"):
        if name in words:
            place = words.index(name)
            above = _group(words[:place])
            if above is None or above == 0:
                return None
            below = _remainder(words[place + 1 :], _SCALES[name])
            return None if below is None else Decimal(above * _SCALES[name]) + below
    number = _group(words)
    return None if number is None else Decimal(number)


def _remainder(words: Sequence[str], scale: int) -> Decimal | None:
    """What stands behind a scale. One digit alone is refused: "hai triệu năm" is said for 2.500.000."""
    if not words:
        return Decimal(0)
    if list(words) == [_HALF]:
        return Decimal(scale) / 2
    if len(words) == 1:
        return None
    if words[0] == _ZERO_TENS:
        words = words[1:]
    below = _below_billion(words)
    return below if below is not None and below < scale else None


def _group(words: Sequence[str]) -> int | None:
    """A number below a thousand; "mười hai trăm" is none."""
    if not words:
        return None
    if _HUNDRED in words:
        place = words.index(_HUNDRED)
        if place != 1 or words[0] not in _UNITS:
            return None
        rest = words[place + 1 :]
        if list(rest) == [_HALF]:
            return _UNITS[words[0]] * 100 + 50
        if len(rest) == 1 and rest[0] != _TEN:
            return None  # "hai trăm ba"
        below = _tens(rest) if rest else 0
        return None if below is None else _UNITS[words[0]] * 100 + below
    return _tens(words)


def _tens(words: Sequence[str]) -> int | None:
    """A number below a hundred, "linh năm" among them."""
    match list(words):
        case [unit] if unit in _UNITS:
            return _UNITS[unit]
        case ["linh", unit] if unit in _UNITS:
            return _UNITS[unit]
        case ["mười"]:
            return 10
        case ["mười", unit] if _UNITS.get(unit):
            return 10 + _UNITS[unit]
        case [tens, "mươi" | "chục" | "mười"] if _UNITS.get(tens, 0) > 1:
            return _UNITS[tens] * 10
        case [tens, "mươi" | "mười", unit] if _UNITS.get(tens, 0) > 1 and _UNITS.get(unit):
            return _UNITS[tens] * 10 + _UNITS[unit]
        case [tens, unit] if _UNITS.get(tens, 0) > 1 and unit in ("mốt", "tư", "lăm"):
            return _UNITS[tens] * 10 + _UNITS[unit]  # "hai lăm"
    return None
