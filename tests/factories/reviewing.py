"""Communes whose figures are reviewed: Lan leads one of them, Minh verifies some indicators above."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID, uuid4

from chungsuc.accounts.actions import give_role
from chungsuc.accounts.models import Role, User
from chungsuc.accounts.policy import Indicator
from chungsuc.administrative_units.models import Unit
from chungsuc.assessments import reviewing
from chungsuc.assessments.models import Observation, Supersession
from chungsuc.assessments.reviewing import Seen
from chungsuc.assessments.rollup_law import laws, stored_set
from chungsuc.core.criteria import CriteriaSet
from chungsuc.core.reviews import ReviewKind
from chungsuc.workflow.actions import CellStep, take_steps
from chungsuc.workflow.models import ReviewEvent
from factories.cast import LONG_AGO, NOW, district, person
from factories.results import communes_of, record

SET, YEAR = "vn-2021-2025-commune", 2023
MINE = ("4", "5.1")  # Minh's: criterion 4 whole, and one indicator


@dataclass
class World:
    """A province, the first communes of a district in it, and who works on their figures."""

    system: User
    communes: list[Unit]
    province: Unit
    lan: User  # leads the first commune
    hoa: User  # leads the second
    minh: User  # verifies at the province
    hours: int = field(default=0)

    @cached_property
    def law(self) -> CriteriaSet:
        version = stored_set(SET)
        assert version is not None
        return laws(version, [YEAR])[YEAR]

    def now(self) -> datetime:
        """An hour after the last time."""
        self.hours += 1
        return NOW + timedelta(hours=self.hours)

    def record(self, code: str, value: Any = None, *, of: int = 0, **more: Any) -> Observation:
        """A figure of a commune, entered by who leads it."""
        return record(self.communes[of], code, (self.lan, self.hoa)[of], value, **more)

    def record_over(self, older: Observation, code: str, *, parts: str) -> Observation:
        """A figure that takes the place of another, whatever is locked: as one that comes in late."""
        over, _slash, under = parts.partition("/")
        row = Observation.objects.create(
            unit=older.unit,
            criteria_set_id=SET,
            indicator_code=code,
            period=older.period,
            first_day=older.first_day,
            last_day=older.last_day,
            numerator=over,
            denominator=under,
            observed_by=self.lan,
            observed_on=older.observed_on,
            recorded_at=self.now(),
            channel="offline",
        )
        Supersession.objects.create(newer=row, older=older)
        return row

    def hand_up(self, *codes: str, of: int = 0, act: UUID | None = None) -> list[ReviewEvent]:
        return reviewing.hand_up(
            act=act or uuid4(),
            unit=self.communes[of],
            criteria_set=self.law,
            year=YEAR,
            codes=codes or None,
            by=(self.lan, self.hoa)[of],
            now=self.now(),
        )

    def step(
        self,
        kind: ReviewKind,
        code: str,
        *,
        by: User,
        of: int = 0,
        reason: str = "",
        seen: int | None = None,
        days: int | None = None,
        act: UUID | None = None,
    ) -> ReviewEvent:
        """One step with one indicator of a commune."""
        now = self.now()
        [made] = take_steps(
            act=act or uuid4(),
            kind=kind,
            cells=[CellStep(self.communes[of], code, reason, seen)],
            criteria_set_id=SET,
            year=YEAR,
            within=self.province,
            by=by,
            now=now,
            explain_by=None if days is None else (now + timedelta(days=days)).date(),
        )
        return made

    def verify(
        self,
        *cells: tuple[int, str],
        by: User | None = None,
        act: UUID | None = None,
        figures: frozenset[UUID] | None = None,
    ) -> list[ReviewEvent]:
        return reviewing.verify(
            act=act or uuid4(),
            cells=[Seen(CellStep(self.communes[of], code), figures) for of, code in cells],
            criteria_set=self.law,
            year=YEAR,
            within=self.province,
            by=by or self.minh,
            now=self.now(),
        )


def world_of(system: User) -> World:
    """Nothing is recorded in it yet."""
    communes = communes_of()[:2]
    province = Unit.objects.get(paths_down__descendant=district("084"), paths_down__depth=1)
    lan = person("Lan", Role.COMMUNE_LEADER, communes[0], system)
    hoa = person("Hoa", Role.COMMUNE_LEADER, communes[1], system)
    minh = person("Minh", None, None, system)
    give_role(
        user=minh,
        role=Role.VERIFIER,
        unit=province,
        valid_from=LONG_AGO,
        indicators=[Indicator(SET, code) for code in MINE],
        by=system,
        now=NOW,
    )
    return World(system, communes, province, lan, hoa, minh)
