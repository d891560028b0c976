"""Bàn làm việc: in which order a person's tasks stand, what is late, and which of them make one line.

Pure: tasks, days and words are told. What the law gives no day for is never late, and says so.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum

FEW = 5  # tasks alike that still stand one by one


class TaskKind(StrEnum):
    """Loại việc, in the order in which those of one day stand."""

    QUESTION = "question"  # hỏi lại: to be explained
    RETURNED = "returned"  # trả lại, mở lại: to be mended
    VOTE = "vote"  # bỏ phiếu của hội đồng thẩm định
    STEP = "step"  # một bước của hồ sơ
    REVIEW = "review"  # thẩm tra chỉ tiêu
    FIGURES = "figures"  # số liệu đang hỏi
    IMPORT = "import"  # tệp đã đưa vào, chưa nhận


CAME_BACK = frozenset({TaskKind.QUESTION, TaskKind.RETURNED})
_ORDER = {kind: place for place, kind in enumerate(TaskKind)}


class Standing(IntEnum):
    """Tình trạng của một việc, in the order of the desk."""

    LATE = 0
    CAME_BACK = 1
    DUE = 2
    NO_DAY = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Một việc: what is to be done, where, until when, and the address where it is done."""

    kind: TaskKind
    what: str
    where: str
    address: str
    due: date | None = None  # the last day; None where nothing names one
    since: date | None = None  # from when it waits
    count: int = 1  # how many things it is about
    alike: Hashable = None  # tasks that may make one line; None never does
    place: str = ""  # by which those of one day and kind are sorted

    def days_left(self, on: date) -> int | None:
        """Days left; below zero so many late. None where no day is named."""
        return None if self.due is None else (self.due - on).days

    def days_late(self, on: date) -> int:
        """How many days it is past its last day; the last day itself is not late."""
        return 0 if self.due is None else max(0, (on - self.due).days)

    def standing(self, on: date) -> Standing:
        if self.days_late(on):
            return Standing.LATE
        if self.kind in CAME_BACK:
            return Standing.CAME_BACK
        return Standing.NO_DAY if self.due is None else Standing.DUE


def in_order(tasks: Iterable[Task], on: date) -> list[Task]:
    """Theo hạn: what is late first, the latest of it before; then what came back, then what is due, the
    nearest day before; last what has no day, the one that has waited longest before."""

    def key(task: Task) -> tuple[int, bool, date, date, int, str, str]:
        return (
            task.standing(on),
            task.due is None,
            task.due or date.max,
            task.since or date.max,
            _ORDER[task.kind],
            task.place,
            task.what,
        )

    return sorted(tasks, key=key)


def gathered(
    tasks: Iterable[Task], together: Callable[[Sequence[Task]], Task], *, few: int = FEW
) -> list[Task]:
    """Gộp việc: more than a few that are alike become one line, which `together` words; its day is the first
    of theirs, it waits since the first of theirs, and it counts all of theirs."""
    alike: dict[Hashable, list[Task]] = {}
    found: list[Task] = []
    for each in tasks:
        if each.alike is None:
            found.append(each)
        else:
            alike.setdefault(each.alike, []).append(each)
    for some in alike.values():
        found += [together(some)] if len(some) > few else some
    return found


def first_day(days: Iterable[date | None]) -> date | None:
    """The earliest of the days that are known."""
    return min((each for each in days if each is not None), default=None)
