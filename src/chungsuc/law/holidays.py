"""Ngày nghỉ lễ, Tết as files: `law/data/holidays`, described by SCHEMA.md beside them."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from importlib.resources import files

from chungsuc.core.criteria import Confidence
from chungsuc.core.dossiers import Holidays
from chungsuc.law.located import Located, read_yaml

SCHEMA_VERSION = 1
_MOST_DAYS = 14  # of one holiday: more is a slip


@cache
def holidays() -> Holidays:
    """What working days leave out, of every year that is known. Raises LawError for a broken file."""
    folder = files("chungsuc.law") / "data" / "holidays"
    found = [
        read_holidays(file.read_text(encoding="utf-8"), f"holidays/{file.name}")
        for file in sorted(folder.iterdir(), key=lambda entry: entry.name)
        if file.name.endswith(".yaml")
    ]
    return Holidays(
        days=frozenset().union(*(each.days for each in found)),
        years=frozenset().union(*(each.years for each in found)),
        is_verified=all(each.is_verified for each in found),
    )


def read_holidays(text: str, name: str) -> Holidays:
    """Đọc ngày nghỉ from the text of a file. Raises LawError, naming file and line."""
    root = read_yaml(text, name)
    if root.whole("schema_version") != SCHEMA_VERSION:
        raise root.error(f"chỉ đọc được schema_version {SCHEMA_VERSION}", "schema_version")
    root.text("id")
    since = root.day("valid_from")
    sure = [_is_verified(root)]
    fixed = [_fixed(each) for each in root.many("fixed")]
    days: set[date] = set()
    years: set[int] = set()
    for entry in root.many("years"):
        year = entry.whole("year")
        if year < since.year or year in years:
            raise entry.error(f"năm {year} trước khi luật có hiệu lực, hoặc được ghi hai lần", "year")
        years.add(year)
        sure.append(_is_verified(entry))
        try:
            days |= {date(year, month, day) for month, day in fixed}
        except ValueError:
            raise root.error("ngày nghỉ cố định phải có trong mọi năm", "fixed") from None
        for each in entry.many("days"):
            days |= _days(each, year)
        entry.close()
    root.close()
    return Holidays(days=frozenset(days), years=frozenset(years), is_verified=all(sure)).with_days_in_lieu()


def _is_verified(entry: Located) -> bool:
    entry.text("source")
    entry.optional_text("note")
    return entry.choice("confidence", Confidence) is Confidence.VERIFIED


def _fixed(entry: Located) -> tuple[int, int]:
    """Month and day."""
    found = entry.whole("month"), entry.whole("day")
    _close(entry)
    return found


def _close(entry: Located) -> None:
    entry.text("name")
    entry.close()


def _days(entry: Located, year: int) -> set[date]:
    first, last = entry.day("from"), entry.day("to")
    count = (last - first).days + 1
    if not 1 <= count <= _MOST_DAYS or first.year != year:
        raise entry.error(f"‘from’ và ‘to’ phải ở năm {year}, cách nhau không quá {_MOST_DAYS} ngày", "from")
    _close(entry)
    return {first + timedelta(days=each) for each in range(count)}
