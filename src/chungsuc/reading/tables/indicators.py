"""Bảng chỉ tiêu: STT | Chỉ tiêu | Đơn vị tính | Thực hiện 2024 | Kế hoạch 2025 | Cơ quan theo dõi.

A cell is a statement where the table says what it measures (a column of measures, or the name of the
row) and when (the heading of its column); else it is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from chungsuc.core.statements import (
    Certainty,
    Comparator,
    Mode,
    Statement,
    StatementKind,
    Subject,
    Table,
    TableRow,
)
from chungsuc.reading.flow import plain
from chungsuc.reading.tables.cells import number_of
from chungsuc.reading.tables.columns import head_of, is_total, parents_of, text_of
from chungsuc.reading.tables.duties import LEADS, lead_column
from chungsuc.reading.tables.rows import RowWords, When, when_of
from chungsuc.reading.targets.reader import Times

_MEASURE_HEAD = re.compile(r"(?:don vi tinh|dvt|don vi|d v t)\W*$")
_NO_VALUE = re.compile(
    r"%|\b(?:so sanh|so voi|ty le hoan thanh|tang|giam|toc do|ghi chu|chenh lech|danh gia|th/kh|luy ke|"
    r"von|kinh phi|diem|trong so|ma so|ma chi tieu)\b"
)
_UNDATED_RESULT = re.compile(r"\b(?:thuc hien|uoc|th)\b")
_DATED = re.compile(r"20[0-9]{2}")
_AIMED = re.compile(r"\b(?:ke hoach|muc tieu|chi tieu|phan dau|nam|giai doan)\b")
_IN_NAME = re.compile(r"\((?P<measure>%|[^()0-9]{1,40})\)\s*$")
_MEASURE = re.compile(
    r"%|\b(?:dong|ha|tan|ta|km|m2|m3|nguoi|ho|xa|thon|lop|truong|giuong|ca|lan|kg|lit|gio|diem|tuoi)\b"
)
_NUMBER = r"[0-9][0-9.,]*"
_VALUE = re.compile(
    rf"(?P<sign>≥|>=|>|≤|<=|<|trên|dưới|từ|tối thiểu|ít nhất|không quá|khoảng)?\s*(?P<value>{_NUMBER})\s*%?"
    rf"(?:\s*[-–]\s*(?P<to>{_NUMBER})\s*%?|\s*(?P<more>trở lên)|\s*(?P<less>trở xuống))?",
    re.IGNORECASE,
)
_LEAST = frozenset({"≥", ">=", ">", "trên", "tối thiểu", "ít nhất", "từ"})
_MOST = frozenset({"≤", "<=", "<", "dưới", "không quá"})
_INNER = re.compile(r"\W*(?:trong do|tr\.? ?do)\b")


@dataclass(frozen=True, slots=True)
class _Value:
    value: Decimal
    to: Decimal | None
    comparator: Comparator


def read_indicators(table: Table, words: RowWords, times: Times) -> Iterator[tuple[bool, Statement]]:
    """One statement for each figure: is it past, what it says."""
    if table.units or not table.columns:
        return
    measures = [place for place in range(len(table.columns)) if _MEASURE_HEAD.search(_last(table, place))]
    columns = _value_columns(table, measures, times)
    if not columns or len(measures) > 1:
        return
    lead = lead_column(table)
    parents = parents_of(table.rows)
    for place, row in enumerate(table.rows):
        if not row.cells or not row.label or (is_total(row) and not row.number):
            continue
        named = text_of(row, measures[0]) if measures else ""
        above = _above(table.rows, parents, place)
        for column, when in columns:
            shown = text_of(row, column)
            measure, value = _measure(row, named, shown), _value(shown)
            if measure is None or value is None:
                continue
            name, heads = _name(row, above), table.columns[column]
            text = f"{name} – {' '.join(heads)}: {shown}"
            sure = table.certainty is Certainty.CERTAIN and when.near
            yield (
                when.past,
                Statement(
                    id="",
                    source=words.source(table, row, text, heads=heads[-1:], cells=[shown]),
                    certainty=Certainty.CERTAIN if sure else Certainty.LIKELY,
                    kind=StatementKind.SHARE if measure.startswith("%") else StatementKind.COUNT,
                    mode=Mode.REACH,
                    subject=Subject.INDICATOR,
                    value=value.value,
                    value_to=value.to,
                    comparator=value.comparator,
                    measure=measure,
                    object_text=name,
                    as_of=when.year if when.past else None,
                    deadline=None if when.past else when.year,
                    decimals=max(0, -int(value.value.as_tuple().exponent)),
                    body=text_of(row, lead) or None,
                    numbers=(shown,),
                ),
            )


def _above(rows: Sequence[TableRow], parents: Mapping[int, int], place: int) -> TableRow | None:
    """The row that this one stands under, "Trong đó" left out."""
    while (up := parents.get(place)) is not None:
        if not _INNER.match(plain(rows[up].label)):
            return rows[up]
        place = up
    return None


def _name(row: TableRow, above: TableRow | None) -> str:
    """ "Trong đó: nữ" and "- nữ" are named with the row that they stand under."""
    name = _IN_NAME.sub("", row.label).strip()
    if above is not None and (_INNER.match(plain(name)) or not row.number[:1].isalnum()):
        return f"{_IN_NAME.sub('', above.label).strip()} – {name}"
    return name


def _last(table: Table, place: int) -> str:
    return plain(table.columns[place][-1]) if table.columns[place] else ""


def _value_columns(table: Table, measures: list[int], times: Times) -> list[tuple[int, When]]:
    found = []
    for place, path in enumerate(table.columns):
        head = head_of(table, place)
        if place in measures or not path or _NO_VALUE.search(head) or LEADS.search(head):
            continue
        dated = bool(_DATED.search(head))
        if not dated and (_UNDATED_RESULT.search(head) or not _AIMED.search(head)):
            continue
        when = when_of(tuple(reversed(path)), table.title, times)
        if when is not None and (dated or measures):
            found.append((place, when))
    return found


def _measure(row: TableRow, named: str, shown: str) -> str | None:
    """What the figure is in: of the column of measures, of the name of the row, or beside the figure."""
    if named and not any(map(str.isdigit, named.replace("m2", "").replace("m3", ""))):
        return named
    in_name = _IN_NAME.search(row.label)
    if in_name and _MEASURE.search(plain(in_name["measure"])):
        return in_name["measure"].strip()
    return "%" if not named and shown.endswith("%") else None


def _value(shown: str) -> _Value | None:
    found = _VALUE.fullmatch(shown.strip())
    if found is None:
        return None
    value = number_of(found["value"])
    to = number_of(found["to"]) if found["to"] else None
    if value is None or (found["to"] and (to is None or to <= value)):
        return None
    sign = (found["sign"] or "").casefold()
    if to is not None:
        return _Value(value, to, Comparator.RANGE) if not sign or sign == "từ" else None
    if sign == "từ" and not (found["more"] or found["less"]):
        return None
    if found["more"] or (sign in _LEAST and not found["less"]):
        return _Value(value, None, Comparator.AT_LEAST)
    if sign in _MOST or found["less"]:
        return _Value(value, None, Comparator.AT_MOST)
    return _Value(value, None, Comparator.EQUAL)
