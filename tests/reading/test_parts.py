"""Outline, bases, money, duties, tables, notes and annexes of documents made up for each."""

from __future__ import annotations

import pytest

from chungsuc.core.statements import Certainty, SourceKind


def test_outline_of_every_kind_of_numbering(read_body):
    nodes = read_body(
        "I- MỤC TIÊU\n\n1. Chung\n\n1.1. Đến năm 2025\n\n1.1.1. Riêng\n\na) Điểm\n\n- Gạch\n\n + "
        "Cộng\n\nII. NHIỆM VỤ\n\n1) Một\n"
    ).outline
    assert [(node.path, node.depth) for node in nodes] == [
        ("I", 1),
        ("I.1", 2),
        ("I.1.1", 3),
        ("I.1.1.1", 4),
        ("I.1.1.1.a", 5),
        ("I.1.1.1.a.-", 6),
        ("I.1.1.1.a.-.+", 7),
        ("II", 1),
        ("II.1", 2),
    ]
    by_id = {node.id: node for node in nodes}
    assert by_id[nodes[2].parent].path == "I.1"


@pytest.mark.parametrize(
    ("text", "bases"),
    [
        (
            (
                "Căn cứ Quyết định số 25/QĐ-TTg ngày 05/01/2021 của Thủ tướng Chính phủ về phê duyệt Chương "
                "trình;"
            ),
            [("Quyết định", "25/QĐ-TTg", "2021-01-05", "Thủ tướng Chính phủ", "phê duyệt Chương trình")],
        ),
        (
            (
                "Căn cứ các Quyết định của Thủ tướng Chính phủ: số 11/QĐ-TTg ngày 08/3/2021 ban hành Bộ tiêu "
                "chí; số 12/QĐ-TTg "
                "ngày 09/3/2021 quy định xã kiểu mẫu;"
            ),
            [
                ("Quyết định", "11/QĐ-TTg", "2021-03-08", "Thủ tướng Chính phủ", "ban hành Bộ tiêu chí"),
                ("Quyết định", "12/QĐ-TTg", "2021-03-09", "Thủ tướng Chính phủ", "quy định xã kiểu mẫu"),
            ],
        ),
        (
            (
                "Căn cứ Nghị định số 38/2021/NĐ-CP ngày 24/6/2021 của Chính phủ sửa đổi Nghị định số "
                "27/2020/NĐ-CP ngày 19/4/2020;"
            ),
            [
                (
                    "Nghị định",
                    "38/2021/NĐ-CP",
                    "2021-06-24",
                    "Chính phủ",
                    "sửa đổi Nghị định số 27/2020/NĐ-CP ngày 19/4/2020",
                )
            ],
        ),
        (
            "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;",
            [("Luật", "", "2015-06-19", "Quốc hội", "Tổ chức chính quyền địa phương")],
        ),
        (
            (
                "Căn cứ Nghị quyết số 01-NQ/ĐH, ngày 01/8/2020 của Đại hội Đảng bộ huyện lần thứ X, nhiệm kỳ "
                "2020-2025."
            ),
            [
                (
                    "Nghị quyết",
                    "01-NQ/ĐH",
                    "2020-08-01",
                    "Đại hội Đảng bộ huyện lần thứ X, nhiệm kỳ 2020-2025",
                    None,
                )
            ],
        ),
        (
            "Xét Tờ trình số 201/TTr-UBND ngày 05/12/2022 của Ủy ban nhân dân huyện;",
            [("Tờ trình", "201/TTr-UBND", "2022-12-05", "Ủy ban nhân dân huyện", None)],
        ),
    ],
)
def test_bases(read_body, text, bases):
    read = [basis for basis in read_body(f"{text}\n\nI. MỤC TIÊU\n").legal_bases if basis.in_opening]
    assert [(b.kind, b.number, str(b.issued_on), b.issuer, b.subject) for b in read] == bases


def test_a_citation_is_no_basis(read_body):
    inner, body = read_body(
        "Căn cứ Quyết định số 9/QĐ-TTg ngày 05/01/2021 triển khai Nghị quyết số 25/2021/QH15 ngày "
        "28/7/2021;\n\n"
        "I. NHIỆM VỤ\n\n- Thực hiện Chỉ thị 1085/CT-UBND ngày 04/6/2019 của UBND tỉnh.\n"
    ).legal_bases[1:]
    assert (inner.number, inner.in_opening) == ("25/2021/QH15", False)
    assert (body.kind, body.number, str(body.issued_on), body.in_opening) == (
        "Chỉ thị",
        "1085/CT-UBND",
        "2019-06-04",
        False,
    )


