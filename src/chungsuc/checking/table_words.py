"""How the checks of tables quote a row."""

from __future__ import annotations

from chungsuc.checking.case import line_quote
from chungsuc.core.statements import Quote, Table, TableRow


def row_quote(table: Table, row: TableRow) -> Quote:
    cells = " | ".join(cell.text.strip() or "–" for cell in row.cells)
    words = line_quote(row.line, f"{row.number} {row.label}: {cells}".strip())
    return Quote(table.id, words.line, words.text)
