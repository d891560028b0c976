"""Giai đoạn: the years that a title says a document covers."""

from __future__ import annotations

import re

_YEARS = re.compile(
    r"(?:giai đoạn|thời kỳ|các năm|từ năm|nhiệm kỳ)\s*(?:từ\s+)?(?:năm\s+)?(?P<a>20[0-9]{2})\s*(?:[-–]|"
    r"đến(?: năm)?)\s*"
    r"(?P<b>20[0-9]{2})",
    re.IGNORECASE,
)
_UNTIL = re.compile(r"đến\s+(?:hết\s+)?năm\s+(?P<b>20[0-9]{2})", re.IGNORECASE)


def period_of(title: str) -> tuple[int | None, int | None]:
    """Years that the title says the document covers: "giai đoạn 2021-2025", "năm 2024", "đến năm 2025"."""
    if found := _YEARS.search(title):
        return int(found["a"]), int(found["b"])
    if found := _UNTIL.search(title):
        return None, int(found["b"])
    years = [
        match
        for match in re.finditer(r"năm\s+(20[0-9]{2})", title, re.IGNORECASE)
        if not _in_date(title, match)
    ]
    if years:
        year = int(years[-1][1])
        return year, year
    return None, None


def _in_date(text: str, match: re.Match[str]) -> bool:
    return re.search(r"tháng\s*[0-9]{1,2}\s*$", text[: match.start()], re.IGNORECASE) is not None
