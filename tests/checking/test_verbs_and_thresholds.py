"""Động từ không hợp số liệu, and a target below what the criteria set asks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from small_readings import case, node, said

from chungsuc.checking.thresholds import check_thresholds
from chungsuc.checking.verbs import check_verbs
from chungsuc.core.criteria import (
    Confidence,
    CriteriaSet,
    Criterion,
    Direction,
    Indicator,
    IndicatorKind,
    SetStatus,
    Threshold,
    Tier,
)
from chungsuc.core.statements import Comparator, PartialDate, Severity
from chungsuc.core.units import Level

# --- verbs ----------------------------------------------------------------------------------------

OUTLINE = [node("o1", 3, "I", "THỰC TRẠNG"), node("o2", 9, "II", "MỤC TIÊU")]
NOW, END = PartialDate(2023), PartialDate(2024)
THING = {"measure": "%", "object_text": "tỷ lệ hộ dùng nước sạch"}


def kept(value, **rest):
    return said("t1", 10, "share", "keep", "indicator", value, section="o2", deadline=END, **THING | rest)


def stands(value, **rest):
    return said("b1", 5, "share", "reach", "indicator", value, section="o1", as_of=NOW, **THING | rest)


def asked(target, *baseline):
    return check_verbs(case(targets=[target], baseline=baseline, outline=OUTLINE))


def test_keeping_what_is_still_to_be_gained():
    (found,) = asked(kept(95), stands(90))
    assert "Dòng 10 viết “duy trì” 95, nhưng văn bản cho biết hiện có 90 (dòng 5)" in found.message


@pytest.mark.parametrize(
    ("target", "now"),
    [
        (kept(95), stands(95)),
        (kept(95), stands(97)),  # kept at no less than 95
        (kept(95), stands(90, object_text="tỷ lệ hộ dùng điện lưới")),
        (kept(95), stands(90, units=("Hòa An",))),
        (kept(5, comparator=Comparator.AT_MOST), stands(3)),
        (kept(95), stands(90, comparator=Comparator.AT_LEAST)),
    ],
)
def test_keeping_what_is_there(target, now):
    assert asked(target, now) == []


def test_keeping_from_one_value_to_another():
    assert len(asked(kept(95, value_from=Decimal(90)))) == 1
    assert asked(kept(95, value_from=Decimal(95))) == []


def more(id_, line, value, of, number, mode="add"):
    return said(id_, line, "count", mode, "criterion", value, of=of, criteria=("4",), numbers=(number,))


def test_a_gain_with_the_base_of_all():
    targets = [more("t1", 5, 6, 9, "06/9"), more("t2", 7, 3, 9, "03/9")]
    (found,) = check_verbs(case(targets=targets))
    assert found.severity is Severity.INFO
    assert found.message.startswith("Các dòng 5 và 7 viết")
    assert check_verbs(case(targets=[more("t1", 5, 6, 9, "06/9", "reach")])) == []


# --- thresholds -----------------------------------------------------------------------------------


def level(value, region=None, confidence=Confidence.VERIFIED):
    return Threshold(value=Decimal(value), from_year=2021, to_year=2025, confidence=confidence, region=region)


def criteria_set(*levels, direction=Direction.AT_LEAST):
    indicator = Indicator(
        code="4.2",
        name="Tỷ lệ hộ sử dụng điện lưới (cả năm)",
        kind=IndicatorKind.PERCENT,
        direction=direction,
        confidence=Confidence.VERIFIED,
        thresholds=levels,
    )
    criterion = Criterion(
        code="4", name="Điện", group="g", indicators=(indicator,), confidence=Confidence.VERIFIED
    )
    return CriteriaSet(
        id="made-up",
        title="Bộ tiêu chí",
        level=Level.COMMUNE,
        tier=Tier.STANDARD,
        status=SetStatus.OFFICIAL,
        legal_basis=(),
        valid_from=date(2021, 1, 1),
        valid_to=date(2025, 12, 31),
        criteria=(criterion,),
    )


def goal(value, **rest):
    rest = {"units": ("Hòa An",), "measure": "%", "object_text": "tỷ lệ hộ sử dụng điện lưới"} | rest
    return said("t1", 9, "share", "reach", "indicator", value, deadline=END, **rest)


JOINS = said("t2", 5, "gain", "add", "communes", 1, units=("Hòa An",))


def low(target, *levels, others=(JOINS,), direction=Direction.AT_LEAST):
    made = case(targets=[target, *others])
    return list(check_thresholds(replace(made, criteria_set=criteria_set(*levels, direction=direction))))


def test_a_target_below_the_level_of_the_set():
    (found,) = low(goal(90), level(95))
    assert found.severity is Severity.WARNING
    assert found.follows == "ít nhất 95%"


def test_a_figure_that_was_not_compared_with_the_law_is_a_note():
    (found,) = low(goal(90), level(95, confidence=Confidence.RECALLED))
    assert found.severity is Severity.INFO
    assert "con số của bộ tiêu chí chưa đối chiếu với văn bản in" in found.premises


@pytest.mark.parametrize(
    ("target", "levels", "others"),
    [
        (goal(95), (level(95),), (JOINS,)),
        (goal(90), (level(95),), ()),  # the commune is not said to meet anything
        (goal(90), (level(95),), (replace(JOINS, units=goal(1, units=("Tân Phú",)).units),)),
        (goal(90), (level(85, "núi"), level(95, "biển")), (JOINS,)),  # its region may be the milder
        (goal(90, object_text="tỷ lệ hộ sử dụng điện mặt trời"), (level(95),), (JOINS,)),
        (goal(90, measure="hộ"), (level(95),), (JOINS,)),
        (goal(90, comparator=Comparator.AT_MOST), (level(95),), (JOINS,)),
        (goal(90, units=()), (level(95),), (JOINS,)),  # of the whole district
    ],
)
def test_a_target_that_may_be_so(target, levels, others):
    assert low(target, *levels, others=others) == []


@pytest.mark.parametrize(("value", "told"), [(12, True), (10, False), (8, False)])
def test_a_level_that_may_not_be_exceeded(value, told):
    assert bool(low(goal(value), level(10), direction=Direction.AT_MOST)) is told
