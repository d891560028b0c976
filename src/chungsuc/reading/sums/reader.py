"""Phép tính nêu trong văn bản: a figure and the parts that the text lists for it.

"15 vị trí, gồm: A 3 vị trí; B 12 vị trí", in one sentence or with the parts in the bullets below. A list is
taken only where every item of it shows a figure in the measure of the total; all else is no sum.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from chungsuc.core.statements import (
    Certainty,
    Figure,
    FundingItem,
    PartList,
    Source,
    StatedSum,
    Statement,
    Subject,
)
from chungsuc.reading.letters import CAPITAL
from chungsuc.reading.outline import Outline, Part
from chungsuc.reading.quantities.digits import Habit
from chungsuc.reading.quantities.marks import Sort, marks_of
from chungsuc.reading.quantities.measures import measure_of
from chungsuc.reading.quantities.taken import Taken
from chungsuc.reading.seams import Block, Role
from chungsuc.reading.sums.formulas import read_formulas
from chungsuc.reading.sums.parts import (
    MOST_PARTS,
    Counted,
    Listed,
    are_certain,
    bridges_to,
    can_be_total,
    figure_of,
    is_alike,
    items_below,
    parts_in,
    parts_of_items,
    within,
)
from chungsuc.reading.targets.lexicon import PROGRAMME_NOUNS

_OPENS = re.compile(
    r"(?P<bracket>\s*\()?[\s,;]*(?:(?P<some>trong\s+đó|trong\s+số\s+đó)|(?P<all>(?:bao\s+)?gồm(?:\s+có)?|"
    r"cụ\s+thể(?:\s+là)?|chia\s+ra|"
    r"được\s+phân\s+bổ|như\s+sau|phân\s+bổ))?(?:\s+như\s+sau)?\s*(?P<colon>:)?\s*(?:có\s+)?",
    re.IGNORECASE,
)
_OPEN_ENDED = re.compile(r"\.\.\.|…|v\.v|\bvân vân\b", re.IGNORECASE)
_LEADS_IN = re.compile(
    r"(?:(?P<some>trong\s+đó)|(?:bao\s+)?gồm(?:\s+có)?|cụ\s+thể(?:\s+là)?|như\s+sau|sau\s+đây|"
    r"chia\s+ra)?\s*:\s*$",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\bsố\s*:?\s*[0-9]", re.IGNORECASE)  # "03 tiêu chí (các tiêu chí số: 4, 8)"
_CAPITALISED = re.compile(rf"[{CAPITAL}]\w*\s+$")
_SENTENCE = re.compile(r"[.!?](?=\s)")
_LONGEST_LIST = 3000
_FAR = 240  # characters from a total to the word that opens its list
_ENDS = re.compile(r"[;.:](?=\s|$)")


_YEAR_OF_PART = re.compile(r"\bnăm\s+(?P<year>20[0-9]{2})(?![0-9])", re.IGNORECASE)
_PERIOD = re.compile(r"(?<![0-9])(?P<first>20[0-9]{2})\s*[-–]\s*(?P<last>20[0-9]{2})(?![0-9])")


class Sums(NamedTuple):
    """Các tổng: those that can be computed again, and every list that has a total."""

    stated: tuple[StatedSum, ...]  # that can be computed again
    lists: tuple[Listed, ...]  # every total with its parts, those with bounds too


def read_sums(
    outline: Outline,
    *,
    first: int,
    statements: Sequence[Statement],
    funding: Sequence[FundingItem],
    habit: Habit,
) -> Sums:
    """Every list of parts with its total, and every formula that is written out."""
    listed = [each for each in statements if _is_listed(each)]
    of_programme = [each for each in statements if _is_of_programme(each)]
    reader = _Reader(outline, habit, Taken((*listed, *funding)), Taken(of_programme))
    lists = tuple(reader.lists(first))
    found = [listed.said for listed in lists if listed.is_exact]
    found += read_formulas([part.block for part in outline.parts[first:]], habit)
    found.sort(key=lambda each: (each.source.line, each.total.span.start))
    return Sums(tuple(replace(each, id=f"s{number}") for number, each in enumerate(found, 1)), lists)


def _is_of_programme(said: Statement) -> bool:
    """Communes, villages and criteria; and years of other counts, which may be where each year ends."""
    of_a_year = said.measure in PROGRAMME_NOUNS and said.source.text.casefold().startswith("năm ")
    return said.subject not in (Subject.INDICATOR, Subject.OTHER) or of_a_year


def _is_listed(said: Statement) -> bool:
    """A total whose parts the programme's reader has found, or one of them."""
    return bool(said.part_of or said.parts) or any(unit.count is not None for unit in said.units)


