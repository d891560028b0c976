"""Ngày tháng theo lối Việt Nam: day, month, year, and what a draft leaves blank."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from chungsuc.core.errors import ChungsucError
from chungsuc.core.statements import PartialDate

FIRST_YEAR, LAST_YEAR = 1900, 2199  # outside: a slip of the pen, or not a year

_BLANK = r"[\s.…_]*"  # "ngày …… tháng 01 năm 2024"
_FORMS = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?:ngày )?(?P<day>[0-9]{1,2})(?P<mark>[/.-])(?P<month>[0-9]{1,2})(?P=mark)(?P<year>[0-9]{4})",
        r"ngày (?P<day>[0-9]{1,2}) tháng (?P<month>[0-9]{1,2}) năm (?P<year>[0-9]{4})",
        rf"(?:ngày{_BLANK})?tháng (?P<month>[0-9]{{1,2}}) năm (?P<year>[0-9]{{4}})",
        rf"ngày{_BLANK}tháng{_BLANK}năm (?P<year>[0-9]{{4}})",
        r"(?:tháng )?(?P<month>[0-9]{1,2})/(?P<year>[0-9]{4})",
        r"(?:năm )?(?P<year>[0-9]{4})",
    )
)


class DateError(ChungsucError, ValueError):
    """Không phải là ngày: the text is not one date in the Vietnamese way of writing."""


def parse_date(text: str) -> PartialDate:
    """Đọc ngày: "08/3/2022", "ngày 08 tháng 3 năm 2022", "tháng 01 năm 2024", "01/2024", "2024".

    A day or month that a draft leaves blank ("ngày … tháng 01 năm 2024") stays unknown. The order
    is always day, month, year; a year has four digits. Raises DateError for any other text and for
    a day that is not in the calendar.
    """
    words = " ".join(unicodedata.normalize("NFC", text).casefold().split())
    if not words:
        raise DateError("Ngày đang để trống. Hãy nhập theo dạng ngày/tháng/năm, ví dụ 08/03/2022.")
    for form in _FORMS:
        if found := form.fullmatch(words):
            return _checked(text.strip(), found.groupdict())
    raise DateError(
        f"‘{text.strip()[:40]}’ không phải là ngày. Hãy nhập theo dạng ngày/tháng/năm, ví dụ 08/03/2022."
    )


def _checked(text: str, parts: dict[str, str | None]) -> PartialDate:
    year, month, day = (
        int(found) if (found := parts.get(name)) else None for name in ("year", "month", "day")
    )
    if year is None or not FIRST_YEAR <= year <= LAST_YEAR:
        raise DateError(
            f"Năm trong ‘{text}’ nằm ngoài khoảng {FIRST_YEAR}-{LAST_YEAR}. Hãy kiểm tra lại năm."
        )
    try:
        if 0 in (month, day):
            raise ValueError("no month and no day is numbered 0")
        return PartialDate(year, month, day)
    except ValueError:
        raise DateError(
            f"‘{text}’ không có trong lịch. Thứ tự là ngày, tháng, năm; hãy kiểm tra lại."
        ) from None


def format_date(value: date | PartialDate) -> str:
    """Viết ngày: "08/03/2022"; as far as it is known: "tháng 01/2024", "năm 2024"."""
    if isinstance(value, PartialDate) and value.month is None:
        return f"năm {value.year}"
    if value.day is None:
        return f"tháng {value.month:02d}/{value.year}"
    return f"{value.day:02d}/{value.month:02d}/{value.year}"
