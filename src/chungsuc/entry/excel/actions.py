"""Nhập một tệp: received and looked at, chosen where it leaves a choice, accepted in one transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from chungsuc.accounts.models import User
from chungsuc.administrative_units.models import Unit
from chungsuc.assessments.bulk import EntriesRefused, Standing, held_standing, record_many
from chungsuc.assessments.rollup_reads import heads_of
from chungsuc.audit.actions import record
from chungsuc.core.observations import Channel
from chungsuc.documents.entry_form_in import Read, read_form
from chungsuc.documents.errors import DocumentError
from chungsuc.documents.model import Limits
from chungsuc.entry.across import Across
from chungsuc.entry.excel.forms import verify
from chungsuc.entry.excel.sheets import Sheet, sheet_of
from chungsuc.entry.excel.staging import Kind, Staged, entries_of
from chungsuc.entry.models_imports import Import, ImportChoice
from chungsuc.entry.pages import EntryError, Place
from chungsuc.stores import files
from chungsuc.stores.collecting import without_collecting

RECEIVED, REFUSED, DROPPED, CHOSEN = "import.received", "import.refused", "import.dropped", "import.chosen"
LIMITS = Limits(file_bytes=5 * 1024 * 1024, entries=200, unpacked_bytes=40 * 1024 * 1024)


Page = Place | Across  # of one unit, or of one criterion of many


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
    sheet: Sheet
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


def receive(*, place: Page, data: bytes, name: str, by: User, now: datetime) -> Import:
    """Nhận tệp: keep it, and look whether it is a form of this page. What is none is kept
    with the reason. The same file again, while it waits, is the one that waits. Raises `NotAllowed`, and
    `DocumentError` for a file that is too large to be kept."""
    sheet = sheet_of(place)
    sheet.require(by)
    sheet.check_open()
    name = PurePath(name.replace("\\", "/")).name[-255:] or "?"
    if len(data) > LIMITS.file_bytes:
        raise DocumentError(
            _("Tệp “%(name)s” quá lớn. Hãy tải biểu mới và nhập lại vào đó.") % {"name": name}
        )
    reason = ""
    try:
        sheet.check_identity(_read(data, name), name)
    except DocumentError as problem:
        reason = str(problem)
    sha256 = files.keep(data)
    with transaction.atomic():
        unit = Unit.objects.select_for_update().get(pk=sheet.unit.pk)
        waiting = sheet.files(by).filter(sha256=sha256, outcome="").first()
        if waiting is not None:
            return waiting
        made = Import.objects.create(
            unit=unit,
            criteria_set_id=sheet.criteria_set.id,
            period=str(sheet.period),
            criterion=sheet.criterion,
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
        told = {"file": name, "sha256": sha256, "period": str(sheet.period), **about}
        if sheet.criterion:
            told["criterion"] = sheet.criterion
        record(act, made, by=by, at=now, unit_id=unit.pk, data=told)
    return made


def _read(data: bytes, name: str) -> Read:
    return read_form(data, name, verify, limits=LIMITS)


@without_collecting
def look(*, of: Import, place: Page, by: User) -> Looked:
    """Xem trước: what the file would change now. Raises `NotAllowed`, `StoreError`, and `DocumentError` for a
    file with units that lie elsewhere by now."""
    sheet = sheet_of(place)
    sheet.require(by)
    found = _read(files.load(of.sha256), of.file_name)
    return _looked(of, sheet, found, sheet.units(found, of.file_name), by)


def _looked(  # noqa: PLR0917 (the file, its page, and who looks)
    of: Import, sheet: Sheet, found: Read, units: Mapping[str, Unit], by: User, held: Standing | None = None
) -> Looked:
    set_id, codes = sheet.criteria_set.id, {each.code for each in found.cells}
    choices = {(each.unit_id, each.code): each for each in of.choices.all()}
    bench = sheet.bench(by, units, codes, choices)
    heads = held[set_id] if held is not None else heads_of(units.keys(), set_id, codes)
    return Looked(of, sheet, tuple(bench.staged(found.cells, heads)))


@transaction.atomic
def choose(*, of: Import, place: Page, chosen: Sequence[Chosen], by: User, now: datetime) -> int:
    """Ghi lựa chọn for cells of a waiting file; how many were new. Raises `NotAllowed`, `EntryError`."""
    sheet = sheet_of(place)
    sheet.require(by)
    held = _held(of, sheet, by)
    last = {(each.unit_id, each.code): each for each in held.choices.all()}
    made = 0
    for each in chosen:
        before = last.get((each.unit_id, each.code))
        said = (each.choice, each.why.strip()[:500], sorted(each.standing))
        if before is not None and (before.choice, before.why, before.standing) == said:
            continue
        if each.choice not in ImportChoice.Choice.values or len(each.unit_id) > 40 or len(each.code) > 20:
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
        record(CHOSEN, held, by=by, at=now, unit_id=sheet.unit.pk, data={"cells": made})
    return made


def _of_page(of: Import, sheet: Sheet, by: User) -> Import:
    """The import, while nobody else settles it. Raises EntryError for one that the person does not see."""
    held = sheet.files(by).select_for_update().filter(pk=of.pk).first()
    if held is None:
        raise EntryError(_("Tệp này không phải của trang này. Hãy mở lại danh sách tệp đã gửi."))
    return held


def _held(of: Import, sheet: Sheet, by: User) -> Import:
    """The same. Raises EntryError for one that is settled."""
    held = _of_page(of, sheet, by)
    if not held.is_waiting:
        raise EntryError(
            _("Tệp này đã được xử lý: %(outcome)s. Hãy tải lại trang.")
            % {"outcome": held.get_outcome_display()}
        )
    return held


@without_collecting
@transaction.atomic
def accept(*, of: Import, place: Page, by: User, now: datetime, without_wrong: bool = False) -> Import:
    """Chấp nhận tệp: record all that it changes, with one entry in the log; accepted again, it stays so.

    `without_wrong` leaves out the cells that cannot be read. Raises `NotAllowed`, and `Waiting` while
    something is left to choose, or was entered meanwhile; nothing is recorded then.
    """
    sheet = sheet_of(place)
    sheet.require(by)
    held = _of_page(of, sheet, by)
    if held.outcome == Import.Outcome.ACCEPTED:
        return held
    held = _held(held, sheet, by)
    sheet.check_open()
    found = _read(files.load(held.sha256), held.file_name)
    units = sheet.units(found, held.file_name)
    standing = held_standing(units.values(), sheet.criteria_set, sheet.codes())  # nobody else enters now
    looked = _looked(held, sheet, found, units, by, standing)
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
    of, sheet = looked.of, looked.sheet
    on = timezone.localtime(now).date()
    try:
        done = record_many(
            entries=entries_of(looked.taken, of.pk, sheet.criteria_set, sheet.period, on),
            channel=Channel.FILE,
            by=by,
            now=now,
            of=of,
            data={
                "file": of.file_name,
                "file_sha256": of.sha256,
                "set": sheet.criteria_set.id,
                "period": str(sheet.period),
                "left_out": len(looked.wrong),
            },
            standing=standing,
        )
    except EntriesRefused as refused:
        places = {(each.unit.pk, each.cell.code): each.cell.place for each in looked.taken}
        told = " ".join(
            f"{each.entry.unit}, {places[each.entry.unit.pk, each.entry.indicator]}: {each.words}"
            for each in refused.problems
        )
        raise Waiting(told) from None
    return len(done.stored)


@transaction.atomic
def drop(*, of: Import, place: Page, by: User, now: datetime) -> Import:
    """Bỏ tệp: nothing of it is entered; it stays in the list. Raises `NotAllowed`, `EntryError`."""
    sheet = sheet_of(place)
    sheet.require(by)
    held = _held(of, sheet, by)
    held.outcome, held.settled_by, held.settled_at = Import.Outcome.DROPPED, by, now
    held.save(update_fields=["outcome", "settled_by", "settled_at"])
    record(DROPPED, held, by=by, at=now, unit_id=sheet.unit.pk, data={"file": held.file_name})
    return held
