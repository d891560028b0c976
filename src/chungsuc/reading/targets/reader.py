"""Mục tiêu và kết quả: every statement of the document, from its paragraphs in their order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import NamedTuple

from chungsuc.core.statements import (
    Certainty,
    DocumentKind,
    Mode,
    OutlineNode,
    PartialDate,
    PartList,
    Statement,
    StatementKind,
    Subject,
)
from chungsuc.reading.criteria_names import CriteriaNames
from chungsuc.reading.outline import Outline, Part, Topic
from chungsuc.reading.places import Places
from chungsuc.reading.seams import Role
from chungsuc.reading.targets import changes, communes, gains, measures, standing, villages, wider, years
from chungsuc.reading.targets.apiece import mark_apiece, mark_elsewhere, mark_of_some
from chungsuc.reading.targets.bodies import bodies_in, label_of
from chungsuc.reading.targets.grammar import letters_of
from chungsuc.reading.targets.groups import mark_groups
from chungsuc.reading.targets.lexicon import Word
from chungsuc.reading.targets.listed_below import ListsBelow
from chungsuc.reading.targets.parts import mark_parts, part_list, settle_years, with_parts
from chungsuc.reading.targets.phrases import says_lacking
from chungsuc.reading.targets.scene import Draft, Scene
from chungsuc.reading.targets.tokens import QUANTITIES, Token, tokens_of

_PHRASES = (
    *changes.BOOK,
    *standing.BOOK,
    *communes.BOOK,
    *wider.BOOK,
    *gains.BOOK,
    *years.BOOK,
    *villages.BOOK,
    *measures.BOOK,
)
_PROMISED = (Subject.CRITERION, Subject.COMMUNES, Subject.CRITERIA, Subject.VILLAGES, Subject.MODEL_VILLAGES)
_LONG = 250  # tokens
_LONGEST_TO = {Word.STOP: _LONG, Word.SEMI: 2 * _LONG, Word.COMMA: 4 * _LONG}  # where a longer one is cut
_OPENER = 16  # characters of ", trong đó gồm:"
_CLOSING_QUOTES = ("”", "»", '"')


class Statements(NamedTuple):
    """Hiện trạng và mục tiêu: what is said of the past, and what is promised."""

    baseline: tuple[Statement, ...]
    targets: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Times:
    """What the head says of time: decides what is past."""

    kind: DocumentKind
    first_year: int | None  # the first year that is planned for
    last_year: int | None = None  # the last, where the title names a period
    issued_on: PartialDate | None = None


def read_statements(
    outline: Outline, *, first: int, places: Places, criteria: CriteriaNames, times: Times
) -> Statements:
    reader = _Reader({node.id: node for node in outline.nodes}, places, criteria, times)
    for part in outline.parts[first:]:
        if part.block.role is Role.TEXT and not part.closing:
            reader.read(part)
    return reader.statements()


@dataclass(slots=True)
class _Reader:
    """What was read so far, and what of it the paragraphs to come may add to."""

    nodes: Mapping[str, OutlineNode]
    places: Places
    criteria: CriteriaNames
    times: Times
    baseline: list[Statement] = field(default_factory=list)
    targets: list[Statement] = field(default_factory=list)
    totals: list[tuple[str, Statement]] = field(default_factory=list)  # open totals, and where they stand
    lists: dict[str, PartList] = field(default_factory=dict)  # how the parts of a total are introduced
    rungs: dict[str, list[str]] = field(default_factory=dict)  # of a total: its statements year by year
    raised: dict[str, str] = field(default_factory=dict)  # of what is added: the total that it raises
    bodies: dict[str, str] = field(default_factory=dict)
    under: dict[str | None, list[str]] = field(default_factory=dict)  # statements by the node above them
    below: ListsBelow = field(init=False)

    def __post_init__(self) -> None:
        self.below = ListsBelow(self.places)

    def read(self, part: Part) -> None:
        parent = part.node.parent if part.node is not None else part.section.id if part.section else None
        if body := label_of(part.text, part.block.body_start):
            self.bodies |= {each: body for each in self.under.get(parent, ()) if each not in self.bodies}
        ancestors = {node.id for node in self._above(part)}
        while self.totals and self.totals[-1][0] not in ancestors:
            self.totals.pop()
        above = self.totals[-1][1] if self.totals else None
        if above is not None and part.node is not None and part.node.parent == self.totals[-1][0]:
            self.below.read(part, above)
        answerable = bodies_in(part.text)
        previous: Statement | None = None
        added: Statement | None = None  # "có thêm 04 xã" of "…, nâng tổng số xã đạt chuẩn lên 09 xã"
        for scene, draft in self._drafts(part, above):
            past = _is_past(scene, draft, self.times)
            if not past and not _is_target(scene, draft, self.times):
                continue
            whole = previous or above if draft.is_rung else previous if draft.among else above
            if whole is previous and added is not None:
                whole = added
            statement = self._keep(scene, draft, past, whole)
            start = scene.tokens[draft.core].start
            if body := next((each.body for each in answerable if each.start <= start < each.end), None):
                self.bodies[statement.id] = body
            self.under.setdefault(parent, []).append(statement.id)
            if not draft.among and not draft.is_rung:
                added = previous if previous is not None and _raises_to(previous, statement) else None
                if added is not None:
                    self.raised[added.id] = statement.id
                previous = statement
        whole = added or previous
        if whole is not None and part.node is not None and part.text.rstrip().endswith(":"):
            self.totals.append((part.node.id, whole))
            self.lists.setdefault(whole.id, part_list(part.text[-_OPENER:]))

    def _drafts(self, part: Part, above: Statement | None) -> Iterator[tuple[Scene, Draft]]:
        """What each stretch of the paragraph says, in the order of the text."""
        text = part.text
        if not any(char.isdigit() for char in text) and "tiêu chí" not in text and "chuẩn" not in text:
            return
        if part.is_heading and part.block.marker is not None and text.upper() == text:
            return
        titles = tuple(node.title for node in self._above(part))
        for tokens in _stretches(tokens_of(text, self.places, part.block.body_start)):
            scene = Scene(part, text, tokens, self.places, self.criteria, titles, above)
            _read_phrases(scene)
            for draft in sorted(scene.drafts, key=lambda each: each.core):
                yield scene, draft

    def _above(self, part: Part) -> Iterator[OutlineNode]:
        """The part's own node and those it stands under, up to the root."""
        node = part.section
        while node is not None:
            yield node
            node = self.nodes.get(node.parent) if node.parent else None

    def _keep(self, scene: Scene, draft: Draft, past: bool, whole: Statement | None) -> Statement:
        kept, letter = (self.baseline, "r") if past else (self.targets, "t")
        statement = _statement(scene, draft, past, f"{letter}{len(kept) + 1}", whole)
        kept.append(statement)
        if statement.part_of is not None:
            if draft.is_rung:
                self.rungs.setdefault(statement.part_of, []).append(statement.id)
            if draft.is_rung or draft.among:
                self.lists.setdefault(statement.part_of, draft.among or PartList.ALL)
        return statement

    def statements(self) -> Statements:
        """All of them, with what only a later paragraph told."""
        return Statements(*(self._settled(each) for each in (self.baseline, self.targets)))

    def _settled(self, kept: list[Statement]) -> tuple[Statement, ...]:
        named = [self.below.named(each, self.lists.get(each.id)) for each in kept]
        known = [
            replace(each, body=self.bodies[each.id]) if each.id in self.bodies else each for each in named
        ]
        return with_parts(settle_years(known, self.rungs, self.raised), self.lists)


