"""Biểu nhập số liệu as an Excel workbook: locked but for the cells that are asked for, and signed.

A hidden sheet tells whose form it is, of which set and period, and what stood in each cell when it was
made; `sign` makes a mark under it, so that a form of another place or year is never read as this one.
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]
from xlsxwriter.utility import xl_rowcol_to_cell  # type: ignore[import-untyped]

from chungsuc.core.criteria import IndicatorKind, Mark, Measure, Observed

FONT = "Times New Roman"
IDENTITY = "_chungsuc"  # the hidden sheet
VERSION = 1
YES, NO, NOT_PRESENT = "Đạt", "Chưa đạt", "Không có"
SHEET = "Biểu nhập"
LARGEST = 10**12
_WORDS_ONLY = (IndicatorKind.BOOL, IndicatorKind.COMPOSITE, IndicatorKind.GRADE)
_A4 = 9
_GREY, _PALE = "#EDEDED", "#FFFBE6"

Sign = Callable[[str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """Giá trị đang có of a cell, with the ids of the entries that stand in it."""

    value: Observed = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    standing: tuple[str, ...] = ()


NOTHING = Given()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Dòng: one indicator of the form; without a measure, the heading of a criterion."""

    code: str
    name: str
    measure: Measure | None = None
    wanted: str = ""  # mức đạt
    before: str = ""  # giá trị kỳ trước
    given: Given = NOTHING
    locked: str = ""  # why, and who opens it


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Phần đầu: what stands above the table."""

    authority: tuple[str, ...]  # whose form it is, on the left
    title: str
    lines: tuple[str, ...]  # unit, set, period
    made: str
    created: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """Biểu của một đơn vị: one line for each indicator."""

    head: Head
    lines: tuple[Line, ...]
    identity: Mapping[str, Any]
    before: str = "Kỳ trước"  # the head of its column


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRow:
    """Dòng của một đơn vị in a form of many, by code."""

    unit_id: str
    name: str
    code: str = ""  # by which the line is told; without one, the id
    given: Mapping[str, Given] = field(default_factory=dict)
    locked: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Biểu của nhiều đơn vị: a line for each unit, a column for each indicator."""

    head: Head
    measures: tuple[Measure, ...]
    rows: tuple[UnitRow, ...]
    identity: Mapping[str, Any]


def shown(value: Observed) -> str | float | None:
    """What is written into a cell for a value."""
    match value:
        case bool():
            return YES if value else NO
        case Decimal():
            return float(value)
        case Mark():
            return NOT_PRESENT
        case _:
            return value


def write_form(form: Form, sign: Sign) -> bytes:
    """The form of one unit. The same form makes the same bytes."""
    return _Book(form.head).form(form, sign)


def write_matrix(matrix: Matrix, sign: Sign) -> bytes:
    """The form of many units."""
    return _Book(matrix.head).matrix(matrix, sign)


COLUMNS = (  # head, width in characters
    ("Mã", 7),
    ("Chỉ tiêu", 46),
    ("Đơn vị tính", 11),
    ("Mức đạt", 16),
    ("Kỳ trước", 13),
    ("Giá trị", 14),
    ("Tử số", 11),
    ("Mẫu số", 11),
    ("Ghi chú, căn cứ", 30),
)
CODE, BEFORE, VALUE, NUMERATOR, DENOMINATOR, NOTE = 0, 4, 5, 6, 7, 8


