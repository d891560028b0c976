"""Forms that people filled and saved again with another program."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from typing import Any

import openpyxl

from chungsuc.documents.entry_form import CODE, SHEET, VALUE


def edited(form: bytes, edit: Callable[[Any, Any], None]) -> bytes:
    """The form after someone did something to its workbook and its sheet."""
    book = openpyxl.load_workbook(io.BytesIO(form))
    edit(book, book[SHEET])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def row_of(sheet: Any, code: str) -> int:
    """The line of an indicator, as Excel counts."""
    return next(row[CODE].row for row in sheet.iter_rows() if row[CODE].value == code)


def filled(form: bytes, values: Mapping[str, Any]) -> bytes:
    """The form with these values typed in, by code; a tuple holds value, numerator, denominator, note."""

    def fill(_book: Any, sheet: Any) -> None:
        for code, given in values.items():
            row = row_of(sheet, code)
            for at, value in enumerate(given if isinstance(given, tuple) else (given,), VALUE + 1):
                sheet.cell(row, at).value = value

    return edited(form, fill)
