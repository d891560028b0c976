"""What writers and other programs put into Word files beyond plain words."""

from collections.abc import Callable

import pytest

from chungsuc.documents import DocLine, read_document

Word = Callable[..., bytes]
M = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
AN = '<w:rStyle w:val="An"/>'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'

TWO_WAYS = f"<mc:AlternateContent {MC}>{{}}</mc:AlternateContent>"


def read(data: bytes) -> tuple[DocLine, ...]:
    return read_document(data, "kế hoạch.docx").lines


def texts(data: bytes) -> list[str]:
    return [line.text for line in read(data)]


def notes(data: bytes) -> str:
    return " ".join(read_document(data, "kế hoạch.docx").notes)


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(*inside: str, properties: str = "") -> str:
    return f"<w:p>{properties and f'<w:pPr>{properties}</w:pPr>'}{''.join(inside)}</w:p>"


def mark(kind: str, inside: str = "") -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}">{inside}</w:fldChar></w:r>'


def code(text: str) -> str:
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


def box(text: str) -> str:
    return f"<w:txbxContent>{p(r(text))}</w:txbxContent>"


def field(instruction: str, result: str) -> str:
    return f"{mark('begin')}{code(instruction)}{mark('separate')}{result}{mark('end')}"


def checkbox(inside: str) -> str:
    return f"<w:ffData><w:checkBox>{inside}</w:checkBox></w:ffData>"


# --- inside a paragraph ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        # fields show their result
        (r("Ngày ") + field("DATE", r("05/6/2031")), "Ngày 05/6/2031"),
        (f'<w:fldSimple w:instr=" REF muc1 ">{r("mục 2")}</w:fldSimple>', "mục 2"),
        (mark("begin") + code("IF ") + field("MERGEFIELD x", r("mã")) + code(" = 1")
         + mark("separate") + r("đạt") + mark("end"), "đạt"),
        (mark("begin") + code("SET a 1") + mark("end") + r("sau"), "sau"),
        (mark("begin", checkbox("<w:default w:val='1'/>"))
         + code("FORMCHECKBOX") + mark("end") + r(" Đạt"), "☒ Đạt"),
        (mark("begin", checkbox("<w:default w:val='1'/><w:checked w:val='0'/>"))
         + code("FORMCHECKBOX") + mark("separate") + mark("end") + r(" Đạt"), "☐ Đạt"),
        (mark("begin", "<w:ffData><w:ddList><w:result w:val='1'/><w:listEntry w:val='Đạt'/>"
                       "<w:listEntry w:val='Chưa đạt'/></w:ddList></w:ffData>") + mark("end"), "Chưa đạt"),
        (mark("begin") + code("PAGE") + r("chưa đóng"), "chưa đóng"),
        # symbols are told by their font
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>' + r(" đạt"), "✓ đạt"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>' + r(" chưa"), "☐ chưa"),
        ('<w:r><w:sym w:font="Wingdings 2" w:char="F052"/></w:r>' + r(" đạt"), "☑ đạt"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0D8"/></w:r>' + r(" mục"), "• mục"),
        ('<w:r><w:sym w:font="Symbol" w:char="F044"/></w:r>' + r("x"), "Δx"),
        (r("ü", '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>') + r(" đạt"), "✓ đạt"),
        # hyphens, direction, old text, ruby
        ("<w:r><w:t>nông</w:t><w:softHyphen/><w:t>thôn</w:t></w:r>", "nôngthôn"),
        (f'<w:bdo w:val="ltr">{r("xuôi")}</w:bdo><w:dir w:val="ltr">{r(" chiều")}</w:dir>', "xuôi chiều"),
        (f"<w:r><w:ruby><w:rt>{r('chú')}</w:rt><w:rubyBase>{r('chữ')}</w:rubyBase></w:ruby></w:r>", "chữ"),
        (f"<w:smartTag>{r('xã ')}</w:smartTag><w:customXml>{r('Suối Bạc')}</w:customXml>", "xã Suối Bạc"),
        # hidden by a style, shown again by the run
        (r("ẩn", AN) + r("hiện", f'{AN}<w:vanish w:val="0"/>'), "hiện"),
        (r("xã", '<w:rStyle w:val="Hoa"/>'), "XÃ"),
        # one content in two ways
        (TWO_WAYS.format(f"<mc:Choice>{r('mới')}</mc:Choice><mc:Fallback>{r('cũ')}</mc:Fallback>"), "mới"),
        (TWO_WAYS.format(f"<mc:Fallback>{r('cũ')}</mc:Fallback>"), "cũ"),
    ],
)  # fmt: skip
def test_a_paragraph_reads_as_it_is_printed(word: Word, inside: str, text: str) -> None:
    styles = (
        '<w:style w:type="character" w:styleId="An"><w:name w:val="An"/><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="Hoa"><w:name w:val="Hoa"/><w:rPr><w:caps/></w:rPr></w:style>'
    )
    assert texts(word(p(inside) + p(r(".")), styles=styles)) == [text, "."]


