"""One door for every document that comes in."""

from __future__ import annotations

import hashlib
from pathlib import PurePath

from chungsuc.documents import sniff
from chungsuc.documents.errors import DocumentError
from chungsuc.documents.model import DEFAULT, Document, Limits, Media
from chungsuc.documents.plain import read_plain
from chungsuc.documents.word_in import read_word

_TEXT_NAMES = (".txt", ".md", ".text")


def read_document(data: bytes, name: str, *, limits: Limits = DEFAULT) -> Document:
    """Read a file into numbered lines. Raises DocumentError, saying what to do, for anything else.

    The kind is told by the content. `name` is for messages; one that claims another kind is refused.
    """
    name = PurePath(name.replace("\\", "/")).name or "tệp"
    if len(data) > limits.file_bytes:
        raise DocumentError(
            f"Tệp “{name}” nặng {_megabytes(len(data))} MB, quá giới hạn {_megabytes(limits.file_bytes)} MB. "
            "Hãy bỏ bớt hình ảnh hoặc tách tệp rồi thử lại."
        )
    if not data:
        raise DocumentError(f"Tệp “{name}” rỗng (0 byte). Hãy kiểm tra lại tệp rồi thử lại.")
    advice = sniff.advice_for(data)
    if advice is not None:
        raise DocumentError(f"Tệp “{name}” {advice}")
    suffix = PurePath(name).suffix.lower()
    media: Media
    if sniff.kind_of(data) is sniff.Kind.ZIP:
        lines, notes = read_word(data, name, limits)
        media = "docx"
        if suffix in _TEXT_NAMES:
            raise DocumentError(
                f"Tệp “{name}” mang đuôi {suffix} nhưng nội dung là tệp Word. "
                "Hãy đổi đuôi thành .docx rồi thử lại."
            )
    else:
        if suffix == ".docx":
            raise DocumentError(
                f"Tệp “{name}” mang đuôi .docx nhưng nội dung không phải là tệp Word. "
                "Hãy đổi đuôi thành .txt nếu là văn bản thường, hoặc lưu lại từ Word."
            )
        lines, notes = read_plain(data, name, limits)
        media = "text"
    if all(line.is_blank for line in lines):
        raise DocumentError(f"Tệp “{name}” không có chữ nào. Hãy kiểm tra lại tệp rồi thử lại.")
    return Document(name, media, hashlib.sha256(data).hexdigest(), lines, notes)


def _megabytes(size: int) -> str:
    return f"{size / (1024 * 1024):.1f}".rstrip("0").rstrip(".").replace(".", ",")
