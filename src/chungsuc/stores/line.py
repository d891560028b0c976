"""Who saves next, among the threads of this process.

Python runs one thread at a time. A thread that holds what others wait for in the store, and gives way to
those that still prepare their own save, keeps everybody waiting: so they prepare one after another too.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from functools import wraps
from threading import Lock, local
from typing import ParamSpec, TypeVar

from django.db import connection

Given = ParamSpec("Given")
Made = TypeVar("Made")


class Line:
    """Hàng chờ: entered and left by threads, in the order in which they came."""

    def __init__(self) -> None:
        self._guard = Lock()
        self._taken = False
        self._waiting: deque[Lock] = deque()

    @property
    def waiting(self) -> int:
        """How many stand in it."""
        return len(self._waiting)

    def enter(self) -> None:
        """Returns when everyone who came before has left."""
        with self._guard:
            if not self._taken:
                self._taken = True
                return
            mine = Lock()
            mine.acquire()
            self._waiting.append(mine)
        mine.acquire()  # whoever leaves lets the first go

    def leave(self) -> None:
        """The next may go on."""
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._taken = False


class _Thread(local):
    inside = False


saves, _this = Line(), _Thread()


def one_after_another(save: Callable[Given, Made]) -> Callable[Given, Made]:
    """An action that the threads of this process carry out one after another, in the order of coming.

    Inside a transaction nobody waits in this line: those before may be waiting for that transaction.
    """

    @wraps(save)
    def in_line(*given: Given.args, **named: Given.kwargs) -> Made:
        if _this.inside or connection.in_atomic_block:
            return save(*given, **named)
        saves.enter()
        _this.inside = True
        try:
            return save(*given, **named)
        finally:
            leave()

    return in_line


def leave() -> None:
    """Let the next go on before this thread is done, which only waits from here on. Once is enough."""
    if _this.inside:
        _this.inside = False
        saves.leave()
