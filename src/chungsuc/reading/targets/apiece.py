"""Mỗi xã, mỗi năm, cả nước: figures for each of several, or of another place than the document's."""

from __future__ import annotations

import re

from chungsuc.core.statements import StatementKind, Subject, UnitLevel
from chungsuc.core.units import Level
from chungsuc.reading.targets.lexicon import Word
from chungsuc.reading.targets.scene import Draft, Scene

_VILLAGES = (Subject.VILLAGES, Subject.MODEL_VILLAGES)
_COUNTED = (*_VILLAGES, Subject.COMMUNES, Subject.CRITERION, Subject.CRITERIA, Subject.OTHER)
_NEAR = 5  # words between those that were counted and what is said of them
_EVERY = ("hằng", "hàng")
_COUNTRY = r"\b(?:cả nước|toàn quốc|toàn vùng|các địa phương khác"
_WIDER = {  # words for more, or for less, than a document of that level speaks of
    Level.PROVINCE: re.compile(rf"{_COUNTRY}|toàn huyện|toàn thị xã)\b", re.IGNORECASE),
    Level.DISTRICT: re.compile(rf"{_COUNTRY}|toàn tỉnh)\b", re.IGNORECASE),
    Level.COMMUNE: re.compile(rf"{_COUNTRY}|toàn tỉnh|toàn huyện)\b", re.IGNORECASE),
}
_COMPARED = re.compile(  # "cao hơn bình quân cả nước (11 tiêu chí/xã)"
    r"\b(?:so\s+với|cao\s+hơn|thấp\s+hơn)\s+(?:mức\s+)?(?:bình\s+quân|trung\s+bình)(?:\s+chung)?(?:\s+của)?\s+"
    r"(?:cả\s+nước|toàn\s+quốc|toàn\s+tỉnh|toàn\s+vùng|khu\s+vực)[^.;]{0,60}$",
    re.IGNORECASE,
)
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


def mark_of_some(scene: Scene, draft: Draft) -> None:
    """ "16 tỉnh có 100% số xã đạt chuẩn": the figure is of those provinces, and not of the document's."""
    if draft.subject not in (Subject.COMMUNES, Subject.CRITERIA, Subject.CRITERION, *_VILLAGES):
        return
    begin = scene.sentence_start(draft.core)
    for place in range(draft.core - 1, max(begin, draft.core - _NEAR) - 1, -1):
        if scene.word(place) in (Word.COMMA, Word.SEMI, Word.COLON):
            return
        if scene.word(place) is Word.DISTRICT and scene.tokens[place - 1].is_quantity and place > begin:
            draft.subject, draft.all_units = Subject.OTHER, False
            return


def mark_elsewhere(scene: Scene, draft: Draft) -> None:
    """ "Cả nước có 2.406 xã đạt chuẩn", "huyện A có 05 xã" in its province's plan: not this plan's count."""
    home = scene.places.home
    begin = scene.sentence_start(draft.core)
    if draft.subject in _COUNTED and _COMPARED.search(scene.words(begin, draft.end)):
        draft.subject = Subject.OTHER
    if draft.subject not in _COUNTED or home is None or draft.units:
        return
    wider = _WIDER.get(home.level)
    if wider is not None and wider.search(scene.words(begin, draft.end)):
        draft.subject = Subject.OTHER
        return
    for place in range(draft.end - 1, begin - 1, -1):
        unit = scene.tokens[place].unit
        is_free = place >= draft.core or not scene.taken[place]
        if unit is not None and is_free and unit.level in (UnitLevel.DISTRICT, UnitLevel.PROVINCE):
            above = scene.places.parent
            own = {home.id, above.id if above is not None and place < draft.core else home.id}
            if unit.unit_id is not None and unit.unit_id not in own:
                draft.subject = Subject.OTHER
            return


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
        and scene.lower(place - 1) != "theo"  # "cụ thể theo từng năm: …" tells the years one by one
        and (scene.word(place) in (Word.EACH, Word.AVERAGE) or scene.lower(place) in _EVERY)
        for place in _before(scene, draft)
    )
