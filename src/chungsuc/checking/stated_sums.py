"""Phép tính nêu trong văn bản: figures that the text itself derives from others, computed again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from chungsuc.checking.case import Case, Sum, finding
from chungsuc.checking.expression import evaluate
from chungsuc.checking.misprints import Misprint, in_formula, in_parts
from chungsuc.checking.overlaps import may_overlap
from chungsuc.checking.words import at_lines
from chungsuc.core.money import MoneyError, measure_size
from chungsuc.core.statements import (
    Certainty,
    Figure,
    Finding,
    FindingKind,
    PartList,
    Quote,
    Severity,
    StatedSum,
)
from chungsuc.core.vietnamese.numbers import format_number
from chungsuc.reasoning.arithmetic import Rounding, rounding_of

Checked = tuple[Sum, Finding | None]


def check_stated_sums(case: Case) -> tuple[list[Finding], list[Sum]]:
    findings: list[Finding] = []
    sums: list[Sum] = []
    for said in case.reading.sums:
        for checked, problem in _formula(case, said) if said.expression else _list(case, said):
            sums.append(checked)
            if problem is not None:
                findings.append(problem)
    return findings, sums


def decimals_of(stated: str) -> int:
    """Decimals that a figure shows."""
    return len("".join(c for c in stated.partition(",")[2] if c.isdigit()))


def _shown(value: Fraction | Decimal, places: int) -> str:
    number = Fraction(value)
    exact = Decimal(number.numerator) / Decimal(number.denominator)
    whole = number.denominator == 1
    return format_number(exact, None if whole else max(places, 2))


def _with_measure(text: str, figure: Figure) -> str:
    measure = figure.measure or ""
    return f"{text}{measure}" if measure == "%" else f"{text} {measure}".strip()


def _formula(case: Case, said: StatedSum) -> Iterator[Checked]:
    """«A = 1.250 × 60.000 / 8.140»: rounded and cut results hold, and it is said which it is."""
    formula = said.expression or ""
    value = evaluate(formula)
    if value is None:
        return
    total = said.total
    places = decimals_of(total.stated)
    how = _how(total, value, places)
    stated, computed = _with_measure(total.stated, total), _with_measure(_shown(value, places), total)
    label = f"Công thức ở dòng {said.source.line}: {' '.join(formula.split())}"
    if how is Rounding.CUT:
        label += " (số nêu đã bỏ phần lẻ, không làm tròn)"
    lines = _lines(said)
    yield (
        Sum(label, stated, computed, how is not Rounding.WRONG, (said.id,), lines),
        None if how is not Rounding.WRONG else _wrong_formula(case, said, stated, computed),
    )


def _how(total: Figure, value: Fraction, places: int) -> Rounding:
    """A share may be printed in percent and computed as a part of one."""
    how = rounding_of(total.value, value, places)
    if how is Rounding.WRONG and total.measure == "%":
        how = rounding_of(total.value, value * 100, places)
    if how is Rounding.WRONG and not places and total.value % 10 == 0:
        how = _rounded_to_tens(total.value, value)
    return how


def _rounded_to_tens(stated: Decimal, exact: Fraction) -> Rounding:
    """A figure that ends in noughts may be rounded to tens, hundreds, thousands."""
    digits = str(int(stated))
    noughts = len(digits) - len(digits.rstrip("0"))
    unit = Fraction(10 ** min(noughts, len(digits) - 2)) if len(digits) > 2 else Fraction(1)
    return Rounding.ROUNDED if abs(exact - Fraction(stated)) <= unit / 2 else Rounding.WRONG


def _wrong_formula(case: Case, said: StatedSum, stated: str, computed: str) -> Finding:
    total = said.total
    places = decimals_of(total.stated)

    def holds(value: Fraction) -> bool:
        return _how(total, value, places) is not Rounding.WRONG

    misprint = in_formula(case, said.expression or "", holds, line=said.source.line, printed=total.stated)
    message = (
        f"Dòng {said.source.line}: tính theo công thức đã ghi được {computed}, nhưng văn bản ghi {stated}."
    )
    if misprint is not None:
        message += f" {_explained(misprint)}"
    repairs = [f"Sửa kết quả thành {computed}, hoặc kiểm tra lại các số trong công thức."]
    if misprint is not None:
        repairs = [
            f"Nếu đúng là in sai, sửa “{misprint.printed}” thành “{misprint.meant}”.",
            f"Nếu các số trong công thức đều đúng, sửa kết quả thành {computed}.",
        ]
    return finding(
        FindingKind.ARITHMETIC,
        Severity.ERROR,
        message,
        items=(said,),
        quotes=_quotes(said, misprint),
        stated=stated,
        follows=computed,
        repairs=tuple(repairs),
        facts={} if misprint is None else {"misprint": misprint.printed, "meant": misprint.meant},
    )


def _explained(misprint: Misprint) -> str:
    return (
        f"Có lẽ “{misprint.printed}” in sai: dòng {misprint.line} ghi “{misprint.meant}”, "
        "và với số ấy phép tính khớp."
    )


def _quotes(said: StatedSum, misprint: Misprint | None) -> tuple[Quote, ...]:
    own = Quote(said.id, said.source.line, " ".join(said.source.text.split()))
    return (own,) if misprint is None or misprint.line == said.source.line else (own, misprint.quote)


def _list(case: Case, said: StatedSum) -> Iterator[Checked]:
    """«15 vị trí, gồm: …»: all parts make up the total; of some parts none may exceed it."""
    values = _in_one_measure(said)
    if values is None or len(said.parts) < 2:
        return
    total, parts = values
    computed = sum(parts, Fraction(0))
    allowance = _allowance(said)
    over = computed - total
    is_all = said.parts_are is PartList.ALL
    holds = over <= allowance and (not is_all or -over <= allowance)
    if not is_all and holds and abs(over) > allowance:
        return  # "trong đó" names some parts only: nothing was added up
    if not is_all and not holds and may_overlap(part.what for part in said.parts) and max(parts) <= total:
        return
    if over < 0 and not holds and _may_go_on(case, said):
        return
    places = max(decimals_of(figure.stated) for figure in (said.total, *said.parts))
    stated = _with_measure(said.total.stated, said.total)
    plain = _shown(computed / _size(said.total), places)
    if said.total.stated.startswith("0") and plain.isdigit():
        plain = plain.zfill(len(said.total.stated))  # "04" asks for "05"
    shown = _with_measure(plain, said.total)
    label = f"Tổng ở dòng {said.source.line}: {said.what}".rstrip(": ")
    checked = Sum(label, stated, shown, holds, (said.id,), _lines(said))
    if holds:
        yield checked, None
        return

    def fits(value: Fraction) -> bool:
        return abs(value - total) <= allowance

    misprint = in_parts(case, said.total, said.parts, [_size(part) for part in said.parts], fits)
    yield checked, _wrong_list(said, stated, shown, misprint, is_over=over > 0)


def _wrong_list(
    said: StatedSum, stated: str, computed: str, misprint: Misprint | None, *, is_over: bool
) -> Finding:
    where = at_lines(part.span.line for part in said.parts)
    is_all = said.parts_are is PartList.ALL
    verb = "cộng lại là" if is_all else "cộng lại đã là"
    message = f"Dòng {said.source.line} nêu {stated}, nhưng {len(said.parts)} số thành phần ở {where} "
    message += f"{verb} {computed}."
    if misprint is not None:
        message += f" {_explained(misprint)}"
    sure = said.certainty is Certainty.CERTAIN
    return finding(
        FindingKind.ARITHMETIC,
        Severity.ERROR if sure or is_over else Severity.WARNING,
        message,
        items=(said,),
        quotes=_quotes(said, misprint),
        stated=stated,
        follows=computed,
        repairs=(f"Tổng khớp nếu dòng {said.total.span.line} ghi {computed}, hoặc sửa các số thành phần.",),
    )


def _may_go_on(case: Case, said: StatedSum) -> bool:
    """Whether the list may have a part that was not read: then nobody is accused of a short sum."""
    return said.certainty is Certainty.DOUBTFUL or case.goes_on(
        said.total.span.line, {part.span.line for part in said.parts}
    )


def _size(figure: Figure) -> int:
    if figure.measure is None:
        return 1
    try:
        return measure_size(figure.measure)
    except MoneyError:
        return 1


def _in_one_measure(said: StatedSum) -> tuple[Fraction, list[Fraction]] | None:
    """Total and parts in đồng where they are money, else as they stand; None where measures differ."""
    figures: Sequence[Figure] = (said.total, *said.parts)
    is_money = [_is_money(figure) for figure in figures]
    if any(is_money) and not all(is_money):
        return None
    total, *parts = (Fraction(figure.value) * _size(figure) for figure in figures)
    return total, parts


def _is_money(figure: Figure) -> bool:
    try:
        measure_size(figure.measure or "")
    except MoneyError:
        return False
    return True


def _allowance(said: StatedSum) -> Fraction:
    """Half a unit of the last decimal of every figure, where some show decimals or other measures."""
    figures = (said.total, *said.parts)
    places = {decimals_of(figure.stated) for figure in figures}
    sizes = {_size(figure) for figure in figures}
    if places == {0} and len(sizes) == 1:
        return Fraction(0)
    return sum((Fraction(_size(f), 2 * 10 ** decimals_of(f.stated)) for f in figures), Fraction(0))


def _lines(said: StatedSum) -> tuple[int, ...]:
    spans = (said.total.span, *(part.span for part in said.parts))
    return tuple(sorted({said.source.line, *(span.line for span in spans)}))
