"""What a figure counts: names of criteria behind "tiêu chí", lists of communes and of villages."""

from __future__ import annotations

import re
from decimal import Decimal

from chungsuc.core.statements import Certainty, CriterionMention, StatementKind, UnitLevel, UnitMention
from chungsuc.reading.targets.lexicon import Word
from chungsuc.reading.targets.scene import Draft, Scene

_NAME_TOKENS = 16
_ENDS = (Word.STOP, Word.SEMI, Word.LEFT, Word.RIGHT, Word.COLON, Word.GOAL, Word.CRITERIA)
_RANKS = {Certainty.CERTAIN: 2, Certainty.LIKELY: 1, Certainty.DOUBTFUL: 0}
_NEW_CLAUSE = (Word.GOAL, Word.KEEP, Word.ADD, Word.RATE, Word.AMONG, Word.YEAR, Word.REMAIN, Word.AVERAGE)
_PURPOSES = (
    "góp",
    "nhằm",
    "qua",
    "từ",
    "bảo",
    "đảm",
    "để",
    "tạo",
    "tiến",
)  # "góp phần", "nhằm" … open what it is for
_TO_LIST = re.compile(
    r"[”\"’'»]?(?P<share>\s*\([^()]{0,20}%\s*\))?(?:\s*theo\s+(?:Bộ|bộ|quy|chuẩn)[^,;:.()]{0,80}?)?"
    r"(?:\s*(?:trên địa bàn|toàn)\s+[^\W\d_]+(?:\s[^\W\d_]+){0,4}?)?\s*"
    r"(?P<open>\(|:|,?\s*(?:bao\s+)?gồm\s*(?:có)?\s*:?|,?\s*là\s*:?|,?\s*(?:cụ thể|trong đó)\s*:?|\s+tại\s+)"
    r"\s*(?:(?:bao\s+)?gồm|là|tại|cụ thể|các)?\s*:?\s*(?:(?:các\s+)?(?:xã|thôn|bản)\s*:\s*)?",
    re.IGNORECASE,
)
_REMARK = re.compile(r"\s\((?!\s*(?:thôn|bản|ấp|xóm|buôn|khu|xã|thuộc)\b)(?=\s*[a-zđ])")
_ROW = re.compile(r"\s*(?:tiêu chí\s+)?số\s+[0-9]", re.IGNORECASE)
_LIST_END = re.compile(r"[.;](?=\s|$)|[()]")


def criterion_after(scene: Scene, place: int) -> tuple[CriterionMention | None, int]:
    """The criterion named from token `place` on, and the token behind its name."""
    best: tuple[int, int, CriterionMention] | None = None
    if scene.word(place) not in (Word.PLAIN, Word.DET, Word.NUMBER, Word.DASH, Word.RURAL, Word.STANDARD):
        return None, place
    for end in range(place + 1, min(place + _NAME_TOKENS, len(scene.tokens)) + 1):
        last = scene.tokens[end - 1]
        if last.word in _ENDS or (last.is_quantity and end > place + 1):
            break
        if last.word in (Word.COMMA, Word.DASH) or last.text == "và":
            continue
        mention = scene.criteria.find(scene.words(place, end))
        rank = _RANKS[mention.certainty] if mention.code else -1
        if rank >= 0 and (best is None or (rank, end) >= best[:2]):
            best = (rank, end, mention)
    if best is None or best[0] == 0:
        first = scene.word(place)
        if first in (Word.RURAL, Word.STANDARD, Word.SLASH, Word.HIGHER) or best is None:
            return None, place
    return best[2], best[1]


def ends_here(scene: Scene, place: int) -> bool:
    """Nothing that could name a criterion follows."""
    return scene.word(place) in (None, Word.STOP, Word.SEMI, Word.COMMA, Word.LEFT, Word.RIGHT)


def criteria_list(scene: Scene, place: int) -> tuple[tuple[CriterionMention, ...], tuple[int, int] | None]:
    """Criteria in brackets or behind a colon: "(Y tế, Trường học)"."""
    outer = place
    if scene.word(place) is Word.REST:
        place += 1
        if place < len(scene.tokens) and scene.tokens[place].text.casefold() in ("là", "gồm"):
            return _row(scene, scene.tokens[place].start, scene.tokens[place].end)
    if place < len(scene.tokens) and _ROW.match(scene.text, scene.tokens[place].start):
        return _row(scene, scene.tokens[place].start, scene.tokens[place].start)
    while scene.word(place) is Word.COMMA:
        place += 1
    if scene.word(place) not in (Word.LEFT, Word.COLON, Word.AMONG) or (
        outer < place and scene.word(place) is not Word.AMONG
    ):
        return (), None
    return _row(scene, scene.tokens[place].start, scene.tokens[place].end)


def criteria_row(scene: Scene, place: int) -> tuple[tuple[CriterionMention, ...], tuple[int, int] | None]:
    """Criteria right behind "tiêu chí": "thu nhập, y tế và điện"."""
    if place >= len(scene.tokens):
        return (), None
    if scene.word(place) in (Word.LEFT, Word.COLON):
        return criteria_list(scene, place)
    return _row(scene, scene.tokens[place].start, scene.tokens[place].start)


def exactly(
    scene: Scene, place: int, count: Decimal | None
) -> tuple[tuple[CriterionMention, ...], tuple[int, int] | None]:
    """ "01 tiêu chí Trường học": names right behind, taken only where they are as many as was said."""
    if place >= len(scene.tokens) or scene.word(place) not in (None, Word.PLAIN, Word.PROPER):
        return (), None
    mentions, chars = criteria_row(scene, place)
    sure = all(each.code is not None and each.certainty is not Certainty.DOUBTFUL for each in mentions)
    return (mentions, chars) if sure and len(mentions) == count else ((), None)


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


