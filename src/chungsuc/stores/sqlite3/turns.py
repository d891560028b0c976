"""Whose turn it is to write.

SQLite lets one writer in and has the others try again after a nap; whoever comes while they sleep
overtakes them, and some wait for seconds. The operating system keeps a line in front of a locked file.
"""

from __future__ import annotations

import fcntl
import os
from weakref import finalize


class Turn:
    """Lượt ghi of one connection: waited for in the order of coming, by threads and processes alike.

    Of a process that dies, or a connection that is dropped, the system ends the turn.
    """

    def __init__(self, path: str) -> None:
        # Whoever waits for the turn itself holds the place before it: else one who has just ended a turn
        # would take the next before the one that waits has woken up.
        self._turn, self._next = self._opened(path), self._opened(f"{path}-next")

    def _opened(self, path: str) -> int:
        # Each connection opens the files for itself: a lock belongs to what was opened, not to the process.
        file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        finalize(self, os.close, file)
        return file

    def wait(self) -> None:
        """Returns when it is this connection's turn."""
        fcntl.flock(self._next, fcntl.LOCK_EX)
        try:
            fcntl.flock(self._turn, fcntl.LOCK_EX)
        finally:
            fcntl.flock(self._next, fcntl.LOCK_UN)

    def end(self) -> None:
        """Ends the turn, where it was one."""
        fcntl.flock(self._turn, fcntl.LOCK_UN)
