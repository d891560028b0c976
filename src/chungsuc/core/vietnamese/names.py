"""How far a written name is from a true one, and which true one it must have meant.

A name in a plan has passed through an ear, a keyboard and a scanner. Each leaves its own marks:
a wrong tone or hat (Hoà for Hỏa), s for x, i for y, đ without its bar, "rn" for m, l for I.
Such slips cost little here; another letter costs 1. The costs are hundredths, added as whole
numbers so that equal slips weigh exactly the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from chungsuc.core.vietnamese.text import Tone, fold, name_key, plain_punctuation, split_letters

T = TypeVar("T")

_LETTER = 100  # another letter, one letter more or less
_MARK = 10  # an apostrophe or a dash more or less
_DIGIT = 500  # Phường 1 is never a slip for Phường 2
_HAT = 20  # a, ă, â; d, đ …
_JOIN = 30  # two words written as one
_TONE = 20
_CLOSE_TONES = {
    frozenset({Tone.HOI, Tone.NGA}): 10,  # one sound in half of the country
    frozenset({Tone.HUYEN, Tone.HOI}): 15,
    frozenset({Tone.HUYEN, Tone.SAC}): 15,
    frozenset({Tone.SAC, Tone.HOI}): 15,
    frozenset({Tone.SAC, Tone.NGA}): 15,
}
_CLOSE_LETTERS = {
    frozenset("iy"): 15,
    frozenset("sx"): 30,
    frozenset("ck"): 30,
    frozenset("cq"): 40,
    frozenset("kq"): 40,
    frozenset("gq"): 40,
    frozenset("il"): 30,
    frozenset("1l"): 20,
    frozenset("1i"): 20,
    frozenset("0o"): 20,
    frozenset("ln"): 50,
    frozenset("rd"): 60,
    frozenset("ce"): 60,
    frozenset("uv"): 60,
    frozenset("hn"): 70,
}
_CLOSE_PAIRS = {  # written with two letters on one side
    ("r", "n", "m"): 30,
    ("c", "l", "d"): 40,
    ("g", "i", "d"): 40,
    ("p", "h", "f"): 20,
    ("v", "v", "w"): 20,
}
_CLOSE_TWINS = {
    frozenset({("t", "r"), ("c", "h")}): 40,
}

_SHARE = 10  # hundredths of a letter that may be wrong, for each letter of the name
_LEAST_LIMIT = 20
_MOST_LIMIT = 120
_MARGIN = 15  # the second best must be this much farther away


@dataclass(frozen=True, slots=True)
class Nearest(Generic[T]):
    """The candidate that a name was taken for; distance 0 means another right spelling."""

    candidate: T
    distance: float


@dataclass(frozen=True, slots=True)
class _Token:
    """A letter, or the end of a word with the tone of that word."""

    char: str  # "" at the end of a word
    tone: Tone = Tone.NGANG


@lru_cache(maxsize=32768)
def _tokens(name: str) -> tuple[_Token, ...]:
    tokens: list[_Token] = []
    for word in plain_punctuation(name).split():
        if word == "-":
            tokens.append(_Token("-"))
            continue
        text = str(int(word)) if word.isdecimal() else word
        tone = Tone.NGANG
        for letter in split_letters(text):
            tone = letter.tone or tone
            tokens.append(_Token(letter.char))
        tokens.append(_Token("", tone))
    return tuple(tokens)


@lru_cache(maxsize=4096)
def _change(one: _Token, other: _Token) -> int:
    """The cost of reading one token as the other."""
    if one == other:
        return 0
    if not one.char and not other.char:
        return _CLOSE_TONES.get(frozenset({one.tone, other.tone}), _TONE)
    if not one.char or not other.char:
        return 4 * _LETTER
    pair = frozenset({one.char, other.char})
    if pair in _CLOSE_LETTERS:
        return _CLOSE_LETTERS[pair]
    if one.char.isdecimal() or other.char.isdecimal():
        return _DIGIT
    base = fold(one.char), fold(other.char)
    if base[0] == base[1]:
        return _HAT
    if frozenset(base) in _CLOSE_LETTERS:
        return _CLOSE_LETTERS[frozenset(base)] + _HAT
    return _LETTER


def _drop(tokens: tuple[_Token, ...], place: int) -> int:
    """The cost of a token that only one side has."""
    token = tokens[place]
    if not token.char:
        return _JOIN + (_TONE if token.tone else 0)
    if token.char in "'-.":
        return _MARK
    if token.char.isdecimal():
        return _DIGIT
    before = tokens[place - 1].char if place else ""
    if token.char == "h" and before == "g":  # g, gh; ng, ngh
        return _LETTER // 2
    if token.char == before:
        return _LETTER // 2
    return _LETTER


def _pair_cost(one: tuple[_Token, ...], i: int, other: tuple[_Token, ...], j: int) -> int | None:
    """ "rn" on one side that is one letter on the other."""
    if i < 2:
        return None
    return _CLOSE_PAIRS.get((one[i - 2].char, one[i - 1].char, other[j - 1].char))


def _cost(one: tuple[_Token, ...], other: tuple[_Token, ...]) -> int:
    """Weighted edit distance, in hundredths."""
    width = len(other) + 1
    row = [0] * width
    for j in range(1, width):
        row[j] = row[j - 1] + _drop(other, j - 1)
    rows = [row]
    for i in range(1, len(one) + 1):
        row = [rows[i - 1][0] + _drop(one, i - 1)] + [0] * (width - 1)
        for j in range(1, width):
            best = min(
                rows[i - 1][j - 1] + _change(one[i - 1], other[j - 1]),
                rows[i - 1][j] + _drop(one, i - 1),
                row[j - 1] + _drop(other, j - 1),
            )
            cost = _pair_cost(one, i, other, j)
            if cost is not None:
                best = min(best, rows[i - 2][j - 1] + cost)
            cost = _pair_cost(other, j, one, i)
            if cost is not None:
                best = min(best, rows[i - 1][j - 2] + cost)
            if i > 1 and j > 1:
                twins = frozenset(
                    {(one[i - 2].char, one[i - 1].char), (other[j - 2].char, other[j - 1].char)}
                )
                if twins in _CLOSE_TWINS:
                    best = min(best, rows[i - 2][j - 2] + _CLOSE_TWINS[twins])
            row[j] = best
        rows.append(row)
    return rows[-1][-1]


def name_distance(one: str, other: str) -> float:
    """Độ lệch giữa hai tên: 0 for one name, 0.1-0.3 for a slip of tone, hat or x/s, 1 for a letter.

    Symmetric. Not a share of the length: `nearest` weighs it against the length.
    """
    if name_key(one) == name_key(other):
        return 0.0
    first, second = sorted((plain_punctuation(one), plain_punctuation(other)))
    return _cost(_tokens(first), _tokens(second)) / 100


def limit_for(name: str) -> float:
    """How far a true name may be from this one: a tenth of a letter for each letter written."""
    letters = sum(1 for token in _tokens(name) if token.char.isalpha())
    return max(_LEAST_LIMIT, min(_MOST_LIMIT, _SHARE * letters)) / 100


def nearest(name: str, candidates: Iterable[T], key: Callable[[T], str]) -> Nearest[T] | None:
    """The one candidate that the name can stand for; None where nothing is near or two are as near.

    Candidates are those of the right parent: across a country every name has a near neighbour.
    """
    best: T | None = None
    best_distance = second = float("inf")
    for candidate in candidates:
        distance = name_distance(name, key(candidate))
        if distance < best_distance:
            best, best_distance, second = candidate, distance, best_distance
        elif distance < second:
            second = distance
    if best is None or best_distance > limit_for(name):
        return None
    if second - best_distance < _MARGIN / 100 - 1e-9:
        return None
    return Nearest(best, best_distance)
