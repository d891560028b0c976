"""Văn bản chép từ trang mạng: menus above the head, lines cut at any width, "|" between columns."""

from __future__ import annotations

import pytest

from chungsuc.core.statements import Certainty, DocumentKind

BODY = "\n\nI. MỤC TIÊU\n\n- Phấn đấu có 06 xã đạt chuẩn nông thôn mới.\n"
MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
NARROW = """HỘI
ĐỒNG NHÂN DÂN
TỈNH NINH BÌNH
-------
|
CỘNG
HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------
|
Số:
61/NQ-HĐND
|
Ninh
Bình, ngày 09 tháng 7 năm 2021
|
NGHỊ
QUYẾT
VỀ KẾ
HOẠCH ĐẦU TƯ CÔNG NĂM 2022"""
DAY_CUT = """ỦY BAN NHÂN DÂN
TỈNH NINH BÌNH
-------
|
CỘNG HÒA XÃ HỘI
CHỦ NGHĨA VIỆT NAM
|
Số: 61/KH-UBND
|
Ninh Bình, ngày 09
tháng 7 năm 2021
|
KẾ HOẠCH
PHÁT
TRIỂN CÂY VỤ ĐÔNG NĂM 2022"""
STROKES = """ỦY BAN NHÂN DÂN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |
Số: 61/KH-UBND | Ninh Bình, ngày 09 tháng 7 năm 2021 |
KẾ HOẠCH
Phát triển cây vụ đông năm 2022"""
ONE_CELL = """UBND Số: 61/KH-UBND | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM  Ninh Bình, ngày 09 tháng 7 năm 2021 |
KẾ HOẠCH
PHÁT TRIỂN CÂY VỤ ĐÔNG"""
CARD = f"""Trang chủ
Đăng nhập
Kế hoạch 61/KH-UBND năm 2021 phát triển cây vụ đông
Số hiệu: | 61/KH-UBND | Loại văn bản: | Kế hoạch |
Ngày ban hành: | 10/08/2021 | Ngày hiệu lực: | Đang cập nhật |
- 1 Luật Trồng trọt 2018
- 2 Quyết định 1111/QĐ-TTg năm 2020 do Thủ tướng Chính phủ ban hành
ỦY BAN NHÂN DÂN
TỈNH NINH BÌNH

{MOTTO}
Số: 61/KH-UBND

Ninh Bình, ngày 09 tháng 7 năm 2021

KẾ HOẠCH

Phát triển cây vụ đông"""


@pytest.mark.parametrize("text", [NARROW, DAY_CUT, STROKES, ONE_CELL, CARD])
def test_number_place_and_day(read, text):
    head = read(text + BODY).head
    assert (head.number, head.place, str(head.issued_on)) == ("61", "Ninh Bình", "2021-07-09")
    assert head.kind_text in ("KẾ HOẠCH", "NGHỊ QUYẾT")
    assert head.certainty is Certainty.CERTAIN


def test_a_title_cut_by_a_narrow_column(read):
    head = read(NARROW + BODY).head
    assert head.title == "VỀ KẾ HOẠCH ĐẦU TƯ CÔNG NĂM 2022"
    assert head.issuer == "HỘI ĐỒNG NHÂN DÂN TỈNH NINH BÌNH"


def test_what_a_page_shows_above_the_head_is_no_basis(read):
    reading = read(f"{CARD}\n\nCăn cứ Nghị định số 77/2020/NĐ-CP ngày 05/8/2020 của Chính phủ;{BODY}")
    assert [basis.number for basis in reading.legal_bases] == ["77/2020/NĐ-CP"]


