"""Tổng hợp nói rõ làm từ bao nhiêu đơn vị, và không lấy bình quân của tỷ lệ một cách tình cờ."""

from __future__ import annotations

from decimal import Decimal
from functools import reduce
from operator import add
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chungsuc.core.rollup import (
    Denominator,
    Rollup,
    RollupError,
    Share,
    ShareRollup,
    VerdictTally,
    add_up,
    mean_of_shares,
    share_of_all,
    weighted_share,
)
from chungsuc.core.verdicts import Verdict
from chungsuc.core.vietnamese.numbers import format_number

HOUSEHOLDS = [Share(90, 100), Share(300, 600), None]  # hai xã có số liệu, một xã chưa


def test_a_sum_says_how_many_units_it_was_made_from() -> None:
    total = add_up([5, 2, 2, 3, 2, None, None])
    assert total == Rollup(14, reported=5, expected=7)
    assert total.coverage == "5/7 đơn vị thuộc phạm vi chương trình"
    assert not total.is_whole


def test_absent_is_not_zero() -> None:
    assert add_up([None, None]).total is None
    assert add_up([0, None]).total == 0


def test_a_share_over_all_is_not_the_mean_of_shares() -> None:
    over_all, mean = share_of_all(HOUSEHOLDS), mean_of_shares(HOUSEHOLDS)
    assert over_all.percent is not None
    assert format_number(over_all.percent, 2) == "55,71"  # 390/700
    assert mean.percent == 70  # (90 + 50) / 2
    assert over_all.label == "tỷ lệ chung (cộng tử số và mẫu số)"
    assert mean.label == "bình quân các đơn vị"
    assert (over_all.reported, over_all.expected) == (2, 3)


def test_a_percentage_without_parts_is_not_summed_in_silence() -> None:
    rolled = share_of_all([Share(90, 100), Share(stated_percent=Decimal(50))])
    assert (rolled.percent, rolled.reported, rolled.without_parts) == (90, 1, 1)


def test_a_percentage_without_parts_needs_a_declared_weight_and_says_so() -> None:
    shares = [(Share(stated_percent=Decimal(90)), 100), (Share(stated_percent=Decimal(50)), 300), (None, 200)]
    rolled = weighted_share(shares, "số hộ năm 2024")
    assert rolled.percent == 60
    assert rolled.label == "bình quân theo quyền số: số hộ năm 2024"
    assert (rolled.reported, rolled.expected) == (2, 3)


@pytest.mark.parametrize("make", [share_of_all, mean_of_shares])
def test_nothing_reported_has_no_percentage(make: Any) -> None:
    assert make([None, None]).percent is None


@pytest.mark.parametrize(
    ("build", "words"),
    [
        (Share, "hoặc có số phần trăm"),
        (lambda: Share(numerator=1), "đủ tử số và mẫu số"),
        (lambda: Share(1, 0), "lớn hơn 0"),
        (lambda: weighted_share([], " "), "nêu rõ quyền số"),
        (lambda: weighted_share([(None, 0)], "số hộ"), "lớn hơn 0"),
        (lambda: add_up([1]) + add_up([1], Denominator.EXISTING), "đơn vị hiện có"),
        (lambda: share_of_all([]) + mean_of_shares([]), "hai cách khác nhau"),
    ],
)
def test_what_cannot_be_rolled_up_is_refused(build: Any, words: str) -> None:
    with pytest.raises(RollupError, match=words):
        build()


# --- cây đơn vị: cộng theo cách nào cũng ra một kết quả -------------------------------------------

figures = st.none() | st.integers(-(10**12), 10**12)
shares = st.none() | st.builds(Share, st.integers(0, 10**6), st.integers(1, 10**6))
branches = st.lists(st.tuples(figures, shares, st.sampled_from(Verdict)), max_size=6)
trees = st.lists(branches, min_size=1, max_size=6)
Leaf = tuple[Any, Any, Verdict]
Rolled = tuple[Rollup, ShareRollup, ShareRollup, VerdictTally]


@given(trees)
def test_a_roll_up_equals_the_sum_of_its_parts(tree: list[list[Leaf]]) -> None:
    leaves = [leaf for branch in tree for leaf in branch]

    def rolled(branch: list[Leaf]) -> Rolled:
        values = [value for value, _, _ in branch]
        parts = [share for _, share, _ in branch]
        tally = VerdictTally.of(verdict for _, _, verdict in branch)
        return add_up(values), share_of_all(parts), mean_of_shares(parts), tally

    for whole, of_branches in zip(rolled(leaves), zip(*map(rolled, tree), strict=True), strict=True):
        assert reduce(add, of_branches) == whole


def test_every_absence_has_its_own_count() -> None:
    verdicts = [Verdict.MET] * 12 + [Verdict.NOT_MET] * 3 + [Verdict.NO_DATA] * 3 + [Verdict.NO_THRESHOLD]
    tally = VerdictTally.of(verdicts)
    assert tally.headline == "đạt 12; tính được 15/19"
    assert tally.counts[Verdict.NO_DATA] == 3
    assert (tally + VerdictTally.of([Verdict.NOT_APPLICABLE])).headline == "đạt 12; tính được 15/19"
