"""Lộ trình từng năm: "năm 2022: 02 xã (A, B); năm 2023: 03 xã": what is counted was said before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from chungsuc.core.statements import Certainty, StatementKind, Subject, UnitLevel
from chungsuc.reading.targets import named_places
from chungsuc.reading.targets.grammar import Match
from chungsuc.reading.targets.lexicon import Word
from chungsuc.reading.targets.phrases import Book, measured
from chungsuc.reading.targets.scene import Draft, Scene
from chungsuc.reading.targets.tokens import Token, tokens_of

BOOK = Book()
_NOTHING_MORE = (
    None,
    Word.SEMI,
    Word.STOP,
    Word.COMMA,
    Word.LEFT,
    Word.RIGHT,
    Word.COLON,
    Word.AMONG,
    Word.YEAR,
)
_COUNTED = (Subject.COMMUNES, Subject.VILLAGES, Subject.MODEL_VILLAGES, Subject.OTHER)


class _Counted(NamedTuple):
    subject: Subject
    measure: str
    text: str
    certainty: Certainty


@BOOK.says("when:year left|right? colon? comma? verb* least? value:number|range noun:commune|village|product")
def one_year(scene: Scene, match: Match) -> Draft | None:
    figure, noun = match.named["value"], match.named["noun"]
    after = scene.word(match.end)
    if after not in _NOTHING_MORE and scene.lower(match.end) != "và":
        return None
    counted = _counted_before(scene, match.first, scene.lower(noun))
    if counted is None:
        return None
    draft = Draft(
        first=match.first,
        end=match.end,
        kind=StatementKind.COUNT,
        mode=scene.clause(match.first, figure).mode,
        subject=counted.subject,
        measure=counted.measure,
        object_text=counted.text,
        certainty=counted.certainty,
        dated=match.named["when"],
        is_rung=True,
    )
    measured(scene, match, draft, figure)
    if scene.word(noun) is Word.VILLAGE:
        return named_places.with_villages(scene, draft)
    return named_places.with_units(scene, draft)


def _counted_before(scene: Scene, place: int, noun: str) -> _Counted | None:
    """The statement before that counts in the same noun; else what the opening or the heading speaks of."""
    for draft in reversed(scene.drafts):
        if draft.end <= place and draft.measure == noun and draft.subject in _COUNTED:
            return _Counted(draft.subject, noun, draft.object_text, draft.certainty)
    above = scene.above
    if above is not None and above.measure == noun and above.subject in _COUNTED:
        return _Counted(above.subject, noun, above.object_text, Certainty.CERTAIN)
    opening = next((p for p in range(place) if scene.word(p) in (Word.COLON, Word.SEMI, Word.STOP)), place)
    headings = (tokens_of(title, scene.places) for title in scene.titles[:2])
    for tokens in (scene.tokens[:opening], *headings):
        if (subject := _subject_of(tokens, noun)) is not None:
            return _Counted(subject, noun, noun, Certainty.LIKELY)
    return None


def _subject_of(tokens: Sequence[Token], noun: str) -> Subject | None:
    """ "Số xã đạt chuẩn nông thôn mới tăng thêm": communes, and the standard that they reach."""
    words = {token.word for token in tokens}
    nouns = [token.text.casefold() for token in tokens if token.word in (Word.COMMUNE, Word.VILLAGE)]
    if (
        noun not in nouns
        or Word.CRITERIA in words
        or not words & {Word.STANDARD, Word.HIGHER, Word.VILLAGE_STANDARD}
    ):
        return None
    if Word.MODEL in words:
        return Subject.MODEL_VILLAGES
    if any(token.unit is not None and token.unit.level is UnitLevel.COMMUNE for token in tokens):
        return None
    if noun != "xã":
        return Subject.VILLAGES
    return Subject.OTHER if Word.HIGHER in words else Subject.COMMUNES
