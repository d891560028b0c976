"""The text of one Word paragraph as a person sees it, with every tracked change accepted."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from chungsuc.documents.numbering import Numbering, Styles, W, is_on, plain_symbols, value_of

PAGE = "\f"  # inside collected text: a new page begins here
LINE = "\n"  # inside collected text: the writer broke the line by hand
DEPTH = 80  # how deep elements may nest; Word stays under twenty

_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_COMPAT = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_REMOVED = {f"{W}del", f"{W}moveFrom"}
_SILENT = {
    f"{W}{tag}"
    for tag in ("pPr", "rPr", "delText", "instrText", "delInstrText", "fldChar", "footnoteRef", "endnoteRef",
                "annotationRef", "commentReference", "separator", "continuationSeparator", "sdtPr",
                "sdtEndPr", "softHyphen", "proofErr", "bookmarkStart", "bookmarkEnd", "rubyPr", "rt")
}  # fmt: skip
_PLAIN = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}cr": LINE, f"{W}noBreakHyphen": "-"}
_PICTURES = {f"{W}drawing", f"{W}pict", f"{W}object"}


class TooDeep(Exception):
    """Elements nest deeper than any writer makes them."""


@dataclass(slots=True)
class Collected:
    """What one paragraph holds so far."""

    parts: list[str] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)

    def text(self) -> str:
        return unicodedata.normalize("NFC", "".join(self.parts))


@dataclass(slots=True)
class NoteMarks:
    """Foot- and endnotes in the order of their marks in the text."""

    footnotes: list[str] = field(default_factory=list)
    endnotes: list[str] = field(default_factory=list)
    marks: dict[tuple[str, str], str] = field(default_factory=dict)

    def mark(self, kind: str, note_id: str, own_mark: bool) -> str:
        """Register a note; give the mark to print, empty where the writer typed one."""
        found = self.footnotes if kind == "footnote" else self.endnotes
        if (kind, note_id) not in self.marks:
            found.append(note_id)
            count = sum(1 for each in found if self.marks.get((kind, each), "-"))
            shown = str(count).translate(_SUPERSCRIPT)
            self.marks[kind, note_id] = "" if own_mark else shown if kind == "footnote" else f"[{count}]"
        return self.marks[kind, note_id]


class ParagraphReader:
    """Reads the inside of paragraphs; keeps what must be remembered from one to the next."""

    def __init__(self, styles: Styles, numbering: Numbering, rendered_pages: bool) -> None:
        self._styles = styles
        self._numbering = numbering
        self._rendered = rendered_pages
        self._capitals: dict[str | None, bool] = {}
        self.notes = NoteMarks()
        self.pictures = 0
        self.hidden = 0

    def collect(self, paragraph: Element, into: Collected) -> None:
        """Add the text of a paragraph. Raises TooDeep."""
        style = value_of(paragraph.find(f"{W}pPr"), "pStyle")
        if style not in self._capitals:
            self._capitals[style] = any(
                is_on(node.find(f"{W}rPr"), "caps") for node in self._styles.chain(style)
            )
        for child in paragraph:
            self._inline(child, into, self._capitals[style], 0)

    def label(self, paragraph: Element) -> tuple[str, str] | None:
        """The list label of a paragraph and its gap, counted; None outside lists."""
        properties = paragraph.find(f"{W}pPr")
        style = value_of(properties, "pStyle")
        own = None if properties is None else properties.find(f"{W}numPr")
        num_id, level = value_of(own, "numId"), value_of(own, "ilvl")
        from_style = self._styles.numbering(style)
        at = int(level) if level is not None and level.isdecimal() else None
        if num_id is None:
            if from_style is None:
                return None
            num_id, style_level = from_style
            at = style_level if at is None else at
        elif at is None and from_style is not None and from_style[0] == num_id:
            at = from_style[1]
        return self._numbering.label(num_id, at, style)

    def _inline(self, node: Element, into: Collected, capitals: bool, depth: int) -> None:
        tag = node.tag
        if depth > DEPTH:
            raise TooDeep
        if tag == f"{W}r":
            self._run(node, into, capitals, depth)
        elif tag == f"{_COMPAT}AlternateContent":
            chosen = node.find(f"{_COMPAT}Choice")
            chosen = node.find(f"{_COMPAT}Fallback") if chosen is None else chosen
            for child in () if chosen is None else chosen:
                self._inline(child, into, capitals, depth + 1)
        elif tag in _PICTURES:
            self._picture(node, into)
        elif tag == f"{_MATH}t":
            into.parts.append(node.text or "")
        elif tag not in _REMOVED and tag not in _SILENT:
            for child in node:
                self._inline(child, into, capitals, depth + 1)

    def _run(self, run: Element, into: Collected, capitals: bool, depth: int) -> None:
        properties = run.find(f"{W}rPr")
        raised = False
        if properties is not None:
            if is_on(properties, "vanish"):
                self.hidden += 1
                return
            if properties.find(f"{W}caps") is not None:
                capitals = is_on(properties, "caps")
            raised = value_of(properties, "vertAlign") == "superscript"
        for child in run:
            tag = child.tag
            if tag == f"{W}t":
                text = plain_symbols(child.text or "")
                if raised and text.strip().isascii() and text.strip().isdecimal():
                    text = text.translate(_SUPERSCRIPT)
                into.parts.append(text.replace("\n", " ").upper() if capitals else text.replace("\n", " "))
            elif tag in _PLAIN:
                into.parts.append(_PLAIN[tag])
            elif tag == f"{W}br":
                self._break(child, into)
            elif tag == f"{W}lastRenderedPageBreak":
                into.parts.append(PAGE)
            elif tag == f"{W}sym":
                into.parts.append(_symbol(child.get(f"{W}char", "")))
            elif tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                kind = tag.removeprefix(W).removesuffix("Reference")
                own_mark = child.get(f"{W}customMarkFollows", "0") in ("1", "true", "on")
                into.parts.append(self.notes.mark(kind, child.get(f"{W}id", ""), own_mark))
            else:
                self._inline(child, into, capitals, depth + 1)

    def _break(self, node: Element, into: Collected) -> None:
        if node.get(f"{W}type") != "page":
            into.parts.append(LINE)
            return
        if any(part.strip() for part in into.parts):
            into.parts.append(LINE)
        if not self._rendered:  # where Word has left its own page marks, one follows this break
            into.parts.append(PAGE)

    def _picture(self, node: Element, into: Collected) -> None:
        box = node.find(f".//{W}txbxContent")
        if box is None:
            self.pictures += 1
        else:
            into.boxes.append(box)


def mark_removed(paragraph: Element) -> bool:
    """The end of the paragraph was deleted, so its text runs into the next one."""
    properties = paragraph.find(f"{W}pPr/{W}rPr")
    return properties is not None and any(child.tag in _REMOVED for child in properties)


def _symbol(code: str) -> str:
    try:
        point = int(code, 16)
    except ValueError:
        return ""
    if point < 0x100:
        point += 0xF000
    return plain_symbols(chr(point)) if 0x20 <= point < 0xD800 or 0xE000 <= point < 0xFFFE else ""
