"""Page breaks, footnotes, page numbers and emphasis: a sentence is read as if none stood in it."""

from __future__ import annotations

import pytest

from chungsuc.core.statements import Line
from chungsuc.documents import DocLine
from chungsuc.reading.flow import flow_of, join
from chungsuc.reading.seams import Role, blocks_of


def paragraphs(text: str) -> list[str]:
    _, blocks = blocks_of(DocLine(number, line) for number, line in enumerate(text.split("\n"), 1))
    return [block.text for block in blocks if block.role is Role.TEXT]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "tập huấn cho cán bộ xã, cán bộ\n\nthôn và người dân.",
            ["tập huấn cho cán bộ xã, cán bộ thôn và người dân."],
        ),
        ("kế hoạch\n\n12\n\nchuyển đổi số.", ["kế hoạch chuyển đổi số."]),
        (
            "- Ban Chỉ đạo đơn vị\n\n¹ Một xã 5 thôn; hai xã 3 thôn.\n\nđược phân công.",
            ["- Ban Chỉ đạo đơn vị được phân công."],
        ),
        ("Đến hết năm có\n\n03/07 xã đạt.", ["Đến hết năm có 03/07 xã đạt."]),
        ("Đến hết năm\n2023 có 03 xã đạt.", ["Đến hết năm 2023 có 03 xã đạt."]),
        ("Phấn đấu duy trì\n100% các xã đạt.", ["Phấn đấu duy trì 100% các xã đạt."]),
        ("Duy trì 03 xã đạt chuẩn\nNTM.", ["Duy trì 03 xã đạt chuẩn NTM."]),
        ("có 02 xã (Phú Gia, Vinh\nHà) đạt.", ["có 02 xã (Phú Gia, Vinh Hà) đạt."]),
        ("giữ 03 xã: Thọ An, Trung\nChâu, Hạ Mỗ.", ["giữ 03 xã: Thọ An, Trung Châu, Hạ Mỗ."]),
        ("giữ 02 xã: Thọ An và Trung\nChâu.", ["giữ 02 xã: Thọ An và Trung Châu."]),
        ("- Đạt từ\n\n1. Mục tiêu", ["- Đạt từ", "1. Mục tiêu"]),
        ("- Phòng hướng dẫn\n4\ncác xã làm hồ sơ.", ["- Phòng hướng dẫn các xã làm hồ sơ."]),
        ("- Phòng hướng dẫn\n4\nDự thảo\ncác xã làm.", ["- Phòng hướng dẫn các xã làm."]),
        ("có 02 xã (Phú Gia, Vinh\n[1] Số của xã.\n4\nHà) đạt.", ["có 02 xã (Phú Gia, Vinh Hà) đạt."]),
        ("gồm: chè 250 ha;\n4\nlúa 650 ha.", ["gồm: chè 250 ha; lúa 650 ha."]),
        ("gồm: chè 250 ha;\n\n4\nlúa 650 ha.", ["gồm: chè 250 ha;", "lúa 650 ha."]),
        ("- Trồng chè của thôn\n4\nĐội Một làm.", ["- Trồng chè của thôn", "Đội Một làm."]),
        ("SỐ LIỆU CHUNG\n4\nCỦA CÁC THÔN", ["SỐ LIỆU CHUNG", "CỦA CÁC THÔN"]),
        ("vốn 200 tỷ đồng (Bằng chữ:\nHai trăm tỷ đồng).", ["vốn 200 tỷ đồng (Bằng chữ: Hai trăm tỷ đồng)."]),
        ("gồm: năm\n2031: 4 ha; năm 2032: 5 ha.", ["gồm: năm 2031: 4 ha; năm 2032: 5 ha."]),
        ("trong năm\n2031/QĐ-TTg là số của văn bản", ["trong năm", "2031/QĐ-TTg là số của văn bản"]),
        (
            "- Diện tích gieo trồng cả năm của toàn xã dự kiến thực hiện\n3.068 ha, trong đó lúa 900 ha.",
            ["- Diện tích gieo trồng cả năm của toàn xã dự kiến thực hiện 3.068 ha, trong đó lúa 900 ha."],
        ),
        (
            "1. Kết quả thực hiện các chỉ tiêu của chương trình trên địa bàn\n05 xã đạt chuẩn",
            ["1. Kết quả thực hiện các chỉ tiêu của chương trình trên địa bàn", "05 xã đạt chuẩn"],
        ),
        ("Kết quả\n\n05 xã đạt chuẩn", ["Kết quả", "05 xã đạt chuẩn"]),
        ("đã xong.\n\nTiếp tục làm.", ["đã xong.", "Tiếp tục làm."]),
        ("1. Mục đích\nTriển khai kế hoạch.", ["1. Mục đích", "Triển khai kế hoạch."]),
        ("I. MỤC TIÊU\n- có 02 xã đạt chuẩn", ["I. MỤC TIÊU", "- có 02 xã đạt chuẩn"]),
        ("**II- THỰC TRẠNG\nTRÊN ĐỊA BÀN HUYỆN**", ["II- THỰC TRẠNG TRÊN ĐỊA BÀN HUYỆN"]),
        ("- *Giao thông:* mở đường.", ["- Giao thông: mở đường."]),
        ("(*xã Một và xã Hai*)", ["(xã Một và xã Hai)"]),
    ],
)
def test_paragraphs(text, expected):
    assert paragraphs(text) == expected


