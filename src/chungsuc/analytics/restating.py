"""Tính lại theo đơn vị của ngày khác over columns: `core.restating` for the whole country at once.

Values go in and values come out: those of the units of then, and what they come to for the units of the
day. The value of land that did not change goes through as it is. Sums and parts have six places after the
point, as in the store, where the core keeps all of them; words outside a scale are held for one word.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import ibis
import ibis.expr.types as ir
from ibis import _

from chungsuc.analytics.law import RULE_NUMBERS
from chungsuc.analytics.standing import (
    DISAGREED,
    IN_PART,
    NOT_PRESENT,
    NUMBER,
    SLOT,
    SORTED,
    UNSETTLED,
    UNWEIGHED,
)
from chungsuc.core.restating import Basis, Rule

BASES: Final = tuple(Basis)  # by their numbers in the column `basis`

_BASIS: Final = {basis: number for number, basis in enumerate(BASES)}
_OVER: Final = "decimal(26, 6)"
_UNDER: Final = "decimal(24, 6)"
_EXACT: Final = "decimal(38, 18)"  # of a value of six places times a share of twelve
_COUNTED: Final = "decimal(38, 12)"
_NEAR: Final = 1e-9
(
    _NOTHING,
    _ABSENT,
    _DISPUTED,
    _AGREED,
    _DIFFERS,
    _SUM,
    _UNWEIGHED_SUM,
    _SHARE,
    _UNWEIGHED_SHARE,
    _MEAN,
    _MEAN_OF_ONE,
    _UNWEIGHED_MEAN,
) = range(12)
_KEY: Final = ("place", "measure", "period")


def dated(values: ir.Table, periods: ir.Table) -> ir.Table:
    """The values of the land's periods, which from here on are numbers."""
    joined = values.join(
        periods, (values.first_day == periods.first_day) & (values.last_day == periods.last_day)
    )
    return joined.select(values.unit, values.measure, periods.period, *(values[name] for name in SORTED))


@dataclass(frozen=True)
class Lands:
    """The tables of `land`: periods, the units of the day, what of then makes them up, and what of that
    counts for how much in a mean. Without a part that is less than a whole none is worked out, and without
    one of unknown size none is looked for."""

    periods: ir.Table
    places: ir.Table
    same: ir.Table
    divided: ir.Table
    has_parts: bool
    has_unknown: bool  # parts
    weights: ir.Table | None  # None where nobody stated any


def restated(values: ir.Table, lands: Lands, rules: ir.Table) -> ir.Table:
    """Each value of a unit of the day, with its basis, and of how many units of then how many reported.

    Of a period the units at its end answer; where none of them has said anything, those at its beginning,
    for a unit that ended in the middle may have reported for it. `values` are dated, those that were
    withdrawn among them; `same` says which land stayed whole and alone, `divided` what became of all other.
    """
    periods, places = lands.periods, lands.places
    spanning = periods.filter(_.ended_in != _.begun_in)
    at_its_end = [
        _answering(values, each, spanning, spanning.ended_in) for each in (lands.same, lands.divided)
    ]
    told = at_its_end[0].select(*_KEY).union(at_its_end[1].select(*_KEY)).distinct()
    told = told.rename({f"told_{name}": name for name in _KEY})

    def answers(land: ir.Table) -> ir.Table:
        by_beginning = _answering(values, land, spanning, spanning.begun_in)
        joined = by_beginning.left_join(told, [by_beginning[name] == told[f"told_{name}"] for name in _KEY])
        untold = joined.filter(_.told_place.isnull()).select(*by_beginning.columns)
        return _answering(values, land, periods, periods.ended_in).union(untold)

    given = answers(lands.divided)
    given = given.join(rules, given.measure == rules.measure).select(given, rules.rule)
    gathered = _gathered(given, lands)
    gathered = gathered.join(rules, gathered.measure == rules.measure).select(gathered, rules.rule)
    gathered = _weighed(gathered, given, lands.weights)
    found = _alone(answers(lands.same)).union(_settled(gathered))
    joined = found.join(places, found.place == places.place).join(periods, found.period == periods.period)
    return joined.select(
        places.unit,
        found.measure,
        periods.first_day,
        periods.last_day,
        *(found[name] for name in (*SORTED, "basis", "reported", "expected")),
    )


def whole(values: ir.Table) -> ir.Table:
    """What a verdict may rest on: the rest of the units is not the whole of them."""
    return values.filter(_.reported == _.expected).select(*SLOT, *SORTED)


def in_part(values: ir.Table) -> ir.Table:
    """What only some of the units have said: no verdict rests on it, yet something is said."""
    parts = values.filter((_.reported > 0) & (_.reported < _.expected))
    return parts.mutate(sort=ibis.literal(IN_PART, type="int8")).select(*SLOT, *SORTED)


