"""Các bộ máy tính: the engines that carry the expressions out. `CHUNGSUC_ANALYTICS` chooses one."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from chungsuc.analytics.columns import ACCEPTANCES, OBSERVATIONS, SUPERSESSIONS, Facts, Schema
from chungsuc.analytics.errors import AnalyticsError


class EngineName(StrEnum):
    """Bộ máy tính."""

    DUCKDB = "duckdb"  # inside this process, over Parquet files
    POSTGRESQL = "postgresql"  # the store itself
    SPARK = "spark"  # several machines, over Parquet files


FILES = {"observations": OBSERVATIONS, "supersessions": SUPERSESSIONS, "acceptances": ACCEPTANCES}


class _Backend(Protocol):
    """What the engines below ask of Ibis."""

    def create_table(self, name: str, obj: Any, **options: Any) -> ir.Table: ...


class Tables:
    """An engine that keeps each step as a temporary table: DuckDB, PostgreSQL."""

    def __init__(self, backend: _Backend) -> None:
        self.backend = backend

    def bring(self, name: str, rows: pa.Table, schema: Schema) -> ir.Table:
        return self.backend.create_table(name, rows, schema=schema, temp=True, overwrite=True)

    def keep(self, name: str, expression: ir.Table) -> ir.Table:
        return self.backend.create_table(name, expression, temp=True, overwrite=True)


class DuckDB(Tables):
    """DuckDB inside this process. What does not fit `memory` goes to files in `folder`."""

    backend: Any

    def __init__(self, folder: Path | None = None, *, memory: str = "", threads: int = 0) -> None:
        settings: dict[str, Any] = {"temp_directory": str(folder / "spill")} if folder else {}
        settings |= {"memory_limit": memory} if memory else {}
        settings |= {"threads": threads} if threads else {}
        super().__init__(ibis.duckdb.connect(**settings))
        # Rows may come in any order: keeping the files' own costs memory and brings nothing.
        self.backend.raw_sql("SET preserve_insertion_order = false")

    def facts(self, folder: Path) -> Facts:
        """The facts of a folder of Parquet files, read where they lie. Raises AnalyticsError."""
        return Facts(**{name: self.backend.read_parquet(files(folder, name)) for name in FILES})


def files(folder: Path, name: str) -> str:
    """The pattern of a table's Parquet files. Raises AnalyticsError where there is none."""
    if not any((folder / name).glob("*.parquet")):
        raise AnalyticsError(f"Thư mục {folder} không có số liệu dạng cột ({name}). Hãy dựng lại bằng lệnh.")
    return str(folder / name / "*.parquet")
