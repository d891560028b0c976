"""Địa danh nêu tên: the communes and villages that a statement lists."""

from __future__ import annotations

import re

from chungsuc.core.statements import Certainty, StatementKind, UnitLevel, UnitMention
from chungsuc.reading.places import Listed
from chungsuc.reading.targets.lexicon import Word
from chungsuc.reading.targets.named_criteria import balanced
from chungsuc.reading.targets.scene import Draft, Scene

_TO_LIST = re.compile(
    r"[”\"’'»]?(?P<share>\s*\([^()]{0,20}%\s*\))?(?:\s*theo\s+(?:Bộ|bộ|quy|chuẩn)[^,;:.()]{0,80}?)?"
    r"(?:\s*(?:trên địa bàn|toàn)\s+[^\W\d_]+(?:\s[^\W\d_]+){0,4}?)?\s*"
    r"(?P<open>\(|:|,?\s*(?:bao\s+)?gồm\s*(?:có)?\s*:?|,?\s*là\s*:?|,?\s*(?:cụ thể|(?P<among>trong đó))\s*:?|"
    r"\s+tại\s+)"
    r"\s*(?:(?:bao\s+)?gồm|là|tại|cụ thể|các)?\s*:?\s*(?:(?:các\s+)?(?:xã|thôn|bản)\s*:\s*)?",
    re.IGNORECASE,
)
_REMARK = re.compile(r"\s\((?!\s*(?:thôn|bản|ấp|xóm|buôn|khu|xã|thuộc)\b)(?=\s*[a-zđ])")
_NEXT_COUNT = re.compile(r";\s*[0-9]")
_MARK = re.compile(r"[.;](?=\s|$)")
_LEVEL_LEADS = re.compile(r"\s*(?:[-+]\s*)?(?:các\s+)?(?:xã|thôn|bản|ấp|xóm|buôn|khóm|khu)\s", re.IGNORECASE)
_MORE = re.compile(r"\s*(?:,|và\s)\s*[^\W\d_]")
_LONGEST = 4000  # characters of a list


def with_units(scene: Scene, draft: Draft) -> Draft:
    """Add the communes that are listed behind the statement."""
    return _with_list(scene, draft, UnitLevel.COMMUNE)


def with_villages(scene: Scene, draft: Draft) -> Draft:
    """Add the villages that are listed behind the statement, each with its commune."""
    return _with_list(scene, draft, UnitLevel.VILLAGE)


def _with_list(scene: Scene, draft: Draft, level: UnitLevel) -> Draft:
    begin = scene.tokens[draft.end - 1].end
    opened = _TO_LIST.match(scene.text, begin)
    if opened is None:
        return draft
    start = opened.end()
    bracketed = "(" in opened["open"]
    listed = _listed(scene, start, bracketed, level)
    if not listed.units:
        return draft
    if opened["share"] and draft.kind is not StatementKind.SHARE:
        inside = range(draft.end, len(scene.tokens))
        draft.free = range(draft.end, next((p + 1 for p in inside if scene.word(p) is Word.RIGHT), draft.end))
    if opened["among"] and (len(listed.units) != draft.value or _goes_on(scene, listed)):
        return draft  # "trong đó" may name some of them only
    if level is UnitLevel.COMMUNE and not _are_communes(scene, listed, bracketed):
        return draft
    draft.units = listed.units
    stop = listed.end + 1 if scene.text[listed.end : listed.end + 1] == ")" else listed.end
    while draft.end < len(scene.tokens) and scene.tokens[draft.end].start < stop:
        draft.end += 1
    return draft


def _listed(scene: Scene, start: int, bracketed: bool, level: UnitLevel) -> Listed:
    """The list from `start`, and what goes on behind its semicolons: "thôn A xã X; thôn B, C xã Y"."""
    text = scene.text
    end = _list_end(text, start, bracketed)
    listed = scene.places.listed(text, start, end, level)
    while not bracketed and listed.units and listed.end >= end and text[end : end + 1] == ";":
        lead = _LEVEL_LEADS.match(text, end + 1)
        if lead is None:
            break
        more_end = _list_end(text, end + 1, bracketed)
        more = scene.places.listed(text, end + 1, more_end, level)
        if not more.units or more.end < more_end or more.units[0].level is not listed.units[0].level:
            break
        listed, end = Listed((*listed.units, *more.units), more.end), more_end
    return listed


