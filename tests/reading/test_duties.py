"""Nhiệm vụ và phân công: who is told to do what, however the paper says it."""

from __future__ import annotations

import pytest


def work(reading):
    return [(each.body, each.text[:24].rstrip()) for each in (*reading.tasks, *reading.duties)]


ROLES_BELOW = """II. NHIỆM VỤ

1. Phát triển chợ nông thôn

- Cải tạo 03 chợ đã xuống cấp.

- Vận động tiểu thương bán hàng có nguồn gốc.

- Đơn vị chủ trì: Phòng Kinh tế và Hạ tầng.

- Đơn vị phối hợp: Công an huyện; UBND các xã.

- Thời gian hoàn thành: Quý III/2024.

2. Mở lớp dạy nghề cho thanh niên nông thôn

a) Cơ quan thực hiện: Trung tâm Giáo dục nghề nghiệp chủ trì, phối hợp với Huyện đoàn.

b) Thời gian thực hiện: Hằng năm.
"""


def test_roles_below_the_work_say_whose_it_is(read_body):
    tasks = read_body(ROLES_BELOW).tasks
    assert [(task.body, str(task.deadline), task.frequency) for task in tasks] == [
        ("Phòng Kinh tế và Hạ tầng", "2024-09", ()),
        ("Phòng Kinh tế và Hạ tầng", "2024-09", ()),
        ("Trung tâm Giáo dục nghề nghiệp", "None", ("năm",)),
    ]
    assert tasks[2].text == "Mở lớp dạy nghề cho thanh niên nông thôn"
    assert {span.line for span in tasks[0].source.spans} > {tasks[0].source.line}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            (
                "II. NỘI DUNG\n\n1. Sở Xây dựng\n\na) Hướng dẫn lập quy hoạch chung của xã.\n\n2. Công an "
                "tỉnh\n\n"
                "Giữ gìn trật tự tại các lễ hội đầu năm.\n"
            ),
            [("Sở Xây dựng", "Hướng dẫn lập quy hoạch"), ("Công an tỉnh", "Giữ gìn trật tự tại các")],
        ),
        (
            (
                "III. KINH PHÍ\n\n1. Ngân sách huyện bảo đảm.\n\n2. Phòng Tài chính chủ trì thẩm định dự "
                "toán của xã.\n"
            ),
            [("Phòng Tài chính", "Phòng Tài chính chủ trì")],
        ),
        (
            (
                "IV. TỔ CHỨC THỰC HIỆN\n\n1. Đề nghị: Hội Nông dân, Liên minh Hợp tác xã\n\n"
                "a) Vận động hội viên góp công làm đường.\n"
            ),
            [("Hội Nông dân, Liên minh Hợp tác xã", "Vận động hội viên góp cô")],
        ),
        (
            (
                "IV. TỔ CHỨC THỰC HIỆN\n\n1. Căn cứ Kế hoạch này, các phòng và UBND các xã có trách nhiệm "
                "lập kế hoạch.\n"
            ),
            [("các phòng và UBND các xã", "Căn cứ Kế hoạch này, các")],
        ),
        (
            "IV. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế; Công an tỉnh\n\nKiểm tra an toàn thực phẩm tại các chợ.\n",
            [("Sở Y tế; Công an tỉnh", "Kiểm tra an toàn thực ph")],
        ),
    ],
)
def test_whose_work_it_is(read_body, text, wanted):
    assert work(read_body(text)) == wanted


