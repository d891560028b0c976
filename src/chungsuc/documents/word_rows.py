"""The shape of Word's tables: which rows and cells there are, and which tables only place things."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from chungsuc.documents.numbering import Styles
from chungsuc.documents.word_xml import DEPTH, TooDeep, W, value_of

_THROUGH = {f"{W}{tag}" for tag in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo")}
_LAYOUT_ROWS, _LAYOUT_COLUMNS = 4, 3
_SIDES = ("left", "right", "start", "end")


def through(container: Element, depth: int = 0) -> Iterator[Element]:
    """The children of a container, with wrappers that Word puts around them opened."""
    for child in container:
        if child.tag in _THROUGH:
            if depth > DEPTH:
                raise TooDeep
            yield from through(child, depth + 1)
        else:
            yield child


def rows_of(table: Element, depth: int) -> list[Element]:
    """The rows that stay when every tracked change is accepted."""
    return [
        row for row in through(table, depth) if row.tag == f"{W}tr" and row.find(f"{W}trPr/{W}del") is None
    ]


def cells_of(row: Element) -> Iterable[Element]:
    return (
        cell for cell in through(row) if cell.tag == f"{W}tc" and cell.find(f"{W}tcPr/{W}cellDel") is None
    )


def only_sets_side_by_side(table: Element, rows: list[Element], styles: Styles) -> bool:
    """A small table without rules holds no figures: it places the head, or the signature."""
    columns = max((sum(1 for _ in cells_of(row)) for row in rows), default=0)
    if len(rows) == 1 and columns == 1:
        return True
    if len(rows) > _LAYOUT_ROWS or columns > _LAYOUT_COLUMNS:
        return False
    borders = [cell.find(f"{W}tcPr/{W}tcBorders") for row in rows for cell in cells_of(row)]
    if any(_visible(each, _SIDES) for each in borders):
        return False
    if all(each is not None and _silenced(each) for each in borders):
        return True
    own = table.find(f"{W}tblPr/{W}tblBorders")
    if own is not None:
        return not _visible(own)
    style = value_of(table.find(f"{W}tblPr"), "tblStyle")
    ruled = (node.find(f"{W}tblPr/{W}tblBorders") for node in styles.chain(style))
    return not any(_visible(each) for each in ruled)


def _visible(borders: Element | None, sides: tuple[str, ...] | None = None) -> bool:
    return borders is not None and any(
        side.get(f"{W}val", "nil") not in ("nil", "none")
        for side in borders
        if sides is None or side.tag.removeprefix(W) in sides
    )


def _silenced(borders: Element) -> bool:
    named = {side.tag.removeprefix(W) for side in borders}
    return len(named & {"top", "bottom", *_SIDES}) >= 4 and not _visible(borders)
