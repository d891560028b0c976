"""What must hold of units and successions before anything is asked of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from chungsuc.core.units.types import Parent, Share, Succession, Unit, UnitError


def check_units(units: Mapping[str, Unit], successions: Iterable[Succession]) -> None:
    """Raise UnitError for the first unit or succession that cannot be."""
    for unit in units.values():
        _check_unit(unit, units)
    by_predecessor: dict[str, list[Succession]] = {}
    seen: set[tuple[str, str, date]] = set()
    for succession in successions:
        _check_succession(succession, units)
        edge = (succession.predecessor_id, succession.successor_id, succession.effective)
        if edge in seen:
            raise UnitError(
                f"Sắp xếp {edge[0]} → {edge[1]} ngày {edge[2]:%d/%m/%Y} có hai dòng; hãy giữ một.", edge[0]
            )
        seen.add(edge)
        by_predecessor.setdefault(succession.predecessor_id, []).append(succession)
    for predecessor_id, parts in by_predecessor.items():
        _check_parts(predecessor_id, parts)


def _check_unit(unit: Unit, units: Mapping[str, Unit]) -> None:
    here = f"Đơn vị {unit.id} ({unit.title})"
    if not unit.id or not unit.name or not unit.code:
        raise UnitError(f"{here} thiếu mã riêng, mã hành chính hoặc tên; hãy điền đủ.", unit.id)
    if unit.valid_from and unit.valid_to and unit.valid_from >= unit.valid_to:
        raise UnitError(f"{here}: ngày kết thúc trước ngày bắt đầu; hãy sửa hai ngày.", unit.id)
    for place, parent in enumerate(unit.parents):
        above = units.get(parent.unit_id)
        if above is None:
            raise UnitError(
                f"{here} thuộc {parent.unit_id}, nhưng không có đơn vị này; hãy sửa mã cấp trên.", unit.id
            )
        if above.level.depth >= unit.level.depth:
            # Levels fall at every step, so that no chain of parents can close on itself.
            raise UnitError(
                f"{here} thuộc {above.title} không phải cấp trên của nó; hãy sửa mã cấp trên.", unit.id
            )
        if place and not _follows(unit.parents[place - 1].valid_to, parent.valid_from):
            raise UnitError(
                f"{here}: hai thời gian trực thuộc chồng nhau hoặc sai thứ tự; hãy sửa ngày.", unit.id
            )
        _check_parent_days(unit, parent, above, here)


def _follows(end: date | None, start: date | None) -> bool:
    return end is not None and start is not None and end <= start


def _check_parent_days(unit: Unit, parent: Parent, above: Unit, here: str) -> None:
    start = parent.valid_from or unit.valid_from
    end = parent.valid_to or unit.valid_to
    if start and end and start >= end:
        raise UnitError(f"{here}: thời gian trực thuộc {above.title} trống; hãy sửa ngày.", unit.id)
    if start and unit.valid_from and start < unit.valid_from:
        raise UnitError(f"{here} thuộc {above.title} trước khi chính nó có; hãy sửa ngày.", unit.id)
    if end and unit.valid_to and end > unit.valid_to:
        raise UnitError(f"{here} thuộc {above.title} sau khi chính nó đã hết; hãy sửa ngày.", unit.id)
    if above.valid_from and (start is None or start < above.valid_from):
        raise UnitError(f"{here} thuộc {above.title} trước khi {above.title} có; hãy sửa ngày.", unit.id)
    if above.valid_to and (end is None or end > above.valid_to):
        raise UnitError(f"{here} thuộc {above.title} sau khi {above.title} đã hết; hãy sửa ngày.", unit.id)


def _check_succession(succession: Succession, units: Mapping[str, Unit]) -> None:
    before_id, after_id, day = succession.predecessor_id, succession.successor_id, succession.effective
    here = f"Sắp xếp {before_id} → {after_id} ngày {day:%d/%m/%Y}"
    for unit_id in (before_id, after_id):
        if unit_id not in units:
            raise UnitError(f"{here}: không có đơn vị {unit_id}; hãy sửa mã hoặc thêm đơn vị.", before_id)
    if before_id == after_id:
        raise UnitError(f"{here}: một đơn vị không kế thừa chính nó.", before_id)
    before, after = units[before_id], units[after_id]
    eve = day - timedelta(days=1)
    if not before.exists(eve):
        raise UnitError(f"{here}: {before.title} không còn vào ngày trước đó; hãy sửa ngày.", before_id)
    if not after.exists(day):
        raise UnitError(f"{here}: {after.title} chưa có hoặc đã hết vào ngày này; hãy sửa ngày.", before_id)
    if succession.weight is not None and not 0 < succession.weight <= 1:
        raise UnitError(f"{here}: tỷ trọng phải lớn hơn 0 và không quá 1.", before_id)


def _check_parts(predecessor_id: str, parts: list[Succession]) -> None:
    here = f"Đơn vị {predecessor_id}"
    whole = [part for part in parts if part.share is Share.WHOLE]
    if whole and len(parts) > 1:
        raise UnitError(f"{here} đã nhập toàn bộ vào một đơn vị thì không còn phần nào khác.", predecessor_id)
    if whole and (whole[0].weight not in (None, 1) or not whole[0].is_main):
        raise UnitError(f"{here} nhập toàn bộ thì phần đó là chính và tỷ trọng là 1.", predecessor_id)
    if sum(part.is_main for part in parts) > 1:
        raise UnitError(f"{here} có hơn một phần chính; hãy giữ một.", predecessor_id)
    weights = [part.weight for part in parts if part.weight is not None]
    if parts[0].share is Share.PART and len(weights) == len(parts) and sum(weights) != 1:
        raise UnitError(f"{here}: tổng tỷ trọng các phần là {sum(weights)}, phải bằng 1.", predecessor_id)
