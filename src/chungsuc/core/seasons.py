"""Mùa số liệu: when in the year a figure is asked for, of which period, and by what day.

Nobody is asked for everything every month: the share of poor households is known at the year's end,
a school's at the end of its year. Pure; the days are told.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from chungsuc.core.criteria import Sector
from chungsuc.core.errors import ChungsucError
from chungsuc.core.periods import Period, PeriodKind


class SeasonError(ChungsucError, ValueError):
    """Not a season."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Season:
    """Mùa: from the first day of `first_month` to the day `due_day` of `last_month`, every year.

    A season may run over the turn of the year (12 to 1); the period asked for is the year in which it
    begins, or, with `of_year_before`, the year before that. Raises SeasonError when built from what
    cannot be.
    """

    first_month: int
    last_month: int
    due_day: int
    of_year_before: bool = False

    def __post_init__(self) -> None:
        if not (1 <= self.first_month <= 12 and 1 <= self.last_month <= 12):
            raise SeasonError("Tháng phải từ 1 đến 12. Hãy chọn lại tháng đầu và tháng cuối.")
        if not 1 <= self.due_day <= 31:
            raise SeasonError("Ngày hạn phải từ 1 đến 31. Hãy nhập lại ngày hạn.")

    def window(self, year: int) -> Window:
        """The season that begins in a year; a due day beyond the month's end is its last day."""
        ends = year + (self.last_month < self.first_month)
        last = min(self.due_day, monthrange(ends, self.last_month)[1])
        period = Period.of_year(year - self.of_year_before)
        return Window(period, date(year, self.first_month, 1), date(ends, self.last_month, last))


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
    this = season.window(on.year)
    return this if this.opens <= on else season.window(on.year - 1)


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


def is_yearly(period: Period) -> bool:
    """Whether seasons speak of the period at all: they ask for years."""
    return period.kind is PeriodKind.YEAR
