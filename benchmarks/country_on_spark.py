"""The whole country on Apache Spark, a master with two workers of its own, beside DuckDB over the same files.

Both read the Parquet files anew and give every table back, so that Spark, which works nothing out before
it is asked for, cannot leave anything undone. What starts the cluster is not counted.
"""

from __future__ import annotations

import importlib.util
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa

from benchmarks import country
from benchmarks.country_world import THREADS, Filed, Taken, size, timed
from benchmarks.figures import Figure
from chungsuc.analytics.country import evaluate
from chungsuc.analytics.engines import DuckDB, Spark
from factories.spark import WORKERS, spark_cluster

TABLES = ("criteria", "units", "indicators_above", "criteria_above", "units_above", "values_above")


def measure(*, quick: bool) -> Iterator[Figure]:
    """A figure for each size; none where Spark is not installed, for it comes with the long tests."""
    if importlib.util.find_spec("pyspark") is None:
        print("spark: not installed; `make soak` installs it", file=sys.stderr)
        return
    sizes = [size(*country.QUICK_SMALL)] if quick else [size(None, country.SMALL), size(None, country.LARGE)]
    with tempfile.TemporaryDirectory() as folder, spark_cluster(memory="4g") as master:
        spark = Spark(
            master,
            sql_shuffle_partitions=str(2 * WORKERS),
            ui_enabled="false",
            ui_showConsoleProgress="false",
            driver_host="127.0.0.1",
            driver_memory="4g",
            driver_maxResultSize="0",
            executor_memory="3g",
        )
        for place, each in enumerate(sizes):
            filed = Filed(each, Path(folder) / str(place))
            yield _beside_duckdb(spark, filed, filed.write()[0])
        spark.close()


def _beside_duckdb(spark: Spark, filed: Filed, rows: int) -> Figure:
    there, on_spark = _worked_out(spark, filed)
    duckdb = DuckDB(threads=THREADS)
    here, on_duckdb = _worked_out(duckdb, filed)
    duckdb.close()
    return Figure(
        "whole_country_on_spark_beside_duckdb",
        on_spark.passed / on_duckdb.passed,
        "times",
        beside={
            "spark_s": on_spark.passed,
            "duckdb_s": on_duckdb.passed,
            "same_tables": all(_same(there[name], here[name]) for name in TABLES),
        },
        conditions={
            "observations": rows,
            "spark": f"standalone master, {WORKERS} workers of one core",
            "duckdb": f"{THREADS} threads",
            "cores": os.cpu_count(),
            "load_average": os.getloadavg()[0],
            "state": "cold; facts in Parquet files, every table fetched",
        },
    )


def _worked_out(engine: Any, filed: Filed) -> tuple[dict[str, pa.Table], Taken]:
    law = filed.law()
    judged = filed.frame(law)

    def work() -> dict[str, pa.Table]:
        found = evaluate(engine, engine.facts(filed.folder), law, judged)
        return {name: engine.fetch(getattr(found, name)) for name in TABLES}

    return timed(work)


def _same(one: pa.Table, other: pa.Table) -> bool:
    """The same rows, in whatever order and whatever width of whole number."""
    names = sorted(one.column_names)
    if names != sorted(other.column_names) or one.num_rows != other.num_rows:
        return False
    other = other.select(names)
    one = one.select(names).cast(other.schema)
    keys = [(name, "ascending") for name in names]
    return bool(one.sort_by(keys).equals(other.sort_by(keys)))
