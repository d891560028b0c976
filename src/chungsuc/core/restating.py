"""Tính lại theo đơn vị của ngày khác (*restated*): figures of the units of then, by those of another day.

Counts and money are summed over the units whose land was joined, and split by the stated weights where
a unit was divided; a share is made anew from its parts; a measured value that is neither needs a weight
that someone declared ("số dân năm 2024"); a yes or a grade holds where all agree. What is not known is
not made up: a unit without a figure stays absent, a weight that nobody stated asks for a review.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from enum import StrEnum
from fractions import Fraction

from chungsuc.core.criteria import IndicatorKind, Mark, Measure, Observed
from chungsuc.core.errors import ChungsucError
from chungsuc.core.lineages import Source
from chungsuc.core.speech import VIETNAMESE, Speech

_EXACT = 120  # digits; more than a stored value and the weights of many reorganisations have together


class RestatingError(ChungsucError, ValueError):
    """A weight that cannot be one."""


class Rule(StrEnum):
    """Cách tính lại, by what is measured."""

    SUM = "sum"  # counts and money
    SHARE = "share"  # a percentage
    MEAN = "mean"  # a measured value of each person, hectare or year
    AGREE = "agree"  # yes or no, a grade


def rule_of(measure: Measure) -> Rule:
    """The rule for a figure of an indicator, a component or a condition."""
    return _RULES.get(measure.kind, Rule.AGREE)


_RULES = {
    IndicatorKind.COUNT: Rule.SUM,
    IndicatorKind.PERCENT: Rule.SHARE,
    IndicatorKind.NUMBER: Rule.MEAN,
}


@dataclass(frozen=True, slots=True)
class Figure:
    """Giá trị của một đơn vị như lúc đó, with the parts of a share where they are known."""

    value: Observed
    numerator: Decimal | None = None
    denominator: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Weights:
    """Quyền số: what a measured value of each unit counts for, under the name that is shown with it.

    Raises RestatingError for a weight without a name or not above zero.
    """

    name: str
    by_unit: Mapping[str, Decimal]

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise RestatingError("Phải nêu rõ quyền số dùng để tính lại, ví dụ “số dân năm 2024”.")
        if any(weight <= 0 for weight in self.by_unit.values()):
            raise RestatingError(f"Quyền số “{self.name}” của mỗi đơn vị phải lớn hơn 0.")


@dataclass(frozen=True)
class Stated:
    """Các quyền số đã nêu, the newest first: each for one indicator, or for every measured value."""

    weights: Sequence[tuple[Weights, tuple[str, str] | None]]  # for the set and code; None: for all

    def of(self, criteria_set_id: str, code: str, unit_ids: Collection[str]) -> Weights | None:
        """Those that name all these units: stated for the indicator itself, else for all."""
        for asked in ((criteria_set_id, code), None):
            for weights, about in self.weights:
                if about == asked and all(unit_id in weights.by_unit for unit_id in unit_ids):
                    return weights
        return None


class Basis(StrEnum):
    """Căn cứ: how a figure was reached; a page always says which."""

    OWN = "own"  # of the unit itself, as it was
    CARRIED = "carried"  # of the one unit that had the same land
    SUM = "sum"
    SHARE = "share"
    MEAN = "mean"
    AGREE = "agree"
    NONE = "none"  # no unit of then is known to have had the land

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Basis.OWN: "số liệu của chính đơn vị",
    Basis.CARRIED: "số liệu của đơn vị cũ cùng địa bàn",
    Basis.SUM: "cộng các đơn vị cũ",
    Basis.SHARE: "cộng tử số và mẫu số của các đơn vị cũ",
    Basis.MEAN: "bình quân các đơn vị cũ theo quyền số",
    Basis.AGREE: "theo kết quả chung của các đơn vị cũ",
    Basis.NONE: "chưa biết đơn vị cũ",
}


@dataclass(frozen=True, slots=True)
class Restated:
    """Giá trị tính lại of one unit: what it is, how it was reached, from whom, and who is missing.

    `value` is of those that reported, never of the absent; `observed` is what a verdict may rest on.
    """

    unit_id: str
    value: Observed
    basis: Basis
    sources: tuple[Source, ...] = ()
    reported: int = 0
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    weight_name: str | None = None

    @property
    def expected(self) -> int:
        return len(self.sources)

    @property
    def is_whole(self) -> bool:
        """Every unit of then has a figure."""
        return 0 < self.reported == self.expected

    @property
    def observed(self) -> Observed:
        """None while a unit is missing: the rest of them is not the whole of it."""
        return self.value if self.is_whole else None

    @property
    def coverage(self) -> str:
        """ "7/9 đơn vị cũ"; of a unit's own figure nothing needs to be said."""
        return self.covers()

    def covers(self, speech: Speech = VIETNAMESE) -> str:
        """The coverage in another way of saying it."""
        if self.basis is Basis.OWN:
            return ""
        share = f"{self.reported}/{self.expected}"
        return speech.say("{share} đơn vị cũ").format(share=share)

    @property
    def sentence(self) -> str:
        """The rule that was used, or what it lacks, as a page names it."""
        return self.told()

    def told(self, speech: Speech = VIETNAMESE) -> str:
        """The sentence in another way of saying it."""
        said = speech.say(self.basis.label)
        if self.value is Mark.WEIGHT_MISSING:
            divided = any(source.weight is None for source in self.sources)
            said = speech.say(NO_PART if divided else NO_WEIGHT)
        elif self.value is Mark.PREDECESSORS_DISAGREE:
            said = speech.say("kết quả của các đơn vị cũ khác nhau")
        elif self.basis is Basis.MEAN and self.weight_name:
            said += f" ({speech.quote(self.weight_name)})"
        elif self.basis in (Basis.SUM, Basis.SHARE, Basis.MEAN) and not all(s.is_whole for s in self.sources):
            said += speech.say(", chia theo tỷ trọng đã nêu")
        if self.basis is Basis.NONE or not (coverage := self.covers(speech)):
            return f"{said}."
        return speech.say("{said}; tính từ {coverage}.").format(said=said, coverage=coverage)


