"""Mục tiêu và kết quả bằng số của mọi lĩnh vực: what the programme's own reader leaves."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from chungsuc.core.statements import (
    DocumentKind,
    FundingItem,
    Item,
    OutlineNode,
    PartialDate,
    Source,
    Statement,
    StatementKind,
    Subject,
)
from chungsuc.reading.outline import Outline, Part, Topic
from chungsuc.reading.quantities import wording
from chungsuc.reading.quantities.belonging import Place
from chungsuc.reading.quantities.clauses import Clause, Sentence, clause_of, without_asides
from chungsuc.reading.quantities.digits import Habit
from chungsuc.reading.quantities.marks import Mark, Sort, marks_of
from chungsuc.reading.quantities.meaning import Judged, Saying, judge
from chungsuc.reading.quantities.measures import Measure, measure_of
from chungsuc.reading.quantities.taken import Taken
from chungsuc.reading.quantities.times import When, time_of_title, when_of
from chungsuc.reading.quantities.wording import Hint
from chungsuc.reading.seams import Role
from chungsuc.reading.targets.lexicon import PROGRAMME_NOUNS
from chungsuc.reading.targets.reader import Statements, Times

_REACH = 900  # characters before a figure that may say what it is about
_FAR = 160  # characters between the two ends of a change
_AGES = re.compile(r"(?:tháng )?tuổi\b|tháng\b")  # "trẻ em dưới 5 tuổi": a figure inside a name
_TOWARDS = frozenset("lên xuống còn đến tới thành".split())
_JOINT = re.compile(r"[\s,;:.–\-+]*(?:(?:và|đồng thời)\s+)?", re.IGNORECASE)
_NUMBERED = re.compile("[0-9]|ít nhất|tối thiểu|không quá|tối đa|có thêm|một nửa", re.IGNORECASE)


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
    taken = Taken((*statements.baseline, *statements.targets, *funding))
    found: list[tuple[Part, _Read]] = []
    dropped: set[str] = set()
    lead: dict[str | None, PartialDate | None] = {}
    headings = _Headings(outline)
    for part in outline.parts[first:]:
        if part.block.role is not Role.TEXT or part.closing:
            continue
        above = part.node.parent if part.node is not None else part.section.id if part.section else None
        text = part.text
        if _NUMBERED.search(text):
            reader = _Paragraph(part, headings, times, taken, habit, lead.get(above))
            found += [(part, read) for read in reader.read()]
            dropped |= reader.dropped
        if not part.node and text.rstrip().endswith(":"):
            lead[above] = time_of_title(text)
    return _joined(statements, found, dropped)


@dataclass(frozen=True, slots=True)
class _Start:
    """The value that a change starts from: "từ 23 ca …", its other end to come."""

    mark: Mark
    clause: Clause

    def goes_on(self, sentence: Sentence, mark: Mark, clause: Clause) -> bool:
        same_part = sentence.begin(mark.start, 0) <= self.mark.start
        return same_part and clause.has(Hint.TO, Hint.DOWN_TO)

    def is_range(self, sentence: Sentence, mark: Mark) -> bool:
        """ "từ 80 triệu đồng đến 85 triệu đồng" leaves the value open; "lên 85" ends a rise."""
        words = sentence.low[self.mark.end : mark.start].split()
        return not {"lên", "xuống", "còn"} & set(words)

    def with_end(self, mark: Mark) -> Mark:
        shown = f"{self.mark.shown} - {mark.shown}"
        return replace(mark, value=self.mark.value, value_to=mark.value, shown=shown)

    def joined(self, clause: Clause) -> Clause:
        """The clause of the value at the end, with the name that stands before the start."""
        return replace(
            clause,
            begin=self.clause.begin,
            name=self.clause.name or clause.name,
            before=self.clause.before,
            lead=self.clause.lead,
            hints=(*clause.hints, *self.clause.hints),
        )


@dataclass(slots=True)
class _Headings:
    """By when, as the headings above say: "MỤC TIÊU ĐẾN NĂM 2030"."""

    outline: Outline
    _nodes: dict[str, OutlineNode] = field(init=False)
    _times: dict[str, PartialDate | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._nodes = {node.id: node for node in self.outline.nodes}

    def time_of(self, node_id: str | None) -> PartialDate | None:
        """The time in the title of this node, or of the nearest above it that has one."""
        if node_id is None:
            return None
        if node_id not in self._times:
            node = self._nodes[node_id]
            self._times[node_id] = time_of_title(node.title) or self.time_of(node.parent)
        return self._times[node_id]


@dataclass(slots=True)
class _Paragraph:
    part: Part
    headings: _Headings
    times: Times
    taken: Taken
    habit: Habit
    lead: PartialDate | None
    dropped: set[str] = field(default_factory=set)

    def read(self) -> list[_Read]:
        text, start = without_asides(self.part.text), self.part.block.body_start
        marks = marks_of(text, self.habit, start)
        if not any(mark.sort is Sort.FIGURE for mark in marks):
            return []
        sentence = Sentence.of(text, marks)
        found: list[_Read] = []
        floor = start  # what stands before it speaks of figures that were read
        opened: _Start | None = None
        for index, mark in enumerate(marks):
            if mark.sort is not Sort.FIGURE:
                continue
            measure = measure_of(text, mark)
            owner, is_free = self._owner(mark)
            if not is_free:
                floor, opened = max(floor, measure.end if measure else mark.end), None
                continue
            if measure is None:
                continue
            clause = clause_of(sentence, index, measure, start=start, floor=floor)
            if opened is not None and opened.goes_on(sentence, mark, clause):
                clause = opened.joined(clause)
            else:
                opened = None
                if _opens_change(sentence, mark, measure, clause):
                    opened, floor = _Start(mark, clause), measure.end
                    self._drop(owner)
                    continue
            last = _last(found, sentence, mark)
            read = self._said(sentence, mark, measure, clause=clause, opened=opened, owner=owner, last=last)
            opened = None
            if read is not None:
                found.append(read)
            if read is not None or (owner is not None and not _AGES.match(measure.text)):
                floor = max(floor, measure.end)
        return found

    def _said(
        self,
        sentence: Sentence,
        mark: Mark,
        measure: Measure,
        *,
        clause: Clause,
        opened: _Start | None,
        owner: Statement | None,
        last: Saying | None,
    ) -> _Read | None:
        start = self.part.block.body_start
        begun = opened.mark if opened is not None else None
        if opened is not None and opened.is_range(sentence, mark):
            mark, begun = opened.with_end(mark), None
        place = self._place(sentence, mark, start)
        judged, saying = judge(mark, measure, clause, place, before=begun, last=last)
        if judged is Judged.REFUSED or (saying is None and owner is not None and _is_above_all(owner)):
            self._drop(owner)
        if saying is None:
            return None
        outer = self.lead or self._of_titles(place)
        if sentence.names_this_year(mark.start, start):
            outer = self._this_year()
        when = when_of(sentence, clause, mark, begin=start, outer=outer, begun=begun)
        past = self._is_past(place, when)
        if when.at is None:
            when = replace(when, at=self._of_the_whole(place, past=past))
        begin = _with_time(sentence, clause.begin, when)
        end = max(clause.end, measure.end)
        return _Read(mark, saying, when, past, begin, end, owner)

    def _owner(self, mark: Mark) -> tuple[Statement | None, bool]:
        """The plain statement that has this figure already; and whether the figure is free to be read."""
        items = self.taken.at(self.part.block.flow.spans(mark.start, mark.end))
        for item in items:
            if isinstance(item, Statement) and any(
                mark.shown == number.rstrip("% ").strip() for number in item.numbers
            ):
                return item, _is_plain(item)
        return None, all(_is_plain(item) or _names_work(item, mark) for item in items)

    def _drop(self, owner: Statement | None) -> None:
        if owner is not None:
            self.dropped.add(owner.id)

    def _place(self, sentence: Sentence, mark: Mark, start: int) -> Place:
        near = max(start, mark.start - _REACH)
        words = sentence.low[max(near, sentence.whole_begin(mark.start, start)) : mark.start]
        done = bool(wording.DONE_WORDS.search(sentence.low, near, mark.start))
        aimed = bool(wording.AIMED.search(words)) or (
            bool(wording.GOAL_NOUNS.search(words)) and not wording.DONE_WORDS.search(words)
        )
        return Place(self.part.topic, self.times.kind, aimed, done)

    def _of_titles(self, place: Place) -> PartialDate | None:
        return self._of_headings() if place.topic is Topic.GOALS or place.aimed else None

    def _of_headings(self) -> PartialDate | None:
        section = self.part.section
        if section is not None and self.part.node is section:
            return self.headings.time_of(section.parent)
        return self.headings.time_of(section.id if section is not None else None)

    def _this_year(self) -> PartialDate | None:
        """The year of "năm nay": that of the title, where it names one; else that of the paper's day."""
        times = self.times
        if times.first_year is not None and times.last_year in (None, times.first_year):
            return PartialDate(times.first_year)
        return PartialDate(times.issued_on.year) if times.issued_on is not None else None

    def _of_the_whole(self, place: Place, *, past: bool) -> PartialDate | None:
        """When the headings or the title say it for all: a goal by the end of the plan's period, a result
        of the time in its heading, where that time was over."""
        times = self.times
        if past:
            at = self._of_headings() if place.topic is Topic.RESULTS else None
            known = times.issued_on.year if times.issued_on is not None else times.first_year
            return at if at is not None and known is not None and at.year <= known else None
        if times.last_year is None or times.kind not in (DocumentKind.PLAN, DocumentKind.PROGRAMME):
            return None
        return PartialDate(times.last_year)

    def _is_past(self, place: Place, when: When) -> bool:
        """A result that the text states, not a goal."""
        if place.aimed:
            return False
        first_year, year = self.times.first_year, when.at.year if when.at else None
        if place.topic is Topic.RESULTS:
            if year is None or first_year is None:
                return True
            return year < first_year or place.done or (self._reports() and year == first_year)
        if year is not None and first_year is not None and year < first_year:
            return True
        if place.done and place.topic is not Topic.GOALS:
            return year is None or first_year is None or year <= first_year
        return self._reports() and place.topic not in (Topic.GOALS, Topic.TASKS)

    def _reports(self) -> bool:
        return self.times.kind is DocumentKind.REPORT


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


