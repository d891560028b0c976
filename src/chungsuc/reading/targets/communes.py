"""Số xã đạt: communes that meet one criterion, and communes that meet the standard."""

from __future__ import annotations

from decimal import Decimal

from chungsuc.core.statements import CriterionMention, Mode, StatementKind, Subject
from chungsuc.reading.outline import Topic
from chungsuc.reading.targets import named_criteria, named_places
from chungsuc.reading.targets.grammar import Match
from chungsuc.reading.targets.lexicon import Word
from chungsuc.reading.targets.phrases import Book, measured
from chungsuc.reading.targets.scene import Draft, Scene

BOOK = Book()


@BOOK.says("value:quantity det* commune open:left ..24 right reach+ name:criteria")
def criterion_of_listed(scene: Scene, match: Match) -> Draft | None:
    """ "02 xã (A, B) hoàn thành tiêu chí thu nhập"."""
    mentions, end = named_criteria.criteria_after(scene, match.named["name"] + 1)
    if not mentions:
        return None
    draft = _criterion(scene, match, mention_end=end, mentions=mentions)
    return named_places.inside_brackets(scene, draft, match.named["open"])


@BOOK.says(
    "value:quantity det* commune ..6 name:criteria",
    "verb+ value:quantity det* commune ..6 name:criteria",
    "value:quantity det* commune left percent right ..4 name:criteria",
)
def criterion_count(scene: Scene, match: Match) -> Draft | None:
    """ "10/12 xã đạt tiêu chí trường học"; "8/12 xã tiêu chí y tế"; "12/12 xã hoàn thành tiêu chí"."""
    mentions, end = named_criteria.criteria_after(scene, match.named["name"] + 1)
    if not mentions and named_criteria.ends_here(scene, match.end):
        mentions, end = _of_context(scene), match.end
    if not mentions or _has_another_count(scene, match):
        return None
    figure = match.named["value"]
    if _is_for_them(scene, figure, scene.clause(match.first, figure).mode):
        return None
    return _criterion(scene, match, mention_end=end, mentions=mentions)


def _of_context(scene: Scene) -> tuple[CriterionMention, ...]:
    found = scene.context_criterion()
    return (found,) if found is not None else ()


def _has_another_count(scene: Scene, match: Match) -> bool:
    """ "03 xã đạt chuẩn …, tiêu chí": the words between say already what the communes reach."""
    inner = range(match.named["value"] + 1, match.named["name"])
    return any(scene.word(place) in (Word.STANDARD, Word.RURAL, Word.HIGHER) for place in inner)


@BOOK.says(
    "name:criteria ..12 value:quantity det* commune reach*",
    "name:criteria ..12 colon ..3 value:quantity det* commune reach*",
    "value:quantity det* commune reach+",
    "value:fraction det* commune",
)
def criterion_before(scene: Scene, match: Match) -> Draft | None:
    """ "Tiêu chí số 2 về giao thông: 10/12 xã đạt"; "*Y tế:* … phấn đấu 10/12 xã đạt."."""
    if "name" in match:
        mentions, _ = named_criteria.criteria_after(scene, match.named["name"] + 1)
        mentions = mentions or _of_context(scene)
    else:
        mentions = _of_context(scene) if named_criteria.ends_here(scene, match.end) else ()
    says_so = "name" in match or scene.word(match.end - 1) is Word.REACH
    if not mentions or any(mention.code is None for mention in mentions):
        return None
    if not says_so and not scene.part.label.casefold().startswith("tiêu chí"):
        return None
    return _criterion(scene, match, mention_end=match.end, mentions=mentions)


