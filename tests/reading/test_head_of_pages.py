"""Phần đầu trên trang mạng: what a site says above a paper, and a page that shows no head at all."""

from __future__ import annotations

import pytest

BODY = "\n\nI. MỤC TIÊU\n\n- Phấn đấu có 06 xã đạt chuẩn nông thôn mới.\n"


@pytest.mark.parametrize(
    "sentence",
    [
        "Thực hiện Nghị định số 8/2019/NĐ-CP ngày 05/3/2019 của Chính phủ, UBND thị xã ban hành Kế hoạch:",
        "Ngày 05/12, UBND thị xã ban hành Công văn số 8/UBND-NN, giao các phường rà soát hồ ao.",
        "Cổng TTĐT - Hôm 10/11, Chủ tịch UBND tỉnh đã ký quyết định số 8/QĐ-UBND công nhận làng nghề.",
        "Bộ Y tế sửa đổi một số điều của Thông tư số 8/2012/TT-BYT về trạm y tế",
    ],
)
def test_a_page_without_a_head_has_the_number_of_no_other_paper(read, sentence):
    reading = read(sentence + BODY)
    assert (reading.head.reference, reading.head.place) == (None, None)
    assert len(reading.legal_bases) == 1


def test_what_a_site_counts_and_calls_itself_is_no_body(read):
    head = read(
        "VĂN PHÒNG TỈNH | CƠ SỞ DỮ LIỆU VĂN BẢN\nSố trang: 7\nQUYẾT ĐỊNH\nVề nuôi cá lồng\n"
        "ỦY BAN NHÂN DÂN TỈNH LAI CHÂU\nCăn cứ Luật Thủy sản ngày 21/11/2017;" + BODY
    ).head
    assert (head.issuer, head.superior) == ("ỦY BAN NHÂN DÂN TỈNH LAI CHÂU", None)


def test_bodies_in_small_letters_over_a_motto_in_small_letters(read):
    head = read(
        "Bộ Xây dựng\nCộng hòa xã hội chủ nghĩa Việt Nam\nĐộc lập - Tự do - Hạnh phúc\n"
        "Số: 8/2009/TT-BXD\nHà Nội, ngày 12 tháng 3 năm 2009\nTHÔNG TƯ\nHướng dẫn lập đồ án" + BODY
    ).head
    assert head.issuer == "Bộ Xây dựng"


def test_the_number_and_the_day_in_a_row_of_a_table_below_what_a_site_asks_for(read):
    reading = read(
        "Để xem trọn bộ văn bản, xin hãy đăng ký.\n| BỘ XÂY DỰNG | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\n"
        "| Số: 8/QĐ-BXD | Hà Nội, ngày 12 tháng 3 năm 2019 |\nVỀ VIỆC LẬP ĐỒ ÁN\nBỘ TRƯỞNG BỘ XÂY DỰNG\n"
        "Căn cứ Luật Xây dựng ngày 18/6/2014;" + BODY
    )
    head = reading.head
    assert (head.reference, head.place, str(head.issued_on)) == ("8/QĐ-BXD", "Hà Nội", "2019-03-12")
    assert len(reading.legal_bases) == 1


def test_who_decides_does_not_sign_over_the_bases(read):
    reading = read(
        "Lưu trữ\n\nTHỦ TƯỚNG CHÍNH PHỦ\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
        "-----\nSố: 8/QĐ-TTg\nHà Nội, ngày 12 tháng 3 năm 2019\nQUYẾT ĐỊNH\nVỀ NUÔI CÁ LỒNG\n\n"
        "THỦ TƯỚNG CHÍNH PHỦ\n\nCăn cứ Luật Thủy sản ngày 21/11/2017;\n\nĐiều 1. Cho nuôi cá lồng."
    )
    assert [basis.in_opening for basis in reading.legal_bases] == [True]
    assert reading.signatories == ()


def test_a_rule_below_the_title_is_no_word_of_it(read):
    head = read("HƯỚNG DẪN\ntuyên truyền về trồng quế\n-----\n" + BODY).head
    assert head.title == "tuyên truyền về trồng quế"


def test_who_has_just_issued_it(read):
    head = read("KẾ HOẠCH\nTrồng quế\n\nHuyện ủy vừa ban hành Kế hoạch trồng quế như sau:" + BODY).head
    assert head.issuer == "Huyện ủy"


def test_a_basis_that_opens_otherwise_is_no_part_of_the_title(read):
    reading = read(
        "KẾ HOẠCH\nTrồng quế năm 2024\n"
        "Được sự nhất trí của Huyện ủy tại Công văn số 5-CV/HU ngày 06/02/2024, UBND xã lập kế hoạch sau:"
        + BODY
    )
    assert reading.head.title == "Trồng quế năm 2024"
    assert [basis.in_opening for basis in reading.legal_bases] == [True]


@pytest.mark.parametrize(
    ("issuer", "title"),
    [
        ("BỘ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI", "Báo cáo dạy nghề"),
        ("BỘ NỘI VỤ", "GIAO CHỈ TIÊU CHO CÁC TỈNH TRỰC THUỘC TRUNG ƯƠNG"),
        ("VĂN PHÒNG", "ĐÁNH GIÁ NÔNG THÔN MỚI CẤP TỈNH GIAI ĐOẠN 2021-2025"),
        ("VĂN PHÒNG", "Phát triển kinh tế - xã hội vùng cao"),
    ],
)
def test_words_of_a_level_that_name_no_place(read, issuer, title):
    head = read(f"{issuer}\nSố: 8/BC-VP\nHà Nội, ngày 06 tháng 5 năm 2022\nBÁO CÁO\n{title}{BODY}").head
    assert head.unit is None


def test_a_title_in_capitals_goes_on_behind_the_name(read):
    head = read(
        f"ỦY BAN NHÂN DÂN\nSố: 8/KH-UBND\nKẾ HOẠCH\nTRỒNG RỪNG TỈNH LAI CHÂU GIAI ĐOẠN 2021-2025{BODY}"
    ).head
    assert (head.unit.text, head.unit.name) == ("Lai Châu", "Lai Châu")


def test_a_line_cut_inside_the_name_of_a_law(read):
    (law, _) = read(
        "QUY CHẾ\nPhối hợp\n\nCăn cứ Luật Công\nđoàn ngày 20 tháng 6 năm 2012;\n"
        "Căn cứ Luật Mặt trận\nTổ quốc Việt Nam ngày 09 tháng 6 năm 2015;" + BODY
    ).legal_bases[-2:]
    assert str(law.issued_on) == "2012-06-20"


def test_a_number_below_its_word(read):
    head = read(
        "ỦY BAN THƯỜNG VỤ\nQUỐC HỘI\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nNghị quyết số:\n8/2025/UBTVQH15\n"
        "Hà Nội, ngày 14 tháng 4 năm 2025\nNGHỊ QUYẾT\nVề nghề rừng" + BODY
    ).head
    assert head.reference == "8/2025/UBTVQH15"


@pytest.mark.parametrize(
    "subject", ["V/v thực hiện Quyết định số 9/QĐ-TTg", "V/v báo cáo\nthực hiện Quyết định số 9/QĐ-TTg"]
)
def test_the_subject_of_a_letter_may_name_another_paper(read, subject):
    head = read(
        f"SỞ Y TẾ\nSố: 8/SYT-NVY\n{subject}\nLai Châu, ngày 14 tháng 4 năm 2023\nKính gửi: Các xã.{BODY}"
    ).head
    assert (head.reference, head.place, str(head.issued_on)) == ("8/SYT-NVY", "Lai Châu", "2023-04-14")
