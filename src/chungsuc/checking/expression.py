"""Công thức: a formula of figures and + - × / ( ), computed exactly."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from chungsuc.core.vietnamese.numbers import NumberError, parse_number

_TOKEN = re.compile(r"\s*(?:(?P<number>\d+(?:[.,]\d+)*)\s*(?P<percent>%)?|(?P<sign>[-+*/()]))")
_SIGNS = str.maketrans({"×": "*", "·": "*", "÷": "/", ":": "/", "–": "-", "−": "-", "[": "(", "]": ")"})
_TIMES = re.compile(r"(?<=[\d)\s%])[xX](?=[\s\d(])")
_MOST_TOKENS = 200


@dataclass(frozen=True, slots=True)
class Term:
    """A figure of a formula, with where it stands."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Token:
    sign: str = ""
    value: Fraction = Fraction(0)


def plain_number(text: str) -> Fraction | None:
    """A figure in digits, by the Vietnamese way of writing; a lone dot is a decimal point."""
    try:
        return Fraction(parse_number(text))
    except NumberError:
        return Fraction(Decimal(text)) if re.fullmatch(r"\d+\.\d{1,2}", text) else None


def terms(text: str) -> list[Term]:
    """The figures of a formula, in their order."""
    return [
        Term(found["number"], found.start("number"), found.end("number"))
        for found in _TOKEN.finditer(_plain(text))
        if found["number"]
    ]


def evaluate(text: str, number: Callable[[str], Fraction | None] = plain_number) -> Fraction | None:
    """The value of a formula; None where it is not one, or divides by nothing.

    `number` gives each figure its value, so that "3+4" may also speak of columns 3 and 4.
    """
    tokens = _tokens(_plain(text), number)
    if tokens is None:
        return None
    try:
        value, rest = _sum(tokens, 0)
    except (ZeroDivisionError, IndexError, ValueError):
        return None
    return value if rest == len(tokens) else None


def _plain(text: str) -> str:
    return _TIMES.sub("*", text.translate(_SIGNS))


def _tokens(text: str, number: Callable[[str], Fraction | None]) -> list[_Token] | None:
    found: list[_Token] = []
    at = 0
    text = text.strip()
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None or len(found) >= _MOST_TOKENS:
            return None
        if match["number"]:
            value = number(match["number"])
            if value is None:
                return None
            found.append(_Token(value=value / 100 if match["percent"] else value))
        else:
            found.append(_Token(sign=match["sign"]))
        at = match.end()
    return found


def _sum(tokens: list[_Token], at: int) -> tuple[Fraction, int]:
    value, at = _product(tokens, at)
    while at < len(tokens) and tokens[at].sign in {"+", "-"}:
        sign = tokens[at].sign
        other, at = _product(tokens, at + 1)
        value = value + other if sign == "+" else value - other
    return value, at


def _product(tokens: list[_Token], at: int) -> tuple[Fraction, int]:
    value, at = _factor(tokens, at)
    while at < len(tokens) and tokens[at].sign in {"*", "/"}:
        sign = tokens[at].sign
        other, at = _factor(tokens, at + 1)
        value = value * other if sign == "*" else value / other
    return value, at


def _factor(tokens: list[_Token], at: int) -> tuple[Fraction, int]:
    token = tokens[at]
    if token.sign == "(":
        value, at = _sum(tokens, at + 1)
        if tokens[at].sign != ")":
            raise ValueError("a bracket is not closed")
        return value, at + 1
    if token.sign == "-":
        value, at = _factor(tokens, at + 1)
        return -value, at
    if token.sign:
        raise ValueError("a figure is missing")
    return token.value, at + 1
