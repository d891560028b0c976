"""The pages that people wait for, beside a hello page of the same server."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from benchmarks import load
from benchmarks.figures import Figure, at_least, at_most, percentile

CONNECTIONS = 6  # three for each process; answers of 50 ms at 200 a second are ten at a time


def measure(*, quick: bool) -> Iterator[Figure]:
    """The public programme page without results, then the pages of results of a signed-in reader."""
    seconds = 3.0 if quick else 15.0
    with server() as port:
        path = _widest_programme(port)
        yield from _measured(_Asked("programme_page_17x19", port, path, goal=200, seconds=seconds))
    yield from _of_results(seconds, last_year=2024 if quick else 2025)


@dataclass(frozen=True)
class _Asked:
    """A page to measure."""

    name: str
    port: int
    path: str
    goal: int  # answers a second
    seconds: float
    cookie: str = ""
    conditions: dict[str, Any] = field(default_factory=dict)


def _measured(asked: _Asked) -> Iterator[Figure]:
    """Warm, hello and the page in turn, from one running server."""
    given = {"seconds": asked.seconds, "connections": CONNECTIONS}
    for warm_up, cookie in (("/", ""), (asked.path, asked.cookie), ("/hello", "")):
        load.run(asked.port, warm_up, seconds=1.0, connections=CONNECTIONS, cookie=cookie)
    hello = load.run(asked.port, "/hello", **given)
    page = load.run(asked.port, asked.path, **given, cookie=asked.cookie)
    conditions = {
        "connections": CONNECTIONS,
        "workers": 2,
        "cores": os.cpu_count(),
        "store": "SQLite, synchronous=FULL",
        "state": "warm",
        "seconds": asked.seconds,
        "page_bytes": page.bytes_each,
        "signed_in": bool(asked.cookie),
        **asked.conditions,
    }
    beside = {
        "hello_req_s": hello.per_second,
        "ratio": page.per_second / hello.per_second,
        "hello_p95_ms": percentile(hello.times_ms, 0.95),
    }
    yield at_least(asked.name, page.per_second, "req/s", asked.goal, beside=beside, conditions=conditions)
    if asked.goal >= 200:
        p95 = percentile(page.times_ms, 0.95)
        yield at_most(f"{asked.name}_p95", p95, "ms", 50, beside=beside, conditions=conditions)


def _of_results(seconds: float, *, last_year: int) -> Iterator[Figure]:
    """A district of about 17 communes, a province of 124 or more, the nation; each also made anew."""
    with tempfile.TemporaryDirectory() as folder:
        environment = environment_of(folder)
        begin = "import django; django.setup(); from benchmarks.sampled import tell; tell()"
        command = [sys.executable, "-c", begin, "2024", str(last_year)]
        told = subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout
        found = json.loads(told.splitlines()[-1])
        with server(environment) as port:
            for name, place, goal in (
                ("results_page_17x19", found["small"], 200),
                ("results_page_124x19", found["large"], 50),
                ("results_page_nation", found["country"], 50),
            ):
                path = f"/don-vi/{place['unit']}/ket-qua/?nam={place['year']}"
                conditions = {"observations": found["observations"], **place}
                yield from _measured(
                    _Asked(name, port, path, goal, seconds, found["cookie"], conditions=conditions)
                )
                yield _made_anew(name, port, path, found["cookie"], conditions)


def _made_anew(name: str, port: int, path: str, cookie: str, conditions: dict[str, Any]) -> Figure:
    """The time of a page that nobody asked for since the last change: each address is asked for once.

    One connection; `dv` asks for nothing here, and makes the address another.
    """
    times: list[float] = []
    for number in range(20):
        start = time.perf_counter()
        get(port, f"{path}&dv={number}", cookie)
        times.append((time.perf_counter() - start) * 1000)
    cold = {**conditions, "state": "made anew", "connections": 1}
    return Figure(f"{name}_made_anew", percentile(times, 0.5), "ms", conditions=cold)


def _widest_programme(port: int) -> str:
    """The address of the example programme with the most communes in its matrix."""
    home = get(port, "/")
    paths = dict.fromkeys(re.findall(r'href="(/chuong-trinh/[^"#?]+)"', home))
    if not paths:
        raise RuntimeError("the home page names no programme")
    return max(paths, key=lambda path: get(port, path).count("<tr"))


def get(port: int, path: str, cookie: str = "") -> str:
    here = HTTPConnection("127.0.0.1", port)
    here.request("GET", path, headers={"Cookie": cookie} if cookie else {})
    answer = here.getresponse()
    body = answer.read().decode()
    here.close()
    if answer.status != 200:
        raise RuntimeError(f"{path}: {answer.status}")
    return body


def environment_of(folder: str) -> dict[str, str]:
    """Settings of a site of its own in a folder."""
    return os.environ | {
        "CHUNGSUC_VAR": folder,
        "CHUNGSUC_DATABASE": f"sqlite:///{Path(folder) / 'bench.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "benchmarks.site",
    }


@contextmanager
def server(environment: dict[str, str] | None = None, *options: str) -> Iterator[int]:
    """A server on a free port: of the site that is given, else of one of its own with the examples;
    `options` of `chungsuc run`."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "chungsuc", "run", "--port", str(port), *options]
        settings = environment or environment_of(folder)
        with subprocess.Popen(command, env=settings, stdout=subprocess.DEVNULL) as running:
            try:
                _wait(port, running)
                yield port
            finally:
                running.terminate()


def _wait(port: int, running: subprocess.Popen[bytes]) -> None:
    for _ in range(1500):
        if running.poll() is not None:
            raise RuntimeError("the server did not start")
        try:
            get(port, "/hello")
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError("the server did not answer in five minutes")
