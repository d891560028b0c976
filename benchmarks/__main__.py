"""Runs the benchmarks: `python -m benchmarks [--quick] [NAME …]`. One JSON line a figure on stdout."""

from __future__ import annotations

import argparse
import sys

from benchmarks import checking, pages, reading

ALL = {"reading": reading.measure, "checking": checking.measure, "pages": pages.measure}


def main() -> int:
    """Measure what was named, or everything. A goal that is not met is a result, not an error."""
    parser = argparse.ArgumentParser(prog="benchmarks")
    parser.add_argument("--quick", action="store_true", help="the same ratios at a size that fits a minute")
    parser.add_argument("names", nargs="*", choices=[*ALL, []], help="only these")
    given = parser.parse_args()
    for name in given.names or ALL:
        for figure in ALL[name](quick=given.quick):
            print(figure.as_json(), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
