"""What a paper says, before it is drawn: one model for the page on screen, for Word and for Excel.

Nothing here knows a font or a format. A total is written as what it means ("the sum of these
places"), so that Excel gets a formula, and Word and the page get the figure that it comes to.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from chungsuc.core.statements import PartialDate

Place = tuple[int, int]  # row and column of a table's body, from 0
Align = Literal["left", "center", "right"]
# The first two months get two digits in a state paper, the others one; a day below ten always two.
_TWO_DIGIT_MONTHS = 2
_BLANK = "\u00a0" * 6  # room to write a number or a day by hand


# --- cells ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Text:
    text: str
    align: Align | None = None  # None: as its column
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Number:
    """`places` None shows every digit; a number is never rounded silently in the file itself."""

    value: Decimal
    places: int | None = None


@dataclass(frozen=True, slots=True)
class Money:
    """Số tiền in whole đồng; shown in the measure of its table, exactly."""

    dong: int


@dataclass(frozen=True, slots=True)
class Percent:
    """Tỷ lệ phần trăm: 96.5 is 96,5 %. The sign stands in the column's head, as in every form."""

    value: Decimal
    places: int = 2


@dataclass(frozen=True, slots=True)
class Mark:
    """A sign with the word that it stands for; signs can be counted."""

    sign: str
    word: str


@dataclass(frozen=True, slots=True)
class Empty:
    """Nothing is known here: neither zero nor a failure."""


@dataclass(frozen=True, slots=True)
class Sum:
    """Cộng: empty places are left out; where all are empty the sum is empty too."""

    over: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """Đếm: how many of the places carry the sign.

    `silent_at_none`: where none does, the cell is empty, since a zero would say that none is meant.
    """

    over: tuple[Place, ...]
    sign: str
    silent_at_none: bool = False


@dataclass(frozen=True, slots=True)
class Mean:
    """Bình quân of the places that have a number."""

    over: tuple[Place, ...]
    places: int = 2


@dataclass(frozen=True, slots=True)
class Share:
    """Tỷ lệ: a part of a whole in percent; empty where either is, or where the whole is zero."""

    part: Place
    whole: Place
    places: int = 2


Plain = Text | Number | Money | Percent | Mark | Empty
Formula = Sum | Count | Mean | Share
Cell = Plain | Formula


# --- tables --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Column:
    """`path` is the column's heads from the top down; neighbours that share a head share its cell."""

    path: tuple[str, ...]
    width: int  # millimetres; the table is stretched or narrowed to the page as a whole
    align: Align = "left"
    upright: bool = False  # the lowest head is turned to read upwards, for narrow columns


@dataclass(frozen=True, slots=True)
class Row:
    cells: tuple[Cell, ...]
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Bảng biểu. `measure` is the measure of its money; `unit_line` is printed above it, at the right.

    Raises ValueError when a row has more or fewer cells than there are columns.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    measure: str = "triệu đồng"
    unit_line: str | None = None  # "Đơn vị tính: triệu đồng"
    numbered_columns: bool = False  # a row "(1) (2) (3)" under the heads
    fixed_columns: int = 1  # columns that stay in sight when an Excel sheet is scrolled

    def __post_init__(self) -> None:
        for number, row in enumerate(self.rows):
            if len(row.cells) != len(self.columns):
                raise ValueError(f"row {number} has {len(row.cells)} cells, not {len(self.columns)}")


def column_places(rows: range, column: int) -> tuple[Place, ...]:
    """The places of one column, for a total at its foot."""
    return tuple((row, column) for row in rows)


def row_places(row: int, columns: range) -> tuple[Place, ...]:
    """The places of one row, for a total beside it."""
    return tuple((row, column) for column in columns)


# --- papers --------------------------------------------------------------------------------------


class Role(StrEnum):
    """What a paragraph is. Numbers of parts, sections and items are made by the writer of the file."""

    BODY = "body"
    BASIS = "basis"  # Căn cứ …
    PART = "part"  # I.
    SECTION = "section"  # 1.
    ITEM = "item"  # a)
    BULLET = "bullet"  # -
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str
    role: Role = Role.BODY


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Head:
    """Phần đầu. A body's name may take several lines. A blank number or day leaves room to write."""

    issuer: tuple[str, ...]
    symbol: str  # "KH-UBND"
    place: str
    superior: tuple[str, ...] = ()
    number: str | None = None
    issued_on: date | PartialDate | None = None
    is_party: bool = False

    @property
    def number_line(self) -> str:
        number = self.number or _BLANK
        return f"Số {number}-{self.symbol}" if self.is_party else f"Số: {number}/{self.symbol}"

    @property
    def place_line(self) -> str:
        """Địa danh, ngày tháng năm: "Mường Khương, ngày 08 tháng 3 năm 2022"."""
        day = month = _BLANK
        year = _BLANK
        if self.issued_on is not None:
            year = str(self.issued_on.year)
            month = _month(self.issued_on.month) if self.issued_on.month else _BLANK
            day = f"{self.issued_on.day:02d}" if self.issued_on.day else _BLANK
        return f"{self.place}, ngày {day} tháng {month} năm {year}"


@dataclass(frozen=True, slots=True)
class Signatory:
    """Người ký: capacity as printed, one line each ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")."""

    capacity: tuple[str, ...]
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Annex:
    """Phụ lục, biểu: it begins on its own page and counts its own pages."""

    name: str  # "Biểu số 01"
    title: str
    blocks: tuple[Block, ...]
    attached: str | None = None  # "(Kèm theo Kế hoạch số 12/KH-UBND …)"
    notes: tuple[str, ...] = ()
    signatory: Signatory | None = None
    landscape: bool = True


@dataclass(frozen=True, slots=True)
class Properties:
    """What the file says of itself. `created` is given, so that one content makes one file."""

    title: str
    author: str
    created: datetime
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """Văn bản: with a head it is a whole document; without one, its annexes alone."""

    properties: Properties
    head: Head | None = None
    kind: str = ""  # "KẾ HOẠCH"
    abstract: str = ""
    blocks: tuple[Block, ...] = ()
    recipients: tuple[str, ...] = ()
    signatory: Signatory | None = None
    annexes: tuple[Annex, ...] = field(default=())


def _month(month: int) -> str:
    return f"{month:02d}" if month <= _TWO_DIGIT_MONTHS else str(month)
