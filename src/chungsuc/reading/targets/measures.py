"""Chỉ tiêu đo được: shares of things, rates, incomes, and counts of other things."""

from __future__ import annotations

import re

from chungsuc.core.statements import Certainty, Comparator, Mode, StatementKind, Subject
from chungsuc.reading.targets import named_criteria, named_places, nouns
from chungsuc.reading.targets.grammar import Match
from chungsuc.reading.targets.lexicon import Word
from chungsuc.reading.targets.phrases import Book, figured, measured
from chungsuc.reading.targets.scene import Draft, Scene

_NOT_THINGS = re.compile(
    r"(?:nội dung|chương trình|nhiệm vụ|nhóm|năm|tháng|quý|ngày|giải pháp|đồng chí|điều|khoản|mục|bước|"
    r"cấp|giai đoạn|người|"
    r"nguyên tắc|quan điểm|lĩnh vực|trụ cột|đột phá|chỉ tiêu|phần|dự án thành phần|tiểu dự án|hợp phần|"
    r"lần|đợt|buổi|phút|giờ|"
    r"bộ|sở|phòng|ban|cơ quan|thành phần|triệu|tỷ|nghìn|đồng|ha|m|km|kg)\b",
    re.IGNORECASE,
)
_INCOME = re.compile(
    r"(?:tỷ|triệu|nghìn|ngàn)\s*(?:đồng|đ)?(?:\s*/\s*[^\W\d_]+){1,2}|lần(?=\s+so\s+với)", re.IGNORECASE
)
_UNTIL = re.compile(r"\s+(?:đến|tới|vào|trong|tăng|gấp)(?=\s|$)", re.IGNORECASE)
_EARNED = re.compile(r"(?:triệu|nghìn|ngàn)\s*đồng(?!\s*/)", re.IGNORECASE)


BOOK = Book()


@BOOK.says(
    "about value:percent",
    "comma reach value:percent",
    "left reach? about? value:percent right",
    "comma rate value:percent",
)
def echo(scene: Scene, match: Match) -> Draft | None:
    """ "05/12 xã đạt chuẩn, chiếm 41,67%": the same count as a share."""
    before = [each for each in scene.drafts if each.end <= match.first or match.first in each.free]
    if not before or before[-1].value is None or before[-1].kind is StatementKind.SHARE:
        return None
    whole = before[-1]
    between = range(whole.end, match.first)
    if any(scene.word(place) is not Word.COMMA for place in between):
        return None
    draft = Draft(
        first=match.first + (scene.word(match.first) is Word.COMMA),
        end=match.end,
        kind=StatementKind.SHARE,
        mode=whole.mode,
        subject=whole.subject,
        measure="%",
        object_text=whole.object_text,
        units=whole.units,
        criteria=whole.criteria,
        sure=whole.sure,
    )
    return figured(draft, scene.tokens[match.named["value"]])


@BOOK.says("left reach? value:fraction commune right", "left reach? value:number commune right")
def echo_in_communes(scene: Scene, match: Match) -> Draft | None:
    """ "60% số xã đạt chuẩn nông thôn mới (52/86 xã)": the same share as a count."""
    before = [each for each in scene.drafts if each.end == match.first]
    if not before or before[-1].kind is not StatementKind.SHARE or before[-1].units:
        return None
    share = before[-1]
    draft = Draft(
        first=match.first + 1,
        end=match.end,
        kind=StatementKind.COUNT,
        mode=share.mode,
        subject=share.subject,
        comparator=share.comparator,
        measure="xã",
        object_text=share.object_text,
        criteria=share.criteria,
        sure=share.sure,
    )
    return figured(draft, scene.tokens[match.named["value"]])


