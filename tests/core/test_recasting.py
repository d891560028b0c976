"""Số liệu theo bộ cũ xét theo bộ mới: what is the same crosses over, the rest has no data."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chungsuc.core.criteria import Confidence, Observed, Threshold, UnitAttributes
from chungsuc.core.mapping import CriteriaMapping, MappedIndicator, Relation
from chungsuc.core.recasting import continued, recast
from chungsuc.core.verdicts import judge_unit
from factories.criteria import indicator, small_set


def line(
    old: str, new: str | None, relation: str, confidence: Confidence = Confidence.RECALLED
) -> MappedIndicator:
    return MappedIndicator(from_code=old, to_code=new, relation=Relation(relation), confidence=confidence)


MAPPING = CriteriaMapping(
    from_set="bo-cu",
    to_set="bo-moi",
    entries=(
        line("1.1", "3.1", "same"),
        line("2.1", "2.1", "renamed", Confidence.VERIFIED),
        line("3.1", "1.1", "same", Confidence.UNCERTAIN),
        line("4.1", "4.1", "narrowed"),
        line("5.1", "4.2", "widened"),
        line("6.1", "5.1", "merged"),
        line("6.2", "5.1", "merged"),
        line("7.1", None, "none"),
    ),
)

RECAST = [
    # observed under the old set, has under the new one, is only a hint
    ({"1.1": 90}, {"3.1": 90}, []),
    ({"2.1": True}, {"2.1": True}, []),
    ({"1.1": 90, "2.1": True, "4.1": 7}, {"3.1": 90, "2.1": True}, ["4.1"]),
    ({"3.1": 50}, {}, ["3.1"]),  # bảng đối chiếu chưa chắc
    ({"4.1": 7, "5.1": 8}, {}, ["4.1", "5.1"]),
    ({"6.1": True, "6.2": True}, {}, ["6.1", "6.2"]),  # nhập làm một: không suy ra
    ({"7.1": True}, {}, []),  # không còn xét
    ({"9.9": 1}, {}, []),  # bảng đối chiếu không nói tới
    ({}, {}, []),
]


@pytest.mark.parametrize(("old", "new", "hints"), RECAST)
def test_figures_under_another_set(old: dict[str, Any], new: dict[str, Any], hints: list[str]) -> None:
    found = recast(old, MAPPING)
    assert found.values == new
    assert [each.from_code for each in found.hints] == hints
    assert {code: old[entry.from_code] for code, entry in found.carried.items()} == new


@pytest.mark.parametrize(("code", "before"), [("3.1", "1.1"), ("2.1", "2.1"), ("1.1", None), ("5.1", None)])
def test_where_an_indicator_goes_on_from(code: str, before: str | None) -> None:
    found = continued(code, MAPPING)
    assert (found.from_code if found else None) == before


def of_groups(*levels: int) -> Any:
    """An indicator whose level differs by the group of the commune."""
    thresholds = tuple(
        Threshold(
            value=Decimal(level),
            from_year=2021,
            to_year=2025,
            confidence=Confidence.VERIFIED,
            commune_group=str(group),
        )
        for group, level in enumerate(levels, start=1)
    )
    return replace(indicator("3.1", "percent", "at_least", Decimal(0)), thresholds=thresholds)


@pytest.mark.parametrize(
    ("levels", "group", "verdict"),
    [
        ((95, 85, 80), "3", "đạt"),
        ((95, 85, 80), "1", "chưa đạt"),
        ((95, 85, 80), None, "chưa có mức"),  # chưa xác định nhóm xã, mà mức các nhóm khác nhau
        ((85, 85, 85), None, "đạt"),  # mức các nhóm như nhau
    ],
)
def test_a_commune_whose_group_is_not_decided(
    levels: tuple[int, ...], group: str | None, verdict: str
) -> None:
    new = small_set(of_groups(*levels), indicator("2.1"))
    values: dict[str, Observed] = {"1.1": Decimal(90)}
    unit = judge_unit(
        new,
        UnitAttributes(commune_group=group),
        year=2025,
        on=date(2025, 12, 31),
        observed=recast(values, MAPPING).values,
    )
    assert unit.criteria["3"].verdict.label == verdict
    assert unit.criteria["2"].verdict.label == "chưa có số liệu"  # nothing was observed that leads to it


@given(st.dictionaries(st.sampled_from([each.from_code for each in MAPPING.entries]), st.integers()))
def test_nothing_comes_from_nowhere_and_nothing_changes(old: dict[str, int]) -> None:
    found = recast(old, MAPPING)
    for code, value in found.values.items():
        assert old[found.carried[code].from_code] == value
    told = {entry.from_code for entry in (*found.carried.values(), *found.hints)}
    dropped = {each.from_code for each in MAPPING.entries if each.to_code is None}
    assert told | (old.keys() & dropped) == old.keys()
