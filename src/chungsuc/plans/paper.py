"""The document as it was read: its lines, with marks where an item or a finding stands."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from chungsuc.core.money import measure_size
from chungsuc.core.statements import PartList
from chungsuc.plans.models import Finding, Reading, ReadItem
from chungsuc.plans.parts import Part
from chungsuc.plans.wording import finding_kind, money_besides

Section = ReadItem.Section
MARKED = frozenset({Section.TARGETS, Section.BASELINE, Section.FUNDING})
BILLION = 10**9
SHORT_TITLE = 120  # a longer numbered line is a sentence, not a title


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a line that something rests on: `to` is the anchor of that thing."""

    start: int
    end: int
    to: str
    css: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """Text of a line, marked or not."""

    text: str
    mark: Mark | None = None


@dataclass(slots=True)
class PaperLine:
    """One line: pieces that together are its whole text."""

    number: int
    text: str
    css: str = ""
    to: str = ""  # anchor of the first thing that was read here
    new_page: int | None = None
    segments: list[Segment] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or the rows of a table together."""

    lines: list[PaperLine]
    is_table: bool = False


def paper(
    reading: Reading,
    items: Sequence[ReadItem],
    findings: Iterable[Finding],
    within: Part,
    marked: Container[str] = MARKED,
) -> list[Block]:
    """One part of the document in order. Blank lines make the distance between blocks and nothing else."""
    marks = _marks(items, findings, marked)
    first: dict[int, str] = {}
    for item in items:
        first.setdefault(item.line, f"i-{item.key}")
    titles = {node["source"]["line"]: node.get("depth", 0) for node in reading.data.get("outline", ())}
    lines: list[PaperLine] = []
    page = None
    for number, text, on_page in reading.lines:
        if not text.strip() or not within.first <= number <= within.last:
            continue
        line = PaperLine(number, text, to=first.get(number, ""))
        if on_page is not None and on_page != page:
            line.new_page = on_page if page is not None else None
            page = on_page
        if "\t" in text:
            line.cells = [cell.strip() for cell in text.split("\t")]
        else:
            line.segments = list(_segments(text, marks.get(number, [])))
            line.css = _css(text, number in titles, titles.get(number, 0))
        lines.append(line)
    return list(_blocks(lines))


def _marks(
    items: Sequence[ReadItem], findings: Iterable[Finding], marked: Container[str]
) -> dict[int, list[Mark]]:
    quoted: dict[str, tuple[str, str]] = {}
    for finding in findings:
        css = finding_kind(finding.kind).css
        for quote in finding.data.get("quotes", ()):
            known = quoted.get(quote["item_id"])
            if css != "known" and (known is None or known[1] != "bad"):
                quoted[quote["item_id"]] = (f"f-{finding.key}", css)
    marks: dict[int, list[Mark]] = {}
    for item in items:
        found = quoted.get(item.key)
        if found is None and item.section not in marked:
            continue
        css = found[1] if found else ("doubt" if item.is_asked else "")
        for line, start, end in item.spans:
            marks.setdefault(line, []).append(Mark(start, end, f"i-{item.key}", css))
    return marks


def _segments(text: str, marks: Sequence[Mark]) -> Iterator[Segment]:
    """Cut a line where marks begin and end; where they overlap the shortest one is shown."""
    inside = [mark for mark in marks if 0 <= mark.start < mark.end <= len(text)]
    cuts = sorted({0, len(text), *(mark.start for mark in inside), *(mark.end for mark in inside)})
    for start, end in pairwise(cuts):
        over = [mark for mark in inside if mark.start <= start and end <= mark.end]
        chosen = min(over, key=lambda mark: (mark.css != "bad", mark.end - mark.start), default=None)
        yield Segment(text[start:end], chosen)


def _css(text: str, is_titled: bool, depth: int) -> str:
    words = text.strip()
    if len(words) <= SHORT_TITLE and words.isupper():
        return "capitals"
    if is_titled and len(words) <= SHORT_TITLE and words[-1] not in ".;," and words[0].isalnum():
        return "title" if depth <= 1 else "subtitle"
    return "listed" if words[0] in "-+*•–" else ""


def _blocks(lines: Sequence[PaperLine]) -> Iterator[Block]:
    table: list[PaperLine] = []
    for line in lines:
        if line.cells:
            if table and len(line.cells) != len(table[0].cells):
                yield Block(table, is_table=True)
                table = []
            table.append(line)
            continue
        if table:
            yield Block(table, is_table=True)
            table = []
        yield Block([line])
    if table:
        yield Block(table, is_table=True)


def money_tree(items: Sequence[ReadItem]) -> list[dict[str, Any]]:
    """Sources as the review left them, depth first, each with its bar and whether its parts add up to it."""
    keys = {item.key for item in items}
    below: dict[str | None, list[ReadItem]] = {}
    for item in items:
        parent = item.reviewed.get("parent")
        below.setdefault(parent if parent in keys else None, []).append(item)
    rows: list[dict[str, Any]] = []

    def walk(item: ReadItem, depth: int, whole: int) -> None:
        parts = below.get(item.key, [])
        amount = int(item.reviewed["amount"])
        total = sum(int(part.reviewed["amount"]) for part in parts) if parts else None
        some = item.reviewed.get("parts") == PartList.SOME
        rows.append(
            {
                "item": item,
                "label": item.reviewed["label"],
                "more": money_besides(item.reviewed),
                "depth": min(depth, 3),
                "amount": amount,
                "whole": whole,
                "parts_total": total,
                "holds": None if total is None or (some and total < amount) else total == amount,
            }
        )
        for part in parts:
            walk(part, depth + 1, whole)

    for item in below.get(None, []):
        walk(item, 0, int(item.reviewed["amount"]))
    return rows


def money_measure(measures: Sequence[str]) -> str:
    """Đơn vị tính of the table of sources: the larger one only where the paper itself mostly uses it."""
    in_billions = sum(measure_size(measure) >= BILLION for measure in measures)
    return "tỷ đồng" if in_billions * 2 > len(measures) else "triệu đồng"
