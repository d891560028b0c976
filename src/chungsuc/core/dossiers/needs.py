"""Điều kiện của một bước: what must be there before it, judged from plain facts, with the reason in words.

A figure that the data does not know is never read as "no requirement": the need is then `UNSURE`, which lets
a person go on who compares it with the printed law, and is kept with the step that was taken so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from chungsuc.core.dossiers.procedure import Need, NeedKind, RevocationRule
from chungsuc.core.reasons import Verdict
from chungsuc.core.speech import VIETNAMESE, Speech


@dataclass(frozen=True, slots=True, kw_only=True)
class PartFact:
    """Thành phần hồ sơ as it was stated last."""

    stated_on: date
    part: int | None = None  # who agree, or are content
    whole: int | None = None  # who answered, or were present
    base: int | None = None  # whom it was asked of, or all members
    amount: int | None = None  # đồng
    days: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteCount:
    """Kiểm phiếu: of the members who were called to a vote, how many said what."""

    called: int
    agree: int
    disagree: int

    @property
    def present(self) -> int:
        """Who cast a vote; the others were absent."""
        return self.agree + self.disagree


@dataclass(frozen=True, slots=True)
class JudgedRevocation:
    """Một trường hợp thu hồi đã xét."""

    rule: RevocationRule
    applies: bool
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierFacts:
    """Những gì đã có của một hồ sơ, on the day it is looked at."""

    figures_lacking: tuple[str, ...] = ()  # codes of indicators
    criteria_met: int = 0
    criteria: int = 0
    is_standard_met: bool = False
    not_met: tuple[str, ...] = ()  # what keeps it from the standard, in words
    reviews: int = 0
    reviews_open: int = 0
    parts: Mapping[str, PartFact] = field(default_factory=dict)  # by kind
    vote: VoteCount | None = None  # of the last vote that was closed
    is_vote_open: bool = False
    has_prerequisite: bool | None = None  # None: the set asks for none
    prerequisite: str = ""
    revocation: tuple[JudgedRevocation, ...] = ()  # the cases of the procedure, judged

    def __post_init__(self) -> None:
        object.__setattr__(self, "parts", MappingProxyType(dict(self.parts)))


class Holds(StrEnum):
    """Có hay chưa."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class JudgedNeed:
    """Điều kiện đã xét: whether it holds, and why."""

    need: Need
    holds: Holds
    words: str

    @property
    def blocks(self) -> bool:
        return self.holds is Holds.NO


def judge_needs(needs: Sequence[Need], facts: DossierFacts, speech: Speech = VIETNAMESE) -> list[JudgedNeed]:
    """Each need of a step, in the order of the procedure."""
    return [JudgedNeed(need, *_judge(need, facts, speech)) for need in needs]


def _judge(need: Need, facts: DossierFacts, speech: Speech) -> tuple[Holds, str]:
    match need.kind:
        case NeedKind.SELF_ASSESSED:
            return _self_assessed(facts, speech)
        case NeedKind.STANDARD_MET:
            return _standard(facts, speech)
        case NeedKind.REVIEWS_DONE:
            return _reviews(facts, speech)
        case NeedKind.PREREQUISITE:
            return _prerequisite(facts, speech)
        case NeedKind.COUNCIL_VOTE:
            return _vote(need, facts, speech)
        case NeedKind.REVOCATION_RULE:
            return _any_case(facts, speech)
        case _:
            return _part(need, facts.parts.get(need.kind.removeprefix("no_")), speech)


def _any_case(facts: DossierFacts, speech: Speech) -> tuple[Holds, str]:
    if not facts.revocation:
        text = speech.say("Các trường hợp thu hồi chưa có trong dữ liệu; người đề nghị đối chiếu văn bản.")
        return Holds.UNSURE, text
    found = next((each for each in facts.revocation if each.applies), None)
    if found is not None:
        return Holds.YES, speech.say("Thuộc trường hợp thu hồi: {why}.").format(why=found.words)
    text = speech.say("Chưa thuộc trường hợp thu hồi nào: {why}.")
    return Holds.NO, text.format(why=facts.revocation[0].words)


def _self_assessed(facts: DossierFacts, speech: Speech) -> tuple[Holds, str]:
    lacking = facts.figures_lacking
    if not lacking:
        return Holds.YES, speech.say("Mọi chỉ tiêu đã có số liệu tự đánh giá.")
    shown = ", ".join(lacking[:8]) + (" …" if len(lacking) > 8 else "")
    text = speech.say("Còn {n} chỉ tiêu chưa có số liệu: {codes}. Người nhập số liệu bổ sung.")
    return Holds.NO, text.format(n=len(lacking), codes=shown)


