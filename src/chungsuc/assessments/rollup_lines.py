"""Các kỳ có số liệu: figures of many units, by indicator and period, before a writing and after."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from chungsuc.assessments.queries import Series
from chungsuc.assessments.rollup_reads import Head, Heads
from chungsuc.core.counting import Counted, Line
from chungsuc.core.criteria import Mark, Observed
from chungsuc.core.observations import Observation, Slot, SlotState

Lines = Mapping[str, Mapping[str, Line]]  # by unit and code
Touched = Mapping[str, Iterable[str]]  # the codes of which anything is new, by unit


class Entered(NamedTuple):
    """Một số liệu mới, as far as totals go; it takes the place of all that stood in its cell."""

    unit_id: str
    code: str
    period: str
    value: Observed
    numerator: Decimal | None
    denominator: Decimal | None

    @staticmethod
    def of(entry: Observation) -> Entered:
        """An entry as the core knows it."""
        slot = entry.slot
        parts = entry.numerator, entry.denominator
        return Entered(slot.unit_id, slot.indicator, str(slot.period), entry.value, *parts)


class States(NamedTuple):
    """The figures of one series, before and after, and which of them anything is new of."""

    series: Series
    was: Lines
    now: Lines
    touched: Touched


def reported(before: Heads, entries: Iterable[Entered]) -> States:
    """Of the reported series: `before` is what stood."""
    was: dict[str, dict[str, dict[str, Counted]]] = defaultdict(lambda: defaultdict(dict))
    for (unit_id, code, period), heads in before.items():
        found = _of_heads(heads)
        if found is not None:
            was[unit_id][code][period] = found
    now: dict[str, dict[str, Line]] = defaultdict(dict)
    touched: dict[str, set[str]] = defaultdict(set)
    for unit_id, code, period, value, numerator, denominator in entries:
        lines, codes = now[unit_id], touched[unit_id]
        line = {**(lines[code] if code in codes else was[unit_id].get(code, {}))}
        found = _counted(value, numerator, denominator)
        if found is not None:
            line[period] = found
        else:
            line.pop(period, None)
        lines[code] = line
        codes.add(code)
    for unit_id, lines in now.items():
        now[unit_id] = {**was[unit_id], **lines}
    return States(Series.REPORTED, was, now, touched)


def _counted(value: Observed, numerator: Decimal | None, denominator: Decimal | None) -> Counted | None:
    """As `core.observations.Observation.observed`; nothing of what takes a value back."""
    if numerator is not None and denominator is not None:
        return Counted(100 * numerator / denominator, numerator, denominator)
    return None if value is None else Counted(value)


_IN_DISPUTE = Counted(Mark.IN_DISPUTE)


def _of_heads(heads: Sequence[Head]) -> Counted | None:
    """The figure of the reported series, as `core.standing` has it."""
    return _IN_DISPUTE if len(heads) > 1 else _counted(*heads[0][1:])


def accepted(
    before: Mapping[Slot, SlotState], now: Mapping[Slot, SlotState], set_id: str, touched: Iterable[Slot]
) -> States:
    """Of the accepted series."""
    codes: dict[str, set[str]] = defaultdict(set)
    for slot in touched:
        codes[slot.unit_id].add(slot.indicator)
    return States(Series.ACCEPTED, _accepted(before, set_id), _accepted(now, set_id), codes)


def _accepted(states: Mapping[Slot, SlotState], set_id: str) -> Lines:
    lines: dict[str, dict[str, dict[str, Counted]]] = defaultdict(lambda: defaultdict(dict))
    for slot, state in states.items():
        entry = state.accepted
        if slot.criteria_set_id == set_id and entry is not None:
            found = _counted(entry.value, entry.numerator, entry.denominator)
            if found is not None:
                lines[slot.unit_id][slot.indicator][str(slot.period)] = found
    return lines
