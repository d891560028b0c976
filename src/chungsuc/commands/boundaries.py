"""`chungsuc units boundaries`: ranh giới và vị trí của đơn vị, for the map."""

from __future__ import annotations

import argparse
import hashlib
from datetime import date
from pathlib import Path
from typing import Any

from chungsuc.commands.files import read_bytes
from chungsuc.commands.run import start_django
from chungsuc.core.vietnamese.dates import format_date
from chungsuc.core.vietnamese.numbers import format_number
from chungsuc.law.boundaries import BoundaryError, read_boundaries


def add_to(verbs: Any) -> None:
    """units boundaries FILE.geojson [--on DATE]"""
    verb = verbs.add_parser(
        "boundaries",
        help="nạp ranh giới hoặc vị trí của đơn vị từ tệp GeoJSON, để vẽ bản đồ",
        epilog="Mỗi đối tượng nêu properties.code (mã), hoặc name (tên) và parent (đơn vị cấp trên). "
        "Một chỗ sai thì không nạp gì. Ví dụ: chungsuc units boundaries xa.geojson --on 2025-07-01",
    )
    verb.add_argument("file", type=Path, metavar="TỆP", help="tệp .geojson, tọa độ WGS 84")
    verb.add_argument(
        "--on", type=date.fromisoformat, help="mã và tên của ngày này (NĂM-THÁNG-NGÀY; mặc định hôm nay)"
    )
    verb.set_defaults(do=_load)


def _load(given: argparse.Namespace) -> int:
    data = read_bytes(given.file)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BoundaryError(
            f"Tệp {given.file.name} không phải văn bản mã UTF-8. Hãy lưu lại bằng mã UTF-8."
        ) from None
    outlines = read_boundaries(text, given.file.name)
    start_django()
    from django.utils import timezone

    from chungsuc.accounts.actions import ensure_system_account
    from chungsuc.administrative_units.actions import load_boundaries

    now = timezone.now()
    day = given.on or timezone.localdate(now)
    load_boundaries(
        outlines=outlines,
        source=given.file.name,
        content_hash=hashlib.sha256(data).hexdigest(),
        day=day,
        by=ensure_system_account(now=now),
        now=now,
    )
    print(f"Đã nạp ranh giới hoặc vị trí của {format_number(len(outlines))} đơn vị ngày {format_date(day)}.")
    return 0
