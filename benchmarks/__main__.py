"""Runs the benchmarks: `python -m benchmarks [--quick] [NAME …]`. One JSON line a figure on stdout."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks import checking, documents, endless, pages, reading, truth
from benchmarks.figures import Figure

ALL = {
    "reading": reading.measure,
    "documents": documents.measure,
    "endless": endless.measure,
    "checking": checking.measure,
    "pages": pages.measure,
}
NAMES = (*ALL, "truth")


def main() -> int:
    """Measure what was named, or everything. A goal that is not met is a result, not an error."""
    parser = argparse.ArgumentParser(prog="benchmarks")
    parser.add_argument("--quick", action="store_true", help="the same ratios at a size that fits a minute")
    parser.add_argument("--documents", type=Path, help="truth: a folder of documents with their marks")
    parser.add_argument("--table", action="store_true", help="truth: a table for a person on stderr")
    parser.add_argument("--misses", action="store_true", help="truth: every item missed or wrong, on stderr")
    parser.add_argument("names", nargs="*", choices=[*NAMES, []], help="only these")
    given = parser.parse_args()
    for name in given.names or NAMES:
        for figure in _truth(given) if name == "truth" else ALL[name](quick=given.quick):
            print(figure.as_json(), flush=True)
    return 0


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
