"""Một chỉ tiêu nêu hai lần với hai số."""

from __future__ import annotations

import pytest
from small_readings import case, node, said

from chungsuc.checking.repeats import check_repeats
from chungsuc.core.statements import Comparator, FindingKind, Mode, PartialDate

GOALS = [
    node("o1", 3, "I", "MỤC TIÊU"),
    node("o2", 20, "II", "NHIỆM VỤ, GIẢI PHÁP"),
    node("o3", 25, "1", "Vùng núi", "o2"),
]
END = PartialDate(2025)


def goal(id_, line, value, **rest):
    rest = {"section": "o1", "deadline": END, "measure": "%", "object_text": "tỷ lệ hộ dùng nước sạch"} | rest
    return said(id_, line, "share", "reach", "indicator", value, **rest)


def told(*targets):
    return check_repeats(case(targets=targets, outline=GOALS))


def test_one_target_with_two_values():
    (found,) = told(goal("t1", 5, 80), goal("t2", 22, 85, section="o2"))
    assert found.kind is FindingKind.QUESTION
    assert "dòng 5 nêu 80%, dòng 22 nêu 85%" in found.message


@pytest.mark.parametrize(
    "other",
    [
        {"value": 80},
        {"deadline": PartialDate(2030)},  # another time
        {"units": ("Hòa An",)},  # another place
        {"section": "o3"},  # under a heading of its own
        {"section": "o1"},  # the next item of the same list
        {"measure": "hộ"},
        {"object_text": "tỷ lệ hộ dùng điện lưới"},
        {"mode": "add"},  # a gain is no state
        {"text": "đối với xã vùng cao, tỷ lệ hộ dùng nước sạch đạt 85%"},
        {"comparator": Comparator.RANGE},
        {"part_of": "t9"},
    ],
)
def test_two_targets_that_are_not_one(other):
    rest = {"section": "o2", "value": 85} | other
    second = goal("t2", 22, rest.pop("value"), **{k: v for k, v in rest.items() if k != "mode"})
    if "mode" in other:
        second = said("t2", 22, "share", "add", "indicator", 85, section="o2", deadline=END, measure="%",
                      object_text="tỷ lệ hộ dùng nước sạch")  # fmt: skip
        assert second.mode is Mode.ADD
    assert told(goal("t1", 5, 80), second) == []


@pytest.mark.parametrize(
    ("first", "second", "asked"),
    [
        ((80, Comparator.AT_LEAST), (85, Comparator.EQUAL), False),  # 85 is at least 80
        ((90, Comparator.AT_LEAST), (85, Comparator.EQUAL), True),
        ((80, Comparator.AT_LEAST), (85, Comparator.AT_LEAST), True),
        ((80, Comparator.EQUAL), (85, Comparator.AT_MOST), False),
    ],
)
def test_limits_that_agree(first, second, asked):
    targets = [
        goal("t1", 5, first[0], comparator=first[1]),
        goal("t2", 22, second[0], comparator=second[1], section="o2"),
    ]
    assert bool(told(*targets)) is asked


def test_a_rounded_value_is_the_same():
    assert told(goal("t1", 5, "97.5", decimals=1), goal("t2", 22, 98, section="o2")) == []
