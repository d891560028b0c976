"""Annex tables of marks: communes down, criteria across, "x" where a commune meets or gains one.

What a mark means is said by a legend below the table or by its title; where neither says it, or where
two kinds of mark stand without a legend, nothing is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from enum import StrEnum, auto

from chungsuc.core.statements import (
    Cell,
    Certainty,
    CriterionMention,
    Mode,
    Source,
    Statement,
    StatementKind,
    Subject,
    Table,
    TableRow,
    UnitLevel,
    UnitMention,
)
from chungsuc.core.vietnamese.text import fold, nfc
from chungsuc.reading.criteria_names import CriteriaNames
from chungsuc.reading.flow import plain
from chungsuc.reading.places import Places
from chungsuc.reading.seams import Block, Role
from chungsuc.reading.tables.rows import RowWords, When, when_of
from chungsuc.reading.targets.reader import Times

_TICKS = frozenset({"x", "v", "+", "✓", "✔", "đ", "đạt"})
_NOT = frozenset({"chưa đạt", "không đạt", "chưa", "không"})
_MARKS = _TICKS | {"g", "t", "k", "dk", "đk", "kh", "dt", "m", "ht"}
_TOTAL_HEAD = re.compile(r"\b(so tieu chi|tong|cong)\b")
_HAS = re.compile(r"\b(dat|hoan thanh|duy tri)\b")
_GAINS = re.compile(r"\b(dang ky|dat them|hoan thanh them|bo sung|dat moi|hoan thanh moi|phan dau)\b")
_SHORT_CODE = re.compile(r"^\s*(?:tc|t\.c)\s*\.?\s*(?=[0-9])", re.IGNORECASE)
_PREFIX = re.compile(r"^(?:xã|phường|thị trấn)\s+", re.IGNORECASE)
_FEWEST = 3  # criteria across; fewer is a table of something else
_NEARBY = 8  # lines between the table and its legend


class _Meaning(StrEnum):
    NONE = auto()  # "O: chưa đạt"
    HAS = auto()
    KEEPS = auto()
    GAINS = auto()


_LEGEND: tuple[tuple[_Meaning, re.Pattern[str]], ...] = (
    (_Meaning.NONE, re.compile(r"\b(chua|khong)\b")),
    (_Meaning.KEEPS, re.compile(r"\b(giu|duy tri)\b")),
    (_Meaning.GAINS, re.compile(r"\b(them|dang ky|phan dau|ke hoach|moi|se)\b")),
    (_Meaning.HAS, re.compile(r"\b(dat|hoan thanh)\b")),
)


def is_mark(cell: Cell) -> bool:
    return _mark(cell) in _TICKS


def _mark(cell: Cell) -> str:
    return nfc(cell.text).strip().casefold()


def read_marks(
    table: Table,
    words: RowWords,
    blocks: Sequence[Block],
    *,
    places: Places,
    criteria: CriteriaNames,
    times: Times,
) -> Iterator[tuple[bool, Statement]]:
    """One statement for each commune and each kind of mark: is it past, what it says."""
    columns = _criteria_columns(table, criteria)
    rows = communes_of(table, places)
    if len(columns) < max(_FEWEST, criteria.count // 2) or len(rows) < 2:
        return
    cells = [row.cells[i] for row, _ in rows for i in columns if i < len(row.cells)]
    kinds = {_mark(cell) for cell in cells if cell.text.strip()} - _NOT
    when = when_of((), table.title, times)
    if when is None or not kinds or not kinds <= _MARKS:
        return
    total = _total_column(table, columns)
    filled = sum(_mark(cell) in kinds for cell in cells)
    meanings = _meanings(table, blocks, kinds, total, when, mostly=2 * filled > len(cells))
    if meanings is None:
        return
    for row, unit in rows:
        for meaning in (_Meaning.HAS, _Meaning.KEEPS, _Meaning.GAINS):
            met = [
                index
                for index in columns
                if index < len(row.cells) and meanings.get(_mark(row.cells[index])) is meaning
            ]
            if not met:
                continue
            own = row.cells[total] if total is not None and len(kinds) == 1 else Cell("")
            heads = ", ".join(table.columns[index][-1] for index in met)
            if total is not None and own.number is not None:
                heads = f"{table.columns[total][-1]} {own.text.strip()} ({heads})"
            said = _statement(unit, [columns[index] for index in met], own, meaning)
            yield (
                when.past,
                replace(
                    said,
                    source=words.source(table, row, f"{row.label}: {heads}"),
                    as_of=when.year if when.past else None,
                    deadline=None if when.past else when.year,
                ),
            )


def _criteria_columns(table: Table, criteria: CriteriaNames) -> Mapping[int, CriterionMention]:
    """The columns headed by a criterion's number or name; none where one heads two columns."""
    found: dict[int, CriterionMention] = {}
    for index, path in enumerate(table.columns):
        if not path or _TOTAL_HEAD.search(plain(path[-1])):
            continue
        mention = criteria.find(_SHORT_CODE.sub("", path[-1]))
        if mention.code is not None and mention.certainty is Certainty.CERTAIN:
            found[index] = mention
    return found if len({mention.code for mention in found.values()}) == len(found) else {}


