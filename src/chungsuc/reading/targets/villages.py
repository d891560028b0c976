"""Số thôn: villages that meet the village standard, in all, in the communes listed, and as a share."""

from __future__ import annotations

import re

from chungsuc.core.statements import Mode, StatementKind, Subject
from chungsuc.reading.targets import named_places
from chungsuc.reading.targets.grammar import Match
from chungsuc.reading.targets.lexicon import Word
from chungsuc.reading.targets.phrases import Book, figured, measured
from chungsuc.reading.targets.scene import Draft, Scene

BOOK = Book()
_NOUN = re.compile(r"khu dân cư|thôn|bản|ấp|xóm|buôn|làng|khóm")


@BOOK.says(
    "value:quantity det* village comma? village? what:model|village_standard|higher|rural",
    "value:quantity det* village ..22 reach+ det? what:model|village_standard|standard|rural|higher",
    "value:quantity det* what:model|village_standard",
)
def villages(scene: Scene, match: Match) -> Draft | None:
    """ "có 60 thôn … được công nhận đạt chuẩn thôn nông thôn mới"; "05 thôn đạt “thôn nông thôn mới”"."""
    figure, what = match.named["value"], match.named["what"]
    if _leaves_bracket(scene, figure, what):
        return None  # "(xã A 05 thôn), nâng tổng số thôn đạt chuẩn …": one entry of a list
    clause = scene.clause(match.first, figure)
    end = match.end + (scene.word(match.end) is Word.MODEL)  # "thôn nông thôn mới" "kiểu mẫu"
    draft = Draft(
        first=clause.first,
        end=end,
        kind=StatementKind.COUNT,
        mode=clause.mode,
        subject=_subject(scene, what, end),
        measure=_noun(scene, figure + 1, end),
        object_text=scene.words(figure + 1, end),
    )
    if any(scene.word(place) is Word.TOTAL for place in range(clause.first, figure)):
        draft.kind, draft.mode = StatementKind.TOTAL, Mode.REACH  # "lũy kế có 35/80 thôn đạt chuẩn"
    measured(scene, match, draft, figure)
    return named_places.with_villages(scene, draft)


@BOOK.says(
    "total|det village reach* what:standard|rural|higher|model ..10 reach bound* value:number|fraction "
    "village?",
    "total|det village reach* what:standard|rural|higher|model ..10 colon value:number|fraction village?",
    "total|det what:village_standard|model ..10 reach|colon bound* value:number|fraction village?",
)
def villages_total(scene: Scene, match: Match) -> Draft | None:
    """ "nâng tổng số thôn đạt chuẩn lên 35/80 thôn"; "Số thôn đạt chuẩn nông thôn mới là 35"."""
    figure, what = match.named["value"], match.named["what"]
    inside = {scene.word(place) for place in range(match.first, figure)}
    if inside & {Word.ADD, Word.NOT, Word.LEFT, Word.RIGHT}:
        return None
    if scene.word(match.end - 1) is not Word.VILLAGE and scene.word(match.end) not in _NOTHING_MORE:
        return None  # "số thôn đạt chuẩn đạt 50%", "… là 05 xã"
    draft = Draft(
        first=match.first,
        end=match.end,
        kind=StatementKind.TOTAL,
        mode=Mode.REACH,
        subject=_subject(scene, what, what + 1),
        measure=_noun(scene, match.first, match.end),
        object_text=scene.words(match.first, match.end),
    )
    return named_places.with_villages(scene, measured(scene, match, draft, figure))


@BOOK.says("left reach? value:fraction village right")
def echo_in_villages(scene: Scene, match: Match) -> Draft | None:
    """ "50% số thôn đạt chuẩn nông thôn mới (40/80 thôn)": the same share as a count."""
    share = next((each for each in scene.drafts if each.end == match.first), None)
    if share is None or share.kind is not StatementKind.SHARE or share.subject not in _VILLAGES:
        return None
    draft = Draft(
        first=match.first + 1,
        end=match.end,
        kind=StatementKind.COUNT,
        mode=share.mode,
        subject=share.subject,
        comparator=share.comparator,
        measure=scene.lower(match.end - 2),
        object_text=share.object_text,
    )
    return figured(draft, scene.tokens[match.named["value"]])


_VILLAGES = (Subject.VILLAGES, Subject.MODEL_VILLAGES)
_NOTHING_MORE = (None, Word.STOP, Word.SEMI, Word.COMMA, Word.LEFT, Word.RIGHT)


def _subject(scene: Scene, what: int, end: int) -> Subject:
    is_model = scene.word(end - 1) is Word.MODEL or "kiểu mẫu" in scene.words(what, what + 1).casefold()
    return Subject.MODEL_VILLAGES if is_model else Subject.VILLAGES


def _noun(scene: Scene, first: int, end: int) -> str:
    """ "khu dân cư nông thôn mới kiểu mẫu" is counted in "khu dân cư"."""
    found = _NOUN.search(scene.words(first, end).casefold())
    return found[0] if found else "thôn"


def _leaves_bracket(scene: Scene, first: int, end: int) -> bool:
    """Does a bracket close between the two that was opened before them?"""
    depth = 0
    for place in range(first, end):
        depth += {Word.LEFT: 1, Word.RIGHT: -1}.get(scene.tokens[place].word, 0)
        if depth < 0:
            return True
    return False
