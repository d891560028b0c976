"""Who saves next, among the threads of this process.

Python runs one thread at a time. A thread that holds what others wait for in the store, and gives way to
those that still prepare their own save, keeps everybody waiting: so they prepare one after another too. And
who comes to the front may carry out, with her own save, those of all who wait behind her: what a save costs
is for the most part what it asks and locks, and that is the same for many of them.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Hashable, Sequence
from functools import wraps
from threading import Lock, local
from typing import Any, ParamSpec, TypeVar

from django.db import connection

Given = ParamSpec("Given")
Job = TypeVar("Job")
Made = TypeVar("Made")
MOST = 32  # saves carried out together: more would keep the last of them waiting for the first


class Turn:
    """Lượt: of one who stands in the line. When it comes, either she is in front or all is done for her."""

    __slots__ = ("_come", "job", "kind", "made")

    def __init__(self, kind: Hashable, job: Any) -> None:
        self.kind = kind
        self.job = job
        self.made: Any = None
        self._come = Lock()
        self._come.acquire()

    def wait(self) -> None:
        """Returns when it has come."""
        self._come.acquire()

    def come(self) -> None:
        """Let whoever waits for it go on."""
        self._come.release()


class Line:
    """Hàng chờ: entered and left by threads, in the order in which they came."""

    def __init__(self) -> None:
        self._guard = Lock()
        self._taken = False
        self._waiting: deque[Turn] = deque()

    @property
    def waiting(self) -> int:
        """How many stand in it."""
        return len(self._waiting)

    def enter(self, kind: Hashable = None, job: Any = None) -> Any:
        """Returns when everyone who came before has left; or what was made of the job by one of them, who
        took it along with others of its kind."""
        with self._guard:
            if not self._taken:
                self._taken = True
                return None
            mine = Turn(kind, job)
            self._waiting.append(mine)
        mine.wait()  # whoever leaves lets the first go
        return mine.made

    def take_along(self, kind: Hashable, most: int) -> list[Turn]:
        """By who is in front: the jobs of this kind that wait behind her, which no longer stand in line."""
        with self._guard:
            taken = [each for each in self._waiting if each.kind == kind][:most]
            for each in taken:
                self._waiting.remove(each)
        return taken

    def give_back(self, turns: Sequence[Turn]) -> None:
        """Those who were taken along and not served stand in front again, each for herself."""
        for each in turns:
            each.kind = None
        with self._guard:
            self._waiting.extendleft(reversed(turns))
            if not self._taken and self._waiting:
                self._taken = True
                self._waiting.popleft().come()

    def leave(self) -> None:
        """The next may go on."""
        with self._guard:
            if self._waiting:
                self._waiting.popleft().come()
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


def together(
    many: Callable[[Sequence[Job]], Sequence[Made | None]], *, alike: Callable[[Job], Hashable]
) -> Callable[[Callable[[Job], Made]], Callable[[Job], Made]]:
    """The same for an action that is given one thing: `many` carries out what waits of those that are
    `alike`, in one transaction.

    For each it returns what was made, or None where it has to be carried out by itself: by the thread that
    asked for it, which is told in its own words what is wrong with it.
    """

    def joined(alone: Callable[[Job], Made]) -> Callable[[Job], Made]:
        @wraps(alone)
        def in_line(job: Job) -> Made:
            if _this.inside or connection.in_atomic_block:
                return alone(job)
            kind = many, alike(job)
            made: Made | None = saves.enter(kind, job)
            if made is not None:
                return made
            _this.inside = True
            try:
                made = _with_others(many, kind, job)
                return alone(job) if made is None else made
            finally:
                leave()

        return in_line

    return joined


def _with_others(
    many: Callable[[Sequence[Job]], Sequence[Made | None]], kind: Hashable, job: Job
) -> Made | None:
    """Carry out the job and those of its kind that wait; what was made of it, None where nothing was."""
    others = saves.take_along(kind, MOST - 1)
    if not others:
        return None
    undone = others
    try:
        mine, *theirs = many([job, *(each.job for each in others)])
        for turn, made in zip(others, theirs, strict=True):
            turn.made = made
        undone = [each for each in others if each.made is None]
    finally:
        saves.give_back(undone)
    for each in others:
        if each.made is not None:
            each.come()
    if mine is None and not _this.inside:  # she has left the line already, to wait for the disk
        saves.enter()
        _this.inside = True
    return mine


def leave() -> None:
    """Let the next go on before this thread is done, which only waits from here on. Once is enough."""
    if _this.inside:
        _this.inside = False
        saves.leave()
