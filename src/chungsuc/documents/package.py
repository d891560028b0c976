"""A Word file from outside: a ZIP of XML parts, opened without believing a word that it says.

Only the parts that are needed are unpacked, each counted while it is unpacked. The XML parser is
told the encoding and meets no DOCTYPE, so there are no entities to expand or to fetch.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree import ElementTree

from chungsuc.documents.errors import DocumentError
from chungsuc.documents.model import Limits

_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
# "Strict" files use other namespace names for the same elements.
STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/",
        b"http://schemas.openxmlformats.org/officeDocument/2006/",
    ),
)
_SCHEME = re.compile(r"^([A-Za-z]:|[/\\])")
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)


class WordPackage:
    """The parts of one .docx file. Every method raises DocumentError for what is not to be trusted."""

    def __init__(self, data: bytes, name: str, limits: Limits) -> None:
        self._name = name
        self._limits = limits
        if data.count(b"PK\x01\x02") > limits.entries:
            raise self._error(f"chứa quá nhiều thành phần (hơn {limits.entries})")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except BROKEN:
            raise self._error("bị hỏng hoặc bị cắt cụt", "Hãy chép lại tệp từ máy gốc") from None
        self._entries = {entry.filename: entry for entry in self._checked_entries()}
        self._main = self._main_part()
        self._relations_of_main = list(self._relations(self._main))

    @property
    def main_path(self) -> str:
        """Where the document's own part is: "word/document.xml" in most files."""
        return self._main

    def path_of(self, kind: str) -> str | None:
        """Where the first part of a kind is; None without one."""
        paths = (path for each, path in self._relations_of_main if each == kind and path in self._entries)
        return next(paths, None)

    def main(self) -> ElementTree.Element:
        """The root of the document's own part."""
        return self._xml(self._main)

    def related(self, kind: str) -> ElementTree.Element | None:
        """The root of the part that the document calls its "styles", "numbering" …; None without one."""
        return next(self.every(kind), None)

    def every(self, kind: str) -> Iterator[ElementTree.Element]:
        """The roots of all parts of one kind: a document has several "header"s."""
        for each, path in self._relations_of_main:
            if each == kind and path in self._entries:
                yield self._xml(path)

    def _checked_entries(self) -> Iterator[zipfile.ZipInfo]:
        seen: set[str] = set()
        unpacked = 0
        for entry in self._zip.infolist():
            path = entry.orig_filename
            if "\x00" in path or "\\" in path or _SCHEME.match(path) or ".." in path.split("/"):
                raise self._error("chứa đường dẫn không an toàn")
            if path in seen:
                raise self._error("chứa hai thành phần trùng tên")
            if entry.flag_bits & 0x1:
                raise self._error("được đặt mật khẩu", "Hãy bỏ mật khẩu rồi lưu lại")
            seen.add(path)
            unpacked += entry.file_size
            yield entry
        if unpacked > self._limits.unpacked_bytes:
            raise self._bomb()

    def _main_part(self) -> str:
        if "mimetype" in self._entries:
            raise self._error("là tệp OpenDocument (.odt, .ods), không phải Word", "Hãy lưu thành .docx")
        if "[Content_Types].xml" not in self._entries or "_rels/.rels" not in self._entries:
            raise self._error("là tệp nén ZIP, không phải tệp Word", "Hãy giải nén và chọn tệp .docx")
        path = dict(self._relations("")).get("officeDocument")
        if path is None or path not in self._entries:
            raise self._error("thiếu phần nội dung chính", "Hãy mở bằng Word và lưu lại")
        kind = self._content_type(path)
        if "spreadsheetml" in kind:
            raise self._error("là bảng tính Excel, không phải văn bản Word", "Hãy chọn tệp .docx hoặc .txt")
        if "presentationml" in kind:
            raise self._error("là tệp trình chiếu PowerPoint, không phải văn bản Word", "Hãy chọn tệp .docx")
        if "macroEnabled" in kind:
            raise self._error("là tệp Word có macro (.docm)", "Hãy lưu thành .docx")
        if "wordprocessingml.document.main" not in kind and "wordprocessingml.template.main" not in kind:
            raise self._error("không phải là văn bản Word", "Hãy mở bằng Word và lưu thành .docx")
        return path

    def _content_type(self, path: str) -> str:
        kind = ""
        for node in self._xml("[Content_Types].xml"):
            if node.tag == f"{_TYPES}Override" and node.get("PartName", "").lstrip("/") == path:
                return node.get("ContentType", "")
            if node.tag == f"{_TYPES}Default" and path.endswith("." + node.get("Extension", "")):
                kind = node.get("ContentType", "")
        return kind

    def _relations(self, part: str) -> Iterator[tuple[str, str]]:
        """Pairs of kind and path of the parts that one part points to inside the file."""
        folder, base = posixpath.split(part)
        path = posixpath.join(folder, "_rels", f"{base}.rels")
        if path not in self._entries:
            return
        for node in self._xml(path):
            if node.tag == f"{_RELATIONS}Relationship" and node.get("TargetMode") != "External":
                target = node.get("Target", "")
                whole = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
                yield node.get("Type", "").rpartition("/")[2], posixpath.normpath(whole)

    def _xml(self, path: str) -> ElementTree.Element:
        data = self._unpacked(self._entries[path])
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            data = data.decode("utf-16", errors="replace").encode("utf-8", errors="replace")
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
            raise self._error("chứa khai báo XML không an toàn", "Hãy mở bằng Word và lưu lại")
        if data.count(b"<") + data.count(b"=") > self._limits.xml_nodes:
            raise self._error("có cấu trúc lớn quá giới hạn", "Hãy tách tệp")
        for strict, usual in STRICT:
            data = data.replace(strict, usual)
        try:
            return self._parsed(data)
        except SyntaxError:
            raise self._error("bị hỏng ở phần nội dung", "Hãy mở bằng Word và lưu lại") from None

    def _parsed(self, data: bytes) -> ElementTree.Element:
        # No DOCTYPE came this far, so there is no entity that could swell or reach out.
        parser = ElementTree.XMLParser(encoding="utf-8")  # noqa: S314
        return ElementTree.fromstring(data, parser)  # noqa: S314

    def _unpacked(self, entry: zipfile.ZipInfo) -> bytes:
        parts: list[bytes] = []
        size, allowed = 0, max(1_000_000, entry.compress_size * self._limits.ratio)
        try:
            with self._zip.open(entry) as stream:
                while chunk := stream.read(65536):
                    size += len(chunk)
                    if size > min(allowed, self._limits.xml_bytes):
                        raise self._bomb()
                    parts.append(chunk)
        except BROKEN:
            raise self._error("bị hỏng hoặc bị cắt cụt", "Hãy chép lại tệp từ máy gốc") from None
        return b"".join(parts)

    def _bomb(self) -> DocumentError:
        return self._error("khi giải nén lớn bất thường", "Hãy mở bằng Word, bỏ bớt nội dung thừa và lưu lại")

    def _error(self, what: str, advice: str = "Hãy mở bằng Word và lưu lại thành .docx") -> DocumentError:
        return DocumentError(f"Tệp “{self._name}” {what}. {advice} rồi thử lại.")
