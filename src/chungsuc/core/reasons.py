"""Kết luận và lý do: the six verdicts, and why one was reached, for programs and for people."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from chungsuc.core.criteria import Confidence, Direction, Mark, Measure, Observed, Value
from chungsuc.core.speech import VIETNAMESE, Speech


class Verdict(StrEnum):
    """Kết luận."""

    MET = "met"
    NOT_MET = "not_met"
    NO_DATA = "no_data"
    NO_THRESHOLD = "no_threshold"
    NEEDS_REVIEW = "needs_review"
    NOT_APPLICABLE = "not_applicable"

    __hash__ = str.__hash__  # tallies ask for it all the time; that of `Enum` is a function in Python

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def is_computed(self) -> bool:
        """Tính được: the figures sufficed to say yes or no."""
        return self in (Verdict.MET, Verdict.NOT_MET)


_LABELS = {
    Verdict.MET: "đạt",
    Verdict.NOT_MET: "chưa đạt",
    Verdict.NO_DATA: "chưa có số liệu",
    Verdict.NO_THRESHOLD: "chưa có mức",
    Verdict.NEEDS_REVIEW: "cần xem lại",
    Verdict.NOT_APPLICABLE: "không xét",
}

# Beside a colour, for whoever does not tell colours apart.
SIGNS = {
    Verdict.MET: "✓",
    Verdict.NOT_MET: "✗",
    Verdict.NO_DATA: "–",
    Verdict.NO_THRESHOLD: "…",  # what waits is the law's figure, not the unit's
    Verdict.NEEDS_REVIEW: "?",
    Verdict.NOT_APPLICABLE: "○",
}


class Because(StrEnum):
    """Lý do, for programs; `Reason.sentence` is the same for people."""

    COMPARED = "compared"
    NO_VALUE = "no_value"
    NOT_COMPUTED_HERE = "not_computed_here"
    IN_DISPUTE = "in_dispute"
    PREDECESSORS_DISAGREE = "predecessors_disagree"
    WEIGHT_MISSING = "weight_missing"
    UNSUITABLE_VALUE = "unsuitable_value"
    PARTS_NEEDED = "parts_needed"
    REGION_UNKNOWN = "region_unknown"
    GROUP_UNDECIDED = "group_undecided"
    LEFT_TO_PROVINCE = "left_to_province"
    FIGURE_UNKNOWN = "figure_unknown"
    YEAR_NOT_COVERED = "year_not_covered"
    NOT_ASKED = "not_asked"
    NOT_PRESENT = "not_present"
    NOT_YET_ASKED = "not_yet_asked"
    ALL_CRITERIA = "all_criteria"
    PREREQUISITE = "prerequisite"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One step to a verdict: what was measured, against what, on which legal basis."""

    code: str  # of the indicator, component or condition
    because: Because
    verdict: Verdict
    value: Observed = None
    threshold: Value | None = None
    direction: Direction | None = None
    unit: str | None = None
    clause: str = ""
    confidence: Confidence | None = None  # of the threshold's figure
    detail: str = ""  # what else the sentence needs: the law's "nếu có", another set, a day

    @property
    def sentence(self) -> str:
        """One or two sentences in Vietnamese, without the name of the indicator."""
        return self.told()

    def told(self, speech: Speech = VIETNAMESE) -> str:
        """The sentence in another way of saying it."""
        if self.because is Because.COMPARED:
            return _compared(self, speech)
        return speech.say(SENTENCES[self.because]).format(
            detail=speech.quote(self.detail),
            verdict=speech.say(self.verdict.label),
            value=show_value(self.value, self.unit, speech),
        )


def told_together(reasons: Iterable[Reason], speech: Speech = VIETNAMESE) -> str:
    """The reasons in one line: what holds of several parts is said once, and of which parts."""
    codes: dict[str, list[str]] = {}
    for each in reasons:
        codes.setdefault(each.told(speech), []).append(each.code)
    if len({code for found in codes.values() for code in found}) <= 1:
        return " ".join(codes)
    return " ".join(f"{', '.join(dict.fromkeys(found))}: {said}" for said, found in codes.items())


# --- words -------------------------------------------------------------------------------------

