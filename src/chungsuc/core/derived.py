"""Kết quả tính từ kết quả khác: a district's share of communes at standard, a set that must be met first.

What the law derives from verdicts under another set is computed from them. A share of units at standard is
nothing else; of the rest a figure that somebody entered stands before the computed one, for a unit may have
been recognised before there were figures.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from chungsuc.core.criteria import (
    Condition,
    Counted,
    CriteriaSet,
    Direction,
    IndicatorKind,
    Measure,
    Observed,
    Reference,
    UnitAttributes,
    Value,
    threshold_for,
)
from chungsuc.core.reasons import Verdict
from chungsuc.core.verdicts import UnitJudgement, combine, judge_unit

# The verdicts that a reference speaks of: the unit's own under the other set, or those of the units
# below it. Empty where there are none or they are not known.
Results = Callable[[Reference], Sequence[UnitJudgement]]


def judge_whole(
    criteria_set: CriteriaSet,
    attributes: UnitAttributes,
    *,
    year: int,
    on: date,
    observed: Mapping[str, Observed],
    results: Results,
) -> UnitJudgement:
    """Kết luận một đơn vị, with what the set derives from other verdicts and the set before it."""
    first = None
    if criteria_set.prerequisite is not None:
        own = results(Reference(criteria_set_id=criteria_set.prerequisite))
        first = combine(each.verdict for each in own) if own else None
    return judge_unit(
        criteria_set,
        attributes,
        year=year,
        on=on,
        observed=completed(criteria_set, attributes, year=year, observed=observed, results=results),
        prerequisite=first,
    )


def completed(
    criteria_set: CriteriaSet,
    attributes: UnitAttributes,
    *,
    year: int,
    observed: Mapping[str, Observed],
    results: Results,
    codes: Container[str] | None = None,
) -> dict[str, Observed]:
    """Số liệu đầy đủ: what was entered, and what follows from other verdicts; of these codes, or of all."""
    shares = _shares(criteria_set)
    entered = {code: value for code, value in observed.items() if value is not None and code not in shares}
    return dict(derived(criteria_set, attributes, year, results, codes)) | entered


def derived(
    criteria_set: CriteriaSet,
    attributes: UnitAttributes,
    year: int,
    results: Results,
    codes: Container[str] | None = None,
) -> Iterator[tuple[str, Observed]]:
    """Số liệu tính được of the set's indicators, components and conditions that refer to another set."""
    measures, conditions = _referring(criteria_set)
    for measure in measures:
        if codes is None or measure.code in codes:
            threshold = threshold_for(measure, attributes, year)
            yield measure.code, _value(measure, threshold.value if threshold else None, results)
    for condition in conditions:
        if codes is None or condition.code in codes:
            yield condition.code, _value(condition, condition.value, results)


def asks_below(criteria_set: CriteriaSet) -> bool:
    """Whether the set asks for a share of the units below."""
    return bool(_shares(criteria_set))


@lru_cache(maxsize=64)
def _shares(criteria_set: CriteriaSet) -> frozenset[str]:
    measures = (*criteria_set.measures(), *criteria_set.conditions)
    return frozenset(each.code for each in measures if each.is_share_below)


@lru_cache(maxsize=64)
def _referring(criteria_set: CriteriaSet) -> tuple[list[Measure], list[Condition]]:
    measures: list[Measure] = [each for each in criteria_set.measures() if each.refers_to is not None]
    return measures, [each for each in criteria_set.conditions if each.refers_to is not None]


def _value(measure: Measure, wanted: Value | None, results: Results) -> Observed:
    assert measure.refers_to is not None
    judged = results(measure.refers_to)
    if not judged:
        return None
    if measure.kind is IndicatorKind.BOOL:
        verdicts = [verdict for each in judged for verdict in _asked(each, measure.refers_to)]
        return {Verdict.MET: True, Verdict.NOT_MET: False}.get(combine(verdicts))
    if measure.refers_to.counts is Counted.INDICATORS:
        spans = [_span(_asked(each, measure.refers_to)) for each in judged]
        return _settled(measure, wanted, min(low for low, _ in spans), min(high for _, high in spans))
    return _settled(measure, wanted, *_span([each.verdict for each in judged]))


def _asked(judgement: UnitJudgement, reference: Reference) -> list[Verdict]:
    """Of a unit: its verdict as a whole, or those of its indicators that are counted or named."""
    if reference.counts is Counted.UNITS and not reference.indicators:
        return [judgement.verdict]
    return [
        judged.verdict
        for criterion in judgement.criteria.values()
        for code, judged in criterion.indicators.items()
        if not reference.indicators or code in reference.indicators
    ]


def _span(verdicts: Sequence[Verdict]) -> tuple[Fraction, Fraction]:
    """The least and the most, in percent, that the share of those that are met can be."""
    considered = [each for each in verdicts if each is not Verdict.NOT_APPLICABLE]
    if not considered:
        return Fraction(0), Fraction(100)
    met = sum(each is Verdict.MET for each in considered)
    open_still = sum(not each.is_computed for each in considered)
    return Fraction(100 * met, len(considered)), Fraction(100 * (met + open_still), len(considered))


def _settled(measure: Measure, wanted: Value | None, low: Fraction, high: Fraction) -> Observed:
    """The share, where all is known or what is not yet known can no longer change the verdict."""
    if low == high:
        return _percent(low)
    if isinstance(wanted, Decimal) and measure.direction is Direction.AT_LEAST:
        if low >= wanted:
            return _percent(low)
        if high < wanted:
            return _percent(high)
    return None


def _percent(exact: Fraction) -> Decimal:
    return Decimal(exact.numerator) / Decimal(exact.denominator)
