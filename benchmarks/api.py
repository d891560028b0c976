"""Figures of a province sent in one call, beside the bare insert of the same rows in the same run.

The call is the whole of it: the key looked up, JSON read and checked, rights, what stands in each cell, the
figures and the roll-ups of every unit above, the entry in the log, the kept answer, and the commit.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator

from benchmarks.figures import Figure, at_most
from benchmarks.saving import _postgresql, _sqlite

BEGIN = "import django; django.setup(); from benchmarks.api_caller import call; call()"
LIMIT = 3.0


def measure(*, quick: bool) -> Iterator[Figure]:
    """On SQLite and on PostgreSQL: cells that were empty, and cells whose figure is replaced."""
    asked = json.dumps({"communes": 20 if quick else 124, "rounds": 2 if quick else 4})
    for name, opened in (
        ("SQLite, synchronous=FULL", _sqlite),
        ("PostgreSQL, fsync and synchronous_commit on", _postgresql),
    ):
        with tempfile.TemporaryDirectory() as folder, opened(folder) as url:
            environment = os.environ | {
                "CHUNGSUC_VAR": folder,
                "CHUNGSUC_DATABASE": url,
                "DJANGO_SETTINGS_MODULE": "chungsuc.web.settings",
            }
            prepare = [sys.executable, "-m", "chungsuc", "run", "--prepare-only", "--no-examples"]
            subprocess.run(prepare, check=True, env=environment, stdout=subprocess.DEVNULL)
            done = subprocess.run(
                [sys.executable, "-c", BEGIN, asked],
                check=True,
                env=environment,
                stdout=subprocess.PIPE,
                text=True,
            )
        yield from _figures(name, json.loads(done.stdout))


def _figures(store: str, told: dict[str, dict[str, float]]) -> Iterator[Figure]:
    for what, found in told.items():
        yield at_most(
            f"api_bulk_{what}_{store.partition(',')[0].lower()}",
            found["call_ms"] / found["bare_ms"],
            "x",
            LIMIT,
            beside=found
            | {
                "figures_per_s": 1000 * found["figures"] / found["call_ms"],
                "ratio_of_cpu_here": found["call_cpu_ms"] / found["bare_cpu_ms"],
            },
            conditions={
                "store": store,
                "bare": "executemany into a twin of the table: keys, indexes, checks; and the commit",
                "of_rounds": "the median",
                "cores": os.cpu_count(),
                "load_average": os.getloadavg()[0],
            },
        )
