"""Ghi cùng lúc: figures that several people save at one moment, recorded in one transaction.

To hold the units, to read how they stand and to add to the totals above costs nearly the same for one
figure as for ten. Each keeps its own entry in the log. Whatever is not plain (a cell that somebody else has
written to, a unit under review, a mistake) is left to be recorded by itself, where it is told what is wrong.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import CharField, F, IntegerField, QuerySet
from django.utils.translation import gettext as _

from chungsuc.accounts import policy
from chungsuc.accounts.models import User
from chungsuc.accounts.policy import Indicator, Permission
from chungsuc.administrative_units.models import Unit
from chungsuc.assessments import rollup_many
from chungsuc.assessments.bulk import NewEntry
from chungsuc.assessments.checks import (
    check_entered,
    check_parts,
    check_place,
    check_size,
    entered_measure,
    kept,
)
from chungsuc.assessments.facts import columns, fact, slot_of
from chungsuc.assessments.locking import year_of
from chungsuc.assessments.models import Observation, Supersession
from chungsuc.assessments.rollup_law import law_and
from chungsuc.assessments.rollup_reads import RECORDED, Heads, changed_among, heads_of
from chungsuc.audit.actions import Act, record_each
from chungsuc.audit.queries import TOLD
from chungsuc.core import observations as core
from chungsuc.core.derived import asks_below
from chungsuc.core.errors import ChungsucError
from chungsuc.core.observations import ObservationError, Slot
from chungsuc.criteria.queries import criteria_set
from chungsuc.stores.questions import Among, Listed, Question
from chungsuc.stores.rows import Writes
from chungsuc.workflow.models import ReviewEvent


@dataclass(frozen=True, slots=True)
class Saving:
    """Một lần ghi: a figure, what it takes the place of, by whom and when."""

    entry: NewEntry
    older: tuple[Observation, ...]
    channel: str
    by: User
    now: datetime

    def told(self) -> dict[str, Any]:
        """What the log says of it."""
        return {
            "indicator": self.entry.indicator,
            "period": str(self.entry.period),
            "supersedes": sorted(str(each.pk) for each in self.older),
        }


def require(saving: Saving) -> None:
    """Raises `NotAllowed`."""
    entry = saving.entry
    of = Indicator(entry.criteria_set.id, entry.indicator)
    policy.require(saving.by, Permission.OBSERVATION_RECORD, at=entry.unit, of=of)


def prepared(saving: Saving) -> tuple[Observation, core.Observation]:
    """The figure as a row and as a fact, as far as itself tells whether it may be recorded.

    Raises `CriteriaError`, `ObservationError`.
    """
    entry = saving.entry
    measure = entered_measure(entry.criteria_set, entry.indicator)
    check_entered(measure, entry.value)
    check_size(entry.value, entry.numerator, entry.denominator)
    check_parts(entry.numerator, entry.denominator)
    row = Observation(
        id=entry.id,
        unit=entry.unit,
        criteria_set_id=entry.criteria_set.id,
        indicator_code=measure.code,
        period=str(entry.period),
        first_day=entry.period.first_day,
        last_day=entry.period.last_day,
        numerator=kept(entry.numerator),
        denominator=kept(entry.denominator),
        observed_by=saving.by,
        observed_on=entry.observed_on,
        recorded_at=saving.now,
        channel=saving.channel,
        note=entry.note,
        **columns(kept(entry.value)),
    )
    found = fact(row, entry.supersedes)  # the core refuses what cannot be
    check_place(entry.unit, entry.period)
    if any(slot_of(each) != found.slot for each in saving.older):
        raise ObservationError(
            _("Số liệu mới phải cùng đơn vị, chỉ tiêu và kỳ với số liệu mà nó thay. Hãy chọn lại.")
        )
    return row, found


@dataclass(frozen=True, slots=True)
class _Ready:
    """A figure that only the store may still speak against."""

    place: int  # among those that were given
    saving: Saving
    row: Observation
    fact: core.Observation


def record_together(savings: Sequence[Saving]) -> list[Observation | None]:
    """Record what is plain of these, all of it or none; None for each that has to be recorded by itself.

    All are of one set. What they change is worked out before anybody has to wait for it, and anew where
    something else has changed since.
    """
    made: list[Observation | None] = [None] * len(savings)
    ready = _ready(savings)
    if len(ready) < 2:
        return made
    units = {each.row.unit_id: each.saving.entry.unit for each in ready}
    plan = _plan(units, ready)
    try:
        with transaction.atomic():
            rollup_many.hold(units.values())
            plan = _anew(plan, units, ready)
            if plan.plain:
                _store(plan)
    except IntegrityError:  # an id that is stored already: whose it is, each is told by herself
        return made
    for each in plan.plain:
        made[each.place] = each.row
    return made


@dataclass(frozen=True, slots=True)
class _Plan:
    """Which of the figures may be recorded together, and what they change."""

    plain: Sequence[_Ready]
    foreseen: rollup_many.Foreseen | None
    seen: str | None  # what the log told of when it was worked out
    asks_below: bool  # their set asks for results of the units below, which others are saving


def _plan(units: Mapping[str, Unit], ready: Sequence[_Ready]) -> _Plan:
    set_id, years = ready[0].fact.slot.criteria_set_id, {year_of(each.fact.slot) for each in ready}
    law, (seen, any_reviewed) = law_and(TOLD, _ANY_REVIEWED, units=units, years=years)
    codes = rollup_many.codes_beside(set_id, {each.fact.slot.indicator for each in ready}, law)
    before = heads_of(units, set_id, codes)
    reviewed = set(_REVIEWED(units=units, years=years)) if any_reviewed else set()
    plain = [each for each in ready if _is_plain(each.fact, before, reviewed)]
    foreseen = rollup_many.foresee(law, set_id, units, before, [each.fact for each in plain])
    version = law.versions.get(set_id)
    return _Plan(plain, foreseen, seen, version is not None and asks_below(criteria_set(version)))


def _anew(plan: _Plan, units: Mapping[str, Unit], ready: Sequence[_Ready]) -> _Plan:
    """The plan, as it is now that the units are held: worked out anew for those of which others have saved
    figures meanwhile, and for all where more was done or their set asks for units that are not held."""
    changed = units if plan.asks_below else changed_among(plan.seen, units)
    if not changed:
        return plan
    of_changed = [each for each in ready if each.row.unit_id in changed]
    anew = _plan({each: units[each] for each in changed}, of_changed)
    if len(changed) == len(units):
        return anew
    kept = [each for each in plan.plain if each.row.unit_id not in changed]
    foreseen = anew.foreseen if plan.foreseen is None else plan.foreseen.with_others(changed, anew.foreseen)
    return replace(plan, plain=[*kept, *anew.plain], foreseen=foreseen)


def _ready(savings: Sequence[Saving]) -> list[_Ready]:
    """Those that may be recorded as far as they tell themselves; one for each cell and id."""
    found: list[_Ready] = []
    slots: set[Slot] = set()
    ids = set()
    allowed = policy.allowed_throughout(
        {each.by.pk for each in savings},
        Permission.OBSERVATION_RECORD,
        {each.entry.unit.pk for each in savings},
    )
    for place, saving in enumerate(savings):
        try:
            if (saving.by.pk, saving.entry.unit.pk) not in allowed:
                require(saving)
            row, entry = prepared(saving)
        except ChungsucError:
            continue  # it is refused where it is recorded by itself, in the words of whoever sent it
        if entry.slot not in slots and entry.id not in ids:
            slots.add(entry.slot)
            ids.add(entry.id)
            found.append(_Ready(place, saving, row, entry))
    return found


def _handed_up() -> QuerySet[ReviewEvent]:
    """Of which units, sets and years anything was ever handed up: cells of theirs may be locked."""
    of_units, years = Listed("units", CharField()), Listed("years", IntegerField())
    return ReviewEvent.objects.filter(Among(F("unit_id"), of_units), Among(F("year"), years)).order_by()


_ANY_REVIEWED = Question(lambda: _handed_up().values_list("number")[:1])
_REVIEWED = Question(lambda: _handed_up().values_list("unit_id", "criteria_set_id", "year").distinct())


def _is_plain(entry: core.Observation, before: Heads, reviewed: Collection[tuple[Any, ...]]) -> bool:
    """Whether it takes the place of all that stands in its cell, of nothing else, and nothing is locked."""
    slot = entry.slot
    heads = before.get((slot.unit_id, slot.indicator, str(slot.period)), ())
    return {each.id for each in heads} == entry.supersedes and (
        (slot.unit_id, slot.criteria_set_id, year_of(slot)) not in reviewed
    )


def _store(plan: _Plan) -> None:
    writes = Writes()
    writes.insert_each([each.row for each in plan.plain])
    writes.insert_each(
        [Supersession(newer=each.row, older=older) for each in plan.plain for older in each.saving.older]
    )
    if plan.foreseen is None:
        writes.send()
    else:
        plan.foreseen.settle(writes)
    record_each(
        Act(
            RECORDED,
            each.row,
            by=each.saving.by,
            at=each.saving.now,
            unit_id=each.row.unit_id,
            data=each.saving.told(),
        )
        for each in plan.plain
    )