def _goes_on(scene: Scene, listed: Listed) -> bool:
    """Another name follows, with words that the list does not have: "xã A, xã B duy trì đạt chuẩn"."""
    return _MORE.match(scene.text, listed.end) is not None


def _are_communes(scene: Scene, listed: Listed, bracketed: bool) -> bool:
    """Do the names stand for communes at all? "(Điện)", "(Biểu 01)" do not."""
    if any(unit.unit_id is not None for unit in listed.units):
        return True
    if not bracketed or len(listed.units) == 1:
        return False
    return not any(
        (found := scene.criteria.find(unit.text)).code and found.certainty is Certainty.CERTAIN
        for unit in listed.units
    )


def _list_end(text: str, start: int, bracketed: bool) -> int:
    limit = min(len(text), start + _LONGEST)
    if bracketed:
        closing, opening = text.find(")", start, limit), text.find("(", start, limit)
        next_list = _NEXT_COUNT.search(text, start, limit)
        if next_list and (closing < 0 or next_list.start() < closing):
            return next_list.start()  # the bracket was never closed
        if closing >= 0 and (opening < 0 or opening > closing):
            return closing
        if closing >= 0:
            return balanced(text, start)
    found = _MARK.search(text, start, limit)
    end = found.start() if found else limit
    remark = _REMARK.search(text, start, end)
    return remark.start() if remark else end


def inside_brackets(scene: Scene, draft: Draft, place: int) -> Draft:
    """Add the communes listed in the bracket that opens at token `place`: "02 xã (A, B) hoàn thành …"."""
    start = scene.tokens[place].end
    end = balanced(scene.text, start)
    listed = scene.places.listed(scene.text, start, end, UnitLevel.COMMUNE)
    if listed.end >= end and _are_communes(scene, listed, True):
        draft.units = listed.units
    return draft


def between(scene: Scene, first: int, end: int) -> tuple[UnitMention, ...]:
    """ "02 xã: A, B đạt chuẩn": the communes named from token `first` up to `end`, and nothing else."""
    while end > first and (scene.word(end - 1) in (Word.REACH, Word.GOAL, Word.COMMA)):
        end -= 1
    start, stop = scene.tokens[first].start, scene.tokens[end - 1].end
    listed = scene.places.listed(scene.text, start, stop, UnitLevel.COMMUNE)
    known = all(unit.unit_id is not None for unit in listed.units)
    return listed.units if known and listed.end >= stop else ()


def units_before(scene: Scene, place: int) -> tuple[UnitMention, ...]:
    """ "Xã A, xã B: mỗi xã …"; "Các xã A, B đạt thêm …": the communes right before token `place`."""
    begin = place
    while begin > 0 and scene.word(begin - 1) not in (Word.STOP, Word.SEMI) and not scene.taken[begin - 1]:
        begin -= 1
    first = next((each for each in range(begin, place) if scene.word(each) is Word.UNIT), None)
    if first is None or first > begin + 3:
        return ()
    end = scene.tokens[place - 1].end
    while end > scene.tokens[first].end and scene.text[end - 1] in " :,-–":
        end -= 1
    listed = scene.places.listed(scene.text, scene.tokens[first].start, end, UnitLevel.COMMUNE)
    known = all(unit.unit_id is not None for unit in listed.units)
    return listed.units if known and listed.end >= end else ()


def units_until(scene: Scene, place: int) -> tuple[int, tuple[UnitMention, ...]]:
    """The communes named in a row up to token `place`: "xã A, B và xã C"; and where the row begins."""
    units: list[UnitMention] = []
    first = place
    while (unit := scene.tokens[first].unit) is not None:
        units.insert(0, unit)
        before = first - 1
        while before >= 0 and (scene.word(before) is Word.COMMA or scene.tokens[before].text == "và"):
            before -= 1
        if before < 0 or before == first - 1 or scene.word(before) not in (Word.UNIT, Word.PROPER):
            break
        first = before
    return first, tuple(units)
