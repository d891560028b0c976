"""Số viết theo lối Việt Nam: `.` between thousands, `,` before decimals.

Reading is strict. "1.23" may be one and twenty-three hundredths in another country's habit or a
slip for 1.230; nobody but the writer knows, so it is refused and asked about.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import ROUND_HALF_UP, Context, Decimal

from chungsuc.core.errors import ChungsucError

# Longer than any sum of the programme; keeps sums of read numbers exact in default arithmetic.
MAX_DIGITS = 24

_PLAIN = re.compile(r"-?[0-9]+(?:,[0-9]+)?")
_GROUPED = re.compile(r"-?[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?:,[0-9]+)?")
_EXACT = Context(prec=400, rounding=ROUND_HALF_UP)


class NumberError(ChungsucError, ValueError):
    """Không phải là số: the text is not one number in the Vietnamese way of writing."""


def parse_number(text: str) -> Decimal:
    """Đọc số: "215.460" is 215460, "12,5" is 12.5, "06" is 6.

    Spaces around the number are ignored, those inside are not. Raises NumberError for anything
    that is not one number written in full: no sign other than "-", no unit, no percent sign.
    """
    number = unicodedata.normalize("NFC", text).strip()
    if not number:
        raise NumberError("Ô số đang để trống. Hãy nhập một số, ví dụ 215.460 hoặc 12,5.")
    if not (_PLAIN.fullmatch(number) or _GROUPED.fullmatch(number)):
        raise NumberError(_why_not(number))
    if sum(character.isdigit() for character in number) > MAX_DIGITS:
        raise NumberError(f"Số ‘{number[:30]}…’ dài quá {MAX_DIGITS} chữ số. Hãy kiểm tra lại số đã nhập.")
    return Decimal(number.replace(".", "").replace(",", "."))


def _why_not(number: str) -> str:
    shown = number if len(number) <= 40 else number[:40] + "…"
    if number.endswith("%"):
        return f"‘{shown}’ có dấu %. Hãy bỏ dấu % và chỉ nhập số, ví dụ 98,5."
    if re.fullmatch(r"-?[0-9]+\.[0-9]+", number):
        decimal = shown.replace(".", ",")
        return (
            f"‘{shown}’ có thể hiểu theo hai cách. Nếu là số thập phân, hãy viết {decimal}; "
            "nếu dấu chấm ngăn hàng nghìn thì sau dấu chấm phải đủ ba chữ số, ví dụ 215.460."
        )
    return (
        f"‘{shown}’ không phải là số. Dùng dấu chấm ngăn hàng nghìn và dấu phẩy trước phần thập phân, "
        "ví dụ 215.460 hoặc 12,5."
    )


def format_number(value: Decimal | int, places: int | None = None) -> str:
    """Viết số: 215460 is "215.460"; with `places`, rounded half up: "66,67".

    Without `places` every digit is kept and idle zeros at the end are dropped (95.0000 is "95").
    Raises NumberError for what is not a finite number.
    """
    number = Decimal(value)
    if not number.is_finite():
        raise NumberError("Giá trị không phải là một số hữu hạn nên không thể hiển thị.")
    if places is not None:
        number = number.quantize(Decimal(1).scaleb(-places), context=_EXACT)
    digits = f"{abs(number):f}"
    whole, _, decimals = digits.partition(".")
    if places is None:
        decimals = decimals.rstrip("0")
    sign = "-" if number < 0 else ""
    grouped = f"{int(whole):,}".replace(",", ".")
    return f"{sign}{grouped},{decimals}" if decimals else f"{sign}{grouped}"
