"""Writing what a dossier rests on: dated statements, votes of the council, and who does which step."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from chungsuc.accounts import policy
from chungsuc.accounts.models import User
from chungsuc.accounts.policy import Permission
from chungsuc.administrative_units.models import Body, Unit
from chungsuc.audit.actions import record
from chungsuc.core.dossiers import DossierError, DossierKind, NeedKind
from chungsuc.languages.data import vietnamese
from chungsuc.languages.figures import format_date
from chungsuc.law import steps as law
from chungsuc.workflow import queries
from chungsuc.workflow.actions.dossiers import lock
from chungsuc.workflow.actions.reviews import checked_reason
from chungsuc.workflow.models import (
    CouncilVote,
    DecisionPaper,
    Dossier,
    DossierPart,
    RecognitionDecision,
    StepOwner,
)

LARGEST = 2_000_000_000  # people; a slip of the keyboard beyond
MOST_MONEY = 10**15  # đồng
Kind = DossierPart.Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Nội dung của một thành phần: its day, its numbers as far as its kind has them, and its source."""

    kind: str
    stated_on: date
    source: str
    part: int | None = None
    whole: int | None = None
    base: int | None = None
    amount: int | None = None
    days: int | None = None
    note: str = ""
    file_sha256: str = ""
    file_name: str = ""

    def with_file(self, sha256: str, name: str) -> Statement:
        """The same, with the file that it comes from."""
        return replace(self, file_sha256=sha256, file_name=name)


def state_part(
    *, client_id: UUID, dossier: Dossier, statement: Statement, by: User, now: datetime
) -> DossierPart:
    """Ghi một thành phần hồ sơ. A newer one goes before an older one, which stays. Sent twice, it is one.

    By who is to take the next step of the dossier, where that step asks for it; the Front's opinion by the
    Front. Raises `NotAllowed`, and `DossierError` for numbers that cannot be.
    """
    with transaction.atomic():
        held = lock(dossier)
        if (done := DossierPart.objects.filter(client_id=client_id).first()) is not None:
            if done.by_id != by.pk or done.kind != statement.kind or done.dossier_id != held.pk:
                raise DossierError(
                    _("Mã của việc này đã dùng cho một việc khác. Hãy tải lại trang rồi làm lại.")
                )
            return done
        require_part(held, statement.kind, by)
        _check_numbers(statement, timezone.localdate(now))
        made = DossierPart.objects.create(
            dossier=held,
            kind=statement.kind,
            stated_on=statement.stated_on,
            part=statement.part,
            whole=statement.whole,
            base=statement.base,
            amount=statement.amount,
            days=statement.days,
            source=_source(statement.source),
            note=checked_reason(statement.note),
            file_sha256=statement.file_sha256,
            file_name=statement.file_name,
            by=by,
            at=now,
            client_id=client_id,
        )
        told = {
            "part": statement.kind,
            "stated_on": statement.stated_on.isoformat(),
            "source": made.source,
            "numbers": [made.part, made.whole, made.base, made.amount, made.days],
            "file": made.file_sha256,
        }
        record("dossier.part_stated", held, by=by, at=now, unit_id=held.unit_id, data=told)
    return made


def may_state(dossier: Dossier, kind: str, by: User, hands: queries.Hands | None = None) -> bool:
    """May the person state a part of this kind now? `hands` spares the questions where they were asked."""
    state = queries.procedure_of(dossier).state(dossier.state)
    if kind == Kind.SOCIAL_CRITICISM:
        return state.waits_for in BEFORE_A_DECISION and policy.may(
            by, Permission.OPINION_GIVE, at=dossier.unit
        )
    step = queries.procedure_of(dossier).accountable(state.code)
    if step is None or ANSWERS[Kind(kind)] not in {need.kind for need in step.needs}:
        return False
    return (hands or queries.hands_of(by, [dossier])).may(dossier, step)


# Which part answers which need.
ANSWERS = {
    Kind.PUBLIC_NOTICE: NeedKind.PUBLIC_NOTICE,
    Kind.CONSULTATION: NeedKind.CONSULTATION,
    Kind.SURVEY: NeedKind.SURVEY,
    Kind.CONSTRUCTION_DEBT: NeedKind.NO_CONSTRUCTION_DEBT,
    Kind.SOCIAL_CRITICISM: NeedKind.SOCIAL_CRITICISM,
    Kind.PREREQUISITE: NeedKind.PREREQUISITE,
    Kind.COUNCIL_MINUTES: NeedKind.COUNCIL_VOTE,
}
BEFORE_A_DECISION = (DossierKind.SUBMITTED, DossierKind.VERIFIED, DossierKind.APPRAISED)


