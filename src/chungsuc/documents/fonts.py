"""Phông chữ: which runs of a Word file are in fonts from before Unicode."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from chungsuc.documents.legacy import TCVN3, VNI, Coding, coding_of
from chungsuc.documents.numbering import Styles
from chungsuc.documents.recoding import is_good
from chungsuc.documents.word_xml import W, value_of

_THEMES = (f"{W}hAnsiTheme", f"{W}asciiTheme")
_NAMES = (f"{W}hAnsi", f"{W}ascii")


def font_of(properties: Element | None) -> str | None:
    """The font that these properties of a run name themselves; "" for one of the file's theme."""
    fonts = None if properties is None else properties.find(f"{W}rFonts")
    if fonts is None:
        return None
    if any(fonts.get(theme) for theme in _THEMES):
        return ""
    return next((name for name in map(fonts.get, _NAMES) if name), None)


class Fonts:
    """Resolves fonts as Word does: the run, its style, the paragraph's style, the file's own default.

    Many files have an old font by name only: their text is Unicode, and Word draws it in another font. That
    is judged by all the text that the file has in such fonts.
    """

    def __init__(self, styles: Styles, root: Element) -> None:
        self._styles = styles
        self._by_style: dict[str | None, str | None] = {}
        self._trusted: set[str] = set()
        self.used: set[str] = set()
        if any(coding_of(font_of(each)) for each in (*styles.run_properties(), *root.iter(f"{W}rPr"))):
            self._trusted = {name for name, text in self._texts(root).items() if not is_good(text)}

    def coding(self, run: Element | None, paragraph_style: str | None) -> Coding | None:
        """The old encoding of a run, told by its properties; None for Unicode."""
        if not self._trusted:
            return None
        found = coding_of(self._font(run, paragraph_style))
        if found is None or found.name not in self._trusted:
            return None
        self.used.add(found.name)
        return found

    def _font(self, run: Element | None, paragraph_style: str | None) -> str | None:
        own = font_of(run)
        if own is None:
            style = value_of(run, "rStyle")
            own = None if style is None else self._styled(style)
        if own is None:
            own = self._styled(paragraph_style or self._styles.default)
        return font_of(self._styles.defaults) if own is None else own

    def _styled(self, style: str | None) -> str | None:
        if style not in self._by_style:
            named = (font_of(node.find(f"{W}rPr")) for node in self._styles.chain(style))
            self._by_style[style] = next((font for font in named if font is not None), None)
        return self._by_style[style]

    def _texts(self, root: Element) -> dict[str, str]:
        """All that the body has in fonts of each old encoding."""
        texts: dict[str, list[str]] = {TCVN3.name: [], VNI.name: []}
        for paragraph in root.iter(f"{W}p"):
            style = value_of(paragraph.find(f"{W}pPr"), "pStyle")
            for run in paragraph.findall(f"{W}r"):
                found = coding_of(self._font(run.find(f"{W}rPr"), style))
                if found is not None:
                    texts[found.name].extend(text.text or "" for text in run.findall(f"{W}t"))
        return {name: "".join(parts) for name, parts in texts.items()}
