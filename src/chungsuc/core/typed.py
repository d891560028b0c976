"""Đọc ô nhập: what a person typed into a cell, or pasted there, as a value of its indicator.

Strict, and the same for pages and files: what has two readings is asked about, never guessed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

from chungsuc.core.criteria import (
    Indicator,
    IndicatorKind,
    Mark,
    Measure,
    Observed,
    check_value,
)
from chungsuc.core.errors import ChungsucError
from chungsuc.core.vietnamese.numbers import parse_number
from chungsuc.core.vietnamese.text import fold

LONGEST = 60  # characters; no number and no grade is longer


class TypedError(ChungsucError, ValueError):
    """What was typed is no value of the indicator; the message says what is."""


class Typed(NamedTuple):
    """Giá trị đã đọc: a value, or the two parts of a share, or nothing at all."""

    value: Observed = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None

    @property
    def is_empty(self) -> bool:
        return self.value is None and self.numerator is None

    @property
    def observed(self) -> Observed:
        """What is judged: of a share with its parts, the exact percentage."""
        if self.numerator is not None and self.denominator:
            return 100 * self.numerator / self.denominator
        return self.value


_YES = frozenset("dat co x dung".split())
_NO = frozenset(("chua dat", "khong dat", "chua", "khong", "sai"))
_NOT_PRESENT = frozenset(("khong co", "khong xet"))


def read_typed(
    measure: Measure,
    text: str,
    *,
    numerator: str = "",
    denominator: str = "",
    number: Callable[[str], Decimal] = parse_number,
) -> Typed:
    """Đọc một ô. `number` reads a number the way the page writes it. Raises TypedError.

    A share is given as its two parts, or as the percentage alone; all three only where they agree, which
    the observation itself checks.
    """
    said, over, under = (_clean(each) for each in (text, numerator, denominator))
    if fold(said) in _NOT_PRESENT and not (over or under):
        return Typed(_not_present(measure))
    if (over or under) and measure.kind is not IndicatorKind.PERCENT:
        raise TypedError("Chỉ tỷ lệ mới có tử số và mẫu số. Hãy để trống hai ô đó.")
    if not over and not under:
        return Typed(_value(measure, said, number))
    if not over or not under:
        lacking = "mẫu số" if over else "tử số"
        raise TypedError(f"Thiếu {lacking}. Hãy nhập cả tử số và mẫu số, hoặc chỉ nhập tỷ lệ.")
    parts = (
        _number(over, "tử số", number),
        _number(under, "mẫu số", number),
    )
    return Typed(_value(measure, said, number), *parts)


def _clean(text: str) -> str:
    """The text without blanks around it. Raises TypedError for what no keyboard types into a cell."""
    if not text:
        return text
    said = unicodedata.normalize("NFC", text).replace("\u00a0", " ").strip()
    if len(said) > LONGEST:
        raise TypedError(
            f"Ô này có {len(said)} ký tự. Hãy chỉ nhập giá trị; lời giải thích ghi vào ô ghi chú."
        )
    if not said.isprintable() and any(
        unicodedata.category(each) in ("Cc", "Cf", "Co", "Cs") for each in said
    ):
        raise TypedError("Ô này có ký tự ẩn không đọc được. Hãy xóa ô rồi gõ lại giá trị.")
    return said


def _value(measure: Measure, said: str, number: Callable[[str], Decimal]) -> Observed:
    if not said:
        return None
    if isinstance(measure, Indicator) and measure.components:
        raise TypedError("Chỉ tiêu này gồm nhiều phần. Hãy nhập từng phần ở các dòng bên dưới.")
    match measure.kind:
        case IndicatorKind.BOOL | IndicatorKind.COMPOSITE:
            word = fold(said)
            if word not in _YES | _NO:
                raise TypedError(f"‘{said}’ không đọc được. Hãy nhập Đạt hoặc Chưa đạt.")
            return word in _YES
        case IndicatorKind.GRADE:
            grade = next((each for each in measure.scale if fold(each) == fold(said)), None)
            if grade is None:
                raise TypedError(f"‘{said}’ không đọc được. Hãy nhập một mức: {', '.join(measure.scale)}.")
            return grade
    read = _number(said, "", number)
    if read < 0 and measure.kind is not IndicatorKind.NUMBER:
        raise TypedError("Số này không thể âm. Hãy kiểm tra lại dấu trừ.")
    if measure.kind is IndicatorKind.PERCENT and read > 100:
        raise TypedError("Tỷ lệ không thể trên 100%. Hãy kiểm tra lại, hoặc nhập tử số và mẫu số.")
    if measure.kind is IndicatorKind.COUNT and read % 1:
        raise TypedError("Ở đây đếm được nên phải là số nguyên. Hãy nhập số không có phần thập phân.")
    check_value(measure, read)
    return read


def _number(said: str, name: str, number: Callable[[str], Decimal]) -> Decimal:
    """Raises TypedError, naming the box."""
    where = f"Ô {name}: " if name else ""
    if said[:1] in "=+@":
        raise TypedError(f"{where}‘{said[:30]}’ là công thức. Hãy nhập kết quả của công thức.")
    try:
        read = number(said)
    except ChungsucError as problem:
        raise TypedError(f"{where}{problem}") from None
    if name and read < 0:
        raise TypedError(f"{where}số này không thể âm. Hãy kiểm tra lại dấu trừ.")
    return read


def _not_present(measure: Measure) -> Mark:
    if measure.applies_if is None:
        raise TypedError("Chỉ tiêu này luôn được xét nên không ghi “không có”. Hãy nhập số liệu.")
    return Mark.NOT_PRESENT
