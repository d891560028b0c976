"""`chungsuc plan`: read a plan, and say whether it adds up."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from chungsuc.checking import Examination, to_json
from chungsuc.checking.diff import changes_between, changes_in_json
from chungsuc.checking.workbook import to_excel
from chungsuc.commands import plan_comment
from chungsuc.commands.changes import tell_changes
from chungsuc.commands.examined import examined, takes_plan
from chungsuc.commands.files import read_bytes, write_bytes
from chungsuc.commands.told import tell
from chungsuc.core.statements import Severity


def add_to(nouns: Any) -> None:
    """plan read FILE [--json] [--excel OUT]; plan check FILE; plan diff A B [--json]"""
    noun = nouns.add_parser("plan", help="đọc và kiểm tra một kế hoạch")
    verbs = noun.add_subparsers(dest="verb", metavar="VIỆC", required=True)
    read = verbs.add_parser("read", help="đọc kế hoạch và in các phát hiện (mã thoát 0 khi đọc được)")
    read.add_argument("--json", action="store_true", help="in JSON theo lược đồ đã công bố")
    read.add_argument("--excel", type=Path, metavar="TỆP", help="ghi thêm bảng tính .xlsx vào tệp này")
    read.set_defaults(do=_read)
    check = verbs.add_parser("check", help="mã thoát 1 khi có phát hiện mức lỗi")
    check.set_defaults(do=_check, json=False)
    for verb in (read, check):
        takes_plan(verb)
    plan_comment.add_to(verbs)
    diff = verbs.add_parser("diff", help="hai bản của một kế hoạch khác nhau ở đâu")
    diff.add_argument("before", type=Path, metavar="BẢN_TRƯỚC")
    diff.add_argument("after", type=Path, metavar="BẢN_SAU")
    diff.add_argument("--json", action="store_true", help="in JSON")
    diff.add_argument("--unit", help="đơn vị của kế hoạch, mã kèm thời điểm")
    diff.set_defaults(do=_diff)


def _examine(given: argparse.Namespace, file: Path) -> Examination:
    return examined(read_bytes(file), file.name, given.unit)


def _read(given: argparse.Namespace) -> int:
    examination = _examine(given, given.file)
    if given.excel is not None:
        write_bytes(given.excel, to_excel(examination, created=datetime.now(UTC)))
    if given.json:
        _print_json(to_json(examination.reading, examination.findings))
    else:
        print(tell(examination.reading, examination.findings))
    return 0


def _check(given: argparse.Namespace) -> int:
    examination = _examine(given, given.file)
    for finding in examination.findings:
        lines = ", ".join(str(quote.line) for quote in finding.quotes)
        where = f" (dòng {lines})" if lines else ""
        print(f"{finding.severity.value}: {finding.kind.value}{where}: {finding.message}")
    return 1 if any(finding.severity is Severity.ERROR for finding in examination.findings) else 0


def _diff(given: argparse.Namespace) -> int:
    changes = changes_between(_examine(given, given.before), _examine(given, given.after))
    if given.json:
        _print_json(changes_in_json(changes))
    else:
        print(tell_changes(changes))
    return 0


def _print_json(value: dict[str, Any]) -> None:
    json.dump(value, sys.stdout, ensure_ascii=False, indent=2)
    print()
