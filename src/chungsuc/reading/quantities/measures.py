"""Đơn vị đo: what stands right behind a figure: "%", "tạ/ha", "bác sĩ/10.000 dân", "lớp"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum, auto

from chungsuc.core.vietnamese.numbers import parse_number
from chungsuc.reading.quantities import wording
from chungsuc.reading.quantities.marks import Mark


class Kind(StrEnum):
    """Loại đơn vị đo."""

    PERCENT = auto()
    MONEY = auto()
    PHYSICAL = auto()
    TIMES = auto()  # "2 lần"
    COUNT = auto()


@dataclass(frozen=True, slots=True)
class Measure:
    """Đơn vị đo of one figure, with what it is counted for: "tạ/ha"."""

    kind: Kind
    text: str  # "ca sinh/1.000 phụ nữ"
    end: int
    noun_at: int  # where the words of the unit begin
    base: Decimal | None = None  # the 1.000 of "ca sinh/1.000 phụ nữ"
    per: bool = False  # so much for each of something: "đồng/người", "lần/năm"


_BRACKET = re.compile(r"\s*\((?:[^\W\d_]{1,8} ){0,6}[^\W\d_]{1,8}\)")  # "05 (năm) lớp"
_WORDS = re.compile(r"\s*(?P<first>[^\W\d_]+)(?:[ ]+[^\W\d_]+){0,7}")
_WORD = re.compile(r"\S+")
_PER_ENDS = frozenset(
    "vào đến trong trên xuống lên so và hoặc theo của tại năm trở còn từ do để cho nếu là đạt".split()
)
_TIME_PER = ("năm", "quý", "tháng", "tuần", "ngày", "đợt", "vụ")


def measure_of(text: str, mark: Mark) -> Measure | None:
    """The measure of a figure; None where nothing that can be counted follows."""
    end = mark.end
    if mark.percent and not mark.shown[:1].isdigit():  # "một nửa số thôn"
        return Measure(Kind.PERCENT, "%", end, end)
    if found := wording.PERCENT.match(text, end):
        shown = re.sub(r"\s*/\s*", "/", " ".join(found["unit"].split()))
        return Measure(Kind.PERCENT, shown, found.end(), found.start("unit"))
    if found := _BRACKET.match(text, end):
        end = found.end()
    for kind, form in (
        (Kind.MONEY, wording.MONEY),
        (Kind.PHYSICAL, wording.PHYSICAL),
        (Kind.TIMES, wording.TIMES_OVER),
    ):
        if found := form.match(text, end):
            return _with_per(
                text, Measure(kind, " ".join(found["unit"].split()), found.end(), found.start("unit")), 2
            )
    return _count(text, end)


def _count(text: str, end: int) -> Measure | None:
    many = wording.MANY.match(text, end)
    begin = many.end() if many else end
    found = _WORDS.match(text, begin)
    if found is None or found["first"].lower() in wording.NOT_A_NOUN:
        return None
    start = found.start("first")
    if found["first"][0].isupper() and not found["first"].isupper():
        return None  # a name, not a noun: "02 Sở" counts bodies, "15 Nguyễn Trãi" is an address
    named = wording.NOUNS.match(text, start)
    stop = named.end() if named else found.end("first")
    noun = " ".join(text[start:stop].lower().split()) if not found["first"].isupper() else text[start:stop]
    if many:
        noun = f"{many['many'].lower()} {noun}"
    whole = text[start : found.end()]
    if (text[found.end() : found.end() + 2].lstrip()[:1] == "/") and (
        plain := _with_per(
            text, Measure(Kind.COUNT, " ".join(whole.split()), found.end(), start), len(whole.split())
        )
    ).per:
        return plain
    return _with_per(text, Measure(Kind.COUNT, noun, stop, start), len(noun.split()))


def _with_per(text: str, measure: Measure, words: int) -> Measure:
    """ "/người/năm" behind a unit; "/1.000 phụ nữ" has a base of its own."""
    shown, end, base, per = measure.text, measure.end, measure.base, measure.per
    for _ in range(3):
        found = wording.PER.match(text, end)
        if found is None:
            break
        kept: list[str] = []
        for word in found["per"].split():
            if word.lower() in _PER_ENDS and not (not kept and word.lower() in _TIME_PER):
                break
            kept.append(word)
            if word.lower() in _TIME_PER or len(kept) == (max(words, 1) if found["base"] else 2):
                break
        if not kept:
            break
        if not found["base"] and len(kept) == 2 and not _is_pair(kept):
            kept = kept[:1]
        per_words = list(_WORD.finditer(found["per"]))
        end = found.start("per") + per_words[len(kept) - 1].end()
        shown += f"/{found['base'] + ' ' if found['base'] else ''}{' '.join(kept)}"
        base, per = (parse_number(found["base"]) if found["base"] else base), True
    return Measure(measure.kind, shown, end, measure.noun_at, base, per)


_PAIRS = frozenset(
    "vạn dân|lao động|học sinh|hộ dân|gia đình|hộ gia|đầu người|bệnh nhân|cán bộ|đơn vị|cơ sở|mô hình|"
    "sản phẩm|chiến sĩ|nghìn dân|"
    "phụ nữ|trẻ em|dân số|sinh viên|giáo viên|mẫu vụ|thuê bao|doanh nghiệp|công trình|hội viên|khẩu phần|"
    "vị trí|cửa sông".split("|")
)


def _is_pair(words: list[str]) -> bool:
    return " ".join(words).lower() in _PAIRS
