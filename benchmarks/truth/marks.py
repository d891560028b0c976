"""The truth of documents: what a person marked in them, one row of a table for each item.

A folder of truth holds the tables that it has of: heads, sums, bases, targets, funding, duties and outline
(`.csv`, comments with "#"). A table names a document by its file, or by the first letters of the name where
no other begins so. The head of each table says how it was marked. A row with `soft` is a matter of taste: it
counts neither way.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

TABLES = ("heads", "sums", "bases", "targets", "funding", "duties", "outline")
_MARKED_THROUGHOUT = {"bases", "targets", "funding"}  # without a row, a document is known to have none

Row = dict[str, str]


@dataclass(frozen=True)
class Marked:
    """A document with what was marked in it. Of a table that is not there nothing is scored."""

    path: Path
    rows: dict[str, list[Row]]


def documents_of(marks: Path, documents: Path) -> Iterator[Marked]:
    """Every document that some table marks, in the order of their names."""
    tables = {name: _rows(marks / f"{name}.csv") for name in TABLES}
    for path in sorted(documents.iterdir()):
        if path.suffix not in {".txt", ".docx", ".pdf", ".md"}:
            continue
        rows = {
            name: [row for row in table if path.name.startswith(row["file"])]
            for name, table in tables.items()
            if table is not None
        }
        marked = {name: found for name, found in rows.items() if found or name in _MARKED_THROUGHOUT}
        if any(rows.values()):
            yield Marked(path, marked)


def _rows(path: Path) -> list[Row] | None:
    if not path.exists():
        return None
    lines = [line for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return [{key: (value or "").strip() for key, value in row.items()} for row in csv.DictReader(lines)]
