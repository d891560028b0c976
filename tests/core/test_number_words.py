"""Số viết bằng chữ, as it stands in brackets behind an amount."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chungsuc.core.vietnamese.number_words import (
    LARGEST,
    leading_number_words,
    number_in_words,
    parse_number_words,
)
from chungsuc.core.vietnamese.numbers import NumberError
from chungsuc.core.vietnamese.text import fold


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("không", "0"),
        ("mười", "10"),
        ("mười lăm", "15"),
        ("hai mươi mốt", "21"),
        ("hai mươi tư", "24"),
        ("bốn mươi bốn", "44"),
        ("hai lăm", "25"),
        ("ba chục", "30"),
        ("một trăm linh năm", "105"),
        ("một trăm lẻ năm", "105"),
        ("trăm", None),
        ("chín trăm chín mươi chín", "999"),
        ("một nghìn không trăm linh tám", "1008"),
        ("một ngàn không trăm lẻ tám", "1008"),
        ("Một trăm hai mươi ba triệu đồng", "123000000"),
        ("ba nghìn bảy trăm mười bốn tỷ đồng", "3714000000000"),
        ("năm tỷ, không trăm linh hai triệu đồng", "5002000000"),
        ("hai triệu rưỡi", "2500000"),
        ("một tỷ rưỡi", "1500000000"),
        ("ba phẩy năm tỷ đồng", "3500000000"),
        ("mười hai phẩy bảy lăm triệu", "12750000"),
        ("ba vạn", "30000"),
        ("một triệu tỷ", "1000000000000000"),
        ("Mười hai tỷ đồng chẵn./.", "12000000000"),
        ("ba nghin bay tram muoi bon ty dong", None),  # the currency too has lost its marks
        ("ba nghin bay tram muoi bon ty", "3714000000000"),  # scanner
        ("hai trăm ba", None),  # 203 or 230
        ("hai triệu năm", None),
        ("hai nghìn ba triệu", None),
        ("mười hai trăm", None),
        ("hai mươi không", None),
        ("một cửa", None),
        ("", None),
    ],
)
def test_words_are_read_or_refused(words: str, value: str | None) -> None:
    if value is None:
        with pytest.raises(NumberError):
            parse_number_words(words)
        return
    assert parse_number_words(words) == Decimal(value)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "không"),
        (11, "mười một"),
        (21, "hai mươi mốt"),
        (34, "ba mươi tư"),
        (55, "năm mươi lăm"),
        (105, "một trăm linh năm"),
        (4820, "bốn nghìn tám trăm hai mươi"),
        (1_000_005, "một triệu không trăm linh năm"),
        (7_002_000_000, "bảy tỷ không trăm linh hai triệu"),
        (3_714_000_000_000, "ba nghìn bảy trăm mười bốn tỷ"),
    ],
)
def test_numbers_are_written_as_in_a_decision(value: int, words: str) -> None:
    assert number_in_words(value) == words


@pytest.mark.parametrize("value", [-1, LARGEST])
def test_a_number_that_no_paper_has_is_refused(value: int) -> None:
    with pytest.raises(NumberError):
        number_in_words(value)


@given(st.integers(0, LARGEST - 1))
def test_a_number_comes_back_from_its_words(value: int) -> None:
    words = number_in_words(value)
    assert parse_number_words(words) == value
    assert parse_number_words(words.upper()) == value


@given(st.integers(0, LARGEST - 1))
def test_words_without_marks_say_the_same_number_or_are_refused(value: int) -> None:
    try:
        found = parse_number_words(fold(number_in_words(value)))
    except NumberError:
        return
    assert found == value


@given(st.text(max_size=60))
def test_any_text_is_a_number_or_refused(text: str) -> None:
    with suppress(NumberError):
        assert parse_number_words(text) >= 0


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("hai mươi mốt lớp học", (Decimal(21), 3)),
        ("một cơ sở y tế", (Decimal(1), 1)),
        ("năm 2025", (Decimal(5), 1)),  # whoever asks must know that it is no year
        ("lớp học", None),
    ],
)
def test_the_number_that_words_begin_with(words: str, found: tuple[Decimal, int] | None) -> None:
    assert leading_number_words(words.split()) == found
