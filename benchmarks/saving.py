"""One figure saved, with its entry in the log and every roll-up above it, beside the bare transaction.

A writer saves one figure after another without a pause, as nobody does: sixteen of them are sixteen saves
that wait for each other all the time. They run as the site's own processes and threads do.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tools.postgres_for_tests import ROOM, postgres

from benchmarks.figures import Figure, at_most, percentile

PROCESSES = 2  # as `chungsuc run` serves
WRITERS = {1: 20.0, 16: 60.0}  # and how long the save may take for 95 of a hundred, in milliseconds
BEGIN = "import django; django.setup(); from benchmarks.saving_writer import write; write()"


@dataclass(frozen=True)
class Store:
    """One prepared store, and how long the first figure of each commune took in it."""

    name: str
    environment: dict[str, str]
    seconds: float
    first: list[float]


def measure(*, quick: bool) -> Iterator[Figure]:
    """On SQLite and on PostgreSQL, each with one writer and with sixteen."""
    seconds = 4.0 if quick else 20.0
    for name, opened in (
        ("SQLite, synchronous=FULL", _sqlite),
        ("PostgreSQL, fsync and synchronous_commit on", _postgresql),
    ):
        with tempfile.TemporaryDirectory() as folder, opened(folder) as url:
            environment = os.environ | {
                "CHUNGSUC_VAR": folder,
                "CHUNGSUC_DATABASE": url,
                "CHUNGSUC_POOL": "16",
                "DJANGO_SETTINGS_MODULE": "chungsuc.web.settings",
            }
            prepare = [sys.executable, "-m", "chungsuc", "run", "--prepare-only", "--no-examples"]
            subprocess.run(prepare, check=True, env=environment, stdout=subprocess.DEVNULL)
            first = _run("first", 1, 0, environment)
            for writers, limit in WRITERS.items():
                yield _figure(Store(name, environment, seconds, first), writers, limit)


def _figure(store: Store, writers: int, limit: float) -> Figure:
    bare = _run("bare", writers, store.seconds / 2, store.environment)
    before = _processors()
    saved = _run("save", writers, store.seconds, store.environment)
    passed = [now - then for then, now in zip(before, _processors(), strict=True)]
    p95, beside = percentile(saved, 0.95), percentile(bare, 0.95)
    return at_most(
        f"save_{store.name.partition(',')[0].lower()}_{writers}_writers_p95",
        p95,
        "ms",
        limit,
        beside={
            "median_ms": percentile(saved, 0.5),
            "saves_per_s": len(saved) / store.seconds,
            "bare_p95_ms": beside,
            "bare_median_ms": percentile(bare, 0.5),
            "ratio": p95 / beside,
            "ratio_of_medians": percentile(saved, 0.5) / percentile(bare, 0.5),
            "first_of_a_commune_p95_ms": percentile(store.first, 0.95),
        },
        conditions={
            "store": store.name,
            "writers": writers,
            "processes": min(writers, PROCESSES),
            "pause": "none",
            "cores": os.cpu_count(),
            "load_average": os.getloadavg()[0],
            "stolen": round(passed[_STOLEN] / sum(passed), 3) if sum(passed) else None,
            "seconds": store.seconds,
            "communes": len(store.first),
            "state": "warm",
        },
    )


def _processors() -> list[int]:
    """How long all processors did what, in ticks, as Linux counts; nothing where it is not Linux."""
    counted = Path("/proc/stat")
    return (
        [int(each) for each in counted.read_text().split("\n", 1)[0].split()[1:9]] if counted.exists() else []
    )


_STOLEN = 7  # what another machine on the same iron took of ours


def _run(what: str, writers: int, seconds: float, environment: dict[str, str]) -> list[float]:
    """All writers begin together; the milliseconds of each save."""
    shares = [len(range(number, writers, PROCESSES)) for number in range(PROCESSES)]
    asked = [json.dumps([what, share, seconds, number]) for number, share in enumerate(shares) if share]
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", BEGIN, each],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for each in asked
    ]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    times: list[float] = []
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in processes:
        output, _ = process.communicate()
        times += json.loads(output)
    return times


@contextmanager
def _sqlite(folder: str) -> Iterator[str]:
    yield f"sqlite:///{Path(folder) / 'bench.sqlite3'}"


@contextmanager
def _postgresql(_folder: str) -> Iterator[str]:
    with postgres(ROOM) as url:
        yield url
