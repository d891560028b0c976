"""Kỳ nào được tính trong năm nào, for many cells at once: as `core.standing` counts one figure.

Which period counts follows from the periods alone, so cells with the same periods are worked out once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from chungsuc.core.criteria import CriteriaSet, Observed
from chungsuc.core.periods import Period
from chungsuc.core.standing import last_day_of, part_of


class Counted(NamedTuple):
    """Số liệu của một kỳ, as it counts: the parts of a share where they are known."""

    value: Observed
    numerator: Decimal | None = None
    denominator: Decimal | None = None


Line = Mapping[str, Counted]  # of one indicator of one unit: the periods, in words, that have a figure
Years = tuple[int, ...]
Turned = tuple[Counted | None, Counted | None]  # the figure that counted, and the one that does now


class _Turn(NamedTuple):
    """In these years the figure of the one period counted, and that of the other does now."""

    years: Years
    was: str | None
    now: str | None


class Counting:
    """The figures of units under one set as they turn: what is worked out is kept for the next unit."""

    def __init__(self, law: CriteriaSet) -> None:
        self._law, self._known = law, dict[tuple[str, tuple[str, ...], tuple[str, ...]], list[_Turn]]()

    def turned(
        self, codes: Iterable[str], was: Mapping[str, Line], now: Mapping[str, Line]
    ) -> dict[Years, dict[str, Turned]]:
        """The figures of one unit under these codes that are others `now`, by the years of which."""
        found: dict[Years, dict[str, Turned]] = {}
        for code in codes:
            before, line = was.get(code, _NOTHING), now.get(code, _NOTHING)
            key = code, tuple(before), tuple(line)
            turns = self._known.get(key)
            if turns is None:
                turns = self._known[key] = self._turns(*key)
            for years, first, last in turns:
                old = before[first] if first is not None else None
                new = line[last] if last is not None else None
                if old is not new and old != new:
                    found.setdefault(years, {})[code] = old, new
        return found

    def _turns(self, code: str, was: Iterable[str], now: Iterable[str]) -> list[_Turn]:
        found: dict[tuple[str | None, str | None], list[int]] = {}
        if part_of(self._law, code) is not None:
            for year in range(self._law.valid_from.year, self._law.valid_to.year + 1):
                periods = (
                    counting_period(self._law, code, was, year),
                    counting_period(self._law, code, now, year),
                )
                if any(periods):
                    found.setdefault(periods, []).append(year)
        return [_Turn(tuple(years), *periods) for periods, years in found.items()]


_NOTHING: Line = {}


def counting_period(law: CriteriaSet, code: str, periods: Iterable[str], year: int) -> str | None:
    """The one of these periods that counts at the end of the year: see `core.standing`."""
    last = last_day_of(law, code, year)
    return max((each for each in periods if _lateness(each)[0] <= last), key=_lateness, default=None)


@lru_cache(maxsize=1024)
def _lateness(period: str) -> tuple[date, int]:
    found = Period.parse(period)
    return found.last_day, -found.first_day.toordinal()
