"""Từ … lên, từ … xuống: figures of which the text gives the start and the end."""

from __future__ import annotations

from chungsuc.core.statements import Mode, StatementKind, Subject, UnitMention
from chungsuc.reading.targets import named_criteria, named_places
from chungsuc.reading.targets.grammar import Match
from chungsuc.reading.targets.lexicon import Word
from chungsuc.reading.targets.phrases import Book, measured
from chungsuc.reading.targets.scene import Draft, Scene

BOOK = Book()


def _change(
    scene: Scene,
    match: Match,
    kind: StatementKind,
    subject: Subject,
    measure: str | None,
    *,
    units: tuple[UnitMention, ...] = (),
) -> Draft:
    """Both figures; the date is that of the end, and not the one that stands beside the start."""
    figure = match.named["value"]
    draft = Draft(
        first=min(scene.clause(match.first, match.named["from"]).first, match.first),
        end=match.end,
        kind=kind,
        mode=Mode.REACH,
        subject=subject,
        measure=measure,
        units=units,
        object_text=scene.words(match.first, match.end),
        dated_from=figure,
        sure=True,
    )
    measured(scene, match, draft, figure)
    draft.value_from = scene.tokens[match.named["from"]].value
    return draft


@BOOK.says(
    "remain? det* commune ..4 below level:number criteria ..4 "
    "least from:number commune? year? remain+ value:number commune?",
)
def communes_below(scene: Scene, match: Match) -> Draft | None:
    """ "Giảm số xã dưới 13 tiêu chí từ 04 xã xuống còn 02 xã"."""
    return _change(scene, match, StatementKind.COUNT, Subject.OTHER, "xã")


@BOOK.says(
    "total|det|remain+ det* commune ..10 what:standard|rural|higher ..5 "
    "least from:number commune? year? reach+ value:number|fraction commune?",
)
def communes_at_standard(scene: Scene, match: Match) -> Draft | None:
    """ "nâng số xã đạt chuẩn nông thôn mới từ 03 xã lên 05 xã"."""
    higher = scene.word(match.named["what"]) is Word.HIGHER
    subject = Subject.OTHER if higher else Subject.COMMUNES
    draft = _change(scene, match, StatementKind.TOTAL, subject, "xã")
    return named_places.with_units(scene, draft)


@BOOK.says(
    "total|det village ..10 least from:number village? year? reach+ value:number|fraction village?",
)
def villages_at_standard(scene: Scene, match: Match) -> Draft | None:
    """ "nâng tổng số thôn đạt chuẩn từ 40 thôn lên 45 thôn"."""
    words = scene.words(match.first, match.end).casefold()
    if "chuẩn" not in words and "kiểu mẫu" not in words:
        return None
    subject = Subject.MODEL_VILLAGES if "kiểu mẫu" in words else Subject.VILLAGES
    noun = next(p for p in range(match.first, match.end) if scene.word(p) is Word.VILLAGE)
    return _change(scene, match, StatementKind.TOTAL, subject, scene.lower(noun))


@BOOK.says(
    "average ..8 least from:number criteria? slash? commune? year? "
    "reach+ value:number criteria slash? commune?",
    "average criteria ..6 least from:number criteria? slash? commune? year? "
    "reach+ value:number criteria? slash? commune?",
)
def mean(scene: Scene, match: Match) -> Draft | None:
    """ "bình quân từ 13,5 tiêu chí/xã lên 14,8 tiêu chí/xã"."""
    return _change(scene, match, StatementKind.AVERAGE, Subject.CRITERIA, "tiêu chí/xã")


@BOOK.says(
    "unit:unit|proper colon? ..4 least from:number|fraction criteria? year? "
    "reach+ value:number|fraction criteria",
    "total|det criteria ..6 least from:number|fraction criteria? year? "
    "reach+ value:number|fraction criteria?",
)
def criteria(scene: Scene, match: Match) -> Draft | None:
    """ "Xã A tăng từ 12 lên 15 tiêu chí"; "nâng tổng số tiêu chí từ 165 lên 180 tiêu chí"."""
    if "unit" in match:
        _, units = named_places.units_until(scene, match.named["unit"])
        return _change(scene, match, StatementKind.COUNT, Subject.CRITERIA, "tiêu chí", units=units)
    among = range(match.first, match.named["from"])
    named = tuple(unit for p in among if scene.word(p) is Word.UNIT and (unit := scene.tokens[p].unit))
    if len(named) > 1 or any(scene.word(place) is Word.COMMUNE for place in among):
        return None
    kind = StatementKind.COUNT if named else StatementKind.TOTAL
    return _change(scene, match, kind, Subject.CRITERIA, "tiêu chí", units=named)


@BOOK.says(
    "rate ~24 least from:percent year? remain|reach+ bound* value:percents",
    "remain|add rate ~24 least from:percent year? remain|reach+ bound* value:percents",
)
def rate(scene: Scene, match: Match) -> Draft | None:
    """ "giảm tỷ lệ hộ nghèo từ 18,2% năm 2022 xuống còn 14,5% năm 2023"."""
    draft = _change(scene, match, StatementKind.SHARE, Subject.INDICATOR, "%")
    begin = next(place for place in range(match.first, match.end) if scene.word(place) is Word.RATE)
    stop = match.named["from"] - 1
    while stop > begin + 1 and scene.word(stop - 1) in (Word.REMAIN, Word.ADD, Word.REACH, Word.COMMA):
        stop -= 1
    draft.object_text = scene.words(begin, stop)
    return named_criteria.measured_indicator(scene, draft)
