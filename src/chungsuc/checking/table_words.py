"""Small things that the checks of tables share."""

from __future__ import annotations

from chungsuc.checking.case import line_quote
from chungsuc.core.statements import Quote, Table, TableRow

_LONGEST = 60


def short(text: str) -> str:
    """The name of a row or a column, shortened where it runs on."""
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"


def row_quote(table: Table, row: TableRow) -> Quote:
    cells = " | ".join(cell.text.strip() or "–" for cell in row.cells)
    words = line_quote(row.line, f"{row.number} {row.label}: {cells}".strip())
    return Quote(table.id, words.line, words.text)
