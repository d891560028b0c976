"""What every reader of Word's XML needs: names, switches, numbers, and how deep to go."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = f"{W}val"
DEPTH = 80  # how deep elements may nest; Word stays under twenty
_COMPAT = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
ALTERNATIVES = f"{_COMPAT}AlternateContent"


class TooDeep(Exception):
    """Elements nest deeper than any writer makes them."""


def value_of(parent: Element | None, tag: str) -> str | None:
    """The `w:val` of a child, or None."""
    child = None if parent is None else parent.find(f"{W}{tag}")
    return None if child is None else child.get(VAL)


def number_of(parent: Element | None, tag: str, default: int = 0) -> int:
    return whole(value_of(parent, tag), default)


def whole(text: str | None, default: int = 0) -> int:
    """A whole number from an attribute; a value that no Word would write gives the default."""
    if text is None or not re.fullmatch(r"-?\d{1,9}", text, re.ASCII):
        return default
    return int(text)


def is_on(parent: Element | None, tag: str) -> bool:
    """A switch such as `w:vanish`: present, and not turned off."""
    child = None if parent is None else parent.find(f"{W}{tag}")
    return child is not None and child.get(VAL, "1") not in ("0", "false", "off", "none")


def chosen(alternatives: Element) -> Element | None:
    """One content is stored in two ways, for new programs and for old; the first is read."""
    choice = alternatives.find(f"{_COMPAT}Choice")
    return alternatives.find(f"{_COMPAT}Fallback") if choice is None else choice


def boxes_in(picture: Element, depth: int = 0) -> Iterator[Element]:
    """The text boxes of a drawing, each once, in order."""
    if depth > DEPTH:
        raise TooDeep
    for child in picture:
        if child.tag == f"{W}txbxContent":
            yield child
        elif child.tag == ALTERNATIVES:
            taken = chosen(child)
            if taken is not None:
                yield from boxes_in(taken, depth + 1)
        else:
            yield from boxes_in(child, depth + 1)