@BOOK.says(
    "rate ~24 from:bound+ percent remain|reach value:percents",
    "rate ~24 colon bound* value:percents",
    "rate ~24 bound+ value:percents",
    "rate ~24 bound* value:percents",
)
def rate(scene: Scene, match: Match) -> Draft | None:
    """ "tỷ lệ hộ sử dụng điện lưới quốc gia đạt 100%"; "tỷ lệ … suy dinh dưỡng còn 24 %"."""
    figure = match.named["value"]
    clause = scene.clause(match.first, figure)
    begin = next(place for place in range(match.first, figure) if scene.word(place) is Word.RATE)
    stop = match.named.get("from", figure)
    if "from" not in match and scene.word(figure - 1) is Word.COLON:
        stop = figure - 1
    while stop > begin + 1 and scene.word(stop - 1) in (
        Word.REACH,
        Word.REMAIN,
        Word.LEAST,
        Word.MOST,
        Word.BELOW,
        Word.GOAL,
        Word.ADD,
        Word.ABOUT,
        Word.AVERAGE,
        Word.COLON,
    ):
        stop -= 1
    if scene.tokens[stop - 1].text.casefold() in ("thấp", "cao") or stop - begin < 2:
        return None  # "nơi có tỷ lệ … thấp dưới 30%" says where, not how much
    words = {scene.word(place) for place in range(stop, figure)}
    change = (
        ""
        if "from" in match
        else next((t.text for t in scene.tokens[stop:figure] if t.text.casefold() in ("giảm", "tăng")), "")
    )
    draft = Draft(
        first=min(clause.first, match.first),
        end=match.end,
        kind=StatementKind.SHARE,
        mode=Mode.ADD
        if Word.ADD in words or change
        else Mode.KEEP
        if clause.mode is Mode.KEEP
        else Mode.REACH,
        subject=Subject.INDICATOR,
        object_text=f"{scene.words(begin, stop)} {change}".strip(),
        sure=True,
    )
    if change:  # "giảm 4 - 5%/năm" says by how much, not to what
        figured(draft, scene.tokens[figure])
        if scene.word(match.end) is Word.SLASH and scene.lower(match.end + 1) == "năm":
            draft.measure, draft.end = "%/năm", match.end + 2
        return draft
    of_communes = _share_of_communes(scene, draft, begin, stop)
    return measured(scene, match, of_communes or named_criteria.measured_indicator(scene, draft), figure)


def _share_of_communes(scene: Scene, draft: Draft, begin: int, stop: int) -> Draft | None:
    """ "Tỷ lệ xã đạt chuẩn nông thôn mới đạt 45%" is a share of communes, and no indicator of the set."""
    place = begin + 1
    while scene.word(place) in (Word.DET, Word.SLASH):  # "Tỷ lệ/số xã đạt chuẩn"
        place += 1
    if scene.word(place) is not Word.COMMUNE or scene.word(place + 1) is not Word.REACH:
        return None
    what = place + 2
    if scene.word(what) is Word.CRITERIA:
        mentions, end = named_criteria.criteria_after(scene, what + 1)
        if end != stop or not named_criteria.all_sure(mentions):
            return None
        draft.subject, draft.criteria = Subject.CRITERION, mentions
    elif scene.word(what) in (Word.STANDARD, Word.HIGHER) and what + 1 == stop:
        draft.subject = Subject.OTHER if scene.word(what) is Word.HIGHER else Subject.COMMUNES
    else:
        return None
    return draft


@BOOK.says("measure ..1 code:code colon? ..12 bound* value:percents|number")
def coded_indicator(scene: Scene, match: Match) -> Draft | None:
    """ "Chỉ tiêu 17.1 (nước sạch): 55%": the indicator is named by its code alone."""
    code = scene.criteria.indicators.by_code(scene.tokens[match.named["code"]].text)
    figure = match.named["value"]
    if code is None or scene.word(match.end) in (Word.COMMUNE, Word.CRITERIA, Word.MEASURE, Word.VILLAGE):
        return None
    if scene.word(figure) is Word.NUMBER:
        return None
    clause = scene.clause(match.first, figure)
    draft = Draft(
        first=min(clause.first, match.first),
        end=match.end,
        kind=StatementKind.SHARE,
        mode=clause.mode,
        subject=Subject.INDICATOR,
        criteria=(code,),
        object_text=scene.words(match.first, figure),
        sure=True,
    )
    return measured(scene, match, draft, figure)


