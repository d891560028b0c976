"""The list of a department over the communes of a province, beside a hello page of the same server.

What it shows of a commune is kept until something is done there: so it is measured as it is shown again, just
after a figure of one commune was saved, and just after an act that leaves nothing of what was kept.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from benchmarks import load
from benchmarks.figures import Figure, at_most, percentile
from benchmarks.pages import environment_of, get, server

ALONE, MANY = 1, 6  # connections
GOAL = 80  # milliseconds
LOOKS = 60


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
            with _others(environment, found) as act:
                yield _after(port, found, act, "figure", "after_a_save", goal=GOAL)
                yield _after(port, found, act, "any", "made_anew", goal=None)


@contextmanager
def _others(environment: dict[str, str], found: dict[str, Any]) -> Iterator[Callable[[str], None]]:
    """Somebody who works in the same province, in a process of their own: what they are told, they do."""
    begin = "import django; django.setup(); from benchmarks.reviewed import change; change()"
    command = [sys.executable, "-c", begin, json.dumps({key: found[key] for key in ("province", "open")})]
    with subprocess.Popen(
        command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as running:
        assert running.stdin is not None
        assert running.stdout is not None
        said, heard = running.stdin, running.stdout
        heard.readline()

        def act(what: str) -> None:
            said.write(f"{what}\n")
            said.flush()
            if not heard.readline():
                raise RuntimeError("who changes the store has ended")

        try:
            yield act
        finally:
            said.close()


def _after(
    port: int, found: dict[str, Any], act: Callable[[str], None], what: str, name: str, *, goal: int | None
) -> Figure:
    """The list after an act just before each look: a figure of one commune, or what may change them all."""
    times: list[float] = []
    for number in range(LOOKS + 4):
        act(what)
        start = time.perf_counter()
        get(port, found["list"], found["cookie"])
        if number >= 4:  # both processes know the list
            times.append((time.perf_counter() - start) * 1000)
    said: dict[str, Any] = {
        "beside": {"p50_ms": percentile(times, 0.5)},
        "conditions": {
            "connections": ALONE,
            "workers": 2,
            "store": "SQLite, synchronous=FULL",
            "cores": os.cpu_count(),
            "state": f"an act before each of {LOOKS} looks",
            **{key: found[key] for key in ("communes", "indicators", "observations")},
        },
    }
    named = f"review_list_{found['communes']}_{name}_p95", percentile(times, 0.95), "ms"
    return Figure(*named, **said) if goal is None else at_most(*named, goal, **said)


def _measured(name: str, port: int, path: str, found: dict[str, Any], seconds: float) -> Figure:
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
