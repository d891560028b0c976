"""Fonts of symbols: what their codes look like on paper."""

from __future__ import annotations

import re

_PRIVATE = re.compile("[\uf020-\uf0ff]")
_HIGH = {
    0xA3: "≤", 0xA5: "∞", 0xAB: "↔", 0xAC: "←", 0xAE: "→", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×",
    0xB8: "÷", 0xB9: "≠", 0xBA: "≡", 0xBB: "≈", 0xBC: "…", 0xCE: "∈", 0xD6: "√", 0xD7: "⋅", 0xDE: "⇒",
    0xD5: "∏", 0xE5: "∑",
}  # fmt: skip
_LOW = " !∀#∃%&∋()*+,-./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}~"
_ANY_FONT = {0x2D: "-", **{code: _HIGH[code] for code in (0xA3, 0xB3, 0xB1, 0xB4, 0xB0, 0xB9, 0xBB, 0xAE)}}
_FONTS = {
    "symbol": {**dict(enumerate(_LOW, start=0x20)), **_HIGH},
    "wingdings": {0x20: " ", 0xFC: "✓", 0xFB: "✗", 0xFE: "☑", 0xFD: "☒", 0x78: "☒", 0xDF: "←"}
    | dict.fromkeys((0xA8, 0x6F, 0x71, 0x72), "☐") | dict.fromkeys((0xE0, 0xE8, 0xF0), "→"),
    "wingdings 2": {0x20: " ", 0x50: "✓", 0x4F: "✗", 0x52: "☑", 0xA3: "☐"}
    | dict.fromkeys((0x51, 0x53, 0x54), "☒"),
    "wingdings 3": {0x20: " "},
    "webdings": {0x20: " ", 0x61: "✓", 0x72: "✗", 0x63: "☐"},
}  # fmt: skip


def plain_symbols(text: str) -> str:
    """Replace the private letters of symbol fonts: "≥" stays "≥", any bullet becomes "•"."""
    if text.isascii():
        return text
    return _PRIVATE.sub(lambda match: _ANY_FONT.get(ord(match[0]) - 0xF000, "•"), text)


def in_symbol_font(text: str, font: str | None) -> str:
    """Text that is drawn in a font of symbols: a tick, a box, a Greek letter; else a bullet."""
    shapes = None if font is None else _FONTS.get(font.strip().lower())
    if shapes is None:
        return plain_symbols(text)
    codes = (ord(char) - 0xF000 if 0xF000 <= ord(char) <= 0xF0FF else ord(char) for char in text)
    return "".join(shapes.get(code, "•") if code < 0x100 else chr(code) for code in codes)
