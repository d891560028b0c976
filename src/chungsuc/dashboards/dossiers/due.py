"""Hạn của một bước, as pages show it."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from chungsuc.core.dossiers import Standing


class Due(NamedTuple):
    """Hạn: the day, and how many days are left; both empty where the procedure names no time."""

    day: date | None
    left: int | None

    @property
    def late(self) -> int:
        """How many days it is past."""
        return max(0, -(self.left or 0))


def due_of(standing: Standing, on: date) -> Due:
    return Due(standing.due, standing.days_left(on))
