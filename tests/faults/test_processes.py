"""`chungsuc run` whose processes are killed: the worker comes back, and nothing outlives the site."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from faults.stage import Stage

pytestmark = pytest.mark.store


def free_port() -> int:
    """A port of the loopback address that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until(what: Callable[[], bool], seconds: float = 60) -> None:
    """Returns once it is so; fails when it does not become so."""
    last = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < last, "it did not become so"
        time.sleep(0.1)


def answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz") as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def first_page(port: int) -> int:
    """How the site answers."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=30) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        return refused.code


def children(pid: int) -> dict[int, str]:
    """The processes that a process started, with their command lines."""
    found = {}
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        try:
            found[int(child)] = Path(f"/proc/{child}/cmdline").read_text().replace("\0", " ")
        except OSError:
            continue
    return found


def workers(pid: int) -> list[int]:
    return [child for child, line in children(pid).items() if "spawn_main" in line]


def lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def is_read(stage: Stage, plan: str) -> bool:
    return bool(stage.do("look").done["plans"][plan][0] == "in_review")


@contextmanager
def running(stage: Stage, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """`chungsuc run` on the installation."""
    command = [sys.executable, "-m", "chungsuc", "run", "--no-examples", "--port", str(port)]
    with subprocess.Popen(
        command, env=stage.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as site:
        try:
            until(lambda: answers(port) and bool(workers(site.pid)))
            yield site
        finally:
            site.terminate()
            site.wait(30)


def test_a_killed_worker_comes_back_and_a_killed_site_leaves_nothing_running(
    stage: Stage, examples: Path
) -> None:
    paper = next(examples.glob("*2024.txt")).read_text().rstrip()
    port = free_port()
    with running(stage, port) as site:
        with ThreadPoolExecutor(12) as people:  # each process has its own connection to the store
            assert set(people.map(lambda _number: first_page(port), range(60))) == {200}
        for worker in workers(site.pid):
            os.kill(worker, signal.SIGKILL)
        first = stage.do("upload", text=f"{paper}\n\nTrong lúc máy đọc chết.\n").done
        until(lambda: is_read(stage, first))

        started = list(children(site.pid))
        assert len(started) >= 3  # two that serve, one that reads
        site.kill()
        until(lambda: not any(lives(child) for child in started))
        assert not answers(port)
    second = stage.do("upload", text=f"{paper}\n\nTrong lúc trang dừng.\n").done
    with running(stage, port):
        until(lambda: is_read(stage, second))


def test_a_taken_port_is_told_in_one_sentence(stage: Stage) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        command = [sys.executable, "-m", "chungsuc", "run", "--no-examples", "--port", str(port)]
        told = subprocess.run(command, env=stage.environment, capture_output=True, text=True, check=False)
    assert told.returncode == 2
    assert f"cổng {port}" in told.stderr
    assert "chọn cổng khác" in told.stderr
    assert "Traceback" not in told.stderr
