"""Writing dossiers: opened once, then numbered steps, each with its reason, its paper and its log."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from chungsuc.accounts import policy
from chungsuc.accounts.models import User
from chungsuc.administrative_units.models import Official, Unit, UnitPath
from chungsuc.audit.actions import record
from chungsuc.core import dossiers as core
from chungsuc.core.dossiers import (
    BY_A_DECISION,
    NEEDS_A_REASON,
    DossierError,
    DossierFacts,
    DossierKind,
    Procedure,
    ProcedureStep,
    Standing,
)
from chungsuc.languages.data import vietnamese
from chungsuc.languages.figures import format_date
from chungsuc.languages.words import SPEECH
from chungsuc.law import steps as law
from chungsuc.workflow import queries
from chungsuc.workflow.actions.reviews import acting_for, checked_reason
from chungsuc.workflow.models import (
    CouncilSeat,
    Dossier,
    DossierEvent,
    RecognitionDecision,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Quyết định: the signed paper by which a dossier is decided."""

    number: str
    signed_on: date
    effective_on: date
    signatory: Official
    file_sha256: str = ""
    file_name: str = ""


def open_dossier(
    *,
    client_id: UUID,
    unit: Unit,
    criteria_set_id: str,
    tier: str,
    year: int,
    purpose: str,
    by: User,
    now: datetime,
) -> Dossier:
    """Mở hồ sơ of a unit under a set for a year. Asked twice by one button, it is opened once.

    Raises `NotAllowed`, and `DossierError` where there is one already, or no procedure for it.
    """
    if (done := _done_before(client_id, DossierKind.OPENED, by)) is not None:
        return done.dossier
    on = timezone.localdate(now)
    procedure = core.procedure_for(
        law.procedures(), level=unit.level, tier=tier, purpose=purpose, year=year, on=on
    )
    if procedure is None:
        raise DossierError(
            _("Chưa có trình tự cho hồ sơ năm %(year)s của %(unit)s mở vào ngày %(day)s. Hãy chọn năm khác.")
            % {"year": year, "unit": vietnamese(unit.full_name), "day": format_date(on)}
        )
    dossier = Dossier(
        unit=unit,
        criteria_set_id=criteria_set_id,
        year=year,
        purpose=purpose,
        steps_id=procedure.id,
        state=procedure.life.next(None, DossierKind.OPENED),
        opened_by=by,
        opened_at=now,
    )
    require(dossier, procedure.step(None, DossierKind.OPENED), by)
    if not unit.existed_on(date(year, 1, 1)) and not unit.existed_on(date(year, 12, 31)):
        raise DossierError(
            _("%(unit)s không tồn tại trong năm %(year)s. Hãy chọn đơn vị hoặc năm khác.")
            % {"unit": vietnamese(unit.full_name), "year": year}
        )
    try:
        with transaction.atomic():
            dossier.save(force_insert=True)
            _add(dossier, DossierKind.OPENED, 1, client_id=client_id, by=by, now=now)
    except IntegrityError:
        if (done := _done_before(client_id, DossierKind.OPENED, by)) is not None:
            return done.dossier
        raise DossierError(
            _("%(unit)s đã có hồ sơ năm %(year)s theo bộ tiêu chí này. Hãy mở hồ sơ đó.")
            % {"unit": vietnamese(unit.full_name), "year": year}
        ) from None
    return dossier


