"""Bảng kinh phí: tables of money to the tree of sources.

A table is one of money where its heading or the line above says in what measure, and the words around
it speak of capital or cost. Norms, revenues and what was paid out are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chungsuc.core.money import MoneyError, to_dong
from chungsuc.core.statements import Certainty, FundingItem, PartList, SourceKind, Table, TableRow
from chungsuc.reading.flow import plain
from chungsuc.reading.funding.kinds import kind_of
from chungsuc.reading.seams import Block
from chungsuc.reading.tables.columns import (
    Around,
    head_of,
    is_total,
    measure_in,
    names_total,
    parents_of,
    text_of,
)
from chungsuc.reading.tables.rows import RowWords

_MONEY = re.compile(r"\b(?:von|kinh phi|ngan sach|nguon luc|du toan|nguon|muc dau tu|nhu cau)\b")
_OTHER = re.compile(
    r"\b(?:dinh muc|muc (?:ho tro|chi|thu|phat|luong|dong)|don gia|bang gia|phu cap|ty le|co cau|"
    r"thu ngan sach|nguon thu|tong thu|gia tri|doanh thu|quyet toan|giai ngan|thu nhap|no dong|du no)\b"
)
_NO_AMOUNT = re.compile(
    r"%|\b(?:ty le|so sanh|so luong|quy mo|ghi chu|dia diem|thoi gian|nam thuc hien|khoi luong|dien tich|"
    r"thuc hien|giai ngan|quyet toan|thanh toan|uoc|luy ke|da bo tri|chieu dai|so ho|dan so|don gia|"
    r"dinh muc)\b"
)
_UNIT_HEAD = re.compile(r"^(?:don vi tinh|dvt|don vi)\b")
_TOTAL_HEAD = re.compile(r"\b(?:tong(?: cong| so| von| kinh phi| muc dau tu| nhu cau)?|cong)\b")
_AMONG = re.compile(r"\W*\btrong do\b")
_BY = re.compile(r"\s*(?:phan|chia)? ?theo\b")
_YEAR = re.compile(r"(?<![0-9/])(20[0-9]{2})(?![0-9/])")
_PERIOD = re.compile(r"(20[0-9]{2})\s*[-–]\s*(20[0-9]{2})")
_MANY = 300  # cells of money: more make a tree that nobody reads


@dataclass(frozen=True, slots=True)
class _Column:
    place: int
    measure: str
    label: str
    years: tuple[int, int] | None
    is_total: bool
    among: bool


@dataclass(slots=True)
class _Draft:
    """A row's money in one column, before it has its number."""

    row: TableRow
    column: _Column
    label: str
    amount: int
    above: _Draft | None
    parts: PartList | None = None
    item: FundingItem | None = None


def read_table_money(
    tables: Sequence[Table], blocks: Sequence[Block], said: Sequence[FundingItem]
) -> tuple[FundingItem, ...]:
    """The amounts of the text, and behind them those of the tables."""
    items = list(said)
    around, words = Around.of(blocks), RowWords.of(blocks)
    by_line = {item.source.line: item for item in said}
    for table in tables:
        announced = by_line.get(around.line_above(table))  # "05 chương trình (tổng vốn 90 tỷ đồng):"
        for draft in _drafts(table, _columns(table, around)):
            above = draft.above.item if draft.above else announced if not is_total(draft.row) else None
            draft.item = _item(table, draft, above, words, f"f{len(items) + 1}")
            items.append(draft.item)
    return tuple(items)


# --- columns -------------------------------------------------------------------------------------


def _columns(table: Table, around: Around) -> list[_Column]:
    """The columns that hold money; none where the table is not of money that is set aside."""
    words = plain(around.words(table))
    heads = " ".join(head_of(table, place) for place in range(len(table.columns)))
    title = plain(table.title)
    if not table.columns or _OTHER.search(title) or not _MONEY.search(f"{words} {heads}"):
        return []
    caption = around.measure(table)
    found: list[_Column] = []
    for place, path in enumerate(table.columns):
        own = measure_in(" ".join(path))
        head = head_of(table, place)
        if own is None and (caption is None or _NO_AMOUNT.search(head)):
            continue
        if _OTHER.search(head) or _NO_AMOUNT.search(head) or not _is_of_figures(table, place):
            continue
        found.append(_column(place, path, own or caption or "", head))
    if any(_UNIT_HEAD.match(head_of(table, place)) for place in range(len(table.columns))):
        return [column for column in found if measure_in(" ".join(table.columns[column.place]))]
    return found


def _is_of_figures(table: Table, place: int) -> bool:
    cells = [
        row.cells[place]
        for row in table.rows
        if place < len(row.cells) and row.cells[place].text.strip(" -–")
    ]
    return bool(cells) and all(cell.number is not None for cell in cells)


def _column(place: int, path: tuple[str, ...], measure: str, head: str) -> _Column:
    period, years = _PERIOD.search(head), _YEAR.findall(head)
    when = (int(period[1]), int(period[2])) if period else (int(years[-1]), int(years[-1])) if years else None
    own = [words for words in path if not _AMONG.fullmatch(plain(words).strip(" :"))]
    return _Column(
        place,
        measure,
        own[-1] if own else "",
        when,
        is_total=bool(own) and bool(_TOTAL_HEAD.search(plain(own[-1]))),
        among=bool(_AMONG.search(head)),
    )


