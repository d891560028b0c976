"""A table of the paper, laid out for a page: header rows with spans, columns that say nothing left out."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Any, NamedTuple

from chungsuc.plans.models import Plan, Reading, ReadItem

MANY = 8  # from here on headings stand upright


class HeadCell(NamedTuple):
    """A heading and how far it reaches."""

    text: str
    columns: int
    rows: int
    is_last: bool


class BodyRow(NamedTuple):
    number: str
    label: str
    cells: list[str]
    is_part: bool


@dataclass(frozen=True)
class TableShown:
    """Bảng kèm theo văn bản."""

    title: str
    line: int
    heads: list[list[HeadCell]]
    rows: list[BodyRow]
    is_wide: bool
    unit_ids: list[str]  # of the columns that stand for a unit, in their order


def tables(plan: Plan) -> list[TableShown]:
    """Tables of the plan's last reading that nobody rejected."""
    last = Reading.objects.filter(plan=plan).order_by("-number").values("pk")[:1]
    items = ReadItem.objects.filter(reading__in=last, section=ReadItem.Section.TABLES)
    return [_shown(item) for item in items.exclude(decision=ReadItem.Decision.REJECTED).order_by("position")]


def _shown(item: ReadItem) -> TableShown:
    data: dict[str, Any] = item.data
    rows = data.get("rows") or []
    paths = [list(path) for path in data.get("columns") or []]
    kept = [place for place in range(len(paths)) if any(_text(row, place) for row in rows)]
    return TableShown(
        title=data.get("title") or "",
        line=item.line,
        heads=_heads([paths[place] for place in kept]),
        rows=[
            BodyRow(
                row.get("number") or "",
                row.get("label") or "",
                [_text(row, place) for place in kept],
                (row.get("number") or "").isdecimal(),
            )
            for row in rows
        ],
        is_wide=len(kept) >= MANY,
        unit_ids=[unit["unit_id"] for unit in data.get("units") or [] if unit and unit.get("unit_id")],
    )


def _text(row: dict[str, Any], place: int) -> str:
    cells = row.get("cells") or []
    return cells[place].get("text") or "" if place < len(cells) else ""


def _heads(paths: list[list[str]]) -> list[list[HeadCell]]:
    """Headings level by level: neighbours that share a path share a cell, a short path reaches down."""
    depth = max((len(path) for path in paths), default=0)
    levels = []
    for level in range(depth):
        row = []
        for path, same in groupby(paths, key=lambda path: tuple(path[: level + 1])):
            columns = len(list(same))
            if len(path) == level + 1:
                is_last = [path] * columns == [tuple(each) for each in paths if tuple(each) == path]
                row.append(HeadCell(path[level], columns, depth - level if is_last else 1, is_last))
        levels.append(row)
    return levels