@dataclass(slots=True)
class _Reader:
    outline: Outline
    habit: Habit
    taken: Taken
    of_programme: Taken

    def lists(self, first: int) -> Iterator[Listed]:
        parts = self.outline.parts
        for index in range(first, len(parts)):
            part = parts[index]
            if part.block.role is not Role.TEXT or part.closing:
                continue
            counted = self._counted(part)
            for place, each in enumerate(counted):
                if (
                    each.measure is not None
                    and (said := self._inline(part.block, counted, place)) is not None
                ):
                    yield said
            if counted and part.text.rstrip().endswith(":"):
                yield from self._below(index, counted)

    def _counted(self, part: Part) -> list[Counted]:
        text = part.text
        if not any(char.isdigit() for char in text):
            return []
        marks = marks_of(text, self.habit, part.block.body_start)
        return [Counted(mark, measure_of(text, mark)) for mark in marks if mark.sort is Sort.FIGURE]

    # --- in one sentence ---

    def _inline(self, block: Block, counted: Sequence[Counted], place: int) -> Listed | None:
        total = counted[place]
        if not can_be_total(total):
            return None
        text, measure = block.text, total.measure
        assert measure is not None
        following = next(
            (
                each.mark.start
                for each in within(counted, place + 1, measure.end + _FAR)
                if is_alike(text, each, measure, bare=True)
            ),
            -1,
        )
        if following < 0:
            return None
        opened = _opener(text, measure.end, following)
        if opened is None:
            return None
        opener, begin = opened
        end = _list_end(text, begin, bracketed=bool(opener["bracket"]))
        inside = within(counted, place + 1, end)
        closed = bool(opener["bracket"]) and text[end : end + 1] == ")"
        few = len(inside) < MOST_PARTS
        parts = parts_in(text, inside, begin, end, total, closed=closed) if few else None
        if parts is None or len(parts) < 2 or _NUMBERED.search(text, begin, parts[0].mark.start + 1):
            return None
        adds_up = sum(part.mark.value or 0 for part in parts) == total.mark.value
        if not adds_up and any(_ends_a_name(text, part) for part in parts):
            return None
        named = bool(opener["all"] or opener["some"])
        sure = named and all(part.measure is not None for part in parts)
        parts_are = PartList.SOME if opener["some"] or _OPEN_ENDED.search(text, begin, end) else PartList.ALL
        return self._said(
            total, [(block, part) for part in parts], block, parts_are, sure=sure, end=parts[-1].mark.end
        )

    # --- in the bullets below ---

    def _below(self, index: int, counted: Sequence[Counted]) -> Iterator[Listed]:
        part = self.outline.parts[index]
        items = items_below(self.outline.parts, index)
        if len(items) < 2:
            return
        text = part.text
        opened = _LEADS_IN.search(text[-40:])
        if opened is None:
            return
        ends = [found.end() for found in _SENTENCE.finditer(text)]
        sentence = max((end for end in ends if end < len(text.rstrip()) - 1), default=0)
        read = [(item.block, self._counted(item)) for item in items]
        for total in counted:
            if total.mark.start < sentence or not can_be_total(total) or total.measure is None:
                continue
            parts, whole = parts_of_items(read, total.measure, bridges_to(counted, total))
            if len(parts) < 2:
                continue
            parts_are = PartList.SOME if opened["some"] else PartList.ALL
            said = self._said(total, parts, part.block, parts_are, sure=True, end=len(text))
            if said is not None:
                doubtful = replace(said.said, certainty=Certainty.DOUBTFUL)
                yield said if whole else replace(said, said=doubtful)
                return

    def _said(
        self,
        total: Counted,
        parts: Sequence[tuple[Block, Counted]],
        block: Block,
        parts_are: PartList,
        *,
        sure: bool,
        end: int,
    ) -> Listed | None:
        whole = figure_of(block, total)
        figures = [figure_of(owner, part) for owner, part in parts]
        if any(self.taken.at((figure.span,)) for figure in (whole, *figures)):
            return None
        if any(self.of_programme.at((figure.span,)) for figure in figures):
            return None  # communes and criteria: the joint proof has them
        certain = sure and are_certain([total, *(part for _, part in parts)])
        if _covers_period(block.text[: total.mark.start], figures):
            parts_are = PartList.ALL
        source = block.flow.source(total.mark.start, end)
        more = tuple(
            figure.span for figure in figures if figure.span.line not in {s.line for s in source.spans}
        )
        said = StatedSum(
            id="",
            source=Source(source.line, source.text, source.page, (*source.spans, *more)),
            certainty=Certainty.CERTAIN if certain else Certainty.LIKELY,
            what=whole.what,
            total=whole,
            parts=tuple(figures),
            parts_are=parts_are,
        )
        return Listed(said, (block, total), tuple(parts))


def _ends_a_name(text: str, part: Counted) -> bool:
    """ "xã A Lưới 4": the number may be of the name, where nothing tells what it counts."""
    return part.measure is None and _CAPITALISED.search(text[: part.mark.start][-20:]) is not None


def _covers_period(before: str, parts: Sequence[Figure]) -> bool:
    """ "giai đoạn 2021 - 2023: 60 ha, trong đó: năm 2021 …; năm 2022 …; năm 2023 …": nothing is left out."""
    periods = list(_PERIOD.finditer(before[-_FAR:]))
    if not periods:
        return False
    years = [_YEAR_OF_PART.findall(part.what) for part in parts]
    first, last = int(periods[-1]["first"]), int(periods[-1]["last"])
    return years == [[str(year)] for year in range(first, last + 1)]


def _opener(text: str, start: int, stop: int) -> tuple[re.Match[str], int] | None:
    """The words that open the list of a total: nothing but the rest of its noun phrase stands before them.

    Behind a comma only words do ("…, gồm"): "22 trạm, xã Lục Dạ: 56 trạm" lists two totals.
    """
    behind_comma = False
    for found in re.finditer(
        r"[,;:(]|\s(?=(?:bao\s+)?gồm\b|trong\s+đó\b)", text[start : min(stop, start + _FAR)]
    ):
        at = start + found.start()
        opener = _OPENS.match(text, at)
        if opener is None or _ENDS.search(text[start:at]):
            return None
        if opener["all"] or opener["some"]:
            return opener, opener.end()
        if found[0] == ",":
            behind_comma = True
        elif behind_comma or not (opener["colon"] or opener["bracket"]):
            return None
        else:
            return opener, opener.end()
    return None


def _list_end(text: str, begin: int, *, bracketed: bool) -> int:
    limit = min(len(text), begin + _LONGEST_LIST)
    if bracketed:
        depth = 1
        for place in range(begin, limit):
            depth += {"(": 1, ")": -1}.get(text[place], 0)
            if depth == 0:
                return place
    found = _SENTENCE.search(text, begin, limit)
    return found.start() if found else limit
