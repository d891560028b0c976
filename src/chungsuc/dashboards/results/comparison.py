"""So sánh: several units by how many criteria they meet now, and by how far they came since another year.

Progress is told only where it can be: of a unit that was there in both years, under one set. Where the law
or the unit changed in between, the page says so and gives no difference.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext as _

from chungsuc.administrative_units.models import Level, Unit
from chungsuc.dashboards.results import below
from chungsuc.dashboards.results.below import Group, Single
from chungsuc.dashboards.results.board import Choice
from chungsuc.dashboards.results.histogram import Histogram, Value, histogram
from chungsuc.dashboards.results.scope import Kept, Scope
from chungsuc.languages.figures import format_number

SORTS = ("dat", "tien-bo", "ten")
WIDTH = 240  # of the picture of a row
_LEFT, _RIGHT = 8, 232


class Picture(NamedTuple):
    """Two points on one scale: a ring for then, a full dot for now."""

    then: int | None
    now: int | None

    @property
    def line(self) -> tuple[int, int] | None:
        """From then to now, where both are known and differ."""
        if self.then is None or self.now is None or self.then == self.now:
            return None
        return self.then, self.now


@dataclass(frozen=True)
class Row:
    """One unit, now and then."""

    unit: Unit
    now: Decimal | None
    shown: str
    basis: str  # how many criteria, or units, it rests on
    then: Decimal | None
    shown_then: str
    change: Decimal | None
    shown_change: str
    why_none: str  # why there is no difference
    picture: Picture
    is_chosen: bool


@dataclass(frozen=True)
class Comparison:
    """What the page shows."""

    level: Level
    levels: list[Choice]
    rows: list[Row]
    before: int | None  # the other year
    years: list[int]
    whole: int  # criteria of the set
    whole_before: int
    is_of_groups: bool
    is_same_set: bool
    sort: str
    hidden: int  # units that were not chosen
    spread: Histogram | None  # units by number of criteria met
    gained: int
    lost: int
    unchanged: int


def comparison(
    scope: Scope, *, level: str = "", before: str = "", sort: str = "", only: Collection[str] = ()
) -> Comparison | None:
    """The units below a scope beside one another; None where nothing lies below."""
    levels = below.levels(scope)
    if not levels:
        return None
    usual = levels[0] if scope.unit.level == Level.COUNTRY else levels[-1]
    chosen = next((each for each in levels if each.value == level), usual)
    is_of_groups = chosen != scope.criteria_set.level
    units, _without = below.units_at(scope, chosen)
    other = _before(scope, before)
    earlier = replace(scope, year=other.year, version=other.version) if other else None
    whole = len(scope.criteria_set.criteria)
    whole_before = len(earlier.criteria_set.criteria) if earlier else whole
    is_same_set = earlier is not None and earlier.version.set_id == scope.version.set_id
    stands = below.groups if is_of_groups else below.singles
    now = stands(scope, units)
    then = {each.unit.pk: each for each in stands(earlier, units)} if earlier else {}
    rows = [
        _row(each, then.get(each.unit.pk), earlier, whole, whole_before, is_same_set=is_same_set)
        for each in now
    ]
    shown = [replace(row, is_chosen=True) for row in rows if row.unit.pk in only] or rows
    changes = [row.change for row in shown if row.change is not None]
    sort = sort if sort in SORTS else SORTS[0]
    return Comparison(
        level=chosen,
        levels=[Choice(str(each.label), scope.query(theo=each.value), each is chosen) for each in levels],
        rows=_sorted(shown, sort),
        before=other.year if other else None,
        years=[year for year in scope.years if year != scope.year],
        whole=whole,
        whole_before=whole_before,
        is_of_groups=is_of_groups,
        is_same_set=is_same_set,
        sort=sort,
        hidden=len(rows) - len(shown),
        spread=_spread(scope),
        gained=sum(change > 0 for change in changes),
        lost=sum(change < 0 for change in changes),
        unchanged=sum(change == 0 for change in changes),
    )


def _before(scope: Scope, asked: str) -> Kept | None:
    """The other year: the one asked for, else the one before, under the same set where there is one."""
    others = [each for each in scope.kept if each.year != scope.year]
    wanted = (
        [each for each in others if str(each.year) == asked]
        or [each for each in others if each.year < scope.year]
        or others
    )
    same = [each for each in wanted if each.version.set_id == scope.version.set_id]
    return (same or wanted or [None])[0]


def _spread(scope: Scope) -> Histogram | None:
    counts = below.met_counts(scope, [scope.unit.pk])[scope.unit.pk]
    return histogram(
        [Value(Decimal(met), "other") for met, count in counts.items() for _unit in range(count)]
    )


def _row(
    now: Single | Group,
    then: Single | Group | None,
    earlier: Scope | None,
    whole: int,
    whole_before: int,
    *,
    is_same_set: bool,
) -> Row:
    before = then.met if then is not None else None
    change = now.met - before if is_same_set and now.met is not None and before is not None else None
    return Row(
        unit=now.unit,
        now=now.met,
        shown=_shown(now, whole),
        basis=_basis(now),
        then=before,
        shown_then=_shown(then, whole_before) if then is not None else "–",
        change=change,
        shown_change=_signed(change, now),
        why_none="" if change is not None else _why_none(now, before, earlier, is_same_set=is_same_set),
        picture=Picture(_x(before, whole) if is_same_set else None, _x(now.met, whole)),
        is_chosen=False,
    )


def _shown(each: Single | Group, whole: int) -> str:
    """ "12/19"; of units that hold others the mean, "11,42/19"."""
    if each.met is None:
        return "–"
    return f"{format_number(each.met, 2 if isinstance(each, Group) else None)}/{whole}"


def _basis(each: Single | Group) -> str:
    if isinstance(each, Group):
        return f"{each.assessed}/{each.covered}"
    return f"{each.tally.computed}/{each.tally.considered}" if each.criteria else ""


def _signed(change: Decimal | None, now: Single | Group) -> str:
    """ "+3", "−1", "0"."""
    if change is None:
        return "–"
    number = format_number(abs(change), 2 if isinstance(now, Group) else None)
    return f"+{number}" if change > 0 else f"−{number}" if change < 0 else "0"


def _why_none(
    now: Single | Group, before: Decimal | None, earlier: Scope | None, *, is_same_set: bool
) -> str:
    if earlier is None:
        return ""
    if not now.unit.existed_on(earlier.day):
        return _("chưa có đơn vị này vào năm %(year)s") % {"year": earlier.year}
    if before is None:
        return _("không có số liệu năm %(year)s") % {"year": earlier.year}
    if now.met is None:
        return _("chưa có số liệu")
    return "" if is_same_set else _("khác bộ tiêu chí")


def _x(value: Decimal | None, whole: int) -> int | None:
    return None if value is None else _LEFT + int((_RIGHT - _LEFT) * value / (whole or 1))


def _sorted(rows: Sequence[Row], sort: str) -> list[Row]:
    by_name = sorted(rows, key=lambda row: row.unit.sort_key)
    if sort == "ten":
        return by_name
    return sorted(by_name, key=lambda row: _most_first(row.change if sort == "tien-bo" else row.now))


def _most_first(value: Decimal | None) -> tuple[bool, Decimal]:
    """Units without a figure stand last."""
    return (True, Decimal(0)) if value is None else (False, -value)
