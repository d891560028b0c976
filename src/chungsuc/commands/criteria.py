"""`chungsuc criteria`: bộ tiêu chí as the law's data files have them."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from chungsuc.commands import criteria_laid
from chungsuc.commands.files import read_bytes, write_bytes
from chungsuc.core.criteria import Confidence, CriteriaSet, Indicator, Threshold
from chungsuc.core.errors import ChungsucError
from chungsuc.core.vietnamese.numbers import format_number
from chungsuc.documents import read_document
from chungsuc.law.criteria import load_criteria_sets, read_criteria_set
from chungsuc.law.errors import LawError
from chungsuc.reading.criteria_drafts import in_yaml, read_draft


def add_to(nouns: Any) -> None:
    """criteria show [SET] [--json]; criteria read FILE [--out FILE]; criteria compare; criteria overlay"""
    noun = nouns.add_parser("criteria", help="bộ tiêu chí")
    verbs = noun.add_subparsers(dest="verb", metavar="VIỆC", required=True)
    show = verbs.add_parser("show", help="liệt kê các bộ, hoặc xem một bộ")
    show.add_argument("set", nargs="?", help="mã bộ tiêu chí")
    show.add_argument("--json", action="store_true", help="in JSON")
    show.set_defaults(do=_show)
    read = verbs.add_parser("read", help="đọc phụ lục của một quyết định thành bản nháp bộ tiêu chí")
    read.add_argument("file", type=Path, metavar="TỆP", help="quyết định: .docx, .pdf hoặc .txt")
    read.add_argument("--out", type=Path, metavar="TỆP", help="ghi bản nháp vào tệp này thay vì in ra")
    read.set_defaults(do=_read)
    criteria_laid.add_to(verbs)


def _show(given: argparse.Namespace) -> int:
    sets = load_criteria_sets()
    if given.set is None:
        told = [_brief(each) for each in sets.values()]
        if given.json:
            print(json.dumps(told, ensure_ascii=False, indent=2))
        else:
            for each in told:
                counts = f"{each['criteria']} tiêu chí, {each['indicators']} chỉ tiêu"
                print(f"{each['id']:<32} {counts:<26} {each['title']}")
        return 0
    if given.set not in sets:
        raise ChungsucError(f"Không có bộ tiêu chí “{given.set}”. Các bộ đang có: {', '.join(sets)}.")
    chosen = sets[given.set]
    print(json.dumps(_whole(chosen), ensure_ascii=False, indent=2) if given.json else _text(chosen))
    return 0


def _read(given: argparse.Namespace) -> int:
    """The draft on stdout, what a person must settle on stderr; nothing is taken into use by it."""
    known = tuple(load_criteria_sets().values())
    text, doubts = in_yaml(read_draft(read_document(read_bytes(given.file), given.file.name), known), known)
    if given.out is None:
        print(text, end="")
    else:
        write_bytes(given.out, text.encode())
    for doubt in doubts:
        print(doubt, file=sys.stderr)
    try:
        draft = read_criteria_set(text, "bản nháp" if given.out is None else given.out.name)
    except LawError as problem:
        print(f"Bản nháp chưa dùng được: {problem}", file=sys.stderr)
        return 0
    indicators = sum(1 for _ in draft.indicators())
    print(
        f"Đọc được {len(draft.criteria)} tiêu chí, {indicators} chỉ tiêu; {len(doubts)} chỗ cần người xem. "
        "Mọi mức còn chưa đối chiếu với văn bản in.",
        file=sys.stderr,
    )
    return 0


def _brief(chosen: CriteriaSet) -> dict[str, Any]:
    counts = chosen.confidence_of_thresholds()
    return {
        "id": chosen.id,
        "title": chosen.title,
        "level": chosen.level.value,
        "tier": chosen.tier.value,
        "status": chosen.status.value,
        "valid_from": chosen.valid_from.isoformat(),
        "valid_to": chosen.valid_to.isoformat(),
        "clause": chosen.clause,
        "criteria": len(chosen.criteria),
        "indicators": sum(1 for _ in chosen.indicators()),
        "figures": {each.value: counts.get(each, 0) for each in Confidence},
    }


def _whole(chosen: CriteriaSet) -> dict[str, Any]:
    return _brief(chosen) | {
        "criteria": [
            {
                "code": criterion.code,
                "name": criterion.name,
                "indicators": [
                    {
                        "code": indicator.code,
                        "name": indicator.name,
                        "kind": indicator.kind.value,
                        "direction": indicator.direction.value,
                        "unit": indicator.unit,
                        "confidence": indicator.confidence.value,
                        "thresholds": [_level(each) for each in indicator.thresholds],
                    }
                    for indicator in criterion.indicators
                ],
            }
            for criterion in chosen.criteria
        ]
    }


def _level(threshold: Threshold) -> dict[str, Any]:
    value = threshold.value
    return {
        "region": threshold.region,
        "commune_group": threshold.commune_group,
        "from_year": threshold.from_year,
        "to_year": threshold.to_year,
        "applies": threshold.applies,
        "value": value if value is None or isinstance(value, bool | str) else str(value),
        "confidence": threshold.confidence.value,
    }


def _text(chosen: CriteriaSet) -> str:
    counts = chosen.confidence_of_thresholds()
    unsure = sum(counts.values()) - counts.get(Confidence.VERIFIED, 0)
    lines = [
        chosen.title,
        f"  {chosen.clause}",
        f"  {unsure}/{sum(counts.values())} con số chưa đối chiếu với văn bản in",
    ]
    for criterion in chosen.criteria:
        lines.append(f"\n{criterion.code}. {criterion.name}")
        lines += [f"   {each.code:<6} {each.name}: {_levels(each)}" for each in criterion.indicators]
    return "\n".join(lines)


def _levels(indicator: Indicator) -> str:
    told = []
    for each in indicator.thresholds:
        where = each.region or each.commune_group
        where = "" if where in (None, "all") else f"{where} "
        told.append(f"{where}{_value(indicator, each)}")
    return "; ".join(dict.fromkeys(told)) or "chưa có mức"


def _value(indicator: Indicator, threshold: Threshold) -> str:
    value = threshold.value
    if not threshold.applies:
        return "không quy định"
    if value is None:
        return "chưa có mức"
    if isinstance(value, bool):
        return "Đạt" if value else "Không"
    if isinstance(value, str):
        return value
    sign = {"at_least": "≥ ", "at_most": "≤ "}.get(indicator.direction.value, "")
    return f"{sign}{format_number(value)}{indicator.unit or ''}"
