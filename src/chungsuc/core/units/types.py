"""Units in time: what a place was called, what it belonged to, and what became of it.

Two rules hold everywhere. A code is no identity: the same five digits name one commune until a
reorganisation and another after it, so that a unit has its own id, and a code is read together
with a date. And nothing is known of a unit before its first date: where `valid_from` is None the
first date is unknown, not the beginning of time.

The questions that need many units at once are asked of the `Gazetteer`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Literal

from chungsuc.core.errors import ChungsucError


class UnitError(ChungsucError):
    """Đơn vị hành chính that contradicts itself or another.

    `subject` is the id it is about, and `concerns` says what of it: the unit, its parents or what
    became of it. A loader finds the line by them.
    """

    def __init__(
        self,
        message: str,
        subject: str | None = None,
        concerns: Literal["unit", "parent", "succession"] = "unit",
    ) -> None:
        super().__init__(message)
        self.subject = subject
        self.concerns = concerns


class Level(StrEnum):
    """Cấp. Regions and villages are planned and counted, though no administrative units."""

    COUNTRY = "country"
    REGION = "region"
    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"
    VILLAGE = "village"

    @property
    def depth(self) -> int:
        return _DEPTHS[self]

    @property
    def is_administrative(self) -> bool:
        return self in (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE)


_DEPTHS = {level: depth for depth, level in enumerate(Level)}

# Loại: the type words that stand before a name. A "thành phố" is a province or a district.
KINDS: Mapping[str, tuple[Level, ...]] = MappingProxyType(
    {
        "nước": (Level.COUNTRY,),
        "vùng": (Level.REGION,),
        "tỉnh": (Level.PROVINCE,),
        "thành phố": (Level.PROVINCE, Level.DISTRICT),
        "thị xã": (Level.DISTRICT,),
        "huyện": (Level.DISTRICT,),
        "quận": (Level.DISTRICT,),
        "thị trấn": (Level.COMMUNE,),
        "xã": (Level.COMMUNE,),
        "phường": (Level.COMMUNE,),
        "đặc khu": (Level.COMMUNE,),
        "thôn": (Level.VILLAGE,),
        "bản": (Level.VILLAGE,),
        "xóm": (Level.VILLAGE,),
        "ấp": (Level.VILLAGE,),
        "buôn": (Level.VILLAGE,),
        "làng": (Level.VILLAGE,),
        "khu phố": (Level.VILLAGE,),
        "tổ dân phố": (Level.VILLAGE,),
    }
)

COVERED_KIND = "xã"  # the programme is for rural communes


@dataclass(frozen=True, slots=True)
class Parent:
    """Trực thuộc: the unit above, in [valid_from, valid_to); None is no end of its own.

    An end that is None is the end of the unit itself, known or not.
    """

    unit_id: str
    valid_from: date | None = None
    valid_to: date | None = None

    def holds(self, on: date) -> bool:
        return _holds(self.valid_from, self.valid_to, on)


@dataclass(frozen=True, slots=True)
class Unit:
    """Đơn vị hành chính; địa bàn. It lives in [valid_from, valid_to).

    `name` stands without its type word, which is `kind` ("xã", "thị trấn", "huyện" …). `tags` are
    further facts by name, such as the region that a criteria set puts a province in.
    """

    id: str
    code: str
    name: str
    kind: str
    level: Level
    valid_from: date | None = None
    valid_to: date | None = None
    parents: tuple[Parent, ...] = ()
    tags: Mapping[str, str] = field(default_factory=dict, compare=False)

    @property
    def ref(self) -> str:
        """Mã kèm thời điểm: "25270@2025-07-01".

        A unit whose first day is unknown is named by its last, "25270@..2025-06-30", or, where it
        still exists, "00004@..". `Gazetteer.parse_ref` reads all of them.
        """
        if self.valid_from is not None:
            return f"{self.code}@{self.valid_from.isoformat()}"
        if self.valid_to is not None:
            return f"{self.code}@..{date.fromordinal(self.valid_to.toordinal() - 1).isoformat()}"
        return f"{self.code}@.."

    @property
    def title(self) -> str:
        """Tên đầy đủ, as within a sentence: "xã Hòa An"."""
        return f"{self.kind} {self.name}" if self.kind != "nước" else self.name

    @property
    def is_covered(self) -> bool:
        """Thuộc phạm vi chương trình: a rural commune is; a phường or a thị trấn is not."""
        return self.kind == COVERED_KIND

    def exists(self, on: date) -> bool:
        """Is the unit known to exist, or not known not to, on that day?"""
        return _holds(self.valid_from, self.valid_to, on)

    def overlaps(self, other: Unit) -> bool:
        """Did both exist on some day, as far as is known?"""
        return _begins_before(self.valid_from, other.valid_to) and _begins_before(
            other.valid_from, self.valid_to
        )

    def parent_id(self, on: date | None = None) -> str | None:
        """The unit above on that day; without a day, the last one that is known."""
        if on is None:
            return self.parents[-1].unit_id if self.parents else None
        if not self.exists(on):
            return None
        return next((parent.unit_id for parent in self.parents if parent.holds(on)), None)


class SuccessionKind(StrEnum):
    """Hình thức sắp xếp."""

    MERGE = "merge"  # nhập
    SPLIT = "split"  # chia, tách
    TRANSFER = "transfer"  # điều chỉnh địa giới
    RENAME = "rename"  # đổi tên, đổi loại (xã → phường); the territory stays
    ABOLITION = "abolition"  # giải thể


class Share(StrEnum):
    """How much of the predecessor went to the successor."""

    WHOLE = "whole"
    PART = "part"


@dataclass(frozen=True, slots=True)
class Succession:
    """Sắp xếp đơn vị hành chính: one predecessor, one successor, on one day.

    A divided predecessor has several; `is_main` marks the one that takes the greater part, and
    `weight` says how much where that is known. None is unknown, never an equal share.
    """

    predecessor_id: str
    successor_id: str
    kind: SuccessionKind
    share: Share
    is_main: bool
    weight: Decimal | None
    effective: date
    order: str | None = None  # the resolution: "1673/NQ-UBTVQH15"
    weight_basis: str | None = None  # the paper that states the weight, where the order does not


def _begins_before(begin: date | None, end: date | None) -> bool:
    return begin is None or end is None or begin < end


def _holds(valid_from: date | None, valid_to: date | None, on: date) -> bool:
    return (valid_from is None or valid_from <= on) and (valid_to is None or on < valid_to)
