"""Cách viết số của một văn bản: which of "." and "," stands before decimals here.

The rule is "1.234,5". Some papers, or parts of them, have "1,234.5"; a document shows its habit in the
numbers that can be read in one way only, and what stays open is never certain.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from chungsuc.core.statements import Certainty
from chungsuc.core.vietnamese.numbers import MAX_DIGITS, NumberError, parse_number

NUMERAL = r"[0-9]{1,24}(?:[.,][0-9]{1,24}){0,8}"

_SHAPES = re.compile(rf"(?<![\w.,/]){NUMERAL}(?![\w/]|[.,][0-9])")
_FOREIGN = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+\.[0-9]+|[1-9][0-9]{0,2}(?:,[0-9]{3}){2,}")
POINTED = re.compile(r"[0-9]+\.[0-9]{1,2}")  # "12.5": no group of thousands
_OWN = re.compile(
    r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+,[0-9]+|[1-9][0-9]{0,2}(?:\.[0-9]{3}){2,}|[0-9]+,[0-9]{1,2}"
)
_OPEN = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")  # read in two ways: 1.234 and 1,234


@dataclass(frozen=True, slots=True)
class Habit:
    """Thói quen viết số: does the document write numbers in the other way too, or only so?"""

    own: bool = True
    foreign: bool = False

    @classmethod
    def of(cls, texts: Iterable[str]) -> Habit:
        own = foreign = False
        for text in texts:
            if "," not in text:
                own = own or bool(re.search(r"[0-9]\.[0-9]{3}\.[0-9]{3}", text))
                continue
            for found in _SHAPES.finditer(text):
                own = own or bool(_OWN.fullmatch(found[0]))
                foreign = foreign or bool(_FOREIGN.fullmatch(found[0]))
            if own and foreign:
                break
        return cls(own or not foreign, foreign)

    def read(self, text: str) -> tuple[Decimal, Certainty] | None:
        """The number, and how sure it is in this document; None for what is no number."""
        if len(text) > 2 * MAX_DIGITS:
            return None
        if _FOREIGN.fullmatch(text):
            return Decimal(text.replace(",", "")), Certainty.LIKELY
        if self.foreign and _OPEN.fullmatch(text):
            if self.own:
                return parse_number(text), Certainty.DOUBTFUL
            return Decimal(text.replace(",", "")), Certainty.LIKELY
        if POINTED.fullmatch(text):
            return (Decimal(text), Certainty.LIKELY) if self.foreign else None
        try:
            return parse_number(text), Certainty.CERTAIN
        except NumberError:
            return None
