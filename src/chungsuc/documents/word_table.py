"""Tables for Word, written as XML at once: cell by cell through the library is fifty times slower."""

from __future__ import annotations

from xml.sax.saxutils import escape

from docx.oxml.ns import nsdecls

from chungsuc.documents import word_styles as looks
from chungsuc.documents.content import Align, Column, Plain, Table, Text
from chungsuc.documents.figures import head_cells, money_places, printable, settled, shown, value_of

_TWIPS = 1440 / 25.4  # a millimetre in twentieths of a point
_MARGIN = 60  # twips between a cell's rule and its text
_LOOKS: dict[Align, looks.Look] = {
    "left": looks.TABLE_TEXT,
    "center": looks.TABLE_CENTER,
    "right": looks.TABLE_FIGURE,
}
# The more columns, the smaller the letters: up to so many columns, this size in half-points.
_SIZES = ((9, None), (13, 22), (18, 20))
_SMALLEST = 18
# Text that reads upwards: no margin at its sides, so that two lines of it fit into a narrow column.
_UPRIGHT = (
    '<w:tcMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tcMar>'
    '<w:textDirection w:val="btLr"/>'
)


def table_xml(table: Table, width: int) -> str:
    """The `w:tbl` of a table, as wide as `width` millimetres."""
    widths = fitted(table.columns, width)
    size = next((size for count, size in _SIZES if len(table.columns) <= count), _SMALLEST)
    rows = _heads(table, widths, size)
    cells = settled(table)
    places = money_places(cells, table.measure)
    for row, settled_row in zip(table.rows, cells, strict=True):
        inside = "".join(
            _cell(
                shown(cell, table.measure, places),
                _LOOKS[_align(cell, column)],
                widths[at],
                size,
                bold=row.bold or (isinstance(cell, Text) and cell.bold),
                italic=isinstance(cell, Text) and cell.italic,
            )
            for at, (cell, column) in enumerate(zip(settled_row, table.columns, strict=True))
        )
        rows.append(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{inside}</w:tr>")
    grid = "".join(f'<w:gridCol w:w="{each}"/>' for each in widths)
    return (
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f"{_borders()}"
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar><w:top w:w="30" w:type="dxa"/>'
        f'<w:left w:w="{_MARGIN}" w:type="dxa"/><w:bottom w:w="30" w:type="dxa"/>'
        f'<w:right w:w="{_MARGIN}" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        f"{''.join(rows)}</w:tbl>"
    )


def fitted(columns: tuple[Column, ...], width: int) -> list[int]:
    """Column widths in twips that fill `width` millimetres in the asked proportions."""
    asked = sum(column.width for column in columns)
    return [round(column.width * width / asked * _TWIPS) for column in columns]


def _align(cell: Plain, column: Column) -> Align:
    if isinstance(cell, Text) and cell.align is not None:
        return cell.align
    return "right" if value_of(cell) is not None and column.align == "left" else column.align


def _heads(table: Table, widths: list[int], size: int | None) -> list[str]:
    """The head rows, repeated by Word on every page."""
    depth = max(len(column.path) for column in table.columns)
    rows: list[list[str]] = [[] for _ in range(depth)]
    tall = 0
    for head in sorted(head_cells(table.columns), key=lambda head: head.column):
        width = sum(widths[head.column : head.column + head.columns])
        span = f'<w:gridSpan w:val="{head.columns}"/>' if head.columns > 1 else ""
        turned = _UPRIGHT if head.upright else ""
        tall = max(tall, len(head.text) if head.upright else 0)
        for level in range(head.row, head.row + head.rows):
            first = level == head.row
            merge = "" if head.rows == 1 else '<w:vMerge w:val="restart"/>' if first else "<w:vMerge/>"
            text = head.text if first else ""
            rows[level].append(
                _cell(text, looks.TABLE_HEAD, width, size, before=span + merge, after=turned, bold=True)
            )
    # A row cannot see how tall its turned text is; a letter is about half as wide as it is high.
    points = (size or 24) / 2
    height = f'<w:trHeight w:val="{round(min(tall, 30) * points * 0.55 * 20) + 200}"/>' if tall else ""
    found = [
        f"<w:tr><w:trPr><w:cantSplit/>{height if level == depth - 1 else ''}<w:tblHeader/></w:trPr>"
        f"{''.join(cells)}</w:tr>"
        for level, cells in enumerate(rows)
    ]
    if table.numbered_columns:
        numbers = "".join(
            _cell(f"({at})", looks.TABLE_CENTER, width, size, italic=True)
            for at, width in enumerate(widths, start=1)
        )
        found.append(f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{numbers}</w:tr>")
    return found


def _cell(
    text: str,
    look: looks.Look,
    width: int,
    size: int | None,
    *,
    before: str = "",
    after: str = "",
    bold: bool = False,
    italic: bool = False,
) -> str:
    strong = "<w:b/>" if bold and not look.bold else ""
    sloped = "<w:i/>" if italic else ""
    small = "" if size is None else f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
    marks = strong + sloped + small
    run = "<w:br/>".join(
        f'<w:t xml:space="preserve">{escape(printable(piece))}</w:t>' for piece in text.split("\n")
    )
    run = f"<w:r>{marks and f'<w:rPr>{marks}</w:rPr>'}{run}</w:r>" if text else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{before}{after}<w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{look.style_id}"/></w:pPr>{run}</w:p></w:tc>'
    )


def _borders() -> str:
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return f"<w:tblBorders>{sides}</w:tblBorders>"
