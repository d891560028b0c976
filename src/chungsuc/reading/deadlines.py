"""Thời hạn trong ô: the last moment that a cell of times names."""

from __future__ import annotations

import re

from chungsuc.core.statements import PartialDate
from chungsuc.core.vietnamese.dates import DateError, parse_date

_QUARTERS = {"i": 3, "1": 3, "ii": 6, "2": 6, "iii": 9, "3": 9, "iv": 12, "4": 12}
_QUARTER = re.compile(
    r"\bqu[ýí]\s*(?P<quarter>iv|i{1,3}|[1-4])\s*(?:[/.\-–]|,?\s*năm)?\s*(?P<year>20[0-9]{2})", re.IGNORECASE
)
_DATE = re.compile(
    r"[0-9]{1,2}[/.-][0-9]{1,2}[/.-]20[0-9]{2}|ngày\s+[0-9]{1,2}\s+tháng\s+[0-9]{1,2}\s+năm\s+20[0-9]{2}|"
    r"tháng\s+[0-9]{1,2}\s*(?:/|-|năm)\s*20[0-9]{2}|(?<![0-9/])[0-9]{1,2}/20[0-9]{2}",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<![0-9/.\-])20[0-9]{2}(?![0-9/.])")
# "Từ ngày 01/3/2024", "kể từ tháng 5/2024", "sau ngày …": when work begins, not by when it ends.
_BEGINS = re.compile(
    r"\b(?:từ|sau)(?:\s+(?:ngày|tháng|quý|quí|năm|đầu|cuối|giữa|khi|hết)){0,3}\s*$", re.IGNORECASE
)
_REACH = 30  # characters of "kể từ cuối tháng"
_RANGE = re.compile(r"20[0-9]{2}\s*[-–]\s*(?P<last>20[0-9]{2})")
_EVERY = re.compile(
    r"(?:hằng|hàng|mỗi)\s+(?P<period>ngày|tuần|tháng|quý|năm)|(?P<always>thường xuyên)|(?P<sudden>đột xuất)",
    re.IGNORECASE,
)


def deadline_in(text: str) -> PartialDate | None:
    """ "Quý IV/2025" is by its last month, "2026 - 2030" by its last year; None where no year is named.

    A time that only says when the work begins ("từ ngày 01/3/2024") is no deadline.
    """
    if quarters := _ends(_QUARTER, text):
        found = quarters[-1]
        return PartialDate(int(found["year"]), _QUARTERS[found["quarter"].casefold()])
    if dates := _ends(_DATE, text):
        day = " ".join(dates[-1][0].casefold().split())
        try:
            return parse_date(re.sub(r"(?<=[0-9])\s*-\s*(?=20)", "/", day))
        except DateError:
            return None  # a day that no calendar has: the check of dates says so
    if _DATE.search(text) or _QUARTER.search(text):
        return None  # the years left are those of where the work begins
    if ranges := _RANGE.search(text):
        return PartialDate(int(ranges["last"]))
    years = _ends(_YEAR, text)
    return PartialDate(int(years[-1][0])) if years else None


def _ends(form: re.Pattern[str], text: str) -> list[re.Match[str]]:
    """The times of this form, without those that something begins at."""
    return [
        found
        for found in form.finditer(text)
        if not _BEGINS.search(text[max(0, found.start() - _REACH) : found.start()])
    ]


def frequency_in(text: str) -> tuple[str, ...]:
    """ "Hằng năm" is "năm"; "Thường xuyên" stays as it is."""
    found = [match[0] if match["period"] is None else match["period"] for match in _EVERY.finditer(text)]
    return tuple(dict.fromkeys(each.casefold() for each in found))
