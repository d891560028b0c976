"""Tokens of a paragraph: figures, dates, words of the lexicon, names, punctuation."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from chungsuc.core.statements import PartialDate, UnitLevel, UnitMention
from chungsuc.core.vietnamese.dates import DateError, parse_date
from chungsuc.core.vietnamese.numbers import NumberError, parse_number
from chungsuc.reading.letters import CAPITAL
from chungsuc.reading.places import NAME, Places, level_of
from chungsuc.reading.targets.lexicon import LONGEST, Word, longest_phrase, opens_phrase

_NUM = r"[0-9]+(?:\.[0-9]{3})*(?:,[0-9]+)?"
_POINTED = r"[0-9]{1,3}\.[0-9]{1,2}(?=\s*%)"  # "88.2%": a share has no thousands
_WHOLE = r"(?:[0-9]{1,3}(?:\.[0-9]{3})+(?![0-9])|[0-9]+)"  # "2.406/3.118 xã"
_YEAR = r"(?:19|20)[0-9]{2}"
_SCAN = re.compile(
    rf"(?P<cited>(?:số\s+)?[0-9]+(?:/[0-9]{{4}})?\s?[-/]\s?[A-ZĐ][\w&]*(?:[-/][A-ZĐ][\w&]*)+|"
    rf"[0-9]+/(?:19|20)[0-9]{{2}}/[A-ZĐ]\w+)"
    rf"|(?P<date>(?:(?:tính\s+)?đến\s+(?:hết\s+)?)?(?:ngày\s+)?[0-9]{{1,2}}/[0-9]{{1,2}}/{_YEAR}|"
    rf"ngày\s+[0-9]{{1,2}}\s+tháng\s+[0-9]{{1,2}}\s+năm\s+{_YEAR})"
    rf"|(?P<years>(?:(?:giai đoạn|năm|từ năm|nhiệm kỳ)\s+)?(?<![0-9.,/]){_YEAR}\s*[-–]\s*{_YEAR}(?![0-9]))"
    rf"|(?P<since>so với\s+(?:cùng kỳ\s+|cuối\s+|đầu\s+)*năm\s+{_YEAR})"
    rf"|(?P<month>(?:(?:đến|hết|trước|trong|cuối)\s+)*tháng\s+[0-9]{{1,2}}(?:\s*/\s*|\s+năm\s+){_YEAR})"
    rf"|(?P<year>(?P<cue>(?:(?:tính\s+)?(?:đến|hết|cuối|trong|vào|trước|từ|sau|kể từ)\s+)*)(?:năm|"
    rf"NĂM)\s+(?P<yyyy>{_YEAR})(?![0-9]))"
    r"|(?P<code>(?<![\w.,/])[0-9]{1,2}\.[0-9]{1,2}(?![0-9]|[.,][0-9]|\s*%))"
    rf"|(?P<range>(?<![\w.,/]){_NUM}\s*%?\s*(?:[-–]|đến)\s*{_NUM}(?P<rp>\s*%)?(?![0-9]|/[0-9]))"
    rf"|(?P<fraction>(?<![\w.,/]){_WHOLE}\s?/\s?{_WHOLE}(?!,[0-9])(?![\w/.]*/)(?!\s*%))"
    rf"|(?P<number>(?<![\w/])(?:{_POINTED}|{_NUM})(?P<p>\s*%)?(?![0-9]))"
    r"|(?P<mark>[¹²³⁴⁵⁶⁷⁸⁹⁰]+|\[[0-9]{1,2}\])"
    r"|(?P<word>[^\W\d_¹²³⁰-⁹]+(?:['’][^\W\d_]+)?)"
    r"|(?P<more>\.{2,}|…)"
    r"|(?P<sign>[≥≤<>]=?)"
    r"|(?P<punct>[.!?;:,()/–\-])",
    re.IGNORECASE,
)
_PUNCTUATION = {
    ".": Word.STOP,
    "!": Word.STOP,
    "?": Word.STOP,
    ";": Word.SEMI,
    ":": Word.COLON,
    ",": Word.COMMA,
    "(": Word.LEFT,
    ")": Word.RIGHT,
    "/": Word.SLASH,
    "-": Word.DASH,
    "–": Word.DASH,
}
_NAME = re.compile(NAME)
_TWO_NAMES = re.compile(rf"{NAME} [-–] {NAME}")  # one commune may be called by two
_LEVEL_WORDS = (Word.COMMUNE, Word.VILLAGE, Word.DISTRICT)
# "02 TC", "đạt TC số 5": criteria; elsewhere "TC" is mostly for money ("tài chính").
_BEFORE_TC = (Word.DET, Word.TOTAL, Word.AVERAGE, Word.REACH, Word.ADD)
QUANTITIES = frozenset({Word.NUMBER, Word.FRACTION, Word.PERCENT, Word.RANGE, Word.PERCENT_RANGE})
_NOT_BEFORE_NUMBER = re.compile(
    r"(?:khoản|điều|điểm|số|mục|phụ lục|biểu|tiết|chương|khóa|khoá|lần thứ|đội|khu|quý|thứ|tháng|nhóm|"
    r"vùng|loại|hạng)\s*$",
    re.IGNORECASE,
)
# "xã Phú Quý 03 tiêu chí": the last word of a name looks like the word for a quarter, and is none.
_ENDS_A_NAME = re.compile(
    rf"(?:[Xx]ã|[Pp]hường|[Tt]hị trấn|[Hh]uyện)\s+(?:[{CAPITAL}]\w*\s+)+[{CAPITAL}]\w*\s*$"
)


@dataclass(frozen=True, slots=True)
class Token:
    """Từ: a word, figure or name of a paragraph, and what it is in a phrase."""

    word: Word
    text: str
    start: int
    end: int
    value: Decimal | None = None
    second: Decimal | None = None  # the base of a fraction, the upper end of a range
    when: PartialDate | None = None
    cue: str = ""  # "đến hết" of "đến hết năm 2024"
    unit: UnitMention | None = None
    exact: bool = True

    @property
    def is_quantity(self) -> bool:
        return self.word in QUANTITIES


def tokens_of(text: str, places: Places, start: int = 0) -> tuple[Token, ...]:
    """The tokens of `text[start:]`, with their places in `text`. Quotation marks are no tokens."""
    raw = [found for match in _SCAN.finditer(text, start) if (found := _token(match, text))]
    return tuple(_named(_phrased(raw), text, places))


def _token(match: re.Match[str], text: str) -> Token | None:
    for name, make in _MAKERS.items():
        if match[name] is not None:
            return make(match, text)
    return None


def _plain_maker(word: Word) -> Callable[[re.Match[str], str], Token]:
    return lambda match, _: Token(word, match[0], match.start(), match.end())


def _dated(match: re.Match[str], _: str) -> Token:
    return Token(Word.DATE, match[0], match.start(), match.end(), when=_day(match[0]))


def _year(match: re.Match[str], _: str) -> Token:
    cue = " ".join(match["cue"].casefold().split())
    return Token(
        Word.YEAR, match[0], match.start(), match.end(), when=PartialDate(int(match["yyyy"])), cue=cue
    )


def _fraction(match: re.Match[str], _: str) -> Token:
    left, right = re.split(r"\s?/\s?", match[0].replace(".", ""))
    return Token(Word.FRACTION, match[0], match.start(), match.end(), Decimal(left), Decimal(right))


def _sign(match: re.Match[str], _: str) -> Token:
    return Token(Word.LEAST if match[0][0] in "≥>" else Word.MOST, match[0], match.start(), match.end())


def _ellipsis(match: re.Match[str], text: str) -> Token:
    """It ends the sentence before a capital letter, and stands for more of a list elsewhere."""
    ends = re.match(rf"\s+[{CAPITAL}]|\s*$", text[match.end() : match.end() + 8])
    return Token(Word.STOP if ends else Word.COMMA, match[0], match.start(), match.end())


def _punctuation(match: re.Match[str], text: str) -> Token | None:
    if match[0] == "." and text[match.end() : match.end() + 1].isalnum():
        return None  # inside "TT.HĐND"
    return Token(_PUNCTUATION[match[0]], match[0], match.start(), match.end())


def _number(match: re.Match[str], text: str) -> Token:
    shown, start, end = match[0], match.start(), match.end()
    percent = match["p"] is not None
    figure = shown.rstrip("% \t\u00a0")
    try:
        pointed = percent and re.fullmatch(_POINTED, shown[: len(figure)] + "%")
        value = Decimal(figure) if pointed else parse_number(figure)
    except NumberError:
        return Token(Word.PLAIN, shown, start, end)
    before = text[max(0, start - 40) : start]
    if not percent and _NOT_BEFORE_NUMBER.search(before[-12:]) and not _ENDS_A_NAME.search(before):
        return Token(Word.PLAIN, shown, start, end)
    return Token(Word.PERCENT if percent else Word.NUMBER, shown, start, end, value)


def _range(match: re.Match[str], _: str) -> Token:
    shown, start, end = match[0], match.start(), match.end()
    parts = re.split(r"\s*%?\s*(?:[-–]|đến)\s*", shown.rstrip("% "), maxsplit=1, flags=re.IGNORECASE)
    try:
        low, high = (parse_number(part) for part in parts)
    except (NumberError, ValueError):
        return Token(Word.PLAIN, shown, start, end)
    return Token(Word.PERCENT_RANGE if shown.endswith("%") else Word.RANGE, shown, start, end, low, high)


def _day(text: str) -> PartialDate | None:
    words = re.sub(r"^(?:(?:tính|đến|hết|trước|trong|cuối)\s+)*", "", " ".join(text.casefold().split()))
    try:
        return parse_date(re.sub(r"\s*/\s*", "/", words))
    except DateError:
        return None


_MAKERS: dict[str, Callable[[re.Match[str], str], Token | None]] = {
    "cited": _plain_maker(Word.CITED),
    "date": _dated,
    "month": _dated,
    "since": _plain_maker(Word.SINCE),
    "years": _plain_maker(Word.YEARS),
    "year": _year,
    "code": _plain_maker(Word.CODE),
    "range": _range,
    "fraction": _fraction,
    "number": _number,
    "mark": _plain_maker(Word.MARK),
    "word": _plain_maker(Word.PLAIN),
    "sign": _sign,
    "more": _ellipsis,
    "punct": _punctuation,
}


def _phrased(raw: Sequence[Token]) -> list[Token]:
    """Words of the lexicon joined to phrases."""
    found: list[Token] = []
    place = 0
    while place < len(raw):
        token = raw[place]
        if token.text == "TC" and found and (found[-1].is_quantity or found[-1].word in _BEFORE_TC):
            found.append(replace(token, word=Word.CRITERIA))
            place += 1
            continue
        if token.word is not Word.PLAIN or not token.text[:1].isalpha() or not opens_phrase(token.text):
            found.append(token)
            place += 1
            continue
        words = []
        for each in raw[place : place + LONGEST]:
            if each.word is not Word.PLAIN:
                break
            words.append(each.text)
        known = longest_phrase(words)
        if known is None or (known.length == 1 and _is_part_of_name(raw, place)):
            found.append(token)
            place += 1
            continue
        if known.word is Word.PLAIN:
            found.extend(raw[place : place + known.length])
            place += known.length
            continue
        last = raw[place + known.length - 1]
        shown = " ".join(words[: known.length])
        found.append(Token(known.word, shown, token.start, last.end, exact=known.exact))
        place += known.length
    return found


def _is_part_of_name(raw: Sequence[Token], place: int) -> bool:
    """ "Bản" of "Bản Mới", "Thôn" of "Ban Phát triển Thôn": a capital inside a row of capitals."""
    token = raw[place]
    if not token.text[:1].isupper():
        return False
    before = raw[place - 1] if place else None
    inside = (
        before is not None
        and before.word is Word.PLAIN
        and before.text[:1].isupper()
        and before.end + 1 >= token.start
    )
    after = raw[place + 1] if place + 1 < len(raw) else None
    followed = after is not None and after.word is Word.PLAIN and after.text[:1].isupper()
    return inside or (followed and token.text.casefold() == "bản")


def _named(tokens: Sequence[Token], text: str, places: Places) -> list[Token]:
    """Names joined: "xã Bản Lầu" is one token; so is a row of capitals at the head of a clause."""
    found: list[Token] = []
    place = 0
    while place < len(tokens):
        token = tokens[place]
        level = _level_at(tokens, place, text, places)
        if level is not None and token.text[:1].isupper():
            whole = _NAME.match(text, token.start)
            if whole and places.is_commune(whole[0].strip()):  # "Bản Lầu" is a commune of that name
                level = None
        if level is not None and (name := _name_at(text, tokens[place + 1].start, places)):
            unit = places.mention(name[0].strip(), level, word=token.text)
            end = name.end()
            while place < len(tokens) and tokens[place].start < end:
                place += 1
            word = Word.UNIT if level is UnitLevel.COMMUNE else Word.PLACE
            found.append(Token(word, text[token.start : end], token.start, end, unit=unit))
            continue
        is_word = token.word is Word.PLAIN or token.word in _LEVEL_WORDS  # "Làng Chếu" may be a commune
        if is_word and token.text[:1].isupper() and _heads_clause(found):
            name = _name_at(text, token.start, places)
            if name and " " in name[0].strip() and places.is_commune(name[0].strip()):
                while place < len(tokens) and tokens[place].start < name.end():
                    place += 1
                unit = places.mention(name[0].strip(), UnitLevel.COMMUNE)
                found.append(Token(Word.PROPER, name[0], token.start, name.end(), unit=unit))
                continue
        found.append(token)
        place += 1
    return found


def _name_at(text: str, start: int, places: Places) -> re.Match[str] | None:
    two = _TWO_NAMES.match(text, start)
    return two if two and places.is_commune(two[0].strip()) else _NAME.match(text, start)


def _level_at(tokens: Sequence[Token], place: int, text: str, places: Places) -> UnitLevel | None:
    """The level of the place that is named from here, if one is."""
    token = tokens[place]
    if token.word not in (Word.PLAIN, *_LEVEL_WORDS):
        return None
    level = level_of(token.text)
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    if (
        level is None
        or after is None
        or not after.text[:1].isupper()
        or after.start != token.end + 1
        or (len(after.text) > 1 and after.text.isupper())
    ):
        return None
    if after.word in (Word.PLAIN, Word.PLACE):
        return level
    name = _NAME.match(text, after.start)  # a commune may be called like a word: "Trung Bình", "Thôn Mòn"
    return level if name and level is UnitLevel.COMMUNE and places.is_commune(name[0].strip()) else None


def _heads_clause(found: Sequence[Token]) -> bool:
    return (
        not found
        or found[-1].word
        in (
            Word.STOP,
            Word.SEMI,
            Word.COLON,
            Word.COMMA,
            Word.DASH,
            Word.LEFT,
        )
        or found[-1].text == "và"
    )
