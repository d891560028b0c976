"""Nhập một tiêu chí của nhiều đơn vị: a line for each unit, a column for each indicator, and its states."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID, uuid4

from django.http import Http404
from django.utils.translation import gettext as _

from chungsuc.accounts import policy
from chungsuc.accounts.policy import Indicator, Permission
from chungsuc.administrative_units.models import Level, Unit, UnitPath
from chungsuc.administrative_units.queries import below, named_by
from chungsuc.assessments.drafts import hidden_from, office_of
from chungsuc.assessments.rollup_reads import recorded_of
from chungsuc.core.criteria import CriteriaSet, Criterion, IndicatorKind, Observed
from chungsuc.core.observations import SlotState, fold
from chungsuc.core.periods import Period, PeriodKind
from chungsuc.core.reasons import show_value
from chungsuc.core.reviews import Review, lock_of
from chungsuc.core.verdicts import Verdict
from chungsuc.entry.actions import Answer, Outcome
from chungsuc.entry.board import Line
from chungsuc.entry.cells import Beside, Cell, State, standing
from chungsuc.entry.figures import NEVER
from chungsuc.entry.given import Given, Texts, given, texts_of
from chungsuc.entry.pages import Place, Row, law_of
from chungsuc.languages.words import SPEECH
from chungsuc.workflow.queries.reviews import reviews

UNITS = 50  # of one page
Key = tuple[str, str]  # a unit's id and a code


@dataclass(frozen=True)
class Across:
    """Trang nhập nhiều đơn vị: below which unit, by which set, for which period, of which criterion."""

    above: Unit
    criteria_set: CriteriaSet
    period: Period
    criterion: Criterion

    @cached_property
    def columns(self) -> list[Row]:
        """What is entered: indicators, or the parts of which one is made."""
        found: list[Row] = []
        for each in self.criterion.indicators:
            parts = [Row(part, each, self.criterion) for part in each.components]
            found += parts or [Row(each, each, self.criterion)]
        return [each for each in found if not each.measure.is_share_below]

    def place(self, unit: Unit) -> Place:
        """The page of one of the units."""
        return Place(unit, self.criteria_set, self.period)

    @property
    def day(self) -> date:
        """As of which day the units lie below."""
        return min(self.period.last_day, policy.today())

    def units(self, user: Any) -> tuple[list[Unit], int]:
        """Units below where the person enters something, and how many others there are; four queries."""
        listed = below(self.above, self.day, level=self.criteria_set.level)
        rights = policy.indicators_among(user, Permission.OBSERVATION_RECORD, {each.pk for each in listed})
        mine = [each for each in listed if each.pk in rights]
        return mine, len(listed) - len(mine)


def across_of(user: Any, unit_id: str, set_id: str, period: str, code: str) -> Across:
    """The page of an address, for someone who enters figures below. Raises Http404, and NotAllowed."""
    unit = above_of(user, unit_id)
    criteria_set, asked = law_of(set_id, period)
    if not is_below(criteria_set.level, unit):
        raise Http404
    return Across(unit, criteria_set, asked, criterion_of(criteria_set, code))


def above_of(user: Any, unit_id: str) -> Unit:
    """A unit whose units below are entered together. Raises Http404, and NotAllowed in words."""
    unit = named_by(unit_id)
    if unit is None:
        raise Http404
    require_below(user, unit)
    return unit


def require_below(user: Any, unit: Unit) -> None:
    """Raises NotAllowed unless the person enters something of a unit below, or of this one."""
    entered = policy.units_where(user, Permission.OBSERVATION_RECORD)
    if not UnitPath.objects.filter(ancestor=unit, descendant_id__in=entered).exists():
        policy.require(user, Permission.OBSERVATION_RECORD, at=unit)


def is_below(level: str, unit: Unit) -> bool:
    """Whether a level lies below that of the unit."""
    levels = list(Level)
    return levels.index(Level(level)) > levels.index(Level(unit.level))


def criterion_of(criteria_set: CriteriaSet, code: str) -> Criterion:
    """One criterion of a set. Raises Http404."""
    found = next((each for each in criteria_set.criteria if each.code == code), None)
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True)
class Box(Line):
    """Một ô: of one unit and indicator; what is typed there is one text, a share as "1.960/2.000"."""

    unit: Unit | None = None
    now: SlotState = NEVER  # what stands, as far as the person sees it

    @property
    def key(self) -> str:
        """By which its boxes are called."""
        return f"{self.unit.pk if self.unit else ''}.{self.cell.code}"

    @property
    def text(self) -> str:
        return joined(self.texts)

    @property
    def has_note(self) -> bool:
        """Whether the box of the note is open: something is asked, or said already."""
        return bool(self.texts.note) or self.outcome in (Outcome.ASKED, Outcome.KEPT)


def joined(texts: Texts) -> str:
    """The texts of a cell as one."""
    return f"{texts.numerator}/{texts.denominator}" if texts.numerator or texts.denominator else texts.value


def typed_apart(each: Given, row: Row) -> Given:
    """What was typed as one text, as the boxes of the unit's own page would hold it."""
    over, slash, under = each.texts.value.partition("/")
    if not slash or row.measure.kind is not IndicatorKind.PERCENT:
        return each
    return replace(each, texts=Texts("", over.strip(), under.strip(), each.texts.note))