def _names_work(item: Item, mark: Mark) -> bool:
    """ "Làm 12 km đường, kinh phí 6.500 triệu đồng": in a line of money, a figure that is not the money."""
    return isinstance(item, FundingItem) and mark.shown not in item.stated


def _is_above_all(said: Statement) -> bool:
    """ "đạt 118% Nghị quyết" is no share of a whole."""
    return said.kind is StatementKind.SHARE and said.value is not None and said.value > 100


def _opens_change(sentence: Sentence, mark: Mark, measure: Measure, clause: Clause) -> bool:
    """Is it the "từ 23" of "từ 23 … xuống 18", in the same part of the sentence?"""
    if not clause.has(Hint.FROM) or clause.more or mark.value_to is not None:
        return False
    limit = min(sentence.end(mark.end), measure.end + _FAR)
    for other in sentence.between(measure.end, limit):
        if other.sort is Sort.FIGURE:
            words = sentence.low[max(measure.end, other.start - 40) : other.start].split()
            return any(word in _TOWARDS for word in words)
    return False


def _last(found: Sequence[_Read], sentence: Sentence, mark: Mark) -> Saying | None:
    """What the figure before says, in the same part of the sentence."""
    if not found or found[-1].mark.start < sentence.begin(mark.start, 0):
        return None
    return found[-1].saying


