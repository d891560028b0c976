"""Kết quả tính từ kết quả khác over columns: the rules of `core.derived`, from results worked out before.

A set that asks for results under others is judged after them. What it asks for becomes the least and the most
that the value can be: where these agree, or agree on the verdict, the value is known.
"""

from __future__ import annotations

from typing import Final

import ibis
import ibis.expr.types as ir
from ibis import _

from chungsuc.analytics.law import DIRECTIONS, KINDS
from chungsuc.analytics.standing import IN_PART, NUMBER, YES
from chungsuc.analytics.verdicts import RANKS
from chungsuc.core.criteria import Direction, IndicatorKind
from chungsuc.core.reasons import Verdict

_MET, _NOT_MET = (RANKS.index(each) for each in (Verdict.MET, Verdict.NOT_MET))
_OPEN: Final = [
    RANKS.index(each) for each in RANKS if not each.is_computed and each is not Verdict.NOT_APPLICABLE
]
_OVER: Final = "decimal(26, 6)"
_UNDER: Final = "decimal(24, 6)"
_VALUE: Final = ("sort", "over", "under", "has_parts")


def told(asked: ir.Table, units: ir.Table, units_above: ir.Table) -> ir.Table:
    """What results come to for each unit and measure that asks for them: of how many it is known that they
    are met, not met, or not yet."""
    own = units.select(
        units.unit,
        units.moment,
        met=_one_if(units.rank == _MET),
        not_met=_one_if(units.rank == _NOT_MET),
        still=_one_if(units.rank.isin(_OPEN)),
    )
    still = sum((units_above[RANKS[rank].value] for rank in _OPEN[1:]), units_above[RANKS[_OPEN[0]].value])
    below = units_above.select(
        units_above.unit,
        units_above.moment,
        met=units_above[Verdict.MET.value].cast("int64"),
        not_met=units_above[Verdict.NOT_MET.value].cast("int64"),
        still=still.cast("int64"),
        judged=units_above.expected,
    )
    below = below.filter(_.judged > 0).drop("judged")
    return _of(asked.filter(~_.is_share), own).union(_of(asked.filter(_.is_share), below))


def _one_if(so: ir.BooleanValue) -> ir.IntegerValue:
    return so.ifelse(1, 0).cast("int64")


def _of(asked: ir.Table, results: ir.Table) -> ir.Table:
    joined = asked.join(results, asked.asked == results.moment)
    return joined.select(
        results.unit, asked.measure, asked.moment, asked.kind, results.met, results.not_met, results.still
    )


def with_derived(measures: ir.Table, asked: ir.Table, results: ir.Table) -> ir.Table:
    """The measures with the values that follow from other results: of a share of units nothing else counts,
    of the rest a figure that somebody entered goes first."""
    shares = asked.filter(_.is_share & (_.kind == KINDS[IndicatorKind.PERCENT]))
    shares = shares.select(share_moment=_.moment, share_measure=_.measure).distinct()
    of = results.select(
        of_unit=_.unit, of_moment=_.moment, of_measure=_.measure, met=_.met, not_met=_.not_met, still=_.still
    )
    joined = measures.left_join(
        of,
        (measures.unit == of.of_unit)
        & (measures.moment == of.of_moment)
        & (measures.measure == of.of_measure),
    ).left_join(shares, (_.moment == shares.share_moment) & (_.measure == shares.share_measure))
    is_entered = joined.share_measure.isnull() & joined.sort.notnull() & (joined.sort != IN_PART)
    found = _settled(joined.mutate(is_entered=is_entered))
    entered = {
        name: found.is_entered.ifelse(found[name], found[f"derived_{name}"]).name(name) for name in _VALUE
    }
    kept = [name for name in measures.columns if name not in _VALUE and name != "entered"]
    return found.select(*kept, *entered.values(), entered=found.is_entered)


def _settled(joined: ir.Table) -> ir.Table:
    considered = joined.met + joined.not_met + joined.still
    least = joined.met * 100
    most = (considered == 0).ifelse(100, (joined.met + joined.still) * 100)
    under = ibis.greatest(considered, 1)
    wanted = joined.need * under
    at_least = joined.direction == DIRECTIONS[Direction.AT_LEAST]
    share = ibis.cases(
        (least == most, least),
        (at_least & (least >= wanted), least),
        (at_least & (most < wanted), most),
    )
    of_yes = ibis.cases((joined.not_met > 0, 0), (joined.still > 0, ibis.null("int64")), (joined.met > 0, 1))
    is_yes = joined.kind == KINDS[IndicatorKind.BOOL]
    over = is_yes.ifelse(of_yes, share)
    return joined.mutate(
        derived_sort=over.notnull().ifelse(is_yes.ifelse(YES, NUMBER), ibis.null("int8")).cast("int8"),
        derived_over=over.cast(_OVER),
        derived_under=is_yes.ifelse(1, under).cast(_UNDER),
        derived_has_parts=ibis.literal(False),
    )
