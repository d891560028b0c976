"""Vì sao: what stands behind one cell of the matrix."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Q
from django.utils.translation import gettext as _

from chungsuc.administrative_units.facts import attributes_on
from chungsuc.administrative_units.models import Unit
from chungsuc.core.criteria import (
    Confidence,
    CriteriaError,
    CriteriaSet,
    Criterion,
    Indicator,
    UnitAttributes,
    threshold_for,
)
from chungsuc.core.reasons import show_threshold
from chungsuc.core.verdicts import CriterionJudgement, judge_indicator
from chungsuc.dashboards import matrix
from chungsuc.dashboards.judging import judgements
from chungsuc.dashboards.programme import criteria_of, last_year, seen_from
from chungsuc.languages.data import vietnamese
from chungsuc.languages.words import SPEECH, word
from chungsuc.plans.marks import Named, mark_of
from chungsuc.plans.models import Plan, StatedResultCell, Target, TargetCell


class Said(NamedTuple):
    """A sentence of the paper: what it says, and where."""

    word: str
    text: str
    line: int
    when: str


class Held(NamedTuple):
    """One indicator: what it asks of the commune, and how the commune stands."""

    code: str
    name: str
    threshold: str
    is_confirmed: bool
    label: str
    reasons: list[str]


@dataclass(frozen=True)
class Cell:
    """Ô: a commune and a criterion."""

    criterion: Criterion
    criteria_set: CriteriaSet
    year: int
    promised: list[Said]
    general: list[Said]
    stated: list[Said]
    indicators: list[Held]
    result: CriterionJudgement | None
    sign: str


def cell(plan: Plan, unit: Unit, code: str) -> Cell | None:
    """Everything about one cell; None where the plan's criteria set has no such criterion."""
    criteria_set = criteria_of(plan)
    if criteria_set is None:
        return None
    try:
        criterion = criteria_set.criterion(code)
    except CriteriaError:
        return None
    year = last_year(plan)
    attributes = attributes_on([unit.pk], date(year, 12, 31), criteria_set)[unit.pk]
    found = judgements([unit.pk], criteria_set, year=year, office=seen_from(plan))
    result = found[unit.pk].criteria.get(code) if unit.pk in found else None
    general = Target.objects.filter(plan=plan, criteria=[code], cells__isnull=True).order_by("line")
    return Cell(
        criterion=criterion,
        criteria_set=criteria_set,
        year=year,
        promised=_promised(plan, unit, code),
        general=[Said("", target.text, target.line, target.deadline) for target in general],
        stated=_stated(plan, unit, code),
        indicators=[
            held(indicator, criteria_set, attributes, year, result) for indicator in criterion.indicators
        ],
        result=result,
        sign=matrix.SIGNS[result.verdict] if result else "",
    )


def _promised(plan: Plan, unit: Unit, code: str) -> list[Said]:
    words = matrix.plan_words()
    rows = TargetCell.objects.filter(
        Q(criterion_code=code) | Q(criterion_code=""), target__plan=plan, unit=unit
    )
    found = []
    for row in rows.select_related("target").order_by("-criterion_code", "target__line"):
        target = row.target
        mark = mark_of(
            Named(
                unit.pk, row.criterion_code, target.pk, target.line, target.kind, target.mode, target.subject
            )
        )
        if mark is None:
            continue
        word = (
            words[mark][1]
            if row.criterion_code
            else _("%(mark)s, nêu cho cả bộ tiêu chí") % {"mark": words[mark][1]}
        )
        found.append(Said(word, target.text, target.line, target.deadline))
    return found


def _stated(plan: Plan, unit: Unit, code: str) -> list[Said]:
    rows = StatedResultCell.objects.filter(
        Q(criterion_code=code) | Q(criterion_code=""), stated_result__plan=plan, unit=unit
    )
    return [
        Said("", row.stated_result.text, row.stated_result.line, row.stated_result.as_of)
        for row in rows.select_related("stated_result").order_by("stated_result__line")
    ]


def held(
    indicator: Indicator,
    criteria_set: CriteriaSet,
    attributes: UnitAttributes,
    year: int,
    result: CriterionJudgement | None,
) -> Held:
    threshold = threshold_for(indicator, attributes, year)
    judgement = (
        result.indicators[indicator.code] if result else judge_indicator(indicator, attributes, year, {})
    )
    if threshold is None:
        shown = _("chưa có mức")
    elif not threshold.applies:
        shown = _("không quy định")
    else:
        shown = vietnamese(threshold.requirement) or show_threshold(indicator, threshold.value, SPEECH)
    return Held(
        code=indicator.code,
        name=indicator.name,
        threshold=shown,
        is_confirmed=threshold is not None and threshold.confidence is Confidence.VERIFIED,
        label=word(judgement.verdict.label),
        reasons=[reason.told(SPEECH) for reason in judgement.reasons] if result else [],
    )
