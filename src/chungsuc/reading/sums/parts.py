"""Thành phần của một tổng: the figures of a list that are in the measure of its total."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from chungsuc.core.statements import Certainty, Comparator, Figure, StatedSum
from chungsuc.reading.outline import Part
from chungsuc.reading.quantities.marks import Mark
from chungsuc.reading.quantities.measures import Kind, Measure
from chungsuc.reading.quantities.wording import DOING
from chungsuc.reading.seams import Block, Role

_FIRST_WORD = re.compile(r"[\s:,.()–-]*(?P<word>[^\W\d_]+)\s+(?=[^\W\d_])")
_INNER = re.compile(r"\b(?:trong\s+đó|riêng|bao\s+gồm|gồm)\b|\(", re.IGNORECASE)
MOST_PARTS = 150  # a sentence lists no more; beyond it nothing is taken for a list
_LONGEST_NAME = 160
_LEADS_IN = re.compile(
    r"(?:(?:[-–+*•]|[0-9]{1,2}(?:\.[0-9]{1,2})*[.)]|[a-zđ]\)|[IVX]{1,5}\.|"
    r"(?:trong đó|trong số đó|bao gồm|gồm có|gồm|cụ thể là|cụ thể|như sau|chia ra|và)(?!\w))[\s:,]*)+",
    re.IGNORECASE,
)
_NAME_ENDS = re.compile(r"[;,:()]|[.](?=\s|$)")


_BOUND = re.compile(
    r"(?:(?P<least>ít nhất|tối thiểu|không dưới|trên|hơn|≥|>)|(?P<most>không quá|tối đa|dưới|≤|<)|"
    r"(?P<about>khoảng|gần|xấp xỉ|chừng))(?:\s+là)?\s*$",
    re.IGNORECASE,
)
_LONGEST_BOUND = 20
_ONWARDS = re.compile(r"\s*trở\s+(?:(?P<least>lên)|(?P<most>xuống))", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Counted:
    """Số đếm được: a figure with its measure, where one stands behind it."""

    mark: Mark
    measure: Measure | None

    @property
    def end(self) -> int:
        return self.measure.end if self.measure else self.mark.end


@dataclass(frozen=True, slots=True)
class Listed:
    """A total and the parts that the text lists for it, where each of them stands."""

    said: StatedSum
    total: tuple[Block, Counted]
    parts: tuple[tuple[Block, Counted], ...]

    @property
    def is_exact(self) -> bool:
        """Whether no figure is a bound, so that the parts can be added up to the total."""
        return all(bound_of(*each) is Comparator.EQUAL for each in (self.total, *self.parts))


def bound_of(block: Block, counted: Counted) -> Comparator | None:
    """ "ít nhất 20 lớp" is AT_LEAST; None for "khoảng 20 lớp", which is about so many."""
    start = counted.mark.start
    before = _BOUND.search(block.text, max(block.body_start, start - _LONGEST_BOUND), start)
    if before is not None and before["about"]:
        return None
    for found in (before, _ONWARDS.match(block.text, counted.end)):
        if found is not None:
            return Comparator.AT_LEAST if found["least"] else Comparator.AT_MOST
    return Comparator.EQUAL


def without_bound(text: str) -> str:
    """The words before a figure, without "ít nhất" at their end."""
    return _BOUND.sub("", text)


def are_certain(figures: Sequence[Counted]) -> bool:
    return all(each.mark.certainty is Certainty.CERTAIN for each in figures)


def within(counted: Sequence[Counted], first: int, end: int) -> list[Counted]:
    """The figures from the one at index `first` that begin before `end`."""
    found: list[Counted] = []
    for index in range(first, len(counted)):
        if counted[index].mark.start >= end:
            break
        if len(found) == MOST_PARTS:
            break
        found.append(counted[index])
    return found


def can_be_total(counted: Counted) -> bool:
    mark, measure = counted.mark, counted.measure
    return (
        measure is not None
        and mark.value_to is None
        and not measure.per
        and measure.kind in (Kind.COUNT, Kind.PHYSICAL, Kind.MONEY)
        and mark.value is not None
        and mark.value > 1
        and not mark.is_bare_year
    )


def parts_in(
    text: str, counted: Sequence[Counted], begin: int, end: int, total: Counted, *, closed: bool = False
) -> list[Counted] | None:
    """The figures of each item of the list; None where an item shows none, or where its end is not sure.

    "…, trong đó 15 km A, 5 km B; sửa 12 km kênh": behind a list with commas, or where a verb begins what had
    none, a semicolon may end the list. Then it is a list only as far as it adds up.

    `closed`: a bracket ends it for sure.
    """
    measure = total.measure
    assert measure is not None
    found: list[Counted] = []
    ends: list[int] = []
    cuts = [begin, *(begin + found.end() for found in re.finditer(";", text[begin:end])), end]
    for start, stop in pairwise(cuts):
        if not text[start:stop].strip(" ,.;"):
            continue
        inside = _own_figures(text, counted, start, stop, measure, bare=True)
        if not inside:
            if len(found) >= 2 and start > begin:
                break  # the list has ended, and something else is said
            return None
        has_commas = start == cuts[1] and len(found) > 1
        new_verb = (
            found
            and _begins_with_verb(text, start, inside)
            and not _begins_with_verb(text, begin, found)
            and not _is_alike_named(text, start, begin)
        )
        if found and not closed and (has_commas or new_verb):
            ends.append(len(found))
        found += inside
    if not ends:
        return found
    whole = (found[:stop] for stop in (*ends, len(found)))
    return next((each for each in whole if _sum_of(each) == total.mark.value), None)


def _begins_with_verb(text: str, start: int, figures: Sequence[Counted]) -> bool:
    return bool(DOING.search(text[start : figures[0].mark.start].lower()))


def _is_alike_named(text: str, start: int, first: int) -> bool:
    """ "rừng đặc dụng 3 ha; rừng sản xuất 4 ha": what looks like a verb is a part of the second name."""
    words = [_FIRST_WORD.match(text, place) for place in (start, first)]
    own, other = (word["word"].casefold() if word else "" for word in words)
    return own == other != ""


def _sum_of(figures: Sequence[Counted]) -> Decimal:
    return sum((each.mark.value for each in figures if each.mark.value is not None), Decimal(0))


def _own_figures(
    text: str, counted: Sequence[Counted], start: int, stop: int, measure: Measure, *, bare: bool = False
) -> list[Counted]:
    """The figures in the total's measure, without those of an inner list."""
    inner = [(match.start(), _inner_end(text, match, stop)) for match in _INNER.finditer(text, start, stop)]
    found = []
    for each in counted:
        if not start <= each.mark.start < stop:
            continue
        if any(first <= each.mark.start < last for first, last in inner):
            continue
        if is_alike(text, each, measure, bare=bare):
            found.append(each)
    return found


