"""Files that mean harm, or that were harmed on the way: one sentence each, quickly, in little memory."""

import contextlib
import io
import tracemalloc
import zipfile
from collections.abc import Callable

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chungsuc.documents import DocumentError, Limits, read_document

Word = Callable[..., bytes]
TEXT = "<w:p><w:r><w:t>Kế hoạch</w:t></w:r></w:p>"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
MACRO = "application/vnd.ms-word.document.macroEnabled.main+xml"


def archive(**parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as found:
        for name, text in parts.items():
            found.writestr(name, text)
    return out.getvalue()


def replaced(data: bytes, path: str, text: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, text if name == path else old.read(name))
    return out.getvalue()


def refused(data: bytes, name: str = "kế hoạch.docx", **limits: int) -> str:
    with pytest.raises(DocumentError) as caught:
        read_document(data, name, limits=Limits(**limits))
    message = str(caught.value)
    assert message.startswith(f"Tệp “{name}”")
    assert message.endswith(".")
    assert "Traceback" not in message
    return message


def read_or_refused(data: bytes, name: str) -> None:
    """Anything but a DocumentError is a fault."""
    with contextlib.suppress(DocumentError):
        assert read_document(data, name).lines


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda word: word(TEXT)[:-30], "cắt cụt"),
        (lambda word: word(TEXT)[:400], "cắt cụt"),
        (lambda word: word(TEXT).replace(b"PK\x01\x02", b"PK\x09\x09"), "hỏng"),
        (lambda word: word(TEXT, kind=SHEET), "Excel"),
        (lambda word: word(TEXT, kind=SLIDES), "PowerPoint"),
        (lambda word: word(TEXT, kind=MACRO), "macro"),
        (lambda word: word(TEXT, kind="text/plain"), "không phải là văn bản Word"),
        (lambda word: word(TEXT + "<w:p>"), "hỏng ở phần nội dung"),
        (lambda word: word(""), "không có chữ nào"),
        (lambda word: word("<w:p/>" * 20), "không có chữ nào"),
        (lambda word: word(TEXT, extra={"../../etc/passwd": b"x"}), "không an toàn"),
        (lambda word: word(TEXT, extra={"/etc/passwd": b"x"}), "không an toàn"),
        (lambda word: word(TEXT, extra={"C:\\x": b"x"}), "không an toàn"),
        (lambda word: word(TEXT, extra={f"x/{n}": b"" for n in range(2100)}), "quá nhiều thành phần"),
        (lambda word: word(TEXT, extra={"x": bytes(201 * 1024 * 1024)}), "lớn bất thường"),
        (lambda word: word(TEXT + f"<w:p>{' ' * 25 * 1024 * 1024}</w:p>"), "lớn bất thường"),
        (lambda word: word("<w:p/>" * 900_000), "lớn"),
        (lambda word: word("<w:sdt><w:sdtContent>" * 500 + "</w:sdtContent></w:sdt>" * 500), "quá sâu"),
        (lambda word: word(f"<w:p>{'<w:r>' * 5000}{'</w:r>' * 5000}</w:p>"), "quá sâu"),
        (lambda word: word("<w:tbl><w:tr><w:tc>" * 300 + TEXT + "</w:tc></w:tr></w:tbl>" * 300), "quá sâu"),
        (lambda word: replaced(word(TEXT), "word/document.xml", b"<x/>"), "không có phần nội dung Word"),
        (lambda word: replaced(word(TEXT), "word/document.xml", b""), "hỏng"),
        (lambda word: replaced(word(TEXT), "_rels/.rels", b"<x/>"), "thiếu phần nội dung chính"),
        (lambda word: archive(x="1"), "tệp nén ZIP"),
        (lambda word: archive(mimetype="application/vnd.oasis.opendocument.text"), "OpenDocument"),
        (lambda word: archive(), "tệp nén ZIP"),
    ],
)  # fmt: skip
def test_a_word_file_that_is_not_sound_is_refused(
    word: Word, make: Callable[[Word], bytes], words: str
) -> None:
    assert words in refused(make(word))


