"""What every check works on: the reading, the list of units, the criteria set, and what they share."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property

from chungsuc.checking.passages import Passage, passages_of
from chungsuc.checking.words import in_order, own_words
from chungsuc.core.criteria import CriteriaSet
from chungsuc.core.statements import (
    Certainty,
    Finding,
    FindingKind,
    Item,
    PlanReading,
    Quote,
    Severity,
    Statement,
    Subject,
)
from chungsuc.core.units import Gazetteer, Level, Unit, UnitError
from chungsuc.reading.running_heads import page_numbers
from chungsuc.reasoning.arithmetic import whole

_TOGETHER = re.compile(r"^tiêu chí\s*/\s*(?P<communes>\d{1,4}) xã", re.IGNORECASE)
_COUNTED_KIND = "xã"  # the programme covers communes, not wards or townships
_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}
_SURENESS = {Certainty.CERTAIN: 2, Certainty.LIKELY: 1, Certainty.DOUBTFUL: 0}


@dataclass(frozen=True)
class Case:
    """Một văn bản đang được kiểm tra."""

    reading: PlanReading
    gazetteer: Gazetteer
    criteria_set: CriteriaSet | None

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        return (*self.reading.baseline, *self.reading.targets)

    @cached_property
    def by_id(self) -> Mapping[str, Item]:
        reading = self.reading
        items: tuple[Item, ...] = (
            reading.head,
            *reading.legal_bases,
            *reading.outline,
            *self.statements,
            *reading.funding,
            *reading.sums,
            *reading.tasks,
            *reading.duties,
            *reading.tables,
            *reading.notes,
            *reading.annexes,
            *reading.recipients,
        )
        return {item.id: item for item in items}

    @cached_property
    def period(self) -> tuple[int, int] | None:
        head = self.reading.head
        first = head.period_from if head.period_from is not None else head.period_to
        last = head.period_to if head.period_to is not None else head.period_from
        return None if first is None or last is None else (first, last)

    @cached_property
    def home(self) -> Unit | None:
        """The unit that the document plans for."""
        mention = self.reading.head.unit
        if mention is None or mention.unit_id is None:
            return None
        try:
            return self.gazetteer.get(mention.unit_id)
        except UnitError:
            return None  # a reading that was stored with another list of units

    @cached_property
    def day(self) -> date | None:
        """The day whose communes are counted: that of the document, or the first of its period."""
        issued = self.reading.head.issued_on
        if issued is not None:
            return issued.first_day()
        return None if self.period is None else date(self.period[0], 1, 1)

    @cached_property
    def stated_base(self) -> int | None:
        """Of how many communes the sentences count ("08/09 xã", "182 tiêu chí/12 xã"), where they agree."""
        counted = (s for s in self.statements if s.subject in {Subject.CRITERION, Subject.COMMUNES})
        bases = Counter(whole(s.of) for s in counted if s.of is not None and not s.rest)
        together = (_TOGETHER.search(s.object_text) for s in self.statements if s.subject is Subject.CRITERIA)
        bases.update(int(found["communes"]) for found in together if found is not None)
        bases.pop(None, None)
        if not bases:
            return None
        base, times = bases.most_common(1)[0]
        return base if 2 * times > bases.total() else None

    @cached_property
    def registered_count(self) -> int | None:
        """How many communes the list of units gives the place on that day."""
        home, day = self.home, self.day
        if home is None or day is None or home.level not in {Level.DISTRICT, Level.PROVINCE}:
            return None
        units = self.gazetteer.subtree(home.id, day, Level.COMMUNE)
        return sum(unit.kind == _COUNTED_KIND for unit in units) or None

    @cached_property
    def own_names(self) -> frozenset[str]:
        """The names of the communes of the place on that day, in small letters."""
        home, day = self.home, self.day
        if home is None or day is None:
            return frozenset()
        return frozenset(u.name.casefold() for u in self.gazetteer.subtree(home.id, day, Level.COMMUNE))

    @cached_property
    def commune_count(self) -> int | None:
        """The text's own count comes before the list's."""
        return self.stated_base if self.stated_base is not None else self.registered_count

    @cached_property
    def count_is_in_the_text(self) -> bool:
        """Whether the text itself bears the number of communes out, not the list of units alone."""
        if self.stated_base is not None:
            return True
        columns = [sum(unit is not None for unit in table.units) for table in self.reading.tables]
        levels = [as_count(s.value) or 0 for s in self.reading.baseline if s.level is not None]
        return self.registered_count in {*columns, sum(levels)}

    def criterion_name(self, code: str) -> str:
        if self.criteria_set is None:
            return code
        names = {criterion.code: criterion.name for criterion in self.criteria_set.criteria}
        return names.get(code, code)

    def unit_name(self, key: str) -> str:
        """The name of a unit by its own id; without one, as written."""
        unit = self.gazetteer.units.get(key)
        if unit is not None:
            return unit.name
        for mention in self.reading.mentions:
            if mention.unit_id == key and mention.name:
                return mention.name
        return key.removeprefix("name:")

    def may_have_missed(self, total: Item, parts: Iterable[Item]) -> bool:
        """Whether a line with a figure stands among the parts, or right after them, that is none of them.

        A list that the reader may not know whole is not said to fall short of its total.
        """
        return self.goes_on(total.source.line, {part.source.line for part in parts})

    def goes_on(self, first: int, used: set[int]) -> bool:
        """Whether a line with a figure that is not among `used` stands between them or right after them."""
        last = max(used, default=first)
        is_inline = first in used and not any(_bullet(self.line_text(line)) for line in used - {first})
        if is_inline and self.line_text(last).rstrip(" )").endswith("."):
            return False  # a list in one sentence ends with it
        bullets = {_bullet(self.line_text(line)) for line in used} - {""}
        numbers = self._lines_with_figures
        for number in numbers[bisect_right(numbers, first) :]:
            if number in used:
                continue
            if number < last:
                return True
            # The first figure after the list: does the list go on?
            return _bullet(self.line_text(number)) in bullets
        return False

    @cached_property
    def _lines_with_figures(self) -> list[int]:
        pages = self._page_numbers
        lines = [(line.number, line.text) for line in self.reading.lines if line.number not in pages]
        return sorted(number for number, text in lines if any(map(str.isdigit, text)))

    @cached_property
    def _page_numbers(self) -> frozenset[int]:
        return page_numbers([(line.number, line.text) for line in self.reading.lines])

    def text_below(self, number: int) -> str:
        """The next line; where a page ends in between, the first one of the next page."""
        below = number + 1
        while below in self._page_numbers or (below - 1 in self._page_numbers and below in self._texts):
            if below not in self._page_numbers and self.line_text(below).strip():
                break
            below += 1
        return self.line_text(below)

    @cached_property
    def _texts(self) -> Mapping[int, str]:
        return {line.number: line.text for line in self.reading.lines}

    def line_text(self, number: int) -> str:
        return self._texts.get(number, "")

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """The text in paragraphs: lines that a page or a margin broke are joined again."""
        return passages_of(self.reading.lines, self.reading.paragraphs)


def _bullet(text: str) -> str:
    """The mark that opens a line of a list: "-", "+", "•"."""
    first = text.strip()[:1]
    return first if first in {"-", "+", "•", "–", "*"} else ""


@dataclass(frozen=True, slots=True)
class Sum:
    """Phép tính đã kiểm tra: a stated figure that was computed again, and whether it holds."""

    label: str
    stated: str
    computed: str
    holds: bool
    items: tuple[str, ...]
    lines: tuple[int, ...]


def quotes_of(items: Iterable[Item]) -> tuple[Quote, ...]:
    """One quote for each item, in the order of the text; items read from the same words share one."""
    quotes: dict[tuple[int, str], Quote] = {}
    for item in in_order(list(items)):
        words = own_words(item)
        quotes.setdefault((item.source.line, words), Quote(item.id, item.source.line, words))
    return tuple(quotes.values())


def line_quote(number: int, text: str) -> Quote:
    """Words of the paper that no item was read from."""
    return Quote("", number, " ".join(text.split()))


def least_sure(items: Iterable[Item]) -> Certainty:
    return min((item.certainty for item in items), key=_SURENESS.__getitem__, default=Certainty.CERTAIN)


def finding(
    kind: FindingKind,
    severity: Severity,
    message: str,
    *,
    items: Iterable[Item] = (),
    quotes: tuple[Quote, ...] = (),
    premises: tuple[str, ...] = (),
    stated: str | None = None,
    follows: str | None = None,
    repairs: tuple[str, ...] = (),
    certainty: Certainty | None = None,
    proved_smallest: bool | None = None,
    facts: dict[str, str] | None = None,
) -> Finding:
    """A finding that has no number yet; `numbered` gives them all theirs."""
    rests_on = tuple(items)
    return Finding(
        id="",
        kind=kind,
        severity=severity,
        message=message,
        quotes=quotes or quotes_of(rests_on),
        premises=premises,
        stated=stated,
        follows=follows,
        repairs=repairs,
        certainty=certainty if certainty is not None else least_sure(rests_on),
        proved_smallest=proved_smallest,
        facts=facts or {},
    )


def numbered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The gravest first, then in the order of the text, each with its id."""

    def place(each: Finding) -> tuple[int, int]:
        return _ORDER[each.severity], min((quote.line for quote in each.quotes), default=0)

    ordered = sorted(findings, key=place)
    return tuple(_with_id(each, f"k{number}") for number, each in enumerate(ordered, start=1))


def _with_id(each: Finding, new_id: str) -> Finding:
    return replace(each, id=new_id)


def as_count(value: Decimal | None) -> int | None:
    """The value as a whole number of things, or None where it is absent or not whole."""
    return whole(value)
