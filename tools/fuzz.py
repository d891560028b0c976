"""Looks for bytes that break a reader, guided by the code they reach: `python tools/fuzz.py [seconds]`.

Text and the XML of Word files go through reading and checking in this process. A PDF is opened by a process
of its own, out of reach of the guide: the random tests harm those. What is found lies in `build/fuzz/found`;
a file that shows a mended fault belongs into `tests/documents/found`, where a test reads it ever after.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

with atheris.instrument_imports(include=["chungsuc.documents", "chungsuc.reading", "chungsuc.checking"]):
    from chungsuc.law.criteria import load_criteria_sets
    from chungsuc.law.units import load_gazetteer
    from factories.hostile import TEXT, examined_or_refused, paragraphs, word_of

CORPUS = ROOT / "build" / "fuzz"
SLOW = "20"  # seconds for one small input: a hang
LARGEST = "20000"


def one_input(data: bytes) -> None:
    """The first byte says what the rest is: a text file, a Word file, or what stands inside of one."""
    kind, rest = data[:1], data[1:]
    if kind == b"W":
        examined_or_refused(word_of(rest.decode(errors="replace")), "a.docx")
    elif kind == b"Z":
        examined_or_refused(rest, "a.docx")
    else:
        examined_or_refused(rest, "a.txt")


def main() -> None:
    """Runs for so many seconds (60), from the corpus of earlier runs on."""
    seconds = sys.argv[1] if len(sys.argv) > 1 else "60"
    seeds = CORPUS / "seeds"
    (CORPUS / "found").mkdir(parents=True, exist_ok=True)
    seeds.mkdir(exist_ok=True)
    body = paragraphs(TEXT)
    for name, data in {
        "text": b"T" + TEXT.encode(),
        "inside": b"W" + body.encode(),
        "word": b"Z" + word_of(body),
    }.items():
        (seeds / name).write_bytes(data)
    for path in (ROOT / "tests" / "documents" / "found").glob("*.*"):
        (seeds / path.name).write_bytes((b"Z" if path.suffix == ".docx" else b"T") + path.read_bytes())
    options = ["-close_fd_mask=0", f"-max_total_time={seconds}", f"-timeout={SLOW}", f"-max_len={LARGEST}"]
    options += [f"-artifact_prefix={CORPUS / 'found'}/", "-rss_limit_mb=2048", "-print_final_stats=1"]
    load_criteria_sets()  # once and before the clock runs: no part of what the first input takes
    load_gazetteer()
    atheris.Setup([sys.argv[0], *options, str(seeds)], one_input)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
