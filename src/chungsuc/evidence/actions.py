"""Bringing evidence, taking it back, and demanding it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext as _

from chungsuc.accounts import policy
from chungsuc.accounts.models import User
from chungsuc.accounts.policy import Indicator, Permission
from chungsuc.administrative_units.models import Level, Unit
from chungsuc.audit.actions import record
from chungsuc.core import pictures
from chungsuc.core.criteria import CriteriaError, CriteriaSet
from chungsuc.core.periods import Period
from chungsuc.evidence import contents
from chungsuc.evidence.errors import EvidenceError
from chungsuc.evidence.models import (
    Attachment,
    Demand,
    DemandEnd,
    PictureBand,
    Resemblance,
    StoredFile,
    Withdrawal,
)
from chungsuc.languages.data import vietnamese
from chungsuc.languages.words import SPEECH
from chungsuc.stores import files as store
from chungsuc.stores.statements import ask

# Acts, as the log names them.
ATTACHED, WITHDRAWN = "evidence.attached", "evidence.withdrawn"
DEMANDED, DEMAND_ENDED = "evidence.demanded", "evidence.demand_ended"

SENTENCE = 300  # letters of a caption, a document's name or a reason
ADDRESS = 500
_LOCK = 7_460_211  # PostgreSQL's advisory locks know each other by number
_MOST_COMPARED = 2_000  # pictures that share a band with a new one; of each band the newest


def attach_file(
    *,
    id: UUID,  # noqa: A002 (the client names it)
    unit: Unit,
    criteria_set: CriteriaSet,
    code: str,
    period: Period,
    stream: BinaryIO,
    name: str,
    by: User,
    now: datetime,
    caption: str = "",
) -> Attachment:
    """Thêm minh chứng: keep a file and put it beside an indicator. Sent again, the first one stands.

    The file stands on the disk, whole and synced, before its row does. The same bytes are kept once; beside
    one indicator of a period they stand once. Raises `NotAllowed`, `CriteriaError`, `EvidenceError`.
    """
    cell = _cell(unit, criteria_set, code, period, by)
    known = _sent_before(id, by)
    if known is not None:
        return known
    caption = _short(caption, SENTENCE)
    with store.arriving(_Limited(stream)) as path:
        sha256 = store.hash_of(path)
        file = StoredFile.objects.filter(sha256=sha256).first() or _examined(path, sha256, now)
        store.settle(path, sha256)
        with _one_at_a_time():
            file = _kept(file)
            standing = Attachment.objects.filter(**cell, file=file, withdrawal=None).first()
            if standing is not None:
                return standing
            row = Attachment(
                id=id,
                **cell,
                year=period.last_day.year,
                file=file,
                name=contents.clean_name(name, file.kind),
                caption=caption,
                added_by=by,
                added_at=now,
            )
            return _attached(row, {"sha256": sha256, "name": row.name})


def attach_link(
    *,
    id: UUID,  # noqa: A002 (the client names it)
    unit: Unit,
    criteria_set: CriteriaSet,
    code: str,
    period: Period,
    by: User,
    now: datetime,
    document: str = "",
    address: str = "",
    caption: str = "",
) -> Attachment:
    """Dẫn chiếu: name a document, or an address on the web that is shown as text and never fetched.

    Raises `NotAllowed`, `CriteriaError`, and `EvidenceError` for both, neither, or an address that is none.
    """
    cell = _cell(unit, criteria_set, code, period, by)
    document, address = _short(document, SENTENCE), address.strip()
    if bool(document) == bool(address):
        raise EvidenceError(_("Hãy ghi số, ký hiệu của một văn bản, hoặc một địa chỉ trên mạng."))
    if address:
        _check_address(address)
    known = _sent_before(id, by)
    if known is not None:
        return known
    with _one_at_a_time():
        standing = Attachment.objects.filter(**cell, document=document, address=address, withdrawal=None)
        if (found := standing.first()) is not None:
            return found
        row = Attachment(
            id=id,
            **cell,
            year=period.last_day.year,
            document=document,
            address=address,
            caption=_short(caption, SENTENCE),
            added_by=by,
            added_at=now,
        )
        return _attached(row, {"document": document} if document else {"address": address})


def withdraw(*, attachment: Attachment, why: str, by: User, now: datetime) -> Withdrawal:
    """Rút minh chứng, with the reason; asked again, the first time stands. The file itself stays.

    Raises `NotAllowed` and `EvidenceError`.
    """
    of = Indicator(attachment.criteria_set_id, attachment.code)
    policy.require(by, Permission.EVIDENCE_ADD, at=attachment.unit, of=of)
    why = _short(why, SENTENCE)
    if not why:
        raise EvidenceError(_("Hãy ghi lý do rút minh chứng, ví dụ: gửi nhầm ảnh."))
    with _one_at_a_time():
        done = Withdrawal.objects.filter(attachment=attachment).first()
        if done is not None:
            return done
        row = Withdrawal.objects.create(attachment=attachment, why=why, by=by, at=now)
        data = {"indicator": attachment.code, "period": attachment.period, "why": why}
        record(WITHDRAWN, attachment, by=by, at=now, unit_id=attachment.unit_id, data=data)
    return row


@transaction.atomic
def demand(
    *,
    province: Unit,
    criteria_set: CriteriaSet,
    codes: Collection[str],
    number: str,
    decided_on: date,
    effective_on: date,
    by: User,
    now: datetime,
) -> Demand:
    """Yêu cầu minh chứng: a province asks for evidence of these indicators, from a day on.

    Raises `NotAllowed`, `CriteriaError` for a code that the set does not have, and `EvidenceError`.
    """
    policy.require(by, Permission.OVERLAY_STORE, at=province)
    number = _short(number, 120)
    if province.level != Level.PROVINCE:
        raise EvidenceError(_("Yêu cầu minh chứng do tỉnh ban hành. Hãy chọn một tỉnh."))
    if not number:
        raise EvidenceError(_("Hãy ghi số, ký hiệu văn bản yêu cầu minh chứng."))
    if not codes:
        raise EvidenceError(_("Hãy chọn ít nhất một chỉ tiêu phải có minh chứng."))
    if effective_on < decided_on:
        raise EvidenceError(_("Ngày có hiệu lực không thể trước ngày ban hành."))
    known = {each.code for each in criteria_set.indicators()}
    for code in codes:
        if code not in known:
            criteria_set.indicator(code)  # says which it does not know
    row = Demand.objects.create(
        province=province,
        criteria_set_id=criteria_set.id,
        codes=[code for code in known_order(criteria_set) if code in set(codes)],
        number=number,
        decided_on=decided_on,
        effective_on=effective_on,
        by=by,
        at=now,
    )
    data = {
        "set": criteria_set.id,
        "number": number,
        "indicators": row.codes,
        "from": effective_on.isoformat(),
    }
    record(DEMANDED, row, by=by, at=now, unit_id=province.pk, data=data)
    return row


def known_order(criteria_set: CriteriaSet) -> list[str]:
    """The codes of the indicators, in the order of the set."""
    return [each.code for each in criteria_set.indicators()]


@transaction.atomic
def end_demand(*, demand: Demand, ends_on: date, why: str, by: User, now: datetime) -> DemandEnd:
    """Thôi yêu cầu minh chứng from a day on; asked again, the first time stands. Raises `EvidenceError`."""
    policy.require(by, Permission.OVERLAY_STORE, at=demand.province)
    why = _short(why, SENTENCE)
    if not why:
        raise EvidenceError(_("Hãy ghi lý do thôi yêu cầu, ví dụ: có văn bản mới thay thế."))
    held = Demand.objects.select_for_update(of=("self",)).get(pk=demand.pk)
    done = DemandEnd.objects.filter(demand=held).first()
    if done is not None:
        return done
    row = DemandEnd.objects.create(demand=held, ends_on=ends_on, why=why, by=by, at=now)
    data = {"number": held.number, "to": ends_on.isoformat(), "why": why}
    record(DEMAND_ENDED, held, by=by, at=now, unit_id=held.province_id, data=data)
    return row


# --- what is asked before anything is kept ------------------------------------------------------------


def _cell(unit: Unit, criteria_set: CriteriaSet, code: str, period: Period, by: User) -> dict[str, object]:
    """The indicator, where there is one and the person may bring evidence for it."""
    if all(each.code != code for each in criteria_set.conditions):
        criteria_set.measure(code)
    policy.require(by, Permission.EVIDENCE_ADD, at=unit, of=Indicator(criteria_set.id, code))
    begun = unit.valid_from is None or unit.valid_from <= period.last_day
    if not begun or (unit.valid_to is not None and unit.valid_to <= period.first_day):
        raise EvidenceError(
            _("%(unit)s không tồn tại trong %(period)s. Hãy chọn đơn vị hoặc kỳ khác.")
            % {"unit": vietnamese(unit.full_name), "period": period.told(SPEECH)}
        )
    if not criteria_set.in_force(period.last_day.year):
        raise CriteriaError(
            _("%(set)s không áp dụng cho %(period)s. Hãy chọn kỳ khác.")
            % {"set": vietnamese(criteria_set.title), "period": period.told(SPEECH)}
        )
    return {"unit": unit, "criteria_set_id": criteria_set.id, "code": code, "period": str(period)}


def _sent_before(id: UUID, by: User) -> Attachment | None:  # noqa: A002
    """What was sent under this id already. Raises `EvidenceError` where it was another's."""
    found = Attachment.objects.filter(pk=id).first()
    if found is not None and found.added_by_id != by.pk:
        raise EvidenceError(_("Đã có minh chứng khác mang mã này. Hãy tải lại trang rồi gửi lại."))
    return found


