"""Huyện, tỉnh, sản phẩm OCOP, vườn mẫu; and the body that is answerable for a target."""

from __future__ import annotations

import pytest

from chungsuc.core.statements import Comparator, Mode, PartList, StatementKind, Subject

K, M = StatementKind, Mode
GOALS = "I. MỤC TIÊU\n\n"


@pytest.mark.parametrize(
    ("sentence", "kind", "value", "measure", "units"),
    [
        (
            "Phấn đấu huyện Con Cuông đạt chuẩn huyện nông thôn mới vào năm 2025.",
            K.GAIN,
            1,
            "huyện",
            ["Con Cuông"],
        ),
        ("Phấn đấu đến năm 2025 huyện đạt chuẩn nông thôn mới.", K.GAIN, 1, "huyện", ["Con Cuông"]),
        ("Có 02 huyện đạt chuẩn nông thôn mới.", K.COUNT, 2, "huyện", []),
        ("01 thị xã hoàn thành nhiệm vụ xây dựng nông thôn mới.", K.COUNT, 1, "thị xã", []),
        ("Có 02 huyện đạt chuẩn NTM (Con Cuông, Anh Sơn).", K.COUNT, 2, "huyện", ["Con Cuông", "Anh Sơn"]),
        ("Hoàn thành 7/9 tiêu chí huyện nông thôn mới.", K.COUNT, 7, "tiêu chí", ["Con Cuông"]),
    ],
)
def test_districts(goal, sentence, kind, value, measure, units):
    said = goal(sentence)
    assert (said.kind, said.subject, said.value, said.measure) == (kind, Subject.OTHER, value, measure)
    assert [unit.name for unit in said.units] == units


def test_a_district_without_a_goal_is_none(read_body):
    sentence = "Ủy ban nhân dân huyện tổ chức học tập kinh nghiệm các xã có nông thôn mới."
    assert read_body(f"I. NHIỆM VỤ\n\n- {sentence}\n").targets == ()


@pytest.mark.parametrize(
    ("sentence", "mode", "value", "comparator"),
    [
        ("Có thêm 05 sản phẩm OCOP đạt 3 sao trở lên.", M.ADD, 5, Comparator.EQUAL),
        ("Phấn đấu có ít nhất 05 sản phẩm OCOP 3 sao.", M.REACH, 5, Comparator.AT_LEAST),
        ("Công nhận mới 12 vườn mẫu.", M.ADD, 12, Comparator.EQUAL),
    ],
)
def test_products_and_gardens(goal, sentence, mode, value, comparator):
    said = goal(sentence)
    assert (said.subject, said.mode, said.value, said.comparator) == (Subject.OTHER, mode, value, comparator)


def test_products_of_which_some_have_more_stars(read_body):
    whole, part = read_body(
        GOALS + "- Có thêm 05 sản phẩm OCOP đạt 3 sao trở lên, trong đó có 01 sản phẩm đạt 4 sao.\n"
    ).targets
    assert (whole.value, whole.parts, part.value, part.part_of) == (5, PartList.SOME, 1, whole.id)


@pytest.mark.parametrize(
    "sentence",
    [
        "Giao Phòng Kinh tế và Hạ tầng chủ trì: phấn đấu 10/12 xã đạt tiêu chí giao thông.",
        "Phấn đấu 10/12 xã đạt tiêu chí giao thông (Phòng Kinh tế và Hạ tầng chủ trì).",
        "Phấn đấu 10/12 xã đạt tiêu chí giao thông (cơ quan chủ trì: Phòng Kinh tế và Hạ tầng).",
        "Phấn đấu 10/12 xã đạt tiêu chí giao thông. Cơ quan chủ trì: Phòng Kinh tế và Hạ tầng.",
        "Phòng Kinh tế và Hạ tầng chủ trì, phối hợp với các xã; phấn đấu 10/12 xã đạt tiêu chí giao thông.",
    ],
)
def test_the_body_that_answers_for_a_target(goal, sentence):
    assert goal(sentence).body == "Phòng Kinh tế và Hạ tầng"


def test_each_of_two_targets_has_its_own_body(read_body):
    roads, clinics = read_body(
        GOALS
        + "- 10/12 xã đạt tiêu chí giao thông (Phòng Kinh tế và Hạ tầng chủ trì); 11/12 xã đạt tiêu chí "
        "y tế (Phòng Y tế chủ trì).\n"
    ).targets
    assert (roads.body, clinics.body) == ("Phòng Kinh tế và Hạ tầng", "Phòng Y tế")


def test_a_body_on_a_line_of_its_own(read_body):
    roads, clinics = read_body(
        GOALS + "1. Tiêu chí giao thông\n\n- Phấn đấu có 10/12 xã đạt tiêu chí.\n\n"
        "- Cơ quan chủ trì: Phòng Kinh tế và Hạ tầng; cơ quan phối hợp: Ủy ban nhân dân các xã.\n\n"
        "2. Tiêu chí y tế\n\n- Phấn đấu có 11/12 xã đạt tiêu chí.\n"
    ).targets
    assert (roads.body, clinics.body) == ("Phòng Kinh tế và Hạ tầng", None)
