"""Tiêu chí nêu tên, nêu số: which criteria a sentence speaks of, and which words are none."""

from __future__ import annotations

from decimal import Decimal

import pytest

from chungsuc.core.statements import Certainty, Mode, StatementKind, Subject
from chungsuc.law.criteria import load_criteria_sets
from chungsuc.reading.indicator_names import IndicatorNames

K, M, S = StatementKind, Mode, Subject


@pytest.mark.parametrize(
    ("sentence", "codes"),
    [
        ("Đến hết năm 2023 có 06/12 xã đạt tiêu chí số 1 (Quy hoạch).", ["1"]),
        ("Phấn đấu 07/12 xã đạt tiêu chí số 4 (Điện), chiếm 58,3%.", ["4"]),
        ("Phấn đấu 09/12 xã đạt tiêu chí Trường học (số 5).", ["5"]),
        (
            "Có 03 xã đạt tiêu chí số 13 - Tổ chức sản xuất và phát triển kinh tế nông thôn, đạt 25%.",
            ["13"],
        ),
        ("Có 03 xã đạt tiêu chí tổ chức sản xuất và phát triển kinh tế nông thôn.", ["13"]),
        ("Phấn đấu 10/12 xã đạt tiêu chí số 1, số 8.", ["1", "8"]),
        ("Phấn đấu 10/12 xã đạt tiêu chí số: 1, 4, 8.", ["1", "4", "8"]),
        ("Phấn đấu 10/12 xã đạt tiêu chí số 1, 4, 8 và 19.", ["1", "4", "8", "19"]),
        ("Phấn đấu 10/12 xã đạt tiêu chí giao thông, trường học.", ["2", "5"]),
        ("Phấn đấu 10/12 xã đạt tiêu chí y tế và tiêu chí văn hóa.", ["15", "16"]),
        ("Phấn đấu 08/12 xã đạt TC số 12.", ["12"]),
        ("Phấn đấu có thêm 02 xã đạt tiêu chí số 8, 05 xã đạt tiêu chí số 9.", ["8"]),
    ],
)
def test_criteria_of_a_count(goal, sentence, codes):
    said = goal(sentence)
    assert said.subject is S.CRITERION
    assert [mention.code for mention in said.criteria] == codes
    assert said.units == ()
    assert said.certainty is Certainty.CERTAIN


@pytest.mark.parametrize(
    "sentence",
    [
        "Phấn đấu có thêm 03 xã đạt chuẩn về an ninh trật tự.",
        "Phấn đấu có 03 xã đạt chuẩn tiếp cận pháp luật.",
        "Phấn đấu có 03 xã đạt chuẩn quốc gia về y tế.",
        "Phấn đấu có 03 xã đạt chuẩn văn minh.",
    ],
)
def test_a_standard_of_something_else_is_none_of_nong_thon_moi(read_body, sentence):
    assert all(said.subject is S.OTHER for said in read_body(f"I. MỤC TIÊU\n\n- {sentence}\n").targets)


@pytest.mark.parametrize(
    "sentence",
    [
        "Phấn đấu có 03 xã đạt chuẩn về nông thôn mới.",
        "Phấn đấu có 03 xã đạt chuẩn quốc gia về nông thôn mới.",
        "Phấn đấu có 03 xã đạt chuẩn.",
    ],
)
def test_the_standard_in_other_words(goal, sentence):
    assert goal(sentence).subject is S.COMMUNES


def test_numbers_of_criteria_in_brackets_are_no_parts_of_their_number(read_body):
    reading = read_body("I. MỤC TIÊU\n\n- Xã Vô Danh 03 tiêu chí (các tiêu chí số: 4, 8, 10).\n")
    assert reading.sums == ()


def test_a_number_that_does_not_fit_its_name_is_left_in_doubt(goal):
    said = goal("Phấn đấu 07/12 xã đạt tiêu chí số 4 (Thu nhập).")
    (mention,) = said.criteria
    assert (mention.text, mention.code) == ("số 4 (Thu nhập)", "4")
    assert said.certainty is Certainty.DOUBTFUL


