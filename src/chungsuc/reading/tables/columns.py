"""Cột của bảng: what each column is for, by its heading and by the words above the table."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chungsuc.core.statements import Table, TableRow
from chungsuc.core.vietnamese.text import nfc
from chungsuc.reading.flow import plain
from chungsuc.reading.seams import Block, Role

TOTAL_LABEL = re.compile(r"\W*(?:tong(?: cong| so)?|cong|toan tinh|toan huyen|toan xa|ca nuoc|toan quoc)\b")
_ONLY_TOTAL = re.compile(r"\s*(?:tong(?: cong| so)?|cong(?: tong)?)\s*(?:\([^()]*\))?\s*:?\s*")
_TOTAL_WORDS = ("tổng", "cộng", "toàn", "cả")
_TOTAL_OF = re.compile(r"\W*(?:tong|cong)\s+(?:kinh phi|von|nguon|muc|nhu cau|du toan|gia tri|so|chi|thu)\b")
_MEASURE = (
    r"(?P<measure>(?:1\.000 |nghìn |ngàn |triệu |tỷ |tỉ |nghìn tỷ )?đồng|tr\.? ?đ(?:ồng)?|trđ)(?!\s*/|\w)"
)
_CAPTION = re.compile(rf"(?:đơn vị(?: tính)?|đvt|đv)\s*[:\-–]?\s*{_MEASURE}", re.IGNORECASE)
_IN_HEAD = re.compile(rf"(?<!\w){_MEASURE}", re.IGNORECASE)
_ABOVE = 5  # blocks above a table that may tell its measure
_NEAR = 600  # their last characters


@dataclass(frozen=True, slots=True)
class Around:
    """Quanh bảng: what the document says right above each table, and at its top."""

    blocks: Sequence[Block]
    lines: Sequence[int]

    @classmethod
    def of(cls, blocks: Sequence[Block]) -> Around:
        return cls(blocks, [block.flow.first_line.number for block in blocks])

    def words(self, table: Table) -> str:
        """The text above, and the rows above the first row of figures, in one string."""
        start = bisect_left(self.lines, table.source.line)
        first = bisect_left(self.lines, table.rows[0].line)
        near: list[str] = []
        for block in reversed(self.blocks[max(0, start - _ABOVE) : start]):
            if block.role is Role.TABLE_ROW:
                break
            near.append(block.text[-_NEAR:])
        return " \n ".join([*reversed(near), *(block.text for block in self.blocks[start:first])])

    def line_above(self, table: Table) -> int:
        """The number of the line right above."""
        start = bisect_left(self.lines, table.source.line)
        return self.lines[start - 1] if start else 0

    def measure(self, table: Table) -> str | None:
        """ "Đơn vị tính: triệu đồng" above the table."""
        found = list(_CAPTION.finditer(nfc(self.words(table))))
        return _spelt(found[-1]["measure"]) if found else None


def names_total(label: str) -> bool:
    """ "Tổng cộng", "Cộng", "Toàn huyện"; and not the communes "Công Hải" and "Tòng Bạt"."""
    words = plain(label)
    if not TOTAL_LABEL.match(words):
        return False
    first = re.search(r"\w+", nfc(label).casefold())
    # Where the marks were lost, the words behind tell.
    return (first is not None and first[0] in _TOTAL_WORDS) or bool(
        _ONLY_TOTAL.fullmatch(words) or _TOTAL_OF.match(words)
    )


def measure_in(heading: str) -> str | None:
    """The measure of money that a heading or a cell names: "Kinh phí (triệu đồng)"."""
    found = _IN_HEAD.search(nfc(heading))
    return _spelt(found["measure"]) if found else None


def _spelt(measure: str) -> str:
    words = " ".join(measure.casefold().split())
    return "triệu đồng" if words.startswith("tr") else words.replace("tỉ", "tỷ")


def head_of(table: Table, column: int) -> str:
    """All headings of a column, without tones and in small letters."""
    return plain(" ".join(table.columns[column])) if column < len(table.columns) else ""


def columns_headed(table: Table, words: re.Pattern[str]) -> list[int]:
    return [place for place in range(len(table.columns)) if words.search(head_of(table, place))]


def text_of(row: TableRow, column: int | None) -> str:
    if column is None or column >= len(row.cells):
        return ""
    return " ".join(row.cells[column].text.split())


def is_total(row: TableRow) -> bool:
    return names_total(row.label)


def is_only_total(row: TableRow) -> bool:
    """ "Tổng cộng", and not "Tổng số hộ", which may be a row of its own among others."""
    return bool(_ONLY_TOTAL.fullmatch(plain(row.label)))


def parents_of(rows: Sequence[TableRow]) -> Mapping[int, int]:
    """Each row's place to the place of the row that it stands under, by their numbering."""
    found: dict[int, int] = {}
    stack: list[tuple[str, int]] = []  # kinds of numbering, from the outside in
    known: set[str] = set()
    for place, row in enumerate(rows):
        kind = _kind(row.number)
        kinds = [each for each, _ in stack]
        if is_total(row) and not row.number:
            stack.clear()
            continue
        if kind in kinds:
            del stack[kinds.index(kind) :]
        elif kind == "I" and kind not in known and row.number.strip(" .)") != "I":
            stack.clear()  # "A, 1, 2, II, III": the first of them was meant to be I
        known.add(kind)
        if stack:
            found[place] = stack[-1][1]
        stack.append((kind, place))
    return found


def _kind(number: str) -> str:
    """Rows numbered in one way stand on one level."""
    bare = number.strip(" .)")
    if re.fullmatch(r"[IVX]+", bare):
        return "I"
    if re.fullmatch(r"[0-9]+(?:\.[0-9]+)*", bare):
        return "1" + ".1" * bare.count(".")
    if re.fullmatch(r"[A-ZĐ]", bare):
        return "A"
    return "a" if bare.isalpha() else bare
