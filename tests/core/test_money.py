from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chungsuc.core.money import (
    MEASURES,
    MoneyError,
    in_billions,
    in_measure,
    in_millions,
    measure_size,
    shown_parts,
    to_dong,
)
from chungsuc.core.vietnamese.numbers import parse_number

amounts = st.lists(st.integers(-(10**15), 10**15), max_size=12)


@given(amounts, st.integers(0, 3))
def test_parts_sum_and_none_moves_by_a_whole_step(parts: list[int], places: int) -> None:
    shown = shown_parts(parts, "triệu đồng", places=places)
    assert sum(shown.amounts) == shown.total
    assert sum(map(parse_number, shown.texts), Decimal(0)) == parse_number(shown.total_text)
    assert all(
        abs(part - exact) < 10 ** (6 - places) for part, exact in zip(shown.amounts, parts, strict=True)
    )
    assert abs(shown.total - sum(parts)) * 2 <= 10 ** (6 - places)
    assert shown.rounded == (shown.amounts != tuple(parts) or shown.total != sum(parts))


@given(st.lists(st.lists(st.integers(0, 10**13), min_size=1, max_size=5), min_size=1, max_size=5))
def test_every_level_of_a_tree_sums_to_the_level_above(tree: list[list[int]]) -> None:
    top = shown_parts([sum(branch) for branch in tree])
    for branch, shown_above in zip(tree, top.amounts, strict=True):
        below = shown_parts(branch, total=shown_above)
        assert sum(below.amounts) == shown_above


def test_an_impossible_total_is_refused() -> None:
    with pytest.raises(MoneyError, match="không khớp"):
        shown_parts([1_000_000, 2_000_000], total=4_000_000)
    with pytest.raises(MoneyError, match="không khớp"):
        shown_parts([1_400_000], total=1_400_000)


def test_more_decimals_than_dong_are_refused() -> None:
    with pytest.raises(MoneyError, match="thập phân"):
        shown_parts([1], "đồng", places=1)


def test_an_amount_that_is_no_whole_dong_is_refused() -> None:
    with pytest.raises(MoneyError, match=r"0,0000005 triệu đồng không phải là số đồng nguyên"):
        to_dong(Decimal("0.0000005"), "triệu đồng")
    with pytest.raises(MoneyError, match="hữu hạn"):
        to_dong(Decimal("Infinity"), "đồng")


def test_an_unknown_measure_is_refused() -> None:
    with pytest.raises(MoneyError, match="‘USD’"):
        to_dong(Decimal(1), "USD")


@given(st.integers(-(10**18), 10**18), st.sampled_from(sorted(MEASURES)))
def test_what_is_shown_exactly_reads_back(amount: int, measure: str) -> None:
    assert to_dong(parse_number(in_measure(amount, measure)), measure) == amount


def test_shown_in_millions_and_billions() -> None:
    assert in_millions(183_970_000_000) == "183.970"
    assert in_millions(1_234_567_890) == "1.234,56789"
    assert in_millions(1_234_567_890, places=0) == "1.235"
    assert in_billions(183_970_000_000) == "183,97"
    assert measure_size("Tỷ  đồng") == 10**9
