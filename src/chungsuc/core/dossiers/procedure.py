"""Trình tự xét, công nhận: the steps of a dossier as the law of a period has them.

The steps are data (`law/data/steps`). Here they become a `Life`; the state of a dossier is folded from its
numbered events, and says what may come next, who may do it, and who answers for it until when.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from chungsuc.core.criteria import Confidence
from chungsuc.core.dossiers.days import NO_HOLIDAYS, Counted, Holidays, due_day
from chungsuc.core.errors import ChungsucError
from chungsuc.core.speech import VIETNAMESE, Speech
from chungsuc.core.workflow import Life, Step


class DossierError(ChungsucError):
    """A dossier that cannot be what it is said to be."""


class DossierKind(StrEnum):
    """Việc đã làm với một hồ sơ."""

    OPENED = "opened"
    SUBMITTED = "submitted"
    WITHDRAWN = "withdrawn"
    RETURNED = "returned"
    VERIFIED = "verified"
    VOTE_OPENED = "vote_opened"
    VOTE_CLOSED = "vote_closed"
    APPRAISED = "appraised"
    RECOGNISED = "recognised"
    REFUSED = "refused"
    ANNOUNCED = "announced"
    CHECKED = "checked"
    REVOCATION_PROPOSED = "revocation_proposed"
    KEPT = "kept"
    REVOKED = "revoked"
    CLOSED = "closed"

    def act(self, speech: Speech = VIETNAMESE) -> str:
        """The words for doing it."""
        return _acts(speech)[self]

    def done(self, speech: Speech = VIETNAMESE) -> str:
        """The words for what was done, as a history says it."""
        return _done(speech)[self]


# What takes something back or away is said with its reason; the database keeps to the same list.
NEEDS_A_REASON = frozenset(
    {
        DossierKind.WITHDRAWN,
        DossierKind.RETURNED,
        DossierKind.REFUSED,
        DossierKind.REVOCATION_PROPOSED,
        DossierKind.REVOKED,
    }
)
# What is done by a signed paper.
BY_A_DECISION = frozenset({DossierKind.RECOGNISED, DossierKind.REVOKED})


def _acts(speech: Speech) -> dict[DossierKind, str]:
    return {
        DossierKind.OPENED: speech.say("mở hồ sơ"),
        DossierKind.SUBMITTED: speech.say("trình hồ sơ"),
        DossierKind.WITHDRAWN: speech.say("rút hồ sơ"),
        DossierKind.RETURNED: speech.say("trả lại để bổ sung"),
        DossierKind.VERIFIED: speech.say("xác nhận đã thẩm tra"),
        DossierKind.VOTE_OPENED: speech.say("mở bỏ phiếu của hội đồng thẩm định"),
        DossierKind.VOTE_CLOSED: speech.say("kết thúc bỏ phiếu"),
        DossierKind.APPRAISED: speech.say("xác nhận đã thẩm định"),
        DossierKind.RECOGNISED: speech.say("ghi quyết định công nhận"),
        DossierKind.REFUSED: speech.say("ghi không công nhận"),
        DossierKind.ANNOUNCED: speech.say("công bố"),
        DossierKind.CHECKED: speech.say("ghi kiểm tra việc duy trì"),
        DossierKind.REVOCATION_PROPOSED: speech.say("đề nghị thu hồi"),
        DossierKind.KEPT: speech.say("giữ công nhận"),
        DossierKind.REVOKED: speech.say("ghi quyết định thu hồi"),
        DossierKind.CLOSED: speech.say("kết thúc rà soát"),
    }


def _done(speech: Speech) -> dict[DossierKind, str]:
    return {
        DossierKind.OPENED: speech.say("đã mở hồ sơ"),
        DossierKind.SUBMITTED: speech.say("đã trình hồ sơ"),
        DossierKind.WITHDRAWN: speech.say("đã rút hồ sơ"),
        DossierKind.RETURNED: speech.say("đã trả lại để bổ sung"),
        DossierKind.VERIFIED: speech.say("đã thẩm tra"),
        DossierKind.VOTE_OPENED: speech.say("đã mở bỏ phiếu"),
        DossierKind.VOTE_CLOSED: speech.say("đã kết thúc bỏ phiếu"),
        DossierKind.APPRAISED: speech.say("đã thẩm định"),
        DossierKind.RECOGNISED: speech.say("đã có quyết định công nhận"),
        DossierKind.REFUSED: speech.say("không công nhận"),
        DossierKind.ANNOUNCED: speech.say("đã công bố"),
        DossierKind.CHECKED: speech.say("đã kiểm tra việc duy trì"),
        DossierKind.REVOCATION_PROPOSED: speech.say("đã đề nghị thu hồi"),
        DossierKind.KEPT: speech.say("giữ công nhận"),
        DossierKind.REVOKED: speech.say("đã có quyết định thu hồi"),
        DossierKind.CLOSED: speech.say("đã kết thúc rà soát"),
    }


class NeedKind(StrEnum):
    """Điều kiện của một bước."""

    SELF_ASSESSED = "self_assessed"  # every indicator has a figure
    STANDARD_MET = "standard_met"  # every criterion and further condition
    REVIEWS_DONE = "reviews_done"
    PUBLIC_NOTICE = "public_notice"
    CONSULTATION = "consultation"
    SURVEY = "survey"
    NO_CONSTRUCTION_DEBT = "no_construction_debt"
    SOCIAL_CRITICISM = "social_criticism"
    PREREQUISITE = "prerequisite"
    COUNCIL_VOTE = "council_vote"
    REVOCATION_RULE = "revocation_rule"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Căn cứ: where a figure of the data is from, and how sure we are of it."""

    source: str
    confidence: Confidence
    note: str | None = None

    @property
    def is_verified(self) -> bool:
        return self.confidence is Confidence.VERIFIED


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline(Told):
    """Thời hạn của một trạng thái, from the day on which it was reached."""

    days: int
    counted: Counted
    holidays: Holidays = NO_HOLIDAYS  # of a time in working days

    def due(self, since: date) -> date:
        return due_day(since, self.days, self.counted, self.holidays.days)

    def knows_holidays(self, since: date) -> bool:
        """Whether all holidays of the time that begins then are taken off."""
        return self.holidays.knows(since, self.due(since))


