"""Các bộ máy tính: the engines that carry the expressions out. `CHUNGSUC_ANALYTICS` chooses one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from chungsuc.analytics.columns import ACCEPTANCES, OBSERVATIONS, SUPERSESSIONS, Facts, Schema
from chungsuc.analytics.files import TABLES, pattern
from chungsuc.analytics.law import MEASURES, Numbers, table


class EngineName(StrEnum):
    """Bộ máy tính."""

    DUCKDB = "duckdb"  # inside this process, over Parquet files
    POSTGRESQL = "postgresql"  # the store itself
    SPARK = "spark"  # several machines, over Parquet files


class Tables:
    """An engine that keeps each step as a temporary table: DuckDB, PostgreSQL."""

    def __init__(self, backend: Any) -> None:
        self.backend = backend

    def bring(self, name: str, rows: pa.Table, schema: Schema) -> ir.Table:
        return self.backend.create_table(name, rows, schema=schema, temp=True, overwrite=True)

    def keep(self, name: str, expression: ir.Table) -> ir.Table:
        return self.backend.create_table(name, expression, temp=True, overwrite=True)

    def fetch(self, expression: ir.Table) -> pa.Table:
        return expression.to_pyarrow()

    def close(self) -> None:
        self.backend.disconnect()


class DuckDB(Tables):
    """DuckDB inside this process. What does not fit `memory` ("2GB") goes to files in `spill`."""

    def __init__(self, *, spill: Path | None = None, memory: str | None = None, threads: int = 0) -> None:
        given = {"temp_directory": spill and str(spill), "memory_limit": memory, "threads": threads or None}
        super().__init__(ibis.duckdb.connect(**{name: value for name, value in given.items() if value}))
        # No step asks in which order rows lie: keeping the files' own costs memory and brings nothing.
        self.backend.raw_sql("SET preserve_insertion_order = false")
        self.backend.raw_sql("SET enable_progress_bar = false")  # standard output is its caller's

    def keep(self, name: str, expression: ir.Table) -> ir.Table:
        # Ibis would write the rows into a table of another name first, and then all of them once more.
        self.backend.raw_sql(f'CREATE OR REPLACE TEMP TABLE "{name}" AS {self.backend.compile(expression)}')
        return self.backend.table(name, database=("temp", "main"))

    def facts(self, folder: Path) -> Facts:
        """The facts of a folder of Parquet files, read where they lie. Raises AnalyticsError."""
        return Facts(**{name: self.backend.read_parquet(pattern(folder, name)) for name in TABLES})


@dataclass(frozen=True, slots=True)
class Stored:
    """The names of the store's tables."""

    observations: str
    supersessions: str
    acceptances: str


class PostgreSQL(Tables):
    """The store's own PostgreSQL: the facts are read where they are kept, and no copy of them is made."""

    def __init__(self, **connection: Any) -> None:
        super().__init__(ibis.postgres.connect(**connection))
        self.backend.raw_sql("SET TIME ZONE 'UTC'").close()

    def keep(self, name: str, expression: ir.Table) -> ir.Table:
        kept = super().keep(name, expression)
        self.backend.raw_sql(f'ANALYZE "{name}"').close()  # nobody else tells the planner how many rows
        return kept

    def facts(self, stored: Stored, numbers: Numbers) -> Facts:
        """The facts of the store, measures by their numbers; what no set here asks for is left out."""
        known = self.bring(
            "law_measures",
            table(((set_id, code, number) for (set_id, code), number in numbers.items()), MEASURES),
            MEASURES,
        )
        rows = self.backend.table(stored.observations)
        told = rows.join(
            known, (rows.criteria_set_id == known.criteria_set) & (rows.indicator_code == known.code)
        ).select(
            id=rows.id.cast("string"),
            unit=rows.unit_id,
            measure=known.measure,
            first_day=rows.first_day,
            last_day=rows.last_day,
            number=rows.number,
            yes=rows.yes,
            grade=rows.grade.nullif(""),
            mark=rows.mark.nullif(""),
            numerator=rows.numerator,
            denominator=rows.denominator,
            recorded_at=rows.recorded_at.cast("timestamp(6)"),
            alone=ibis.literal(False),  # to ask for each would take as long as to gather all
        )
        self.backend.raw_sql(_ALL_PAIRS.format(table=stored.supersessions)).close()
        accepted = self.backend.table(stored.acceptances)
        return Facts(
            observations=told.cast(OBSERVATIONS),
            supersessions=self.backend.table("pairs").cast(SUPERSESSIONS),
            acceptances=accepted.select(
                observation=accepted.observation_id.cast("string"), at=accepted.at.cast("timestamp(6)")
            ).cast(ACCEPTANCES),
        )


# UNION, not UNION ALL: it ends whatever the table holds.
_ALL_PAIRS = """
CREATE OR REPLACE TEMPORARY VIEW pairs AS
WITH RECURSIVE reached (newer, older) AS (
    SELECT newer_id, older_id FROM "{table}"
    UNION
    SELECT reached.newer, next.older_id FROM reached JOIN "{table}" AS next ON next.newer_id = reached.older
)
SELECT newer::text AS newer, older::text AS older FROM reached
"""


class Spark:
    """Apache Spark over Parquet files: one machine or many, by the address of its master."""

    def __init__(self, master: str, **settings: str) -> None:
        from pyspark.sql import SparkSession  # noqa: PLC0415 (450 MB that only this engine needs)

        builder = SparkSession.builder.master(master).appName("chungsuc")
        builder = builder.config("spark.sql.session.timeZone", "UTC")
        for name, value in settings.items():
            builder = builder.config(f"spark.{name.replace('_', '.')}", value)
        self.session = builder.getOrCreate()
        self.backend: Any = ibis.pyspark.connect(self.session)

    def bring(self, name: str, rows: pa.Table, schema: Schema) -> ir.Table:
        frame = self.session.createDataFrame(rows)
        frame.createOrReplaceTempView(name)
        return self.backend.table(name)

    def keep(self, name: str, expression: ir.Table) -> ir.Table:
        frame = self.session.sql(self.backend.compile(expression)).persist()
        frame.createOrReplaceTempView(name)
        return self.backend.table(name)

    def fetch(self, expression: ir.Table) -> pa.Table:
        return self.session.sql(self.backend.compile(expression)).toArrow()

    def facts(self, folder: Path) -> Facts:
        """The facts of a folder that every worker can read. Raises AnalyticsError."""
        for name in TABLES:
            self.session.read.parquet(pattern(folder, name)).createOrReplaceTempView(name)
        return Facts(**{name: self.backend.table(name) for name in TABLES})

    def close(self) -> None:
        """Give the workers back."""
        self.session.stop()
