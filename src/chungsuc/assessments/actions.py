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
from chungsuc.assessments.checks import (
    check_entered,
    check_parts,
    check_place,
    check_size,
    entered_measure,
    kept,
)
from chungsuc.assessments.facts import acceptance as acceptance_fact
from chungsuc.assessments.facts import columns, fact, slot_of
from chungsuc.assessments.models import Acceptance, Observation, Supersession
from chungsuc.assessments.rollup_above import follow_above
from chungsuc.assessments.rollup_reads import ACCEPTED, RECORDED
from chungsuc.audit.actions import record
from chungsuc.core.criteria import CriteriaSet, Observed
from chungsuc.core.observations import ObservationError
from chungsuc.core.periods import Period
from chungsuc.stores.line import one_after_another
from chungsuc.stores.rows import AlreadyThere, Writes


@one_after_another
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

    Raises `NotAllowed`, `CriteriaError` for a value that the indicator cannot take, `CellLocked`, and
    `ObservationError` for an entry that contradicts itself or another with its id.
    """
    policy.require(by, Permission.OBSERVATION_RECORD, at=unit, of=Indicator(criteria_set.id, indicator))
    older = list(supersedes)
    measure = entered_measure(criteria_set, indicator)
    check_entered(measure, value)
    check_size(value, numerator, denominator)
    check_parts(numerator, denominator)
    row = Observation(
        id=id,
        unit=unit,
        criteria_set_id=criteria_set.id,
        indicator_code=measure.code,
        period=str(period),
        first_day=period.first_day,
        last_day=period.last_day,
        numerator=kept(numerator),
        denominator=kept(denominator),
        observed_by=by,
        observed_on=observed_on,
        recorded_at=now,
        channel=channel,
        note=note,
        **columns(kept(value)),
    )
    entry = fact(row, (each.pk for each in older))  # the core refuses what cannot be
    check_place(unit, period)
    for each in older:
        if slot_of(each) != entry.slot:
            raise ObservationError(
                _("Số liệu mới phải cùng đơn vị, chỉ tiêu và kỳ với số liệu mà nó thay. Hãy chọn lại.")
            )
    foreseen = rollups.foresee(row, entry)
    told = {
        "indicator": indicator,
        "period": str(period),
        "supersedes": sorted(str(each.pk) for each in older),
    }
    writes = Writes()
    writes.insert_new(row)
    for each in older:
        writes.insert(Supersession(newer=row, older=each))
    try:
        with transaction.atomic():
            rollups.hold(unit.pk)
            follow_above(rollups.follow(foreseen, writes))
            record(RECORDED, row, by=by, at=now, unit_id=unit.pk, data=told)
    except AlreadyThere:
        return _same(Observation.objects.get(pk=id), row, {each.pk for each in older})
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


def _same(stored: Observation, row: Observation, older: set[UUID]) -> Observation:
    """The stored row, when `row` says the same. Who sent it when is the first sending's."""
    said = ("unit_id", "criteria_set_id", "indicator_code", "period", "number", "yes", "grade", "mark")
    said += ("numerator", "denominator", "observed_by_id", "observed_on")
    before = set(Supersession.objects.filter(newer=stored).values_list("older_id", flat=True))
    if older != before or any(getattr(stored, name) != getattr(row, name) for name in said):
        raise ObservationError(
            _("Đã có một số liệu khác mang mã %(id)s. Hãy nhập lại số liệu này.") % {"id": stored.pk}
        )
    return stored