@dataclass(frozen=True, slots=True, kw_only=True)
class Need(Told):
    """Điều kiện: what must be there before a step. A share of None is not known to the data."""

    kind: NeedKind
    share: Decimal | None = None  # %, of those present or of those who answered
    quorum: Decimal | None = None  # %, of all members
    days: int | None = None
    same_as: tuple[tuple[str, str], ...] = ()  # by set: the further condition that is about the same thing


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedureStep(Told):
    """Bước: one event, where it leads from and to, who may do it and what it needs."""

    kind: DossierKind
    to: str
    starts: tuple[str, ...]
    permission: str  # of accounts.policy
    levels: tuple[str, ...]  # of the unit at which the role is held
    who: str  # in the words of officials: "Ủy ban nhân dân huyện"
    is_assignable: bool = False  # the province may say by decision which body does it
    needs: tuple[Need, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierState:
    """Trạng thái: what it is called, which step is waited for, and for how long."""

    code: str
    name: str
    short: str  # on the line of steps
    waits_for: DossierKind | None = None
    deadline: Deadline | None = None
    is_open: bool = False  # figures may be changed
    is_public: bool = False
    is_on_line: bool = True  # of the usual way; False: beside it


@dataclass(frozen=True, slots=True, kw_only=True)
class RevocationRule(Told):
    """Trường hợp thu hồi: a share of criteria that are lost, among them one that the law names; or a share of
    the units below (`of_level`) whose own recognition was taken back."""

    share_from: Decimal
    share_below: Decimal | None = None
    named: Mapping[str, tuple[str, ...]] | None = None  # by criteria set; None: any will do
    years: int = 1  # running
    of_level: str | None = None


@dataclass(frozen=True, kw_only=True)
class Procedure:
    """Trình tự của một loại hồ sơ: its states and steps for one level, purpose and period."""

    id: str
    title: str
    level: str
    purpose: str
    tiers: tuple[str, ...]
    from_year: int  # of the dossier
    to_year: int
    valid_from: date  # of its opening
    valid_to: date
    is_provisional: bool
    note: str | None
    legal_basis: tuple[Told, ...]
    states: tuple[DossierState, ...]
    steps: tuple[ProcedureStep, ...]
    revocation: tuple[RevocationRule, ...] = ()

    @cached_property
    def life(self) -> Life:
        """Raises ValueError for steps that do not fit together."""
        return Life(
            thing="Hồ sơ",
            steps=tuple(Step(each.kind, each.to, each.starts) for each in self.steps),
            states={each.code: each.name for each in self.states},
            acts={each.kind: each.kind.act() for each in self.steps},
            not_begun="chưa được mở",
        )

    def state(self, code: str) -> DossierState:
        """Raises DossierError for a state that the procedure does not have."""
        for each in self.states:
            if each.code == code:
                return each
        raise DossierError(f"Trình tự {self.id} không có trạng thái ‘{code}’. Hãy báo cho người quản trị.")

    def step(self, state: str | None, kind: str) -> ProcedureStep:
        """The step of an event from a state. Raises NotAllowed where there is none."""
        self.life.next(state, kind)
        return next(
            each
            for each in self.steps
            if each.kind == kind and (state in each.starts if each.starts else state is None)
        )

    def after(self, state: str) -> list[ProcedureStep]:
        """The steps that may follow a state, the one that it waits for first."""
        waited = self.state(state).waits_for
        found = [each for each in self.steps if state in each.starts]
        return sorted(found, key=lambda each: each.kind is not waited)

    def accountable(self, state: str) -> ProcedureStep | None:
        """The step that is waited for: who is to do it answers for the state. None where nothing is."""
        waited = self.state(state).waits_for
        return None if waited is None else self.step(state, waited)

    def unsure(self) -> list[Told]:
        """What of it nobody has compared with the printed law."""
        every: list[Told] = [*self.steps, *self.revocation]
        every += [need for step in self.steps for need in step.needs]
        every += [state.deadline for state in self.states if state.deadline is not None]
        return [each for each in every if not each.is_verified]


def procedure_for(
    known: Iterable[Procedure], *, level: str, tier: str, purpose: str, year: int, on: date
) -> Procedure | None:
    """Trình tự áp dụng cho một hồ sơ of a year that is opened on a day; None where the data has none."""
    for each in known:
        fits = each.level == level and each.purpose == purpose and tier in each.tiers
        if fits and each.from_year <= year <= each.to_year and each.valid_from <= on <= each.valid_to:
            return each
    return None
