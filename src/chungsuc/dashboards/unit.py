"""What the page of a unit joins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from chungsuc.accounts import policy
from chungsuc.accounts.policy import Permission
from chungsuc.administrative_units import queries as units
from chungsuc.administrative_units.models import Body, Level, Succession, Unit, UnitChange, UnitTag
from chungsuc.core.criteria import Criterion
from chungsuc.dashboards import matrix
from chungsuc.dashboards.judging import standings
from chungsuc.dashboards.programme import criteria_of, last_year, seen_from
from chungsuc.languages.words import SPEECH
from chungsuc.plans import queries as plans
from chungsuc.plans.marks import named_cells, place_marks
from chungsuc.plans.models import Plan, TargetCell
from chungsuc.workflow.actions.reviews import works_at
from chungsuc.workflow.models import RecognitionDecision, ReviewEvent
from chungsuc.workflow.queries import recognitions

_YEARS = 3  # of reviews that the page leads to


class Planned(NamedTuple):
    """One criterion of a commune: how it stands, and what a plan says of it."""

    criterion: Criterion
    mark: str
    word: str
    said: str
    verdict: str
    sign: str
    label: str


@dataclass(frozen=True)
class Promise:
    """What one plan says of the commune."""

    plan: Plan
    words: str
    headline: str  # of the results; "" while nothing was observed
    criteria: list[Planned]


class Reviewed(NamedTuple):
    """A set and year of which the unit handed figures up: what it was asked, and what came back."""

    set_id: str
    year: int


@dataclass(frozen=True)
class UnitPage:
    """Everything that the page of a unit shows."""

    ancestors: list[Unit]
    children: list[Unit]
    children_level: str
    origins: list[Succession]
    outcomes: list[Succession]
    orders: list[UnitChange]
    tags: list[UnitTag]
    bodies: list[Body]
    may_change: bool
    may_enter: bool  # figures of the unit itself
    reviewed: list[Reviewed]  # for those who work there
    recognitions: list[RecognitionDecision]  # announced and in force: everyone reads them
    own_plans: list[Plan]
    promises: list[Promise]


def unit_page(user: Any, unit: Unit, day: date) -> UnitPage:
    """Join the unit with its tree as of a day, its lineage and its plans."""
    existed = unit.existed_on(day)
    children = units.below(unit, day) if existed else []
    visible = plans.visible_to(user).select_related("unit", "criteria_set").defer("criteria_set__text")
    naming = visible.filter(
        pk__in=TargetCell.objects.filter(unit=unit).values("target__plan"), state__in=plans.CONFIRMED
    )
    return UnitPage(
        ancestors=[place for place in units.above(unit, day) if place.level != Level.COUNTRY]
        if existed
        else [],
        children=children,
        children_level=children[0].get_level_display() if children else "",
        origins=list(units.origins(unit)),
        outcomes=list(units.outcomes(unit)),
        orders=units.orders(unit),
        tags=units.tags(unit, day),
        bodies=units.bodies(unit, day),
        may_change=policy.may(user, Permission.UNITS_CHANGE, at=unit),
        may_enter=policy.may(user, Permission.OBSERVATION_RECORD, at=unit),
        reviewed=_reviewed(user, unit),
        recognitions=recognitions([unit.pk]).get(unit.pk, []),
        own_plans=list(visible.filter(unit=unit).order_by("-period_to", "-created_at")),
        promises=[promise for plan in naming.order_by("-period_to") if (promise := _promise(plan, unit))],
    )


def _reviewed(user: Any, unit: Unit) -> list[Reviewed]:
    """The newest first; two queries, none for the public."""
    if not user.is_authenticated or not works_at(user, unit):
        return []
    rows = ReviewEvent.objects.filter(unit=unit).order_by("-year", "criteria_set_id")
    return [Reviewed(*row) for row in rows.values_list("criteria_set_id", "year").distinct()[:_YEARS]]


def _promise(plan: Plan, unit: Unit) -> Promise | None:
    criteria_set = criteria_of(plan)
    if plan.criteria_set is None or criteria_set is None:
        return None
    codes = [criterion.code for criterion in criteria_set.criteria]
    row = matrix.Row(unit.pk, unit.name)
    place_marks({unit.pk: row}, named_cells(plan), codes)
    if not row.marks:
        return None
    found = standings(
        [unit.pk], plan.criteria_set, criteria_set, year=last_year(plan), office=seen_from(plan)
    )
    row.result = found.get(unit.pk)
    headline = row.result.tally.told(SPEECH) if row.result else ""
    return Promise(plan, matrix.promised(row, codes), headline, _planned(criteria_set.criteria, row))


def _planned(listed: Sequence[Criterion], row: matrix.Row) -> list[Planned]:
    words = matrix.plan_words()
    found = []
    for criterion in listed:
        mark = row.marks.get(criterion.code)
        promised, said = words[mark] if mark else ("·", _("kế hoạch không nêu"))
        verdict = row.result.criteria.get(criterion.code) if row.result else None
        found.append(
            Planned(
                criterion,
                mark or "",
                promised,
                said,
                verdict or "",
                matrix.SIGNS[verdict] if verdict else "",
                SPEECH.say(verdict.label) if verdict else "",
            )
        )
    return found
