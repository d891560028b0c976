"""Reading observations: the two series, as known at a moment, and the verdicts computed from them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from chungsuc.accounts import policy
from chungsuc.accounts.policy import Permission
from chungsuc.administrative_units.models import Unit, UnitPath
from chungsuc.assessments.drafts import office_of, units_with_drafts
from chungsuc.assessments.facts import acceptance, facts
from chungsuc.assessments.models import Acceptance, Observation, Supersession
from chungsuc.audit.clock import acted_later, known_later, put_back
from chungsuc.core.criteria import CriteriaSet, Observed, UnitAttributes
from chungsuc.core.observations import Slot, SlotState, fold
from chungsuc.core.verdicts import UnitJudgement, judge_unit

RECORDED, ACCEPTED = "observation.recorded", "observation.accepted"  # acts, as the log names them
IMPORTED = (
    "observations.imported"  # many at once: its entry bears the time at which all of them were recorded
)


class Series(StrEnum):
    """Chuỗi số liệu: what the unit last said, or what a reviewer stands by."""

    REPORTED = "reported"
    ACCEPTED = "accepted"


def readable(user: Any, unit: Unit, *, made_of: Collection[str] = ()) -> list[Series]:
    """Which series of a unit a person may read; the first is the one to show.

    What is reported is read by whoever records it; by an office above only while nothing stands in the unit,
    nor in those that it is `made_of`, which was not handed up. What was accepted is read by whoever reads at
    the unit or above it, and by its peers, who hold a role at a unit under the same one.
    """
    allowed = readable_totals(user, unit)
    if Series.REPORTED not in allowed:
        return allowed
    office = office_of(user)
    if office is None or unit.pk in office or not units_with_drafts(office, {unit.pk, *made_of}):
        return allowed
    return [Series.ACCEPTED]


def readable_totals(user: Any, unit: Unit) -> list[Series]:
    """Which series of what the units below came to: totals are true at once, also of what is not handed up,
    and say of how many units they are made."""
    if policy.may(user, Permission.OBSERVATION_RECORD, at=unit):
        return [Series.REPORTED, Series.ACCEPTED]
    if policy.may(user, Permission.PLAN_VIEW, at=unit) or _is_peer(user, unit):
        return [Series.ACCEPTED]
    return []


def _is_peer(user: Any, unit: Unit) -> bool:
    above = UnitPath.objects.filter(descendant=unit, depth=1).values("ancestor_id")
    held = policy.roles_of(user).values("unit_id")
    return UnitPath.objects.filter(ancestor_id__in=above, depth=1, descendant_id__in=held).exists()


def observed_codes(unit_ids: Iterable[str]) -> set[tuple[str, str]]:
    """Criteria sets and their indicators of which anything was observed of the units."""
    rows = Observation.objects.filter(unit_id__in=list(unit_ids)).order_by()
    return set(rows.values_list("criteria_set_id", "indicator_code").distinct())


def observed_sets(unit_ids: Iterable[str]) -> set[str]:
    """Ids of the criteria sets under which anything was observed of the units."""
    rows = Observation.objects.filter(unit_id__in=list(unit_ids)).order_by()
    return set(rows.values_list("criteria_set_id", flat=True).distinct())


def states(
    *,
    unit_ids: Iterable[str],
    criteria_set_id: str,
    since: date | None = None,
    until: date | None = None,
    begun_by: date | None = None,
    codes: Collection[str] | None = None,
    known_at: datetime | None = None,
) -> dict[Slot, SlotState]:
    """Hiện trạng mọi ô số liệu of the units; three queries, one where nothing was observed, and two more for
    what was known at a moment.

    Of periods that begin from `since` on, end by `until`, or have begun by a day; of some indicators.
    """
    rows = Observation.objects.filter(unit_id__in=list(unit_ids), criteria_set_id=criteria_set_id)
    if since is not None:
        rows = rows.filter(first_day__gte=since)
    if until is not None:
        rows = rows.filter(last_day__lte=until)
    if begun_by is not None:
        rows = rows.filter(first_day__lte=begun_by)
    if codes is not None:
        rows = rows.filter(indicator_code__in=codes)
    found = list(rows)
    if known_at is not None:
        found = _known(found, known_at)
    if not found:
        return {}
    older: dict[UUID, list[UUID]] = defaultdict(list)
    for newer_id, older_id in Supersession.objects.filter(newer__in=rows).values_list("newer_id", "older_id"):
        older[newer_id].append(older_id)
    taken = list(Acceptance.objects.filter(observation__in=rows))
    if known_at is not None:
        late = known_later(Observation, ACCEPTED, at=known_at, among=[row.observation_id for row in taken])
        taken = [row for row in taken if str(row.observation_id) not in late]
    return fold(facts(found, older), [acceptance(row) for row in taken], known_at=known_at)


def _known(found: list[Observation], known_at: datetime) -> list[Observation]:
    """Without what the log tells of after later moments than this one: see `audit.clock`."""
    after = put_back(at=known_at)
    if not after:
        return found
    stamped = [row.pk for row in found if row.recorded_at <= known_at]
    late = known_later(Observation, RECORDED, at=known_at, among=stamped, after=after)
    times = acted_later(IMPORTED, at=known_at, after=after)
    return [row for row in found if str(row.pk) not in late and row.recorded_at not in times]


def judgements(
    *,
    unit_ids: Iterable[str],
    criteria_set: CriteriaSet,
    attributes: UnitAttributes,
    year: int,
    on: date | None = None,
    series: Series = Series.REPORTED,
    known_at: datetime | None = None,
) -> dict[str, UnitJudgement]:
    """Kết luận của các đơn vị considered for `year`. A unit that nobody observed is left out.

    Of each indicator the newest period counts that ends by `on` (the end of the year, unless told), of
    two that end together the longer; where the law asks for the result of the year before, the newest of
    that year or earlier.
    """
    day = on or date(year, 12, 31)
    found = states(
        unit_ids=unit_ids,
        criteria_set_id=criteria_set.id,
        until=day,
        known_at=known_at,
    )
    years = observed_years(criteria_set, year)
    newest: dict[str, dict[str, tuple[tuple[date, int], Observed]]] = defaultdict(dict)
    for slot, state in found.items():
        value = state.reported_value if series is Series.REPORTED else state.accepted_value
        ends = slot.period.last_day
        if value is None or ends.year > years.get(slot.indicator, year):
            continue
        before = newest[slot.unit_id].get(slot.indicator)
        rank = ends, -slot.period.first_day.toordinal()
        if before is None or before[0] < rank:
            newest[slot.unit_id][slot.indicator] = (rank, value)
    return {
        unit_id: judge_unit(
            criteria_set,
            attributes,
            year=year,
            on=day,
            observed={code: value for code, (_rank, value) in values.items()},
        )
        for unit_id, values in newest.items()
    }


def observed_years(criteria_set: CriteriaSet, year: int) -> dict[str, int]:
    """The last year whose result counts, of each indicator and its components."""
    return {
        measure.code: indicator.observed_year(year)
        for indicator in criteria_set.indicators()
        for measure in (indicator, *indicator.components)
    }
