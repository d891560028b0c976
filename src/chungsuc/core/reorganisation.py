"""Sắp xếp đơn vị hành chính: what an order does to the units, or why it cannot be.

A unit that an order changes in any way but its place under another ends on the day, and the changed one
begins: two names for one place are two units with a succession between them, and what was observed of
the one is never said of the other. A unit that only comes under another unit above stays itself.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from chungsuc.core.units.act_checks import checked_order, named, weights_fault
from chungsuc.core.units.acts import Act, NewUnit, Part, ReorganisationError
from chungsuc.core.units.checks import check_units
from chungsuc.core.units.types import KINDS, Level, Parent, Share, Succession, Unit

_CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z.\-]{0,11}", re.ASCII)
_LONGEST_NAME = 120
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What changes on the day. A unit that stands in none of these is as it was."""

    effective: date
    ended: tuple[Unit, ...]
    begun: tuple[Unit, ...]
    moved: tuple[Unit, ...]  # they stay themselves, under another unit from the day
    successions: tuple[Succession, ...]

    def applied_to(self, units: Iterable[Unit]) -> list[Unit]:
        """All units as they are once the order is in force."""
        changed = {unit.id: unit for unit in (*self.ended, *self.moved)}
        return [*(changed.get(unit.id, unit) for unit in units), *self.begun]

    @property
    def leaving(self) -> tuple[Unit, ...]:
        """New units outside the programme that take in a unit which was part of it: a xã made a phường."""
        covered = {unit.id for unit in self.ended if unit.is_covered}
        heirs = {each.successor_id for each in self.successions if each.predecessor_id in covered}
        return tuple(unit for unit in self.begun if unit.id in heirs and not unit.is_covered)


def carry_out(units: Iterable[Unit], act: Act, *, recorded: Collection[tuple[str, date]] = ()) -> Outcome:
    """Thực hiện một lần sắp xếp. `recorded` holds the number and day of effect of every known order.

    `units` holds at least the units that the act names, all above and below these at any time, and
    every unit that bears a code of a new one. Raises ReorganisationError or UnitError.
    """
    number, effective = checked_order(act, recorded)
    return _Carrying({unit.id: unit for unit in units}, act, number, effective).outcome()


