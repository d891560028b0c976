"""Annexes as an Excel workbook: one sheet each, numbers as numbers, totals as formulas.

Every formula is stored with its value, so that a reader which does not calculate shows it too.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]
from xlsxwriter.utility import xl_rowcol_to_cell  # type: ignore[import-untyped]

from chungsuc.core.money import measure_size
from chungsuc.documents.content import (
    Annex,
    Column,
    Count,
    Empty,
    Formula,
    Mark,
    Mean,
    Money,
    Number,
    Paper,
    Paragraph,
    Percent,
    Place,
    Plain,
    Properties,
    Share,
    Signatory,
    Table,
    Text,
)
from chungsuc.documents.figures import FORMULAS, head_cells, money_places, settled, value_of

FONT = "Times New Roman"
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
_SHEET_NAME = 31  # as long as Excel allows
_FORMULA_OPENINGS = ("=", "+", "-", "@", "\t", "\r")
_PIXELS = 96 / 25.4  # in a millimetre
_LINE = 18.0  # points that a line of text takes, with some air
_LETTER = 7.5  # pixels of a letter of it, the mean of Vietnamese prose with its spaces
_A4 = 9
_INCH = 1 / 25.4

Look = dict[str, Any]
_BOX: Look = {"border": 1, "valign": "vcenter", "text_wrap": True, "font_size": 12}


def write_excel(annexes: tuple[Annex, ...], properties: Properties) -> bytes:
    """Draw annexes, one sheet each. The same annexes give the same bytes."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties(
        {
            "title": properties.title,
            "author": properties.author,
            "subject": properties.subject,
            "created": properties.created.replace(tzinfo=None),
        }
    )
    book.set_calc_mode("auto")
    taken: set[str] = set()
    for annex in annexes:
        _Sheet(book, book.add_worksheet(_sheet_name(annex.name, taken))).draw(annex)
    book.close()
    return out.getvalue()


def write_excel_of(paper: Paper) -> bytes:
    """The annexes of a whole paper."""
    return write_excel(paper.annexes, paper.properties)


def _sheet_name(name: str, taken: set[str]) -> str:
    """A name that Excel takes and that no other sheet has."""
    plain = _FORBIDDEN.sub(" ", name).strip()[:_SHEET_NAME].strip() or "Biểu"
    found, count = plain, 1
    while found.casefold() in taken:
        count += 1
        mark = f" ({count})"
        found = plain[: _SHEET_NAME - len(mark)] + mark
    taken.add(found.casefold())
    return found


@dataclass(slots=True)
class _Body:
    """Where the body of a table lies on the sheet, to turn its places into addresses."""

    top: int

    def address(self, place: Place) -> str:
        return str(xl_rowcol_to_cell(self.top + place[0], place[1]))

    def ranges(self, places: tuple[Place, ...]) -> list[str]:
        """The fewest ranges that hold the places: "C5:C13" rather than nine cells."""
        found: list[tuple[Place, Place]] = []
        for place in places:
            if found:
                first, last = found[-1]
                down = place == (last[0] + 1, last[1]) and first[1] == last[1]
                along = place == (last[0], last[1] + 1) and first[0] == last[0]
                if down or along:
                    found[-1] = (first, place)
                    continue
            found.append((place, place))
        return [
            self.address(first) if first == last else f"{self.address(first)}:{self.address(last)}"
            for first, last in found
        ]

    def formula(self, cell: Formula) -> str:
        if isinstance(cell, Share):
            part, whole = self.address(cell.part), self.address(cell.whole)
            return f'=IF(OR(COUNT({part},{whole})<2,N({whole})=0),"",{part}/{whole}*100)'
        ranges = self.ranges(cell.over)
        if isinstance(cell, Count):
            sign = cell.sign.replace('"', '""')
            count = "+".join(f'COUNTIF({each},"{sign}")' for each in ranges)
            return f'=IF({count}=0,"",{count})' if cell.silent_at_none else f"={count}"
        name = "AVERAGE" if isinstance(cell, Mean) else "SUM"
        joined = ",".join(ranges)
        return f'=IF(COUNT({joined})=0,"",{name}({joined}))'


