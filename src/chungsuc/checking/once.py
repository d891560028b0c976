"""Một lỗi nói một lần: a fault that two checks find is told once, by the one that says most of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from chungsuc.checking.case import Sum
from chungsuc.core.statements import Finding, FindingKind, Quote, Severity
from chungsuc.core.vietnamese.numbers import NumberError, parse_number

_GRAVITY = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}
_FIGURES = {FindingKind.ARITHMETIC, FindingKind.CONTRADICTION}


def told_once(findings: Iterable[Finding]) -> list[Finding]:
    """The same figure of the same line against the same result; or the same message again.

    One wrong figure breaks its row and its column, or its own list and the list that it is part of:
    by the same amount. The graver is told, and says where else the fault shows.
    """
    kept: dict[str, Finding] = {}
    figures: dict[object, str] = {}
    accused: set[str] = set()
    ordered = sorted(findings, key=lambda each: (_GRAVITY[each.severity], -len(each.quotes)))
    for each in ordered:
        if each.message in kept or _keys(each) & figures.keys():
            continue
        ids = {quote.item_id for quote in each.quotes if quote.item_id}
        if each.severity is Severity.INFO and each.kind is FindingKind.QUESTION and ids and ids <= accused:
            continue  # an error says more of these sentences than a question can
        if each.severity is Severity.ERROR:
            accused |= ids
        gaps = _gaps(each)
        first = next((figures[gap] for gap in gaps if gap in figures), None)
        if first is not None:
            kept[first] = _also(kept[first], each)
            continue
        figures |= dict.fromkeys((*_keys(each), *gaps), each.message)
        kept[each.message] = each
    return list(kept.values())


def _keys(each: Finding) -> set[object]:
    stated, follows = _digits(each.stated), _digits(each.follows)
    if each.kind not in _FIGURES or not stated or not follows:
        return set()
    return {(quote.line, stated, follows) for quote in each.quotes}


def _gaps(each: Finding) -> list[tuple[str, Decimal]]:
    """By how much the figures of each item that the finding rests on are off."""
    gap = _off_by(each) if each.kind is FindingKind.ARITHMETIC else None
    if gap is None:
        return []
    return [(item, abs(gap)) for item in dict.fromkeys(q.item_id for q in each.quotes) if item]


def _also(told: Finding, other: Finding) -> Finding:
    lines = sorted({quote.line for quote in other.quotes} - {quote.line for quote in told.quotes})
    words = f"Cùng một chỗ sai có thể làm lệch cả phép tính khác: {other.message}"
    repairs = (*_mends_both(told, other), *told.repairs, words)
    return replace(told, repairs=repairs, quotes=(*told.quotes, *_at(other.quotes, lines)))


def _mends_both(told: Finding, other: Finding) -> Iterator[str]:
    """A part stated too high makes the sum of the parts too high by as much: one figure is wrong."""
    part, whole = _off_by(other), _off_by(told)
    if part is None or whole is None or part != -whole or len(other.quotes) != 1:
        return
    if _digits(other.stated) != _digits(told.stated):
        yield f"Cả hai phép tính khớp nếu dòng {other.quotes[0].line} ghi {other.follows}."


def _off_by(each: Finding) -> Decimal | None:
    """What is stated less what follows."""
    try:
        stated, follows = (parse_number((text or "").split(" ")[0]) for text in (each.stated, each.follows))
    except NumberError:
        return None
    return stated - follows


def _at(quotes: Iterable[Quote], lines: Sequence[int]) -> Iterator[Quote]:
    return (quote for quote in quotes if quote.line in lines)


def counted_once(sums: Sequence[Sum]) -> tuple[Sum, ...]:
    """Two readings of one list give one computed figure."""
    kept: dict[tuple[object, ...], Sum] = {}
    for each in sums:
        key = each.lines, _digits(each.stated), _digits(each.computed), each.holds
        kept.setdefault(key, each)
    return tuple(kept.values())


def _digits(text: str | None) -> str:
    """The figure alone: "12.500 triệu đồng" and "12.500" are one."""
    first = next((word for word in (text or "").split() if any(map(str.isdigit, word))), "")
    return "".join(character for character in first if character.isdigit() or character in ",/").lstrip("0")
