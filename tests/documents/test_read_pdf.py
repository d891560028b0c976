"""PDF files with a text layer: lines, paragraphs, columns, tables and notes as one sees them on paper."""

from __future__ import annotations

import unicodedata
from collections import Counter

import pytest

from chungsuc.documents import DocLine, Document, read_document
from factories.papers_in_pdf import PAGE, page_of, pdf_of, quoted, side_by_side, table_of

LONG = (
    "Phấn đấu đến hết năm 2027 có thêm 03 xã đạt chuẩn nông thôn mới là Thanh Lâm, Lương Mông và Đồn Đạc; "
    "giữ vững kết quả của các xã đã được công nhận, không để xã nào bị thu hồi quyết định công nhận."
)


def read(markup: str, **more: str) -> Document:
    return read_document(pdf_of(markup, **more), "ke-hoach.pdf")


def paragraphs(document: Document) -> list[str]:
    """Printed lines put together where the page shows that they are one paragraph."""
    found: list[str] = []
    for line in document.lines:
        if line.style == "running":
            continue
        if line.goes_on and found:
            found[-1] += f" {line.text}"
        else:
            found.append(line.text)
    return found


def rows(document: Document) -> list[DocLine]:
    return [line for line in document.lines if line.cells is not None]


def test_printed_lines_are_numbered_and_keep_their_page() -> None:
    document = read(f"{quoted(LONG)}\n\n{quoted('II. KINH PHÍ')}\n#pagebreak()\n{quoted('Hết trang hai.')}")
    assert document.media == "pdf"
    assert [line.number for line in document.lines] == list(range(1, len(document.lines) + 1))
    assert {line.text: line.page for line in document.lines}["Hết trang hai."] == 2


def test_a_line_that_had_room_for_the_next_word_ends_a_paragraph() -> None:
    bullets = ["- Đường liên thôn;", "- Nhà văn hóa xã;"]
    markup = "\n\n".join(map(quoted, ["I. MỤC TIÊU", LONG, *bullets, LONG]))
    assert paragraphs(read(markup)) == ["I. MỤC TIÊU", LONG, *bullets, LONG]


def test_a_paragraph_goes_on_over_the_break_of_a_page_its_number_and_its_footnotes() -> None:
    note = "Theo báo cáo của các xã tại thời điểm ngày 31 tháng 12 năm 2026, chưa kể các thôn vừa sáp nhập."
    text = " ".join([LONG] * 14)
    document = read(f"{quoted('I. MỤC TIÊU')}#footnote[{quoted(note)}]\n\n{quoted(text)}")
    assert max(line.page or 0 for line in document.lines) == 2
    body = [line for line in document.lines if line.style is None]
    assert " ".join(line.text for line in body[1:]) == text
    assert [line.goes_on for line in body[1:]] == [False] + [True] * (len(body) - 2)
    assert body[0].text == "I. MỤC TIÊU¹"
    notes = [line for line in document.lines if line.style == "footnote"]
    assert " ".join(line.text for line in notes).replace("¹ ", "¹") == f"¹{note}"
    assert [line.goes_on for line in notes] == [False, True]


def test_what_every_page_repeats_is_kept_and_marked() -> None:
    page = PAGE + "#set page(header: [Kế hoạch xây dựng nông thôn mới], footer: [Lưu hành nội bộ])\n"
    document = read("#pagebreak()\n".join(quoted(f"Trang thứ {n}") + "\n" for n in "abcd"), page=page)
    running = [line.text for line in document.lines if line.style == "running"]
    assert running.count("Lưu hành nội bộ") == 4
    assert running.count("Kế hoạch xây dựng nông thôn mới") == 4
    assert [line.text for line in document.lines if line.style is None] == [f"Trang thứ {n}" for n in "abcd"]


def test_a_year_at_the_head_of_a_page_is_no_page_number() -> None:
    document = read(
        "#pagebreak()\n".join(quoted(text) + "\n" for text in ["Giai đoạn", "2027", "Kết thúc.", "Hết"])
    )
    assert [line.style for line in document.lines if line.text == "2027"] == [None]


