"""A cell saved from the page while sixteen people enter figures: from the request to its whole answer.

Each person leads a commune of their own and leaves a cell a second, as nobody does for long; over HTTP to
the server as `chungsuc run` starts it, with the session, the rights, the lock, the questions about what is
unlikely, the log, every roll-up above and the verdict beside the cell. Beside it a hello page of the same
server, asked for at the same pace.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator

from benchmarks.figures import Figure, at_most, percentile
from benchmarks.pages import server
from benchmarks.saving import _postgresql, _sqlite

PEOPLE = 16
PAUSE = 1.0  # seconds between two cells of one person, on average
LIMIT = 60.0  # milliseconds for 95 of a hundred
BEGIN = "import django; django.setup(); from benchmarks.entering_store import tell; tell()"


def measure(*, quick: bool) -> Iterator[Figure]:
    """On SQLite and on PostgreSQL."""
    seconds = 8.0 if quick else 40.0
    for name, opened in (
        ("SQLite, synchronous=FULL", _sqlite),
        ("PostgreSQL, fsync and synchronous_commit on", _postgresql),
    ):
        with tempfile.TemporaryDirectory() as folder, opened(folder) as url:
            environment = os.environ | {
                "CHUNGSUC_VAR": folder,
                "CHUNGSUC_DATABASE": url,
                "DJANGO_SETTINGS_MODULE": "benchmarks.site",
            }
            prepare = [sys.executable, "-m", "chungsuc", "run", "--prepare-only", "--no-examples"]
            subprocess.run(prepare, check=True, env=environment, stdout=subprocess.DEVNULL)
            made = subprocess.run(
                [sys.executable, "-c", BEGIN, str(PEOPLE)],
                check=True,
                env=environment,
                stdout=subprocess.PIPE,
                text=True,
            )
            people = json.loads(made.stdout.splitlines()[-1])
            with server(environment, "--no-examples") as port:
                yield _figure(name, port, people, seconds)


def _figure(name: str, port: int, people: list[dict[str, object]], seconds: float) -> Figure:
    _enter(port, people, "save", 2.0)  # warm
    hello = _enter(port, people, "hello", seconds / 4)
    saved = _enter(port, people, "save", seconds)
    p95 = percentile(saved, 0.95)
    return at_most(
        f"autosave_{name.partition(',')[0].lower()}_{PEOPLE}_people_p95",
        p95,
        "ms",
        LIMIT,
        beside={
            "median_ms": percentile(saved, 0.5),
            "saves_per_s": len(saved) / seconds,
            "hello_p95_ms": percentile(hello, 0.95),
            "hello_median_ms": percentile(hello, 0.5),
        },
        conditions={
            "store": name,
            "people": PEOPLE,
            "cells_a_second_each": 1 / PAUSE,
            "workers": 2,
            "cores": os.cpu_count(),
            "seconds": seconds,
            "load_average": os.getloadavg()[0],
        },
    )


def _enter(port: int, people: list[dict[str, object]], what: str, seconds: float) -> list[float]:
    """The times of all answers, from people in a process of their own."""
    command = [sys.executable, "-m", "benchmarks.entering_people", str(port), what, str(seconds), str(PAUSE)]
    told = subprocess.run(command, check=True, input=json.dumps(people), capture_output=True, text=True)
    return list(json.loads(told.stdout))
