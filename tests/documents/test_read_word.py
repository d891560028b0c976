"""Word files: what a person sees on the paper is what the lines say."""

import io
import unicodedata
from collections.abc import Callable

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chungsuc.documents import DocLine, read_document

Word = Callable[..., bytes]


def read(data: bytes) -> tuple[DocLine, ...]:
    return read_document(data, "kế hoạch.docx").lines


def texts(data: bytes) -> list[str]:
    return [line.text for line in read(data)]


def r(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def p(text: str = "", properties: str = "") -> str:
    return f"<w:p>{properties and f'<w:pPr>{properties}</w:pPr>'}<w:r><w:t>{text}</w:t></w:r></w:p>"


def listed(text: str, num: int, level: int = 0) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>')


def table(*rows: list[str], rules: bool = True) -> str:
    side = "single" if rules else "nil"
    borders = (
        f'<w:tblPr><w:tblBorders><w:top w:val="{side}"/><w:insideV w:val="{side}"/></w:tblBorders></w:tblPr>'
    )
    return f"<w:tbl>{borders}{''.join('<w:tr>' + ''.join(row) + '</w:tr>' for row in rows)}</w:tbl>"


def cell(*paragraphs: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(map(p, paragraphs)) or p()}</w:tc>"


# --- text ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        (r("Xã ") + r("Sín Chéng"), "Xã Sín Chéng"),
        ("<w:r><w:t>T</w:t><w:tab/><w:t>T</w:t></w:r>", "T\tT"),
        ("<w:r><w:t>2021</w:t><w:noBreakHyphen/><w:t>2025</w:t></w:r>", "2021-2025"),
        (f"<w:hyperlink>{r('liên kết')}</w:hyperlink>", "liên kết"),
        (f"<w:ins>{r('thêm')}</w:ins><w:del><w:r><w:delText>bớt</w:delText></w:r></w:del>", "thêm"),
        (f"<w:moveFrom>{r('đi')}</w:moveFrom><w:moveTo>{r('đến')}</w:moveTo>", "đến"),
        (r("ẩn", "<w:vanish/>") + r("hiện"), "hiện"),
        (r("hiện", '<w:vanish w:val="0"/>'), "hiện"),
        (r("Kế hoạch", "<w:caps/>"), "KẾ HOẠCH"),
        (r("m") + r("2", '<w:vertAlign w:val="superscript"/>'), "m²"),
        ('<w:r><w:sym w:font="Symbol" w:char="F0B3"/><w:t> 90%</w:t></w:r>', "≥ 90%"),
        (r("\uf0a3 5%"), "≤ 5%"),
        ('<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText></w:r>' + r("3"), "3"),
        (f'<w:sdt><w:sdtPr><w:tag w:val="x"/></w:sdtPr><w:sdtContent>{r("ô")}</w:sdtContent></w:sdt>', "ô"),
    ],
)
def test_a_paragraph_reads_as_it_is_printed(word: Word, inside: str, text: str) -> None:
    assert texts(word(f"<w:p>{inside}</w:p>{p('.')}")) == [text, "."]


def test_letters_are_composed_and_empty_paragraphs_count(word: Word) -> None:
    lines = read(word(p() + p(unicodedata.normalize("NFD", "Nguồn vốn"))))
    assert [(line.number, line.text) for line in lines] == [(1, ""), (2, "Nguồn vốn")]


def test_a_line_broken_by_hand_counts_as_two(word: Word) -> None:
    body = "<w:p><w:r><w:t>ỦY BAN NHÂN DÂN</w:t><w:br/><w:t>HUYỆN</w:t></w:r></w:p>"
    assert texts(word(body)) == ["ỦY BAN NHÂN DÂN", "HUYỆN"]


def test_a_deleted_paragraph_end_joins_two_paragraphs(word: Word) -> None:
    deleted = p("Các xã ", "<w:rPr><w:del/></w:rPr>")
    document = read_document(word(deleted + p("đạt chuẩn")), "a.docx")
    assert [line.text for line in document.lines] == ["Các xã đạt chuẩn"]
    assert "Track Changes" in document.notes[0]


def test_a_style_is_told_by_its_name(word: Word) -> None:
    styles = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 1"/>'
        "<w:rPr><w:caps/></w:rPr></w:style>"
    )
    lines = read(
        word(p("Mục tiêu", '<w:pStyle w:val="H"/>') + p("a", '<w:pStyle w:val="a"/>'), styles=styles)
    )
    assert [(line.text, line.style) for line in lines] == [("MỤC TIÊU", "heading 1"), ("a", None)]


