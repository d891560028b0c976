"""Mục tiêu và kết quả bằng số của mọi lĩnh vực: what the programme's own reader leaves."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from chungsuc.core.statements import (
    Certainty,
    DocumentKind,
    FundingItem,
    Item,
    PartialDate,
    Source,
    Statement,
    Subject,
)
from chungsuc.reading.outline import Outline, Part, Topic
from chungsuc.reading.quantities import wording
from chungsuc.reading.quantities.clauses import Clause, Sentence, clause_of
from chungsuc.reading.quantities.digits import Habit
from chungsuc.reading.quantities.marks import Mark, Sort, marks_of
from chungsuc.reading.quantities.meaning import Place, Saying, Verdict, judge
from chungsuc.reading.quantities.measures import Measure, measure_of
from chungsuc.reading.quantities.times import When, time_of_title, when_of
from chungsuc.reading.quantities.wording import Hint
from chungsuc.reading.seams import Role
from chungsuc.reading.targets.lexicon import PROGRAMME_NOUNS
from chungsuc.reading.targets.reader import Statements, Times

_NUMBERED = re.compile("[0-9]")
_SAID = ("ít nhất", "tối thiểu", "không quá", "tối đa", "có thêm")


@dataclass(slots=True)
class _Taken:
    """What other readers have read, by line."""

    lines: dict[int, list[tuple[int, int, Item]]] = field(default_factory=lambda: defaultdict(list))

    def add(self, items: Iterable[Item]) -> None:
        for item in items:
            for span in item.source.spans:
                self.lines[span.line].append((span.start, span.end, item))

    def at(self, part: Part, mark: Mark) -> list[Item]:
        spans = part.block.flow.spans(mark.start, mark.end)
        return [
            item
            for span in spans[:1]
            for start, end, item in self.lines.get(span.line, ())
            if start <= span.start < end
        ]


@dataclass(frozen=True, slots=True)
class _Read:
    """A figure that says something."""

    mark: Mark
    saying: Saying
    when: When
    past: bool
    start: int
    end: int
    instead: Statement | None  # what the programme's reader made of the same figure


def read_quantities(
    outline: Outline,
    *,
    first: int,
    times: Times,
    statements: Statements,
    funding: Sequence[FundingItem],
    habit: Habit,
) -> Statements:
    """Add what every other figure of the text says; a plain figure that was read in part is read again."""
    taken = _Taken()
    taken.add((*statements.baseline, *statements.targets, *funding))
    found: list[tuple[Part, _Read]] = []
    dropped: set[str] = set()
    lead: dict[str | None, PartialDate | None] = {}
    for part in outline.parts[first:]:
        if part.block.role is not Role.TEXT or part.closing:
            continue
        above = part.node.parent if part.node is not None else part.section.id if part.section else None
        text = part.text
        if _NUMBERED.search(text) or any(words in text for words in _SAID):
            reader = _Paragraph(part, outline, times, taken, habit, lead.get(above))
            found += [(part, read) for read in reader.read()]
            dropped |= reader.dropped
        if not part.node and text.rstrip().endswith(":"):
            lead[above] = time_of_title(text)
    return _joined(statements, found, dropped)


@dataclass(slots=True)
class _Paragraph:
    part: Part
    outline: Outline
    times: Times
    taken: _Taken
    habit: Habit
    lead: PartialDate | None
    dropped: set[str] = field(default_factory=set)

    def read(self) -> list[_Read]:
        start = self.part.block.body_start
        marks = marks_of(self.part.text, self.habit, start)
        if not any(mark.sort is Sort.FIGURE for mark in marks):
            return []
        sentence = Sentence.of(self.part.text, marks)
        found: list[_Read] = []
        floor = start
        opened: tuple[Mark, Measure | None, Clause] | None = None  # "từ 23 …", its other end to come
        for index, mark in enumerate(marks):
            if mark.sort is not Sort.FIGURE:
                continue
            measure = measure_of(self.part.text, mark)
            items = self.taken.at(self.part, mark)
            owner, others = _owner(items, mark)
            if others and owner is None or owner is not None and not _is_plain(owner):
                floor = max(floor, measure.end if measure else mark.end)
                opened = None
                continue
            if measure is None:
                continue
            clause = clause_of(sentence, index, measure, start=start, floor=floor)
            pair = _pair(sentence, opened, clause, mark)
            if pair is not None:
                clause = replace(
                    clause, begin=pair[1].begin, name=pair[1].name or clause.name, before=pair[1].before
                )
                clause = replace(clause, hints=(*clause.hints, *pair[1].hints))
            elif clause.has(Hint.FROM) and not clause.more and mark.value_to is None:
                if _has_other_end(sentence, index, measure):
                    opened, floor = (mark, measure, clause), measure.end
                    continue
            place = self._place(sentence, mark, start)
            verdict, saying = judge(mark, measure, clause, place, pair[0] if pair else None)
            opened = None
            if verdict is Verdict.REFUSED and isinstance(owner, Statement):
                self.dropped.add(owner.id)
            if saying is None:
                if isinstance(owner, Statement):
                    floor = max(floor, measure.end)
                continue
            begun = pair[0] if pair else None
            found.append(self._reading(sentence, mark, measure, clause, saying, place, start, owner, begun))
            floor = measure.end
        return found

    def _place(self, sentence: Sentence, mark: Mark, start: int) -> Place:
        begin = max(sentence.whole_begin(mark.start, start), mark.start - 900)
        words = sentence.low[begin : mark.start]
        whole = sentence.low[max(start, mark.start - 900) : mark.start]
        return Place(
            self.part.topic,
            self.times.kind,
            bool(wording.PLAIN_GOAL.search(words)),
            bool(wording.DONE_WORDS.search(whole)),
        )

    def _reading(
        self,
        sentence: Sentence,
        mark: Mark,
        measure: Measure,
        clause: Clause,
        saying: Saying,
        place: Place,
        start: int,
        owner: Item | None,
        begun: Mark | None,
    ) -> _Read:
        outer = self.lead or self._of_titles(place)
        when = when_of(sentence, clause, mark, begin=start, outer=outer, begun=begun)
        past = self._is_past(place, when)
        begin, end = clause.begin, max(clause.end, measure.end)
        if when.start is not None and when.end is not None:
            if begin - 40 < when.start < begin and not sentence.text[when.end : begin].strip(" ,:"):
                begin = when.start
        instead = owner if isinstance(owner, Statement) else None
        return _Read(mark, saying, when, past, begin, end, instead)

    def _of_titles(self, place: Place) -> PartialDate | None:
        if place.topic is not Topic.GOALS and not place.aimed:
            return None
        titles = self.outline.titles_above(self.part)
        skip = 1 if self.part.node is not None and self.part.node is self.part.section else 0
        for title in titles[skip:4]:
            if (at := time_of_title(title)) is not None:
                return at
        return None

    def _is_past(self, place: Place, when: When) -> bool:
        """A result that the text states, not a goal."""
        if place.aimed:
            return False
        first_year, year = self.times.first_year, when.at.year if when.at else None
        if place.topic is Topic.RESULTS:
            if year is None or first_year is None:
                return True
            return (
                year < first_year
                or place.done
                or self.times.kind is DocumentKind.REPORT
                and year == first_year
            )
        if year is not None and first_year is not None and year < first_year:
            return True
        if place.done and place.topic is not Topic.GOALS:
            return year is None or first_year is None or year <= first_year
        return self.times.kind is DocumentKind.REPORT and place.topic not in (Topic.GOALS, Topic.TASKS)


def _owner(items: Sequence[Item], mark: Mark) -> tuple[Item | None, bool]:
    """The item that has read this figure, and whether some other item covers it that is not plain."""
    covered = False
    for item in items:
        if isinstance(item, Statement):
            if any(mark.shown == number.rstrip("% ").strip() for number in item.numbers):
                return item, covered
            covered = covered or not _is_plain(item)
        else:
            covered = True
    return None, covered


def _is_plain(item: Item) -> bool:
    """A measured thing, without units or parts that only the programme's reader knows."""
    return (
        isinstance(item, Statement)
        and item.subject in (Subject.INDICATOR, Subject.OTHER)
        and not (item.subject is Subject.OTHER and item.measure in PROGRAMME_NOUNS)
        and not item.units
        and item.part_of is None
        and item.parts is None
    )


