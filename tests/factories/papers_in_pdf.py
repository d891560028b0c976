"""A plan as the PDF that an office would make of it: A4, justified, with a head in two columns."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

import typst

_KIND = re.compile(r"\s*[*]*(KẾ HOẠCH|BÁO CÁO|NGHỊ QUYẾT|QUYẾT ĐỊNH|CHƯƠNG TRÌNH)\b")
_SIGNED = re.compile(r"\b(TM|KT|T/M)\b")
_SIGNATURE = re.compile(r" (?=KT\. |PHÓ |(?:Lan|Minh|Hoa)$)")
_MOST_AT_FULL_SIZE = 12  # columns
FONT = "Be Vietnam Pro"
PAGE = f"""
#set page("a4", margin: (top: 2cm, bottom: 2cm, left: 3cm, right: 1.5cm))
#set page(numbering: "1", number-align: top + center)
#set text(font: "{FONT}", size: 13pt, lang: "vi", hyphenate: false)
#set super(typographic: false)
#set par(justify: true, first-line-indent: (amount: 1cm, all: true), spacing: 1.1em)
#set table(stroke: 0.5pt)
"""


@cache
def _fonts() -> list[str]:
    return [str(files("fontpkg_be_vietnam_pro") / "files")]


def pdf_of(markup: str, *, page: str = PAGE) -> bytes:
    """The PDF of some Typst markup."""
    return bytes(typst.compile((page + markup).encode(), font_paths=_fonts(), ignore_system_fonts=True))


def quoted(text: str) -> str:
    """Text that Typst takes as it stands."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\t", " ")
    return f'#text("{escaped}")'


def table_of(rows: list[list[str]], *, head: int = 1) -> str:
    """A ruled table; its head is repeated on every page. One of many columns is set closer, names wider."""
    width = max(map(len, rows))
    whole = [row + [""] * (width - len(row)) for row in rows]
    cells = [f"[{quoted(cell)}]" for row in whole for cell in row]
    is_wide = width > _MOST_AT_FULL_SIZE
    parts = [
        min(6, max(3, *map(len, column))) if is_wide else 1 for column in zip(*whole[head:], strict=True)
    ]
    columns = ", ".join(f"{part}fr" for part in parts or [1] * width)
    top, rest = ", ".join(cells[: head * width]), ", ".join(cells[head * width :])
    table = f"#table(columns: ({columns}), table.header({top}), {rest})\n"
    return f"#[#set text(size: 7pt)\n#set table(inset: 3pt)\n{table}]\n" if is_wide else table


def side_by_side(left: list[str], right: list[str], *, align: str = "center") -> str:
    """Two columns without rules: the head of a paper, or its signature."""
    columns = ["".join(f"{quoted(line)} \\\n" for line in lines) for lines in (left, right)]
    return (
        "#[#set text(size: 10.5pt)\n#set par(justify: false, first-line-indent: 0pt)\n"
        f"#grid(columns: (2fr, 3fr), align: ({align}, center), [{columns[0]}], [{columns[1]}])]\n"
    )


def paper_of(text: str) -> bytes:
    """A plan in plain text, a paragraph a line, as a PDF.

    Lines with tabs in the head and beside the signature stand in two columns; elsewhere they are rows.
    """
    parts: list[str] = []
    held: list[str] = []
    in_head = True
    for line in [*text.splitlines(), ""]:
        if "\t" in line.strip():
            held.append(line)
            continue
        if held:
            parts.append(_held(held, in_head=in_head))
            held = []
        if in_head and _KIND.match(line):
            in_head = False
            parts.append(f"#align(center)[{quoted(line.strip())}]\n\n")
        elif line.strip():
            opening = "#pagebreak(weak: true)\n" if line.startswith("PHỤ LỤC") else ""
            parts.append(f"{opening}{quoted(line.strip())}\n\n")
    return pdf_of("".join(parts))


def _held(lines: list[str], *, in_head: bool) -> str:
    if not in_head and not _SIGNED.search(" ".join(lines)):
        return table_of([line.split("\t") for line in lines])
    if len(lines) == 1:  # a signature that was flattened into one line
        recipients, _, signed = lines[0].partition("\t")
        return side_by_side(re.split(r" (?=- )", recipients), _SIGNATURE.split(signed.strip()), align="left")
    pairs = [line.partition("\t") for line in lines]
    left, right = [pair[0].strip() for pair in pairs], [pair[2].strip() for pair in pairs]
    return side_by_side(left, right, align="center" if in_head else "left")


def raw_pdf(*objects: bytes, trailer: bytes = b"/Root 1 0 R") -> bytes:
    """A PDF written by hand; object 1 is its catalogue."""
    data = b"%PDF-1.7\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return data + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n"
        % (size, table, size, trailer, len(data))
    )


def stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), entries, content)


def page_of(content: bytes, *more: bytes, resources: bytes = b"", entries: bytes = b"") -> bytes:
    """One page of drawing commands; `more` are objects from number 5 on."""
    return raw_pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << %s >> >>"
        % resources,
        stream(content, entries),
        *more,
    )
