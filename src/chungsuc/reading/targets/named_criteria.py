"""Tiêu chí nêu tên: the criteria that stand behind "tiêu chí", by name, by number or by both."""

from __future__ import annotations

import re
from bisect import bisect_right
from decimal import Decimal

from chungsuc.core.statements import Certainty, CriterionMention, StatementKind
from chungsuc.reading.targets.lexicon import Word
from chungsuc.reading.targets.scene import Draft, Scene

_NAME_TOKENS = 16
_LONGEST = 4000  # characters of a list; keeps a paragraph without an end from being read again and again
_ENDS = (Word.STOP, Word.SEMI, Word.LEFT, Word.RIGHT, Word.COLON, Word.GOAL, Word.CRITERIA)
_OPENS_NAME = (
    Word.PLAIN,
    Word.DET,
    Word.NUMBER,
    Word.DASH,
    Word.RURAL,
    Word.STANDARD,
    Word.MAKE,
    Word.REMAIN,
    Word.REACH,
)
_NOT_A_NAME = (Word.RURAL, Word.STANDARD, Word.SLASH, Word.HIGHER, Word.MAKE, Word.REMAIN)
_RANKS = {Certainty.CERTAIN: 2, Certainty.LIKELY: 1, Certainty.DOUBTFUL: 0}
_ROW = re.compile(r"\s*(?:tiêu chí\s+)?số\s+[0-9]", re.IGNORECASE)
_OPENS_ROW = re.compile(r"^\s*(?:gồm|bao gồm|là|các)?\s*(?:các\s+)?(?:tiêu chí)?\s*(?:số\s*:|[:.])?\s*")
_LIST_END = re.compile(r"[.;](?=\s|$)|[()]")
_CODE = re.compile(r"[0-9]{1,2}")
_AFTER_CODE = (
    None,
    Word.COMMA,
    Word.STOP,
    Word.SEMI,
    Word.RIGHT,
    Word.LEFT,
    Word.DASH,
    Word.COLON,
    Word.PLAIN,
)
_NEW_CLAUSE = (
    Word.GOAL, Word.KEEP, Word.ADD, Word.REACH, Word.TOTAL, Word.AVERAGE, Word.RATE, Word.AMONG, Word.YEAR,
    Word.UNIT, Word.EACH, Word.NONE,
)  # fmt: skip


def criteria_after(scene: Scene, place: int) -> tuple[tuple[CriterionMention, ...], int]:
    """The criteria named from token `place` on ("số 1, số 8"; "y tế và tiêu chí điện"), and their end."""
    mention, end = _criterion_at(scene, place)
    found: list[CriterionMention] = []
    while mention is not None:
        found.append(mention)
        after = end
        while scene.word(after) is Word.COMMA or scene.lower(after) == "và":
            after += 1
        if after == end:
            break
        by_number = _CODE.search(found[0].text) is not None
        if scene.word(after) is Word.CRITERIA:
            after += 1
        elif by_number and _number_at(scene, after) is None:
            break
        mention, last = _criterion_at(scene, after)
        if mention is None or mention.certainty is not Certainty.CERTAIN or mention.code is None:
            break
        if not by_number and scene.word(last) not in (None, Word.COMMA, Word.STOP, Word.SEMI, Word.RIGHT):
            break
        end = last
    return tuple(found), end


def _criterion_at(scene: Scene, place: int) -> tuple[CriterionMention | None, int]:
    """The criterion named from token `place` on, and the token behind its name."""
    if scene.word(place) not in _OPENS_NAME:
        return None, place
    number = _number_at(scene, place)
    if number is not None:
        return _numbered(scene, place, number)
    mention, end = _longest_name(scene, place)
    if mention is None:
        return None, place
    if scene.word(end) is Word.LEFT and (code := _number_at(scene, _behind_word(scene, end + 1))) is not None:
        said = scene.criteria.find(scene.words(code, code + 1))  # "Trường học (số 5)"
        if scene.word(code + 1) is Word.RIGHT and said.code == mention.code:
            return mention, code + 2
    return mention, end


def _behind_word(scene: Scene, place: int) -> int:
    return place + 1 if scene.word(place) is Word.CRITERIA else place


def _number_at(scene: Scene, place: int) -> int | None:
    """The token of the number, where a criterion is named by it here: "số 13", "số: 13"; not "13 xã"."""
    at = place + 1 if scene.lower(place) == "số" else place
    if at > place and scene.word(at) is Word.COLON:
        at += 1
    if at >= len(scene.tokens) or not _CODE.fullmatch(scene.tokens[at].text):
        return None
    known = scene.criteria.find(scene.tokens[at].text).code is not None
    bare = at == place and scene.word(at + 1) is Word.PLAIN and scene.lower(at + 1) not in ("và", "về")
    return at if known and scene.word(at + 1) in _AFTER_CODE and not bare else None


