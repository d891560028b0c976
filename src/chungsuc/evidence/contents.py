"""Nội dung tệp: what a file that is offered as evidence really is. Its name is never believed."""

from __future__ import annotations

import mmap
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from chungsuc.evidence import photos
from chungsuc.evidence.errors import EvidenceError
from chungsuc.evidence.models import Kind
from chungsuc.evidence.photos import Photo

ACCEPTED = ".pdf,.jpg,.jpeg,.png,.webp,.docx,.xlsx"
NAME = 200  # characters
NAMELESS = "tep"
_ENDINGS = {
    Kind.PDF: (".pdf",),
    Kind.JPEG: (".jpg", ".jpeg", ".jpe"),
    Kind.PNG: (".png",),
    Kind.WEBP: (".webp",),
    Kind.WORD: (".docx",),
    Kind.EXCEL: (".xlsx",),
}
_ENTRIES = 3_000  # parts of an Office file
_UNPACKED = 200 * 1024 * 1024  # what the parts say they unpack to, together
_TYPES = 1024 * 1024  # bytes of the list of parts
_RATIO = 400  # of a packed PDF stream that is looked into
_STREAM = 8 * 1024 * 1024  # bytes of one such stream
_LOOKED_INTO = 64 * 1024 * 1024  # of all such streams of a file
_HTML = (b"<!doctype html", b"<html", b"<head", b"<body", b"<script", b"mime-version:")
_PROGRAMS = (
    b"MZ",
    b"\x7fELF",
    b"\xcf\xfa\xed\xfe",
    b"\xce\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",
    b"#!",
    b"dex\n",
)
_ARCHIVES = (
    b"Rar!\x1a\x07",
    b"7z\xbc\xaf\x27\x1c",
    b"\x1f\x8b",
    b"BZh",
    b"\xfd7zXZ\x00",
    b"\x28\xb5\x2f\xfd",
)
_PACKED = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)


@dataclass(frozen=True, slots=True)
class Examined:
    """A file that may be kept: its kind, what it is as a photo, whether it would run something."""

    kind: Kind
    photo: Photo | None = None
    is_active: bool = False


def examine(path: Path) -> Examined:
    """Tell by its content what a file is. Raises `EvidenceError` for what is no evidence, and says why."""
    with path.open("rb") as file:
        head = file.read(4096)
    if not head:
        raise EvidenceError(_("Tệp rỗng, không có nội dung. Hãy chọn tệp khác."))
    kind = _picture(head)
    if kind is not None:
        return Examined(kind, photos.read(path, kind))
    if head.startswith(b"%PDF-"):
        return Examined(Kind.PDF, is_active=_is_active_pdf(path))
    if head.startswith(_PACKED):
        return Examined(_office(path))
    raise _refusal(head)


def clean_name(name: str, kind: str) -> str:
    """The name as it may stand on a page and in a download: no path, no signs that are not seen, and the
    ending of what the file is."""
    last = unicodedata.normalize("NFC", name.replace("\\", "/").rsplit("/", 1)[-1])
    seen = "".join(char for char in last if unicodedata.category(char)[0] != "C")
    plain = " ".join(seen.translate(dict.fromkeys(map(ord, '<>:"|?*'), "_")).split()).lstrip(". ")
    stem, dot, ending = plain.rpartition(".")
    endings = _ENDINGS[Kind(kind)]
    if not dot or f".{ending.lower()}" not in endings:
        stem, ending = plain, endings[0][1:]
    room = NAME - len(ending) - 1
    return f"{(stem or _('tep'))[:room].rstrip('. ')}.{ending}"


def _picture(head: bytes) -> Kind | None:
    if head.startswith(b"\xff\xd8\xff"):
        return Kind.JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return Kind.PNG
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return Kind.WEBP
    return None


