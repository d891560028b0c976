"""Danh sách thẩm tra: what lies before a body in charge, of its indicators in many units, in few queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from chungsuc.administrative_units.facts import attributes_on
from chungsuc.administrative_units.models import Unit
from chungsuc.administrative_units.tree import some_of
from chungsuc.assessments import models
from chungsuc.assessments.queries import Series
from chungsuc.assessments.reviewing import Before, OfUnit, before, codes_of
from chungsuc.assessments.rollup_law import end_of
from chungsuc.assessments.rollup_reads import recorded_of
from chungsuc.core.criteria import (
    CriteriaSet,
    Indicator,
    Mark,
    Observed,
    Threshold,
    UnitAttributes,
    threshold_for,
)
from chungsuc.core.observations import Acceptance, SlotState, fold
from chungsuc.core.periods import Period
from chungsuc.core.reviews import Review, ReviewKind
from chungsuc.core.standing import counted
from chungsuc.core.verdicts import Judgement, judge_indicator
from chungsuc.core.warnings import Bunch, Given, Notice, bunch, notices
from chungsuc.workflow.queries.reviews import Cell, reviews

_FIRST = date(1, 1, 1)
NOTHING = Before()
_HANDS_UP = (ReviewKind.SUBMITTED, ReviewKind.EXPLAINED)  # what is added to explain goes up with the words
_SUBMITS = (ReviewKind.SUBMITTED,)


@dataclass(frozen=True, slots=True)
class ReviewCell:
    """Một ô: an indicator of a unit, as who verifies it sees it; without figures until it is handed up."""

    unit: Unit
    indicator: Indicator
    review: Review
    before: Before = NOTHING
    judgement: Judgement | None = None
    threshold: Threshold | None = None
    given: Given | None = None  # of an indicator without parts
    last_year: Given | None = None
    notices: tuple[Notice, ...] = ()
    evidence: int | None = None  # how many files were handed up with it; None for who may not see any
    lacks_evidence: bool = False
    accepted: frozenset[UUID] = frozenset()

    @property
    def is_changed(self) -> bool:
        """Đã thay đổi sau khi thẩm tra: what is reported is not what was accepted."""
        return self.review.is_verified and bool(self.accepted) and self.before.ids != self.accepted


@dataclass(frozen=True)
class Asked:
    """What a list is about: whose indicators, in which units, under which law."""

    law: CriteriaSet
    year: int
    units: Sequence[Unit]
    indicators: Sequence[Indicator]
    sees_questions: bool  # of the body in charge, who asked them; superiors wait
    on: date
    # When each file was laid beside a cell; None for who may not see evidence.
    evidence: Mapping[Cell, Sequence[datetime]] | None = None
    demanded: Collection[str] = ()  # indicators that must have some


def review_list(asked: Asked) -> dict[Cell, ReviewCell]:
    """The cells of these indicators and units; five queries, however many there are."""
    law, year = asked.law, asked.year
    unit_ids = [each.pk for each in asked.units]
    codes = [each.code for each in asked.indicators]
    found = reviews(unit_ids=unit_ids, criteria_set_id=law.id, year=year, codes=codes)
    if not asked.sees_questions:
        found = {cell: review.as_superiors_see(asked.on) for cell, review in found.items()}
    shown = {unit_id for (unit_id, _code), review in found.items() if is_shown(review)}
    held = _figures(shown, law, asked.indicators, year)
    about = _attributes(shown, law, year)
    looking = _Looking(asked, held, about)
    return {
        (unit.pk, each.code): looking.cell(unit, each, found.get((unit.pk, each.code), Review()))
        for unit in asked.units
        for each in asked.indicators
    }


def is_shown(review: Review) -> bool:
    """Whether who verifies sees the figures: not before they are handed up, nor while they are mended."""
    return review.is_handed_up or review.is_verified


def went_up(review: Review) -> datetime | None:
    """When the unit last handed something up: what it added later is its own."""
    return _last(review, _HANDS_UP)


class _Looking:
    """The cells being made; what binds units that are alike is looked up once."""

    def __init__(self, asked: Asked, held: Mapping[str, OfUnit], about: Mapping[str, UnitAttributes]) -> None:
        self.asked, self.held, self.about = asked, held, about
        self._thresholds: dict[tuple[str, UnitAttributes], Threshold | None] = {}

    def cell(self, unit: Unit, indicator: Indicator, review: Review) -> ReviewCell:
        if not is_shown(review):
            return ReviewCell(unit, indicator, review)
        law, year = self.asked.law, self.asked.year
        of_unit, attributes = self.held.get(unit.pk, {}), self.about[unit.pk]
        standing = before(law, indicator, of_unit, year)
        observed: dict[str, Observed] = {each.slot.indicator: each.observed for each in standing.entries}
        if standing.in_conflict:
            observed |= dict.fromkeys(observed, Mark.IN_DISPUTE)
        threshold = self._threshold(indicator, attributes)
        given = _given(standing, indicator.code)
        count = self._evidence(unit, indicator, review)
        last = _last_year(law, indicator.code, of_unit, year, handed_up=_last(review, _SUBMITS))
        level = threshold.value if threshold is not None and threshold.applies else None
        told = ()
        if given is not None:
            told = tuple(notices(indicator, given, level=level, before=last, has_evidence=count != 0))
        return ReviewCell(
            unit,
            indicator,
            review,
            before=standing,
            judgement=judge_indicator(indicator, attributes, year, observed),
            threshold=threshold,
            given=given,
            last_year=last,
            notices=told,
            evidence=count,
            lacks_evidence=count == 0 and indicator.code in self.asked.demanded and bool(standing.entries),
            accepted=_accepted(law, indicator, of_unit, year) if review.is_verified else frozenset(),
        )

    def _evidence(self, unit: Unit, indicator: Indicator, review: Review) -> int | None:
        """How many files went up with the indicator and its parts; what came later is the unit's own."""
        if self.asked.evidence is None:
            return None
        last = went_up(review)
        if last is None:
            return 0
        times = (self.asked.evidence.get((unit.pk, code), ()) for code in codes_of(indicator))
        return sum(at <= last for listed in times for at in listed)

    def _threshold(self, indicator: Indicator, attributes: UnitAttributes) -> Threshold | None:
        key = indicator.code, attributes
        if key not in self._thresholds:
            self._thresholds[key] = threshold_for(indicator, attributes, self.asked.year)
        return self._thresholds[key]


