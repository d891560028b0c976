"""Số, ngày và tiền theo lối Việt Nam."""

from __future__ import annotations

import unicodedata
from decimal import Decimal

import pytest

from chungsuc.core.money import in_millions, shown_parts, to_dong
from chungsuc.core.rollup import add_up
from chungsuc.core.vietnamese.dates import DateError, format_date, parse_date
from chungsuc.core.vietnamese.numbers import NumberError, format_number, parse_number
from spec_tables import (
    AMOUNTS,
    DATES,
    NOT_DATES,
    NOT_NUMBERS,
    NUMBERS,
    SHOWN_NUMBERS,
    SHOWN_PARTS,
    SUMS,
)


@pytest.mark.parametrize(("text", "value"), NUMBERS)
def test_a_number_is_read(text: str, value: str) -> None:
    assert parse_number(text) == Decimal(value)


@pytest.mark.parametrize("text", NOT_NUMBERS)
def test_what_is_ambiguous_is_asked_about(text: str) -> None:
    with pytest.raises(NumberError, match=r"\."):
        parse_number(text)


@pytest.mark.parametrize(("value", "places", "text"), SHOWN_NUMBERS)
def test_a_number_is_written(value: str, places: int | None, text: str) -> None:
    assert format_number(Decimal(value), places) == text


@pytest.mark.parametrize(("text", "iso"), DATES)
def test_a_date_is_read(text: str, iso: str) -> None:
    assert str(parse_date(text)) == iso
    assert str(parse_date(unicodedata.normalize("NFD", text))) == iso
    assert str(parse_date(format_date(parse_date(text)))) == iso


@pytest.mark.parametrize("text", NOT_DATES)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(DateError):
        parse_date(text)


@pytest.mark.parametrize(("parts", "total"), SUMS)
def test_funding_sources_add_up(parts: list[str], total: str) -> None:
    dong = [to_dong(parse_number(part), "triệu đồng") for part in parts]
    assert add_up(dong).total == to_dong(parse_number(total), "triệu đồng")
    assert in_millions(sum(dong)) == total


@pytest.mark.parametrize(("amount", "measure", "dong"), AMOUNTS)
def test_an_amount_is_a_whole_number_of_dong(amount: str, measure: str, dong: int) -> None:
    assert to_dong(parse_number(amount), measure) == dong


@pytest.mark.parametrize(("amounts", "measure", "texts", "total"), SHOWN_PARTS)
def test_parts_that_are_shown_sum_to_the_total_that_is_shown(
    amounts: list[int], measure: str, texts: list[str], total: str
) -> None:
    shown = shown_parts(amounts, measure)
    assert (list(shown.texts), shown.total_text) == (texts, total)
