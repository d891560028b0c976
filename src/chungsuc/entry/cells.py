"""Hiện trạng các ô của một trang nhập: what stands beside each cell, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count
from django.utils.translation import gettext as _

from chungsuc.assessments.drafts import not_handed_up
from chungsuc.assessments.models import Observation
from chungsuc.core.criteria import (
    Confidence,
    IndicatorKind,
    Measure,
    Observed,
    Threshold,
)
from chungsuc.core.observations import Observation as Fact
from chungsuc.core.observations import SlotState
from chungsuc.core.plausible import Asked, questions
from chungsuc.core.reasons import SIGNS, show_threshold, show_value, told_together
from chungsuc.core.reviews import Lock, Review, lock_of
from chungsuc.core.verdicts import Verdict
from chungsuc.entry.figures import Figures
from chungsuc.entry.given import ABSENT, NO, YES, Texts, texts_of, typed_of
from chungsuc.entry.models import CellComment
from chungsuc.entry.pages import Place, Row
from chungsuc.languages.data import vietnamese
from chungsuc.languages.words import SPEECH, word
from chungsuc.workflow.queries.reviews import locks, reviews_of


class State(StrEnum):
    """Trạng thái một ô, as the page marks it."""

    COMPUTED = "computed"  # nobody enters it
    NOT_MINE = "not_mine"
    NOT_HANDED_UP = "not_handed_up"  # the unit entered something that the person does not see yet
    LOCKED = "locked"
    DISPUTED = "disputed"  # two values stand side by side
    QUESTIONED = "questioned"  # and locked until it is explained
    RETURNED = "returned"
    SAVED = "saved"
    EMPTY = "empty"

    @property
    def is_open(self) -> bool:
        """Whether the person may type into the cell."""
        return self in (State.DISPUTED, State.RETURNED, State.SAVED, State.EMPTY)


class Said(NamedTuple):
    """Một số liệu đang có: who said it, when, by what way."""

    id: UUID
    shown: str
    by: str
    at: Any
    channel: str
    note: str


@dataclass(frozen=True, kw_only=True)
class Cell:
    """Một ô của trang nhập."""

    row: Row
    state: State
    texts: Texts
    heads: tuple[UUID, ...]
    said: tuple[Said, ...]
    threshold: str
    is_confirmed: bool  # the threshold was compared with the printed law
    verdict: Verdict
    reason: str
    share: str  # of its parts, computed: "92,5%"
    before: Texts | None  # of the period before, as it would stand in the boxes
    before_shown: str
    before_period: str
    why: str = ""  # it is locked, returned or asked about
    opened_by: str = ""
    owner: str = ""
    source: str = ""
    due: date | None = None  # asked for now; None where it is not
    is_late: bool = False
    asked: tuple[Asked, ...] = ()
    comments: int = 0
    files: int = 0

    @property
    def code(self) -> str:
        return self.row.code

    @property
    def name(self) -> str:
        return self.row.measure.name

    @property
    def sign(self) -> str:
        return SIGNS[self.verdict]

    @property
    def label(self) -> str:
        return word(self.verdict.label)

    @property
    def is_share(self) -> bool:
        """Whether it has boxes for what a share is made of."""
        return self.row.measure.kind is IndicatorKind.PERCENT and not self.row.is_whole_of_parts

    @property
    def choices(self) -> list[tuple[str, str]]:
        """What may be chosen; empty where a number is typed."""
        measure = self.row.measure
        absent = [(ABSENT, _("Không có"))] if measure.applies_if is not None else []
        if self.row.is_whole_of_parts:
            return absent
        match measure.kind:
            case IndicatorKind.BOOL | IndicatorKind.COMPOSITE:
                return [(YES, _("Đạt")), (NO, _("Chưa đạt")), *absent]
            case IndicatorKind.GRADE:
                return [*((each, word(each)) for each in measure.scale), *absent]
        return []

    @property
    def has_boxes(self) -> bool:
        """A whole that is made of parts is entered by them, unless the law lets it be absent."""
        return self.state is not State.COMPUTED and (
            not self.row.is_whole_of_parts or self.row.measure.applies_if is not None
        )

    @property
    def on(self) -> str:
        """The entries that a new value takes the place of, as a form carries them."""
        return ",".join(sorted(map(str, self.heads)))

    @property
    def questions(self) -> list[str]:
        return [each.told(SPEECH) for each in self.asked]


@dataclass(frozen=True)
class Beside:
    """What is known of the cells from other parts of the program, by code."""

    mine: Any = None  # codes that the person may enter; None: all
    owners: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # name, source
    due: Mapping[str, tuple[date, bool]] = field(default_factory=dict)
    files: Mapping[str, int] = field(default_factory=dict)
    demanded: Collection[str] = ()  # where evidence is demanded
    comments: Mapping[str, int] = field(default_factory=dict)


def cells(place: Place, rows: Iterable[Row], figures: Figures, beside: Beside) -> list[Cell]:
    """Các ô của cả trang; five queries beside those that are made before."""
    unit_id, set_id = place.unit.pk, place.criteria_set.id
    stored = reviews_of(unit_id, set_id, place.year)
    reviewed = {code: figures.heard(each) for code, each in stored.items()}
    held = locks(unit_id, set_id, place.year, is_own=reviewed == stored)
    return _cells(
        rows, figures, replace(beside, comments=_comments(place)), held=held, reviewed=reviewed, known={}
    )


def cells_of_one(
    rows: Iterable[Row], figures: Figures, beside: Beside, review: Review, said: Iterable[Said] = ()
) -> list[Cell]:
    """The lines of one indicator, by its review; `said` is known already of what was saved just now."""
    lines = list(rows)
    review = figures.heard(review)
    held = lock_of(review)
    codes = [each.code for each in lines]
    known = {each.id: each for each in said}
    reviewed = {(each.indicator.code if each.indicator else each.code): review for each in lines}
    locked = dict.fromkeys(codes, held) if held else {}
    return _cells(lines, figures, beside, held=locked, reviewed=reviewed, known=known)


def _cells(
    rows: Iterable[Row],
    figures: Figures,
    beside: Beside,
    *,
    held: Mapping[str, Lock],
    reviewed: Mapping[str, Review],
    known: Mapping[UUID, Said],
) -> list[Cell]:
    lines = list(rows)
    said = _said(figures, lines, known)
    found = []
    for row in lines:
        state = figures.state(row.code)
        heads = tuple(said[each.id] for each in state.heads)
        judgement, threshold = figures.judged(row)
        lock = held.get(row.code)
        review = reviewed.get(row.indicator.code if row.indicator else row.code, Review())
        kind, why, opened_by = standing(
            row, state, lock, review, beside, is_unseen=row.code in figures.unseen
        )
        owner, source = _of(beside.owners, row) or ("", "")
        due, is_late = _of(beside.due, row) or (None, False)
        was = figures.before(row.code)
        typed = typed_of(state.reported)
        found.append(
            Cell(
                row=row,
                state=kind,
                texts=texts_of(state.reported, heads[0].note if heads else ""),
                heads=tuple(each.id for each in state.heads),
                said=heads,
                threshold=_threshold(row.measure, threshold),
                is_confirmed=threshold is not None and threshold.confidence is Confidence.VERIFIED,
                verdict=judgement.verdict,
                reason=told_together(judgement.reasons, SPEECH)
                if judgement.verdict is not Verdict.NO_DATA
                else "",
                share=_share(state.reported, row.measure),
                before=texts_of(was[1]) if was else None,
                before_shown=show_value(was[1].observed, row.measure.unit, SPEECH) if was else "",
                before_period=was[0].told(SPEECH) if was else "",
                why=why,
                opened_by=opened_by,
                owner=owner,
                source=source,
                due=due,
                is_late=is_late,
                asked=tuple(questions(row.measure, typed, lacks_evidence=_lacks_files(beside, row)))
                if typed
                else (),
                comments=beside.comments.get(row.code, 0),
                files=beside.files.get(row.code, 0),
            )
        )
    return found


def _lacks_files(beside: Beside, row: Row) -> bool:
    return row.code in beside.demanded and not beside.files.get(row.code)


def _of(known: Mapping[str, Any], row: Row) -> Any:
    """What is known of the line itself, or of the indicator that it is a part of."""
    return known.get(row.code) or (known.get(row.indicator.code) if row.indicator else None)


def standing(
    row: Row, state: SlotState, lock: Lock | None, review: Review, beside: Beside, *, is_unseen: bool
) -> tuple[State, str, str]:
    """The state of a cell, why, and who opens it."""
    if row.measure.is_share_below:
        return State.COMPUTED, _("Tính từ kết quả của các đơn vị cấp dưới; không nhập."), ""
    if lock is not None and review.question is not None:
        return State.QUESTIONED, f"{lock.why} “{vietnamese(review.question.reason)}”", lock.opened_by
    if lock is not None:
        return State.LOCKED, lock.why, lock.opened_by
    if beside.mine is not None and not beside.mine(row.code):
        return State.NOT_MINE, _("Không phải số liệu được giao cho bạn."), ""
    if is_unseen:
        return State.NOT_HANDED_UP, not_handed_up(), ""
    if state.in_conflict:
        return State.DISPUTED, _("Có hơn một số liệu được nhập song song. Hãy chọn một."), ""
    if review.last is not None and review.is_with_commune:
        return State.RETURNED, vietnamese(review.last.reason), ""
    return (State.SAVED if state.heads else State.EMPTY), "", ""


def _threshold(measure: Measure, threshold: Threshold | None) -> str:
    if threshold is None:
        return _("chưa có mức")
    if not threshold.applies:
        return _("không quy định")
    return vietnamese(threshold.requirement) or show_threshold(measure, threshold.value, SPEECH)


def _share(fact: Fact | None, measure: Measure) -> str:
    if fact is None or fact.numerator is None:
        return ""
    return show_value(fact.observed, measure.unit, SPEECH)


def _said(figures: Figures, lines: Iterable[Row], known: Mapping[UUID, Said]) -> dict[UUID, Said]:
    """Who said what stands in the cells, shown the way the page speaks; one query for what is not known."""
    facts: dict[UUID, tuple[Fact, str | None]] = {}
    for row in lines:
        facts |= {each.id: (each, row.measure.unit) for each in figures.state(row.code).heads}
    missing = facts.keys() - known.keys()
    rows = Observation.objects.filter(pk__in=missing).select_related("observed_by").order_by()
    told = {row.pk: said_of(row, *facts[row.pk]) for row in rows} if missing else {}
    return told | {key: known[key] for key in facts.keys() & known.keys()}


def said_of(row: Observation, fact: Fact, unit: str | None) -> Said:
    """One stored value as the page tells it."""
    value: Observed = fact.observed
    shown = _("đã rút") if value is None else show_value(value, unit, SPEECH)
    if fact.numerator is not None and fact.denominator is not None:
        shown = f"{shown} ({SPEECH.number(fact.numerator)}/{SPEECH.number(fact.denominator)})"
    return Said(row.pk, shown, str(row.observed_by), row.recorded_at, row.get_channel_display(), row.note)


def _comments(place: Place) -> dict[str, int]:
    rows = CellComment.objects.filter(
        unit=place.unit, criteria_set_id=place.criteria_set.id, period=str(place.period)
    ).order_by()
    return dict(rows.values("indicator_code").annotate(n=Count("pk")).values_list("indicator_code", "n"))