class _Book:
    def __init__(self, head: Head) -> None:
        self._out = io.BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self._book = xlsxwriter.Workbook(self._out, options)
        self._book.set_properties(
            {"title": head.title, "author": "Chung sức", "created": head.created.replace(tzinfo=None)}
        )
        self._sheet = self._book.add_worksheet(SHEET)
        self._looks: dict[tuple[Any, ...], Any] = {}

    # --- one unit ------------------------------------------------------------------------------

    def form(self, form: Form, sign: Sign) -> bytes:
        self._page(landscape=True)
        for at, (_name, width) in enumerate(COLUMNS):
            self._sheet.set_column(at, at, width)
        row = self._head(form.head, len(COLUMNS))
        for at, (name, _width) in enumerate(COLUMNS):
            self._write(row, at, form.before if at == BEFORE else name, bold=True, align="center", bg=_GREY)
        self._sheet.repeat_rows(row)
        self._sheet.freeze_panes(row + 1, 2)
        placed = []
        for line in form.lines:
            row += 1
            if line.measure is None:
                self._heading(row, line)
                continue
            self._line(row, line, line.measure)
            placed.append([line.code, row + 1, list(line.given.standing)])
        self._foot(row + 2, form.head)
        columns = {"code": CODE, "value": VALUE, "numerator": NUMERATOR, "denominator": DENOMINATOR}
        return self._finished({**form.identity, "columns": {**columns, "note": NOTE}}, placed, sign)

    def _heading(self, row: int, line: Line) -> None:
        self._write(row, 0, line.code, bold=True, bg=_GREY, align="center")
        self._write(row, 1, line.name, bold=True, bg=_GREY)
        for at in range(2, len(COLUMNS)):
            self._write(row, at, "", bg=_GREY)

    def _line(self, row: int, line: Line, measure: Measure) -> None:
        given, is_open = line.given, not line.locked
        texts = (line.code, line.name, measure.unit or "", line.wanted, line.before)
        for at, text in enumerate(texts):
            self._write(row, at, text, align="left" if at == 1 else "center")
        self._cell(row, VALUE, shown(given.value), measure, is_open=is_open)
        is_share = measure.kind is IndicatorKind.PERCENT
        for at, part in ((NUMERATOR, given.numerator), (DENOMINATOR, given.denominator)):
            self._number(row, at, part, is_open=is_open and is_share)
            if is_open and is_share:
                self._at_least(row, at, 0, exclusive=at == DENOMINATOR)
        self._write(row, NOTE, "", is_open=is_open)
        lines = max(-(-len(line.name) // 44), -(-len(line.wanted) // 15), 1)
        self._sheet.set_row(row, 16 * lines + 2)
        if line.locked:
            self._remark(row, VALUE, line.locked)

    # --- many units ----------------------------------------------------------------------------

    def matrix(self, matrix: Matrix, sign: Sign) -> bytes:
        self._page(landscape=True)
        self._sheet.set_column(0, 0, 9)
        self._sheet.set_column(1, 1, 26)
        self._sheet.set_column(2, 1 + len(matrix.measures), 13)
        row = self._head(matrix.head, max(2 + len(matrix.measures), 6))
        for at, text in enumerate(("Mã", "Đơn vị", *(each.code for each in matrix.measures))):
            self._write(row, at, text, bold=True, align="center", bg=_GREY)
        names = (
            "",
            "",
            *(f"{each.name} ({each.unit})" if each.unit else each.name for each in matrix.measures),
        )
        for at, text in enumerate(names):
            self._write(row + 1, at, text, align="center", bg=_GREY, size=9)
        self._sheet.set_row(row + 1, 96)
        self._sheet.repeat_rows(row, row + 1)
        self._sheet.freeze_panes(row + 2, 2)
        first, row, placed = row + 2, row + 1, []
        for unit in matrix.rows:
            row += 1
            code = unit.code or unit.unit_id
            self._write(row, 0, code, align="center")
            self._write(row, 1, unit.name)
            for at, measure in enumerate(matrix.measures, 2):
                given, why = unit.given.get(measure.code, NOTHING), unit.locked.get(measure.code, "")
                value = given.value if given.numerator is None else _share(given)
                self._plain(row, at, shown(value), measure, is_open=not why)
                if why:
                    self._remark(row, at, why)
            standing = {code: list(each.standing) for code, each in unit.given.items() if each.standing}
            placed.append([unit.unit_id, row + 1, standing, code, unit.name])
        for at, measure in enumerate(matrix.measures, 2):
            if matrix.rows:
                self._limit(first, at, row, measure)
        self._foot(row + 2, matrix.head)
        columns = {measure.code: at for at, measure in enumerate(matrix.measures, 2)}
        return self._finished({**matrix.identity, "columns": {"unit": 0}, "codes": columns}, placed, sign)

    # --- pieces --------------------------------------------------------------------------------

    def _page(self, *, landscape: bool) -> None:
        sheet = self._sheet
        if landscape:
            sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.8, right=0.5, top=0.7, bottom=0.7)
        sheet.set_footer(f'&C&"{FONT},Regular"&P/&N')
        sheet.hide_gridlines(2)
        # No password: the lock keeps a hand from slipping; what is read back is checked all the same.
        sheet.protect("", {"format_columns": True, "format_rows": True, "select_locked_cells": True})

    def _head(self, head: Head, width: int) -> int:
        half = width // 2
        nation = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
        for at in range(max(len(head.authority), len(nation))):
            left = head.authority[at] if at < len(head.authority) else ""
            right = nation[at] if at < len(nation) else ""
            self._across(at, 0, half - 1, left, bold=at == len(head.authority) - 1)
            self._across(at, half, width - 1, right, bold=True)
        row = max(len(head.authority), len(nation)) + 1
        self._across(row, 0, width - 1, head.title, bold=True, font_size=14)
        for line in head.lines:
            row += 1
            self._across(row, 0, width - 1, line, italic=True)
        return row + 2

    def _foot(self, row: int, head: Head) -> None:
        notes = (
            "Chỉ nhập vào các ô nền vàng. Để trống là chưa có số liệu; số 0 là số liệu.",
            "Số thập phân viết theo cách của máy (98,5 hoặc 98.5), không gõ dấu %.",
            head.made,
        )
        for at, text in enumerate(notes):
            self._sheet.write_string(row + at, 0, text, self._look(italic=True, font_size=11))

    def _across(self, row: int, first: int, last: int, text: str, **look: Any) -> None:
        style = self._look(align="center", **look)
        self._sheet.merge_range(row, first, row, last, "", style)
        self._sheet.write_string(row, first, text, style)

    def _write(
        self, row: int, at: int, text: str, *, is_open: bool = False, size: int = 12, **look: Any
    ) -> None:
        style = self._boxed(is_open=is_open, font_size=size, **look)
        self._sheet.write_string(row, at, text, style) if text else self._sheet.write_blank(
            row, at, None, style
        )

    def _cell(self, row: int, at: int, value: str | float | None, measure: Measure, *, is_open: bool) -> None:
        self._plain(row, at, value, measure, is_open=is_open)
        if is_open:
            self._limit(row, at, row, measure)

    def _plain(
        self, row: int, at: int, value: str | float | None, measure: Measure, *, is_open: bool
    ) -> None:
        if measure.kind in _WORDS_ONLY or isinstance(value, str):
            self._write(row, at, str(value or ""), is_open=is_open, align="center")
        else:
            self._number(row, at, value, is_open=is_open)

    def _number(self, row: int, at: int, value: Decimal | float | None, *, is_open: bool) -> None:
        # A format of its own: "General" would turn what is typed as 98% into 0,98 shown as 98%.
        style = self._boxed(is_open=is_open, num_format="#,##0.######", align="right", font_size=12)
        if value is None:
            self._sheet.write_blank(row, at, None, style)
        else:
            self._sheet.write_number(row, at, float(value), style)

    def _limit(self, row: int, at: int, last: int, measure: Measure) -> None:
        """What Excel itself lets into the cells; the reader asks again."""
        absent = [NOT_PRESENT] if measure.applies_if is not None else []
        match measure.kind:
            case IndicatorKind.BOOL | IndicatorKind.COMPOSITE:
                rule = {"validate": "list", "source": [YES, NO, *absent]}
            case IndicatorKind.GRADE:
                rule = {"validate": "list", "source": [*measure.scale, *absent]}
            case kind:
                place = xl_rowcol_to_cell(row, at)
                tests = [f"ISNUMBER({place})", f"{place}<{LARGEST}"]
                tests += [f"{place}>=0"] if kind is not IndicatorKind.NUMBER else [f"{place}>-{LARGEST}"]
                tests += [f"{place}<=100"] if kind is IndicatorKind.PERCENT else []
                tests += [f"INT({place})={place}"] if kind is IndicatorKind.COUNT else []
                words = f'{place}="{NOT_PRESENT}",' if absent else ""
                rule = {"validate": "custom", "value": f"=OR({words}AND({','.join(tests)}))"}
        self._validation(row, at, last, rule, _wanted(measure))

    def _at_least(self, row: int, at: int, least: int, *, exclusive: bool) -> None:
        rule = {"validate": "decimal", "criteria": ">" if exclusive else ">=", "value": least}
        self._validation(row, at, row, rule, "Nhập số lớn hơn 0." if exclusive else "Nhập số không âm.")

    def _validation(self, row: int, at: int, last: int, rule: dict[str, Any], words: str) -> None:
        also = {"ignore_blank": True, "error_title": "Chưa nhận được", "error_message": words}
        self._sheet.data_validation(row, at, last, at, {**rule, **also})

    def _remark(self, row: int, at: int, why: str) -> None:
        self._sheet.write_comment(row, at, why, {"author": "Chung sức", "x_scale": 1.6})

    def _boxed(self, *, is_open: bool = False, bg: str = "", align: str = "left", **look: Any) -> Any:
        if is_open:
            look |= {"locked": False, "bg_color": _PALE}
        elif bg:
            look["bg_color"] = bg
        return self._look(border=1, valign="vcenter", text_wrap=True, align=align, **look)

    def _look(self, **look: Any) -> Any:
        whole = {"font_name": FONT, "font_size": 12, **look}
        key = tuple(sorted(whole.items()))
        if key not in self._looks:
            self._looks[key] = self._book.add_format(whole)
        return self._looks[key]

    def _finished(self, identity: Mapping[str, Any], placed: list[Any], sign: Sign) -> bytes:
        sheet = self._book.add_worksheet(IDENTITY)
        sheet.very_hidden()
        sheet.protect()
        lines = [_json({**identity, "version": VERSION, "sheet": SHEET}), *map(_json, placed)]
        for row, text in enumerate([sign("\n".join(lines)), *lines]):
            sheet.write_string(row, 0, text)
        self._book.close()
        return self._out.getvalue()


def _share(given: Given) -> Decimal | None:
    """In a form without parts a share is shown as exactly as the store could keep it."""
    if given.numerator is None or given.denominator is None:
        return None
    return round(100 * given.numerator / given.denominator, 6)


def _wanted(measure: Measure) -> str:
    match measure.kind:
        case IndicatorKind.BOOL | IndicatorKind.COMPOSITE:
            words = f"Chọn {YES} hoặc {NO}."
        case IndicatorKind.GRADE:
            words = f"Chọn một mức: {', '.join(measure.scale)}."
        case IndicatorKind.PERCENT:
            words = "Nhập số từ 0 đến 100, không gõ dấu %."
        case IndicatorKind.COUNT:
            words = "Nhập số nguyên không âm."
        case IndicatorKind.NUMBER:
            words = "Nhập một số."
    return words + (f" Nếu ở đây không có, ghi “{NOT_PRESENT}”." if measure.applies_if is not None else "")


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
