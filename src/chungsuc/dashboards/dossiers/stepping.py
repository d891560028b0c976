"""Taking a step of a dossier with what it closes, freezes or counts elsewhere, in one transaction."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from chungsuc.accounts import policy
from chungsuc.accounts.models import User
from chungsuc.accounts.policy import Permission
from chungsuc.administrative_units.models import Unit
from chungsuc.assessments.reviewing import accept_conditions, hand_up
from chungsuc.core.dossiers import DossierError, DossierKind, NeedKind
from chungsuc.core.reviews import ReviewKind
from chungsuc.criteria import queries as criteria
from chungsuc.dashboards.dossiers.facts import Case, case_of
from chungsuc.workflow.actions import CellStep, take_steps
from chungsuc.workflow.actions import dossiers as actions
from chungsuc.workflow.actions.dossiers import Decision
from chungsuc.workflow.models import Dossier, DossierEvent
from chungsuc.workflow.queries import reviews_of


def open_for(
    *, client_id: UUID, unit: Unit, set_id: str, year: int, purpose: str, by: User, now: datetime
) -> Dossier:
    """Mở hồ sơ under a stored set. Raises DossierError for a set of another level or period."""
    version = criteria.version_of(set_id)
    if version is None or version.level != unit.level:
        raise DossierError(_("Bộ tiêu chí này không dùng cho cấp của đơn vị. Hãy chọn bộ khác."))
    if not version.valid_from.year <= year <= version.valid_to.year:
        raise DossierError(
            _("Bộ tiêu chí áp dụng cho các năm %(first)s-%(last)s. Hãy chọn năm trong khoảng đó.")
            % {"first": version.valid_from.year, "last": version.valid_to.year}
        )
    return actions.open_dossier(
        client_id=client_id,
        unit=unit,
        criteria_set_id=set_id,
        tier=version.tier,
        year=year,
        purpose=purpose,
        by=by,
        now=now,
    )


@transaction.atomic
def take_step(
    *,
    client_id: UUID,
    dossier: Dossier,
    kind: DossierKind,
    by: User,
    now: datetime,
    seen: int | None = None,
    reason: str = "",
    decision: Decision | None = None,
    codes: tuple[str, ...] = (),
    year: int | None = None,
) -> DossierEvent:
    """Làm một bước. Handing up closes the figures and gives them to the bodies in charge; returning opens
    the indicators that are named; the step that finds every review done accepts the further conditions; a
    yearly check keeps what was lost. All of it or nothing."""
    case = case_of(actions.lock(dossier))
    _accept_conditions(case, kind, by, now)
    event = actions.take_step(
        client_id=client_id,
        dossier=dossier,
        kind=kind,
        facts=case.facts(),
        by=by,
        now=now,
        seen=seen,
        reason=reason,
        data=_data(case, kind, codes, year, now),
        decision=decision,
    )
    if event.number <= case.standing.number:  # the same button again: it was done, all of it
        return event
    if kind is DossierKind.SUBMITTED:
        _hand_up(case, client_id, by, now)
    elif kind is DossierKind.RETURNED and codes:
        _return(case, client_id, codes, event)
    return event


def _accept_conditions(case: Case, kind: DossierKind, by: User, now: datetime) -> None:
    """Before the step itself: whoever saves a figure takes its totals first, and waits for the log last. What
    the step is refused for takes this back."""
    dossier = case.dossier
    step = next((each for each in case.procedure.after(case.standing.state.code) if each.kind is kind), None)
    if step is None or all(need.kind is not NeedKind.REVIEWS_DONE for need in step.needs):
        return
    actions.require(dossier, step, by)
    accept_conditions(
        criteria_set=case.criteria_set,
        of_unit=case.conditions_handed_up,
        unit=dossier.unit,
        year=dossier.year,
        by=by,
        now=now,
    )


def _data(
    case: Case, kind: DossierKind, codes: tuple[str, ...], year: int | None, now: datetime
) -> dict[str, Any]:
    """What the event keeps of this moment."""
    match kind:
        case DossierKind.SUBMITTED:
            return case.snapshot(now)
        case DossierKind.RETURNED:
            return {"codes": list(codes)} if codes else {}
        case DossierKind.CHECKED:
            return _check_of(case, year)
        case DossierKind.REVOCATION_PROPOSED:
            return {"cases": [each.words for each in case.facts().revocation if each.applies]}
        case DossierKind.APPRAISED | DossierKind.RECOGNISED:
            return {"met": case.judged.tally.counts["met"], "criteria": len(case.judged.criteria)}
        case _:
            return {}


def _check_of(case: Case, year: int | None) -> dict[str, Any]:
    """Kiểm tra việc duy trì of a year, of accepted figures. Raises DossierError where there are none."""
    if year is None:
        raise DossierError(_("Hãy ghi năm kiểm tra việc duy trì."))
    if any(each.kind == DossierKind.CHECKED and each.data.get("year") == year for each in case.events):
        raise DossierError(_("Năm %(year)s đã được kiểm tra. Hãy chọn năm khác.") % {"year": year})
    lost = case.lost.get(year)
    if lost is None:
        raise DossierError(
            _("Năm %(year)s chưa có số liệu được chấp nhận. Hãy để cơ quan phụ trách thẩm tra trước.")
            % {"year": year}
        )
    return {"year": year, "lost": list(lost), "criteria": len(case.criteria_set.criteria)}


def _hand_up(case: Case, act: UUID, by: User, now: datetime) -> None:
    dossier = case.dossier
    found = reviews_of(dossier.unit_id, dossier.criteria_set_id, dossier.year)
    listed = [
        each.code
        for each in case.criteria_set.indicators()
        if each.code not in found or found[each.code].is_open
    ]
    if listed:
        hand_up(
            act=act,
            unit=dossier.unit,
            criteria_set=case.criteria_set,
            year=dossier.year,
            by=by,
            now=now,
            codes=listed,
        )


def _return(case: Case, act: UUID, codes: tuple[str, ...], event: DossierEvent) -> None:
    """The indicators that are to be mended go back to the unit, each with the reason."""
    dossier, by = case.dossier, event.by
    if not policy.may(by, Permission.REVIEW, at=dossier.unit):
        raise policy.NotAllowed(
            _("Trả lại từng chỉ tiêu là việc của cơ quan phụ trách hoặc Văn phòng. Hãy bỏ trống ô chỉ tiêu.")
        )
    found = reviews_of(dossier.unit_id, dossier.criteria_set_id, dossier.year)
    unknown = [code for code in codes if code not in found]
    if unknown:
        raise DossierError(
            _("Hồ sơ không có chỉ tiêu %(codes)s. Hãy kiểm tra lại mã.") % {"codes": ", ".join(unknown)[:80]}
        )
    for kind, some in (
        (ReviewKind.REOPENED, [code for code in codes if found[code].is_verified]),
        (ReviewKind.RETURNED, [code for code in codes if found[code].is_handed_up]),
    ):
        if some:
            take_steps(
                act=act if kind is ReviewKind.RETURNED else _second(act),
                kind=kind,
                cells=[CellStep(dossier.unit, code, reason=event.reason) for code in some],
                criteria_set_id=dossier.criteria_set_id,
                year=dossier.year,
                within=dossier.unit,
                by=by,
                now=event.at,
            )


def _second(act: UUID) -> UUID:
    """An act of its own for the other half of a deed, the same whenever it is asked for."""
    return UUID(int=act.int ^ 1)
