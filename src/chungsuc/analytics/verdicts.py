"""Kết luận over columns: the rules of `core.verdicts`, for every unit of a moment at once.

A verdict is a rank: the number of its place in the order in which one hides another, so that a whole made
of parts is the least of its parts (`core.verdicts.combine`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import ibis
import ibis.expr.types as ir
from ibis import _

from chungsuc.analytics.law import DIRECTIONS, KINDS, Asks, Law, Role
from chungsuc.analytics.standing import IN_PART, NOT_PRESENT, NUMBER, UNSETTLED, WORD, YES
from chungsuc.core.criteria import Direction, IndicatorKind
from chungsuc.core.reasons import Verdict

RANKS: Final[Sequence[Verdict]] = (
    Verdict.NOT_MET,
    Verdict.NO_THRESHOLD,
    Verdict.NO_DATA,
    Verdict.NEEDS_REVIEW,
    Verdict.MET,
    Verdict.NOT_APPLICABLE,
)
_RANK: Final = {verdict: rank for rank, verdict in enumerate(RANKS)}
_NOTHING: Final = _RANK[Verdict.NOT_APPLICABLE]


def compared(units: ir.Table, levels: ir.Table, values: ir.Table) -> ir.Table:
    """Every measure of every judged unit, with its value if one stands."""
    asked = units.join(levels, units.case == levels.case).select(
        units.unit, units.moment, units.parent, *(levels[name] for name in levels.columns if name != "case")
    )
    joined = asked.left_join(
        values,
        (asked.unit == values.unit) & (asked.measure == values.measure) & (asked.moment == values.moment),
    ).select(
        *(asked[name] for name in asked.columns), values.sort, values.over, values.under, values.has_parts
    )
    return joined.mutate(entered=joined.sort.notnull())


def concluded(measures: ir.Table) -> ir.Table:
    """With the verdict on each value."""
    return measures.mutate(rank=_concluded(), suits=_suits().fill_null(False))


def _concluded() -> ir.Deferred:
    """One verdict for one value: the same steps in the same order as the core takes them."""
    return ibis.cases(
        ((_.sort == NOT_PRESENT) & _.may_be_absent, _NOTHING),
        (_.asks.isin([Asks.UNKNOWN.value, Asks.OF_PARTS.value]), _RANK[Verdict.NO_THRESHOLD]),
        (_.asks == Asks.NOTHING.value, _NOTHING),
        (_.sort.isnull() | (_.sort == IN_PART), _RANK[Verdict.NO_DATA]),
        (_.sort >= UNSETTLED, _RANK[Verdict.NEEDS_REVIEW]),
        (_.kind == KINDS[IndicatorKind.COMPOSITE], _RANK[Verdict.NEEDS_REVIEW]),
        (~_suits().fill_null(False), _RANK[Verdict.NEEDS_REVIEW]),
        (_reaches(), _RANK[Verdict.MET]),
        else_=_RANK[Verdict.NOT_MET],
    ).cast("int8")


def _suits() -> ir.Deferred:
    """Whether the value can be one of the measure at all (`core.criteria.suits`)."""
    return ibis.cases(
        (_.kind.isin([KINDS[IndicatorKind.BOOL], KINDS[IndicatorKind.COMPOSITE]]), _.sort == YES),
        (_.kind == KINDS[IndicatorKind.GRADE], (_.sort == WORD) & _.over.notnull()),
        (
            _.kind == KINDS[IndicatorKind.PERCENT],
            (_.sort == NUMBER) & (_.over >= 0) & (_.over <= _.under * 100),
        ),
        (
            _.kind == KINDS[IndicatorKind.COUNT],
            (_.sort == NUMBER) & (_.over >= 0) & (_.over % _.under == 0),
        ),
        else_=_.sort == NUMBER,
    )


def _reaches() -> ir.Deferred:
    wanted = _.need * _.under
    return ibis.cases(
        (_.direction == DIRECTIONS[Direction.ACHIEVED], (_.sort == YES) & (_.over == 1)),
        (_.direction == DIRECTIONS[Direction.EQUALS], _.over == wanted),
        (_.direction == DIRECTIONS[Direction.AT_MOST], _.over <= wanted),
        else_=_.over >= wanted,
    )


def indicators(measures: ir.Table) -> ir.Table:
    """Kết luận từng chỉ tiêu: of one that has components by them, unless it is not judged by its parts."""
    plain = measures.filter(_.role == Role.INDICATOR.value)
    whole = (
        measures.filter(_.role.isin([Role.WHOLE.value, Role.PART.value]))
        .group_by("unit", "moment", "parent", "criterion", measure=_.owner)
        .agg(
            own=_.rank.min(where=_.role == Role.WHOLE.value),
            own_sort=_.sort.min(where=_.role == Role.WHOLE.value),
            asks=_.asks.min(where=_.role == Role.WHOLE.value),
            parts=_.rank.min(where=_.role == Role.PART.value),
            parts_known=_.sort.count(where=_.role == Role.PART.value),
        )
    )
    by_parts = (
        _.asks.isin([Asks.A_LEVEL.value, Asks.OF_PARTS.value])
        & (_.own_sort.isnull() | (_.own_sort != NOT_PRESENT))
        & (_.own_sort.isnull() | (_.own_sort == IN_PART) | (_.parts_known > 0))
    )
    whole = whole.mutate(rank=by_parts.ifelse(_.parts, _.own))
    columns = ("unit", "moment", "parent", "criterion", "measure", "rank")
    return plain.select(*columns).union(whole.select(*columns))


def criteria(indicators: ir.Table) -> ir.Table:
    """Kết luận từng tiêu chí."""
    return indicators.group_by("unit", "moment", "parent", "criterion").agg(rank=_.rank.min())


def units(criteria: ir.Table, measures: ir.Table, law: Law, before: ir.Table | None = None) -> ir.Table:
    """Kết luận từng đơn vị: criteria and further conditions, with the headline "đạt 12; tính được 15/19".

    `assessed`: at least one value stands. A set that must be attained first counts with its verdict at
    the same day, and as no data where the unit is not judged under it then. `before` are units judged
    already, by sets that these ask for.
    """
    of_criteria = criteria.group_by("unit", "moment", "parent").agg(
        rank=_.rank.min(),
        met=_.count(where=_.rank == _RANK[Verdict.MET]).cast("int32"),
        computed=_.count(where=_.rank.isin([_RANK[Verdict.MET], _RANK[Verdict.NOT_MET]])).cast("int32"),
        considered=_.count(where=_.rank != _NOTHING).cast("int32"),
    )
    more = measures.group_by("unit", "moment").agg(
        conditions=_.rank.min(where=_.role == Role.CONDITION.value), values=_.count(where=_.entered)
    )
    judged = of_criteria.join(more, ["unit", "moment"]).select(
        of_criteria,
        own=ibis.least(of_criteria.rank, more.conditions.fill_null(_NOTHING)).cast("int8"),
        assessed=more["values"] > 0,
    )
    judged = judged.drop("rank").rename(rank="own")
    for _step in range(_longest_chain(law)):
        judged = _after_prerequisites(judged, law, before)
    return judged


def _after_prerequisites(judged: ir.Table, law: Law, earlier: ir.Table | None) -> ir.Table:
    """Each verdict together with that of the set to be attained first. Done again for each link of the
    chain: the least of a chain is reached when every link has been looked at once."""
    first = _prerequisite_moments(law)
    bound = judged.moment.isin(list(first))
    before = judged.moment.cases(*first.items(), else_=judged.moment)
    every = judged if earlier is None else judged.union(earlier.cast(judged.schema()).select(*judged.columns))
    other = every.select(before_unit=_.unit, before_moment=_.moment, before_rank=_.rank)
    wanted = judged.mutate(before=before, bound=bound)
    joined = wanted.left_join(
        other, (wanted.unit == other.before_unit) & (wanted.before == other.before_moment)
    )
    known = joined.before_rank.fill_null(_RANK[Verdict.NO_DATA])
    rank = joined.bound.ifelse(ibis.least(joined.rank, known), joined.rank).cast("int8")
    return joined.mutate(rank=rank).select(*judged.columns)


def _prerequisite_moments(law: Law) -> dict[int, int]:
    """The moment at which the set to be attained first is looked at; -1 where it is not judged that day."""
    at = {(moment.criteria_set.id, moment.on): number for number, moment in enumerate(law.moments)}
    return {
        number: at.get((moment.criteria_set.prerequisite, moment.on), -1)
        for number, moment in enumerate(law.moments)
        if moment.criteria_set.prerequisite is not None
    }


def _longest_chain(law: Law) -> int:
    """How many sets at most stand before another."""

    def length(set_id: str | None) -> int:
        criteria_set = None if set_id is None else law.sets.get(set_id)
        if criteria_set is None or criteria_set.prerequisite is None:
            return 0
        return 1 + length(criteria_set.prerequisite)

    return max(length(set_id) for set_id in law.sets)
