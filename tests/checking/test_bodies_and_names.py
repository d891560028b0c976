"""Cơ quan được giao việc; số và tên tiêu chí; một lỗi nói một lần; đoạn văn."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest
from small_readings import CRITERIA, case, duty, source

from chungsuc.checking.bodies import check_bodies
from chungsuc.checking.case import Sum, finding
from chungsuc.checking.criteria_names import check_criteria_names
from chungsuc.checking.once import counted_once, told_once
from chungsuc.checking.passages import passages_of
from chungsuc.core.statements import Certainty, FindingKind, Line, Quote, Recipient, Severity

# --- bodies ---------------------------------------------------------------------------------------

NAMED = ("Sở Tài chính", "Sở Y tế", "Sở Xây dựng", "Sở Nội vụ")


def recipients(*texts):
    return [
        Recipient(id=f"r{n}", source=source(90 + n, text), certainty=Certainty.CERTAIN, text=text)
        for n, text in enumerate(texts)
    ]


def bodies(*names, to=NAMED):
    duties = [duty(f"d{line}", line, name) for line, name in enumerate(names, start=30)]
    return check_bodies(case(duties=duties, recipients=recipients(*to)))


def test_a_body_that_no_recipient_line_names():
    (found,) = bodies(*NAMED, "Sở Công Thương")
    assert found.severity is Severity.INFO
    assert "Sở Công Thương được giao việc (dòng 34)" in found.message


@pytest.mark.parametrize(
    ("names", "to"),
    [
        (NAMED, NAMED),
        ((*NAMED, "Sở Công Thương"), (*NAMED, "Các sở, ban, ngành tỉnh")),
        ((*NAMED, "Sở Công Thương"), (*NAMED, "Như Điều 3")),
        ((*NAMED, "Sở Công Thương"), ()),
        ((*NAMED, "UBND các xã"), NAMED),  # many bodies in one name
        (("Sở Công Thương", "Sở Y tế"), NAMED),  # too few to know that the list is whole
    ],
)
def test_a_list_of_recipients_that_takes_everybody_in(names, to):
    assert bodies(*names, to=to) == []


def test_a_body_with_another_tone():
    (found,) = bodies("Sở Tài chính", "Sở Tài chinh", "Sở Tài chính")
    assert found.kind is FindingKind.SLIP
    assert "“Sở Tài chính” và “Sở Tài chinh”" in found.message


def test_a_tone_on_the_other_vowel_is_no_slip():
    assert bodies("Trung tâm Hoà Bình", "Trung tâm Hòa Bình") == []


# --- criteria -------------------------------------------------------------------------------------

SET = SimpleNamespace(
    level=CRITERIA.level,
    clause="09/QĐ-TTg",
    criteria=tuple(
        SimpleNamespace(code=code, name=name)
        for code, name in (
            ("4", "Điện"),
            ("5", "Trường học"),
            ("15", "Y tế"),
            ("17", "Môi trường và an toàn"),
        )
    ),
)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Hoàn thành tiêu chí số 15 về Y tế trong năm.", 0),
        ("Hoàn thành tiêu chí số 17 về Y tế trong năm.", 1),
        ("Hoàn thành tiêu chí 5 (Y tế) trong năm.", 1),
        ("Hoàn thành tiêu chí số 17: môi trường và an toàn.", 0),
        ("Hoàn thành tiêu chí số 17 về nước sạch.", 0),  # a name of its own making
        ("Hoàn thành tiêu chí số 17 về Y tế của thôn kiểu mẫu.", 0),  # another set
        ("Hoàn thành tiêu chí số 17 về Y tế nông thôn mới nâng cao.", 0),
        ("Hoàn thành tiêu chí số 40 về Y tế.", 0),
    ],
)
def test_a_number_and_a_name(words, told):
    found = list(check_criteria_names(replace(case(lines=[(5, words)]), criteria_set=SET)))
    assert [each.facts["meant"] for each in found] == ["15"] * told


# --- told once ------------------------------------------------------------------------------------


def broken(line, stated, follows, *, item="", severity=Severity.ERROR, message=None):
    return finding(
        FindingKind.ARITHMETIC,
        severity,
        message or f"Dòng {line} ghi {stated}",
        quotes=(Quote(item, line, "…"),),
        stated=stated,
        follows=follows,
    )


def test_the_same_figure_of_the_same_line_is_told_once():
    found = [broken(5, "12 xã", "13 xã"), broken(5, "12", "13", severity=Severity.WARNING, message="khác")]
    assert told_once(found) == found[:1]


def test_one_figure_that_breaks_two_sums_is_told_once_and_says_so():
    (found,) = told_once([broken(5, "12", "13", item="f1"), broken(9, "40", "41", item="f1")])
    assert found.repairs == ("Cùng một chỗ sai có thể làm lệch cả phép tính khác: Dòng 9 ghi 40",)
    assert [quote.line for quote in found.quotes] == [5, 9]


@pytest.mark.parametrize(
    ("own", "mend"),
    [
        (("3", "2"), ["Cả hai phép tính khớp nếu dòng 45 ghi 2."]),  # 38 against 39 for the same reason
        (("2", "3"), []),  # the other way: no one figure mends both
        (("38", "37"), []),  # the total itself breaks its own list
    ],
)
def test_a_part_that_names_less_than_it_states_is_what_to_mend_first(own, mend):
    whole = replace(broken(33, "38", "39"), quotes=(Quote("t1", 33, "…"), Quote("t4", 45, "…")))
    (found,) = told_once([whole, broken(45, *own, item="t4")])
    assert list(found.repairs[:-1]) == mend


@pytest.mark.parametrize(
    "other",
    [broken(9, "40", "42", item="f1"), broken(9, "40", "41", item="f2"), broken(6, "12", "13")],
)
def test_two_faults_are_two(other):
    assert len(told_once([broken(5, "12", "13", item="f1"), other])) == 2


def test_a_sum_that_was_computed_twice_is_one():
    one = Sum("Tổng ở dòng 5", "12 xã", "12 xã", True, ("t1",), (5, 6))
    assert counted_once([one, replace(one, label="Tổng: số xã", stated="12")]) == (one,)


# --- passages -------------------------------------------------------------------------------------


def passages(*lines):
    return [passage.text for passage in passages_of(Line(n, text) for n, text in enumerate(lines, start=1))]


@pytest.mark.parametrize(
    ("lines", "texts"),
    [
        (("Có 06 xã đạt", "chuẩn năm 2024."), ["Có 06 xã đạt chuẩn năm 2024."]),
        (("Có 06 xã đạt chuẩn năm", "2024 và 02 xã khác"), ["Có 06 xã đạt chuẩn năm 2024 và 02 xã khác"]),
        (("Có 06 xã.", "và 02 xã"), ["Có 06 xã.", "và 02 xã"]),
        (("I. MỤC TIÊU", "1. Chung"), ["I. MỤC TIÊU", "1. Chung"]),
        (("Nội dung", "a) Đường"), ["Nội dung", "a) Đường"]),
        (("Nội dung", "", "và đường"), ["Nội dung", "và đường"]),
        (("1\tĐường", "xã\t5"), ["1\tĐường", "xã\t5"]),
    ],
)
def test_lines_that_run_on(lines, texts):
    assert passages(*lines) == texts


def test_a_paragraph_that_the_reader_joined_over_the_end_of_a_page_is_one():
    words = ["Thu nhập tăng 12% so", "2", "Dự thảo", "với năm 2026 (43 triệu", "đồng)."]
    lines = [Line(number, text) for number, text in enumerate(words, 1)]
    first, *others = passages_of(lines, [(1, 4, 5)])
    assert (first.text, first.numbers) == (
        "Thu nhập tăng 12% so với năm 2026 (43 triệu đồng).",
        (1, 4, 5),
    )
    assert [each.text for each in others] == ["2", "Dự thảo"]
    assert first.line_at(first.text.index("43")) == 4


def test_a_column_of_a_passage_knows_its_line():
    (passage,) = passages_of([Line(7, "Có 06 xã đạt"), Line(8, "chuẩn")])
    assert [passage.line_at(column) for column in (0, 11, 13, 17)] == [7, 7, 8, 8]
