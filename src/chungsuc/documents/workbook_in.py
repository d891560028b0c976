"""A workbook from outside, read strictly: values as they are, and what a value alone does not tell.

calamine gives the values. Formulas, percent formats, hidden rows and joined cells are looked up beside
them, since a figure that was computed, or shown otherwise than it is kept, is not taken silently.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any
from xml.parsers import expat

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError

from chungsuc.documents.errors import DocumentError
from chungsuc.documents.model import DEFAULT, Limits
from chungsuc.documents.package import BROKEN

Raw = str | float | int | bool | date | datetime | time | timedelta | None
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CHUNK = 1024 * 1024
_PERCENT_BUILT_IN = frozenset((9, 10))
_ADDRESS = re.compile(r"([A-Z]+)([0-9]+)")
# What a part is walked through for, and what may hide it. Each begins with plain text, which is found fast.
_HIDING = (rb"<!DOCTYPE", rb"&#", rb"\0")
_BESIDE_VALUES = (rb"<f[\s/>]", rb":f[\s/>]", rb"hidden\s*=\s*[\"'](?:1|true)", *_HIDING)
_PERCENTS = (rb"%", rb"numFmtId\s*=\s*[\"'](?:9|10)[\"']", *_HIDING)
_STYLES = rb"s\s*=\s*[\"'](?:%b)[\"']"
MOST_ROWS, MOST_COLUMNS = 5_000, 300


@dataclass(frozen=True, slots=True)
class Seen:
    """Điều thấy thêm about the cells of a sheet, by (row, column) from 0."""

    formulas: frozenset[tuple[int, int]] = frozenset()
    percents: frozenset[tuple[int, int]] = frozenset()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()


@dataclass(slots=True)
class _Scan:
    """One walk through the XML of a sheet."""

    percent_styles: frozenset[str]
    formulas: set[tuple[int, int]] = field(default_factory=set)
    percents: set[tuple[int, int]] = field(default_factory=set)
    rows: set[int] = field(default_factory=set)
    columns: set[int] = field(default_factory=set)
    address: str = ""  # of the cell that was begun last

    def start(self, name: str, given: dict[str, str]) -> None:
        match name.rpartition(":")[2] if ":" in name else name:
            case "c":
                self.address = given.get("r", self.address)
                if given.get("s") in self.percent_styles:
                    self._add(self.percents)
            case "v":  # most of what is neither cell nor row
                pass
            case "f":
                self._add(self.formulas)
            case "row" if given.get("hidden") in ("1", "true") and given.get("r", "").isdigit():
                self.rows.add(int(given["r"]) - 1)
            case "col" if given.get("hidden") in ("1", "true"):
                last = min(int(given.get("max", 0)), MOST_COLUMNS)
                self.columns.update(range(int(given.get("min", 1)) - 1, last))

    def _add(self, cells: set[tuple[int, int]]) -> None:
        """Add the cell that was begun last."""
        if found := _ADDRESS.fullmatch(self.address):
            cells.add((int(found[2]) - 1, _number(found[1])))


class Workbook:
    """Sổ tính: an .xlsx file. Raises DocumentError for what is none, or is not to be trusted."""

    def __init__(self, data: bytes, name: str, limits: Limits = DEFAULT) -> None:
        self._name = name
        if len(data) > limits.file_bytes:
            raise self._error("quá lớn. Hãy tải biểu mới và nhập lại vào đó.")
        if data.startswith(_OLE):
            if "EncryptedPackage".encode("utf-16-le") in data:
                raise self._error("được đặt mật khẩu. Hãy bỏ mật khẩu khi mở tệp rồi lưu lại.")
            raise self._error("là Excel kiểu cũ (.xls). Hãy lưu thành .xlsx rồi thử lại.")
        if not data.startswith(b"PK"):
            raise self._error(
                "không phải là tệp Excel (.xlsx), dù tên có thể là như vậy (CSV, trang web …). "
                "Hãy mở biểu đã tải về, nhập vào đó và lưu thành .xlsx."
            )
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                self._parts = self._unpacked(archive, limits)
            self._book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        except PasswordError:
            raise self._error("được đặt mật khẩu. Hãy bỏ mật khẩu rồi lưu lại.") from None
        except (*BROKEN, CalamineError, KeyError):
            raise self._broken() from None
        self._read: dict[str, CalamineSheet] = {}
        self.sheets: list[str] = list(self._book.sheet_names)

    def _unpacked(self, archive: zipfile.ZipFile, limits: Limits) -> dict[str, bytes]:
        """Its parts by name: what it unpacks to is counted, without believing what it says of itself."""
        entries = archive.infolist()
        names = [each.filename for each in entries]
        if len(names) > limits.entries or len(set(names)) != len(names):
            raise self._error("chứa quá nhiều thành phần hoặc thành phần trùng tên. Hãy lưu lại từ Excel.")
        if any(each.flag_bits & 0x1 for each in entries):
            raise self._error("được đặt mật khẩu. Hãy bỏ mật khẩu rồi lưu lại.")
        if "mimetype" in names:
            raise self._error("là tệp OpenDocument (.ods). Hãy lưu thành .xlsx rồi thử lại.")
        if "word/document.xml" in names:
            raise self._error("là văn bản Word. Hãy chọn biểu Excel (.xlsx) đã tải về.")
        size, parts = 0, {}
        for each in entries:
            chunks = []
            with archive.open(each) as part:
                while chunk := part.read(_CHUNK):
                    size += len(chunk)
                    if size > limits.unpacked_bytes:
                        raise self._error("giải nén ra quá lớn. Hãy tải biểu mới và nhập lại vào đó.")
                    chunks.append(chunk)
            parts[each.filename] = b"".join(chunks)
        if "xl/vbaProject.bin" in names or b"macroEnabled" in parts["[Content_Types].xml"]:
            raise self._error("có macro (.xlsm). Hãy lưu thành .xlsx, không kèm macro, rồi thử lại.")
        return parts

    def rows(self, sheet: str) -> Sequence[Sequence[Raw]]:
        """The values of a sheet, from its first row and column on."""
        try:
            found = self._sheet(sheet)
            if found.total_height > MOST_ROWS or found.total_width > MOST_COLUMNS:
                raise self._error(
                    f"có {found.total_height} dòng ở trang “{sheet}”, nhiều hơn mọi biểu của hệ thống. "
                    "Hãy tải biểu mới và nhập lại vào đó."
                )
            return found.to_python(skip_empty_area=False)
        except (CalamineError, *BROKEN):
            raise self._broken() from None

    def joined(self, sheet: str) -> list[tuple[tuple[int, int], tuple[int, int]]]:
        """Ô gộp: first and last cell of each."""
        ranges = self._sheet(sheet).merged_cell_ranges
        return [((top, left), (bottom, right)) for (top, left), (bottom, right) in ranges or ()]

    def _sheet(self, name: str) -> CalamineSheet:
        """Read once: the values and the joined cells are both asked of it."""
        if name not in self._read:
            self._read[name] = self._book.get_sheet_by_name(name)
        return self._read[name]

    def seen(self, sheet: str) -> Seen:
        """What the values alone do not tell of a sheet. A sheet without any of it is not walked through."""
        text = self._sheet_xml(sheet)
        styles = self._percent_styles
        if not _has(text, _BESIDE_VALUES) and not _is_used(styles, text):
            return Seen()
        scan = _Scan(styles)
        self._walk(text, scan.start)
        return Seen(
            frozenset(scan.formulas), frozenset(scan.percents), frozenset(scan.rows), frozenset(scan.columns)
        )

    def _walk(self, text: bytes, start: Any) -> None:
        parser = expat.ParserCreate()
        parser.StartElementHandler = start
        parser.StartDoctypeDeclHandler = self._refuse_doctype
        try:
            parser.Parse(text, True)
        except (expat.ExpatError, ValueError):
            raise self._broken() from None

    def _refuse_doctype(self, *_given: Any) -> None:
        raise self._broken()

    def _sheet_xml(self, sheet: str) -> bytes:
        relation = targets = None
        for found in self._elements("xl/workbook.xml", ("sheet",)):
            if found.get("name") == sheet:
                relation = next((value for key, value in found.items() if key.endswith(":id")), None)
        targets = {
            each.get("Id"): each.get("Target", "")
            for each in self._elements("xl/_rels/workbook.xml.rels", ("Relationship",))
        }
        target = targets.get(relation, "")
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        return self._part(path)

    def _part(self, path: str) -> bytes:
        try:
            return self._parts[path]
        except KeyError:
            raise self._broken() from None

    @cached_property
    def _percent_styles(self) -> frozenset[str]:
        """Of cells that are shown with a percent sign."""
        text = self._parts.get("xl/styles.xml", b"")
        if not _has(text, _PERCENTS):
            return frozenset()
        custom: set[str] = set()
        found: set[str] = set()
        inside, count = False, 0

        def start(name: str, given: dict[str, str]) -> None:
            nonlocal inside, count
            match name.rpartition(":")[2]:
                case "numFmt" if "%" in given.get("formatCode", ""):
                    custom.add(given.get("numFmtId", ""))
                case "cellXfs":
                    inside = True
                case "cellStyles" | "dxfs":
                    inside = False
                case "xf" if inside:
                    number = given.get("numFmtId", "")
                    if number in custom or number in map(str, _PERCENT_BUILT_IN):
                        found.add(str(count))
                    count += 1

        self._walk(text, start)
        return frozenset(found)

    def _elements(self, path: str, names: Collection[str]) -> list[dict[str, str]]:
        found: list[dict[str, str]] = []

        def start(name: str, given: dict[str, str]) -> None:
            if name.rpartition(":")[2] in names:
                found.append(given)

        self._walk(self._part(path), start)
        return found

    def _error(self, what: str) -> DocumentError:
        return DocumentError(f"Tệp “{self._name}” {what}")

    def _broken(self) -> DocumentError:
        return self._error(
            "đã hỏng hoặc không phải là tệp Excel (.xlsx). Hãy mở bằng Excel, lưu lại rồi thử lại."
        )


def _has(text: bytes, patterns: Iterable[bytes]) -> bool:
    return any(re.search(each, text) is not None for each in patterns)


def _is_used(styles: Collection[str], text: bytes) -> bool:
    """Whether any cell of a sheet has one of these."""
    listed = "|".join(map(re.escape, styles)).encode()
    return bool(styles) and _has(text, [_STYLES % listed])


def _number(letters: str) -> int:
    found = 0
    for each in letters:
        found = found * 26 + ord(each) - 64
    return found - 1
