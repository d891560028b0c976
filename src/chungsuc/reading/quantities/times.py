"""Thời hạn của một con số: by when, as of when, and compared with when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chungsuc.core.statements import PartialDate
from chungsuc.reading.quantities.clauses import Clause, Sentence
from chungsuc.reading.quantities.digits import Habit
from chungsuc.reading.quantities.marks import Mark, Sort, marks_of

_UNTIL = frozenset("đến hết cuối trong vào trước tới từ kể sau đầu giữa".split())


_LONGEST_TITLE = 160


@dataclass(frozen=True, slots=True)
class When:
    """Thời hạn, thời điểm và mốc so sánh của một con số."""

    at: PartialDate | None = None
    compared_with: PartialDate | None = None
    start: int | None = None  # where the time that was used stands in the paragraph
    end: int | None = None


def when_of(
    sentence: Sentence,
    clause: Clause,
    mark: Mark,
    *,
    begin: int,
    outer: PartialDate | None,
    begun: Mark | None = None,
) -> When:
    """The time of the clause itself; else of the sentence before it, of the paragraph, of what leads in."""
    behind = [
        time for time in sentence.between(mark.end, clause.end + 40) if _follows(sentence, clause, time)
    ]
    since = next((time for time in behind if time.sort is Sort.SINCE), None)
    since = since or next(
        (time for time in sentence.between(clause.begin, mark.start) if time.sort is Sort.SINCE), None
    )
    own = [time for time in behind if _is_deadline(sentence, time)]
    before = [
        time
        for time in sentence.between(max(begin, mark.start - 900), mark.start)
        if _is_deadline(sentence, time)
    ]
    if begun is not None:  # "từ 22% năm 2023 lên 31%": that year is the start's
        started = [time for time in before if time.start > begun.start]
        before = [time for time in before if time.start < begun.start]
        since = since or next(iter(started), None)
    part = sentence.begin(mark.start, begin)
    nearest = [time for time in before if time.start >= part]
    found = own[0] if own else nearest[-1] if nearest else _leading(sentence, before)
    at = found.when if found is not None else outer
    return When(at, _base(since, at), found.start if found else None, found.end if found else None)


def _follows(sentence: Sentence, clause: Clause, time: Mark) -> bool:
    """Inside the clause, or right behind it: "…, so với cùng kỳ năm 2020"; "… (năm 2025)"."""
    if time.start < clause.end:
        return True
    return not sentence.text[clause.end : time.start].strip(" ,(")


def _is_deadline(sentence: Sentence, time: Mark) -> bool:
    if time.sort is not Sort.TIME or time.when is None:
        return False
    if time.when.day is not None:
        return bool(_UNTIL & set(time.cue.split()))
    return not _is_of_a_paper(sentence, time)


def _is_of_a_paper(sentence: Sentence, time: Mark) -> bool:
    """ "Nghị quyết số 12/NQ-HĐND năm 2024": the year of a document."""
    before = sentence.between(max(0, time.start - 30), time.start)
    return (
        bool(before)
        and before[-1].sort is Sort.CITED
        and not sentence.text[before[-1].end : time.start].strip(" ,")
    )


def _leading(sentence: Sentence, before: Sequence[Mark]) -> Mark | None:
    """ "Đến năm 2030: …. …": a time with "đến" earlier in the paragraph goes on."""
    for time in reversed(before):
        if time.cue == "giai đoạn" or {"đến", "hết", "cuối", "trong", "vào", "trước"} & set(time.cue.split()):
            return time
    return None


def _base(since: Mark | None, at: PartialDate | None) -> PartialDate | None:
    if since is None:
        return None
    if since.when is not None:
        return since.when
    if since.cue == "năm trước" and at is not None:
        return PartialDate(at.year - 1)
    return None


def time_of_title(title: str) -> PartialDate | None:
    """ "Mục tiêu đến năm 2030", "Chỉ tiêu năm 2026", "giai đoạn 2026 - 2030"."""
    if len(title) > _LONGEST_TITLE or "%" in title:
        return None  # a sentence with a goal of its own, not a heading
    times = [mark for mark in marks_of(title, Habit()) if mark.sort is Sort.TIME and mark.when is not None]
    return times[-1].when if len(times) == 1 and times[0].when and times[0].when.day is None else None