MONEY_LINES = """V. KINH PHÍ

Tổng nguồn vốn năm 2023: 45.200 triệu đồng, trong đó:

- Vốn ngân sách trung ương: 30.500 triệu đồng, gồm:
 - + Vốn đầu tư phát triển: 20.000 triệu đồng;
 - + Vốn sự nghiệp: 10.500 triệu đồng;
- Vốn lồng ghép: 9.700 triệu đồng (gồm: Chương trình dân tộc 5.000 triệu đồng; giảm nghèo 4.700 triệu đồng);
- Doanh nghiệp: 3.000 triệu đồng;
- Nhân dân đóng góp: 2.000 triệu đồng.
"""
MONEY_SENTENCE = (
    "V. KINH PHÍ\n\nTổng nhu cầu vốn: 520 tỷ đồng. Trong đó: ngân sách trung ương 200 tỷ đồng; ngân sách "
    "tỉnh 80,5 tỷ đồng; "
    "vốn tín dụng 239,5 tỷ đồng.\n"
)


def test_funding_tree(read_body):
    total, central, development, recurrent, integrated, ethnic, poverty, firms, people = read_body(
        MONEY_LINES
    ).funding
    assert (total.amount, total.stated, total.year) == (45_200_000_000, "45.200", 2023)
    assert [each.parent for each in (central, integrated, firms, people)] == [total.id] * 4
    assert [each.parent for each in (development, recurrent)] == [central.id] * 2
    assert [each.parent for each in (ethnic, poverty)] == [integrated.id] * 2
    assert [
        each.source_kind
        for each in (total, central, development, recurrent, integrated, ethnic, firms, people)
    ] == [
        SourceKind.TOTAL,
        SourceKind.CENTRAL,
        SourceKind.DEVELOPMENT,
        SourceKind.RECURRENT,
        SourceKind.INTEGRATED,
        SourceKind.PROGRAMME,
        SourceKind.ORGANISATIONS,
        SourceKind.PEOPLE,
    ]


def test_funding_in_one_sentence(read_body):
    total, *parts = read_body(MONEY_SENTENCE).funding
    assert (total.amount, [part.parent for part in parts]) == (520 * 10**9, [total.id] * 3)
    assert [part.amount for part in parts] == [200 * 10**9, 80_500_000_000, 239_500_000_000]
    assert [part.label for part in parts] == ["ngân sách trung ương", "ngân sách tỉnh", "vốn tín dụng"]


def test_money_already_spent_is_no_source_of_the_plan(read_body):
    assert read_body("I. KẾT QUẢ\n\nTổng nguồn vốn huy động năm 2022: 300 tỷ đồng.\n").funding == ()


def test_income_is_no_funding(read_body):
    assert read_body("V. NGUỒN VỐN\n\n- Thu nhập bình quân đạt 45 triệu đồng/người/năm.\n").funding == ()


