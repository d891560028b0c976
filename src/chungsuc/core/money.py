"""Tiền: a whole number of đồng inside, triệu or tỷ đồng only where it is read or shown."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from chungsuc.core.errors import ChungsucError
from chungsuc.core.vietnamese.numbers import format_number

MEASURES = {
    "đồng": 1,
    "nghìn đồng": 10**3,
    "triệu đồng": 10**6,
    "tỷ đồng": 10**9,
    # other spellings of the same
    "vnđ": 1,
    "vnd": 1,
    "đ": 1,
    "nghìn tỷ đồng": 10**12,
    "ngàn tỷ đồng": 10**12,
    "ngàn đồng": 10**3,
    "1.000 đồng": 10**3,
    "1000 đồng": 10**3,
    "triệu": 10**6,
    "tr.đ": 10**6,
    "trđ": 10**6,
    "tr.đồng": 10**6,
    "tỉ đồng": 10**9,
    "tỷ": 10**9,
    "tỉ": 10**9,
}


class MoneyError(ChungsucError, ValueError):
    """An amount or a measure that cannot be a whole number of đồng."""


def measure_size(measure: str) -> int:
    """Đơn vị tính: how many đồng one of `measure` is. Raises MoneyError for an unknown measure."""
    words = " ".join(unicodedata.normalize("NFC", measure).casefold().split())
    try:
        return MEASURES[words]
    except KeyError:
        raise MoneyError(
            f"Không biết đơn vị tính ‘{measure.strip()[:30]}’. "
            "Hãy dùng đồng, nghìn đồng, triệu đồng hoặc tỷ đồng."
        ) from None


def to_dong(amount: Decimal, measure: str) -> int:
    """Đổi ra đồng. Raises MoneyError where the result is not a whole number of đồng."""
    size = measure_size(measure)
    if not amount.is_finite():
        raise MoneyError("Số tiền không phải là một số hữu hạn. Hãy nhập lại số tiền.")
    numerator, denominator = amount.as_integer_ratio()
    dong, rest = divmod(numerator * size, denominator)
    if rest:
        raise MoneyError(
            f"{format_number(amount)} {measure} không phải là số đồng nguyên. "
            "Hãy kiểm tra lại số tiền và đơn vị tính."
        )
    return dong


def in_measure(amount: int, measure: str, places: int | None = None) -> str:
    """Viết số tiền theo đơn vị tính, without the measure's name. Exact unless `places` is given."""
    return format_number(Decimal(amount).scaleb(-_exponent(measure)), places)


def in_millions(amount: int, places: int | None = None) -> str:
    """Triệu đồng: 215460000000 is "215.460"."""
    return in_measure(amount, "triệu đồng", places)


def in_billions(amount: int, places: int | None = None) -> str:
    """Tỷ đồng: 215460000000 is "215,46"."""
    return in_measure(amount, "tỷ đồng", places)


def _exponent(measure: str) -> int:
    return len(str(measure_size(measure))) - 1


@dataclass(frozen=True, slots=True)
class ShownParts:
    """Các phần và tổng như hiển thị: `texts` always sum to `total_text`.

    `amounts` and `total` are the same figures in đồng, for typed cells. `rounded` says whether any
    of them differs from what was given.
    """

    texts: tuple[str, ...]
    total_text: str
    amounts: tuple[int, ...]
    total: int
    rounded: bool


def shown_parts(
    amounts: Sequence[int], measure: str = "triệu đồng", *, places: int = 0, total: int | None = None
) -> ShownParts:
    """Làm tròn để hiển thị: round the parts so that they sum to the rounded total.

    Largest remainder: every part is rounded down, then those with the largest remainders go up
    until the sum fits; of equal remainders the first goes up. A part that needs no rounding is
    never touched. In a tree, pass the parent's shown amount as `total`, so that each level sums to
    the one above. Raises MoneyError when `total` is not a possible rounding of the parts' sum.
    """
    exponent = _exponent(measure) - places
    if places < 0 or exponent < 0:
        raise MoneyError(f"Không thể hiển thị {places} chữ số thập phân của {measure}.")
    step = 10**exponent
    exact = sum(amounts)
    floors = [amount // step for amount in amounts]
    if total is None:
        total = int((Decimal(exact) / step).quantize(Decimal(1), rounding=ROUND_HALF_UP)) * step
    missing, rest = divmod(total - sum(floors) * step, step)
    uneven = [index for index, amount in enumerate(amounts) if amount % step]
    if rest or not 0 <= missing <= len(uneven):
        raise MoneyError(
            f"Tổng hiển thị {in_measure(total, measure)} {measure} không khớp với các phần "
            f"(cộng lại là {in_measure(exact, measure)} {measure})."
        )
    uneven.sort(key=lambda index: (-(amounts[index] % step), index))
    for index in uneven[:missing]:
        floors[index] += 1
    shown = tuple(floor * step for floor in floors)
    return ShownParts(
        texts=tuple(in_measure(amount, measure, places) for amount in shown),
        total_text=in_measure(total, measure, places),
        amounts=shown,
        total=total,
        rounded=total != exact or shown != tuple(amounts),
    )
