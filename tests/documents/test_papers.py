"""Papers out: what was meant is read back from the Word and Excel files by other libraries."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import docx
import openpyxl
import pytest
from docx.enum.section import WD_ORIENT
from openpyxl.worksheet.worksheet import Worksheet

from chungsuc.documents import read_document
from chungsuc.documents.content import (
    Annex,
    Column,
    Count,
    Empty,
    Head,
    Mark,
    Mean,
    Money,
    Number,
    Paper,
    Paragraph,
    Properties,
    Role,
    Row,
    Share,
    Signatory,
    Sum,
    Table,
    Text,
    column_places,
    row_places,
)
from chungsuc.documents.excel import write_excel, write_excel_of
from chungsuc.documents.figures import shown_rows
from chungsuc.documents.word import write_word

PROPERTIES = Properties("Kế hoạch năm 2024", "UBND huyện", datetime(2024, 1, 15, 8, tzinfo=UTC))
MET = Mark("x", "đạt")
CAPITAL = Table(
    (
        Column(("TT",), 12, "center"),
        Column(("Nguồn vốn",), 80),
        Column(("Kế hoạch", "Tổng số"), 30, "right"),
        Column(("Kế hoạch", "Trong đó", "Đầu tư"), 30, "right"),
        Column(("Kế hoạch", "Trong đó", "Sự nghiệp"), 30, "right"),
        Column(("Tỷ lệ (%)",), 20, "right"),
    ),
    (
        Row(
            (Empty(), Text("Tổng cộng"), Sum(column_places(range(1, 4), 2)), Empty(), Empty(), Empty()),
            bold=True,
        ),
        Row(
            (
                Text("1"),
                Text("Trung ương"),
                Sum(row_places(1, range(3, 5))),
                Money(3_890_000_000),
                Money(1_600_500_000),
                Share((1, 2), (0, 2)),
            )
        ),
        Row((Text("2"), Text("=1+1"), Money(11_000_000_000), Empty(), Empty(), Share((2, 2), (0, 2)))),
        Row((Text("3"), Text("Khác"), Empty(), Empty(), Empty(), Share((3, 2), (0, 2)))),
    ),
    unit_line="Đơn vị tính: triệu đồng",
    fixed_columns=2,
)
CRITERIA = Table(
    (
        Column(("Xã",), 30),
        *(Column(("Tiêu chí", name), 9, "center", upright=True) for name in ("Điện", "Y tế")),
        Column(("Số đạt",), 14, "right"),
        Column(("Điểm",), 14, "right"),
    ),
    (
        Row((Text("Bản Mế"), MET, MET, Count(row_places(0, range(1, 3)), "x"), Number(Decimal("8.5"), 1))),
        Row((Text("Sán Chải"), MET, Empty(), Count(row_places(1, range(1, 3)), "x"), Number(Decimal(7)))),
        Row(
            (
                Text("Số xã đạt"),
                Count(column_places(range(2), 1), "x"),
                Count(column_places(range(2), 2), "x"),
                Sum(column_places(range(2), 3)),
                Mean(column_places(range(2), 4)),
            ),
            bold=True,
        ),
    ),
    numbered_columns=True,
)
SIGNED = Signatory(("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), None)
ANNEXES = (
    Annex("Biểu số 01", "TIÊU CHÍ THEO XÃ", (CRITERIA,), "(Kèm theo Kế hoạch)", ("Ghi chú: thử.",), SIGNED),
    Annex("Biểu số 03", "VỐN THEO NGUỒN", (CAPITAL,), landscape=False),
)
PAPER = Paper(
    PROPERTIES,
    Head(
        ("ỦY BAN NHÂN DÂN", "HUYỆN SI MA CAI"), "KH-UBND", "Si Ma Cai", ("UBND TỈNH",), "12", date(2024, 1, 8)
    ),
    "KẾ HOẠCH",
    "Xây dựng nông thôn mới năm 2024",
    (
        Paragraph("Căn cứ Quyết định số 318/QĐ-TTg.", Role.BASIS),
        Paragraph("MỤC ĐÍCH", Role.PART),
        Paragraph("Mục đích", Role.SECTION),
        Paragraph("Một & hai < ba", Role.BULLET),
        Paragraph("Yêu cầu", Role.SECTION),
        Paragraph("Đồng bộ", Role.ITEM),
        Paragraph("Hiệu quả", Role.ITEM),
        Paragraph("MỤC TIÊU", Role.PART),
        Paragraph("Duy trì", Role.SECTION),
    ),
    ("Sở Nông nghiệp", "Lưu: VT."),
    replace(SIGNED, name="Minh"),
    ANNEXES,
)


# --- Word ------------------------------------------------------------------------------------------


def open_word(paper: Paper) -> "docx.document.Document":
    return docx.Document(io.BytesIO(write_word(paper)))


def test_margins_and_page_of_the_state_papers() -> None:
    sections = open_word(PAPER).sections
    assert [section.orientation for section in sections] == [
        WD_ORIENT.PORTRAIT,
        WD_ORIENT.LANDSCAPE,
        WD_ORIENT.PORTRAIT,
    ]
    for section in sections:
        assert (round(section.top_margin.mm), round(section.bottom_margin.mm)) == (20, 20)
        assert (round(section.left_margin.mm), round(section.right_margin.mm)) == (30, 15)
        assert section.different_first_page_header_footer
        assert " PAGE " in section.header._element.xml
        assert 'w:pgNumType w:start="1"' in section._sectPr.xml
    assert round(sections[1].page_width.mm) == 297


def test_every_paragraph_has_a_named_style_in_the_official_font() -> None:
    document = open_word(PAPER)
    used = {paragraph.style.name for paragraph in document.paragraphs}
    assert {"Title", "Subtitle", "Căn cứ", "Heading 1", "Heading 2", "Tên biểu", "Kèm theo"} <= used
    for name in used:
        style = document.styles[name]
        assert style.font.name == "Times New Roman"
        assert str(style.font.color.rgb) == "000000"
    assert "txbxContent" not in document.element.xml


def test_the_words_come_back_through_our_own_reader_with_their_numbers() -> None:
    lines = [line.text for line in read_document(write_word(PAPER), "a.docx").lines if not line.is_blank]
    assert lines[:8] == [
        "UBND TỈNH",
        "ỦY BAN NHÂN DÂN",
        "HUYỆN SI MA CAI",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 12/KH-UBND",
        "Si Ma Cai, ngày 08 tháng 01 năm 2024",
        "KẾ HOẠCH",
    ]
    assert lines[9:24] == [
        "Căn cứ Quyết định số 318/QĐ-TTg.",
        "I. MỤC ĐÍCH",
        "1. Mục đích",
        "- Một & hai < ba",
        "2. Yêu cầu",
        "a) Đồng bộ",
        "b) Hiệu quả",
        "II. MỤC TIÊU",
        "1. Duy trì",
        "Nơi nhận:",
        "- Sở Nông nghiệp;",
        "- Lưu: VT.",
        "TM. ỦY BAN NHÂN DÂN",
        "CHỦ TỊCH",
        "Minh",
    ]


def test_tables_show_what_the_model_shows_and_repeat_their_heads() -> None:
    tables = [table for table in open_word(PAPER).tables if "w:tblHeader" in table._tbl.xml]
    for table, model, heads in zip(tables, (CRITERIA, CAPITAL), (3, 3), strict=True):
        body = [tuple(cell.text for cell in row.cells) for row in table.rows[heads:]]
        assert body == list(shown_rows(model))
        assert all("w:tblHeader" in row._tr.xml for row in table.rows[:heads])
        assert "w:tblHeader" not in table.rows[heads]._tr.xml
    assert [cell.text for cell in tables[1].rows[1].cells][2:5] == ["Tổng số", "Trong đó", "Trong đó"]
    assert "btLr" in tables[0]._tbl.xml


def test_a_party_paper_has_no_motto() -> None:
    head = Head(("HUYỆN ỦY MÈO VẠC",), "CTr/HU", "Mèo Vạc", number="30", is_party=True)
    text = read_document(write_word(replace(PAPER, head=head)), "a.docx").text
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in text
    assert "Số 30-CTr/HU" in text
    assert "Độc lập" not in text


def test_annexes_alone_make_a_file_too() -> None:
    document = open_word(replace(PAPER, head=None))
    assert len(document.sections) == 2
    assert document.paragraphs[0].text == "Biểu số 01"


def test_one_paper_makes_one_file() -> None:
    assert write_word(PAPER) == write_word(PAPER)
    assert write_excel_of(PAPER) == write_excel_of(PAPER)
    core = open_word(PAPER).core_properties
    assert (core.title, core.author, core.language) == ("Kế hoạch năm 2024", "UBND huyện", "vi-VN")
    assert core.modified.replace(tzinfo=UTC) == PROPERTIES.created


# --- Excel -----------------------------------------------------------------------------------------


def sheets(*, values: bool) -> list[Worksheet]:
    return openpyxl.load_workbook(io.BytesIO(write_excel(ANNEXES, PROPERTIES)), data_only=values).worksheets


def in_range(sheet: Worksheet, text: str) -> Iterator[object]:
    for part in text.split(","):
        cells = sheet[part]
        rows = cells if isinstance(cells, tuple) else ((cells,),)
        for row in rows:
            yield from (cell.value for cell in row)


def recomputed(sheet: Worksheet, formula: str) -> float | str:
    """What a spreadsheet would make of the few shapes of formula that we write."""
    if found := re.fullmatch(r'=IF\(COUNT\((.+?)\)=0,"",(SUM|AVERAGE)\(\1\)\)', formula):
        numbers = [value for value in in_range(sheet, found[1]) if isinstance(value, int | float)]
        if not numbers:
            return ""
        return sum(numbers) / (len(numbers) if found[2] == "AVERAGE" else 1)
    if found := re.fullmatch(r'=IF\(OR\(COUNT\((\w+),(\w+)\)<2,N\(\2\)=0\),"",\1/\2\*100\)', formula):
        part, whole = sheet[found[1]].value, sheet[found[2]].value
        known = isinstance(part, int | float) and isinstance(whole, int | float) and whole
        return part / whole * 100 if known else ""
    counted = re.findall(r'COUNTIF\((.+?),"(.+?)"\)', formula)
    assert counted, formula
    return sum(list(in_range(sheet, cells)).count(sign) for cells, sign in counted)


@pytest.mark.parametrize(("number", "formulas"), [(0, 6), (1, 5)])
def test_every_total_is_a_formula_stored_with_its_value(number: int, formulas: int) -> None:
    sheet, cached = sheets(values=False)[number], sheets(values=True)[number]
    found = [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert len(found) == formulas
    for cell in found:
        expected = recomputed(cached, cell.value)
        value = cached[cell.coordinate].value
        assert (value or "") == expected if expected == "" else value == pytest.approx(expected)


def test_numbers_are_numbers_and_words_that_look_like_formulas_stay_words() -> None:
    sheet = sheets(values=True)[1]
    cells = {cell.value: cell for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert cells[3890].data_type == "n"
    assert cells[1600.5].number_format == "#,##0.0"
    assert cells["=1+1"].data_type == "s"
    assert cells["=1+1"].quotePrefix


def test_a_sheet_is_ready_to_print_and_to_scroll() -> None:
    criteria, capital = sheets(values=False)
    assert (criteria.title, capital.title) == ("Biểu số 01", "Biểu số 03")
    assert (criteria.page_setup.orientation, capital.page_setup.orientation) == ("landscape", "portrait")
    for sheet in (criteria, capital):
        assert sheet.page_setup.paperSize == 9
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_area
    assert (criteria.freeze_panes, criteria.print_title_rows) == ("B7", "$4:$6")
    assert (capital.freeze_panes, capital.print_title_rows) == ("C7", "$4:$6")


def test_sheet_names_are_made_fit_and_kept_apart() -> None:
    names = ["Biểu 01/02: [x]", "biểu 01 02   x", "*", "B" * 40, "B" * 40]
    annexes = tuple(replace(ANNEXES[1], name=name) for name in names)
    found = openpyxl.load_workbook(io.BytesIO(write_excel(annexes, PROPERTIES))).sheetnames
    assert len({name.casefold() for name in found}) == 5
    assert all(0 < len(name) <= 31 for name in found)
    assert found[2] == "Biểu"


def test_control_characters_do_not_break_a_file() -> None:
    bad = Table((Column(("a",), 10),), (Row((Text("a\x07b\x00c"),)),))
    paper = replace(PAPER, head=None, annexes=(replace(ANNEXES[0], blocks=(bad, Paragraph("d\x0be"))),))
    assert "abc" in read_document(write_word(paper), "a.docx").text
    assert openpyxl.load_workbook(io.BytesIO(write_excel_of(paper)))
