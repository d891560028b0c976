"""The list of a department over the communes of a province, beside a hello page of the same server.

The list is kept until anything is done in the country; so it is measured as it is shown again, and made anew.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator

from benchmarks import load
from benchmarks.figures import Figure, at_most, percentile
from benchmarks.pages import environment_of, get, server

ALONE, MANY = 1, 6  # connections
GOAL = 80  # milliseconds


def measure(*, quick: bool) -> Iterator[Figure]:
    """The list as it opens, narrowed by a filter, and of one indicator; then the page of one cell."""
    seconds, last_year = (3.0, 2024) if quick else (15.0, 2025)
    with tempfile.TemporaryDirectory() as folder:
        environment = environment_of(folder)
        begin = "import django; django.setup(); from benchmarks.reviewed import tell; tell()"
        command = [sys.executable, "-c", begin, "2024", str(last_year)]
        told = subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout
        found = json.loads(told.splitlines()[-1])
        with server(environment) as port:
            for name, path in (
                ("review_list", found["list"]),
                ("review_list_filtered", f"{found['list']}?loc=cho"),
                ("review_list_of_one_indicator", f"{found['list']}?ma={found['code']}"),
            ):
                yield _measured(name, port, path, found, seconds)
            yield _made_anew(port, found)


def _made_anew(port: int, found: dict[str, object]) -> Figure:
    """The list that nobody asked for since the last act: each address is asked for once, one at a time."""
    times: list[float] = []
    for number in range(60):
        start = time.perf_counter()
        get(port, f"{found['list']}?loc=x{number}", str(found["cookie"]))
        times.append((time.perf_counter() - start) * 1000)
    return at_most(
        f"review_list_{found['communes']}_made_anew_p95",
        percentile(times, 0.95),
        "ms",
        GOAL,
        beside={"p50_ms": percentile(times, 0.5)},
        conditions={"connections": ALONE, "store": "SQLite", "cores": os.cpu_count(), "state": "made anew"},
    )


def _measured(name: str, port: int, path: str, found: dict[str, object], seconds: float) -> Figure:
    cookie = str(found["cookie"])
    load.run(port, path, seconds=1.0, connections=MANY, cookie=cookie)  # both processes are warm
    load.run(port, "/hello", seconds=1.0, connections=ALONE)
    hello = load.run(port, "/hello", seconds=seconds, connections=ALONE)
    page = load.run(port, path, seconds=seconds, connections=ALONE, cookie=cookie)
    many = load.run(port, path, seconds=seconds, connections=MANY, cookie=cookie)
    return at_most(
        f"{name}_{found['communes']}_p95",
        percentile(page.times_ms, 0.95),
        "ms",
        GOAL,
        beside={
            "hello_p95_ms": percentile(hello.times_ms, 0.95),
            "p50_ms": percentile(page.times_ms, 0.5),
            "with_six_at_once_p95_ms": percentile(many.times_ms, 0.95),
            "with_six_at_once_req_s": many.per_second,
        },
        conditions={
            "connections": ALONE,
            "workers": 2,
            "cores": os.cpu_count(),
            "store": "SQLite, synchronous=FULL",
            "state": "warm",
            "seconds": seconds,
            "page_bytes": page.bytes_each,
            **{key: found[key] for key in ("communes", "indicators", "observations")},
        },
    )