# --- rows ----------------------------------------------------------------------------------------


def _drafts(table: Table, columns: Sequence[_Column]) -> list[_Draft]:
    """Every amount of a table, each behind the one that it is part of."""
    totals = [column for column in columns if column.is_total]
    whole = totals[0] if len(totals) == 1 else None
    parts = [column for column in columns if column is not whole]
    if whole is None:
        by_source = len(parts) > 1 and not all(column.years for column in parts)
        return [
            draft
            for column in parts
            for draft in _of_column(table, column, column.label if by_source else "")
        ]
    drafts = _of_column(table, whole, "")
    of_many = len(columns) * len(table.rows) > _MANY  # a large table keeps what its total is made of
    parted = [draft for draft in drafts if is_total(draft.row)] if of_many else drafts
    some = {id(draft.above) for draft in drafts if _AMONG.match(plain(draft.label))}
    return [*drafts, *(part for draft in parted for part in _across(draft, parts, among=id(draft) in some))]


def _of_column(table: Table, column: _Column, head: str) -> list[_Draft]:
    """The amounts of one column, each below the row that its row stands under."""
    rows = [row for row in table.rows if row.cells]
    parents = parents_of(rows)
    found: dict[int, _Draft] = {}
    total = _total_of(rows, parents, column)
    for place in sorted(range(len(rows)), key=lambda place: rows[place] is not total):
        row = rows[place]
        amount = _amount(row, column)
        if amount is None:
            continue
        above = _above(place, rows, parents, found) if row is not total else None
        if (
            above is None
            and total is not None
            and row is not total
            and not _stands_apart(place, rows, parents)
        ):
            above = found.get(total.line)
        found[row.line] = _Draft(row, column, f"{row.label} – {head}" if head else row.label, amount, above)
    return list(found.values())


def _across(whole: _Draft, columns: Sequence[_Column], *, among: bool) -> list[_Draft]:
    """The columns beside the one of totals: parts of the row's amount."""
    found = [
        _Draft(whole.row, column, column.label, amount, whole)
        for column in columns
        if (amount := _amount(whole.row, column)) is not None
    ]
    if found:
        whole.parts = PartList.SOME if among or any(column.among for column in columns) else PartList.ALL
    return found


def _total_of(rows: Sequence[TableRow], parents: Mapping[int, int], column: _Column) -> TableRow | None:
    """The row that sums the table. "A. Tổng thu" beside "B. Chi …" sums its own rows only."""
    totals = [place for place, row in enumerate(rows) if is_total(row) and _amount(row, column) is not None]
    if len(totals) != 1 or totals[0] not in (0, len(rows) - 1):
        return None
    beside = any(place not in parents and row.number for place, row in enumerate(rows) if place != totals[0])
    return None if rows[totals[0]].number and beside else rows[totals[0]]


def _above(
    place: int, rows: Sequence[TableRow], parents: Mapping[int, int], found: Mapping[int, _Draft]
) -> _Draft | None:
    """The nearest row above in the tree that has an amount."""
    while (up := parents.get(place)) is not None:
        if rows[up].line in found:
            return found[rows[up].line]
        place = up
    return None


def _stands_apart(place: int, rows: Sequence[TableRow], parents: Mapping[int, int]) -> bool:
    """Below "Phân theo nguồn", "Phân theo lĩnh vực": each part of the table parts the same total."""
    while (up := parents.get(place)) is not None:
        place = up
        if _BY.match(plain(rows[place].label)):
            return True
    return False


def _amount(row: TableRow, column: _Column) -> int | None:
    cell = row.cells[column.place] if column.place < len(row.cells) else None
    if cell is None or cell.number is None or cell.text.strip().endswith("%"):
        return None
    try:
        return to_dong(cell.number, column.measure)
    except MoneyError:
        return None


def _item(
    table: Table, draft: _Draft, above: FundingItem | None, words: RowWords, item_id: str
) -> FundingItem:
    stated = text_of(draft.row, draft.column.place)
    kind = kind_of(draft.label, above.source_kind if above else None)
    if names_total(draft.label) and above is None:
        kind = SourceKind.TOTAL
    years = draft.column.years
    if years is None and above is not None and above.year is not None:
        years = above.year, above.year_to or above.year
    return FundingItem(
        id=item_id,
        source=words.source(
            table, draft.row, f"{draft.row.label}: {stated}", heads=[draft.column.label], cells=[stated]
        ),
        certainty=Certainty.CERTAIN if table.certainty is Certainty.CERTAIN else Certainty.LIKELY,
        label=draft.label,
        source_kind=kind,
        amount=draft.amount,
        stated=stated,
        measure=draft.column.measure,
        parent=above.id if above else None,
        year=years[0] if years else None,
        year_to=years[1] if years and years[1] != years[0] else None,
        parts=draft.parts,
    )
