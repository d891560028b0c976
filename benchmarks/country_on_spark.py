"""The whole country on Apache Spark, a master with two workers of its own, beside DuckDB over the same files.

Both read the Parquet files anew and give every table back, so that Spark, which works nothing out before
it is asked for, cannot leave anything undone. What starts the cluster is not counted.
"""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Iterator, Sequence
from typing import Any

import pyarrow as pa

from benchmarks.country_world import THREADS, Filed, Taken, timed
from benchmarks.figures import Figure
from chungsuc.analytics.country import Engine, evaluate
from chungsuc.analytics.engines import DuckDB, Spark
from factories.spark import WORKERS, spark_cluster

TABLES = ("criteria", "units", "indicators_above", "criteria_above", "units_above", "values_above")


def measure(filed: Sequence[Filed], rows: Sequence[int]) -> Iterator[Figure]:
    """Nothing where Spark is not installed: it comes with the long tests."""
    if importlib.util.find_spec("pyspark") is None:
        return
    with spark_cluster(memory="4g") as master:
        spark = Spark(
            master,
            sql_shuffle_partitions=str(2 * WORKERS),
            ui_enabled="false",
            driver_host="127.0.0.1",
            driver_memory="4g",
            driver_maxResultSize="0",
            executor_memory="3g",
        )
        for each, count in zip(filed, rows, strict=True):
            there, on_spark = _worked_out(spark, each)
            here, on_duckdb = _worked_out(DuckDB(threads=THREADS), each)
            yield Figure(
                "whole_country_on_spark_beside_duckdb",
                on_spark.passed / on_duckdb.passed,
                "times",
                beside={
                    "spark_s": on_spark.passed,
                    "duckdb_s": on_duckdb.passed,
                    "same_tables": all(same(there[name], here[name]) for name in TABLES),
                },
                conditions={
                    "observations": count,
                    "spark": f"standalone master, {WORKERS} workers of one core",
                    "duckdb": f"{THREADS} threads",
                    "cores": os.cpu_count(),
                    "load_average": os.getloadavg()[0],
                    "state": "facts in Parquet files; every table fetched",
                },
            )
        spark.close()


def _worked_out(engine: Any, filed: Filed) -> tuple[dict[str, pa.Table], Taken]:
    law = filed.law()
    judged = filed.frame(law)

    def work() -> dict[str, pa.Table]:
        return _tables(engine, evaluate(engine, engine.facts(filed.folder), law, judged))

    found, taken = timed(work)
    return found, taken


def _tables(engine: Engine, country: Any) -> dict[str, pa.Table]:
    return {name: engine.fetch(getattr(country, name)) for name in TABLES}


def same(one: pa.Table, other: pa.Table) -> bool:
    """The same rows, in whatever order and whatever width of whole number."""
    names = sorted(one.column_names)
    if names != sorted(other.column_names) or one.num_rows != other.num_rows:
        return False
    other = other.select(names)
    one = one.select(names).cast(other.schema)
    keys = [(name, "ascending") for name in names]
    return bool(one.sort_by(keys).equals(other.sort_by(keys)))
