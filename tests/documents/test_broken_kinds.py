"""A file that is not what its name says: what is told of it is true."""

from __future__ import annotations

import pytest

from chungsuc.documents import DocumentError, read_document

NOISE = bytes(range(256)) * 4


@pytest.mark.parametrize(
    ("data", "name", "told"),
    [
        (NOISE, "ke-hoach.pdf", "không phải là tệp PDF, hoặc đã hỏng"),
        (NOISE, "ke-hoach.docx", "không phải là tệp Word, hoặc đã hỏng"),
        ("Kế hoạch năm nay".encode(), "ke-hoach.pdf", "nội dung là văn bản thường"),
        ("Kế hoạch".encode("utf-16"), "ke-hoach.pdf", "nội dung là văn bản thường"),
        (b"%PDF-1.7\n1 0 obj\n", "ke-hoach.docx", "nội dung là tệp PDF"),
        (b"\x89PNG\r\n\x1a\n" + NOISE, "ke-hoach.txt", "bản PDF xuất từ Word"),
    ],
)
def test_what_is_told_of_a_file_is_true(data: bytes, name: str, told: str) -> None:
    with pytest.raises(DocumentError, match=told):
        read_document(data, name)
