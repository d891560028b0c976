"""Histories of made-up units: joined, divided, renamed and moved, day after day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from chungsuc.core.lineages import Life, Lineages
from chungsuc.core.units import Share, Succession, SuccessionKind

FIRST = date(2020, 1, 1)


@dataclass
class History:
    """Units by their lives, and what became of them."""

    lives: dict[str, Life] = field(default_factory=dict)
    successions: list[Succession] = field(default_factory=list)

    @property
    def lineages(self) -> Lineages:
        return Lineages(self.lives, self.successions)

    def begin(self, *names: str, day: date | None = None) -> History:
        self.lives.update(dict.fromkeys(names, (day, None)))
        return self

    def end(self, *names: str, day: date) -> None:
        for name in names:
            self.lives[name] = (self.lives[name][0], day)

    def join(self, olds: str, new: str, day: date) -> History:
        """ "a b" → "c": each of them whole."""
        names = olds.split()
        self.begin(new, day=day).end(*names, day=day)
        for name in names:
            self._step(name, new, SuccessionKind.MERGE, Share.WHOLE, Decimal(1), day)
        return self

    def part(self, old: str, new: str, weight: str | None, day: date, *, ends: bool = True) -> History:
        """A part of a unit goes to another, which may have been there before; the unit ends, or lives on."""
        if new not in self.lives:
            self.begin(new, day=day)
        if ends:
            self.end(old, day=day)
        known = None if weight is None else Decimal(weight)
        self._step(old, new, SuccessionKind.SPLIT, Share.PART, known, day)
        return self

    def _step(
        self, old: str, new: str, kind: SuccessionKind, share: Share, weight: Decimal | None, day: date
    ) -> None:
        self.successions.append(Succession(old, new, kind, share, True, weight, day))

    def on(self, day: date) -> list[str]:
        """The units of a day."""
        return [name for name in self.lives if self.lineages.existed(name, day)]


@st.composite
def histories(draw: st.DrawFn) -> tuple[History, list[date]]:
    """A history in which every weight is stated, and the days between its reorganisations."""
    history = History().begin(*(f"u{number}" for number in range(draw(st.integers(2, 6)))))
    days, made = [FIRST], 100
    for step in range(1, draw(st.integers(1, 4)) + 1):
        day = date(2020 + step, 7, 1)
        alive = draw(st.permutations(history.on(day)))
        while alive:
            deed = draw(st.sampled_from(["stay", "join", "divide", "lend"]))
            count = draw(st.integers(1, 3)) if deed == "join" else 1
            olds, alive = alive[:count], alive[count:]
            if deed == "join":
                history.join(" ".join(olds), f"u{made}", day)
                made += 1
            elif deed == "divide":
                first = draw(st.integers(1, 99))
                for weight in (first, 100 - first):
                    history.part(olds[0], f"u{made}", str(Decimal(weight) / 100), day)
                    made += 1
            elif deed == "lend" and alive:
                # the other has not moved yet today, and may end today itself only if nothing came to it
                history.part(olds[0], alive[0], f"0.{draw(st.integers(1, 9))}", day, ends=False)
                alive = alive[1:]
        days.append(day + timedelta(days=100))
    return history, days
