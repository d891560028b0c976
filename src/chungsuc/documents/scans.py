"""Bản ký, bản chụp: a paper that is kept as it came, told by its content and never read for its words."""

from __future__ import annotations

from typing import Literal

from chungsuc.documents import sniff
from chungsuc.documents.errors import DocumentError
from chungsuc.documents.model import DEFAULT, Limits
from chungsuc.documents.package import WordPackage

Scan = Literal["pdf", "docx", "jpeg", "png", "tiff"]

_PICTURES: tuple[tuple[bytes, Scan], ...] = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
)
_END = 2048  # bytes: within so many of its end a whole file has its last mark


def scan_of(data: bytes, name: str, *, limits: Limits = DEFAULT) -> Scan:
    """What a signed paper is. Raises DocumentError for anything else, and for a file that was cut short.

    A browser is never asked to open it here, so nothing in it is run; who downloads it opens it.
    """
    if not data:
        raise DocumentError(f"Tệp “{name}” rỗng (0 byte). Hãy kiểm tra lại tệp rồi thử lại.")
    kind = _kind(data)
    if kind is None:
        raise DocumentError(
            f"Tệp “{name}” không phải là PDF, Word (.docx) hoặc ảnh JPEG, PNG, TIFF. "
            "Hãy quét hoặc lưu bản ký thành một trong các dạng đó rồi thử lại."
        )
    if kind == "docx":
        WordPackage(data, name, limits)
    elif not _is_whole(data, kind):
        raise DocumentError(f"Tệp “{name}” bị hỏng hoặc bị cắt cụt. Hãy chép lại tệp từ máy gốc rồi thử lại.")
    return kind


def _kind(data: bytes) -> Scan | None:
    for signature, kind in _PICTURES:
        if data.startswith(signature):
            return kind
    if sniff.advice_for(data) is not None:
        return None
    media = sniff.media_of(data)
    return None if media == "text" else media


def _is_whole(data: bytes, kind: Scan) -> bool:
    if kind == "tiff":  # the directory of its pictures may stand anywhere in it
        order: Literal["little", "big"] = "little" if data[:2] == b"II" else "big"
        return 8 <= int.from_bytes(data[4:8], order) < len(data) - 2
    last = {"pdf": b"%%EOF", "png": b"IEND", "jpeg": b"\xff\xd9"}[kind]
    return last in data[-_END:]
