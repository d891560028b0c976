"""Số và thời gian trong câu: the figures of a paragraph, and the times, citations and names that only
look like figures."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum, auto

from chungsuc.core.statements import Certainty, PartialDate
from chungsuc.core.vietnamese.number_words import leading_number_words
from chungsuc.reading.quantities.digits import NUMERAL, POINTED, Habit

_YEAR = r"(?:19|20)[0-9]{2}"
_CUE = r"(?P<{0}>(?:(?:tính\s+)?(?:đến|hết|cuối|trong|vào|trước|từ|sau|kể\s+từ|tới|đầu|giữa|ngay)\s+){{0,4}})"
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_SCAN = re.compile(
    r"(?:(?=[0-9])|(?<!\w)(?=[sđkmpbcthvgnqí]))(?:"  # looked at closely only where a mark can begin
    rf"(?P<cited>(?:\bsố\s*:?\s*)?(?<![0-9])[0-9]{{1,6}}[a-z]?(?:/{_YEAR})?\s?[-/]\s?[A-ZĐ][\w&Đ]*(?:[-/][A-ZĐ][\w&]*)*"
    rf"|(?<!tổng\s)\bsố\s*:?\s*[0-9][0-9.]*(?:/[\w\-]+)*"
    rf"|\b(?:điều|khoản|điểm|mục|phụ\s+lục|biểu|chương|phần|tiết|"
    rf"(?-i:Mẫu))(?:\s+số)?\s+(?:[0-9]+[a-zđ]?(?:\.[0-9]+)*)"
    rf"(?:\s*(?:,|và)\s*[0-9]+(?:\.[0-9]+)*(?=\s+(?:điều|khoản|mục|phụ\s+lục)|\s*[;.)]))*)"
    rf"|(?P<since>so\s+(?:với\s+)?(?:(?:cùng\s+kỳ|cuối|đầu|ước|thực\s+hiện|ước\s+thực\s+hiện|kế\s+hoạch|"
    rf"kết\s+quả|thời\s+điểm|số|mức|"
    rf"tháng\s+[0-9]+)"
    rf"\s+(?:của\s+)?){{0,3}}(?:(?:ngày\s+)?[0-9]{{1,2}}/[0-9]{{1,2}}/(?P<since_d>{_YEAR})|"
    rf"năm\s+(?P<since_y>{_YEAR})"
    rf"|(?P<since_before>năm\s+(?:trước|ngoái))|giai\s+đoạn\s+{_YEAR}\s*[-–]\s*{_YEAR})"
    rf"|so\s+(?:với\s+)?(?P<since_same>cùng\s+kỳ))"
    rf"|{_CUE.format('day_cue')}(?P<day>(?:ngày\s+)?[0-9]{{1,2}}[/.\-][0-9]{{1,2}}[/.\-]{_YEAR}"
    rf"|ngày\s+[0-9]{{1,2}}\s+tháng\s+[0-9]{{1,2}}(?:\s+năm\s+{_YEAR})?|"
    rf"ngày\s+[0-9]{{1,2}}/[0-9]{{1,2}}(?![0-9/]))"
    rf"|{_CUE.format('quarter_cue')}quý\s+(?P<quarter>IV|I{{1,3}}|[1-4])(?:\s*(?:/|-|năm|"
    rf"của\s+năm)\s*(?P<quarter_y>{_YEAR}))?"
    rf"|{_CUE.format('month_cue')}tháng\s+(?P<month>[0-9]{{1,2}})(?:\s*(?:/|"
    rf"năm)\s*(?P<month_y>{_YEAR}))?(?![0-9])"
    rf"|{_CUE.format('span_cue')}(?:(?:giai\s+đoạn|năm|nhiệm\s+kỳ|thời\s+kỳ|năm\s+học|niên\s+độ|"
    rf"các\s+năm)\s+)?"
    rf"(?:từ\s+năm\s+)?(?<![0-9.,/])(?P<first>{_YEAR})\s*(?:[-–]|đến\s+năm|đến)\s*(?P<last>{_YEAR})(?![0-9])"
    rf"|{_CUE.format('year_cue')}năm\s+(?P<year>{_YEAR})(?![0-9])(?:\s*(?:,|và|;)\s*{_YEAR}(?![0-9,.]))*"
    rf"|(?P<glued>(?<![0-9.,]){NUMERAL}(?!(?:km|m|ha|kg|tấn|người|triệu|tỷ|m2|m3|km2|đ|đồng)\b|"
    rf"[²³])[^\W\d_]\w*)"
    rf"|(?P<range>(?<![\w.,/]){NUMERAL}\s*%?\s*(?:[-–]|đến|tới)\s*{NUMERAL}(?P<range_pct>\s*%)?(?![0-9]|"
    rf"[.,/][0-9]|\s*:))"
    rf"|(?P<ratio>(?<![\w.,/]){NUMERAL}\s?/\s?{NUMERAL}(?![\w/.,]*/[0-9])(?![0-9]|[.,][0-9])(?!\s*%))"
    rf"|(?P<number>(?<![\w.,/]){NUMERAL}(?P<pct>\s*%)?(?![0-9]|[.,/][0-9]))"
    rf"|(?P<said>(?:ít\s+nhất|tối\s+thiểu|không\s+quá|tối\s+đa|có\s+thêm)\s+(?P<words>(?:(?:một|hai|ba|"
    rf"bốn|năm|sáu|bảy|tám|chín|mười|mươi|lăm|mốt|tư)\s+){{1,3}})"
    rf"(?!trong\b|số\b|phần\b|cách\b))"
    rf"|(?P<half>một\s+nửa)(?=\s+(?:tổng\s+)?số\s))",
    re.IGNORECASE,
)


class Sort(StrEnum):
    """Loại dấu số: a figure, a time, or only the look of one."""

    FIGURE = auto()
    TIME = auto()
    SINCE = auto()  # what a change is measured against
    CITED = auto()


@dataclass(frozen=True, slots=True)
class Mark:
    """One figure, time or citation of a paragraph, at `text[start:end]`."""

    sort: Sort
    start: int
    end: int
    value: Decimal | None = None
    value_to: Decimal | None = None
    of: Decimal | None = None
    shown: str = ""
    percent: bool = False
    when: PartialDate | None = None
    cue: str = ""
    certainty: Certainty = Certainty.CERTAIN

    @property
    def decimals(self) -> int:
        return -int(self.value.as_tuple().exponent) if self.value is not None else 0

    @property
    def is_bare_year(self) -> bool:
        """ "2025" without a mark of thousands is a year more often than a count."""
        return bool(re.fullmatch(_YEAR, self.shown))


def marks_of(text: str, habit: Habit, start: int = 0) -> list[Mark]:
    """All of them, in their order."""
    found = []
    for match in _SCAN.finditer(text, start):
        mark = _mark(match, habit)
        if mark is not None:
            found.append(mark)
    return found


def _mark(match: re.Match[str], habit: Habit) -> Mark | None:
    if match["number"]:
        return _number(match, habit)
    if match["cited"] or match["glued"]:
        return Mark(Sort.CITED, match.start(), match.end())
    if match["range"]:
        return _range(match, habit)
    if match["ratio"]:
        return _ratio(match, habit)
    if match["said"]:
        return _said(match)
    if match["half"]:
        start, end = match.span("half")
        return Mark(Sort.FIGURE, start, end, Decimal(50), shown=match["half"], percent=True)
    return _time(match)


def _number(match: re.Match[str], habit: Habit) -> Mark | None:
    shown = match["number"][: match.end("number") - match.start("number") - len(match["pct"] or "")]
    read = habit.read(shown)
    if read is None and match["pct"] and POINTED.fullmatch(shown):
        read = Decimal(shown), Certainty.LIKELY  # "88.2%": a share has no thousands
    if read is None:
        return None
    end = match.start() + len(shown)
    return Mark(
        Sort.FIGURE, match.start(), end, read[0], shown=shown, percent=bool(match["pct"]), certainty=read[1]
    )


def _range(match: re.Match[str], habit: Habit) -> Mark | None:
    low, high = (habit.read(part[0]) for part in list(re.finditer(NUMERAL, match["range"]))[:2])
    if low is None or high is None or low[0] > high[0]:
        return None
    end = match.end() - len(match["range_pct"] or "")
    certainty = low[1] if high[1] is Certainty.CERTAIN else high[1]
    shown = match.string[match.start() : end]
    percent = match["range_pct"] is not None
    return Mark(
        Sort.FIGURE, match.start(), end, low[0], high[0], shown=shown, percent=percent, certainty=certainty
    )


def _ratio(match: re.Match[str], habit: Habit) -> Mark | None:
    part, whole = (habit.read(each[0]) for each in list(re.finditer(NUMERAL, match["ratio"]))[:2])
    if part is None or whole is None or whole[0] == 0:
        return None
    return Mark(Sort.FIGURE, match.start(), match.end(), part[0], of=whole[0], shown=match["ratio"])


def _said(match: re.Match[str]) -> Mark | None:
    read = leading_number_words(match["words"].split())
    if read is None:
        return None
    start = match.start("words")
    end = start + len(match["words"].rstrip())
    return Mark(Sort.FIGURE, start, end, read[0], shown=match["words"].strip())


def _time(match: re.Match[str]) -> Mark | None:
    start, end = match.start(), match.end()
    if match["since"]:
        year = match["since_y"] or match["since_d"]
        cue = "năm trước" if match["since_same"] or match["since_before"] else ""
        return Mark(Sort.SINCE, start, end, when=PartialDate(int(year)) if year else None, cue=cue)
    if match["day"]:
        return Mark(Sort.TIME, start, end, when=_day(match["day"]), cue=_cue(match["day_cue"]) or "ngày")
    if match["quarter"]:
        year, month = match["quarter_y"], 3 * _ROMAN[match["quarter"].lower()]
        when = PartialDate(int(year), month) if year else None
        return Mark(Sort.TIME, start, end, when=when, cue=_cue(match["quarter_cue"]))
    if match["month"]:
        year, month = match["month_y"], int(match["month"])
        when = PartialDate(int(year), month) if year and 1 <= month <= 12 else None
        return Mark(Sort.TIME, start, end, when=when, cue=_cue(match["month_cue"]))
    if match["first"]:
        return Mark(Sort.TIME, start, end, when=PartialDate(int(match["last"])), cue="giai đoạn")
    return Mark(Sort.TIME, start, end, when=PartialDate(int(match["year"])), cue=_cue(match["year_cue"]))


def _cue(words: str | None) -> str:
    return " ".join((words or "").lower().split())


def _day(text: str) -> PartialDate | None:
    numbers = [int(each) for each in re.findall(r"[0-9]+", text)]
    if len(numbers) != 3:
        return None
    try:
        return PartialDate(numbers[2], numbers[1], numbers[0])
    except ValueError:
        return None  # no such day: the check of dates tells it
