"""Ngày tháng: days that no calendar has, periods that end before they begin, deadlines already past."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from chungsuc.checking.case import Case, finding
from chungsuc.checking.passages import Passage
from chungsuc.checking.words import own_words
from chungsuc.core.statements import (
    Certainty,
    DocumentKind,
    DocumentStatus,
    Finding,
    FindingKind,
    Item,
    PartialDate,
    Severity,
)
from chungsuc.core.vietnamese.dates import format_date

_DAY = re.compile(
    r"(?<![\d/.-])(?P<day>\d{1,2})(?P<mark>[/-])(?P<month>\d{1,2})(?P=mark)(?P<year>(?:19|20)\d{2})(?![\d/])"
)
_DAY_IN_WORDS = re.compile(
    r"\bngày (?P<day>\d{1,2}) tháng (?P<month>\d{1,2}) năm (?P<year>(?:19|20)\d{2})(?!\d)"
)
_DAY_OF_MONTH = re.compile(r"\bngày (?P<day>\d{1,2})/(?P<month>\d{1,2})(?! ?[\d/.,-]\d)(?!/)(?!\d)")
_MONTH = re.compile(r"\btháng (?P<month>\d{1,2})(?:/| năm )(?P<year>(?:19|20)\d{2})(?!\d)")
_QUARTER = re.compile(r"\b[Qq]u[ýí] (?P<quarter>V|VI|VII|[5-9])(?:/| năm )(?:19|20)\d{2}(?!\d)")
# Only where a point of time is meant: "mỗi năm 20000 cây" is a number of trees.
_YEAR_SLIP = re.compile(
    r"\b(?:đến|hết|từ|cuối|đầu) năm (?:20\d(?=[,;)]|\.(?:\s|$))|20\d{3}(?!\d)|02\d\d(?!\d)|2[1-9]0\d(?!\d))"
)
_YEARS = re.compile(
    r"\b(?:giai đoạn|thời kỳ|nhiệm kỳ|năm học) +(?P<y1>(?:19|20)\d{2}) ?[-–] ?"
    r"(?P<y2>(?:19|20)\d{2})(?!\d)",
    re.IGNORECASE,
)
_DAYS = re.compile(
    r"\btừ ngày (?P<d1>\d{1,2})/(?P<m1>\d{1,2})/(?P<y1>(?:19|20)\d{2}) đến(?: hết)?(?: ngày)? "
    r"(?P<d2>\d{1,2})/(?P<m2>\d{1,2})/(?P<y2>(?:19|20)\d{2})(?!\d)"
)
_MONTHS = re.compile(
    r"\btừ tháng (?P<m1>\d{1,2})/(?P<y1>(?:19|20)\d{2}) đến(?: hết)?(?: tháng)? "
    r"(?P<m2>\d{1,2})/(?P<y2>(?:19|20)\d{2})(?!\d)"
)
_LIMIT = re.compile(r"\b(?:trước|đến|hết|chậm nhất|thời hạn|xong)\b[^.;]{0,50}", re.IGNORECASE)
_ORDERS = {
    DocumentKind.PLAN,
    DocumentKind.PROGRAMME,
    DocumentKind.DECISION,
    DocumentKind.RESOLUTION,
    DocumentKind.DIRECTIVE,
}


def check_dates(case: Case) -> list[Finding]:
    findings: list[Finding] = []
    for passage in case.passages:
        if any(map(str.isdigit, passage.text)) or "uý V" in passage.text:
            findings += _impossible(passage)
            findings += _backwards(passage)
    findings += _past_deadlines(case)
    return findings


def _told(
    passage: Passage, match: re.Match[str], message: str, repair: str, *, is_slip: bool = False
) -> Finding:
    return finding(
        FindingKind.SLIP if is_slip else FindingKind.REFERENCE,
        Severity.WARNING if is_slip else Severity.ERROR,
        f"Dòng {passage.line_at(match.start())}: {message}",
        quotes=(passage.quote(match.start(), match.end()),),
        stated=match[0],
        certainty=Certainty.LIKELY if is_slip else Certainty.CERTAIN,
        repairs=(repair,),
    )


# --- what no calendar has -------------------------------------------------------------------------------


def _impossible(passage: Passage) -> Iterator[Finding]:
    text = passage.text
    wrong: list[re.Match[str]] = []
    for pattern in (_DAY, _DAY_IN_WORDS):
        wrong += [
            match
            for match in pattern.finditer(text)
            if not _is_day(int(match["day"]), int(match["month"]), int(match["year"]))
        ]
    for match in _DAY_OF_MONTH.finditer(text):
        day, month = int(match["day"]), int(match["month"])
        if 1 <= month <= 12 and not _is_day(day, month, 2000):  # a leap year: 29/2 is not told
            wrong.append(match)
    for match in wrong:
        yield _told(passage, match, f"không có ngày {match[0].removeprefix('ngày ')}.", "Ghi lại đúng ngày.")
    for match in _MONTH.finditer(text):
        if not 1 <= int(match["month"]) <= 12 and not _is_inside(match, wrong):
            yield _told(passage, match, f"không có {match[0]}.", "Ghi lại đúng tháng.")
    for match in _QUARTER.finditer(text):
        yield _told(passage, match, f"không có {match[0]}: năm có bốn quý.", "Ghi lại đúng quý.")
    for match in _YEAR_SLIP.finditer(text):
        message = f"“{match[0]}” có lẽ ghi thiếu, thừa hoặc đảo chữ số của năm."
        yield _told(passage, match, message, "Ghi lại đủ bốn chữ số của năm.", is_slip=True)


def _is_day(day: int, month: int, year: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _is_inside(match: re.Match[str], others: list[re.Match[str]]) -> bool:
    return any(other.start() <= match.start() and match.end() <= other.end() for other in others)


# --- periods ---------------------------------------------------------------------------------------------


def _backwards(passage: Passage) -> Iterator[Finding]:
    for pattern, parts in ((_YEARS, "y"), (_DAYS, "ymd"), (_MONTHS, "ym")):
        for match in pattern.finditer(passage.text):
            first, last = (tuple(int(match[f"{part}{n}"]) for part in parts) for n in (1, 2))
            if first > last:
                message = f"“{match[0]}” kết thúc trước khi bắt đầu."
                yield _told(passage, match, message, "Kiểm tra lại thời điểm đầu và thời điểm cuối.")


# --- deadlines -------------------------------------------------------------------------------------------


def _past_deadlines(case: Case) -> Iterator[Finding]:
    """Work or a target that the document orders for a day before its own."""
    head = case.reading.head
    issued = head.issued_on
    if issued is None or head.kind not in _ORDERS or head.status is not DocumentStatus.ISSUED:
        return
    seen: set[tuple[int, str]] = set()
    items: list[tuple[Item, PartialDate | None]] = [
        (duty, duty.deadline) for duty in (*case.reading.tasks, *case.reading.duties)
    ]
    items += [(said, said.deadline) for said in case.reading.targets]
    for item, deadline in items:
        if deadline is None or deadline.month is None or item.certainty is Certainty.DOUBTFUL:
            continue  # a year alone is as often the start that a target is measured from
        is_past = _last_day(deadline) < issued.first_day()
        if not is_past or (item.source.line, str(deadline)) in seen or not _is_limit(item, deadline):
            continue
        seen.add((item.source.line, str(deadline)))
        yield finding(
            FindingKind.QUESTION,
            Severity.WARNING,
            f"Dòng {item.source.line} giao việc đến {format_date(deadline)}, trước ngày ban hành văn bản "
            f"({format_date(issued)}).",
            items=(item,),
            stated=str(deadline),
            repairs=("Kiểm tra lại thời hạn, nhất là số năm.",),
            certainty=Certainty.LIKELY,
            facts={"words": own_words(item)},
        )


def _is_limit(item: Item, deadline: PartialDate) -> bool:
    """Whether the words themselves say "before" or "until" that day: "từ ngày 01/7" is a beginning."""
    return any(str(deadline.year) in match[0] for match in _LIMIT.finditer(item.source.text))


def _last_day(day: PartialDate) -> date:
    month = day.month or 12
    return date(day.year, month, day.day or monthrange(day.year, month)[1])
