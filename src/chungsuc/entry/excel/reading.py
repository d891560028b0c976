"""Từ ô Excel đến giá trị: what a person typed into a cell, as Excel kept it. Strict; pure."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any

from chungsuc.core.criteria import Direction, IndicatorKind, Measure, Observed, suits
from chungsuc.core.plausible import check_possible
from chungsuc.core.speech import VIETNAMESE, Speech
from chungsuc.core.typed import Typed, TypedError, read_typed
from chungsuc.core.vietnamese.numbers import format_number, parse_number
from chungsuc.documents.entry_form import NO, YES, shown
from chungsuc.documents.entry_form_in import PARTS, Filled
from chungsuc.documents.workbook_in import Raw

_NUMERIC = (IndicatorKind.PERCENT, IndicatorKind.COUNT, IndicatorKind.NUMBER)
_OFFERED = {YES: True, NO: False}
_PLACES = 6  # after the mark, as the store keeps
_DIGITS = re.compile("[0-9]{2,24}")
_LARGEST = 1e15  # beyond it a cell no longer holds every whole number


class Reading(StrEnum):
    """Cách đọc, where a cell has two of which a person chooses one."""

    DECIMAL_POINT = "decimal"  # "98.5" is 98,5
    TIMES_HUNDRED = "hundred"  # 0,985 is 98,5 %
    AS_IT_IS = "take"  # 0,985 is 0,985 %


class TwoReadings(TypedError):
    """A cell that can be read in two ways; `reading` is the one that a person may choose."""

    def __init__(self, words: str, reading: Reading) -> None:
        super().__init__(words)
        self.reading = reading


def typed_in(measure: Measure, cell: Filled, reading: Reading | None = None) -> Typed:
    """Giá trị của một ô. Raises TypedError for what is none, TwoReadings for what a person must choose."""
    if cell.numerator is None and cell.denominator is None and not cell.percents:
        offered = _as_offered(measure, cell.value)
        if offered is not None:
            return Typed(offered)
    texts = {part: _text(measure, getattr(cell, part), part in cell.percents) for part in PARTS}
    numbers = _Numbers(reading)
    try:
        typed = read_typed(
            measure,
            texts["value"],
            numerator=texts["numerator"],
            denominator=texts["denominator"],
            number=numbers.read,
        )
    except TypedError:
        if numbers.unclear is not None:
            raise numbers.unclear from None
        raise
    check_possible(measure, typed)
    if typed.numerator is None and isinstance(typed.value, Decimal):
        return _whole_share(measure, cell, typed, typed.value, reading)
    return typed


def _as_offered(measure: Measure, value: Raw) -> Observed:
    """A plain number, or one of the words that the form's own lists offer; None for all that is read with
    more care."""
    match value:
        case float() if measure.kind in _NUMERIC and abs(value) < _LARGEST:
            number = exactly(value)
            return number if suits(measure, number) and not _is_fraction(measure, number) else None
        case str() if measure.kind is IndicatorKind.GRADE:
            return value if value in measure.scale else None
        case str() if measure.kind is IndicatorKind.BOOL:
            return _OFFERED.get(value)
    return None


def exactly(value: float) -> Decimal:
    """The number that was typed: the shortest that is kept as this one, to six places."""
    text = repr(value)
    number, places = Decimal(text), text.partition(".")[2]
    if places.isdigit() and len(places) <= _PLACES:
        return number
    return number if number == round(number, _PLACES) else round(number, _PLACES)


def as_typed(raw: Raw, *, is_percent: bool = False, speech: Speech = VIETNAMESE) -> str:
    """What stands in a cell, as whoever typed it saw it: 150 and 98,5 are no 150.0 and 98.5."""
    match raw:
        case bool():
            return str(raw).upper()  # as Excel shows it
        case int() | float() if abs(raw) < _LARGEST:
            number = exactly(float(raw))
            return f"{speech.number(100 * number)}%" if is_percent else speech.number(number)
        case datetime() | date():
            return f"{raw:%d/%m/%Y}"
    return "" if raw is None else str(raw)[:60]


def printed(typed: Typed) -> Typed:
    """A stored value as the cells of a form give it back: they hold fifteen digits."""
    return Typed(*(_as_cell(each) for each in (typed.value, typed.numerator, typed.denominator)))


def _as_cell(value: Any) -> Any:
    return exactly(float(value)) if isinstance(value, Decimal) else value


def is_untouched(cell: Filled, stood: Typed, *, has_parts: bool) -> bool:
    """Whether the cell holds what the form was made with."""
    if cell.percents:
        return False
    value, over, under = stood
    if not has_parts and over is not None and under is not None:
        value, over, under = round(100 * over / under, _PLACES), None, None
    return _holds(cell.value, value) and _holds(cell.numerator, over) and _holds(cell.denominator, under)


def _holds(raw: Raw, value: Observed) -> bool:
    """Whether a cell holds what is written into it for a value."""
    if isinstance(raw, str):
        raw = raw.strip() or None
    return raw is None if value is None else raw == shown(value)


def _whole_share(
    measure: Measure, cell: Filled, typed: Typed, value: Decimal, reading: Reading | None
) -> Typed:
    """A share that is below one because it was meant as a part of one, or typed with a percent sign."""
    if not isinstance(cell.value, float) or "value" in cell.percents or not _is_fraction(measure, value):
        return typed
    hundred = 100 * value
    if reading is Reading.TIMES_HUNDRED:
        return Typed(hundred)
    if reading is Reading.AS_IT_IS:
        return typed
    raise TwoReadings(
        f"Tỷ lệ {format_number(value)}% rất nhỏ. Nếu đúng là {format_number(hundred)}%, hãy chọn “Nhân với "
        f"100”; nếu đúng là {format_number(value)}%, hãy chọn “Lấy số trong tệp”.",
        Reading.TIMES_HUNDRED,
    )


def _is_fraction(measure: Measure, value: Decimal) -> bool:
    """Whether a share that should be high was perhaps written as a part of one."""
    return (
        measure.kind is IndicatorKind.PERCENT and measure.direction is Direction.AT_LEAST and 0 < value <= 1
    )


class _Numbers:
    """Numbers that were typed as text; `unclear` is the one of which the point may be either mark."""

    def __init__(self, reading: Reading | None) -> None:
        self._reading = reading
        self.unclear: TwoReadings | None = None

    def read(self, text: str) -> Decimal:
        """Three digits after the point are thousands ("1.250"), as officials write them."""
        plain = text.strip()
        whole, point, rest = plain.lstrip("-").partition(".")
        is_decimal = bool(point) and _DIGITS.fullmatch(whole + rest) is not None
        if not is_decimal or (len(rest) == 3 and whole != "0"):
            return parse_number(text)
        if self._reading is Reading.DECIMAL_POINT:
            return Decimal(plain)
        self.unclear = TwoReadings(
            f"‘{plain}’ là chữ có dấu chấm. Nếu là số thập phân {plain.replace('.', ',')}, hãy chọn “Dấu "
            "chấm là dấu thập phân”; nếu không, hãy gõ lại số trong biểu.",
            Reading.DECIMAL_POINT,
        )
        raise self.unclear


def _text(measure: Measure, raw: Raw, is_percent: bool) -> str:
    """The cell as a person would type it on the page. Raises TypedError for what no figure can be."""
    match raw:
        case None:
            return ""
        case bool():
            if measure.kind in _NUMERIC:
                raise TypedError("Ô này là TRUE/FALSE. Hãy nhập một số.")
            return YES if raw else NO
        case int() | float():
            return format_number(_counted(measure, float(raw), is_percent))
        case datetime() | date():
            raise TypedError(f"Excel đã đổi ô này thành ngày {raw:%d/%m/%Y}. Hãy gõ lại giá trị.")
        case time() | timedelta():
            raise TypedError("Excel đã đổi ô này thành giờ. Hãy gõ lại giá trị.")
    if raw.startswith("#") and raw.rstrip("!?").isupper():
        raise TypedError(f"Ô này báo lỗi {raw[:12]} của Excel. Hãy gõ giá trị.")
    return raw


def _counted(measure: Measure, value: float, is_percent: bool) -> Decimal:
    if not abs(value) < _LARGEST:  # no number at all among them
        raise TypedError("Số quá lớn. Hãy kiểm tra lại số chữ số và đơn vị tính.")
    number = exactly(value)
    if not is_percent:
        return number
    if measure.kind is not IndicatorKind.PERCENT:
        raise TypedError(
            f"Ô này đang hiện là {format_number(100 * number)}%, nhưng chỉ tiêu không tính bằng phần trăm. "
            "Hãy gõ lại số."
        )
    return 100 * Decimal(repr(value))  # what the person saw: 98,5 %