SHEET = "\n".join(["- Làm đường thôn."] * 16)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("- Mở\n2\nKế hoạch xã Hạ Mỗ\nđường.", "- Giữ\n3\nKế hoạch xã Hạ Mỗ\nrừng."),
        ("- Mở\nKế hoạch xã Hạ Mỗ\n2\nđường.", "- Giữ\nKế hoạch xã Hạ Mỗ\n3\nrừng."),
        ("- Mở\n\n2\n\nKế hoạch xã Hạ Mỗ\n\nđường.", "- Giữ\n\n3\n\nKế hoạch xã Hạ Mỗ\n\nrừng."),
    ],
)
def test_what_every_page_repeats_stands_in_no_paragraph(first, last):
    found = paragraphs(f"{first}\n{SHEET}\n{last}")
    assert (found[0], found[-1]) == ("- Mở đường.", "- Giữ rừng.")


def test_what_stands_beside_numbers_without_a_sheet_between_is_text():
    assert paragraphs("2\nXã Hạ Mỗ\n3\nXã Hạ Mỗ\n4") == ["Xã Hạ Mỗ", "Xã Hạ Mỗ"]


def test_a_healed_sentence_leads_back_to_both_lines():
    first, second = Line(1, "- *Cán bộ* xã, cán bộ"), Line(3, "thôn giỏi.")
    flow = join([(first, [(0, 2), (3, 9), (10, 21)]), (second, [(0, 10)])])
    assert flow.text == "- Cán bộ xã, cán bộ thôn giỏi."
    source = flow.source(flow.text.index("cán bộ"), flow.text.index(" giỏi"))
    assert (source.line, source.text) == (1, "cán bộ thôn")
    assert [(span.line, span.start, span.end) for span in source.spans] == [(1, 15, 21), (3, 0, 4)]


def test_emphasis_stays_in_the_words_of_the_document():
    line = Line(7, "có (*xã Một*) thôi")
    flow = join([(line, [(0, 4), (5, 11), (12, 18)])])
    assert flow.text == "có (xã Một) thôi"
    assert flow.source(3, 11).text == "(*xã Một*)"


def test_source_of_nothing_is_empty_and_raises_nothing():
    assert flow_of(Line(1, "   ")).source().text == ""


CLOSED = "\n".join(
    f"- Nội dung {number}: tổ chức trồng, chăm sóc và bảo vệ vườn cây của thôn {number}."
    for number in range(7)
)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("- Diện tích gieo trồng đạt 900 ha, gồm: chè 250 ha; lúa nương và lúa ruộng", "650 ha."),
        ("- Duy trì các tiêu chí ở 3 xã đạt chuẩn nông thôn mới, gồm: xã Phú Gia, xã", "Vinh Hà, xã Thọ An."),
        ("- Thu nhập đạt 44 triệu đồng/người/năm, tăng 10% so với năm 2021", "(40 triệu đồng/người/năm)."),
        ("2. Kinh phí: bố trí từ nguồn vốn của chương trình; huy động đóng góp của", "Hội Nông dân."),
    ],
)
def test_a_line_without_a_mark_goes_on_where_paragraphs_end_in_one(first, second):
    assert paragraphs(f"{CLOSED}\n{first}\n{second}")[-1] == f"{first} {second}"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("2. Phát triển nông nghiệp, nông thôn bền vững gắn với chế biến", "Tập trung chỉ đạo."),
        ("4. Sở Giao thông, Xây dựng và Đô thị; Báo, Phát thanh và Truyền hình tỉnh", "Chỉ đạo các báo."),
        ("- Các chỉ tiêu phấn đấu trong năm, chia theo từng thôn của xã", "- Thôn Một 5 hộ."),
        ("- Các chỉ tiêu phấn đấu trong năm, chia theo từng thôn của xã", "TM. ỦY BAN NHÂN DÂN"),
        ("- Các chỉ tiêu phấn đấu trong năm, chia theo từng thôn của xã\n", "Thôn Một 5 hộ."),
    ],
)
def test_headings_signatures_and_what_a_blank_line_parts_stay_apart(first, second):
    assert paragraphs(f"{CLOSED}\n{first}\n{second}")[-2:] == [first.strip(), second]


