"""So sánh hai bản: what a plan promises, pays and orders in one version, and in the other.

Items are matched by what they speak of, not by where they stand: a target that moved is no change, one
whose figure changed is. What has no partner was added or taken out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from chungsuc.checking.check import Examination
from chungsuc.checking.words import own_words
from chungsuc.core.statements import (
    Duty,
    Finding,
    FundingItem,
    Head,
    Item,
    LegalBasis,
    PlanReading,
    Statement,
)
from chungsuc.core.vietnamese.dates import format_date
from chungsuc.core.vietnamese.numbers import format_number
from chungsuc.core.vietnamese.text import fold, nfc

DIFF_VERSION = 1
_DIGITS = re.compile(r"\d[\d.,/%]*")
_LINES = re.compile(r"\b(?:các )?dòng [\d, và]+")
_FIRST_WORDS = 8
_LONGEST_LABEL = 120
_NAMED_BY = 3  # words that tell one target from another
Each = TypeVar("Each", bound=Item)
Keys = Sequence[Callable[[Any], Hashable]]


class Section(StrEnum):
    """Phần nào của kế hoạch; the same words as the keys of the JSON."""

    DOCUMENT = "document"
    TARGETS = "targets"
    BASELINE = "baseline"
    FUNDING = "funding"
    TASKS = "tasks"
    DUTIES = "duties"
    LEGAL_BASES = "legal_bases"
    FINDINGS = "findings"


class ChangeKind(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Side:
    """One version's words: where they stand, and the value that counts in them."""

    line: int
    text: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """Một thay đổi. `before` is None for what was added, `after` for what was taken out."""

    section: Section
    kind: ChangeKind
    label: str
    before: Side | None
    after: Side | None


def changes_between(before: Examination, after: Examination) -> tuple[Change, ...]:
    """Everything that a reader of the second version must know who has read the first."""
    return (*_changes(before.reading, after.reading), *_findings(before.findings, after.findings))


def _changes(before: PlanReading, after: PlanReading) -> Iterator[Change]:
    yield from _document(before.head, after.head)
    for section in (Section.TARGETS, Section.BASELINE):
        said = _of(before, section), _of(after, section)
        yield from _compared(section, *said, (_words, _subject, _wording), value=_value, label=_what)
    paths = {**_paths(before.funding, "1"), **_paths(after.funding, "2")}
    yield from _compared(
        Section.FUNDING,
        [_Paid(item, paths["1", item.id]) for item in before.funding],
        [_Paid(item, paths["2", item.id]) for item in after.funding],
        (lambda paid: (paid.path, paid.item.year), lambda paid: (fold(paid.item.label), paid.item.year)),
        value=lambda paid: f"{paid.item.stated} {paid.item.measure}",
        label=lambda paid: paid.item.label,
        same=lambda one, other: one.item.amount == other.item.amount,
        item_of=lambda paid: paid.item,
    )
    for section in (Section.TASKS, Section.DUTIES):
        work = _of(before, section), _of(after, section)
        yield from _compared(section, *work, (_words, _wording, _opening), value=_order, label=_body)
    yield from _compared(
        Section.LEGAL_BASES,
        [each for each in before.legal_bases if each.in_opening],
        [each for each in after.legal_bases if each.in_opening],
        (_reference,),
        value=_dated,
        label=lambda basis: f"{basis.kind} {basis.number or basis.subject or ''}".strip(),
    )


def _of(reading: PlanReading, section: Section) -> Sequence[Any]:
    items: Mapping[Section, Sequence[Item]] = {
        Section.TARGETS: reading.targets,
        Section.BASELINE: reading.baseline,
        Section.TASKS: reading.tasks,
        Section.DUTIES: reading.duties,
    }
    return items[section]


# --- matching ---------------------------------------------------------------------------------------------


def _compared(
    section: Section,
    before: Sequence[Any],
    after: Sequence[Any],
    keys: Keys,
    *,
    value: Callable[[Any], str],
    label: Callable[[Any], str],
    same: Callable[[Any, Any], bool] | None = None,
    item_of: Callable[[Any], Item] = lambda item: item,
) -> Iterator[Change]:
    """Pairs by the first key that fits, then by the next; what is left has no partner."""
    pairs, gone, new = _paired(before, after, keys)

    def side(each: Any) -> Side:
        item = item_of(each)
        return Side(item.source.line, own_words(item), value(each))

    def name(each: Any) -> str:
        words = " ".join(label(each).split())
        return words if len(words) <= _LONGEST_LABEL else f"{words[: _LONGEST_LABEL - 1].rstrip()}…"

    for old, now in pairs:
        if not (same(old, now) if same is not None else value(old) == value(now)):
            yield Change(section, ChangeKind.CHANGED, name(now), side(old), side(now))
    for each in gone:
        yield Change(section, ChangeKind.REMOVED, name(each), side(each), None)
    for each in new:
        yield Change(section, ChangeKind.ADDED, name(each), None, side(each))


def _paired(
    before: Sequence[Any], after: Sequence[Any], keys: Keys
) -> tuple[list[tuple[Any, Any]], list[Any], list[Any]]:
    gone, new = list(before), list(after)
    pairs: list[tuple[Any, Any]] = []
    for key in keys:
        waiting: dict[Hashable, list[Any]] = {}
        for each in reversed(new):
            waiting.setdefault(key(each), []).append(each)
        left = []
        taken: set[int] = set()
        for each in gone:
            partners = waiting.get(key(each))
            if partners:
                partner = partners.pop()
                taken.add(id(partner))
                pairs.append((each, partner))
            else:
                left.append(each)
        gone, new = left, [each for each in new if id(each) not in taken]
    return pairs, gone, new