def test_a_text_box_follows_its_paragraph(word: Word) -> None:
    box = f"<w:r><w:pict><w:txbxContent>{p('DỰ THẢO')}</w:txbxContent></w:pict></w:r>"
    assert texts(word(f"<w:p><w:r><w:t>Số:</w:t></w:r>{box}</w:p>")) == ["Số:", "DỰ THẢO"]


# --- numbers that Word shows -----------------------------------------------------------------------


def level(at: int, kind: str, text: str, start: int = 1, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/>'
        f'{more}<w:lvlText w:val="{text}"/></w:lvl>'
    )


OUTLINE = (
    '<w:abstractNum w:abstractNumId="0">'
    + level(0, "upperRoman", "%1.")
    + level(1, "decimal", "%2.")
    + level(2, "decimal", "%2.%3.")
    + level(3, "lowerLetter", "%4)")
    + "</w:abstractNum>"
    '<w:abstractNum w:abstractNumId="1">'
    + level(0, "bullet", "-")
    + level(1, "bullet", "\uf0b7")
    + "</w:abstractNum>"
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="0"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
)  # fmt: skip


def test_the_outline_counts_as_word_counts(word: Word) -> None:
    body = (
        listed("MỤC ĐÍCH", 1)
        + listed("Mục đích", 1, 1)
        + listed("Yêu cầu", 1, 1)
        + listed("Chung", 1, 2)
        + listed("Riêng", 1, 2)
        + listed("một", 1, 3)
        + p("Đoạn thường")
        + listed("MỤC TIÊU", 1)
        + listed("Chung", 1, 1)
        + listed("bốn xã", 2)
        + listed("năm xã", 2, 1)
        + listed("TỔ CHỨC", 3)
        + listed("VỐN", 1)
    )
    assert texts(word(body, numbering=OUTLINE)) == [
        "I. MỤC ĐÍCH",
        "1. Mục đích",
        "2. Yêu cầu",
        "2.1. Chung",
        "2.2. Riêng",
        "a) một",
        "Đoạn thường",
        "II. MỤC TIÊU",
        "1. Chung",
        "- bốn xã",
        "• năm xã",
        "V. TỔ CHỨC",
        "VI. VỐN",
    ]
    assert read(word(body, numbering=OUTLINE))[5].list_label == "a)"


def test_a_style_may_carry_the_number_and_a_paragraph_may_refuse_it(word: Word) -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/><w:basedOn w:val="H1"/>'
        '<w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    body = (
        p("MỤC ĐÍCH", '<w:pStyle w:val="H1"/>')
        + p("Yêu cầu", '<w:pStyle w:val="H2"/>')
        + p("Không số", '<w:pStyle w:val="H1"/><w:numPr><w:numId w:val="0"/></w:numPr>')
        + p("MỤC TIÊU", '<w:pStyle w:val="H1"/>')
    )
    assert texts(word(body, numbering=OUTLINE, styles=styles)) == [
        "I. MỤC ĐÍCH",
        "1. Yêu cầu",
        "Không số",
        "II. MỤC TIÊU",
    ]


def test_a_level_may_go_on_counting_or_be_written_in_figures(word: Word) -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0">'
        + level(0, "upperRoman", "%1.")
        + level(1, "decimal", "Điều %2.", more='<w:lvlRestart w:val="0"/>')
        + level(2, "decimalZero", "%1.%3", more="<w:isLgl/>")
        + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    body = "".join(listed(text, 1, at) for text, at in [("A", 0), ("B", 1), ("C", 0), ("D", 1), ("E", 2)])
    assert texts(word(body, numbering=numbering)) == ["I. A", "Điều 1. B", "II. C", "Điều 2. D", "2.1 E"]


# --- tables --------------------------------------------------------------------------------------


def test_a_row_is_a_line_and_merged_cells_stand_in_their_first_place(word: Word) -> None:
    body = p("Biểu 01") + table(
        [
            cell("TT", properties='<w:vMerge w:val="restart"/>'),
            cell("Nội dung", properties='<w:vMerge w:val="restart"/>'),
            cell("Trong đó", properties='<w:gridSpan w:val="2"/>'),
        ],
        [
            cell(properties="<w:vMerge/>"),
            cell(properties="<w:vMerge/>"),
            cell("Sín Chéng"),
            cell("Bản Mế"),
        ],
        [cell("1"), cell("Thôn", "kiểu mẫu"), cell("5"), cell()],
    )
    lines = read(word(body))
    assert [line.cells for line in lines] == [
        None,
        ("TT", "Nội dung", "Trong đó", ""),
        ("", "", "Sín Chéng", "Bản Mế"),
        ("1", "Thôn\nkiểu mẫu", "5", ""),
    ]
    assert [line.merged for line in lines[1:]] == [
        ("", "", "", "left"),
        ("up", "up", "", ""),
        ("", "", "", ""),
    ]
    assert lines[3].text == "1\tThôn kiểu mẫu\t5\t"
    assert [(line.number, line.table) for line in lines] == [(1, None), (2, 1), (3, 1), (4, 1)]


