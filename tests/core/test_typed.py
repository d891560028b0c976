"""Đọc ô nhập, soát số liệu, mùa số liệu: tables that the people of the programme can check."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chungsuc.core.criteria import Mark, Measure, Sector
from chungsuc.core.periods import PeriodKind
from chungsuc.core.plausible import Doubt, all_as_before, check_possible, questions
from chungsuc.core.seasons import YEAR_END, Season, SeasonError, asked, usual
from chungsuc.core.typed import Typed, TypedError, read_typed
from factories.criteria import indicator

YES_NO = indicator("1.1")
IF_ANY = replace(indicator("1.2"), applies_if="nếu có đường thủy")
WITH_PROOF = replace(YES_NO, evidence="Quyết định phê duyệt quy hoạch.")
SHARE = indicator("2.1", "percent", "at_least", Decimal(80))
GRADED = indicator("3.1", "grade", "at_least", "Khá")
COUNTED = indicator("4.1", "count", "at_least", Decimal(1))
INCOME = replace(indicator("5.1", "number", "at_least", Decimal(48)), unit="triệu đồng/người")


def number(text: str) -> Decimal:
    return Decimal(text)


@pytest.mark.parametrize(
    ("measure", "text", "value"),
    [
        (YES_NO, "Đạt", True),
        (YES_NO, " có ", True),
        (YES_NO, "CHƯA ĐẠT", False),
        (YES_NO, "", None),
        (IF_ANY, "Không có", Mark.NOT_PRESENT),
        (IF_ANY, "không xét", Mark.NOT_PRESENT),
        (GRADED, "khá", "Khá"),
        (SHARE, "98,5", number("98.5")),
        (COUNTED, "1.250", number("1250")),
        (INCOME, "-2,5", number("-2.5")),
        (SHARE, "0", number("0")),  # zero is a figure, not an absence
    ],
)
def test_a_cell_is_read(measure: Measure, text: str, value: Any) -> None:
    assert read_typed(measure, text) == Typed(value)


@pytest.mark.parametrize(
    ("measure", "text", "told"),
    [
        (YES_NO, "có lẽ", "Hãy nhập Đạt hoặc Chưa đạt"),
        (YES_NO, "không có", "luôn được xét"),
        (GRADED, "Xuất sắc", "Hãy nhập một mức"),
        (SHARE, "98.5", "có thể hiểu theo hai cách"),
        (SHARE, "98,5%", "bỏ dấu %"),
        (SHARE, "100,1", "trên 100%"),
        (SHARE, "-1", "không thể âm"),
        (SHARE, '=HYPERLINK("http://x")', "là công thức"),
        (COUNTED, "2,5", "số nguyên"),
        (COUNTED, "-3", "không thể âm"),
        (INCOME, "9" * 61, "61 ký tự"),
        (INCOME, "1" * 10_000, "10000 ký tự"),
        (INCOME, "4\u202e8", "ký tự ẩn"),
        (INCOME, "4\x008", "ký tự ẩn"),
    ],
)
def test_what_is_no_value_is_refused_in_words(measure: Measure, text: str, told: str) -> None:
    with pytest.raises(TypedError, match=told):
        read_typed(measure, text)


@pytest.mark.parametrize(
    ("over", "under", "told"),
    [
        ("185", "", "Thiếu mẫu số"),
        ("", "200", "Thiếu tử số"),
        ("-1", "200", "tử số: số này không thể âm"),
        ("201", "200", "trên 100%"),
        ("0", "0", "lớn hơn 0"),
        ("1.85", "200", "Ô tử số: .*hai cách"),
    ],
)
def test_parts_that_cannot_be_are_refused(over: str, under: str, told: str) -> None:
    with pytest.raises(TypedError, match=told):
        check_possible(SHARE, read_typed(SHARE, "", numerator=over, denominator=under))


@pytest.mark.parametrize(
    ("measure", "may_be_absent"), [(SHARE, False), (replace(SHARE, applies_if="nếu có"), True)]
)
def test_nobody_is_told_to_write_what_would_be_refused(measure: Measure, may_be_absent: bool) -> None:
    with pytest.raises(TypedError) as told:
        check_possible(measure, read_typed(measure, "", numerator="1", denominator="0"))
    assert ("không có" in str(told.value)) is may_be_absent


def test_a_share_is_read_from_its_parts() -> None:
    read = read_typed(SHARE, "", numerator="185", denominator="200")
    assert (read.value, read.observed) == (None, number("92.5"))
    with pytest.raises(TypedError, match="Chỉ tỷ lệ"):
        read_typed(INCOME, "", numerator="1", denominator="2")


def answer(read: Callable[[], Typed]) -> Typed | str:
    """What is read, or the sentence that refuses it."""
    try:
        return read()
    except TypedError as problem:
        return str(problem)


@given(st.sampled_from([YES_NO, IF_ANY, SHARE, GRADED, COUNTED, INCOME]), st.text(max_size=80))
def test_any_text_is_read_or_refused_in_words(measure: Measure, text: str) -> None:
    found = answer(lambda: read_typed(measure, text))
    assert isinstance(found, Typed) or found.endswith(".")


def typed(value: str = "", parts: str = "") -> Typed:
    over, _slash, under = parts.partition("/")
    return Typed(
        number(value) if value else None, number(over) if over else None, number(under) if under else None
    )


NEAR = [number(each) for each in ("40", "42", "45", "50", "52")]


@pytest.mark.parametrize(
    ("measure", "now", "before", "peers", "doubts"),
    [
        (SHARE, typed("85"), typed("70"), [], []),
        (SHARE, typed("95"), typed("70"), [], [Doubt.JUMP]),
        (SHARE, typed(parts="950/1000"), typed(parts="700/1000"), [], [Doubt.JUMP]),
        (SHARE, typed(parts="700/1000"), typed(parts="420/600"), [], [Doubt.BASE]),
        (SHARE, typed("90"), None, NEAR, [Doubt.PEERS]),
        (SHARE, typed("90"), None, NEAR[:4], []),  # too few neighbours say nothing
        (INCOME, typed("55"), typed("48"), NEAR, []),
        (INCOME, typed("550"), typed("48"), NEAR, [Doubt.JUMP, Doubt.PEERS]),
        (INCOME, typed("-4"), typed("3"), [], [Doubt.NEGATIVE]),
        (COUNTED, typed("5"), typed("2"), [], []),  # small counts move
        (COUNTED, typed("2"), typed("50"), [], [Doubt.JUMP]),
        (YES_NO, Typed(True), Typed(False), [], []),
    ],
)
def test_what_is_unlikely_is_asked(
    measure: Measure, now: Typed, before: Typed | None, peers: list[Decimal], doubts: list[Doubt]
) -> None:
    found = questions(measure, now, before=before, peers=peers)
    assert [each.doubt for each in found] == doubts
    assert all(each.doubt.asks_why and "hãy ghi chú" in each.sentence for each in found)


@pytest.mark.parametrize(
    ("measure", "now", "is_told"),
    [
        (WITH_PROOF, Typed(True), "Quyết định phê duyệt quy hoạch"),
        (YES_NO, Typed(True), "phải có minh chứng"),  # the province demands it
        (SHARE, typed("85"), "phải có minh chứng"),
        (WITH_PROOF, Typed(False), ""),
        (IF_ANY, Typed(Mark.NOT_PRESENT), ""),
    ],
)
def test_evidence_that_is_demanded_and_missing_is_told(measure: Measure, now: Typed, is_told: str) -> None:
    found = questions(measure, now, lacks_evidence=True)
    assert [each.doubt for each in found] == ([Doubt.EVIDENCE] if is_told else [])
    assert all(is_told in each.sentence and not each.doubt.asks_why for each in found)
    assert questions(measure, now) == []  # not for every yes


def test_a_year_that_repeats_every_figure_is_noticed() -> None:
    now = {str(each): typed(str(each)) for each in range(9)}
    assert all_as_before(now, now) == 9
    assert all_as_before(now, now | {"3": typed("99")}) == 0
    assert all_as_before(dict(list(now.items())[:7]), now) == 0


def every(kind: str, **more: Any) -> Season:
    return Season(**{"first_month": 1, "last_month": 12, "due_day": 25, "every": PeriodKind(kind)} | more)


@pytest.mark.parametrize(
    ("season", "on", "period", "due", "is_late"),
    [
        (YEAR_END, date(2024, 11, 20), "2024", date(2024, 12, 15), False),
        (YEAR_END, date(2024, 12, 16), "2024", date(2024, 12, 15), True),
        (YEAR_END, date(2024, 10, 31), "2023", date(2023, 12, 15), True),
        (usual(Sector.EDUCATION), date(2024, 5, 1), "2024", date(2024, 6, 15), False),
        (usual(Sector.STATISTICS), date(2025, 1, 20), "2024", date(2025, 1, 31), False),  # over the new year
        (Season(first_month=1, last_month=2, due_day=31, of_year_before=True),
         date(2025, 2, 3), "2024", date(2025, 2, 28), False),
        (usual(None), date(2024, 12, 1), "2024", date(2024, 12, 15), False),
        # Of a month and a quarter in their last month, of the half-year before in the month after it; from
        # September to May only of those months; late until the next is asked for.
        (every("month"), date(2024, 2, 10), "2024-02", date(2024, 2, 25), False),
        (every("month", due_day=31), date(2024, 2, 10), "2024-02", date(2024, 2, 29), False),
        (every("month", of_year_before=True), date(2024, 1, 26), "2023-12", date(2024, 1, 25), True),
        (every("month", first_month=9, last_month=5), date(2024, 8, 1), "2024-05", date(2024, 5, 25), True),
        (every("quarter"), date(2024, 3, 1), "2024-Q1", date(2024, 3, 25), False),
        (every("quarter"), date(2024, 5, 31), "2024-Q1", date(2024, 3, 25), True),
        (every("quarter", of_year_before=True), date(2024, 4, 1), "2024-Q1", date(2024, 4, 25), False),
        (every("half_year", of_year_before=True), date(2024, 1, 25), "2023-H2", date(2024, 1, 25), False),
        (every("half_year"), date(2024, 11, 30), "2024-H1", date(2024, 6, 25), True),
    ],
)  # fmt: skip
def test_a_figure_is_asked_for_in_its_season(
    season: Season, on: date, period: str, due: date, is_late: bool
) -> None:
    window = asked(season, on)
    assert (str(window.period), window.due, window.is_late(on)) == (period, due, is_late)


@pytest.mark.parametrize(
    "given",
    [(0, 3, 15, "year"), (1, 13, 15, "year"), (1, 3, 32, "year"), (1, 2, 5, "quarter"), (1, 12, 5, "phase")],
)
def test_a_season_that_cannot_be_is_refused(given: tuple[int, int, int, str]) -> None:
    first, last, due, every = given
    with pytest.raises(SeasonError):
        Season(first_month=first, last_month=last, due_day=due, every=PeriodKind(every))
