"""Tệp nghị quyết sắp xếp: what a person writes, and the line that is wrong in it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from chungsuc.core.units import Level, LevelEnd, NewUnit, Part, Placing, Share, SuccessionKind
from chungsuc.law.errors import LawError
from chungsuc.law.reorganisations import read_reorganisation

HEAD = """order: {number: 12/NQ-HĐND, date: '2026-11-01', issuer: Hội đồng nhân dân tỉnh}
effective: '2027-01-01'
changes:
"""


def part(code: str, weight: str | None, *, main: bool | None = None) -> Part:
    return Part(code, Share.PART, None if weight is None else Decimal(weight), main)


MERGE, SPLIT, TRANSFER, RENAME = (
    SuccessionKind.MERGE, SuccessionKind.SPLIT, SuccessionKind.TRANSFER, SuccessionKind.RENAME,
)  # fmt: skip


@pytest.mark.parametrize(
    ("change", "new_units", "placings", "level_ends"),
    [
        (
            "{kind: merge, from: ['111', '112'], into: {code: '111', name: An Bình, kind: xã, parent: '1'}}",
            (NewUnit("111", (Part("111"), Part("112")), MERGE, "An Bình", "xã", "1"),),
            (),
            (),
        ),
        (
            "{kind: merge, from: ['111'], parts: [{code: '112', weight: 0.3}], into: {code: '111'}}",
            (NewUnit("111", (Part("111"), part("112", "0.3")), MERGE),),
            (),
            (),
        ),
        (
            (
                "{kind: split, from: '111', into: [{code: '116', name: A, weight: 0.6, main: true, "
                "villages: ['111-01']}, {code: '117', name: B, weight: 0.4}]}"
            ),
            (
                NewUnit("116", (part("111", "0.6", main=True),), SPLIT, "A"),
                NewUnit("117", (part("111", "0.4"),), SPLIT, "B"),
            ),
            (Placing("111-01", "116"),),
            (),
        ),
        (
            "{kind: transfer, from: '111', to: '112', weight: 0.1, villages: ['111-02']}",
            (
                NewUnit("111", (part("111", "0.9", main=True),), TRANSFER),
                NewUnit("112", (Part("112"), part("111", "0.1", main=False)), TRANSFER),
            ),
            (Placing("111-02", "112"),),
            (),
        ),
        (
            "{kind: transfer, from: '111', to: '112'}",
            (
                NewUnit("111", (part("111", None, main=True),), TRANSFER),
                NewUnit("112", (Part("112"), part("111", None, main=False)), TRANSFER),
            ),
            (),
            (),
        ),
        (
            "{kind: rename, unit: '111', unit_kind: phường}",
            (NewUnit("111", (Part("111"),), RENAME, None, "phường"),),
            (),
            (),
        ),
        (
            "{kind: move, units: ['111', '112'], under: '12'}",
            (),
            (Placing("111", "12"), Placing("112", "12")),
            (),
        ),
        ("{kind: end_level, level: district, within: '1'}", (), (), (LevelEnd(Level.DISTRICT, "1"),)),
    ],
)
def test_each_kind_of_change(
    change: str,
    new_units: tuple[NewUnit, ...],
    placings: tuple[Placing, ...],
    level_ends: tuple[LevelEnd, ...],
) -> None:
    act = read_reorganisation(f"{HEAD}  - {change}\n", "nq.yaml")
    assert (act.new_units, act.placings, act.level_ends) == (new_units, placings, level_ends)
    assert (act.order.number, str(act.order.issued_on), str(act.effective)) == (
        "12/NQ-HĐND", "2026-11-01", "2027-01-01",
    )  # fmt: skip


def test_two_neighbours_may_exchange_land() -> None:
    changes = (
        "  - {kind: transfer, from: '111', to: '112', weight: 0.1}\n"
        "  - {kind: transfer, from: '112', to: '111', weight: 0.2}\n"
    )
    act = read_reorganisation(HEAD + changes, "nq.yaml")
    assert {new.code: {(each.code, each.weight) for each in new.parts} for new in act.new_units} == {
        "111": {("111", Decimal("0.9")), ("112", Decimal("0.2"))},
        "112": {("111", Decimal("0.1")), ("112", Decimal("0.8"))},
    }


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("{kind: join, from: ['1']}", "dòng 4: ‘kind’ là ‘join’"),
        ("{kind: merge, from: [1, 2], into: {code: '1'}}", "đặt mã số và ngày trong dấu nháy"),
        ("{kind: merge, into: {code: '1'}}", "thiếu ‘from’"),
        ("{kind: split, from: '1', into: [{code: '1'}]}", "từ hai đơn vị mới"),
        ("{kind: transfer, from: '1', to: '1'}", "là một đơn vị"),
        ("{kind: transfer, from: '1', to: '2', weight: một nửa}", "‘weight’ phải là số"),
        ("{kind: rename, unit: '1'}", "cần ‘name’"),
        ("{kind: move, under: '1'}", "thiếu ‘units’"),
        ("{kind: merge, form: ['1'], from: ['1'], into: {code: '1'}}", "không biết khóa ‘form’"),
    ],
)
def test_a_broken_line_is_named(change: str, words: str) -> None:
    with pytest.raises(LawError, match=words):
        read_reorganisation(f"{HEAD}  - {change}\n", "nq.yaml")


def test_an_order_without_a_date_is_left_to_the_rule_that_refuses_it() -> None:
    act = read_reorganisation("order: {number: 12/NQ}\nchanges: []\n", "nq.yaml")
    assert (act.order.issued_on, act.effective) == (None, None)