def _refusal(head: bytes) -> EvidenceError:
    """Why a file of this kind is not taken, and what to bring instead."""
    opening = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if head[4:8] == b"ftyp" and head[8:12] in (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"):
        return EvidenceError(
            _(
                "Ảnh HEIC của điện thoại chưa đọc được. Hãy đặt máy ảnh chụp kiểu “Tương thích nhất” (JPEG), "
                "hoặc lưu ảnh thành JPEG rồi gửi lại."
            )
        )
    if b"<svg" in opening:
        return EvidenceError(
            _("Tệp SVG có thể chứa mã chạy được nên không nhận. Hãy xuất ra PDF hoặc ảnh PNG rồi gửi lại.")
        )
    if opening.startswith((*_HTML, b"<")):
        return EvidenceError(
            _(
                "Tệp là trang web hoặc XML, có thể chứa mã chạy được nên không nhận. "
                "Hãy in ra PDF rồi gửi lại."
            )
        )
    if head.startswith(_PROGRAMS):
        return EvidenceError(
            _(
                "Tệp là chương trình máy tính, dù tên tệp là gì, nên không nhận. "
                "Hãy gửi PDF, ảnh, Word hoặc Excel."
            )
        )
    if head.startswith(_ARCHIVES):
        return _archive()
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return EvidenceError(
            _(
                "Tệp Word hoặc Excel đời cũ (.doc, .xls) hay có mật khẩu, có thể chứa macro nên không nhận. "
                "Hãy lưu thành .docx, .xlsx hoặc PDF rồi gửi lại."
            )
        )
    if head.startswith((b"GIF8", b"II*\x00", b"MM\x00*", b"BM")) or head[4:12] == b"ftypavif":
        return EvidenceError(_("Kiểu ảnh này không nhận. Hãy lưu thành JPEG hoặc PNG rồi gửi lại."))
    return EvidenceError(
        _(
            "Nội dung tệp không phải PDF, ảnh (JPEG, PNG, WebP), Word (.docx) hay Excel (.xlsx). "
            "Hãy chọn tệp khác."
        )
    )


def _archive() -> EvidenceError:
    return EvidenceError(_("Tệp nén không nhận. Hãy giải nén rồi gửi từng tệp bên trong."))


# --- Office ---------------------------------------------------------------------------------------------


def _office(path: Path) -> Kind:
    """Word or Excel, by the list of its own parts. Raises `EvidenceError`."""
    try:
        with zipfile.ZipFile(path) as package:
            entries = package.infolist()
            _check_entries(entries)
            names = {entry.filename for entry in entries}
            if "[Content_Types].xml" not in names:
                raise _archive()
            with package.open("[Content_Types].xml") as part:
                types = part.read(_TYPES)
    except _BROKEN:
        raise EvidenceError(
            _("Tệp Word hoặc Excel bị hỏng hoặc bị cắt cụt. Hãy mở tệp gốc, lưu lại rồi gửi lại.")
        ) from None
    if types.startswith((b"\xff\xfe", b"\xfe\xff")):
        types = types.decode("utf-16", errors="replace").encode()
    if (
        b"macroEnabled" in types
        or b"vbaProject" in types
        or any("vbaproject" in name.lower() for name in names)
    ):
        raise EvidenceError(
            _("Tệp có macro (mã chạy được) nên không nhận. Hãy lưu thành .docx, .xlsx hoặc PDF rồi gửi lại.")
        )
    if b"wordprocessingml.document.main" in types:
        return Kind.WORD
    if b"spreadsheetml.sheet.main" in types:
        return Kind.EXCEL
    raise EvidenceError(_("Tệp Office này không phải Word hay Excel. Hãy xuất ra PDF rồi gửi lại."))


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    """Raises `EvidenceError` for what no Office program writes: passwords, paths upwards, bombs."""
    if len(entries) > _ENTRIES or sum(entry.file_size for entry in entries) > _UNPACKED:
        raise EvidenceError(_("Tệp khi giải nén lớn bất thường nên không nhận. Hãy xuất ra PDF rồi gửi lại."))
    for entry in entries:
        name = entry.orig_filename
        if name.startswith("/") or "\\" in name or "\0" in name or ".." in name.split("/"):
            raise EvidenceError(
                _("Tệp chứa đường dẫn không an toàn nên không nhận. Hãy xuất ra PDF rồi gửi lại.")
            )
        if entry.flag_bits & 0x1:
            raise EvidenceError(_("Tệp có mật khẩu nên không xem được. Hãy bỏ mật khẩu rồi gửi lại."))


# --- PDF ------------------------------------------------------------------------------------------------

_NAME = re.compile(rb"/([A-Za-z#][A-Za-z0-9#]{1,40})(?=[\s/<>\[\]()%]|$)")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_OPENS = re.compile(rb"stream\r?\n")
_ACTIVE = frozenset(
    {b"JavaScript", b"JS", b"Launch", b"AA", b"EmbeddedFile", b"EmbeddedFiles", b"RichMedia", b"XFA"}
    | {b"SubmitForm", b"ImportData"}
)


def _is_active_pdf(path: Path) -> bool:
    """Whether a PDF asks to run, send or unpack something. Raises `EvidenceError` for one cut short."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        if data.rfind(b"%%EOF", max(0, len(data) - 4096)) < 0:
            raise EvidenceError(
                _("Tệp PDF bị hỏng hoặc bị cắt cụt. Hãy chép lại từ máy gốc hoặc quét lại rồi gửi lại.")
            )
        return any(_names_in(part) & _ACTIVE for part in _parts(data))


def _parts(data: mmap.mmap) -> Iterator[bytes]:
    """What stands outside streams, and what is packed in streams of objects; pictures and fonts are none."""
    place, looked = 0, 0
    while found := _OPENS.search(data, place):
        before = data[max(place, found.start() - _STREAM) : found.start()]
        yield before
        end = data.find(b"endstream", found.end())
        end = len(data) if end < 0 else end
        if b"ObjStm" in _unescaped(before[-600:]) and looked < _LOOKED_INTO:
            unpacked = _inflated(data[found.end() : min(end, found.end() + _STREAM)])
            looked += len(unpacked)
            yield unpacked
        place = end
    yield data[max(place, len(data) - _STREAM) :]


def _inflated(packed: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, min(_STREAM, len(packed) * _RATIO))
    except zlib.error:
        return b""


def _unescaped(text: bytes) -> bytes:
    return _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), text)


def _names_in(part: bytes) -> set[bytes]:
    return {_unescaped(name) for name in set(_NAME.findall(part))}
