"""Nhập một tệp: received and looked at, chosen where it leaves a choice, accepted in one transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from chungsuc.accounts import policy
from chungsuc.accounts.models import User
from chungsuc.accounts.policy import Permission
from chungsuc.administrative_units.models import Unit
from chungsuc.assessments.bulk import EntriesRefused, Standing, held_standing, record_many
from chungsuc.assessments.drafts import hidden_in
from chungsuc.assessments.rollup_reads import heads_of
from chungsuc.audit.actions import record
from chungsuc.core.observations import Channel
from chungsuc.core.periods import Period
from chungsuc.criteria import queries as criteria
from chungsuc.documents.entry_form_in import Read, read_form
from chungsuc.documents.errors import DocumentError
from chungsuc.documents.model import Limits
from chungsuc.entry.excel.forms import UNIT, mine, verify
from chungsuc.entry.excel.staging import Bench, Kind, Staged
from chungsuc.entry.models_imports import Import, ImportChoice
from chungsuc.entry.pages import EntryError, Place, check_open
from chungsuc.entry.peers import accepted_by_code
from chungsuc.languages.words import SPEECH
from chungsuc.stores import files
from chungsuc.workflow.queries.reviews import locks

RECEIVED, REFUSED, DROPPED, CHOSEN = "import.received", "import.refused", "import.dropped", "import.chosen"
LIMITS = Limits(file_bytes=5 * 1024 * 1024, entries=200, unpacked_bytes=40 * 1024 * 1024)


class Waiting(EntryError):
    """A file that cannot be accepted yet: something is left to choose, or was entered meanwhile."""


class Chosen(NamedTuple):
    """Một lựa chọn gửi lên."""

    unit_id: str
    code: str
    choice: str
    why: str
    standing: Sequence[str]


@dataclass(frozen=True)
class Looked:
    """Tệp đã xem: its cells beside what stands in the store."""

    of: Import
    place: Place
    cells: tuple[Staged, ...]

    @property
    def counts(self) -> Counter[Kind]:
        return Counter(each.kind for each in self.cells)

    @property
    def taken(self) -> list[Staged]:
        """What accepting it records."""
        return [each for each in self.cells if each.is_taken]

    @property
    def unsettled(self) -> list[Staged]:
        return [each for each in self.cells if not each.is_settled]

    @property
    def wrong(self) -> list[Staged]:
        return [each for each in self.cells if each.kind is Kind.WRONG]


def receive(*, place: Place, data: bytes, name: str, by: User, now: datetime) -> Import:
    """Nhận tệp: keep it, and look whether it is a form of this unit, set and period. What is none is kept
    with the reason. The same file again, while it waits, is the one that waits. Raises `NotAllowed`, and
    `DocumentError` for a file that is too large to be kept."""
    policy.require(by, Permission.OBSERVATION_RECORD, at=place.unit)
    check_open(place)
    name = PurePath(name.replace("\\", "/")).name[-255:] or "?"
    if len(data) > LIMITS.file_bytes:
        raise DocumentError(
            _("Tệp “%(name)s” quá lớn. Hãy tải biểu mới và nhập lại vào đó.") % {"name": name}
        )
    reason = ""
    try:
        _check_identity(_read(data, name), place, name)
    except DocumentError as problem:
        reason = str(problem)
    sha256 = files.keep(data)
    with transaction.atomic():
        waiting = Import.objects.filter(
            unit=Unit.objects.select_for_update().get(pk=place.unit.pk),
            criteria_set_id=place.criteria_set.id,
            period=str(place.period),
            sha256=sha256,
            outcome="",
        ).first()
        if waiting is not None:
            return waiting
        made = Import.objects.create(
            unit=place.unit,
            criteria_set_id=place.criteria_set.id,
            period=str(place.period),
            file_name=name,
            sha256=sha256,
            size=len(data),
            by=by,
            at=now,
            **(
                {
                    "outcome": Import.Outcome.REFUSED,
                    "reason": reason,
                    "settled_by": by,
                    "settled_at": now,
                }
                if reason
                else {}
            ),
        )
        act, about = (REFUSED, {"reason": reason}) if reason else (RECEIVED, {})
        told = {"file": name, "sha256": sha256, "period": str(place.period), **about}
        record(act, made, by=by, at=now, unit_id=place.unit.pk, data=told)
    return made


def _read(data: bytes, name: str) -> Read:
    return read_form(data, name, verify, limits=LIMITS)


def _check_identity(found: Read, place: Place, name: str) -> None:
    """Raises DocumentError for the form of another unit, set or period, or of a set that has changed."""
    identity = found.identity
    if identity["kind"] != UNIT or identity["unit"] != place.unit.pk:
        unit = Unit.objects.filter(pk=identity.get("unit")).first()
        raise DocumentError(
            _(
                "Tệp “%(name)s” là biểu của %(other)s, không phải của %(unit)s. Hãy chọn đúng tệp, hoặc mở "
                "trang nhập liệu của đơn vị đó."
            )
            % {"name": name, "other": unit or "?", "unit": place.unit}
        )
    if identity["period"] != str(place.period):
        other = Period.parse(identity["period"]).told(SPEECH)
        raise DocumentError(
            _(
                "Tệp “%(name)s” là biểu của %(other)s, không phải %(period)s. Hãy chọn đúng tệp, hoặc đổi kỳ "
                "của trang này."
            )
            % {"name": name, "other": other, "period": place.period.told(SPEECH)}
        )
    version = criteria.version_of(place.criteria_set.id)
    if (
        identity["set"] != place.criteria_set.id
        or version is None
        or identity["hash"] != version.content_hash
    ):
        raise DocumentError(
            _(
                "Tệp “%(name)s” lập theo bộ tiêu chí khác, hoặc bộ tiêu chí đã thay đổi từ khi lập biểu. Hãy "
                "tải biểu mới và nhập vào đó."
            )
            % {"name": name}
        )


def look(*, of: Import, place: Place, by: User, standing: Standing | None = None) -> Looked:
    """Xem trước: what the file would change now. Raises `NotAllowed`, `StoreError`."""
    policy.require(by, Permission.OBSERVATION_RECORD, at=place.unit)
    found = _read(files.load(of.sha256), of.file_name)
    may, set_id = mine(by, place), place.criteria_set.id
    bench = Bench(
        criteria_set=place.criteria_set,
        period=place.period,
        units={place.unit.pk: place.unit},
        has_parts=True,
        may=lambda _unit, code: may is None or may(code),
        locks={place.unit.pk: locks(place.unit.pk, set_id, place.year)},
        choices={(each.unit_id, each.code): each for each in of.choices.all()},
        peers=accepted_by_code(place, {each.code for each in found.cells}),
        hidden=hidden_in(by, place.unit.pk, set_id),
    )
    if standing is None:
        standing = {set_id: heads_of([place.unit.pk], set_id, {each.code for each in found.cells})}
    return Looked(of, place, tuple(bench.staged(found.cells, standing[set_id])))


@transaction.atomic
def choose(*, of: Import, place: Place, chosen: Sequence[Chosen], by: User, now: datetime) -> int:
    """Ghi lựa chọn for cells of a waiting file; how many were new. Raises `NotAllowed`, `EntryError`."""
    policy.require(by, Permission.OBSERVATION_RECORD, at=place.unit)
    held = _held(of)
    last = {(each.unit_id, each.code): each for each in held.choices.all()}
    made = 0
    for each in chosen:
        before = last.get((each.unit_id, each.code))
        said = (each.choice, each.why.strip()[:500], sorted(each.standing))
        if before is not None and (before.choice, before.why, before.standing) == said:
            continue
        if each.choice not in ImportChoice.Choice.values:
            raise EntryError(_("Không có lựa chọn này. Hãy tải lại trang rồi chọn lại."))
        choice, why, standing = said
        ImportChoice.objects.create(
            of=held,
            unit_id=each.unit_id,
            code=each.code,
            choice=choice,
            why=why,
            standing=standing,
            by=by,
            at=now,
        )
        made += 1
    if made:
        record(CHOSEN, held, by=by, at=now, unit_id=place.unit.pk, data={"cells": made})
    return made


def _held(of: Import) -> Import:
    """The import, while nobody else settles it. Raises EntryError for one that is settled."""
    held = Import.objects.select_for_update().get(pk=of.pk)
    if not held.is_waiting:
        raise EntryError(
            _("Tệp này đã được xử lý: %(outcome)s. Hãy tải lại trang.")
            % {"outcome": held.get_outcome_display()}
        )
    return held


@transaction.atomic
def accept(*, of: Import, place: Place, by: User, now: datetime, without_wrong: bool = False) -> Import:
    """Chấp nhận tệp: record all that it changes, with one entry in the log; accepted again, it stays so.

    `without_wrong` leaves out the cells that cannot be read. Raises `NotAllowed`, and `Waiting` while
    something is left to choose, or was entered meanwhile; nothing is recorded then.
    """
    policy.require(by, Permission.OBSERVATION_RECORD, at=place.unit)
    held = Import.objects.select_for_update().get(pk=of.pk)
    if held.outcome == Import.Outcome.ACCEPTED:
        return held
    held = _held(held)
    check_open(place)
    codes = [row.code for row in place.rows]
    standing = held_standing([place.unit], place.criteria_set, codes)  # from here on nobody else enters
    looked = look(of=held, place=place, by=by, standing=standing)
    if looked.unsettled:
        raise Waiting(
            _("Còn %(count)s ô phải chọn trước khi nhập. Hãy chọn rồi lưu lựa chọn.")
            % {"count": len(looked.unsettled)}
        )
    if looked.wrong and not without_wrong:
        raise Waiting(
            _(
                "Còn %(count)s ô không đọc được. Hãy sửa trong tệp rồi tải lên lại, hoặc đánh dấu "
                "bỏ qua các ô đó."
            )
            % {"count": len(looked.wrong)}
        )
    if not looked.taken:
        raise Waiting(_("Tệp này không thay đổi số liệu nào nên không có gì để nhập."))
    done = _recorded(looked, standing, by, now)
    held.outcome, held.settled_by, held.settled_at, held.stored = "accepted", by, now, done
    held.save(update_fields=["outcome", "settled_by", "settled_at", "stored"])
    return held


def _recorded(looked: Looked, standing: Standing, by: User, now: datetime) -> int:
    """Raises `Waiting` for what cannot be recorded after all."""
    of, place = looked.of, looked.place
    on = timezone.localtime(now).date()
    try:
        done = record_many(
            entries=[each.entry(of.pk, place.criteria_set, place.period, on) for each in looked.taken],
            channel=Channel.FILE,
            by=by,
            now=now,
            of=of,
            data={
                "file": of.file_name,
                "file_sha256": of.sha256,
                "set": place.criteria_set.id,
                "period": str(place.period),
                "left_out": len(looked.wrong),
            },
            standing=standing,
        )
    except EntriesRefused as refused:
        places = {each.cell.code: each.cell.place for each in looked.taken}
        told = " ".join(f"{places[each.entry.indicator]}: {each.words}" for each in refused.problems)
        raise Waiting(told) from None
    return len(done.stored)


@transaction.atomic
def drop(*, of: Import, place: Place, by: User, now: datetime) -> Import:
    """Bỏ tệp: nothing of it is entered; it stays in the list. Raises `NotAllowed`, `EntryError`."""
    policy.require(by, Permission.OBSERVATION_RECORD, at=place.unit)
    held = _held(of)
    held.outcome, held.settled_by, held.settled_at = Import.Outcome.DROPPED, by, now
    held.save(update_fields=["outcome", "settled_by", "settled_at"])
    record(DROPPED, held, by=by, at=now, unit_id=place.unit.pk, data={"file": held.file_name})
    return held
