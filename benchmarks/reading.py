"""Reading and checking one plan of thirty pages in Word, beside the bare extraction of its text."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from docx import Document

from benchmarks import long_plan
from benchmarks.figures import Figure, at_most, percentile
from chungsuc.checking import Examination, examine
from chungsuc.core.statements import FindingKind
from chungsuc.law.criteria import criteria_set_in_force, load_criteria_sets
from chungsuc.law.units import load_gazetteer

# VmHWM, not ru_maxrss: that one counts the process it was started from too.
_PEAK = """
import re, sys
from pathlib import Path
from chungsuc.__main__ import main
code = main(sys.argv[1:])
print(int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) / 1024, file=sys.stderr)
sys.exit(code)
"""


def measure(*, quick: bool) -> Iterator[Figure]:
    """Warm, as the server's worker does it; and cold, as the command does it, with its memory."""
    gazetteer, sets = load_gazetteer(), load_criteria_sets()
    criteria_set = criteria_set_in_force("commune", long_plan.YEAR)
    data = long_plan.make(gazetteer, criteria_set)
    runs = 3 if quick else 15
    bare = min(_timed(lambda: _bare(data)) for _ in range(runs))
    times = [
        _timed(lambda: examine(data, "ke-hoach.docx", gazetteer=gazetteer, criteria_sets=sets))
        for _ in range(runs)
    ]
    conditions = {"pages": 30, "kind": "docx", "bytes": len(data), "runs": runs, "cores": os.cpu_count()}
    beside = {"bare_extraction_s": bare, "ratio": percentile(times, 0.5) / bare}
    yield at_most(
        "read_and_check_30_pages_warm",
        percentile(times, 0.95),
        "s",
        1.0,
        beside=beside | {"median_s": percentile(times, 0.5)},
        conditions=conditions | {"state": "warm, law in memory"},
    )
    wrong = long_plan.make(gazetteer, criteria_set, contradicts_itself=True)
    found: list[Examination] = []
    wrong_times = [
        _timed(lambda: found.append(examine(wrong, "ke-hoach.docx", gazetteer=gazetteer, criteria_sets=sets)))
        for _ in range(runs)
    ]
    contradictions = [f for f in found[-1].findings if f.kind is FindingKind.CONTRADICTION]
    yield at_most(
        "read_and_check_30_pages_with_a_contradiction",
        percentile(wrong_times, 0.95),
        "s",
        1.0,
        beside={"median_s": percentile(wrong_times, 0.5), "contradictions_found": len(contradictions)},
        conditions=conditions | {"state": "warm, law in memory"},
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ke-hoach.docx"
        path.write_bytes(data)
        took = _timed(lambda: _command(path))
        peak = _peak(path)
    cold = conditions | {"state": "cold: a new process loads the law"}
    yield at_most("plan_read_command_cold", took, "s", 3.0, conditions=cold)
    yield at_most("plan_read_command_peak_memory", peak, "MB", 200, conditions=cold)


def _timed(work: object) -> float:
    start = time.perf_counter()
    work()  # type: ignore[operator]
    return time.perf_counter() - start


def _bare(data: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in Document(io.BytesIO(data)).paragraphs)


def _command(path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "chungsuc", "plan", "read", str(path), "--json"],
        check=True,
        stdout=subprocess.DEVNULL,
    )


def _peak(path: Path) -> float:
    """The most memory that the command takes, in MB."""
    done = subprocess.run(
        [sys.executable, "-c", _PEAK, "plan", "read", str(path), "--json"],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    return float(done.stderr.split()[-1])
