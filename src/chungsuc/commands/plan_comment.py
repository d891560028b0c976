"""`chungsuc plan comment`: the plan as a Word file with what was found in its margin."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from chungsuc.checking.remarks import remarks_on, rewordings_of
from chungsuc.commands.examined import examined, takes_plan
from chungsuc.commands.files import read_bytes, write_bytes
from chungsuc.documents.word_comments import with_comments


def add_to(verbs: Any) -> None:
    """plan comment FILE OUT.docx [--correct]"""
    verb = verbs.add_parser("comment", help="ghi các phát hiện thành ý kiến (comment) trong tệp Word")
    takes_plan(verb)
    verb.add_argument("out", type=Path, metavar="OUT.docx", help="tệp Word được ghi ra")
    verb.add_argument(
        "--correct",
        action="store_true",
        help="ghi cả chỗ viết sai tên, số hiệu thành sửa đổi (Track Changes) để người xem chấp nhận",
    )
    verb.set_defaults(do=_comment)


def _comment(given: argparse.Namespace) -> int:
    data = read_bytes(given.file)
    found = examined(data, given.file.name, given.unit)
    remarks = list(remarks_on(found.findings))
    rewordings = list(rewordings_of(found.findings, found.document)) if given.correct else []
    word = with_comments(data, found.document, remarks, rewordings=rewordings, when=datetime.now(UTC))
    for refused in word.left_out:  # the comments tell of the same places
        print(refused, file=sys.stderr)
    write_bytes(given.out, word.data)
    put_in = len(rewordings) - len(word.left_out)
    print(f"Đã ghi {given.out}: {len(remarks)} ý kiến, {put_in} chỗ sửa.")
    return 0
