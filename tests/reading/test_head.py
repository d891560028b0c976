"""Phần đầu: state and Party, plan and report, numbered and still a draft."""

from __future__ import annotations

import pytest

from chungsuc.core.statements import DocumentKind, DocumentStatus, UnitLevel

BODY = "\n\nI. MỤC TIÊU\n\n- Phấn đấu có 06 xã đạt chuẩn nông thôn mới.\n"

PLAN = """TỈNH NGHỆ AN
UBND HUYỆN CON CUÔNG
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 45/KH-UBND

Con Cuông, ngày 12 tháng 02 năm 2023

KẾ HOẠCH
Xây dựng nông thôn mới năm 2023"""

FLAT = """ỦY BAN NHÂN DÂN TỈNH NGHỆ AN ---\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc
Số: 072/KH-UBND\tNghệ An, ngày 18 tháng 10 năm 2024
KẾ HOẠCH
XÂY DỰNG NÔNG THÔN MỚI TRÊN ĐỊA BÀN TỈNH NGHỆ AN GIAI ĐOẠN 2024 - 2025"""

PARTY = """HUYỆN ỦY CON CUÔNG
*
Số 21-CTr/HU

ĐẢNG CỘNG SẢN VIỆT NAM
Con Cuông, ngày 15 tháng 3 năm 2021

CHƯƠNG TRÌNH HÀNH ĐỘNG
thực hiện Nghị quyết số 05-NQ/TU ngày 10/01/2021 của Ban Chấp hành Đảng bộ tỉnh Nghệ An
về xây dựng nông thôn mới giai đoạn 2021 - 2025

Thực hiện Nghị quyết số 05-NQ/TU, Ban Chấp hành Đảng bộ huyện ban hành Chương trình hành động như sau:"""

DRAFT = """Số: /KH-UBND

Con Cuông, ngày    tháng 01 năm 2023

KẾ HOẠCH

Xây dựng nông thôn mới trên địa bàn huyện Con Cuông, tỉnh Nghệ An năm 2023

UBND huyện xây dựng Kế hoạch như sau:"""

RESOLUTION = """HỘI ĐỒNG NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
HUYỆN CON CUÔNG Độc lập - Tự do - Hạnh phúc

Số: 12/2022/NQ-HĐND            Con Cuông, ngày 20 tháng 12 năm 2022

NGHỊ QUYẾT
Về nhiệm vụ xây dựng nông thôn mới năm 2023

HỘI ĐỒNG NHÂN DÂN HUYỆN CON CUÔNG
KHÓA XXI, KỲ HỌP THỨ 8"""


@pytest.mark.parametrize(
    ("text", "kind", "reference", "issued", "issuer", "period", "is_party"),
    [
        (PLAN, DocumentKind.PLAN, "45/KH-UBND", "2023-02-12", "UBND HUYỆN CON CUÔNG", (2023, 2023), False),
        (
            FLAT,
            DocumentKind.PLAN,
            "072/KH-UBND",
            "2024-10-18",
            "ỦY BAN NHÂN DÂN TỈNH NGHỆ AN",
            (2024, 2025),
            False,
        ),
        (PARTY, DocumentKind.PROGRAMME, "21-CTr/HU", "2021-03-15", "HUYỆN ỦY CON CUÔNG", (2021, 2025), True),
        (DRAFT, DocumentKind.PLAN, None, "2023-01", "UBND huyện Con Cuông", (2023, 2023), False),
        (
            RESOLUTION,
            DocumentKind.RESOLUTION,
            "12/2022/NQ-HĐND",
            "2022-12-20",
            "HỘI ĐỒNG NHÂN DÂN HUYỆN CON CUÔNG",
            (2023, 2023),
            False,
        ),
    ],
)
def test_head(read, text, kind, reference, issued, issuer, period, is_party):
    head = read(text + BODY).head
    assert (head.kind, head.reference, str(head.issued_on), head.issuer) == (kind, reference, issued, issuer)
    assert ((head.period_from, head.period_to), head.is_party) == (period, is_party)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (PLAN, "Xây dựng nông thôn mới năm 2023"),
        (RESOLUTION, "Về nhiệm vụ xây dựng nông thôn mới năm 2023"),
        (
            PARTY,
            (
                "thực hiện Nghị quyết số 05-NQ/TU ngày 10/01/2021 của Ban Chấp hành Đảng bộ tỉnh Nghệ An về "
                "xây dựng "
                "nông thôn mới giai đoạn 2021 - 2025"
            ),
        ),
    ],
)
def test_title_over_several_lines(read, text, title):
    assert read(text + BODY).head.title == title


