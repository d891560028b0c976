"""Số liệu đang đứng: from all observations the value that stands for each measure at each moment.

The same as `core.observations.fold` and the choice of the newest period after it: what was not known at
`known_at` is not there; of a slot the entries count that nothing known supersedes, and more than one of
them is a dispute; an accepted value stays until another is accepted. At a moment the newest period counts
that ends by then, and of two that end together the longer; one that was withdrawn gives way to the one
before it.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Final

import ibis
import ibis.expr.types as ir
from ibis import _

from chungsuc.analytics.columns import Facts
from chungsuc.core.criteria import Mark

SLOT: Final = ("unit", "measure", "first_day", "last_day")
SORTED: Final = ("sort", "over", "under", "has_parts")


def reported(facts: Facts, grades: ir.Table, known_at: datetime | None) -> ir.Table:
    """Số báo cáo: the value of each slot; several entries of it that stand side by side are unsettled."""
    known = _known(facts, known_at)
    pairs = facts.supersessions
    if known_at is not None:
        pairs = pairs.filter(pairs.newer.isin(known.id))
    # Sorted before they are gathered: so the engine holds the half of each entry.
    heads = sorted_values(_without(known.filter(~known.alone), "id", pairs.older), grades)
    gathered = heads.group_by(*SLOT).agg(
        sort=(_.count() > 1).ifelse(UNSETTLED, _.sort.max()).cast("int8"),
        over=_.over.max(),
        under=_.under.max(),
        has_parts=_.has_parts.any(),
    )
    return sorted_values(known.filter(known.alone), grades).union(gathered)


def accepted(facts: Facts, grades: ir.Table, known_at: datetime | None) -> ir.Table:
    """Số đã chấp nhận: each slot with the value that was accepted last.

    Of two accepted entries one of which replaces the other, that one is the later, whatever clocks say.
    """
    acceptances = _until(facts.acceptances, "at", known_at)
    entries, pairs = facts.observations, facts.supersessions
    alone = entries.filter(entries.alone & entries.id.isin(acceptances.observation))
    others = entries.filter(~entries.alone)
    later = pairs.filter(pairs.newer.isin(acceptances.observation))
    standing = _without(acceptances, "observation", later.older)
    joined = others.join(standing, others.id == standing.observation)
    last_first = ibis.row_number().over(group_by=SLOT, order_by=[_.at.desc(), _.id.desc()])
    last = joined.mutate(place=last_first).filter(_.place == 0).select(*entries.columns)
    return sorted_values(alone.union(last), grades)


def told(facts: Facts, known_at: datetime | None) -> ir.Table:
    """Every slot in which anything was said, in whichever series."""
    known = _known(facts, known_at)
    several = known.filter(~known.alone).select(*SLOT).distinct()
    return known.filter(known.alone).select(*SLOT).union(several)


def sorted_values(entries: ir.Table, grades: ir.Table) -> ir.Table:
    """Each value as `over` of `under`, with the sort it is of: what the verdicts compare.

    A share is its parts times a hundred and is never divided; "Đạt" is 1 and a word its place. What was
    withdrawn is of no sort.
    """
    joined = entries.left_join(grades, (entries.measure == grades.measure) & (entries.grade == grades.grade))
    has_parts = entries.numerator.notnull()
    sort = ibis.cases(
        (has_parts | entries.number.notnull(), NUMBER),
        (entries.yes.notnull(), YES),
        (entries.mark == Mark.NOT_PRESENT.value, NOT_PRESENT),
        (entries.grade.notnull(), WORD),
    ).cast("int8")
    achieved = ibis.cases((entries.yes, 1), (~entries.yes, 0))
    over = ibis.coalesce(entries.numerator * 100, entries.number, achieved, grades.position)
    return joined.select(
        *(entries[name] for name in SLOT),
        sort=sort,
        over=over.cast("decimal(26, 6)"),
        under=ibis.coalesce(entries.denominator, ibis.literal(1)).cast("decimal(24, 6)"),
        has_parts=has_parts,
    )


def standing(values: ir.Table, calendar: ir.Table, opens: date) -> ir.Table:
    """The value of each unit and measure at each moment at which one stands."""
    values = values.filter(_.sort.notnull())
    counted_from = ibis.greatest(values.last_day, ibis.literal(opens, type="date"))
    opened = values.mutate(day=counted_from)
    opened = opened.join(
        calendar, (opened.measure == calendar.measure) & (opened.day == calendar.last_day)
    ).select(*(opened[name] for name in (*SLOT, *SORTED)), moment=calendar.moment, beyond=calendar.beyond)
    in_order = {"group_by": ("unit", "measure"), "order_by": [_.last_day, _.first_day.desc()]}
    until = _.moment.lead().over(**in_order)
    periods = opened.mutate(until=until.fill_null(_.beyond)).filter(_.moment < _.until)
    moments = ibis.range(periods.moment, periods.until).unnest().cast("int32")
    return periods.select("unit", "measure", *SORTED, moment=moments)


def filled(own: ir.Table, others: ir.Table) -> ir.Table:
    """What stands, and where of a unit and measure nothing stands at a moment, what stands of the others."""
    key = "unit", "measure", "moment"
    held = own.select(**{f"own_{name}": own[name] for name in key})
    joined = others.left_join(held, [others[name] == held[f"own_{name}"] for name in key])
    return own.union(joined.filter(_.own_unit.isnull()).select(*own.columns))


# The sorts of a value.
IN_PART: Final = 0  # the rest of the units of then has said nothing: no value, but not nothing
NUMBER: Final = 1
YES: Final = 2
WORD: Final = 3
NOT_PRESENT: Final = 4
UNSETTLED: Final = 5  # entries disagree; and so are those that follow
DISAGREED: Final = 6  # the units of then disagree
UNWEIGHED: Final = 7  # what each of them counts for is not known


def _known(facts: Facts, known_at: datetime | None) -> ir.Table:
    """What was recorded by then, and what that rests on: an entry that was replaced or accepted was
    known, whatever a clock that went back says of it."""
    if known_at is None:
        return facts.observations
    recorded = _until(facts.observations, "recorded_at", known_at).select("id")
    accepted = _until(facts.acceptances, "at", known_at).select(id=_.observation)
    told = recorded.union(accepted)
    pairs = facts.supersessions
    replaced = pairs.filter(pairs.newer.isin(told.id)).select(id=_.older)
    known = told.union(replaced)
    return facts.observations.filter(facts.observations.id.isin(known.id))


def _without(rows: ir.Table, column: str, others: ir.Column) -> ir.Table:
    """The rows whose key is none of the others: an anti-join in words that every engine understands."""
    keys = others.as_table().distinct().rename(other=others.get_name())
    joined = rows.left_join(keys, rows[column] == keys.other)
    return joined.filter(_.other.isnull()).drop("other")


def _until(rows: ir.Table, column: str, moment: datetime | None) -> ir.Table:
    if moment is None:
        return rows
    in_utc = ibis.literal(moment.astimezone(UTC).replace(tzinfo=None), type="timestamp(6)")
    return rows.filter(rows[column] <= in_utc)