# --- targets and results ----------------------------------------------------------------------------------


def _words(item: Statement | Duty) -> Hashable:
    return nfc(item.source.text)


def _wording(item: Statement | Duty) -> Hashable:
    """The words without their figures: "đạt 80%" and "đạt 85%" say the same of another number."""
    return _DIGITS.sub("#", " ".join(fold(item.source.text).split()))


def _subject(said: Statement) -> Hashable:
    units = frozenset(mention.unit_id or fold(mention.text) for mention in said.units)
    codes = frozenset(mention.code or fold(mention.text) for mention in said.criteria)
    words = " ".join(fold(said.object_text).split())
    levels = said.level, said.level_to
    return said.subject, said.kind, said.mode, words, levels, units, codes, said.deadline or said.as_of


def _value(said: Statement) -> str:
    if said.value is None:
        return _what(said)
    text = format_number(said.value)
    if said.value_to is not None:
        text += f"-{format_number(said.value_to)}"
    if said.of is not None:
        text += f"/{format_number(said.of)}"
    measure = said.measure or ""
    text = f"{text}{measure}" if measure == "%" else f"{text} {measure}".strip()
    when = said.deadline or said.as_of
    return f"{text} ({format_date(when)})" if when is not None else text


def _what(said: Statement) -> str:
    """What it counts; where that is one general word, the sentence."""
    return said.object_text if len(said.object_text.split()) >= _NAMED_BY else own_words(said)


# --- money ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, eq=False)
class _Paid:
    item: FundingItem
    path: tuple[str, ...]


def _paths(items: Sequence[FundingItem], version: str) -> dict[tuple[str, str], tuple[str, ...]]:
    """Each amount's label under the labels above it."""
    by_id = {item.id: item for item in items}
    found = {}
    for item in items:
        path, above, seen = [fold(item.label)], item.parent, {item.id}
        while above is not None and above in by_id and above not in seen:
            seen.add(above)
            path.append(fold(by_id[above].label))
            above = by_id[above].parent
        found[version, item.id] = tuple(path)
    return found


# --- work and bases ---------------------------------------------------------------------------------------


def _opening(duty: Duty) -> Hashable:
    return fold(duty.body or ""), tuple(fold(duty.text).split()[:_FIRST_WORDS])


def _order(duty: Duty) -> str:
    parts = [" ".join(nfc(duty.text).split())]
    if duty.deadline is not None:
        parts.append(f"thời hạn {format_date(duty.deadline)}")
    return "; ".join(parts)


def _body(duty: Duty) -> str:
    return duty.body or duty.text


def _reference(basis: LegalBasis) -> Hashable:
    return fold(basis.kind), (basis.number or fold(basis.subject or "")).upper().replace(" ", "")


def _dated(basis: LegalBasis) -> str:
    day = "" if basis.issued_on is None else f"ngày {format_date(basis.issued_on)}"
    return " ".join(part for part in (basis.kind, basis.number, day) if part)


# --- the head and the findings ----------------------------------------------------------------------------


def _document(before: Head, after: Head) -> Iterator[Change]:
    for label, read in _HEAD:
        old, new = read(before), read(after)
        if old != new:
            sides = Side(before.source.line, old, old), Side(after.source.line, new, new)
            yield Change(Section.DOCUMENT, ChangeKind.CHANGED, label, *sides)


def _day(head: Head) -> str:
    return "" if head.issued_on is None else format_date(head.issued_on)


def _period(head: Head) -> str:
    years = [str(year) for year in (head.period_from, head.period_to) if year is not None]
    return "-".join(dict.fromkeys(years))


_HEAD: tuple[tuple[str, Callable[[Head], str]], ...] = (
    ("Số, ký hiệu", lambda head: head.reference or ""),
    ("Ngày ban hành", _day),
    ("Tên văn bản", lambda head: " ".join(f"{head.kind_text} {head.title}".split())),
    ("Kỳ kế hoạch", _period),
)


def _findings(before: Iterable[Finding], after: Iterable[Finding]) -> Iterator[Change]:
    """Faults that were mended, and faults that are new; one that only moved is neither."""

    def key(found: Finding) -> Hashable:
        return found.kind, _LINES.sub("dòng #", found.message)

    _, gone, new = _paired(list(before), list(after), (key,))
    for each in gone:
        yield Change(Section.FINDINGS, ChangeKind.REMOVED, each.message, _place(each), None)
    for each in new:
        yield Change(Section.FINDINGS, ChangeKind.ADDED, each.message, None, _place(each))


def _place(found: Finding) -> Side:
    first = found.quotes[0] if found.quotes else None
    line = 0 if first is None else first.line
    return Side(line, "" if first is None else first.text, found.severity.value)


def changes_in_json(changes: Iterable[Change]) -> dict[str, Any]:
    """`plan diff --json`."""
    return {
        "diff_version": DIFF_VERSION,
        "changes": [
            {
                "section": change.section.value,
                "kind": change.kind.value,
                "label": change.label,
                "before": _side(change.before),
                "after": _side(change.after),
            }
            for change in changes
        ],
    }


def _side(side: Side | None) -> dict[str, Any] | None:
    if side is None:
        return None
    return {"line": side.line or None, "text": side.text, "value": side.value or None}
