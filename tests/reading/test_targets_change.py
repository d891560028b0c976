"""Từ … lên, từ … xuống, mỗi năm, mỗi xã: figures with a start, and figures for each of several."""

from __future__ import annotations

from decimal import Decimal

import pytest

from chungsuc.core.statements import Mode, StatementKind, Subject

K, S = StatementKind, Subject


@pytest.mark.parametrize(
    ("sentence", "kind", "subject", "start", "value"),
    [
        ("Giảm số xã dưới 13 tiêu chí từ 04 xã xuống 02 xã.", K.COUNT, S.OTHER, "4", "2"),
        ("Giảm số xã dưới 13 tiêu chí từ 04 xuống còn 02.", K.COUNT, S.OTHER, "4", "2"),
        ("Số xã đạt dưới 10 tiêu chí giảm từ 05 xã xuống còn 03 xã.", K.COUNT, S.OTHER, "5", "3"),
        ("Nâng tổng số xã đạt chuẩn NTM từ 03 xã lên 05 xã.", K.TOTAL, S.COMMUNES, "3", "5"),
        ("Nâng số thôn đạt chuẩn NTM từ 40 lên 45/118 thôn.", K.TOTAL, S.VILLAGES, "40", "45"),
        ("Nâng tổng số tiêu chí từ 165 lên 180 tiêu chí.", K.TOTAL, S.CRITERIA, "165", "180"),
        ("Bình quân tiêu chí từ 13,75 tiêu chí/xã lên 15 tiêu chí/xã.", K.AVERAGE, S.CRITERIA, "13.75", "15"),
        ("Xã Lạng Khê: từ 12 tiêu chí lên 15 tiêu chí.", K.COUNT, S.CRITERIA, "12", "15"),
        ("Nâng số tiêu chí đạt của xã Lạng Khê từ 12 lên 15 tiêu chí.", K.COUNT, S.CRITERIA, "12", "15"),
        (
            "Giảm tỷ lệ hộ nghèo đa chiều từ 18,2% năm 2022 xuống còn 14,5%.",
            K.SHARE,
            S.INDICATOR,
            "18.2",
            "14.5",
        ),
    ],
)
def test_the_start_and_the_end(goal, sentence, kind, subject, start, value):
    said = goal(sentence)
    assert (said.kind, said.subject) == (kind, subject)
    assert (said.value_from, said.value) == (Decimal(start), Decimal(value))


def test_the_date_is_that_of_the_end(read_body):
    reading = read_body(
        "I. MỤC TIÊU\n\n- Giảm tỷ lệ hộ nghèo đa chiều từ 18,2% năm 2022 xuống còn 14,5% năm 2023.\n"
    )
    (said,) = reading.targets
    assert str(said.deadline) == "2023"
    assert reading.baseline == ()


def test_how_much_a_commune_gains_in_brackets_is_its_own(read_body):
    stands, gains = read_body(
        "I. MỤC TIÊU\n\n- Xã Lạng Khê tăng từ 12 lên 15 tiêu chí (tăng 03 tiêu chí).\n"
    ).targets
    assert (stands.value_from, stands.value) == (12, 15)
    assert (gains.kind, gains.value, [unit.name for unit in gains.units]) == (K.GAIN, 3, ["Lạng Khê"])


@pytest.mark.parametrize(
    ("sentence", "subject", "measure"),
    [
        ("Mỗi năm có thêm 01 - 02 xã đạt chuẩn nông thôn mới.", S.OTHER, "xã/năm"),
        ("Bình quân mỗi năm tăng 1,5 tiêu chí/xã.", S.OTHER, "tiêu chí/xã/năm"),
        ("Hoàn thành thêm 12 tiêu chí/năm.", S.OTHER, "tiêu chí/năm"),
        ("Mỗi huyện có ít nhất 01 xã đạt chuẩn nông thôn mới kiểu mẫu.", S.OTHER, "xã/huyện"),
        ("Mỗi xã có ít nhất 02 thôn đạt chuẩn nông thôn mới.", S.VILLAGES, "thôn/xã"),
        ("Mỗi xã xây dựng ít nhất 01 thôn kiểu mẫu.", S.MODEL_VILLAGES, "thôn/xã"),
        ("Mỗi xã đạt chuẩn nâng cao có ít nhất 02 thôn kiểu mẫu.", S.OTHER, "thôn/xã"),
    ],
)
def test_what_is_meant_for_each_is_no_total(goal, sentence, subject, measure):
    said = goal(sentence)
    assert (said.subject, said.measure) == (subject, measure)


