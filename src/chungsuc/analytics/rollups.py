"""Tổng hợp over columns: what the units below a unit came to, with what it was made from.

Level by level, as results of the core add up: first into the unit right above, then into everything that
lay above that one on the day. Shares are kept as sums of their parts, and beside them the mean of the
units' percentages; the two are never mixed. A value that needs review is in neither.
"""

from __future__ import annotations

from typing import Final

import ibis.expr.types as ir
from ibis import _

from chungsuc.analytics.law import KINDS
from chungsuc.analytics.standing import NUMBER
from chungsuc.analytics.verdicts import RANKS
from chungsuc.core.criteria import IndicatorKind

TALLY: Final = tuple(verdict.value for verdict in RANKS)
SUMS: Final = ("numerators", "denominators", "with_parts", "without_parts", "values", "valued")
COUNTS: Final = ("existing", "expected", "assessed", "criteria_met")
_EXACT: Final = "decimal(38, 6)"
_MEASURED: Final = [
    KINDS[kind] for kind in (IndicatorKind.PERCENT, IndicatorKind.NUMBER, IndicatorKind.COUNT)
]
_KEY: Final = ("parent", "moment")


def of_measures(measures: ir.Table) -> ir.Table:
    """Sums of the values right below each unit, by measure: shares by parts, and each unit's value.

    `values` is the sum of the units' values to six places: of counts their total, of percentages and
    other measured values what the mean is taken of. What follows from other results is no value here.
    """
    usable = measures.filter(_.entered & (_.sort == NUMBER) & _.suits & _.kind.isin(_MEASURED))
    share = usable.kind == KINDS[IndicatorKind.PERCENT]
    value = usable.has_parts.ifelse(
        (usable.over.cast("float64") / usable.under.cast("float64")).cast("decimal(24, 6)"),
        usable.over.cast("decimal(24, 6)"),
    )
    usable = usable.mutate(value=value, share=share)
    return usable.group_by(*_KEY, "measure").agg(
        numerators=_.over.sum(where=_.share & _.has_parts).cast(_EXACT),  # times a hundred
        denominators=_.under.sum(where=_.share & _.has_parts).cast(_EXACT),
        with_parts=_.count(where=_.share & _.has_parts).cast("int32"),
        without_parts=_.count(where=_.share & ~_.has_parts).cast("int32"),
        values=_.value.sum().cast(_EXACT),
        valued=_.count().cast("int32"),
    )


def of_verdicts(judged: ir.Table, *by: str) -> ir.Table:
    """How many units right below each unit have each verdict, by indicator or by criterion."""
    counts = {name: judged.count(where=judged.rank == rank).cast("int32") for rank, name in enumerate(TALLY)}
    return judged.group_by(*_KEY, *by).agg(**counts)


def of_units(units: ir.Table, existing: ir.Table) -> ir.Table:
    """How many units each unit had right below it: that exist, that are covered, that were assessed."""
    counted = of_verdicts(units)
    more = units.group_by(*_KEY).agg(
        expected=_.count().cast("int32"),
        assessed=_.count(where=_.assessed).cast("int32"),
        criteria_met=_.met.sum().cast("int32"),
    )
    own = more.join(counted, list(_KEY))
    joined = existing.left_join(own, list(_KEY))
    return joined.select(
        existing.parent,
        existing.moment,
        existing.existing,
        *(own[name].fill_null(0).cast("int32").name(name) for name in (*COUNTS[1:], *TALLY)),
    )


def upwards(rows: ir.Table, above: ir.Table, *by: str) -> ir.Table:
    """The same sums for every unit above: all that is not a key is added up."""
    joined = rows.join(above, list(_KEY))
    added = [name for name in rows.columns if name not in (*_KEY, *by)]
    sums = {name: joined[name].sum().cast(rows[name].type()) for name in added}
    return joined.group_by("moment", *by, unit=joined.ancestor).agg(**sums)