NO_PART = "chưa tính được, vì không rõ đơn vị bị chia đóng góp bao nhiêu phần"
NO_WEIGHT = "chưa tính được, vì chưa có quyền số để lấy bình quân các đơn vị cũ"


def restate(
    unit_id: str,
    sources: Sequence[Source],
    figures: Mapping[str, Figure],
    rule: Rule,
    weights: Weights | None = None,
) -> Restated:
    """Tính lại một giá trị for a unit, from the figures of the units of then by their ids.

    A unit that is not in `figures`, or whose value was withdrawn, has none: it is neither zero nor
    left out of the count of those that are expected.
    """
    given = [_Given(source, figures[source.unit_id]) for source in sources if source.unit_id in figures]
    given = [each for each in given if each.figure.value is not None]
    if len(sources) == 1 and sources[0].is_whole:
        basis = Basis.OWN if sources[0].unit_id == unit_id else Basis.CARRIED
        figure = given[0].figure if given else Figure(None)
    elif not sources:
        basis, figure = Basis.NONE, Figure(None)
    else:
        basis, figure = _combined(given, rule, weights, is_whole=len(given) == len(sources))
    return Restated(
        unit_id=unit_id,
        value=figure.value,
        basis=basis,
        sources=tuple(sources),
        reported=len(given),
        numerator=figure.numerator,
        denominator=figure.denominator,
        weight_name=weights.name if weights and basis is Basis.MEAN else None,
    )


@dataclass(frozen=True, slots=True)
class _Given:
    source: Source
    figure: Figure

    @property
    def number(self) -> Fraction:
        assert isinstance(self.figure.value, Decimal)
        return Fraction(self.figure.value)


def _combined(
    given: Sequence[_Given], rule: Rule, weights: Weights | None, *, is_whole: bool
) -> tuple[Basis, Figure]:
    # Where the thing that the law names is not there, the others speak for the whole.
    there = [each for each in given if each.figure.value is not Mark.NOT_PRESENT]
    if not there:
        return Basis.AGREE, given[0].figure if given else Figure(None)
    unsettled = next((each.figure for each in there if isinstance(each.figure.value, Mark)), None)
    if unsettled is not None:
        return Basis(rule), Figure(unsettled.value)
    if rule is Rule.AGREE or not all(_is_number(each.figure.value) for each in there):
        return Basis.AGREE, _agreed(there)
    if rule is Rule.SUM:
        return Basis.SUM, _summed(there)
    if rule is Rule.SHARE and all(each.figure.denominator is not None for each in there):
        return Basis.SHARE, _share(there)
    return Basis.MEAN, _mean(there, weights, is_alone=is_whole and len(there) == 1)


def _is_number(value: Observed) -> bool:
    return isinstance(value, Decimal)


def _agreed(there: Sequence[_Given]) -> Figure:
    # With its type: Python holds a yes for the number 1.
    values = {(type(each.figure.value), each.figure.value) for each in there}
    return Figure(values.pop()[1] if len(values) == 1 else Mark.PREDECESSORS_DISAGREE)


def _summed(there: Sequence[_Given]) -> Figure:
    total = _weighed(there, [each.figure.value for each in there])
    return Figure(Mark.WEIGHT_MISSING if total is None else total)


def _share(there: Sequence[_Given]) -> Figure:
    numerator = _weighed(there, [each.figure.numerator for each in there])
    denominator = _weighed(there, [each.figure.denominator for each in there])
    if numerator is None or denominator is None:
        return Figure(Mark.WEIGHT_MISSING)
    return Figure(100 * numerator / denominator, numerator, denominator)


def _mean(there: Sequence[_Given], weights: Weights | None, *, is_alone: bool) -> Figure:
    """One unit's value holds for its part too; where there are more, they are weighed or need a review."""
    if any(each.source.weight is None for each in there):
        return Figure(Mark.WEIGHT_MISSING)
    if is_alone:
        return Figure(there[0].figure.value)
    if weights is None or any(each.source.unit_id not in weights.by_unit for each in there):
        return Figure(Mark.WEIGHT_MISSING)
    counts = [Fraction(weights.by_unit[each.source.unit_id]) * (each.source.weight or 0) for each in there]
    over = sum((each.number * count for each, count in zip(there, counts, strict=True)), Fraction(0))
    exact = over / sum(counts, Fraction(0))
    return Figure(Decimal(exact.numerator) / Decimal(exact.denominator))


def _weighed(there: Sequence[_Given], numbers: Sequence[Observed]) -> Decimal | None:
    """The sum of what each counts for, to its last digit: totals must come out the same. None where of
    one it is not known how much it counts."""
    total = Fraction(0)
    with localcontext(prec=_EXACT):
        whole = Decimal(0)
        for each, number in zip(there, numbers, strict=True):
            assert isinstance(number, Decimal)
            weight = each.source.weight
            if weight is None:
                return None
            if weight == 1:  # most are: a sum of decimals costs a tenth of a sum of fractions
                whole += number
            else:
                total += Fraction(number) * weight
        return whole + Decimal(total.numerator) / Decimal(total.denominator)