@pytest.mark.parametrize(
    ("sentence", "subject"),
    [
        ("Có 03 xã đạt chuẩn nông thôn mới.", S.COMMUNES),
        ("Có 03 xã trên địa bàn huyện được công nhận đạt chuẩn nông thôn mới.", S.COMMUNES),
        ("Có 03 xã đặc biệt khó khăn đạt chuẩn nông thôn mới.", S.OTHER),
        ("Có 60% số xã nhóm 1 đạt chuẩn nông thôn mới.", S.OTHER),
        ("Có 01 xã đạt chuẩn nâng cao.", S.OTHER),
        ("Có 01 xã đạt chuẩn NTM kiểu mẫu.", S.OTHER),
        ("Tỷ lệ xã đạt chuẩn nông thôn mới đạt 41,7%.", S.COMMUNES),
        ("Tỷ lệ xã đạt tiêu chí giao thông đạt 75%.", S.CRITERION),
    ],
)
def test_which_communes_are_counted(goal, sentence, subject):
    assert goal(sentence).subject is subject


@pytest.mark.parametrize(
    ("sentence", "subject", "value", "of"),
    [
        ("Đến nay, cả nước có 2.406/3.118 xã đạt chuẩn nông thôn mới.", S.OTHER, "2406", "3118"),
        ("Toàn tỉnh có 309/411 xã đạt chuẩn nông thôn mới.", S.OTHER, "309", "411"),
        ("Huyện Anh Sơn có 12 xã đạt chuẩn nông thôn mới.", S.OTHER, "12", None),
        ("Huyện Con Cuông, tỉnh Nghệ An có 03 xã đạt chuẩn nông thôn mới.", S.COMMUNES, "3", None),
        ("Toàn huyện có 03 xã đạt chuẩn nông thôn mới.", S.COMMUNES, "3", None),
        ("Có 07 huyện có 100% số xã đạt chuẩn nông thôn mới.", S.OTHER, "100", None),
        ("Trong đó 02 tỉnh có 90% số xã đạt chuẩn nông thôn mới.", S.OTHER, "90", None),
        ("Cao hơn mức bình quân chung của cả nước (14 tiêu chí/xã).", S.OTHER, "14", None),
    ],
)
def test_communes_of_another_place_are_not_the_plans_own(goal, sentence, subject, value, of):
    """ "2.406/3.118 xã" was read as 118, and held against the communes of the plan."""
    said = goal(sentence)
    assert (said.subject, said.value) == (subject, Decimal(value))
    assert said.of == (Decimal(of) if of else None)


def test_a_count_in_brackets_behind_its_share(read_body):
    share, count = read_body(
        "I. MỤC TIÊU\n\n- Có ít nhất 60% số xã đạt chuẩn nông thôn mới (07/12 xã).\n"
    ).targets
    assert (share.kind, count.kind, count.subject) == (K.SHARE, K.COUNT, S.COMMUNES)
    assert (count.value, count.of) == (7, 12)


@pytest.mark.parametrize(
    ("sentence", "subject", "rest", "all_units"),
    [
        ("Mỗi xã tăng ít nhất 02 tiêu chí.", S.CRITERIA, False, True),
        ("Tăng thêm ít nhất 02 tiêu chí/xã.", S.CRITERIA, False, True),
        ("Các xã còn lại mỗi xã tăng ít nhất 02 tiêu chí.", S.CRITERIA, True, False),
        ("Các xã chưa đạt chuẩn: mỗi xã tăng ít nhất 02 tiêu chí.", S.OTHER, False, False),
        ("Tăng thêm ít nhất 02 tiêu chí/xã đối với các xã chưa đạt chuẩn.", S.OTHER, False, False),
    ],
)
def test_which_communes_gain_so_many_each(goal, sentence, subject, rest, all_units):
    said = goal(sentence)
    assert (said.kind, said.subject, said.value) == (K.FLOOR, subject, 2)
    assert (said.rest, said.all_units) == (rest, all_units)


def test_where_a_growth_leads_to(read_body):
    grown, reached = read_body(
        "I. MỤC TIÊU\n\n1. Thu nhập bình quân đầu người đến năm 2025 tăng ít nhất 1,5 lần so với năm 2020, "
        "đạt 52 triệu đồng/người/năm.\n"
    ).targets
    assert (grown.mode, grown.value, grown.measure) == (Mode.ADD, Decimal("1.5"), "lần")
    assert (reached.mode, reached.value, reached.measure) == (Mode.REACH, 52, "triệu đồng/người/năm")
    assert reached.object_text == "Thu nhập bình quân đầu người"
