"""Writing reviews: one act on one or many indicators, all or nothing, each step numbered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from chungsuc.accounts import policy
from chungsuc.accounts.models import User
from chungsuc.accounts.policy import Indicator, Permission
from chungsuc.administrative_units.models import Body, Unit
from chungsuc.audit.actions import record
from chungsuc.core import reviews as core
from chungsuc.core.reviews import Review, ReviewError, ReviewKind
from chungsuc.languages.data import vietnamese
from chungsuc.languages.figures import format_date
from chungsuc.workflow.models import Dossier, ReviewDuty, ReviewEvent
from chungsuc.workflow.queries.dossiers import public_states
from chungsuc.workflow.queries.reviews import done_by, reviews

LONGEST_REASON = 4000  # letters


@dataclass(frozen=True, slots=True)
class CellStep:
    """Một ô trong việc: the unit and indicator, why, and how many events the person had seen."""

    unit: Unit
    code: str
    reason: str = ""
    seen: int | None = None
    data: Mapping[str, Any] = field(default_factory=dict)


def take_steps(
    *,
    act: UUID,
    kind: ReviewKind,
    cells: Sequence[CellStep],
    criteria_set_id: str,
    year: int,
    within: Unit,
    by: User,
    now: datetime,
    explain_by: date | None = None,
) -> list[ReviewEvent]:
    """Làm một bước thẩm tra with these indicators: all of them or none, with one entry in the log.

    `act` names the deed: asked for again, what it did stands. `within` is the unit whose log tells of it.
    Raises `NotAllowed` for who may not and for a step that cannot follow, `ReviewError` where another
    acted meanwhile. What is verified has to be accepted in the same transaction: see
    `assessments.reviewing.verify`.
    """
    if (done := done_before(act, kind, by)) is not None:
        return done
    try:
        with transaction.atomic():
            return _take(
                act=act,
                kind=kind,
                cells=cells,
                criteria_set_id=criteria_set_id,
                year=year,
                within=within,
                by=by,
                now=now,
                explain_by=explain_by,
            )
    except (IntegrityError, ReviewError) as problem:  # another was first: perhaps this very deed, sent twice
        if (done := done_before(act, kind, by)) is not None:
            return done
        if isinstance(problem, ReviewError):
            raise
        raise ReviewError(
            _("Vừa có người khác làm bước tiếp theo của chỉ tiêu này. Hãy tải lại trang rồi xem lại.")
        ) from None


def done_before(act: UUID, kind: ReviewKind, by: User) -> list[ReviewEvent] | None:
    """What the act did before; None where it is new. Raises `ReviewError` where it was another deed."""
    found = done_by(act)
    if not found:
        return None
    if any(each.kind != kind or each.by_id != by.pk for each in found):
        raise ReviewError(_("Mã của việc này đã dùng cho một việc khác. Hãy tải lại trang rồi làm lại."))
    return found


def _take(
    *,
    act: UUID,
    kind: ReviewKind,
    cells: Sequence[CellStep],
    criteria_set_id: str,
    year: int,
    within: Unit,
    by: User,
    now: datetime,
    explain_by: date | None,
) -> list[ReviewEvent]:
    if not cells:
        raise ReviewError(_("Chưa chọn chỉ tiêu nào. Hãy chọn ít nhất một chỉ tiêu."))
    ordered = sorted(cells, key=lambda each: (each.unit.pk, each.code))
    require_all(kind, ordered, criteria_set_id, by)
    if kind is ReviewKind.REOPENED:
        _check_undecided(ordered, criteria_set_id, year)
    found = reviews(
        unit_ids={each.unit.pk for each in ordered},
        criteria_set_id=criteria_set_id,
        year=year,
        codes={each.code for each in ordered},
    )
    body = acting_for(by, within)
    made = []
    for cell in ordered:
        review = found.get((cell.unit.pk, cell.code), Review())
        _check_seen_by(by, review, cell, timezone.localtime(now).date())
        event = _next(review, cell, kind, now, explain_by)
        made.append(
            ReviewEvent(
                unit=cell.unit,
                criteria_set_id=criteria_set_id,
                year=year,
                code=cell.code,
                number=event.number,
                kind=kind.value,
                by=by,
                body=body,
                at=now,
                reason=event.reason,
                explain_by=explain_by,
                data=dict(cell.data),
                act=act,
            )
        )
    made = ReviewEvent.objects.bulk_create(made)
    told = {
        "criteria_set": criteria_set_id,
        "year": year,
        "cells": [
            {"unit": each.unit_id, "code": each.code, "number": each.number, "reason": each.reason}
            | each.data
            for each in made
        ],
    }
    if explain_by is not None:
        told["explain_by"] = explain_by.isoformat()
    record(f"review.{kind.value}", made[0], by=by, at=now, unit_id=within.pk, data=told)
    return made


def _check_undecided(cells: Sequence[CellStep], criteria_set_id: str, year: int) -> None:
    """Raises `ReviewError` where a decision rests on the figures: it stands on them as they were accepted."""
    decided = Dossier.objects.filter(
        unit__in=[each.unit.pk for each in cells],
        criteria_set_id=criteria_set_id,
        year=year,
        state__in=public_states(),
    )
    first = decided.select_related("unit").first()
    if first is not None:
        raise ReviewError(
            _(
                "Hồ sơ năm %(year)s của %(unit)s đã được quyết định nên không mở lại chỉ tiêu. "
                "Hãy ghi vào năm sau."
            )
            % {"year": year, "unit": vietnamese(first.unit.full_name)}
        )


def _check_seen_by(by: User, review: Review, cell: CellStep, on: date) -> None:
    """Raises `ReviewError` for who is not told yet of a question to the unit, without telling of it: the
    page of an office above hides it, and so does a refusal."""
    asked = review.question
    if asked is None or review.as_superiors_see(on).number == review.number:
        return
    is_own = asked.by == (by.display_name or by.username)
    if is_own or works_at(by, cell.unit):
        return
    if policy.indicators_where(by, Permission.REVIEW, cell.unit) is None:
        raise ReviewError(
            _("%(cell)s: cơ quan phụ trách đang thẩm tra. Hãy để cơ quan đó kết luận, hoặc làm sau vài ngày.")
            % {"cell": _named(cell)}
        )


def _next(
    review: Review, cell: CellStep, kind: ReviewKind, now: datetime, explain_by: date | None
) -> core.ReviewEvent:
    """The event that follows. Raises `NotAllowed`, naming the indicator and the unit."""
    if cell.seen is not None and cell.seen != review.number and review.last is not None:
        raise ReviewError(
            _("%(cell)s: %(by)s đã %(act)s lúc %(time)s, sau khi bạn mở trang. Hãy tải lại trang.")
            % {
                "cell": _named(cell),
                "by": vietnamese(review.last.by),
                "act": review.last.kind.label,
                "time": f"{review.last.at:%H:%M} {format_date(review.last.at.date())}",
            }
        )
    try:
        reason = checked_reason(cell.reason)
        event = core.ReviewEvent(
            number=review.number + 1,
            kind=kind,
            at=timezone.localtime(now),
            reason=reason,
            explain_by=explain_by,
        )
        core.take(review, event)
    except core.NotAllowed as problem:
        raise ReviewError(f"{_named(cell)}: {problem}") from None
    return event


def _named(cell: CellStep) -> str:
    return _("%(unit)s, chỉ tiêu %(code)s") % {"unit": vietnamese(cell.unit.full_name), "code": cell.code}


def checked_reason(text: str) -> str:
    """The words as they are kept. Raises `ReviewError` for what no store or page can hold."""
    said = text.replace("\x00", "").strip()
    if len(said) > LONGEST_REASON:
        raise ReviewError(
            _("Nội dung dài quá %(n)s chữ. Hãy viết ngắn lại, hoặc gửi văn bản kèm theo.")
            % {"n": LONGEST_REASON}
        )
    return said


def require_all(kind: ReviewKind, cells: Sequence[CellStep], criteria_set_id: str, by: User) -> None:
    """Raises `policy.NotAllowed` unless the person may take the step with each of the cells."""
    for cell in cells:
        of = Indicator(criteria_set_id, cell.code)
        match kind:
            case ReviewKind.SUBMITTED:
                policy.require(by, Permission.DOSSIER_SUBMIT, at=cell.unit)
            case ReviewKind.EXPLAINED:
                policy.require(by, Permission.OBSERVATION_RECORD, at=cell.unit, of=of)
                if not works_at(by, cell.unit):
                    raise policy.NotAllowed(
                        _("Giải trình là việc của %(unit)s. Hãy để người ở đó giải trình.")
                        % {"unit": vietnamese(cell.unit.full_name)}
                    )
            case _:
                policy.require(by, Permission.REVIEW, at=cell.unit, of=of)


def works_at(user: Any, unit: Unit) -> bool:
    """Whether the person holds a role at this very unit."""
    return policy.is_system(user) or policy.roles_of(user).filter(unit=unit).exists()


def acting_for(by: User, within: Unit) -> Body | None:
    """The body that the person acts for: that of a role held today at the unit or above it."""
    above = within.paths_up.values("ancestor_id")
    held = policy.roles_of(by).filter(body__isnull=False, unit__in=above).select_related("body")
    found = held.order_by("-valid_from", "-pk").first()
    return found.body if found else None


@transaction.atomic
def assign_duties(
    *,
    unit: Unit,
    criteria_set_id: str,
    bodies: Mapping[tuple[str, str], Body | None],
    valid_from: date,
    decision: str,
    by: User,
    now: datetime,
) -> list[ReviewDuty]:
    """Phân công thẩm tra of a province: by part and code the body, or none, from a day, by a paper.

    Nothing that was said before is changed: of each part the newest that has begun counts.
    """
    policy.require(by, Permission.OVERLAY_STORE, at=unit)
    paper = " ".join(decision.split())
    if not paper or len(paper) > 120:
        raise ReviewError(_("Hãy ghi số văn bản phân công, không quá 120 ký tự."))
    if not bodies:
        raise ReviewError(_("Chưa có thay đổi nào để ghi. Hãy chọn cơ quan cho ít nhất một chỉ tiêu."))
    for body in bodies.values():
        if body is not None and not (body.unit_id == unit.pk and body.existed_on(valid_from)):
            raise ReviewError(
                _("“%(body)s” không hoạt động tại %(unit)s vào ngày %(day)s. Hãy chọn cơ quan khác.")
                % {
                    "body": vietnamese(body),
                    "unit": vietnamese(unit.full_name),
                    "day": format_date(valid_from),
                }
            )
    made = ReviewDuty.objects.bulk_create(
        ReviewDuty(
            unit=unit,
            criteria_set_id=criteria_set_id,
            part=part,
            code=code,
            body=body,
            valid_from=valid_from,
            decision=paper,
            by=by,
            at=now,
        )
        for (part, code), body in sorted(bodies.items(), key=lambda each: each[0])
    )
    record(
        "review.duties_assigned",
        made[0],
        by=by,
        at=now,
        unit_id=unit.pk,
        data={
            "criteria_set": criteria_set_id,
            "from": valid_from.isoformat(),
            "decision": paper,
            "bodies": {f"{each.part}:{each.code}": each.body_id for each in made},
        },
    )
    return made
