"""Which indicator of which unit and year an address means, and who may come there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404

from chungsuc.accounts import policy
from chungsuc.accounts.policy import Indicator, Permission
from chungsuc.administrative_units.models import Unit
from chungsuc.administrative_units.queries import above
from chungsuc.core.criteria import Condition, CriteriaSet, Measure
from chungsuc.core.periods import Period
from chungsuc.criteria import queries as criteria
from chungsuc.evidence import queries


@dataclass(frozen=True)
class Place:
    """Một đơn vị, một bộ tiêu chí, một năm."""

    unit: Unit
    criteria_set: CriteriaSet
    year: int

    @property
    def period(self) -> Period:
        return Period.of_year(self.year)

    @property
    def province(self) -> Unit | None:
        """Of the unit at the end of the year, or on its last day."""
        steps = [*above(self.unit, self._day()), self.unit]
        return next((each for each in steps if each.level == "province"), None)

    def _day(self) -> date:
        last = date(self.year, 12, 31)
        if self.unit.valid_to is not None and self.unit.valid_to <= last:
            return date.fromordinal(self.unit.valid_to.toordinal() - 1)
        return last

    def demanded(self) -> frozenset[str]:
        """Codes of the indicators that must have evidence here."""
        return queries.demanded(self.criteria_set, self.province, self.year)

    def measure(self, code: str) -> Measure:
        """The indicator, component or condition of a code; no page for another."""
        listed: list[Measure | Condition] = [*self.criteria_set.measures(), *self.criteria_set.conditions]
        found = next((each for each in listed if each.code == code), None)
        if found is None:
            raise Http404
        return found

    def may_add(self, user: Any, code: str) -> bool:
        of = Indicator(self.criteria_set.id, code)
        return policy.may(user, Permission.EVIDENCE_ADD, at=self.unit, of=of)

    def require_adding(self, user: Any, code: str) -> None:
        """Raises `NotAllowed`."""
        of = Indicator(self.criteria_set.id, code)
        policy.require(user, Permission.EVIDENCE_ADD, at=self.unit, of=of)


def find(user: Any, unit_id: str, set_id: str, year: int) -> Place:
    """The place of an address. Raises `Http404` for what is not there, `NotAllowed` for who may see nothing
    of the unit's evidence."""
    unit = Unit.objects.filter(pk=unit_id).first()
    version = criteria.version_of(set_id)
    if unit is None or version is None:
        raise Http404
    found = criteria.criteria_set(version)
    if not found.in_force(year) or found.level != unit.level:
        raise Http404
    policy.require(user, Permission.EVIDENCE_VIEW, at=unit)
    return Place(unit, found, year)