def with_untold(values: ir.Table, told: ir.Table) -> ir.Table:
    """The values, and without one those slots that only another series says something in: whether a unit
    of then has said anything decides whose values a period is made of."""
    keys = told.select(**{f"told_{name}": told[name] for name in SLOT})
    joined = keys.left_join(values, [keys[f"told_{name}"] == values[name] for name in SLOT])
    said = {name: keys[f"told_{name}"] for name in SLOT}
    return joined.select(**said, **{name: values[name] for name in SORTED})


def _answering(values: ir.Table, land: ir.Table, periods: ir.Table, epoch: ir.Value) -> ir.Table:
    """The values of the units of then that make up a unit of the day, in the epoch that is asked of each
    period. The small tables are joined first: of the many values each is looked up once."""
    here = land.join(periods, land.epoch == epoch)
    here = here.select(periods.period, land)
    joined = values.join(here, (values.unit == here.source) & (values.period == here.period))
    return joined.select(
        values.measure,
        values.period,
        *(values[name] for name in SORTED),
        *(here[name] for name in here.columns if name != "period"),
    )


def _alone(given: ir.Table) -> ir.Table:
    """The value of the one unit that had the same land, as it is."""
    return given.select(
        *_KEY,
        sort=given.sort.cast("int8"),
        over=given.over,
        under=given.under,
        has_parts=given.has_parts,
        basis=given.is_itself.ifelse(_BASIS[Basis.OWN], _BASIS[Basis.CARRIED]).cast("int8"),
        reported=given.sort.notnull().cast("int32"),
        expected=ibis.literal(1, type="int32"),
    )


def _gathered(given: ir.Table, lands: Lands) -> ir.Table:
    """All that a result may be made of, in one pass over the values.

    Each thing that is gathered takes as long as two joins: what follows from the measure is not among them.
    What only few values need is worked out of those alone: to divide decimals, and to cut off their digits,
    takes engines longer than all the rest.
    """
    # Where the thing that the law names is not there, the others speak for the whole.
    there = given.sort != NOT_PRESENT
    quotient = given.over.cast("float64") / given.under.cast("float64")
    compared = (given.rule == RULE_NUMBERS[Rule.AGREE]) | (given.sort != NUMBER)
    seen = compared.ifelse(quotient, ibis.null("float64"))
    added = (given.rule == RULE_NUMBERS[Rule.SUM]).ifelse(_number(given), given.over)
    under = given.has_parts.ifelse(given.under, ibis.null(_UNDER))

    def part(value: ir.NumericValue) -> ir.NumericValue:
        # The product has room for twelve digits before the point.
        product = (value.cast("decimal(18, 6)") * given.share).cast(_EXACT)
        return (given.share < 1).ifelse(product, ibis.null(_EXACT)).sum(where=there)

    parts = {"overs_of_parts": part(added), "unders_of_parts": part(under)}
    unshared = {"unshared": given.count(where=there & given.share.isnull())}
    found = given.group_by(*_KEY).agg(
        expected=given.expected.max(),
        reported=given.sort.count().cast("int32"),
        there=given.count(where=there),
        lowest_sort=given.sort.min(where=there),
        highest_sort=given.sort.max(where=there),
        shares=given.count(where=given.has_parts),
        placed=seen.count(),
        lowest=seen.min(),
        highest=seen.max(),
        over=given.over.max(),
        under=under.max(),
        overs=added.sum(where=there & (given.share == 1)),
        unders=under.sum(where=given.share == 1),
        **(parts if lands.has_parts else {}),
        **(unshared if lands.has_unknown else {}),
    )
    if not lands.has_parts:
        found = found.mutate(overs_of_parts=ibis.null(_EXACT), unders_of_parts=ibis.null(_EXACT))
    return found if lands.has_unknown else found.mutate(unshared=ibis.literal(0, type="int64"))


def _number(given: ir.Table) -> ir.NumericValue:
    """The value as one number."""
    quotient = given.over.cast("float64") / given.under.cast("float64")
    return (given.under == 1).ifelse(given.over, quotient.cast(_OVER))


def _weighed(gathered: ir.Table, given: ir.Table, weights: ir.Table | None) -> ir.Table:
    """With the values weighed by the first of the weights that name every unit that reported."""
    if weights is None:
        return gathered.mutate(counted=ibis.null(_COUNTED), counts=ibis.null("decimal(38, 6)"))
    measured = given.filter(_.rule.isin([RULE_NUMBERS[Rule.MEAN], RULE_NUMBERS[Rule.SHARE]]))
    measured = measured.filter(_.sort.notnull())
    joined = measured.join(
        weights,
        [measured[name] == weights[name] for name in ("source", "epoch", "place")]
        + [weights.measure.isnull() | (measured.measure == weights.measure)],
    ).select(measured, weights.turn, weights.counts)
    there = joined.sort != NOT_PRESENT
    product = (_number(joined).cast("decimal(18, 6)") * joined.counts).cast(_COUNTED)
    by_turn = joined.group_by(*_KEY, "turn").agg(
        named=joined.count(),
        counted=product.sum(where=there).cast(_COUNTED),
        counts=joined.counts.sum(where=there).cast("decimal(38, 6)"),
    )
    all_named = by_turn.join(
        gathered, [by_turn[name] == gathered[name] for name in _KEY] + [by_turn.named == gathered.reported]
    ).select(by_turn)
    first = ibis.row_number().over(group_by=_KEY, order_by=_.turn)
    chosen = all_named.mutate(nth=first).filter(_.nth == 0)
    chosen = chosen.select(*(chosen[name].name(f"by_{name}") for name in _KEY), "counted", "counts")
    return gathered.left_join(chosen, [gathered[name] == chosen[f"by_{name}"] for name in _KEY]).select(
        gathered, chosen.counted, chosen.counts
    )


