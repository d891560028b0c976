"""Câu mục tiêu: one row a turn of phrase, as officials write it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from chungsuc.core.statements import Comparator, Mode, StatementKind, Subject

K, M, S = StatementKind, Mode, Subject


@pytest.mark.parametrize(
    ("sentence", "kind", "mode", "subject", "value", "measure"),
    [
        ("Phấn đấu có 06 xã đạt chuẩn nông thôn mới.", K.COUNT, M.REACH, S.COMMUNES, "6", "xã"),
        ("Phần đầu có 06 xã đạt chuẩn nông thôn mới.", K.COUNT, M.REACH, S.COMMUNES, "6", "xã"),  # scanner
        ("Có thêm 02 xã đạt chuẩn nông thôn mới.", K.COUNT, M.ADD, S.COMMUNES, "2", "xã"),
        ("Có thêm 02 xã đạt chuẩn (Yên Khê, Chi Khê).", K.GAIN, M.ADD, S.COMMUNES, "2", "xã"),
        ("Duy trì 02 xã đạt chuẩn: Yên Khê, Chi Khê.", K.KEEP, M.KEEP, S.COMMUNES, "2", "xã"),
        ("Nâng tổng số xã đạt chuẩn nông thôn mới lên 07 xã.", K.TOTAL, M.REACH, S.COMMUNES, "7", "xã"),
        ("Số xã đạt chuẩn nông thôn mới: 04/12 xã.", K.TOTAL, M.REACH, S.COMMUNES, "4", "xã"),
        ("Công nhận mới 02 xã đạt chuẩn nông thôn mới.", K.COUNT, M.ADD, S.COMMUNES, "2", "xã"),
        (
            "Hoàn thành xây dựng nông thôn mới tại 02 xã: Môn Sơn, Lục Dạ.",
            K.COUNT,
            M.REACH,
            S.COMMUNES,
            "2",
            "xã",
        ),
        ("Lũy kế có 05/12 xã đạt chuẩn nông thôn mới.", K.TOTAL, M.REACH, S.COMMUNES, "5", "xã"),
        ("Có ít nhất 80% số xã đạt chuẩn nông thôn mới.", K.SHARE, M.REACH, S.COMMUNES, "80", "%"),
        ("Có 01 xã đạt chuẩn nông thôn mới nâng cao.", K.COUNT, M.REACH, S.OTHER, "1", "xã"),
        ("Đối với các xã còn lại hoàn thành thêm 20 tiêu chí.", K.TOTAL, M.ADD, S.CRITERIA, "20", "tiêu chí"),
        ("Tổng số tiêu chí hoàn thành là 178 tiêu chí.", K.TOTAL, M.REACH, S.CRITERIA, "178", "tiêu chí"),
        ("Tổng số tiêu chí đạt: 178/228 tiêu chí.", K.TOTAL, M.REACH, S.CRITERIA, "178", "tiêu chí"),
        ("Bình quân đạt 15,25 tiêu chí/xã.", K.AVERAGE, M.REACH, S.CRITERIA, "15.25", "tiêu chí/xã"),
        (
            "Bình quân số tiêu chí đạt chuẩn/xã: 14,3 tiêu chí.",
            K.AVERAGE,
            M.REACH,
            S.CRITERIA,
            "14.3",
            "tiêu chí/xã",
        ),
        ("Bình quân tiêu chí đạt 16 tiêu chí/xã.", K.AVERAGE, M.REACH, S.CRITERIA, "16", "tiêu chí/xã"),
        ("Không còn xã đạt dưới 9 tiêu chí.", K.FLOOR, M.REACH, S.CRITERIA, "9", "tiêu chí"),
        ("Không có xã dưới 12 tiêu chí.", K.FLOOR, M.REACH, S.CRITERIA, "12", "tiêu chí"),
        ("100% số xã đạt từ 15 tiêu chí trở lên.", K.FLOOR, M.REACH, S.CRITERIA, "15", "tiêu chí"),
        ("Mỗi xã hoàn thành thêm ít nhất 01 tiêu chí.", K.FLOOR, M.ADD, S.CRITERIA, "1", "tiêu chí/xã"),
        ("04 xã đạt 15 tiêu chí.", K.COUNT, M.REACH, S.CRITERIA, "4", "xã"),
        ("Xã Môn Sơn đạt 17/19 tiêu chí.", K.COUNT, M.REACH, S.CRITERIA, "17", "tiêu chí"),
        ("Có 10 thôn đạt chuẩn nông thôn mới.", K.COUNT, M.REACH, S.VILLAGES, "10", "thôn"),
        (
            "Có 60 bản thuộc các xã vùng cao, biên giới được công nhận đạt chuẩn nông thôn mới.",
            K.COUNT,
            M.REACH,
            S.VILLAGES,
            "60",
            "bản",
        ),
        ("02 khu dân cư nông thôn mới kiểu mẫu.", K.COUNT, M.REACH, S.MODEL_VILLAGES, "2", "khu dân cư"),
        ("03 thôn đạt “thôn Kiểu mẫu”.", K.COUNT, M.REACH, S.MODEL_VILLAGES, "3", "thôn"),
        (
            "02 xã đạt chuẩn thôn nông thôn mới.",
            K.COUNT,
            M.REACH,
            S.VILLAGES,
            "2",
            "xã",
        ),  # a slip, kept as it is
        ("Tỷ lệ hộ nghèo còn dưới 15%.", K.SHARE, M.REACH, S.INDICATOR, "15", "%"),
        ("Tỷ lệ hộ nghèo giảm từ 4 - 5%/năm.", K.SHARE, M.ADD, S.INDICATOR, "4", "%/năm"),
        ("Tỷ lệ hộ nghèo giảm từ 28,5% xuống còn 24%.", K.SHARE, M.REACH, S.INDICATOR, "24", "%"),
        ("Trồng mới 150 ha rừng sản xuất.", K.COUNT, M.REACH, S.OTHER, "150", "ha"),
        ("100% đường xã được nhựa hóa hoặc bê tông hóa.", K.SHARE, M.REACH, S.INDICATOR, "100", "%"),
        (
            "Thu nhập bình quân đầu người đạt 38 triệu đồng/người/năm.",
            K.COUNT,
            M.REACH,
            S.INDICATOR,
            "38",
            "triệu đồng/người/năm",
        ),
        ("Xây dựng 02 - 04 mô hình chăn nuôi tập trung.", K.COUNT, M.REACH, S.OTHER, "2", "mô hình"),
        ("Bê tông hóa 15 km đường giao thông nông thôn.", K.COUNT, M.REACH, S.OTHER, "15", "km"),
    ],
)
def test_what_a_sentence_says(goal, sentence, kind, mode, subject, value, measure):
    said = goal(sentence)
    assert (said.kind, said.mode, said.subject) == (kind, mode, subject)
    assert (said.value, said.measure) == (Decimal(value), measure)


@pytest.mark.parametrize(
    ("sentence", "mode", "kind", "value", "of", "code"),
    [
        ("Phấn đấu có 10/12 xã đạt tiêu chí trường học.", M.REACH, K.COUNT, "10", "12", "5"),
        ("Phấn đấu có 11/12 xã đạt tiêu chí số 2 về Giao thông.", M.REACH, K.COUNT, "11", "12", "2"),
        ("Duy trì 100% các xã hoàn thành tiêu chí thủy lợi.", M.KEEP, K.SHARE, "100", None, "3"),
        ("Phấn đấu 100% các xã hoàn thành tiêu chí quy hoạch.", M.REACH, K.SHARE, "100", None, "1"),
        ("Phần đầu có thêm 05/12 xã đạt tiêu chí môi trường và ATTP.", M.ADD, K.COUNT, "5", "12", "17"),
        ("Phấn đấu duy trì hoàn thành 8/12 xã tiêu chí y tế.", M.KEEP, K.COUNT, "8", "12", "15"),
        (
            "*Nhà ở dân cư:* Sửa chữa nhà ở. Phấn đấu có 12/12 xã hoàn thành tiêu chí.",
            M.REACH,
            K.COUNT,
            "12",
            "12",
            "9",
        ),
        ("Tiêu chí Quy hoạch: Tiếp tục duy trì 12/12 xã đạt chuẩn.", M.KEEP, K.COUNT, "12", "12", "1"),
        (
            "12/12 xã (100%) duy trì đạt tiêu chí Thủy lợi và phòng, chống thiên tai.",
            M.KEEP,
            K.COUNT,
            "12",
            "12",
            "3",
        ),
        ("Tiêu chí Điện: 12/12 xã.", M.REACH, K.COUNT, "12", "12", "4"),
        ("Có thêm 02 xã (Mậu Đức, Lục Dạ) đạt tiêu chí thu nhập.", M.ADD, K.COUNT, "2", None, "10"),
        ("Tiêu chí Lao động: Phấn đấu có 10/12 xã đạt.", M.REACH, K.COUNT, "10", "12", "12"),
        ("Tiêu chí số 4 - Điện: 12/12 xã đạt tiêu chí.", M.REACH, K.COUNT, "12", "12", "4"),
    ],
)
def test_communes_that_meet_one_criterion(goal, sentence, mode, kind, value, of, code):
    said = goal(sentence)
    assert said.subject is S.CRITERION
    assert (said.mode, said.kind, said.value) == (mode, kind, Decimal(value))
    assert said.of == (Decimal(of) if of else None)
    assert [mention.code for mention in said.criteria] == [code]
    assert said.all_units == (kind is K.SHARE)


@pytest.mark.parametrize(
    ("sentence", "comparator"),
    [
        ("Tỷ lệ bao phủ bảo hiểm y tế đạt 96%.", Comparator.EQUAL),
        ("Tỷ lệ bao phủ bảo hiểm y tế đạt trên 96%.", Comparator.AT_LEAST),
        ("Tỷ lệ bao phủ bảo hiểm y tế đạt từ 96% trở lên.", Comparator.AT_LEAST),
        ("Tỷ lệ hộ dùng nước sạch ≥ 60%.", Comparator.AT_LEAST),
        ("Tỷ lệ trẻ em dưới 5 tuổi suy dinh dưỡng (cân nặng/tuổi) còn 24 %.", Comparator.EQUAL),
        ("Tỷ lệ hộ nghèo giảm xuống dưới 10%.", Comparator.AT_MOST),
        ("Xây dựng 02 - 04 mô hình chăn nuôi.", Comparator.RANGE),
        ("Bình quân đạt 16 tiêu chí/xã trở lên.", Comparator.AT_LEAST),
    ],
)
def test_which_side_of_the_figure_is_meant(goal, sentence, comparator):
    assert goal(sentence).comparator is comparator


def test_a_list_of_gains_belongs_to_the_total_above_it(read_body):
    reading = read_body(
        "I. MỤC TIÊU\n\n1. Đối với các xã còn lại hoàn thành thêm 05 tiêu chí, trong đó:\n\n"
        "- Xã Lục Dạ 03 tiêu chí (Thu nhập, Trường học, Thủy lợi và phòng, chống thiên tai);\n\n"
        "- Cam Lâm 02 tiêu chí (Y tế, QP và AN).\n\n2. Bình quân đạt 15,25 tiêu chí/xã.\n"
    )
    total, first, second, mean = reading.targets
    assert total.rest
    assert (first.part_of, second.part_of, mean.part_of) == (total.id, total.id, None)
    assert [mention.code for mention in first.criteria] == ["10", "5", "3"]
    assert [mention.code for mention in second.criteria] == ["15", "19"]
    assert [unit.name for each in (first, second) for unit in each.units] == ["Lục Dạ", "Cam Lâm"]
    assert first.kind is second.kind is StatementKind.GAIN
    assert mean.decimals == 2


def test_gains_in_the_bracket_behind_their_total(read_body):
    total, first, second = read_body(
        "I. MỤC TIÊU\n\n- Phấn đấu hoàn thành 10 tiêu chí (Thạch Ngàn 04 tiêu chí; xã Mậu Đức 06 tiêu chí).\n"
    ).targets
    assert (total.kind, total.mode, total.value) == (StatementKind.TOTAL, Mode.ADD, 10)
    assert [(gain.kind, gain.value, gain.part_of) for gain in (first, second)] == [
        (StatementKind.GAIN, 4, total.id),
        (StatementKind.GAIN, 6, total.id),
    ]


def test_the_total_of_one_commune_is_not_that_of_all(read_body):
    gain, stands = read_body(
        "I. MỤC TIÊU\n\n- Xã Bình Chuẩn: Phấn đấu hoàn thành 02 tiêu chí (số 2 - Giao thông; số 5 - "
        "Trường học), "
        "nâng tổng số tiêu chí đạt lên 12 tiêu chí.\n"
    ).targets
    assert [mention.code for mention in gain.criteria] == ["2", "5"]
    assert (stands.kind, stands.value) == (StatementKind.COUNT, 12)
    assert [unit.name for unit in stands.units] == ["Bình Chuẩn"]


def test_two_counts_in_one_sentence_are_no_parts_of_each_other(read_body):
    first, second = read_body(
        "I. MỤC TIÊU\n\n- Xây dựng 02 xã đạt chuẩn nông thôn mới, gồm các xã: Lạng Khê, Cam Lâm; "
        "01 xã đạt chuẩn NTM nâng cao: xã Yên Khê.\n"
    ).targets
    assert [unit.name for unit in first.units] == ["Lạng Khê", "Cam Lâm"]
    assert (second.part_of, [unit.name for unit in second.units]) == (None, ["Yên Khê"])


def test_several_communes_before_one_verb(goal):
    said = goal("Các xã Yên Khê, Chi Khê và Môn Sơn hoàn thành 19/19 tiêu chí.")
    assert [unit.name for unit in said.units] == ["Yên Khê", "Chi Khê", "Môn Sơn"]
    assert (said.value, said.of) == (19, 19)


def test_criteria_that_a_commune_gains_by_name(goal):
    said = goal("Xã Thạch Ngàn hoàn thành tiêu chí trường học và tiêu chí y tế.")
    assert (said.kind, said.value) == (StatementKind.GAIN, 2)
    assert [mention.code for mention in said.criteria] == ["5", "15"]


def test_villages_lie_in_the_commune_named_behind_them(goal):
    said = goal(
        "Xây dựng 03 bản đạt chuẩn nông thôn mới: bản Xiềng, Thái Hòa - xã Môn Sơn, bản Nưa xã Yên Khê."
    )
    assert [(unit.text, unit.within) for unit in said.units] == [
        ("Xiềng", "Môn Sơn"),
        ("Thái Hòa", "Môn Sơn"),
        ("Nưa", "Yên Khê"),
    ]


def test_a_bracket_that_is_never_closed_ends_at_the_next_count(read_body):
    reading = read_body(
        "I. MỤC TIÊU\n\n- Duy trì 01 thôn đạt “thôn Kiểu mẫu” (thôn Xiềng - xã Môn Sơn; "
        "02 thôn đạt “thôn nông thôn mới” (thôn Nưa - xã Yên Khê, thôn Bãi Gạo - xã Chi Khê).\n"
    )
    model, villages = reading.targets
    assert (model.subject, model.mode, len(model.units)) == (Subject.MODEL_VILLAGES, Mode.KEEP, 1)
    assert (villages.subject, villages.mode, len(villages.units)) == (Subject.VILLAGES, Mode.KEEP, 2)
    assert model.source.text.endswith("xã Môn Sơn")


@pytest.mark.parametrize(
    ("sentence", "deadline"),
    [
        ("Phấn đấu đến năm 2025, có 06 xã đạt chuẩn nông thôn mới.", "2025"),
        ("Đến hết năm 2024 tỷ lệ hộ dùng điện đạt 100%.", "2024"),
        ("Có 06 xã đạt chuẩn nông thôn mới.", None),
    ],
)
def test_deadline_only_where_the_text_gives_one(goal, sentence, deadline):
    said = goal(sentence)
    assert (None if said.deadline is None else str(said.deadline)) == deadline


def test_what_is_past_is_a_result_and_no_target(read_body):
    reading = read_body(
        "I. KẾT QUẢ THỰC HIỆN\n\nĐến hết năm 2022 toàn huyện có 02 xã đạt 16 tiêu chí, 03 xã đạt 12 tiêu "
        "chí; "
        "bình quân đạt 11,8 tiêu chí/xã.\n\nII. MỤC TIÊU\n\nPhấn đấu bình quân đạt 12,5 tiêu chí/xã, "
        "tăng 0,7 tiêu chí "
        "so với năm 2022.\n"
    )
    assert [(said.value, said.level) for said in reading.baseline] == [
        (2, 16),
        (3, 12),
        (Decimal("11.8"), None),
    ]
    assert {str(said.as_of) for said in reading.baseline} == {"2022"}
    assert [said.value for said in reading.targets] == [Decimal("12.5")]


@pytest.mark.parametrize(
    "sentence",
    [
        "Triển khai 04 nội dung trọng tâm và thực hiện 03 Chương trình mục tiêu quốc gia.",
        "Thực hiện Quyết định số 318/QĐ-TTg ngày 08/3/2022 giai đoạn 2021-2025.",
        "Tạo khí thế thi đua tại tất cả các xã và 100% các thôn, bản.",
        "Tiếp tục duy trì và nâng cao chất lượng các tiêu chí.",
        "Các xã đạt chuẩn tiếp tục nâng cao chất lượng 19 tiêu chí.",
    ],
)
def test_no_target_is_made_up(read_body, sentence):
    assert read_body(f"I. NHIỆM VỤ\n\n- {sentence}\n").targets == ()


def test_a_share_of_a_count_is_read_beside_it(read_body):
    count, share = read_body("I. MỤC TIÊU\n\n- Có 05/12 xã đạt chuẩn nông thôn mới, chiếm 41,67%.\n").targets
    assert (count.value, count.of, share.value, share.decimals) == (5, 12, Decimal("41.67"), 2)
    assert share.subject is count.subject


def test_goals_of_one_commune(read):
    reading = read(
        "UBND XÃ MÔN SƠN\nSố: 07/KH-UBND\nMôn Sơn, ngày 05 tháng 7 năm 2023\n\nKẾ HOẠCH\n\n"
        "Xây dựng nông thôn mới xã Môn Sơn, huyện Con Cuông, tỉnh Nghệ An năm 2023\n\nI. MỤC TIÊU\n\n"
        "- Phấn đấu xã đạt 16/19 tiêu chí.\n\n- Hoàn thành thêm 02 tiêu chí: Giao thông, Nhà ở dân cư.\n"
    )
    stands, gains = reading.targets
    assert [unit.name for unit in (*stands.units, *gains.units)] == ["Môn Sơn", "Môn Sơn"]
    assert [mention.code for mention in gains.criteria] == ["2", "9"]