def _criterion(
    scene: Scene, match: Match, *, mention_end: int, mentions: tuple[CriterionMention, ...]
) -> Draft:
    figure = match.named["value"]
    clause = scene.clause(match.first, figure)
    draft = Draft(
        first=min(clause.first, match.first),
        end=max(match.end, mention_end),
        kind=StatementKind.COUNT,
        mode=clause.mode,
        subject=Subject.CRITERION,
        measure="xã",
        criteria=mentions,
        rest=clause.rest,
    )
    measured(scene, match, draft, figure)
    if (
        "name" in match
        and figure < match.named["name"]
        and not _are_any(scene, figure + 1, match.named["name"])
    ):
        draft.subject = Subject.OTHER  # "03 xã biên giới đạt tiêu chí điện"
    if any(scene.word(place) is Word.KEEP for place in range(figure, match.end)):
        draft.mode = Mode.KEEP  # "12/12 xã duy trì đạt tiêu chí điện"
    draft.object_text = scene.words(figure + 1, draft.end)
    draft.all_units = draft.kind is StatementKind.SHARE and draft.value == 100
    return named_places.with_units(scene, draft)


@BOOK.says(
    "total commune ..10 standard|rural ..10 reach value:number|fraction|range det* commune?",
    "total commune ..10 standard|rural ..10 reach value:number|fraction",
    "total commune ..10 standard|rural ..4 least number commune? reach value:number commune?",
    "total|det commune reach* standard|rural ..8 colon value:number|fraction commune",
    "det commune reach* standard|rural ..6 reach value:number|fraction commune",
    "det commune reach* standard|rural ..4 colon value:number|fraction commune?",
)
def communes_total(scene: Scene, match: Match) -> Draft | None:
    """ "nâng tổng số xã đạt chuẩn nông thôn mới trên địa bàn huyện là 12 xã"."""
    draft = Draft(
        first=match.first,
        end=match.end,
        kind=StatementKind.TOTAL,
        mode=Mode.REACH,
        subject=Subject.COMMUNES,
        measure="xã",
        object_text=scene.words(match.first, match.end),
    )
    return named_places.with_units(scene, measured(scene, match, draft, match.named["value"]))


@BOOK.says("keep+ ..4 det commune ..4 reach+ what:standard|rural|higher")
def communes_kept(scene: Scene, match: Match) -> Draft | None:
    """ "Giữ vững các xã đã đạt chuẩn: A, B, C": the names are the number."""
    higher = scene.tokens[match.named["what"]].word is Word.HIGHER
    draft = Draft(
        first=match.first,
        end=match.end,
        kind=StatementKind.KEEP,
        mode=Mode.KEEP,
        subject=Subject.OTHER if higher else Subject.COMMUNES,
        measure="xã",
        object_text=scene.words(match.first, match.end),
    )
    named_places.with_units(scene, draft)
    draft.value = Decimal(len(draft.units))
    return draft if draft.units else None


_FOR_THEM = ("cho", "sơ", "của", "thưởng", "trợ", "với", "thăm")
_OF_ANY = frozenset(
    "đã được sẽ cơ trên địa bàn toàn của về đích nhiệm vụ mục tiêu chương trình trong cả và phấn đấu "
    "nông thôn mới đến cuối này để còn lại là trở thành quy định theo đủ điều kiện thực hiện quốc gia đề "
    "nghị xét thẩm các ra mắt mới ntm vững năm tính tới thời điểm quyết chuẩn bản".split()
)


def _is_for_them(scene: Scene, figure: int, mode: Mode) -> bool:
    """ "Thưởng 500 triệu đồng cho 02 xã đạt chuẩn": what is done for communes, and not how many there are."""
    if mode is Mode.KEEP:
        return False
    begin = max(scene.sentence_start(figure), figure - 5)
    revoked = "thu hồi" in scene.words(begin, figure).casefold()
    return revoked or scene.lower(figure - 1) in _FOR_THEM


def _are_any(scene: Scene, first: int, end: int) -> bool:
    """Are the communes any communes, and not those of one kind ("xã biên giới", "xã nhóm 1")?"""
    depth = 0
    for place in range(first, end):
        depth += {Word.LEFT: 1, Word.RIGHT: -1}.get(scene.tokens[place].word, 0)
        if depth == 0 and scene.word(place) is Word.PLAIN and scene.lower(place) not in _OF_ANY:
            return False
    return True