@BOOK.says(
    "value:quantity det* commune ..4 measure ..1 code:code",
    "measure ..1 code:code ..12 value:quantity det* commune reach*",
    "measure ..1 code:code ..12 colon ..3 value:quantity det* commune reach*",
)
def communes_with_indicator(scene: Scene, match: Match) -> Draft | None:
    """ "10/12 xã đạt chỉ tiêu 17.1"."""
    code = scene.criteria.indicators.by_code(scene.tokens[match.named["code"]].text)
    if code is None:
        return None
    figure = match.named["value"]
    clause = scene.clause(match.first, figure)
    draft = Draft(
        first=min(clause.first, match.first),
        end=match.end,
        kind=StatementKind.COUNT,
        mode=clause.mode,
        subject=Subject.OTHER,
        measure="xã",
        criteria=(code,),
        object_text=scene.words(match.first, match.end),
    )
    return named_places.with_units(scene, measured(scene, match, draft, figure))


@BOOK.says("value:percents")
def share_of_things(scene: Scene, match: Match) -> Draft | None:
    """ "70% hồ sơ công việc cấp xã được xử lý … trên môi trường mạng"."""
    figure = match.named["value"]
    end = nouns.clause_end(scene, figure + 1, scene.sentence_end(figure))
    begin = figure + 2 if scene.word(figure + 1) is Word.MORE else figure + 1
    thing = scene.words(begin, end)
    named = [place for place in range(figure + 1, end) if scene.tokens[place].when is None]
    if len(named) < 2 or scene.word(figure + 1) in (Word.COMMA, Word.RIGHT, Word.SLASH):
        return None
    clause = scene.clause(match.first, figure)
    if scene.word(figure - 1) is Word.BELOW:
        return None  # "nơi có tỷ lệ dưới 30%" is a condition
    before = scene.tokens[figure - 1].text.casefold() if figure else ""
    if before.startswith(("giảm", "tăng")):  # a change, not a state
        draft = Draft(
            first=figure - 1,
            end=end,
            kind=StatementKind.SHARE,
            mode=Mode.ADD,
            subject=Subject.INDICATOR,
            object_text=f"{before} {thing}",
            certainty=Certainty.LIKELY,
        )
        figured(draft, scene.tokens[figure])
        return draft
    draft = Draft(
        first=clause.first,
        end=end,
        kind=StatementKind.SHARE,
        mode=clause.mode,
        subject=Subject.INDICATOR,
        object_text=thing,
        certainty=Certainty.LIKELY,
    )
    return measured(scene, match, draft, figure)


@BOOK.says("average ..8 bound* value:number|range", "plain ..8 bound+ value:number|range")
def income(scene: Scene, match: Match) -> Draft | None:
    """ "thu nhập bình quân đầu người đạt 45 triệu đồng/người/năm"."""
    figure = match.named["value"]
    token = scene.tokens[figure]
    behind = scene.text[token.end :].lstrip()
    measure = _INCOME.match(behind)
    if measure is None and "thu nhập" in scene.words(match.first, figure).casefold():
        measure = _EARNED.match(behind)
    if measure is None:
        return None
    blank = len(scene.text[token.end :]) - len(scene.text[token.end :].lstrip())
    stop = token.end + blank + measure.end()
    end = next(
        (place for place in range(figure, len(scene.tokens)) if scene.tokens[place].start >= stop),
        len(scene.tokens),
    )
    begin = nouns.noun_start(scene, match.first, figure)
    named = figure
    while named > begin + 1 and scene.word(named - 1) in (
        Word.REACH,
        Word.REMAIN,
        Word.LEAST,
        Word.MOST,
        Word.BELOW,
    ):
        named -= 1
    draft = Draft(
        first=begin,
        end=end,
        kind=StatementKind.COUNT,
        mode=Mode.REACH,
        subject=Subject.INDICATOR,
        measure=" ".join(measure[0].split()),
        object_text=scene.words(begin, named),
        sure=True,
    )
    return measured(scene, match, named_criteria.measured_indicator(scene, draft), figure)


