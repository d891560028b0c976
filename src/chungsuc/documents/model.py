"""What a file says, before anyone understands it: numbered lines of text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Media = Literal["text", "docx"]


@dataclass(frozen=True, slots=True)
class DocLine:
    """Dòng (tệp văn bản) hoặc đoạn (Word), numbered as a person would count.

    Text file: `number` is the line as an editor counts it, from 1; empty lines count and are kept.
    Word: `number` counts paragraphs of the body and rows of its tables together, in order, from 1;
    empty paragraphs count. Foot- and endnotes follow the body and continue the numbers.

    `text` is in Unicode NFC. A table row has `cells`, one for each column of the table's grid, and
    its `text` joins them with tabs; a merged cell stands in its first place, the others are empty.
    `style` is a Word style's name ("heading 1"), "footnote" or "endnote"; None in a text file.
    `list_label` is the numbering that Word shows but does not store in the text ("1.", "a)", "-"):
    it already opens `text`. `table` numbers the tables from 1, so that two in a row stay apart.
    """

    number: int
    text: str
    page: int | None = None
    style: str | None = None
    cells: tuple[str, ...] | None = None
    list_label: str | None = None
    table: int | None = None

    @property
    def is_blank(self) -> bool:
        return not self.text.strip()


@dataclass(frozen=True, slots=True)
class Document:
    """Văn bản: the lines of one file. `notes` says in Vietnamese what was changed to read it."""

    name: str
    media: Media
    sha256: str
    lines: tuple[DocLine, ...]
    notes: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """All lines joined; line `n` of a text file is line `n` of this string."""
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a stranger's file we are ready to open."""

    file_bytes: int = 20 * 1024 * 1024
    characters: int = 5_000_000  # about 1.500 pages; a longer text is not a plan
    entries: int = 2_000  # parts of a Word file
    unpacked_bytes: int = 200 * 1024 * 1024  # what the parts say they unpack to, together
    xml_bytes: int = 24 * 1024 * 1024  # one XML part, counted while it is unpacked
    ratio: int = 250  # unpacked to packed; Word's own XML reaches about 60


DEFAULT = Limits()
