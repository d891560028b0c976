"""`chungsuc plan`: read a plan, and say whether it adds up."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from chungsuc.checking import Examination, examine, to_json
from chungsuc.commands.files import read_bytes
from chungsuc.commands.told import tell
from chungsuc.core.statements import Severity
from chungsuc.law.criteria import load_criteria_sets
from chungsuc.law.units import load_gazetteer


def add_to(nouns: Any) -> None:
    """plan read FILE [--json] [--unit CODE@DATE]; plan check FILE"""
    noun = nouns.add_parser("plan", help="đọc và kiểm tra một kế hoạch")
    verbs = noun.add_subparsers(dest="verb", metavar="VIỆC", required=True)
    read = verbs.add_parser("read", help="đọc kế hoạch và in các phát hiện (mã thoát 0 khi đọc được)")
    read.add_argument("--json", action="store_true", help="in JSON theo lược đồ đã công bố")
    read.set_defaults(do=_read)
    check = verbs.add_parser("check", help="mã thoát 1 khi có phát hiện mức lỗi")
    check.set_defaults(do=_check, json=False)
    for verb in (read, check):
        verb.add_argument("file", type=Path, help="tệp .docx, .pdf hoặc .txt")
        verb.add_argument("--unit", help="đơn vị của kế hoạch, mã kèm thời điểm, như 14146@2024")


def _examine(given: argparse.Namespace) -> Examination:
    data = read_bytes(given.file)
    gazetteer = load_gazetteer()
    unit = gazetteer.parse_ref(given.unit) if given.unit else None
    return examine(data, given.file.name, gazetteer=gazetteer, criteria_sets=load_criteria_sets(), unit=unit)


def _read(given: argparse.Namespace) -> int:
    examination = _examine(given)
    if given.json:
        json.dump(
            to_json(examination.reading, examination.findings), sys.stdout, ensure_ascii=False, indent=2
        )
        print()
    else:
        print(tell(examination.reading, examination.findings))
    return 0


def _check(given: argparse.Namespace) -> int:
    examination = _examine(given)
    for finding in examination.findings:
        lines = ", ".join(str(quote.line) for quote in finding.quotes)
        where = f" (dòng {lines})" if lines else ""
        print(f"{finding.severity.value}: {finding.kind.value}{where}: {finding.message}")
    return 1 if any(finding.severity is Severity.ERROR for finding in examination.findings) else 0
