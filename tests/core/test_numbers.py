from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chungsuc.core.errors import ChungsucError
from chungsuc.core.statements import PartialDate
from chungsuc.core.vietnamese.dates import parse_date
from chungsuc.core.vietnamese.numbers import NumberError, format_number, parse_number


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15, places=6))
def test_what_is_written_reads_back(value: Decimal) -> None:
    assert parse_number(format_number(value)) == value


def answer(read: Callable[[str], object], text: str) -> object:
    """What is read, or the sentence that refuses it."""
    try:
        return read(text)
    except ChungsucError as error:
        return str(error)


@given(st.text(max_size=40))
def test_any_text_is_a_number_or_is_refused_in_words(text: str) -> None:
    found = answer(parse_number, text)
    assert found.is_finite() if isinstance(found, Decimal) else str(found).endswith(".")


@given(st.text(alphabet="0123456789.,-/ ngàytháăm…", max_size=24))
def test_any_text_is_a_date_or_is_refused_in_words(text: str) -> None:
    found = answer(parse_date, text)
    assert 1900 <= found.year <= 2199 if isinstance(found, PartialDate) else str(found).endswith(".")


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity"])
def test_what_is_not_finite_is_not_written(value: str) -> None:
    with pytest.raises(NumberError):
        format_number(Decimal(value))


def test_a_slip_is_told_with_both_readings() -> None:
    with pytest.raises(ChungsucError, match=r"hãy viết 1,23"):
        parse_number("1.23")
    with pytest.raises(ChungsucError, match="bỏ dấu %"):
        parse_number("98,5%")