def test_a_name_across_the_seam_of_two_pages(read_body):
    (said,) = read_body(
        "I. MỤC TIÊU\n\n- Phấn đấu có thêm 03 xã đạt tiêu chí tổ chức sản xuất và\n\n12\n\n"
        "phát triển kinh tế nông thôn (Yên Khê, Chi Khê, Môn Sơn).\n"
    ).targets
    assert [mention.code for mention in said.criteria] == ["13"]
    assert [unit.name for unit in said.units] == ["Yên Khê", "Chi Khê", "Môn Sơn"]


def test_a_word_of_place_names_no_criterion(goal):
    """ "các tiêu chí ở 03 xã" was read as housing ("Nhà ở dân cư")."""
    said = goal("Duy trì, nâng chất lượng các tiêu chí ở 02 xã đạt chuẩn nông thôn mới: Yên Khê, Chi Khê.")
    assert (said.kind, said.subject, said.value) == (K.KEEP, S.COMMUNES, 2)
    assert said.criteria == ()


@pytest.mark.parametrize(
    ("sentence", "value", "codes"),
    [
        ("Xã Yên Khê: 5 tiêu chí (1, 3, 5, 8, 10).", 5, ["1", "3", "5", "8", "10"]),
        ("Xã Yên Khê: 02 TC (Điện, Y tế).", 2, ["4", "15"]),
        ("Xã Lạng Khê hoàn thành tiêu chí số 1, số 8.", 2, ["1", "8"]),
        (
            "Xã Lạng Khê phấn đấu đạt thêm tiêu chí Trường học, nâng tổng số tiêu chí lên 15/19 tiêu chí.",
            1,
            ["5"],
        ),
        (
            "Lạng Khê: hoàn thành 03 tiêu chí: tiêu chí số 2 - Giao thông, số 10 - Thu nhập và số 15 - Y tế.",
            3,
            ["2", "10", "15"],
        ),
    ],
)
def test_criteria_that_one_commune_gains(goal, sentence, value, codes):
    said = goal(sentence)
    assert (said.kind, said.value) == (K.GAIN, value)
    assert [mention.code for mention in said.criteria] == codes


@pytest.mark.parametrize(
    ("sentence", "kind", "mode", "value", "of"),
    [
        ("Toàn huyện đạt 165 tiêu chí, bình quân 13,75 tiêu chí/xã.", K.TOTAL, M.REACH, "165", None),
        ("Toàn huyện đạt 165/228 TC.", K.TOTAL, M.REACH, "165", "228"),
        ("Phấn đấu tăng thêm 18 tiêu chí so với cuối năm 2022.", K.TOTAL, M.ADD, "18", None),
    ],
)
def test_criteria_of_all_communes(goal, sentence, kind, mode, value, of):
    said = goal(sentence)
    assert (said.kind, said.mode, said.subject, said.value) == (kind, mode, S.CRITERIA, Decimal(value))
    assert said.of == (Decimal(of) if of else None)


@pytest.mark.parametrize(
    "sentence",
    [
        "05 xã biên giới đạt 75 tiêu chí.",
        "Các xã biên giới đạt 75 tiêu chí.",
        "Xây dựng kế hoạch thực hiện 19 tiêu chí.",
    ],
)
def test_criteria_of_some_are_no_total_of_all(read_body, sentence):
    said = read_body(f"I. MỤC TIÊU\n\n- {sentence}\n").targets
    assert [each for each in said if each.subject is S.CRITERIA] == []


def test_what_a_mean_grows_by_is_no_total(read_body):
    (mean,) = read_body(
        "I. MỤC TIÊU\n\n- Bình quân đạt 15 tiêu chí/xã, tăng 1 tiêu chí so với năm 2022.\n"
    ).targets
    assert mean.kind is K.AVERAGE


