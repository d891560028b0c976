"""Câu mục tiêu: what each pattern of words says. The first pattern that fits a stretch takes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from chungsuc.core.statements import Comparator, CriterionMention, Mode, StatementKind, Subject, UnitMention
from chungsuc.reading.targets import objects
from chungsuc.reading.targets.grammar import Match, Pattern
from chungsuc.reading.targets.lexicon import Word
from chungsuc.reading.targets.scene import Draft, Scene
from chungsuc.reading.targets.tokens import Token

Action = Callable[[Scene, Match], Draft | None]


@dataclass(frozen=True, slots=True)
class Phrase:
    pattern: Pattern
    action: Action


PHRASES: list[Phrase] = []


def says(*patterns: str) -> Callable[[Action], Action]:
    def register(action: Action) -> Action:
        PHRASES.extend(Phrase(Pattern(pattern), action) for pattern in patterns)
        return action

    return register


def _figure(draft: Draft, token: Token) -> Draft:
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
    draft.decimals = len(token.text.rstrip("% ").partition(",")[2]) if token.word in (Word.NUMBER, Word.PERCENT) else 0
    return draft


def _bound(scene: Scene, match: Match, figure: int) -> Comparator | None:
    """"ít nhất", "trở lên", "không quá", "còn": which side of the figure is meant."""
    before = {scene.word(place) for place in range(max(match.first, figure - 2), figure)} | {scene.word(figure - 1)}
    after = {scene.word(figure + 1), scene.word(figure + 2), scene.word(match.end - 1), scene.word(match.end)}
    if Word.LEAST in before or Word.MORE in after:
        return Comparator.AT_LEAST
    if Word.MOST in before or Word.BELOW in before or Word.REMAIN in before:
        return Comparator.AT_MOST
    return None


def _measured(scene: Scene, match: Match, draft: Draft, figure: int) -> Draft:
    _figure(draft, scene.tokens[figure])
    if draft.comparator is Comparator.EQUAL:
        draft.comparator = _bound(scene, match, figure) or Comparator.EQUAL
    return draft


# --- the number of criteria ---------------------------------------------------------------------


@says(
    "average ..8 value:number|range more? criteria slash? commune? more?",
    "average criteria ..6 value:number|range more? criteria slash? commune? more?",
    "average ..6 each ..4 value:number|range more? criteria",
    "each commune ..3 average ..4 value:number|range criteria",
)
def average(scene: Scene, match: Match) -> Draft | None:
    """"bình quân toàn huyện đạt 12,5 tiêu chí/xã"."""
    draft = Draft(
        first=match.first, end=match.end, kind=StatementKind.AVERAGE, mode=Mode.REACH, subject=Subject.CRITERIA,
        measure="tiêu chí/xã", object_text=scene.words(match.first, match.end), sure=True,
    )  # fmt: skip
    return _measured(scene, match, draft, match.named["value"])


@says("none commune ..4 below value:number criteria", "none ..3 commune ..3 below value:number criteria")
def floor_by_none(scene: Scene, match: Match) -> Draft | None:
    """"Không còn xã đạt dưới 9 tiêu chí": every commune has at least 9."""
    return Draft(
        first=match.first, end=match.end, kind=StatementKind.FLOOR, mode=Mode.REACH, subject=Subject.CRITERIA,
        value=scene.tokens[match.named["value"]].value, comparator=Comparator.AT_LEAST, measure="tiêu chí",
        object_text=scene.words(match.first, match.end), all_units=True, sure=True,
    )  # fmt: skip


@says(
    "share:percent det* commune ..3 least+ value:number more? criteria more?",
    "share:percent det* commune reach* value:number criteria more",
    "each|all det* commune ..3 least+ value:number more? criteria more?",
    "each|all det* commune reach* value:number criteria more",
)
def floor_for_all(scene: Scene, match: Match) -> Draft | None:
    """"100% số xã đạt từ 15 tiêu chí trở lên"."""
    if "share" in match and scene.tokens[match.named["share"]].value != 100:
        return _other_communes(scene, match, match.named["share"])
    if any(scene.word(place) is Word.ADD for place in range(match.first, match.named["value"])):
        return each_gains(scene, match)
    return Draft(
        first=match.first, end=match.end, kind=StatementKind.FLOOR, mode=Mode.REACH, subject=Subject.CRITERIA,
        value=scene.tokens[match.named["value"]].value, comparator=Comparator.AT_LEAST, measure="tiêu chí",
        object_text=scene.words(match.first, match.end), all_units=True,
    )  # fmt: skip


@says("each commune ..4 add+ ..2 value:number|range criteria", "each year|plain? commune reach? add least? value:number|range criteria")
def each_gains(scene: Scene, match: Match) -> Draft | None:
    """"mỗi xã hoàn thành thêm 01 - 02 tiêu chí"."""
    draft = Draft(
        first=match.first, end=match.end, kind=StatementKind.FLOOR, mode=Mode.ADD, subject=Subject.CRITERIA,
        measure="tiêu chí/xã", object_text=scene.words(match.first, match.end), all_units=True,
    )  # fmt: skip
    _measured(scene, match, draft, match.named["value"])
    if draft.comparator is Comparator.EQUAL:
        draft.comparator = Comparator.AT_LEAST
    return draft


@says("count:number commune reach* least? below? level:number|fraction|range criteria more?")
def at_level(scene: Scene, match: Match) -> Draft | None:
    """"04 xã đạt 15 tiêu chí": as many communes stand at exactly 15."""
    count, level = match.named["count"], scene.tokens[match.named["level"]]
    bounded = {Word.LEAST, Word.BELOW, Word.MORE} & {scene.word(place) for place in range(match.first, match.end)}
    if bounded or level.word is Word.RANGE:
        return _other_communes(scene, match, count)
    draft = Draft(
        first=match.first, end=match.end, kind=StatementKind.COUNT, mode=scene.clause(match.first, count).mode,
        subject=Subject.CRITERIA, level=level.value, measure="xã", object_text=scene.words(count + 1, match.end),
    )  # fmt: skip
    return objects.with_units(scene, _figure(draft, scene.tokens[count]))


def _other_communes(scene: Scene, match: Match, count: int) -> Draft:
    """A count of communes that is not one of exact level: kept in its own words."""
    draft = Draft(
        first=match.first, end=match.end, kind=StatementKind.COUNT, mode=scene.clause(match.first, count).mode,
        subject=Subject.OTHER, measure="xã", object_text=scene.words(count + 1, match.end),
    )  # fmt: skip
    return objects.with_units(scene, _figure(draft, scene.tokens[count]))


# --- communes that meet one criterion -----------------------------------------------------------


@says(
    "value:quantity det* commune ..6 name:criteria",
    "verb+ value:quantity det* commune ..6 name:criteria",
)
def criterion_count(scene: Scene, match: Match) -> Draft | None:
    """"10/12 xã đạt tiêu chí trường học"; "8/12 xã tiêu chí y tế"; "12/12 xã hoàn thành tiêu chí"."""
    mention, end = objects.criterion_after(scene, match.named["name"] + 1)
    if mention is None:
        mention = scene.context_criterion() if objects.ends_here(scene, match.end) else None
    if mention is None:
        return None
    return _criterion(scene, match, mention_end=end, mention=mention)


@says(
    "name:criteria ..12 value:quantity det* commune reach*",
    "value:quantity det* commune reach+",
)
def criterion_before(scene: Scene, match: Match) -> Draft | None:
    """"Tiêu chí số 2 về giao thông: 10/12 xã đạt"; "*Y tế:* … phấn đấu 10/12 xã đạt."."""
    if "name" in match:
        mention, _ = objects.criterion_after(scene, match.named["name"] + 1)
    else:
        mention = scene.context_criterion() if objects.ends_here(scene, match.end) else None
    if mention is None or mention.code is None:
        return None
    return _criterion(scene, match, mention_end=match.end, mention=mention)


def _criterion(scene: Scene, match: Match, *, mention_end: int, mention: CriterionMention) -> Draft:
    figure = match.named["value"]
    clause = scene.clause(match.first, figure)
    draft = Draft(
        first=min(clause.first, match.first), end=max(match.end, mention_end), kind=StatementKind.COUNT,
        mode=clause.mode, subject=Subject.CRITERION, measure="xã", criteria=(mention,), rest=clause.rest,
    )  # fmt: skip
    _measured(scene, match, draft, figure)
    draft.object_text = scene.words(figure + 1, draft.end)
    draft.all_units = draft.kind is StatementKind.SHARE and draft.value == 100
    return objects.with_units(scene, draft)


# --- communes that meet the standard ------------------------------------------------------------


@says(
    "total commune ..10 standard|rural ..10 reach value:number|fraction|range det* commune?",
    "total commune ..10 standard|rural ..10 reach value:number|fraction",
    "det commune reach* standard|rural ..6 reach value:number|fraction commune",
)
def communes_total(scene: Scene, match: Match) -> Draft | None:
    """"nâng tổng số xã đạt chuẩn nông thôn mới trên địa bàn huyện là 12 xã"."""
    draft = Draft(
        first=match.first, end=match.end, kind=StatementKind.TOTAL, mode=Mode.REACH, subject=Subject.COMMUNES,
        measure="xã", object_text=scene.words(match.first, match.end),
    )  # fmt: skip
    return objects.with_units(scene, _measured(scene, match, draft, match.named["value"]))


@says(
    "value:quantity det* commune ..10 what:higher|village_standard|standard|rural",
)
def communes(scene: Scene, match: Match) -> Draft | None:
    """"05 xã đã được công nhận đạt chuẩn nông thôn mới: …"; "có thêm 02 xã đạt chuẩn"."""
    figure, what = match.named["value"], match.named["what"]
    inner = {scene.word(place) for place in range(figure, what)}
    if Word.NOT in inner or Word.VILLAGE in inner:
        return None
    clause = scene.clause(match.first, figure)
    subject = {Word.HIGHER: Subject.OTHER, Word.VILLAGE_STANDARD: Subject.VILLAGES}.get(
        scene.tokens[what].word, Subject.COMMUNES
    )
    draft = Draft(
        first=clause.first, end=match.end, kind=StatementKind.COUNT, mode=clause.mode, subject=subject, measure="xã",
        object_text=scene.words(figure + 1, match.end), rest=clause.rest,
    )  # fmt: skip
    _measured(scene, match, draft, figure)
    draft.all_units = draft.kind is StatementKind.SHARE and draft.value == 100
    if any(scene.word(place) is Word.TOTAL for place in range(clause.first, figure)) and draft.kind is StatementKind.COUNT:
        draft.kind, draft.mode = StatementKind.TOTAL, Mode.REACH
    objects.with_units(scene, draft)
    if draft.units and subject is Subject.COMMUNES and draft.kind is StatementKind.COUNT:
        draft.kind = StatementKind.KEEP if draft.mode is Mode.KEEP else draft.kind
        draft.kind = StatementKind.GAIN if draft.mode is Mode.ADD else draft.kind
    return draft


# --- named communes -----------------------------------------------------------------------------


@says(
    "unit:unit|proper colon? ..3 value:number|fraction criteria",
    "unit:unit|proper left value:number|fraction criteria",
)
def unit_criteria(scene: Scene, match: Match) -> Draft | None:
    """"Xã A 05 tiêu chí (Thu nhập, …)"; "xã B đạt 15/19 tiêu chí"."""
    figure = match.named["value"]
    clause = scene.clause(match.named["unit"], figure)
    unit = scene.tokens[match.named["unit"]].unit
    if unit is None:
        return None
    mentions, chars = objects.criteria_list(scene, match.end)
    draft = Draft(
        first=match.first, end=match.end, kind=StatementKind.COUNT, mode=clause.mode, subject=Subject.CRITERIA,
        measure="tiêu chí", units=(unit,), object_text=scene.words(figure + 1, match.end),
    )  # fmt: skip
    _figure(draft, scene.tokens[figure])
    if mentions:
        draft.criteria, draft.chars = mentions, chars
        draft.kind = StatementKind.KEEP if clause.mode is Mode.KEEP else StatementKind.GAIN
        draft.mode = Mode.KEEP if clause.mode is Mode.KEEP else Mode.ADD
    elif draft.mode is Mode.ADD:
        draft.kind = StatementKind.GAIN
    return draft


@says("unit:unit|proper colon? verb+ det* name:criteria colon?")
def unit_gains_named(scene: Scene, match: Match) -> Draft | None:
    """"xã A hoàn thành tiêu chí thu nhập, y tế"."""
    unit = scene.tokens[match.named["unit"]].unit
    mentions, chars = objects.criteria_row(scene, match.end)
    if unit is None or not mentions:
        return None
    mode = scene.clause(match.first, match.named["name"]).mode
    keeps = mode is Mode.KEEP
    return Draft(
        first=match.first, end=match.end, kind=StatementKind.KEEP if keeps else StatementKind.GAIN,
        mode=Mode.KEEP if keeps else Mode.ADD, subject=Subject.CRITERIA, value=Decimal(len(mentions)),
        measure="tiêu chí", units=(unit,), criteria=mentions, chars=chars,
        object_text=scene.words(match.named["name"], match.end),
    )  # fmt: skip


@says("commune reach+ value:number|fraction criteria")
def own_criteria(scene: Scene, match: Match) -> Draft | None:
    """"xã đạt 14/19 tiêu chí", in a document of one commune."""
    home = scene.places.home_mention()
    if home is None:
        return None
    figure = match.named["value"]
    clause = scene.clause(match.first, figure)
    draft = Draft(
        first=min(clause.first, match.first), end=match.end, kind=StatementKind.COUNT, mode=clause.mode,
        subject=Subject.CRITERIA, measure="tiêu chí", units=(home,), object_text=scene.words(figure + 1, match.end),
    )  # fmt: skip
    return _figure(draft, scene.tokens[figure])


@says("unit:unit plain? plain? goal? reach+ what:standard|higher")
def unit_standard(scene: Scene, match: Match) -> Draft | None:
    """"phấn đấu xã A, xã B đạt chuẩn nông thôn mới"."""
    first = match.named["unit"]
    units: list[UnitMention] = []
    while True:
        unit = scene.tokens[first].unit
        if unit is not None:
            units.insert(0, unit)
        before = first - 1
        while before >= 0 and (scene.word(before) is Word.COMMA or scene.tokens[before].text == "và"):
            before -= 1
        if before < 0 or scene.word(before) is not Word.UNIT or before == first - 1:
            break
        first = before
    if any(scene.word(place) is Word.NOT for place in range(first, match.end)):
        return None
    clause = scene.clause(first, first)
    keeps = clause.mode is Mode.KEEP
    subject = Subject.OTHER if scene.tokens[match.named["what"]].word is Word.HIGHER else Subject.COMMUNES
    return Draft(
        first=min(clause.first, first), end=match.end, kind=StatementKind.KEEP if keeps else StatementKind.GAIN,
        mode=Mode.KEEP if keeps else Mode.REACH, subject=subject, value=Decimal(len(units)), measure="xã",
        units=tuple(units), object_text=scene.words(match.first, match.end),
    )  # fmt: skip


@says(
    "total criteria ..10 reach value:number|fraction criteria?",
    "total criteria ..10 colon value:number|fraction criteria",
    "total ..2 value:number criteria",
    "verb+ least? value:number|range criteria",
)
def criteria_total(scene: Scene, match: Match) -> Draft | None:
    """"Tổng số tiêu chí hoàn thành và duy trì là 200 tiêu chí"; "hoàn thành thêm 20 tiêu chí"."""
    figure = match.named["value"]
    clause = scene.clause(match.first, figure)
    is_total = scene.word(match.first) is Word.TOTAL
    token = scene.tokens[figure]
    if scene.word(match.end) is Word.SINCE or (token.value is not None and token.value % 1 != 0):
        return None  # "tăng 0,5 tiêu chí so với năm 2022" explains a mean
    if clause.each:
        return each_gains(scene, match)
    if not is_total and clause.mode is Mode.REACH and not clause.rest:
        return None  # "xây dựng 19 tiêu chí" says nothing of a total
    mentions, chars = objects.criteria_list(scene, match.end)
    home = scene.places.home_mention()
    if mentions and home is not None:
        keeps = clause.mode is Mode.KEEP
        return Draft(
            first=min(clause.first, match.first), end=match.end, kind=StatementKind.KEEP if keeps else StatementKind.GAIN,
            mode=clause.mode, subject=Subject.CRITERIA, value=token.value, measure="tiêu chí", units=(home,),
            criteria=mentions, chars=chars, object_text=scene.words(figure + 1, match.end) or "tiêu chí",
        )  # fmt: skip
    draft = Draft(
        first=min(clause.first, match.first), end=match.end, kind=StatementKind.TOTAL,
        mode=Mode.REACH if is_total else clause.mode, subject=Subject.CRITERIA, measure="tiêu chí",
        object_text=scene.words(figure + 1, match.end) or "tiêu chí", rest=clause.rest,
    )  # fmt: skip
    return _measured(scene, match, draft, figure)
