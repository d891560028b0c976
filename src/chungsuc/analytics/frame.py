"""Ai được xét: the units of each moment, the cases they fall into, and what lay above them on the day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import ibis
import pyarrow as pa

from chungsuc.analytics.law import Case, Law, Moment, table
from chungsuc.core.criteria import UnitAttributes
from chungsuc.core.rollup import is_covered
from chungsuc.core.units import Unit

UNITS: Final = ibis.schema({"unit": "!string", "moment": "!int32", "case": "!int32", "parent": "!string"})
ABOVE: Final = ibis.schema({"parent": "!string", "moment": "!int32", "ancestor": "!string"})
EXISTING: Final = ibis.schema({"parent": "!string", "moment": "!int32", "existing": "!int32"})

AttributesOf = Callable[[Unit, Moment], UnitAttributes]


@dataclass(frozen=True)
class Frame:
    """`units`: who is judged, under which case. `above`: each parent with itself and all above it.
    `existing`: how many units of the level a parent had, covered or not."""

    units: pa.Table
    above: pa.Table
    existing: pa.Table
    cases: Sequence[Case]


def frame(law: Law, units: Iterable[Unit], attributes: AttributesOf, *, as_of: date | None = None) -> Frame:
    """Who is judged at each moment of the law: the covered units that exist on its day, or on the day
    `as_of` at every moment, as figures restated to that day are judged.

    A unit that lay below none on the day is judged too, and stands above itself in the roll-ups.
    """
    by_id = {unit.id: unit for unit in units}
    ordered = [by_id[key] for key in sorted(by_id)]
    cases: dict[Case, int] = {}
    judged: list[tuple[Any, ...]] = []
    above: list[tuple[Any, ...]] = []
    existing: list[tuple[Any, ...]] = []
    for number, moment in enumerate(law.moments):
        counts: dict[str, int] = {}
        day = as_of or moment.on
        for unit in ordered:
            if unit.level is not moment.criteria_set.level or not unit.exists(day):
                continue
            parent = unit.parent_id(day) or unit.id
            counts[parent] = counts.get(parent, 0) + 1
            if is_covered(unit.level, unit.kind):
                case = Case(number, law.binding(number, attributes(unit, moment)))
                judged.append((unit.id, number, cases.setdefault(case, len(cases)), parent))
        existing += ((parent, number, count) for parent, count in counts.items())
        for parent in counts:
            above += ((parent, number, ancestor) for ancestor in _upwards(by_id, parent, day))
    return Frame(table(judged, UNITS), table(above, ABOVE), table(existing, EXISTING), list(cases))


def _upwards(by_id: dict[str, Unit], unit_id: str, on: date) -> Iterator[str]:
    """The unit and all above it on the day."""
    here: str | None = unit_id
    while here is not None:
        yield here
        here = by_id[here].parent_id(on)
