"""Các đơn vị cấp dưới: how each unit below stands, from the stored results and roll-ups.

A unit that the set judges has its own verdicts; one that holds such units has their counts. Nothing is
computed anew from observations, so a page of the nation takes no longer than one of a district.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Count

from chungsuc.administrative_units.models import Level, Unit, UnitPath
from chungsuc.administrative_units.queries import as_of
from chungsuc.assessments.models import MetRollup, VerdictRollup
from chungsuc.assessments.rollup_law import end_of
from chungsuc.core.rollup import VerdictTally, is_covered
from chungsuc.core.verdicts import Verdict
from chungsuc.dashboards.results.scope import Scope, tally_of

_NOBODY = VerdictTally()


@dataclass(frozen=True)
class Single:
    """A unit that the set judges: the verdict on each criterion; none while nothing was observed."""

    unit: Unit
    criteria: dict[str, Verdict] = field(default_factory=dict)
    verdict: Verdict | None = None

    @property
    def tally(self) -> VerdictTally:
        """Số tiêu chí by verdict."""
        return VerdictTally.of(self.criteria.values())

    @property
    def met(self) -> Decimal | None:
        """Số tiêu chí đạt; None while nothing was observed."""
        return Decimal(self.tally.met) if self.criteria else None


@dataclass(frozen=True)
class Group:
    """A unit that holds judged units: how many of them have each verdict."""

    unit: Unit
    covered: int
    tallies: dict[str, VerdictTally] = field(default_factory=dict)  # by criterion; "" is the standard
    met_counts: dict[int, int] = field(default_factory=dict)  # units by number of criteria met

    def tally(self, code: str) -> VerdictTally:
        """Of one criterion; without a code, of the standard as a whole."""
        return self.tallies.get(code, _NOBODY)

    @property
    def assessed(self) -> int:
        """Units of which anything was observed."""
        return sum(self.met_counts.values())

    @property
    def met(self) -> Decimal | None:
        """Bình quân số tiêu chí đạt of the assessed units; None while there is none."""
        if not self.assessed:
            return None
        return Decimal(sum(met * count for met, count in self.met_counts.items())) / self.assessed


def levels(scope: Scope) -> list[Level]:
    """The levels that the units below may be looked at by, the highest first; one query.

    Units that the set judges are listed one by one below a province, not below the nation.
    """
    lowest = Level(scope.criteria_set.level)
    order = [Level.PROVINCE, Level.DISTRICT, Level.COMMUNE, Level.VILLAGE]
    paths = UnitPath.objects.filter(as_of(scope.day), ancestor=scope.unit, depth__gt=0)
    if scope.rights.peers_only:
        paths = paths.filter(depth=1)
    there = set(paths.order_by().values_list("descendant__level", flat=True).distinct())
    found = [level for level in order[: order.index(lowest) + 1] if level in there]
    return found[:1] if scope.unit.level == Level.COUNTRY else found


def units_at(scope: Scope, level: str) -> tuple[list[Unit], int]:
    """Units of a level below, in the order of their names: those that the set judges, or that hold such.

    Also how many of the level the programme does not cover. One query.
    """
    paths = UnitPath.objects.filter(as_of(scope.day), ancestor=scope.unit, descendant__level=level)
    if scope.rights.peers_only:
        paths = paths.filter(depth=1)
    units = sorted((path.descendant for path in paths.select_related("descendant")), key=_by_name)
    if level != scope.criteria_set.level:
        return units, 0
    covered = [unit for unit in units if is_covered(unit.level, unit.kind)]
    return covered, len(units) - len(covered)


def _by_name(unit: Unit) -> str:
    return unit.sort_key


def singles(scope: Scope, units: Iterable[Unit]) -> list[Single]:
    """How each judged unit stands, as far as the reader sees it; one query."""
    listed = list(units)
    rows = scope.stored(listed)
    stored = {
        pk: ({code: Verdict(each) for code, each in held.items()}, Verdict(verdict))
        for pk, held, verdict in rows.values_list("unit_id", "criteria", "verdict")
    }
    return [Single(unit, *stored.get(unit.pk, ({}, None))) for unit in listed]


def groups(scope: Scope, units: Iterable[Unit]) -> list[Group]:
    """How the judged units below each of these stand; three queries."""
    listed = list(units)
    ids = [unit.pk for unit in listed]
    tallies: dict[str, dict[str, VerdictTally]] = defaultdict(dict)
    for row in VerdictRollup.objects.filter(**scope.key, unit__in=ids):
        tallies[row.unit_id][row.code] = tally_of(row)
    covered = covered_below(scope, ids)
    counts = met_counts(scope, ids)
    return [Group(unit, covered[unit.pk], tallies[unit.pk], counts[unit.pk]) for unit in listed]


def met_counts(scope: Scope, ids: Collection[str]) -> dict[str, dict[int, int]]:
    """Số đơn vị theo số tiêu chí đạt, below each of these."""
    found: dict[str, dict[int, int]] = defaultdict(dict)
    rows = MetRollup.objects.filter(**scope.key, unit__in=list(ids), units__gt=0)
    for unit_id, met, count in rows.values_list("unit_id", "met", "units"):
        found[unit_id][met] = count
    return found


def covered_below(scope: Scope, ids: Collection[str]) -> dict[str, int]:
    """How many units that the set judges and the programme covers lay below each of these."""
    found: dict[str, int] = defaultdict(int)
    level = scope.criteria_set.level
    paths = UnitPath.objects.filter(
        as_of(end_of(scope.year)), ancestor__in=list(ids), descendant__level=level, depth__gt=0
    )
    for unit_id, kind, count in paths.values_list("ancestor_id", "descendant__kind").annotate(Count("pk")):
        if is_covered(level, kind):
            found[unit_id] += count
    return found
