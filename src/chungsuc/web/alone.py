"""One process at a time, whichever of them comes first."""

from __future__ import annotations

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def alone(lock: Path, *, on_waiting: Callable[[], object]) -> Iterator[None]:
    """Hold the lock until the block is left; told once where another process has it.

    The system gives the lock back when its holder dies, however that was, so the file may stay.
    """
    with lock.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            on_waiting()
            fcntl.flock(file, fcntl.LOCK_EX)
        yield
