"""Whole papers of other kinds: a report, a province's plan in columns, and a Word file."""

from __future__ import annotations

import io
from decimal import Decimal

import docx

from chungsuc.core.statements import DocumentKind, Mode, StatementKind, Subject
from chungsuc.documents import read_document
from chungsuc.reading import read_plan

REPORT = """UBND HUYỆN CON CUÔNG
BAN CHỈ ĐẠO CÁC CHƯƠNG TRÌNH MTQG
Số: 15/BC-BCĐ
Con Cuông, ngày 10 tháng 12 năm 2023

BÁO CÁO
Kết quả thực hiện Chương trình nông thôn mới năm 2023, nhiệm vụ năm 2024, tỉnh Nghệ An

Phần thứ nhất
KẾT QUẢ THỰC HIỆN NĂM 2023

I. KẾT QUẢ THỰC HIỆN BỘ TIÊU CHÍ
1. Cấp xã
Đến ngày 30/11/2023, toàn huyện có 05/12 xã đạt chuẩn NTM, đạt 41,67%; bình quân 15,08 tiêu chí/xã. Cụ thể:
- Nhóm 1: 02 xã đạt 19 tiêu chí (Yên Khê, Chi Khê).
- Nhóm 2: 04 xã đạt từ 10 - 12 tiêu chí.
2. Theo từng tiêu chí
- Tiêu chí số 2 về Giao thông: 08/12 xã đạt tiêu chí.
II. KẾT QUẢ HUY ĐỘNG NGUỒN LỰC
Tổng nguồn lực huy động năm 2023: 95.600 triệu đồng, gồm:
- Vốn trực tiếp: 45.000 triệu đồng (ĐTPT: 30.000 triệu đồng; SN: 15.000 triệu đồng);
- Vốn lồng ghép: 50.600 triệu đồng.

Phần thứ hai
NHIỆM VỤ NĂM 2024
I. MỤC TIÊU
- Số xã đạt chuẩn NTM tăng thêm 01 xã (xã Đôn Phục), nâng tổng số xã đạt chuẩn lên 06/12 xã.

TM. BAN CHỈ ĐẠO
TRƯỞNG BAN
Trần Văn Minh
"""

PROVINCE = """ỦY BAN NHÂN DÂN          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
   TỈNH NGHỆ AN               Độc lập - Tự do - Hạnh phúc

Số: 88/KH-UBND           Nghệ An, ngày 05 tháng 02 năm 2026

KẾ HOẠCH
Thực hiện Chương trình mục tiêu quốc gia xây dựng nông thôn mới năm 2026
trên địa bàn tỉnh Nghệ An

Theo đề nghị của Giám đốc Sở Nông nghiệp và Môi trường tại Tờ trình số 12/TTr-SNNMT
ngày 20 tháng 01 năm 2026;

II. MỤC TIÊU
2. Mục tiêu cụ thể đến hết năm 2026
a) Về nông thôn mới: Phấn đấu toàn tỉnh có 35/119 xã đạt chuẩn nông thôn mới giai đoạn
2026 - 2030 (trong đó: 05 xã thuộc nhóm 1, 20 xã thuộc nhóm 2, 10 xã thuộc nhóm 3); có
từ 03 xã trở lên đạt nông thôn mới hiện đại.
IV. TỔ CHỨC THỰC HIỆN
1. Sở Nông nghiệp và Môi trường: là cơ quan chủ trì, tham mưu Ủy ban nhân dân tỉnh chỉ
đạo thực hiện Chương trình; định kỳ hằng quý, 6 tháng, năm báo cáo Ủy ban nhân dân tỉnh.

Nơi nhận:                                   TM. ỦY BAN NHÂN DÂN
- Bộ Nông nghiệp và Môi trường (b/c);              KT. CHỦ TỊCH
- Lưu: VT, NLN.                                    PHÓ CHỦ TỊCH

                                                Trần Văn Minh
"""


