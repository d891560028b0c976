"""Số và ngày on a page in Vietnamese and in English; what the core says, in both."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.utils.translation import override

from chungsuc.core.periods import Period, PeriodKind
from chungsuc.core.reasons import show_value
from chungsuc.core.statements import PartialDate
from chungsuc.core.vietnamese.numbers import NumberError
from chungsuc.languages import figures
from chungsuc.languages.words import SPEECH, word


@pytest.mark.parametrize(
    ("value", "places", "in_vietnamese", "in_english"),
    [
        (1234, None, "1.234", "1,234"),
        (Decimal("1234.5"), None, "1.234,5", "1,234.5"),
        (Decimal("66.666"), 2, "66,67", "66.67"),
        (-1_000_000, None, "-1.000.000", "-1,000,000"),
        (7, None, "7", "7"),
    ],
)
def test_numbers(value: Any, places: int | None, in_vietnamese: str, in_english: str) -> None:
    with override("vi"):
        assert figures.format_number(value, places) == in_vietnamese
    with override("en"):
        assert figures.format_number(value, places) == in_english
        if places is None:
            assert figures.parse_number(in_english) == value


@pytest.mark.parametrize("text", ["1.234,5", "1,23", "12,5", "", "x", "1,234,5", "01,234", "5%"])
def test_what_is_no_number_in_english_is_refused_in_english(text: str) -> None:
    with override("en"), pytest.raises(NumberError, match="is not a number"):
        figures.parse_number(text)


@pytest.mark.parametrize(
    ("value", "in_vietnamese", "in_english"),
    [
        (date(2022, 3, 8), "08/03/2022", "8 Mar 2022"),
        (PartialDate(2024, 1), "tháng 01/2024", "Jan 2024"),
        (PartialDate(2024), "năm 2024", "2024"),
    ],
)
def test_days(value: Any, in_vietnamese: str, in_english: str) -> None:
    with override("vi"):
        assert figures.format_date(value) == in_vietnamese
    with override("en"):
        assert figures.format_date(value) == in_english


@pytest.mark.parametrize(
    ("dong", "millions", "billions"),
    [(183_970_000_000, ("183.970", "183,970"), ("183,97", "183.97"))],
)
def test_money(dong: int, millions: tuple[str, str], billions: tuple[str, str]) -> None:
    for language, shown, in_billions in zip(("vi", "en"), millions, billions, strict=True):
        with override(language):
            assert figures.in_millions(dong) == shown
            assert figures.in_measure(dong, "tỷ đồng") == in_billions


def test_the_core_speaks_the_language_of_the_page() -> None:
    month, half = Period(PeriodKind.MONTH, 2024, 1), Period(PeriodKind.HALF_YEAR, 2024, 2)
    with override("vi"):
        assert (month.told(SPEECH), half.told(SPEECH)) == (month.label, half.label)
        assert show_value(Decimal("36.5"), "triệu đồng/người/năm", SPEECH) == "36,5 triệu đồng/người/năm"
    with override("en"):
        assert (month.told(SPEECH), half.told(SPEECH)) == ("01/2024", "second half of 2024")
        assert show_value(Decimal("36.5"), "triệu đồng/người/năm", SPEECH) == "36.5 million VND/person/year"


def test_a_word_of_the_law_that_has_no_english_is_marked_as_vietnamese() -> None:
    with override("en"):
        assert word("chưa đạt") == "not met"
        assert word("sào Bắc Bộ") == "\u2068sào Bắc Bộ\u2069"
