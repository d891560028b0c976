"""Tỷ lệ trong câu: a percentage beside the counts it comes from, growth beside both values, shares of 100.

Only a sentence that gives every figure itself is computed again. Where the words leave open what the
percentage is of ("đạt 98% kế hoạch", "so với cùng kỳ"), nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from chungsuc.checking.case import Case, Sum, finding
from chungsuc.checking.passages import Passage
from chungsuc.core.statements import Certainty, Finding, FindingKind, Severity
from chungsuc.core.vietnamese.numbers import NumberError, format_number, parse_number
from chungsuc.reasoning.arithmetic import Rounding, rounding_of

Checked = tuple[Sum, Finding | None]

_N = r"(?<![\d.,/])\d{1,3}(?:\.\d{3}){1,4}(?:,\d{1,4})?(?![\d/])|(?<![\d.,/])\d{1,9}(?:,\d{1,4})?(?![\d/])"
_P = r"\d{1,4}(?:,\d{1,4})?"
# The patterns work on text without tones and capitals.
# Counts and their share: «07/14 xã đạt chuẩn (đạt 50%)», «07/14 xã, chiếm 50%».
_OF = re.compile(
    r"(?<![\d.,/])(?P<part>\d{1,3}(?:\.\d{3}){0,3})/(?P<whole>\d{1,3}(?:\.\d{3}){0,3}|\d{1,7}) "
    r"(?P<what>[a-z]+)(?P<between>(?: [a-z&-]+){0,8}?)"
    rf"(?: ?\((?:(?:dat|chiem|bang|tuong duong|ty le|dat ty le|chiem ty le):? )?(?P<bracket>{_P}) ?%\)"
    rf"|, (?:chiem|chiem ty le|dat ty le|ty le|bang|tuong duong) (?P<after>{_P}) ?%"
    r"(?:(?: tong)? so (?P=what))?(?= ?(?:[.;)]|$)))"
)
# A part and its whole: «1.200 hộ, chiếm 15% tổng số 8.000 hộ».
_SHARE = re.compile(
    rf"(?P<part>{_N}) (?P<what>[a-z]+)(?: [a-z&-]+){{0,6}}?,? \(?(?:chiem|bang)(?: ty le)? (?P<share>{_P}) ?%"
    rf"(?: (?:cua|trong|tren))?(?: tong)?(?: so)? (?P<whole>{_N}) (?P=what)\b"
)
# The whole first: «trong tổng số 8.000 hộ có 1.200 hộ nghèo, chiếm 15%».
_AMONG = re.compile(
    rf"(?:trong|tren) tong so (?P<whole>{_N}) (?P<what>[a-z]+)(?: [a-z&-]+){{0,5}}?,? (?:co|thi co|da co) "
    rf"(?P<part>{_N}) (?P=what)(?: [a-z&-]+){{0,6}}?,? \(?(?:chiem|chiem ty le|dat ty le|ty le|bang) "
    rf"(?P<share>{_P}) ?%(?= ?(?:[.;,)]|$))"
)
# The whole in a sentence of its own: «Toàn huyện có 80 trạm. Trong đó, có 28 trạm loại A (chiếm 35%)».
_OF_THOSE = re.compile(
    rf"(?:co|la|gom|so|dat) (?P<whole>{_N}) (?P<what>[a-z]+)[^.;\d]{{0,120}}[.,;] trong do,? (?:da )?(?:co )?"
    rf"(?P<part>{_N}) (?P=what)(?: (?=[\w/&-]*[a-z])[\w/&-]+){{0,10}}?,? "
    rf"\(?(?:chiem|chiem ty le|dat ty le|ty le) (?P<share>{_P}) ?%(?= ?(?:[.;,)]|$))"
)
# The share first: «65% số thôn đạt chuẩn (13/20 thôn)».
_SHARE_FIRST = re.compile(
    rf"(?<!tang )(?<!giam )(?<!them )(?<![\d.,/-])(?P<share>{_P}) ?% (?:tong )?so (?P<what>[a-z]+)"
    rf"(?: [a-z&-]+){{0,8}}? \((?:dat |la )?"
    r"(?P<part>\d{1,3}(?:\.\d{3}){0,3})/(?P<whole>\d{1,3}(?:\.\d{3}){0,3}|\d{1,7}) (?P=what)\)"
)
_COUNTED = r"(?:xa|thon|ban|ho|nguoi|khau|tieu chi|truong|giuong|san pham|co so|hop tac xa|lao dong)"
_MEASURE = (
    r"(?:ty dong|trieu dong|nghin dong|dong|ty|trieu|ha|tan|ta|km|%|m2|don vi|"
    rf"{_COUNTED})(?:/[a-z]+){{0,2}}"
)
_IN_YEAR = r"(?: (?:nam|vao nam|cuoi nam|dau nam) \d{4}| \(nam \d{4}\))?"
# Growth after both values or before them: «từ 50 triệu đồng lên 60 triệu đồng, tăng 20%».
_FROM_TO = (
    rf"tu (?P<first>{_N}) ?(?P<measure1>{_MEASURE})?{_IN_YEAR} "
    rf"(?:len|xuong|xuong con|len thanh) (?P<last>{_N}) ?(?P<measure2>{_MEASURE})?{_IN_YEAR}"
)
_EXACT = re.compile(_COUNTED)
_STOP = r"(?= ?(?:[.;)]|$))"
_CHANGE = rf"(?P<verb>tang|giam) (?P<rate>{_P}) ?(?P<kind>%|lan|diem ?(?:%|phan tram))"
_THEN_RATE = re.compile(rf"\b{_FROM_TO},? \(?(?:tuong ung |tuong duong |tuc |hay )?{_CHANGE}{_STOP}")
_RATE_THEN = re.compile(
    rf"\b{_CHANGE}(?: so voi (?:nam \d{{4}}|nam truoc|dau nam|dau ky))?,? \(?(?:tang |giam )?"
    rf"{_FROM_TO}{_STOP}"
)
# «đạt 54 triệu đồng, tăng 8% so với năm 2023 (50 triệu đồng)»: the value before stands in the bracket.
_RATE_THEN_BASE = re.compile(
    rf"(?:dat|la|len|con) (?P<last>{_N}) ?(?P<measure2>{_MEASURE}),? \(?{_CHANGE} so voi "
    rf"(?:cung ky )?(?:nam \d{{4}}|nam truoc|dau nam|dau ky),? \((?:dat |la |co )?"
    rf"(?P<first>{_N}) ?(?P<measure1>{_MEASURE})\)"
)
# Another count of the same clause, which the percentage may belong to; a year or a day is none.
_FIGURE = re.compile(r"(?<![\d/.,])(?!(?:19|20)\d\d\b)\d+(?:/\d+)?(?![\d/])")
# Shares of one whole: «Cơ cấu kinh tế: nông nghiệp 30%; công nghiệp 40%; dịch vụ 30%».
_STRUCTURE = re.compile(r"\bco cau (?:kinh te|nganh|lao dong|von|nguon von|gia tri|su dung)[^.;:]{0,80}:?")
_LONGEST_STRUCTURE = 800
_ITEM = re.compile(r"[a-z][a-z ,&()-]{2,70}?(?: chiem| dat| la|:)? ?(?P<share>\d{1,3}(?:,\d{1,3})?) ?%")
_MOVES = re.compile(
    r"\b(tang|giam|tren|duoi|khoang|it nhat|toi thieu|toi da|xap xi|hon|gan|tu|den|con)\b|\d ?- ?\d|[≥≤><~]"
)


def check_proportions(case: Case) -> tuple[list[Finding], list[Sum]]:
    findings: list[Finding] = []
    sums: list[Sum] = []
    for passage in case.passages:
        if "%" not in passage.text and " lần" not in passage.text:
            continue
        for checked, problem in (*_of_counts(passage), *_growth(passage), *_structure(passage)):
            sums.append(checked)
            if problem is not None:
                findings.append(problem)
    return findings, sums


def _number(text: str) -> Decimal | None:
    try:
        return parse_number(text)
    except NumberError:
        return None


def _places(text: str) -> int:
    return len(text.partition(",")[2])


def _percent(value: Fraction, places: int) -> str:
    return f"{_rounded(value, max(places, 2))}%"


def _rounded(value: Fraction, places: int) -> str:
    """Without idle noughts: 50 and not 50,00."""
    exact = Decimal(value.numerator) / value.denominator
    return format_number(exact.quantize(Decimal(1).scaleb(-places)))


@dataclass(frozen=True, slots=True)
class _Said:
    """One computed figure of a sentence."""

    passage: Passage
    start: int
    end: int
    label: str
    stated: str
    computed: str
    holds: bool
    message: str
    repair: str = ""


def _checked(said: _Said) -> Checked:
    line = said.passage.line_at(said.start)
    last = said.passage.line_at(said.end - 1)
    checked = Sum(said.label, said.stated, said.computed, said.holds, (), tuple(range(line, last + 1)))
    if said.holds:
        return checked, None
    return checked, finding(
        FindingKind.ARITHMETIC,
        Severity.WARNING,
        f"Dòng {line}: {said.message}",
        quotes=(said.passage.quote(said.start, said.end),),
        stated=said.stated,
        follows=said.computed,
        repairs=(said.repair or f"Sửa thành {said.computed}, hoặc kiểm tra lại các số đứng cạnh.",),
        certainty=Certainty.CERTAIN,
    )


# --- a percentage and its counts ------------------------------------------------------------------------


def _of_counts(passage: Passage) -> Iterator[Checked]:
    folded = passage.folded
    if "/" in folded:
        for match in _OF.finditer(folded):
            between = match["between"]
            if "ke hoach" in between or "chi tieu" in between or _is_month(match["part"], match["whole"]):
                continue
            clause = folded[_clause_start(folded, match.start()) : match.start()]
            for checked, problem in _share_of(passage, match, match["bracket"] or match["after"]):
                if problem is None or not _FIGURE.search(clause):
                    yield checked, problem
        for match in _SHARE_FIRST.finditer(folded) if "%" in folded else ():
            yield from _share_of(passage, match, match["share"])
    if "chiem" in folded or "bang" in folded or "ty le" in folded:
        for pattern in (_SHARE, _AMONG, _OF_THOSE):
            for match in pattern.finditer(folded):
                yield from _share_of(passage, match, match["share"])


def _clause_start(text: str, end: int) -> int:
    return max(text.rfind(mark, max(0, end - 300), end) for mark in ".;:(") + 1


def _is_month(part: str, whole: str) -> bool:
    """«07/2024» is a month."""
    return len(whole) == 4 and whole[:2] in {"19", "20"} and part.isdigit() and 1 <= int(part) <= 12


def _share_of(passage: Passage, match: re.Match[str], shown: str) -> Iterator[Checked]:
    part, whole, share = _number(match["part"]), _number(match["whole"]), _number(shown)
    if part is None or not whole or share is None:
        return
    exact = Fraction(part) * 100 / Fraction(whole)
    holds = rounding_of(share, exact, _places(shown)) is not Rounding.WRONG
    if not holds and share == 100:
        return  # "đạt 100%" of a plan that the sentence leaves out
    stated, computed = f"{shown}%", _percent(exact, _places(shown))
    pair = f"{match['part']}/{match['whole']}"
    message = f"{pair} là {computed}, văn bản ghi {stated}."
    start, end = match.span()
    yield _checked(_Said(passage, start, end, f"Tỷ lệ {pair}", stated, computed, holds, message))


# --- growth ---------------------------------------------------------------------------------------------


def _growth(passage: Passage) -> Iterator[Checked]:
    folded = passage.folded
    if "tang" not in folded and "giam" not in folded:
        return
    patterns = (*((_THEN_RATE, _RATE_THEN) if "tu " in folded else ()), _RATE_THEN_BASE)
    for pattern in patterns:
        for match in pattern.finditer(folded):
            first, last = _number(match["first"]), _number(match["last"])
            rate = _number(match["rate"])
            if not first or last is None or rate is None:
                continue
            if _is_year(match["first"]) or _is_year(match["last"]):
                continue
            measures = {match["measure1"] or match["measure2"], match["measure2"] or match["measure1"]}
            if len(measures) == 1:
                yield _rate(passage, match, first, last, rate)


def _is_year(text: str) -> bool:
    return len(text) == 4 and text.isdigit() and text[:2] in {"19", "20"}


def _rate(passage: Passage, match: re.Match[str], first: Decimal, last: Decimal, rate: Decimal) -> Checked:
    places = _places(match["rate"])
    change = Fraction(last) - Fraction(first)
    signed = change if match["verb"] == "tang" else -change
    growth = signed * 100 / Fraction(first)
    slack, unit = _slack(match, first, last), Fraction(1, 10**places)
    if match["kind"] == "lan":
        times = Fraction(last) / Fraction(first) if signed >= 0 else Fraction(first) / (Fraction(last) or 1)
        ways = [(times, slack + unit), (times - 1, slack + unit)]  # "tăng 1,5 lần" is said of both
        kind, shown = " lần", f"{_rounded(times, max(places, 2))} lần"
    else:
        in_points = (signed, _half_unit(match["first"]) + _half_unit(match["last"]) + unit / 2)
        if match["kind"] != "%":
            ways, kind, shown = [in_points], " điểm %", f"{_rounded(signed, places)} điểm %"
        elif (match["measure2"] or "").startswith("%"):  # percentage points are called percent too
            ways, kind = [(growth, 100 * slack + unit), in_points], "%"
            shown = f"{_rounded(signed, places)} điểm % (hay {_percent(growth, places)})"
        else:
            ways, kind, shown = [(growth, 100 * slack + unit)], "%", _percent(growth, places)
    holds = any(abs(Fraction(rate) - way) <= allowed for way, allowed in ways)
    verb = "tăng" if match["verb"] == "tang" else "giảm"
    stated = f"{verb} {match['rate']}{kind}"
    pair = f"từ {match['first']} {'lên' if last >= first else 'xuống'} {match['last']}"
    message = f"{pair} là {verb} {shown}, văn bản ghi {stated}."
    if signed < 0:
        other = "giảm" if verb == "tăng" else "tăng"
        message = f"{pair} là {other}, văn bản ghi {stated}."
        shown = other
    label = f"Mức {verb} {pair}"
    shown = stated if holds else shown
    return _checked(_Said(passage, match.start(), match.end(), label, stated, shown, holds, message))


def _half_unit(stated: str) -> Fraction:
    return Fraction(1, 2 * 10 ** _places(stated))


def _slack(match: re.Match[str], first: Decimal, last: Decimal) -> Fraction:
    """How far the growth may be off where both values were rounded for print; counts are exact."""
    if _EXACT.fullmatch(match["measure2"] or match["measure1"] or ""):
        return Fraction(0)
    half = [_half_unit(match[name]) for name in ("first", "last")]
    low, high = Fraction(first), Fraction(last)
    if low <= half[0]:
        return Fraction(1)
    return max(
        (high + half[1]) / (low - half[0]) - high / low, high / low - (high - half[1]) / (low + half[0])
    )


# --- shares of the whole --------------------------------------------------------------------------------


def _structure(passage: Passage) -> Iterator[Checked]:
    done = 0
    for opening in _STRUCTURE.finditer(passage.folded):
        if opening.start() < done:
            continue
        end = min(len(passage.folded), opening.end() + _LONGEST_STRUCTURE)
        for stop in (". ", "./"):
            at = passage.folded.find(stop, opening.end(), end)
            end = at if at >= 0 else end
        done = end
        words = passage.folded[opening.end() : end]
        items = list(_ITEM.finditer(words))
        if len(items) < 3 or len(items) != words.count("%") or any(_MOVES.search(i[0]) for i in items):
            continue
        shares = [_number(item["share"]) for item in items]
        total = sum((share for share in shares if share is not None), Decimal(0))
        allowance = sum(Decimal(1).scaleb(-_places(item["share"])) for item in items) / 2
        holds = abs(total - 100) <= allowance
        if not holds and total < 100:
            continue  # a part may be left out
        shown = f"{format_number(total)}%"
        message = f"các tỷ lệ của cơ cấu cộng lại là {shown}, vượt quá 100%."
        first, last = opening.start(), opening.end() + items[-1].end()
        repair = "Kiểm tra lại từng tỷ lệ: các phần của một cơ cấu cộng lại là 100%."
        yield _checked(_Said(passage, first, last, "Cơ cấu", "100%", shown, holds, message, repair))
