"""Địa bàn cũ: whose decisions hold on the land of a province that was merged, divided or renamed.

The law on legal papers: what a province decided stays in force on the land that was its own until the
province that came after decides for itself. Land that only moves to a province takes the papers of that
province. So it is the path from province to province that tells which decisions bind a unit.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from chungsuc.core.criteria.overlays import Overlay

_LONGEST = 40  # characters, as long as any name of a unit


@dataclass(frozen=True, slots=True)
class Takeover:
    """Kế thừa giữa hai tỉnh: from the day on `successor` decides on land that was `former`'s."""

    former: str
    successor: str
    day: date


@dataclass(frozen=True, slots=True)
class Territory:
    """Địa bàn: land that came, as one, from its first province to the last by these steps."""

    province: str
    came_by: tuple[Takeover, ...] = ()

    @property
    def id(self) -> str:
        """One name for the path; that of the province where the land was never taken over."""
        path = ">".join((*(each.former for each in self.came_by), self.province))
        return path if len(path) <= _LONGEST else hashlib.sha256(path.encode()).hexdigest()[:_LONGEST]

    def taken_over(self, step: Takeover) -> Territory:
        """The same land from the day of the step on."""
        return Territory(step.successor, (*self.came_by, step))

    def stints(self) -> Iterator[tuple[str, date | None, date | None]]:
        """The provinces that decided on the land, from when and until when."""
        begun: date | None = None
        for step in self.came_by:
            yield step.former, begun, step.day
            begun = step.day
        yield self.province, begun, None


def former_territories(takeovers: Iterable[Takeover]) -> list[Territory]:
    """Every land that was taken over, at every step of its way."""
    steps = sorted(takeovers, key=lambda each: (each.day, each.former, each.successor))
    found: list[Territory] = []
    for step in steps:
        own = Territory(step.former)
        before = [each for each in found if each.province == step.former and each.came_by[-1].day < step.day]
        found += [each.taken_over(step) for each in (own, *before)]
    return found


def on_former_land(overlays: Collection[Overlay], territories: Sequence[Territory]) -> list[Overlay]:
    """The decisions of provinces as they hold on each land that was taken over, in the name of that land.

    A later province's decision comes after all of an earlier one, whatever day that takes effect on.
    """
    found = []
    for land in territories:
        for province, begun, end in land.stints():
            for each in overlays:
                if each.province != province:
                    continue
                if (begun is None or begun <= each.decided_on) and (end is None or each.decided_on < end):
                    effective = each.effective_on if end is None else min(each.effective_on, end)
                    found.append(replace(each, province=land.id, effective_on=effective))
    return found
