"""Tiêu đề trang: what a text that was printed repeats beside the number of each page.

Only the number of its page tells such a line, so it must stand above or below one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from chungsuc.core.vietnamese.text import fold
from chungsuc.documents.model import DocLine

PAGE_NUMBER = re.compile(
    r"\s*[-–—]?\s*(?:trang\s+)?(?P<page>[0-9]{1,3})(?:\s*/\s*[0-9]{1,3})?\s*[-–—]?\s*", re.IGNORECASE
)
_DRAFT = re.compile(r"du thao(?: lan (?:thu )?\w+)?")
_LONGEST = 80  # characters
_SHEET = 15  # lines: numbers nearer to each other are cells of a table, not those of pages


def running_heads(lines: Sequence[DocLine]) -> frozenset[int]:
    """The numbers of the lines that are running heads or feet."""
    beside: dict[str, list[tuple[int, int]]] = defaultdict(list)  # text → its places and pages
    for place, line in enumerate(lines):
        number = (
            PAGE_NUMBER.fullmatch(line.text) if line.cells is None and len(line.text) < _LONGEST else None
        )
        if number is None:
            continue
        for near in (_beside(lines, place, -1), _beside(lines, place, 1)):
            text = lines[near].text.strip() if near is not None and lines[near].cells is None else ""
            if (
                near is not None
                and text
                and "\t" not in text
                and len(text) < _LONGEST
                and not PAGE_NUMBER.fullmatch(text)
            ):
                beside[text].append((near, int(number["page"])))
    return frozenset(
        lines[place].number
        for text, found in beside.items()
        if _DRAFT.fullmatch(fold(text)) or (len(found) > 1 and _are_sheets(found))
        for place, _ in found
    )


def _beside(lines: Sequence[DocLine], place: int, step: int) -> int | None:
    """The next line with words, one blank line aside."""
    for near in (place + step, place + 2 * step):
        if 0 <= near < len(lines) and lines[near].text.strip():
            return near
    return None


def _are_sheets(found: Sequence[tuple[int, int]]) -> bool:
    """Pages that follow each other, each a sheet of lines."""
    return all(
        page < next_page and next_place - place >= _SHEET
        for (place, page), (next_place, next_page) in pairwise(found)
    )


def page_numbers(lines: Sequence[tuple[int, str]]) -> frozenset[int]:
    """Số trang: the lines (number and text) that are a page's number and nothing else.

    Numbers near to each other are cells of a table that was written a cell to a line.
    """
    bare = [number for number, text in lines if PAGE_NUMBER.fullmatch(text)]
    near = {number for pair in pairwise(bare) for number in pair if pair[1] - pair[0] < _SHEET}
    return frozenset(bare) - near
