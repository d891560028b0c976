"""Runs the benchmarks: `python -m benchmarks [--quick] [NAME …]`. One JSON line a figure on stdout.

`checking --from A --to B` makes the plans of those seeds only: the full size in parts.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks import (
    api,
    checking,
    country,
    country_on_spark,
    documents,
    endless,
    entering,
    excel,
    pages,
    reading,
    reviewing,
    saving,
    truth,
    unit_page,
)
from benchmarks.figures import Figure

ALL = {
    "reading": reading.measure,
    "documents": documents.measure,
    "endless": endless.measure,
    "checking": checking.measure,
    "pages": pages.measure,
    "saving": saving.measure,
    "reviewing": reviewing.measure,
    "entering": entering.measure,
    "api": api.measure,
    "excel": excel.measure,
    "country": country.measure,
    "country_on_spark": country_on_spark.measure,
    "unit_page": unit_page.measure,
}
NAMES = (*ALL, "truth")


def main() -> int:
    """Measure what was named, or everything. A goal that is not met is a result, not an error."""
    parser = argparse.ArgumentParser(prog="benchmarks")
    parser.add_argument("--quick", action="store_true", help="the same ratios at a size that fits a minute")
    parser.add_argument("--documents", type=Path, help="truth: a folder of documents with their marks")
    parser.add_argument("--table", action="store_true", help="truth: a table for a person on stderr")
    parser.add_argument("--misses", action="store_true", help="truth: every item missed or wrong, on stderr")
    parser.add_argument("--from", dest="first", type=int, default=0, help="checking: the first seed")
    parser.add_argument("--to", dest="end", type=int, help="checking: the seed to stop before")
    parser.add_argument("names", nargs="*", choices=[*NAMES, []], help="only these")
    given = parser.parse_args()
    for name in given.names or NAMES:
        for figure in _figures(name, given):
            print(figure.as_json(), flush=True)
    return 0


def _figures(name: str, given: argparse.Namespace) -> Iterator[Figure]:
    if name == "truth":
        return _truth(given)
    if name == "checking" and given.end is not None:
        return checking.measure(quick=given.quick, seeds=range(given.first, given.end))
    return ALL[name](quick=given.quick)


def _truth(given: argparse.Namespace) -> Iterator[Figure]:
    """The figures; what a person asked to see goes to stderr, so that stdout stays lines of JSON."""
    found = truth.scores(given.documents)
    if given.table:
        print(truth.table(found), file=sys.stderr)
    if given.misses:
        print(truth.misses(found), file=sys.stderr)
    return truth.figures(found)


if __name__ == "__main__":
    sys.exit(main())