class _Sheet:
    def __init__(self, book: Any, sheet: Any) -> None:
        self._book = book
        self._sheet = sheet
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}
        self._row = 0
        self._width = 1
        self._columns: list[int] = []
        self._pixels = 0

    def draw(self, annex: Annex) -> None:
        tables = [block for block in annex.blocks if isinstance(block, Table)]
        self._page(annex, tables)
        self._words(annex.name, bold=True, align="center", font_size=14)
        self._words(annex.title, bold=True, align="center", font_size=14)
        if annex.attached:
            self._words(annex.attached, italic=True, align="center")
        for block in annex.blocks:
            if isinstance(block, Paragraph):
                self._words(block.text)
            else:
                self._table(block, only=len(tables) == 1)
        for note in annex.notes:
            self._words(note, italic=True)
        if annex.signatory is not None:
            self._signed(annex.signatory)
        self._sheet.print_area(0, 0, self._row - 1, self._width - 1)

    def _page(self, annex: Annex, tables: list[Table]) -> None:
        sheet = self._sheet
        if annex.landscape:
            sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_start_page(1)
        sheet.set_margins(left=30 * _INCH, right=15 * _INCH, top=20 * _INCH, bottom=20 * _INCH)
        sheet.set_header(f'&C&"{FONT},Regular"&13&P', {"margin": 10 * _INCH})
        sheet.center_horizontally()
        sheet.hide_gridlines(2)
        self._width = max((len(table.columns) for table in tables), default=8)
        for at in range(self._width):
            wide = max((table.columns[at].width for table in tables if at < len(table.columns)), default=20)
            self._columns.append(round(wide * _PIXELS))
            sheet.set_column_pixels(at, at, self._columns[at])
        self._pixels = sum(self._columns)

    # --- words ---------------------------------------------------------------------------------

    def _words(self, text: str, **look: Any) -> None:
        """A line across the whole sheet, as high as its text needs."""
        style = self._format(text, {"font_size": 13, "valign": "vcenter", "text_wrap": True, **look})
        self._across(self._row, 0, self._width - 1, text, style)
        self._sheet.set_row(self._row, _LINE * _lines(text, self._pixels))
        self._row += 1

    def _signed(self, signatory: Signatory) -> None:
        first = self._width // 2
        look: Look = {"bold": True, "align": "center", "font_size": 13}
        self._row += 1
        for line in signatory.capacity:
            self._across(self._row, first, self._width - 1, line, self._format(line, look))
            self._row += 1
        self._row += 4
        name = signatory.name or ""
        self._across(self._row, first, self._width - 1, name, self._format(name, look))
        self._row += 1

    def _across(self, row: int, first: int, last: int, text: str, style: Any) -> None:
        if first < last:
            self._sheet.merge_range(row, first, row, last, "", style)
        self._sheet.write_string(row, first, text, style)

    # --- tables --------------------------------------------------------------------------------

    def _table(self, table: Table, *, only: bool) -> None:
        if table.unit_line:
            self._words(table.unit_line, italic=True, align="right")
        top = self._row
        self._heads(table)
        if only:
            self._sheet.freeze_panes(self._row, table.fixed_columns)
            self._sheet.repeat_rows(top, self._row - 1)
        body = _Body(self._row)
        cells = settled(table)
        places = money_places(cells, table.measure)
        for row, settled_row in zip(table.rows, cells, strict=True):
            for at, (cell, plain) in enumerate(zip(row.cells, settled_row, strict=True)):
                look = _cell_look(plain, table.columns[at], places, bold=row.bold)
                value = _figure(plain, table.measure)
                if isinstance(cell, FORMULAS):
                    cached: float | str = "" if value is None else value
                    style = self._format("", look)
                    self._sheet.write_formula(self._row, at, body.formula(cell), style, cached)
                else:
                    self._plain(at, plain, value, look)
            texts = [cell.text if isinstance(cell, Text) else "" for cell in settled_row]
            self._height(max(_lines(text, self._columns[at]) for at, text in enumerate(texts)))
            self._row += 1

    def _height(self, lines: int) -> None:
        """Excel does not measure wrapped words in a file that it did not write; so it is told."""
        self._sheet.set_row(self._row, _LINE * lines + 2)

    def _heads(self, table: Table) -> None:
        depth = max(len(column.path) for column in table.columns)
        heights = [_LINE] * depth
        for head in head_cells(table.columns):
            look: Look = {
                **_BOX,
                "bold": True,
                "align": "center",
                **({"rotation": 90} if head.upright else {}),
            }
            style = self._format(head.text, look)
            row, last = self._row + head.row, head.column + head.columns - 1
            if head.rows > 1 or head.columns > 1:
                self._sheet.merge_range(row, head.column, row + head.rows - 1, last, "", style)
            self._sheet.write_string(row, head.column, head.text, style)
            if head.upright:
                needed = min(len(head.text), 26) * 6.5 + 12
            else:
                needed = _LINE * _lines(head.text, sum(self._columns[head.column : last + 1]))
            lowest = head.row + head.rows - 1
            above = sum(heights[head.row : lowest])
            heights[lowest] = max(heights[lowest], needed - above)
        for height in heights:
            self._sheet.set_row(self._row, height + 2)
            self._row += 1
        if table.numbered_columns:
            for at in range(len(table.columns)):
                text = f"({at + 1})"
                style = self._format(text, {**_BOX, "italic": True, "align": "center"})
                self._sheet.write_string(self._row, at, text, style)
            self._row += 1

    def _plain(self, at: int, plain: Plain, value: float | None, look: Look) -> None:
        if value is not None:
            self._sheet.write_number(self._row, at, value, self._format("", look))
        elif isinstance(plain, Empty):
            self._sheet.write_blank(self._row, at, None, self._format("", look))
        else:
            text = plain.sign if isinstance(plain, Mark) else plain.text if isinstance(plain, Text) else ""
            self._sheet.write_string(self._row, at, text, self._format(text, look))

    def _format(self, text: str, look: Look) -> Any:
        """A format for a text. One that opens like a formula stays words when someone edits the cell."""
        whole = {"font_name": FONT, **look}
        if text.startswith(_FORMULA_OPENINGS):
            whole["quote_prefix"] = True
        key = tuple(sorted(whole.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(whole)
        return self._formats[key]


def _cell_look(plain: Plain, column: Column, places: int, *, bold: bool) -> Look:
    align = column.align
    look: Look = {**_BOX}
    if isinstance(plain, Text):
        align = plain.align or align
        bold = bold or plain.bold
        look["italic"] = plain.italic
    elif value_of(plain) is not None and align == "left":
        align = "right"
    if value_of(plain) is not None:
        look["text_wrap"] = False
    if isinstance(plain, Money):
        look["num_format"] = _number_format(places)
    elif isinstance(plain, Number):
        look["num_format"] = _number_format(_own_places(plain))
    elif isinstance(plain, Percent):
        look["num_format"] = _number_format(plain.places)
    # A little air between the rule and what is set against it.
    return {**look, "align": align, "bold": bold, **({} if align == "center" else {"indent": 1})}


def _lines(text: str, pixels: int) -> int:
    """How many lines a text will take in so many pixels, a little generous."""
    letters = max(1, int((pixels - 8) / _LETTER))
    return max(1, sum(-(-max(1, len(piece)) // letters) for piece in text.split("\n")))


def _own_places(number: Number) -> int:
    if number.places is not None:
        return number.places
    exponent = number.value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _number_format(places: int) -> str:
    """Thousands grouped; Excel shows the separators of the machine that opens the file."""
    return "#,##0" + ("." + "0" * places if places else "")


def _figure(plain: Plain, measure: str) -> float | None:
    value = value_of(plain)
    if value is None:
        return None
    if isinstance(plain, Money):
        value = value / Decimal(measure_size(measure))
    return float(value)
