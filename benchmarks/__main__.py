"""Runs every benchmark: `python -m benchmarks [--quick] [NAME…]`. Prints their lines, then a count."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path

from benchmarks.report import KEYS

HERE = Path(__file__).resolve().parent


def main() -> int:
    """Returns 0 when every benchmark ran and spoke as agreed, whether its goals were met or not."""
    names = sorted(path.stem.removeprefix("bench_") for path in HERE.glob("bench_*.py"))
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a size that fits a minute")
    parser.add_argument("name", nargs="*", choices=[[], *names], help="which ones; all when none is named")
    chosen = parser.parse_args()
    met = missed = 0
    broken: list[str] = []
    for name in chosen.name or names:
        command = [sys.executable, "-m", f"benchmarks.bench_{name}", *(["--quick"] if chosen.quick else [])]
        done = subprocess.run(command, cwd=HERE.parent, stdout=subprocess.PIPE, text=True, check=False)
        print(done.stdout, end="", flush=True)
        try:
            lines = [json.loads(line) for line in done.stdout.splitlines()]
        except json.JSONDecodeError:
            lines = []
        if done.returncode or not lines or any(tuple(line) != KEYS for line in lines):
            broken.append(name)
            continue
        met += sum(line["met"] is True for line in lines)
        missed += sum(line["met"] is False for line in lines)
    print(f"goals met: {met}; not met: {missed}; benchmarks that failed: {broken or 0}", file=sys.stderr)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