def _numbered(scene: Scene, place: int, number: int) -> tuple[CriterionMention, int]:
    """ "số 13 về tổ chức sản xuất …", "số 4 (Điện)", "5 - Trường học": the number, and its name with it."""
    found = scene.criteria.find(scene.words(number, number + 1))
    alone = CriterionMention(scene.words(place, number + 1), found.code, found.certainty)
    start = number + 1
    bracketed = scene.word(start) is Word.LEFT
    while scene.word(start) in (Word.DASH, Word.LEFT) or scene.lower(start) == "về":
        start += 1
    if start == number + 1 and scene.word(start) is not Word.PLAIN:
        return alone, number + 1
    named, end = _longest_name(scene, start)
    if named is None or (bracketed and scene.word(end) is not Word.RIGHT):
        return alone, number + 1
    end += bracketed
    if named.code == alone.code:
        return CriterionMention(scene.words(place, end), alone.code, alone.certainty), end
    if start > number + 1 and named.certainty is Certainty.CERTAIN:  # the number and the name do not agree
        return CriterionMention(scene.words(place, end), alone.code, Certainty.DOUBTFUL), end
    return alone, number + 1


def _longest_name(scene: Scene, place: int) -> tuple[CriterionMention | None, int]:
    best: tuple[int, int, CriterionMention] | None = None
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
    if best is None or (best[0] == 0 and scene.word(place) in _NOT_A_NAME):
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
        if place < len(scene.tokens) and scene.lower(place) in ("là", "gồm"):
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
    return (mentions, chars) if all_sure(mentions) and len(mentions) == count else ((), None)


def all_sure(mentions: tuple[CriterionMention, ...]) -> bool:
    return all(each.code is not None and each.certainty is not Certainty.DOUBTFUL for each in mentions)


def measured_indicator(scene: Scene, draft: Draft) -> Draft:
    """Add the indicator of the set that a measured goal speaks of, by its code before it or by its name."""
    by_name = scene.criteria.indicators.find(draft.object_text, is_share=draft.kind is StatementKind.SHARE)
    found = _code_before(scene, draft.first) or by_name
    draft.criteria = (found,) if found is not None else ()
    return draft


def _code_before(scene: Scene, first: int) -> CriterionMention | None:
    """ "Chỉ tiêu 17.1: tỷ lệ …", "17.1. Tỷ lệ …": the code right before the words."""
    place = first - 1
    while scene.word(place) in (Word.COLON, Word.DASH, Word.STOP, Word.LEFT) or scene.lower(place) == "về":
        place -= 1
    if scene.word(place) is not Word.CODE or scene.word(place - 1) not in (Word.MEASURE, Word.DET):
        return None
    return scene.criteria.indicators.by_code(scene.tokens[place].text)


def _row(scene: Scene, outer: int, start: int) -> tuple[tuple[CriterionMention, ...], tuple[int, int] | None]:
    bracketed = scene.text[outer : outer + 1] == "("
    end = balanced(scene.text, start) if bracketed else len(scene.text)
    if not bracketed or end == len(scene.text):
        end = _row_end(scene, start)
        while scene.text[end : end + 1] == ";" and _goes_on(scene, end + 1):
            end = _row_end(scene, end + 1)
    words = _OPENS_ROW.sub("", scene.text[start:end])
    mentions = scene.criteria.listed(re.sub(r"(?i)\btiêu chí\b", "", words))
    if not mentions or not any(mention.code for mention in mentions):
        return (), None
    if sum(mention.code is None for mention in mentions) * 2 > len(mentions):
        return (), None
    return mentions, (outer, end + 1 if bracketed and end < len(scene.text) else end)


def _goes_on(scene: Scene, start: int) -> bool:
    """Is what stands behind the semicolon still nothing but criteria?"""
    words = scene.text[start : _row_end(scene, start)].strip()
    if not words or len(words.split()) > _NAME_TOKENS or re.search(r"[0-9]", words):
        return False
    return all(each.code for each in scene.criteria.listed(re.sub(r"(?i)\btiêu chí\b", "", words)))


def _row_end(scene: Scene, start: int) -> int:
    """The end of a list without brackets of its own: a clause mark, a new clause, or a bracket around it."""
    depth, end = 0, min(len(scene.text), start + _LONGEST)
    for found in _LIST_END.finditer(scene.text, start, end):
        depth += {"(": 1, ")": -1}.get(found[0], 0)
        if depth < 0 or (depth == 0 and found[0] in ".;"):
            end = found.start()
            break
    place = bisect_right(scene.tokens, start, key=lambda token: token.start)
    while place < len(scene.tokens) and scene.tokens[place].end < end:
        if scene.word(place) is Word.COMMA and _opens_clause(scene, place + 1):
            return scene.tokens[place].start
        place += 1
    return end


def _opens_clause(scene: Scene, place: int) -> bool:
    return scene.word(place) in _NEW_CLAUSE or scene.lower(place) == "nâng"


def balanced(text: str, start: int) -> int:
    """Where the bracket that is open at `start` closes; the end of the text where it does not."""
    depth = 1
    for place in range(start, min(len(text), start + _LONGEST)):
        depth += {"(": 1, ")": -1}.get(text[place], 0)
        if depth == 0:
            return place
    return len(text)
