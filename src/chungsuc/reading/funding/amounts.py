"""Số tiền trong câu: every amount of a sentence that is money for something, with its name and its parts.

Not every amount is. What was paid out, an increase, a norm of support ("50 triệu đồng/hộ"), a
range, a turnover or a revenue is left alone: such a figure is part of no tree of sources.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from chungsuc.core.money import MoneyError, to_dong
from chungsuc.core.statements import PartList
from chungsuc.core.vietnamese.number_words import parse_number_words
from chungsuc.core.vietnamese.numbers import NumberError, parse_number
from chungsuc.reading.flow import plain
from chungsuc.reading.tables.cells import Habit, number_of

_MONEY = re.compile(
    r"(?<![\w.,/])(?P<number>[1-9][0-9]{0,2}(?:,[0-9]{3})+\.[0-9]+|[1-9][0-9]{0,2}(?:,[0-9]{3}){2,}|"
    r"[0-9]+(?:\.[0-9]{3})*(?:,[0-9]+)?)\s*"
    r"(?P<measure>(?:nghìn|ngàn)\s+t[ỷỉ]\s+đồng|(?:tỷ|tỉ|triệu|nghìn|ngàn)\s*(?:đồng|đ\b)|đồng|tr\.?đ\b|"
    r"trđ\b|t[ỷỉ]\b|triệu\b|đ\b)(?!\s*(?:đồng|đ)?\s*/)(?!\s+(?:USD|đô la|người|lượt|m3|m2|tấn|cây|con)\b)",
    re.IGNORECASE,
)
_FEW_DONG = 10_000  # fewer "đ" are points of a score
_PERCENT = r"[0-9]{1,3}(?:,[0-9]+)?(?=\s*%)"
_SHARE = re.compile(
    rf"\s*(?:\(\s*(?:(?:chiếm|bằng|tương đương)\s+)?(?:tỷ\s+lệ\s+)?(?P<share>{_PERCENT})\s*%[^()]*\)|"
    rf",?\s*(?:chiếm|bằng)\s+(?:tỷ\s+lệ\s+)?(?P<said>{_PERCENT})\s*%(?!\s*(?:so với|kế hoạch|dự toán)))",
    re.IGNORECASE,
)
_IN_WORDS = re.compile(
    r"\s*[(“\"]\s*(?:bằng\s+chữ\s*:?\s*)?(?P<words>[^()0-9:“”\"]{3,160}?)\s*[./]*\s*[)”\"]", re.IGNORECASE
)
_SPENT = re.compile(r"giai ngan|thanh toan|quyet toan|da chi\b")  # money paid out is no source
_CHANGED = re.compile(r"(?:tang|giam|vuot|thieu|hut)(?: them)?")  # "tăng 200 triệu đồng so với năm trước"
_LEFT_OVER = re.compile(r"(?:so |von |kinh phi )?(?:con lai|chua giai ngan)")
_ONE_OF = r"(?:ho|nguoi|lop|xa|thon|mo hinh|nha|can|ha|km|hoc sinh|em|suat|lan|ngay)"
_NORM = re.compile(
    rf"\b(?:moi|mot|tung) {_ONE_OF}\b[^,;.]{{0,40}}$|"
    r"\b(?:dinh muc|don gia|muc (?:ho tro|chi|thuong|phat|luong|dong)|phu cap|tro cap|thu nhap)\b"
    r"[^,;.]{0,60}$"
)
_NORM_AFTER = re.compile(rf"\s*(?:cho )?(?:tren )?(?:moi|mot|1|01) {_ONE_OF}\b")
_OTHER_MONEY = re.compile(
    r"\b(?:thu ngan sach|tong thu|thu noi dia|thu thue|dau tu (?:toan )?xa hoi|gia tri|doanh thu|doanh so|"
    r"thu nhap|san luong|du no|kim ngach|grdp|gdp|von dang ky|von dieu le|von hoa|no dong|no xau|xu phat|"
    r"phat tien|that thoat|thiet hai|loi nhuan|tien luong|hoc phi|gia ban|tri gia|nop ngan sach)\b"
)
_RANGE_BEFORE = re.compile(r"(?:\b(?:từ|dưới)\s*|[0-9]\s*(?:[-–]|đến)\s*)\Z", re.IGNORECASE)
_RANGE_BEHIND = re.compile(
    r"\s*(?:[-–]|đến)\s*(?:dưới\s+)?[0-9][0-9.,]*\s*(?:nghìn|ngàn|tỷ|tỉ|triệu|đồng)", re.IGNORECASE
)
_AND_MILLIONS = re.compile(r"\s+(?:và\s+)?[0-9]{1,3}(?:,[0-9]+)?\s+triệu", re.IGNORECASE)
_BRACKETS = re.compile(r"\([^()]*\)")
_PIECES = re.compile(r"[()]|[^()]+")
_AMONG = re.compile(r"trong đó", re.IGNORECASE)
_PARTS = re.compile(r"(?:bao\s+)?gồm|chia\s+ra|cụ\s+thể|như\s+sau|trong đó", re.IGNORECASE)
_BEFORE_LABEL = re.compile(
    r"^[\s,;:.()\-–+•]*(?:(?:bao\s+)?gồm|trong đó|cụ thể(?: như sau)?|chia ra|và|"
    r"phân theo [^\W\d]+(?=\s*:))?[\s,:(\-–+]*(?:[a-zđ]\)\s+)?",
    re.IGNORECASE,
)
_BEHIND_LABEL = re.compile(
    r"[\s:,(=]*(?:(?:\b(?:là|khoảng|dự kiến|ước tính|ước|với|(?:tổng )?số tiền|được|kế hoạch|đạt|"
    r"tương (?:ứng|đương)|[0-9]+(?:,[0-9]+)?%)(?!\w)|[:=,])\s*)*$",
    re.IGNORECASE,
)
_BARE_VERB = re.compile(
    r"\W*(?:(?:de nghi |thong nhat |quyet dinh )?(?:bo tri|bo sung|phan bo|cap|ho tro|giao|danh|trich|"
    r"huy dong|dau tu|phe duyet)(?: von| kinh phi)?(?: (?:tong )?so tien| khoang| them| tong cong| tong so)?|"
    r"tong so|so tien|tong cong)?\W*"
)
_INTRODUCED = r"\b(?:trong đó|bao gồm|gồm)\b"
_NAME_BEHIND = re.compile(rf"\s*(?P<name>(?:(?!{_INTRODUCED})[^;,.:()]){{3,160}})", re.IGNORECASE)
_LONG_NAME_BEHIND = re.compile(
    rf"\s*(?P<name>(?:(?!{_INTRODUCED})[^;.:()]){{3,300}}?)\s*(?:[;.:(]|,?\s*{_INTRODUCED}|$)", re.IGNORECASE
)
_YEAR = re.compile(r"(?<!đến )năm\s*,?\s*(?P<year>20[0-9]{2})(?!\s*[-–]\s*20)", re.IGNORECASE)
_YEARS = re.compile(
    r"(?:giai đoạn|thời kỳ|các năm|từ(?: năm)?)\s*(?:năm\s+)?(?P<from>20[0-9]{2})\s*(?:[-–]|đến(?:\s+năm)?)"
    r"\s*(?P<to>20[0-9]{2})",
    re.IGNORECASE,
)
_BARE_YEAR = re.compile(r"\s*(?:năm\s+)?(?P<year>20[0-9]{2})\s*", re.IGNORECASE)
_NAMED_WORK = re.compile(r"\b(?:chuong trinh|de an|du an|nghi quyet|quyet dinh|chien luoc|ke hoach so)\b")
_SENTENCE = re.compile(rf"\.\s|;\s+(?!{_PARTS.pattern})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Amount:
    """Một số tiền: its name, its value, and how it stands to the amounts beside it."""

    start: int  # of its label
    at: int  # of its figure
    end: int
    label: str
    number: str
    measure: str
    dong: int
    inner: bool  # listed inside the amount before: in brackets, or behind "gồm"
    bracketed: bool  # stands in a bracket: a part of the amount before the bracket
    parts: PartList | None = None  # how the text behind it introduces its parts
    share: Decimal | None = None
    in_words: int | None = None
    years: tuple[int, int] | None = None


@dataclass(slots=True)
class _Nesting:
    """Whether what follows an amount is listed under it: in brackets, or behind "gồm"."""

    place: int | None  # how far the text behind the amount was looked at; None before the first amount
    depth: int = 0
    listed: bool = False

    def go_on(self, text: str, end: int) -> None:
        if self.place is None:
            return
        for piece in _PIECES.finditer(text, self.place, max(self.place, end)):
            if piece[0] == "(":
                self.depth += 1
            elif piece[0] == ")":
                self.depth = max(0, self.depth - 1)
            elif self.depth == 0 and _PARTS.search(piece[0]):
                self.listed = True
        self.place = max(self.place, end)


@dataclass(frozen=True, slots=True)
class _Found:
    """A figure of money where it stands."""

    start: int
    end: int
    number: str
    measure: str
    dong: int


def amounts_in(text: str, start: int = 0) -> list[Amount]:
    """The amounts of a paragraph from `start` on, in their order."""
    kept: list[Amount] = []
    place, nesting = start, _Nesting(None)
    spent: int | None = None  # where the last amount that was paid out ends
    for found in _figures(text, start):
        between = text[place : found.start]
        clauses = [clause for clause in re.split(r"[;:(]|\.\s|,\s", between) if clause.strip()]
        own = plain(clauses[-1]) if clauses else ""
        if _SPENT.search(own):
            place = spent = found.end
            continue
        listed_under_spent = spent is not None and _is_listed(text[spent : found.start])
        if listed_under_spent or _is_no_source(text, found, own, plain(between)):
            place = found.end
            continue
        label_start, label = _label(between, place)
        bare = plain(label).strip(" *")
        if _CHANGED.fullmatch(bare) or (spent is not None and _LEFT_OVER.fullmatch(bare)):
            place = found.end
            continue
        nesting.go_on(text, found.start)
        bracketed = nesting.depth > 0
        inner = bracketed or nesting.listed
        place, share, in_words = _said_beside(text, found.end)
        if not inner:
            nesting = _Nesting(place)
        amount = Amount(
            start=label_start,
            at=found.start,
            end=place,
            label=label,
            number=found.number,
            measure=found.measure,
            dong=found.dong,
            inner=inner,
            bracketed=bracketed,
            share=share,
            in_words=in_words,
            years=_years(label),
        )
        kept.append(amount)
    return _introduced(text, _named_behind(text, kept))


def _said_beside(text: str, end: int) -> tuple[int, Decimal | None, int | None]:
    """The share and the words that repeat the figure, right behind it; and where they end."""
    share: Decimal | None = None
    in_words: int | None = None
    while True:
        if in_words is None and (found := _IN_WORDS.match(text, end)) and (value := _spelt(found["words"])):
            in_words, end = value, found.end()
        elif share is None and (found := _SHARE.match(text, end)):
            share, end = parse_number(found["share"] or found["said"]), found.end()
        else:
            return end, share, in_words


def _spelt(words: str) -> int | None:
    try:
        value = parse_number_words(words)
    except NumberError:
        return None
    return int(value) if value == value.to_integral_value() else None


def _figures(text: str, start: int) -> Iterator[_Found]:
    billions: tuple[re.Match[str], int] | None = None  # "8 tỷ" of "8 tỷ 500 triệu đồng"
    for match in _MONEY.finditer(text, start):
        number = number_of(match["number"], Habit.DOTS)
        if number is None or (match["measure"] in ("đ", "Đ") and number < _FEW_DONG):
            continue  # "điểm 2 đ"
        try:
            dong = to_dong(number, match["measure"])
        except MoneyError:
            continue
        if match["measure"].casefold() in ("tỷ", "tỉ") and _AND_MILLIONS.match(text, match.end()):
            billions = match, dong
            continue
        begin = match.start()
        if billions is not None:
            begin, dong = billions[0].start(), dong + billions[1]
            billions = None
        measure = " ".join(match["measure"].split()).casefold()
        yield _Found(begin, match.end(), text[begin : match.end("number")], measure, dong)


def _is_no_source(text: str, found: _Found, own: str, between: str) -> bool:
    """A range, a norm, or money of another kind."""
    before = text[max(0, found.start - 12) : found.start]
    return bool(
        _RANGE_BEFORE.search(before)
        or _RANGE_BEHIND.match(text, found.end)
        or _NORM.search(between[-100:])
        or _NORM_AFTER.match(plain(text[found.end : found.end + 40]))
        or _OTHER_MONEY.search(own)
    )


def _is_listed(between: str) -> bool:
    """ "… giải ngân 300 triệu đồng, gồm: vốn đầu tư 200 triệu đồng": listed under what was paid out."""
    bare = _BRACKETS.sub("", between)
    return ("(" in bare or bool(_PARTS.search(bare))) and not re.search(r"\.\s", bare)


def _label(between: str, place: int) -> tuple[int, str]:
    """The name before the figure, and where it begins."""
    masked = _BRACKETS.sub(lambda bracket: " " * len(bracket[0]), between)
    cut = max(masked.rfind(";"), masked.rfind(". "), masked.rfind("("))
    begin = cut + 1 if cut >= 0 else 0
    words = between[begin:]
    head = _BEFORE_LABEL.match(words)
    skipped = head.end() if head else 0
    label = _BEHIND_LABEL.sub("", words[skipped:])
    return place + begin + skipped, " ".join(label.split()).strip(" *")


def _years(label: str) -> tuple[int, int] | None:
    """The years that the money is for; those of a programme that it names are not."""
    if bare := _BARE_YEAR.fullmatch(label):
        return int(bare["year"]), int(bare["year"])
    period = _YEARS.search(label)
    if period is not None:
        first, last = int(period["from"]), int(period["to"])
        of_programme = _NAMED_WORK.search(plain(label[: period.start()]))
        return (first, last) if first <= last and not of_programme else None
    found = _YEAR.search(label)
    return (int(found["year"]), int(found["year"])) if found else None


def _named_behind(text: str, amounts: list[Amount]) -> list[Amount]:
    """ "Bố trí 9 tỷ đồng vốn ngân sách tỉnh, trong đó: 5 tỷ đồng cho đường": the names stand behind."""
    named: list[Amount] = []
    behind = False
    for place, amount in enumerate(amounts):
        if place == 0 or (amount.inner and not amounts[place - 1].inner):
            behind = bool(_BARE_VERB.fullmatch(plain(amount.label)))
        until = amounts[place + 1].at if place + 1 < len(amounts) else len(text)
        form = _NAME_BEHIND if len(amounts) > 1 else _LONG_NAME_BEHIND
        found = form.match(text, amount.end, until) if behind else None
        if found is None:
            named.append(amount)
            continue
        words = " ".join(found["name"].split())
        label = f"{amount.label} {words}".strip() if place == 0 else words
        start = amount.start if place == 0 else amount.at
        named.append(replace(amount, start=start, end=found.end("name"), label=label, years=_years(label)))
    return named


def _introduced(text: str, amounts: list[Amount]) -> list[Amount]:
    """How the words behind each amount introduce those that follow it."""
    told: list[Amount] = []
    for place, amount in enumerate(amounts):
        is_last = place + 1 == len(amounts)
        gap = _BRACKETS.sub("", text[amount.end : len(text) if is_last else amounts[place + 1].at])
        words = gap if is_last else _SENTENCE.split(gap)[0]
        told.append(replace(amount, parts=_introduction(words, is_last=is_last)))
    return told


def _introduction(gap: str, *, is_last: bool) -> PartList | None:
    found = list(_PARTS.finditer(gap))
    if is_last and not gap.rstrip(" *").endswith(":"):
        return None
    if found:
        return PartList.SOME if _AMONG.fullmatch(found[-1][0]) else PartList.ALL
    return PartList.ALL if is_last else None
