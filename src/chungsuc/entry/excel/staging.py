"""Xem trước một tệp: of each cell what it would change, what is wrong with it, and what is left to choose."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from hashlib import sha1
from typing import NamedTuple
from uuid import UUID

from django.utils.translation import gettext as _

from chungsuc.administrative_units.models import Unit
from chungsuc.assessments.bulk import NewEntry
from chungsuc.assessments.drafts import not_handed_up
from chungsuc.assessments.facts import value_of
from chungsuc.assessments.models import Observation
from chungsuc.assessments.rollup_reads import Head, Heads
from chungsuc.core.criteria import CriteriaSet, Measure
from chungsuc.core.errors import ChungsucError
from chungsuc.core.periods import Period
from chungsuc.core.plausible import questions
from chungsuc.core.reasons import show_value
from chungsuc.core.reviews import Lock
from chungsuc.core.typed import Typed, TypedError
from chungsuc.documents.entry_form_in import PARTS, Filled
from chungsuc.entry.excel.reading import Reading, TwoReadings, as_typed, is_untouched, printed, typed_in
from chungsuc.entry.given import NOTE_LIMIT
from chungsuc.entry.models_imports import ImportChoice
from chungsuc.languages.words import SPEECH

Choice = ImportChoice.Choice
NOTHING = Typed()
_NONE: frozenset[UUID] = frozenset()
_MARKS = 0xF << 76 | 0x3 << 62  # of an id: how it was made, and by which standard
_OF_NAME = 0x5 << 76 | 0x2 << 62  # from a name, by RFC 9562


class Kind(StrEnum):
    """Tình trạng một ô của tệp."""

    SAME = "same"  # as the form was made, or as it stands now
    CHANGED = "changed"
    MEANWHILE = "meanwhile"  # untouched in the file; someone entered something else since
    CONFLICT = "conflict"  # changed both in the file and here
    CLEARED = "cleared"  # emptied in the file
    DOUBTED = "doubted"  # unlikely, and nobody says why
    UNCLEAR = "unclear"  # two readings
    WRONG = "wrong"  # cannot be taken at all


_TAKING = (Choice.TAKE, Choice.DECIMAL, Choice.HUNDRED)


class Staged(NamedTuple):
    """Một ô của tệp, beside what stands in the store."""

    cell: Filled
    unit: Unit
    measure: Measure
    kind: Kind
    typed: Typed = NOTHING
    now: Sequence[Head] = ()
    words: tuple[str, ...] = ()
    options: tuple[Choice, ...] = ()
    choice: Choice | None = None
    why: str = ""
    asks_why: bool = False  # taking it needs a word why

    @property
    def is_settled(self) -> bool:
        """Whether nothing is left to choose."""
        if not self.options:
            return True
        if self.choice is None or self.choice not in self.options:
            return False
        return self.choice not in _TAKING or not self.asks_why or bool(self.note)

    @property
    def is_taken(self) -> bool:
        """Whether accepting the file records something in the cell."""
        if self.kind is Kind.CHANGED:
            return True
        return self.is_settled and self.choice in (*_TAKING, Choice.WITHDRAW)

    @property
    def note(self) -> str:
        """What the person wrote beside the figure, in the file or on the page."""
        return f"{self.cell.note} {self.why}".strip() if self.why else self.cell.note

    @property
    def name(self) -> str:
        """By which its boxes on the page are called."""
        return f"{self.cell.unit_id}.{self.cell.code}"

    @property
    def standing(self) -> list[str]:
        return sorted(str(each.id) for each in self.now)

    @property
    def file_shown(self) -> str:
        return _shown(self.typed, self.measure) if not self.typed.is_empty else _raw(self.cell)

    @property
    def now_shown(self) -> list[str]:
        return [_shown(_typed(each), self.measure) for each in self.now]


def entries_of(
    taken: Iterable[Staged], of: UUID, criteria_set: CriteriaSet, period: Period, on: date
) -> list[NewEntry]:
    """What is recorded of cells; the same file accepted again is the same entries."""
    ids, found = _Ids(of), []
    for each in taken:
        value, numerator, denominator = NOTHING if each.choice is Choice.WITHDRAW else each.typed
        older = frozenset([head.id for head in each.now]) if each.now else _NONE
        found.append(
            NewEntry(
                ids.of(each.name),
                each.unit,
                criteria_set,
                each.cell.code,
                period,
                value,
                on,
                numerator,
                denominator,
                older,
                each.note,
            )
        )
    return found


class _Ids:
    """As `uuid5(of, name)`, for thousands of names under one id: its own work is done once."""

    def __init__(self, of: UUID) -> None:
        self._begun = sha1(of.bytes, usedforsecurity=False)

    def of(self, name: str) -> UUID:
        whole = self._begun.copy()
        whole.update(name.encode())
        number = int.from_bytes(whole.digest()[:16]) & ~_MARKS
        return UUID(int=number | _OF_NAME)


@dataclass(frozen=True, kw_only=True)
class Bench:
    """Bàn xem trước: what the cells of a file are held against."""

    criteria_set: CriteriaSet
    period: Period
    units: Mapping[str, Unit]
    has_parts: bool  # whether the form has cells for what a share is made of
    may: Callable[[str, str], bool]  # whether the person enters this indicator of this unit
    locks: Mapping[str, Mapping[str, Lock]]  # by unit and code
    choices: Mapping[tuple[str, str], ImportChoice] = field(default_factory=dict)
    # Of neighbours, by unit and code.
    peers: Mapping[tuple[str, str], Sequence[Decimal]] = field(default_factory=dict)
    hidden: Collection[UUID] = ()  # what the person does not see of what stands

    def staged(self, cells: Iterable[Filled], heads: Heads) -> list[Staged]:
        """Each cell, beside what stands in the store. One query, where a form is no longer the newest."""
        measures = {
            each.code: each for each in (*self.criteria_set.measures(), *self.criteria_set.conditions)
        }
        listed = [each for each in cells if each.code in measures and each.unit_id in self.units]
        earlier = self._earlier(heads)
        period = str(self.period)
        known = _stood({key for cell in listed for key in cell.standing}, heads)
        found = []
        for cell in listed:
            unit_id, code, was = cell.unit_id, cell.code, NOTHING
            now = heads.get((unit_id, code, period), ())
            if cell.standing:
                stood = [known[each] for each in cell.standing if each in known]
                was = stood[0] if len(stood) == 1 else NOTHING
            found.append(self._staged(cell, measures[code], now, was, earlier.get((unit_id, code))))
        return found

    def _earlier(self, heads: Heads) -> dict[tuple[str, str], tuple[date, Head]]:
        """Of each cell the newest figure of an earlier period of the same length, and when that ended."""
        periods = {text: Period.parse(text) for text in {place[2] for place in heads}}
        earlier = {
            text: each.last_day
            for text, each in periods.items()
            if each.kind is self.period.kind and each < self.period
        }
        found: dict[tuple[str, str], tuple[date, Head]] = {}
        for (unit_id, code, text), standing in heads.items():
            ends = earlier.get(text)
            if ends is None or (self.hidden and self._is_hidden(standing)):
                continue
            key = unit_id, code
            known = found.get(key)
            if known is None or known[0] < ends:
                found[key] = ends, standing[0]
        return found

    def _staged(
        self,
        cell: Filled,
        measure: Measure,
        now: Sequence[Head],
        stood: Typed,
        before: tuple[date, Head] | None,
    ) -> Staged:
        unit = self.units[cell.unit_id]
        is_told = bool(cell.wrong) or not is_untouched(cell, stood, has_parts=self.has_parts)
        if self.hidden and self._is_hidden(now):
            if is_told:
                return Staged(cell, unit, measure, Kind.WRONG, words=(not_handed_up(),))
            return Staged(cell, unit, measure, Kind.SAME)
        standing = {str(each.id) for each in now} if now else set()
        is_as_made = standing == set(cell.standing) if standing or cell.standing else True
        if not is_told:
            return Staged(cell, unit, measure, Kind.SAME if is_as_made else Kind.MEANWHILE, stood, now)
        choice, why = self._chosen(cell, standing) if self.choices else (None, "")
        unclear: tuple[Choice, ...] = ()
        words: tuple[str, ...] = ()
        try:
            _check(cell)
            try:
                typed = typed_in(measure, cell)
            except TwoReadings as problem:
                unclear, words = _readings(problem.reading), (str(problem),)
                reading = _READ_AS.get(choice) if choice in unclear else None
                if reading is None:
                    return Staged(
                        cell, unit, measure, Kind.UNCLEAR, NOTHING, now, words, unclear, choice, why
                    )
                typed = typed_in(measure, cell, reading)
        except ChungsucError as problem:
            words = (str(problem),)
            return Staged(cell, unit, measure, Kind.WRONG, NOTHING, now, words, (), choice, why)
        if typed.is_empty if not now else len(now) == 1 and printed(_typed(now[0])) == printed(typed):
            return Staged(cell, unit, measure, Kind.SAME, typed, now, (), (), choice, why)
        if (closed := self._closed(cell)) is not None:
            return Staged(cell, unit, measure, Kind.WRONG, typed, now, (closed,), (), choice, why)
        if typed.is_empty:
            options: tuple[Choice, ...] = (Choice.LEAVE, Choice.WITHDRAW)
            return Staged(cell, unit, measure, Kind.CLEARED, typed, now, (), options, choice, why)
        is_asked = isinstance(typed.observed, Decimal) and not cell.note  # nothing is asked of a yes or no
        doubts = self._doubts(cell, measure, typed, before) if is_asked else []
        if is_as_made and not unclear and not doubts:
            return Staged(cell, unit, measure, Kind.CHANGED, typed, now, (), (), choice, why)
        kind = Kind.CONFLICT if not is_as_made else Kind.UNCLEAR if unclear else Kind.DOUBTED
        options = unclear or (Choice.TAKE, Choice.LEAVE)
        words = (*words, *doubts)
        return Staged(cell, unit, measure, kind, typed, now, words, options, choice, why, bool(doubts))

    def _chosen(self, cell: Filled, standing: Collection[str]) -> tuple[Choice | None, str]:
        """What was chosen for the cell, and why; nothing that was chosen against something else."""
        made = self.choices.get((cell.unit_id, cell.code))
        if made is None or made.standing != sorted(standing):
            return None, ""
        return Choice(made.choice), made.why

    def _doubts(
        self, cell: Filled, measure: Measure, typed: Typed, before: tuple[date, Head] | None
    ) -> list[str]:
        """What the person is to say a word about."""
        peers = self.peers.get((cell.unit_id, cell.code), ())
        was = _typed(before[1]) if before is not None else None
        asked = questions(measure, typed, before=was, peers=peers)
        return [each.told(SPEECH) for each in asked if each.doubt.asks_why]

    def _is_hidden(self, standing: Sequence[Head]) -> bool:
        return any(each.id in self.hidden for each in standing)

    def _closed(self, cell: Filled) -> str | None:
        """Why the person may not change the cell."""
        if not self.may(cell.unit_id, cell.code):
            return _("Không phải số liệu được giao cho bạn.")
        lock = self.locks[cell.unit_id].get(cell.code) if cell.unit_id in self.locks else None
        return f"{lock.why} {lock.opened_by}" if lock is not None else None


_READ_AS: Mapping[Choice | None, Reading] = {
    Choice.DECIMAL: Reading.DECIMAL_POINT,
    Choice.HUNDRED: Reading.TIMES_HUNDRED,
    Choice.TAKE: Reading.AS_IT_IS,
}


def _typed(head: Head) -> Typed:
    return Typed(head.value, head.numerator, head.denominator)


def _stood(ids: Collection[str], heads: Heads) -> dict[str, Typed]:
    """What stood when the form was made: as it stands still, or as it was before it was superseded."""
    if not ids:
        return {}
    standing = {str(each.id): each for found in heads.values() for each in found}
    known = {key: _typed(standing[key]) for key in ids if key in standing}
    rows = Observation.objects.in_bulk([key for key in ids if key not in known])
    older = ((str(key), Typed(value_of(row), row.numerator, row.denominator)) for key, row in rows.items())
    return known | dict(older)


def _readings(reading: Reading) -> tuple[Choice, ...]:
    if reading is Reading.TIMES_HUNDRED:
        return Choice.HUNDRED, Choice.TAKE, Choice.LEAVE
    return Choice.DECIMAL, Choice.LEAVE


def _check(cell: Filled) -> None:
    """Raises TypedError for what the sheet itself spoils, and for a note that cannot be kept."""
    if cell.wrong:
        raise TypedError(" ".join(f"{each[:1].upper()}{each[1:]}" for each in cell.wrong))
    if len(cell.note) > NOTE_LIMIT:
        raise TypedError(
            _("Ghi chú dài quá %(limit)s ký tự. Hãy viết gọn, phần còn lại đưa vào minh chứng.")
            % {"limit": NOTE_LIMIT}
        )


def _shown(typed: Typed, measure: Measure) -> str:
    """A value as the page tells it."""
    if typed.is_empty:
        return "–"
    text = show_value(typed.observed, measure.unit, SPEECH)
    if typed.numerator is not None and typed.denominator is not None:
        text = f"{text} ({SPEECH.number(typed.numerator)}/{SPEECH.number(typed.denominator)})"
    return text


def _raw(cell: Filled) -> str:
    """What stands in the file where it is no value."""
    found = [
        as_typed(each, is_percent=part in cell.percents, speech=SPEECH)
        for part in PARTS
        if (each := getattr(cell, part)) is not None
    ]
    return " / ".join(found) or "–"
