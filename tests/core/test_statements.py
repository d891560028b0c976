"""Ngày chưa đủ: a date as an official leaves it before signing."""

from __future__ import annotations

import pytest

from chungsuc.core.statements import PartialDate


@pytest.mark.parametrize("iso", ["2024", "2024-01", "2024-02-29"])
def test_a_partial_date_reads_what_it_writes(iso: str) -> None:
    assert str(PartialDate.from_iso(iso)) == iso


@pytest.mark.parametrize(
    "parts", [(2024, 0), (2024, 13), (2023, 2, 29), (2024, 1, 0), (2024, None, 5), (0, None, None)]
)
def test_a_day_that_no_calendar_has_is_refused(parts: tuple[int, int | None, int | None]) -> None:
    with pytest.raises(ValueError, match=r"."):
        PartialDate(*parts)
