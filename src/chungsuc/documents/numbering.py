"""Word's styles, and the numbers that Word shows before a paragraph without storing them in its text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from chungsuc.documents.legacy import decode_run
from chungsuc.documents.symbols import plain_symbols
from chungsuc.documents.word_xml import W, is_on, number_of, value_of, whole

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_STYLE_DEPTH = 20  # styles that rest on each other; a ring ends there


class Styles:
    """The style sheet, with what a style takes from the style that it rests on."""

    def __init__(self, root: Element | None) -> None:
        nodes = () if root is None else root.iter(f"{W}style")
        self._nodes = {node.get(f"{W}styleId", ""): node for node in nodes}
        self.defaults = None if root is None else root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self.default = next(
            (key for key, node in self._nodes.items()
             if node.get(f"{W}type") == "paragraph" and node.get(f"{W}default") in ("1", "true", "on")),
            None,
        )  # fmt: skip

    def name(self, style_id: str | None) -> str | None:
        """The name that Word knows a style by ("heading 1"), in lower case; None for the default."""
        if style_id is None or style_id == self.default:
            return None
        name = value_of(self._nodes.get(style_id), "name")
        return (name or style_id).lower()

    def run_properties(self) -> Iterator[Element]:
        """What the styles and the file's defaults say of letters."""
        for node in (self.defaults, *(style.find(f"{W}rPr") for style in self._nodes.values())):
            if node is not None:
                yield node

    def chain(self, style_id: str | None) -> list[Element]:
        found: list[Element] = []
        while style_id in self._nodes and len(found) < _STYLE_DEPTH:
            found.append(self._nodes[style_id])
            style_id = value_of(found[-1], "basedOn")
        return found

    def numbering(self, style_id: str | None) -> tuple[str, int | None] | None:
        """The list and level that a paragraph style puts its paragraphs in."""
        level: int | None = None
        for node in self.chain(style_id or self.default):
            properties = node.find(f"{W}pPr/{W}numPr")
            if properties is None:
                continue
            if level is None and properties.find(f"{W}ilvl") is not None:
                level = number_of(properties, "ilvl")
            num_id = value_of(properties, "numId")
            if num_id is not None:
                return num_id, level
        return None


@dataclass(slots=True)
class _Level:
    start: int = 1
    kind: str = "decimal"
    text: str = ""
    gap: str = " "
    restart: int | None = None
    legal: bool = False


@dataclass(slots=True)
class _List:
    """One `w:num`: its levels, and the starts that it sets anew the first time it is used."""

    abstract: str
    levels: dict[int, _Level]
    fresh: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts as Word counts: lists made from one definition go on counting together."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._by_style: dict[tuple[str, str], int] = {}
        if root is None:
            return
        abstracts = {node.get(f"{W}abstractNumId", ""): node for node in root.findall(f"{W}abstractNum")}
        for node in root.findall(f"{W}num"):
            abstract_id = value_of(node, "abstractNumId") or ""
            abstract = abstracts.get(abstract_id)
            link = value_of(abstract, "numStyleLink")
            if link is not None:
                abstract_id = self._linked(root, styles, link) or abstract_id
                abstract = abstracts.get(abstract_id)
            if abstract is not None:
                self._add(node, abstract_id, abstract)

    def label(self, num_id: str, level: int | None, style_id: str | None) -> tuple[str, str] | None:
        """Count one paragraph; give its label and what stands between it and the text."""
        found = self._lists.get(num_id)
        if found is None:
            return None
        if level is None:
            level = self._by_style.get((num_id, style_id or ""), 0)
        level = min(max(level, 0), _LEVELS - 1)
        counts = self._counts.setdefault(found.abstract, [None] * _LEVELS)
        here = found.levels.get(level, _Level())
        if level in found.fresh:
            counts[level] = found.fresh.pop(level)
        else:
            before = counts[level]
            counts[level] = here.start if before is None else before + 1
        for deeper in range(level + 1, _LEVELS):
            restart = found.levels.get(deeper, _Level()).restart
            if restart is None or level < restart:
                counts[deeper] = None
        return self._shown(found, level, counts), here.gap

    def _shown(self, found: _List, level: int, counts: list[int | None]) -> str:
        here = found.levels.get(level, _Level())
        if here.kind == "none":
            return ""
        if here.kind == "bullet":
            return plain_symbols(here.text)

        def one(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            there = found.levels.get(place, _Level())
            count = counts[place]
            return written(there.start if count is None else count, "decimal" if here.legal else there.kind)

        return _PLACE.sub(one, here.text)

    def _linked(self, root: Element, styles: Styles, style_id: str) -> str | None:
        """A definition may only point to a list style, which names the list that has the levels."""
        linked = styles.numbering(style_id)
        for node in root.findall(f"{W}num"):
            if linked is not None and node.get(f"{W}numId") == linked[0]:
                return value_of(node, "abstractNumId")
        return None

    def _add(self, node: Element, abstract_id: str, abstract: Element) -> None:
        num_id = node.get(f"{W}numId", "")
        levels = {whole(each.get(f"{W}ilvl")): _level(each) for each in abstract.findall(f"{W}lvl")}
        found = _List(abstract_id, levels)
        for override in node.findall(f"{W}lvlOverride"):
            level = whole(override.get(f"{W}ilvl"))
            own = override.find(f"{W}lvl")
            if own is not None:
                levels[level] = _level(own)
            if override.find(f"{W}startOverride") is not None:
                found.fresh[level] = number_of(override, "startOverride", 1)
        for each in abstract.findall(f"{W}lvl"):
            style = value_of(each, "pStyle")
            if style is not None:
                self._by_style[num_id, style] = whole(each.get(f"{W}ilvl"))
        self._lists[num_id] = found


def _level(node: Element) -> _Level:
    fonts = node.find(f"{W}rPr/{W}rFonts")
    return _Level(
        start=number_of(node, "start", 0),
        kind=value_of(node, "numFmt") or "decimal",
        text=decode_run(value_of(node, "lvlText") or "", None if fonts is None else fonts.get(f"{W}hAnsi")),
        gap="" if value_of(node, "suff") == "nothing" else " ",
        restart=None if node.find(f"{W}lvlRestart") is None else number_of(node, "lvlRestart"),
        legal=is_on(node, "isLgl"),
    )


def written(count: int, kind: str) -> str:
    """A count as a list shows it: 4 is "4", "04", "IV", "iv", "D" or "d"."""
    if kind == "decimalZero":
        return f"{count:02d}"
    if kind in ("upperRoman", "lowerRoman") and 0 < count < 4000:
        text = ""
        for size, letters in _ROMAN:
            while count >= size:
                text, count = text + letters, count - size
        return text.upper() if kind == "upperRoman" else text
    if kind in ("upperLetter", "lowerLetter") and 0 < count <= 780:
        text = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return text.upper() if kind == "upperLetter" else text
    return str(count)