SENTENCES = {
    Because.NO_VALUE: "Chưa có số liệu.",
    Because.NOT_COMPUTED_HERE: "Chưa có số liệu: tính từ kết quả theo bộ tiêu chí {detail}.",
    Because.IN_DISPUTE: "Cần xem lại: có hơn một số liệu được nhập song song, chưa ai chốt số nào.",
    Because.PREDECESSORS_DISAGREE: "Cần xem lại: kết quả của các đơn vị cũ không giống nhau.",
    Because.WEIGHT_MISSING: "Cần xem lại: thiếu tỷ trọng hoặc quyền số để tính lại từ các đơn vị cũ.",
    Because.UNSUITABLE_VALUE: "Cần xem lại: ‘{value}’ không phải là giá trị hợp lệ của chỉ tiêu này.",
    Because.PARTS_NEEDED: "Cần xem lại: phải có số liệu của từng phần của chỉ tiêu.",
    Because.REGION_UNKNOWN: "Chưa có mức: chưa biết đơn vị thuộc vùng nào.",
    Because.GROUP_UNDECIDED: "Chưa có mức: chưa xác định xã thuộc nhóm nào, mà mức của các nhóm khác nhau.",
    Because.LEFT_TO_PROVINCE: "Chưa có mức: do UBND cấp tỉnh quy định, chưa được nhập.",
    Because.FIGURE_UNKNOWN: "Chưa có mức: chưa tra được con số trong văn bản.",
    Because.YEAR_NOT_COVERED: "Chưa có mức: bộ tiêu chí không có mức cho năm này.",
    Because.NOT_ASKED: "Không xét: văn bản không quy định đối với đơn vị này.",
    Because.NOT_PRESENT: "Không xét: không có trường hợp “{detail}”.",
    Because.NOT_YET_ASKED: "Không xét: điều kiện này áp dụng từ {detail}.",
    Because.ALL_CRITERIA: "Tính từ các tiêu chí của bộ: {verdict}.",
    Because.PREREQUISITE: "Phải đạt trước bộ tiêu chí {detail}: {verdict}.",
}
BOUNDS = {
    Direction.AT_LEAST: "từ {} trở lên",
    Direction.AT_MOST: "không quá {}",
    Direction.EQUALS: "bằng {}",
}


def show_value(value: Observed, unit: str | None = None, speech: Speech = VIETNAMESE) -> str:
    """A value as a page shows it: "98,5%", "36 triệu đồng/người/năm", "Đạt", "Khá"."""
    match value:
        case None:
            return speech.say("chưa có số liệu")
        case Mark.NOT_PRESENT:
            return speech.say("không có")
        case Mark.IN_DISPUTE:
            return speech.say("chưa thống nhất")
        case Mark.PREDECESSORS_DISAGREE:
            return speech.say("các đơn vị cũ khác nhau")
        case Mark.WEIGHT_MISSING:
            return speech.say("chưa tính lại được")
        case bool():
            return speech.say("Đạt") if value else speech.say("Chưa đạt")
        case Decimal():
            number = speech.number(_few_decimals(value)) if value.is_finite() else str(value)
            if not unit:
                return number
            space = "" if unit.startswith("%") else " "  # "98,5%", "10,4%/năm"
            return f"{number}{space}{speech.say(unit)}"
        case _:
            return speech.say(str(value))


def _few_decimals(value: Decimal) -> Decimal:
    """An exact quotient has no end: on a page four decimals do."""
    exponent = value.as_tuple().exponent
    return round(value, 4) if isinstance(exponent, int) and exponent < -4 else value


def show_threshold(measure: Measure, value: Value | None, speech: Speech = VIETNAMESE) -> str:
    """A threshold as a page shows it: "từ 95% trở lên", "Đạt"; "chưa có mức" where not known."""
    return _level(value, measure.direction, measure.unit, speech)


def _level(value: Value | None, direction: Direction | None, unit: str | None, speech: Speech) -> str:
    if value is None:
        return speech.say("chưa có mức")
    shown = show_value(value, unit, speech)
    return speech.say(BOUNDS[direction]).format(shown) if direction in BOUNDS else shown


def _compared(reason: Reason, speech: Speech) -> str:
    """The sentence for a value beside its threshold; says when the figure is not confirmed."""
    have = show_value(reason.value, reason.unit, speech)
    basis = f" ({speech.quote(reason.clause)})" if reason.clause else ""
    if reason.direction is Direction.ACHIEVED:
        sentence = speech.say("{have} theo số liệu{basis}.").format(have=have, basis=basis)
    else:
        sentence = speech.say("{have}, mức yêu cầu {need}{basis}: {verdict}.").format(
            have=have,
            need=_level(reason.threshold, reason.direction, reason.unit, speech),
            basis=basis,
            verdict=speech.say(reason.verdict.label),
        )
    if reason.confidence is not Confidence.VERIFIED:
        sentence += " " + speech.say("Mức này chưa đối chiếu văn bản in.")
    return sentence
