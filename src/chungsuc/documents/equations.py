"""Công thức: Word's equations as one line of text, "a/b", "x²", "√(x)"."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from chungsuc.documents.word_xml import DEPTH, TooDeep, W

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
EQUATIONS = (f"{M}oMath", f"{M}oMathPara")
_RAISED = str.maketrans("0123456789+-n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ")
_SILENT = {f"{W}del", f"{W}moveFrom", f"{W}rPr"}


def equation(node: Element, depth: int = 0) -> str:
    """The formula as a person would type it. Raises TooDeep."""
    if depth > DEPTH:
        raise TooDeep
    if node.tag in (f"{M}t", f"{W}t"):
        return node.text or ""
    if node.tag in _SILENT or (node.tag.startswith(M) and node.tag.endswith("Pr")):
        return ""
    parts = [(child.tag.removeprefix(M), equation(child, depth + 1)) for child in node]
    read = _SHAPES.get(node.tag.removeprefix(M))
    if read is None:
        return "".join(text for _, text in parts)
    return read(node, dict(parts), [text for tag, text in parts if tag in ("e", "mr")])


def _grouped(text: str) -> str:
    """Brackets around what is more than one number or name."""
    text = text.strip()
    return text if text.replace(",", "").replace(".", "").isalnum() or not text else f"({text})"


def _fraction(node: Element, part: dict[str, str], _: list[str]) -> str:
    return f"{_grouped(part.get('num', ''))}/{_grouped(part.get('den', ''))}"


def _power(node: Element, part: dict[str, str], _: list[str]) -> str:
    return f"{part.get('e', '')}{_below(part)}{_above(part)}"


def _above(part: dict[str, str]) -> str:
    above = part.get("sup", "").strip()
    if not above:
        return ""
    raised = above.translate(_RAISED)
    return raised if not set(raised) & set(above) else f"^{_grouped(above)}"


def _below(part: dict[str, str]) -> str:
    below = part.get("sub", "").strip()
    return f"_{_grouped(below)}" if below else ""


def _root(node: Element, part: dict[str, str], _: list[str]) -> str:
    degree = part.get("deg", "").strip()
    return f"{degree.translate(_RAISED)}√{_grouped(part.get('e', ''))}"


def _sum(node: Element, part: dict[str, str], _: list[str]) -> str:
    sign = node.find(f"{M}naryPr/{M}chr")
    shown = "∫" if sign is None else sign.get(f"{M}val", "∫")
    return f"{shown}{_below(part)}{_above(part)} {part.get('e', '')}"


def _brackets(node: Element, part: dict[str, str], inside: list[str]) -> str:
    opening, closing = node.find(f"{M}dPr/{M}begChr"), node.find(f"{M}dPr/{M}endChr")
    left = "(" if opening is None else opening.get(f"{M}val", "")
    right = ")" if closing is None else closing.get(f"{M}val", "")
    return f"{left}{'; '.join(inside)}{right}"


def _function(node: Element, part: dict[str, str], _: list[str]) -> str:
    name, of = part.get("fName", ""), part.get("e", "")
    return f"{name}{of}" if of.startswith("(") else f"{name} {of}"


def _rows(node: Element, part: dict[str, str], inside: list[str]) -> str:
    return "; ".join(inside)


_SHAPES = {
    "f": _fraction,
    "sSup": _power,
    "sSub": _power,
    "sSubSup": _power,
    "rad": _root,
    "nary": _sum,
    "d": _brackets,
    "func": _function,
    "eqArr": _rows,
    "m": _rows,
}
