"""Saving what was typed: one cell by itself, or a whole page or pasted block at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from chungsuc.accounts import policy
from chungsuc.accounts.models import User
from chungsuc.accounts.policy import Indicator, Permission
from chungsuc.assessments.actions import record_observation
from chungsuc.assessments.bulk import NewEntry, record_many
from chungsuc.assessments.checks import entered_measure
from chungsuc.assessments.facts import value_of
from chungsuc.assessments.models import Observation
from chungsuc.audit.actions import record
from chungsuc.core.criteria import Measure
from chungsuc.core.errors import ChungsucError
from chungsuc.core.observations import Channel
from chungsuc.core.plausible import questions
from chungsuc.core.typed import Typed
from chungsuc.entry.cells import Figures
from chungsuc.entry.given import Given, typed_of
from chungsuc.entry.models import CellComment
from chungsuc.entry.pages import EntryError, Place, check_open
from chungsuc.entry.peers import accepted_of_peers
from chungsuc.languages.data import for_the_record
from chungsuc.languages.words import SPEECH
from chungsuc.workflow.queries.reviews import lock

COMMENTED = "figure.commented"  # the act, as the log names it
COMMENT_LIMIT = 1000


class Outcome(StrEnum):
    """Kết quả của một ô gửi lên."""

    SAVED = "saved"
    SAME = "same"  # what stands there already
    REFUSED = "refused"
    ASKED = "asked"  # unlikely: waits for a word why
    DISPUTED = "disputed"  # somebody saved another value meanwhile


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


def save_cell(*, place: Place, given: Given, by: User, now: datetime) -> Answer:
    """Lưu một ô: record what was typed, unless it cannot be, is unlikely and unexplained, or somebody saved
    another value since. The same sending twice is stored once. Raises `NotAllowed`."""
    policy.require(by, Permission.OBSERVATION_RECORD, at=place.unit, of=_right(place, given.code))
    again = Observation.objects.filter(pk=given.id).first()
    if again is not None:
        return _sent_again(place, given, again)
    found = _examined(place, given, Figures(place, [given.code]))
    if isinstance(found, Answer):
        return found
    try:
        record_observation(
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
            supersedes=Observation.objects.filter(pk__in=given.made_on) if given.made_on else (),
            note=found.note,
        )
    except policy.NotAllowed:
        raise
    except ChungsucError as problem:
        return Answer(given, Outcome.REFUSED, (str(problem),))
    return Answer(given, Outcome.SAVED)


def save_page(
    *, place: Place, sent: Sequence[Given], by: User, now: datetime, all_or_nothing: bool
) -> list[Answer]:
    """Lưu nhiều ô in one transaction, with one entry in the log: those that can be saved, or, for a pasted
    block, all of them or none. Raises `NotAllowed`."""
    rights = policy.indicators_where(by, Permission.OBSERVATION_RECORD, place.unit)
    for each in sent:
        if not policy.covers(rights, _right(place, each.code)):
            policy.require(by, Permission.OBSERVATION_RECORD, at=place.unit, of=_right(place, each.code))
    known = {row.pk: row for row in Observation.objects.filter(pk__in=[each.id for each in sent])}
    figures = Figures(place, [each.code for each in sent])
    answers: dict[str, Answer] = {}
    ready: list[_Ready] = []
    for each in sent:
        found = (
            _sent_again(place, each, known[each.id]) if each.id in known else _examined(place, each, figures)
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


def _sent_again(place: Place, given: Given, stored: Observation) -> Answer:
    """The answer to a sending whose first answer was lost; the id of something else is refused."""
    about = (stored.unit_id, stored.criteria_set_id, stored.indicator_code, stored.period)
    if about == (place.unit.pk, place.criteria_set.id, given.code, str(place.period)):
        return Answer(given, Outcome.SAVED)
    words = _("Đã có một số liệu khác mang mã này. Hãy tải lại trang rồi nhập lại ô.")
    return Answer(given, Outcome.REFUSED, (words,))


def _examined(place: Place, given: Given, figures: Figures) -> _Ready | Answer:
    """What was typed, read and held beside what stands there; or why it is not recorded."""
    try:
        check_open(place)
        measure = entered_measure(place.criteria_set, given.code)
        _check_unlocked(place, given.code)
        typed, note = given.read(measure), given.note
    except ChungsucError as problem:
        return Answer(given, Outcome.REFUSED, (str(problem),))
    state = figures.state(given.code)
    stands = typed_of(state.reported) or Typed()
    said = _notes([each.id for each in state.heads]) if note else set()
    if not state.in_conflict and typed == stands and (not note or note in said):
        return Answer(given, Outcome.SAME)
    if {each.id for each in state.heads} != given.made_on:
        return Answer(given, Outcome.DISPUTED)
    if not note or note in said:
        words = _asked(place, measure, typed, figures)
        if words:
            return Answer(given, Outcome.ASKED, words)
    return _Ready(given, typed, note)


def _check_unlocked(place: Place, code: str) -> None:
    """Raises EntryError for a cell that is in the hands of a reviewer."""
    held = lock(place.unit.pk, place.criteria_set.id, place.year, code)
    if held is not None:
        raise EntryError(f"{held.why} {held.opened_by}")


def _notes(ids: Iterable[UUID]) -> set[str]:
    return set(Observation.objects.filter(pk__in=list(ids)).order_by().values_list("note", flat=True))


def _asked(place: Place, measure: Measure, typed: Typed, figures: Figures) -> tuple[str, ...]:
    """Questions that wait for a word why."""
    was = figures.before(measure.code)
    found = questions(
        measure,
        typed,
        before=typed_of(was[1]) if was else None,
        peers=accepted_of_peers(place, measure.code) if typed.observed is not None else (),
    )
    return tuple(each.told(SPEECH) for each in found if each.doubt.asks_why)


@transaction.atomic
def restore(
    *,
    id: UUID,  # noqa: A002 (made with the page, so that a button pressed twice acts once)
    place: Place,
    older: Observation,
    by: User,
    now: datetime,
) -> Observation:
    """Khôi phục: what was said before is said again, in the place of all that stands there now. So a slip
    is undone, and a conflict settled by choosing one of its values. Raises `NotAllowed`, `ChungsucError`."""
    done = Observation.objects.filter(pk=id).first()
    if done is not None and done.observed_by_id == by.pk and done.indicator_code == older.indicator_code:
        return done
    check_open(place)
    _check_unlocked(place, older.indicator_code)
    state = Figures(place, [older.indicator_code]).state(older.indicator_code)
    measure = place.row(older.indicator_code).measure
    fact = next((each for each in state.heads if each.id == older.pk), None)
    if fact is not None and not state.in_conflict:
        raise EntryError(_("Số liệu này đang có hiệu lực rồi nên không cần khôi phục."))
    with for_the_record():
        chosen = _("chọn giữa các số liệu nhập song song") if fact else _("khôi phục số liệu cũ")
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