def test_nothing_is_joined_where_a_paper_leaves_its_ends_open():
    loose = CLOSED.replace(".", "")
    first, second = "- Trồng cây phân tán, chăm sóc vườn cây và bảo vệ đất của thôn", "Thôn Một làm trước"
    assert paragraphs(f"{loose}\n{first}\n{second}")[-2:] == [first, second]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("gồm: chè 250 ha;\nlúa 650 ha.", ["gồm: chè 250 ha; lúa 650 ha."]),
        ("gồm: chè 250 ha;\n\nlúa 650 ha.", ["gồm: chè 250 ha;", "lúa 650 ha."]),
        ("gồm: xã Phú Gia, xã\nVinh Hà.", ["gồm: xã Phú Gia, xã Vinh Hà."]),
        ("Tổng vốn 5 tỷ đồng\n(Bằng chữ: Năm tỷ đồng).", ["Tổng vốn 5 tỷ đồng (Bằng chữ: Năm tỷ đồng)."]),
        ("có 2 xã, gồm: Phú\n2\nGia, Vinh Hà.", ["có 2 xã, gồm: Phú Gia, Vinh Hà."]),
        ("có 3 xã: Thọ An, Phú Gia\n1, Vinh Hà.", ["có 3 xã: Thọ An, Phú Gia 1, Vinh Hà."]),
        ("có 3 xã: Thọ An, Phú\n2\nGia và Vinh Hà.", ["có 3 xã: Thọ An, Phú Gia và Vinh Hà."]),
        (
            "Ủy ban nhân dân các xã, phường\nXây dựng kế hoạch.",
            ["Ủy ban nhân dân các xã, phường", "Xây dựng kế hoạch."],
        ),
        ("Trên địa bàn xã\nVinh Hà làm.", ["Trên địa bàn xã", "Vinh Hà làm."]),
        ("năm 2031: 4 ha; năm 2032:\n9 ha.", ["năm 2031: 4 ha; năm 2032: 9 ha."]),
        ("- Trồng chè;\nĐội Một làm.", ["- Trồng chè;", "Đội Một làm."]),
        (
            "(Phú Gia, Thọ An,\nTrung Châu, Hạ Mỗ, Vinh\nHà).",
            ["(Phú Gia, Thọ An, Trung Châu, Hạ Mỗ, Vinh Hà)."],
        ),
    ],
)
def test_a_list_goes_on_over_a_line_end(text, expected):
    assert paragraphs(text) == expected


def rows(text: str) -> list[tuple[str, ...]]:
    _, blocks = blocks_of(DocLine(number, line) for number, line in enumerate(text.split("\n"), 1))
    return [block.cells for block in blocks if block.role is Role.TABLE_ROW]


WHOLE = "1\tThọ An\t5\t7\n2\tHạ Mỗ\t6\t8\n3\tPhú Gia\t4\t9\n"


@pytest.mark.parametrize(
    ("text", "first"),
    [
        (f"STT\tTên xã\tSố thôn\tSố\ntổ dân phố\n{WHOLE}", ("STT", "Tên xã", "Số thôn", "Số tổ dân phố")),
        (f"STT\tTên xã\tSố\nthôn\tSố tổ\n{WHOLE}", ("STT", "Tên xã", "Số thôn", "Số tổ")),
        (f"4\tTrung\nChâu\t5\t6\n{WHOLE}", ("4", "Trung Châu", "5", "6")),
        (f"STT\tTên xã\tChỉ tiêu\n15\tSố tổ\n{WHOLE}", ("STT", "Tên xã", "Chỉ tiêu 15", "Số tổ")),
        (f"I\tVùng cao\n0\tVinh Hà\t6\n{WHOLE}", ("I", "Vùng cao")),  # "0" before "1" opens a row
        (f"STT\tTên xã\tSố\n\nthôn\tSố tổ\n{WHOLE}", ("STT", "Tên xã", "Số")),
    ],
)
def test_a_row_that_a_line_end_parts_is_one(text, first):
    assert rows(text)[0] == first


@pytest.mark.parametrize(
    ("text", "paragraph", "notes"),
    [
        (
            "Có 3 xã đạt chuẩn nông thôn mới1 và 2 xã\n\n1 Theo Quyết định của tỉnh.\n\nđạt chuẩn nâng cao.",
            "Có 3 xã đạt chuẩn nông thôn mới và 2 xã đạt chuẩn nâng cao.",
            ["1 Theo Quyết định của tỉnh."],
        ),
        ("Rừng rộng 9 km2, đất 4 m2.\n2 Theo số liệu.", "Rừng rộng 9 km2, đất 4 m2.", []),
        ("Có 3 xã.\n1 Theo số liệu.", "Có 3 xã.", []),
    ],
)
def test_a_footnote_whose_mark_is_not_raised(text, paragraph, notes):
    _, blocks = blocks_of(DocLine(number, line) for number, line in enumerate(text.split("\n"), 1))
    assert blocks[0].text == paragraph
    assert [block.text for block in blocks if block.role is Role.FOOTNOTE] == notes


def test_a_reading_keeps_which_lines_are_one_paragraph(read_body):
    reading = read_body("I. MỤC TIÊU\n\n- Phòng hướng dẫn\n2\nDự thảo\ncác xã làm hồ sơ.\n\n- Làm đường.\n")
    texts = {line.number: line.text for line in reading.lines}
    assert [[texts[number] for number in numbers] for numbers in reading.paragraphs if len(numbers) == 2][
        -1
    ] == [
        "- Phòng hướng dẫn",
        "các xã làm hồ sơ.",
    ]
