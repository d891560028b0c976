"""Locks that others wait for, and the disk, which they need not wait for.

PostgreSQL holds a transaction's locks until its commit has reached the disk: who counts up the same total
as another waits for the disk once for each of them. Here the locks end with the commit, and whoever made
it waits for the disk afterwards, together with all others who do so at that moment.
"""

from __future__ import annotations

from collections.abc import Sequence
from threading import local
from typing import Any

from django.db import connection, transaction

from chungsuc.stores.line import leave
from chungsuc.stores.statements import ask

_FLUSH = "SELECT pg_logical_emit_message(true, 'chungsuc', '')"


class _Thread(local):
    """What a thread has committed that may not be on the disk."""

    waits = False


_this = _Thread()


def release_before_disk(also: str = "", parameters: Sequence[Any] = ()) -> None:
    """Within a transaction: let its locks end with its commit, before the commit is on the disk.

    The outermost `atomic` still returns only when it is there: nothing is acknowledged that a power cut
    could take. The log is written in order, so whatever rests on this transaction is lost with it or not at
    all. What is selected `also` (the locks themselves) is asked for in the same breath. SQLite lets one
    writer in at a time, and needs nothing.
    """
    if connection.vendor != "postgresql":
        return
    ask(f"SELECT set_config('synchronous_commit', 'off', true){also and ', '}{also}", parameters)
    _this.waits = True
    transaction.on_commit(_flush)


def _flush() -> None:
    """A commit of its own that waits for the disk: everything that was committed before is there too."""
    leave()  # all who wait for the disk wait together
    if _this.waits:  # once for a transaction that asked for it many times
        ask(_FLUSH)
    _this.waits = False
