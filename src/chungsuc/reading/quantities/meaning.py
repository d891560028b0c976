"""Ý nghĩa của một con số: is it a goal or a result, of what, and how much."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum, auto

from chungsuc.core.statements import Certainty, Comparator, Mode, StatementKind, Subject
from chungsuc.reading.outline import Topic
from chungsuc.reading.quantities import wording
from chungsuc.reading.quantities.belonging import Place, Shape, belongs
from chungsuc.reading.quantities.clauses import Clause
from chungsuc.reading.quantities.marks import Mark
from chungsuc.reading.quantities.measures import Kind, Measure
from chungsuc.reading.quantities.wording import Hint

_LINKS = (Hint.REACH, Hint.TO, Hint.DOWN_TO, Hint.COLON)
_FOR = re.compile(r"\s(?:cho|với|đối với)$")  # "cấp giống cho 350 hộ"
_MEAN = re.compile(r"\b(?:bình quân|trung bình)\b")
_FIRST_WORDS = re.compile(r"[^,;:(]*?(?=\s+(?:đạt|là|tăng(?!\s+trưởng)|giảm|còn|có)\s|[,;:(]|$)")
_NO_OBJECT = re.compile(
    r"(?:trở lên|trở xuống|số còn lại|tổng số|cả nước|so với|kế hoạch|chỉ tiêu|mục tiêu)$", re.IGNORECASE
)
_MEASURED_TIME = re.compile(
    r"(?:tổng\s+)?(?:thời gian|số giờ|số ngày|tuổi thọ|tuổi|số năm|chỉ số|điểm|tổng điểm|số điểm|số tuổi)"
)
_CHANGED = re.compile(r" (?:tăng|giảm)$")
_TIME_UNITS = re.compile(r"(?:tuổi|ngày|giờ|phút|tháng|tuần|năm|điểm|bậc)(?!\w)")
_DAYS = re.compile(r"(?:ngày|giờ|phút|tháng|tuần|năm)(?!\w)")
_SMALL_COUNTS = re.compile(
    r"(?:lớp|trường|xã|phường|thôn|bản|huyện|tỉnh|người|hộ|phòng|cầu|tuyến|nhà|trạm|chợ|cuộc|buổi|hội|đội|"
    r"tổ|khu|cụm|vườn|cây|con|"
    r"ca|vụ|bài|tin|giường|hồ|đập|kênh|cống|nhà máy|bệnh viện|khách sạn|tàu|xe|căn|bể|giống|làng|ao)(?!\w)"
)


class Judged(StrEnum):
    """Kết quả xét một con số: does it state a goal or a result?"""

    SAID = auto()
    REFUSED = auto()  # a norm, a price, a condition: surely no goal
    UNKNOWN = auto()


@dataclass(frozen=True, slots=True)
class Saying:
    """What one figure says."""

    kind: StatementKind
    mode: Mode
    subject: Subject
    value: Decimal
    value_to: Decimal | None
    value_from: Decimal | None
    of: Decimal | None
    comparator: Comparator
    measure: str
    object_text: str
    certainty: Certainty


def judge(
    mark: Mark,
    measure: Measure,
    clause: Clause,
    place: Place,
    *,
    before: Mark | None = None,
    last: Saying | None = None,
) -> tuple[Judged, Saying | None]:
    """What the figure says, if it is a goal or a result.

    `before` is the value at the start, of "từ 23 xuống 18"; `last` is what the figure before it in the
    sentence says, which an ellipsis goes on with.
    """
    name = clause.name.lower()
    is_metric = bool(wording.METRIC.match(name))
    if _is_ruled_out(mark, measure, clause, place, is_metric):
        return Judged.REFUSED, None
    if not _is_countable(mark, measure, clause, is_metric):
        return Judged.UNKNOWN, None
    if measure.text == "tiêu chí" and "tiêu chí" not in name:
        return Judged.UNKNOWN, None  # "số xã dưới 8 tiêu chí" sorts communes
    shape = Shape(is_metric, clause.has(*_LINKS) or before is not None, clause.has(Hint.MORE, Hint.LESS))
    linked = shape.linked
    echoes = _is_bare(measure, clause) and last is not None and linked
    if not echoes and not belongs(mark, measure, clause, place, shape):
        return Judged.UNKNOWN, None
    object_text = _object(measure, clause, shape)
    if not _is_object(object_text):
        object_text = _earlier_object(measure, clause, last)
    if not _is_object(object_text):
        return Judged.UNKNOWN, None
    less = clause.has(Hint.LESS) and not clause.has(Hint.DOWN_TO, Hint.MOST) and before is None
    more = clause.has(Hint.MORE) and not clause.has(Hint.TO, Hint.DOWN_TO) and before is None
    if _goes_on(measure, clause, last):  # "giảm 2% số vụ và 3% số người bị thương"
        less = last is not None and last.object_text.lower().startswith("giảm")
        more = not less
    mode = Mode.ADD if less or more else Mode.KEEP if _keeps(clause) else Mode.REACH
    if mode is Mode.ADD and wording.RATE_OF_CHANGE.search(object_text.lower()) and not less:
        mode, more = Mode.REACH, False  # "tốc độ tăng trưởng tăng 8%" says how fast
    if less or (more and measure.kind is Kind.PERCENT):
        object_text = _with_change(object_text, clause, "giảm" if less else "tăng")
    return Judged.SAID, Saying(
        kind=_kind(mark, measure, clause, name),
        mode=mode,
        subject=Subject.INDICATOR if is_metric or measure.kind is Kind.PERCENT else Subject.OTHER,
        value=mark.value or Decimal(0),
        value_to=mark.value_to,
        value_from=before.value if before is not None else None,
        of=measure.base if measure.base is not None else _base(mark),
        comparator=_comparator(mark, clause),
        measure=_measure(measure, clause),
        object_text=object_text,
        certainty=_certainty(mark, clause, place, sure=(is_metric and linked) or clause.hints != ()),
    )


def _is_bare(measure: Measure, clause: Clause) -> bool:
    """A percentage that says nothing of what it is of."""
    return measure.kind is Kind.PERCENT and not clause.name and not clause.rest


def _earlier_object(measure: Measure, clause: Clause, last: Saying | None) -> str:
    """ "87 trạm, chiếm 32%" is of what was counted; "GRDP đạt khá, bình quân tăng 8%" names it before."""
    if last is not None and _is_bare(measure, clause) and clause.hints:
        return _CHANGED.sub("", last.object_text) if last.mode is Mode.ADD else last.object_text
    earlier = _FIRST_WORDS.match(clause.earlier)
    name = earlier[0].strip() if earlier else ""
    return name if wording.METRIC.match(name.lower()) else ""


def _goes_on(measure: Measure, clause: Clause, last: Saying | None) -> bool:
    """A bare share behind "và" goes on with the change that the one before it states."""
    joined = clause.hints == () and not clause.name and measure.kind is Kind.PERCENT
    return (
        joined and last is not None and last.mode is Mode.ADD and clause.lead.rstrip().endswith((" và", ","))
    )


def _is_ruled_out(mark: Mark, measure: Measure, clause: Clause, place: Place, is_metric: bool) -> bool:
    """Norms, prices, conditions and procedures."""
    near = clause.before[-80:]
    if wording.CONDITIONS.search(clause.lead) or wording.NORM_NAMES.match(clause.name.lower()):
        return True
    if measure.kind is Kind.PERCENT and wording.MONEY_BASE.match(clause.after) and not is_metric:
        return True
    if place.topic in (Topic.GOALS, Topic.RESULTS) or place.aimed:
        return bool(wording.RULES.search(near)) and not is_metric
    return bool(wording.RULES.search(f"{clause.before[-120:]} {mark.shown} {clause.after[:80]}"))


def _is_countable(mark: Mark, measure: Measure, clause: Clause, is_metric: bool) -> bool:
    noun = clause.rest.lower()
    if measure.kind is Kind.COUNT:
        counted = measure.text.lower()
        if _TIME_UNITS.match(counted):
            measured = bool(_MEASURED_TIME.match(clause.name.lower()))
            return measured and (
                not _DAYS.match(counted) or clause.has(Hint.DOWN_TO, Hint.LESS, Hint.FROM)
            )  # "thời gian chờ: 12 ngày" is a procedure
        if wording.NOT_COUNTED.match(noun) and not is_metric:
            return False
        if (
            mark.decimals
            and not is_metric
            and not clause.each
            and not counted.startswith(("triệu", "nghìn", "ngàn"))
        ):
            return False
        is_small = (
            mark.value is not None
            and mark.value < 10
            and not mark.shown.startswith("0")
            and mark.value_to is None
            and mark.of is None
        )
        if is_small and mark.shown[:1].isdigit() and not is_metric and not clause.has(Hint.LEAST, Hint.MORE):
            return bool(wording.NOUNS.match(noun) or _SMALL_COUNTS.match(noun))
        return not mark.is_bare_year or is_metric
    if measure.kind is Kind.TIMES:
        return is_metric or clause.has(Hint.MORE, Hint.LESS, Hint.DOWN_TO, Hint.TO)
    if measure.kind is Kind.MONEY and measure.per:
        is_norm = clause.name.lower().startswith("mức") and not clause.hints  # "mức ăn 25.000 đồng/ngày"
        return (is_metric and not is_norm) or clause.has(Hint.MEAN)
    return True


def _object(measure: Measure, clause: Clause, said: Shape) -> str:
    """What is measured, in the words of the text: before the figure ("Tỷ lệ X đạt …") or behind it."""
    if said.is_metric:
        return clause.name
    if measure.kind is Kind.PERCENT:
        towards = set(clause.hints) == {Hint.TO}  # "tuyên truyền tới 100% hội viên"
        if towards and clause.rest:
            return clause.rest
        if clause.name and (said.linked or said.changed) and not (clause.has(Hint.HAVE) and clause.rest):
            return clause.name
        return clause.rest if len(clause.rest.split()) > 1 else clause.name
    named = bool(clause.name) and not wording.DOING.search(clause.name.lower())
    if named and clause.has(Hint.COLON) and len(clause.rest.split()) < len(measure.text.split()) + 2:
        return clause.name
    if measure.kind is Kind.COUNT:
        done_for = _FOR.search(clause.name)
        return f"{clause.name} {clause.rest}" if done_for else clause.rest
    return clause.rest or clause.name


def _is_object(text: str) -> bool:
    return len(text) > 1 and any(char.isalpha() for char in text) and not _NO_OBJECT.fullmatch(text)


def _with_change(text: str, clause: Clause, change: str) -> str:
    """ "giảm 30% số vụ cháy" → "giảm số vụ cháy"; "Sản lượng tăng 5%" → "Sản lượng tăng"."""
    if text.lower().startswith(change) or text.lower().endswith(change):
        return text
    return f"{change} {text}" if text == clause.rest else f"{text} {change}"


def _keeps(clause: Clause) -> bool:
    words = clause.before[: max(0, clause.name_end - clause.begin)]
    return clause.has(Hint.KEEP) or bool(
        re.match(r"[\s,\-+]*(?:tiếp tục\s+)?(?:duy trì|giữ vững|giữ ổn định)\b", words)
    )


def _base(mark: Mark) -> Decimal | None:
    """The base of "14/21 trạm". "1.240/1.100 hội viên" is a result over its plan, which is no base."""
    return mark.of if mark.of is None or (mark.value is not None and mark.value <= mark.of) else None


def _kind(mark: Mark, measure: Measure, clause: Clause, name: str) -> StatementKind:
    """A share is of a whole: 118% of a plan, and a growth by 150%, are none."""
    if measure.kind is Kind.PERCENT:
        highest = mark.value if mark.value_to is None else mark.value_to
        return StatementKind.SHARE if highest is None or highest <= 100 else StatementKind.COUNT
    if name.startswith(("tổng ", "lũy kế", "luỹ kế")) or "tổng số" in clause.before[-30:]:
        return StatementKind.TOTAL
    is_mean = clause.has(Hint.MEAN) or _MEAN.search(clause.before)
    return StatementKind.AVERAGE if is_mean and not wording.METRIC.match(name) else StatementKind.COUNT


def _comparator(mark: Mark, clause: Clause) -> Comparator:
    if mark.value_to is not None:
        return Comparator.RANGE
    if clause.has(Hint.LEAST) or clause.more:
        return Comparator.AT_LEAST
    if clause.has(Hint.MOST) or clause.less:
        return Comparator.AT_MOST
    return Comparator.EQUAL


def _measure(measure: Measure, clause: Clause) -> str:
    if clause.each and not measure.per and measure.kind is not Kind.PERCENT:
        return f"{measure.text}/{clause.each}"
    return measure.text


def _certainty(mark: Mark, clause: Clause, place: Place, *, sure: bool) -> Certainty:
    if mark.certainty is not Certainty.CERTAIN:
        return mark.certainty
    if place.topic in (Topic.GOALS, Topic.RESULTS) or place.aimed:
        return Certainty.CERTAIN if sure else Certainty.LIKELY
    return Certainty.LIKELY
