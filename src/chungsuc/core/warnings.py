"""Điều cần để ý khi thẩm tra: facts laid beside a figure for whoever verifies it.

Each says what stands beside what, and no more: it is not a verdict, counts against nobody, and is never
added up over persons or units. A figure may be near its threshold, the same as last year's or far from it
for the best of reasons; whoever verifies it asks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from chungsuc.core.criteria import Direction, IndicatorKind, Measure, Observed, Value
from chungsuc.core.plausible import JUMP_POINTS, JUMP_TIMES, far
from chungsuc.core.reasons import show_threshold, show_value
from chungsuc.core.speech import VIETNAMESE, Speech

NEAR_POINTS = Decimal(1)  # of a share, on either side of the threshold
NEAR_PART = Decimal("0.02")  # of the threshold, for an amount
TELLING_DIGITS = 3  # a figure of fewer digits comes out the same by chance
TELLING_BASE = 100  # so does a share of a smaller base
BUNCH = 8  # so many units just above the threshold are worth a look …
BUNCH_TIMES = 4  # … where so many times fewer stand just below it
WHOLE = Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """Số liệu as it is looked at: the value, and of a share its parts where they are known."""

    value: Observed
    numerator: Decimal | None = None
    denominator: Decimal | None = None

    @property
    def parts(self) -> tuple[Decimal, Decimal] | None:
        if self.numerator is None or self.denominator is None:
            return None
        return self.numerator, self.denominator


class Sign(StrEnum):
    """Điều cần để ý."""

    NEAR = "near"
    REPEATED = "repeated"
    REPEATED_PARTS = "repeated_parts"
    JUMP = "jump"
    JUMP_BARE = "jump_bare"  # without evidence

    @property
    def label(self) -> str:
        """In a few words, for a list."""
        return LABELS[self]


LABELS = {
    Sign.NEAR: "sát mức",
    Sign.REPEATED: "như năm trước",
    Sign.REPEATED_PARTS: "như năm trước",
    Sign.JUMP: "thay đổi lớn",
    Sign.JUMP_BARE: "thay đổi lớn, chưa có minh chứng",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Một điều cần để ý beside a figure."""

    sign: Sign
    measure: Measure
    now: Observed
    beside: Observed = None

    def told(self, speech: Speech = VIETNAMESE) -> str:
        """As a sentence, in any way of saying it."""
        unit = self.measure.unit
        now, beside = show_value(self.now, unit, speech), show_value(self.beside, unit, speech)
        match self.sign:
            case Sign.NEAR:
                level = self.beside if isinstance(self.beside, Decimal) else None
                beside = show_threshold(self.measure, level, speech)
                text = speech.say("{now}, mức yêu cầu {beside}: sát mức.")
            case Sign.REPEATED:
                text = speech.say("Giống năm trước đến từng chữ số: {now}.")
            case Sign.REPEATED_PARTS:
                text = speech.say("Giống năm trước đến từng chữ số, cả tử số và mẫu số: {now}.")
            case Sign.JUMP:
                text = speech.say("Năm trước {beside}, nay {now}: thay đổi lớn.")
            case Sign.JUMP_BARE:
                text = speech.say("Năm trước {beside}, nay {now}: thay đổi lớn, chưa có minh chứng.")
        return text.format(now=now, beside=beside)


def notices(
    measure: Measure,
    now: Given,
    *,
    level: Value | None = None,
    before: Given | None = None,
    has_evidence: bool = True,
) -> list[Notice]:
    """Điều cần để ý of one figure: beside the level that binds the unit, and that of the year before."""
    if not isinstance(now.value, Decimal):
        return []
    found = []
    if isinstance(level, Decimal) and is_near(measure, now.value, level):
        found.append(Notice(sign=Sign.NEAR, measure=measure, now=now.value, beside=level))
    if before is not None and isinstance(before.value, Decimal):
        if far(measure, now.value, before.value, JUMP_POINTS, JUMP_TIMES):
            sign = Sign.JUMP if has_evidence else Sign.JUMP_BARE
            found.append(Notice(sign=sign, measure=measure, now=now.value, beside=before.value))
        elif (sign_of := _repeated(measure, now, before)) is not None:
            found.append(Notice(sign=sign_of, measure=measure, now=now.value, beside=before.value))
    return found


