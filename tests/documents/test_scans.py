"""Bản ký: what is kept as a signed paper, told by its content and whole."""

from __future__ import annotations

import pytest

from chungsuc.documents.errors import DocumentError
from chungsuc.documents.scans import scan_of
from factories.hostile import word_of

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + b"\0" * 40 + b"\0\0\0\0IEND\xaeB`\x82"
JPEG = b"\xff\xd8\xff\xe0\0\x10JFIF" + b"\0" * 40 + b"\xff\xd9"
TIFF = b"II*\0\x08\0\0\0" + b"\0" * 20
BIG_ENDIAN = b"MM\0*\0\0\0\x08" + b"\0" * 20
WORD = word_of("<w:p><w:r><w:t>Nghị quyết</w:t></w:r></w:p>")


@pytest.mark.parametrize(
    ("data", "kind"),
    [(PDF, "pdf"), (PNG, "png"), (JPEG, "jpeg"), (TIFF, "tiff"), (BIG_ENDIAN, "tiff"), (WORD, "docx")],
)
def test_a_paper_is_told_by_its_content(data: bytes, kind: str) -> None:
    assert scan_of(data, "nghi-quyet.xyz") == kind


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "rỗng"),
        ("Nghị quyết".encode(), "không phải là PDF, Word"),
        (b"<html><script>alert(1)</script></html>", "không phải là PDF, Word"),
        (b"MZ" + b"\0" * 100, "không phải là PDF, Word"),
        (b"GIF89a" + b"\0" * 100, "không phải là PDF, Word"),
        (b"{\\rtf1 x}", "không phải là PDF, Word"),
        (b"PK\x03\x04" + b"\0" * 100, "bị hỏng"),
        (WORD[: len(WORD) // 2], "bị hỏng"),
        (PDF[:-8], "cắt cụt"),
        (PNG[:40], "cắt cụt"),
        (JPEG[:-2], "cắt cụt"),
        (b"II*\0\xff\xff\0\0" + b"\0" * 20, "cắt cụt"),
        (b"II*\0", "cắt cụt"),
    ],
)
def test_what_is_no_paper_or_not_whole_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(DocumentError, match=words):
        scan_of(data, "ban-ky.pdf")