def take_step(
    *,
    client_id: UUID,
    dossier: Dossier,
    kind: DossierKind,
    facts: DossierFacts,
    by: User,
    now: datetime,
    seen: int | None = None,
    reason: str = "",
    data: Mapping[str, Any] | None = None,
    decision: Decision | None = None,
) -> DossierEvent:
    """Làm một bước của hồ sơ: the one door for every step. Two at once: the second is refused in words.

    `seen` is the number of the last event that the person saw. `facts` are those of this moment: whoever
    calls reads them in the same transaction. Raises `NotAllowed` and `DossierError`.
    """
    if (done := _done_before(client_id, kind, by)) is not None:
        return done
    try:
        with transaction.atomic():
            held = lock(dossier)
            standing = queries.standing(held)
            _check_seen(held, standing, seen)
            procedure = queries.procedure_of(held)
            step = procedure.step(standing.state.code, kind)
            require(held, step, by)
            next_step = core.check_step(procedure, standing.state.code, kind, facts)
            said = dict(data or {})
            if next_step.unsure:
                said["unsure"] = list(next_step.unsure)
            said |= _counted(held, kind)
            words = _checked(kind, reason, decision)
            paper = _checked_decision(held, step, decision, standing.since, timezone.localdate(now))
            held.state = step.to
            held.save(update_fields=["state"])
            event = _add(
                held,
                kind,
                standing.number + 1,
                client_id=client_id,
                by=by,
                now=now,
                reason=words,
                data=said | (_told(decision) if decision is not None else {}),
            )
            _go_along(held, step, event, paper)
            return event
    except IntegrityError:  # another wrote the same number first
        if (done := _done_before(client_id, kind, by)) is not None:
            return done
        raise DossierError(
            _("Vừa có người khác làm bước tiếp theo của hồ sơ này. Hãy tải lại trang rồi xem lại.")
        ) from None


def lock(dossier: Dossier) -> Dossier:
    """The dossier as it stands now, held until the transaction ends."""
    return Dossier.objects.select_for_update(of=("self",)).select_related("unit").get(pk=dossier.pk)


def _done_before(client_id: UUID, kind: DossierKind, by: User) -> DossierEvent | None:
    done = queries.done_by(client_id)
    if done is not None and (done.kind != kind or done.by_id != by.pk):
        raise DossierError(_("Mã của việc này đã dùng cho một việc khác. Hãy tải lại trang rồi làm lại."))
    return done


def require(dossier: Dossier, step: ProcedureStep, by: User) -> None:
    """Raises `policy.NotAllowed`, saying who does the step."""
    if not getattr(by, "is_authenticated", False):
        raise policy.NotAllowed(_("Việc này cần đăng nhập. Hãy đăng nhập rồi thử lại."))
    hands = queries.hands_of(by, [dossier])
    if not hands.may(dossier, step):
        raise policy.NotAllowed(
            _("Bạn không có quyền %(act)s tại %(unit)s. Việc này do %(who)s làm.")
            % {
                "act": step.kind.act(SPEECH),
                "unit": vietnamese(dossier.unit.full_name),
                "who": vietnamese(hands.who(dossier, step)),
            }
        )


def _check_seen(dossier: Dossier, standing: Standing, seen: int | None) -> None:
    if seen is None or seen == standing.number:
        return
    last = dossier.events.select_related("by").order_by("-number")[0]
    raise DossierError(
        _("%(by)s %(done)s lúc %(time)s, sau khi bạn mở trang. Hãy tải lại trang rồi xem lại.")
        % {
            "by": vietnamese(last.by),
            "done": DossierKind(last.kind).done(SPEECH),
            "time": f"{timezone.localtime(last.at):%H:%M %d/%m/%Y}",
        }
    )


def _checked(kind: DossierKind, reason: str, decision: Decision | None) -> str:
    """The reason as it is kept. Raises DossierError for a step that lacks what it must say."""
    words = checked_reason(reason)
    if kind in NEEDS_A_REASON and not words:
        raise DossierError(
            _("Muốn %(act)s thì phải ghi lý do. Hãy ghi vào ô lý do.") % {"act": kind.act(SPEECH)}
        )
    if (kind in BY_A_DECISION) != (decision is not None):
        raise DossierError(_("Bước này cần số, ngày và người ký quyết định. Hãy ghi đủ."))
    return words


