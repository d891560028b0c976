"""Long Word and PDF files, and PDF of thirty pages, read and checked; beside the bare text extraction."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree

import pypdfium2

from benchmarks import long_papers
from benchmarks.figures import Figure, at_most
from chungsuc.checking import examine
from chungsuc.documents import read_document
from chungsuc.law.criteria import load_criteria_sets
from chungsuc.law.units import load_gazetteer

# VmHWM, not ru_maxrss: that one counts the process it was started from too.
_PEAK = """
import re, sys
from pathlib import Path
data = Path(sys.argv[2]).read_bytes()
if sys.argv[1] == "open":
    from chungsuc.documents import DEFAULT
    from chungsuc.documents.pdf.layer import read_layer
    read_layer(data, "a.pdf", DEFAULT)
else:
    from chungsuc.checking import examine
    from chungsuc.law.criteria import load_criteria_sets
    from chungsuc.law.units import load_gazetteer
    examine(data, "a.pdf", gazetteer=load_gazetteer(), criteria_sets=load_criteria_sets())
print(int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) / 1024)
"""


def measure(*, quick: bool) -> Iterator[Figure]:
    """Warm, the law in memory; a PDF is opened by a process of its own, whose start is counted."""
    load_gazetteer(), load_criteria_sets()
    pdf, pages = _pdf_of(30)
    took, bare = _best(3, lambda: _examine(pdf, "a.pdf")), _best(3, lambda: _pdf_text(pdf))
    conditions = {"kind": "pdf", "pages": pages, "tables": 10, "bytes": len(pdf), "cores": os.cpu_count()}
    beside = {"bare_extraction_s": bare, "reading_alone_s": _best(3, lambda: read_document(pdf, "a.pdf"))}
    yield at_most("read_and_check_30_pages_pdf", took, "s", 3.0, beside=beside, conditions=conditions)
    own, child = _peak("examine", pdf), _peak("open", pdf)
    yield at_most(
        "read_and_check_30_pages_pdf_memory",
        own + child,
        "MB",
        200,
        beside={"own_mb": own, "process_that_opens_it_mb": child},
        conditions=conditions,
    )
    large = 60 if quick else 200
    yield from _long(large, "docx", 5.0 * large / 200)
    yield from _long(large, "pdf", 20.0 * large / 200)


def _long(pages: int, kind: str, goal: float) -> Iterator[Figure]:
    """A long file, and one of a tenth of its length: the time grows as the length does."""
    make = long_papers.as_pdf if kind == "pdf" else long_papers.as_word
    data, small = make(long_papers.blocks(pages)), make(long_papers.blocks(pages // 10))
    bare = _pdf_text if kind == "pdf" else _word_text
    took, less = _best(2, lambda: _examine(data, f"a.{kind}")), _best(3, lambda: _examine(small, f"a.{kind}"))
    conditions = {"kind": kind, "pages": pages, "tables": pages // 2, "bytes": len(data)}
    beside = {
        "bare_extraction_s": _best(2, lambda: bare(data)),
        "reading_alone_s": _best(2, lambda: read_document(data, f"a.{kind}")),
    }
    yield at_most(f"read_and_check_long_{kind}", took, "s", goal, beside=beside, conditions=conditions)
    yield at_most(
        f"read_and_check_long_{kind}_times_ten", took / less, "times", 11, beside={"a_tenth_s": less}
    )


def _pdf_of(pages: int) -> tuple[bytes, int]:
    """A PDF of at least so many pages, and how many it has."""
    count = 0
    wanted = pages * 2 // 3
    while count < pages:
        data = long_papers.as_pdf(long_papers.blocks(wanted))
        count = len(pypdfium2.PdfDocument(data))
        wanted += 1
    return data, count


def _examine(data: bytes, name: str) -> object:
    return examine(data, name, gazetteer=load_gazetteer(), criteria_sets=load_criteria_sets())


def _best(runs: int, work: Callable[[], object]) -> float:
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def _pdf_text(data: bytes) -> list[str]:
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)]


def _word_text(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "".join(ElementTree.fromstring(archive.read("word/document.xml")).itertext())  # noqa: S314


def _peak(what: str, data: bytes) -> float:
    """The most memory that a process takes which opens the file, or which has it opened and checks it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.pdf"
        path.write_bytes(data)
        command = [sys.executable, "-c", _PEAK, what, str(path)]
        return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
