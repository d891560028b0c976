"""Còn thiếu gì để đạt, by indicator: with who owns each figure and whether it is asked for now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from chungsuc.administrative_units.facts import attributes_on
from chungsuc.administrative_units.models import Unit
from chungsuc.assessments.assigning import AskedFor, asked, assignments
from chungsuc.assessments.queries import Series
from chungsuc.assessments.rollup_law import end_of
from chungsuc.assessments.rollup_links import Links, figures_of, observed
from chungsuc.core.derived import judge_whole
from chungsuc.core.verdicts import Verdict
from chungsuc.criteria import queries as criteria
from chungsuc.criteria.models import CriteriaSetVersion
from chungsuc.dashboards.matrix import SIGNS
from chungsuc.dashboards.own_results import own_results
from chungsuc.languages.words import word

_HOLDS = (Verdict.MET, Verdict.NOT_APPLICABLE)


@dataclass(frozen=True)
class Missing:
    """Một chỉ tiêu còn thiếu."""

    code: str
    name: str
    verdict: Verdict
    sign: str
    label: str
    owner: str
    asked: AskedFor | None  # None: nobody was given the figure, or its season has not come yet
    address: str


@dataclass(frozen=True)
class Lacking:
    """What a unit lacks under one set in one year."""

    unit: Unit
    title: str
    year: int
    headline: str
    missing: list[Missing]
    without_threshold: str  # codes of those that wait for the law's figure, or the province's


def lacking(user: Any, unit: Unit, sets: list[CriteriaSetVersion], on: date) -> Lacking | None:
    """None where the unit has no result that the person may see, or not of its own figures. The queries do
    not grow with the figures."""
    own = own_results(user, unit)
    if own is None or own.series is not Series.REPORTED:
        return None
    version = next(each for each in sets if each.set_id == own.set_id)
    day = end_of(own.year)
    law = criteria.as_it_binds(version, on=day)
    figures = figures_of([unit.pk], law.id).get(unit.pk, {})
    judged = judge_whole(
        law,
        attributes_on([unit.pk], day, law)[unit.pk],
        year=own.year,
        on=day,
        observed=observed(law, figures, own.year, Series.REPORTED),
        results=Links([unit.pk]).results(unit.pk, law.level, own.year, Series.REPORTED),
    )
    owners, now = assignments(unit, law.id, on), asked(unit, law, on)
    grid = reverse("entry:grid", args=[unit.pk, law.id, str(own.year)])
    missing, waiting = [], []
    for criterion in law.criteria:
        verdicts = judged.criteria[criterion.code].indicators
        for each in criterion.indicators:
            verdict = verdicts[each.code].verdict
            if verdict in _HOLDS:
                continue
            if verdict is Verdict.NO_THRESHOLD:
                waiting.append(each.code)
                continue
            asked_for = now.get(each.code)
            missing.append(
                Missing(
                    code=each.code,
                    name=each.name,
                    verdict=verdict,
                    sign=SIGNS[verdict],
                    label=word(verdict.label),
                    owner=owners[each.code].owner if each.code in owners else "",
                    asked=asked_for if asked_for is not None and not asked_for.is_given else None,
                    address=f"{grid}?xem=tat-ca#o-{each.code}",
                )
            )
    return Lacking(unit, version.title, own.year, own.headline, missing, ", ".join(waiting))
