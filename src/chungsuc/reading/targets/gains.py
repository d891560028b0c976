"""Xã đạt thêm: what named communes gain or keep, and how many criteria are gained in all."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from chungsuc.core.statements import Mode, StatementKind, Subject, UnitMention
from chungsuc.reading.targets import named_criteria, named_places
from chungsuc.reading.targets.grammar import Match
from chungsuc.reading.targets.lexicon import Word
from chungsuc.reading.targets.phrases import Book, figured, measured
from chungsuc.reading.targets.scene import Draft, Scene
from chungsuc.reading.targets.standing import each_gains, gain_of_each

BOOK = Book()
_UP_TO = ("lên", "lên thành", "nâng lên", "tăng lên")  # "tăng từ 12 lên 14 tiêu chí": where it ends


def _adds(scene: Scene, first: int, figure: int) -> bool:
    """ "Tổng số tiêu chí đạt thêm là 12"."""
    return any(scene.word(place) is Word.ADD for place in range(first, figure))


def _is_of_a_commune(scene: Scene, place: int) -> bool:
    """Does the clause begin with a commune's name: "Xã A: đạt thêm …"?"""
    while place > 0 and scene.word(place - 1) not in (Word.STOP, Word.SEMI) and not scene.taken[place - 1]:
        place -= 1
    while scene.word(place) in (Word.DASH, Word.DET, Word.FOR, Word.GOAL):
        place += 1
    return scene.word(place) is Word.UNIT


@BOOK.says(
    "unit:unit|proper colon? plain? plain? verb* least? value:number|fraction criteria",
    "unit:unit|proper left value:number|fraction criteria",
)
def unit_criteria(scene: Scene, match: Match) -> Draft | None:
    """ "Xã A 05 tiêu chí (Thu nhập, …)"; "xã B đạt 15/19 tiêu chí"."""
    figure = match.named["value"]
    clause = scene.clause(match.named["unit"], figure)
    first, units = named_places.units_until(scene, match.named["unit"])
    if not units:
        return None
    mentions, chars = named_criteria.criteria_list(scene, match.end)
    if not mentions:
        mentions, chars = named_criteria.exactly(scene, match.end, scene.tokens[figure].value)
    draft = Draft(
        first=first,
        end=match.end,
        kind=StatementKind.COUNT,
        mode=clause.mode,
        subject=Subject.CRITERIA,
        measure="tiêu chí",
        units=units,
        object_text=scene.words(figure + 1, match.end),
    )
    measured(scene, match, draft, figure)
    if mentions:
        draft.criteria, draft.chars = mentions, chars
        if scene.word(figure) is Word.FRACTION and draft.mode is Mode.REACH:
            return draft  # "đạt 05/19 tiêu chí (1, 3, …)" is where it stands
        draft.kind = StatementKind.KEEP if clause.mode is Mode.KEEP else StatementKind.GAIN
        draft.mode = Mode.KEEP if clause.mode is Mode.KEEP else Mode.ADD
    elif draft.mode is Mode.ADD:
        draft.kind = StatementKind.GAIN
    return draft


@BOOK.says("left verb+ value:number criteria rest?")
def unit_lacks(scene: Scene, match: Match) -> Draft | None:
    """ "01 xã đạt chuẩn là xã A (hoàn thành 02 tiêu chí còn lại là Y tế và Điện)"."""
    before = [each for each in scene.drafts if each.end == match.first and len(each.units) == 1]
    place = match.end - 1 if scene.word(match.end - 1) is Word.REST else match.end
    mentions, chars = named_criteria.criteria_list(scene, place)
    if not before or not mentions:
        return None
    figure = match.named["value"]
    draft = Draft(
        first=match.first + 1,
        end=match.end,
        kind=StatementKind.GAIN,
        mode=Mode.ADD,
        subject=Subject.CRITERIA,
        measure="tiêu chí",
        units=before[-1].units,
        criteria=mentions,
        chars=chars,
        object_text=scene.words(figure + 1, match.end),
    )
    return figured(draft, scene.tokens[figure])


@BOOK.says("unit:unit|proper colon? verb+ det* name:criteria colon?")
def unit_gains_named(scene: Scene, match: Match) -> Draft | None:
    """ "xã A hoàn thành tiêu chí thu nhập, y tế"."""
    first, units = named_places.units_until(scene, match.named["unit"])
    mentions, chars = named_criteria.criteria_row(scene, match.end)
    if not units or not mentions:
        return None
    mode = scene.clause(match.first, match.named["name"]).mode
    keeps = mode is Mode.KEEP
    return Draft(
        first=first,
        end=match.end,
        kind=StatementKind.KEEP if keeps else StatementKind.GAIN,
        mode=Mode.KEEP if keeps else Mode.ADD,
        subject=Subject.CRITERIA,
        value=Decimal(len(mentions)),
        measure="tiêu chí",
        units=units,
        criteria=mentions,
        chars=chars,
        object_text=scene.words(match.named["name"], match.end),
    )


