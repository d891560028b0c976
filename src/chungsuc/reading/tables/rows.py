"""A row of a table as a sentence: when it speaks of, and where its words stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from chungsuc.core.statements import DocumentKind, PartialDate, Source, Span, Table, TableRow
from chungsuc.core.vietnamese.text import nfc
from chungsuc.reading.flow import plain
from chungsuc.reading.seams import Block, Role
from chungsuc.reading.targets.reader import Times

_YEAR = re.compile(r"(?<![0-9])20[0-9]{2}(?![0-9/])")
_PROGRAMME = re.compile(r"muc tieu quoc gia")
_RESULT = re.compile(r"\b(ket qua|hien trang|thuc trang|tinh hinh|da dat|da hoan thanh|da duoc cong nhan)\b")
_PLAN = re.compile(r"\b(ke hoach|phan dau|dang ky|lo trinh|muc tieu|du kien|giao chi tieu)\b")
RURAL = "§"  # stands for "nông thôn mới", which has the word for a village in it
_RURAL_WORDS = re.compile(r"\b(?:nông thôn mới|ntm)\b")
HIGHER_STANDARD = re.compile(r"nâng cao|kiểu mẫu|hiện đại|thông minh")
_LONGEST_PREFIX = 12  # "thị trấn ", "1.1.2. "


def in_short(text: str) -> str:
    """In small letters, with RURAL for "nông thôn mới"."""
    return _RURAL_WORDS.sub(RURAL, nfc(text).casefold())


@dataclass(frozen=True, slots=True)
class When:
    """Khi nào: the time that a row or a column speaks of."""

    past: bool
    year: PartialDate | None
    near: bool  # its own words or those of the row above say so, not the title of the table alone


def when_of(labels: Iterable[str], title: str, times: Times) -> When | None:
    """From the row's own words outwards; None where nothing says whether it is past or planned."""
    texts = (*labels, title)
    words = [_PROGRAMME.sub(" ", plain(text)) for text in texts]
    for place, text in enumerate(words):
        is_result, is_plan = bool(_RESULT.search(text)), bool(_PLAN.search(text))
        year = _year(text)
        if not (is_result or is_plan or year):
            continue
        if year is None:
            year = next((found for outer in words[place + 1 :] if (found := _year(outer))), None)
        past = _is_past(is_result, is_plan, year, times)
        if past is None:
            return None
        return When(past, PartialDate(year) if year else None, place < len(texts) - 1)
    return None


def _year(text: str) -> int | None:
    found = _YEAR.findall(text)
    return int(found[-1]) if found else None


def _is_past(is_result: bool, is_plan: bool, year: int | None, times: Times) -> bool | None:
    """None where the words and the year do not agree: a plan of a year gone by, a result to come."""
    first = times.first_year
    if year is None or first is None:
        return is_result if is_result != is_plan else None
    over = year < first or (times.kind is DocumentKind.REPORT and year == first)
    if is_result:
        return True if over else None
    if is_plan:
        return None if over else False
    return over


@dataclass(frozen=True, slots=True)
class RowWords:
    """Finds the words of rows and headings again in the lines that they were read from."""

    blocks: dict[int, Block]
    heads: dict[str, tuple[int, ...]] = field(default_factory=dict)  # lines of headings, by table

    @classmethod
    def of(cls, blocks: Sequence[Block]) -> RowWords:
        return cls({b.flow.first_line.number: b for b in blocks if b.role is Role.TABLE_ROW})

    def source(
        self,
        table: Table,
        row: TableRow,
        text: str,
        *,
        above: TableRow | None = None,
        heads: Iterable[str] = (),
        cells: Iterable[str] = (),
    ) -> Source:
        """The row's own words, those of the row above it, and the headings of the columns it fills."""
        page = self.blocks[row.line].flow.first_line.page
        spans = [*self._cell(row.line, row.label)]
        for cell in cells:
            spans += self._cell(row.line, " ".join(cell.split()))
        if above is not None:
            spans += self._cell(above.line, above.label)
        for head in heads:
            spans += next((found for line in self._heads(table) if (found := [*self._cell(line, head)])), [])
        return Source(row.line, text, page, tuple(dict.fromkeys(spans)))

    def _heads(self, table: Table) -> tuple[int, ...]:
        """The lines of its headings, gathered once."""
        if table.id not in self.heads:
            first = table.rows[0].line
            lines = dict.fromkeys(span.line for span in table.source.spans if span.line < first)
            self.heads[table.id] = tuple(lines)
        return self.heads[table.id]

    def _cell(self, line: int, words: str) -> Iterator[Span]:
        """Where the cell of these words stands; "xã" or a numbering may stand before them in it."""
        block = self.blocks.get(line)
        if block is None or not words:
            return
        place = 0
        for part in block.text.split("\t"):
            bare = part.strip()
            if words == bare or (bare.endswith(words) and len(bare) - len(words) <= _LONGEST_PREFIX):
                start = place + part.index(bare) + len(bare) - len(words)
                yield Span(line, start, start + len(words))
                return
            if len(bare) != len(words) and " ".join(bare.split()) == words:
                yield Span(line, place + part.index(bare), place + part.index(bare) + len(bare))
                return
            place += len(part) + 1
