"""Phần đầu bị hỏng hay thiếu: what a scanner lost, what a web page put above, what only the title says."""

from __future__ import annotations

import pytest

BODY = "\n\nI. MỤC TIÊU\n\n- Phấn đấu có 06 xã đạt chuẩn nông thôn mới.\n"
STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("Số: 09 /2021/QĐ-UBND", "09/2021/QĐ-UBND"),
        ("Số: 09 / 2021 / QĐ-UBND", "09/2021/QĐ-UBND"),
        ("S: 318/QĐ-UBND", "318/QĐ-UBND"),
        ("Số: 318/Q Đ-UBND", "318/QĐ-UBND"),
    ],
)
def test_numbers_as_scanned(read, line, number):
    head = read(
        f"ỦY BAN NHÂN DÂN\nTỈNH SƠN LA\n{STATE}{line}\nSơn La, ngày 06 tháng 5 năm 2021\n\nQUYẾT ĐỊNH\n"
        f"Giao chỉ tiêu nước sạch nông thôn{BODY}"
    ).head
    assert head.reference == number


@pytest.mark.parametrize(
    ("symbol", "kind"),
    [
        ("TTLT-BYT-BTC", "Thông tư liên tịch"),
        ("KHLN-SYT-SGDĐT", "Kế hoạch liên ngành"),
        ("CTPH-SVHTT-HND", "Chương trình phối hợp"),
    ],
)
def test_a_joint_paper_without_its_kind_is_told_by_its_symbol(read, symbol, kind):
    head = read(
        f"BỘ Y TẾ - BỘ TÀI CHÍNH\n{STATE}Số: 12/2012/{symbol}\nHà Nội, ngày 06 tháng 5 năm 2012\n\n"
        f"Căn cứ Nghị định số 44/2011/NĐ-CP ngày 14/6/2011 của Chính phủ;{BODY}"
    ).head
    assert (head.kind_text, head.certainty) == (kind, "likely")


@pytest.mark.parametrize(
    ("title", "number", "issued", "issuer"),
    [
        (
            (
                "CỦA CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH SƠN LA SỐ 14/2004/CT-UB\n"
                "NGÀY 6 THÁNG 5 NĂM 2004 VỀ PHÒNG CHÁY RỪNG"
            ),
            "14/2004/CT-UB",
            "2004-05-06",
            "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH SƠN LA",
        ),
        ("Số 14/2004/CT-UB ngày 06/5/2004 về phòng cháy rừng", "14/2004/CT-UB", "2004-05-06", None),
        ("của UBND tỉnh thực hiện Nghị quyết số 8-NQ/TU ngày 06/5/2004", None, None, None),
    ],
)
def test_number_and_day_in_the_title(read, title, number, issued, issuer):
    head = read(f"CHỈ THỊ\n{title}\n\nThời gian qua, rừng của tỉnh bị cháy nhiều.{BODY}").head
    assert (head.reference, str(head.issued_on) if head.issued_on else None) == (number, issued)
    assert issuer is None or head.issuer == issuer


def test_a_resolution_that_a_newspaper_prints_is_told_by_its_enacting_line(read):
    head = read(
        "Nghị quyết Đại hội đại biểu Đảng bộ huyện Mường La lần thứ XX\n\n"
        "Báo trân trọng đăng toàn văn Nghị quyết đã được đại biểu thông qua trong phiên bế mạc vào sáng ngày "
        "08 tháng 7 năm 2020.\n\n"
        "Đại hội đại biểu Đảng bộ huyện lần thứ XX diễn ra từ ngày 06 đến ngày 08 tháng 7 năm 2020, với tinh "
        "thần đoàn kết, toàn bộ nội dung, chương trình Đại hội đã hoàn thành, đạt yêu cầu đề ra.\n\n"
        f"QUYẾT NGHỊ{BODY}"
    ).head
    assert (head.kind_text, head.certainty) == ("Nghị quyết", "likely")
    assert head.issued_on is None  # days that the prose tells are not the day of the paper


