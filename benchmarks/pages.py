"""The programme page of 17 communes × 19 criteria, beside a hello page of the same server."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks import load
from benchmarks.figures import Figure, at_least, at_most, percentile

CONNECTIONS = 8


def measure(*, quick: bool) -> Iterator[Figure]:
    """Both pages in turn from one running server, warm, on SQLite."""
    seconds = 3.0 if quick else 15.0
    with _server() as port:
        path = _widest_programme(port)
        for warm_up in ("/", path, "/hello"):
            load.run(port, warm_up, seconds=1.0, connections=CONNECTIONS)
        hello = load.run(port, "/hello", seconds=seconds, connections=CONNECTIONS)
        page = load.run(port, path, seconds=seconds, connections=CONNECTIONS)
    conditions = {
        "connections": CONNECTIONS,
        "workers": 2,
        "cores": os.cpu_count(),
        "store": "SQLite, synchronous=FULL",
        "state": "warm",
        "seconds": seconds,
        "page_bytes": page.bytes_each,
    }
    beside = {
        "hello_req_s": hello.per_second,
        "ratio": page.per_second / hello.per_second,
        "hello_p95_ms": percentile(hello.times_ms, 0.95),
    }
    yield at_least(
        "programme_page_17x19", page.per_second, "req/s", 200, beside=beside, conditions=conditions
    )
    yield at_most(
        "programme_page_17x19_p95",
        percentile(page.times_ms, 0.95),
        "ms",
        50,
        beside=beside,
        conditions=conditions,
    )


def _widest_programme(port: int) -> str:
    """The address of the example programme with the most communes in its matrix."""
    home = _get(port, "/")
    paths = dict.fromkeys(re.findall(r'href="(/chuong-trinh/[^"#?]+)"', home))
    if not paths:
        raise RuntimeError("the home page names no programme")
    return max(paths, key=lambda path: _get(port, path).count("<tr"))


def _get(port: int, path: str) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}") as answer:
        return str(answer.read().decode())


@contextmanager
def _server() -> Iterator[int]:
    """A server of its own, with the examples loaded, on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {
            "CHUNGSUC_VAR": folder,
            "CHUNGSUC_DATABASE": f"sqlite:///{Path(folder) / 'bench.sqlite3'}",
            "DJANGO_SETTINGS_MODULE": "benchmarks.site",
        }
        command = [sys.executable, "-m", "chungsuc", "run", "--port", str(port)]
        with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as server:
            try:
                _wait(port, server)
                yield port
            finally:
                server.terminate()


def _wait(port: int, server: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        if server.poll() is not None:
            raise RuntimeError("the server did not start")
        try:
            _get(port, "/hello")
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError("the server did not answer in two minutes")
