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
        # Each connection opens the file for itself: a lock belongs to what was opened, not to the process.
        self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        finalize(self, os.close, self._file)

    def wait(self) -> None:
        """Returns when it is this connection's turn."""
        fcntl.flock(self._file, fcntl.LOCK_EX)

    def end(self) -> None:
        """Ends the turn, where it was one."""
        fcntl.flock(self._file, fcntl.LOCK_UN)