def _checked_decision(
    dossier: Dossier, step: ProcedureStep, decision: Decision | None, since: date, today: date
) -> RecognitionDecision | None:
    """The paper to keep. Raises DossierError for one that nobody in office signed there and then."""
    if decision is None:
        return None
    body, day = decision.signatory.body, decision.signed_on
    number = core.decision_number(decision.number)
    if number is None:
        raise DossierError(
            _("“%(number)s” không phải số quyết định. Hãy ghi cả số và ký hiệu, như 123/QĐ-UBND.")
            % {"number": decision.number.replace("\x00", "").strip()[:40]}
        )
    if not since <= day <= today:
        raise DossierError(
            _("Ngày ký phải từ %(since)s, khi hồ sơ tới bước này, đến hôm nay. Hãy kiểm tra lại ngày ký.")
            % {"since": format_date(since)}
        )
    if decision.effective_on < day:
        raise DossierError(_("Ngày có hiệu lực không thể trước ngày ký. Hãy kiểm tra lại."))
    if not _is_in_office(decision.signatory, day):
        raise DossierError(
            _("%(who)s không giữ chức vào ngày %(day)s. Hãy chọn người ký khác hoặc kiểm tra ngày ký.")
            % {"who": vietnamese(decision.signatory), "day": format_date(day)}
        )
    decides = UnitPath.objects.filter(
        descendant=dossier.unit, ancestor=body.unit_id, ancestor__level__in=step.levels
    )
    if not decides.exists() or not body.existed_on(day):
        raise DossierError(
            _("%(body)s không ra quyết định này được. Người có thẩm quyền: %(who)s.")
            % {"body": vietnamese(body), "who": vietnamese(step.who)}
        )
    return RecognitionDecision(
        number=number,
        signed_on=day,
        effective_on=decision.effective_on,
        body=body,
        signatory=decision.signatory,
        file_sha256=decision.file_sha256,
        file_name=decision.file_name,
    )


def _is_in_office(official: Official, day: date) -> bool:
    return official.valid_from <= day and (official.valid_to is None or day < official.valid_to)


def _told(decision: Decision) -> dict[str, Any]:
    return {
        "decision": core.decision_number(decision.number),
        "signed_on": decision.signed_on.isoformat(),
        "signatory": decision.signatory.pk,
        "file": decision.file_sha256,
    }


def _counted(dossier: Dossier, kind: DossierKind) -> dict[str, Any]:
    """Of a vote that is closed: what it came to, so that the event says it."""
    if kind is not DossierKind.VOTE_CLOSED:
        return {}
    vote = queries.vote_of(queries.history(dossier))
    if vote is None:
        return {}
    return {"called": vote.count.called, "agree": vote.count.agree, "disagree": vote.count.disagree}


def _add(
    dossier: Dossier,
    kind: DossierKind,
    number: int,
    *,
    client_id: UUID,
    by: User,
    now: datetime,
    reason: str = "",
    data: Mapping[str, Any] | None = None,
) -> DossierEvent:
    event = DossierEvent.objects.create(
        dossier=dossier,
        number=number,
        kind=kind.value,
        by=by,
        body=acting_for(by, dossier.unit),
        at=now,
        reason=reason,
        data=dict(data or {}),
        client_id=client_id,
    )
    told = {"event": number, "criteria_set": dossier.criteria_set_id, "year": dossier.year}
    told |= {"reason": reason} if reason else {}
    record(f"dossier.{kind.value}", dossier, by=by, at=now, unit_id=dossier.unit_id, data=told | event.data)
    return event


def _go_along(
    dossier: Dossier, step: ProcedureStep, event: DossierEvent, paper: RecognitionDecision | None
) -> None:
    """What is stored with the event: the decision, or the members who are called to vote."""
    if paper is not None:
        paper.event = event
        paper.save()
    if step.kind is DossierKind.VOTE_OPENED:
        members = list(queries.council_of(dossier, step))
        people = {held.user_id: held for held in members}  # each person has one vote, whatever they hold
        if not people:
            raise DossierError(
                _("Chưa ai giữ vai trò thành viên hội đồng thẩm định. Hãy giao vai trò trước khi bỏ phiếu.")
            )
        CouncilSeat.objects.bulk_create(CouncilSeat(opening=event, held=held) for held in people.values())


def open_procedure(unit: Unit, *, tier: str, purpose: str, year: int, on: date) -> Procedure | None:
    """The procedure under which a dossier of the unit would be opened on a day."""
    return core.procedure_for(
        law.procedures(), level=unit.level, tier=tier, purpose=purpose, year=year, on=on
    )
