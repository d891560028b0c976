"""Địa bàn qua các lần sắp xếp: how much of which unit of one day lies in a unit of another day.

Land is followed step by step, through any number of reorganisations. What a step does not say is not
guessed: where a unit was divided and no weight is stated, the weight is None from there on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from heapq import heapify, heappop, heappush

from chungsuc.core.units import Share, Succession

Life = tuple[date | None, date | None]  # [valid_from, valid_to); None: not known, or not ended
Weight = Fraction | None  # None: not known

_WHOLE = Fraction(1)


@dataclass(frozen=True, slots=True)
class Source:
    """Đơn vị nguồn: a unit of then, and how much of it lies in the unit that is asked about."""

    unit_id: str
    weight: Weight = _WHOLE

    @property
    def is_whole(self) -> bool:
        return self.weight == 1


class Lineages:
    """Quá trình sắp xếp of many units. `lives` names every unit that a succession names.

    The answers do not depend on the order in which successions are given.
    """

    def __init__(self, lives: Mapping[str, Life], successions: Iterable[Succession]) -> None:
        self._lives = lives
        self._after: dict[str, dict[date, list[Succession]]] = defaultdict(lambda: defaultdict(list))
        self._before: dict[str, list[Succession]] = defaultdict(list)
        for each in successions:
            self._after[each.predecessor_id][each.effective].append(each)
            self._before[each.successor_id].append(each)
        self._followed: dict[tuple[str, date, date], Mapping[str, Weight]] = {}
        self._sources: dict[tuple[str, date, date], tuple[Source, ...]] = {}

    @cached_property
    def turns(self) -> Sequence[date]:
        """The days on which a unit began, ended or gave land away, in order; between two of them the land
        of each unit is the same."""
        lives = (day for life in self._lives.values() for day in life if day is not None)
        return sorted({*lives, *(day for days in self._after.values() for day in days)})

    def existed(self, unit_id: str, day: date) -> bool:
        """Was the unit there on the day? Of one whose first day is not known: yes, until it ended."""
        begin, end = self._lives.get(unit_id, (None, None))
        return (begin is None or begin <= day) and (end is None or day < end)

    def sources(self, unit_id: str, then: date, now: date) -> tuple[Source, ...]:
        """The units of `then` whose land is in this unit of `now`, by id; either day may be the earlier.

        There are none where the unit was not there on `now`, or where nothing is known of its land before.
        """
        key = unit_id, then, now
        if key not in self._sources:
            self._sources[key] = self._find_sources(unit_id, then, now)
        return self._sources[key]

    def _find_sources(self, unit_id: str, then: date, now: date) -> tuple[Source, ...]:
        if not self.existed(unit_id, now):
            return ()
        found = self._earlier(unit_id, then, now) if then <= now else self._later(unit_id, then, now)
        return tuple(Source(each, found[each]) for each in sorted(found))

    def steps(self, unit_id: str, then: date, now: date) -> tuple[Succession, ...]:
        """Các lần sắp xếp between the two days that led to the unit, in order of days."""
        found = {each: None for place in self._reached_back(unit_id, then, now) for each in place[1]}
        return tuple(sorted(found, key=lambda e: (e.effective, e.predecessor_id, e.successor_id)))

    def became(self, unit_id: str, then: date, now: date) -> Mapping[str, Weight]:
        """Where the land of a unit of `then` lies on the later day `now`, and how much of it is where.

        A unit that ended without a successor stays itself in the answer: its land is not lost sight of.
        """
        key = unit_id, then, now
        if key not in self._followed:
            self._followed[key] = self._follow(unit_id, then, now)
        return self._followed[key]

    # --- forward in time -----------------------------------------------------------------------------

    def _follow(self, unit_id: str, then: date, now: date) -> Mapping[str, Weight]:
        held: dict[str, Weight] = {unit_id: _WHOLE}
        waiting = [(day, unit_id) for day in [self._next_step(unit_id, then)] if day is not None]
        heapify(waiting)
        while waiting and waiting[0][0] <= now:
            day = waiting[0][0]
            moved: dict[str, Weight] = {}
            while waiting and waiting[0][0] == day:
                place = heappop(waiting)[1]
                weight = held.pop(place)
                for successor, part in self._parts(place, day):
                    _add(moved, successor, None if weight is None or part is None else weight * part)
            for place, weight in moved.items():
                after = self._next_step(place, day)
                if place not in held and after is not None:
                    heappush(waiting, (after, place))
                _add(held, place, weight)
        return held

    def _next_step(self, unit_id: str, after: date) -> date | None:
        days = self._after.get(unit_id)
        return min((day for day in days if day > after), default=None) if days else None

    def _parts(self, unit_id: str, day: date) -> list[tuple[str, Weight]]:
        """What became of a unit on a day; what no succession took stays with a unit that lives on."""
        steps = self._after[unit_id][day]
        if any(each.share is Share.WHOLE for each in steps):
            return [(each.successor_id, _WHOLE) for each in steps]
        parts: list[tuple[str, Weight]] = [
            (each.successor_id, None if each.weight is None else Fraction(each.weight)) for each in steps
        ]
        if not self.existed(unit_id, day):
            return parts
        weights = [weight for _successor, weight in parts]
        known = [weight for weight in weights if weight is not None]
        rest = _WHOLE - sum(known, Fraction(0)) if len(known) == len(weights) else None
        return parts if rest == 0 else [*parts, (unit_id, rest)]

    # --- back in time --------------------------------------------------------------------------------

    def _earlier(self, unit_id: str, then: date, now: date) -> dict[str, Weight]:
        """The units of an earlier day: every one that leads here, with what of it arrives."""
        found = {}
        for place, _steps in self._reached_back(unit_id, then, now):
            if self.existed(place, then):
                followed = self.became(place, then, now)
                if unit_id in followed:
                    found[place] = followed[unit_id]
        return found

    def _later(self, unit_id: str, then: date, now: date) -> dict[str, Weight]:
        """The units of a later day that hold this one's land. One that was made from this unit alone is
        wholly its own; of one that was joined from several no weight says which part is whose."""
        found: dict[str, Weight] = {}
        for place in self.became(unit_id, now, then):
            if self.existed(place, then):
                alone = set(self._earlier(place, now, then)) == {unit_id}
                found[place] = _WHOLE if alone else None
        return found

    def _reached_back(self, unit_id: str, then: date, now: date) -> list[tuple[str, list[Succession]]]:
        """The unit and all that led to it between the two days, each with the steps that lead to it."""
        reached: dict[str, date] = {unit_id: now}
        waiting, found = [unit_id], {}
        while waiting:
            place = waiting.pop()
            steps = [each for each in self._before.get(place, ()) if then < each.effective <= reached[place]]
            found[place] = steps
            for each in steps:
                if reached.get(each.predecessor_id, date.min) < each.effective:
                    reached[each.predecessor_id] = each.effective
                    waiting.append(each.predecessor_id)
        return list(found.items())


def _add(held: dict[str, Weight], unit_id: str, weight: Weight) -> None:
    before = held.get(unit_id, Fraction(0))
    held[unit_id] = None if before is None or weight is None else before + weight
