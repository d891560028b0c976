"""Nhóm xã: figures of some communes only ("các xã biên giới", "05 xã điểm"), which are no figures of all."""

from __future__ import annotations

from chungsuc.core.statements import Mode, StatementKind, Subject
from chungsuc.reading.places import Places
from chungsuc.reading.targets.lexicon import Word
from chungsuc.reading.targets.scene import Draft, Scene
from chungsuc.reading.targets.tokens import Token, tokens_of

_OF_ALL = (Subject.COMMUNES, Subject.CRITERION, Subject.CRITERIA)
# What may stand behind "xã" without telling some communes from others.
_NEUTRAL = frozenset(
    "đã được sẽ cơ trên địa bàn toàn của nhiệm vụ mục tiêu chương trình trong cả và để trở thành theo đủ "
    "quy định thuộc tại ở đều cùng tiếp tục nỗ lực tập trung quyết tâm cố gắng phải cần thực hiện triển khai "
    "tham gia xây dựng hiện nay này đó năm cuối đến hết tính tới thời điểm giai đoạn tổ chức rà soát "
    "điều kiện quốc gia đề nghị xét thẩm các ra mắt mới vững là còn lại gồm có số lượng huyện tỉnh xã "
    "giữ trì nâng cao chất hóa bình quân mỗi ít nhất khoảng nông thôn ntm kế hoạch phấn đấu về đích "
    "đăng ký cấp bộ cho với so cùng kỳ đầu thêm ký nào".split()
)
_SOME = frozenset("nhóm cụm khối khu vùng nhiều vài".split())
_REGIONS = ("khu", "vùng", "tiểu", "cụm")
_EVERYWHERE = ("huyện", "tỉnh", "xã", "thành", "thị")  # "toàn huyện"
_HEADS = ("đối với", "các xã", "xã", "nhóm", "cụm", "khối", "khu", "vùng")
_OPENING = 24  # tokens of "Đối với các xã biên giới:"
_ARRIVE = ("về đích", "Về đích")
_WHERE = ("tại", "ở", "của", "cho", "trên", "trong", "thuộc")
_ENDS = (Word.STOP, Word.SEMI, Word.COMMA, Word.LEFT, Word.RIGHT, Word.COLON)
_VERBS = (
    Word.CRITERIA,
    Word.NUMBER,
    Word.FRACTION,
    Word.PERCENT,
    Word.REACH,
    Word.ADD,
    Word.KEEP,
    Word.GOAL,
    Word.REST,
    Word.REMAIN,
    Word.AVERAGE,
    Word.TOTAL,
)


def mark_groups(scene: Scene, draft: Draft) -> None:
    """A figure of a part of the communes is kept in its own words, and counts for nothing of all."""
    if draft.subject not in _OF_ALL or (draft.units and draft.subject is Subject.CRITERIA):
        return
    begin = draft.core
    while begin > 0 and scene.word(begin - 1) not in (Word.STOP, Word.SEMI) and not scene.taken[begin - 1]:
        begin -= 1
    some = _is_of_some(scene.tokens[begin : draft.end], draft, scene.places)
    some = some or _is_region(scene.tokens[begin : draft.core])
    topic = "" if some else _topic_of(scene, begin)
    if some or topic or _is_of_some_behind(scene, draft):
        draft.subject, draft.all_units = Subject.OTHER, False
        end = _clause_end(scene, draft.end)
        draft.object_text = f"{topic} {scene.words(begin, end)}".strip()


def _clause_end(scene: Scene, place: int) -> int:
    while place < len(scene.tokens) and scene.word(place) not in _ENDS and not scene.taken[place]:
        place += 1
    return place


def _topic_of(scene: Scene, begin: int) -> str:
    """ "Đối với các xã biên giới: …; …", and the headings that the paragraph stands under."""
    first = scene.sentence_start(begin)
    opening = range(first, min(begin, first + _OPENING))
    colon = next((place for place in opening if scene.word(place) is Word.COLON), first)
    if _is_topic(scene.tokens[first:colon]):
        return scene.words(first, colon)
    headings = (title for title in scene.titles[:2] if title.casefold().startswith(_HEADS))
    return next((title for title in headings if _is_topic(tokens_of(title, scene.places))), "")


