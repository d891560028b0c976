"""Sums, means and shares, exactly as a careful reader recomputes them.

A figure that the text rounds is compared with what it could have been rounded from; a figure
that was cut instead of rounded also passes, and the answer says so.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction


class Rounding(StrEnum):
    """How a stated figure comes from the exact one."""

    EXACT = "exact"
    ROUNDED = "rounded"
    CUT = "cut"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Sum:
    """A stated total beside the sum of its parts."""

    stated: Decimal
    parts: tuple[Decimal, ...]

    @property
    def computed(self) -> Decimal:
        return sum(self.parts, Decimal(0))

    @property
    def difference(self) -> Decimal:
        return self.stated - self.computed

    @property
    def holds(self) -> bool:
        return not self.difference


def check_sum(stated: Decimal | int, parts: Iterable[Decimal | int]) -> Sum:
    return Sum(Decimal(stated), tuple(Decimal(part) for part in parts))


def rounding_of(stated: Decimal, exact: Fraction, decimals: int) -> Rounding:
    """How `stated`, shown with so many decimals, comes from `exact`."""
    unit = Fraction(1, 10**decimals)
    difference = exact - Fraction(stated)
    if not difference:
        return Rounding.EXACT
    if abs(difference) <= unit / 2:
        return Rounding.ROUNDED
    return Rounding.CUT if 0 < difference < unit else Rounding.WRONG


def mean_holds(stated: Decimal, total: int, count: int, decimals: int) -> Rounding:
    """Whether `stated` is the mean of `total` over `count`."""
    return rounding_of(stated, Fraction(total, count), decimals)


def totals_of_mean(mean: Decimal, count: int, decimals: int) -> tuple[int, int]:
    """The least and the greatest whole total whose mean over `count` shows as `mean`, rounded or cut.

    The least exceeds the greatest where no whole total has this mean.
    """
    unit = Fraction(1, 10**decimals)
    low = math.ceil((Fraction(mean) - unit / 2) * count)
    high = math.ceil((Fraction(mean) + unit) * count) - 1
    return low, high


def counts_of_share(percent: Decimal, count: int, decimals: int) -> tuple[int, int]:
    """The least and the greatest number out of `count` whose percentage shows as `percent`."""
    return totals_of_mean(percent / 100, count, decimals + 2)


def whole(value: Decimal | None) -> int | None:
    """The value as a whole number, or None where it is absent or not whole."""
    if value is None or value != value.to_integral_value():
        return None
    return int(value)