@pytest.mark.parametrize(
    ("symbol", "kind_text", "kind"),
    [
        ("KH-UBND", "Kế hoạch", DocumentKind.PLAN),
        ("QĐ-UBND", "Quyết định", DocumentKind.DECISION),
        ("NQ-HĐND", "Nghị quyết", DocumentKind.RESOLUTION),
    ],
)
def test_the_symbol_tells_a_kind_that_is_not_printed(read, symbol, kind_text, kind):
    head = read(
        f"""ỦY BAN NHÂN DÂN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |
Số: 61/{symbol} | Ninh Bình, ngày 09 tháng 7 năm 2021 |
VỀ VIỆC PHÁT TRIỂN CÂY VỤ ĐÔNG TỈNH NINH BÌNH
ỦY BAN NHÂN DÂN TỈNH NINH BÌNH
Căn cứ Luật Trồng trọt ngày 19 tháng 11 năm 2018;
QUYẾT ĐỊNH:
Điều 1. Ban hành kèm theo Quyết định này Kế hoạch phát triển cây vụ đông."""
    ).head
    assert (head.kind_text, head.kind, head.certainty) == (kind_text, kind, Certainty.LIKELY)
    assert head.title == "VỀ VIỆC PHÁT TRIỂN CÂY VỤ ĐÔNG TỈNH NINH BÌNH"


def test_letters_of_the_kind_that_a_scanner_set_apart(read):
    head = read(
        """TỈNH ỦY NINH BÌNH
ĐẢNG CỘNG SẢN VIỆT NAM
Số 61-KL/TU
Ninh Bình, ngày 09 tháng 7 năm 2021
K ÉT LUẬN
HỘI NGHỊ LẦN THỨ NĂM BAN CHẤP HÀNH ĐẢNG BỘ TỈNH
Hội nghị họp ngày 02/7/2021 đã thảo luận và kết luận:"""
        + BODY
    ).head
    assert (head.kind_text, str(head.issued_on)) == ("KẾT LUẬN", "2021-07-09")


@pytest.mark.parametrize("lines", ["BẢNG CÂN ĐỐI\nMẫu số 15/CKNS-NSĐP", "Biểu số 03/BC-STC"])
def test_the_number_of_a_form_is_not_the_documents(read, lines):
    head = read(f"UBND TỈNH NINH BÌNH {lines}{BODY}").head
    assert head.symbol is None


WRAPPED = """KẾ HOẠCH
Phát triển cây vụ đông năm 2022

Căn cứ Quyết định số
707/QĐ-TTg ngày
15/4/20 21 của Thủ tướng
Chính phủ Phê duyệt Chương trình phát triển cây vụ
đông giai đoạn 2021 - 2025;
Căn cứ Quyết định số
41/QĐ-UBND ngày 05/5/2021 của UBND tỉnh;
Căn cứ Luật trồng trọt ngày 19 tháng 11 năm
2018;
UBND tỉnh ban hành
Kế hoạch phát triển cây vụ đông như sau:
Phấn đấu gieo trồng
5.500 ha theo Quyết định số 19/QĐ-UBND ngày 03/3/2021 của Ủy ban nhân dân tỉnh
Ninh Bình."""


def test_bases_over_lines_cut_at_any_width(read):
    bases = read(WRAPPED).legal_bases
    assert [(each.kind, each.number, str(each.issued_on), each.issuer) for each in bases] == [
        ("Quyết định", "707/QĐ-TTg", "2021-04-15", "Thủ tướng Chính phủ"),
        ("Quyết định", "41/QĐ-UBND", "2021-05-05", "UBND tỉnh"),
        ("Luật", "", "2018-11-19", "Quốc hội"),
        ("Quyết định", "19/QĐ-UBND", "2021-03-03", "Ủy ban nhân dân tỉnh Ninh Bình"),
    ]


def test_the_opening_of_a_text_without_headings(read):
    assert [each.in_opening for each in read(WRAPPED).legal_bases] == [True, True, True, False]


def test_a_short_name_in_brackets_does_not_end_the_bases(read):
    bases = read(
        "KẾ HOẠCH\nPhát triển cây vụ đông\n\nThực hiện Kết luận số 11-KL/TU ngày 02/3/2021 của Tỉnh ủy "
        "(gọi tắt là Kết luận số 11-KL/TU), Nghị quyết số 35/NQ-HĐND ngày 12/7/2021 của HĐND tỉnh về cây "
        f"vụ đông, UBND tỉnh ban hành Kế hoạch như sau:{BODY}"
    ).legal_bases
    assert [each.number for each in bases if each.in_opening] == ["11-KL/TU", "35/NQ-HĐND"]