def communes_of(table: Table, places: Places) -> list[tuple[TableRow, UnitMention]]:
    """The rows of communes; none where one has two rows."""
    found = []
    for row in table.rows:
        name = _PREFIX.sub("", row.label)
        if name and places.is_commune(name):
            found.append((row, places.mention(name, UnitLevel.COMMUNE)))
    return found if len({unit.unit_id for _, unit in found}) == len(found) else []


def _total_column(table: Table, columns: Mapping[int, CriterionMention]) -> int | None:
    heads = [
        index
        for index, path in enumerate(table.columns)
        if index not in columns and _TOTAL_HEAD.search(plain(" ".join(path)))
    ]
    return heads[0] if len(heads) == 1 else None


def _meanings(
    table: Table, blocks: Sequence[Block], kinds: set[str], total: int | None, when: When, *, mostly: bool
) -> Mapping[str, _Meaning] | None:
    legend = _legend(table, blocks, kinds)
    if legend.keys() == kinds:
        return legend
    if len(kinds) > 1 or legend or not kinds <= _TICKS:
        return None
    (kind,) = kinds
    if when.past:
        return {kind: _Meaning.HAS}
    head = fold(" ".join(table.columns[total])) if total is not None else ""
    if _GAINS.search(f"{plain(table.title)} {head}"):
        return {kind: _Meaning.GAINS}
    if mostly and (total is None or _HAS.search(head)):
        return {kind: _Meaning.HAS}
    return None  # a plan of few marks may be of what is added, or of what is there


def _legend(table: Table, blocks: Sequence[Block], kinds: set[str]) -> dict[str, _Meaning]:
    """ "Ghi chú: x: đã đạt; G: giữ vững": the meaning of each mark that the lines around explain."""
    first, last = table.rows[0].line, table.rows[-1].line
    near = " \n ".join(
        nfc(block.text).casefold()
        for block in blocks
        if block.role is Role.TEXT and first - _NEARBY <= block.flow.first_line.number <= last + _NEARBY
    )
    found: dict[str, _Meaning] = {}
    for kind in kinds:
        said = re.search(
            rf"(?<!\w)[“\"'(]?{re.escape(kind)}[”\"')]?\s*(?:[:=]|\slà\s)\s*(?P<words>[^;,.()\n]+)", near
        )
        words = fold(said["words"]) if said else ""
        meaning = next((meaning for meaning, form in _LEGEND if form.search(words)), None)
        if meaning is not None:
            found[kind] = meaning
    return found


def _statement(
    unit: UnitMention, met: Sequence[CriterionMention], total: Cell, meaning: _Meaning
) -> Statement:
    """What the marks of one commune say; its own total counts before the marks."""
    kind, mode = {
        _Meaning.KEEPS: (StatementKind.KEEP, Mode.KEEP),
        _Meaning.GAINS: (StatementKind.GAIN, Mode.ADD),
    }.get(meaning, (StatementKind.COUNT, Mode.REACH))
    return Statement(
        id="",
        source=Source(0, ""),
        certainty=unit.certainty,
        kind=kind,
        mode=mode,
        subject=Subject.CRITERIA,
        value=Decimal(len(met)) if total.number is None else total.number,
        measure="tiêu chí",
        object_text="tiêu chí",
        units=(unit,),
        criteria=tuple(met),
        numbers=() if total.number is None else (total.text.strip(),),
    )