@pytest.mark.parametrize(
    "text",
    [
        (
            "II. NHIỆM VỤ\n\n1. Đối tượng áp dụng\n\na) Các doanh nghiệp, cơ quan cung cấp dịch vụ tư vấn "
            "cho hộ dân.\n"
        ),
        "III. KINH PHÍ\n\n1. Các hội được ngân sách hỗ trợ thực hiện các nhiệm vụ do Nhà nước giao.\n",
        "I. KẾT QUẢ\n\n1. Sở Y tế chủ trì khám bệnh cho 4.000 người cao tuổi.\n",
        "IV. TỔ CHỨC THỰC HIỆN\n\nTrong quá trình thực hiện, nếu có vướng mắc, các xã báo cáo Sở Nội vụ.\n",
    ],
)
def test_who_is_only_spoken_of_has_no_duty(read_body, text):
    assert [body for body, _ in work(read_body(text)) if body] == []


def test_articles_of_a_decision_charge_those_whom_they_name(read):
    reading = read(
        "UBND TỈNH HÀ GIANG\nSố: 8/QĐ-UBND\nHà Giang, ngày 09 tháng 4 năm 2024\nQUYẾT ĐỊNH\nGiao vốn "
        "năm 2024\n\n"
        "Điều 1. Giao vốn cho các xã như sau.\n\n"
        "Điều 2. Sở Tài chính hướng dẫn các xã thanh toán theo quy định.\n\n"
        "Điều 3. Chánh Văn phòng; Giám đốc Sở Tài chính; Chủ tịch UBND các xã chịu trách nhiệm thi hành "
        "Quyết định này.\n"
    )
    assert [duty.body for duty in reading.duties] == [
        "Sở Tài chính",
        "Chánh Văn phòng; Giám đốc Sở Tài chính; Chủ tịch UBND các xã",
    ]


@pytest.mark.parametrize(
    ("sentence", "body"),
    [
        (
            "Các sở, ngành, đoàn thể gửi báo cáo về Sở Nội vụ trước ngày 20/11/2024.",
            "Các sở, ngành, đoàn thể",
        ),
        ("UBND huyện yêu cầu các phòng, ban khẩn trương thực hiện Kế hoạch này.", "các phòng, ban"),
        ("Phòng Tài chính, trên cơ sở đăng ký của từng xã, cấp kinh phí mỗi quý.", "Phòng Tài chính"),
        ("Các sở, ngành theo chức năng, nhiệm vụ hướng dẫn các xã lập hồ sơ.", "Các sở, ngành"),
        ("Các xã ưu tiên lựa chọn công trình cấp bách để đầu tư trước.", "Các xã"),
    ],
)
def test_a_body_is_its_name_alone(read_body, sentence, body):
    (duty,) = read_body(f"IV. TỔ CHỨC THỰC HIỆN\n\n- {sentence}\n").duties
    assert duty.body == body


@pytest.mark.parametrize(
    ("sentence", "report_to"),
    [
        ("Sở Y tế tổng hợp, báo cáo UBND tỉnh trình HĐND tỉnh xem xét.", "UBND tỉnh"),
        (
            "Các xã báo cáo Ban Chỉ đạo các Chương trình mục tiêu quốc gia tỉnh.",
            "Ban Chỉ đạo các Chương trình mục tiêu quốc gia tỉnh",
        ),
    ],
)
def test_whom_a_report_goes_to(read_body, sentence, report_to):
    (duty,) = read_body(f"IV. TỔ CHỨC THỰC HIỆN\n\n- {sentence}\n").duties
    assert duty.report_to == report_to


@pytest.mark.parametrize(
    "text",
    [
        "II. NHIỆM VỤ\n\n- 02 điểm trường tại khu vực trung tâm của xã vùng cao.\n",
        "II. NHIỆM VỤ\n\n- Các thông số, tần suất và số lượng mẫu nước:\n",
        "V. TỔ CHỨC THỰC HIỆN\n\n1. Nghị quyết này có hiệu lực từ ngày 01 tháng 8 năm 2023.\n",
        "I. MỤC ĐÍCH, YÊU CẦU\n\n1. Phân công trách nhiệm cụ thể cho từng sở, ngành và địa phương.\n",
    ],
)
def test_what_tells_nobody_to_do_anything_is_no_work(read_body, text):
    assert work(read_body(text)) == []