def _settled(found: ir.Table) -> ir.Table:
    """What they come to: the same steps in the same order as the core takes them."""
    # The outcome is worked out in a step of its own: inside the others, each would work it out again.
    settled = found.mutate(outcome=_outcome(found)).filter(_.outcome.notnull())
    mean = (settled.counted / settled.counts).cast(_OVER)
    is_one = settled.outcome.isin([_AGREED, _MEAN_OF_ONE])
    is_sum = settled.outcome.isin([_SUM, _SHARE])
    by_rule = settled.rule.cases(*((number, _BASIS[Basis(rule)]) for rule, number in RULE_NUMBERS.items()))
    return settled.select(
        *_KEY,
        sort=settled.outcome.cases(
            (_NOTHING, ibis.null("int8")),
            (_ABSENT, NOT_PRESENT),
            (_DISPUTED, UNSETTLED),
            (_DIFFERS, DISAGREED),
            (_UNWEIGHED_SUM, UNWEIGHED),
            (_UNWEIGHED_SHARE, UNWEIGHED),
            (_UNWEIGHED_MEAN, UNWEIGHED),
            else_=settled.lowest_sort,
        ).cast("int8"),
        over=ibis.cases(
            (is_one, settled.over),
            (is_sum & settled.overs_of_parts.isnull(), settled.overs.cast(_OVER)),
            (is_sum, _with_parts(settled.overs, settled.overs_of_parts)),
            (settled.outcome == _MEAN, mean),
        ).cast(_OVER),
        under=ibis.cases(
            (is_one, settled.under.fill_null(1)),
            ((settled.outcome == _SHARE) & settled.unders_of_parts.isnull(), settled.unders.cast(_UNDER)),
            (settled.outcome == _SHARE, _with_parts(settled.unders, settled.unders_of_parts)),
            else_=ibis.literal(1),
        ).cast(_UNDER),
        has_parts=settled.outcome == _SHARE,
        basis=settled.outcome.cases(
            (_DISPUTED, by_rule),
            (_SUM, _BASIS[Basis.SUM]),
            (_UNWEIGHED_SUM, _BASIS[Basis.SUM]),
            (_SHARE, _BASIS[Basis.SHARE]),
            (_UNWEIGHED_SHARE, _BASIS[Basis.SHARE]),
            (_MEAN, _BASIS[Basis.MEAN]),
            (_MEAN_OF_ONE, _BASIS[Basis.MEAN]),
            (_UNWEIGHED_MEAN, _BASIS[Basis.MEAN]),
            else_=_BASIS[Basis.AGREE],
        ).cast("int8"),
        reported=settled.reported,
        expected=settled.expected,
    )


def _with_parts(whole: ir.NumericValue, parts: ir.NumericValue) -> ir.NumericValue:
    """Only where there are parts: engines take long to cut digits off."""
    return (whole.fill_null(0).cast(_EXACT) + parts).cast(_UNDER)


def _outcome(found: ir.Table) -> ir.Value:
    rule = found.rule
    numbers = (found.lowest_sort == NUMBER) & (found.highest_sort == NUMBER)
    agree = (rule == RULE_NUMBERS[Rule.AGREE]) | ~numbers
    # Quotients of one share may differ in their last digits; a word outside the scale has no place.
    near = (found.highest - found.lowest < _NEAR) & (found.placed == found.there)
    alike = (found.lowest_sort == found.highest_sort) & (near | (found.placed == 0))
    shares = (rule == RULE_NUMBERS[Rule.SHARE]) & (found.shares == found.there)
    # One unit's value holds for its part too; where there are more, they are weighed.
    is_one = (found.reported == found.expected) & (found.there == 1)
    return ibis.cases(
        (found.reported == 0, _NOTHING),
        (found.there == 0, _ABSENT),
        (found.highest_sort == UNSETTLED, _DISPUTED),
        (agree & alike.fill_null(False), _AGREED),
        (agree, _DIFFERS),
        (rule == RULE_NUMBERS[Rule.SUM], (found.unshared > 0).ifelse(_UNWEIGHED_SUM, _SUM)),
        (shares, (found.unshared > 0).ifelse(_UNWEIGHED_SHARE, _SHARE)),
        (found.unshared > 0, _UNWEIGHED_MEAN),
        (is_one, _MEAN_OF_ONE),
        (found.counts.isnull(), _UNWEIGHED_MEAN),
        else_=_MEAN,
    ).cast("int8")
