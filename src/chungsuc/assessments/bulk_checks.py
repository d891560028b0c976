"""Kiểm tra nhiều số liệu: what is asked of each figure of a file or a call before the store is asked.

As of a figure that is recorded alone, but what many have in common (an indicator, a unit and period) is asked
once, and no fact of the core is made of a figure of which there is nothing more to say: that, with the
checks of each one, took as long as to store it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from django.utils.translation import gettext as _

from chungsuc.accounts.models import User
from chungsuc.administrative_units.models import Unit
from chungsuc.assessments.bulk_rows import Checked, Told
from chungsuc.assessments.checks import (
    check_entered,
    check_parts,
    check_place,
    check_size,
    entered_measure,
    kept,
)
from chungsuc.core import observations as core
from chungsuc.core.criteria import CriteriaSet, Measure, Observed
from chungsuc.core.errors import ChungsucError
from chungsuc.core.observations import ObservationError, Slot, check_said
from chungsuc.core.periods import Period


class NewEntry(NamedTuple):
    """Một số liệu cần ghi: one value for one cell; `id` is made by whoever sends it.

    `supersedes` are the ids of all that stands in the cell as far as the sender knows; where something
    else stands there, the entry is in conflict and is not stored.
    """

    id: UUID
    unit: Unit
    criteria_set: CriteriaSet
    indicator: str
    period: Period
    value: Observed
    observed_on: date
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    supersedes: frozenset[UUID] = frozenset()
    note: str = ""

    @property
    def slot(self) -> Slot:
        return Slot(self.unit.pk, self.criteria_set.id, self.indicator, self.period)


class Problem(NamedTuple):
    """Lỗi của một số liệu: which entry cannot be stored, and why, in words."""

    entry: NewEntry
    words: str


class EntriesRefused(ObservationError):
    """Some entries cannot be stored, so none is; `problems` names them all."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        first = problems[0]
        super().__init__(
            _("%(count)s số liệu không ghi được nên chưa ghi số liệu nào. Chỉ tiêu %(code)s: %(why)s")
            % {"count": len(problems), "code": first.entry.indicator, "why": first.words}
        )
        self.problems = tuple(problems)


def checked(entries: Sequence[NewEntry]) -> list[Checked]:
    """The entries as they will be stored. Raises `EntriesRefused` with all that cannot be."""
    problems: list[Problem] = []
    found: list[Checked] = []
    common, ids, cells = _Common(), set[int](), set[tuple[str, str, str, str]]()
    for each in entries:
        key, unit, criteria_set, code, period, value, observed_on, numerator, denominator, older, note = each
        try:
            check_entered(common.measure(criteria_set, code), value)
            if type(value) is Decimal or numerator is not None or denominator is not None:
                check_size(value, numerator, denominator)
                check_parts(numerator, denominator)
                value, numerator, denominator = kept(value), _kept(numerator), _kept(denominator)
            unit_id, told = common.place(unit, period)
            if type(value) is not bool or numerator is not None or denominator is not None or older:
                check_said(key, value, numerator, denominator, older)
            cell = unit_id, criteria_set.id, code, told
            if cell in cells or key.int in ids:
                raise ObservationError(_("Ô này có hai số liệu trong cùng một lần ghi. Hãy giữ lại một."))
        except ChungsucError as problem:
            problems.append(Problem(each, str(problem)))
            continue
        cells.add(cell)
        ids.add(key.int)
        found.append(Checked(key, *cell, value, numerator, denominator, older, period, observed_on, note))
    if problems:
        raise EntriesRefused(problems)
    return found


def _kept(part: Decimal | None) -> Decimal | None:
    return kept(part)  # type: ignore[return-value]


class _Common:
    """What entries have in common, asked once; of each entry is told anew what was wrong.

    The entries hold the things by whose ids it is known.
    """

    def __init__(self) -> None:
        self._measures: dict[tuple[int, str], Measure | ChungsucError] = {}
        self._places: dict[tuple[int, int], tuple[str, str] | ObservationError] = {}
        self._told = Told()

    def measure(self, criteria_set: CriteriaSet, code: str) -> Measure:
        """What the code stands for. Raises as `entered_measure`."""
        key = id(criteria_set), code
        found = self._measures.get(key)
        if found is None:
            try:
                found = entered_measure(criteria_set, code)
            except ChungsucError as problem:
                found = problem
            self._measures[key] = found
        if isinstance(found, ChungsucError):
            raise found
        return found

    def place(self, unit: Unit, period: Period) -> tuple[str, str]:
        """The unit's id, and the period in words. Raises as `check_place`."""
        key = id(unit), id(period)
        found = self._places.get(key)
        if found is None:
            try:
                check_place(unit, period)
                found = unit.pk, self._told.of(period)
            except ObservationError as problem:
                found = problem
            self._places[key] = found
        if isinstance(found, ObservationError):
            raise found
        return found


def facts_of(
    entries: Iterable[Checked], *, channel: core.Channel, by: User, now: datetime
) -> list[core.Observation]:
    """Entries as the core knows them."""
    author = str(by.pk)
    return [
        core.Observation(
            id=each.id,
            slot=Slot(each.unit_id, each.set_id, each.code, each.period),
            value=each.value,
            observed_by=author,
            recorded_at=now,
            channel=channel,
            numerator=each.numerator,
            denominator=each.denominator,
            supersedes=each.supersedes,
        )
        for each in entries
    ]
