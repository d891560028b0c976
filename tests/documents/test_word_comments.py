"""What was found is written back: comments where it stands, corrections to accept or to refuse."""

import contextlib
import io
import re
import unicodedata
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chungsuc.documents import Comment, Document, DocumentError, read_document
from chungsuc.documents.word_comments import Passage, Remark, with_comments
from chungsuc.documents.word_rewordings import Rewording
from factories.old_encodings import tcvn3, vni

Word = Callable[..., bytes]
NOW = datetime(2031, 5, 6, 7, 8, 9, tzinfo=UTC)
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"


def p(*runs: str, properties: str = "") -> str:
    return f"<w:p>{properties}{''.join(runs)}</w:p>"


def r(text: str, font: str = "") -> str:
    fonts = f'<w:rPr><w:b/><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/></w:rPr>' if font else ""
    return f'<w:r>{fonts}<w:t xml:space="preserve">{text}</w:t></w:r>'


def part(data: bytes, path: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as found:
        return found.read(path).decode()


def commented(data: bytes, *remarks: Remark, name: str = "a.docx") -> tuple[bytes, Document]:
    written = with_comments(data, read_document(data, name), remarks, when=NOW).data
    return written, read_document(written, "b.docx")


def reworded(data: bytes, *rewordings: Rewording, name: str = "a.docx") -> list[str]:
    document = read_document(data, name)
    written = with_comments(data, document, [], rewordings=rewordings, when=NOW).data
    refused = refusing(written)
    assert [line.text for line in read_document(refused, "c.docx").lines] == [
        line.text for line in document.lines
    ]
    return [line.text for line in read_document(written, "b.docx").lines]


def refusing(data: bytes) -> bytes:
    """The file after a person has refused every tracked change that has our name."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for path in old.namelist():
            text = old.read(path)
            if path.endswith(("document.xml", "footnotes.xml")):
                shown = re.sub(r'<w:ins [^>]*w:author="Chungsuc".*?</w:ins>', "", text.decode())
                shown = re.sub(r'<w:del [^>]*w:author="Chungsuc"[^>]*>(.*?)</w:del>', r"\1", shown)
                text = shown.replace("w:delText", "w:t").encode()
            new.writestr(path, text)
    return out.getvalue()


# --- comments --------------------------------------------------------------------------------------


def test_a_comment_hangs_on_its_line_and_names_the_other_places(word: Word) -> None:
    data = word(p(r("Tổng vốn 90 triệu đồng")) + p(r("gồm 40 và 60 triệu đồng")))
    remark = Remark("Tổng không khớp.\nCách sửa: ghi 100.", (Passage(1), Passage(2)))
    written, document = commented(data, remark)
    assert [line.text for line in document.lines] == ["Tổng vốn 90 triệu đồng", "gồm 40 và 60 triệu đồng"]
    told = "Tổng không khớp.\nCách sửa: ghi 100.\nCùng xem: “{}”"
    assert document.comments == (
        Comment(1, "Chungsuc", told.format("gồm 40 và 60 triệu đồng")),
        Comment(2, "Chungsuc", told.format("Tổng vốn 90 triệu đồng")),
    )
    comments = part(written, "word/comments.xml")
    assert 'w:date="2031-05-06T07:08:09Z"' in comments
    assert 'w:initials="CS"' in comments


def test_everything_else_in_the_file_stays_as_it_is(word: Word) -> None:
    styles = '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 1"/></w:style>'
    picture = bytes(range(256)) * 40
    data = word(
        p(r("Mục tiêu"), properties='<w:pPr><w:pStyle w:val="H"/></w:pPr>'),
        styles=styles,
        extra={"word/media/a.png": picture, "customXml/item1.xml": b"<a  b = '1'/>"},
    )
    written, _ = commented(data, Remark("Xem lại.", (Passage(1),)))
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(io.BytesIO(written)) as new:
        changed = {
            path for path in new.namelist() if path not in old.namelist() or old.read(path) != new.read(path)
        }
    assert changed == {
        "[Content_Types].xml", "word/_rels/document.xml.rels", "word/document.xml", "word/comments.xml"
    }  # fmt: skip
    assert '<w:pStyle w:val="H"/>' in part(written, "word/document.xml")


def test_without_remarks_nothing_changes(word: Word) -> None:
    data = word(p(r("Mục tiêu")))
    written, _ = commented(data)
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(io.BytesIO(written)) as new:
        assert all(old.read(path) == new.read(path) for path in new.namelist())


def test_the_comments_of_others_are_kept(word: Word) -> None:
    theirs = f'<w:comment w:id="4" w:author="Minh">{p(r("Số này lấy ở đâu?"))}</w:comment>'
    body = p('<w:commentRangeStart w:id="4"/>', r("Có 05 xã"), '<w:r><w:commentReference w:id="4"/></w:r>')
    data = word(body + p(r("Có 06 xã")), comments=theirs)
    assert read_document(data, "a.docx").comments == (Comment(1, "Minh", "Số này lấy ở đâu?"),)
    written, document = commented(data, Remark("Xem lại.", (Passage(2),)))
    assert [(each.line, each.author) for each in document.comments] == [(1, "Minh"), (2, "Chungsuc")]
    twice, again = commented(written, Remark("Lần hai.", (Passage(1),)))
    assert len(again.comments) == 3
    assert part(twice, "word/comments.xml").count("w:id=") == len(
        set(re.findall(r'w:id="\d+"', part(twice, "word/comments.xml")))
    )


def test_word_and_others_can_open_it(word: Word) -> None:
    written, _ = commented(word(p(r("Có 05 xã"))), Remark("Xem lại\x07 <&>.", (Passage(1),)))
    opened = docx.Document(io.BytesIO(written))
    assert [comment.text for comment in opened.comments] == ["Xem lại <&>."]


def cell(text: str) -> str:
    return f"<w:tc>{p(r(text))}</w:tc>"


ROWS = "<w:tbl>{}</w:tbl>".format(
    "".join(f"<w:tr>{cell(name)}{cell(value)}</w:tr>" for name, value in ("ab", "cd", "ef", "gh", "ij"))
)
NOTE = f'<w:footnote w:id="2">{p(r("ba thôn"))}</w:footnote>'
BOX = f"<w:r><w:pict><w:txbxContent>{p(r('DỰ THẢO'))}</w:txbxContent></w:pict></w:r>"


@pytest.mark.parametrize(
    ("body", "passage", "anchored"),
    [
        (p(r("một")) + p(r("hai")), Passage(2, "hai"), "hai"),
        (p("<w:r><w:t>một</w:t><w:br/><w:t>hai</w:t></w:r>"), Passage(2), "mộthai"),
        (ROWS, Passage(4, "h"), "h"),
        (ROWS, Passage(4, "g\th"), "g"),
        (p(r("có"), '<w:r><w:footnoteReference w:id="2"/></w:r>') + p(r("x")), Passage(3), "có"),
        (p(r("Số:"), BOX), Passage(2), "Số:DỰ THẢO"),
    ],
)
def test_the_paragraph_that_a_comment_hangs_on(
    word: Word, body: str, passage: Passage, anchored: str
) -> None:
    written, _ = commented(word(body, footnotes=NOTE), Remark("Xem lại.", (passage,)))
    text = part(written, "word/document.xml")
    inside = text[text.index("<w:commentRangeStart") : text.index("<w:commentRangeEnd")]
    assert "".join(re.findall(r"<w:t[ >][^<]*?>?([^<>]*)</w:t>", inside)) == anchored


def test_a_strict_file_stays_strict(word: Word) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word(p(r("Có 05 xã"))))) as old, zipfile.ZipFile(out, "w") as new:
        for path in old.namelist():
            text = old.read(path).decode().replace(W, STRICT)
            new.writestr(
                path,
                text.replace(
                    "http://schemas.openxmlformats.org/officeDocument/2006/",
                    "http://purl.oclc.org/ooxml/officeDocument/",
                ),
            )
    written, document = commented(out.getvalue(), Remark("Xem lại.", (Passage(1),)))
    assert len(document.comments) == 1
    for path in ("word/document.xml", "word/comments.xml"):
        assert STRICT in part(written, path)
        assert W not in part(written, path)


def test_text_becomes_a_plain_word_file() -> None:
    data = "KẾ HOẠCH\n\n- Có 05\txã đạt\x0c chuẩn".encode()
    _, document = commented(data, Remark("Xem lại.", (Passage(3),)), name="a.txt")
    assert [line.text for line in document.lines] == ["KẾ HOẠCH", "", "- Có 05\txã đạt  chuẩn"]
    assert [comment.line for comment in document.comments] == [3]


# --- corrections -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("paragraph", "old", "new", "text"),
    [
        (p(r("xã Đồi Thông và xã Suối Bạc")), "Suối Bạc", "Suối Bạch", "xã Đồi Thông và xã Suối Bạch"),
        (p(r("Suối"), r(" Bạc", "Arial"), r(" đạt")), "Suối Bạc", "Suối Bạch", "Suối Bạch đạt"),
        (p(r("giảm còn 5,,2%")), ",,", ",", "giảm còn 5,2%"),
        (p(r("bỏ chữ thừa thừa này")), " thừa này", "", "bỏ chữ thừa"),
        (p("<w:r><w:t>T</w:t><w:tab/><w:t>12 xã</w:t><w:tab/><w:t>x</w:t></w:r>"), "12", "13", "T\t13 xã\tx"),
        (p(f"<w:hyperlink>{r('số 27/NĐ')}</w:hyperlink>"), "27", "28", "số 28/NĐ"),
        (p(f'<w:ins w:id="1" w:author="Lan">{r("thêm 2 xã")}</w:ins>'), "2", "3", "thêm 3 xã"),
        (p(r(unicodedata.normalize("NFD", "Nguồn vốn lớn"))), "vốn", "lực", "Nguồn lực lớn"),
        (p(r(tcvn3("Kế hoạch năm nay"), ".VnTime")), "hoạch", "sách", "Kế sách năm nay"),
        (p(r(vni("Kế hoạch năm nay"), "VNI-Times")), "hoạch", "sách", "Kế sách năm nay"),
        (p("<w:r><w:rPr><w:caps/></w:rPr><w:t>kế hoạch</w:t></w:r>"), "HOẠCH", "SÁCH", "KẾ SÁCH"),
    ],
)
def test_a_rewording_reads_as_if_it_were_accepted(
    word: Word, paragraph: str, old: str, new: str, text: str
) -> None:
    assert reworded(word(paragraph + p(r("."))), Rewording(1, old, new)) == [text, "."]


def test_several_rewordings_in_one_paragraph(word: Word) -> None:
    data = word(p(r("một hai ba hai bốn")))
    changes = [Rewording(1, "hai", "2", at=11), Rewording(1, "một", "1"), Rewording(1, "bốn", "4")]
    assert reworded(data, *changes) == ["1 hai ba 2 4"]


def test_a_rewording_in_a_cell_in_a_note_in_a_piece_and_after_a_label(word: Word) -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:lvlText w:val="%1."/>'
        '</w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    listed = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    broken = p("<w:r><w:t>có 2 xã</w:t><w:br/><w:t>có 2 thôn</w:t></w:r>")
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    body = ROWS + broken + p(r("1. xã, 1 thôn"), reference, properties=listed)
    changes = [
        Rewording(4, "h", "H"),
        Rewording(7, "2", "3"),
        Rewording(8, "1", "5", at=3),
        Rewording(9, "ba", "bốn"),
    ]
    assert reworded(word(body, numbering=numbering, footnotes=NOTE), *changes)[3:] == [
        "g\tH", "i\tj", "có 2 xã", "có 3 thôn", "1. 5. xã, 1 thôn¹", "¹ bốn thôn"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("paragraph", "rewording", "why"),
    [
        (p(r("hai hai")), Rewording(1, "hai", "ba"), "2 chỗ"),
        (p(r("hai")), Rewording(1, "ba", "bốn"), "không có chữ ấy"),
        (p(r("hai")), Rewording(1, "hai", "ba", at=1), "không có chữ ấy"),
        (p(r("hai")), Rewording(7, "hai", "ba"), "không có"),
        (p(r("hai")), Rewording(1, "", "ba"), "không có"),
        (p("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t></w:r>"), Rewording(1, "a\tb", "c"), "dấu ngắt"),
    ],
)
def test_a_rewording_that_has_no_single_place_is_left_out_and_told(
    word: Word, paragraph: str, rewording: Rewording, why: str
) -> None:
    data = word(paragraph)
    document = read_document(data, "a.docx")
    first = document.lines[0].text[:1]
    other = Rewording(1, first, first.upper(), at=0)
    written = with_comments(data, document, [], rewordings=[rewording, other], when=NOW)
    assert [why in str(each) for each in written.left_out] == [True]
    assert read_document(written.data, "b.docx").lines[0].text == first.upper() + document.lines[0].text[1:]


def test_of_rewordings_that_overlap_the_first_is_put_in(word: Word) -> None:
    data = word(p(r("một hai ba")))
    changes = [Rewording(1, "hai ba", "y"), Rewording(1, "một hai", "x")]
    written = with_comments(data, read_document(data, "a.docx"), [], rewordings=changes, when=NOW)
    assert ["chồng lên" in str(each) for each in written.left_out] == [True]
    assert read_document(written.data, "b.docx").lines[0].text == "x ba"


PIECES = st.lists(
    st.text(st.sampled_from("ab ấế\u0301đ12,."), min_size=1, max_size=6), min_size=1, max_size=5
)


@settings(max_examples=60, deadline=None)
@given(PIECES, st.data())
def test_any_words_of_any_runs_can_be_reworded(word: Word, pieces: list[str], data: st.DataObject) -> None:
    file = word(p(*map(r, pieces)) + p(r("hết")))
    text = read_document(file, "a.docx").lines[0].text
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    found = reworded(file, Rewording(1, text[start:end], "«mới»", at=start))
    assert found[0] == f"{text[:start]}«mới»{text[end:]}"


# --- files that mean harm --------------------------------------------------------------------------


def real_word_file() -> bytes:
    document = docx.Document()
    document.add_heading("KẾ HOẠCH", 1)
    document.add_paragraph("mục", style="List Number")
    document.add_table(5, 2, style="Table Grid").cell(0, 0).text = "ô"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


REAL = real_word_file()
PARTS = ["word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml", "word/styles.xml"]
HARM = [b"", b"<w:p>", b"</w:p>", b'"', b"<!-- -->", b"<?a b?>", b"&#1;", b"-1", b"99999999999", b"<w:tc/>"]


@settings(deadline=None)
@given(st.sampled_from(PARTS), st.data())
def test_what_could_be_read_is_written_back_or_refused(path: str, data: st.DataObject) -> None:
    with zipfile.ZipFile(io.BytesIO(REAL)) as whole:
        parts = {name: bytearray(whole.read(name)) for name in whole.namelist()}
    for _ in range(2):
        at = data.draw(st.integers(0, len(parts[path]) - 1))
        parts[path][at : at + data.draw(st.integers(0, 20))] = data.draw(st.sampled_from(HARM))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as new:
        for name, text in parts.items():
            new.writestr(name, bytes(text))
    with contextlib.suppress(DocumentError):
        document = read_document(out.getvalue(), "a.docx")
        remarks = [Remark("Xem lại.", (Passage(line.number),)) for line in document.lines]
        written = with_comments(out.getvalue(), document, remarks, when=NOW).data
        assert [line.text for line in read_document(written, "b.docx").lines] == [
            line.text for line in document.lines
        ]


def test_an_image_that_is_broken_is_refused_in_one_sentence(word: Word) -> None:
    data = bytearray(word(p(r("Có 05 xã")), extra={"word/media/a.bin": b"x" * 500}))
    at = data.rindex(b"PK\x01\x02")
    data[at + 16 : at + 20] = b"\x00\x01\x02\x03"  # its checksum
    with pytest.raises(DocumentError, match="hỏng hoặc bị cắt cụt"):
        commented(bytes(data), Remark("Xem lại.", (Passage(1),)))
