"""Số tiền: an amount against its own words, its share of the whole, and the same amount elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from chungsuc.checking.case import Case, Sum, finding
from chungsuc.core.money import MoneyError, in_measure, measure_size
from chungsuc.core.statements import Certainty, Finding, FindingKind, FundingItem, Severity
from chungsuc.core.vietnamese.numbers import format_number, parse_number
from chungsuc.core.vietnamese.text import fold
from chungsuc.reasoning.arithmetic import Rounding, rounding_of

Checked = tuple[Sum, Finding | None]
_THOUSAND = 1000
_PER_PERSON = re.compile(
    r"(?<![\d.,])(?P<number>\d{1,9}(?:\.\d{3}){0,5}(?:,\d{1,6})?) ?(?:tỷ|tỉ)(?: ?đồng| ?đ)? ?/ ?"
    r"(?P<who>người|khẩu|lao động)\b"
)
_GENERAL = frozenset({"tong", "tong so", "tong cong", "cong", "von", "kinh phi", "tong von", "tong kinh phi"})


def check_amounts(case: Case) -> tuple[list[Finding], list[Sum]]:
    sums: list[Sum] = []
    findings: list[Finding] = []
    for checked, problem in (*_in_words(case), *_shares(case)):
        sums.append(checked)
        if problem is not None:
            findings.append(problem)
    findings += _thousandfold(case)
    findings += _billions_a_head(case)
    return findings, sums


def _amount(item: FundingItem) -> str:
    return f"{item.stated} {item.measure}"


def _in_words(case: Case) -> Iterator[Checked]:
    """«2.500 triệu đồng (Hai tỷ năm trăm triệu đồng)»"""
    for item in case.reading.funding:
        if item.in_words is None:
            continue
        words = f"{format_number(item.in_words)} đồng"
        holds = item.in_words == item.amount
        label = f"Số tiền bằng chữ ở dòng {item.source.line}"
        checked = Sum(label, _amount(item), words, holds, (item.id,), (item.source.line,))
        yield checked, None if holds else finding(
            FindingKind.ARITHMETIC,
            Severity.ERROR,
            f"Dòng {item.source.line}: số tiền bằng số là {_amount(item)}, bằng chữ là {words}.",
            items=(item,),
            stated=_amount(item),
            follows=words,
            repairs=("Sửa số hoặc chữ cho trùng nhau.",),
        )  # fmt: skip


def _shares(case: Case) -> Iterator[Checked]:
    """«Ngân sách tỉnh 60 tỷ đồng (40%)»: of its own total, or of the whole that stands above."""
    by_id = {item.id: item for item in case.reading.funding}
    for item in case.reading.funding:
        if item.share is None:
            continue
        wholes = [whole for whole in _above(item, by_id) if whole.amount]
        if not wholes:
            continue
        places = max(0, -int(item.share.as_tuple().exponent))
        holding = [whole for whole in wholes if _is_share(item, whole, places)]
        whole = holding[0] if holding else wholes[0]
        exact = Fraction(100 * item.amount, whole.amount)
        stated = f"{format_number(item.share, places)}%"
        computed = f"{format_number(Decimal(exact.numerator) / exact.denominator, max(places, 2))}%"
        label = f"Tỷ lệ của {item.label} trong {whole.label}"
        lines = tuple(sorted({item.source.line, whole.source.line}))
        checked = Sum(label, stated, computed, bool(holding), (item.id, whole.id), lines)
        yield checked, None if holding else finding(
            FindingKind.ARITHMETIC,
            Severity.WARNING,
            f"{item.label} (dòng {item.source.line}): {_amount(item)} trong {_amount(whole)} là {computed}, "
            f"văn bản ghi {stated}.",
            items=(item, whole),
            stated=stated,
            follows=computed,
            repairs=(f"Sửa tỷ lệ thành {computed}, hoặc kiểm tra lại số tiền.",),
        )  # fmt: skip


def _above(item: FundingItem, by_id: Mapping[str, FundingItem]) -> Iterator[FundingItem]:
    seen = {item.id}
    parent = item.parent
    while parent is not None and parent in by_id and parent not in seen:
        seen.add(parent)
        yield by_id[parent]
        parent = by_id[parent].parent


def _is_share(item: FundingItem, whole: FundingItem, places: int) -> bool:
    assert item.share is not None
    exact = Fraction(100 * item.amount, whole.amount)
    return rounding_of(item.share, exact, places) is not Rounding.WRONG


def _thousandfold(case: Case) -> Iterator[Finding]:
    """The same money stated twice, once a thousand times the other: triệu for tỷ, or the other way."""
    named: dict[tuple[str, int | None, int | None], list[FundingItem]] = {}
    for item in case.reading.funding:
        label = " ".join(fold(item.label).split())
        if label in _GENERAL or len(label.split()) < 3:
            continue
        named.setdefault((label, item.year, item.year_to), []).append(item)
    for items in named.values():
        by_amount = {item.amount: item for item in reversed(items)}
        for amount, small in by_amount.items():
            large = by_amount.get(amount * _THOUSAND)
            if large is None or large.measure == small.measure or amount == 0:
                continue
            first, second = sorted((small, large), key=lambda item: item.source.line)
            yield finding(
                FindingKind.ARITHMETIC,
                Severity.WARNING,
                f"{first.label}: dòng {first.source.line} ghi {_amount(first)}, dòng {second.source.line} "
                f"ghi {_amount(second)}, gấp nhau đúng 1.000 lần; có lẽ một chỗ nhầm đơn vị tính.",
                items=(first, second),
                stated=_amount(second),
                follows=_amount(first),
                repairs=(f"Thống nhất đơn vị tính: {first.measure} hay {second.measure}.",),
                certainty=Certainty.LIKELY,
            )


def _billions_a_head(case: Case) -> Iterator[Finding]:
    """«Thu nhập bình quân 45 tỷ đồng/người»: nobody's income is counted in billions."""
    for passage in case.passages:
        if "người" not in passage.text and "khẩu" not in passage.text and "lao động" not in passage.text:
            continue
        for match in _PER_PERSON.finditer(passage.text):
            if "thu nhap" not in passage.folded[max(0, match.start() - 120) : match.start()]:
                continue
            line = passage.line_at(match.start())
            yield finding(
                FindingKind.SLIP,
                Severity.WARNING,
                f"Dòng {line} ghi thu nhập “{match[0]}”; có lẽ là triệu đồng/{match['who']}.",
                quotes=(passage.quote(match.start(), match.end()),),
                stated=match[0],
                follows=f"{format_number(parse_number(match['number']))} triệu đồng/{match['who']}",
                repairs=(f"Sửa đơn vị tính thành triệu đồng/{match['who']} nếu đúng như vậy.",),
                certainty=Certainty.LIKELY,
            )


def slipped_measure(total: FundingItem, parts: list[FundingItem], allowance: Fraction) -> str | None:
    """What would make a broken sum hold: one amount a thousand times too large or too small."""
    computed = sum(part.amount for part in parts)
    ways = []
    for item in (total, *parts):
        for way, amount in (("nhỏ", item.amount // _THOUSAND), ("lớn", item.amount * _THOUSAND)):
            change = amount - item.amount
            gap = total.amount + change - computed if item is total else total.amount - computed - change
            if item.amount and abs(gap) <= allowance:
                ways.append((item, way, amount))
    if len(ways) != 1:
        return None
    item, way, amount = ways[0]
    try:
        measure_size(item.measure)
    except MoneyError:
        return None
    shown = f"{in_measure(amount, total.measure)} {total.measure}"
    return (
        f"Tổng khớp nếu {item.label} (dòng {item.source.line}) {way} hơn 1.000 lần, là {shown}: "
        "có lẽ nhầm đơn vị tính."
    )
