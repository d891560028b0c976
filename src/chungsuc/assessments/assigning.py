"""Phân công số liệu: who owns which figure of a unit, and who is asked for what on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from chungsuc.accounts import policy
from chungsuc.accounts.actions import give_scope, take_scope
from chungsuc.accounts.models import Role, RoleHeld, User
from chungsuc.accounts.policy import Indicator, Permission
from chungsuc.administrative_units.models import Body, Unit
from chungsuc.administrative_units.queries import as_of
from chungsuc.assessments.models import Observation
from chungsuc.assessments.models_assigning import Assignment
from chungsuc.audit.actions import record
from chungsuc.core.criteria import CriteriaSet, Measure, Sector
from chungsuc.core.errors import ChungsucError
from chungsuc.core.seasons import Season, Window
from chungsuc.core.seasons import asked as asked_in
from chungsuc.languages.data import vietnamese

ASSIGNED, ENDED = "figures.assigned", "figures.assignment_ended"  # the acts, as the log names them


class AssigningError(ChungsucError):
    """An owner that cannot own the figure, or a figure that nobody enters."""


class Entered(NamedTuple):
    """Một chỉ tiêu phải nhập: an indicator, or a condition of recognition, and the subject it belongs to."""

    measure: Measure
    criterion: str  # its code; "" of a condition
    sector: Sector | None


def entered(criteria_set: CriteriaSet) -> Iterator[Entered]:
    """What is entered under a set, and so assigned: not what is worked out from other results."""
    for criterion in criteria_set.criteria:
        for indicator in criterion.indicators:
            if not indicator.is_share_below:
                sector = indicator.responsible_sector or criterion.responsible_sector
                yield Entered(indicator, criterion.code, sector)
    for condition in criteria_set.conditions:
        if not (condition.is_all_criteria or condition.is_share_below):
            yield Entered(condition, "", None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """Chủ số liệu: who is to own the figure of one indicator, and when it is asked for."""

    code: str
    season: Season
    held: RoleHeld | None = None
    body: Body | None = None
    source: str = ""


@transaction.atomic
def assign(
    *,
    unit: Unit,
    criteria_set: CriteriaSet,
    owners: Sequence[Owner],
    valid_from: date,
    by: User,
    now: datetime,
) -> list[Assignment]:
    """Phân công: each figure has its owner from a day on, who may enter it from then on. One who owned it
    before owns it no more; what is as it was stays. One entry in the log for all.

    Raises `NotAllowed`, and `AssigningError` for an owner who cannot be.
    """
    policy.require(by, Permission.INDICATOR_ASSIGN, at=unit)
    known = {each.measure.code for each in entered(criteria_set)}
    for each in owners:
        _check(each, unit, known)
    standing = {each.code: each for each in _open(unit, criteria_set.id).select_for_update(of=("self",))}
    changed = [each for each in owners if each.code not in standing or _differs(standing[each.code], each)]
    if not changed:
        return []
    _end([standing[each.code] for each in changed if each.code in standing], valid_from, by, now)
    made = Assignment.objects.bulk_create(
        Assignment(
            unit=unit,
            criteria_set_id=criteria_set.id,
            code=each.code,
            held=each.held,
            body=each.body,
            source=each.source,
            first_month=each.season.first_month,
            last_month=each.season.last_month,
            due_day=each.season.due_day,
            of_year_before=each.season.of_year_before,
            every=each.season.every.value,
            valid_from=valid_from,
            given_by=by,
            given_at=now,
        )
        for each in changed
    )
    for held, codes in _by_person(made):
        rights = [Indicator(criteria_set.id, code) for code in codes]
        give_scope(held=held, indicators=rights, valid_from=valid_from, by=by, now=now)
    told = {each.code: each.owner for each in made}
    data = {"set": criteria_set.id, "from": valid_from.isoformat(), "owners": told}
    record(ASSIGNED, unit, by=by, at=now, unit_id=unit.pk, data=data)
    return made


@transaction.atomic
def end_assignments(
    *, unit: Unit, criteria_set_id: str, codes: Iterable[str], valid_to: date, by: User, now: datetime
) -> int:
    """Thôi phân công: from a day on nobody in particular owns these figures; how many there were."""
    policy.require(by, Permission.INDICATOR_ASSIGN, at=unit)
    found = list(_open(unit, criteria_set_id).filter(code__in=list(codes)).select_for_update(of=("self",)))
    if not found:
        return 0
    _end(found, valid_to, by, now)
    data = {"set": criteria_set_id, "to": valid_to.isoformat(), "codes": sorted(each.code for each in found)}
    record(ENDED, unit, by=by, at=now, unit_id=unit.pk, data=data)
    return len(found)


def _end(ended: Sequence[Assignment], day: date, by: User, now: datetime) -> None:
    for each in ended:
        each.valid_to, each.ended_by, each.ended_at = max(day, each.valid_from), by, now
    Assignment.objects.bulk_update(ended, ["valid_to", "ended_by", "ended_at"])
    for held, codes in _by_person(ended):
        rights = [Indicator(ended[0].criteria_set_id, code) for code in codes]
        take_scope(held=held, indicators=rights, valid_to=day, by=by, now=now)


def _by_person(assignments: Iterable[Assignment]) -> Iterator[tuple[RoleHeld, list[str]]]:
    found: dict[int, tuple[RoleHeld, list[str]]] = {}
    for each in assignments:
        if each.held is not None:
            found.setdefault(each.held.pk, (each.held, []))[1].append(each.code)
    yield from found.values()


def _check(owner: Owner, unit: Unit, known: set[str]) -> None:
    """Raises AssigningError."""
    if owner.code not in known:
        raise AssigningError(
            _("Bộ tiêu chí không có chỉ tiêu %(code)s để nhập. Hãy mở lại trang phân công.")
            % {"code": owner.code}
        )
    if owner.held is None and owner.body is None:
        raise AssigningError(
            _("Chỉ tiêu %(code)s chưa có người nhập hoặc cơ quan. Hãy chọn một.") % {"code": owner.code}
        )
    held, body = owner.held, owner.body
    if held is not None and (held.unit_id != unit.pk or held.role != Role.ENTRY):
        raise AssigningError(
            _("Người được chọn cho chỉ tiêu %(code)s không nhập số liệu tại %(unit)s. Hãy chọn người khác.")
            % {"code": owner.code, "unit": vietnamese(unit.full_name)}
        )
    if body is not None and body.unit_id != unit.pk:
        raise AssigningError(
            _("Cơ quan được chọn cho chỉ tiêu %(code)s không thuộc %(unit)s. Hãy chọn cơ quan khác.")
            % {"code": owner.code, "unit": vietnamese(unit.full_name)}
        )


def _differs(standing: Assignment, owner: Owner) -> bool:
    held, body = (each and each.pk for each in (owner.held, owner.body))
    now = standing.held_id, standing.body_id, standing.source, standing.season
    return now != (held, body, owner.source, owner.season)


def _open(unit: Unit, criteria_set_id: str) -> QuerySet[Assignment]:
    rows = Assignment.objects.filter(unit=unit, criteria_set_id=criteria_set_id, valid_to__isnull=True)
    return rows.select_related("held__user", "body")


def assignments(unit: Unit, criteria_set_id: str, on: date) -> dict[str, Assignment]:
    """Phân công hiện hành on a day, by code; one query."""
    rows = Assignment.objects.filter(as_of(on), unit=unit, criteria_set_id=criteria_set_id)
    return {each.code: each for each in rows.select_related("held__user", "body")}


def who_may_own(unit: Unit, on: date) -> list[RoleHeld]:
    """Người nhập số liệu of a unit on a day."""
    rows = RoleHeld.objects.filter(as_of(on), unit=unit, role=Role.ENTRY)
    return list(rows.select_related("user", "body").order_by("user__display_name", "user__username", "pk"))


class AskedFor(NamedTuple):
    """Số liệu được hỏi: a figure that is asked for now, by what day, and whether it has been given."""

    assignment: Assignment
    window: Window
    is_given: bool
    is_late: bool


def asked(unit: Unit, criteria_set: CriteriaSet, on: date, *, of: User | None = None) -> dict[str, AskedFor]:
    """Ai được hỏi số liệu nào on a day, by code: what is in its season, and what is late. Of one person:
    theirs alone. Two queries.

    A figure counts as given when something was recorded of the indicator, or of a part of it, for the
    period that is asked for; what was asked before the set was in force is not.
    """
    rows = Assignment.objects.filter(as_of(on), unit=unit, criteria_set_id=criteria_set.id)
    if of is not None:
        rows = rows.filter(held__user=of)
    parts = {
        indicator.code: [indicator.code, *(each.code for each in indicator.components)]
        for indicator in criteria_set.indicators()
    }
    windows: dict[Assignment, Window] = {}
    for each in rows.select_related("held__user", "body"):
        window = asked_in(each.season, on)
        if criteria_set.in_force(window.period.end_year) and each.valid_from <= window.due:
            windows[each] = window
    given: dict[str, set[str]] = defaultdict(set)
    wanted = Q()
    for period in {str(window.period) for window in windows.values()}:
        wanted |= Q(period=period)
    if windows:
        recorded = Observation.objects.filter(wanted, unit=unit, criteria_set_id=criteria_set.id).order_by()
        for code, period in recorded.values_list("indicator_code", "period").distinct():
            given[period].add(code)
    found = {}
    for assignment, window in windows.items():
        codes = parts.get(assignment.code, [assignment.code])
        is_given = not given[str(window.period)].isdisjoint(codes)
        found[assignment.code] = AskedFor(assignment, window, is_given, not is_given and window.is_late(on))
    return found