def test_a_body_that_opens_with_carrying_out_is_no_title(read):
    reading = read(
        f"BỘ NỘI VỤ\n{STATE}Số: 3/2006/TT-BNV\nHà Nội, ngày 06 tháng 5 năm 2006\n\nTHÔNG TƯ\n\n"
        "Hướng dẫn chế độ phụ cấp trực đêm\n\n"
        f"Thi hành Nghị định số 44/2005/NĐ-CP ngày 14/12/2005 của Chính phủ, Bộ hướng dẫn như sau:{BODY}"
    )
    assert reading.head.title == "Hướng dẫn chế độ phụ cấp trực đêm"
    assert [(basis.number, basis.in_opening) for basis in reading.legal_bases] == [("44/2005/NĐ-CP", True)]


def test_a_paper_whose_line_ends_were_lost_is_parted_again(read):
    reading = read(
        "Trang chủ\n\nỦY BAN NHÂN DÂN TỈNH SƠN LA CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM "
        "Độc lập - Tự do - Hạnh phúc ------- Số: 318/QĐ-UBND Sơn La, ngày 06 tháng 5 năm 2021 QUYẾT ĐỊNH "
        "PHÊ DUYỆT ĐỀ ÁN CẤP NƯỚC SẠCH NÔNG THÔN ỦY BAN NHÂN DÂN TỈNH SƠN LA Căn cứ Luật Tài nguyên nước "
        "ngày 21/6/2012; Căn cứ Nghị định số 44/2011/NĐ-CP ngày 14/6/2011 của Chính phủ về cấp nước; "
        "Theo đề nghị của Giám đốc Sở Xây dựng, QUYẾT ĐỊNH: "
        "Điều 1. Phê duyệt Đề án cấp nước sạch nông thôn. Điều 2. Sở Xây dựng chủ trì thực hiện Đề án."
    )
    head = reading.head
    assert (head.kind_text, head.reference, str(head.issued_on), head.place) == (
        "QUYẾT ĐỊNH",
        "318/QĐ-UBND",
        "2021-05-06",
        "Sơn La",
    )
    assert head.title == "PHÊ DUYỆT ĐỀ ÁN CẤP NƯỚC SẠCH NÔNG THÔN"
    assert [(basis.kind, basis.number, basis.in_opening) for basis in reading.legal_bases] == [
        ("Luật", "", True),
        ("Nghị định", "44/2011/NĐ-CP", True),
    ]
    assert {basis.source.line for basis in reading.legal_bases} == {3}


def test_the_name_that_a_web_page_gives_to_a_paper_is_no_part_of_its_head(read):
    head = read(
        f"HƯỚNG DẪN CÔNG TÁC THI ĐUA, SỐ 17-HD/BTGHU\n\nHUYỆN ỦY MƯỜNG LA\nBAN TUYÊN GIÁO\n*\n"
        f"ĐẢNG CỘNG SẢN VIỆT NAM\n\nSố 17-HD/BTGHU\nMường La, ngày 06 tháng 5 năm 2021\n\n"
        f"Căn cứ Quy định số 9-QĐ/TU, ngày 14-6-2020 của Tỉnh ủy; Ban Tuyên giáo hướng dẫn như sau:{BODY}"
    ).head
    assert (head.kind_text, head.reference, str(head.issued_on), head.place, head.issuer) == (
        "Hướng dẫn",
        "17-HD/BTGHU",
        "2021-05-06",
        "Mường La",
        "BAN TUYÊN GIÁO",
    )


def test_strokes_of_a_table_around_a_head_without_its_kind(read):
    head = read(
        "| Người ký | Nguyễn Văn Minh |\n|\nUỶ BAN NHÂN DÂN |\nCỘNG HÒA XÃ HỘI\nCHỦ NGHĨA VIỆT NAM |\n"
        "|\nSố: 318/QĐ-UBND |\nSơn La, ngày 06 tháng 5 năm 2021 |\nCHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH SƠN LA\n"
        f"Căn cứ Luật Lâm nghiệp số 16/2017/QH14;\nĐiều 1. Phê duyệt Đề án.{BODY}"
    ).head
    assert (head.kind_text, head.reference, str(head.issued_on), head.place) == (
        "Quyết định",
        "318/QĐ-UBND",
        "2021-05-06",
        "Sơn La",
    )