def _given(standing: Before, code: str) -> Given | None:
    """The one figure of the indicator itself; None where there is none, or only those of its parts."""
    own = [each for each in standing.entries if each.slot.indicator == code]
    if len(own) != 1:
        return None
    return Given(value=own[0].observed, numerator=own[0].numerator, denominator=own[0].denominator)


def _last(review: Review, kinds: Collection[ReviewKind]) -> datetime | None:
    """When it was last done."""
    return next((each.at for each in reversed(review.events) if each.kind in kinds), None)


def _last_year(
    law: CriteriaSet, code: str, of_unit: OfUnit, year: int, *, handed_up: datetime | None
) -> Given | None:
    """The figure that counted the year before, where it was of that year and not an older one.

    What was accepted of it; else what the unit had said when it handed up this year's. Drafts stay its own.
    """
    periods = of_unit.get(code)
    if not periods:
        return None
    now, then = (counted(law, code, periods, each, accepted=False) for each in (year, year - 1))
    if then is None or then == now or (now is not None and now.end_year - then.end_year > 1):
        return None
    state = periods[then]
    entry = state.accepted or (None if state.in_conflict else state.reported)
    if entry is None or (entry is not state.accepted and (not handed_up or entry.recorded_at > handed_up)):
        return None
    return Given(value=entry.observed, numerator=entry.numerator, denominator=entry.denominator)


