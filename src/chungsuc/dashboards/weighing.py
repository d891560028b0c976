"""Tỷ trọng, quyền số của một lần sắp xếp: what is stated, what is missing, what a statement changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db import transaction

from chungsuc.administrative_units import queries as units
from chungsuc.administrative_units.models import Succession, Unit
from chungsuc.assessments import weights
from chungsuc.assessments.models import WeightStatement
from chungsuc.assessments.queries import observed_sets
from chungsuc.assessments.through_time import histories
from chungsuc.core.criteria import CriteriaSet
from chungsuc.core.reasons import show_value
from chungsuc.core.restating import Rule, rule_of
from chungsuc.core.units import Share
from chungsuc.criteria import queries as criteria

SHOWN = 60  # changed figures on one page


@dataclass(frozen=True)
class Reorganised:
    """What the page of a unit asks for: the parts that it became, or the units that it was joined from."""

    parts: list[Succession]
    joined: list[Succession]
    statements: list[WeightStatement]

    @property
    def lacks_parts(self) -> bool:
        """The order left the parts open, so that they may be stated here."""
        return bool(self.parts) and all(each.weight is None for each in self.parts)


class Change(NamedTuple):
    """One figure that a statement makes another."""

    unit: Unit
    code: str
    name: str
    period: str
    before: str
    after: str
    rule: str


def reorganised(unit: Unit) -> Reorganised:
    """How the unit was divided or joined, and what was stated of it, the newest first."""
    outcomes = [each for each in units.outcomes(unit) if each.share == Share.PART]
    joined = list(units.origins(unit))
    parts = [each for each in outcomes if each.effective == outcomes[-1].effective]
    found = [*weights.statements_of_parts([unit.pk]).values()] if parts else []
    if len(joined) > 1:
        found += weights.statements_of_weights([each.predecessor_id for each in joined])
    return Reorganised(parts, joined if len(joined) > 1 else [], found)


def measured(unit: Unit) -> list[tuple[str, str]]:
    """Indicators that a weight may be stated for, as "set:code" with their names."""
    return [
        (
            f"{each.id}:{measure.code}",
            f"{each.valid_from.year}-{each.valid_to.year} · {measure.code} {measure.name}",
        )
        for each in _sets(unit)
        for measure in each.measures()
        if rule_of(measure) in (Rule.MEAN, Rule.SHARE)
    ]


def _sets(unit: Unit) -> list[CriteriaSet]:
    """The sets of the unit's level under which its predecessors, or it, were observed."""
    ids = observed_sets([unit.pk, *(each.predecessor_id for each in units.origins(unit))])
    return [criteria.criteria_set(each) for each in criteria.newest() if each.set_id in ids]


Figures = dict[tuple[str, str, str, str], tuple[str, str]]


def changes(of: Sequence[Unit], write: Callable[[], Any]) -> tuple[list[Change], int]:
    """Xem trước: the figures that a statement changes, found by making it and taking it back.

    The first of many, and how many there are. Raises what `write` raises.
    """
    sets = {each.id: each for unit in of for each in _sets(unit)}
    before = _figures(of, list(sets.values()))
    with transaction.atomic():
        write()
        after = _figures(of, list(sets.values()))
        transaction.set_rollback(True)
    by_id = {unit.pk: unit for unit in of}
    names = {
        (each.id, measure.code): measure.name
        for each in sets.values()
        for measure in (*each.measures(), *each.conditions)
    }
    found = [
        Change(by_id[unit_id], code, names[set_id, code], period, before[key][0], shown, rule)
        for key, (shown, rule) in after.items()
        for unit_id, set_id, code, period in [key]
        if before[key][0] != shown
    ]
    return found[:SHOWN], len(found)


def _figures(of: Sequence[Unit], sets: Sequence[CriteriaSet]) -> Figures:
    found: Figures = {}
    for unit in of:
        on = unit.valid_from or date.min
        for history in histories(unit_ids=[unit.pk], on=on, criteria_sets=sets):
            for code in history.codes():
                measure = history.measures[code]
                for period in history.periods(code):
                    restated = history.restated(code, period, unit.pk)
                    if restated is not None:
                        key = (unit.pk, history.criteria_set.id, code, period.label)
                        found[key] = show_value(restated.value, measure.unit), restated.sentence
    return found
