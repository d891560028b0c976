"""Other words as tracked changes: the old ones struck out, the new ones put in, for a person to accept."""

from __future__ import annotations

import copy
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from chungsuc.documents.errors import DocumentError
from chungsuc.documents.figures import printable
from chungsuc.documents.model import Document
from chungsuc.documents.paragraphs import LINE, Collected, Piece, shown
from chungsuc.documents.word_edit import EditedPackage, new_element, parent_of
from chungsuc.documents.word_in import Place
from chungsuc.documents.word_xml import W, whole

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_UNICODE_FONT = "Times New Roman"
_CHANGES = {f"{W}{tag}" for tag in ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange")}


@dataclass(frozen=True, slots=True)
class Rewording:
    """Chỗ viết lại: old words of a line, and new ones. `at` is where, if they stand there twice."""

    line: int
    old: str
    new: str
    at: int | None = None


@dataclass(frozen=True, slots=True)
class _Spot:
    """The same, found: from one letter to another of what a paragraph stores."""

    rewording: Rewording
    collected: Collected
    start: int
    end: int
    touched: tuple[tuple[Piece, int, int], ...]  # the stretches of text, and from where to where


def reword(
    package: EditedPackage,
    document: Document,
    places: Sequence[Place],
    rewordings: Iterable[Rewording],
    stamp: dict[str, str],
) -> tuple[DocumentError, ...]:
    """Track each rewording in the file. One that has no single place is left out, and it is said why."""
    spots, left_out = _placed(document, places, rewordings)
    if not spots:
        return left_out
    used = (whole(node.get(f"{W}id")) for node in package.main().iter() if node.tag in _CHANGES)
    free = 1 + max(used, default=0)
    for spot in spots:  # from the last to the first, so that what is found stays where it is
        package.touch_owner(spot.collected.paragraphs[0])
        _track(spot, free, stamp)
        free += 2
    return left_out


# --- where ---------------------------------------------------------------------------------------


def _placed(
    document: Document, places: Sequence[Place], rewordings: Iterable[Rewording]
) -> tuple[list[_Spot], tuple[DocumentError, ...]]:
    """Those that have a place of their own, the last one first, and why the others have none."""
    found: list[_Spot] = []
    left_out: list[DocumentError] = []
    for each in rewordings:
        try:
            found.append(_find(document, places, each))
        except DocumentError as refused:
            left_out.append(refused)
    found.sort(key=lambda spot: (spot.rewording.line, spot.start))
    kept: list[_Spot] = []
    for spot in found:
        before = kept[-1] if kept else None
        if before is not None and before.collected is spot.collected and before.end > spot.start:
            left_out.append(_refused(spot.rewording, f"chồng lên chỗ sửa “{before.rewording.old}”"))
        else:
            kept.append(spot)
    return kept[::-1], tuple(left_out)


def _find(document: Document, places: Sequence[Place], rewording: Rewording) -> _Spot:
    if not rewording.old or not 1 <= rewording.line <= len(document.lines):
        raise _refused(rewording, "dòng hoặc chữ cần sửa không có")
    line, place = document.lines[rewording.line - 1], places[rewording.line - 1]
    found = [
        (each, start) for each in place.paragraphs for start in _within(each, place.piece, rewording.old)
    ]
    if rewording.at is None:
        chosen = 0
    else:
        opening = len(line.list_label or "")
        before = [at for at in _all(line.text, rewording.old) if opening <= at]
        chosen = before.index(rewording.at) if rewording.at in before else len(found)
    if not found or chosen >= len(found):
        raise _refused(rewording, "không có chữ ấy trong đoạn")
    if rewording.at is None and len(found) > 1:
        raise _refused(rewording, f"chữ ấy có ở {len(found)} chỗ trong đoạn")
    collected, start = found[chosen]
    pieces = [piece for piece in collected.pieces if piece.text]
    first = _stored(pieces, start)
    last = _stored(pieces, start + len(rewording.old))
    if shown(_cut(pieces, last))[start:] != rewording.old:
        raise _refused(rewording, "chữ ấy không tách riêng được")
    touched = tuple(_touched(collected, first, last))
    if any(piece.source is None for piece, *_ in touched):
        raise _refused(rewording, "chỗ ấy có dấu ngắt hoặc ký hiệu chèn")
    return _Spot(rewording, collected, first, last, touched)


def _touched(collected: Collected, first: int, last: int) -> Iterator[tuple[Piece, int, int]]:
    at = 0
    for piece in collected.pieces:
        start, end = max(first - at, 0), min(last - at, len(piece.text))
        if start < end:
            yield piece, start, end
        at += len(piece.text)


def _within(collected: Collected, piece: int | None, old: str) -> Iterator[int]:
    """Where words stand in a paragraph, or in the piece of it that is the line."""
    text = collected.text()
    first, last = 0, len(text)
    if piece is not None:
        parts = text.split(LINE)
        first = sum(len(part) + 1 for part in parts[:piece])
        last = first + len(parts[piece])
    return (at for at in _all(text, old) if first <= at and at + len(old) <= last)


def _all(text: str, old: str) -> Iterator[int]:
    at = text.find(old)
    while at >= 0:
        yield at
        at = text.find(old, at + 1)


def _stored(pieces: Sequence[Piece], length: int) -> int:
    """How many stored letters show this many: a letter of VNI is two, one of NFD up to three."""
    total = sum(len(piece.text) for piece in pieces)
    return bisect_right(range(total + 1), length, key=lambda end: len(shown(_cut(pieces, end)))) - 1


def _cut(pieces: Sequence[Piece], end: int) -> list[Piece]:
    found = []
    for piece in pieces:
        if end <= 0:
            break
        found.append(piece._replace(text=piece.text[:end]))
        end -= len(piece.text)
    return found


def _refused(rewording: Rewording, why: str) -> DocumentError:
    return DocumentError(
        f"Không ghi được chỗ sửa “{rewording.old}” thành “{rewording.new}” "
        f"ở dòng {rewording.line}: {why}. Hãy sửa chỗ này bằng tay trong Word."
    )


# --- how -----------------------------------------------------------------------------------------


def _track(spot: _Spot, number: int, stamp: dict[str, str]) -> None:
    runs = [
        _isolated(piece.source, start, end) for piece, start, end in spot.touched if piece.source is not None
    ]
    added = _new_run(runs[0], spot.rewording.new, in_old_font=spot.touched[0][0].coding is not None)
    for run in runs:
        for text in run.findall(f"{W}t"):
            text.tag = f"{W}delText"
        _wrap(run, new_element(f"{W}del", {f"{W}id": str(number), **stamp}))
    if spot.rewording.new:
        struck = _parent(runs[-1])
        _after(struck, new_element(f"{W}ins", {f"{W}id": str(number + 1), **stamp}, added))


def _isolated(text: Element, start: int, end: int) -> Element:
    """The run that holds these letters and nothing else, once it has been split."""
    words = text.text or ""
    run = _parent(text)
    children = [child for child in run if child.tag != f"{W}rPr"]
    at = next(place for place, child in enumerate(children) if child is text)
    tail = children[at + 1 :]
    if end < len(words) or tail:
        rest = [_words(words[end:])] if end < len(words) else []
        _after(run, _like(run, *rest, *tail))
    if start > 0 or at > 0:
        own = _like(run, _words(words[start:end]))
        _after(run, own)
        text.text = words[:start]
        text.set(_SPACE, "preserve")
        return own
    text.text = words[:end]
    text.set(_SPACE, "preserve")
    return run


def _like(run: Element, *children: Element) -> Element:
    """A new run that looks the same."""
    properties = run.find(f"{W}rPr")
    return new_element(f"{W}r", None, *([] if properties is None else [copy.deepcopy(properties)]), *children)


def _words(text: str) -> Element:
    made = new_element(f"{W}t", {_SPACE: "preserve"})
    made.text = text
    return made


def _new_run(run: Element, text: str, *, in_old_font: bool) -> Element:
    made = _like(run, _words(" ".join(printable(text).splitlines())))
    if in_old_font:  # what is put in is Unicode, which such a font cannot show
        properties = made.find(f"{W}rPr")
        if properties is None:
            properties = new_element(f"{W}rPr")
            made.insert(0, properties)
        for fonts in properties.findall(f"{W}rFonts"):
            properties.remove(fonts)
        names = {f"{W}{script}": _UNICODE_FONT for script in ("ascii", "hAnsi", "cs")}
        style = 1 if properties.find(f"{W}rStyle") is not None else 0
        properties.insert(style, new_element(f"{W}rFonts", names))
    return made


def _wrap(run: Element, wrapper: Element) -> None:
    parent = _parent(run)
    at = list(parent).index(run)
    wrapper.append(run)
    parent.insert(at, wrapper)


def _after(node: Element, new: Element) -> None:
    parent = _parent(node)
    parent.insert(list(parent).index(node) + 1, new)


def _parent(node: Element) -> Element:
    found = parent_of(node)
    if found is None:
        raise ValueError("the root of a part has no parent")
    return found
