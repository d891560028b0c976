"""Thành phần là mục tiêu: each part of a listed total is a statement too, and knows what it is part of."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from chungsuc.core.statements import (
    Comparator,
    Figure,
    PartialDate,
    Statement,
    StatementKind,
    Subject,
)
from chungsuc.reading.quantities.measures import Kind
from chungsuc.reading.quantities.taken import Taken
from chungsuc.reading.seams import Block
from chungsuc.reading.sums.parts import Counted, Listed, bound_of, item_around, without_bound
from chungsuc.reading.targets.lexicon import PROGRAMME_NOUNS
from chungsuc.reading.targets.reader import Statements

_MARKS = ' ,;:-–+“”"'
_LEADS = re.compile(
    r"[\s,;:+–-]*(?:(?:trong đó|bao gồm|gồm|và|có|riêng|cụ thể|là|đạt|số|tại)(?!\w)[\s:,]*)*", re.IGNORECASE
)
_OPENED = re.compile(r":|\(|(?<!\w)(?:gồm|trong đó)(?!\w)", re.IGNORECASE)
_AND = re.compile(r"\s+và\s*$", re.IGNORECASE)
_YEAR = re.compile(r"năm\s+(?P<year>20[0-9]{2})(?![0-9])", re.IGNORECASE)


def link_parts(statements: Statements, lists: Sequence[Listed]) -> Statements:
    """The same statements with those that the lists bring; each part leads to its total."""
    if not lists:
        return statements
    linker = _Linker(statements)
    for listed in lists:
        linker.link(listed)
    return Statements(*(tuple(linker.in_order(each)) for each in statements))


@dataclass(slots=True)
class _Linker:
    statements: Statements
    by_id: dict[str, Statement] = field(init=False)
    taken: Taken = field(init=False)
    last: dict[str, int] = field(default_factory=lambda: defaultdict(int))  # number of the last id: r, t
    made: dict[tuple[int, int], str] = field(default_factory=dict)  # from a figure to its new statement
    behind: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        self.by_id = {each.id: each for each in chain(*self.statements)}
        self.taken = Taken(self.by_id.values())
        for key in self.by_id:
            self.last[key[0]] = max(self.last[key[0]], int(key[1:]))

    def link(self, listed: Listed) -> None:
        bounds = [bound_of(*each) for each in listed.parts]
        if None in bounds or bound_of(*listed.total) is None:
            return  # "khoảng 20 lớp": what is only about so much is no part of a sum
        whole = self._at(listed.said.total, ())
        if whole is None or not _is_plain(whole) or whole.parts is not None:
            return
        known = self._parts_known(listed, whole)
        if known is None:
            return
        self.by_id[whole.id] = replace(whole, parts=listed.said.parts_are)
        last = whole.id
        for (block, counted), figure, said, bound in zip(
            listed.parts, listed.said.parts, known, bounds, strict=True
        ):
            assert bound is not None
            part = said or self._new(whole, counted, bound, behind=last)
            if said is None:
                self.made[figure.span.line, figure.span.start] = part.id
            part = _about(part, whole, block, counted, listed)
            self.by_id[part.id] = replace(part, part_of=whole.id)
            last = part.id

    def _parts_known(self, listed: Listed, whole: Statement) -> list[Statement | None] | None:
        """What was read of each part already; None where one of them belongs elsewhere."""
        used = [whole.id]
        known: list[Statement | None] = []
        for figure in listed.said.parts:
            part = self._at(figure, used)
            if part is not None:
                if part.part_of is not None or not _is_plain(part) or part.id[0] != whole.id[0]:
                    return None
                used.append(part.id)
            known.append(part)
        return known

    def _at(self, figure: Figure, used: Sequence[str]) -> Statement | None:
        """What was read from the figure."""
        place = figure.span.line, figure.span.start
        if place in self.made:
            return self.by_id[self.made[place]]
        for item in self.taken.at((figure.span,)):
            said = self.by_id[item.id]
            if figure.stated in said.numbers and said.id not in used:
                return said
        return None

    def _new(self, whole: Statement, counted: Counted, bound: Comparator, *, behind: str) -> Statement:
        letter = whole.id[0]
        self.last[letter] += 1
        mark, measure = counted.mark, counted.measure
        made = replace(
            whole,
            id=f"{letter}{self.last[letter]}",
            kind=StatementKind.COUNT if whole.kind is StatementKind.TOTAL else whole.kind,
            value=mark.value,
            value_from=None,
            of=mark.of,
            comparator=bound,
            measure=measure.text if measure is not None else whole.measure,
            decimals=mark.decimals,
            compared_with=None,
            parts=None,
            numbers=(mark.shown,),
        )
        self.behind[behind].append(made.id)
        return made

    def in_order(self, statements: Iterable[Statement]) -> Iterator[Statement]:
        """Those that were there, each followed by the parts that were found behind it."""
        for each in statements:
            waiting = [each.id]
            while waiting:
                found = waiting.pop()
                yield self.by_id[found]
                waiting += reversed(self.behind.get(found, ()))


def _about(said: Statement, whole: Statement, block: Block, counted: Counted, listed: Listed) -> Statement:
    """The statement with the words of its own item: "rừng phòng hộ 120 ha", "năm 2021: 80 ha"."""
    text, mark = block.text, counted.mark
    begin, end = item_around(block, counted)
    owner, total = listed.total
    if owner is block and (opened := _OPENED.search(text, total.end, mark.start)):
        begin = max(begin, opened.end())
    for owner, other in listed.parts:  # "30 ha cam và 60 ha bưởi": two items
        if owner is block and other.mark.start < mark.start:
            begin = max(begin, text.rfind(" và ", other.end, mark.start), other.end)
        elif owner is block and other.mark.start > mark.start:
            end = min(end, other.mark.start)
    if lead := _LEADS.match(text, begin, mark.start):
        begin = lead.end()
    name = without_bound(text[begin : mark.start]).strip(_MARKS)
    if year := _YEAR.search(name):
        when = PartialDate(int(year["year"]))
        name = whole.object_text
        is_past = said.id.startswith("r")
        said = replace(said, as_of=when) if is_past else replace(said, deadline=when)
    elif not name:
        measure = counted.measure
        is_noun = measure is not None and measure.kind is Kind.COUNT
        start = measure.noun_at if is_noun and measure is not None else counted.end
        name = _AND.sub("", without_bound(text[start:end])).strip(_MARKS)
        end = start + len(name)
    else:
        end = counted.end
    source = block.flow.source(begin, max(end, counted.end))
    return replace(said, object_text=" ".join(name.split()) or whole.object_text, source=source)


def _is_plain(said: Statement) -> bool:
    """A measured thing; communes, villages and criteria have a reader of their own."""
    return (
        said.subject in (Subject.INDICATOR, Subject.OTHER)
        and said.measure not in PROGRAMME_NOUNS
        and said.kind is not StatementKind.SHARE
        and not said.units
        and said.value_to is None
    )