@BOOK.says("commune reach+ value:number|fraction criteria")
def own_criteria(scene: Scene, match: Match) -> Draft | None:
    """ "xã đạt 14/19 tiêu chí", in a document of one commune."""
    home = scene.places.home_mention()
    if home is None:
        return None
    figure = match.named["value"]
    clause = scene.clause(match.first, figure)
    draft = Draft(
        first=min(clause.first, match.first),
        end=match.end,
        kind=StatementKind.COUNT,
        mode=clause.mode,
        subject=Subject.CRITERIA,
        measure="tiêu chí",
        units=(home,),
        object_text=scene.words(figure + 1, match.end),
    )
    mentions, chars = named_criteria.criteria_list(scene, match.end)
    if named_criteria.all_sure(mentions) and len(mentions) == scene.tokens[figure].value:
        draft.criteria, draft.chars = mentions, chars
    return figured(draft, scene.tokens[figure])


@BOOK.says(
    "unit:unit|proper plain? plain? goal? reach+ what:standard|higher",
    "unit:unit|proper goal? arrive:reach what:rural",
)
def unit_standard(scene: Scene, match: Match) -> Draft | None:
    """ "phấn đấu xã A, xã B đạt chuẩn nông thôn mới"."""
    first, units = named_places.units_until(scene, match.named["unit"])
    if "arrive" in match and scene.lower(match.named["arrive"]) != "về đích":
        return None
    if any(scene.word(place) is Word.NOT for place in range(first, match.end)):
        return None
    clause = scene.clause(first, first)
    keeps = clause.mode is Mode.KEEP
    subject = Subject.OTHER if scene.tokens[match.named["what"]].word is Word.HIGHER else Subject.COMMUNES
    return Draft(
        first=min(clause.first, first),
        end=match.end,
        kind=StatementKind.KEEP if keeps else StatementKind.GAIN,
        mode=Mode.KEEP if keeps else Mode.REACH,
        subject=subject,
        value=Decimal(len(units)),
        measure="xã",
        units=units,
        object_text=scene.words(match.first, match.end),
    )


@BOOK.says("commune reach+ what:standard|higher", "commune plain reach+ what:standard|higher")
def own_standard(scene: Scene, match: Match) -> Draft | None:
    """ "phấn đấu đến năm 2028 xã đạt chuẩn nông thôn mới", in a document of one commune."""
    home = scene.places.home_mention()
    before = scene.tokens[match.first - 1] if match.first else None
    counted = before is not None and (before.is_quantity or before.word in (Word.DET, Word.EACH, Word.ALL))
    clause = scene.clause(match.first, match.first)
    dated = scene.date_near(match.first) is not None
    if home is None or counted or not (clause.has_goal or clause.mode is Mode.KEEP or dated):
        return None
    keeps = clause.mode is Mode.KEEP
    higher = scene.word(match.named["what"]) is Word.HIGHER
    return Draft(
        first=min(clause.first, match.first),
        end=match.end,
        kind=StatementKind.KEEP if keeps else StatementKind.GAIN,
        mode=Mode.KEEP if keeps else Mode.REACH,
        subject=Subject.OTHER if higher else Subject.COMMUNES,
        value=Decimal(1),
        measure="xã",
        units=(home,),
        object_text=scene.words(match.first, match.end),
    )