def _has_other_end(sentence: Sentence, index: int, measure: Measure) -> bool:
    """Is there "xuống 18", "lên 60%" behind "từ 23", in the same part of the sentence?"""
    mark = sentence.marks[index]
    for other in sentence.between(measure.end, min(sentence.end(mark.end), measure.end + 160)):
        if other.sort is Sort.FIGURE:
            words = sentence.low[max(measure.end, other.start - 40) : other.start]
            return any(f" {word} " in f" {words} " for word in ("lên", "xuống", "còn", "đến", "tới", "thành"))
    return False


def _pair(
    sentence: Sentence, opened: tuple[Mark, Measure | None, Clause] | None, clause: Clause, mark: Mark
) -> tuple[Mark, Clause] | None:
    if opened is None or not clause.has(Hint.TO, Hint.DOWN_TO):
        return None
    if sentence.begin(mark.start, 0) > opened[0].start:
        return None
    return opened[0], opened[2]


def _joined(statements: Statements, found: Sequence[tuple[Part, _Read]], dropped: set[str]) -> Statements:
    """All statements in the order of the text, numbered anew."""
    again = {read.instead.id: (part, read) for part, read in found if read.instead is not None}
    new_ids: dict[str, str] = {}
    kept: list[list[Statement]] = []
    for past, old in ((True, statements.baseline), (False, statements.targets)):
        here = [
            _again(each, *again[each.id], past=past) if each.id in again else each
            for each in old
            if each.id not in dropped
        ]
        here += [
            _statement(part, read, "", past)
            for part, read in found
            if read.instead is None and read.past is past
        ]
        here.sort(key=_place_in_text)
        letter = "r" if past else "t"
        numbered = [replace(each, id=f"{letter}{number}") for number, each in enumerate(here, 1)]
        new_ids |= {before.id: after.id for before, after in zip(here, numbered, strict=True) if before.id}
        kept.append(numbered)
    return Statements(
        *(
            tuple(replace(each, part_of=new_ids.get(each.part_of)) if each.part_of else each for each in here)
            for here in kept
        )
    )


