"""Quyết định đặt mức, as a data file: what a province, or a later national decision, lays over a set.

    schema_version: 1
    criteria_set: vn-2026-2030-commune
    kind: province                   # or amendment: a later national decision
    province: 02@2026                # code and time, as units are named elsewhere; only for a province
    number: 12/2026/QĐ-UBND
    decided_on: '2026-03-05'
    effective_on: '2026-03-15'
    note: Phụ lục kèm theo quyết định
    values:
      - {indicator: "6.3.a", commune_group: nhom_3, from_year: 2026, to_year: 2030, value: 55}

The sets themselves are not asked here: `core.criteria.check_overlay` says what they can take.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from chungsuc.core.criteria import Overlay, OverlayError, OverlayKind, OverlayValue
from chungsuc.law.located import Located, read_yaml

SCHEMA_VERSION = 1
_ALL = "all"


class FileKind(StrEnum):
    """A correction comes from a comparison with the print, never from a file."""

    PROVINCE = "province"
    AMENDMENT = "amendment"


@dataclass(frozen=True, slots=True)
class OverlayFile:
    """A decision and what the file says beside it."""

    overlay: Overlay
    note: str


def read_overlay(text: str, name: str, find_unit: Callable[[str], str | None]) -> OverlayFile:
    """Đọc một quyết định đặt mức; `find_unit` gives the id of a unit named "02@2026".

    Raises LawError, with the file and the line, for what the form does not allow.
    """
    root = read_yaml(text, name)
    if root.whole("schema_version") != SCHEMA_VERSION:
        raise root.error(f"chỉ đọc được schema_version {SCHEMA_VERSION}", "schema_version")
    kind = OverlayKind(root.choice("kind", FileKind))
    named = root.optional_text("province")
    province = None if named is None else find_unit(named)
    if named is not None and province is None:
        raise root.error(f"không có tỉnh ‘{named}’; hãy ghi mã kèm thời điểm, ví dụ 02@2026", "province")
    try:
        overlay = Overlay(
            criteria_set_id=root.text("criteria_set"),
            kind=kind,
            number=root.text("number"),
            decided_on=root.day("decided_on"),
            effective_on=root.day("effective_on"),
            province=province,
            values=tuple(_read_value(item) for item in root.many("values")),
        )
    except OverlayError as problem:
        raise root.error(str(problem).rstrip(".")) from None
    note = root.optional_text("note") or ""
    root.close()
    return OverlayFile(overlay, note)


def _read_value(item: Located) -> OverlayValue:
    code = item.text("indicator")
    value = item.value("value")
    if value is None:
        raise item.error("thiếu con số; mức chưa biết thì không ghi dòng này", "value")
    region, group = (_scope(item, key) for key in ("region", "commune_group"))
    found = OverlayValue(
        code=code,
        value=value,
        from_year=item.whole("from_year"),
        to_year=item.whole("to_year"),
        region=region,
        commune_group=group,
    )
    item.close()
    return found


def _scope(item: Located, key: str) -> str | None:
    text = item.optional_text(key)
    return None if text == _ALL else text
