"""Số tiêu chí của các xã: means, floors, and how many communes stand at how many criteria."""

from __future__ import annotations

from decimal import Decimal
from itertools import takewhile

from chungsuc.core.statements import Comparator, Mode, StatementKind, Subject, UnitMention
from chungsuc.reading.targets import named_criteria, named_places
from chungsuc.reading.targets.grammar import Match
from chungsuc.reading.targets.lexicon import Word
from chungsuc.reading.targets.phrases import Book, figured, measured
from chungsuc.reading.targets.scene import Draft, Scene
from chungsuc.reading.targets.tokens import Token

BOOK = Book()


@BOOK.says(
    "average ..8 value:number|range more? criteria slash? commune? more?",
    "average det* criteria ..6 value:number|range more? criteria slash? commune? more?",
    "average ..3 criteria ..6 colon value:number|range criteria",
    "criteria ..4 average colon value:number|range criteria slash? commune?",
    "average ..6 each ..4 value:number|range more? criteria",
    "each commune ..3 average ..4 value:number|range criteria",
)
def average(scene: Scene, match: Match) -> Draft | None:
    """ "bình quân toàn huyện đạt 12,5 tiêu chí/xã"."""
    draft = Draft(
        first=match.first,
        end=match.end,
        kind=StatementKind.AVERAGE,
        mode=Mode.REACH,
        subject=Subject.CRITERIA,
        measure="tiêu chí/xã",
        object_text=scene.words(match.first, match.end),
        sure=True,
    )
    figure = match.named["value"]
    words = [scene.word(place) for place in range(max(0, match.first - 1), figure)]
    if Word.ADD in words and scene.tokens[figure - 1].text.casefold() != "lên":
        draft.mode = Mode.ADD  # "mỗi xã tăng bình quân 1,5 tiêu chí" says by how much
    return measured(scene, match, draft, figure)


@BOOK.says("none commune ..4 below value:number criteria", "none ..3 commune ..3 below value:number criteria")
def floor_by_none(scene: Scene, match: Match) -> Draft | None:
    """ "Không còn xã đạt dưới 9 tiêu chí": every commune has at least 9."""
    return _floor(scene, match, all_units=True, sure=True)


def _floor(
    scene: Scene, match: Match, *, rest: bool = False, all_units: bool = False, sure: bool = False
) -> Draft:
    """ "từ 12 tiêu chí trở lên": of the communes not yet named, or of all."""
    return Draft(
        first=match.first,
        end=match.end,
        kind=StatementKind.FLOOR,
        mode=Mode.REACH,
        subject=Subject.CRITERIA,
        value=scene.tokens[match.named["value"]].value,
        comparator=Comparator.AT_LEAST,
        measure="tiêu chí",
        object_text=scene.words(match.first, match.end),
        rest=rest,
        all_units=all_units,
        sure=sure,
    )


@BOOK.says(
    "det commune rest reach* least* value:number more? criteria more",
    "det commune rest reach* least+ value:number criteria",
)
def floor_for_rest(scene: Scene, match: Match) -> Draft | None:
    """ "Các xã còn lại đạt từ 12 tiêu chí trở lên"."""
    return _floor(scene, match, rest=True)


@BOOK.says(
    "share:percent det* commune ..6 least+ value:number more? criteria more?",
    "share:percent det* commune ..6 reach+ value:number criteria more",
    "each|all det* commune ..6 least+ value:number more? criteria more?",
    "each|all det* commune ..6 reach+ value:number criteria more",
)
def floor_for_all(scene: Scene, match: Match) -> Draft | None:
    """ "100% số xã đạt từ 15 tiêu chí trở lên"."""
    if "share" in match and scene.tokens[match.named["share"]].value != 100:
        return _other_communes(scene, match, match.named["share"])
    if any(scene.word(place) is Word.ADD for place in range(match.first, match.named["value"])):
        return each_gains(scene, match)
    if named := named_places.units_before(scene, match.first):
        completes = "hoàn thành" in scene.words(match.first, match.named["value"]).casefold()
        return gain_of_each(scene, match, named) if completes else None
    return _floor(scene, match, all_units=True)


@BOOK.says(
    "each commune ..4 add+ ..2 value:number|range criteria",
    "each year|plain? commune reach? add? least? value:number|range criteria",
)
def each_gains(scene: Scene, match: Match) -> Draft | None:
    """ "mỗi xã hoàn thành thêm 01 - 02 tiêu chí"; "xã A, xã B: mỗi xã thêm 01 tiêu chí"."""
    if named := named_places.units_before(scene, match.first):
        return gain_of_each(scene, match, named)
    if not any(scene.word(place) is Word.ADD for place in range(match.first, match.named["value"])):
        return None
    draft = Draft(
        first=min(scene.clause(match.first, match.named["value"]).first, match.first),
        end=match.end,
        kind=StatementKind.FLOOR,
        mode=Mode.ADD,
        subject=Subject.CRITERIA,
        measure="tiêu chí/xã",
        object_text=scene.words(match.first, match.end),
        all_units=True,
    )
    measured(scene, match, draft, match.named["value"])
    if draft.comparator is Comparator.EQUAL:
        draft.comparator = Comparator.AT_LEAST
    before = range(scene.sentence_start(match.first), match.first)
    words = {scene.word(place) for place in before if not scene.taken[place]}
    if Word.REST in words:
        draft.rest, draft.all_units = True, False
    elif Word.NOT in words or Word.COMMUNE in words or _names_some(scene, match):
        draft.subject, draft.all_units = Subject.OTHER, False  # "các xã chưa đạt chuẩn: mỗi xã tăng …"
    return draft


