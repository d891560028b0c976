"""Những dòng đã vẽ của danh sách thẩm tra: kept by unit, made anew for the units of which the log tells more.

A list is looked at again and again in weeks in which somebody does something every minute. What it shows of
a unit follows from that unit's own facts, so one act leaves the rows of all other units as they are. What
binds several units together (counts, filters, figures that bunch) is worked out from the rows at each look.
Rights are in no row: they decide which list is asked for, and whether evidence is told of.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock

from django.utils.translation import get_language

from chungsuc.accounts import policy
from chungsuc.administrative_units.models import Unit
from chungsuc.assessments.review_changes import changed_since
from chungsuc.assessments.review_list import ReviewCell
from chungsuc.audit import queries as log
from chungsuc.core.criteria import Indicator, Observed
from chungsuc.dashboards.reviewing.scope import ReviewScope

LISTS = 32  # a process keeps so many; one of 180 units and six indicators takes about a megabyte


@dataclass(frozen=True, slots=True)
class Drawn:
    """Một ô đã vẽ, with what filters, counts and bunches ask of it."""

    html: str
    passes: frozenset[str]  # words of filters
    figure: tuple[str, object, Observed] | None  # code, threshold and value
    is_verified: bool
    is_handed_up: bool


@dataclass(frozen=True, slots=True)
class Row:
    """Một đơn vị: the beginning of its row, and its cells in the order of the indicators."""

    unit: Unit
    head: str
    cells: tuple[Drawn, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """The rows as they were when the log ended there, or later."""

    ends: log.Ends
    rows: Mapping[str, Row]  # by unit, in Vietnamese order


class Memory:
    """What one process keeps: the lists that were looked at last."""

    def __init__(self, most: int = LISTS) -> None:
        self._most = most
        self._held: OrderedDict[Hashable, Kept] = OrderedDict()
        self._guard = Lock()

    def __len__(self) -> int:
        return len(self._held)

    def get(self, name: Hashable) -> Kept | None:
        with self._guard:
            if name in self._held:
                self._held.move_to_end(name)
            return self._held.get(name)

    def keep(self, name: Hashable, kept: Kept) -> None:
        with self._guard:
            self._held[name] = kept
            self._held.move_to_end(name)
            while len(self._held) > self._most:
                self._held.popitem(last=False)


MEMORY = Memory()
Draw = Callable[[Sequence[Unit]], Mapping[str, Row]]


def rows_of(
    scope: ReviewScope, indicators: Sequence[Indicator], draw: Draw, memory: Memory = MEMORY
) -> Mapping[str, Row]:
    """The rows of the units; `draw` makes those anew of which the log tells more than when they were kept.

    The ends of the log are read before the facts: a row may be newer than they say, and never older.
    """
    name = (
        scope.unit.pk,
        scope.law.id,
        scope.year,
        tuple(each.code for each in indicators),
        scope.sees_questions,
        scope.sees_evidence,
        policy.today(),  # a question is shown above when its days are over
        get_language(),
    )
    ends = log.ends()
    before = memory.get(name)
    changed = changed_since(before.ends, ends, before.rows.keys()) if before is not None else None
    if before is None or changed is None:
        rows = draw(scope.units)
    elif changed & before.rows.keys():
        rows = {**before.rows, **draw([row.unit for key, row in before.rows.items() if key in changed])}
    else:
        rows = before.rows
    memory.keep(name, Kept(ends, rows))
    return rows


def drawn(cell: ReviewCell, html: str, passes: frozenset[str]) -> Drawn:
    """What is kept of a cell."""
    figure = None
    if cell.given is not None and cell.threshold is not None:
        figure = cell.indicator.code, cell.threshold.value, cell.given.value
    return Drawn(html, passes, figure, cell.review.is_verified, cell.review.is_handed_up)
