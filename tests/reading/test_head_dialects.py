"""Phần đầu văn bản trong nhiều lối trình bày: every level, every layout that a flattened file can have."""

from __future__ import annotations

import pytest

BODY = (
    "\n\nI. MỤC TIÊU\n\n- Phấn đấu có 06 xã đạt chuẩn nông thôn mới.\n\nII. TỔ CHỨC THỰC HIỆN\n\n- Các xã.\n"
)


def seen(head):
    return (
        head.kind_text.upper(),
        head.reference,
        str(head.issued_on) if head.issued_on else None,
        head.place,
        head.issuer,
        head.superior,
    )


HEADS = {
    "two columns set apart by blanks": (
        """UBND TỈNH TUYÊN QUANG          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
SỞ XÂY DỰNG                    Độc lập - Tự do - Hạnh phúc
Số: 71/KH-SXD                  Tuyên Quang, ngày 03 tháng 4 năm 2024

KẾ HOẠCH
Kiểm tra công tác quản lý nhà ở năm 2024""",
        ("KẾ HOẠCH", "71/KH-SXD", "2024-04-03", "Tuyên Quang", "SỞ XÂY DỰNG", "UBND TỈNH TUYÊN QUANG"),
    ),
    "one line, set apart by tabs": (
        ("UBND HUYỆN YÊN SƠN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "PHÒNG NỘI VỤ\tĐộc lập - Tự do - Hạnh phúc\n"
        "Số: 9/BC-PNV\tYên Sơn, ngày 03 tháng 4 năm 2024\n\nBÁO CÁO\nKết quả cải cách hành chính"),
        ("BÁO CÁO", "9/BC-PNV", "2024-04-03", "Yên Sơn", "PHÒNG NỘI VỤ", "UBND HUYỆN YÊN SƠN"),
    ),
    "all on one line with rules": (
        ("BỘ Y TẾ ------- CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc --------------- "
        "Số: 33/2024/TT-BYT Hà Nội, ngày 14 tháng 11 năm 2024\n\nTHÔNG TƯ\nQuy định danh mục thuốc"),
        ("THÔNG TƯ", "33/2024/TT-BYT", "2024-11-14", "Hà Nội", "BỘ Y TẾ", None),
    ),
    "the right column before the left": (
        """CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Lào Cai, ngày 08 tháng 5 năm 2023
ỦY BAN NHÂN DÂN
TỈNH LÀO CAI
Số: 118/CT-UBND

CHỈ THỊ
Về tăng cường phòng, chống cháy rừng""",
        ("CHỈ THỊ", "118/CT-UBND", "2023-05-08", "Lào Cai", "ỦY BAN NHÂN DÂN TỈNH LÀO CAI", None),
    ),
    "the left column after the title line": (
        """CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM

Độc lập - Tự do - Hạnh phúc

ỦY BAN NHÂN DÂN
XÃ HÁT LÓT

Số: 15/KH-UBND

Hát Lót, ngày 20 tháng 8 năm 2025

KẾ HOẠCH

Chuyển đổi số năm 2026""",
        ("KẾ HOẠCH", "15/KH-UBND", "2025-08-20", "Hát Lót", "ỦY BAN NHÂN DÂN XÃ HÁT LÓT", None),
    ),
    "lines of both columns mixed": (
        """ỦY BAN NHÂN DÂN
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
HUYỆN MƯỜNG LA
Độc lập - Tự do - Hạnh phúc
Số: 240/QĐ-UBND
Mường La, ngày 19 tháng 6 năm 2023
QUYẾT ĐỊNH
Về việc giao dự toán năm 2023""",
        ("QUYẾT ĐỊNH", "240/QĐ-UBND", "2023-06-19", "Mường La", "ỦY BAN NHÂN DÂN HUYỆN MƯỜNG LA", None),
    ),
    "marks of emphasis around": (
        """**ỦY BAN NHÂN DÂN**
**TỈNH CAO BẰNG**

---

**CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM**
**Độc lập - Tự do - Hạnh phúc**

Số: 88/KH-UBND

*Cao Bằng, ngày 07 tháng 3 năm 2024*

# KẾ HOẠCH

**Phát triển du lịch năm 2024**""",
        ("KẾ HOẠCH", "88/KH-UBND", "2024-03-07", "Cao Bằng", "ỦY BAN NHÂN DÂN TỈNH CAO BẰNG", None),
    ),
    "number and day still blank": (
        """UBND XÃ PHÚ MỸ
Số:       /KH-UBND
Phú Mỹ, ngày ..... tháng ..... năm 2025

KẾ HOẠCH
Thu gom rác thải năm 2026""",
        ("KẾ HOẠCH", None, "2025", "Phú Mỹ", "UBND XÃ PHÚ MỸ", None),
    ),
    "number blank by dots, day by strokes": (
        """ỦY BAN NHÂN DÂN TỈNH SƠN LA
Số: ……/TTr-UBND            Sơn La, ngày    /    /2024

TỜ TRÌNH
Về việc ban hành Nghị quyết""",
        ("TỜ TRÌNH", None, "2024", "Sơn La", "ỦY BAN NHÂN DÂN TỈNH SƠN LA", None),
    ),
    "day written with strokes": (
        """UBND THỊ XÃ MƯỜNG LAY
Số 61/BC-UBND
Mường Lay, ngày 05/7/2024
BÁO CÁO
Tình hình kinh tế - xã hội 6 tháng đầu năm 2024""",
        ("BÁO CÁO", "61/BC-UBND", "2024-07-05", "Mường Lay", "UBND THỊ XÃ MƯỜNG LAY", None),
    ),
    "the kind before its number": (
        """CHÍNH PHỦ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Nghị định số: 91/2024/NĐ-CP
Hà Nội, ngày 18 tháng 7 năm 2024

NGHỊ ĐỊNH
Sửa đổi, bổ sung một số điều về lâm nghiệp""",
        ("NGHỊ ĐỊNH", "91/2024/NĐ-CP", "2024-07-18", "Hà Nội", "CHÍNH PHỦ", None),
    ),
    "the standing committee of the National Assembly": (
        """ỦY BAN THƯỜNG VỤ QUỐC HỘI
Nghị quyết số: 66/2024/UBTVQH15
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Hà Nội, ngày 12 tháng 12 năm 2024
NGHỊ QUYẾT
Về việc phân bổ vốn""",
        ("NGHỊ QUYẾT", "66/2024/UBTVQH15", "2024-12-12", "Hà Nội", "ỦY BAN THƯỜNG VỤ QUỐC HỘI", None),
    ),
    "the Party's committee of a province": (
        """TỈNH ỦY HÒA BÌNH
*
Số 52-KH/TU
ĐẢNG CỘNG SẢN VIỆT NAM
Hòa Bình, ngày 16 tháng 02 năm 2023

KẾ HOẠCH
thực hiện Kết luận số 40-KL/TW của Bộ Chính trị""",
        ("KẾ HOẠCH", "52-KH/TU", "2023-02-16", "Hòa Bình", "TỈNH ỦY HÒA BÌNH", None),
    ),
    "the Party, in two columns on one line": (
        ("ĐẢNG BỘ TỈNH HÒA BÌNH          ĐẢNG CỘNG SẢN VIỆT NAM\n"
        "HUYỆN ỦY LẠC SƠN\n*\n"
        "Số 14-NQ/HU          Lạc Sơn, ngày 16 tháng 02 năm 2023\n\nNGHỊ QUYẾT\nvề phát triển cây có múi"),
        ("NGHỊ QUYẾT", "14-NQ/HU", "2023-02-16", "Lạc Sơn", "HUYỆN ỦY LẠC SƠN", "ĐẢNG BỘ TỈNH HÒA BÌNH"),
    ),
    "the Central Committee": (
        """BAN CHẤP HÀNH TRUNG ƯƠNG
-------
ĐẢNG CỘNG SẢN VIỆT NAM
---------------
Số: 19-NQ/TW
Hà Nội, ngày 16 tháng 6 năm 2022

NGHỊ QUYẾT
VỀ NÔNG NGHIỆP, NÔNG DÂN, NÔNG THÔN ĐẾN NĂM 2030""",
        ("NGHỊ QUYẾT", "19-NQ/TW", "2022-06-16", "Hà Nội", "BAN CHẤP HÀNH TRUNG ƯƠNG", None),
    ),
    "a committee of a commune's Party": (
        """ĐẢNG BỘ HUYỆN VĂN BÀN
ĐẢNG ỦY XÃ LIÊM PHÚ
*
Số 3-CTr/ĐU
ĐẢNG CỘNG SẢN VIỆT NAM
Liêm Phú, ngày 05 tháng 01 năm 2024

CHƯƠNG TRÌNH CÔNG TÁC
năm 2024""",
        ("CHƯƠNG TRÌNH CÔNG TÁC", "3-CTr/ĐU", "2024-01-05", "Liêm Phú", "ĐẢNG ỦY XÃ LIÊM PHÚ",
         "ĐẢNG BỘ HUYỆN VĂN BÀN"),
    ),
    "the Front": (
        """MẶT TRẬN TỔ QUỐC VIỆT NAM
ỦY BAN MTTQ VIỆT NAM TỈNH PHÚ THỌ
Số: 27/KH-MTTQ-BTT
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Phú Thọ, ngày 11 tháng 3 năm 2024
KẾ HOẠCH
Giám sát việc xây dựng nông thôn mới""",
        ("KẾ HOẠCH", "27/KH-MTTQ-BTT", "2024-03-11", "Phú Thọ", "ỦY BAN MTTQ VIỆT NAM TỈNH PHÚ THỌ",
         "MẶT TRẬN TỔ QUỐC VIỆT NAM"),
    ),
    "a union of women": (
        """HỘI LHPN VIỆT NAM
HỘI LIÊN HIỆP PHỤ NỮ TỈNH PHÚ THỌ
Số: 12/HD-BTV
Phú Thọ, ngày 11 tháng 3 năm 2024
HƯỚNG DẪN
Thực hiện phong trào năm 2024""",
        ("HƯỚNG DẪN", "12/HD-BTV", "2024-03-11", "Phú Thọ", "HỘI LIÊN HIỆP PHỤ NỮ TỈNH PHÚ THỌ",
         "HỘI LHPN VIỆT NAM"),
    ),
    "a steering committee": (
        """UBND TỈNH BẮC KẠN
BAN CHỈ ĐẠO CHUYỂN ĐỔI SỐ
Số: 04/TB-BCĐ
Bắc Kạn, ngày 22 tháng 10 năm 2024
THÔNG BÁO
Kết luận phiên họp""",
        ("THÔNG BÁO", "04/TB-BCĐ", "2024-10-22", "Bắc Kạn", "BAN CHỈ ĐẠO CHUYỂN ĐỔI SỐ", "UBND TỈNH BẮC KẠN"),
    ),
    "a people's council": (
        """HỘI ĐỒNG NHÂN DÂN
PHƯỜNG QUẢNG PHÚ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập – Tự do – Hạnh phúc
Số: 07/NQ-HĐND
Quảng Phú, ngày 29 tháng 7 năm 2025
NGHỊ QUYẾT
Về dự toán ngân sách năm 2025""",
        ("NGHỊ QUYẾT", "07/NQ-HĐND", "2025-07-29", "Quảng Phú", "HỘI ĐỒNG NHÂN DÂN PHƯỜNG QUẢNG PHÚ", None),
    ),
    "scanner errors in the key words": (
        """ỦY BẠN NHÂN DÂN
TỈNH GIA LAI
Sô: 1O5/KH-UBND
Gia Lai, ngày l4 tháng 3 năm 2024
KÊ HOACH
Trồng rừng năm 2024""",
        ("KÊ HOACH", "105/KH-UBND", "2024-03-14", "Gia Lai", "ỦY BẠN NHÂN DÂN TỈNH GIA LAI", None),
    ),
    "letters set apart in the kind": (
        """ỦY BAN NHÂN DÂN
TỈNH GIA LAI
Số: 106/KH-UBND
Gia Lai, ngày 15 tháng 3 năm 2024
K Ế H O Ạ C H
Trồng cà phê năm 2024""",
        ("KẾ HOẠCH", "106/KH-UBND", "2024-03-15", "Gia Lai", "ỦY BAN NHÂN DÂN TỈNH GIA LAI", None),
    ),
    "a joint circular": (
        """BỘ TÀI CHÍNH - BỘ Y TẾ
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 6/2014/TTLT-BTC-BYT
Hà Nội, ngày 10 tháng 01 năm 2014
THÔNG TƯ LIÊN TỊCH
Hướng dẫn thanh toán""",
        ("THÔNG TƯ LIÊN TỊCH", "6/2014/TTLT-BTC-BYT", "2014-01-10", "Hà Nội", "BỘ TÀI CHÍNH - BỘ Y TẾ", None),
    ),
    "a draft says that it is one": (
        """DỰ THẢO
UBND TỈNH KON TUM
Số:      /QĐ-UBND
Kon Tum, ngày      tháng      năm 2024
QUYẾT ĐỊNH
Ban hành Quy chế phối hợp""",
        ("QUYẾT ĐỊNH", None, "2024", "Kon Tum", "UBND TỈNH KON TUM", None),
    ),
    "a place with a level word": (
        """UBND THÀNH PHỐ ĐÀ NẴNG
Số: 3021/QĐ-UBND
TP. Đà Nẵng, ngày 15 tháng 3 năm 2024
QUYẾT ĐỊNH
Về việc phê duyệt Đề án""",
        ("QUYẾT ĐỊNH", "3021/QĐ-UBND", "2024-03-15", "TP. Đà Nẵng", "UBND THÀNH PHỐ ĐÀ NẴNG", None),
    ),
    "number and day behind the title": (
        """ỦY BAN NHÂN DÂN TỈNH NINH THUẬN
QUYẾT ĐỊNH
Phê duyệt quy hoạch chi tiết
Số: 77/QĐ-UBND
Ninh Thuận, ngày 12 tháng 4 năm 2024

Căn cứ Luật Quy hoạch ngày 24 tháng 11 năm 2017;""",
        ("QUYẾT ĐỊNH", "77/QĐ-UBND", "2024-04-12", "Ninh Thuận", "ỦY BAN NHÂN DÂN TỈNH NINH THUẬN", None),
    ),
    "a letter below the notes of a page, its subject above the motto": (
        """Tải văn bản hướng dẫn thi thợ giỏi năm 2024

Sau đây là toàn văn, mời các bạn theo dõi.

SỞ CÔNG THƯƠNG
_____
Số: 65/SCT-QLNL
V/v hướng dẫn thi thợ giỏi năm 2024
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
_____
Bắc Kạn, ngày 12 tháng 3 năm 2024

Kính gửi: Các hợp tác xã.""",
        ("CÔNG VĂN", "65/SCT-QLNL", "2024-03-12", "Bắc Kạn", "SỞ CÔNG THƯƠNG", None),
    ),
    "a letter of the Party": (
        """HUYỆN ỦY BÌNH GIA
CƠ QUAN KIỂM TRA - THANH TRA

Số 41-CV/KT-TT
V/v báo cáo tự kiểm tra năm 2022

ĐẢNG CỘNG SẢN VIỆT NAM
Bình Gia, ngày 16 tháng 5 năm 2022

Kính gửi: Các chi bộ""",
        ("CÔNG VĂN", "41-CV/KT-TT", "2022-05-16", "Bình Gia", "CƠ QUAN KIỂM TRA - THANH TRA",
         "HUYỆN ỦY BÌNH GIA"),
    ),
    "an old title that tells the number and the day": (
        """CHỈ THỊ SỐ 51 CT/UB NGÀY 14-7-1993
CỦA ỦY BAN NHÂN DÂN TỈNH VĨNH PHÚ VỀ CHĂN NUÔI TRÂU BÒ
ỦY BAN NHÂN DÂN TỈNH VĨNH PHÚ
Căn cứ Pháp lệnh Thú y ngày 04/02/1993;""",
        ("CHỈ THỊ", "51/CT/UB", "1993-07-14", None, "ỦY BAN NHÂN DÂN TỈNH VĨNH PHÚ", None),
    ),
    "the Party's number without its dash": (
        """HUYỆN ỦY YÊN BÌNH
Số 15 NQ/HU
ĐẢNG CỘNG SẢN VIỆT NAM
Yên Bình, ngày 09 tháng 3 năm 1999
NGHỊ QUYẾT
Về phát triển nghề cá""",
        ("NGHỊ QUYẾT", "15-NQ/HU", "1999-03-09", "Yên Bình", "HUYỆN ỦY YÊN BÌNH", None),
    ),
    "a draft whose blank number went another way": (
        """VĂN PHÒNG BỘ
Số:

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

/TTr-VP

TP Nam
Định, ngày

tháng

năm 2022

TỜ TRÌNH
Về Quy chế làm việc
Kính gửi: Bộ""",
        ("TỜ TRÌNH", None, "2022", "TP Nam Định", "VĂN PHÒNG BỘ", None),
    ),
    "the number alone, without its word": (
        """35/QĐ-SXD

QUYẾT ĐỊNH Về việc phê duyệt Kế hoạch thi thợ giỏi

Căn cứ Luật Xây dựng ngày 18 tháng 6 năm 2014;""",
        ("QUYẾT ĐỊNH", "35/QĐ-SXD", None, None, None, None),
    ),
    "the place of the body only in the line that decides": (
        """ỦY BAN NHÂN DÂN | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |
Số: 35/QĐ-UBND | Lai Châu, ngày 09 tháng 3 năm 2023 |
CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH LAI CHÂU
Căn cứ Luật Xây dựng ngày 18 tháng 6 năm 2014;
QUYẾT ĐỊNH:""",
        ("QUYẾT ĐỊNH", "35/QĐ-UBND", "2023-03-09", "Lai Châu", "ỦY BAN NHÂN DÂN TỈNH LAI CHÂU", None),
    ),
    "who decides, run together": (
        """UỶ BAN NHÂN DÂN
TỈNH LAI CHÂU
Số: 35/QĐ-UB
Lai Châu, ngày 09 tháng 3 năm 2003
QUYẾT ĐỊNH
VỀ PHÍ CHỢ
UỶ BAN NHÂN DÂNTỈNH LAI CHÂU
Căn cứ Luật Đất đai ngày 14/7/1993;""",
        ("QUYẾT ĐỊNH", "35/QĐ-UB", "2003-03-09", "Lai Châu", "UỶ BAN NHÂN DÂN TỈNH LAI CHÂU", None),
    ),
    "two bodies together": (
        """SỞ NỘI VỤ
HỘI NÔNG DÂN
Số: 7/CTPH-SNV-HND
Lai Châu, ngày 09 tháng 3 năm 2023
CHƯƠNG TRÌNH PHỐI HỢP
Về giảm nghèo""",
        ("CHƯƠNG TRÌNH PHỐI HỢP", "7/CTPH-SNV-HND", "2023-03-09", "Lai Châu",
         "SỞ NỘI VỤ - HỘI NÔNG DÂN", None),
    ),
}  # fmt: skip


@pytest.mark.parametrize("dialect", HEADS)
def test_head(read, dialect):
    text, wanted = HEADS[dialect]
    assert seen(read(text + BODY).head) == wanted