def require_part(dossier: Dossier, kind: str, by: User) -> None:
    """Raises `policy.NotAllowed`, saying when it can be stated and by whom."""
    if may_state(dossier, kind, by):
        return
    state = queries.procedure_of(dossier).state(dossier.state)
    raise policy.NotAllowed(
        _(
            "Hồ sơ %(state)s nên không ghi được “%(part)s”, hoặc việc này không thuộc quyền của bạn. "
            "Người ghi là người được giao bước tiếp theo của hồ sơ."
        )
        % {"part": Kind(kind).label, "state": vietnamese(state.name)}
    )


def add_decision_paper(
    *,
    client_id: UUID,
    decision: RecognitionDecision,
    file_sha256: str,
    file_name: str,
    by: User,
    now: datetime,
) -> DecisionPaper:
    """Thêm bản ký của một quyết định đã ghi, by who may record it. Sent twice, it is one.

    Raises `NotAllowed`, and `DossierError` for a file that the decision has already.
    """
    with transaction.atomic():
        held = lock(decision.event.dossier)
        if (done := DecisionPaper.objects.filter(client_id=client_id).first()) is not None:
            if done.by_id != by.pk or done.decision_id != decision.pk:
                raise DossierError(
                    _("Mã của việc này đã dùng cho một việc khác. Hãy tải lại trang rồi làm lại.")
                )
            return done
        if not queries.may_add_paper(queries.hands_of(by, [held]), decision):
            raise policy.NotAllowed(
                _("Bạn không có quyền thêm bản ký. Việc này do người được ghi quyết định của hồ sơ làm.")
            )
        kept = {decision.file_sha256, *decision.papers.values_list("file_sha256", flat=True)}
        if file_sha256 in kept:
            raise DossierError(_("Tệp này đã là bản ký của quyết định. Hãy chọn tệp khác."))
        made = DecisionPaper.objects.create(
            decision=decision,
            file_sha256=file_sha256,
            file_name=file_name,
            by=by,
            at=now,
            client_id=client_id,
        )
        told = {"decision": decision.number, "file": file_sha256}
        record("dossier.paper_added", held, by=by, at=now, unit_id=held.unit_id, data=told)
    return made


def _source(text: str) -> str:
    words = " ".join(text.replace("\x00", "").split())
    if not words or len(words) > 300:
        raise DossierError(_("Hãy ghi nguồn (biên bản, phiếu, báo cáo nào), không quá 300 ký tự."))
    return words


def _check_numbers(said: Statement, today: date) -> None:
    """Raises DossierError, with what is wrong, before the database would refuse it without words."""
    if said.stated_on > today:
        raise DossierError(_("Ngày lập không thể sau hôm nay. Hãy kiểm tra lại."))
    people = [each for each in (said.part, said.whole, said.base) if each is not None]
    if any(each < 0 or each > LARGEST for each in people):
        raise DossierError(_("Số người không hợp lệ. Hãy kiểm tra lại số chữ số."))
    if said.days is not None and not 0 <= said.days <= 366:
        raise DossierError(_("Số ngày phải từ 0 đến 366. Hãy kiểm tra lại."))
    if said.kind in (Kind.SURVEY, Kind.COUNCIL_MINUTES) and (said.part is None or not said.whole):
        raise DossierError(_("Hãy ghi số người đồng ý và số người trả lời hoặc dự họp (lớn hơn 0)."))
    if (said.part is None) != (said.whole is None) or (said.base is not None and said.whole is None):
        raise DossierError(_("Hãy ghi cả số người đồng ý và số người trả lời, hoặc để trống cả hai."))
    if said.part is not None and said.whole is not None:
        if not said.whole:
            raise DossierError(_("Số người trả lời phải lớn hơn 0."))
        if said.part > said.whole or (said.base is not None and said.whole > said.base):
            raise DossierError(
                _("Số đồng ý không quá số người trả lời, số người trả lời không quá tổng số. Hãy sửa lại.")
            )
    if said.kind == Kind.CONSTRUCTION_DEBT:
        if said.amount is None or not 0 <= said.amount <= MOST_MONEY:
            raise DossierError(_("Hãy ghi số nợ đọng bằng đồng; không có nợ thì ghi 0."))
        if people:
            raise DossierError(_("Nợ đọng chỉ ghi số tiền. Hãy bỏ các số khác."))
    elif said.amount is not None:
        raise DossierError(_("Chỉ mục nợ đọng mới ghi số tiền. Hãy bỏ số tiền."))


