"""`chungsuc criteria compare` and `chungsuc criteria overlay`: two sets, and what is laid over one."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from chungsuc.commands.files import read_bytes
from chungsuc.commands.run import start_django
from chungsuc.core.criteria import CriteriaSet, Measure
from chungsuc.core.errors import ChungsucError
from chungsuc.core.mapping import SideBySide, side_by_side
from chungsuc.law.criteria import load_criteria_sets
from chungsuc.law.mappings import load_mappings, mapping_between
from chungsuc.law.overlays import read_overlay


def add_to(verbs: Any) -> None:
    """criteria compare SET SET [--json]; criteria overlay FILE"""
    compare = verbs.add_parser("compare", help="so hai bộ: chỉ tiêu nào nối tiếp chỉ tiêu nào")
    compare.add_argument("old", metavar="BỘ-TRƯỚC", help="mã bộ tiêu chí trước")
    compare.add_argument("new", metavar="BỘ-SAU", help="mã bộ tiêu chí sau")
    compare.add_argument("--json", action="store_true", help="in JSON")
    compare.set_defaults(do=_compare)
    overlay = verbs.add_parser("overlay", help="lưu mức do tỉnh đặt, hoặc do một quyết định sau sửa đổi")
    overlay.add_argument("file", type=Path, metavar="TỆP", help="quyết định dưới dạng tệp .yaml")
    overlay.set_defaults(do=_overlay)


def _compare(given: argparse.Namespace) -> int:
    old, new = (_set(each) for each in (given.old, given.new))
    mapping = mapping_between(old.id, new.id)
    if mapping is None:
        known = "; ".join(f"{each.from_set} → {each.to_set}" for each in load_mappings())
        raise ChungsucError(f"Chưa có bảng đối chiếu {old.id} → {new.id}. Các bảng đang có: {known}.")
    rows = side_by_side(mapping, old, new)
    if given.json:
        told = {"from": old.id, "to": new.id, "note": mapping.note, "rows": [_as_dict(each) for each in rows]}
        print(json.dumps(told, ensure_ascii=False, indent=2))
        return 0
    for each in (old, new):
        print(f"{len(each.criteria)} tiêu chí, {sum(1 for _ in each.indicators())} chỉ tiêu  {each.title}")
    print(f"{mapping.note}\n" if mapping.note else "")
    for row in rows:
        print(_line(row))
        if row.entry is not None and row.entry.note:
            print(f"        {row.entry.note}")
    return 0


def _set(set_id: str) -> CriteriaSet:
    sets = load_criteria_sets()
    if set_id not in sets:
        raise ChungsucError(f"Không có bộ tiêu chí “{set_id}”. Các bộ đang có: {', '.join(sets)}.")
    return sets[set_id]


def _line(row: SideBySide) -> str:
    word = "mới" if row.entry is None else row.entry.relation.label
    sure = "" if row.entry is None else f" ({row.entry.confidence.label})"
    return f"{_told(row.old)} — {word}{sure} → {_told(row.new)}"


def _told(measure: Measure | None) -> str:
    return "không có" if measure is None else f"{measure.code} {measure.name}"


def _as_dict(row: SideBySide) -> dict[str, Any]:
    return {
        "from": row.old and row.old.code,
        "to": row.new and row.new.code,
        "kind": row.entry and row.entry.relation.value,
        "confidence": row.entry and row.entry.confidence.value,
        "note": row.entry and row.entry.note,
    }


def _overlay(given: argparse.Namespace) -> int:
    """Stored by the system account, as every file that the office of an installation loads."""
    text = _decoded(read_bytes(given.file), given.file.name)
    start_django()
    from django.utils import timezone

    from chungsuc.accounts.actions import ensure_system_account
    from chungsuc.administrative_units.queries import named_by
    from chungsuc.dashboards.deciding import store_overlay

    def find(name: str) -> str | None:
        unit = named_by(name)
        return unit.pk if unit is not None else None

    found = read_overlay(text, given.file.name, find)
    now = timezone.now()
    row = store_overlay(overlay=found.overlay, by=ensure_system_account(now=now), now=now, note=found.note)
    print(f"Đã lưu quyết định {row.number}: {len(found.overlay.values)} mức đặt lên bộ {row.set_id}.")
    return 0


def _decoded(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise ChungsucError(f"Tệp {name} không phải là văn bản UTF-8. Hãy lưu lại tệp bằng UTF-8.") from None