def _names_some(scene: Scene, match: Match) -> bool:
    """ "… 01 tiêu chí/xã đối với các xã chưa đạt chuẩn": whom it is for stands behind."""
    behind = range(match.end, scene.sentence_end(match.first))
    clause = (scene.word(place) for place in behind)
    words = set(takewhile(lambda word: word not in (Word.SEMI, Word.COMMA), clause))
    return Word.FOR in words or Word.NOT in words


def gain_of_each(scene: Scene, match: Match, units: tuple[UnitMention, ...]) -> Draft:
    """So many criteria for every one of the communes that were named."""
    figure = match.named["value"]
    clause = scene.clause(match.first, figure)
    end = match.end
    if scene.word(end) is Word.SLASH and scene.word(end + 1) is Word.COMMUNE:
        end += 2
    mentions, chars = named_criteria.exactly(scene, end, scene.tokens[figure].value)
    draft = Draft(
        first=min(clause.first, match.first),
        end=end,
        kind=StatementKind.GAIN,
        mode=Mode.ADD,
        subject=Subject.CRITERIA,
        measure="tiêu chí/xã",
        units=units,
        criteria=mentions,
        chars=chars,
        object_text=scene.words(figure + 1, end),
    )
    return measured(scene, match, draft, figure)


@BOOK.says(
    "det* commune reach+ least? level:number|fraction|range criteria more? colon|reach "
    "count:number|fraction commune?",
    "count:number|fraction commune reach* least? below? level:number|fraction|range criteria more?",
)
def at_level(scene: Scene, match: Match) -> Draft | None:
    """ "04 xã đạt 15 tiêu chí": so many stand at exactly 15; "từ 15 đến 18", "dưới 10": at any of several."""
    count, level = match.named["count"], scene.tokens[match.named["level"]]
    words = {scene.word(place) for place in range(match.first, match.end)}
    if scene.tokens[count - 1].text.casefold() in ("của", "trong", "tại") and count:
        return None  # "tổng số tiêu chí của 14 xã là 200 tiêu chí"
    if any(value is not None and value > scene.criteria.count for value in _ends(level)):
        return None
    is_band = level.word is Word.RANGE and not words & {Word.BELOW, Word.MORE}
    if Word.BELOW in words or (words & {Word.LEAST, Word.MORE} and not is_band):
        return _below(scene, match) if Word.MORE not in words else _other_communes(scene, match, count)
    draft = _communes(scene, match, count)
    draft.subject, draft.level = Subject.CRITERIA, level.value
    if not is_band:
        return named_places.with_units(scene, figured(draft, scene.tokens[count]))
    draft.level_to = level.second
    return named_places.with_units(scene, measured(scene, match, draft, count))


def _ends(level: Token) -> tuple[Decimal | None, ...]:
    """ "19/19" is one level, "15 - 18" are two."""
    return (level.value, level.second) if level.word is Word.RANGE else (level.value,)


@BOOK.says(
    "det commune reach* below level:number criteria reach* remain* most? count:number|fraction commune?",
    "det commune reach* below level:number criteria colon most? count:number|fraction commune?",
)
def below_level(scene: Scene, match: Match) -> Draft | None:
    """ "Số xã dưới 10 tiêu chí không quá 03 xã"."""
    return _below(scene, match)


def _below(scene: Scene, match: Match) -> Draft:
    """At any level below so many; how many such communes fewer there are is another matter."""
    count, level = match.named["count"], scene.tokens[match.named["level"]].value
    words = {scene.lower(place) for place in range(max(0, match.first - 1), count)}
    below = Word.BELOW in {scene.word(place) for place in range(match.first, match.end)}
    if not below or level is None or level < 1 or "giảm" in words:
        return _other_communes(scene, match, count)
    draft = _communes(scene, match, count)
    draft.subject, draft.level, draft.level_to = Subject.CRITERIA, Decimal(0), level - 1
    return named_places.with_units(scene, measured(scene, match, draft, count))


def _other_communes(scene: Scene, match: Match, count: int) -> Draft:
    """A count of communes that is not one of exact level: kept in its own words."""
    return named_places.with_units(scene, measured(scene, match, _communes(scene, match, count), count))


def _communes(scene: Scene, match: Match, count: int) -> Draft:
    return Draft(
        first=match.first,
        end=match.end,
        kind=StatementKind.COUNT,
        mode=scene.clause(match.first, count).mode,
        subject=Subject.OTHER,
        measure="xã",
        object_text=scene.words(count + 1 if count == match.first else match.first, match.end),
    )
