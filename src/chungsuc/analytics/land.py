"""Địa bàn của một ngày as tables: which units of then make up each unit of the day, and what each counts for.

The core follows the land; the engine gets the answer for the periods that its facts speak of. Between two
changes, in an epoch, the same units have the same land.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from typing import Any, Final

import ibis
import pyarrow as pa

from chungsuc.analytics.law import table
from chungsuc.core.lineages import Lineages, Source
from chungsuc.core.restating import Weights

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
        "counts": "decimal(18, 6)",  # in a mean; None: nobody declared it
        "expected": "!int32",  # so many units of then
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
    weights: Weights | None = None

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
        days = {min(day, self.on) for span in spans for day in span}
        one_of_each = sorted({self._epoch(day): day for day in days}.items())
        same: list[tuple[Any, ...]] = []
        divided: list[tuple[Any, ...]] = []
        for epoch, day in one_of_each:
            for place, unit in enumerate(self.units):
                sources = self.lineages.sources(unit, day, self.on)
                if len(sources) == 1 and sources[0].is_whole:
                    source = sources[0].unit_id
                    same.append((source, epoch, place, source == unit))
                else:
                    divided += self._divided(place, epoch, sources)
        return table(same, SAME), table(divided, DIVIDED)

    def _divided(self, place: int, epoch: int, sources: Collection[Source]) -> Iterator[tuple[Any, ...]]:
        for source in sources:
            share = None if source.weight is None else _rounded(source.weight, _SHARE)
            yield source.unit_id, epoch, place, share, self._counts(source), len(sources)

    def _epoch(self, day: date) -> int:
        return bisect_right(self.lineages.turns, day)

    def _counts(self, source: Source) -> Decimal | None:
        if self.weights is None or source.unit_id not in self.weights.by_unit:
            return None
        share = Fraction(1) if source.weight is None else source.weight
        return _rounded(Fraction(self.weights.by_unit[source.unit_id]) * share, _COUNT)


def _rounded(exact: Fraction, step: Decimal) -> Decimal:
    with localcontext(prec=60):
        return (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(step, ROUND_HALF_UP)
