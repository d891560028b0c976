"""What must hold of units and successions before anything is asked of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from chungsuc.core.units.types import Parent, Share, Succession, Unit, UnitError

_DAY = timedelta(days=1)


def check_units(
    units: Mapping[str, Unit], successions: Iterable[Succession], only: Iterable[Unit] | None = None
) -> None:
    """Raise UnitError for the first unit, of all or of some, or succession that cannot be."""
    for unit in units.values() if only is None else only:
        if fault := _unit_fault(unit):
            raise UnitError(f"{_name(unit)}: {fault}", unit.id)
        if fault := _parents_fault(unit, units):
            raise UnitError(f"{_name(unit)}: {fault}", unit.id, "parent")
    by_event: dict[tuple[str, date], list[Succession]] = {}
    for succession in successions:
        if fault := _succession_fault(succession, units):
            raise UnitError(f"{_step(succession)}: {fault}", succession.predecessor_id, "succession")
        by_event.setdefault((succession.predecessor_id, succession.effective), []).append(succession)
    for parts in by_event.values():
        if fault := _parts_fault(parts):
            raise UnitError(f"{_step(parts[0])}: {fault}", parts[0].predecessor_id, "succession")


def _name(unit: Unit) -> str:
    return f"Đơn vị {unit.id} ({unit.title})"


def _step(succession: Succession) -> str:
    ends = f"{succession.predecessor_id} → {succession.successor_id}"
    return f"Sắp xếp {ends} ngày {succession.effective:%d/%m/%Y}"


def _unit_fault(unit: Unit) -> str | None:
    if not unit.id or not unit.name or not unit.code:
        return "thiếu mã riêng, mã hành chính hoặc tên; hãy điền đủ."
    if unit.valid_from and unit.valid_to and unit.valid_from >= unit.valid_to:
        return "ngày kết thúc trước ngày bắt đầu; hãy sửa hai ngày."
    return None


def _parents_fault(unit: Unit, units: Mapping[str, Unit]) -> str | None:
    before: Parent | None = None
    for parent in unit.parents:
        above = units.get(parent.unit_id)
        if above is None:
            return f"không có đơn vị cấp trên {parent.unit_id}; hãy sửa mã cấp trên."
        if above.level.depth >= unit.level.depth:
            # Levels fall at every step, so that no chain of parents can close on itself.
            return f"{above.title} không phải cấp trên của nó; hãy sửa mã cấp trên."
        if before is not None and not _follows(before.valid_to, parent.valid_from):
            return "hai thời gian trực thuộc chồng nhau hoặc sai thứ tự; hãy sửa ngày."
        if fault := _parent_days_fault(unit, parent, above):
            return f"{fault}; hãy sửa ngày."
        before = parent
    return None


def _follows(end: date | None, start: date | None) -> bool:
    return end is not None and start is not None and end <= start


def _parent_days_fault(unit: Unit, parent: Parent, above: Unit) -> str | None:
    start = parent.valid_from or unit.valid_from
    end = parent.valid_to or unit.valid_to
    if start and end and start >= end:
        return f"thời gian trực thuộc {above.title} trống"
    if start and unit.valid_from and start < unit.valid_from:
        return f"trực thuộc {above.title} trước khi chính nó có"
    if end and unit.valid_to and end > unit.valid_to:
        return f"trực thuộc {above.title} sau khi chính nó đã hết"
    if above.valid_from and (start is None or start < above.valid_from):
        return f"trực thuộc {above.title} trước khi có {above.title}"
    if above.valid_to and (end is None or end > above.valid_to):
        return f"trực thuộc {above.title} sau khi {above.title} đã hết"
    return None


def _succession_fault(succession: Succession, units: Mapping[str, Unit]) -> str | None:
    before, after = units.get(succession.predecessor_id), units.get(succession.successor_id)
    if before is None or after is None:
        missing = succession.predecessor_id if before is None else succession.successor_id
        return f"không có đơn vị {missing}; hãy sửa mã hoặc thêm đơn vị."
    if before is after:
        return "một đơn vị không kế thừa chính nó; hãy xóa dòng này."
    if not before.exists(succession.effective - _DAY):
        return f"{before.title} không còn vào ngày trước đó; hãy sửa ngày."
    if not after.exists(succession.effective):
        return f"{after.title} chưa có hoặc đã hết vào ngày này; hãy sửa ngày."
    if succession.weight is not None and not 0 < succession.weight <= 1:
        return "tỷ trọng phải lớn hơn 0 và không quá 1; hãy sửa tỷ trọng."
    return None


def _parts_fault(parts: list[Succession]) -> str | None:
    """What is wrong with all that became of one unit on one day."""
    first = parts[0]
    if len(parts) > 1 and len({part.successor_id for part in parts}) < len(parts):
        return "một đơn vị kế thừa có hai dòng; hãy giữ một."
    if any(part.share is Share.WHOLE for part in parts):
        if len(parts) > 1:
            return "đã nhập toàn bộ vào một đơn vị thì không còn phần nào khác; hãy sửa cột phần."
        if not first.is_main or first.weight not in (None, 1):
            return "nhập toàn bộ thì phần đó là chính và tỷ trọng là 1; hãy sửa dòng này."
        return None
    if sum(part.is_main for part in parts) > 1:
        return "có hơn một phần chính; hãy giữ một."
    weights = [part.weight for part in parts if part.weight is not None]
    if len(weights) == len(parts) and sum(weights) != 1:
        return f"tổng tỷ trọng các phần là {sum(weights)}, phải bằng 1; hãy sửa tỷ trọng."
    return None
