"""Phạm vi thẩm tra: whose indicators, below which unit, under which set, of which year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.http import Http404

from chungsuc.accounts import policy
from chungsuc.accounts.policy import Indicator as Right
from chungsuc.accounts.policy import Permission
from chungsuc.administrative_units.models import Unit
from chungsuc.administrative_units.queries import below, named_by
from chungsuc.assessments.rollup_law import end_of, laws, stored_set
from chungsuc.core.criteria import CriteriaSet, Criterion, Indicator
from chungsuc.core.rollup import is_covered
from chungsuc.criteria.models import CriteriaSetVersion

FEW = 12  # indicators that stand side by side; of more one criterion at a time


@dataclass(frozen=True)
class ReviewScope:
    """What a person reviews below a unit; `rights` None: every indicator."""

    unit: Unit
    version: CriteriaSetVersion
    law: CriteriaSet
    year: int
    rights: frozenset[Right] | None
    sees_evidence: bool

    @property
    def day(self) -> date:
        """The day whose units and law hold for the year."""
        return end_of(self.year)

    @property
    def sees_questions(self) -> bool:
        """Of the body in charge; an office above waits until the unit had its time to explain."""
        return self.rights is not None

    @cached_property
    def mine(self) -> list[Indicator]:
        """The indicators that the person reviews."""
        return [each for each in self.law.indicators() if self.covers(each.code)]

    def covers(self, code: str) -> bool:
        return policy.covers(self.rights, Right(self.law.id, code))

    @cached_property
    def criteria(self) -> list[Criterion]:
        """The criteria with an indicator of theirs."""
        return [each for each in self.law.criteria if any(self.covers(one.code) for one in each.indicators)]

    def chosen(self, criterion: str, code: str) -> list[Indicator]:
        """The indicators that a page shows: one, those of one criterion, or all where they are few."""
        named = [each for each in self.mine if each.code == code]
        if named:
            return named
        codes = {each.code: each for each in self.criteria}
        if criterion in codes or len(self.mine) > FEW:
            held = codes.get(criterion) or self.criteria[0]
            return [each for each in held.indicators if self.covers(each.code)]
        return self.mine

    @cached_property
    def units(self) -> list[Unit]:
        """The units that are assessed below, in Vietnamese order; one query."""
        found = below(self.unit, self.day, level=self.law.level)
        return [each for each in found if is_covered(each.level, each.kind)]

    def unit_of(self, unit_id: str) -> Unit:
        """One of them. Raises Http404."""
        return found_in(self.units, unit_id)


def found_in(units: Sequence[Unit], unit_id: str) -> Unit:
    """The unit of an id. Raises Http404."""
    found = next((each for each in units if each.pk == unit_id), None)
    if found is None:
        raise Http404
    return found


def set_of(set_id: str, year: int) -> tuple[CriteriaSetVersion, CriteriaSet]:
    """The set as it binds at the end of a year. Raises Http404 where it does not."""
    version = stored_set(set_id)
    if version is None or not version.valid_from.year <= year <= version.valid_to.year:
        raise Http404
    return version, laws(version, [year])[year]


def unit_named(unit_id: str) -> Unit:
    """The unit that an address names. Raises Http404."""
    unit = named_by(unit_id)
    if unit is None:
        raise Http404
    return unit


def review_scope(user: Any, unit_id: str, set_id: str, year: int) -> ReviewScope:
    """The scope that an address asks for. Raises Http404, and `NotAllowed` for who reviews nothing there."""
    unit = unit_named(unit_id)
    policy.require(user, Permission.REVIEW, at=unit)
    version, law = set_of(set_id, year)
    rights = policy.indicators_where(user, Permission.REVIEW, unit)
    return ReviewScope(unit, version, law, year, rights, policy.may(user, Permission.EVIDENCE_VIEW, at=unit))