def test_columns_side_by_side_are_read_left_then_right() -> None:
    left = ["ỦY BAN NHÂN DÂN", "HUYỆN BA CHẼ", "Số: 77/KH-UBND"]
    right = [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Ba Chẽ, ngày 05 tháng 3 năm 2027",
    ]
    document = read(side_by_side(left, right) + f"#align(center)[{quoted('KẾ HOẠCH')}]\n\n{quoted(LONG)}")
    assert paragraphs(document) == [*left, *right, "KẾ HOẠCH", LONG]


def test_the_recipients_come_before_the_signature_beside_them() -> None:
    left = ["Nơi nhận:", "- Thường trực Huyện ủy;", "- UBND các xã;", "- Lưu: VT."]
    right = ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Minh"]
    document = read(f"{quoted(LONG)}\n\n" + side_by_side(left, right, align="left"))
    assert [line.text for line in document.lines][-7:] == [*left, *right]


def test_a_ruled_table_keeps_its_cells_and_merged_heads() -> None:
    document = read("""
#table(columns: 4, table.cell(rowspan: 2)[TT], table.cell(rowspan: 2)[Tên xã],
  table.cell(colspan: 2)[Số tiêu chí],
  [Năm 2026], [Năm 2027], [1], [Thanh Lâm], [15], [19], [2], [Đồn Đạc], [], [17])""")
    found = rows(document)
    assert [line.cells for line in found] == [
        ("TT", "Tên xã", "Số tiêu chí", ""),
        ("", "", "Năm 2026", "Năm 2027"),
        ("1", "Thanh Lâm", "15", "19"),
        ("2", "Đồn Đạc", "", "17"),
    ]
    assert [line.merged for line in found[:2]] == [("", "", "", "left"), ("up", "up", "", "")]
    assert {line.table for line in found} == {1}
    assert found[2].text == "1\tThanh Lâm\t15\t19"


def test_a_cell_of_several_lines_keeps_the_breaks_of_its_writer_only() -> None:
    document = read("""
#table(columns: (6cm, 4cm), [Nội dung], [Đơn vị chủ trì, đơn vị phối hợp và thời hạn hoàn thành],
  [Đường trục \\ Cầu treo], [Phòng Kinh tế])""")
    assert [line.cells for line in rows(document)] == [
        ("Nội dung", "Đơn vị chủ trì, đơn vị phối hợp và thời hạn hoàn thành"),
        ("Đường trục\nCầu treo", "Phòng Kinh tế"),
    ]


def test_a_table_goes_on_over_pages_and_its_repeated_head_is_marked() -> None:
    body = [[str(n), f"Thôn số {n}", str(n * 3)] for n in range(1, 121)]
    document = read(table_of([["TT", "Tên thôn", "Số hộ"], *body]))
    found = rows(document)
    assert {line.table for line in found} == {1}
    heads = [line for line in found if line.cells == ("TT", "Tên thôn", "Số hộ")]
    assert [line.style for line in heads] == [None] + ["running"] * (len(heads) - 1)
    assert len(heads) == max(line.page or 0 for line in found) > 2
    assert [list(line.cells or ()) for line in found if line not in heads] == body


def test_columns_that_only_alignment_shows_are_a_table() -> None:
    lines = [("Xã Thanh Lâm", "1.250", "15"), ("Xã Đồn Đạc", "980", "17"), ("Xã Lương Mông", "1.005", "19")]
    cells = ", ".join(f"[{cell}]" for line in lines for cell in line)
    document = read(f"#table(columns: (6cm, 4cm, 4cm), stroke: none, {cells})")
    assert [line.cells for line in rows(document)] == lines


