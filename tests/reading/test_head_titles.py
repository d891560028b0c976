"""Trích yếu: what names a letter, and where the title of a decision ends."""

from __future__ import annotations

import pytest

BODY = (
    "\n\nI. MỤC TIÊU\n\n- Phấn đấu có 06 xã đạt chuẩn nông thôn mới.\n\nII. TỔ CHỨC THỰC HIỆN\n\n- Các xã.\n"
)


def test_a_letter_is_named_by_its_subject(read):
    head = read(
        """UBND TỈNH BÌNH THUẬN
SỞ CÔNG THƯƠNG
Số: 812/SCT-QLNL
V/v báo cáo tiến độ lưới điện nông thôn
Bình Thuận, ngày 04 tháng 9 năm 2024

Kính gửi: Ủy ban nhân dân tỉnh.

Thực hiện Quyết định số 61/QĐ-UBND ngày 03/8/2024 của UBND tỉnh, Sở Công Thương báo cáo như sau:"""
        + BODY
    ).head
    assert (head.kind_text, head.reference, head.issuer) == ("Công văn", "812/SCT-QLNL", "SỞ CÔNG THƯƠNG")
    assert head.title == "V/v báo cáo tiến độ lưới điện nông thôn"


def test_the_bases_are_no_part_of_a_title_that_begins_with_the_body(read):
    top = "QUYẾT ĐỊNH\nCỦA ỦY BAN NHÂN DÂN THÀNH PHỐ V/V PHÊ DUYỆT ĐỀ CƯƠNG\nỦY BAN NHÂN DÂN THÀNH PHỐ\n"
    reading = read(top + "Căn cứ Luật Điện lực ngày 03 tháng 12 năm 2004;" + BODY)
    assert reading.head.title == "CỦA ỦY BAN NHÂN DÂN THÀNH PHỐ V/V PHÊ DUYỆT ĐỀ CƯƠNG"
    assert [basis.in_opening for basis in reading.legal_bases] == [True]


def test_the_subject_of_a_letter_may_stand_below_its_sign(read):
    top = "SỞ XÂY DỰNG\nSố: 8/SXD-QLN\nV/v\n: Nhà ở cho thợ mỏ\nSơn La, ngày 4 tháng 9 năm 2024\n\n"
    assert read(top + "Kính gửi: Các xã." + BODY).head.title == "V/v : Nhà ở cho thợ mỏ"


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        (
            "VỀ VIỆC GIAO VỐN NĂM 2024 CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH LAI CHÂU",
            "VỀ VIỆC GIAO VỐN NĂM 2024 CHỦ TỊCH",
        ),
    ],
)
def test_who_decides_is_no_part_of_the_title(read, title, wanted):
    head = read(f"ỦY BAN NHÂN DÂN TỈNH LAI CHÂU\nSố: 5/QĐ-UBND\nQUYẾT ĐỊNH\n{title}\n" + BODY).head
    assert head.title == wanted


def test_only_the_title_that_a_newspaper_gives(read):
    top = "Nghị quyết của Ban Thường vụ Huyện ủy về phát triển nghề cá\n\nLTS: Báo giới thiệu toàn văn."
    head = read(top + BODY).head
    assert head.kind_text.upper() == "NGHỊ QUYẾT"
    assert (head.reference, head.issued_on, head.place, head.issuer, head.superior) == (None,) * 5
