from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chungsuc.core.periods import Period, PeriodError, PeriodKind

# mã, tên gọi, ngày đầu, ngày cuối
PERIODS = [
    ("2024", "năm 2024", "2024-01-01", "2024-12-31"),
    ("2024-02", "tháng 02/2024", "2024-02-01", "2024-02-29"),
    ("2023-02", "tháng 02/2023", "2023-02-01", "2023-02-28"),
    ("2024-Q1", "quý I/2024", "2024-01-01", "2024-03-31"),
    ("2024-Q4", "quý IV/2024", "2024-10-01", "2024-12-31"),
    ("2024-H1", "6 tháng đầu năm 2024", "2024-01-01", "2024-06-30"),
    ("2024-H2", "6 tháng cuối năm 2024", "2024-07-01", "2024-12-31"),
    ("2021..2025", "giai đoạn 2021-2025", "2021-01-01", "2025-12-31"),
]

periods = st.one_of(
    st.builds(Period.of_year, st.integers(2000, 2050)),
    st.builds(Period.of_month, st.integers(2000, 2050), st.integers(1, 12)),
    st.builds(Period.of_quarter, st.integers(2000, 2050), st.integers(1, 4)),
    st.builds(Period.of_half, st.integers(2000, 2050), st.integers(1, 2)),
    st.integers(2000, 2040).map(lambda first: Period.of_phase(first, first + 5)),
)


@pytest.mark.parametrize(("code", "label", "first", "last"), PERIODS)
def test_a_period(code: str, label: str, first: str, last: str) -> None:
    period = Period.parse(code)
    assert str(period) == code
    assert period.label == label
    assert (period.first_day.isoformat(), period.last_day.isoformat()) == (first, last)


@pytest.mark.parametrize(
    "code",
    ["", "24", "2024-13", "2024-00", "2024-Q5", "2024-H3", "2025..2021", "2024..2024", "0000", "2024-1", "x"],
)
def test_what_is_no_period_is_refused(code: str) -> None:
    with pytest.raises(PeriodError):
        Period.parse(code)


@given(periods)
def test_a_period_reads_back_and_holds_its_own_days(period: Period) -> None:
    assert Period.parse(str(period)) == period
    assert Period.parse(str(period)) in period
    assert period.first_day in period
    assert period.last_day in period
    assert (period.last_day.year - period.first_day.year + 1) == len(period.years)
    if period.kind is not PeriodKind.PHASE and 1 < period.year < 9998:
        assert period.shifted(1).first_day == period.last_day + timedelta(days=1)
        assert period.shifted(1).shifted(-1) == period


@given(periods, periods)
def test_order_and_overlap_agree(one: Period, other: Period) -> None:
    assert (one < other) + (other < one) + (one == other) == 1
    assert one.overlaps(other) == other.overlaps(one)
    if one in other:
        assert one.overlaps(other)
        assert other <= one


@given(st.dates(date(2000, 1, 1), date(2050, 12, 31)))
def test_a_day_lies_in_the_period_that_is_built_around_it(day: date) -> None:
    for kind in PeriodKind:
        if kind is PeriodKind.PHASE:
            with pytest.raises(PeriodError):
                Period.containing(day, kind)
        else:
            assert day in Period.containing(day, kind)


def test_only_days_and_periods_lie_in_a_period() -> None:
    assert "2024" not in Period.of_year(2024)
    assert date(2025, 1, 1) not in Period.of_year(2024)
