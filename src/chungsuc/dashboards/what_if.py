"""Xét thử: a unit's present figures under any set of its level, with what has no data there.

Nothing is stored, and nothing here is a result: it answers how the unit would stand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from chungsuc.administrative_units import queries as units
from chungsuc.administrative_units.facts import attributes_on
from chungsuc.administrative_units.models import Unit
from chungsuc.assessments.lineages import Followed, lineages
from chungsuc.assessments.queries import Series, observed_sets
from chungsuc.assessments.through_time import History, histories, history
from chungsuc.core.criteria import CriteriaSet, Criterion, Observed, Reference, UnitAttributes
from chungsuc.core.derived import Results, judge_whole
from chungsuc.core.mapping import CriteriaMapping, MappedIndicator
from chungsuc.core.reasons import Reason, Verdict
from chungsuc.core.recasting import recast
from chungsuc.core.restating import Basis, Restated
from chungsuc.core.rollup import is_covered
from chungsuc.core.verdicts import UnitJudgement
from chungsuc.criteria import queries as criteria
from chungsuc.criteria.models import CriteriaSetVersion
from chungsuc.dashboards import matrix
from chungsuc.languages.words import SPEECH, word
from chungsuc.law.mappings import mapping_between


class Line(NamedTuple):
    """One indicator: how the unit would stand, why, and where the figure comes from."""

    code: str
    name: str
    verdict: Verdict
    sign: str
    reasons: list[tuple[str, str]]  # of which parts of the indicator ("" of itself), in words
    source: str


class Block(NamedTuple):
    """One criterion."""

    criterion: Criterion
    verdict: Verdict
    sign: str
    lines: list[Line]


@dataclass(frozen=True)
class WhatIf:
    """How a unit would stand under a set."""

    criteria_set: CriteriaSet
    year: int
    series: Series
    judgement: UnitJudgement
    blocks: list[Block]
    conditions: list[Line]
    without_data: list[str]  # codes of indicators that have no figure under the set

    @property
    def headline(self) -> str:
        return self.judgement.tally.told(SPEECH)


def what_if(
    unit: Unit, version: CriteriaSetVersion, *, day: date, series: Series, followed: Followed | None = None
) -> WhatIf:
    """Xét thử một đơn vị by the law of the set's year that is nearest to the day."""
    year = max(version.valid_from.year, min(day.year, version.valid_to.year))
    target = criteria.as_it_binds(version, on=date(year, 12, 31))
    figures, carried, hints = _figures(
        unit, target, day=day, year=year, series=series, followed=followed or lineages([unit.pk])
    )
    judged = judge_whole(
        target,
        attributes_on([unit.pk], day, target)[unit.pk],
        year=year,
        on=date(year, 12, 31),
        observed=_observed(figures),
        results=_Group([unit], day=day, year=year, series=series).results_of(unit.pk),
    )
    names = {each.code: each.name for each in (*target.measures(), *target.conditions)}
    blocks = [
        Block(
            criterion,
            judged.criteria[criterion.code].verdict,
            matrix.SIGNS[judged.criteria[criterion.code].verdict],
            [
                Line(
                    each.code,
                    each.name,
                    judgement.verdict,
                    matrix.SIGNS[judgement.verdict],
                    _reasons(each.code, judgement.reasons, target),
                    _source([each.code, *(part.code for part in each.components)], figures, carried, hints),
                )
                for each in criterion.indicators
                for judgement in [judged.criteria[criterion.code].indicators[each.code]]
            ],
        )
        for criterion in target.criteria
    ]
    conditions = [
        Line(
            code,
            names.get(code, _("Phải đạt trước bộ tiêu chí khác")),
            each.verdict,
            matrix.SIGNS[each.verdict],
            _reasons(code, each.reasons, target),
            _source([code], figures, carried, hints),
        )
        for code, each in judged.conditions.items()
    ]
    missing = [line.code for block in blocks for line in block.lines if line.verdict is Verdict.NO_DATA]
    return WhatIf(target, year, series, judged, blocks, conditions, missing)


def _reasons(code: str, reasons: Sequence[Reason], target: CriteriaSet) -> list[tuple[str, str]]:
    """Each reason once; of several, with the parts that each is said of. The set's own clause stands above
    them all."""
    parts: dict[str, list[str]] = {}
    for reason in reasons:
        clause = "" if reason.clause == target.clause else reason.clause
        parts.setdefault(replace(reason, clause=clause).told(SPEECH), []).append(reason.code)
    if len(parts) == 1:
        return [("", said) for said in parts]
    return [
        ("" if codes == [code] else ", ".join(dict.fromkeys(codes)), said) for said, codes in parts.items()
    ]


Hints = Mapping[str, Sequence[MappedIndicator]]


