"""What a file really is, by its first bytes; its name is never believed."""

from __future__ import annotations

from chungsuc.documents.model import Media

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "ảnh PNG"),
    (b"\xff\xd8\xff", "ảnh JPEG"),
    (b"GIF87a", "ảnh GIF"),
    (b"GIF89a", "ảnh GIF"),
    (b"II*\x00", "ảnh TIFF"),
    (b"MM\x00*", "ảnh TIFF"),
    (b"MZ", "chương trình chạy trên Windows"),
    (b"\x7fELF", "chương trình chạy trên Linux"),
    (b"\xcf\xfa\xed\xfe", "chương trình chạy trên macOS"),
    (b"\xca\xfe\xba\xbe", "chương trình"),
    (b"Rar!\x1a\x07", "tệp nén RAR"),
    (b"7z\xbc\xaf\x27\x1c", "tệp nén 7-Zip"),
    (b"\x1f\x8b", "tệp nén gzip"),
    (b"BZh", "tệp nén bzip2"),
    (b"\xfd7zXZ\x00", "tệp nén xz"),
    (b"SQLite format 3\x00", "cơ sở dữ liệu SQLite"),
    (b"ID3", "tệp âm thanh"),
    (b"OggS", "tệp âm thanh"),
)
_PICTURES = ("ảnh",)
_HTML_OPENINGS = (b"<!doctype html", b"<html", b"<head", b"<body", b"<script", b"<table", b"mime-version:")


def advice_for(data: bytes) -> str | None:
    """Say what a file is that we do not read, and what to do with it; None when it may be text.

    A ZIP file (which a Word file is) and a PDF give None too: `media_of` tells them.
    """
    head = data[:4096]
    if head.startswith(_OLE):
        return _advice_for_ole(data)
    if head.lstrip().startswith(b"{\\rtf"):
        return "là tệp RTF. Hãy mở bằng Word và lưu thành .docx rồi thử lại."
    if (head.startswith(b"RIFF") and head[8:12] == b"WEBP") or head[4:12] in (b"ftypheic", b"ftypavif"):
        return _picture("ảnh")
    if head.startswith(b"BM") and head[6:10] == b"\x00\x00\x00\x00":
        return _picture("ảnh BMP")
    for signature, what in _SIGNATURES:
        if head.startswith(signature) and (len(signature) > 3 or _looks_binary(head)):
            if what.startswith(_PICTURES):
                return _picture(what)
            return f"là {what}, không phải văn bản. Hãy chọn tệp .docx, .pdf hoặc .txt."
    opening = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if opening.startswith(_HTML_OPENINGS):
        return "là trang web (HTML). Hãy mở bằng Word và lưu thành .docx rồi thử lại."
    if opening.startswith(b"<?xml"):
        return "là tệp XML. Hãy mở bằng Word và lưu thành .docx rồi thử lại."
    return None


def is_no_text(data: bytes) -> bool:
    """Bytes that no text has: what has no other sign of its kind is then broken, or of a kind unknown."""
    return b"\0" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff"))


def media_of(data: bytes) -> Media:
    """Tell text, Word and PDF apart; call after `advice_for` has nothing to say."""
    if data[:4] in (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"):
        return "docx"
    return "pdf" if b"%PDF-" in data[:1024] else "text"


def _picture(what: str) -> str:
    return f"là {what}, không có chữ để đọc. Hãy dùng bản Word (.docx) hoặc bản PDF xuất từ Word."


def _looks_binary(head: bytes) -> bool:
    return any(byte < 9 or 13 < byte < 32 for byte in head)


def _advice_for_ole(data: bytes) -> str:
    """Old Office files and encrypted new ones share one container; its stream names tell them apart."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "được đặt mật khẩu nên không đọc được. Hãy bỏ mật khẩu trong Word rồi lưu lại."
    if "WordDocument".encode("utf-16-le") in data:
        return "là tệp Word đời cũ (.doc). Hãy mở bằng Word và lưu thành .docx rồi thử lại."
    if "Workbook".encode("utf-16-le") in data:
        return "là bảng tính Excel đời cũ (.xls), không phải văn bản. Hãy chọn tệp .docx, .pdf hoặc .txt."
    return "là tệp Office đời cũ. Hãy lưu thành .docx rồi thử lại."
