"""Mỗi xã, mỗi năm, mỗi huyện: figures that are meant for each of several, and are no totals."""

from __future__ import annotations

from chungsuc.core.statements import StatementKind, Subject
from chungsuc.reading.targets.lexicon import Word
from chungsuc.reading.targets.scene import Draft, Scene

_VILLAGES = (Subject.VILLAGES, Subject.MODEL_VILLAGES)
_COUNTED = (*_VILLAGES, Subject.COMMUNES, Subject.CRITERION, Subject.CRITERIA, Subject.OTHER)
_EVERY = ("hằng", "hàng")
_VERBS = (Word.REACH, Word.ADD, Word.GOAL, Word.LEAST, Word.MAKE, Word.NUMBER)


def mark_apiece(scene: Scene, draft: Draft) -> None:
    """A figure for each year or each district is set apart from what is counted in all."""
    if draft.subject not in _COUNTED or draft.kind is StatementKind.SHARE:
        return
    if _is_yearly(scene, draft):
        draft.measure, draft.subject = f"{draft.measure}/năm", Subject.OTHER
        return
    each = next((place for place in _before(scene, draft) if scene.word(place) is Word.EACH), None)
    if each is None:
        return
    noun = scene.word(each + 1)
    if noun is Word.COMMUNE and draft.subject in _VILLAGES:
        of_some = any(scene.word(p) in (Word.STANDARD, Word.HIGHER) for p in _before(scene, draft))
        if scene.word(each + 2) in _VERBS and not of_some:
            draft.measure, draft.all_units = "thôn/xã", True
        else:
            draft.measure, draft.subject = "thôn/xã", Subject.OTHER  # "mỗi xã nâng cao có …"
    elif noun in (Word.DISTRICT, Word.VILLAGE) or (noun is Word.COMMUNE and draft.subject is Subject.OTHER):
        draft.measure, draft.subject = f"{draft.measure}/{scene.lower(each + 1)}", Subject.OTHER


def _before(scene: Scene, draft: Draft) -> range:
    """The tokens of the clause up to its figure, back to the statement before it."""
    begin = draft.core
    while begin > 0 and scene.word(begin - 1) not in (Word.STOP, Word.SEMI) and not scene.taken[begin - 1]:
        begin -= 1
    figure = next((p for p in range(draft.core, draft.end) if scene.tokens[p].is_quantity), draft.core)
    return range(begin, figure)


def _is_yearly(scene: Scene, draft: Draft) -> bool:
    if scene.word(draft.end) is Word.SLASH and scene.lower(draft.end + 1) == "năm":
        return True
    return any(
        scene.lower(place + 1) == "năm"
        and (scene.word(place) in (Word.EACH, Word.AVERAGE) or scene.lower(place) in _EVERY)
        for place in _before(scene, draft)
    )
