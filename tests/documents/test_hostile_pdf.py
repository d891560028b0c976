"""PDF files that mean harm, that were harmed, or that hold no text: one sentence each, and no harm done."""

from __future__ import annotations

import contextlib
import struct
import zlib
from collections.abc import Callable

import pytest

from chungsuc.documents import DocumentError, Limits, read_document
from factories.papers_in_pdf import page_of, pdf_of, quoted, raw_pdf, stream

TEXT = "Kế hoạch xây dựng nông thôn mới trên địa bàn huyện năm 2027. " * 8


def refused(data: bytes, **limits: int) -> str:
    with pytest.raises(DocumentError) as caught:
        read_document(data, "kế hoạch.pdf", limits=Limits(**limits))
    message = str(caught.value)
    assert message.startswith("Tệp “kế hoạch.pdf”")
    assert message.endswith(".")
    assert "Traceback" not in message
    return message


def scan() -> bytes:
    kind = (
        b"/Type /XObject /Subtype /Image /Width 100 /Height 140 /ColorSpace /DeviceGray /BitsPerComponent 8"
    )
    picture = stream(zlib.compress(bytes(100 * 140)), kind + b" /BitsPerComponent 8 /Filter /FlateDecode")
    return page_of(b"595 0 0 842 0 0 cm /Im Do", picture, resources=b"/XObject << /Im 5 0 R >>")


def locked() -> bytes:
    secrets = b"/O <%s> /U <%s>" % (b"41" * 32, b"42" * 32)
    return raw_pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [] /Count 0 >>",
        b"<< /Filter /Standard /V 2 /R 3 /Length 128 /P -44 %s >>" % secrets,
        trailer=b"/Root 1 0 R /Encrypt 3 0 R /ID [<41> <41>]",
    )


def rubbish() -> bytes:
    """Letters that the file maps to private signs: nobody can tell what they are."""
    mapping = b"1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfrange <20> <7E> <E020> endbfrange"
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>"
    text = b"BT /F 12 Tf 50 700 Td (" + b"ke hoach nong thon moi " * 10 + b") Tj ET"
    return page_of(text, font, stream(mapping), resources=b"/Font << /F 5 0 R >>")


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: pdf_of(quoted(TEXT))[:600], "hỏng hoặc bị cắt cụt"),
        (lambda: b"%PDF-1.7\n" + bytes(5000), "hỏng hoặc bị cắt cụt"),
        (lambda: page_of(b""), "không có chữ nào"),
        (scan, "bản chụp (ảnh), không có lớp chữ"),
        (locked, "được đặt mật khẩu"),
        (rubbish, "lớp chữ bị hỏng"),
    ],
)
def test_a_pdf_without_text_that_can_be_read_is_refused(make: Callable[[], bytes], words: str) -> None:
    assert words in refused(make())


def test_too_many_pages_are_refused_before_they_are_opened() -> None:
    assert "có 3 trang, quá giới hạn 2 trang" in refused(
        pdf_of("#pagebreak()".join([quoted(TEXT)] * 3)), pdf_pages=2
    )


def test_too_many_letters_and_too_many_lines_drawn_are_refused() -> None:
    assert "quá nhiều thành phần" in refused(pdf_of(quoted(TEXT)), characters=100)
    drawn = b"".join(b"%d 10 m %d 90 l S\n" % (x, x) for x in range(300))
    assert "quá nhiều thành phần" in refused(page_of(drawn), pdf_objects=200)


def test_a_bomb_ends_the_process_that_opens_it_and_nothing_else() -> None:
    layers = zlib.compress(bytes(300 * 1024 * 1024), 1)
    bomb = page_of(zlib.compress(layers), entries=b"/Filter [/FlateDecode /FlateDecode]")
    assert len(bomb) < 100_000
    refused(bomb, pdf_memory=300 * 1024 * 1024)


def test_a_file_that_takes_too_long_is_given_up() -> None:
    box = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9]"
    forms = []
    for number in range(6, 13):
        inner = b"/Resources << /XObject << /F%d %d 0 R >> >>" % (number, number)
        forms.append(stream(b"q " + b"/F%d Do " % number * 40 + b"Q", box + inner))
    last = stream(b"0 0 m 9 9 l S", box)
    data = page_of(b"/F5 Do", *forms, last, resources=b"/XObject << /F5 5 0 R >>")
    refused(data, pdf_seconds=1)


@pytest.mark.parametrize("share", [0.15, 0.4, 0.65, 0.9])
def test_a_file_that_was_cut_off_is_read_or_refused(share: float) -> None:
    whole = pdf_of(quoted(TEXT))
    with contextlib.suppress(DocumentError):
        assert read_document(whole[: int(len(whole) * share)], "a.pdf").lines


def test_a_length_that_lies_does_no_harm() -> None:
    data = page_of(b"BT ET").replace(b"/Length 5", b"/Length %d" % struct.unpack(">I", b"\xff" * 4))
    refused(data)