def _with_time(sentence: Sentence, begin: int, when: When) -> int:
    """A time right before the clause belongs to what is quoted: "Đến năm 2030: 35% hộ …"."""
    if when.start is None or when.end is None or not begin - _FAR < when.start < begin:
        return begin
    return begin if sentence.text[when.end : begin].strip(" ,:") else when.start


def _joined(statements: Statements, found: Sequence[tuple[Part, _Read]], dropped: set[str]) -> Statements:
    """All statements in the order of the text, numbered anew."""
    again = {read.instead.id: (part, read) for part, read in found if read.instead is not None}
    kept: dict[bool, list[Statement]] = {True: [], False: []}
    for past, old in ((True, statements.baseline), (False, statements.targets)):
        for each in old:
            if each.id in again:
                part, read = again[each.id]
                kept[read.past].append(_again(each, part, read))
            elif each.id not in dropped:
                kept[past].append(each)
    for part, read in found:
        if read.instead is None:
            kept[read.past].append(_statement(part, read, ""))
    new_ids: dict[str, str] = {}
    numbered: list[list[Statement]] = []
    for past in (True, False):
        here = sorted(kept[past], key=_place_in_text)
        ids = [f"{'r' if past else 't'}{number}" for number in range(1, len(here) + 1)]
        new_ids |= {each.id: new for each, new in zip(here, ids, strict=True) if each.id}
        numbered.append([replace(each, id=new) for each, new in zip(here, ids, strict=True)])
    return Statements(
        *(
            tuple(replace(each, part_of=new_ids.get(each.part_of)) if each.part_of else each for each in here)
            for here in numbered
        )
    )


def _again(old: Statement, part: Part, read: _Read) -> Statement:
    """The same figure read closer, with the indicator and the body that the programme's reader found."""
    new = _statement(part, read, old.id)
    sure = old.certainty if old.criteria else new.certainty
    return replace(new, criteria=old.criteria, body=old.body, certainty=sure)


def _place_in_text(statement: Statement) -> tuple[int, int]:
    spans = statement.source.spans
    return (spans[0].line, spans[0].start) if spans else (statement.source.line, 0)


def _statement(part: Part, read: _Read, item_id: str) -> Statement:
    said = read.saying
    start = read.start + len(found[0]) if (found := _JOINT.match(part.text, read.start)) else read.start
    source: Source = part.block.flow.source(min(start, read.mark.start), read.end)
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
        as_of=read.when.at if read.past else None,
        deadline=None if read.past else read.when.at,
        compared_with=read.when.compared_with,
        decimals=read.mark.decimals if read.mark.value_to is None and read.mark.of is None else 0,
        section=part.section.id if part.section else None,
        numbers=(read.mark.shown,),
    )
