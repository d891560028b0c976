"""What scanners and converters do to a plan, digits and the words beside them left alone."""

from __future__ import annotations

import io
import re
import unicodedata
from itertools import groupby
from random import Random

from docx import Document

_SLIPS = {"ạ": "a", "ả": "á", "ộ": "ô", "ợ": "ơ", "ự": "ư", "ệ": "ê", "ị": "i", "ă": "â", "rn": "m", "l": "i"}
# A name or a figure that was misread is another plan; what a careful reader still gets right is prose.
_PROSE = re.compile(r"tăng cường|chỉ đạo|huy động nguồn lực thực hiện|chức năng|triển khai", re.IGNORECASE)


def words(text: str, draw: Random) -> str:
    """Scanner errors in the words of prose."""

    def slip(found: re.Match[str]) -> str:
        word = found.group()
        at = [key for key in _SLIPS if key in word]
        if not at or draw.random() < 0.5:
            return word
        key = draw.choice(at)
        return word.replace(key, _SLIPS[key], 1)

    return _PROSE.sub(slip, text)


def seams(text: str, draw: Random) -> str:
    """Lines broken in the middle of a sentence, as a page's width does."""
    lines = []
    for line in text.split("\n"):
        if len(line) > 90 and draw.random() < 0.6:
            at = line.find(" ", draw.randrange(60, len(line) - 20))
            if at > 0:
                lines += [line[:at], line[at + 1 :]]
                continue
        lines.append(line)
    return "\n".join(lines)


def pages(text: str, draw: Random) -> str:
    """Sheets of so many lines: a page number above each, perhaps a running head, a note below."""
    sheets = draw.randrange(25, 45)
    head = draw.choice(("", "", "Dự thảo"))
    note = draw.choice(("", "[1] Số liệu do các xã báo cáo."))
    lines: list[str] = []
    number = 1
    for place, line in enumerate(seams(text, draw).split("\n"), 1):
        lines.append(line)
        if place % sheets == 0 and "\t" not in line:
            number += 1
            lines += [*filter(None, (note,)), "\f" * draw.randrange(2) + str(number), *filter(None, (head,))]
            note = ""
    return "\n".join(lines)


def decomposed(text: str, draw: Random) -> str:
    """Letters and their marks apart (NFD), with spaces of another kind."""
    return unicodedata.normalize("NFD", text).replace(" xã ", "\u00a0xã ", draw.randrange(3))


def paper(text: str) -> bytes:
    """The same lines as a Word file; lines with tabs that follow each other as a table."""
    document = Document()
    for is_table, lines in groupby(text.split("\n"), key=lambda line: line.count("\t") > 2):
        rows = [line.split("\t") for line in lines if line.strip()]
        if not is_table:
            for row in rows:
                document.add_paragraph("\t".join(row))
            continue
        table = document.add_table(len(rows), max(map(len, rows)))
        for row, cells in zip(table.rows, rows, strict=True):
            for cell, words in zip(row.cells, cells, strict=False):
                cell.text = words
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
