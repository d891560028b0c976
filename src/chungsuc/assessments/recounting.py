"""Tính lại tổng hợp after a decision over the law: asked for with the decision, done some units at a time.

Between two steps every total still is what the units' stored results add up to; those that were not yet
looked at stand by the law of before. A step that is broken off has done nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from chungsuc.administrative_units.models import Unit, UnitPath
from chungsuc.administrative_units.territories import all_after
from chungsuc.administrative_units.tree import some_of, with_all_below
from chungsuc.assessments.models import Recount, YearStanding
from chungsuc.assessments.rollup_above import follow_above, renew
from chungsuc.assessments.rollup_compute import stored_sets
from chungsuc.assessments.rollup_law import stored_law, stored_set
from chungsuc.assessments.rollup_links import leans_on
from chungsuc.assessments.rollups import hold_all
from chungsuc.audit.actions import record

UNITS = 100  # a step: about a second, for which a save has to wait
STALE = timedelta(minutes=10)


@task()
def recount(set_id: str) -> None:
    """Tính lại tổng hợp under a set, by a worker. Running it twice changes nothing."""
    work(set_id)


@transaction.atomic
def ask(*, set_id: str, why: str, by: Any, now: datetime, within: str = "") -> list[Recount]:
    """Xin tính lại the results under a set, and under those that ask for them: in the decision's own
    transaction, so that both stand or neither. None where nothing was observed.

    `within` is the province that decided: only units of its land are counted anew.
    """
    asked = []
    for each in [set_id, *(version.set_id for version in leans_on(stored_law(), _ids(), set_id))]:
        total = len(_units_left(each, within, ""))
        if not total:
            continue
        row, _made = Recount.objects.select_for_update().update_or_create(
            criteria_set_id=each,
            within=within,
            done_at=None,
            defaults={
                "why": why,
                "asked_by": by,
                "asked_at": now,
                "moved_at": now,
                "counted": 0,
                "total": total,
                "last_unit": "",
            },
        )
        recount.enqueue(set_id=each)
        asked.append(row)
    return asked


def _ids() -> list[str]:
    return [version.set_id for version in stored_sets()]


def _units_left(set_id: str, within: str, after: str, most: int | None = None) -> list[str]:
    """Units with results under the set that come after one, in the order of their ids."""
    rows = YearStanding.objects.filter(criteria_set_id=set_id, unit__gt=after)
    if not within:
        return list(rows.order_by("unit").values_list("unit", flat=True).distinct()[:most])
    land = sorted(unit_id for unit_id in with_all_below(all_after(within)) if unit_id > after)
    found: list[str] = []
    for some in some_of(land):
        found += rows.filter(unit__in=some).order_by("unit").values_list("unit", flat=True).distinct()
        if most is not None and len(found) >= most:
            break
    return found[:most]


def at_work(unit: Unit) -> list[Recount]:
    """What is being counted anew on the unit's land, or above or below it."""
    waiting = list(Recount.objects.filter(done_at=None))
    if all(each.within == "" for each in waiting):
        return waiting
    near = {unit.pk} | set(UnitPath.objects.filter(descendant=unit).values_list("ancestor", flat=True))
    near |= set(UnitPath.objects.filter(ancestor=unit).values_list("descendant", flat=True))
    return [each for each in waiting if each.within == "" or not near.isdisjoint(all_after(each.within))]


def work(set_id: str, *, clock: Callable[[], datetime] = timezone.now) -> None:
    """Everything that is still to be counted under a set."""
    while step(set_id=set_id, now=clock()):
        pass


@transaction.atomic
def step(*, set_id: str, now: datetime) -> bool:
    """Judge the next units by the law as it is now; False once nothing is left to count under the set."""
    hold_all()
    held = Recount.objects.select_for_update().filter(criteria_set_id=set_id, done_at=None).first()
    version = stored_set(set_id)
    if held is None or version is None:
        return False
    units = _units_left(set_id, held.within, held.last_unit, UNITS)
    held.moved_at = now
    if not units:
        held.done_at = now
        held.save(update_fields=["moved_at", "done_at"])
        record("rollups.recounted", held, by=held.asked_by, at=now, data={"set": set_id, "why": held.why})
        return Recount.objects.filter(criteria_set_id=set_id, done_at=None).exists()
    follow_above(renew(version, units))
    held.last_unit = units[-1]
    held.counted = min(held.counted + len(units), held.total)
    held.save(update_fields=["moved_at", "last_unit", "counted"])
    # Whoever worked out a save before this step learns from the log to work it out again.
    record(
        "rollups.recounted_in_part",
        held,
        by=held.asked_by,
        at=now,
        data={"set": set_id, "counted": held.counted, "total": held.total},
    )
    return True


@transaction.atomic
def resume(*, now: datetime, still_for: timedelta = STALE) -> int:
    """Nối lại: ask again for what a worker that was stopped left undone; how much there was."""
    waiting = list(Recount.objects.filter(done_at=None, moved_at__lte=now - still_for))
    for set_id in {each.criteria_set_id for each in waiting}:
        recount.enqueue(set_id=set_id)
    return len(waiting)
