"""What a file says, before anyone understands it: numbered lines of text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Media = Literal["text", "docx", "pdf"]
Merge = Literal["", "left", "up"]  # a cell of its own, or part of the cell to its left, or above it


@dataclass(frozen=True, slots=True)
class DocLine:
    """Dòng (tệp văn bản) hoặc đoạn (Word), numbered as a person would count.

    Text file: `number` is the line as an editor counts it, from 1; empty lines count and are kept.
    Word: `number` counts paragraphs and rows of tables together, in order, from 1. Empty paragraphs
    count; a paragraph broken by hand (Shift+Enter) counts once for each piece; a table without rules
    that only sets things side by side (the head, the signature) counts the paragraphs of its cells,
    cell by cell. Text boxes follow the paragraph that they hang on; foot- and endnotes follow the
    body. All continue the numbers.
    PDF: `number` counts printed lines and rows of tables, page by page, columns that stand side by side
    one after the other.

    `text` is in Unicode NFC, without line ends. A table row has `cells`, one for each column of the
    table's grid, and its `text` joins them with tabs. Paragraphs inside a cell are parted by "\\n" in
    `cells` and by a space in `text`. A merged cell has its text in its first place and "" in the others,
    and `merged` tells those from cells that are empty. `table` numbers the tables from 1.
    `style` is a Word style's name in lower case ("heading 1", "toc 1"), "footnote" or "endnote".
    `style` "running" is what every page repeats: heads and feet of pages, heads of a table that goes on.
    `list_label` is the numbering that Word shows but does not store ("1.", "a)", "-", "•"): it already
    opens `text`.
    `goes_on` says whether a printed line belongs to the paragraph of the running text before it; None where
    the file does not show it.
    """

    number: int
    text: str
    page: int | None = None
    style: str | None = None
    cells: tuple[str, ...] | None = None
    merged: tuple[Merge, ...] | None = None
    table: int | None = None
    list_label: str | None = None
    goes_on: bool | None = None

    @property
    def is_blank(self) -> bool:
        return not self.text.strip()


@dataclass(frozen=True, slots=True)
class Comment:
    """Ý kiến bên lề: what a person wrote in the margin of a Word file; no part of the text."""

    line: int | None  # where it begins; None where the file does not say
    author: str
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """Văn bản: the lines of one file. `notes` says in Vietnamese what was changed to read it."""

    name: str
    media: Media
    sha256: str
    lines: tuple[DocLine, ...]
    notes: tuple[str, ...] = ()
    comments: tuple[Comment, ...] = ()

    @property
    def text(self) -> str:
        """All lines joined; line `n` of a text file is line `n` of this string."""
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a stranger's file we are ready to open."""

    file_bytes: int = 20 * 1024 * 1024
    characters: int = 5_000_000  # about 1.500 pages; a longer text is not a plan
    lines: int = 100_000
    entries: int = 2_000  # parts of a Word file
    unpacked_bytes: int = 200 * 1024 * 1024  # what the parts say they unpack to, together
    xml_bytes: int = 24 * 1024 * 1024  # one XML part, counted while it is unpacked
    xml_nodes: int = 800_000  # tags and attributes of one part: about 300 pages, 200 MB of memory
    pdf_pages: int = 500
    pdf_objects: int = 100_000  # on one page: a text has some hundreds, a map a hundred thousand
    pdf_seconds: int = 30  # of CPU; 200 pages take about five
    pdf_memory: int = 1024 * 1024 * 1024  # address space of the process that reads it
    ratio: int = 250  # unpacked to packed; Word's own XML reaches about 60


DEFAULT = Limits()
