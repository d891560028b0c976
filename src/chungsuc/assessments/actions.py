"""Writing observations: recorded once, accepted by name, never changed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from chungsuc.accounts import policy
from chungsuc.accounts.models import User
from chungsuc.accounts.policy import Indicator, Permission
from chungsuc.administrative_units.models import Unit
from chungsuc.assessments import rollups
from chungsuc.assessments.bulk import NewEntry
from chungsuc.assessments.facts import acceptance as acceptance_fact
from chungsuc.assessments.facts import fact
from chungsuc.assessments.models import Acceptance, Observation, Supersession
from chungsuc.assessments.rollup_above import follow_above
from chungsuc.assessments.rollup_reads import ACCEPTED, RECORDED
from chungsuc.assessments.together import Saving, prepared, record_together, require
from chungsuc.audit.actions import record
from chungsuc.audit.chains import of_unit
from chungsuc.core.criteria import CriteriaSet, Observed
from chungsuc.core.observations import ObservationError
from chungsuc.core.periods import Period
from chungsuc.stores.line import one_after_another, together
from chungsuc.stores.rows import AlreadyThere, Writes


def record_observation(
    *,
    id: UUID,  # noqa: A002 (the client names it)
    unit: Unit,
    criteria_set: CriteriaSet,
    indicator: str,
    period: Period,
    value: Observed,
    observed_on: date,
    channel: str,
    by: User,
    now: datetime,
    numerator: Decimal | None = None,
    denominator: Decimal | None = None,
    supersedes: Iterable[Observation] = (),
    note: str = "",
) -> Observation:
    """Ghi số liệu: append one value. The same entry sent again is the one that is stored already.

    What several people save at once is recorded in one transaction, each with its own entry in the log.
    Raises `NotAllowed`, `CriteriaError` for a value that the indicator cannot take, `CellLocked`, and
    `ObservationError` for an entry that contradicts itself or another with its id.
    """
    older = tuple(supersedes)
    entry = NewEntry(
        id=id,
        unit=unit,
        criteria_set=criteria_set,
        indicator=indicator,
        period=period,
        value=value,
        observed_on=observed_on,
        numerator=numerator,
        denominator=denominator,
        supersedes=frozenset(each.pk for each in older),
        note=note,
    )
    return _record(Saving(entry, older, channel, by, now))


def _told_and_judged_alike(saving: Saving) -> tuple[str, str]:
    """Its chain of the log, and its set."""
    return of_unit(saving.entry.unit.pk), saving.entry.criteria_set.id


@together(record_together, alike=_told_and_judged_alike)
def _record(saving: Saving) -> Observation:
    require(saving)
    row, fact_of_it = prepared(saving)
    foreseen = rollups.foresee(row, fact_of_it)
    writes = Writes()
    writes.insert_new(row)
    for each in saving.older:
        writes.insert(Supersession(newer=row, older=each))
    try:
        with transaction.atomic():
            rollups.hold(row.unit_id)
            follow_above(rollups.follow(foreseen, writes))
            record(RECORDED, row, by=saving.by, at=saving.now, unit_id=row.unit_id, data=saving.told())
    except AlreadyThere:
        return _same(Observation.objects.get(pk=row.pk), row, saving.entry.supersedes)
    return row


@one_after_another
def accept(*, observation: Observation, by: User, now: datetime, reason: str = "") -> Acceptance:
    """Chấp nhận số liệu: freeze it in the accepted series. Done once; asked again, the first one stands."""
    of = Indicator(observation.criteria_set_id, observation.indicator_code)
    policy.require(by, Permission.OBSERVATION_ACCEPT, at=observation.unit, of=of)
    acceptance = Acceptance(observation=observation, by=by, at=now, reason=reason)
    accepted = acceptance_fact(acceptance)
    foreseen = rollups.foresee(observation, fact(observation), accepted)
    with transaction.atomic():
        rollups.hold(observation.unit_id)
        done = Acceptance.objects.filter(observation=observation).first()
        if done is not None:
            return done
        writes = Writes()
        writes.insert(acceptance)
        follow_above(rollups.follow(foreseen, writes))
        record(ACCEPTED, observation, by=by, at=now, unit_id=observation.unit_id)
    return acceptance


def _same(stored: Observation, row: Observation, older: frozenset[UUID]) -> Observation:
    """The stored row, when `row` says the same. Who sent it when is the first sending's."""
    said = ("unit_id", "criteria_set_id", "indicator_code", "period", "number", "yes", "grade", "mark")
    said += ("numerator", "denominator", "observed_by_id", "observed_on")
    before = set(Supersession.objects.filter(newer=stored).values_list("older_id", flat=True))
    if older != before or any(getattr(stored, name) != getattr(row, name) for name in said):
        raise ObservationError(
            _("Đã có một số liệu khác mang mã %(id)s. Hãy nhập lại số liệu này.") % {"id": stored.pk}
        )
    return stored
