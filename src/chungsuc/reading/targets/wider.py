"""Ngoài xã và thôn: districts and provinces that reach the standard, OCOP products, model gardens."""

from __future__ import annotations

from decimal import Decimal

from chungsuc.core.statements import Certainty, Mode, StatementKind, Subject, UnitLevel, UnitMention
from chungsuc.core.units import Level
from chungsuc.reading.outline import Topic
from chungsuc.reading.targets import nouns
from chungsuc.reading.targets.grammar import Match
from chungsuc.reading.targets.lexicon import Word
from chungsuc.reading.targets.named_criteria import criteria_list
from chungsuc.reading.targets.phrases import Book, measured
from chungsuc.reading.targets.scene import Draft, Scene

BOOK = Book()
_TASK = ("nhiệm", "vụ")  # "hoàn thành nhiệm vụ xây dựng nông thôn mới"
_LEVEL_OF = {Level.DISTRICT: UnitLevel.DISTRICT, Level.PROVINCE: UnitLevel.PROVINCE}
_LEVELS = tuple(_LEVEL_OF.values())


@BOOK.says(
    "value:quantity det* level:district comma? district? ..6 reach+ ..3 what:standard|higher|rural",
    "value:quantity det* level:district left ..16 right ..4 reach+ ..3 what:standard|higher|rural",
)
def districts(scene: Scene, match: Match) -> Draft | None:
    """ "có ít nhất 02 huyện đạt chuẩn nông thôn mới"; "01 thị xã hoàn thành nhiệm vụ xây dựng NTM"."""
    figure = match.named["value"]
    inner = {scene.word(place) for place in range(match.first, match.end)}
    if inner & {Word.COMMUNE, Word.VILLAGE, Word.NOT, Word.CRITERIA}:
        return None
    clause = scene.clause(match.first, figure)
    draft = Draft(
        first=min(clause.first, match.first),
        end=match.end,
        kind=StatementKind.COUNT,
        mode=clause.mode,
        subject=Subject.OTHER,
        measure=_noun(scene, match.named["level"]),
        object_text=scene.words(match.named["level"], match.end),
        units=_places_in(scene, match),
    )
    return _listed(scene, measured(scene, match, draft, figure))


def _home(scene: Scene) -> UnitMention | None:
    """The district or province that the document is of."""
    home = scene.places.home
    level = _LEVEL_OF.get(home.level) if home is not None else None
    if home is None or level is None:
        return None
    return UnitMention(home.name, level, home.id, home.name, Certainty.LIKELY)


def _noun(scene: Scene, place: int) -> str:
    return scene.lower(place).removeprefix("đơn vị cấp ")


def _places_in(scene: Scene, match: Match) -> tuple[UnitMention, ...]:
    tokens = scene.tokens[match.first : match.end]
    return tuple(token.unit for token in tokens if token.unit is not None and token.unit.level in _LEVELS)


def _listed(scene: Scene, draft: Draft) -> Draft:
    """ "02 huyện đạt chuẩn (A, B)", ": huyện A, huyện B": the names behind, where they are as many."""
    opened = draft.end
    if draft.units or scene.word(opened) not in (Word.LEFT, Word.COLON, Word.AMONG):
        return draft
    start, text = scene.tokens[opened].end, scene.text
    close = text.find(")", start, start + 400) if scene.word(opened) is Word.LEFT else -1
    end = close if close >= 0 else min(len(text), start + 400)
    listed = scene.places.listed(text, start, end, UnitLevel.DISTRICT)
    known = all(unit.unit_id is not None for unit in listed.units)
    if not listed.units or not known or (len(listed.units) != draft.value and listed.end < end):
        return draft
    draft.units = listed.units
    while draft.end < len(scene.tokens) and scene.tokens[draft.end].start <= listed.end:
        draft.end += 1
    return draft