def _standard(facts: DossierFacts, speech: Speech) -> tuple[Holds, str]:
    count = {"met": facts.criteria_met, "all": facts.criteria}
    if facts.is_standard_met:
        return Holds.YES, speech.say("Đạt {met}/{all} tiêu chí và các điều kiện kèm theo.").format(**count)
    shown = "; ".join(facts.not_met[:6]) + (" …" if len(facts.not_met) > 6 else "")
    text = speech.say("Mới đạt {met}/{all} tiêu chí. Còn: {rest}.")
    return Holds.NO, text.format(**count, rest=speech.quote(shown))


def _reviews(facts: DossierFacts, speech: Speech) -> tuple[Holds, str]:
    if facts.reviews and not facts.reviews_open:
        text = speech.say("Cả {n} chỉ tiêu đã được cơ quan phụ trách chấp nhận.")
        return Holds.YES, text.format(n=facts.reviews)
    if not facts.reviews:
        return Holds.NO, speech.say("Chưa có chỉ tiêu nào được trình cho cơ quan phụ trách.")
    text = speech.say("Còn {open}/{n} chỉ tiêu chờ cơ quan phụ trách.")
    return Holds.NO, text.format(open=facts.reviews_open, n=facts.reviews)


def _prerequisite(facts: DossierFacts, speech: Speech) -> tuple[Holds, str]:
    if facts.has_prerequisite is None:
        return Holds.YES, speech.say("Bộ tiêu chí không đòi phải đạt trước bộ tiêu chí nào.")
    title = speech.quote(facts.prerequisite)
    if facts.has_prerequisite:
        return Holds.YES, speech.say("Đã được công nhận theo {title}.").format(title=title)
    text = speech.say("Chưa thấy quyết định công nhận theo {title}. Hãy ghi quyết định đó trước.")
    return Holds.NO, text.format(title=title)


def _lacking_part(kind: NeedKind, speech: Speech) -> str:
    match kind:
        case NeedKind.PUBLIC_NOTICE:
            return speech.say("Chưa ghi việc công khai kết quả tại địa phương.")
        case NeedKind.CONSULTATION:
            return speech.say("Chưa ghi kết quả lấy ý kiến.")
        case NeedKind.SURVEY:
            return speech.say("Chưa ghi kết quả khảo sát sự hài lòng của người dân.")
        case NeedKind.NO_CONSTRUCTION_DEBT:
            return speech.say("Chưa ghi số nợ đọng xây dựng cơ bản (không có thì ghi 0).")
        case _:
            return speech.say("Chưa ghi ý kiến của Mặt trận Tổ quốc.")


def _part(need: Need, fact: PartFact | None, speech: Speech) -> tuple[Holds, str]:
    if fact is None:
        return Holds.NO, _lacking_part(need.kind, speech)
    if need.kind is NeedKind.NO_CONSTRUCTION_DEBT:
        if not fact.amount:
            return Holds.YES, speech.say("Không có nợ đọng xây dựng cơ bản.")
        text = speech.say("Còn nợ đọng xây dựng cơ bản {amount} đồng. Phải bố trí vốn thanh toán trước.")
        return Holds.NO, text.format(amount=speech.number(Decimal(fact.amount)))
    if need.days is not None and (fact.days is None or fact.days < need.days):
        text = speech.say("Công khai tại địa phương mới {days} ngày; phải đủ {needed} ngày.")
        return Holds.NO, text.format(days=fact.days or 0, needed=need.days)
    if need.kind is NeedKind.SURVEY or (need.share is not None and fact.whole is not None):
        return _share(need, fact, speech)
    if need.kind is NeedKind.PUBLIC_NOTICE:
        text = speech.say("Đã ghi công khai tại địa phương {days} ngày.")
        return Holds.YES, text.format(days=fact.days or 0)
    if need.kind is NeedKind.CONSULTATION:
        return Holds.YES, speech.say("Đã ghi kết quả lấy ý kiến.")
    return Holds.YES, speech.say("Đã ghi ý kiến của Mặt trận Tổ quốc.")


def _share(need: Need, fact: PartFact, speech: Speech) -> tuple[Holds, str]:
    """Parts are multiplied out, so that no rounding decides."""
    if fact.part is None or not fact.whole:
        return Holds.NO, speech.say("Chưa có số người đồng ý và số người trả lời.")
    is_survey = need.kind is NeedKind.SURVEY
    asked = speech.say("Kết quả khảo sát") if is_survey else speech.say("Kết quả lấy ý kiến")
    told = f"{asked} {_of(fact.part, fact.whole, speech)}"
    if need.share is None:
        text = speech.say("{told}; mức phải đạt chưa có trong dữ liệu, người thẩm định đối chiếu văn bản.")
        return Holds.UNSURE, text.format(told=told)
    level = speech.number(need.share)
    if fact.part * 100 >= need.share * fact.whole:
        return Holds.YES, speech.say("{told}, mức phải đạt {level}%.").format(told=told, level=level)
    text = speech.say("{told}, chưa đến mức phải đạt {level}%.")
    return Holds.NO, text.format(told=told, level=level)


