"""`chungsuc units`: đơn vị hành chính, before and after."""

from __future__ import annotations

import argparse
import json
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from chungsuc.commands import boundaries, units_changes
from chungsuc.commands.known_units import UNITS, store_with
from chungsuc.core.errors import ChungsucError
from chungsuc.core.units import Gazetteer, Unit
from chungsuc.core.vietnamese.dates import format_date
from chungsuc.law.units import load_gazetteer


def add_to(nouns: Any) -> None:
    """units show CODE@DATE | NAME [--on DATE] [--json]; units reorganise | tag | villages | boundaries …"""
    noun = nouns.add_parser("units", help="đơn vị hành chính theo thời gian")
    verbs = noun.add_subparsers(dest="verb", metavar="VIỆC", required=True)
    show = verbs.add_parser("show", help="một đơn vị: cấp trên, cấp dưới, trước và sau sắp xếp")
    show.add_argument("unit", help="mã kèm thời điểm (14146@2024) hoặc tên")
    show.add_argument("--on", type=date.fromisoformat, help="xem tại ngày (NĂM-THÁNG-NGÀY)")
    show.add_argument("--json", action="store_true", help="in JSON")
    show.set_defaults(do=_show)
    units_changes.add_to(verbs)
    boundaries.add_to(verbs)


def _show(given: argparse.Namespace) -> int:
    has_store = store_with(UNITS)
    gazetteer, found = _known(given.unit, given.on, has_store=has_store)
    told = []
    for unit in found:
        day = day_shown(unit, given.on)
        told.append(_as_dict(gazetteer, unit, day) | (_bodies(unit, day) if has_store else {}))
    if given.json:
        print(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        print("\n\n".join(_as_text(*each) for each in zip(found, told, strict=True)))
    return 0


def _known(words: str, on: date | None, *, has_store: bool) -> tuple[Gazetteer, list[Unit]]:
    """The list and the units that are meant: with the villages of the store, where there is one."""
    if not has_store:
        gazetteer = load_gazetteer()
        return gazetteer, _find(gazetteer, words, on)
    from chungsuc.administrative_units import gazetteer as stored
    from chungsuc.administrative_units.queries import villages_called

    try:
        found = [unit.id for unit in _find(stored.gazetteer(), words, on)]
    except ChungsucError:
        found = [unit.pk for unit in villages_called(words)]
        if not found:
            raise
    gazetteer = stored.with_villages(found)
    return gazetteer, [gazetteer.get(unit_id) for unit_id in found]


def _find(gazetteer: Gazetteer, words: str, on: date | None) -> list[Unit]:
    if "@" in words:
        return [gazetteer.parse_ref(words)]
    found = list(gazetteer.named(words, on=on))
    if not found and words.isdigit():
        at = gazetteer.at(words, on or _today())
        found = [at] if at is not None else []
    if not found:
        raise ChungsucError(
            f"Không có đơn vị nào tên hoặc mã “{words}”. Hãy gõ đủ dấu, hoặc mã kèm thời điểm như 14146@2024."
        )
    return found


def _today() -> date:
    return datetime.now(ZoneInfo("Asia/Ho_Chi_Minh")).date()


def day_shown(unit: Unit, on: date | None) -> date:
    """The day that a unit is shown at: the one asked for, else today or its last day."""
    if on is not None:
        return on
    today = _today()
    if unit.exists(today):
        return today
    if unit.valid_to is not None and unit.valid_to <= today:
        return date.fromordinal(unit.valid_to.toordinal() - 1)
    return unit.valid_from or today


def _as_dict(gazetteer: Gazetteer, unit: Unit, day: date) -> dict[str, Any]:
    return {
        "id": unit.id,
        "ref": unit.ref,
        "code": unit.code,
        "name": unit.name,
        "kind": unit.kind,
        "level": unit.level.value,
        "valid_from": unit.valid_from.isoformat() if unit.valid_from else None,
        "valid_to": unit.valid_to.isoformat() if unit.valid_to else None,
        "on": day.isoformat(),
        "above": [{"id": each.id, "name": each.title} for each in gazetteer.ancestors(unit.id, day)],
        "below": [
            {"id": each.id, "ref": each.ref, "name": each.title} for each in gazetteer.children(unit.id, day)
        ],
        "from": [_step(gazetteer, each.predecessor_id, each) for each in gazetteer.predecessors(unit.id)],
        "into": [_step(gazetteer, each.successor_id, each) for each in gazetteer.successors(unit.id)],
    }


def _bodies(unit: Unit, day: date) -> dict[str, Any]:
    """Cơ quan and those who hold an office in them on the day, and what ended ones became."""
    from chungsuc.administrative_units import queries, tree

    row = tree.row_of(unit)
    return {
        "bodies": [
            {
                "name": body.name,
                "kind": body.kind,
                "officials": [
                    {"title": each.title, "name": each.name, "since": each.valid_from.isoformat()}
                    for each in body.in_office
                ],
            }
            for body in queries.bodies(row, day)
        ],
        "former_bodies": [
            {
                "name": body.name,
                "until": body.valid_to.isoformat(),
                "into": [
                    {"name": each.successor.name, "decision": each.decision} for each in body.came_after
                ],
            }
            for body in queries.former_bodies(row, day)
        ],
    }


def _step(gazetteer: Gazetteer, other: str, succession: Any) -> dict[str, Any]:
    unit = gazetteer.get(other)
    return {
        "id": unit.id,
        "ref": unit.ref,
        "name": unit.title,
        "kind": succession.kind.value,
        "share": succession.share.value,
        "effective": succession.effective.isoformat(),
        "order": succession.order,
    }


def _as_text(unit: Unit, told: dict[str, Any]) -> str:
    lines = [f"{unit.title} — mã {unit.code} ({unit.ref})"]
    begin = format_date(unit.valid_from) if unit.valid_from else "không rõ ngày bắt đầu"
    if unit.valid_to is None:
        end = "đến nay"
    else:
        end = "đến hết " + format_date(date.fromordinal(unit.valid_to.toordinal() - 1))
    lines.append(f"  {begin}, {end}")
    if told["above"]:
        lines.append("  Thuộc: " + " › ".join(each["name"] for each in told["above"]))
    if told["below"]:
        names = ", ".join(each["name"] for each in told["below"])
        lines.append(f"  Gồm {len(told['below'])} đơn vị: {names}")
    for key, word in (("from", "Được lập từ"), ("into", "Nhập vào")):
        for each in told[key]:
            part = "một phần " if each["share"] == "part" and key == "from" else ""
            share = " (một phần)" if each["share"] == "part" and key == "into" else ""
            order = f", {each['order']}" if each["order"] else ""
            day = format_date(date.fromisoformat(each["effective"]))
            lines.append(f"  {word}: {part}{each['name']} ({each['ref']}){share}, {day}{order}")
    lines += map(_body_line, told.get("bodies", ()))
    lines += map(_former_body_line, told.get("former_bodies", ()))
    return "\n".join(lines)


def _body_line(body: dict[str, Any]) -> str:
    held = [
        f"{each['title']} {each['name']} (từ {format_date(date.fromisoformat(each['since']))})"
        for each in body["officials"]
    ]
    return f"  Cơ quan: {body['name']}" + (f": {'; '.join(held)}" if held else "")


def _former_body_line(body: dict[str, Any]) -> str:
    into = "; ".join(f"{each['name']} ({each['decision']})" for each in body["into"])
    last = format_date(date.fromordinal(date.fromisoformat(body["until"]).toordinal() - 1))
    return f"  Cơ quan cũ: {body['name']}, đến hết {last}" + (f", nay là {into}" if into else "")