def _inner_end(text: str, opened: re.Match[str], stop: int) -> int:
    if opened[0] == "(":
        closed = text.find(")", opened.end(), stop)
        return closed if closed >= 0 else stop
    return stop


def is_alike(text: str, each: Counted, measure: Measure, *, bare: bool) -> bool:
    if each.mark.value_to is not None or each.mark.of is not None or each.mark.percent:
        return False
    if each.measure is None:
        return bare and text[each.mark.end : each.mark.end + 1] in ("", ",", ";", ")", ".")
    if each.measure.per:
        return False
    if measure.kind is Kind.MONEY:
        return each.measure.kind is Kind.MONEY
    return each.measure.kind is measure.kind and each.measure.text.lower() == measure.text.lower()


def items_below(parts: Sequence[Part], index: int) -> list[Part]:
    """The bullets of the list that the paragraph opens: those of one kind, deeper ones apart."""
    own = parts[index].block.marker
    found: list[Part] = []
    level: int | None = None
    for place in range(index + 1, len(parts)):
        part = parts[place]
        if part.block.role in (Role.FOOTNOTE, Role.PAGE_NUMBER):
            continue
        marker = part.block.marker
        if part.block.role is not Role.TEXT or marker is None or part.closing:
            break
        if level is None:
            if own is not None and marker.level <= own.level:
                break
            level = marker.level
        if marker.level < level:
            break
        if marker.level == level:
            found.append(part)
    return found


def parts_of_items(
    read: Sequence[tuple[Block, list[Counted]]], measure: Measure, bridges: Sequence[str]
) -> tuple[list[tuple[Block, Counted]], bool]:
    """A figure of every bullet in the total's measure, or in one that stands for it one to one.

    Bullets at the end that show none may belong to the list or not: then it is not known to be whole.
    """
    for noun in (measure, *(replace(measure, text=bridge, kind=Kind.COUNT) for bridge in bridges)):
        own = [
            [
                (block, each)
                for each in _own_figures(block.text, counted, block.body_start, len(block.text), noun)
            ]
            for block, counted in read
        ]
        last = max((place for place, figures in enumerate(own) if figures), default=-1)
        if last > 0 and all(own[: last + 1]):
            return [each for figures in own for each in figures], last == len(own) - 1
    return [], False


def bridges_to(counted: Sequence[Counted], total: Counted) -> list[str]:
    """ "mỗi vùng 01 vị trí", printed as "01 vị trí/vùng": positions then count as the areas do."""
    found = []
    for each in counted:
        if each.measure is None or not each.measure.per or each.mark.value != 1 or total.measure is None:
            continue
        what, *per = each.measure.text.lower().split("/")
        if per and total.measure.text.lower().split()[0] == per[-1].split()[0]:
            found.append(what)
    return found


def figure_of(block: Block, counted: Counted) -> Figure:
    mark, measure = counted.mark, counted.measure
    span = block.flow.spans(mark.start, mark.end)[0]
    assert mark.value is not None
    return Figure(mark.value, mark.shown, span, measure.text if measure else None, _what(block, counted))


def _what(block: Block, counted: Counted) -> str:
    """The words of the item that the figure stands in."""
    begin, end = item_around(block, counted)
    return named(block.text[begin:end])


def named(text: str) -> str:
    """The words of an item without its numbering and without "trong đó:" before them."""
    words = " ".join(text.split())
    lead = _LEADS_IN.match(words)
    return words[lead.end() if lead else 0 :].strip(" ,;:-–")


def item_around(block: Block, counted: Counted) -> tuple[int, int]:
    """Where the item of a list that the figure stands in begins and ends."""
    text, mark = block.text, counted.mark
    near = max(block.body_start, mark.start - _LONGEST_NAME)
    if near > block.body_start:  # not in the middle of a word
        near = max(near, text.find(" ", near, mark.start))
    begin = max([near, *(text.rfind(cut, near, mark.start) + 1 for cut in ";,(")])
    end = counted.end
    stop = _NAME_ENDS.search(text, end, end + _LONGEST_NAME)
    return begin, stop.start() if stop else min(len(text), end + _LONGEST_NAME)
