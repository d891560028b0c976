"""Soát số liệu: what cannot be is refused; what is unlikely is asked, and stands once someone says why.

Pure: the page, the file import and the API ask the same questions. A doubt says what, beside what, and
what to do; it never changes a value and never decides a verdict.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from statistics import median

from chungsuc.core.criteria import Indicator, IndicatorKind, Mark, Measure, Observed
from chungsuc.core.reasons import show_value
from chungsuc.core.speech import VIETNAMESE, Speech
from chungsuc.core.typed import Typed, TypedError

# How far is far. Asked too often, people stop reading; these let an ordinary year pass in silence.
JUMP_POINTS = 20  # of a share, against the period before
JUMP_TIMES = 2  # of an amount or a count
BASE_TIMES = Decimal("1.3")  # of what a share is a share of
PEERS_POINTS = 30
PEERS_TIMES = 3
PEERS_NEEDED = 5  # fewer neighbours say nothing
SMALL = 10  # a count that goes from 2 to 5 is no jump
SAME_NEEDED = 8  # so many measured figures, all as they were, were hardly measured again


class Doubt(StrEnum):
    """Điều cần hỏi."""

    NEGATIVE = "negative"
    JUMP = "jump"
    BASE = "base"
    PEERS = "peers"
    EVIDENCE = "evidence"  # missing where it is demanded: told, and no reason to wait

    @property
    def asks_why(self) -> bool:
        """Whether the value waits until someone says why it is right."""
        return self is not Doubt.EVIDENCE


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Câu hỏi beside a cell."""

    doubt: Doubt
    unit: str | None = None
    now: Observed = None
    beside: Observed = None
    wanted: str = ""  # the evidence that the set names

    @property
    def sentence(self) -> str:
        return self.told()

    def told(self, speech: Speech = VIETNAMESE) -> str:
        """The question in another way of saying it."""
        now, beside = (show_value(each, self.unit, speech) for each in (self.now, self.beside))
        match self.doubt:
            case Doubt.NEGATIVE:
                text = speech.say("{now} là số âm. Nếu đúng, hãy ghi chú vì sao rồi lưu lại.")
            case Doubt.JUMP:
                text = speech.say(
                    "Kỳ trước {beside}, nay {now}: thay đổi lớn. Nếu đúng, hãy ghi chú vì sao rồi lưu lại."
                )
            case Doubt.BASE:
                text = speech.say(
                    "Mẫu số kỳ trước {beside}, nay {now}. Nếu đúng, hãy ghi chú vì sao rồi lưu lại."
                )
            case Doubt.PEERS:
                text = speech.say(
                    "Một nửa các đơn vị lân cận chỉ đến {beside}, ở đây {now}: khác xa. "
                    "Nếu đúng, hãy ghi chú vì sao rồi lưu lại."
                )
            case Doubt.EVIDENCE if not self.wanted:
                text = speech.say("Chỉ tiêu này phải có minh chứng. Số liệu vẫn được lưu; hãy bổ sung.")
            case Doubt.EVIDENCE:
                text = speech.say("Cần minh chứng: {wanted}. Số liệu vẫn được lưu; hãy bổ sung minh chứng.")
        return text.format(now=now, beside=beside, wanted=speech.quote(self.wanted.rstrip(" .")))


def check_possible(measure: Measure, typed: Typed) -> None:
    """Không thể có: raises TypedError for what no unit can have, whatever its reasons."""
    over, under = typed.numerator, typed.denominator
    if over is None or under is None:
        return
    if under <= 0:
        if measure.applies_if is None:  # "không có" would be refused too
            raise TypedError("Mẫu số phải lớn hơn 0. Hãy kiểm tra lại mẫu số.")
        raise TypedError("Mẫu số phải lớn hơn 0. Nếu ở đây không có, hãy ghi “không có”.")
    if over > under:
        raise TypedError("Tử số lớn hơn mẫu số nên tỷ lệ trên 100%. Hãy kiểm tra lại hai số.")


def questions(
    measure: Measure,
    typed: Typed,
    *,
    before: Typed | None = None,
    peers: Sequence[Decimal] = (),
    lacks_evidence: bool = False,
) -> list[Asked]:
    """Điều khó xảy ra: what is asked of a value that can be. `before` is of the period before; `peers`
    are accepted values of neighbours; `lacks_evidence`: the set or the province demands some, and there is
    none yet."""
    found = list(_of_value(measure, typed, before, peers))
    if lacks_evidence and typed.observed not in (None, False, Mark.NOT_PRESENT):
        wanted = measure.evidence if isinstance(measure, Indicator) else None
        found.append(Asked(doubt=Doubt.EVIDENCE, wanted=wanted or ""))
    return found


def _of_value(
    measure: Measure, typed: Typed, before: Typed | None, peers: Sequence[Decimal]
) -> Iterator[Asked]:
    now = typed.observed
    if not isinstance(now, Decimal):
        return
    if now < 0:
        yield Asked(doubt=Doubt.NEGATIVE, unit=measure.unit, now=now)
    was = None if before is None else before.observed
    if isinstance(was, Decimal) and far(measure, now, was, JUMP_POINTS, JUMP_TIMES):
        yield Asked(doubt=Doubt.JUMP, unit=measure.unit, now=now, beside=was)
    base = None if before is None else before.denominator
    if base and typed.denominator and _times(typed.denominator, base, BASE_TIMES):
        yield Asked(doubt=Doubt.BASE, now=typed.denominator, beside=base)
    if len(peers) >= PEERS_NEEDED:
        middle = median(peers)
        if far(measure, now, middle, PEERS_POINTS, PEERS_TIMES):
            yield Asked(doubt=Doubt.PEERS, unit=measure.unit, now=now, beside=middle)


def far(measure: Measure, now: Decimal, other: Decimal, points: int, times: int) -> bool:
    """Whether two figures lie far apart: shares by points, amounts by how many times the larger is."""
    if measure.kind is IndicatorKind.PERCENT:
        return abs(now - other) > points
    return _times(now, other, Decimal(times))


def _times(now: Decimal, other: Decimal, times: Decimal) -> bool:
    low, high = sorted((abs(now), abs(other)))
    return high - low > SMALL and high > low * times


def all_as_before(now: Mapping[str, Typed], before: Mapping[str, Typed]) -> int:
    """How many measured figures were given, where every one of them is as it was in the period before;
    0 where one differs or too few can be compared. A no or a yes that stays is no wonder."""
    measured = {code: each for code, each in now.items() if isinstance(each.observed, Decimal)}
    compared = [code for code in measured if code in before]
    if len(compared) < SAME_NEEDED or any(measured[code] != before[code] for code in compared):
        return 0
    return len(compared)
