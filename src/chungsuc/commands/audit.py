"""`chungsuc audit`: is the log as it was written?"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from chungsuc.commands.run import start_django
from chungsuc.core.errors import ChungsucError


class PaperError(ChungsucError):
    """A file of lines that cannot be read."""


def add_to(nouns: Any) -> None:
    """audit verify [--against FILE]; audit heads"""
    noun = nouns.add_parser("audit", help="chuỗi nhật ký: kiểm tra, và ghi lại đầu chuỗi")
    verbs = noun.add_subparsers(dest="verb", metavar="VIỆC", required=True)
    verify = verbs.add_parser("verify", help="kiểm tra mọi chuỗi từ dòng đầu (mã thoát 1 khi có chuỗi sai)")
    verify.add_argument(
        "--against", metavar="TỆP", help="đối chiếu thêm với bản ghi của `audit heads` đã giữ (- là bàn phím)"
    )
    verify.set_defaults(do=_verify)
    heads = verbs.add_parser("heads", help="in đầu mỗi chuỗi, để giữ ở nơi khác (giấy, máy khác)")
    heads.set_defaults(do=_heads)


def _verify(given: argparse.Namespace) -> int:
    lines = _lines(given.against) if given.against else []
    start_django()
    from chungsuc.audit import queries

    problems = queries.broken_links(first_only=True) + queries.against(lines)
    for problem in problems:
        print(f"✗ {problem}")
    if not problems:
        ends = queries.heads()
        entries = sum(int(line.split()[1]) for line in ends)
        print(f"✓ {len(ends)} chuỗi, {entries} dòng, nguyên vẹn từ dòng đầu đến dòng cuối.")
        if lines:
            print(f"✓ Khớp với {sum(1 for line in lines if line.strip())} dòng đã giữ.")
    return 1 if problems else 0


def _heads(_given: argparse.Namespace) -> int:
    start_django()
    from chungsuc.audit import queries

    for line in queries.heads():
        print(line)
    return 0


def _lines(name: str) -> list[str]:
    """Raises PaperError for a file that cannot be read."""
    try:
        text = sys.stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PaperError(f"Không đọc được {name}: {error}. Hãy chọn tệp văn bản khác.") from error
    return text.splitlines()
