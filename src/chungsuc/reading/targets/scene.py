"""What a phrase may ask about the paragraph it stands in: its clause, its verbs, its dates."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from chungsuc.core.statements import (
    Certainty,
    Comparator,
    CriterionMention,
    Mode,
    PartialDate,
    PartList,
    Statement,
    StatementKind,
    Subject,
    UnitMention,
)
from chungsuc.reading.criteria_names import CriteriaNames
from chungsuc.reading.outline import Part, Topic
from chungsuc.reading.places import Places
from chungsuc.reading.targets.lexicon import Word
from chungsuc.reading.targets.tokens import Token

_NEAR = 5  # tokens; "duy trì và hoàn thành 04 xã"
_LONGEST_CLAUSE = 150  # tokens before the figure; what stands farther off says nothing of it
_CLAUSE = (Word.STOP, Word.SEMI, Word.COLON)
_OPENERS = frozenset(
    {
        Word.GOAL, Word.KEEP, Word.ADD, Word.REACH, Word.YEAR, Word.DATE, Word.FOR, Word.TOTAL, Word.AVERAGE,
        Word.EACH, Word.ALL, Word.NONE, Word.UNIT, Word.PROPER, Word.LEAST, Word.MOST, Word.ABOUT,
    }
)  # fmt: skip
_STRONG_OPENERS = frozenset({Word.GOAL, Word.YEAR, Word.DATE, Word.FOR})
_BY_THEN = ("đến", "hết", "cuối", "trong", "vào", "trước")


@dataclass(slots=True, kw_only=True)
class Draft:
    """A statement being made; `first` and `end` are the tokens that it rests on."""

    first: int
    end: int
    kind: StatementKind
    mode: Mode
    subject: Subject
    value: Decimal | None = None
    value_to: Decimal | None = None
    value_from: Decimal | None = None
    of: Decimal | None = None
    level: Decimal | None = None
    level_to: Decimal | None = None
    comparator: Comparator = Comparator.EQUAL
    measure: str | None = None
    object_text: str = ""
    units: tuple[UnitMention, ...] = ()
    criteria: tuple[CriterionMention, ...] = ()
    decimals: int = 0
    all_units: bool = False
    rest: bool = False
    parts: PartList | None = None
    compared_with: PartialDate | None = None
    certainty: Certainty = Certainty.CERTAIN
    numbers: tuple[str, ...] = ()
    core: int = 0  # the first token of the pattern itself, behind verbs that were added for quoting
    sure: bool = False  # a statement even without "phấn đấu"
    chars: tuple[int, int] | None = None  # what it rests on, where that goes beyond its tokens
    free: range = range(0)  # tokens inside it that another phrase may read
    among: PartList | None = None  # stands behind "trong đó" or "gồm" of the same sentence
    dated: int | None = None  # the token of its date, where that is known
    dated_from: int | None = None  # the token from which on its date is looked for, where not from its core
    is_rung: bool = False  # one year of several: "năm 2022: 02 xã; năm 2023: 03 xã"


@dataclass(frozen=True, slots=True)
class Clause:
    """What stands before a figure: the verbs that govern it."""

    mode: Mode
    has_goal: bool
    has_verb: bool
    rest: bool
    each: bool
    first: int  # the token that the quotation begins with


@dataclass(slots=True)
class Scene:
    """Đoạn văn đang đọc: a paragraph, its tokens and where it stands."""

    part: Part
    text: str
    tokens: tuple[Token, ...]
    places: Places
    criteria: CriteriaNames
    titles: tuple[str, ...]
    above: Statement | None = None  # the total whose parts the paragraph lists
    taken: list[bool] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    _starts: list[int] = field(init=False)  # of each token's sentence; and of one token more
    _dated: list[int] = field(init=False)  # the last token before each that names a date; -1 where none
    _first_dated: dict[int, int] = field(default_factory=dict)  # by the start of the sentence
    _commas: list[int] = field(init=False)  # the last comma before each that parts two things; likewise
    _goals: list[int] = field(init=False)  # the last "phấn đấu" before each; likewise

    def __post_init__(self) -> None:
        self.taken = self.taken or [False] * len(self.tokens)
        self._starts, self._dated, self._commas, self._goals = [0], [-1], [-1], [-1]
        for place, token in enumerate(self.tokens, 1):
            # "duy trì, nâng cao chất lượng 04 xã" keeps all the same: that comma parts nothing
            parts = token.word is Word.COMMA and self.word(place - 2) is not Word.KEEP
            self._commas.append(place - 1 if parts else self._commas[-1])
            if token.when is not None:
                self._first_dated.setdefault(self._starts[-1], place - 1)
            self._starts.append(place if token.word is Word.STOP else self._starts[-1])
            self._dated.append(place - 1 if token.when is not None else self._dated[-1])
            self._goals.append(place - 1 if token.word is Word.GOAL else self._goals[-1])

    @property
    def topic(self) -> Topic:
        return self.part.topic

    def word(self, place: int) -> Word | None:
        return self.tokens[place].word if 0 <= place < len(self.tokens) else None

    def lower(self, place: int) -> str:
        """The words of a token in lower case; empty where there is none."""
        return self.tokens[place].text.casefold() if 0 <= place < len(self.tokens) else ""

    def sentence_start(self, place: int) -> int:
        return self._starts[place]

    def sentence_end(self, place: int) -> int:
        while place < len(self.tokens) and self.tokens[place].word is not Word.STOP:
            place += 1
        return place

    def clause(self, first: int, figure: int) -> Clause:
        """The clause that the figure at token `figure` stands in, before the match at `first`."""
        begin = first
        farthest = max(first - _LONGEST_CLAUSE, 0)
        while begin > farthest and self.tokens[begin - 1].word not in _CLAUSE and not self.taken[begin - 1]:
            begin -= 1
        goals = [place for place in range(begin, figure) if self.tokens[place].word is Word.GOAL]
        window = range(goals[-1] if goals else begin, figure)
        near = [
            place for place in window if figure - place <= _NEAR or not self._comma_between(place, figure)
        ]
        words = {self.tokens[place].word for place in near}
        mode = None
        if Word.ADD in words:
            mode = Mode.ADD
        elif Word.KEEP in words:
            mode = Mode.KEEP
        elif Word.REACH in words or Word.TOTAL in words:
            mode = Mode.REACH
        has_verb = mode is not None or bool(goals)
        if mode is None:
            mode = Mode.REACH if goals else self._carried(first)
        opener = first
        for openers in (_STRONG_OPENERS, _OPENERS):
            opener = next(
                (place for place in range(begin, first) if self.tokens[place].word in openers), first
            )
            if opener < first:
                break
        return Clause(
            mode,
            self._goals[figure] >= self.sentence_start(first),
            has_verb,
            any(self.tokens[place].word is Word.REST for place in range(begin, figure)),
            any(self.tokens[place].word is Word.EACH for place in window),
            min(opener, first),
        )

    def _comma_between(self, start: int, end: int) -> bool:
        return self._commas[end] >= start

    def _carried(self, first: int) -> Mode:
        """ "Duy trì 01 thôn …; 05 thôn …": a verb goes on until another one comes."""
        start = self.tokens[self.sentence_start(first)].start if first < len(self.tokens) else 0
        before = [
            draft for draft in self.drafts if draft.end <= first and self.tokens[draft.first].start >= start
        ]
        return before[-1].mode if before and before[-1].kind is not StatementKind.TOTAL else Mode.REACH

    def date_of(self, draft: Draft) -> Token | None:
        """The last date named in the sentence up to the statement, or behind it within the clause."""
        if draft.dated is not None:
            return self.tokens[draft.dated]
        before = self._dated[draft.core]
        if before >= self.sentence_start(draft.core):
            return self.tokens[before]
        start = draft.core if draft.dated_from is None else draft.dated_from
        for place in range(start, len(self.tokens)):
            token = self.tokens[place]
            if token.word in (Word.SEMI, Word.STOP, Word.COLON, Word.AMONG):
                break
            if token.word is Word.YEAR:
                return token
        return None

    def date_near(self, place: int) -> Token | None:
        """A year or a day named anywhere in the sentence of a token."""
        dated = self._first_dated.get(self.sentence_start(place))
        return None if dated is None else self.tokens[dated]

    def deadline(self, draft: Draft) -> PartialDate | None:
        """By when: of the sentence, else of the paragraph before it."""
        own = self.date_of(draft)
        if own is not None:
            return own.when
        before = self._dated[draft.core]
        while before >= 0:
            token = self.tokens[before]
            if token.word is Word.YEAR and any(cue in token.cue.split() for cue in _BY_THEN):
                return token.when
            before = self._dated[before]
        return None

    def words(self, first: int, end: int) -> str:
        """The text of some tokens, as written."""
        if first >= end or first >= len(self.tokens):
            return ""
        return " ".join(self.text[self.tokens[first].start : self.tokens[end - 1].end].split())

    def context_criterion(self) -> CriterionMention | None:
        """The criterion of the paragraph's label or of the heading that it stands under."""
        if self.part.label:
            found = self.criteria.find(self.part.label)
            if found.code is not None and found.certainty is not Certainty.DOUBTFUL:
                return found
        for title in (self.part.label, *self.titles[:2]):
            if title and (named := self.criteria.within(title)):
                return named
        return None