@BOOK.says("place|district reach+ ..3 what:standard|higher|rural")
def one_district(scene: Scene, match: Match) -> Draft | None:
    """ "phấn đấu huyện A đạt chuẩn nông thôn mới", "huyện hoàn thành nhiệm vụ xây dựng nông thôn mới"."""
    first, what = scene.tokens[match.first], match.named["what"]
    between = [scene.lower(place) for place in range(match.first + 1, what)]
    inner = {scene.word(place) for place in range(match.first + 1, what)}
    is_goal = scene.clause(match.first, match.first).has_goal or scene.date_near(match.first) is not None
    is_goal = is_goal or scene.topic is Topic.GOALS
    if not inner <= {Word.REACH, Word.PLAIN} or not is_goal:
        return None
    if scene.word(what) is Word.RURAL and tuple(between[-2:]) != _TASK:
        return None  # "huyện có … nông thôn mới" says nothing of the standard
    home = _home(scene)
    unit = first.unit if first.word is Word.PLACE else home
    if unit is None or unit.level not in _LEVELS or scene.word(match.first - 1) is Word.DISTRICT:
        return None
    before = scene.lower(match.first - 1)
    if before in ("toàn", "của", "trong", "bàn", "cấp", "mỗi", "các", "những", "nhiều", "số"):
        return None
    clause = scene.clause(match.first, match.first)
    keeps = clause.mode is Mode.KEEP
    return Draft(
        first=min(clause.first, match.first),
        end=match.end,
        kind=StatementKind.KEEP if keeps else StatementKind.GAIN,
        mode=Mode.KEEP if keeps else Mode.REACH,
        subject=Subject.OTHER,
        value=Decimal(1),
        measure="tỉnh" if unit.level is UnitLevel.PROVINCE else "huyện",
        object_text=scene.words(match.first, match.end),
        units=(unit,),
    )


@BOOK.says(
    "verb+ least? value:number|fraction criteria level:district",
    "place|district ..3 verb+ least? value:number|fraction criteria level:district",
)
def district_criteria(scene: Scene, match: Match) -> Draft | None:
    """ "huyện hoàn thành 7/9 tiêu chí huyện nông thôn mới": the criteria of another set."""
    figure = match.named["value"]
    clause = scene.clause(match.first, figure)
    named = _places_in(scene, match)
    home = _home(scene)
    units = named or ((home,) if home is not None and home.level is UnitLevel.DISTRICT else ())
    end = match.end + (scene.word(match.end) is Word.RURAL)
    draft = Draft(
        first=min(clause.first, match.first),
        end=end,
        kind=StatementKind.COUNT,
        mode=clause.mode,
        subject=Subject.OTHER,
        measure="tiêu chí",
        object_text=scene.words(figure + 1, end),
        units=units,
    )
    _, chars = criteria_list(scene, end)
    draft.chars = chars
    return measured(scene, match, draft, figure)


@BOOK.says("value:number|range|fraction thing:product")
def products(scene: Scene, match: Match) -> Draft | None:
    """ "có thêm 05 sản phẩm OCOP đạt 3 sao trở lên, trong đó có 01 sản phẩm 4 sao"; "20 vườn mẫu"."""
    figure, thing = match.named["value"], match.named["thing"]
    clause = scene.clause(match.first, figure)
    begin = scene.sentence_start(match.first)
    said_before = any(each.first >= begin and each.end <= match.first for each in scene.drafts)
    end = nouns.clause_end(scene, thing, scene.sentence_end(thing))
    words = scene.words(thing, end)
    low = words.casefold()
    if not any(mark in low for mark in ("ocop", " sao", "vườn")) or not (clause.has_verb or said_before):
        return None
    is_total = any(scene.word(place) is Word.TOTAL for place in range(clause.first, figure))
    draft = Draft(
        first=min(clause.first, match.first),
        end=end,
        kind=StatementKind.TOTAL if is_total else StatementKind.COUNT,
        mode=clause.mode,
        subject=Subject.OTHER,
        measure="vườn" if low.startswith("vườn") else "sản phẩm",
        object_text=words,
    )
    return measured(scene, match, draft, figure)
