"""Rows of a table of criteria to criteria, indicators and their levels, with what is left to a person."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from chungsuc.reading.criteria_drafts.columns import Columns
from chungsuc.reading.flow import plain

_GROUP_MARK = re.compile(r"[IVX]+|[A-H]")
_WHOLE = re.compile(r"(?:Tiêu chí\s+(?:số\s+)?)?(?P<number>[0-9]{1,2})\.?(?:\s+(?P<words>\S.*))?", re.DOTALL)
_INDICATOR = re.compile(r"(?P<code>[0-9]{1,2}\.[0-9]{1,2})\.?(?:\s*[-:.])?\s+(?P<words>\S.*)", re.DOTALL)
_CODE = re.compile(r"[0-9]{1,2}\.[0-9]{1,2}\.?")
_PART = re.compile(r"(?:(?P<letter>[a-zđ])[).]|(?P<bullet>[-+]))\s+(?P<words>\S.*)", re.DOTALL)
_LETTERS = "abcdefghiklmnopq"


@dataclass(slots=True)
class Part:
    """Phần của chỉ tiêu: a letter of a composite indicator."""

    letter: str
    name: str
    line: int
    unit: str = ""
    cells: dict[int, str] = field(default_factory=dict)  # column of levels → text


@dataclass(slots=True)
class RoughIndicator:
    """Chỉ tiêu as its row has it. `printed`: the code that the paper shows, "" where it shows none."""

    printed: str
    name: str
    line: int
    unit: str = ""
    cells: dict[int, str] = field(default_factory=dict)
    parts: list[Part] = field(default_factory=list)


@dataclass(slots=True)
class RoughCriterion:
    """Tiêu chí as its rows have it."""

    printed: str
    name: str
    line: int
    group: int  # place in the list of groups; 0 where the table has none
    indicators: list[RoughIndicator] = field(default_factory=list)


@dataclass(slots=True)
class Rough:
    """All that the rows say."""

    groups: list[str] = field(default_factory=list)
    criteria: list[RoughCriterion] = field(default_factory=list)
    unread: list[tuple[int, str]] = field(default_factory=list)  # rows that found no place, with their lines


@dataclass(frozen=True, slots=True)
class TextRow:
    """A row of the table: its line, its cells, and which of them only go on from above."""

    line: int
    cells: Sequence[str]
    continued: frozenset[int] = frozenset()


def rows_to_criteria(rows: Sequence[TextRow], columns: Columns) -> Rough:
    rough = Rough()
    for row in rows:
        for each in _split(row, columns):
            _take(each, columns, rough)
    return rough


def _split(row: TextRow, columns: Columns) -> Iterator[TextRow]:
    """A cell that lists 1.1, 1.2 … with as many levels beside it is as many rows."""
    place = columns.content if columns.content is not None else columns.name
    assert place is not None
    pieces = _paragraphs(row.cells[place])
    starts = [index for index, piece in enumerate(pieces) if _INDICATOR.match(piece)]
    if len(starts) < 2 or starts[0] != 0:
        yield row
        return
    listed = ["\n".join(pieces[a:b]) for a, b in zip(starts, [*starts[1:], None], strict=True)]
    levels = {column: _paragraphs(row.cells[column]) for column in columns.levels}
    if any(len(each) not in {0, 1, len(listed)} for each in levels.values()):
        yield row
        return
    for index, words in enumerate(listed):
        cells = list(row.cells)
        cells[place] = words
        for column, each in levels.items():
            cells[column] = each[index] if len(each) == len(listed) else "".join(each)
        yield TextRow(row.line, cells, row.continued)


def _paragraphs(cell: str) -> list[str]:
    return [piece.strip() for piece in cell.split("\n") if piece.strip()]


def _take(row: TextRow, columns: Columns, rough: Rough) -> None:
    number = _cell(row, columns.number, own=True)
    name = _cell(row, columns.name, own=columns.content is not None)
    content = _cell(row, columns.content) if columns.content is not None else ""
    cells = {column: row.cells[column].strip() for column in columns.levels}
    unit = _cell(row, columns.unit)
    asks = any(cells.values())
    if _GROUP_MARK.fullmatch(number.rstrip(".")) and not asks:
        rough.groups.append(" ".join((name or content).split()))
        return
    if not number and not asks and not content and _is_heading(name):
        rough.groups.append(" ".join(name.split()))
        return
    opens = _criterion_in(number, name, columns)
    if opens is not None:
        printed, title = opens
        if not rough.criteria or rough.criteria[-1].printed != printed or rough.criteria[-1].name != title:
            rough.criteria.append(RoughCriterion(printed, title, row.line, max(len(rough.groups) - 1, 0)))
        if columns.content is None and not asks:
            return
        if columns.content is None:
            content = title
    elif columns.content is None:
        content = f"{number} {name}".strip() if _CODE.fullmatch(number) else name
    if _CODE.fullmatch(number) and columns.content is not None and not _INDICATOR.match(content):
        content = f"{number} {content}".strip()
    if not rough.criteria or not (content or asks):
        if any(cell.strip() for cell in row.cells):
            rough.unread.append((row.line, " | ".join(cell for cell in row.cells if cell.strip())))
        return
    _take_content(content, cells, unit, row, rough.criteria[-1])


def _take_content(
    content: str, cells: dict[int, str], unit: str, row: TextRow, criterion: RoughCriterion
) -> None:
    part = _PART.fullmatch(content)
    if part is not None and criterion.indicators:
        indicator = criterion.indicators[-1]
        letter = part["letter"] or _LETTERS[min(len(indicator.parts), len(_LETTERS) - 1)]
        indicator.parts.append(Part(letter, _one_line(part["words"]), row.line, unit, cells))
        return
    coded = _INDICATOR.fullmatch(content)
    printed, words = (coded["code"], coded["words"]) if coded else ("", content)
    if not printed and not words and criterion.indicators:
        return
    criterion.indicators.append(
        RoughIndicator(printed, _one_line(words) or criterion.name, row.line, unit, cells)
    )


def _criterion_in(number: str, name: str, columns: Columns) -> tuple[str, str] | None:
    """Number and name of the criterion that this row opens."""
    whole = _WHOLE.fullmatch(number)
    if whole is not None and whole["words"] is None and name:
        named = _WHOLE.fullmatch(name)
        title = named["words"] if named is not None and named["words"] else name
        return whole["number"], _one_line(title)
    if columns.number is None and name and not _INDICATOR.match(name):
        named = _WHOLE.fullmatch(name)
        if named is not None and named["words"]:
            return named["number"], _one_line(named["words"])
    return None


def _is_heading(words: str) -> bool:
    return bool(words) and (words.isupper() or plain(words).startswith("nhom "))


def _cell(row: TextRow, place: int | None, *, own: bool = False) -> str:
    """The text of a cell; with `own`, nothing where it only goes on from the row above."""
    if place is None or (own and place in row.continued):
        return ""
    return row.cells[place].strip()


def _one_line(words: str) -> str:
    return " ".join(words.split())
