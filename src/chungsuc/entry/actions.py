"""Saving what was typed: one cell by itself, or a whole page or pasted block at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from django.db import transaction
from django.db.models import UUIDField
from django.utils.translation import gettext as _

from chungsuc.accounts import policy
from chungsuc.accounts.models import User
from chungsuc.accounts.policy import Indicator, Permission
from chungsuc.assessments.actions import record_observation
from chungsuc.assessments.bulk import NewEntry, record_many
from chungsuc.assessments.checks import entered_measure
from chungsuc.assessments.drafts import not_handed_up
from chungsuc.assessments.facts import fact, value_of
from chungsuc.assessments.models import Observation
from chungsuc.audit.actions import record
from chungsuc.core.criteria import Measure
from chungsuc.core.errors import ChungsucError
from chungsuc.core.observations import Channel
from chungsuc.core.plausible import questions
from chungsuc.core.reviews import Lock, Review, lock_of
from chungsuc.core.typed import Typed
from chungsuc.entry.cells import Figures, Said, said_of
from chungsuc.entry.given import Given, typed_of
from chungsuc.entry.models import CellComment
from chungsuc.entry.pages import EntryError, Place, Row, check_open
from chungsuc.entry.peers import accepted_of_peers
from chungsuc.languages.data import for_the_record
from chungsuc.languages.words import SPEECH
from chungsuc.stores.questions import Blank, Question, Rows
from chungsuc.workflow.actions.reviews import works_at
from chungsuc.workflow.queries.reviews import lock, locks, review_of

COMMENTED = "figure.commented"  # the act, as the log names it
COMMENT_LIMIT = 1000
ABOUT = ("unit_id", "criteria_set_id", "indicator_code", "period")


class Outcome(StrEnum):
    """Kết quả của một ô gửi lên."""

    SAVED = "saved"
    SAME = "same"  # what stands there already
    REFUSED = "refused"
    ASKED = "asked"  # unlikely: waits for a word why
    DISPUTED = "disputed"  # somebody saved another value meanwhile
    KEPT = "kept"  # typed before the session ended, and not sent since


@dataclass(frozen=True, slots=True)
class Answer:
    """Trả lời cho một ô, with what is to be said of it."""

    given: Given
    outcome: Outcome
    words: tuple[str, ...] = ()

    @property
    def is_done(self) -> bool:
        return self.outcome in (Outcome.SAVED, Outcome.SAME)


@dataclass(frozen=True, slots=True)
class _Ready:
    """What can be recorded: it was read, and stands on what is there now."""

    given: Given
    typed: Typed
    note: str


@dataclass(frozen=True, slots=True)
class Saved:
    """Một ô sau khi gửi: the answer, and what stands in its indicator now."""

    answer: Answer
    figures: Figures
    review: Review
    said: tuple[Said, ...] = ()  # what was saved just now


def save_cell(*, place: Place, given: Given, by: User, now: datetime) -> Saved:
    """Lưu một ô: record what was typed, unless it cannot be, is unlikely and unexplained, or somebody saved
    another value since. The same sending twice is stored once. Raises `NotAllowed`.

    Asked for all day by everyone who enters, so it asks the store in short questions, and only once.
    """
    policy.require(by, Permission.OBSERVATION_RECORD, at=place.unit, of=_right(place, given.code))
    figures = Figures.of_rows(place, _lines_with(place, given.code), by)
    review = review_of(place.unit.pk, place.criteria_set.id, place.year, given.code)
    again = _STORED(id=given.id)
    found = (
        _sent_again(place, given, again[0])
        if again
        else _examined(place, given, figures, lock_of(figures.heard(review)))
    )
    if isinstance(found, Answer):
        return Saved(found, figures, review)
    try:
        row = record_observation(
            id=given.id,
            unit=place.unit,
            criteria_set=place.criteria_set,
            indicator=given.code,
            period=place.period,
            value=found.typed.value,
            numerator=found.typed.numerator,
            denominator=found.typed.denominator,
            observed_on=policy.today(),
            channel=Channel.WEB,
            by=by,
            now=now,
            supersedes=[row for each in given.made_on for row in _OLDER.found(id=each)],
            note=found.note,
        )
    except policy.NotAllowed:
        raise
    except ChungsucError as problem:
        return Saved(Answer(given, Outcome.REFUSED, (str(problem),)), figures, review)
    stored = fact(row, given.made_on)
    said = said_of(row, stored, place.row(given.code).measure.unit)
    return Saved(Answer(given, Outcome.SAVED), figures.after(stored), review, (said,))


def _lines_with(place: Place, code: str) -> list[Row]:
    """The line of a cell, with those that its verdict is made of."""
    row = place.row(code)
    if row.indicator is None:
        return [row]
    return [each for each in place.rows if each.indicator is row.indicator]


# What a new value takes the place of: hardly ever more than one.
_OLDER = Rows(Observation, lambda: Observation.objects.filter(pk=Blank("id", UUIDField())).order_by())
# What a sending was about that was stored under an id.
_STORED = Question(lambda: Observation.objects.filter(pk=Blank("id", UUIDField())).values_list(*ABOUT))


def save_page(
    *, place: Place, sent: Sequence[Given], by: User, now: datetime, all_or_nothing: bool
) -> list[Answer]:
    """Lưu nhiều ô in one transaction, with one entry in the log: those that can be saved, or, for a pasted
    block, all of them or none. Raises `NotAllowed`."""
    rights = policy.indicators_where(by, Permission.OBSERVATION_RECORD, place.unit)
    for each in sent:
        if not policy.covers(rights, _right(place, each.code)):
            policy.require(by, Permission.OBSERVATION_RECORD, at=place.unit, of=_right(place, each.code))
    stored = Observation.objects.filter(pk__in=[each.id for each in sent])
    known = {key: about for key, *about in stored.values_list("pk", *ABOUT)}
    figures = Figures.of_rows(place, [place.row(each.code) for each in sent], by)
    held = locks(place.unit.pk, place.criteria_set.id, place.year, is_own=works_at(by, place.unit))
    answers: dict[str, Answer] = {}
    ready: list[_Ready] = []
    for each in sent:
        about = known.get(each.id)
        found = (
            _examined(place, each, figures, held.get(each.code))
            if about is None
            else _sent_again(place, each, about)
        )
        if isinstance(found, Answer):
            answers[each.code] = found
        else:
            ready.append(found)
    is_hindered = all_or_nothing and not all(each.is_done for each in answers.values())
    if ready and not is_hindered:
        answers |= _recorded(place, ready, by, now)
    return [answers[each.code] for each in sent if each.code in answers]


def _recorded(place: Place, ready: Sequence[_Ready], by: User, now: datetime) -> dict[str, Answer]:
    try:
        done = record_many(
            entries=[
                NewEntry(
                    id=each.given.id,
                    unit=place.unit,
                    criteria_set=place.criteria_set,
                    indicator=each.given.code,
                    period=place.period,
                    value=each.typed.value,
                    numerator=each.typed.numerator,
                    denominator=each.typed.denominator,
                    observed_on=policy.today(),
                    supersedes=each.given.made_on,
                    note=each.note,
                )
                for each in ready
            ],
            channel=Channel.WEB,
            by=by,
            now=now,
            of=place.unit,
            data={"set": place.criteria_set.id, "period": str(place.period)},
        )
    except policy.NotAllowed:
        raise
    except ChungsucError as problem:
        return {each.given.code: Answer(each.given, Outcome.REFUSED, (str(problem),)) for each in ready}
    if done.conflicts:  # saved by somebody between our look and the writing: nothing was stored
        taken = {each.entry.indicator for each in done.conflicts}
        wait = _("Chưa lưu: một ô khác trong lần lưu này vừa có người ghi. Hãy lưu lại.")
        return {
            each.given.code: Answer(each.given, Outcome.DISPUTED)
            if each.given.code in taken
            else Answer(each.given, Outcome.REFUSED, (wait,))
            for each in ready
        }
    return {each.given.code: Answer(each.given, Outcome.SAVED) for each in ready}


def _right(place: Place, code: str) -> Indicator:
    return Indicator(place.criteria_set.id, code)


def _sent_again(place: Place, given: Given, stored: Sequence[str]) -> Answer:
    """The answer to a sending whose first answer was lost; the id of something else is refused."""
    if tuple(stored) == (place.unit.pk, place.criteria_set.id, given.code, str(place.period)):
        return Answer(given, Outcome.SAVED)
    words = _("Đã có một số liệu khác mang mã này. Hãy tải lại trang rồi nhập lại ô.")
    return Answer(given, Outcome.REFUSED, (words,))


def _examined(place: Place, given: Given, figures: Figures, held: Lock | None) -> _Ready | Answer:
    """What was typed, read and held beside what stands there; or why it is not recorded."""
    try:
        check_open(place)
        measure = entered_measure(place.criteria_set, given.code)
        _check_unlocked(held)
        _check_seen(given.code, figures)
        typed, note = given.read(measure), given.note
    except ChungsucError as problem:
        return Answer(given, Outcome.REFUSED, (str(problem),))
    state = figures.state(given.code)
    stands = typed_of(state.reported) or Typed()
    said = _notes([each.id for each in state.heads]) if note and state.heads else set()
    if not state.in_conflict and typed == stands and (not note or note in said):
        return Answer(given, Outcome.SAME)
    if {each.id for each in state.heads} != given.made_on:
        return Answer(given, Outcome.DISPUTED)
    if not note or note in said:
        # What the note explains of the value that stands, it explains of a like one.
        explained = stands if note else Typed()
        words = _asked(place, measure, typed, explained, figures)
        if words:
            return Answer(given, Outcome.ASKED, words)
    return _Ready(given, typed, note)


def _check_unlocked(held: Lock | None) -> None:
    """Raises EntryError for a cell that is in the hands of a reviewer."""
    if held is not None:
        raise EntryError(f"{held.why} {held.opened_by}")


def _check_seen(code: str, figures: Figures) -> None:
    """Raises EntryError for a cell in which the unit entered what it has not handed up."""
    if code in figures.unseen:
        raise EntryError(not_handed_up())


def _notes(ids: Iterable[UUID]) -> set[str]:
    return set(Observation.objects.filter(pk__in=list(ids)).order_by().values_list("note", flat=True))


def _asked(
    place: Place, measure: Measure, typed: Typed, explained: Typed, figures: Figures
) -> tuple[str, ...]:
    """Questions that wait for a word why."""
    was = figures.before(measure.code)
    before = typed_of(was[1]) if was else None
    peers = accepted_of_peers(place, measure.code) if isinstance(typed.observed, Decimal) else ()
    found = [each for each in questions(measure, typed, before=before, peers=peers) if each.doubt.asks_why]
    if found and not explained.is_empty:
        known = {each.doubt for each in questions(measure, explained, before=before, peers=peers)}
        found = [each for each in found if each.doubt not in known]
    return tuple(each.told(SPEECH) for each in found)


def restore(
    *,
    id: UUID,  # noqa: A002 (made with the page, so that a button pressed twice acts once)
    place: Place,
    older: Observation,
    by: User,
    now: datetime,
) -> Observation:
    """Khôi phục: what was said before is said again, in the place of all that stands there now. So a slip
    is undone, and a conflict settled by choosing one of its values; written as any figure is, at once with
    those of others. Raises `NotAllowed`, `ChungsucError`."""
    done = Observation.objects.filter(pk=id).first()
    if done is not None and done.observed_by_id == by.pk and done.indicator_code == older.indicator_code:
        return done
    check_open(place)
    _check_unlocked(
        lock(
            place.unit.pk,
            place.criteria_set.id,
            place.year,
            older.indicator_code,
            is_own=works_at(by, place.unit),
        )
    )
    row = place.row(older.indicator_code)
    figures = Figures.of_rows(place, [row], by)
    _check_seen(row.code, figures)
    state = figures.state(row.code)
    measure = row.measure
    is_head = older.pk in {each.id for each in state.heads}
    if is_head and not state.in_conflict:
        raise EntryError(_("Số liệu này đang có hiệu lực rồi nên không cần khôi phục."))
    with for_the_record():
        chosen = _("chọn giữa các số liệu nhập song song") if is_head else _("khôi phục số liệu cũ")
    return record_observation(
        id=id,
        unit=place.unit,
        criteria_set=place.criteria_set,
        indicator=measure.code,
        period=place.period,
        value=value_of(older),
        numerator=older.numerator,
        denominator=older.denominator,
        observed_on=older.observed_on,
        channel=Channel.WEB,
        by=by,
        now=now,
        supersedes=Observation.objects.filter(pk__in=[each.id for each in state.heads]),
        note=f"{older.note} ({chosen})" if older.note else chosen.capitalize(),
    )


@transaction.atomic
def comment(*, place: Place, code: str, text: str, by: User, now: datetime) -> CellComment:
    """Ghi ý kiến về một ô. Raises `NotAllowed`, and `EntryError` for what says nothing or too much."""
    policy.require(by, Permission.OBSERVATION_RECORD, at=place.unit)
    words = text.replace("\r\n", "\n").strip()
    if not words or "\0" in words:
        raise EntryError(_("Ý kiến đang để trống. Hãy viết vài chữ."))
    if len(words) > COMMENT_LIMIT:
        raise EntryError(_("Ý kiến dài quá %(limit)s ký tự. Hãy viết gọn lại.") % {"limit": COMMENT_LIMIT})
    said = CellComment.objects.create(
        unit=place.unit,
        criteria_set_id=place.criteria_set.id,
        indicator_code=place.row(code).code,
        period=str(place.period),
        text=words,
        by=by,
        at=now,
    )
    data: Mapping[str, str] = {"indicator": code, "period": str(place.period), "set": place.criteria_set.id}
    record(COMMENTED, said, by=by, at=now, unit_id=place.unit.pk, data=dict(data))
    return said
