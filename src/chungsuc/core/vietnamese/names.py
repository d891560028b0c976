"""How far a written name is from a true one, and which true one it must have meant.

A name in a plan has passed through an ear, a keyboard and a scanner. Each leaves its own marks:
a wrong tone or hat (Hoà for Hỏa), s for x, i for y, đ without its bar, "rn" for m, l for I.
Such slips cost little here; another letter costs 1. The costs are hundredths, added as whole
numbers so that equal slips weigh exactly the same.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import Generic, NamedTuple, TypeVar

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
    (("t", "r"), ("c", "h")): 40,
    (("c", "h"), ("t", "r")): 40,
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


class _Spelling(NamedTuple):
    """A name made ready: its tokens, the cost of each alone, and each with the letter before it."""

    tokens: tuple[_Token, ...]
    drops: tuple[int, ...]
    pairs: tuple[tuple[str, str], ...]


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


@lru_cache(maxsize=32768)
def _spelling(name: str) -> _Spelling:
    tokens = _tokens(name)
    chars = [token.char for token in tokens]
    return _Spelling(
        tokens,
        tuple(_drop(tokens, place) for place in range(len(tokens))),
        tuple((chars[place - 1] if place else "", char) for place, char in enumerate(chars)),
    )


def _cost(one: _Spelling, other: _Spelling, most: int) -> int:
    """Weighted edit distance in hundredths; what is above `most` may stop early, at any value above it."""
    before: list[int] = []
    last = [0, *accumulate(other.drops)]
    for i, token in enumerate(one.tokens):
        drop, pair = one.drops[i], one.pairs[i]
        row = [last[0] + drop]
        for j, opposite in enumerate(other.tokens):
            best = min(last[j] + _change(token, opposite), last[j + 1] + drop, row[j] + other.drops[j])
            if i and (cost := _CLOSE_PAIRS.get((*pair, opposite.char))) is not None:
                best = min(best, before[j] + cost)
            if j:
                if (cost := _CLOSE_PAIRS.get((*other.pairs[j], token.char))) is not None:
                    best = min(best, last[j - 1] + cost)
                if i and (cost := _CLOSE_TWINS.get((pair, other.pairs[j]))) is not None:
                    best = min(best, before[j - 1] + cost)
            row.append(best)
        # A step may skip one row, never two.
        if min(row) > most and min(last) > most:
            return most + 1
        before, last = last, row
    return last[-1]


def _distance(one: str, other: str, most: int) -> int:
    if name_key(one) == name_key(other):
        return 0
    first, second = sorted((one, other))
    return _cost(_spelling(first), _spelling(second), most)


def name_distance(one: str, other: str) -> float:
    """Độ lệch giữa hai tên: 0 for one name, 0.1-0.3 for a slip of tone, hat or x/s, 1 for a letter.

    Symmetric. Not a share of the length: `nearest` weighs it against the length.
    """
    return _distance(one, other, sys.maxsize) / 100


def _limit(name: str) -> int:
    letters = sum(1 for token in _tokens(name) if token.char.isalpha())
    return max(_LEAST_LIMIT, min(_MOST_LIMIT, _SHARE * letters))


def limit_for(name: str) -> float:
    """How far a true name may be from this one: a tenth of a letter for each letter written."""
    return _limit(name) / 100


def nearest(name: str, candidates: Iterable[T], key: Callable[[T], str]) -> Nearest[T] | None:
    """The one candidate that the name can stand for; None where nothing is near or two are as near.

    Candidates are those of the right parent: across a country every name has a near neighbour.
    """
    limit = _limit(name)
    best: T | None = None
    best_distance = second = limit + _MARGIN  # nothing farther away counts, as a match or as a rival
    for candidate in candidates:
        distance = _distance(name, key(candidate), limit + _MARGIN)
        if distance < best_distance:
            best, best_distance, second = candidate, distance, best_distance
        elif distance < second:
            second = distance
    if best is None or best_distance > limit or second - best_distance < _MARGIN:
        return None
    return Nearest(best, best_distance / 100)