def test_numbered_cells_and_deleted_rows(word: Word) -> None:
    numbered = f"<w:tc>{listed('', 1, 1)}</w:tc>"
    removed = "<w:trPr><w:del/></w:trPr>"
    body = table([numbered, cell("Điện")], [removed, numbered, cell("Chợ")], [numbered, cell("Đường")])
    assert texts(word(body, numbering=OUTLINE)) == ["1.\tĐiện", "2.\tĐường"]


def test_a_head_set_in_a_table_without_rules_is_read_as_paragraphs(word: Word) -> None:
    head = table([cell("UBND TỈNH", "UBND HUYỆN"), cell("CỘNG HÒA", "Độc lập")], rules=False)
    lines = read(word(head + p("KẾ HOẠCH")))
    assert [line.text for line in lines] == ["UBND TỈNH", "UBND HUYỆN", "CỘNG HÒA", "Độc lập", "KẾ HOẠCH"]
    assert [line.number for line in lines] == [1, 2, 3, 4, 5]
    assert {line.cells for line in lines} == {None}


# --- notes and pages -----------------------------------------------------------------------------


def test_footnotes_follow_the_body_with_their_marks(word: Word) -> None:
    def reference(note: int) -> str:
        return f'<w:r><w:footnoteReference w:id="{note}"/></w:r>'

    footnotes = "".join(
        f'<w:footnote w:id="{note}"><w:p><w:r><w:footnoteRef/></w:r>{r(" " + text)}</w:p></w:footnote>'
        for note, text in [(2, "Tả Lũng 5 thôn"), (7, "3 xã biên giới")]
    )
    body = f"<w:p><w:r><w:t>có 109 thôn</w:t></w:r>{reference(2)}</w:p><w:p>{reference(7)}</w:p>"
    lines = read(word(body, footnotes=footnotes))
    assert [line.text for line in lines] == ["có 109 thôn¹", "²", "¹ Tả Lũng 5 thôn", "² 3 xã biên giới"]
    assert [line.style for line in lines] == [None, None, "footnote", "footnote"]


BREAK = '<w:r><w:br w:type="page"/></w:r>'
SHOWN = "<w:r><w:lastRenderedPageBreak/></w:r>"


@pytest.mark.parametrize(
    ("body", "pages"),
    [
        (p("a") + p("b"), [None, None]),
        (p("a") + f"<w:p>{BREAK}</w:p>" + p("b"), [1, 2, 2]),
        (p("a") + f"<w:p>{BREAK}<w:r><w:t>b</w:t></w:r></w:p>", [1, 2]),
        (f"<w:p><w:r><w:t>a</w:t></w:r>{BREAK}</w:p>" + p("b"), [1, 2]),
        (p("a") + p("b", "<w:pageBreakBefore/>"), [1, 2]),
        (p("a", "<w:sectPr/>") + p("b") + "<w:sectPr/>", [1, 2]),
        (p("a", "<w:sectPr/>") + p("b") + '<w:sectPr><w:type w:val="continuous"/></w:sectPr>', [None, None]),
        (f"<w:p><w:r><w:t>a</w:t></w:r>{BREAK}</w:p><w:p>{SHOWN}<w:r><w:t>b</w:t></w:r></w:p>", [1, 2]),
        (f"<w:p><w:r><w:t>a</w:t></w:r>{SHOWN}<w:r><w:t>b</w:t></w:r></w:p>" + p("c"), [1, 2]),
    ],
)
def test_pages_are_counted_where_the_file_shows_them(word: Word, body: str, pages: list[int | None]) -> None:
    assert [line.page for line in read(word(body))] == pages


# --- against a writer ------------------------------------------------------------------------------

PRINTABLE = st.text(
    st.characters(
        codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Co"], exclude_characters="\u2028\u2029"
    ),
    max_size=40,
)


@settings(max_examples=25, deadline=None)
@given(st.lists(PRINTABLE, min_size=1, max_size=12).filter(lambda found: any(text.strip() for text in found)))
def test_what_python_docx_writes_comes_back(paragraphs: list[str]) -> None:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    assert texts(out.getvalue()) == [unicodedata.normalize("NFC", text) for text in paragraphs]