BOMB = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>&b;</w:body></w:document>"""
OUTSIDE = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>"""


@pytest.mark.parametrize("text", [BOMB, OUTSIDE])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused_in_every_encoding(word: Word, text: bytes, encoding: str) -> None:
    hidden = text.decode().encode(encoding)
    assert "khai báo XML không an toàn" in refused(replaced(word(TEXT), "word/document.xml", hidden))


def test_a_word_file_named_as_text_is_refused(word: Word) -> None:
    assert "đổi đuôi thành .docx" in refused(word(TEXT), "a.txt")


def test_an_encrypted_part_is_refused(word: Word) -> None:
    data = bytearray(word(TEXT))
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 4)
    assert "mật khẩu" in refused(bytes(data))


def test_a_part_that_swells_is_stopped_while_it_is_unpacked(word: Word) -> None:
    data = word(TEXT + f"<w:p>{' ' * 20_000_000}</w:p>")
    assert len(data) < 100_000
    tracemalloc.start()
    try:
        assert "lớn bất thường" in refused(data)
        assert tracemalloc.get_traced_memory()[1] < 60_000_000
    finally:
        tracemalloc.stop()


def test_a_crowd_of_small_things_stays_in_memory(word: Word) -> None:
    data = word(f"<w:p>{'<w:r/>' * 700_000}</w:p>")
    tracemalloc.start()
    try:
        refused(data)
        assert tracemalloc.get_traced_memory()[1] < 200_000_000
    finally:
        tracemalloc.stop()


def test_too_many_lines(word: Word) -> None:
    assert "dài quá giới hạn" in refused(word(TEXT * 30), lines=29)
    assert "dài quá giới hạn" in refused(b"a\n" * 30, "a.txt", lines=29)
    wide = '<w:tr><w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr><w:p/></w:tc></w:tr>'
    lines = read_document(word(TEXT + f"<w:tbl>{wide * 5}</w:tbl>"), "a.docx").lines
    assert len(lines[1].cells or ()) == 63


@given(st.binary(max_size=400), st.sampled_from(["a.txt", "a.docx", "a", "a.pdf"]))
def test_random_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    read_or_refused(data, name)


def real_word_file() -> bytes:
    document = docx.Document()
    document.add_heading("KẾ HOẠCH", 1)
    document.add_paragraph("mục", style="List Number")
    document.add_table(2, 2, style="Table Grid").cell(0, 0).text = "ô"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


REAL = real_word_file()


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, len(REAL) - 1), st.integers(0, 255)), min_size=1, max_size=8),
    st.integers(0, len(REAL)),
)
def test_a_damaged_word_file_is_read_or_refused(changes: list[tuple[int, int]], end: int) -> None:
    data = bytearray(REAL)
    for at, byte in changes:
        data[at] = byte
    for damaged in (bytes(data), bytes(data[:end])):
        read_or_refused(damaged, "a.docx")


PARTS = ["word/document.xml", "word/styles.xml", "word/numbering.xml", "[Content_Types].xml", "_rels/.rels"]


@settings(deadline=None)
@given(st.sampled_from(PARTS), st.data())
def test_a_word_file_with_a_damaged_part_is_read_or_refused(path: str, data: st.DataObject) -> None:
    """Bytes that the ZIP's checksum cannot catch, since they are packed anew."""
    with zipfile.ZipFile(io.BytesIO(REAL)) as found:
        part = bytearray(found.read(path))
    for _ in range(3):
        at = data.draw(st.integers(0, len(part) - 1))
        piece = data.draw(
            st.sampled_from([b"", b"<w:p>", b"</w:p>", b'"', b"\xff", b"-1", b"99999999999", b"w:"])
        )
        part[at : at + data.draw(st.integers(0, 30))] = piece
    read_or_refused(replaced(REAL, path, bytes(part)), "a.docx")
