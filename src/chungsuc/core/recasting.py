"""Xét theo bộ tiêu chí khác (*recast*): figures observed under one set, as far as another can take them.

A figure crosses over as it is, and only where the mapping says that both sets ask for the same thing and
is sure of it. Everything else has no data under the other set; what was observed is kept as a hint for
the person who asks, and no verdict rests on it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from chungsuc.core.criteria import Confidence
from chungsuc.core.mapping import CriteriaMapping, MappedIndicator

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Recast(Generic[V]):
    """Số liệu theo bộ khác, by the codes of that set; `carried` says by which line of the mapping."""

    values: Mapping[str, V]
    carried: Mapping[str, MappedIndicator]
    hints: tuple[MappedIndicator, ...]  # what was observed, and does not cross over


def carries(entry: MappedIndicator) -> bool:
    """Whether a figure crosses over by this line of the mapping."""
    return entry.relation.keeps_value and entry.confidence is not Confidence.UNCERTAIN


def recast(figures: Mapping[str, V], mapping: CriteriaMapping) -> Recast[V]:
    """Chuyển số liệu sang bộ tiêu chí khác: `figures` are by the codes of the mapping's first set."""
    values, carried, hints = {}, {}, []
    for entry in mapping.entries:
        if entry.from_code not in figures or entry.to_code is None:
            continue
        if carries(entry):
            values[entry.to_code] = figures[entry.from_code]
            carried[entry.to_code] = entry
        else:
            hints.append(entry)
    return Recast(values, carried, tuple(hints))


def continued(code: str, mapping: CriteriaMapping) -> MappedIndicator | None:
    """The line by which an indicator of the second set goes on from the first; None where it is new."""
    return next((each for each in mapping.by_target.get(code, ()) if carries(each)), None)