@pytest.mark.parametrize(
    ("text", "body", "frequency", "report_to", "advises"),
    [
        (
            "1. Ban Tuyên giáo Huyện ủy chủ trì tuyên truyền Chương trình này.",
            "Ban Tuyên giáo Huyện ủy",
            (),
            None,
            None,
        ),
        ("1. Đề nghị Hội Nông dân huyện: Vận động hội viên thi đua.", "Hội Nông dân huyện", (), None, None),
        (
            (
                "1. Giao Ủy ban nhân dân huyện tổ chức thực hiện; định kỳ 6 tháng, 1 năm và đột xuất báo cáo "
                "Ban Thường vụ Huyện ủy "
                "kết quả thực hiện."
            ),
            "Ủy ban nhân dân huyện",
            ("6 tháng", "năm", "đột xuất"),
            "Ban Thường vụ Huyện ủy",
            None,
        ),
        (
            (
                "1. Phòng Tài chính - Kế hoạch\n\n- Tham mưu UBND huyện bố trí vốn; hằng quý báo cáo kết quả "
                "với Ban Chỉ đạo huyện."
            ),
            "Phòng Tài chính - Kế hoạch",
            ("quý",),
            "Ban Chỉ đạo huyện",
            "UBND huyện",
        ),
        (
            "1. Các phòng, ban, cơ quan cấp huyện có trách nhiệm hướng dẫn các xã.",
            "Các phòng, ban, cơ quan cấp huyện",
            (),
            None,
            None,
        ),
        (
            (
                "1. Ủy ban Mặt trận Tổ quốc và các tổ chức chính trị - xã hội huyện tăng cường vận động nhân "
                "dân."
            ),
            "Ủy ban Mặt trận Tổ quốc và các tổ chức chính trị - xã hội huyện",
            (),
            None,
            None,
        ),
    ],
)
def test_duties(read_body, text, body, frequency, report_to, advises):
    (duty,) = read_body(f"VI. TỔ CHỨC THỰC HIỆN\n\n{text}\n").duties
    assert (duty.body, duty.frequency, duty.report_to, duty.advises) == (body, frequency, report_to, advises)


def test_task_with_a_deadline(read_body):
    (task,) = read_body(
        "III. NHIỆM VỤ\n\n- Đảng ủy các xã xây dựng chương trình hành động trước ngày 30/4/2023.\n"
    ).tasks
    assert (task.body, str(task.deadline)) == ("Đảng ủy các xã", "2023-04-30")


def test_a_closing_sentence_is_no_duty(read_body):
    assert (
        read_body(
            "VI. TỔ CHỨC THỰC HIỆN\n\nTrên đây là Kế hoạch thực hiện, đề nghị các đơn vị triển khai./.\n"
        ).duties
        == ()
    )


TABLE = (
    "I. MỤC TIÊU\n\n(Có biểu chi tiết kèm theo)\n\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nTrần Văn "
    "Minh\n\nBIỂU TỔNG HỢP THÔN\n\n"
    "TT\tNội dung\tTổng\tTrong đó các xã:\t\t\tGhi chú\n\t\t\tMôn Sơn\tLục Dạ\tThạch Ngân\t\n"
    "I\tThôn đạt chuẩn\t12\t5\t\t7\t\n1\tĐến năm 2022\t2\t2\t\t\t\n2\tNăm 2023\t10\t3\t\t7\tghi\n"
)


def test_table_with_headings_in_two_rows(read_body):
    (table,) = read_body(TABLE).tables
    assert table.title == "BIỂU TỔNG HỢP THÔN"
    assert table.columns == (
        ("Tổng",),
        ("Trong đó các xã:", "Môn Sơn"),
        ("Trong đó các xã:", "Lục Dạ"),
        ("Trong đó các xã:", "Thạch Ngân"),
        ("Ghi chú",),
    )
    assert [(row.number, row.label) for row in table.rows] == [
        ("I", "Thôn đạt chuẩn"),
        ("1", "Đến năm 2022"),
        ("2", "Năm 2023"),
    ]
    assert [cell.number for cell in table.rows[0].cells] == [12, 5, None, 7, None]
    assert [unit and (unit.name, unit.certainty) for unit in table.units] == [
        None,
        ("Môn Sơn", Certainty.CERTAIN),
        ("Lục Dạ", Certainty.CERTAIN),
        ("Thạch Ngàn", Certainty.LIKELY),
        None,
    ]


def test_annexes_announced_present_and_absent(read_body):
    assert [(each.name, each.present) for each in read_body(TABLE).annexes] == [("biểu chi tiết", True)]
    missing = read_body(
        "I. MỤC TIÊU\n\n(Có biểu 01, 02 kèm theo)\n\n(Chi tiết tại Biểu số 03; 3.1; 3.2 kèm theo)\n"
    ).annexes
    assert [(each.name, each.present) for each in missing] == [
        (f"Biểu {number}", False) for number in ("01", "02", "03", "3.1", "3.2")
    ]
    there = read_body(
        "I. MỤC TIÊU\n\n(Có Phụ lục II kèm theo)\n\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nTrần Văn "
        "Minh\n\nPHỤ LỤC II\n"
    )
    assert [(each.name, each.present) for each in there.annexes] == [("Phụ lục II", True)]