@BOOK.says("comma bound+ value:number|range")
def income_after_growth(scene: Scene, match: Match) -> Draft | None:
    """ "thu nhập … tăng 1,5 lần so với năm 2020, đạt 52 triệu đồng/người/năm": where the growth leads to."""
    figure = match.named["value"]
    begin = scene.sentence_start(match.first)
    grown = [each for each in scene.drafts if begin <= each.first < match.first and each.measure == "lần"]
    token = scene.tokens[figure]
    behind = scene.text[token.end :]
    measure = _INCOME.match(behind.lstrip())
    if not grown or measure is None or "/" not in measure[0]:
        return None
    stop = token.end + len(behind) - len(behind.lstrip()) + measure.end()
    places = range(figure, len(scene.tokens))
    draft = Draft(
        first=match.first + 1,
        end=next((place for place in places if scene.tokens[place].start >= stop), len(scene.tokens)),
        kind=StatementKind.COUNT,
        mode=Mode.REACH,
        subject=Subject.INDICATOR,
        measure=" ".join(measure[0].split()),
        object_text=_UNTIL.split(grown[-1].object_text)[0],
        sure=True,
    )
    return measured(scene, match, named_criteria.measured_indicator(scene, draft), figure)


@BOOK.says(
    "total measure ~8 reach value:number|fraction measure",
    "verb+ least? value:number|fraction measure",
    "value:fraction measure",
)
def indicators(scene: Scene, match: Match) -> Draft | None:
    """ "hoàn thành thêm 03 chỉ tiêu"; "nâng tổng số chỉ tiêu đạt lên 40/47 chỉ tiêu"."""
    figure = match.named["value"]
    clause = scene.clause(match.first, figure)
    is_total = scene.word(match.first) is Word.TOTAL
    if not is_total and clause.mode is Mode.REACH and scene.word(figure) is not Word.FRACTION:
        return None  # "có 05 chỉ tiêu" says what is counted, not how many are met
    draft = Draft(
        first=min(clause.first, match.first),
        end=match.end,
        kind=StatementKind.TOTAL if is_total else StatementKind.COUNT,
        mode=Mode.REACH if is_total else clause.mode,
        subject=Subject.OTHER,
        measure="chỉ tiêu",
        object_text=scene.words(figure + 1, match.end),
    )
    return measured(scene, match, draft, figure)


@BOOK.says(
    "verb+ least? value:number|range plain",
    "make plain? value:number|range plain",
    "verb+ add? value:number|range village|unit",
)
def other_things(scene: Scene, match: Match) -> Draft | None:
    """ "xây dựng 02 - 04 mô hình chăn nuôi": a count of something else."""
    figure = match.named["value"]
    token = scene.tokens[figure]
    end = nouns.clause_end(scene, figure + 1, scene.sentence_end(figure))
    thing = scene.words(figure + 1, end)
    lengths = scene.word(match.first) is Word.MAKE and re.match(r"(?:km|ha|m)\b", thing)
    if (_NOT_THINGS.match(thing) and not lengths) or len(thing.split()) < 2 or not _is_count(token.text):
        return None
    if token.word is Word.NUMBER and not (
        token.text.startswith("0") or (token.value is not None and token.value >= 10)
    ):
        return None  # "có 3 nội dung": officials write a planned count with two digits
    clause = scene.clause(match.first, figure)
    draft = Draft(
        first=min(clause.first, match.first),
        end=end,
        kind=StatementKind.COUNT,
        mode=clause.mode,
        subject=Subject.OTHER,
        measure=nouns.first_noun(thing),
        object_text=thing,
        certainty=Certainty.LIKELY,
        sure=token.word is Word.RANGE and scene.word(match.first) is Word.REACH,
    )
    figured(draft, token)
    draft.comparator = Comparator.RANGE if token.word is Word.RANGE else draft.comparator
    return named_places.with_units(scene, draft)


@BOOK.says("value:number|fraction commune plain plain*")
def listed_part(scene: Scene, match: Match) -> Draft | None:
    """ "…, trong đó: 05 xã thuộc nhóm 1, 20 xã thuộc nhóm 2": parts of the count before them."""
    begin = scene.sentence_start(match.first)
    if not any(scene.word(place) is Word.AMONG for place in range(begin, match.first)):
        return None
    figure = match.named["value"]
    draft = Draft(
        first=match.first,
        end=match.end,
        kind=StatementKind.COUNT,
        mode=scene.clause(match.first, figure).mode,
        subject=Subject.OTHER,
        measure="xã",
        object_text=scene.words(figure + 1, match.end),
        certainty=Certainty.LIKELY,
    )
    return named_places.with_units(scene, figured(draft, scene.tokens[figure]))


def _is_count(text: str) -> bool:
    return not re.search(r",|^(?:19|20)[0-9]{2}$", text)
