"""Apache Spark says what the core says. Not among the daily tests: `make soak` installs Spark and runs it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from chungsuc.analytics.engines import Spark
from factories.by_core import ByCore
from factories.in_columns import as_core_tells, bring, evaluated
from factories.spark import spark_cluster
from factories.worlds import BEGUN, DAYS, world

# Spark 4.3 says so of every pandas above 2; only plain tables are handed over here.
pytestmark = pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas")


@pytest.fixture(scope="module")
def engine() -> Iterator[Spark]:
    with spark_cluster() as master:
        spark = Spark(master, sql_shuffle_partitions="2", ui_enabled="false", driver_host="127.0.0.1")
        yield spark
        spark.close()


@pytest.mark.parametrize(
    ("seed", "known_at", "accepted"),
    [(1, None, False), (3, BEGUN + timedelta(days=20), True)],
)
def test_spark_and_the_core_agree(
    engine: Spark, seed: int, known_at: datetime | None, accepted: bool
) -> None:
    made = world(seed, 400)
    law, country = evaluated(engine, bring(engine, made), made, known_at=known_at, accepted=accepted)
    core = ByCore(made, DAYS, known_at=known_at, accepted=accepted)
    for name, figures in as_core_tells(engine, law, country).items():
        assert figures == getattr(core, name), name
