"""Much work at once, without Python looking again and again for things that nobody holds any more.

Ten thousand figures are hundreds of thousands of small things, and none of them holds itself in a ring. Every
some thousand of them Python walks through all it has, the law among it: a quarter of the time of an import.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import wraps
from threading import Lock
from typing import ParamSpec, TypeVar

Given = ParamSpec("Given")
Made = TypeVar("Made")


class _Working:
    """How many threads are at such work; the last of them lets Python look again."""

    def __init__(self) -> None:
        self._guard, self._count, self._was_on = Lock(), 0, True

    def begin(self) -> None:
        with self._guard:
            if not self._count:
                self._was_on = gc.isenabled()
                gc.disable()
            self._count += 1

    def end(self) -> None:
        with self._guard:
            self._count -= 1
            if not self._count and self._was_on:
                gc.enable()


_working = _Working()


def without_collecting(work: Callable[Given, Made]) -> Callable[Given, Made]:
    """Work of a few seconds at most, on things that go away by themselves once nobody holds them."""

    @wraps(work)
    def done(*given: Given.args, **named: Given.kwargs) -> Made:
        _working.begin()
        try:
            return work(*given, **named)
        finally:
            _working.end()

    return done
