"""Bảng tính: what was read and found as an Excel workbook, one sheet for each kind of thing.

Numbers are numbers and money is money, so that a column can be added up or sorted; words of the paper
stay words, whatever they begin with.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import TypeVar

from chungsuc.checking.case import Sum
from chungsuc.checking.check import Examination
from chungsuc.checking.labels import CERTAINTIES, KINDS, MODES, SEVERITIES
from chungsuc.core.statements import (
    Duty,
    Finding,
    FundingItem,
    LegalBasis,
    PartialDate,
    Statement,
    UnitMention,
)
from chungsuc.core.vietnamese.dates import format_date
from chungsuc.documents.content import (
    Annex,
    Cell,
    Column,
    Empty,
    Money,
    Number,
    Percent,
    Properties,
    Row,
    Table,
    Text,
)
from chungsuc.documents.excel import write_excel

Item = TypeVar("Item")
_LONGEST = 30_000  # letters that a cell of Excel holds, with some air
_MOST_ROWS = 50_000

_FINDINGS = (
    Column(("Mức",), 18),
    Column(("Loại",), 22),
    Column(("Độ chắc chắn",), 20),
    Column(("Nội dung",), 90),
    Column(("Văn bản ghi",), 30),
    Column(("Suy ra",), 30),
    Column(("Cách sửa",), 60),
    Column(("Dòng",), 18, "center"),
    Column(("Nguyên văn",), 90),
)
_STATEMENTS = (
    Column(("Dòng",), 12, "center"),
    Column(("Nguyên văn",), 80),
    Column(("Chỉ tiêu",), 50),
    Column(("Dạng",), 16),
    Column(("Giá trị",), 20, "right"),
    Column(("Đến",), 16, "right"),
    Column(("Trên tổng số",), 18, "right"),
    Column(("Đơn vị tính",), 24),
    Column(("Địa bàn",), 40),
    Column(("Tiêu chí",), 24),
    Column(("Thời điểm",), 24, "center"),
    Column(("Cơ quan",), 36),
    Column(("Độ chắc chắn",), 20),
)
_MONEY = (
    Column(("Dòng",), 12, "center"),
    Column(("Nguồn vốn",), 70),
    Column(("Thuộc",), 50),
    Column(("Số tiền (triệu đồng)",), 30, "right"),
    Column(("Văn bản ghi",), 34),
    Column(("Năm",), 20, "center"),
    Column(("Tỷ lệ (%)",), 18, "right"),
    Column(("Độ chắc chắn",), 20),
)
_WORK = (
    Column(("Dòng",), 12, "center"),
    Column(("Cơ quan",), 50),
    Column(("Nội dung",), 130),
    Column(("Thời hạn",), 26, "center"),
    Column(("Định kỳ",), 26),
    Column(("Báo cáo",), 36),
    Column(("Độ chắc chắn",), 20),
)
_BASES = (
    Column(("Dòng",), 12, "center"),
    Column(("Loại văn bản",), 26),
    Column(("Số, ký hiệu",), 34),
    Column(("Ngày ban hành",), 26, "center"),
    Column(("Cơ quan ban hành",), 46),
    Column(("Nội dung",), 90),
    Column(("Vai trò",), 26),
)
_SUMS = (
    Column(("Phép tính",), 90),
    Column(("Văn bản ghi",), 36),
    Column(("Tính lại",), 36),
    Column(("Kết quả",), 20, "center"),
    Column(("Dòng",), 30, "center"),
)


def to_excel(examined: Examination, *, created: datetime) -> bytes:
    """The workbook. The same examination and time give the same bytes."""
    reading = examined.reading
    labels = {item.id: item.label for item in reading.funding}
    annexes = (
        _sheet("Phát hiện", _FINDINGS, examined.findings, _finding),
        _sheet("Mục tiêu", _STATEMENTS, reading.targets, _statement),
        _sheet("Kết quả đã nêu", _STATEMENTS, reading.baseline, _statement),
        _sheet("Kinh phí", _MONEY, reading.funding, lambda item: _money(item, labels)),
        _sheet("Nhiệm vụ", _WORK, (*reading.tasks, *reading.duties), _work),
        _sheet("Căn cứ", _BASES, reading.legal_bases, _basis),
        _sheet("Phép tính", _SUMS, examined.sums, _sum),
    )
    title = " ".join(f"{reading.head.kind_text} {reading.head.title}".split())
    return write_excel(annexes, Properties(title=title[:250], author="Chungsuc", created=created))


def _sheet(
    name: str, columns: tuple[Column, ...], items: Sequence[Item], cells: Callable[[Item], tuple[Cell, ...]]
) -> Annex:
    shown = items[:_MOST_ROWS]
    notes = (
        (f"Còn {len(items) - len(shown)} dòng không đưa vào bảng này.",) if len(items) > len(shown) else ()
    )
    table = Table(columns=columns, rows=tuple(Row(cells(item)) for item in shown))
    return Annex(name=name, title=f"{len(items)} dòng", blocks=(table,), notes=notes)


def _text(words: str | None) -> Cell:
    plain = " ".join((words or "").split())
    if not plain:
        return Empty()
    return Text(plain if len(plain) <= _LONGEST else f"{plain[:_LONGEST]}…")


def _number(value: Decimal | None) -> Cell:
    return Empty() if value is None else Number(value)


def _line(number: int) -> Cell:
    return Number(Decimal(number), places=0)


def _day(day: PartialDate | None) -> Cell:
    return Empty() if day is None else Text(format_date(day))


def _lines(numbers: Iterable[int]) -> Cell:
    return _text(", ".join(map(str, sorted(set(numbers)))))


def _places(units: Iterable[UnitMention]) -> str:
    return ", ".join(dict.fromkeys(unit.name or unit.text for unit in units))


def _finding(found: Finding) -> tuple[Cell, ...]:
    premises = [f"Hiểu rằng {premise}." for premise in found.premises]
    return (
        Text(SEVERITIES[found.severity]),
        Text(KINDS[found.kind]),
        Text(CERTAINTIES[found.certainty]),
        _text(" ".join((found.message, *premises))),
        _text(found.stated),
        _text(found.follows),
        _text(" ".join(found.repairs)),
        _lines(quote.line for quote in found.quotes),
        _text(" | ".join(quote.text for quote in found.quotes)),
    )


def _statement(said: Statement) -> tuple[Cell, ...]:
    codes = ", ".join(mention.code or mention.text for mention in said.criteria)
    return (
        _line(said.source.line),
        _text(said.source.text),
        _text(said.object_text),
        Text(MODES[said.mode]),
        _number(said.value),
        _number(said.value_to),
        _number(said.of),
        _text(said.measure),
        _text(_places(said.units)),
        _text(codes),
        _day(said.deadline or said.as_of),
        _text(said.body),
        Text(CERTAINTIES[said.certainty]),
    )


def _money(item: FundingItem, labels: dict[str, str]) -> tuple[Cell, ...]:
    years = "" if item.year is None else str(item.year)
    if item.year_to is not None and item.year_to != item.year:
        years = f"{years}-{item.year_to}"
    return (
        _line(item.source.line),
        _text(item.label),
        _text(labels.get(item.parent or "")),
        Money(item.amount),
        _text(f"{item.stated} {item.measure}"),
        _text(years),
        Empty() if item.share is None else Percent(item.share),
        Text(CERTAINTIES[item.certainty]),
    )


def _work(duty: Duty) -> tuple[Cell, ...]:
    return (
        _line(duty.source.line),
        _text(duty.body),
        _text(duty.text),
        _day(duty.deadline),
        _text(", ".join(duty.frequency)),
        _text(duty.report_to),
        Text(CERTAINTIES[duty.certainty]),
    )


def _basis(basis: LegalBasis) -> tuple[Cell, ...]:
    return (
        _line(basis.source.line),
        _text(basis.kind),
        _text(basis.number),
        _day(basis.issued_on),
        _text(basis.issuer),
        _text(basis.subject),
        Text("căn cứ" if basis.in_opening else "được dẫn"),
    )


def _sum(checked: Sum) -> tuple[Cell, ...]:
    return (
        _text(checked.label),
        _text(checked.stated),
        _text(checked.computed),
        Text("khớp" if checked.holds else "không khớp", bold=not checked.holds),
        _lines(checked.lines),
    )