def _row(scene: Scene, outer: int, start: int) -> tuple[tuple[CriterionMention, ...], tuple[int, int] | None]:
    bracketed = scene.text[outer : outer + 1] == "("
    end = _balanced(scene.text, start) if bracketed else len(scene.text)
    if not bracketed or end == len(scene.text):
        end = _row_end(scene.text, start)
        while scene.text[end : end + 1] == ";" and _goes_on(scene, end + 1):
            end = _row_end(scene.text, end + 1)
    words = re.sub(
        r"^\s*(?:gồm|bao gồm|là|các)?\s*(?:các\s+)?(?:tiêu chí)?\s*[:.]?\s*", "", scene.text[start:end]
    )
    mentions = scene.criteria.listed(re.sub(r"(?i)\btiêu chí\b", "", words))
    if not mentions or not any(mention.code for mention in mentions):
        return (), None
    if sum(mention.code is None for mention in mentions) * 2 > len(mentions):
        return (), None
    return mentions, (outer, end + 1 if bracketed and end < len(scene.text) else end)


def _goes_on(scene: Scene, start: int) -> bool:
    """Is what stands behind the semicolon still nothing but criteria?"""
    words = scene.text[start : _row_end(scene.text, start)].strip()
    if not words or len(words.split()) > _NAME_TOKENS or re.search(r"[0-9]", words):
        return False
    return all(each.code for each in scene.criteria.listed(re.sub(r"(?i)\btiêu chí\b", "", words)))


def _row_end(text: str, start: int) -> int:
    """The end of a list without brackets of its own: a clause mark, or a bracket that closes around it."""
    depth = 0
    for found in _LIST_END.finditer(text, start):
        depth += {"(": 1, ")": -1}.get(found[0], 0)
        if depth < 0 or (depth == 0 and found[0] in ".;"):
            return found.start()
    return len(text)


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
    end = _list_end(scene.text, start, bracketed)
    listed = scene.places.listed(scene.text, start, end, level)
    if not listed.units:
        return draft
    if opened["share"] and draft.kind is not StatementKind.SHARE:
        inside = range(draft.end, len(scene.tokens))
        draft.free = range(draft.end, next((p + 1 for p in inside if scene.word(p) is Word.RIGHT), draft.end))
    if level is UnitLevel.COMMUNE and not bracketed and all(unit.unit_id is None for unit in listed.units):
        return draft
    draft.units = listed.units
    stop = listed.end + 1 if scene.text[listed.end : listed.end + 1] == ")" else listed.end
    while draft.end < len(scene.tokens) and scene.tokens[draft.end].start < stop:
        draft.end += 1
    return draft


def _list_end(text: str, start: int, bracketed: bool) -> int:
    if bracketed:
        closing, opening = text.find(")", start), text.find("(", start)
        next_list = re.search(r";\s*[0-9]", text[start:])
        if next_list and (closing < 0 or next_list.start() + start < closing):
            return start + next_list.start()  # the bracket was never closed
        if closing >= 0 and (opening < 0 or opening > closing):
            return closing
        if closing >= 0:
            return _balanced(text, start)
    found = re.search(r"[.;](?=\s|$)", text[start:])
    end = start + found.start() if found else len(text)
    remark = _REMARK.search(text, start, end)
    return remark.start() if remark else end


def _balanced(text: str, start: int) -> int:
    depth = 1
    for place in range(start, len(text)):
        depth += {"(": 1, ")": -1}.get(text[place], 0)
        if depth == 0:
            return place
    return len(text)


def inside_brackets(scene: Scene, draft: Draft, place: int) -> Draft:
    """Add the communes listed in the bracket that opens at token `place`: "02 xã (A, B) hoàn thành …"."""
    start = scene.tokens[place].end
    listed = scene.places.listed(scene.text, start, _balanced(scene.text, start), UnitLevel.COMMUNE)
    draft.units = listed.units
    return draft


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


def clause_end(scene: Scene, start: int, end: int) -> int:
    """Where the noun phrase from `start` ends: at a clause mark, or a comma before a new figure or verb."""
    for place in range(start, end):
        word = scene.word(place)
        if word in (Word.STOP, Word.SEMI, Word.COLON, Word.LEFT):
            return place
        if word is Word.COMMA:
            after = scene.tokens[place + 1] if place + 1 < len(scene.tokens) else None
            if after is None or after.is_quantity or after.word in _NEW_CLAUSE or after.text in _PURPOSES:
                return place
    return end


def noun_start(scene: Scene, first: int, figure: int) -> int:
    """Go back from a match to the head of its clause."""
    place = first
    while (
        place > 0
        and scene.word(place - 1) not in (Word.STOP, Word.SEMI, Word.COLON, Word.COMMA)
        and not scene.taken[place - 1]
    ):
        place -= 1
    return place


def first_noun(text: str) -> str:
    """ "cụm nông nghiệp …" is counted in "cụm"."""
    words = text.split()
    if text.casefold().startswith("hợp tác xã"):
        return "hợp tác xã"
    pairs = {
        "hợp tác",
        "sản phẩm",
        "mô hình",
        "công trình",
        "câu lạc",
        "nhà văn",
        "tổ hợp",
        "chuỗi liên",
        "doanh nghiệp",
        "cơ sở",
        "trường học",
    }
    if len(words) > 1 and f"{words[0]} {words[1]}".casefold() in pairs:
        return f"{words[0]} {words[1]}".casefold()
    return words[0].casefold() if words else ""