def is_near(measure: Measure, value: Decimal, level: Decimal) -> bool:
    """Sát mức: so near that a small mistake would turn the verdict. Where the level is the end of what can
    be (100 %, 0), only on the side that is left."""
    if measure.direction is Direction.ACHIEVED or value == level == _end(measure):
        return False
    return abs(value - level) <= _band(measure, level)


def _end(measure: Measure) -> Decimal:
    if measure.direction is Direction.AT_MOST:
        return Decimal(0)
    return WHOLE if measure.kind is IndicatorKind.PERCENT else Decimal("Infinity")


def _band(measure: Measure, level: Decimal) -> Decimal:
    return NEAR_POINTS if measure.kind is IndicatorKind.PERCENT else abs(level) * NEAR_PART


def _repeated(measure: Measure, now: Given, before: Given) -> Sign | None:
    if now.parts is not None:
        # A base of few is the same again by nature: all 12 hamlets of 12.
        telling = now.parts[0] != now.parts[1] and now.parts[1] >= TELLING_BASE
        return Sign.REPEATED_PARTS if telling and now.parts == before.parts else None
    value = now.value
    if not isinstance(value, Decimal) or before.parts is not None or value != before.value:
        return None
    if measure.kind is IndicatorKind.PERCENT and value in (0, WHOLE):
        return None
    return Sign.REPEATED if _digits(value) >= TELLING_DIGITS else None


def _digits(value: Decimal) -> int:
    """Digits that say something: 98,25 has four, 1.200 two."""
    return len(value.normalize().as_tuple().digits)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bunch:
    """Dồn ngay chỗ đạt mức: how many units stand just where the threshold is reached, and around it."""

    measure: Measure
    level: Decimal
    band: Decimal
    reached: int  # within a band of the threshold, on the side that meets it
    missed: int  # within a band, on the other side
    beyond: int  # in the next band of the side that meets it

    def told(self, speech: Speech = VIETNAMESE) -> str:
        """As a sentence: counts of units only."""
        text = speech.say(
            "{reached} đơn vị vừa đạt mức {level}, hơn không quá {band}; "
            "{missed} đơn vị thiếu không quá {band}. Nên xem kỹ cách tính của chỉ tiêu này."
        )
        unit = self.measure.unit
        return text.format(
            reached=self.reached,
            missed=self.missed,
            beyond=self.beyond,
            level=show_value(self.level, unit, speech),
            band=show_value(self.band, unit, speech),
        )


def bunch(measure: Measure, values: Sequence[Observed], level: Value | None) -> Bunch | None:
    """Whether many more units stand just where the threshold is reached than just below and beyond it.

    Of one indicator, over units that are held to the same threshold; None where nothing is to be noticed.
    """
    if not isinstance(level, Decimal) or measure.direction not in (Direction.AT_LEAST, Direction.AT_MOST):
        return None
    band = _band(measure, level)
    if not band:
        return None
    turned = 1 if measure.direction is Direction.AT_LEAST else -1
    end = _end(measure)
    over = [turned * (each - level) for each in values if isinstance(each, Decimal) and each != end]
    found = Bunch(
        measure=measure,
        level=level,
        band=band,
        reached=sum(0 <= each <= band for each in over),
        missed=sum(-band <= each < 0 for each in over),
        beyond=sum(band < each <= 2 * band for each in over),
    )
    others = max(found.missed * BUNCH_TIMES, found.beyond * 2)
    return found if found.reached >= BUNCH and found.reached > others else None
