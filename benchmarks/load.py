"""A load on a server of this machine: keep-alive connections that ask for one page in turn.

The client is plain sockets in its own process, so that it takes as little of the two cores as it can.
"""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass


@dataclass(frozen=True)
class Load:
    """What a load gave: answers a second, and the times of single answers in milliseconds."""

    per_second: float
    times_ms: list[float]
    bytes_each: int


def run(port: int, path: str, *, seconds: float, connections: int, cookie: str = "") -> Load:
    """Ask for `path` on the loopback address for some seconds, in another process; `cookie` signs in."""
    numbers = map(str, (seconds, connections))
    command = [sys.executable, "-m", "benchmarks.load", str(port), path, *numbers, cookie]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return Load(**json.loads(told))


def _ask(port: int, request: bytes, until: float, times: list[float], sizes: list[int]) -> None:
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        while time.perf_counter() < until:
            start = time.perf_counter()
            connection.sendall(request)
            sizes.append(_answer(connection))
            times.append((time.perf_counter() - start) * 1000)


def _answer(connection: socket.socket) -> int:
    """Read one answer whole; its length. Anything but 200 ends the measurement."""
    data = b""
    while b"\r\n\r\n" not in data:
        data += _more(connection)
    head, _, body = data.partition(b"\r\n\r\n")
    if not head.startswith(b"HTTP/1.1 200"):
        raise RuntimeError(head.decode(errors="replace").splitlines()[0])
    length = next(
        int(line.split(b":")[1])
        for line in head.split(b"\r\n")
        if line.lower().startswith(b"content-length:")
    )
    received = len(body)
    while received < length:
        received += len(_more(connection))
    return length


def _more(connection: socket.socket) -> bytes:
    data = connection.recv(1 << 18)
    if not data:
        raise RuntimeError("the server closed the connection")
    return data


def main(port: int, path: str, seconds: float, connections: int, cookie: str) -> None:
    """The client process: print the load as JSON."""
    lines = [f"GET {path} HTTP/1.1", "Host: 127.0.0.1", "Accept-Encoding: identity"]
    if cookie:
        lines.append(f"Cookie: {cookie}")
    request = "\r\n".join([*lines, "", ""]).encode()
    times: list[float] = []
    sizes: list[int] = []
    until = time.perf_counter() + seconds
    threads = [
        threading.Thread(target=_ask, args=(port, request, until, times, sizes)) for _ in range(connections)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(json.dumps({"per_second": len(times) / seconds, "times_ms": times, "bytes_each": max(sizes)}))


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], float(sys.argv[3]), int(sys.argv[4]), sys.argv[5])
