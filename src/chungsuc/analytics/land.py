"""Địa bàn của một ngày as tables: which units of then make up each unit of the day, and what each counts for.

The core follows the land; the engine gets the answer for the periods that its facts speak of. Between two
changes, in an epoch, the same units have the same land.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from typing import Any, Final

import ibis
import pyarrow as pa

from chungsuc.analytics.law import Numbers, table
from chungsuc.core.lineages import Lineages, Source
from chungsuc.core.restating import Stated

Span = tuple[date, date]  # the first and the last day of a period

PERIODS: Final = ibis.schema(
    {
        "period": "!int32",
        "first_day": "!date",
        "last_day": "!date",
        "ended_in": "!int32",
        "begun_in": "!int32",
    }
)
PLACES: Final = ibis.schema({"place": "!int32", "unit": "!string"})
SAME: Final = ibis.schema(
    {"source": "!string", "epoch": "!int32", "place": "!int32", "is_itself": "!boolean"}
)
DIVIDED: Final = ibis.schema(
    {
        "source": "!string",
        "epoch": "!int32",
        "place": "!int32",
        "share": "decimal(18, 12)",  # None: not known
        "expected": "!int32",  # so many units of then
    }
)
WEIGHTS: Final = ibis.schema(
    {
        "source": "!string",
        "epoch": "!int32",
        "place": "!int32",
        "measure": "int32",  # None: of every measured value
        "turn": "!int32",  # the lowest goes first
        "counts": "!decimal(20, 6)",  # in a mean: the unit's weight, or that of its part
    }
)
_SHARE: Final = Decimal("0.000000000001")
_COUNT: Final = Decimal("0.000001")


@dataclass(frozen=True)
class Land:
    """Các đơn vị của ngày `on` that figures are restated to, through all that led to them."""

    on: date
    units: Sequence[str]
    lineages: Lineages
    weights: Stated | None = None

    def periods(self, spans: Iterable[Span]) -> pa.Table:
        """Those that have begun by the day, with the epochs whose units answer for them."""
        begun = [(first, last) for first, last in sorted(set(spans)) if first <= self.on]
        rows = (
            (number, first, last, self._epoch(min(last, self.on)), self._epoch(first))
            for number, (first, last) in enumerate(begun)
        )
        return table(rows, PERIODS)

    def places(self) -> pa.Table:
        """The units of the day, by number."""
        return table(enumerate(self.units), PLACES)

    def sources(self, spans: Iterable[Span]) -> tuple[pa.Table, pa.Table]:
        """Of every epoch of the periods each unit of then with the units of the day that its land is in:
        those that were all of one unit and of no other, and the rest."""
        same: list[tuple[Any, ...]] = []
        divided: list[tuple[Any, ...]] = []
        for epoch, place, sources in self._made_up(spans):
            if len(sources) == 1 and sources[0].is_whole:
                source = sources[0].unit_id
                same.append((source, epoch, place, source == self.units[place]))
            else:
                divided += ((each.unit_id, epoch, place, _share(each), len(sources)) for each in sources)
        return table(same, SAME), table(divided, DIVIDED)

    def weighed(self, spans: Iterable[Span], numbers: Numbers) -> pa.Table:
        """What the units of then count for in a mean, by each of the weights that name them.

        Of a part of which nobody knows how great it is, nothing: it has a say only where the thing that the
        law names is not there.
        """
        named: dict[str, list[tuple[int | None, int, Fraction]]] = defaultdict(list)
        stated = self.weights.weights if self.weights else ()
        for place, (weights, about) in enumerate(stated):
            measure = None if about is None else numbers.get(about)
            if about is None or measure is not None:
                turn = place + (len(stated) if about is None else 0)  # what was stated of it goes first
                for unit_id, weight in weights.by_unit.items():
                    named[unit_id].append((measure, turn, Fraction(weight)))
        rows = (
            (each.unit_id, epoch, place, measure, turn, _rounded(weight * (each.weight or 0), _COUNT))
            for epoch, place, sources in self._made_up(spans)
            for each in sources
            for measure, turn, weight in named.get(each.unit_id, ())
        )
        return table(rows, WEIGHTS)

    def _made_up(self, spans: Iterable[Span]) -> Iterator[tuple[int, int, Sequence[Source]]]:
        """Of every epoch and unit of the day, by number, the units of then."""
        days = {min(day, self.on) for span in spans for day in span}
        for epoch, day in sorted({self._epoch(day): day for day in days}.items()):
            for place, unit in enumerate(self.units):
                yield epoch, place, self.lineages.sources(unit, day, self.on)

    def _epoch(self, day: date) -> int:
        return bisect_right(self.lineages.turns, day)


def _share(source: Source) -> Decimal | None:
    return None if source.weight is None else _rounded(source.weight, _SHARE)


def _rounded(exact: Fraction, step: Decimal) -> Decimal:
    with localcontext(prec=60):
        return (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(step, ROUND_HALF_UP)