def _short(text: str, most: int) -> str:
    """In one line. Raises `EvidenceError` for what would be cut."""
    line = " ".join(text.replace("\0", " ").split())
    if len(line) > most:
        raise EvidenceError(_("Nội dung dài quá %(most)d chữ. Hãy viết gọn lại.") % {"most": most})
    return line


def _check_address(address: str) -> None:
    try:
        parts = urlsplit(address)
        is_one = parts.scheme in ("http", "https") and bool(parts.hostname) and not parts.username
    except ValueError:
        is_one = False
    if (
        not is_one
        or len(address) > ADDRESS
        or any(char.isspace() or not char.isprintable() for char in address)
    ):
        raise EvidenceError(
            _("‘%(address)s’ không phải địa chỉ trang web. Hãy chép cả địa chỉ, bắt đầu bằng https://.")
            % {"address": address[:80]}
        )


class _Limited:
    """A stream that refuses to be longer than a file may be."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self._left = stream, settings.UPLOAD_LIMIT

    def read(self, size: int = -1) -> bytes:
        """A piece. Raises `EvidenceError` past the limit."""
        piece = self._stream.read(size)
        self._left -= len(piece)
        if self._left < 0:
            raise too_large()
        return piece


def too_large() -> EvidenceError:
    """The refusal of a file above the limit."""
    limit = settings.UPLOAD_LIMIT // (1024 * 1024)
    return EvidenceError(
        _("Tệp vượt quá giới hạn %(limit)d MB. Hãy chụp cỡ nhỏ hơn hoặc tách tệp rồi gửi lại.")
        % {"limit": limit}
    )


# --- keeping --------------------------------------------------------------------------------------------


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """One transaction after another: of two alike pictures that come at once the second finds the first."""
    with transaction.atomic():
        if connection.vendor == "postgresql":  # SQLite lets one writer in at a time
            ask("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        yield


def _examined(path: Path, sha256: str, now: datetime) -> StoredFile:
    """A row for a new file, not saved, with its copies on the disk. Raises `EvidenceError`."""
    found = contents.examine(path)
    row = StoredFile(
        sha256=sha256, size=path.stat().st_size, kind=found.kind, is_active=found.is_active, kept_at=now
    )
    if (photo := found.photo) is not None:
        row.width, row.height, row.taken_at = photo.width, photo.height, photo.taken_at
        row.longitude, row.latitude = photo.place or (None, None)
        row.picture = "" if photo.print_ is None else f"{photo.print_:064x}"
        row.shown, row.small = store.keep(photo.shown), store.keep(photo.small)
    return row


def _kept(row: StoredFile) -> StoredFile:
    """The row of a file, saved with what resembles it; or the one that another saved meanwhile."""
    if row.pk is not None:
        return row
    known = StoredFile.objects.filter(sha256=row.sha256).first()
    if known is not None:
        return known
    row.save()
    if not row.picture:
        return row
    mine = int(row.picture, 16)
    bands = pictures.bands(mine)
    alike = [
        Resemblance(earlier_id=pk, later=row, distance=pictures.distance(mine, int(other, 16)))
        for pk, other in sorted(_sharing(bands).items())
        if pictures.are_alike(mine, int(other, 16))
    ]
    PictureBand.objects.bulk_create([PictureBand(file=row, band=band) for band in bands])
    Resemblance.objects.bulk_create(alike)
    return row


def _sharing(bands: Sequence[int]) -> dict[int, str]:
    """The prints of pictures that share a band, by file: of each band the newest, read from its index alone.

    All of them at once would be sorted first, which takes longer with every picture that is kept; and a band
    that many share would crowd out the pictures of a rare one.
    """
    found: dict[int, str] = {}
    for band in bands:
        newest = PictureBand.objects.filter(band=band).order_by("-file_id")
        found.update(newest.values_list("file_id", "file__picture")[: _MOST_COMPARED // pictures.BANDS])
    return found


def _attached(row: Attachment, data: dict[str, str]) -> Attachment:
    row.save()
    told = {"indicator": row.code, "period": row.period, "set": row.criteria_set_id} | data
    record(ATTACHED, row, by=row.added_by, at=row.added_at, unit_id=row.unit_id, data=told)
    return row