def _stretches(tokens: Sequence[Token]) -> Iterator[tuple[Token, ...]]:
    """A paragraph as it is; one longer than people write in pieces, so that time grows with its length."""
    start = 0
    for place, token in enumerate(tokens, 1):
        length = place - start
        if length >= _LONGEST_TO.get(token.word, 6 * _LONG):
            yield tuple(tokens[start:place])
            start = place
    if start < len(tokens):
        yield tuple(tokens[start:])


def _read_phrases(scene: Scene) -> None:
    tokens = scene.tokens
    letters = letters_of(tokens)
    for phrase in _PHRASES:
        for match in phrase.pattern.find(letters, scene.taken):
            draft = phrase.action(scene, match)
            if draft is None or (draft.subject in _PROMISED and says_lacking(scene, match, draft)):
                continue
            end = draft.end
            if draft.chars is not None:
                while end < len(tokens) and tokens[end].start < draft.chars[1]:
                    end += 1
            draft.end, draft.core = end, match.first
            figures = [token for token in tokens[match.first : match.end] if token.word in QUANTITIES]
            if draft.level is not None:  # "số xã đạt 15 tiêu chí: 04 xã" states 04 of 15
                figures.sort(key=lambda token: token.value != draft.value)
            draft.numbers = tuple(token.text for token in figures)
            for place in range(match.first, end):
                scene.taken[place] = place not in draft.free
            scene.drafts.append(draft)
            scene.drafts.sort(key=lambda each: each.first)
    for draft in scene.drafts:
        mark_apiece(scene, draft)
        mark_of_some(scene, draft)
        mark_elsewhere(scene, draft)
        mark_groups(scene, draft)
    mark_parts(scene)
    _part_quotes(scene)


