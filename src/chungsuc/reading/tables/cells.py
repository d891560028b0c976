"""Ô của bảng: what one cell holds: the numbering of its row, a number, a mark, or words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from enum import StrEnum, auto
from itertools import pairwise

from chungsuc.core.vietnamese.numbers import MAX_DIGITS, NumberError, parse_number
from chungsuc.reading.flow import plain

_NUMBERING = re.compile(
    r"(?:[IVX]+|[0-9]{1,3}(?:\.[0-9]{1,2})*|[a-zđA-Z]|[-+*–])[.)]?|[a-zđ]\.?[0-9]{1,2}\)?"
)
_NUMBER_HEADS = frozenset({"tt", "t t", "stt", "so tt", "so thu tu", "s tt", "so thu tu (tt)"})
_COLUMN_NUMBER = re.compile(r"\(?\[?[0-9]{1,2}\]?\)?(?:\s*=.*)?|[A-ZĐa-h]|\([A-Za-z]\)|")
_MARKS = frozenset({"x", "v", "+", "✓", "✔", "đ", "-", "–", "…", "...", "//", "đạt", "chưa đạt"})
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_NOTE_MARK = re.compile(r"(?<=[0-9%])\s*(?:\*+|[¹²³⁴⁵⁶⁷⁸⁹⁰]+)$")
_SPACED = re.compile(r"-?[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3})+(?:,[0-9]+)?")
_COMMAS = re.compile(r"-?(?:[1-9][0-9]{0,2}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?")
_SURELY_COMMAS = re.compile(
    r"-?[1-9][0-9]{0,2}(?:(?:,[0-9]{3}){2,}(?:\.[0-9]+)?|(?:,[0-9]{3})+\.[0-9]+)|-?[0-9]+\.(?:[0-9]{1,2}|[0-9]{4,})"
)
_SURELY_DOTS = re.compile(
    r"-?[1-9][0-9]{0,2}(?:(?:\.[0-9]{3}){2,}(?:,[0-9]+)?|(?:\.[0-9]{3})+,[0-9]+)|-?[0-9]+,(?:[0-9]{1,2}|[0-9]{4,})"
)
_EITHER = re.compile(r"-?[1-9][0-9]{0,2}[.,][0-9]{3}")
_FEW = 4  # one in so many marks of the other habit is a slip of the pen


class Habit(StrEnum):
    """Lối viết số: which mark a table puts between thousands."""

    DOTS = auto()  # 1.234,5
    COMMAS = auto()  # 1,234.5
    MIXED = auto()  # both: "1.234" may be either, so it is neither


def habit_of(cells: Iterable[str]) -> Habit:
    dots = commas = 0
    for cell in cells:
        number = _bare(cell)
        commas += bool(_SURELY_COMMAS.fullmatch(number))
        dots += bool(_SURELY_DOTS.fullmatch(number))
    if not commas or commas * _FEW < dots:
        return Habit.DOTS
    return Habit.COMMAS if dots * _FEW < commas else Habit.MIXED


def number_of(cell: str, habit: Habit = Habit.DOTS) -> Decimal | None:
    """The number that a cell holds and nothing else, with or without its %; None for any other text."""
    number = _bare(cell)
    if not number or not number[-1].isdigit() or len(number) > 2 * MAX_DIGITS:
        return None
    if _SPACED.fullmatch(number):
        number = re.sub(r"\s", "", number)
    if habit is Habit.MIXED and _EITHER.fullmatch(number):
        return None
    with_commas = "." in number and "," in number and _SURELY_COMMAS.fullmatch(number)
    if with_commas or (habit is not Habit.DOTS and _COMMAS.fullmatch(number)):
        surely = habit is Habit.COMMAS or _SURELY_COMMAS.fullmatch(number)
        if surely and sum(char.isdigit() for char in number) <= MAX_DIGITS:
            return Decimal(number.replace(",", ""))
    try:
        return parse_number(number)
    except NumberError:
        return None


def _bare(cell: str) -> str:
    return _NOTE_MARK.sub("", cell.strip()).removesuffix("%").rstrip()


def is_numbering(cell: str) -> bool:
    return bool(_NUMBERING.fullmatch(cell.strip()))


def is_number_head(cell: str) -> bool:
    """ "STT", "TT": the heading of the column that numbers the rows."""
    return plain(" ".join(cell.split())).strip(" .") in _NUMBER_HEADS


def is_value(cell: str) -> bool:
    """A number or a mark, rather than words."""
    text = cell.strip()
    return not text or text.casefold() in _MARKS or number_of(text) is not None or _is_spelt_number(text)


def _is_spelt_number(text: str) -> bool:
    return text[-1:].isdigit() and not any(char.isalpha() for char in text)


def is_year(cell: str) -> bool:
    return bool(_YEAR.fullmatch(cell.strip()))


def numbers_columns(cells: Sequence[str]) -> bool:
    """ "(1) (2) (3)", "A B 1 2 3=1+2": the row below the headings that numbers the columns."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    if len(filled) < 2 or not all(_COLUMN_NUMBER.fullmatch(cell) for cell in filled):
        return False
    found = [re.match(r"\D*([0-9]+)", cell) for cell in filled]
    order = [int(each[1]) for each in found if each]
    return bool(order) and all(after == before + 1 for before, after in pairwise(order))


def is_data(cells: Sequence[str]) -> bool:
    """A row of values: numbered, or with figures that are not years, and with words."""
    filled = [cell for cell in cells if cell.strip()]
    if not filled or numbers_columns(cells):
        return False
    numbered = bool(cells) and is_numbering(cells[0]) and len(filled) > 1
    return numbered or any(number_of(cell) is not None and not is_year(cell) for cell in cells[1:])
