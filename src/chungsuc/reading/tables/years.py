"""Bảng lộ trình: communes down, years across; what each commune reaches in each year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from chungsuc.core.statements import (
    Cell,
    Certainty,
    Mode,
    Source,
    Statement,
    StatementKind,
    Subject,
    Table,
    TableRow,
    UnitMention,
)
from chungsuc.reading.places import Places
from chungsuc.reading.tables.columns import is_total
from chungsuc.reading.tables.marks import communes_of, is_mark
from chungsuc.reading.tables.rows import HIGHER_STANDARD, RURAL, RowWords, When, in_short, when_of
from chungsuc.reading.targets.reader import Times

_YEAR = re.compile(r"20[0-9]{2}")
_STANDARD = re.compile(rf"(?:đạt chuẩn|về đích|chuẩn) {RURAL}")
_CRITERIA = re.compile(r"\bsố tiêu chí\b|\btiêu chí (?:đạt|hoàn thành)\b")
_VILLAGE = re.compile(r"\b(?P<measure>thôn|bản|ấp|buôn|xóm|khu dân cư)\b")
_FEWEST = 2  # years across and communes down


def read_years(
    table: Table, words: RowWords, *, places: Places, times: Times
) -> Iterator[tuple[bool, Statement]]:
    """The statements of each year: communes that reach the standard, criteria met, or villages."""
    columns = _dated(table, times)
    rows = communes_of(table, places)
    if len(columns) < _FEWEST or len(rows) < _FEWEST:
        return
    for place, when in columns:
        said = in_short(" ".join((table.title, *table.columns[place])))
        filled = tuple(
            (row, unit, row.cells[place])
            for row, unit in rows
            if place < len(row.cells) and row.cells[place].text.strip(" -–") and row.cells[place].number != 0
        )
        year = _Year(table, words, place, when, filled)
        if filled and _CRITERIA.search(said):
            yield from year.criteria()
        elif filled and _STANDARD.search(said) and not HIGHER_STANDARD.search(said):
            village = _VILLAGE.search(said)
            yield from year.villages(village["measure"]) if village else year.communes()


def _dated(table: Table, times: Times) -> list[tuple[int, When]]:
    """The columns of one year each; none where a year heads two columns."""
    found = []
    for place, path in enumerate(table.columns):
        if len(_YEAR.findall(" ".join(path))) == 1:
            when = when_of(tuple(reversed(path)), table.title, times)
            if when is not None and when.year is not None:
                found.append((place, when))
    return found if len({when.year for _, when in found}) == len(found) else []


@dataclass(frozen=True, slots=True)
class _Year:
    """One column: a year, and the communes whose cell is filled."""

    table: Table
    words: RowWords
    place: int
    when: When
    filled: tuple[tuple[TableRow, UnitMention, Cell], ...]

    def criteria(self) -> Iterator[tuple[bool, Statement]]:
        """ "Số tiêu chí đạt": how many each commune has at the end of the year."""
        if not self._counts():
            return
        for row, unit, cell in self.filled:
            shown = cell.text.strip()
            text = f"{row.label} – {self._head}: {shown}"
            source = self.words.source(
                self.table, row, text, heads=self.table.columns[self.place][-1:], cells=[shown]
            )
            said = self._said(source, Subject.CRITERIA, cell.number, "tiêu chí", (unit,))
            yield self.when.past, replace(said, object_text="tiêu chí", numbers=(shown,))

    def villages(self, measure: str) -> Iterator[tuple[bool, Statement]]:
        if self._counts():
            units = tuple(replace(unit, count=int(cell.number or 0)) for _, unit, cell in self.filled)
            yield from self._together(
                Subject.VILLAGES, measure, units, sum(unit.count or 0 for unit in units)
            )

    def communes(self) -> Iterator[tuple[bool, Statement]]:
        if not all(cell.number == 1 or is_mark(cell) for *_, cell in self.filled):
            return
        units = tuple(unit for _, unit, _ in self.filled)
        for past, said in self._together(Subject.COMMUNES, "xã", units, len(units)):
            yield past, said if past else replace(said, kind=StatementKind.GAIN, mode=Mode.ADD)

    def _counts(self) -> bool:
        return all(
            cell.number is not None and cell.number == cell.number.to_integral_value()
            for *_, cell in self.filled
        )

    def _together(
        self, subject: Subject, measure: str, units: tuple[UnitMention, ...], value: int
    ) -> Iterator[tuple[bool, Statement]]:
        """One statement of all the communes; none where it is not the total of the table: a check says so."""
        totals = [
            row.cells[self.place].number
            for row in self.table.rows
            if is_total(row) and self.place < len(row.cells)
        ]
        if any(total is not None and total != value for total in totals):
            return
        sources = [self.words.source(self.table, row, "", cells=[cell.text]) for row, _, cell in self.filled]
        names = ", ".join(unit.text if unit.count is None else f"{unit.text} {unit.count}" for unit in units)
        spans = tuple(span for each in sources for span in each.spans)
        source = Source(sources[0].line, f"{self._head}: {value} ({names})", sources[0].page, spans)
        said = self._said(source, subject, Decimal(value), measure, units)
        yield self.when.past, replace(said, object_text=self.table.title, numbers=(str(value),))

    @property
    def _head(self) -> str:
        return " ".join(self.table.columns[self.place])

    def _said(
        self,
        source: Source,
        subject: Subject,
        value: Decimal | None,
        measure: str,
        units: tuple[UnitMention, ...],
    ) -> Statement:
        return Statement(
            id="",
            source=source,
            certainty=Certainty.LIKELY,
            kind=StatementKind.COUNT,
            mode=Mode.REACH,
            subject=subject,
            value=value,
            measure=measure,
            units=units,
            as_of=self.when.year if self.when.past else None,
            deadline=None if self.when.past else self.when.year,
        )
