"""Thời hạn: the day on which a step is due, counted in days of the calendar or in working days."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum


class Counted(StrEnum):
    """Cách tính ngày."""

    CALENDAR = "calendar"
    WORKING = "working"


_SATURDAY = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Holidays:
    """Ngày nghỉ lễ, Tết: when offices rest beside Saturdays and Sundays, and the years that are known."""

    days: frozenset[date] = frozenset()
    years: frozenset[int] = frozenset()
    is_verified: bool = True

    def knows(self, since: date, until: date) -> bool:
        """Whether every year of the time is known."""
        return self.years.issuperset(range(since.year, until.year + 1))

    def with_days_in_lieu(self) -> Holidays:
        """With the days that make up for holidays on a day of rest: for each the next day of work."""
        days = set(self.days)
        for holiday in sorted(self.days):
            if holiday.weekday() >= _SATURDAY and not self._is_within(holiday):
                day = holiday
                while day.weekday() >= _SATURDAY or day in days:
                    day += timedelta(days=1)
                days.add(day)
        return replace(self, days=frozenset(days))

    def _is_within(self, holiday: date) -> bool:
        """Inside a longer holiday, which is announced with the days that make up for its days of rest."""
        return self._runs_on(holiday, -1) and self._runs_on(holiday, 1)

    def _runs_on(self, holiday: date, step: int) -> bool:
        day = holiday
        while day in self.days and day.weekday() >= _SATURDAY:
            day += timedelta(days=step)
        return day in self.days


NO_HOLIDAYS = Holidays()


def due_day(since: date, days: int, counted: Counted, holidays: Collection[date] = ()) -> date:
    """Ngày đến hạn: the last day of a time that begins on the day after `since`.

    Working days leave out Saturdays, Sundays and the holidays that are given. Where the day would lie in a
    year whose holidays are not known, whoever shows it says so (`Holidays.knows`).
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
