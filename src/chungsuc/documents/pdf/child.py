"""The process that opens one PDF: what a hostile file does to it ends with it.

Reads the file from standard input; writes one JSON object to standard output: `lines` and `notes`, or
`refused`, a sentence for the user.
"""

from __future__ import annotations

import json
import resource
import sys
from dataclasses import fields

from chungsuc.documents.errors import DocumentError
from chungsuc.documents.model import DocLine, Limits
from chungsuc.documents.pdf.layer import read_layer


def main() -> None:
    """Read within the limits that the parent has set."""
    size, name, wanted = sys.argv[1:]
    limits = Limits(**json.loads(wanted))
    resource.setrlimit(resource.RLIMIT_AS, (limits.pdf_memory, limits.pdf_memory))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.pdf_seconds, limits.pdf_seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    data = sys.stdin.buffer.read(int(size))
    try:
        lines, notes = read_layer(data, name, limits)
        answer: dict[str, object] = {"lines": [_shown(line) for line in lines], "notes": notes}
    except DocumentError as error:
        answer = {"refused": str(error)}
    json.dump(answer, sys.stdout, ensure_ascii=False)


def _shown(line: DocLine) -> dict[str, object]:
    """The fields of a line that say something."""
    found = {each.name: getattr(line, each.name) for each in fields(line)}
    return {name: value for name, value in found.items() if value is not None}


if __name__ == "__main__":
    main()
