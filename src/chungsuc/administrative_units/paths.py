"""The closure of the tree: for each unit, every unit above it, and when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from chungsuc.core import units as core


@dataclass(frozen=True, slots=True)
class Path:
    """That `descendant` lay below `ancestor` in [valid_from, valid_to); at depth 0 it is itself."""

    ancestor: str
    descendant: str
    depth: int
    valid_from: date | None
    valid_to: date | None


def paths(units: Iterable[core.Unit]) -> Iterator[Path]:
    """Every path of the tree. A stretch that two ways give, one after the other, is one path."""
    by_id = {unit.id: unit for unit in units}
    made: dict[str, list[Path]] = {}

    def upwards(unit: core.Unit) -> list[Path]:
        if unit.id not in made:
            found = [Path(unit.id, unit.id, 0, unit.valid_from, unit.valid_to)]
            for parent in unit.parents:
                for step in upwards(by_id[parent.unit_id]):
                    begin = _later(_later(parent.valid_from, unit.valid_from), step.valid_from)
                    end = _earlier(_earlier(parent.valid_to, unit.valid_to), step.valid_to)
                    if begin is None or end is None or begin < end:
                        found.append(Path(step.ancestor, unit.id, step.depth + 1, begin, end))
            made[unit.id] = _joined(found)
        return made[unit.id]

    for unit in by_id.values():
        yield from upwards(unit)


def _joined(found: list[Path]) -> list[Path]:
    """One path where the same ancestor was reached at the same depth without a gap."""
    ordered = sorted(found, key=lambda path: (path.ancestor, path.depth, path.valid_from or date.min))
    joined: list[Path] = []
    for path in ordered:
        before = joined[-1] if joined else None
        if (
            before is not None
            and (before.ancestor, before.depth) == (path.ancestor, path.depth)
            and before.valid_to is not None
            and before.valid_to == path.valid_from
        ):
            joined[-1] = Path(
                before.ancestor, before.descendant, before.depth, before.valid_from, path.valid_to
            )
        else:
            joined.append(path)
    return joined


def _later(one: date | None, other: date | None) -> date | None:
    return max(one, other) if one is not None and other is not None else one or other


def _earlier(one: date | None, other: date | None) -> date | None:
    return min(one, other) if one is not None and other is not None else one or other
