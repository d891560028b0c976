"""PDF files: bytes to numbered lines, read in a process of their own.

The parser of PDF is a large program in C++, and the files are strangers'. A file that makes it hang, crash
or swell harms that one process, which has a limit of time and of memory.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from dataclasses import asdict
from typing import Any

from chungsuc.documents.errors import DocumentError
from chungsuc.documents.model import DocLine, Limits

_PATIENCE = 4  # times the limit of CPU time, on a machine that has other work too


def read_pdf(data: bytes, name: str, limits: Limits) -> tuple[tuple[DocLine, ...], tuple[str, ...]]:
    """Read a PDF with a text layer into lines and notes. Raises DocumentError when that cannot be done."""
    given = [str(len(data)), name, json.dumps(asdict(limits))]
    command = [sys.executable, "-m", "chungsuc.documents.pdf.child", *given]
    try:
        done = subprocess.run(
            command,
            input=data,
            capture_output=True,
            timeout=limits.pdf_seconds * _PATIENCE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONUTF8": "1"},
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise _too_long(name) from None
    if done.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        raise _too_long(name)
    if done.returncode < 0 or b"MemoryError" in done.stderr[-200:]:
        raise DocumentError(
            f"Tệp “{name}” bị hỏng hoặc quá phức tạp nên bộ đọc PDF phải dừng. "
            "Hãy in lại ra PDF từ Word, hoặc dùng bản Word (.docx) của văn bản."
        )
    if done.returncode:
        raise RuntimeError(f"the reader of PDF failed:\n{done.stderr.decode(errors='replace')}")
    answer = json.loads(done.stdout)
    if "refused" in answer:
        raise DocumentError(answer["refused"])
    return tuple(map(_line, answer["lines"])), tuple(answer["notes"])


def _too_long(name: str) -> DocumentError:
    return DocumentError(
        f"Tệp “{name}” mất quá nhiều thời gian để đọc. Hãy tách tệp hoặc dùng bản Word (.docx) rồi thử lại."
    )


def _line(shown: dict[str, Any]) -> DocLine:
    for name in ("cells", "merged"):
        if name in shown:
            shown[name] = tuple(shown[name])
    return DocLine(**shown)