def t(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


E = f"<m:e>{t('x')}</m:e>"


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        (f"<m:f><m:num>{t('a')}</m:num><m:den>{t('b')}</m:den></m:f>", "a/b"),
        (f"<m:f><m:num>{t('120 + 30')}</m:num><m:den>{t('1,5')}</m:den></m:f>", "(120 + 30)/1,5"),
        (f"<m:sSup><m:e>{t('m')}</m:e><m:sup>{t('2')}</m:sup></m:sSup>", "m²"),
        (f"<m:sSup><m:e>{t('x')}</m:e><m:sup>{t('a+b')}</m:sup></m:sSup>", "x^(a+b)"),
        (f"<m:sSubSup><m:e>{t('x')}</m:e><m:sub>{t('i')}</m:sub><m:sup>{t('2')}</m:sup></m:sSubSup>", "x_i²"),
        (f"<m:rad><m:deg/><m:e>{t('16')}</m:e></m:rad>", "√16"),
        (f"<m:d><m:e>{t('a')}</m:e></m:d>{t(' × 100%')}", "(a) × 100%"),
        (f'<m:d><m:dPr><m:begChr m:val="["/><m:endChr m:val="]"/></m:dPr><m:e>{t("a")}</m:e></m:d>', "[a]"),
        (f'<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub>{t("i")}</m:sub>{E}</m:nary>', "∑_i x"),
        (f"<m:eqArr><m:e>{t('a=1')}</m:e><m:e>{t('b=2')}</m:e></m:eqArr>", "a=1; b=2"),
        (f"<m:func><m:fName>{t('max')}</m:fName><m:e>{t('a')}</m:e></m:func>", "max a"),
    ],
)  # fmt: skip
def test_a_formula_reads_as_a_person_would_type_it(word: Word, formula: str, text: str) -> None:
    assert texts(word(p(r("T = "), f"<m:oMath {M}>{formula}</m:oMath>"))) == [f"T = {text}"]


def test_a_template_is_read_as_a_document(word: Word) -> None:
    template = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
    assert texts(word(p(r("mẫu")), kind=template)) == ["mẫu"]


def test_every_text_box_is_read_once(word: Word) -> None:
    group = (
        f"<mc:AlternateContent {MC}><mc:Choice Requires='wpg'><w:drawing>{box('một')}{box('hai')}</w:drawing>"
        f"</mc:Choice><mc:Fallback><w:pict>{box('một')}{box('hai')}</w:pict></mc:Fallback></mc:AlternateContent>"
    )
    assert texts(word(p(r("đoạn"), f"<w:r>{group}</w:r>"))) == ["đoạn", "một", "hai"]


# --- changes ---------------------------------------------------------------------------------------


def ins(inside: str) -> str:
    return f'<w:ins w:id="1" w:author="Lan">{inside}</w:ins>'


def gone(text: str) -> str:
    return f'<w:del w:id="2" w:author="Lan"><w:r><w:delText>{text}</w:delText></w:r></w:del>'


def test_what_was_taken_out_is_told(word: Word) -> None:
    data = word(p(r("Có "), gone("05 xã"), ins(r("06 xã"))))
    assert texts(data) == ["Có 06 xã"]
    assert "1 chỗ thêm, 1 chỗ bớt" in notes(data)
    assert "“05 xã”" in notes(data)


def test_a_change_of_looks_is_no_change_of_words(word: Word) -> None:
    data = word(p(r("Có 05 xã", "<w:b/><w:rPrChange w:id='1'><w:rPr><w:caps/></w:rPr></w:rPrChange>")))
    assert texts(data) == ["Có 05 xã"]
    assert "định dạng" in notes(data)


def test_a_deleted_paragraph_does_not_count_in_its_list(word: Word) -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:lvlText w:val="%1."/>'
        '</w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    listed = '<w:numPr><w:numId w:val="1"/></w:numPr>'
    body = (
        p(r("một"), properties=listed)
        + p(gone("bỏ"), properties=f"{listed}<w:rPr><w:del w:id='3'/></w:rPr>")
        + p(r("hai"), properties=listed)
    )
    assert texts(word(body, numbering=numbering)) == ["1. một", "2. hai"]


