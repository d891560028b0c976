"""Thời hạn: the day on which a step is due, counted in days of the calendar or in working days."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from enum import StrEnum


class Counted(StrEnum):
    """Cách tính ngày."""

    CALENDAR = "calendar"
    WORKING = "working"


_SATURDAY = 5


def due_day(since: date, days: int, counted: Counted, holidays: Collection[date] = ()) -> date:
    """Ngày đến hạn: the last day of a time that begins on the day after `since`.

    Working days leave out Saturdays, Sundays and the holidays that are given; the decrees that move days of
    rest are not data here, so a page says that holidays are not taken off.
    """
    if counted is Counted.CALENDAR:
        return since + timedelta(days=days)
    weeks, rest = divmod(days, 5) if not holidays else (0, days)
    day = since + timedelta(days=7 * weeks) if weeks else since
    while rest:
        day += timedelta(days=1)
        if day.weekday() < _SATURDAY and day not in holidays:
            rest -= 1
    while day.weekday() >= _SATURDAY and weeks:  # began on a day of rest
        day -= timedelta(days=1)
    return day