def _is_topic(tokens: tuple[Token, ...]) -> bool:
    """Is all of it the name of some communes, and no sentence?"""
    place = 0
    while place < len(tokens) and tokens[place].word in (Word.FOR, Word.DET, Word.NUMBER):
        place += 1
    grouped = place < len(tokens) and tokens[place].text.casefold() in _SOME
    place += grouped
    if place >= len(tokens) or tokens[place].word is not Word.COMMUNE:
        return False
    if any(token.word in (Word.ADD, Word.KEEP, Word.TOTAL) for token in tokens):
        return False
    return grouped or _qualifies(tokens, place + 1)


def _is_of_some(tokens: tuple[Token, ...], draft: Draft, places: Places) -> bool:
    """Does a group of communes stand in the clause, and nothing behind it that speaks of all again?"""
    of_points = draft.subject is Subject.CRITERIA and draft.level is None
    some = False
    for place, token in enumerate(tokens):
        if token.text.casefold() == "toàn" and place + 1 < len(tokens):
            some = some and tokens[place + 1].text.casefold() not in _EVERYWHERE
        if token.word is not Word.COMMUNE or (place and tokens[place - 1].word is Word.SLASH):
            continue
        some = some or _qualifies(tokens, place + 1) or _is_one_group(tokens, place)
        if of_points and not draft.rest and place and tokens[place - 1].word is Word.NUMBER:
            some = some or not _are_all(tokens[place - 1], draft, places)
    return some or (of_points and _is_of_reached(tokens, draft))


def _are_all(number: Token, draft: Draft, places: Places) -> bool:
    """Are so many communes all of them? What is reached in all may count a town with them."""
    known = len(places.communes())
    most = known + (draft.mode is Mode.REACH)
    return number.value is not None and known <= number.value <= most


def _is_region(tokens: tuple[Token, ...]) -> bool:
    """ "Khu vực miền núi bình quân đạt 13 tiêu chí/xã"."""
    place = 1 if tokens[:1] and tokens[0].text.casefold() in ("tại", "ở", "các") else 0
    heads = place < len(tokens) and tokens[place].text.casefold() in _REGIONS
    return (
        heads
        and not any(token.text.casefold() == "toàn" for token in tokens)
        and _qualifies(tokens, place + 1)
    )


def _is_of_reached(tokens: tuple[Token, ...], draft: Draft) -> bool:
    """ "Các xã phấn đấu về đích hoàn thành thêm …": those that reach the standard, or are short of it."""
    if any(token.word is Word.REST for token in tokens):
        return False
    first = next((place for place, token in enumerate(tokens) if token.word is Word.COMMUNE), len(tokens))
    behind = tokens[first:]
    if not any(token.word in (Word.STANDARD, Word.HIGHER) or token.text in _ARRIVE for token in behind):
        return False
    short = any(token.word is Word.NOT for token in behind)
    return not short or draft.kind is StatementKind.AVERAGE or draft.mode is not Mode.ADD


def _is_one_group(tokens: tuple[Token, ...], place: int) -> bool:
    """ "nhóm xã …", "một số xã", "nhóm các xã"."""
    before = place - 1
    while before >= 0 and tokens[before].word is Word.DET and tokens[before].text.casefold() != "số":
        before -= 1
    if before < 0:
        return False
    low = tokens[before].text.casefold()
    one = before and low == "số" and tokens[before - 1].text.casefold() in ("một", "đa")
    return low in _SOME or bool(one)


def _qualifies(tokens: tuple[Token, ...], place: int) -> bool:
    """Do words follow that name a sort of communes: "biên giới", "vùng III", "đặc biệt khó khăn"?"""
    while place < len(tokens) and tokens[place].word not in (*_ENDS, *_VERBS):
        token = tokens[place]
        low = token.text.casefold()
        if token.word is Word.PLAIN and not all(word in _NEUTRAL for word in low.split()):
            return True
        place += 1
    return False


def _is_of_some_behind(scene: Scene, draft: Draft) -> bool:
    """ "20 tiêu chí tại các xã biên giới", "… đối với 05 xã điểm"."""
    place = draft.end
    if scene.word(place) is not Word.FOR and scene.lower(place) not in _WHERE:
        return False
    end = _clause_end(scene, place)
    communes = [each for each in range(place + 1, end) if scene.word(each) is Word.COMMUNE]
    tokens = scene.tokens[:end]
    if any(_qualifies(tokens, each + 1) or scene.word(each - 1) is Word.NUMBER for each in communes):
        return True
    if draft.kind is StatementKind.AVERAGE or draft.mode is not Mode.ADD:
        return any(scene.word(each) is Word.NOT for each in range(place, end)) and bool(communes)
    return any(scene.word(each) is Word.UNIT for each in range(place + 1, end))