def _accepted(law: CriteriaSet, indicator: Indicator, of_unit: OfUnit, year: int) -> frozenset[UUID]:
    found = set()
    for code in codes_of(indicator):
        periods = of_unit.get(code)
        period = counted(law, code, periods, year, accepted=True) if periods else None
        if periods is not None and period is not None and (entry := periods[period].accepted) is not None:
            found.add(entry.id)
    return frozenset(found)


def _figures(
    unit_ids: Collection[str], law: CriteriaSet, indicators: Sequence[Indicator], year: int
) -> dict[str, OfUnit]:
    """Figures of the last years; of a unit and indicator without one there, whatever is older."""
    codes = [code for each in indicators for code in codes_of(each)]
    recent = date(year - 2, 12, 31), end_of(year)
    entries = recorded_of(unit_ids, law.id, codes, ended=recent) if unit_ids else []
    having = {(each.slot.unit_id, each.slot.indicator) for each in entries if each.observed is not None}
    lacking = {unit_id for unit_id in unit_ids for each in indicators if not _is_whole(unit_id, each, having)}
    if lacking:
        known = {each.id for each in entries}
        older = recorded_of(lacking, law.id, codes, ended=(_FIRST, recent[0]))
        entries += [each for each in older if each.id not in known]
    taken: list[Acceptance] = []
    for some in some_of({each.slot.unit_id for each in entries}):
        rows = models.Acceptance.objects.filter(
            observation__unit__in=some,
            observation__criteria_set_id=law.id,
            observation__indicator_code__in=codes,
        )
        taken += [
            Acceptance(observation_id=pk, accepted_by=str(by), accepted_at=at)
            for pk, by, at in rows.values_list("observation_id", "by_id", "at")
        ]
    found: dict[str, dict[str, dict[Period, SlotState]]] = defaultdict(lambda: defaultdict(dict))
    for slot, state in fold(entries, taken).items():
        found[slot.unit_id][slot.indicator][slot.period] = state
    return dict(found)


def _is_whole(unit_id: str, indicator: Indicator, having: Collection[Cell]) -> bool:
    """Whether there is a figure of the indicator, or one of each of its parts."""
    parts = [each.code for each in indicator.components]
    return (unit_id, indicator.code) in having or (
        bool(parts) and all((unit_id, code) in having for code in parts)
    )


def _attributes(unit_ids: Collection[str], law: CriteriaSet, year: int) -> dict[str, UnitAttributes]:
    """What binds each unit: as its stored result has it, else worked out."""
    found: dict[str, UnitAttributes] = {}
    for some in some_of(set(unit_ids)):
        rows = models.YearStanding.objects.filter(
            unit__in=some, criteria_set_id=law.id, year=year, series=Series.REPORTED.value
        )
        for unit_id, region, group, province in rows.values_list(
            "unit_id", "region", "commune_group", "province"
        ):
            found[unit_id] = UnitAttributes(
                region=region or None, commune_group=group or None, province=province or None
            )
    others = [each for each in unit_ids if each not in found]
    return found | (dict(attributes_on(others, end_of(year), law)) if others else {})


def bunches(
    indicators: Iterable[Indicator], figures: Iterable[tuple[str, object, Observed]]
) -> dict[str, Bunch]:
    """Of each indicator what its figures together show, over units that are held to the same threshold.

    `figures`: the code, the threshold and the value of each cell that has them.
    """
    values: dict[tuple[str, object], list[Observed]] = defaultdict(list)
    for code, level, value in figures:
        values[code, level].append(value)
    by_code = {each.code: each for each in indicators}
    found: dict[str, Bunch] = {}
    for (code, level), listed in values.items():
        noticed = bunch(by_code[code], listed, level)  # type: ignore[arg-type]
        if noticed is not None and (code not in found or found[code].reached < noticed.reached):
            found[code] = noticed
    return found
