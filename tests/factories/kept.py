"""A store that is kept as it stands and put back: what is heavy to make is made once and copied.

SQLite copies pages from memory to memory, PostgreSQL makes a database from another: both take a moment, where
the tables, the units of the whole country and the criteria sets take many seconds.
"""

from __future__ import annotations

import fcntl
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.db import connection, connections

Kept = Any  # a database in SQLite's memory, or the name of one beside the store


def keep() -> Kept:
    """The store as it stands now."""
    if connection.vendor == "sqlite":
        copy = sqlite3.connect(":memory:")
        _pages().backup(copy)
        return copy
    name = f"kept_{uuid4().hex}"
    copy_database(str(connection.settings_dict["NAME"]), name)
    return name


def put_back(kept: Kept) -> None:
    """The store as it stood then, whatever was done to it since."""
    if connection.vendor == "sqlite":
        kept.backup(_pages())
        return
    name = str(connection.settings_dict["NAME"])
    drop_database(name)
    copy_database(kept, name)


def save(kept: Kept, path: Path) -> None:
    """SQLite: what was kept, as a file of its own."""
    with closing(sqlite3.connect(path)) as file:
        kept.backup(file)


def forget(kept: Kept) -> None:
    """Gives back the room of a kept store."""
    if connection.vendor == "sqlite":
        kept.close()
    else:
        drop_database(kept)


def _pages() -> sqlite3.Connection:
    connection.ensure_connection()
    pages: sqlite3.Connection = connection.connection
    return pages


def copy_database(kept: str, name: str) -> None:
    """PostgreSQL: a new database that holds what another holds; nobody may be in that other one."""
    leave()
    with connection._nodb_cursor() as server:
        server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{kept}"')


def drop_database(name: str) -> None:
    """PostgreSQL: takes a database away, if it is there, with whoever is in it."""
    leave()
    with connection._nodb_cursor() as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def leave() -> None:
    """Nothing of this process holds the store open, and it may have another name from here on."""
    connections.close_all()
    if connection.vendor == "postgresql":
        connection.close_pool()


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """One process of the run at a time."""
    with (folder / "law.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def begun(folder: Path, make: Callable[[], None]) -> Iterator[None]:
    """The test database of this process: made by the first process of a run, copied by the others."""
    path = folder / "law"  # SQLite's pages, or the name of PostgreSQL's database
    with alone(folder):
        is_mine = not path.exists()
        if is_mine:
            connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
            make()
            _hand_on(path)
        else:
            _take_over(path)
    yield
    with alone(folder):
        if connection.vendor == "postgresql":
            drop_database(str(connection.settings_dict["NAME"]))
            if is_mine:  # whoever comes later makes it anew
                drop_database(path.read_text())
        if is_mine:
            path.unlink()


def _hand_on(path: Path) -> None:
    if connection.vendor == "sqlite":
        save(_pages(), path)
    else:
        path.write_text(keep())


def _take_over(path: Path) -> None:
    name = connection.creation._get_test_db_name()
    leave()
    connection.settings_dict["NAME"] = name
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(path)) as file:
            put_back(file)
    else:
        put_back(path.read_text())
