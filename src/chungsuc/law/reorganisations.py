"""Tệp nghị quyết sắp xếp: an order as a person writes it down, each change in its own words.

    order: {number: 12/NQ-HĐND, date: '2026-11-01', issuer: Hội đồng nhân dân tỉnh}
    effective: '2027-01-01'
    changes:
      - {kind: merge, from: ['00001', '00002'], into: {code: '00001', name: Hợp Nhất, kind: xã}}

Units are named by their codes of the day before; docs/manual/sap-xep-don-vi.md has every kind of change.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from enum import StrEnum

from chungsuc.core.units import (
    Act,
    LegalOrder,
    Level,
    LevelEnd,
    NewUnit,
    Part,
    Placing,
    Share,
    SuccessionKind,
)
from chungsuc.law.located import Located, read_yaml


class ChangeKind(StrEnum):
    """Hình thức thay đổi, as a file names it."""

    MERGE = "merge"  # nhập
    SPLIT = "split"  # chia, tách
    TRANSFER = "transfer"  # điều chỉnh một phần địa giới
    RENAME = "rename"  # đổi tên, đổi loại
    MOVE = "move"  # chuyển sang đơn vị cấp trên khác
    END_LEVEL = "end_level"  # bỏ một cấp


class _Reading:
    """What the changes of one file come to."""

    def __init__(self) -> None:
        self.new_units: list[NewUnit] = []
        self.placings: list[Placing] = []
        self.level_ends: list[LevelEnd] = []
        self.transfers: list[tuple[str, str, Decimal | None]] = []

    def take(self, change: Located) -> None:
        kind = change.choice("kind", ChangeKind)
        readers: dict[ChangeKind, Callable[[Located], None]] = {
            ChangeKind.MERGE: self._merge,
            ChangeKind.SPLIT: self._split,
            ChangeKind.TRANSFER: self._transfer,
            ChangeKind.RENAME: self._rename,
            ChangeKind.MOVE: self._move,
            ChangeKind.END_LEVEL: self._end_level,
        }
        readers[kind](change)
        change.close()

    def _merge(self, change: Located) -> None:
        parts = [Part(code) for code in change.texts("from")]
        for part in change.many("parts"):
            parts.append(Part(part.text("code"), Share.PART, _weight(part), _main(part)))
            part.close()
        if not parts:
            raise change.error("thiếu ‘from’: các đơn vị được nhập")
        self._begin(change.one("into"), tuple(parts), SuccessionKind.MERGE)

    def _split(self, change: Located) -> None:
        code = change.text("from")
        made = list(change.many("into"))
        if len(made) < 2:
            raise change.error("chia một đơn vị thì ‘into’ phải có từ hai đơn vị mới", "into")
        for into in made:
            part = Part(code, Share.PART, _weight(into), _main(into))
            self._begin(into, (part,), SuccessionKind.SPLIT)

    def _transfer(self, change: Located) -> None:
        giver, taker = change.text("from"), change.text("to")
        if giver == taker:
            raise change.error("‘from’ và ‘to’ là một đơn vị", "to")
        self.transfers.append((giver, taker, _weight(change)))
        self.placings += [Placing(code, taker) for code in change.texts("villages")]

    def _rename(self, change: Located) -> None:
        code = change.text("unit")
        name, kind = change.optional_text("name"), change.optional_text("unit_kind")
        if name is None and kind is None:
            raise change.error("cần ‘name’ (tên mới) hoặc ‘unit_kind’ (loại mới)")
        new_code = change.optional_text("code") or code
        self.new_units.append(NewUnit(new_code, (Part(code),), SuccessionKind.RENAME, name, kind))

    def _move(self, change: Located) -> None:
        under = change.text("under")
        units = change.texts("units")
        if not units:
            raise change.error("thiếu ‘units’: các đơn vị được chuyển")
        self.placings += [Placing(code, under) for code in units]

    def _end_level(self, change: Located) -> None:
        self.level_ends.append(LevelEnd(change.choice("level", Level), change.optional_text("within")))

    def _begin(self, into: Located, parts: tuple[Part, ...], form: SuccessionKind) -> None:
        code = into.text("code")
        self.new_units.append(
            NewUnit(
                code,
                parts,
                form,
                into.optional_text("name"),
                into.optional_text("kind"),
                into.optional_text("parent"),
            )
        )
        self.placings += [Placing(village, code) for village in into.texts("villages")]
        into.close()

    def neighbours(self) -> list[NewUnit]:
        """Units that gave or took some land: each keeps its code, and the giver what it did not give."""
        given: dict[str, dict[str, Decimal | None]] = {}
        for giver, taker, weight in self.transfers:
            given.setdefault(giver, {})[taker] = weight
        taken: dict[str, list[Part]] = {}
        for giver, parts in given.items():
            known = [weight for weight in parts.values() if weight is not None]
            rest = 1 - sum(known, Decimal(0)) if len(known) == len(parts) else None
            taken.setdefault(giver, []).insert(0, Part(giver, Share.PART, rest, is_main=True))
            for taker, weight in parts.items():
                taken.setdefault(taker, []).append(Part(giver, Share.PART, weight, is_main=False))
        return [
            NewUnit(code, (*([] if code in given else [Part(code)]), *parts), SuccessionKind.TRANSFER)
            for code, parts in taken.items()
        ]


def read_reorganisation(text: str, name: str) -> Act:
    """Đọc một tệp nghị quyết. Raises LawError, naming the line.

    Whether the order can be carried out is not asked here: `core.reorganisation` says it.
    """
    root = read_yaml(text, name)
    order = root.one("order")
    stated = LegalOrder(
        number=order.optional_text("number") or "",
        issued_on=order.optional_day("date"),
        issuer=order.optional_text("issuer") or "",
        file_sha256=(order.optional_text("file_sha256") or "").lower(),
    )
    order.close()
    effective = root.optional_day("effective")
    reading = _Reading()
    for change in root.many("changes"):
        reading.take(change)
    root.close()
    return Act(
        stated,
        effective,
        (*reading.new_units, *reading.neighbours()),
        tuple(reading.placings),
        tuple(reading.level_ends),
    )


def _weight(place: Located) -> Decimal | None:
    if "weight" not in place:
        return None
    weight = place.value("weight")
    if weight is not None and (isinstance(weight, bool) or not isinstance(weight, Decimal)):
        raise place.error("‘weight’ phải là số từ 0 đến 1, ví dụ 0.6", "weight")
    return weight


def _main(place: Located) -> bool | None:
    return place.flag("main") if "main" in place else None
