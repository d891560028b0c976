"""Biểu nhập số liệu that comes back: whose it is, and what stands in each of its cells now."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from chungsuc.core.vietnamese.text import nfc
from chungsuc.documents.entry_form import COLUMNS, IDENTITY, VALUE, VERSION
from chungsuc.documents.errors import DocumentError
from chungsuc.documents.model import DEFAULT, Limits
from chungsuc.documents.workbook_in import Raw, Seen, Workbook

Verify = Callable[[str, str], bool]  # whether the mark was made under the text
PARTS = ("value", "numerator", "denominator")
NAME = 1  # the column of a unit's name
_VALUE_HEAD = COLUMNS[VALUE][0]
_NONE: frozenset[str] = frozenset()


class Filled(NamedTuple):
    """Ô đã đọc: one indicator of one unit, its raw values, and what stood there when the form was made.

    `percents` names the parts that the sheet shows with a percent sign; `wrong` says what keeps it from
    being read at all, each a sentence.
    """

    unit_id: str
    code: str
    place: str  # "Ô F14, trang “Biểu nhập”"
    value: Raw = None
    numerator: Raw = None
    denominator: Raw = None
    note: str = ""
    standing: tuple[str, ...] = ()
    percents: frozenset[str] = frozenset()
    wrong: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """Biểu đã đọc."""

    identity: Mapping[str, Any]
    cells: tuple[Filled, ...]


def read_form(data: bytes, name: str, verify: Verify, *, limits: Limits = DEFAULT) -> Read:
    """Raises DocumentError for a file that is no form of ours, or whose hidden marks were changed."""
    book = Workbook(data, name, limits)
    if IDENTITY not in book.sheets:
        raise DocumentError(
            f"Tệp “{name}” không phải là biểu tải về từ hệ thống, hoặc phần nhận dạng đã mất (chẳng hạn do "
            "lưu qua CSV). Hãy tải biểu mới và nhập vào đó."
        )
    mark, *lines = [row[0] if row else None for row in book.rows(IDENTITY)] or [None]
    texts = [nfc(each) for each in lines if isinstance(each, str)]
    if not isinstance(mark, str) or not texts or not verify("\n".join(texts), mark):
        raise DocumentError(
            f"Phần nhận dạng của tệp “{name}” đã bị sửa nên không biết chắc biểu này của đơn vị và kỳ nào. "
            "Hãy tải biểu mới và nhập vào đó."
        )
    identity, *placed = map(json.loads, texts)
    if identity.get("version") != VERSION:
        raise DocumentError(f"Tệp “{name}” là biểu kiểu cũ. Hãy tải biểu mới và nhập vào đó.")
    if identity["sheet"] not in book.sheets:
        raise DocumentError(
            f"Tệp “{name}” không còn trang “{identity['sheet']}”. Hãy đặt lại tên trang, hoặc tải biểu mới."
        )
    return Read(identity=identity, cells=tuple(_Sheet(book, identity, name).cells(placed)))


class _Places(NamedTuple):
    """Where the parts of a cell stand in its line; -1 for those that the form does not ask for."""

    value: int
    numerator: int = -1
    denominator: int = -1
    note: int = -1

    @property
    def parts(self) -> list[tuple[str, int]]:
        """Those of its value, by name."""
        return [(part, at) for part, at in zip(PARTS, self, strict=False) if at >= 0]


class _Sheet:
    def __init__(self, book: Workbook, identity: Mapping[str, Any], name: str) -> None:
        self._identity, self._name = identity, name
        self._sheet: str = identity["sheet"]
        rows = book.rows(self._sheet)
        asked = 1 + max((identity.get("codes") or identity["columns"]).values())
        beyond = [None] * (1 + max(0, asked - len(rows[0] if rows else ())))
        # What is empty is None, and so is what stands at -1.
        self._rows: list[list[Raw]] = [
            [*(None if each == "" else each for each in row), *beyond] for row in rows
        ]
        self._seen: Seen = book.seen(self._sheet)
        self._joined = book.joined(self._sheet)
        self._odd_rows = self._seen.hidden_rows.union(  # where anything is seen beside the values
            (row for row, _column in self._seen.formulas),
            *(range(first[0], min(last[0] + 1, len(self._rows))) for first, last in self._joined),
        )
        self._by_first: dict[str, list[int]] = {}
        self._head = 0  # the line of the heads
        for at, row in enumerate(self._rows):
            if text := _text(row[0] if row else None):
                self._by_first.setdefault(text, []).append(at)
        self._check_heads()

    def _check_heads(self) -> None:
        """The columns still stand where they stood. Raises DocumentError."""
        codes: dict[str, int] = self._identity.get("codes", {_VALUE_HEAD: VALUE})
        for row in self._by_first.get("Mã", ()):
            if all(_text(self._raw(row, at)) == code for code, at in codes.items()):
                self._head = row
                return
        raise DocumentError(
            f"Các cột ở trang “{self._sheet}” của tệp “{self._name}” đã bị thêm, bớt hoặc đổi tên. "
            "Hãy tải biểu mới và nhập vào đó."
        )

    def cells(self, placed: Sequence[Sequence[Any]]) -> Iterator[Filled]:
        codes: dict[str, int] | None = self._identity.get("codes")
        if codes is not None:
            yield from self._of_units(codes, placed)
            return
        yield from self._of_indicators(placed)

    def _of_units(self, codes: Mapping[str, int], placed: Sequence[Sequence[Any]]) -> Iterator[Filled]:
        """Raises DocumentError for a line that the form was not made with: whose figures are they?"""
        lines = [(*each, self._row(each[3], each[1] - 1)) for each in placed]
        taken = {at for *_line, at in lines}
        for at in range(self._head + 1, len(self._rows)):
            if at not in taken and any(self._raw(at, column) is not None for column in codes.values()):
                if at == self._head + 1:
                    continue  # the names of the columns
                raise DocumentError(
                    f"Dòng {at + 1} ở trang “{self._sheet}” của tệp “{self._name}” có số liệu nhưng không "
                    "phải dòng của biểu: đã thêm, chép hoặc đổi mã một đơn vị. Hãy bỏ dòng đó, hoặc tải "
                    "biểu mới."
                )
        columns = [(code, _Places(column)) for code, column in codes.items()]
        for unit_id, _row, standing, shown, name, at in lines:
            seen, moved = _text(self._raw(at, NAME)) if at is not None else _text(name), ""
            if seen != _text(name):
                moved = (
                    f"mã {shown} đứng cạnh tên “{seen[:60]}”, nhưng là mã của {name} nên không chắc số liệu "
                    "của đơn vị nào. Hãy trả dòng về như cũ, hoặc tải biểu mới."
                )
            for code, places in columns:
                cell = self._filled(unit_id, code, at, places, standing.get(code) or (), name)
                yield cell._replace(wrong=(moved, *cell.wrong)) if moved else cell

    def _of_indicators(self, placed: Sequence[Sequence[Any]]) -> Iterator[Filled]:
        unit_id, columns = self._identity["unit"], self._identity["columns"]
        places = _Places(*(columns[part] for part in _Places._fields))
        for code, row, standing in placed:
            yield self._filled(unit_id, code, self._row(code, row - 1), places, standing)

    def _row(self, first: str, expected: int) -> int | None:
        """Where the line stands, though lines were moved; None where it is gone or there twice."""
        found = self._by_first.get(first, [])
        if expected in found:
            return expected
        return found[0] if len(found) == 1 else None

    def _filled(  # noqa: PLR0917 (whose cell, where, and what stood there)
        self,
        unit_id: str,
        code: str,
        row: int | None,
        places: _Places,
        standing: Sequence[str],
        line: str = "",
    ) -> Filled:
        stood = tuple(standing)
        if row is None:
            place = f"Trang “{self._sheet}”"
            wrong = (f"không thấy dòng của {line or code}, hoặc có hai dòng như vậy. Hãy tải biểu mới.",)
            return Filled(unit_id=unit_id, code=code, place=place, standing=stood, wrong=wrong)
        values = self._rows[row]
        at, over, under, note = places
        place = f"Ô {_letters(at)}{row + 1}, trang “{self._sheet}”"
        given = values[at], values[over], values[under]
        noted = values[note]
        percents, is_plain = self._seen.percents, row not in self._odd_rows
        is_plain = is_plain and self._seen.hidden_columns.isdisjoint(places)
        return Filled(
            unit_id,
            code,
            place,
            *given,
            _text(noted) if noted is not None else "",
            stood,
            frozenset(part for part, at in places.parts if (row, at) in percents) if percents else _NONE,
            () if is_plain else tuple(self._wrong(row, places, given)),
        )

    def _wrong(self, row: int, places: _Places, given: Sequence[Raw]) -> Iterator[str]:
        """What is seen beside the values, and keeps them from being taken silently."""
        cells = [(row, column) for _part, column in places.parts]
        if any(each in self._seen.formulas for each in cells):
            yield "ô này là công thức. Hãy chép lại kết quả bằng Dán đặc biệt – Giá trị (Paste Values)."
        if any(self._is_joined(each) for each in cells):
            yield "ô này bị gộp với ô khác nên không biết giá trị của dòng nào. Hãy bỏ gộp ô."
        if all(each is None for each in given):
            return
        if row in self._seen.hidden_rows or any(at in self._seen.hidden_columns for _row, at in cells):
            yield "ô này nằm trong dòng hoặc cột bị ẩn nên người nhập không thấy. Hãy hiện lại rồi kiểm tra."

    def _is_joined(self, cell: tuple[int, int]) -> bool:
        """Whether the cell is joined with others."""
        row, column = cell
        return any(
            first[0] <= row <= last[0] and first[1] <= column <= last[1] for first, last in self._joined
        )

    def _raw(self, row: int, column: int) -> Raw:
        line = self._rows[row]
        return line[column] if column < len(line) else None


def _text(raw: Raw) -> str:
    """A code or a note as a person sees it."""
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    return "" if raw is None else " ".join(nfc(str(raw)).split())


@cache
def _letters(at: int) -> str:
    letters, at = "", at + 1
    while at:
        at, rest = divmod(at - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