@BOOK.says(
    "value:quantity what:higher",
    "value:quantity det* commune left reach* ..3 share:percent right ..6 what:higher|standard|rural",
    "value:quantity det* commune open:left ..24 right ..6 reach+ what:higher|standard|rural",
    "value:quantity det* commune open:colon names:unit|proper ..24 arrive:reach what:higher|standard|rural",
    "value:quantity det* commune open:reach names:unit|proper|plain ..24 "
    "arrive:reach what:higher|standard|rural",
    "value:quantity det* commune names:proper ..24 arrive:reach what:higher|standard|rural",
    "value:quantity det* names:unit ..24 arrive:reach what:higher|standard|rural",
    "value:quantity det* commune ..10 what:higher|village_standard|standard|rural",
    "det* commune? reach+ what:rural|standard ..2 value:number commune",
)
def communes(scene: Scene, match: Match) -> Draft | None:
    """ "05 xã đã được công nhận đạt chuẩn nông thôn mới: …"; "có thêm 02 xã đạt chuẩn"."""
    figure, what = match.named["value"], match.named["what"]
    inner = {scene.word(place) for place in range(figure, what)}
    if Word.NOT in inner or Word.VILLAGE in inner:
        return None
    if scene.word(figure - 1) is Word.FOR and scene.clause(match.first, figure).mode is not Mode.KEEP:
        return None  # "Đối với 04 xã đã đạt chuẩn: …" says whom it is about
    label = scene.part.label.casefold()
    is_of_label = label.startswith("tiêu chí") and scene.lower(what) == "chuẩn"
    if is_of_label and (mentions := _of_context(scene)):  # "Tiêu chí Điện: 12/12 xã đạt chuẩn"
        return _criterion(scene, match, mention_end=match.end, mentions=mentions)
    if _is_for_them(scene, figure, scene.clause(match.first, figure).mode):
        return None
    if what == figure + 1 and not scene.tokens[what].text.casefold().startswith("xã"):
        return None
    clause = scene.clause(match.first, figure)
    subject = {Word.HIGHER: Subject.OTHER, Word.VILLAGE_STANDARD: Subject.VILLAGES}.get(
        scene.tokens[what].word, Subject.COMMUNES
    )
    named = (
        named_places.between(scene, match.named["names"], match.named["arrive"]) if "names" in match else ()
    )
    if "names" in match and len(named) != scene.tokens[figure].value:
        return None
    if subject is Subject.COMMUNES and not named and not _are_any(scene, figure + 1, what):
        subject = Subject.OTHER  # "03 xã đặc biệt khó khăn đạt chuẩn" are not all that reach it
    draft = Draft(
        first=clause.first,
        end=match.end,
        kind=StatementKind.COUNT,
        mode=clause.mode,
        subject=subject,
        measure="xã",
        object_text=scene.words(figure + 1 if what > figure else match.first, match.end),
        rest=clause.rest,
    )
    measured(scene, match, draft, figure)
    draft.all_units = draft.kind is StatementKind.SHARE and draft.value == 100
    opening = range(max(0, clause.first - 2), figure)  # "lũy kế" stands before "đến hết năm 2023"
    if draft.kind is StatementKind.COUNT and any(scene.word(place) is Word.TOTAL for place in opening):
        draft.kind, draft.mode = StatementKind.TOTAL, Mode.REACH
    if scene.topic is Topic.GOALS and scene.tokens[figure - 1].text.casefold() == "công nhận" and figure:
        draft.mode = Mode.ADD  # a commune is recognised once
    if "share" in match:
        share = match.named["share"]
        draft.free = range(share - 1 - (scene.word(share - 2) is not Word.COMMUNE), share + 2)
    if named:
        draft.units = named
    elif "open" in match:
        named_places.inside_brackets(scene, draft, match.named["open"])
    else:
        named_places.with_units(scene, draft)
    if draft.units and subject is Subject.COMMUNES and draft.kind is StatementKind.COUNT:
        draft.kind = StatementKind.KEEP if draft.mode is Mode.KEEP else draft.kind
        draft.kind = StatementKind.GAIN if draft.mode is Mode.ADD else draft.kind
    return draft
