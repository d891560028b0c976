"""Sums, means and shares as an official recomputes them."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chungsuc.reasoning.arithmetic import (
    Rounding,
    check_sum,
    counts_of_share,
    mean_holds,
    rounding_of,
    totals_of_mean,
    whole,
)


@pytest.mark.parametrize(
    ("total", "parts", "difference"),
    [
        (5_490, [3_890, 1_600], 0),
        (183_970, [5_490, 161_180, 11_000, 6_300], 0),
        (51, [13, 19, 19], 0),
        (52, [13, 19, 19], 1),
    ],
)
def test_a_total_against_its_parts(total, parts, difference):
    checked = check_sum(total, parts)
    assert checked.difference == difference
    assert checked.holds is (difference == 0)


@pytest.mark.parametrize(
    ("mean", "total", "count", "decimals", "how"),
    [
        ("16.67", 150, 9, 2, Rounding.ROUNDED),
        ("11.47", 195, 17, 2, Rounding.ROUNDED),
        ("14.06", 239, 17, 2, Rounding.ROUNDED),
        ("15", 135, 9, 0, Rounding.EXACT),
        ("16.66", 150, 9, 2, Rounding.CUT),
        ("16.68", 150, 9, 2, Rounding.WRONG),
        ("16.67", 151, 9, 2, Rounding.WRONG),
    ],
)
def test_a_stated_mean(mean, total, count, decimals, how):
    assert mean_holds(Decimal(mean), total, count, decimals) is how


@pytest.mark.parametrize(
    ("mean", "count", "decimals", "totals"),
    [
        ("16.67", 9, 2, (150, 150)),
        ("11.47", 17, 2, (195, 195)),
        ("14", 3, 0, (41, 44)),
        ("1.01", 2, 2, (3, 2)),
    ],
)
def test_the_totals_that_a_mean_can_come_from(mean, count, decimals, totals):
    assert totals_of_mean(Decimal(mean), count, decimals) == totals


@given(st.integers(0, 3000), st.integers(1, 200), st.integers(0, 3))
def test_every_total_is_among_those_of_its_own_mean(total, count, decimals):
    rounded = Decimal(round(Fraction(total, count) * 10**decimals)).scaleb(-decimals)
    low, high = totals_of_mean(rounded, count, decimals)
    assert low <= total <= high
    assert rounding_of(rounded, Fraction(total, count), decimals) is not Rounding.WRONG


@pytest.mark.parametrize(
    ("percent", "count", "decimals", "counts"),
    [("100", 9, 0, (9, 9)), ("77.8", 9, 1, (7, 7)), ("0", 9, 0, (0, 0)), ("50", 9, 0, (5, 4))],
)
def test_the_counts_behind_a_share(percent, count, decimals, counts):
    assert counts_of_share(Decimal(percent), count, decimals) == counts


@pytest.mark.parametrize(("value", "number"), [(None, None), ("6", 6), ("6.0", 6), ("6.5", None), ("0", 0)])
def test_whole_numbers(value, number):
    assert whole(None if value is None else Decimal(value)) == number
