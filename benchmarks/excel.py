"""A filled form brought in, beside reading the same file raw and inserting the same rows raw.

Both ways begin with the bytes and end with the commit. Ours also checks every cell, holds it beside what
stands there, brings every total above to it and tells the log.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from typing import Any

from benchmarks.figures import Figure, at_most, percentile
from benchmarks.saving import _postgresql, _sqlite

TIMES = 3  # as long as the raw way, at most
BEGIN = "import django; django.setup(); from benchmarks.excel_writer import write; write()"
SIZES = {"commune": 1, "province": 124}  # communes in a form


def measure(*, quick: bool) -> Iterator[Figure]:
    """On SQLite and on PostgreSQL, the form of a commune and that of a province."""
    for name, opened in (
        ("SQLite, synchronous=FULL", _sqlite),
        ("PostgreSQL, fsync and synchronous_commit on", _postgresql),
    ):
        with tempfile.TemporaryDirectory() as folder, opened(folder) as url:
            environment = os.environ | {
                "CHUNGSUC_VAR": folder,
                "CHUNGSUC_DATABASE": url,
                "DJANGO_SETTINGS_MODULE": "chungsuc.web.settings",
            }
            prepare = [sys.executable, "-m", "chungsuc", "run", "--prepare-only", "--no-examples"]
            subprocess.run(prepare, check=True, env=environment, stdout=subprocess.DEVNULL)
            for size, communes in SIZES.items():
                rounds = (3 if quick else 10) * (5 if communes == 1 else 1)
                asked = json.dumps([communes, rounds])
                told = subprocess.run(
                    [sys.executable, "-c", BEGIN, asked],
                    env=environment,
                    check=True,
                    stdout=subprocess.PIPE,
                    text=True,
                )
                yield _figure(name, size, json.loads(told.stdout))


def _figure(store: str, size: str, told: dict[str, Any]) -> Figure:
    ours, raw = percentile(told["ours"], 0.5), percentile(told["raw"], 0.5)
    return at_most(
        f"excel_{size}_{store.partition(',')[0].lower()}_beside_raw",
        ours / raw,
        "times",
        TIMES,
        beside={
            "ours_median_ms": ours,
            "raw_median_ms": raw,
            "raw_read_median_ms": percentile(told["raw_read"], 0.5),
            **{f"{part}_median_ms": percentile(times, 0.5) for part, times in told["parts"].items()},
        },
        conditions={
            "store": store,
            "communes": told["communes"],
            "cells": told["cells"],
            "bytes": told["bytes"],
            "stood_before": "one year",
            "raw": "read both sheets, executemany into a twin with the keys, indexes and checks; commit",
            "rounds": len(told["ours"]),
            "cores": os.cpu_count(),
            "load_average": os.getloadavg()[0],
        },
    )