def test_columns_that_blanks_set_far_apart(read):
    head = read(
        f"HUYỆN ỦY MƯỜNG LA{' ' * 70}ĐẢNG CỘNG SẢN VIỆT NAM\n"
        f"      BAN TỔ CHỨC{' ' * 80}Mường La, ngày 06 tháng 5 năm 2021\n"
        f"      Số 17-HD/BTCHU\n\nHƯỚNG DẪN\nXẾP LOẠI CHI BỘ{BODY}"
    ).head
    assert (str(head.issued_on), head.place) == ("2021-05-06", "Mường La")


def test_a_form_in_the_annex_has_a_motto_of_its_own(read):
    head = read(
        "UBND HUYỆN MƯỜNG LA\nSố: 5/QĐ-UBND\nMường La, ngày 06 tháng 5 năm 2021\n\n"
        "QUYẾT ĐỊNH\nBan hành mẫu báo cáo\n\nCăn cứ Luật Thống kê ngày 23/11/2015;\n\n"
        "QUYẾT ĐỊNH:\n\nĐiều 1. Ban hành mẫu báo cáo.\n\n"
        f"TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nTrần Thị Lan\n\nMẫu số 01\n{STATE}Số: ……/BC-UBND\nBÁO CÁO\nKết quả"
    ).head
    assert (head.kind_text, head.reference) == ("QUYẾT ĐỊNH", "5/QĐ-UBND")


def test_a_place_and_its_day_on_two_lines(read):
    head = read(
        f"UBND TỈNH SƠN LA\n{STATE}Số: 318/QĐ-UBND\nSơn La,\nngày 06 tháng 5 năm 2021\n"
        f"QUYẾT ĐỊNH\nGiao vốn{BODY}"
    ).head
    assert (head.place, str(head.issued_on)) == ("Sơn La", "2021-05-06")


@pytest.mark.parametrize(
    ("symbol", "line", "kind", "title"),
    [
        ("318/QĐ-UBND", "QUY ĐỊNH MỨC THU PHÍ BẾN BÃI", "Quyết định", "QUY ĐỊNH MỨC THU PHÍ BẾN BÃI"),
        ("18-QĐ/HU", "QUY ĐỊNH VỀ CHẾ ĐỘ HỌP", "QUY ĐỊNH", "VỀ CHẾ ĐỘ HỌP"),
        ("318/KH-UBND", "KẾ HOẠCH THU PHÍ BẾN BÃI", "KẾ HOẠCH", "THU PHÍ BẾN BÃI"),
    ],
)
def test_a_title_that_begins_like_a_kind(read, symbol, line, kind, title):
    head = read(
        f"UBND TỈNH SƠN LA\n{STATE}Số: {symbol}\nSơn La, ngày 06 tháng 5 năm 2021\n{line}\n"
        f"ỦY BAN NHÂN DÂN TỈNH SƠN LA\nCăn cứ Luật Giá ngày 20/6/2012;\nĐiều 1. Ban hành.{BODY}"
    ).head
    assert (head.kind_text, head.title) == (kind, title)


def test_a_letter_that_a_web_page_names(read):
    head = read(
        "Công văn số: 812/SCT-QLNL, ngày 04 tháng 9 năm 2024 V/v kiểm tra lưới điện\n\n"
        f"Kính gửi:\n- Các đơn vị.\n\nSở Công Thương yêu cầu các đơn vị báo cáo như sau:{BODY}"
    ).head
    assert (head.kind_text, head.reference, str(head.issued_on)) == ("Công văn", "812/SCT-QLNL", "2024-09-04")


def test_a_title_whose_lines_begin_like_a_body(read):
    reading = read(
        f"UBND TỈNH SƠN LA\n{STATE}Số: 31/HD-STC\nSơn La, ngày 06 tháng 5 năm 2021\n\nHƯỚNG DẪN\n\n"
        "Chi hỗ trợ theo Quyết định số 44/QĐ-TTg\n\n"
        "ngày 09 tháng 02 năm 2020 của Thủ tướng Chính phủ phê duyệt\n\n"
        f"Đề án Nước sạch nông thôn\n\nCăn cứ Nghị định số 32/2018/NĐ-CP ngày 19/3/2018 của Chính phủ;{BODY}"
    )
    assert reading.head.title.endswith("phê duyệt Đề án Nước sạch nông thôn")
    assert [basis.number for basis in reading.legal_bases if basis.in_opening] == ["32/2018/NĐ-CP"]