def test_footnote_joined_to_the_statement_that_carries_its_mark(read_body):
    reading = read_body(
        "I. MỤC TIÊU\n\n- Có 12 thôn¹ thuộc các xã vùng cao đạt chuẩn nông thôn mới; phấn đấu bình quân "
        "đạt 15 tiêu\n\n"
        "¹ Tổng số thôn là 12 thôn (Môn Sơn 5 thôn; Lục Dạ 4 thôn; Thạch Ngân 3 thôn).\n\nchí/xã.\n"
    )
    (note,) = reading.notes
    assert (note.mark, note.total, note.joined_to) == ("¹", 12, (reading.targets[0].id,))
    assert [(unit.name, unit.count) for unit in note.units] == [
        ("Môn Sơn", 5),
        ("Lục Dạ", 4),
        ("Thạch Ngàn", 3),
    ]
    assert reading.targets[1].value == 15


def test_the_plan_that_a_decision_issues_is_read_behind_its_signature(read):
    reading = read(
        "UBND HUYỆN CON CUÔNG\nSố: 5/QĐ-UBND\nCon Cuông, ngày 02 tháng 3 năm 2023\n\nQUYẾT ĐỊNH\nBan "
        "hành Kế hoạch nông thôn "
        "mới huyện Con Cuông, tỉnh Nghệ An năm 2023\n\nĐiều 1. Ban hành kèm theo Quyết định này Kế hoạch.\n\n"
        "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nTrần Văn Minh\n\nKẾ HOẠCH\n\nI. MỤC TIÊU\n\n- Có thêm 02 xã "
        "đạt chuẩn nông thôn mới.\n"
    )
    assert [said.value for said in reading.targets] == [2]


def test_each_law_of_a_basis_is_read(read_body):
    opening = read_body(
        "Căn cứ Luật Đầu tư công ngày 13/6/2019; Luật sửa đổi, bổ sung một số điều của Luật Tổ chức Chính "
        "phủ ngày 22/11/2019;\n\nI. MỤC TIÊU\n"
    ).legal_bases
    assert [(law.subject, str(law.issued_on)) for law in opening] == [
        ("Đầu tư công", "2019-06-13"),
        ("sửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ", "2019-11-22"),
    ]


def test_recipients_and_signature_flattened_into_one_line(read_body):
    reading = read_body(
        "I. MỤC TIÊU\n\n1. Có thêm 01 xã đạt chuẩn.\n\nNơi nhận: - UBND tỉnh; - Lưu: VT. TM. ỦY BAN NHÂN "
        "DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH Minh\n"
    )
    assert [recipient.text for recipient in reading.recipients] == ["UBND tỉnh", "Lưu: VT"]
    assert reading.signatories[0].name == "Minh"
    assert reading.signatories[0].capacity == ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")


@pytest.mark.parametrize(
    ("heading", "body"),
    [
        ("UBND các xã:", "UBND các xã"),
        ("2. Phòng Kinh tế chỉ đạo Trạm Khuyến nông thực hiện các nội dung sau:", "Phòng Kinh tế"),
    ],
)
def test_a_body_alone_on_its_line_answers_for_the_bullets_below(read_body, heading, body):
    duties = read_body(
        f"II. TỔ CHỨC THỰC HIỆN\n\nPhòng Y tế:\n- Hướng dẫn các xã về tiêu chí y tế.\n{heading}\n"
        "- Xây dựng kế hoạch của địa phương.\n"
    ).duties
    assert [duty.body for duty in duties] == ["Phòng Y tế", body]


@pytest.mark.parametrize(
    ("sentence", "note"),
    [
        ("Có 20 bản đạt chuẩn bản nông thôn mới².", "² Gồm: Chi Khê: 8 bản, Yên Khê: 12 bản."),
        ("Có 20 bản đạt chuẩn bản nông thôn mới[2].", "[2] Chi Khê (8 bản), Yên Khê (12 bản)."),
    ],
)
def test_a_mark_before_the_full_stop_joins_the_note_to_its_sentence(read_body, sentence, note):
    reading = read_body(f"I. MỤC TIÊU\n\n- {sentence}\n\n{note}\n")
    (found,) = reading.notes
    assert [unit.count for unit in found.units] == [8, 12]
    assert found.joined_to == (reading.targets[0].id,)
