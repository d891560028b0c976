"""Mẫu câu và ý nghĩa: a pattern of words, and what it says. The first that fits a stretch takes it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from chungsuc.core.statements import Comparator, Mode, StatementKind
from chungsuc.reading.targets.grammar import Match, Pattern
from chungsuc.reading.targets.lexicon import Word
from chungsuc.reading.targets.scene import Draft, Scene
from chungsuc.reading.targets.tokens import Token

Action = Callable[[Scene, Match], Draft | None]


@dataclass(frozen=True, slots=True)
class Phrase:
    """Cụm từ: a pattern, and what it says where it is found."""

    pattern: Pattern
    action: Action


class Book:
    """The phrases of one subject, in the order in which they are tried."""

    def __init__(self) -> None:
        self._phrases: list[Phrase] = []

    def says(self, *patterns: str) -> Callable[[Action], Action]:
        def register(action: Action) -> Action:
            self._phrases.extend(Phrase(Pattern(pattern), action) for pattern in patterns)
            return action

        return register

    def __iter__(self) -> Iterator[Phrase]:
        return iter(self._phrases)


_LACKING = ("nợ", "thiếu", "hụt", "rớt", "mất", "chậm", "trượt")


def says_lacking(scene: Scene, match: Match, draft: Draft) -> bool:
    """ "05 xã còn nợ tiêu chí môi trường", "có 04 tiêu chí chưa đạt": the figure says what is not met."""
    inside = range(match.first, match.end)
    if any(scene.word(place) is Word.NOT or scene.lower(place) in _LACKING for place in inside):
        return True
    return scene.word(match.end) is Word.NOT and draft.mode is not Mode.ADD


def figured(draft: Draft, token: Token) -> Draft:
    """Put the figure of a token into a statement: a share, a part of a base, a range, a number."""
    draft.value = token.value
    if token.word is Word.FRACTION:
        draft.of = token.second
    if token.word in (Word.RANGE, Word.PERCENT_RANGE):
        draft.value_to, draft.comparator = token.second, Comparator.RANGE
    if token.word in (Word.PERCENT, Word.PERCENT_RANGE):
        draft.measure = "%"
        if draft.kind is StatementKind.COUNT:
            draft.kind = StatementKind.SHARE
    draft.decimals = (
        len(token.text.rstrip("% ").partition(",")[2]) if token.word in (Word.NUMBER, Word.PERCENT) else 0
    )
    return draft


def bound(scene: Scene, match: Match, figure: int) -> Comparator | None:
    """ "ít nhất", "trở lên", "không quá": which side of the figure is meant; "còn 24%" is 24 %."""
    before = {scene.word(place) for place in range(max(match.first, figure - 2), figure)} | {
        scene.word(figure - 1)
    }
    after = {scene.word(figure + 1), scene.word(figure + 2), scene.word(match.end - 1), scene.word(match.end)}
    if Word.LEAST in before or Word.MORE in after:
        return Comparator.AT_LEAST
    if Word.MOST in before or Word.BELOW in before:
        return Comparator.AT_MOST
    return None


def measured(scene: Scene, match: Match, draft: Draft, figure: int) -> Draft:
    figured(draft, scene.tokens[figure])
    if draft.comparator is Comparator.EQUAL:
        draft.comparator = bound(scene, match, figure) or Comparator.EQUAL
    return draft
