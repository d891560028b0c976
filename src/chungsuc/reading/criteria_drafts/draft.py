"""Bản nháp bộ tiêu chí: a decision's annex table with what was understood, and what a person must settle."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from chungsuc.core.criteria import CriteriaSet, Named, Tier
from chungsuc.core.errors import ChungsucError
from chungsuc.core.statements import PartialDate
from chungsuc.core.units import Level as UnitLevel
from chungsuc.documents.model import Document
from chungsuc.reading.criteria_drafts.columns import Columns, columns_of
from chungsuc.reading.criteria_drafts.rows import Rough, TextRow, rows_to_criteria
from chungsuc.reading.flow import plain
from chungsuc.reading.head import HeadFacts, read_head
from chungsuc.reading.seams import Block, blocks_of
from chungsuc.reading.tables.grid import Grid, Row, grids_of

_COUNTS = re.compile(
    r"\b(?P<criteria>[0-9]{1,3}) tieu chi\b[^.\n]{0,40}?\b(?P<indicators>[0-9]{1,3}) chi tieu\b"
)
_PERIOD = re.compile(r"(?:giai doan|thoi ky)\s+(?P<a>20[0-9]{2})\s*[-–]\s*(?P<b>20[0-9]{2})")
_ANNEX = re.compile(r"\s*(?P<name>phu luc(?: so)?\s*[0-9ivx]*)\b[\s.:]*(?P<rest>.*)")
_TITLE = re.compile(
    r"(?:bo tieu chi|quy dinh|tieu chi|cac tieu chi)\b.*|.*\btieu chi\b.*\b(?:nong thon moi|ntm)\b.*"
)
_TIERS = (("kieu mau", Tier.MODEL), ("nang cao", Tier.ADVANCED), ("hien dai", Tier.MODERN))
_LEVELS = (
    (r"\b(?:thon|ban|ap|buon|khu dan cu)\b", UnitLevel.VILLAGE),
    (r"\bxa\b", UnitLevel.COMMUNE),
    (r"\b(?:huyen|thi xa)\b", UnitLevel.DISTRICT),
    (r"\btinh\b", UnitLevel.PROVINCE),
)
_TITLE_LINES = 6  # above the table; its title stands in one of them
_SOME_YEAR = 2000  # stands where the text has no year at all; a doubt says so


class NoCriteriaTable(ChungsucError):
    """The document has no table that names criteria and asks for levels."""


@dataclass(slots=True)
class Draft:
    """Bộ tiêu chí đọc được, before a person has looked at it."""

    title: str
    level: UnitLevel
    tier: Tier
    number: str
    issuer: str
    issued_on: PartialDate | None
    part: str | None
    valid_from: date
    valid_to: date
    columns: Columns
    rough: Rough
    announced: tuple[int, int] | None  # criteria and indicators, as the text says
    doubts: list[str] = field(default_factory=list)  # sentences for the person who reviews it


def read_draft(document: Document, known: Sequence[CriteriaSet]) -> Draft:
    """Read the first table of criteria of a decision. `known` lends its codes of regions.

    Raises NoCriteriaTable, saying what the table must have.
    """
    _, blocks = blocks_of(document.lines)
    regions = _regions(known)
    for start, grid in grids_of(blocks):
        columns = columns_of(_whole_paths(grid), regions)
        rough = rows_to_criteria(list(_rows(grid)), columns) if columns.is_table_of_criteria else Rough()
        if rough.criteria:
            return _draft(blocks, start, columns, rough)
    raise NoCriteriaTable(
        f"“{document.name}” không có bảng tiêu chí nào: cần một bảng có cột “TT”, cột tên tiêu chí và ít "
        "nhất một cột mức đạt (chỉ tiêu chung, theo vùng hoặc theo nhóm xã). Hãy kiểm tra tiêu đề các cột."
    )


def _regions(known: Sequence[CriteriaSet]) -> list[Named]:
    found = {region.code: region for each in known for region in each.regions}
    return list(found.values())


def _whole_paths(grid: Grid) -> Sequence[Sequence[str]]:
    """The headings over every column, those that number and name the rows too."""
    if len(grid.paths) == grid.width:
        return grid.paths
    return [[row.cells[place] for row in grid.heads if place < len(row.cells)] for place in range(grid.width)]


def _rows(grid: Grid) -> Iterator[TextRow]:
    for row in grid.body:
        cells = _cells_of(row, grid.width)
        continued = frozenset(place for place, merge in enumerate(row.merged[: grid.width]) if merge == "up")
        yield TextRow(row.block.flow.first_line.number, cells, continued)


def _cells_of(row: Row, width: int) -> list[str]:
    tail = "".join(f" {block.text.strip()}" for block in row.tail if row.is_line)
    cells = [*row.cells, *[""] * (width - len(row.cells))]
    if tail:
        cells[0] += tail
    return cells


def _draft(blocks: Sequence[Block], start: int, columns: Columns, rough: Rough) -> Draft:
    facts = read_head(blocks)
    part, title = _title(blocks, start, facts)
    words = " ".join(plain(title).split())
    years = _years(blocks, words, facts)
    draft = Draft(
        title=title,
        level=_level(words),
        tier=next((tier for word, tier in _TIERS if word in words), Tier.STANDARD),
        number=_number(facts),
        issuer=" ".join((facts.issuer or "").split()).capitalize() or "?",
        issued_on=facts.issued_on,
        part=part,
        valid_from=date(years[0], 1, 1),
        valid_to=date(years[1], 12, 31),
        columns=columns,
        rough=rough,
        announced=_announced(blocks),
    )
    _doubt(draft, facts, words)
    return draft


def _title(blocks: Sequence[Block], start: int, facts: HeadFacts) -> tuple[str | None, str]:
    """The annex that the table belongs to, and the title above it; else that of the decision."""
    part, title = None, ""
    for block in reversed(blocks[max(0, start - _TITLE_LINES) : start]):
        words = plain(block.text)
        annex = _ANNEX.match(words)
        if annex is not None:
            part = " ".join(block.text[: len(annex["name"])].split())
            rest = " ".join(block.text[annex.start("rest") :].split())
            title = title or (rest if _TITLE.match(plain(rest)) else "")
            break
        if not title and _TITLE.match(" ".join(words.split())):
            title = " ".join(block.text.split())
    return part, title or " ".join(facts.title.split()) or "Bộ tiêu chí"


def _level(words: str) -> UnitLevel:
    found = ((m.start(), level) for word, level in _LEVELS if (m := re.search(word, words)))
    return min(found, default=(0, UnitLevel.COMMUNE), key=lambda each: each[0])[1]


def _number(facts: HeadFacts) -> str:
    return f"{facts.number}/{facts.symbol}" if facts.number and facts.symbol else "?"


def _years(blocks: Sequence[Block], title: str, facts: HeadFacts) -> tuple[int, int]:
    match = _PERIOD.search(title)
    if match is None:
        match = next(
            (m for block in blocks if (m := _PERIOD.search(" ".join(plain(block.text).split())))), None
        )
    if match is not None:
        return int(match["a"]), int(match["b"])
    first = facts.issued_on.year if facts.issued_on else _SOME_YEAR
    return first, first + 4


def _announced(blocks: Sequence[Block]) -> tuple[int, int] | None:
    for block in blocks:
        match = _COUNTS.search(" ".join(plain(block.text).split()))
        if match is not None:
            return int(match["criteria"]), int(match["indicators"])
    return None


def _doubt(draft: Draft, facts: HeadFacts, title: str) -> None:
    if draft.number == "?":
        draft.doubts.append("Không thấy số, ký hiệu của quyết định: hãy điền legal_basis.number.")
    if facts.issued_on is None or not facts.issued_on.is_whole:
        draft.doubts.append("Không thấy đủ ngày ban hành: hãy điền legal_basis.date.")
    if not facts.issuer:
        draft.doubts.append("Không thấy cơ quan ban hành: hãy điền legal_basis.issuer.")
    if not _PERIOD.search(title):
        draft.doubts.append("Tên bảng không ghi giai đoạn: hãy kiểm tra valid_from và valid_to.")
    criteria = draft.rough.criteria
    found = len(criteria), sum(len(each.indicators) for each in criteria)
    if draft.announced is not None and draft.announced != found:
        draft.doubts.append(
            f"Văn bản nêu {draft.announced[0]} tiêu chí, {draft.announced[1]} chỉ tiêu; bảng đọc được "
            f"{found[0]} tiêu chí, {found[1]} chỉ tiêu: hãy tìm dòng còn thiếu."
        )
    for line, text in draft.rough.unread:
        draft.doubts.append(f"Dòng {line}: chưa hiểu hàng “{text[:120]}”.")
