"""Số in sai: a figure of the text itself that makes a broken sum hold.

A formula that comes out wrong with "1.500.200" and right with the "21.500.200" of the line above it
has lost a digit. Only a figure that the text gives is offered; nothing is made up.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from chungsuc.checking.case import Case, line_quote
from chungsuc.checking.expression import evaluate, plain_number, terms
from chungsuc.core.statements import Figure, Line, Quote

_FIGURE = re.compile(
    r"(?<![\d.,/])\d{1,3}(?:[.,]\d{3})+(?:,\d+)?(?![\d/])|(?<![\d.,/])\d+(?:,\d+)?(?![\d/.,])"
)
_LEAST_DIGITS = 3  # a shorter figure is like many others
_TELLING_DIGITS = 5  # a shorter one of another measure is alike by chance
_MOST_TRIED = 400
_NEAR = 3  # lines around a formula whose figures may belong into it
_AROUND = 50


@dataclass(frozen=True, slots=True)
class Misprint:
    """A figure as printed, the figure that would be right, and where the text has that one."""

    printed: str
    meant: str
    line: int
    quote: Quote


@dataclass(frozen=True, slots=True)
class _Seen:
    text: str
    line: int
    quote: Quote
    behind: str  # what the text says right behind it


def in_formula(
    case: Case, formula: str, holds: Callable[[Fraction], bool], *, line: int, printed: str
) -> Misprint | None:
    """The one figure of a formula that, read as another place has it, gives the stated result.

    `printed` is the result; `line` is where the formula stands.
    """
    own = terms(formula)
    not_these = {printed, *(term.text for term in own)}
    for alike in (_is_slip, _is_any):
        found: dict[tuple[str, str], Misprint] = {}
        lines = _lines(case, None if alike is _is_slip else line)
        for term in own:
            for seen in _seen(lines, term.text, alike, not_these):
                value = evaluate(f"{formula[: term.start]} {seen.text} {formula[term.end :]}")
                if value is not None and holds(value):
                    found.setdefault((term.text, seen.text), _misprint(term.text, seen))
        if found:
            return next(iter(found.values())) if len(found) == 1 else None
    return None


def in_parts(
    case: Case, total: Figure, parts: Sequence[Figure], sizes: Sequence[int], fits: Callable[[Fraction], bool]
) -> Misprint | None:
    """The one part of a list that, read as another place has it, makes up the total."""
    whole = sum((Fraction(p.value) * size for p, size in zip(parts, sizes, strict=True)), Fraction(0))
    not_these = {total.stated, *(part.stated for part in parts)}
    found: dict[tuple[str, str], Misprint] = {}
    for part, size in zip(parts, sizes, strict=True):
        for seen in _seen(_lines(case, None), part.stated, _is_slip, not_these):
            value = plain_number(seen.text)
            if len(_digits(seen.text)) < _TELLING_DIGITS and _is_of_another(seen, part.measure):
                continue
            if value is not None and fits(whole + (value - Fraction(part.value)) * size):
                found.setdefault((part.stated, seen.text), _misprint(part.stated, seen))
    return next(iter(found.values())) if len(found) == 1 else None


def _is_of_another(seen: _Seen, measure: str | None) -> bool:
    """Another word than the measure stands right behind it."""
    return measure is not None and seen.behind[:1].isalpha() and not seen.behind.startswith(measure)


def _misprint(printed: str, seen: _Seen) -> Misprint:
    return Misprint(printed, seen.text, seen.line, seen.quote)


def _lines(case: Case, near: int | None) -> list[Line]:
    """All lines, or those around one: a figure far away fits by chance."""
    if near is None:
        return list(case.reading.lines)
    return [line for line in case.reading.lines if abs(line.number - near) <= _NEAR]


def _seen(
    lines: Iterable[Line], printed: str, alike: Callable[[str, str], bool], not_these: Collection[str]
) -> Iterator[_Seen]:
    """Figures whose digits are `alike` those of `printed`."""
    digits = _digits(printed)
    if len(digits) < _LEAST_DIGITS:
        return
    tried: set[str] = set()
    for line in lines:
        for match in _FIGURE.finditer(line.text):
            text = match[0]
            if text in tried or text in not_these or not alike(digits, _digits(text)):
                continue
            tried.add(text)
            if len(tried) > _MOST_TRIED:
                return
            words = line.text[max(0, match.start() - _AROUND) : match.end() + _AROUND]
            behind = line.text[match.end() : match.end() + _AROUND].lstrip()
            yield _Seen(text, line.number, line_quote(line.number, words), behind)


def _is_any(printed: str, other: str) -> bool:
    return len(other) >= _LEAST_DIGITS and printed != other


def _digits(text: str) -> str:
    return "".join(character for character in text if character.isdigit())


def _is_slip(printed: str, other: str) -> bool:
    """One or two digits dropped or added at one place, one digit changed, or two neighbours swapped."""
    if printed == other:
        return False
    if len(printed) == len(other):
        wrong = [i for i, (a, b) in enumerate(zip(printed, other, strict=True)) if a != b]
        if len(wrong) == 1:
            return True
        is_pair = len(wrong) == 2 and wrong[1] == wrong[0] + 1
        return is_pair and printed[wrong[0]] == other[wrong[1]] and printed[wrong[1]] == other[wrong[0]]
    short, long = sorted((printed, other), key=len)
    lost = len(long) - len(short)
    if lost > 2 or len(short) < _LEAST_DIGITS:
        return False
    head = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return short[head:] == long[head + lost :]