def _figures(
    unit: Unit, target: CriteriaSet, *, day: date, year: int, series: Series, followed: Followed
) -> tuple[dict[str, Restated], dict[str, MappedIndicator], Hints]:
    """The unit's figures under the set: its own, and those that cross over from other sets."""
    seen = observed_sets(followed[1])
    mapped = [
        (each, mapping)
        for each in criteria.newest()
        if each.set_id in seen and (mapping := mapping_between(each.set_id, target.id)) is not None
    ]
    own, *others = histories(
        unit_ids=[unit.pk],
        on=day,
        criteria_sets=[target, *(criteria.criteria_set(each) for each, _mapping in mapped)],
        series=series,
        led_here=followed,
    )
    figures: dict[str, Restated] = {}
    carried: dict[str, MappedIndicator] = {}
    hints: dict[str, list[MappedIndicator]] = {}
    pairs: list[tuple[History, CriteriaMapping]] = [
        (found, mapping) for found, (_each, mapping) in zip(others, mapped, strict=True)
    ]
    for found, mapping in pairs:
        crossed = recast(found.newest(unit.pk, year, date(year, 12, 31)), mapping)
        figures.update(crossed.values)
        carried.update(crossed.carried)
        for entry in crossed.hints:
            hints.setdefault(entry.to_code or "", []).append(entry)
    under = own.newest(unit.pk, year, date(year, 12, 31))
    return figures | under, {code: each for code, each in carried.items() if code not in under}, hints


def _observed(figures: Mapping[str, Restated]) -> dict[str, Observed]:
    return {code: each.observed for code, each in figures.items()}


def _source(
    codes: Sequence[str],
    figures: Mapping[str, Restated],
    carried: Mapping[str, MappedIndicator],
    hints: Hints,
) -> str:
    """Where the figure comes from; where there is none, what stood nearest to it under the other set."""
    said = []
    for code in codes:
        if code in carried:
            text = _("theo chỉ tiêu %(code)s của bộ trước (%(relation)s)")
            said.append(
                text % {"code": carried[code].from_code, "relation": word(carried[code].relation.label)}
            )
        if code in figures and figures[code].basis is not Basis.OWN:
            said.append(_("tính lại theo đơn vị mới"))
        if code not in figures:
            text = _("chỉ tiêu %(code)s của bộ trước không chuyển được (%(relation)s), cần người xem lại")
            said += [
                text % {"code": each.from_code, "relation": word(each.relation.label)}
                for each in hints.get(code, ())
            ]
    return "; ".join(dict.fromkeys(said))


class _Group:
    """Kết luận của các đơn vị cùng cấp under whatever set is referred to, for all of them at once."""

    def __init__(self, places: Sequence[Unit], *, day: date, year: int, series: Series) -> None:
        self._places = {each.pk: each for each in places}
        self._day, self._year, self._series = day, year, series
        self._judged: dict[tuple[str, str | None], dict[str, UnitJudgement]] = {}
        self._below: dict[tuple[str, str], _Group] = {}
        self._versions: dict[str, CriteriaSetVersion | None] = {}

    def results_of(self, unit_id: str) -> Results:
        """What the sets refer to, for one of the units: its own verdict, or those of the units below."""

        def results(reference: Reference) -> Sequence[UnitJudgement]:
            version = self._version(reference.criteria_set_id)
            place = self._places[unit_id]
            if version is None:
                return []
            if version.level == place.level:
                return [self._under(version, reference)[unit_id]]
            if reference.commune_group is not None:
                return []  # which wards are held to a group's levels is for the province to list
            return list(self._group_below(place, version.level)._under(version, reference).values())

        return results

    def _version(self, set_id: str) -> CriteriaSetVersion | None:
        if set_id not in self._versions:
            self._versions[set_id] = criteria.version_of(set_id)
        return self._versions[set_id]

    def _group_below(self, place: Unit, level: str) -> _Group:
        key = place.pk, level
        if key not in self._below:
            places = [
                each
                for each in units.below(place, self._day, level=level)
                if is_covered(each.level, each.kind)
            ]
            self._below[key] = _Group(places, day=self._day, year=self._year, series=self._series)
        return self._below[key]

    def _under(self, version: CriteriaSetVersion, reference: Reference) -> dict[str, UnitJudgement]:
        key = version.set_id, reference.commune_group
        if key not in self._judged:
            end = date(self._year, 12, 31)
            found = criteria.as_it_binds(version, on=end)
            about = attributes_on(self._places, self._day, found)
            figures = history(unit_ids=self._places, on=self._day, criteria_set=found, series=self._series)
            self._judged[key] = {
                pk: judge_whole(
                    found,
                    _held_to(about[pk], reference),
                    year=self._year,
                    on=end,
                    observed=_observed(figures.newest(pk, self._year, end)),
                    results=self.results_of(pk),
                )
                for pk in self._places
            }
        return self._judged[key]


def _held_to(attributes: UnitAttributes, reference: Reference) -> UnitAttributes:
    if reference.commune_group is None:
        return attributes
    return replace(attributes, commune_group=reference.commune_group)
