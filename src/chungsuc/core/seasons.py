"""Mùa số liệu: when in the year a figure is asked for, of which period, and by what day.

Nobody is asked for everything every month: the share of poor households is known at the year's end,
a school's at the end of its year. Pure; the days are told.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from chungsuc.core.criteria import Sector
from chungsuc.core.errors import ChungsucError
from chungsuc.core.periods import Period, PeriodKind

ASKED_EVERY = (PeriodKind.YEAR, PeriodKind.HALF_YEAR, PeriodKind.QUARTER, PeriodKind.MONTH)


class SeasonError(ChungsucError, ValueError):
    """Not a season."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Season:
    """Mùa: from the first day of `first_month` to the day `due_day` of `last_month`, every year.

    A season may run over the turn of the year (12 to 1); the period asked for is the year in which it
    begins, or, with `of_year_before`, the year before that.

    A figure of each month, quarter or half-year (`every`) is asked for in the last month of its period, or,
    with `of_year_before` (here: of the period before), in the month after it: from that month's first day to
    its `due_day`, in those months only that lie from `first_month` to `last_month`. Raises SeasonError when
    built from what cannot be.
    """

    first_month: int
    last_month: int
    due_day: int
    of_year_before: bool = False
    every: PeriodKind = PeriodKind.YEAR

    def __post_init__(self) -> None:
        if not (1 <= self.first_month <= 12 and 1 <= self.last_month <= 12):
            raise SeasonError("Tháng phải từ 1 đến 12. Hãy chọn lại tháng đầu và tháng cuối.")
        if not 1 <= self.due_day <= 31:
            raise SeasonError("Ngày hạn phải từ 1 đến 31. Hãy nhập lại ngày hạn.")
        if self.every not in ASKED_EVERY:
            raise SeasonError("Số liệu được hỏi theo tháng, quý, 6 tháng hoặc năm. Hãy chọn một trong bốn.")
        if self.every is not PeriodKind.YEAR and not any(self._asks_in(month) for month in range(1, 13)):
            raise SeasonError(
                "Mùa này không có tháng nào đến kỳ hỏi. Hãy nới tháng đầu và tháng cuối, ví dụ từ 1 đến 12."
            )

    def window(self, year: int) -> Window:
        """The season that begins in a year; a due day beyond the month's end is its last day."""
        ends = year + (self.last_month < self.first_month)
        period = Period.of_year(year - self.of_year_before)
        return Window(period, date(year, self.first_month, 1), self._due(ends, self.last_month))

    def window_in(self, year: int, month: int) -> Window | None:
        """What is asked for in a month, of a period shorter than a year; None where nothing is."""
        if not self._asks_in(month):
            return None
        opens = date(year, month, 1)
        day = opens - timedelta(days=1) if self.of_year_before else opens
        return Window(Period.containing(day, self.every), opens, self._due(year, month))

    def _asks_in(self, month: int) -> bool:
        is_in_season = (month - self.first_month) % 12 <= (self.last_month - self.first_month) % 12
        return is_in_season and (month - self.of_year_before) % self.every.months == 0

    def _due(self, year: int, month: int) -> date:
        return date(year, month, min(self.due_day, monthrange(year, month)[1]))


@dataclass(frozen=True, slots=True)
class Window:
    """Đợt hỏi: a period, the day from which its figure is asked for, and the day it is due."""

    period: Period
    opens: date
    due: date

    def is_late(self, on: date) -> bool:
        return on > self.due


def asked(season: Season, on: date) -> Window:
    """The last season that has begun by a day: asked for now, or late, until the next begins."""
    if season.every is PeriodKind.YEAR:
        this = season.window(on.year)
        return this if this.opens <= on else season.window(on.year - 1)
    months = (on.year * 12 + on.month - 1 - back for back in range(12))
    return next(found for each in months if (found := season.window_in(each // 12, each % 12 + 1)))


YEAR_END = Season(first_month=11, last_month=12, due_day=15)
# When the owners of a subject know their figures. A proposal only: each commune sets its own.
_USUAL = {
    Sector.EDUCATION: Season(first_month=5, last_month=6, due_day=15),  # the school year ends
    Sector.STATISTICS: Season(first_month=12, last_month=1, due_day=31),  # counted when the year is over
    Sector.LABOUR: Season(first_month=11, last_month=12, due_day=15),  # the review of poor households
    Sector.CULTURE: Season(first_month=11, last_month=12, due_day=10),  # titles are given in November
    Sector.AGRICULTURE: Season(first_month=10, last_month=12, due_day=15),  # after the autumn harvest
}


def usual(sector: Sector | None) -> Season:
    """Mùa thường lệ of a subject."""
    return _USUAL.get(sector, YEAR_END) if sector is not None else YEAR_END