def test_a_box_around_text_is_no_table() -> None:
    assert rows(read(f"#box(stroke: 1pt, inset: 8pt)[{quoted(LONG)}]")) == []


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_a_page_that_is_turned_reads_like_one_that_is_not(angle: int) -> None:
    table = table_of([["TT", "Tên xã", "Vốn"], ["1", "Thanh Lâm", "2.500"], ["2", "Đồn Đạc", "3.100"]])
    turned = f"#rotate({angle}deg, reflow: true)[#block(width: 15cm)[{quoted('Biểu 01')}\n\n{table}]]"
    found = read(turned, page=PAGE + "#set page(numbering: none)\n")
    assert [line.text for line in found.lines] == [
        "Biểu 01",
        "TT\tTên xã\tVốn",
        "1\tThanh Lâm\t2.500",
        "2\tĐồn Đạc\t3.100",
    ]


def test_a_heading_that_reads_upwards_stands_in_its_cell() -> None:
    cells = "[Tên xã], [#rotate(-90deg, reflow: true)[Giao thông]], [Thanh Lâm], [x], [Đồn Đạc], [x]"
    assert rows(read(f"#table(columns: 2, {cells})"))[0].cells == ("Tên xã", "Giao thông")


def test_letters_in_two_unicode_forms_and_ligatures_read_alike() -> None:
    decomposed = unicodedata.normalize("NFD", "Kế hoạch đầu tư đường giao thông")
    document = read(quoted(f"{decomposed} ﬁnal"))
    assert document.lines[-1].text == "Kế hoạch đầu tư đường giao thông final"


def test_no_character_of_the_text_layer_is_dropped() -> None:
    markup = (
        side_by_side(["ỦY BAN NHÂN DÂN", "XÃ TÂN LẬP"], ["CỘNG HÒA XÃ HỘI", "Độc lập - Tự do"])
        + f"{quoted(LONG)}#footnote[{quoted('Số liệu tạm tính')}]\n\n"
        + table_of([["TT", "Nội dung"], *([str(n), f"Việc {n}"] for n in range(90))])
        + side_by_side(["Nơi nhận:", "- Lưu: VT."], ["CHỦ TỊCH", "Hoa"])
    )
    given = Counter(
        "".join(
            (
                "ỦY BAN NHÂN DÂN XÃ TÂN LẬP CỘNG HÒA XÃ HỘI Độc lập - Tự do",
                LONG,
                "Số liệu tạm tính",
                "".join(f"{n}Việc {n}" for n in range(90)),
                "Nơi nhận: - Lưu: VT. CHỦ TỊCH Hoa",
            )
        ).replace(" ", "")
    )
    got = Counter("".join("".join(line.text.split()) for line in read(markup).lines))
    assert given - got == Counter()


def test_a_pdf_under_another_name_is_refused_with_the_right_ending() -> None:
    with pytest.raises(Exception, match=r"nội dung là tệp PDF\. Hãy đổi đuôi thành \.pdf"):
        read_document(pdf_of(quoted(LONG)), "ke-hoach.docx")


@pytest.mark.parametrize(
    ("font", "codes", "letters"),
    [
        (
            ".VnTime",
            "- §Çu t­, ­u tiªn ®­êng x· 2026-2027 (KH-UBND)",
            "- Đầu tư, ưu tiên đường xã 2026-2027 (KH-UBND)",
        ),
        ("ABCDEF+.VnTimeH", "§Çu t­ ®­êng giao th«ng", "ĐẦU TƯ ĐƯỜNG GIAO THÔNG"),
        ("VNI-Times", "Ñaàu tö ñöôøng giao thoâng", "Đầu tư đường giao thông"),
    ],
)
def test_letters_that_an_old_font_keeps_under_other_codes(font: str, codes: str, letters: str) -> None:
    described = f"<< /Type /Font /Subtype /TrueType /BaseFont /{font} /Encoding /WinAnsiEncoding >>".encode()
    drawn = b"BT /F 13 Tf 60 700 Td <%s> Tj ET" % codes.encode("cp1252").hex().encode()
    data = page_of(drawn, described, resources=b"/Font << /F 5 0 R >>")
    assert [line.text for line in read_document(data, "a.pdf").lines] == [letters]
