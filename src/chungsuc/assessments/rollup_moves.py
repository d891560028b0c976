"""Các đơn vị đổi kết quả: what many units that stand otherwise than before change in the roll-ups above."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from chungsuc.assessments.rollup_law import Place
from chungsuc.assessments.rollup_store import Given, Key, Rollups
from chungsuc.core.adding import Adding
from chungsuc.core.counting import Turned
from chungsuc.core.rollup import NO_SUMS
from chungsuc.core.standing import Standing


class Move(NamedTuple):
    """How one unit stands in a year, before and now, with the figures that turned, by code.

    Figures that turned alike in several years are the same thing in each of them.
    """

    key: Key
    place: Place
    old: Standing | None
    new: Standing
    figures: Sequence[Mapping[str, Turned]]


def added_up(moves: Sequence[Move]) -> Rollups:
    """What these change in the roll-ups above; for units with the same above it is added up once."""
    changes = Rollups()
    _add_verdicts(moves, changes)
    _add_sums(moves, changes)
    return changes


def _add_verdicts(moves: Iterable[Move], changes: Rollups) -> None:
    together: dict[tuple[tuple[str, ...], Key], Rollups] = defaultdict(Rollups)
    for key, place, old, new, _figures in moves:
        alike = key._replace(unit_id="")
        was, now = Given(old, {}) if old else None, Given(new, {}) if new.figures > 0 else None
        together[place.above, alike].move([alike], was, now)
    for (above, alike), given in together.items():
        changes.add(given.without_empty(), [alike._replace(unit_id=each) for each in above])


def _add_sums(moves: Iterable[Move], changes: Rollups) -> None:
    """Each figure is added once, whatever the number of years in which it counts and of units above."""
    listed: dict[Any, tuple[Mapping[str, Turned], list[Key]]] = {}
    for key, place, old, new, figures in moves:
        for some in figures:
            alike = id(some), place.above, old is not None, new.figures > 0
            listed.setdefault(alike, (some, []))[1].append(key._replace(unit_id=""))
    together: dict[Any, dict[str, Adding]] = defaultdict(lambda: defaultdict(Adding))
    for (_id, above, stood, stands), (figures, keys) in listed.items():
        adding = together[above, tuple(keys)]
        for code, (first, last) in figures.items():
            sums = adding[code]
            if stood and first is not None:
                sums.take(*first, -1)
            if stands and last is not None:
                sums.take(*last, 1)
    totals: dict[Any, dict[str, Adding]] = defaultdict(lambda: defaultdict(Adding))
    for (above, keys), adding in together.items():
        for unit_id in above:
            total = totals[unit_id, keys]
            for code, sums in adding.items():
                total[code].add(sums)
    for (unit_id, keys), adding in totals.items():
        own = [key._replace(unit_id=unit_id) for key in keys]
        for code, total in adding.items():
            if (sums := total.sums()) != NO_SUMS:
                for key in own:
                    found = changes.values.get((key, code))
                    changes.values[key, code] = sums if found is None else found + sums