def test_a_law_with_councils_in_its_name(read):
    (law,) = read(
        "NGHỊ QUYẾT\nVề cây vụ đông\n\nCăn cứ Luật Ban hành văn bản quy phạm pháp luật của Hội đồng nhân "
        f"dân, Ủy ban nhân dân ngày 03 tháng 12 năm 2004;{BODY}"
    ).legal_bases
    assert str(law.issued_on) == "2004-12-03"


STROKED = """I. DỰ TOÁN

Đơn vị tính: triệu đồng
STT | Nội dung | Dự toán | |
A | Tổng thu ngân sách nhà nước | 900 | |
1 | Thu nội địa | 700 | |
2 | Thu xuất nhập khẩu | 200 | |
II | Chi ngân sách địa phương | 650 | |
1 | Chi đầu tư | 400 | |
| Trong đó: giao thông | 150 | |
2 | Chi thường xuyên | 250 | |
"""


def test_rows_that_strokes_part(read_body):
    reading = read_body(STROKED)
    by_id = {item.id: item for item in reading.funding}
    amounts = {
        item.label: (item.stated, item.parent and by_id[item.parent].stated) for item in reading.funding
    }
    assert amounts["Thu xuất nhập khẩu"] == ("200", "900")
    assert amounts["Chi ngân sách địa phương"] == ("650", None)  # no part of what comes in
    assert amounts["Chi thường xuyên"] == ("250", "650")


def test_rows_in_a_frame_of_strokes(read_body):
    rows = "| STT | Nội dung | Dự toán |\n|---|---|---|\n| 1 | Đường | 30 |\n| 2 | Trường | 20 |\n"
    (table,) = read_body(f"I. DỰ TOÁN\n\nĐơn vị tính: triệu đồng\n{rows}").tables
    assert [(row.number, row.label) for row in table.rows] == [("1", "Đường"), ("2", "Trường")]


def test_a_signature_beside_the_recipients(read):
    (signatory,) = read(
        "NGHỊ QUYẾT\nVề cây vụ đông\n\nĐiều 1. Thông qua Nghị quyết.\n\nĐiều 2. Giao UBND tỉnh.\n\n"
        "Nơi nhận: | CHỦ TỊCH |\n"
    ).signatories
    assert signatory.capacity == ("CHỦ TỊCH",)


def test_a_sentence_below_a_title_in_capitals_is_no_part_of_it(read):
    reading = read(
        "BÁO CÁO\nKẾT QUẢ TRỒNG CÂY VỤ ĐÔNG\nTiếp theo các báo cáo tháng, thực hiện Nghị quyết số 18/NQ-HĐND "
        "ngày 02/3/2021 của HĐND tỉnh về cây vụ đông, Sở Nông nghiệp và Môi trường báo cáo kết quả như sau:"
        f"{BODY}"
    )
    assert reading.head.title == "KẾT QUẢ TRỒNG CÂY VỤ ĐÔNG"
    assert [each.number for each in reading.legal_bases] == ["18/NQ-HĐND"]


def test_the_body_that_decides_is_no_part_of_the_title(read):
    head = read(
        f"""ỦY BAN NHÂN DÂN
TỈNH NINH BÌNH
{MOTTO}
Số: 61/QĐ-UBND
Ninh Bình, ngày 09 tháng 7 năm 2021
QUYẾT ĐỊNH
PHÊ DUYỆT KẾ HOẠCH TRỒNG CÂY VỤ ĐÔNG TRÊN ĐẤT HAI VỤ LÚA
CỦA TỈNH NINH BÌNH
CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH NINH BÌNH
Căn cứ Luật Trồng trọt ngày 19 tháng 11 năm 2018;"""
    ).head
    assert head.title == "PHÊ DUYỆT KẾ HOẠCH TRỒNG CÂY VỤ ĐÔNG TRÊN ĐẤT HAI VỤ LÚA CỦA TỈNH NINH BÌNH"


def test_a_body_whose_name_is_on_two_lines(read):
    head = read(
        f"""ỦY BAN THƯỜNG VỤ
QUỐC HỘI
{MOTTO}
Nghị quyết số: 88/2023/UBTVQH15
Hà Nội, ngày 09 tháng 7 năm 2023
NGHỊ QUYẾT
Về việc phân bổ vốn"""
        + BODY
    ).head
    assert head.issuer == "ỦY BAN THƯỜNG VỤ QUỐC HỘI"