def _part_quotes(scene: Scene) -> None:
    """A quotation begins behind the statement before it, not in it."""
    ordered = sorted(scene.drafts, key=lambda each: each.core)
    for before, draft in pairwise(ordered):
        if draft.first < before.end <= draft.core:
            draft.first = before.end
            while draft.first < draft.core and (
                scene.word(draft.first) in (Word.COMMA, Word.SEMI, Word.STOP)
                or scene.tokens[draft.first].text == "và"
            ):
                draft.first += 1


def _is_past(scene: Scene, draft: Draft, times: Times) -> bool:
    """A result stated for a past date, not a goal."""
    clause = scene.clause(draft.first, draft.first)
    begin, end = scene.sentence_start(draft.first), draft.end
    words = {scene.word(place) for place in range(begin, end)}
    if clause.has_goal or Word.GOAL in words:
        return False
    when = scene.date_of(draft)
    year = when.when.year if when is not None and when.when is not None else None
    if scene.topic is Topic.RESULTS:
        if year is None or times.first_year is None or _is_over(when, times):
            return True
        return year < times.first_year or (times.kind is DocumentKind.REPORT and year == times.first_year)
    if year is not None and times.first_year is not None:
        return year < times.first_year
    return times.kind is DocumentKind.REPORT and scene.topic not in (Topic.GOALS, Topic.TASKS)


def _is_to_come(scene: Scene, draft: Draft, times: Times) -> bool:
    """ "Đến hết năm 2024 có 11/13 xã đạt …" among the tasks of a plan for 2024 is what it aims at."""
    if draft.subject not in _PROMISED or scene.topic is not Topic.TASKS or times.kind is DocumentKind.REPORT:
        return False
    when = scene.date_of(draft)
    if when is None or when.when is None or times.first_year is None:
        return False
    by_then = when.word is Word.DATE or any(cue in when.cue.split() for cue in ("đến", "hết", "cuối"))
    return by_then and when.when.year >= times.first_year


def _is_over(when: Token | None, times: Times) -> bool:
    """A month or a day before the one on which the document was signed."""
    day, issued = when.when if when is not None else None, times.issued_on
    if day is None or issued is None or day.month is None or issued.month is None:
        return False
    return (day.year, day.month, day.day or 0) <= (issued.year, issued.month, issued.day or 31)


def _is_target(scene: Scene, draft: Draft, times: Times) -> bool:
    """Outside the part on goals, a figure is a target only where a verb or a day to come says so."""
    if scene.topic is Topic.GOALS or draft.sure:
        return scene.topic is not Topic.RESULTS or draft.mode is not Mode.REACH
    begin = scene.sentence_start(draft.first)
    words = {scene.word(place) for place in range(begin, draft.end)}
    return Word.GOAL in words or draft.mode in (Mode.KEEP, Mode.ADD) or _is_to_come(scene, draft, times)