def cast_vote(*, dossier: Dossier, choice: str, by: User, now: datetime, reason: str = "") -> CouncilVote:
    """Bỏ phiếu: a member of the council says yes or no, once. The same again changes nothing.

    Raises `NotAllowed` for who is no member (any more), `DossierError` where no vote is open.
    """
    policy.require(by, Permission.COUNCIL_VOTE, at=dossier.unit)
    words = checked_reason(reason)
    if choice not in CouncilVote.Choice.values:
        raise DossierError(_("Hãy chọn Đồng ý hoặc Không đồng ý."))
    if choice == CouncilVote.Choice.DISAGREE and not words:
        raise DossierError(_("Không đồng ý thì phải ghi lý do."))
    try:
        with transaction.atomic():
            held = lock(dossier)
            vote = queries.vote_of(queries.history(held))
            if vote is None or not vote.is_open:
                raise DossierError(_("Không có cuộc bỏ phiếu nào đang mở cho hồ sơ này."))
            seat = vote.seat_of(by)
            if seat is None or not policy.roles_of(by).filter(pk=seat.held_id).exists():
                raise policy.NotAllowed(
                    _("Bạn không có trong danh sách hội đồng bỏ phiếu lần này. Hãy báo Văn phòng.")
                )
            cast = CouncilVote.objects.filter(seat=seat).first()
            if cast is not None:
                return _same_vote(cast, choice)
            cast = CouncilVote.objects.create(seat=seat, choice=choice, reason=words, by=by, at=now)
            record("dossier.voted", held, by=by, at=now, unit_id=held.unit_id, data={"choice": choice})
            return cast
    except IntegrityError:
        return _same_vote(CouncilVote.objects.get(seat__opening__dossier=dossier, by=by), choice)


def _same_vote(cast: CouncilVote, choice: str) -> CouncilVote:
    if cast.choice != choice:
        raise DossierError(
            _("Bạn đã bỏ phiếu “%(choice)s”; phiếu đã bỏ thì không đổi.")
            % {"choice": cast.get_choice_display()}
        )
    return cast


@transaction.atomic
def assign_step(
    *,
    unit: Unit,
    steps_id: str,
    kind: DossierKind,
    body: Body | None,
    valid_from: date,
    decision: str,
    by: User,
    now: datetime,
) -> StepOwner:
    """Phân công bước: which body does a step below the unit from a day; None gives it back.

    Raises `NotAllowed`, and `DossierError` for a step that the procedure does not leave to the province.
    """
    policy.require(by, Permission.OVERLAY_STORE, at=unit)
    procedure = law.procedure(steps_id)
    if not any(step.kind == kind and step.is_assignable for step in procedure.steps):
        raise DossierError(_("Bước này do văn bản quy định người làm nên không phân công được."))
    paper = " ".join(decision.replace("\x00", "").split())
    if not paper or len(paper) > 120:
        raise DossierError(_("Hãy ghi số văn bản phân công, không quá 120 ký tự."))
    if body is not None and not (body.unit_id == unit.pk and body.existed_on(valid_from)):
        raise DossierError(
            _("“%(body)s” không hoạt động tại %(unit)s vào ngày %(day)s. Hãy chọn cơ quan khác.")
            % {
                "body": vietnamese(body),
                "unit": vietnamese(unit.full_name),
                "day": format_date(valid_from),
            }
        )
    made = StepOwner.objects.create(
        unit=unit,
        steps_id=steps_id,
        kind=kind.value,
        body=body,
        valid_from=valid_from,
        decision=paper,
        by=by,
        at=now,
    )
    told = {"steps": steps_id, "kind": kind.value, "body": body.pk if body else None, "decision": paper}
    record(
        "dossier.step_assigned",
        made,
        by=by,
        at=now,
        unit_id=unit.pk,
        data=told | {"from": valid_from.isoformat()},
    )
    return made