class _Carrying:
    """One act held against the units, step by step."""

    def __init__(self, units: Mapping[str, Unit], act: Act, number: str, effective: date) -> None:
        self.units, self.act, self.number, self.day = units, act, number, effective
        self.eve = effective - _DAY
        self.before = {unit.code: unit for unit in units.values() if unit.exists(self.eve)}
        self.bearers: dict[str, list[Unit]] = {}  # by code, of all times
        for unit in units.values():
            self.bearers.setdefault(unit.code, []).append(unit)
        self.parts = [(new, part) for new in act.new_units for part in new.parts]
        self.heirs: dict[str, list[tuple[NewUnit, Part]]] = {}  # by the former unit's code
        for new, part in self.parts:
            self.heirs.setdefault(part.code, []).append((new, part))
        self.ended: dict[str, Unit] = {}  # by id, as they were
        self.begun: dict[str, Unit] = {}  # by code
        self.placed = self._placed()

    def outcome(self) -> Outcome:
        for _new, part in self.parts:
            unit = self._former(part.code)
            self.ended[unit.id] = unit
        self._check_weights()
        abolished = self._abolished()
        self.ended.update(abolished)
        self._check_placed()
        for new in self.act.new_units:
            self.begun[new.code] = self._begin(new)
        for new in self.act.new_units:
            above = self._above_new(new, abolished)
            self.begun[new.code] = replace(self.begun[new.code], parents=(Parent(above.id),))
        outcome = Outcome(
            effective=self.day,
            ended=tuple(self._end(unit) for unit in self.ended.values()),
            begun=tuple(self.begun.values()),
            moved=tuple(self._moved(abolished)),
            successions=tuple(self._succession(new, part) for new, part in self.parts),
        )
        # Whatever the steps above do not see: ends, parents and successions that contradict each other.
        check_units({unit.id: unit for unit in outcome.applied_to(self.units.values())}, outcome.successions)
        return outcome

    # --- what ends -----------------------------------------------------------------------------------

    def _former(self, code: str) -> Unit:
        """The unit that bore the code on the eve and that nothing recorded later has changed."""
        unit = self.before.get(code)
        if unit is None:
            gone = [each.valid_to for each in self.bearers.get(code, ()) if each.valid_to]
            known = [day for day in gone if day <= self.eve]
            since = f"; đơn vị mang mã này đã hết từ {max(known):%d/%m/%Y}" if known else ""
            raise ReorganisationError(
                f"Không có đơn vị mã {code} vào ngày {self.eve:%d/%m/%Y}, trước ngày sắp xếp{since}. "
                "Hãy kiểm tra mã và ngày có hiệu lực."
            )
        self._check_nothing_later(unit)
        return unit

    def _check_nothing_later(self, unit: Unit) -> None:
        """Acts on one unit are recorded in the order of time: a later one rests on what this one ends."""
        if unit.valid_to is not None:
            raise ReorganisationError(
                f"{named(unit)} đã có một lần sắp xếp khác ghi vào ngày {unit.valid_to:%d/%m/%Y}. "
                "Hãy xem quá trình sắp xếp của đơn vị đó trước khi ghi."
            )
        if any(each.valid_from is not None and each.valid_from > self.day for each in unit.parents):
            raise ReorganisationError(
                f"{named(unit)} đã có thay đổi ghi sau ngày {self.day:%d/%m/%Y}. "
                "Hãy ghi các nghị quyết theo thứ tự thời gian."
            )

    def _check_weights(self) -> None:
        for code, parts in self.heirs.items():
            if fault := weights_fault(parts):
                raise ReorganisationError(f"{named(self.before[code])}: {fault}")

    def _abolished(self) -> dict[str, Unit]:
        found: dict[str, Unit] = {}
        for end in self.act.level_ends:
            if end.level is Level.COUNTRY:
                raise ReorganisationError("Không bỏ được cấp quốc gia. Hãy chọn cấp khác.")
            within = self._former(end.within) if end.within is not None else None
            ending = [
                self._former(unit.code)
                for unit in self.before.values()
                if unit.level is end.level
                and (within is None or within.id in self._line(unit))
                and unit.id not in self.ended
            ]
            if not ending:
                raise ReorganisationError(
                    f"Không có đơn vị nào thuộc cấp cần bỏ vào ngày {self.eve:%d/%m/%Y}. "
                    "Hãy kiểm tra cấp và ngày."
                )
            found.update((unit.id, unit) for unit in ending)
        return found

    def _line(self, unit: Unit) -> set[str]:
        """The ids of the units above on the eve."""
        found: set[str] = set()
        above = unit.parent_id(self.eve)
        while above is not None and above not in found:
            found.add(above)
            above = self.units[above].parent_id(self.eve)
        return found

    def _end(self, unit: Unit) -> Unit:
        stints = [each for each in unit.parents if each.valid_from is None or each.valid_from < self.day]
        if stints and stints[-1].valid_to == self.day:  # its own end says it now
            stints[-1] = replace(stints[-1], valid_to=None)
        return replace(unit, valid_to=self.day, parents=tuple(stints))

    # --- what begins ---------------------------------------------------------------------------------

    def _begin(self, new: NewUnit) -> Unit:
        if not _CODE.fullmatch(new.code):
            raise ReorganisationError(
                f"Mã “{new.code}” của đơn vị mới không hợp lệ. Hãy dùng chữ số, chữ cái không dấu, dấu chấm "
                "hoặc gạch ngang, không quá 12 ký tự."
            )
        if new.code in self.begun:
            raise ReorganisationError(f"Hai đơn vị mới cùng mang mã {new.code}. Hãy sửa một mã.")
        if not new.parts:
            raise ReorganisationError(
                f"Đơn vị mới {new.code} không được lập từ đơn vị nào. Hãy ghi đơn vị cũ."
            )
        like = self._like(new)
        name = " ".join((new.name or (like.name if like else "")).split())
        kind = new.kind or (like.kind if like else "")
        if not name or not kind or len(name) > _LONGEST_NAME:
            raise ReorganisationError(
                f"Đơn vị mới {new.code} thiếu tên hoặc loại, hoặc tên quá dài. Hãy ghi lại."
            )
        begun = Unit(
            id=f"u{new.code}-{self.day:%Y%m%d}",
            code=new.code,
            name=name,
            kind=kind,
            level=self._level(new, kind),
            valid_from=self.day,
        )
        self._check_code(begun)
        return begun

    def _like(self, new: NewUnit) -> Unit | None:
        """The former unit whose name and kind a new one keeps."""
        same = [part.code for part in new.parts if part.code == new.code]
        codes = same or ([new.parts[0].code] if len(new.parts) == 1 else [])
        return self.before[codes[0]] if codes else None

    def _level(self, new: NewUnit, kind: str) -> Level:
        levels = KINDS.get(kind)
        if levels is None:
            raise ReorganisationError(
                f"Đơn vị mới {new.code}: không có loại “{kind}”. Hãy chọn một trong: {', '.join(KINDS)}."
            )
        former = [self.before[part.code].level for part in new.parts]
        same = next((level for level in former if level in levels), None)
        # An island district may become a commune; a commune never becomes a village, nor a province one.
        near = [
            level
            for level in levels
            if level.is_administrative
            and any(each.is_administrative and abs(each.depth - level.depth) == 1 for each in former)
        ]
        if same is None and len(near) != 1:
            raise ReorganisationError(
                f"Đơn vị mới {new.code} là “{kind}”, không cùng cấp với đơn vị cũ. "
                "Hãy sửa loại hoặc mã đơn vị cũ."
            )
        return same or near[0]

    def _check_code(self, begun: Unit) -> None:
        for unit in self.bearers.get(begun.code, ()):
            if unit.id not in self.ended and (unit.valid_to is None or unit.valid_to > self.day):
                raise ReorganisationError(
                    f"Mã {begun.code} của {begun.title} đang do {unit.title} dùng vào ngày "
                    f"{self.day:%d/%m/%Y}. "
                    "Hãy kiểm tra lại mã."
                )
        if begun.id in self.units:
            raise ReorganisationError(
                f"Đã có một đơn vị mã {begun.code} bắt đầu ngày {self.day:%d/%m/%Y}. Hãy dùng mã khác."
            )

    def _succession(self, new: NewUnit, part: Part) -> Succession:
        whole = part.share is Share.WHOLE
        return Succession(
            predecessor_id=self.before[part.code].id,
            successor_id=self.begun[new.code].id,
            kind=new.form,
            share=part.share,
            is_main=whole or self._is_main(new, part),
            weight=Decimal(1) if whole else part.weight,
            effective=self.day,
            order=self.number,
        )

    def _is_main(self, new: NewUnit, part: Part) -> bool:
        if part.is_main is not None:
            return part.is_main
        others = self.heirs[part.code]
        if part.weight is None or any(each.is_main for _, each in others):
            return False
        return max(others, key=lambda other: other[1].weight or 0)[0] is new

    # --- what lies below what ------------------------------------------------------------------------

    def _placed(self) -> dict[str, str]:
        twice = [
            code for code, count in Counter(each.code for each in self.act.placings).items() if count > 1
        ]
        if twice:
            raise ReorganisationError(f"Đơn vị {twice[0]} được chuyển đến hai nơi. Hãy giữ một.")
        return {each.code: each.parent for each in self.act.placings}

    def _check_placed(self) -> None:
        for code in self.placed:
            if (unit := self._former(code)).id in self.ended:
                raise ReorganisationError(
                    f"{named(unit)} vừa kết thúc vừa được chuyển trong cùng nghị quyết. Hãy bỏ một điều."
                )

    def _above_new(self, new: NewUnit, abolished: Mapping[str, Unit]) -> Unit:
        begun = self.begun[new.code]
        if new.parent is not None:
            return self._checked_above(begun, self._on_the_day(new.parent, begun))
        former = [self.before[part.code].parent_id(self.day) for part in new.parts]
        known = {
            above for each in former if each and (above := self._in_place_of(self.units[each], abolished))
        }
        if len(known) != 1 or None in former:
            raise ReorganisationError(
                f"{named(begun)} được lập từ các đơn vị thuộc nhiều nơi hoặc nơi đã bị chia. "
                "Hãy ghi rõ mã đơn vị cấp trên."
            )
        return self._checked_above(begun, known.pop())

    def _on_the_day(self, code: str, below: Unit) -> Unit:
        found = self.begun.get(code) or next(
            (
                unit
                for unit in self.bearers.get(code, ())
                if unit.exists(self.day) and unit.id not in self.ended
            ),
            None,
        )
        if found is None:
            raise ReorganisationError(
                f"{named(below)}: đơn vị cấp trên mã {code} không có vào ngày {self.day:%d/%m/%Y}. "
                "Hãy kiểm tra mã."
            )
        return found

    def _checked_above(self, below: Unit, above: Unit) -> Unit:
        if above.level.depth >= below.level.depth:
            # Levels fall at every step down, so a chain of units above can never close on itself.
            raise ReorganisationError(
                f"{named(below)} không thể trực thuộc {above.title}: cấp trên phải ở cấp cao hơn, "
                "nếu không các đơn vị sẽ trực thuộc vòng tròn. Hãy sửa đơn vị cấp trên."
            )
        if above.valid_to is not None:
            raise ReorganisationError(
                f"{named(below)}: {above.title} đã có lần sắp xếp ghi vào ngày {above.valid_to:%d/%m/%Y}. "
                "Hãy ghi các nghị quyết theo thứ tự thời gian."
            )
        return above

    def _in_place_of(self, unit: Unit, abolished: Mapping[str, Unit]) -> Unit | None:
        """The unit that holds what lay below this one; None where the act does not tell."""
        if unit.id not in self.ended:
            return unit
        if unit.id in abolished:
            above = unit.parent_id(self.eve)
            return self._in_place_of(self.units[above], abolished) if above else None
        heirs = self.heirs[unit.code]
        if len(heirs) == 1:
            return self.begun[heirs[0][0].code]
        # A unit that gives away some land keeps the rest, and all below it that the act does not name.
        return self.begun.get(unit.code) if any(new.code == unit.code for new, _ in heirs) else None

    def _moved(self, abolished: Mapping[str, Unit]) -> Iterable[Unit]:
        for unit in self.units.values():
            if unit.id in self.ended or not unit.exists(self.day):
                continue
            above_id = unit.parent_id(self.day)
            if (code := self.placed.get(unit.code)) is not None and unit is self.before.get(unit.code):
                above: Unit | None = self._on_the_day(code, unit)
            elif above_id in self.ended:
                above = self._in_place_of(self.units[above_id], abolished)
            else:
                continue
            if above is None:
                raise ReorganisationError(
                    f"{named(unit)} thuộc một đơn vị bị chia mà nghị quyết chưa nói về đâu. "
                    "Hãy ghi đơn vị mới mà nó trực thuộc."
                )
            if above.id != above_id:
                yield self._under(unit, self._checked_above(unit, above))

    def _under(self, unit: Unit, above: Unit) -> Unit:
        self._check_nothing_later(unit)
        stints = [
            replace(each, valid_to=self.day) if each.valid_to is None or each.valid_to > self.day else each
            for each in unit.parents
            if (each.valid_from or unit.valid_from or date.min) < self.day
        ]
        begin = self.day if stints else None
        return replace(unit, parents=(*stints, Parent(above.id, begin)))
