"""`chungsuc doctor`: does what is stored hold together?"""

from __future__ import annotations

import argparse
import json
from typing import Any

from chungsuc.commands.run import start_django


def add_to(nouns: Any) -> None:
    """doctor [--json] [--mend] [--files]"""
    doctor = nouns.add_parser("doctor", help="kiểm tra dữ liệu đang lưu (mã thoát 1 khi có điều sai)")
    doctor.add_argument("--json", action="store_true", help="in JSON")
    doctor.add_argument(
        "--mend", action="store_true", help="tính lại số tổng hợp từ số liệu, rồi kiểm tra; có ghi nhật ký"
    )
    doctor.add_argument(
        "--files", action="store_true", help="đọc lại mọi tệp minh chứng (mặc định đọc 200 tệp bất kỳ)"
    )
    doctor.set_defaults(do=_doctor)


def _doctor(given: argparse.Namespace) -> int:
    start_django()
    from chungsuc.web import health

    if given.mend:
        _mend()
    results = health.examine(every_file=given.files)
    if given.json:
        print(
            json.dumps(
                [{"check": each.name, "problems": each.problems} for each in results],
                ensure_ascii=False,
                indent=2,
            )
        )
    else:
        for each in results:
            print(f"{'✗' if each.problems else '✓'} {each.name}")
            for problem in each.problems:
                print(f"    {problem}")
    return 1 if any(each.problems for each in results) else 0


def _mend() -> None:
    """Make anew what follows from the facts, under the system's own name."""
    from django.utils import timezone

    from chungsuc.accounts.actions import ensure_system_account
    from chungsuc.assessments import rollup_rebuild

    now = timezone.now()
    rollup_rebuild.mend(by=ensure_system_account(now=now), now=now)
