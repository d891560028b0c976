"""`chungsuc country`: cả nước, worked out anew from every figure that is stored."""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from chungsuc.commands.run import start_django
from chungsuc.core.errors import ChungsucError
from chungsuc.core.reasons import Verdict

_COUNTS = {
    "existing": "đơn vị hiện có",
    "expected": "thuộc phạm vi",
    "assessed": "đã đánh giá",
    "criteria_met": "số tiêu chí đạt",
}


def add_to(nouns: Any) -> None:
    """country [--accepted] [--known-at MOMENT] [--units-of DAY] [--under SET] [--to FILE.csv]"""
    noun = nouns.add_parser(
        "country", help="tính kết quả cả nước từ mọi số liệu (CHUNGSUC_ANALYTICS chọn máy)"
    )
    noun.add_argument("--accepted", action="store_true", help="theo số đã được chấp nhận")
    noun.add_argument(
        "--known-at", type=_moment, help="như đã biết vào lúc đó, ví dụ 2025-03-01 hoặc 2025-03-01T08:00"
    )
    noun.add_argument(
        "--units-of",
        type=date.fromisoformat,
        help="tính lại mọi số liệu theo đơn vị của ngày đó, ví dụ 2025-07-01",
    )
    noun.add_argument(
        "--under", help="chỉ xét theo bộ tiêu chí có mã này, kể cả số liệu của bộ trước chuyển sang được"
    )
    noun.add_argument("--to", type=Path, help="ghi mọi đơn vị vào tệp CSV thay vì in cấp trung ương")
    noun.set_defaults(do=_country)


def _moment(text: str) -> datetime:
    """A moment as a person in Vietnam writes it."""
    from zoneinfo import ZoneInfo

    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


def _country(given: argparse.Namespace) -> int:
    start_django()
    try:
        from chungsuc.analytics import standing
        from chungsuc.analytics.references import only_entered
        from chungsuc.assessments.country import work_out
    except ModuleNotFoundError as error:
        raise ChungsucError(
            f"Thiếu gói {error.name}. Hãy cài phần tính cả nước: pip install 'chungsuc[analytics]'."
        ) from None
    worked = work_out(
        series=standing.accepted if given.accepted else standing.reported,
        known_at=given.known_at,
        units_of=given.units_of,
        under=given.under,
    )
    try:
        rows = sorted(_rows(worked), key=lambda row: (row[1], row[2], row[0]))
    finally:
        worked.engine.close()
    for title, codes in only_entered(worked.law).items():
        print(
            f"{title}: {', '.join(codes)} được suy ra từ kết quả theo bộ tiêu chí khác; "
            "ở đây chỉ xét theo số đã nhập.",
            file=sys.stderr,
        )
    if given.to is None:
        nation = _nation()
        _print([row for row in rows if row[0] == nation], sys.stdout)
    else:
        with given.to.open("w", encoding="utf-8", newline="") as file:
            _print(rows, file)
        print(f"Đã ghi {len(rows)} dòng vào {given.to}.")
    return 0


def _rows(worked: Any) -> Iterator[list[Any]]:
    for row in worked.engine.fetch(worked.country.units_above).to_pylist():
        moment = worked.law.moments[row["moment"]]
        counts = [row[name] for name in (*_COUNTS, *(verdict.value for verdict in Verdict))]
        yield [row["unit"], moment.criteria_set.id, moment.on.isoformat(), *counts]


def _nation() -> str:
    from chungsuc.administrative_units.models import Level, Unit

    return Unit.objects.get(level=Level.COUNTRY).pk


def _print(rows: list[list[Any]], file: Any) -> None:
    writer = csv.writer(file, lineterminator="\n")
    labels = [verdict.label for verdict in Verdict]
    writer.writerow(["đơn vị", "bộ tiêu chí", "ngày xét", *_COUNTS.values(), *labels])
    writer.writerows(rows)
