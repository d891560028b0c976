"""Thành phần là mục tiêu: the parts of a listed total are statements, and lead to it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from chungsuc.core.statements import Comparator, PartList, PlanReading, Statement

Read = Callable[[str], PlanReading]
ALL, SOME = PartList.ALL, PartList.SOME


def family(read_body: Read, text: str) -> tuple[Statement, list[Statement]]:
    goals = read_body(f"I. MỤC TIÊU\n\n- {text}\n").targets
    (whole,) = [goal for goal in goals if goal.parts is not None]
    return whole, [goal for goal in goals if goal.part_of == whole.id]


@pytest.mark.parametrize(
    ("sentence", "parts_are", "parts"),
    [
        (
            "Trồng 90 ha cây ăn quả, trong đó: cam 30 ha, bưởi 40 ha.",
            SOME, [("cam", "30", "ha"), ("bưởi", "40", "ha")],
        ),
        (
            "Trồng 90 ha cây ăn quả, gồm: 30 ha cam, 60 ha bưởi.",
            ALL, [("cam", "30", "ha"), ("bưởi", "60", "ha")],
        ),
        (
            "Mở 90 lớp, gồm 40 lớp mầm non và 50 lớp tiểu học.",
            ALL, [("lớp mầm non", "40", "lớp"), ("lớp tiểu học", "50", "lớp")],
        ),
        (
            "Sửa chữa 07 hồ chứa: 02 hồ chứa lớn, 05 hồ chứa nhỏ.",
            ALL, [("hồ chứa lớn", "02", "hồ"), ("hồ chứa nhỏ", "05", "hồ")],
        ),
    ],
)  # fmt: skip
def test_each_part_is_a_statement(
    read_body: Read, sentence: str, parts_are: PartList, parts: list[tuple[str, str, str]]
) -> None:
    whole, found = family(read_body, sentence)
    assert whole.parts is parts_are
    assert [(part.object_text, *part.numbers, part.measure) for part in found] == parts
    assert len({part.source.spans for part in found}) == len(found)  # each has its own words


def test_parts_in_bullets_have_their_own_lines(read_body: Read) -> None:
    text = "Lắp đặt 09 trạm bơm, cụ thể như sau:\n\n+ Xã Môn Sơn: 04 trạm bơm;\n\n+ Xã Lục Dạ: 05 trạm bơm."
    whole, found = family(read_body, text)
    assert [part.object_text for part in found] == ["Xã Môn Sơn", "Xã Lục Dạ"]
    assert [part.source.line - whole.source.line for part in found] == [2, 4]


def test_a_list_by_years_gives_each_year_its_goal(read_body: Read) -> None:
    whole, found = family(
        read_body, "Giai đoạn 2022 - 2024 trồng 60 ha quế; trong đó: năm 2022: 20 ha; năm 2023: 15 ha; "
        "năm 2024: 25 ha."
    )  # fmt: skip
    assert whole.parts is ALL  # every year is there: nothing is left out
    assert [(str(part.deadline), part.object_text) for part in found] == [
        (str(year), whole.object_text) for year in (2022, 2023, 2024)
    ]


def test_a_list_that_leaves_out_a_year_names_some(read_body: Read) -> None:
    whole, _ = family(
        read_body, "Giai đoạn 2022 - 2024 trồng 60 ha quế; trong đó: năm 2022: 20 ha; năm 2024: 25 ha."
    )
    assert whole.parts is SOME


def test_bounds_are_kept_and_no_sum_is_made_of_them(read_body: Read) -> None:
    sentence = "Đào tạo 300 học viên, gồm: ít nhất 200 học viên nghề nông, không quá 80 học viên nghề mộc."
    _, found = family(read_body, sentence)
    assert [part.comparator for part in found] == [Comparator.AT_LEAST, Comparator.AT_MOST]
    assert read_body(f"I. MỤC TIÊU\n\n- {sentence}\n").sums == ()


def test_what_is_about_so_much_is_no_part_of_a_sum(read_body: Read) -> None:
    reading = read_body("I. MỤC TIÊU\n\n- Mở 90 lớp, gồm khoảng 40 lớp mầm non, gần 60 lớp tiểu học.\n")
    assert reading.sums == ()
    assert all(goal.part_of is None for goal in reading.targets)


def test_a_list_inside_a_list_leads_to_its_own_total(read_body: Read) -> None:
    goals = read_body(
        "I. MỤC TIÊU\n\n- Mở 90 lớp, gồm: 50 lớp công lập (trong đó: 30 lớp bán trú, 20 lớp nội trú); "
        "40 lớp tư thục.\n"
    ).targets
    by_value = {int(goal.value or 0): goal for goal in goals}
    assert [by_value[part].part_of for part in (50, 40)] == [by_value[90].id] * 2
    assert [by_value[part].part_of for part in (30, 20)] == [by_value[50].id] * 2
    assert len({goal.id for goal in goals}) == len(goals)
