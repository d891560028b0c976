"""One door for every document that comes in."""

from __future__ import annotations

import hashlib
from pathlib import PurePath

from chungsuc.documents import sniff
from chungsuc.documents.errors import DocumentError
from chungsuc.documents.model import DEFAULT, Comment, Document, Limits, Media
from chungsuc.documents.pdf_in import read_pdf
from chungsuc.documents.plain import read_plain
from chungsuc.documents.recoding import recoded
from chungsuc.documents.word_in import read_word

# What the end of a name claims. Any other end claims nothing.
_CLAIMS: dict[str, Media] = {".txt": "text", ".md": "text", ".text": "text", ".docx": "docx", ".pdf": "pdf"}
_KINDS: dict[Media, tuple[str, str]] = {
    "text": ("văn bản thường", ".txt"),
    "docx": ("tệp Word", ".docx"),
    "pdf": ("tệp PDF", ".pdf"),
}


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
    media = sniff.media_of(data)
    suffix = PurePath(name).suffix.lower()
    if _CLAIMS.get(suffix, media) != media:
        claimed, (kind, right) = _KINDS[_CLAIMS[suffix]][0], _KINDS[media]
        if media == "text" and sniff.is_no_text(data):
            raise DocumentError(
                f"Tệp “{name}” không phải là {claimed}, hoặc đã hỏng. Hãy mở tệp gốc, lưu lại rồi thử lại."
            )
        raise DocumentError(
            f"Tệp “{name}” mang đuôi {suffix} ({claimed}) nhưng nội dung là {kind}. "
            f"Hãy đổi đuôi thành {right} hoặc chọn đúng tệp rồi thử lại."
        )
    comments: tuple[Comment, ...] = ()
    if media == "docx":
        read = read_word(data, name, limits)
        lines, notes, comments = read.lines, read.notes, read.comments
    else:
        lines, notes = (read_pdf if media == "pdf" else read_plain)(data, name, limits)
    if all(line.is_blank for line in lines):
        raise DocumentError(f"Tệp “{name}” không có chữ nào. Hãy kiểm tra lại tệp rồi thử lại.")
    lines, more = recoded(lines)
    return Document(name, media, hashlib.sha256(data).hexdigest(), lines, notes + more, comments)


def _megabytes(size: int) -> str:
    return f"{size / (1024 * 1024):.1f}".rstrip("0").rstrip(".").replace(".", ",")
