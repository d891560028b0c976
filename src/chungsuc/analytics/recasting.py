"""Xét theo bộ tiêu chí khác over columns: the rule of `core.recasting`, for the whole country at once."""

from __future__ import annotations

import ibis.expr.types as ir

from chungsuc.analytics.standing import SORTED, filled


def recast(own: ir.Table, before: ir.Table, crossed: ir.Table) -> ir.Table:
    """What stands at each moment of a set: its own values, and where it has none those that cross over.

    `before` is what stands at the same moments of the measures of the set before, and `crossed` says
    which of these go on as which. A value crosses over as it is.
    """
    across = before.join(crossed, before.measure == crossed.from_measure).select(
        before.unit, crossed.measure, *(before[name] for name in SORTED), before.moment
    )
    return filled(own, across)
