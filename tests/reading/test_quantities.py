"""Số liệu của mọi lĩnh vực: one row a turn of phrase, each of another sector and place."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from chungsuc.core.statements import Comparator, Mode, PlanReading, Statement, StatementKind, Subject

C, K, M, S = Comparator, StatementKind, Mode, Subject
Read = Callable[[str], PlanReading]


def goals(read_body: Read, sentence: str) -> tuple[Statement, ...]:
    return read_body(f"I. MỤC TIÊU\n\n- {sentence}\n").targets


@pytest.mark.parametrize(
    ("sentence", "mode", "value", "measure", "object_text"),
    [
        # health
        ("Tỷ lệ tiêm chủng đầy đủ đạt 97%.", M.REACH, "97", "%", "Tỷ lệ tiêm chủng đầy đủ"),
        ("Đạt 12 bác sĩ/10.000 dân.", M.REACH, "12", "bác sĩ/10.000 dân", "bác sĩ/10.000 dân"),
        ("Số giường đạt 31 giường bệnh/vạn dân.", M.REACH, "31", "giường bệnh/vạn dân", "Số giường"),
        ("Duy trì tỷ lệ trạm y tế có bác sĩ ở mức 95%.", M.KEEP, "95", "%", "tỷ lệ trạm y tế có bác sĩ"),
        ("Tỷ lệ trẻ em dưới 5 tuổi còi còn 17%.", M.REACH, "17", "%", "Tỷ lệ trẻ em dưới 5 tuổi còi"),
        ("Giải quyết 4.000 trường hợp.", M.REACH, "4000", "trường hợp", "trường hợp"),
        ("Có 180 đại biểu.", M.REACH, "180", "đại biểu", "đại biểu"),
        # school
        ("Một nửa số trường học có thư viện.", M.REACH, "50", "%", "số trường học có thư viện"),
        ("Huy động 99,5% trẻ 5 tuổi ra lớp.", M.REACH, "99.5", "%", "trẻ 5 tuổi ra lớp"),
        ("Có thêm 04 trường đạt chuẩn mức độ 2.", M.ADD, "4", "trường", "trường đạt chuẩn mức độ 2"),
        ("Trung học phổ thông đạt 62%.", M.REACH, "62", "%", "Trung học phổ thông"),
        ("Tốc độ tăng sản lượng (giá so sánh năm 2010) đạt 8%.", M.REACH, "8", "%", "Tốc độ tăng sản lượng"),
        # police
        ("Điều tra, khám phá đạt trên 85% số vụ án.", M.REACH, "85", "%", "Điều tra, khám phá"),
        ("Kéo giảm ít nhất 5% số vụ tai nạn giao thông.", M.ADD, "5", "%", "giảm số vụ tai nạn giao thông"),
        ("100% người nghiện được quản lý.", M.REACH, "100", "%", "người nghiện được quản lý"),
        # irrigation
        ("Nạo vét, sửa chữa 9 km kênh với kinh phí huyện cấp.", M.REACH, "9", "km", "kênh"),
        ("Kiên cố hóa 45 km kênh mương nội đồng.", M.REACH, "45", "km", "kênh mương nội đồng"),
        ("Diện tích được tưới chủ động đạt 8.200 ha.", M.REACH, "8200", "ha", "Diện tích được tưới chủ động"),
        # digital
        ("Tối thiểu 80% hồ sơ được xử lý trực tuyến.", M.REACH, "80", "%", "hồ sơ được xử lý trực tuyến"),
        ("Thành lập 36 tổ công nghệ số cộng đồng.", M.REACH, "36", "tổ", "tổ công nghệ số cộng đồng"),
        # tourism
        ("Đón 1,2 triệu lượt khách.", M.REACH, "1.2", "triệu lượt khách", "lượt khách"),
        ("Lượng khách lưu trú tăng 15%/năm.", M.ADD, "15", "%/năm", "Lượng khách lưu trú tăng"),
        # poverty and income
        (
            "Thu nhập bình quân đạt 58 triệu đồng/người/năm.",
            M.REACH, "58", "triệu đồng/người/năm", "Thu nhập bình quân",
        ),
        ("Tỷ lệ hộ cận nghèo còn 4,2%.", M.REACH, "4.2", "%", "Tỷ lệ hộ cận nghèo"),
        (
            "Giải quyết việc làm cho 3.500 lao động.",
            M.REACH, "3500", "lao động", "Giải quyết việc làm cho lao động",
        ),
        # investment and growth
        ("Tốc độ tăng trưởng kinh tế đạt 11%/năm.", M.REACH, "11", "%/năm", "Tốc độ tăng trưởng kinh tế"),
        ("Kim ngạch xuất khẩu đạt 450 triệu USD.", M.REACH, "450", "triệu USD", "Kim ngạch xuất khẩu"),
        ("Thu hút 12 dự án công nghiệp chế biến.", M.REACH, "12", "dự án", "dự án công nghiệp chế biến"),
        ("Năng suất lao động tăng bình quân 8%/năm.", M.ADD, "8", "%/năm", "Năng suất lao động tăng"),
        # farm and forest
        ("Trồng 650 ha rừng gỗ lớn.", M.REACH, "650", "ha", "rừng gỗ lớn"),
        ("Độ che phủ rừng đạt 47,3%.", M.REACH, "47.3", "%", "Độ che phủ rừng"),
        ("Năng suất lúa đạt 62 tạ/ha.", M.REACH, "62", "tạ/ha", "Năng suất lúa"),
        ("Sản lượng lương thực đạt 81.400 tấn.", M.REACH, "81400", "tấn", "Sản lượng lương thực"),
        ("Phát triển mới 06 sản phẩm OCOP.", M.ADD, "6", "sản phẩm", "sản phẩm ocop"),
        # army
        ("Huấn luyện 1.150 dân quân tự vệ.", M.REACH, "1150", "dân quân", "dân quân tự vệ"),
        ("Giao quân đạt 100% chỉ tiêu.", M.REACH, "100", "%", "Giao quân"),
        # society
        ("Mỗi quý tổ chức ít nhất 02 cuộc đối thoại.", M.REACH, "2", "cuộc/quý", "cuộc đối thoại"),
        ("Số lượng: 2.400 tờ rơi.", M.REACH, "2400", "tờ rơi", "Số lượng"),
        ("Tỷ lệ hộ dùng nước sạch: 72%.", M.REACH, "72", "%", "Tỷ lệ hộ dùng nước sạch"),
    ],
)  # fmt: skip
def test_a_goal_of_any_sector(
    read_body: Read, sentence: str, mode: Mode, value: str, measure: str, object_text: str
) -> None:
    found = goals(read_body, sentence)
    assert [each.value for each in found] == [Decimal(value)]
    said = found[0]
    assert (said.mode, said.measure, said.object_text.lower()) == (mode, measure, object_text.lower())


@pytest.mark.parametrize(
    ("sentence", "comparator", "value", "value_to"),
    [
        ("Tỷ lệ đô thị hóa đạt trên 35%.", C.AT_LEAST, "35", None),
        ("Tỷ lệ đô thị hóa đạt ≥ 35%.", C.AT_LEAST, "35", None),
        ("Tỷ lệ đô thị hóa đạt từ 35% trở lên.", C.AT_LEAST, "35", None),
        ("Tỷ lệ thất nghiệp dưới 2%.", C.AT_MOST, "2", None),
        ("Tỷ lệ thất nghiệp không quá 2%.", C.AT_MOST, "2", None),
        ("Tỷ lệ sinh con thứ ba giảm còn 7%.", C.EQUAL, "7", None),
        ("Tỷ lệ sinh con thứ ba giảm xuống dưới 7%.", C.AT_MOST, "7", None),
        ("Tỷ trọng dịch vụ chiếm khoảng 38 - 40%.", C.RANGE, "38", "40"),
        ("Giá trị sản xuất tăng 7,5-9%/năm.", C.RANGE, "7.5", "9"),
        ("Xây dựng từ 03 đến 05 chuỗi liên kết nông sản.", C.RANGE, "3", "5"),
        ("Hình thành 02 - 03 cụm công nghiệp.", C.RANGE, "2", "3"),
        ("Có ít nhất hai cơ sở cai nghiện.", C.AT_LEAST, "2", None),
        ("Tỷ lệ đúng hạn đạt 98%.", C.EQUAL, "98", None),
    ],
)
def test_bounds(
    read_body: Read, sentence: str, comparator: Comparator, value: str, value_to: str | None
) -> None:
    said = goals(read_body, sentence)[0]
    assert (said.comparator, said.value) == (comparator, Decimal(value))
    assert said.value_to == (Decimal(value_to) if value_to else None)


@pytest.mark.parametrize(
    ("sentence", "start", "end", "measure"),
    [
        ("Tỷ suất tử vong trẻ em giảm từ 19 ca/1.000 trẻ xuống 14 ca/1.000 trẻ.", "19", "14", "ca/1.000 trẻ"),
        ("Tỷ lệ lao động có bằng cấp tăng từ 22% năm 2023 lên 31% năm 2027.", "22", "31", "%"),
        ("Tỷ lệ thất thoát nước giảm từ 24,5% (năm 2022) xuống còn 17%.", "24.5", "17", "%"),
        ("Nâng diện tích chè từ 1.200 ha lên 1.650 ha.", "1200", "1650", "ha"),
    ],
)
def test_from_one_value_to_another(
    read_body: Read, sentence: str, start: str, end: str, measure: str
) -> None:
    found = goals(read_body, sentence)
    assert [(said.value_from, said.value) for said in found] == [(Decimal(start), Decimal(end))]
    assert found[0].measure == measure
    assert found[0].mode is Mode.REACH


@pytest.mark.parametrize(
    ("sentence", "value", "base", "measure"),
    [
        ("Tỷ số giới tính khi sinh ở mức 110 bé trai/100 bé gái.", "110", "100", "bé trai/100 bé gái"),
        ("Tỷ lệ tử vong mẹ dưới 18/100.000 trẻ đẻ sống.", "18", "100000", "trẻ"),
        ("Có 14/21 trạm y tế được đầu tư.", "14", "21", "trạm"),
    ],
)
def test_figures_with_a_base(read_body: Read, sentence: str, value: str, base: str, measure: str) -> None:
    said = goals(read_body, sentence)[0]
    assert (said.value, said.of, said.measure) == (Decimal(value), Decimal(base), measure)


@pytest.mark.parametrize(
    ("sentence", "value", "measure"),
    [
        ("Thu ngân sách đạt 118% dự toán.", "118", "%"),
        ("Số lượt khách du lịch tăng 150% so với năm 2022.", "150", "%"),
        ("Kết nạp đảng viên mới 93/85 đảng viên.", "93", "đảng viên"),
    ],
)
def test_more_than_was_planned_is_no_share(read_body: Read, sentence: str, value: str, measure: str) -> None:
    """A check would else say that a part is larger than its whole."""
    (said,) = read_body(f"I. KẾT QUẢ THỰC HIỆN NĂM 2022\n\n- {sentence}\n").baseline
    assert (said.value, said.of, said.measure, said.kind) == (Decimal(value), None, measure, K.COUNT)


@pytest.mark.parametrize(
    ("sentence", "values"),
    [
        ("Tỷ lệ đi học tiểu học đạt 99,8%; trung học cơ sở đạt 96%.", ["99.8", "96"]),
        ("Sản lượng lúa đạt 52.000 tấn, ngô đạt 9.100 tấn.", ["52000", "9100"]),
        ("Phấn đấu 90% khu dân cư đạt chuẩn văn hóa và 95% cơ quan đạt chuẩn.", ["90", "95"]),
        ("100% trường học mỗi học kỳ có ít nhất 02 buổi ngoại khóa.", ["100", "2"]),
        ("Mở 15 lớp tập huấn với 600 học viên tham gia.", ["15", "600"]),
        ("Giảm 4% số vụ, giảm 3% số người bị thương.", ["4", "3"]),
        ("Tỷ lệ người từ 60 tuổi trở lên được khám sức khỏe đạt 75%.", ["75"]),
        ("70% bệnh nhân được sàng lọc ít nhất 3 loại bệnh.", ["70"]),
    ],
)
def test_each_goal_of_a_sentence_is_told_apart(read_body: Read, sentence: str, values: list[str]) -> None:
    assert [said.value for said in goals(read_body, sentence)] == [Decimal(value) for value in values]


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        (
            "Sản lượng tôm đạt 900 tấn, tăng 6% so với dự toán xã giao và bằng 104% so với cùng kỳ.",
            [("900", "Sản lượng tôm"), ("6", "Sản lượng tôm tăng"), ("104", "Sản lượng tôm")],
        ),
        (
            "Doanh thu du lịch đạt 30 tỷ đồng, bằng 103% so với kế hoạch, tăng 9% so với cùng kỳ.",
            [("30", "Doanh thu du lịch"), ("103", "Doanh thu du lịch"), ("9", "Doanh thu du lịch tăng")],
        ),
    ],
)
def test_what_is_compared_is_what_the_sentence_speaks_of(read_body: Read, sentence: str, said: list) -> None:
    assert [(str(each.value), each.object_text) for each in goals(read_body, sentence)] == said


@pytest.mark.parametrize(
    ("body", "deadline"),
    [
        ("I. MỤC TIÊU\n\n- Tỷ lệ đô thị hóa đạt 35% vào năm 2028.", "2028"),
        ("I. MỤC TIÊU\n\n- Đến năm 2028, tỷ lệ đô thị hóa đạt 35%.", "2028"),
        ("I. MỤC TIÊU\n\n- Tỷ lệ đô thị hóa đến năm 2028 đạt 35%.", "2028"),
        ("I. MỤC TIÊU\n\n- Từ năm 2028 trở đi, 35% hộ dùng nước máy.", "2028"),
        ("I. MỤC TIÊU\n\n- Giai đoạn 2026 - 2030, trồng 500 ha rừng ngập mặn.", "2030"),
        ("I. MỤC TIÊU\n\n- Hết quý II/2026, hoàn thành 12 km đê bao.", "2026-06"),
        ("I. MỤC TIÊU\n\n- Đến tháng 9/2026, 35% hộ dùng nước máy.", "2026-09"),
        ("I. MỤC TIÊU\n\n- Trước ngày 15/12/2026, hoàn thành 12 km đê bao.", "2026-12-15"),
        ("I. MỤC TIÊU ĐẾN NĂM 2029\n\n- Tỷ lệ đô thị hóa đạt 35%.", "2029"),
        ("I. MỤC TIÊU\n\nĐến năm 2029 đạt các chỉ tiêu sau:\n\n- Tỷ lệ đô thị hóa đạt 35%.", "2029"),
        ("I. MỤC TIÊU\n\n- Đến năm 2029: 35% hộ dùng nước máy; 60% hộ có nhà tiêu hợp vệ sinh.", "2029"),
        ("I. MỤC TIÊU\n\n- Tỷ lệ đô thị hóa đạt 35%.", "2023"),  # the year of the title
        ("I. MỤC TIÊU ĐẾN NĂM 2030\n\n- Trong năm nay mở 12 lớp học nghề.", "2023"),
    ],
)
def test_by_when(read_body: Read, body: str, deadline: str | None) -> None:
    found = read_body(body + "\n").targets
    assert found
    assert {str(said.deadline) if said.deadline else None for said in found} == {deadline}


@pytest.mark.parametrize(
    ("sentence", "base"),
    [
        ("Giá trị sản xuất tăng 12% so với năm 2022.", "2022"),
        ("Số vụ cháy giảm 10% so với cùng kỳ năm 2022.", "2022"),
        ("Năm 2024, số vụ cháy giảm 10% so với cùng kỳ.", "2023"),
        ("Số vụ cháy giảm 10%.", None),
    ],
)
def test_compared_with_when(read_body: Read, sentence: str, base: str | None) -> None:
    said = goals(read_body, sentence)[0]
    assert (str(said.compared_with) if said.compared_with else None) == base
    assert said.mode is Mode.ADD


@pytest.mark.parametrize(
    ("sentence", "value", "measure"),
    [
        ("Đến hết năm 2021, toàn huyện đã trồng được 320 ha quế.", "320", "ha"),
        ("Năm 2022, thu nhập bình quân đầu người đạt 41 triệu đồng.", "41", "triệu đồng"),
        ("Đã tổ chức 46 hội nghị tuyên truyền.", "46", "hội nghị"),
        ("Tỷ lệ trẻ suy dinh dưỡng còn 13,6%.", "13.6", "%"),
    ],
)
def test_stated_results_are_no_goals(read_body: Read, sentence: str, value: str, measure: str) -> None:
    reading = read_body(f"I. KẾT QUẢ THỰC HIỆN NĂM 2022\n\n- {sentence}\n\nII. MỤC TIÊU\n")
    assert reading.targets == ()
    assert [(said.value, said.measure) for said in reading.baseline] == [(Decimal(value), measure)]
    assert reading.baseline[0].comparator is Comparator.EQUAL
    assert reading.baseline[0].deadline is None


@pytest.mark.parametrize(
    ("sentence", "values"),
    [
        ("Hiện nay, 86.4% xã, phường có trạm y tế.", ["86.4"]),  # a share has no thousands
        ("Tỷ lệ hộ dùng nước máy đạt 7.25%.", ["7.25"]),
        ("Số xã dưới 8 tiêu chí: Không có.", []),  # it sorts the communes
        ("Số tiêu chí bình quân/xã: 15,2 tiêu chí.", ["15.2"]),
    ],
)
def test_shares_with_a_point_and_numbers_of_criteria(
    read_body: Read, sentence: str, values: list[str]
) -> None:
    reading = read_body(f"I. KẾT QUẢ\n\n- {sentence}\n")
    said = [*reading.baseline, *reading.targets]
    assert [each.value for each in said] == [Decimal(value) for value in values]


@pytest.mark.parametrize(
    "sentence",
    [
        "Tổ chức ít nhất 03 lớp bồi dưỡng nghiệp vụ cho cộng tác viên.",
        "Xây dựng 05 mô hình điểm về phân loại rác thải.",
        "Bảo đảm 100% hồ sơ được giải quyết đúng hạn.",
        "Nâng tỷ lệ người dân dùng nước máy lên 80%.",
        "Lắp đặt 25 camera giám sát tại các ngã tư.",
        "Tiếp nhận, xử lý 100% phản ánh của người dân.",
        "Phổ biến Luật số 12/2022/QH15 tới 100% hội viên.",
    ],
)
def test_an_ordered_quantity_among_the_tasks(read_body: Read, sentence: str) -> None:
    reading = read_body(f"I. NHIỆM VỤ VÀ GIẢI PHÁP\n\n1. Nhiệm vụ chung\n\n- {sentence}\n")
    assert len(reading.targets) == 1


@pytest.mark.parametrize(
    "sentence",
    [
        "Thực hiện Nghị quyết số 19-NQ/TW ngày 16/6/2022 và Kế hoạch số 88/KH-UBND.",
        "Căn cứ khoản 3 Điều 12 và điểm a khoản 2 Điều 15 của Luật Đất đai.",
        "Giải quyết thủ tục trong thời hạn 05 ngày làm việc kể từ ngày nhận đủ hồ sơ.",
        "Người nộp chuẩn bị 01 (một) bộ hồ sơ gửi trực tiếp hoặc qua bưu điện.",
        "Đối với xã có tỷ lệ hộ nghèo thấp dưới 5% thì xem xét điều chỉnh cho phù hợp.",
        "Thực hiện phương châm “4 tại chỗ” trong phòng chống thiên tai.",
        "Triển khai Đề án 06 và Chương trình 135 theo hướng dẫn.",
        "Liên hệ đường dây nóng số 1900 1234 để được hỗ trợ.",
        "Tập trung vào 3 nhóm giải pháp và 05 nhiệm vụ trọng tâm.",
        "Mức hỗ trợ: 50 triệu đồng/hộ xây mới, 25 triệu đồng/hộ sửa chữa.",
        "Mức hỗ trợ bằng 50% chi phí mua giống, tối đa 20 triệu đồng/hộ.",
        "Phủ sóng mạng 5G và nâng cấp dịch vụ 4.0 cho doanh nghiệp.",
        "Phối hợp với 2 sở, ban, ngành liên quan rà soát quy định.",
        "Phun hóa chất Cloramin B 25% tại các ổ dịch.",
        "Báo cáo trước ngày 20 hằng tháng và trước ngày 15/11 hằng năm.",
        "Người cao tuổi từ 80 tuổi trở lên được hưởng trợ cấp hằng tháng.",
        "Xử lý điểm ngập trong vòng 24 - 48 giờ.",
        "Mức ăn bán trú 25.000 đồng/học sinh/ngày.",
        "Xử phạt từ 2 triệu đồng đến 5 triệu đồng đối với hành vi vi phạm.",
        "Phụ cấp bằng 30% mức lương hiện hưởng đối với cán bộ chuyên trách.",
    ],
)
def test_what_is_no_goal(read_body: Read, sentence: str) -> None:
    body = f"I. NHIỆM VỤ VÀ GIẢI PHÁP\n\n1. Nhiệm vụ chung\n\n- {sentence}\n"
    reading = read_body(body)
    assert [said.source.text for said in (*reading.targets, *reading.baseline)] == []


def test_what_the_programme_reads_is_not_read_twice(read_body: Read) -> None:
    found = goals(read_body, "Phấn đấu có 06 xã đạt chuẩn nông thôn mới, tỷ lệ hộ nghèo còn 9%.")
    assert [(said.subject, said.value) for said in found] == [(S.COMMUNES, 6), (S.INDICATOR, 9)]
    assert len({said.id for said in found}) == 2


def test_a_statement_quotes_the_line_that_it_stands_on(read_body: Read) -> None:
    body = "I. MỤC TIÊU\n\n- Đến năm 2028, tỷ lệ đô thị\nhóa đạt 35%, thu nhập tăng 8%/năm.\n"
    reading = read_body(body)
    first, second = reading.targets
    assert first.source.text == "Đến năm 2028, tỷ lệ đô thị hóa đạt 35%"
    assert second.source.text.endswith("thu nhập tăng 8%/năm")
    assert first.source.line + 1 == second.source.line


def test_a_result_takes_the_time_of_its_heading(read_body: Read) -> None:
    (said,) = read_body("I. KẾT QUẢ THỰC HIỆN NĂM 2022\n\n- Tỷ lệ đô thị hóa đạt 35%.\n").baseline
    assert str(said.as_of) == "2022"


def test_a_title_with_years_of_two_things_says_no_deadline(read: Read) -> None:
    reading = read(
        "KẾ HOẠCH\nTriển khai Chương trình giai đoạn 2021 - 2025 trên địa bàn huyện Con Cuông năm 2023\n\n"
        "I. MỤC TIÊU\n\n- Tỷ lệ đô thị hóa đạt 35%.\n"
    )
    assert [said.deadline for said in reading.targets] == [None]
