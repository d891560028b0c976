"""Đầu bảng: rows of headings to the path of each column, from the top down."""

from __future__ import annotations

import re
from collections.abc import Sequence

from chungsuc.reading.flow import plain

_NEVER_PARTED = re.compile(
    r"\s*(?:ghi chu|chu thich|don vi tinh|dvt|don vi$|noi dung|chi tieu|tieu chi|ten\b|danh muc|"
    r"dia phuong|s?tt$)"
)
Paths = tuple[tuple[str, ...], ...]


def paths_of(heads: Sequence[Sequence[str]], merged: Sequence[Sequence[str]], width: int, lead: int) -> Paths:
    """The headings over every column; () where it is not known which heading stands over it.

    `merged` says of each cell whether it goes on from the left or from above, where the file tells.
    """
    if any(merged):
        return _merged(heads, merged, width)
    rows = [_filled(head) for head in heads]
    if width_of_packed(rows) == width:
        return _packed(rows[0], rows[1], width, lead)
    return _spread([[*head, *[""] * (width - len(head))] for head in heads], width)


def width_of_packed(heads: Sequence[Sequence[str]]) -> int:
    """Two rows of headings whose empty cells were left out: the second parts one cell of the first."""
    if len(heads) != 2 or len(heads[1]) < 2 or "" in (*heads[0], *heads[1]):
        return 0
    return len(heads[0]) + len(heads[1]) - 1


def _merged(heads: Sequence[Sequence[str]], merged: Sequence[Sequence[str]], width: int) -> Paths:
    """A file that says which cells are merged says all."""
    shown: list[list[str]] = []
    for head, merges in zip(heads, merged, strict=True):
        row: list[str] = []
        for place in range(width):
            merge = merges[place] if place < len(merges) else ""
            if merge == "left" and row:
                row.append(row[-1])
            elif merge == "up" and shown:
                row.append(shown[-1][place])
            else:
                row.append(head[place] if place < len(head) else "")
        shown.append(row)
    return tuple(_path([row[place] for row in shown]) for place in range(width))


def _spread(heads: Sequence[Sequence[str]], width: int) -> Paths:
    """A heading without a cell of its own to its right stands over the empty cells there."""
    paths = []
    for column in range(width):
        path: list[str] = []
        for depth, row in enumerate(heads):
            text = row[column]
            below = any(lower[column] for lower in heads[depth + 1 :])
            if not text and below:
                text = next((row[left] for left in range(column, -1, -1) if row[left]), "")
            path.append(text)
        paths.append(_path(path))
    return tuple(paths)


def _filled(head: Sequence[str]) -> list[str]:
    cells = list(head)
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _packed(above: Sequence[str], below: Sequence[str], width: int, lead: int) -> Paths:
    """One heading of the first row is parted by the second; which one, must be plain."""
    parted = [place for place in range(lead, len(above)) if not _NEVER_PARTED.match(plain(above[place]))]
    if len(parted) != 1:
        known = parted[0] if parted else lead
        return tuple(_path([above[place]]) if place < known else () for place in range(width))
    (place,) = parted
    return (
        *(_path([text]) for text in above[:place]),
        *(_path([above[place], text]) for text in below),
        *(_path([text]) for text in above[place + 1 :]),
    )


def _path(texts: Sequence[str]) -> tuple[str, ...]:
    path: list[str] = []
    for text in texts:
        words = " ".join(text.split())
        if words and words not in path:
            path.append(words)
    return tuple(path)