@BOOK.says(
    "total criteria ~10 reach value:number|fraction criteria?",
    "total criteria ~10 colon value:number|fraction criteria",
    "total ..2 value:number criteria",
    "verb+ least? value:number|fraction|range criteria",
)
def criteria_total(scene: Scene, match: Match) -> Draft | None:
    """ "Tổng số tiêu chí hoàn thành và duy trì là 200 tiêu chí"; "hoàn thành thêm 20 tiêu chí"."""
    figure = match.named["value"]
    clause = scene.clause(match.first, figure)
    is_total = scene.word(match.first) is Word.TOTAL
    token = scene.tokens[figure]
    if token.value is None or token.value % 1 != 0:
        return None  # "tăng 0,5 tiêu chí" explains a mean
    per_commune = scene.word(match.end) is Word.SLASH and scene.word(match.end + 1) is Word.COMMUNE
    if per_commune and is_total and _counts_communes(scene, match.end):
        per_commune, match = False, replace(match, end=match.end + 2)
    named = named_places.units_before(scene, clause.first) or named_places.units_before(scene, match.first)
    if named and scene.tokens[figure - 1].text.casefold() in _UP_TO:
        reached = gain_of_each(scene, match, named)
        reached.kind, reached.mode = StatementKind.COUNT, Mode.REACH
        return reached
    if clause.mode is Mode.ADD and named and (per_commune or len(named) == 1) and not is_total:
        return gain_of_each(scene, match, named)
    if clause.each or (per_commune and not named):
        return each_gains(scene, match)
    if not named and not is_total and _is_of_a_commune(scene, match.first):
        return None  # a commune whose name was not understood: certainly not a total of all
    if clause.mode is Mode.ADD and not is_total and not clause.rest and not named:
        before = _criteria_before(scene, match.first)
        if before is not None and before.units:
            return gain_of_each(scene, match, before.units) if len(before.units) == 1 else None
        if before is not None and (before.kind is not StatementKind.TOTAL or before.rest):
            return None  # "bình quân 15 tiêu chí/xã, tăng 1 tiêu chí" says how the mean changes
        if before is None and scene.word(match.end) is Word.SINCE and _speaks_of_some(scene, match.first):
            return None
    is_listed = clause.has_goal and scene.word(match.end) in (Word.LEFT, Word.COLON)
    mode = Mode.ADD if is_listed and clause.mode is Mode.REACH else clause.mode
    if not is_total and mode is Mode.REACH and not clause.rest:
        # "xây dựng 19 tiêu chí" says nothing of a total; no commune can have 119.
        of_all = token.value > scene.criteria.count and not _speaks_of_some(scene, match.first)
        if not of_all or scene.places.home_mention() is not None:
            return None
        is_total = True
    own = _unit_before(scene, match.first) if is_total else None
    if own is not None:  # "xã A hoàn thành 03 tiêu chí …, nâng tổng số tiêu chí đạt lên 12"
        standing = Draft(
            first=match.first,
            end=match.end,
            kind=StatementKind.COUNT,
            mode=Mode.REACH,
            subject=Subject.CRITERIA,
            measure="tiêu chí",
            units=own,
            object_text="tiêu chí",
        )
        return measured(scene, match, standing, figure)
    mentions, chars = named_criteria.criteria_list(scene, match.end)
    home = scene.places.home_mention()
    if mentions and home is not None:
        keeps = clause.mode is Mode.KEEP
        return Draft(
            first=min(clause.first, match.first),
            end=match.end,
            kind=StatementKind.KEEP if keeps else StatementKind.GAIN,
            mode=clause.mode,
            subject=Subject.CRITERIA,
            value=token.value,
            measure="tiêu chí",
            units=(home,),
            criteria=mentions,
            chars=chars,
            object_text=scene.words(figure + 1, match.end) or "tiêu chí",
        )
    draft = Draft(
        first=min(clause.first, match.first),
        end=match.end,
        kind=StatementKind.TOTAL,
        mode=Mode.REACH if is_total and not _adds(scene, match.first, figure) else mode,
        subject=Subject.CRITERIA,
        measure="tiêu chí",
        object_text=scene.words(figure + 1, match.end) or "tiêu chí",
        units=named,
        rest=clause.rest,
    )
    return measured(scene, match, draft, figure)


def _counts_communes(scene: Scene, slash: int) -> bool:
    """ "182 tiêu chí/12 xã": what they have together, and not what each of them has."""
    between = scene.text[scene.tokens[slash].end : scene.tokens[slash + 1].start].strip()
    return between.isdigit() and int(between) > 1


def _criteria_before(scene: Scene, first: int) -> Draft | None:
    """The statement about criteria that the same sentence makes before."""
    begin = scene.sentence_start(first)
    before = [
        each for each in scene.drafts if begin <= each.first < first and each.subject is Subject.CRITERIA
    ]
    return before[-1] if before else None


def _speaks_of_some(scene: Scene, first: int) -> bool:
    """Does the sentence name or count communes that nothing has been read of?"""
    inside = range(scene.sentence_start(first), first)
    return any(scene.word(p) in (Word.COMMUNE, Word.UNIT) and not scene.taken[p] for p in inside)


def _unit_before(scene: Scene, first: int) -> tuple[UnitMention, ...] | None:
    """The one commune that the sentence has spoken of so far."""
    before = _criteria_before(scene, first)
    return before.units if before is not None and len(before.units) == 1 else None
