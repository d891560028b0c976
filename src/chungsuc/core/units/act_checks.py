"""What an act must say of itself, before it is held against the units."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from decimal import Decimal

from chungsuc.core.units.acts import Act, NewUnit, Part, ReorganisationError
from chungsuc.core.units.types import Share, Unit
from chungsuc.core.vietnamese.numbers import format_number


def checked_order(act: Act, recorded: Collection[tuple[str, date]]) -> tuple[str, date]:
    """The order's number and the day from which it is in force. Raises ReorganisationError."""
    number = " ".join(act.order.number.split())
    if not number:
        raise ReorganisationError("Nghị quyết chưa có số. Hãy ghi số, ví dụ 123/NQ-UBTVQH15.")
    if act.order.issued_on is None:
        raise ReorganisationError(f"Nghị quyết {number} chưa có ngày ban hành. Hãy ghi ngày.")
    if act.effective is None:
        raise ReorganisationError(f"Nghị quyết {number} chưa có ngày có hiệu lực. Hãy ghi ngày.")
    if act.effective < act.order.issued_on:
        raise ReorganisationError(
            f"Nghị quyết {number} có hiệu lực từ {act.effective:%d/%m/%Y}, trước ngày ban hành "
            f"{act.order.issued_on:%d/%m/%Y}. Hãy sửa một trong hai ngày."
        )
    if (number, act.effective) in recorded:
        raise ReorganisationError(
            f"Nghị quyết {number} có hiệu lực từ {act.effective:%d/%m/%Y} đã được ghi. "
            "Hãy xem quá trình sắp xếp của đơn vị; không ghi lần nữa."
        )
    if not (act.new_units or act.placings or act.level_ends):
        raise ReorganisationError(f"Nghị quyết {number} không nêu thay đổi nào. Hãy ghi ít nhất một.")
    return number, act.effective


def named(unit: Unit) -> str:
    """A unit at the head of a sentence: "Xã Hòa An (12345)"."""
    return f"{unit.title[:1].upper()}{unit.title[1:]} ({unit.code})"


def weights_fault(parts: list[tuple[NewUnit, Part]]) -> str | None:
    """What is wrong with all that becomes of one unit."""
    if len({new.code for new, _ in parts}) < len(parts):
        return "được ghi hai lần vào cùng một đơn vị mới; hãy giữ một lần."
    if any(part.share is Share.WHOLE for _, part in parts):
        if len(parts) > 1:
            return "đã nhập toàn bộ vào một đơn vị thì không còn phần nào khác; hãy ghi tỷ trọng từng phần."
        return None
    if len(parts) == 1:
        return "mới nêu một phần; hãy nêu cả phần còn lại về đâu."
    weights = [part.weight for _, part in parts if part.weight is not None]
    if any(not 0 < weight < 1 for weight in weights):
        return "tỷ trọng của một phần phải lớn hơn 0 và nhỏ hơn 1; hãy sửa tỷ trọng."
    if weights and len(weights) < len(parts):
        return "có phần ghi tỷ trọng, có phần không; hãy ghi đủ, hoặc bỏ hết nếu chưa biết."
    if weights and sum(weights) != 1:
        total = format_number(sum(weights, Decimal(0)))
        return f"tổng tỷ trọng các phần là {total}, phải bằng 1; hãy sửa tỷ trọng."
    if sum(bool(part.is_main) for _, part in parts) > 1:
        return "có hơn một phần chính; hãy giữ một."
    return None