def test_what_a_commune_grows_by_is_its_own(read_body):
    stands, gains = read_body(
        "I. MỤC TIÊU\n\n- Xã Yên Khê đạt 15 tiêu chí, tăng 02 tiêu chí so với năm 2022.\n"
    ).targets
    assert (stands.kind, gains.kind) == (K.COUNT, K.GAIN)
    assert [unit.name for unit in gains.units] == ["Yên Khê"]


@pytest.mark.parametrize(
    ("sentence", "code", "certainty"),
    [
        ("Chỉ tiêu 17.1: tỷ lệ hộ sử dụng nước sạch đạt ≥ 55%.", "17.1", Certainty.CERTAIN),
        ("Chỉ tiêu số 17.1 đạt 60%.", "17.1", Certainty.CERTAIN),
        ("Tỷ lệ hộ được sử dụng nước sạch theo quy chuẩn đạt 55%.", "17.1", Certainty.CERTAIN),
        ("Tỷ lệ hộ dùng nước sạch đạt 55%.", "17.1", Certainty.LIKELY),
        ("Tỷ lệ bao phủ bảo hiểm y tế đạt trên 95%.", "15.1", Certainty.CERTAIN),
        ("Thu nhập bình quân đầu người đạt 45 triệu đồng/người/năm.", "10.1", Certainty.CERTAIN),
    ],
)
def test_indicators_of_the_set_in_force(goal, sentence, code, certainty):
    said = goal(sentence)
    assert said.subject is S.INDICATOR
    assert [(mention.code, mention.certainty) for mention in said.criteria] == [(code, certainty)]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("tỷ lệ hộ nghèo", None),  # counted by income, too
        ("tỷ lệ che phủ rừng", None),
        ("tỷ lệ hộ sử dụng điện", None),
        ("tỷ lệ lao động qua đào tạo", "12.1"),
        ("tỷ lệ lao động qua đào tạo có bằng cấp, chứng chỉ", "12.2"),
        ("tỷ lệ hộ nghèo đa chiều", "11.1"),
    ],
)
def test_an_indicator_is_named_only_where_it_is_the_one(words, code):
    names = IndicatorNames(load_criteria_sets()["vn-2021-2025-commune"])
    found = names.find(words, is_share=True)
    assert (found.code if found else None) == code


def test_a_rate_of_growth_is_not_the_income():
    names = IndicatorNames(load_criteria_sets()["vn-2026-2030-commune"])
    assert names.find("Thu nhập bình quân đầu người", is_share=False) is None


def test_communes_that_meet_one_indicator(goal):
    said = goal("Phấn đấu 10/12 xã đạt chỉ tiêu 17.1.")
    assert (said.subject, said.value, said.of, said.measure) == (S.OTHER, 10, 12, "xã")
    assert [mention.code for mention in said.criteria] == ["17.1"]


@pytest.mark.parametrize(
    "sentence",
    [
        "05 xã còn nợ tiêu chí môi trường và an toàn thực phẩm.",
        "Có 03 xã có 04 tiêu chí chưa đạt.",
        "Toàn huyện có 40 tiêu chí chưa đạt.",
        "Xã Yên Khê có 04 tiêu chí chưa đạt.",
        "Xã Chi Khê thiếu 02 tiêu chí (Điện, Y tế).",
        "Có 02 xã không đạt chuẩn nông thôn mới.",
        "Thu hồi quyết định công nhận 01 xã đạt chuẩn nông thôn mới.",
        "Thưởng 500 triệu đồng cho 02 xã đạt chuẩn nông thôn mới.",
        "03 xã biên giới đạt tiêu chí điện.",
    ],
)
def test_what_is_not_met_and_whom_it_is_for_are_no_counts(read_body, sentence):
    """ "05 xã còn nợ tiêu chí" was held against the communes that meet it: a false contradiction."""
    told = (S.CRITERION, S.CRITERIA, S.COMMUNES)
    assert [
        each for each in read_body(f"I. MỤC TIÊU\n\n- {sentence}\n").targets if each.subject in told
    ] == []