def test_a_report_states_results_and_promises_the_next_year(read):
    reading = read(REPORT)
    assert (reading.head.kind, reading.head.superior) == (DocumentKind.REPORT, "UBND HUYỆN CON CUÔNG")
    count, share, mean, full, other, roads = reading.baseline
    assert (count.value, count.of, str(count.as_of)) == (5, 12, "2023-11-30")
    assert (share.value, share.subject, mean.value) == (Decimal("41.67"), Subject.COMMUNES, Decimal("15.08"))
    assert (full.level, [unit.name for unit in full.units]) == (19, ["Yên Khê", "Chi Khê"])
    assert (other.subject, other.level, other.level_to) == (Subject.CRITERIA, 10, 12)
    assert other.object_text == "xã đạt từ 10 - 12 tiêu chí"
    assert [mention.code for mention in roads.criteria] == ["2"]
    gain, total = reading.targets
    assert (gain.kind, gain.mode, gain.value) == (StatementKind.GAIN, Mode.ADD, 1)
    assert (total.kind, total.value, total.of) == (StatementKind.TOTAL, 6, 12)
    assert [item.amount // 10**6 for item in reading.funding] == [95600, 45000, 30000, 15000, 50600]
    assert [node.title for node in reading.outline if node.depth == 1] == [
        "KẾT QUẢ THỰC HIỆN NĂM 2023",
        "NHIỆM VỤ NĂM 2024",
    ]


def test_a_plan_of_a_province_under_the_new_set(read):
    reading = read(PROVINCE)
    head = reading.head
    assert (head.reference, head.issuer) == ("88/KH-UBND", "ỦY BAN NHÂN DÂN TỈNH NGHỆ AN")
    assert reading.criteria_set_id == "vn-2026-2030-commune"
    total, *groups, modern = reading.targets
    assert (total.value, total.of, str(total.deadline)) == (35, 119, "2026")
    assert [(part.value, part.part_of, part.object_text) for part in groups] == [
        (5, total.id, "xã thuộc nhóm 1"),
        (20, total.id, "xã thuộc nhóm 2"),
        (10, total.id, "xã thuộc nhóm 3"),
    ]
    assert modern.part_of is None
    (duty,) = reading.duties
    assert duty.frequency == ("quý", "6 tháng", "năm")
    assert reading.signatories
    assert reading.signatories[0].name == "Trần Văn Minh"
    assert [each.text for each in reading.recipients] == [
        "Bộ Nông nghiệp và Môi trường (b/c)",
        "Lưu: VT, NLN",
    ]


def word_file() -> bytes:
    paper = docx.Document()
    head = paper.add_table(rows=2, cols=2)
    for cell, text in zip(
        (cell for row in head.rows for cell in row.cells),
        (
            "UBND HUYỆN CON CUÔNG",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc",
            "Số: 45/KH-UBND",
            "Con Cuông, ngày 12 tháng 02 năm 2023",
        ),
        strict=True,
    ):
        cell.text = text
    for text in ("KẾ HOẠCH", "Xây dựng nông thôn mới năm 2023", "I. MỤC TIÊU"):
        paper.add_paragraph(text)
    paper.add_paragraph("Phấn đấu có thêm 02 xã đạt chuẩn nông thôn mới", style="List Bullet")
    paper.add_paragraph("Biểu chỉ tiêu các xã:")
    rows = (
        ("TT", "Xã", "Số tiêu chí", "", ""),
        ("", "", "Hiện trạng", "Kế hoạch", "Tăng"),
        ("1", "Môn Sơn", "14", "16", "2"),
        ("2", "Lục Dạ", "12", "13", "1"),
    )
    table = paper.add_table(rows=4, cols=5)
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    table.cell(0, 2).merge(table.cell(0, 4))
    foot = paper.add_table(rows=1, cols=2)
    foot.cell(0, 0).text = "Nơi nhận:\n- Lưu: VT."
    foot.cell(0, 1).text = "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nTrần Văn Minh"
    stream = io.BytesIO()
    paper.save(stream)
    return stream.getvalue()


def test_a_word_file_reads_like_a_text_file(gazetteer, criteria_sets):
    document = read_document(word_file(), "ke-hoach.docx")
    reading = read_plan(document, gazetteer=gazetteer, criteria_sets=criteria_sets)
    assert (reading.head.reference, str(reading.head.issued_on)) == ("45/KH-UBND", "2023-02-12")
    assert [(said.kind, said.value) for said in reading.targets] == [(StatementKind.COUNT, 2)]
    (table,) = reading.tables
    assert table.columns == (
        ("Số tiêu chí", "Hiện trạng"),
        ("Số tiêu chí", "Kế hoạch"),
        ("Số tiêu chí", "Tăng"),
    )
    assert [[cell.number for cell in row.cells] for row in table.rows] == [[14, 16, 2], [12, 13, 1]]
    assert reading.signatories
    assert reading.signatories[0].capacity == ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")
