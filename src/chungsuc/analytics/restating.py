"""Tính lại theo đơn vị của ngày khác over columns: `core.restating` for the whole country at once.

Values go in and values come out: those of the units of then, and what they come to for the units of the
day. The value of land that did not change goes through as it is. Sums and parts have six places after the
point, as in the store, where the core keeps all of them; words outside a scale are held for one word.
"""

from __future__ import annotations

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
_KEY: Final = ("unit", "measure", "first_day", "last_day")


def dated(values: ir.Table, periods: ir.Table) -> ir.Table:
    """The values of the periods, each with the epochs in which its period ends and begins."""
    joined = values.join(
        periods, (values.first_day == periods.first_day) & (values.last_day == periods.last_day)
    )
    return joined.select(*(values[name] for name in values.columns), periods.ended_in, periods.begun_in)


def restated(values: ir.Table, same: ir.Table, divided: ir.Table, rules: ir.Table) -> ir.Table:
    """Each value of a unit of the day, with its basis, and of how many units of then how many reported.

    Of a period the units at its end answer; where none of them has said anything, those at its beginning,
    for a unit that ended in the middle may have reported for it. `values` are dated, those that were
    withdrawn among them; `same` says which land stayed whole and alone, `divided` what became of all other.
    """
    by_end = _of_units(values, values.ended_in, same, divided, rules)
    spanning = values.filter(_.ended_in != _.begun_in)
    by_beginning = _of_units(spanning, spanning.begun_in, same, divided, rules)
    told = by_end.select(**{f"told_{name}": by_end[name] for name in _KEY})
    joined = by_beginning.left_join(told, [by_beginning[name] == told[f"told_{name}"] for name in _KEY])
    return by_end.union(joined.filter(_.told_unit.isnull()).select(*by_end.columns))


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


def _of_units(
    values: ir.Table, epoch: ir.Value, same: ir.Table, divided: ir.Table, rules: ir.Table
) -> ir.Table:
    alone = values.join(same, (values.unit == same.source) & (epoch == same.epoch))
    is_own = same.source == same.unit
    own = alone.select(
        same.unit,
        *(values[name] for name in (*_KEY[1:], *SORTED[1:])),
        sort=values.sort.cast("int8"),
        basis=is_own.ifelse(_BASIS[Basis.OWN], _BASIS[Basis.CARRIED]).cast("int8"),
        reported=values.sort.notnull().cast("int32"),
        expected=ibis.literal(1, type="int32"),
    )
    several = values.join(divided, (values.unit == divided.source) & (epoch == divided.epoch))
    several = several.join(rules, values.measure == rules.measure).select(
        divided.unit,
        *(values[name] for name in (*_KEY[1:], *SORTED)),
        *(divided[name] for name in ("share", "counts", "expected")),
        rules.rule,
    )
    return own.union(_settled(_gathered(several)))


def _gathered(given: ir.Table) -> ir.Table:
    """All that a result may be made of, in one pass over the values."""
    # Where the thing that the law names is not there, the others speak for the whole.
    there = given.sort != NOT_PRESENT
    quotient = given.over.cast("float64") / given.under.cast("float64")
    number = (given.under == 1).ifelse(given.over, quotient.cast(_OVER))
    added = (given.rule == RULE_NUMBERS[Rule.SUM]).ifelse(number, given.over)

    is_whole = given.share == 1

    def whole(value: ir.NumericValue) -> ir.NumericValue:
        return value.sum(where=there & is_whole)

    def part(value: ir.NumericValue) -> ir.NumericValue:
        # The product has room for twelve digits before the point.
        product = (value.cast("decimal(18, 6)") * given.share).cast(_EXACT)
        return is_whole.ifelse(ibis.null(_EXACT), product).sum(where=there)

    return given.group_by(*_KEY, "rule").agg(
        expected=given.expected.max(),
        reported=given.sort.count().cast("int32"),
        there=given.count(where=there),
        lowest_sort=given.sort.min(where=there),
        highest_sort=given.sort.max(where=there),
        shares=given.count(where=there & given.has_parts),
        unshared=given.count(where=there & given.share.isnull()),
        uncounted=given.count(where=given.sort.notnull() & given.counts.isnull()),
        placed=given.over.count(where=there),
        lowest=quotient.min(where=there),
        highest=quotient.max(where=there),
        over=given.over.max(where=there),
        under=given.under.max(where=there),
        overs=whole(added),
        unders=whole(given.under),
        overs_of_parts=part(added),
        unders_of_parts=part(given.under),
        counted=(number.cast("decimal(18, 6)") * given.counts).cast("decimal(38, 12)").sum(where=there),
        counts=given.counts.sum(where=there),
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
            (is_one, settled.under),
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
        (found.uncounted > 0, _UNWEIGHED_MEAN),
        else_=_MEAN,
    ).cast("int8")