def _statement(scene: Scene, draft: Draft, past: bool, item_id: str, whole: Statement | None) -> Statement:
    tokens = scene.tokens
    start, stop = tokens[draft.first].start, tokens[draft.end - 1].end
    if draft.chars is not None:
        stop = max(stop, draft.chars[1])
    if scene.text[stop : stop + 1] in _CLOSING_QUOTES:
        stop += 1
    if draft.end < len(tokens) and tokens[draft.end].word is Word.MARK and tokens[draft.end].start == stop:
        stop = tokens[draft.end].end
    kind, mode = draft.kind, draft.mode
    if whole is not None and whole.mode is Mode.ADD and _is_bare_count(draft):
        kind, mode = StatementKind.GAIN, Mode.ADD  # "Xã A: 05 tiêu chí" below "hoàn thành thêm …, trong đó:"
    is_part = whole is not None and _is_part(draft, whole)
    return Statement(
        id=item_id,
        source=scene.part.block.flow.source(start, stop),
        certainty=_certainty(scene, draft),
        kind=kind,
        mode=mode,
        subject=draft.subject,
        value=draft.value,
        value_to=draft.value_to,
        value_from=draft.value_from,
        of=draft.of,
        level=draft.level,
        level_to=draft.level_to,
        comparator=draft.comparator,
        measure=draft.measure,
        object_text=draft.object_text,
        units=draft.units,
        criteria=draft.criteria,
        as_of=_as_of(scene, draft) if past else None,
        deadline=None if past else _deadline(scene, draft),
        decimals=draft.decimals,
        all_units=draft.all_units,
        rest=draft.rest,
        part_of=whole.id if whole is not None and is_part else None,
        section=scene.part.section.id if scene.part.section else None,
        numbers=draft.numbers,
    )


def _raises_to(added: Statement, total: Statement) -> bool:
    """ "Có thêm 04 xã đạt chuẩn, nâng tổng số xã đạt chuẩn lên 09 xã": what a list below it is of."""
    alike = (added.subject, added.measure) == (total.subject, total.measure)
    return alike and added.mode is Mode.ADD and total.kind is StatementKind.TOTAL and total.mode is Mode.REACH


def _is_part(draft: Draft, whole: Statement) -> bool:
    """Counted in the same noun, and no mean of it."""
    if draft.is_rung:
        return draft.measure == whole.measure
    if draft.kind is StatementKind.AVERAGE or whole.kind is StatementKind.AVERAGE:
        return False
    return draft.measure == whole.measure and (draft.subject is whole.subject or draft.among is not None)


def _is_bare_count(draft: Draft) -> bool:
    """So many criteria of a named commune, and no word of whether it has or gains them."""
    counts = draft.kind is StatementKind.COUNT and draft.subject is Subject.CRITERIA and bool(draft.units)
    return counts and draft.of is None and draft.level is None


def _as_of(scene: Scene, draft: Draft) -> PartialDate | None:
    when = scene.date_of(draft)
    return when.when if when is not None else None


def _deadline(scene: Scene, draft: Draft) -> PartialDate | None:
    found = scene.deadline(draft)
    if found is not None:
        return found
    for title in scene.titles[:4]:
        for token in tokens_of(title, scene.places):
            if token.word is Word.YEAR and "đến" in token.cue.split():
                return token.when
    return None


def _certainty(scene: Scene, draft: Draft) -> Certainty:
    """As sure as the least sure of its words, places and criteria."""
    loose = any(not token.exact for token in scene.tokens[draft.first : draft.end])
    parts = [mention.certainty for mention in draft.criteria]
    parts += [unit.certainty for unit in draft.units if unit.level is not None]
    if Certainty.DOUBTFUL in parts and draft.criteria:
        return Certainty.DOUBTFUL
    if (
        loose
        or draft.certainty is not Certainty.CERTAIN
        or any(each is not Certainty.CERTAIN for each in parts)
    ):
        return Certainty.LIKELY
    return Certainty.CERTAIN
