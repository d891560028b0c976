"""Số còn lại: what is left of an amount when another is taken from it, and a reserve held back first.

"Còn lại chưa phân bổ 2.600 tỷ đồng" comes from an amount and what was allocated of it, stated elsewhere in
the paper. Which two is not said; so a remainder that comes out exactly is told as a sum that holds, and
one for which no two amounts are found is no fault.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from chungsuc.checking.case import Case, Sum
from chungsuc.core.money import in_measure
from chungsuc.core.statements import Finding, FundingItem
from chungsuc.core.vietnamese.text import fold

_LEFT = re.compile(r"\bcon lai\b|\bchua phan bo\b")
_RESERVE = re.compile(r"\bdu phong\s+(?:chung\s+)?(\d{1,2})\s*%")
_MOST = 60  # amounts: in a longer tree two would make any remainder by chance
_LEAST_DIGITS = 3  # of the remainder: 5 = 10 - 5 says nothing


def check_remainders(case: Case) -> tuple[list[Finding], list[Sum]]:
    items = case.reading.funding
    if len(items) > _MOST:
        return [], []
    reserves = sorted({int(r) for line in case.reading.lines for r in _RESERVE.findall(fold(line.text))})
    found = (_sum(each, items, reserves) for each in items if _LEFT.search(fold(each.label)))
    return [], [each for each in found if each is not None]


def _sum(left: FundingItem, items: Sequence[FundingItem], reserves: Sequence[int]) -> Sum | None:
    if len(str(left.amount).rstrip("0")) < _LEAST_DIGITS:
        return None
    ways = [way for share in (0, *reserves) for way in _ways(left, items, share)]
    if len({(whole.amount, taken.amount, share) for whole, taken, share in ways}) != 1:
        return None
    whole, taken, share = ways[0]
    shown = [f"{each.stated} {each.measure}" for each in (whole, taken)]
    of_whole = shown[0] if not share else f"{shown[0]} × (100% − {share}% dự phòng)"
    return Sum(
        label=f"{left.label}: {of_whole} − {shown[1]}",
        stated=f"{left.stated} {left.measure}",
        computed=f"{in_measure(left.amount, left.measure)} {left.measure}",
        holds=True,
        items=(left.id, whole.id, taken.id),
        lines=tuple(sorted({each.source.line for each in (left, whole, taken)})),
    )


def _ways(
    left: FundingItem, items: Sequence[FundingItem], share: int
) -> Iterator[tuple[FundingItem, FundingItem, int]]:
    """Every two amounts whose difference, the reserve held back, is what is left."""
    by_amount: dict[Fraction, FundingItem] = {}
    for each in items:
        if each is not left:
            by_amount.setdefault(Fraction(each.amount), each)
    for whole in by_amount.values():
        taken = by_amount.get(Fraction(whole.amount * (100 - share), 100) - left.amount)
        if taken is not None and taken is not whole:
            yield whole, taken, share