@pytest.mark.parametrize(
    ("text", "name"), [(PLAN, "Con Cuông"), (FLAT, "Nghệ An"), (PARTY, "Con Cuông"), (DRAFT, "Con Cuông")]
)
def test_unit_that_is_planned_for(read, text, name):
    unit = read(text + BODY).head.unit
    assert unit is not None
    assert (unit.name, unit.unit_id is not None) == (name, True)


def test_a_city_of_a_province_that_is_not_named(read):
    head = "TRƯỜNG TIỂU HỌC\nSố: 8/KH-TH\nTrà My, ngày 05 tháng 3 năm 2019\nKẾ HOẠCH\nXây dựng trường\n\n"
    unit = read(head + "Căn cứ Công văn số 3/PGD ngày 04/3/2019 của thành phố Tuy Hòa;" + BODY).head.unit
    assert unit is not None
    assert (unit.name, unit.level) == ("Tuy Hòa", UnitLevel.DISTRICT)


def test_a_name_in_capitals_ends_where_they_do(read):
    unit = read("UBND TỈNH LAI CHÂU Mẫu số 7\nKẾ HOẠCH\nXây dựng nông thôn mới\n" + BODY).head.unit
    assert unit is not None
    assert unit.name == "Lai Châu"


def test_blank_number_or_day_makes_a_draft(read):
    assert read(DRAFT + BODY).head.status is DocumentStatus.DRAFT
    assert read(PLAN + BODY).head.status is DocumentStatus.ISSUED


def test_number_that_stands_only_in_the_annex(read):
    reading = read(
        "CHƯƠNG TRÌNH\nCỦA BAN CHẤP HÀNH ĐẢNG BỘ HUYỆN\nvề xây dựng nông thôn mới huyện Con Cuông đến "
        "năm 2025\n\n"
        "Ban Chấp hành Đảng bộ huyện Con Cuông ban hành Chương trình như sau:"
        + BODY
        + "\nT/M HUYỆN ỦY\nBÍ THƯ\n\n"
        "Trần Văn Minh\n\nBIỂU TỔNG HỢP\n\n(Kèm theo Chương trình số 17-CTr/HU, ngày 05/9/2022 của Ban "
        "Chấp hành)\n"
    )
    head = reading.head
    assert (head.reference, str(head.issued_on), head.period_from, head.period_to) == (
        "17-CTr/HU",
        "2022-09-05",
        2022,
        2025,
    )
    assert reading.signatories
    assert (reading.signatories[0].name, reading.signatories[0].capacity) == (
        "Trần Văn Minh",
        ("T/M HUYỆN ỦY", "BÍ THƯ"),
    )


def test_year_of_a_cited_document_is_no_period(read):
    head = read(
        "UBND TỈNH NGHỆ AN\nSố: 5/KH-UBND\nVinh, ngày 02 tháng 3 năm 2023\nKẾ HOẠCH\n"
        "THỰC HIỆN CHỈ THỊ SỐ 9/CT-TTG NGÀY 03 THÁNG 6 NĂM 2022 CỦA THỦ TƯỚNG CHÍNH PHỦ" + BODY
    ).head
    assert (head.period_from, head.period_to) == (None, None)


@pytest.mark.parametrize(
    ("closing", "name", "capacity"),
    [
        (
            "Nơi nhận:\n- Lưu: VT.\n\nTM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\nTrần Văn Minh",
            "Trần Văn Minh",
            ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        ),
        (
            "Nơi nhận: - UBND tỉnh; - Lưu: VT.\tTM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH Nguyễn Thị Hoa",
            "Nguyễn Thị Hoa",
            ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        ),
        ("CHỦ TỊCH\n\nLê Thị Lan", "Lê Thị Lan", ("CHỦ TỊCH",)),
    ],
)
def test_signature(read, closing, name, capacity):
    (signatory,) = read(f"{PLAN}{BODY}\n{closing}\n").signatories
    assert (signatory.name, signatory.capacity) == (name, capacity)


def test_recipients_in_one_line_and_in_many(read):
    many = read(
        f"{PLAN}{BODY}\nNơi nhận:\n- UBND tỉnh (b/c);\n- Lưu: VT, NN.\n\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n"
    ).recipients
    one = read(
        f"{PLAN}{BODY}\nNơi nhận: - UBND tỉnh (b/c); - Lưu: VT, NN.\tTM. ỦY BAN NHÂN DÂN CHỦ TỊCH\n"
    ).recipients
    assert [each.text for each in many] == [each.text for each in one] == ["UBND tỉnh (b/c)", "Lưu: VT, NN"]
