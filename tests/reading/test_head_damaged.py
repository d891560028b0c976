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
