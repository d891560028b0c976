"""Mẫu câu: patterns over the parts of words, written as words.

A pattern is a row of elements:
  commune            one token of that part           reach|keep         one of several
  add? reach* det+   optional, any number, at least one
  count:number       the token is handed to the action under that name
  ..6                up to six tokens that are neither figures nor the end of a clause
  ~12                the same, but figures may stand among them (never a percentage)
Patterns are compiled once to regular expressions over a string of one letter a token.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chungsuc.reading.targets.lexicon import Word
from chungsuc.reading.targets.tokens import QUANTITIES, Token

_LETTERS = {word: chr(0xE000 + place) for place, word in enumerate(Word)}
_GROUPS = {
    "quantity": tuple(QUANTITIES),
    "percents": (Word.PERCENT, Word.PERCENT_RANGE),
    "verb": (Word.GOAL, Word.KEEP, Word.ADD, Word.REACH),
    "bound": (Word.LEAST, Word.ABOUT, Word.MOST, Word.BELOW, Word.REMAIN, Word.REACH),
}
_HARD = (Word.STOP, Word.SEMI, Word.COLON)
_ELEMENT = re.compile(r"(?:(?P<name>\w+):)?(?P<words>[a-z_|]+)(?P<times>[?*+])?$")


def _class(words: Sequence[Word]) -> str:
    return "[" + "".join(_LETTERS[word] for word in words) + "]"


def _not_class(words: Sequence[Word]) -> str:
    return "[^" + "".join(_LETTERS[word] for word in words) + "]"


def _compile(pattern: str) -> re.Pattern[str]:
    pieces = []
    for element in pattern.split():
        if element.startswith(".."):
            kept = _not_class((*_HARD, *QUANTITIES, Word.CRITERIA))
            pieces.append(f"{kept}{{0,{int(element[2:])}}}?")
            continue
        if element.startswith("~"):
            pieces.append(
                f"{_not_class((*_HARD, Word.PERCENT, Word.PERCENT_RANGE))}{{0,{int(element[1:])}}}?"
            )
            continue
        found = _ELEMENT.match(element)
        if found is None:
            raise ValueError(f"not an element of a pattern: {element!r}")
        words: list[Word] = []
        for name in found["words"].split("|"):
            words.extend(_GROUPS.get(name) or (Word(name),))
        piece = _class(words) + (found["times"] or "")
        pieces.append(f"(?P<{found['name']}>{piece})" if found["name"] else piece)
    return re.compile("".join(pieces))


@dataclass(frozen=True, slots=True)
class Match:
    """A pattern found: tokens from `first` up to, and not including, `end`."""

    first: int
    end: int
    named: dict[str, int]

    def __contains__(self, name: str) -> bool:
        return name in self.named


class Pattern:
    """Mẫu câu: words and kinds of tokens in a row."""

    def __init__(self, pattern: str) -> None:
        self.words = pattern
        self._form = _compile(pattern)

    def find(self, letters: str, taken: Sequence[bool]) -> Iterator[Match]:
        """Every place where the pattern holds over tokens that no other pattern has taken."""
        place = 0
        while found := self._form.search(letters, place):
            if any(taken[found.start() : found.end()]):
                place = found.start() + 1
                continue
            named = {name: found.start(name) for name, value in found.groupdict().items() if value}
            yield Match(found.start(), found.end(), named)
            place = max(found.end(), found.start() + 1)


def letters_of(tokens: Sequence[Token]) -> str:
    return "".join(_LETTERS[token.word] for token in tokens)
