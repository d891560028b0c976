"""Một ô thẩm tra: everything that stands behind one indicator of one unit, and what may be done with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from chungsuc.accounts import policy
from chungsuc.accounts.policy import Indicator as Right
from chungsuc.accounts.policy import Permission
from chungsuc.administrative_units.models import Body, Unit
from chungsuc.administrative_units.queries import in_place_of
from chungsuc.assessments.facts import fact
from chungsuc.assessments.models import Acceptance, Observation
from chungsuc.assessments.review_list import ReviewCell, went_up
from chungsuc.assessments.reviewing import by_unit, codes_of
from chungsuc.core.criteria import Confidence, Criterion, Indicator
from chungsuc.core.in_charge import bodies_by_sector, in_charge
from chungsuc.core.reasons import show_value
from chungsuc.core.reviews import Hands, NextStep, Review, next_steps
from chungsuc.dashboards.evidence.seeing import visible
from chungsuc.dashboards.evidence.told import Shown, shown
from chungsuc.dashboards.reviewing.drawing import notice_words, state_word, threshold_word
from chungsuc.dashboards.reviewing.listing import cells_of
from chungsuc.dashboards.reviewing.scope import ReviewScope
from chungsuc.entry.models import CellComment
from chungsuc.evidence.queries import of_cells
from chungsuc.languages.figures import format_number
from chungsuc.languages.words import SPEECH, word
from chungsuc.workflow.models import ReviewDuty
from chungsuc.workflow.queries.reviews import bodies_named, duties, reviews

_YEARS = 5  # of the past that are shown


class Entry(NamedTuple):
    """Một số liệu: what was said, by whom, when, from what; and whether it was accepted."""

    code: str
    name: str
    shown: str
    parts: str
    by: str
    recorded_at: datetime
    channel: str
    note: str
    accepted_at: datetime | None


class Past(NamedTuple):
    """Số đã chấp nhận of an earlier period."""

    period: str
    code: str
    shown: str
    parts: str


@dataclass(frozen=True)
class OneCell:
    """What the page of a cell shows."""

    cell: ReviewCell
    criterion: Criterion
    state: str
    threshold: str
    clause: str
    is_confirmed: bool
    verdict: str
    reasons: list[str]
    notices: list[str]
    entries: list[Entry]
    accepted: list[Entry]  # where what is reported has changed since
    past: list[Past]
    evidence: list[Shown]
    comments: list[CellComment]
    body: str
    lead: str
    steps: list[NextStep]
    previous: Unit | None
    following: Unit | None

    @property
    def seen(self) -> str:
        """The number of the last event and the figures, as the forms carry them."""
        return seen_word(self.cell)


def seen_word(cell: ReviewCell) -> str:
    """ "3;id,id" """
    return f"{cell.review.number};{','.join(sorted(map(str, cell.before.ids)))}"


class Charged(NamedTuple):
    """Who leads a criterion and who reviews an indicator, in words; "" where nobody is known."""

    lead: str
    body: str


def charged(scope: ReviewScope, indicator: Indicator, on: date) -> Charged:
    """Cơ quan chủ trì and cơ quan phụ trách; bodies that ended go by who goes on in their place."""
    found = duties(scope.unit.pk, scope.law.id, on)
    standing = {each.pk: each for each in Body.objects.filter(unit=scope.unit) if each.existed_on(on)}
    of_sector = bodies_by_sector({each: each.name for each in standing.values()})
    lead, own = in_charge(
        scope.law,
        leads=bodies_named(found, ReviewDuty.Part.CRITERION),
        named=bodies_named(found, ReviewDuty.Part.INDICATOR),
        of_sector=of_sector,
    )
    criterion = criterion_of(scope, indicator)
    return Charged(told_body(lead[criterion.code].body, on), told_body(own[indicator.code].body, on))


def told_body(body: Body | None, on: date) -> str:
    """The name of a body; of one that ended also of what goes on in its place."""
    if body is None:
        return ""
    if body.existed_on(on):
        return body.name
    after = ", ".join(each.name for each in in_place_of(body, on))
    return f"{after} ({body.name})" if after else body.name


def criterion_of(scope: ReviewScope, indicator: Indicator) -> Criterion:
    """The criterion that an indicator belongs to."""
    return next(each for each in scope.law.criteria if indicator in each.indicators)


def one_cell(user: Any, scope: ReviewScope, unit_id: str, indicator: Indicator) -> OneCell:
    """Everything behind a cell; two dozen queries. Raises Http404 for a unit that is not assessed there."""
    units, today = scope.units, policy.today()
    unit = scope.unit_of(unit_id)
    cell = cells_of(scope, [unit], [indicator])[unit.pk, indicator.code]
    others = reviews(
        unit_ids=[each.pk for each in units],
        criteria_set_id=scope.law.id,
        year=scope.year,
        codes=[indicator.code],
    )
    who = charged(scope, indicator, today)
    threshold = cell.threshold
    before, after = _beside(unit, units, {key[0]: each for key, each in others.items()})
    return OneCell(
        cell=cell,
        criterion=criterion_of(scope, indicator),
        state=state_word(cell),
        threshold=threshold_word(cell),
        clause=(threshold.document if threshold else None) or scope.law.clause,
        is_confirmed=threshold is not None and threshold.confidence is Confidence.VERIFIED,
        verdict=word(cell.judgement.verdict.label) if cell.judgement else "",
        reasons=[each.told(SPEECH) for each in cell.judgement.reasons] if cell.judgement else [],
        notices=notice_words(cell),
        entries=_entries(indicator, cell.before.ids),
        accepted=_entries(indicator, cell.accepted) if cell.is_changed else [],
        past=_past(scope, unit, indicator),
        evidence=_evidence(user, scope, unit, indicator) if cell.judgement else [],
        comments=_comments(cell),
        body=who.body,
        lead=who.lead,
        steps=next_steps(cell.review, _hands(user, scope, unit, indicator, who.body), on=today),
        previous=before,
        following=after,
    )


def _evidence(user: Any, scope: ReviewScope, unit: Unit, indicator: Indicator) -> list[Shown]:
    """What stands beside the indicator and its parts, as far as it was handed up to the person."""
    found = of_cells(unit.pk, scope.law.id, scope.year)
    codes = (indicator.code, *(each.code for each in indicator.components))
    return shown(user, visible(user, [row for code in codes for row in found.get(code, ())]))


def _comments(cell: ReviewCell) -> list[CellComment]:
    """What was said beside the figures before they were handed up; one query, none without figures."""
    until, slots = went_up(cell.review), [each.slot for each in cell.before.entries]
    if until is None or not slots:
        return []
    said = CellComment.objects.filter(
        unit=cell.unit,
        criteria_set_id=slots[0].criteria_set_id,
        period__in={str(each.period) for each in slots},
        indicator_code__in=codes_of(cell.indicator),
        at__lte=until,
    )
    return list(said.select_related("by"))


def _hands(user: Any, scope: ReviewScope, unit: Unit, indicator: Indicator, body: str) -> Hands:
    of = Right(scope.law.id, indicator.code)
    return Hands(
        submits=policy.may(user, Permission.DOSSIER_SUBMIT, at=unit),
        reviews=policy.may(user, Permission.REVIEW, at=unit, of=of),
        body=body,
    )


def _beside(unit: Unit, units: list[Unit], found: dict[str, Review]) -> tuple[Unit | None, Unit | None]:
    """The units before and after this one of which the indicator waits."""
    place = units.index(unit)
    waiting = [each for each in units if each.pk in found and found[each.pk].is_handed_up]
    before = [each for each in waiting if units.index(each) < place]
    after = [each for each in waiting if units.index(each) > place]
    return (before[-1] if before else None, after[0] if after else None)


def _entries(indicator: Indicator, ids: frozenset[Any]) -> list[Entry]:
    names = {each.code: each.name for each in (indicator, *indicator.components)}
    units = {each.code: each.unit for each in (indicator, *indicator.components)}
    taken = {row.observation_id: row.at for row in Acceptance.objects.filter(observation__in=ids)}
    rows = Observation.objects.filter(pk__in=ids).select_related("observed_by").order_by("indicator_code")
    return [
        Entry(
            code=row.indicator_code,
            name=names.get(row.indicator_code, ""),
            shown=show_value(fact(row).observed, units.get(row.indicator_code), SPEECH),
            parts=_parts(row.numerator, row.denominator),
            by=str(row.observed_by),
            recorded_at=row.recorded_at,
            channel=row.get_channel_display(),
            note=row.note,
            accepted_at=taken.get(row.pk),
        )
        for row in rows
    ]


def _parts(numerator: Any, denominator: Any) -> str:
    if numerator is None or denominator is None:
        return ""
    return f"{format_number(numerator)}/{format_number(denominator)}"


def _past(scope: ReviewScope, unit: Unit, indicator: Indicator) -> list[Past]:
    """What was accepted of earlier periods, the newest first: drafts of other years are the unit's own."""
    held = by_unit([unit.pk], scope.law, codes_of(indicator), scope.year).get(unit.pk, {})
    measures = {each.code: each for each in (indicator, *indicator.components)}
    last = indicator.observed_year(scope.year)
    found = [
        (period, code, state.accepted)
        for code, periods in held.items()
        for period, state in periods.items()
        if state.accepted is not None and period.end_year < last
    ]
    found.sort(key=lambda each: (-each[0].end_year, each[1], each[0]))
    return [
        Past(
            period.told(SPEECH),
            code,
            show_value(entry.observed, measures[code].unit, SPEECH),
            _parts(entry.numerator, entry.denominator),
        )
        for period, code, entry in found
        if last - period.end_year <= _YEARS
    ]
