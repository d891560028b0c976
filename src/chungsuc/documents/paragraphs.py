"""The text of one Word paragraph as a person sees it, with every tracked change accepted."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple
from xml.etree.ElementTree import Element

from chungsuc.documents.equations import EQUATIONS, equation
from chungsuc.documents.fonts import Fonts, font_of
from chungsuc.documents.legacy import UNICODE_ONLY, Coding, decode
from chungsuc.documents.numbering import Numbering, Styles
from chungsuc.documents.symbols import in_symbol_font
from chungsuc.documents.word_xml import (
    ALTERNATIVES,
    DEPTH,
    TooDeep,
    W,
    boxes_in,
    chosen,
    is_on,
    number_of,
    value_of,
    whole,
)

PAGE = "\f"  # inside collected text: a new page begins here
LINE = "\n"  # inside collected text: the writer broke the line by hand

_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_REMOVED = {f"{W}del", f"{W}moveFrom"}
_SILENT = {
    f"{W}{tag}"
    for tag in ("pPr", "rPr", "delText", "instrText", "delInstrText", "footnoteRef", "endnoteRef",
                "annotationRef", "separator", "continuationSeparator", "sdtPr", "sdtEndPr", "proofErr",
                "bookmarkStart", "bookmarkEnd", "rubyPr", "rt")
}  # fmt: skip
_PLAIN = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}cr": LINE, f"{W}noBreakHyphen": "-"}
_PICTURES = {f"{W}drawing", f"{W}pict", f"{W}object"}
_COMMENTS = {f"{W}commentRangeStart", f"{W}commentReference"}


class Piece(NamedTuple):
    """A stretch of text from one place of a paragraph."""

    text: str
    coding: Coding | None = None
    capitals: bool = False
    source: Element | None = None  # the `w:t` that holds it, letter for letter


@dataclass(slots=True)
class Collected:
    """What one paragraph holds so far; more than one where the end between them was deleted."""

    pieces: list[Piece] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    comments: list[tuple[str, int]] = field(default_factory=list)  # with the pieces before it
    paragraphs: list[Element] = field(default_factory=list)

    def add(self, text: str) -> None:
        self.pieces.append(Piece(text))

    def text(self) -> str:
        return shown(self.pieces)


def shown(pieces: Iterable[Piece]) -> str:
    """The letters that a person sees, in Unicode NFC."""
    pieces = list(pieces)
    if any(piece.coding is not None or piece.capitals for piece in pieces):
        is_unicode = any(piece.coding and UNICODE_ONLY.search(piece.text) for piece in pieces)
        parts = []
        for (coding, capitals), group in groupby(pieces, key=lambda piece: (piece.coding, piece.capitals)):
            text = decode("".join(piece.text for piece in group), None if is_unicode else coding)
            parts.append(text.upper() if capitals else text)
    else:
        parts = [piece.text for piece in pieces]
    return unicodedata.normalize("NFC", "".join(parts))


@dataclass(slots=True)
class NoteMarks:
    """Foot- and endnotes in the order of their marks in the text."""

    footnotes: list[str] = field(default_factory=list)
    endnotes: list[str] = field(default_factory=list)
    marks: dict[tuple[str, str], str] = field(default_factory=dict)
    homes: dict[tuple[str, str], Element] = field(default_factory=dict)  # the paragraph of each mark

    def mark(self, kind: str, note_id: str, own_mark: bool, home: Element) -> str:
        """Register a note; give the mark to print, empty where the writer typed one."""
        found = self.footnotes if kind == "footnote" else self.endnotes
        if (kind, note_id) not in self.marks:
            found.append(note_id)
            count = sum(1 for each in found if self.marks.get((kind, each), "-"))
            shown = str(count).translate(_SUPERSCRIPT)
            self.marks[kind, note_id] = "" if own_mark else shown if kind == "footnote" else f"[{count}]"
            self.homes[kind, note_id] = home
        return self.marks[kind, note_id]


@dataclass(frozen=True, slots=True)
class _Look:
    """What a paragraph or character style says of all its letters."""

    capitals: bool = False
    hidden: bool = False


class _Manner(NamedTuple):
    """How the letters of a run are drawn."""

    coding: Coding | None
    capitals: bool
    raised: bool
    font: str | None

    def piece(self, source: Element) -> Piece:
        text = (source.text or "").replace("\n", " ")
        if self.coding is None:
            text = in_symbol_font(text, self.font)
        if self.raised and text.strip().isascii() and text.strip().isdecimal():
            text = text.translate(_SUPERSCRIPT)
        return Piece(text, self.coding, self.capitals, source)


class _Place(NamedTuple):
    """Where the reader is inside a paragraph: what is handed down to the runs."""

    into: Collected
    style: str | None
    look: _Look
    fields: list[int]  # the pieces before each field that is open: its code comes after them


class ParagraphReader:
    """Reads the inside of paragraphs; keeps what must be remembered from one to the next."""

    def __init__(self, styles: Styles, numbering: Numbering, fonts: Fonts, rendered_pages: bool) -> None:
        self._styles = styles
        self._numbering = numbering
        self._fonts = fonts
        self._rendered = rendered_pages
        self._looks: dict[str | None, _Look] = {}
        self.notes = NoteMarks()
        self.pictures = 0
        self.hidden = 0

    def collect(self, paragraph: Element, into: Collected) -> None:
        """Add the text of a paragraph. Raises TooDeep."""
        style = value_of(paragraph.find(f"{W}pPr"), "pStyle")
        into.paragraphs.append(paragraph)
        place = _Place(into, style, self._look(style), [])
        for child in paragraph:
            self._inline(child, place, 0)

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

    def _look(self, style: str | None) -> _Look:
        if style not in self._looks:
            chain = [node.find(f"{W}rPr") for node in self._styles.chain(style)]
            self._looks[style] = _Look(_switched(chain, "caps"), _switched(chain, "vanish"))
        return self._looks[style]

    def _inline(self, node: Element, place: _Place, depth: int) -> None:
        tag = node.tag
        if depth > DEPTH:
            raise TooDeep
        if tag == f"{W}r":
            self._run(node, place, depth)
        elif tag == ALTERNATIVES:
            taken = chosen(node)
            for child in () if taken is None else taken:
                self._inline(child, place, depth + 1)
        elif tag in _PICTURES:
            self._picture(node, place.into)
        elif tag in EQUATIONS:
            place.into.add(equation(node))
        elif tag in _COMMENTS:
            place.into.comments.append((node.get(f"{W}id", ""), len(place.into.pieces)))
        elif tag not in _REMOVED and tag not in _SILENT:
            for child in node:
                self._inline(child, place, depth + 1)

    def _run(self, run: Element, place: _Place, depth: int) -> None:
        manner = self._manner(run.find(f"{W}rPr"), place)
        if manner is None:
            self.hidden += any(True for _ in run.iter(f"{W}t"))
            return
        into = place.into
        for child in run:
            tag = child.tag
            if tag == f"{W}t":
                into.pieces.append(manner.piece(child))
            elif tag in _PLAIN:
                into.add(_PLAIN[tag])
            elif tag == f"{W}softHyphen" and manner.coding is not None:
                # The code of "ư" in TCVN3, which some programs take for a soft hyphen.
                into.pieces.append(Piece("\xad", manner.coding, manner.capitals))
            elif tag == f"{W}br":
                self._break(child, into)
            elif tag == f"{W}lastRenderedPageBreak":
                into.add(PAGE)
            elif tag == f"{W}sym":
                into.add(_symbol(child))
            elif tag == f"{W}fldChar":
                _field(child, place)
            elif tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                kind = tag.removeprefix(W).removesuffix("Reference")
                own_mark = child.get(f"{W}customMarkFollows", "0") in ("1", "true", "on")
                into.add(self.notes.mark(kind, child.get(f"{W}id", ""), own_mark, into.paragraphs[-1]))
            else:
                self._inline(child, place, depth + 1)

    def _manner(self, properties: Element | None, place: _Place) -> _Manner | None:
        """How the letters of a run are drawn; None where they are hidden."""
        capitals, hidden = place.look.capitals, place.look.hidden
        raised, font = False, None
        if properties is not None:
            style = value_of(properties, "rStyle")
            if style is not None:
                look = self._look(style)
                capitals, hidden = capitals or look.capitals, hidden or look.hidden
            if properties.find(f"{W}caps") is not None:
                capitals = is_on(properties, "caps")
            if properties.find(f"{W}vanish") is not None:
                hidden = is_on(properties, "vanish")
            raised = value_of(properties, "vertAlign") == "superscript"
            font = font_of(properties)
        return (
            None if hidden else _Manner(self._fonts.coding(properties, place.style), capitals, raised, font)
        )

    def _break(self, node: Element, into: Collected) -> None:
        if node.get(f"{W}type") != "page":
            into.add(LINE)
            return
        if any(piece.text.strip() for piece in into.pieces):
            into.add(LINE)
        if not self._rendered:  # where Word has left its own page marks, one follows this break
            into.add(PAGE)

    def _picture(self, node: Element, into: Collected) -> None:
        boxes = list(boxes_in(node))
        into.boxes.extend(boxes)
        if not boxes:
            self.pictures += 1


def mark_removed(paragraph: Element) -> bool:
    """The end of the paragraph was deleted, so its text runs into the next one."""
    properties = paragraph.find(f"{W}pPr/{W}rPr")
    return properties is not None and any(child.tag in _REMOVED for child in properties)


def _switched(chain: Iterable[Element | None], tag: str) -> bool:
    """What the nearest style that speaks of a switch says."""
    said = (each for each in chain if each is not None and each.find(f"{W}{tag}") is not None)
    return is_on(next(said, None), tag)


def _field(mark: Element, place: _Place) -> None:
    """A field shows its result, not its code; a field of a form shows what was filled in."""
    kind, into = mark.get(f"{W}fldCharType"), place.into
    if kind == "begin":
        place.fields.append(len(into.pieces))
        into.add(_filled_in(mark))
    elif place.fields and kind == "separate":
        del into.pieces[place.fields[-1] + 1 :]  # the results of fields inside the code
    elif place.fields and kind == "end":
        place.fields.pop()


def _filled_in(mark: Element) -> str:
    box = mark.find(f"{W}ffData/{W}checkBox")
    if box is not None:
        tag = "default" if box.find(f"{W}checked") is None else "checked"
        return "☒" if is_on(box, tag) else "☐"
    choices = mark.find(f"{W}ffData/{W}ddList")
    if choices is None:
        return ""
    entries = [entry.get(f"{W}val", "") for entry in choices.findall(f"{W}listEntry")]
    at = number_of(choices, "result", whole(value_of(choices, "default")))
    return entries[at] if 0 <= at < len(entries) else ""


def _symbol(node: Element) -> str:
    try:
        point = int(node.get(f"{W}char", ""), 16)
    except ValueError:
        return ""
    if point < 0x100:
        point += 0xF000
    if not (0x20 <= point < 0xD800 or 0xE000 <= point < 0xFFFE):
        return ""
    return in_symbol_font(chr(point), node.get(f"{W}font"))