def test_a_moved_paragraph_is_read_where_it_came_to(word: Word) -> None:
    body = (
        p(f"<w:moveFrom>{r('đi')}</w:moveFrom>", properties="<w:rPr><w:moveFrom/></w:rPr>")
        + p(r("ở lại"))
        + p(f"<w:moveTo>{r('đi')}</w:moveTo>", properties="<w:rPr><w:moveTo/></w:rPr>")
    )
    assert texts(word(body)) == ["ở lại", "đi"]


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr>{properties}{''.join(cells)}</w:tr>"


def cell(*inside: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(inside)}</w:tc>"


RULED = '<w:tblPr><w:tblBorders><w:top w:val="single"/></w:tblBorders></w:tblPr>'


def test_changes_of_a_table(word: Word) -> None:
    joined = cell(p(r("12"), properties="<w:rPr><w:del/></w:rPr>") + p(r(" xã")))
    taken = cell(p(r("cũ")), properties="<w:cellDel w:id='1'/>")
    added = row(cell(p(r("3"))), cell(p(r("4"))), properties="<w:trPr><w:ins w:id='1'/></w:trPr>")
    removed = row(cell(p(r("5"))), cell(p(r("6"))), properties="<w:trPr><w:del w:id='1'/></w:trPr>")
    table = f"<w:tbl>{RULED}{row(joined, taken, cell(p(r('2'))))}{added}{removed}</w:tbl>"
    assert [line.cells for line in read(word(table))] == [("12 xã", "2"), ("3", "4")]


def test_tables_in_cells_and_content_controls_around_rows_and_cells(word: Word) -> None:
    inner = f"<w:tbl>{row(cell(p(r('a'))), cell(p(r('b'))))}{row(cell(p(r('c'))), cell(p(r('d'))))}</w:tbl>"
    held = f"<w:sdt><w:sdtContent>{cell(p(r('2')))}</w:sdtContent></w:sdt>"
    rows = f"<w:sdt><w:sdtContent>{row(cell(p(r('1'))), held)}</w:sdtContent></w:sdt>"
    table = f"<w:tbl>{RULED}{rows}{row(cell(inner, p()), cell(p(r('3'))))}</w:tbl>"
    assert [line.cells for line in read(word(table))] == [("1", "2"), ("a b\nc d", "3")]


# --- margins ---------------------------------------------------------------------------------------


def test_comments_are_kept_apart(word: Word) -> None:
    said = (
        f'<w:comment w:id="7" w:author="Minh">{p(r("Số này"))}{p(r("lấy ở đâu?"))}</w:comment>'
        f'<w:comment w:id="9" w:author="Hoa">{p(r("Không gắn vào đâu"))}</w:comment>'
        f'<w:comment w:id="8" w:author="Lan">{p(r("Ở dòng dưới"))}</w:comment>'
    )
    start = '<w:commentRangeStart w:id="{}"/>'.format
    body = p(r("một")) + p(start(7), r("hai"), "<w:r><w:br/></w:r>", start(8), r("ba"))
    document = read_document(word(body, comments=said), "a.docx")
    assert [line.text for line in document.lines] == ["một", "hai", "ba"]
    assert [(each.line, each.author, each.text) for each in document.comments] == [
        (2, "Minh", "Số này\nlấy ở đâu?"),
        (3, "Lan", "Ở dòng dưới"),
        (None, "Hoa", "Không gắn vào đâu"),
    ]
    assert "3 ý kiến" in document.notes[0]


@pytest.mark.parametrize(
    ("margin", "told"),
    [(p(r("DỰ THẢO lần 2")), "“DỰ THẢO lần 2”"), (p(field("PAGE", r("3"))), ""), (p(r("Trang 3/12")), "")],
)
def test_heads_and_feet_of_pages_are_told(word: Word, margin: str, told: str) -> None:
    for place in ("header", "footer"):
        data = word(p(r("một")), **{place: margin})
        assert texts(data) == ["một"]
        assert told in notes(data)
        assert bool(notes(data)) is bool(told)


def test_what_is_not_read_is_told(word: Word) -> None:
    data = word(p(r("một"), r("ẩn", "<w:vanish/>"), "<w:r><w:drawing/></w:r>") + '<w:altChunk r="1"/>')
    assert all(words in notes(data) for words in ("chữ ẩn", "1 hình", "altChunk"))