def sent(data: Mapping[str, str], across: Across, units: Iterable[Unit]) -> dict[Unit, list[Given]]:
    """What someone typed into the cells of these units since the page was made."""
    found: dict[Unit, list[Given]] = {}
    for unit in units:
        some = []
        for row in across.columns:
            key = f"{unit.pk}.{row.code}"
            if f"was.{key}" in data:
                each = typed_apart(replace(given(data, key), code=row.code), row)
                if data[f"was.{key}"] != each.texts.mark:
                    some.append(each)
        if some:
            found[unit] = some
    return found


def boxes(
    user: Any, across: Across, units: Sequence[Unit], answers: Mapping[Key, Answer]
) -> list[tuple[Unit, list[Box]]]:
    """The cells of some units, by unit. The queries do not grow with them."""
    ids = [each.pk for each in units]
    codes = [each.code for each in across.columns]
    period = across.period
    first = period if period.kind is PeriodKind.PHASE else period.shifted(-1)
    facts = recorded_of(ids, across.criteria_set.id, codes, ended=(first.last_day, period.last_day))
    hidden = hidden_from(user, facts)
    states: dict[tuple[str, str, Period], SlotState] = {
        (slot.unit_id, slot.indicator, slot.period): state for slot, state in fold(facts).items()
    }
    rights = policy.indicators_among(user, Permission.OBSERVATION_RECORD, set(ids))
    reviewed = _reviews(user, across, ids)
    listed = []
    for unit in units:
        beside = Beside(mine=mine_of(rights.get(unit.pk, frozenset()), across.criteria_set.id))
        line = []
        for row in across.columns:
            review = reviewed.get((unit.pk, row.indicator.code if row.indicator else row.code), Review())
            now = states.get((unit.pk, row.code, period), NEVER)
            was = states.get((unit.pk, row.code, first), NEVER) if first != period else NEVER
            cell = _cell(row, (now, was), review, beside, hidden)
            answer = _still(answers.get((unit.pk, row.code)), cell)
            line.append(Box(cell, uuid4(), answer, unit, now if cell.heads else NEVER))
        listed.append((unit, line))
    return listed


def _still(answer: Answer | None, cell: Cell) -> Answer | None:
    """What was typed before the session ended is no matter where it stands by now."""
    if answer is not None and answer.outcome is Outcome.KEPT:
        typed = answer.given.texts
        if joined(typed) == joined(cell.texts) and not typed.note:
            return None
    return answer


def _reviews(user: Any, across: Across, ids: Sequence[str]) -> dict[Key, Review]:
    """Where each indicator stands, as the person may know; two queries."""
    found = reviews(
        unit_ids=ids,
        criteria_set_id=across.criteria_set.id,
        year=across.period.end_year,
        codes=[each.code for each in across.criterion.indicators],
    )
    office = office_of(user) if found else None
    if office is None:
        return found
    today = policy.today()
    return {
        (unit_id, code): review if unit_id in office else review.as_superiors_see(today)
        for (unit_id, code), review in found.items()
    }


def mine_of(rights: frozenset[Indicator] | None, set_id: str) -> Callable[[str], bool] | None:
    """Which codes of a set these rights are held for; None for all of them."""
    return None if rights is None else lambda code: policy.covers(rights, Indicator(set_id, code))


def _cell(
    row: Row, states: tuple[SlotState, SlotState], review: Review, beside: Beside, hidden: Collection[UUID]
) -> Cell:
    now, was = states
    is_unseen = any(each.id in hidden for each in now.heads)
    if is_unseen:
        now = NEVER
    before = None if any(each.id in hidden for each in was.heads) else was.reported
    state, why, opened_by = standing(row, now, lock_of(review), review, beside, is_unseen=is_unseen)
    shown: Observed = before.observed if before else None
    return Cell(
        row=row,
        state=state,
        texts=texts_of(now.reported),
        heads=tuple(each.id for each in now.heads),
        said=(),
        threshold="",
        is_confirmed=True,
        verdict=Verdict.NO_DATA,
        reason="",
        share="" if now.reported is None else show_value(now.reported.observed, row.measure.unit, SPEECH),
        before=None,
        before_shown="" if shown is None else show_value(shown, row.measure.unit, SPEECH),
        before_period="",
        why=why or (_("Đã nhập.") if state is State.SAVED else ""),
        opened_by=opened_by,
    )


def by_key(answers: Iterable[tuple[str, Answer]]) -> dict[Key, Answer]:
    """Answers by unit and code."""
    return {(unit_id, each.given.code): each for unit_id, each in answers}
