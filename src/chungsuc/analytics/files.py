"""Tệp dạng cột: the facts as Parquet files. They are a cache, made from the store or from a sample world.

A folder is whole or not there: it is written beside its place and moved into it at the end.
"""

from __future__ import annotations

import json
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

import pyarrow as pa
import pyarrow.parquet as pq

from chungsuc.analytics.columns import ACCEPTANCES, OBSERVATIONS, SUPERSESSIONS, Schema
from chungsuc.analytics.errors import AnalyticsError
from chungsuc.analytics.law import Numbers

TABLES: Final = {"observations": OBSERVATIONS, "supersessions": SUPERSESSIONS, "acceptances": ACCEPTANCES}
_NUMBERS: Final = "measures.json"
_ROWS: Final = 100_000  # held in memory before they are written


class Writer:
    """Writes the three tables row by row, with a bounded number of rows in memory."""

    def __init__(self, folder: Path, numbers: Numbers) -> None:
        folder.mkdir(parents=True)
        listed = [[set_id, code, number] for (set_id, code), number in numbers.items()]
        (folder / _NUMBERS).write_text(json.dumps(listed), encoding="utf-8")
        self._tables = {name: _Table(folder / name, schema) for name, schema in TABLES.items()}
        self.observation = self._tables["observations"].add
        self.supersession = self._tables["supersessions"].add
        self.acceptance = self._tables["acceptances"].add

        self._folder = folder

    def note(self, name: str, text: str) -> None:
        """A small file beside the tables."""
        (self._folder / name).write_text(text, encoding="utf-8")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for each in self._tables.values():
            each.close()


class _Table:
    def __init__(self, folder: Path, schema: Schema) -> None:
        folder.mkdir()
        self._schema = schema.to_pyarrow()
        self._file = pq.ParquetWriter(folder / "part-0.parquet", self._schema, compression="zstd")
        self._rows: list[tuple[Any, ...]] = []

    def add(self, row: tuple[Any, ...]) -> None:
        self._rows.append(row)
        if len(self._rows) == _ROWS:
            self._write()

    def close(self) -> None:
        self._write()
        self._file.close()

    def _write(self) -> None:
        columns = zip(*self._rows, strict=True) if self._rows else [()] * len(self._schema)
        arrays = [pa.array(values, field.type) for values, field in zip(columns, self._schema, strict=True)]
        self._file.write_table(pa.table(arrays, schema=self._schema))
        self._rows.clear()


@contextmanager
def replacing(folder: Path, numbers: Numbers) -> Iterator[Writer]:
    """A writer of the folder; the old one stays in its place until the new one is whole."""
    made = folder.with_name(f"{folder.name}.{secrets.token_hex(4)}")
    try:
        with Writer(made, numbers) as writer:
            yield writer
        if folder.exists():
            before = folder.with_name(f"{made.name}.old")
            folder.replace(before)
            made.replace(folder)
            shutil.rmtree(before)
        else:
            made.replace(folder)
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise


def numbers(folder: Path) -> Numbers:
    """The numbers that the measures have in a folder's tables. Raises AnalyticsError."""
    try:
        listed = json.loads((folder / _NUMBERS).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise _absent(folder, _NUMBERS) from None
    return {(set_id, code): number for set_id, code, number in listed}


def pattern(folder: Path, table: str) -> str:
    """What names the files of a table. Raises AnalyticsError where there is none."""
    if not any((folder / table).glob("*.parquet")):
        raise _absent(folder, table)
    return str(folder / table / "*.parquet")


def _absent(folder: Path, what: str) -> AnalyticsError:
    return AnalyticsError(f"Thư mục {folder} không có số liệu dạng cột ({what}). Hãy dựng lại.")
