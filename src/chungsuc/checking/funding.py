"""The tree of funding: every amount that has parts, against the sum of its parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from chungsuc.checking.amounts import slipped_measure
from chungsuc.checking.case import Case, Sum, finding
from chungsuc.checking.words import at_lines
from chungsuc.core.money import MoneyError, in_measure, measure_size
from chungsuc.core.statements import Finding, FindingKind, FundingItem, PartList, Severity
from chungsuc.core.vietnamese.text import fold


def check_funding(case: Case) -> tuple[list[Finding], list[Sum]]:
    findings: list[Finding] = []
    sums: list[Sum] = []
    for total, parts in _families(case.reading.funding):
        computed = sum(part.amount for part in parts)
        difference = total.amount - computed
        holds = abs(difference) <= _allowance(total, parts)
        if difference > 0 and not holds and _may_lack_one(case, total, parts):
            continue
        checked = Sum(
            label=total.label,
            stated=f"{total.stated} {total.measure}",
            computed=f"{in_measure(computed, total.measure)} {total.measure}",
            holds=holds,
            items=(total.id, *(part.id for part in parts)),
            lines=tuple(sorted({item.source.line for item in (total, *parts)})),
        )
        sums.append(checked)
        if not holds:
            findings.append(_wrong_sum(total, parts, checked, difference))
    return findings, sums


def _families(items: Sequence[FundingItem]) -> Iterator[tuple[FundingItem, list[FundingItem]]]:
    """Each amount with its parts; a list by year and a list by source of one amount are two lists."""
    below: dict[str, list[FundingItem]] = {}
    for item in items:
        if item.parent is not None:
            below.setdefault(item.parent, []).append(item)
    for total in items:
        parts = below.get(total.id, [])
        when = total.year, total.year_to
        same_time = [part for part in parts if (part.year, part.year_to) == when]
        by_year = [part for part in parts if (part.year, part.year_to) != when]
        for group in (same_time, by_year):
            for one in _lists(total, group):
                if len(one) > 1:
                    yield total, one


def _lists(total: FundingItem, parts: Sequence[FundingItem]) -> list[list[FundingItem]]:
    """One amount may be parted by kind in one line and by source in the next: each line is then a list."""
    lines: dict[int, list[FundingItem]] = {}
    for part in parts:
        lines.setdefault(part.source.line, []).append(part)
    whole = [
        line
        for line in lines.values()
        if len(line) > 1 and abs(total.amount - sum(p.amount for p in line)) <= _allowance(total, line)
    ]
    return list(lines.values()) if whole else [list(parts)]


def _may_lack_one(case: Case, total: FundingItem, parts: Sequence[FundingItem]) -> bool:
    """Whether a line of the list may have gone unread; a list with all its years has none more."""
    if _every_year(total, parts):
        return False
    return case.may_have_missed(total, _below(case.reading.funding, parts))


def _every_year(total: FundingItem, parts: Sequence[FundingItem]) -> bool:
    if total.year is None or total.year_to is None or any(part.year_to is not None for part in parts):
        return False
    return [part.year for part in parts] == list(range(total.year, total.year_to + 1))


def _below(items: Sequence[FundingItem], parts: Sequence[FundingItem]) -> list[FundingItem]:
    """The parts, and the parts of the parts."""
    ids = {part.id for part in parts}
    return [item for item in items if item.id in ids or item.parent in ids]


def _allowance(total: FundingItem, parts: Sequence[FundingItem]) -> Fraction:
    """What rounding explains: half a unit of the last decimal of every figure that shows decimals."""
    items = (total, *parts)
    if not any("," in item.stated for item in items) and _is_whole(total, parts):
        return Fraction(0)
    return sum((_half_a_unit(item) for item in items), Fraction(0))


def _is_whole(total: FundingItem, parts: Sequence[FundingItem]) -> bool:
    """Whether nothing needed rounding: one measure, or a total that is round in the parts' coarsest one."""
    if len({item.measure for item in (total, *parts)}) == 1:
        return True
    coarsest = max((2 * _half_a_unit(part) for part in parts), default=Fraction(0))
    return coarsest > 0 and total.amount % coarsest == 0


def _half_a_unit(item: FundingItem) -> Fraction:
    try:
        size = measure_size(item.measure)
    except MoneyError:
        return Fraction(0)
    return Fraction(size, 2 * 10 ** len(item.stated.partition(",")[2]))


def _wrong_sum(total: FundingItem, parts: Sequence[FundingItem], checked: Sum, difference: int) -> Finding:
    measure = total.measure
    gap = f"{in_measure(abs(difference), measure)} {measure}"
    names_some = total.parts is PartList.SOME
    # "Trong đó" may pick out some parts; "gồm" promises all of them, and parts never exceed the whole.
    # A list that names every year of the total's period leaves nothing out, whatever introduces it.
    says_all = total.parts is PartList.ALL or "gom" in fold(total.source.text).replace(":", " ").split()
    is_whole = says_all or _every_year(total, parts)
    is_short = difference > 0 and not is_whole
    severity = Severity.WARNING if is_short else Severity.ERROR
    if is_short and names_some:
        severity = Severity.INFO
    message = (
        f"{total.label}: các phần cộng lại là {checked.computed}, văn bản ghi {checked.stated} "
        f"({at_lines([total.source.line])}); chênh {gap}."
    )
    if is_short:
        message += " Cần xem có nguồn nào chưa được nêu hay không."
    repairs = [f"Tổng khớp nếu dòng {total.source.line} ghi {checked.computed}."]
    slipped = slipped_measure(total, list(parts), _allowance(total, parts))
    if slipped is not None:
        repairs.insert(0, slipped)
    return finding(
        FindingKind.QUESTION if severity is Severity.INFO else FindingKind.ARITHMETIC,
        severity,
        message,
        items=(total, *parts),
        stated=checked.stated,
        follows=checked.computed,
        repairs=tuple(repairs),
        facts={"stated": str(total.amount), "computed": str(total.amount - difference)},
    )
