"""The rows of a workbook from outside: text of cells, each with its address."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import openpyxl  # type: ignore[import-untyped]
from openpyxl.utils.exceptions import InvalidFileException  # type: ignore[import-untyped]

from chungsuc.core.vietnamese.text import fold, nfc
from chungsuc.documents.errors import DocumentError
from chungsuc.documents.model import DEFAULT, Limits
from chungsuc.documents.package import BROKEN

_HEAD_WITHIN = 20  # rows: titles of an office may stand above the head of its table
_CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class SheetCell:
    """Ô: its text, and where it stands as a person finds it."""

    text: str
    place: str  # "Ô B5, sheet ‘Thôn’"


def read_table(
    data: bytes, name: str, columns: Sequence[str], *, limits: Limits = DEFAULT
) -> Iterator[dict[str, SheetCell]]:
    """The rows below the first row that holds every heading of `columns`, on the first sheet.

    Headings are compared without tones and case; further columns are left out, and so are rows in
    which every cell is empty. Raises DocumentError for what is no workbook, has no such table, or has
    one on a further sheet too, of which nothing would be read.
    """
    book = _opened(data, name, limits)
    try:
        sheet, *others = book.worksheets
        rows = sheet.iter_rows(values_only=True, max_row=limits.lines)
        wanted = {fold(column): column for column in columns}
        if further := [each.title for each in others if _has_head(each, wanted)]:
            titles = ", ".join(f"‘{title}’" for title in further)
            raise DocumentError(
                f"Tệp “{name}” còn bảng ở {titles}, ngoài sheet ‘{sheet.title}’. Hãy dồn mọi dòng vào sheet "
                "đầu, hoặc gửi từng sheet một."
            )
        found: dict[str, int] = {}
        for number, row in enumerate(rows, 1):
            if not found:
                heads = _heads(row)
                if wanted.keys() <= heads.keys():
                    found = {column: heads[key] for key, column in wanted.items()}
                elif number >= _HEAD_WITHIN:
                    break
                continue
            cells = {
                column: SheetCell(
                    _text(row[at] if at < len(row) else None),
                    f"Ô {_letters(at)}{number}, sheet ‘{sheet.title}’",
                )
                for column, at in found.items()
            }
            if any(cell.text for cell in cells.values()):
                yield cells
        if not found:
            raise DocumentError(
                f"Tệp “{name}”, sheet ‘{sheet.title}’: không thấy dòng tiêu đề có đủ các cột "
                f"{', '.join(columns)}. Hãy thêm dòng tiêu đề."
            )
    except BROKEN as problem:
        raise _broken(name) from problem
    finally:
        book.close()


def _heads(row: Sequence[Any]) -> dict[str, int]:
    return {fold(_text(value)): at for at, value in enumerate(row) if _text(value)}


def _has_head(sheet: Any, wanted: Mapping[str, str]) -> bool:
    rows = sheet.iter_rows(values_only=True, max_row=_HEAD_WITHIN)
    return any(wanted.keys() <= _heads(row).keys() for row in rows)


def _opened(data: bytes, name: str, limits: Limits) -> Any:
    if len(data) > limits.file_bytes:
        raise DocumentError(f"Tệp “{name}” quá lớn. Hãy tách thành nhiều tệp rồi thử lại.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            _check_size(packed, name, limits)
        return openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    except (*BROKEN, KeyError, InvalidFileException) as problem:
        raise _broken(name) from problem


def _check_size(packed: zipfile.ZipFile, name: str, limits: Limits) -> None:
    """Count what the parts unpack to, without believing what they say of themselves."""
    entries = packed.infolist()
    size = 0
    for entry in entries[: limits.entries]:
        with packed.open(entry) as part:
            while chunk := part.read(_CHUNK):
                size += len(chunk)
                if size > limits.unpacked_bytes:
                    raise DocumentError(f"Tệp “{name}” giải nén ra quá lớn. Hãy tách tệp rồi thử lại.")
    if len(entries) > limits.entries:
        raise DocumentError(f"Tệp “{name}” chứa quá nhiều thành phần. Hãy lưu lại từ Excel rồi thử lại.")


def _broken(name: str) -> DocumentError:
    return DocumentError(
        f"Tệp “{name}” không phải là tệp Excel (.xlsx), hoặc đã hỏng. Hãy mở bằng Excel, lưu lại rồi thử lại."
    )


def _text(value: Any) -> str:
    """What a person sees in the cell, near enough: codes that Excel took for numbers are digits again."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime | date):
        return value.strftime("%d/%m/%Y")
    seen = "".join(each for each in nfc(str(value)) if unicodedata.category(each) != "Cf")  # no hidden marks
    return " ".join(seen.split())


def _letters(at: int) -> str:
    letters = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