def _of(part: int, whole: int, speech: Speech) -> str:
    share = (Decimal(part * 100) / whole).quantize(Decimal("0.01"))
    return f"{part}/{whole} ({speech.number(share.normalize() if share else Decimal(0))}%)"


def _vote(need: Need, facts: DossierFacts, speech: Speech) -> tuple[Holds, str]:
    """The members' votes here, or else the minutes of a meeting; the vote that was closed goes before."""
    if facts.is_vote_open:
        return Holds.NO, speech.say("Hội đồng thẩm định đang bỏ phiếu. Hãy kết thúc bỏ phiếu trước.")
    vote = facts.vote
    minutes = facts.parts.get("council_minutes")
    if vote is None and minutes is not None and minutes.part is not None and minutes.whole:
        vote = VoteCount(
            called=minutes.base or minutes.whole, agree=minutes.part, disagree=minutes.whole - minutes.part
        )
    if vote is None:
        return Holds.NO, speech.say("Hội đồng thẩm định chưa bỏ phiếu, chưa có biên bản họp.")
    if not vote.present:
        return Holds.NO, speech.say("Không thành viên nào của hội đồng thẩm định bỏ phiếu.")
    came = _of(vote.present, vote.called, speech)
    agreed = _of(vote.agree, vote.present, speech)
    if need.quorum is not None and vote.present * 100 < need.quorum * vote.called:
        text = speech.say("Dự họp {came}, chưa đến {quorum}% số thành viên.")
        return Holds.NO, text.format(came=came, quorum=speech.number(need.quorum))
    if need.share is not None and vote.agree * 100 < need.share * vote.present:
        text = speech.say("Đồng ý {agreed}, chưa đến {share}% số thành viên dự họp.")
        return Holds.NO, text.format(agreed=agreed, share=speech.number(need.share))
    text = speech.say("Dự họp {came}, đồng ý {agreed}.").format(came=came, agreed=agreed)
    return (Holds.UNSURE if need.share is None else Holds.YES), text


def judge_revocation(
    rules: Sequence[RevocationRule],
    *,
    criteria_set_id: str,
    criteria: int,
    lost: Mapping[int, Sequence[str]],
    year: int,
    revoked_below: Mapping[str, tuple[int, int]] = MappingProxyType({}),
    speech: Speech = VIETNAMESE,
) -> list[JudgedRevocation]:
    """Xét thu hồi: whether the criteria that a unit has lost, year by year, make one of the cases; or the
    units below, by level how many were revoked and of how many.

    What was not looked at in a year is not lost in it: an absent verdict never revokes.
    """
    found = []
    for rule in rules:
        if rule.of_level is not None:
            found.append(_revoked_below(rule, *revoked_below.get(rule.of_level, (0, 0)), speech))
            continue
        named = None if rule.named is None else rule.named.get(criteria_set_id, ())
        years = {each: lost.get(each) for each in range(year - rule.years + 1, year + 1)}
        found.append(_revocation(rule, named, criteria, years, speech))
    return found


def _revoked_below(rule: RevocationRule, revoked: int, units: int, speech: Speech) -> JudgedRevocation:
    share = revoked * 100
    applies = bool(units) and share >= rule.share_from * units
    applies = applies and (rule.share_below is None or share < rule.share_below * units)
    text = speech.say("{revoked}/{units} đơn vị trực thuộc đã bị thu hồi quyết định công nhận")
    return JudgedRevocation(rule, applies, text.format(revoked=revoked, units=units))


def _revocation(
    rule: RevocationRule,
    named: Sequence[str] | None,
    criteria: int,
    lost: Mapping[int, Sequence[str] | None],
    speech: Speech,
) -> JudgedRevocation:
    said = []
    applies = bool(criteria)
    for each, codes in lost.items():
        if codes is None:
            said.append(speech.say("năm {year}: chưa có kết quả").format(year=each))
            applies = False
            continue
        share = len(codes) * 100
        enough = share >= rule.share_from * criteria
        below = rule.share_below is None or share < rule.share_below * criteria
        among = named is None or any(code in named for code in codes)
        applies = applies and enough and below and among
        text = speech.say("năm {year}: mất {lost}/{all} tiêu chí")
        line = text.format(year=each, lost=len(codes), all=criteria)
        if codes:
            line += f" ({', '.join(codes)})"
        if named is not None and not among:
            line += speech.say(", không có tiêu chí nào trong số {named}").format(
                named=", ".join(named) or "–"
            )
        said.append(line)
    return JudgedRevocation(rule, applies, "; ".join(said))


def lost_criteria(verdicts: Mapping[str, Verdict]) -> tuple[str, ...]:
    """Tiêu chí không còn đạt, by code: those that were found not met, and no others."""
    return tuple(code for code, verdict in verdicts.items() if verdict is Verdict.NOT_MET)
