"""Writers of SQLite are served in the order in which they came, whatever becomes of those before them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db.utils import ConnectionHandler, OperationalError

from chungsuc.stores.sqlite3.turns import Turn
from chungsuc.web import environment

HOLD = """
import sys
from chungsuc.stores.sqlite3.turns import Turn
turn = Turn(sys.argv[1])
turn.wait()
print("mine", flush=True)
sys.stdin.readline()
"""


def waiting_for(path: Path) -> int:
    """How many wait in the system's line, for the turn or for the place before it."""
    files = [f":{each.stat().st_ino} " for each in path.parent.glob(f"{path.name}*")]
    lines = Path("/proc/locks").read_text().splitlines()
    return sum("->" in line and any(file in line for file in files) for line in lines)


def start(thread: threading.Thread, path: Path, place: int) -> threading.Thread:
    """Start it, and return when it stands in the line."""
    thread.start()
    while waiting_for(path) < place:
        thread.join(0.001)
    return thread


def test_who_comes_first_is_served_first(tmp_path: Path) -> None:
    path, served = tmp_path / "turns", list[int]()
    mine = Turn(str(path))
    mine.wait()

    def write(number: int) -> None:
        turn = Turn(str(path))
        turn.wait()
        served.append(number)
        turn.end()

    line = [start(threading.Thread(target=write, args=[n]), path, n + 1) for n in range(8)]
    mine.end()
    for each in line:
        each.join()
    assert served == list(range(8))


def test_the_turn_of_a_process_that_is_killed_is_over(tmp_path: Path) -> None:
    path = tmp_path / "turns"
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "mine\n"
        mine = Turn(str(path))
        waiter = start(threading.Thread(target=mine.wait), path, 1)
        os.kill(holder.pid, signal.SIGKILL)
        waiter.join()
    assert waiting_for(path) == 0


# --- the store's own connection --------------------------------------------------------------------


@pytest.fixture
def store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, django_db_blocker: Any
) -> Iterator[ConnectionHandler]:
    """A file of SQLite, as an installation has it; each thread gets a connection of its own."""
    monkeypatch.setenv("CHUNGSUC_DATABASE", f"sqlite:///{tmp_path / 'store.sqlite3'}")
    found = ConnectionHandler({"default": environment.database(tmp_path)})
    with django_db_blocker.unblock():
        with found["default"].cursor() as cursor:
            cursor.execute("CREATE TABLE written (number INTEGER)")
        yield found
        found["default"].close()


def begin(connection: Any) -> None:
    """As `transaction.atomic` begins."""
    connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)


def end(connection: Any, how: Callable[[Any], None]) -> None:
    how(connection)
    if connection.connection is not None:
        connection.set_autocommit(True)


def commit(connection: Any) -> None:
    connection.commit()


def roll_back(connection: Any) -> None:
    connection.rollback()


def drop(connection: Any) -> None:
    connection.close()


@pytest.mark.parametrize("how", [commit, roll_back, drop])
def test_writers_follow_each_other_however_a_transaction_ends(
    store: ConnectionHandler, tmp_path: Path, how: Callable[[Any], None]
) -> None:
    mine = store["default"]
    begin(mine)
    with mine.cursor() as cursor:
        cursor.execute("INSERT INTO written VALUES (-1)")

    def write(number: int) -> None:
        own = store["default"]
        begin(own)
        with own.cursor() as cursor:
            cursor.execute("INSERT INTO written VALUES (%s)", [number])
        own.commit()
        own.set_autocommit(True)
        own.close()

    path = tmp_path / "store.sqlite3-turns"
    line = [start(threading.Thread(target=write, args=[n]), path, n + 1) for n in range(6)]
    end(mine, how)
    for each in line:
        each.join()
    with store["default"].cursor() as cursor:
        cursor.execute("SELECT number FROM written ORDER BY rowid")
        found = [number for (number,) in cursor.fetchall()]
    assert found == ([-1] if how is commit else []) + list(range(6))


def test_a_transaction_that_cannot_begin_gives_its_turn_back(
    store: ConnectionHandler, tmp_path: Path
) -> None:
    mine = store["default"]
    begin(mine)
    with pytest.raises(OperationalError, match="within a transaction"):
        mine._start_transaction_under_autocommit()
    other = Turn(str(tmp_path / "store.sqlite3-turns"))
    other.wait()
    end(mine, roll_back)
