"""The page of a commune while the store grows a thousandfold: it should take no longer.

The commune and its figures stay as they are; ever more communes get as many figures of their own, with what
follows from them. The store is SQLite; pages are asked for one after another, by who may read all of it. The
ratio is of seconds of processor, which stays true while others use the machine; what passed is beside it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figures import Figure, at_most

SIZES = (5_000, 500_000, 5_000_000)  # observations in the store
QUICK_SIZES = (5_000, 50_000)
REQUESTS, QUICK_REQUESTS = 60, 20
FLAT = 1.5  # the largest store beside the smallest: what noise alone may come to
BEGIN = "import django; django.setup(); from benchmarks.unit_page_store import tell; tell()"


def measure(*, quick: bool) -> Iterator[Figure]:
    """The page as it opens, and with the series of one indicator, by the size of the store."""
    sizes, requests = (QUICK_SIZES, QUICK_REQUESTS) if quick else (SIZES, REQUESTS)
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {
            "CHUNGSUC_VAR": folder,
            "CHUNGSUC_DATABASE": f"sqlite:///{Path(folder) / 'bench.sqlite3'}",
            "DJANGO_SETTINGS_MODULE": "chungsuc.web.settings",
        }
        prepare = [sys.executable, "-m", "chungsuc", "run", "--prepare-only", "--no-examples"]
        subprocess.run(prepare, check=True, env=environment, stdout=subprocess.DEVNULL)
        command = [sys.executable, "-c", BEGIN, json.dumps([sizes, requests])]
        done = subprocess.run(command, check=True, env=environment, stdout=subprocess.PIPE, text=True)
    told = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    for page in told[0]["pages"]:
        medians = [each["pages"][page]["processor_ms"] for each in told]
        yield at_most(
            f"unit_page_{page}_as_the_store_grows",
            medians[-1] / medians[0],
            "times",
            FLAT,
            beside={str(each["observations"]): each["pages"][page] for each in told},
            conditions={
                "store": "SQLite",
                "requests": requests,
                "at_once": 1,
                "state": "warm",
                "cores": os.cpu_count(),
                "load_average": os.getloadavg()[0],
            },
        )
