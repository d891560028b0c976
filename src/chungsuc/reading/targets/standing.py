"""Số tiêu chí của các xã: means, floors, and how many communes stand at how many criteria."""

from __future__ import annotations

from chungsuc.core.statements import Comparator, Mode, StatementKind, Subject
from chungsuc.reading.targets import objects
from chungsuc.reading.targets.grammar import Match
from chungsuc.reading.targets.lexicon import Word
from chungsuc.reading.targets.phrases import Book, figured, measured
from chungsuc.reading.targets.scene import Draft, Scene

BOOK = Book()


@BOOK.says(
    "average ..8 value:number|range more? criteria slash? commune? more?",
    "average criteria ..6 value:number|range more? criteria slash? commune? more?",
    "average ..3 criteria ..6 colon value:number|range criteria",
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
    return measured(scene, match, draft, match.named["value"])


@BOOK.says("none commune ..4 below value:number criteria", "none ..3 commune ..3 below value:number criteria")
def floor_by_none(scene: Scene, match: Match) -> Draft | None:
    """ "Không còn xã đạt dưới 9 tiêu chí": every commune has at least 9."""
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
        all_units=True,
        sure=True,
    )


@BOOK.says(
    "share:percent det* commune ..3 least+ value:number more? criteria more?",
    "share:percent det* commune reach* value:number criteria more",
    "each|all det* commune ..3 least+ value:number more? criteria more?",
    "each|all det* commune reach* value:number criteria more",
)
def floor_for_all(scene: Scene, match: Match) -> Draft | None:
    """ "100% số xã đạt từ 15 tiêu chí trở lên"."""
    if "share" in match and scene.tokens[match.named["share"]].value != 100:
        return _other_communes(scene, match, match.named["share"])
    if any(scene.word(place) is Word.ADD for place in range(match.first, match.named["value"])):
        return each_gains(scene, match)
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
        all_units=True,
    )


@BOOK.says(
    "each commune ..4 add+ ..2 value:number|range criteria",
    "each year|plain? commune reach? add least? value:number|range criteria",
)
def each_gains(scene: Scene, match: Match) -> Draft | None:
    """ "mỗi xã hoàn thành thêm 01 - 02 tiêu chí"."""
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
    return draft


@BOOK.says(
    "det commune reach+ level:number criteria colon count:number commune?",
    "count:number commune reach* least? below? level:number|fraction|range criteria more?",
)
def at_level(scene: Scene, match: Match) -> Draft | None:
    """ "04 xã đạt 15 tiêu chí": as many communes stand at exactly 15."""
    count, level = match.named["count"], scene.tokens[match.named["level"]]
    bounded = {Word.LEAST, Word.BELOW, Word.MORE} & {
        scene.word(place) for place in range(match.first, match.end)
    }
    if bounded or level.word is Word.RANGE:
        return _other_communes(scene, match, count)
    draft = Draft(
        first=match.first,
        end=match.end,
        kind=StatementKind.COUNT,
        mode=scene.clause(match.first, count).mode,
        subject=Subject.CRITERIA,
        level=level.value,
        measure="xã",
        object_text=scene.words(count + 1 if count == match.first else match.first, match.end),
    )
    return objects.with_units(scene, figured(draft, scene.tokens[count]))


def _other_communes(scene: Scene, match: Match, count: int) -> Draft:
    """A count of communes that is not one of exact level: kept in its own words."""
    draft = Draft(
        first=match.first,
        end=match.end,
        kind=StatementKind.COUNT,
        mode=scene.clause(match.first, count).mode,
        subject=Subject.OTHER,
        measure="xã",
        object_text=scene.words(count + 1, match.end),
    )
    return objects.with_units(scene, figured(draft, scene.tokens[count]))