def _again(old: Statement, part: Part, read: _Read, *, past: bool) -> Statement:
    """The same figure read closer, with the indicator and the body that the programme's reader found."""
    new = _statement(part, read, old.id, past)
    sure = old.certainty if old.criteria else new.certainty
    return replace(new, criteria=old.criteria, body=old.body, certainty=sure)


def _place_in_text(statement: Statement) -> tuple[int, int]:
    spans = statement.source.spans
    return (spans[0].line, spans[0].start) if spans else (statement.source.line, 0)


def _statement(part: Part, read: _Read, item_id: str, past: bool) -> Statement:
    said = read.saying
    source: Source = part.block.flow.source(read.start, read.end)
    return Statement(
        id=item_id,
        source=source,
        certainty=said.certainty,
        kind=said.kind,
        mode=said.mode,
        subject=said.subject,
        value=said.value,
        value_to=said.value_to,
        value_from=said.value_from,
        of=said.of,
        comparator=said.comparator,
        measure=said.measure,
        object_text=said.object_text,
        as_of=read.when.at if past else None,
        deadline=None if past else read.when.at,
        compared_with=read.when.compared_with,
        decimals=read.mark.decimals if read.mark.value_to is None and read.mark.of is None else 0,
        section=part.section.id if part.section else None,
        numbers=(read.mark.shown,),
    )
