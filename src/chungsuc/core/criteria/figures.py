"""Từng con số của bộ tiêu chí, as a person compares it with the printed law."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from chungsuc.core.criteria.measures import (
    Component,
    Confidence,
    CriteriaError,
    Indicator,
    Measure,
    Threshold,
    Value,
)
from chungsuc.core.criteria.sets import CriteriaSet


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """Con số: one level of one indicator, or of a condition, for some years and some units.

    `value` None with `applies`: the figure is not known. Where `applies` is False the file says that
    the law asks nothing here.
    """

    measure: Measure
    value: Value | None
    applies: bool
    confidence: Confidence
    from_year: int
    to_year: int
    region: str | None = None
    commune_group: str | None = None

    @property
    def key(self) -> str:
        """Names the figure within its set: "4.2:DBSH:2021-2025"."""
        scope = self.region or self.commune_group or ""
        return f"{self.measure.code}:{scope}:{self.from_year}-{self.to_year}"


@dataclass(frozen=True, slots=True)
class Compared:
    """Đã đối chiếu: a person found this name and this figure in print as they are shown here."""

    key: str
    name: str
    value: Value | None
    applies: bool


def figures(criteria_set: CriteriaSet) -> Iterator[Figure]:
    """Every national figure of the set, its conditions last."""
    for measure in criteria_set.measures():
        for each in measure.thresholds:
            if each.province is None:
                yield _figure(measure, each)
    years = criteria_set.valid_from.year, criteria_set.valid_to.year
    for condition in criteria_set.conditions:
        if not condition.is_all_criteria:
            yield Figure(
                measure=condition,
                value=condition.value,
                applies=True,
                confidence=condition.confidence,
                from_year=years[0],
                to_year=years[1],
            )


def figure(criteria_set: CriteriaSet, key: str) -> Figure:
    """The figure of a key. Raises CriteriaError where the set has none."""
    found = next((each for each in figures(criteria_set) if each.key == key), None)
    if found is None:
        raise CriteriaError(f"{criteria_set.title} không có con số ‘{key}’. Hãy mở lại danh sách con số.")
    return found


def confirm(criteria_set: CriteriaSet, compared: Iterable[Compared]) -> CriteriaSet:
    """Bộ tiêu chí sau khi đối chiếu: what was found in print as it stands is verified from then on.

    A figure that reads otherwise now than when it was compared stays as sure as it was.
    """
    known = {each.key: each for each in compared}
    if not known:
        return criteria_set

    def threshold(measure: Measure, was: Threshold) -> Threshold:
        if was.province is not None or not _stands(_figure(measure, was), known):
            return was
        return replace(was, confidence=Confidence.VERIFIED)

    def levels(measure: Measure) -> tuple[Threshold, ...]:
        return tuple(threshold(measure, each) for each in measure.thresholds)

    def part(was: Component) -> Component:
        return replace(was, thresholds=levels(was))

    def indicator(was: Indicator) -> Indicator:
        now = replace(was, thresholds=levels(was), components=tuple(map(part, was.components)))
        every = [each for measure in (now, *now.components) for each in measure.thresholds]
        if now == was or any(each.confidence is not Confidence.VERIFIED for each in every):
            return now
        return replace(now, confidence=Confidence.VERIFIED)  # its name was seen with its figures

    conditions = {each.measure.code for each in figures(criteria_set) if _stands(each, known)}
    return replace(
        criteria_set,
        criteria=tuple(
            replace(each, indicators=tuple(map(indicator, each.indicators))) for each in criteria_set.criteria
        ),
        conditions=tuple(
            replace(each, confidence=Confidence.VERIFIED) if each.code in conditions else each
            for each in criteria_set.conditions
        ),
    )


def _stands(figure: Figure, known: Mapping[str, Compared]) -> bool:
    seen = known.get(figure.key)
    now = (figure.measure.name, figure.value, figure.applies)
    return seen is not None and (seen.name, seen.value, seen.applies) == now


def _figure(measure: Measure, threshold: Threshold) -> Figure:
    return Figure(
        measure=measure,
        value=threshold.value,
        applies=threshold.applies,
        confidence=threshold.confidence,
        from_year=threshold.from_year,
        to_year=threshold.to_year,
        region=threshold.region,
        commune_group=threshold.commune_group,
    )
