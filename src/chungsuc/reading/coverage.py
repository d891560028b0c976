"""Độ phủ: how much of the document some item rests on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import compress

from chungsuc.core.statements import Line, Span


def coverage_of(lines: Sequence[Line], spans: Iterable[Span]) -> tuple[Decimal, tuple[int, ...]]:
    """The share of letters and marks (blanks apart) inside the spans, and the lines without any."""
    by_line: dict[int, list[Span]] = defaultdict(list)
    for span in spans:
        by_line[span.line].append(span)
    read, total, bare = 0, 0, []
    for line in lines:
        ink = _ink(line.text)
        if not any(map(str.isalnum, line.text)):
            continue  # a rule, or a row of dots to be filled in
        total += ink
        covered = bytearray(len(line.text))
        for span in by_line.get(line.number, ()):
            start, end = max(0, span.start), min(span.end, len(covered))
            covered[start:end] = b"\x01" * (end - start)
        here = _ink("".join(compress(line.text, covered)))
        read += here
        if not here:
            bare.append(line.number)
    share = Decimal(read) / Decimal(total) if total else Decimal(0)
    return share.quantize(Decimal("0.0001")), tuple(bare)


def _ink(text: str) -> int:
    """How many characters are not blank."""
    return len("".join(text.split()))
