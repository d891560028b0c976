"""A reorganisation as its order states it: which units become which, named by their codes of the day before.

Nothing here knows the units; `core.reorganisation` holds an act against them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from chungsuc.core.errors import ChungsucError
from chungsuc.core.units.types import Level, Share, SuccessionKind


class ReorganisationError(ChungsucError):
    """An order that contradicts itself, the units of its day, or one that is recorded already."""


@dataclass(frozen=True, slots=True)
class LegalOrder:
    """Nghị quyết, quyết định sắp xếp. `file_sha256` is that of the signed paper, where it is kept."""

    number: str
    issued_on: date | None
    issuer: str = ""
    file_sha256: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """Phần: all of a former unit, or a part of it, that goes to a new one.

    `weight` says how much a part is; None is not known, never an equal share. `is_main` marks the
    part that is taken for the unit's own continuation; where it is None the greatest weight is.
    """

    code: str
    share: Share = Share.WHOLE
    weight: Decimal | None = None
    is_main: bool | None = None


@dataclass(frozen=True, slots=True)
class NewUnit:
    """Đơn vị mới. A name, a kind or a unit above that is left out is that of the former units.

    The name and the kind are then those of the part that bore the same code, else of the only part.
    """

    code: str
    parts: tuple[Part, ...]
    form: SuccessionKind
    name: str | None = None
    kind: str | None = None
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Placing:
    """Trực thuộc đơn vị khác: a unit that stays itself comes under another unit above."""

    code: str
    parent: str


@dataclass(frozen=True, slots=True)
class LevelEnd:
    """Bỏ một cấp: every unit of the level ends, and what lay below comes under the unit above it.

    `within` is the code of the unit below which the level ends; None is the whole country.
    """

    level: Level
    within: str | None = None


@dataclass(frozen=True, slots=True)
class Act:
    """Một lần sắp xếp: one order, in force from `effective`, with all that it changes."""

    order: LegalOrder
    effective: date | None
    new_units: tuple[NewUnit, ...] = ()
    placings: tuple[Placing, ...] = ()
    level_ends: tuple[LevelEnd, ...] = ()


def stated(act: Act) -> dict[str, Any]:
    """An act as plain data, to be kept with what came of it. Only what it states is in it."""
    return {
        "new_units": [
            {
                "code": new.code,
                "form": new.form.value,
                **{
                    key: value
                    for key, value in (("name", new.name), ("kind", new.kind), ("parent", new.parent))
                    if value is not None
                },
                "parts": [
                    {"code": part.code, "share": part.share.value}
                    | ({} if part.weight is None else {"weight": str(part.weight)})
                    for part in new.parts
                ],
            }
            for new in act.new_units
        ],
        "placings": [{"code": each.code, "parent": each.parent} for each in act.placings],
        "level_ends": [
            {"level": each.level.value} | ({} if each.within is None else {"within": each.within})
            for each in act.level_ends
        ],
    }
