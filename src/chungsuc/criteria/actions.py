"""Writing criteria sets, the decisions over them, and comparisons with the printed law."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from chungsuc.accounts import policy
from chungsuc.accounts.models import User
from chungsuc.accounts.policy import Permission
from chungsuc.administrative_units import territories
from chungsuc.administrative_units.models import Level, Unit
from chungsuc.audit.actions import record
from chungsuc.core import criteria as core
from chungsuc.core.criteria import CriteriaSet, OverlayError, OverlayKind, Value
from chungsuc.core.reasons import show_threshold, show_value
from chungsuc.criteria import queries
from chungsuc.criteria.facts import columns, overlay_of, shown_columns, value_of
from chungsuc.criteria.models import CriteriaSetVersion, FigureReview, Overlay, OverlayValue
from chungsuc.languages.data import vietnamese
from chungsuc.languages.words import SPEECH


@transaction.atomic
def store_versions(
    *, texts: Iterable[tuple[CriteriaSet, str]], by: Any, now: datetime
) -> list[CriteriaSetVersion]:
    """Lưu phiên bản: keep the text of each set; a text that is stored already is left as it is."""
    stored = []
    for criteria_set, text in texts:
        version, made = CriteriaSetVersion.objects.get_or_create(
            set_id=criteria_set.id,
            content_hash=hashlib.sha256(text.encode()).hexdigest(),
            defaults={
                "title": criteria_set.title,
                "level": criteria_set.level,
                "tier": criteria_set.tier,
                "status": criteria_set.status,
                "province": criteria_set.province or "",
                "valid_from": criteria_set.valid_from,
                "valid_to": criteria_set.valid_to,
                "text": text,
                "loaded_at": now,
                "loaded_by": by.get_username(),
            },
        )
        if made:
            record("criteria_set.stored", version, by=by, at=now, data={"set": criteria_set.id})
        stored.append(version)
    return stored


@transaction.atomic
def store_overlay(*, overlay: core.Overlay, by: User, now: datetime, note: str = "") -> Overlay:
    """Lưu quyết định đặt mức of a province, or a later national one. Sent again, the first one stands.

    Raises `NotAllowed`, and `OverlayError` for a decision that the set cannot take, that is milder
    than the law lets it be, or that is stored already with other figures.
    """
    province = _province(overlay)
    policy.require(by, Permission.OVERLAY_STORE, at=province or _nation())
    return _store(overlay, province, by=by, now=now, note=note)


@transaction.atomic
def withdraw_overlay(*, overlay: Overlay, why: str, by: User, now: datetime) -> Overlay:
    """Rút quyết định đã nhập: what was typed wrongly binds nobody from now on; it stays readable."""
    policy.require(by, Permission.OVERLAY_STORE, at=overlay.province or _nation())
    row = Overlay.objects.select_for_update().get(pk=overlay.pk)
    if row.withdrawn_at is not None:
        return row
    if not why.strip():
        raise OverlayError(_("Hãy ghi lý do rút quyết định, ví dụ: nhập nhầm con số."))
    row.withdrawn_at, row.withdrawn_by, row.withdrawn_why = now, by, why.strip()
    row.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_why"])
    record(
        queries.WITHDRAWN,
        row,
        by=by,
        at=now,
        unit_id=row.province_id or "",
        data={"set": row.set_id, "number": row.number, "why": row.withdrawn_why},
    )
    return row


@transaction.atomic
def review_figure(
    *,
    version: CriteriaSetVersion,
    key: str,
    agrees: bool,
    place: str,
    by: User,
    now: datetime,
    printed: Value | None = None,
    note: str = "",
) -> FigureReview:
    """Đối chiếu một con số with the printed law. Where it differs it stays a proposal.

    Raises `NotAllowed`, and `CriteriaError` for a figure that the set does not have, a comparison that
    names no place in the print, or one that says neither that it agrees nor how it differs.
    """
    policy.require(by, Permission.FIGURE_REVIEW, at=_nation())
    shown = _figure(version, key, now)
    if not place.strip():
        raise core.CriteriaError(_("Hãy ghi trang, điều hoặc phụ lục của văn bản in mà bạn đã đối chiếu."))
    if agrees and (printed is not None or (shown.applies and shown.value is None)):
        raise core.CriteriaError(
            _("Chưa có con số để nói là đúng. Hãy chọn “khác” và ghi con số trong văn bản in.")
            if printed is None
            else _("Đã ghi con số khác thì không chọn “đúng như văn bản in”. Hãy chọn một.")
        )
    if not agrees and printed is None and not note.strip():
        raise core.CriteriaError(_("Hãy ghi con số, hoặc câu chữ, như trong văn bản in."))
    if printed is not None:
        core.check_level(shown.measure, printed)
        if shown.applies and printed == shown.value:
            raise core.CriteriaError(
                _("Con số bạn ghi giống con số đang có. Hãy chọn “đúng như văn bản in”.")
            )
    row = FigureReview.objects.create(
        set_id=version.set_id,
        version=version,
        agrees=agrees,
        place=place.strip(),
        note=note.strip(),
        by=by,
        at=now,
        **shown_columns(shown),
        **columns(printed),
    )
    record(queries.REVIEWED, row, by=by, at=now, data={"set": row.set_id, "figure": key, "agrees": agrees})
    return row


@transaction.atomic
def adopt_correction(*, review: FigureReview, by: User, now: datetime) -> Overlay:
    """Nhận đính chính: the figure that was found in print binds from now on, from the set's first day.

    What was judged before keeps what it was judged by. Raises `NotAllowed`, and `OverlayError` where the
    review proposes no figure, or the figure was compared again or changed since.
    """
    policy.require(by, Permission.OVERLAY_STORE, at=_nation())
    done = Overlay.objects.filter(review=review).first()
    if done is not None:
        return done
    printed = value_of(review)
    if printed is None:
        raise OverlayError(
            _("Lần đối chiếu này không đề nghị con số nào. Câu chữ được sửa ở tệp bộ tiêu chí.")
        )
    newest = queries.reviews_of(review.set_id).filter(key=review.key).first()
    shown = _figure(review.version, review.key, now)
    if newest != review or shown_columns(shown)["shown"] != review.shown:
        raise OverlayError(
            _("Con số này đã được đối chiếu lại hoặc đã thay đổi. Hãy xem lần đối chiếu mới nhất.")
        )
    criteria_set = queries.criteria_set(review.version)
    basis = next((each for each in criteria_set.legal_basis if each.role == "promulgates"), None)
    overlay = core.Overlay(
        criteria_set_id=review.set_id,
        kind=OverlayKind.CORRECTION,
        number=basis.number if basis else criteria_set.title,
        decided_on=(basis and basis.issued_on) or criteria_set.valid_from,
        effective_on=criteria_set.valid_from,
        values=(
            core.OverlayValue(
                code=shown.measure.code,
                value=printed,
                from_year=shown.from_year,
                to_year=shown.to_year,
                region=shown.region,
                commune_group=shown.commune_group,
            ),
        ),
    )
    return _store(overlay, None, by=by, now=now, note=review.place, review=review)


def _figure(version: CriteriaSetVersion, key: str, now: datetime) -> core.Figure:
    """The figure as the nation's law has it today."""
    return core.figure(queries.of_today(version, today=now.date()), key)


def _nation() -> Unit:
    return Unit.objects.get(level=Level.COUNTRY)


def _province(overlay: core.Overlay) -> Unit | None:
    """The province of a decision, when it is one and existed on the day."""
    if overlay.province is None:
        return None
    unit = Unit.objects.filter(pk=overlay.province, level=Level.PROVINCE).first()
    if unit is None:
        raise OverlayError(
            _("Quyết định %(number)s: không có tỉnh này.") % {"number": vietnamese(overlay.number)}
        )
    if not unit.existed_on(overlay.decided_on):
        raise OverlayError(
            _(
                "Quyết định %(number)s: %(unit)s không tồn tại vào ngày ban hành. "
                "Hãy chọn tỉnh hoặc ngày khác."
            )
            % {"number": vietnamese(overlay.number), "unit": vietnamese(unit.full_name)}
        )
    return unit


def _check_floors(overlay: core.Overlay, province: Unit, version: CriteriaSetVersion) -> None:
    """Raises OverlayError where the mean over the province's communes would fall below the law's floor.

    Where some commune has no figure yet the mean is not known, and nothing is refused.
    """
    laid = queries.on_land(
        queries.criteria_set(version),
        [
            overlay,
            *map(
                overlay_of,
                queries.in_force_on(version.set_id, on=overlay.effective_on).prefetch_related("values"),
            ),
        ],
        territories.takeovers(),
    )
    named = {each.code for each in overlay.values}
    for found in queries.floors(laid, province, on=overlay.effective_on):
        if found.check.code in named and found.check.holds is False:
            raise OverlayError(
                _(
                    "Quyết định %(number)s, chỉ tiêu %(code)s, năm %(year)d: bình quân các xã của tỉnh là "
                    "%(mean)s, không đúng mức sàn %(floor)s của trung ương. Hãy kiểm tra lại các mức."
                )
                % {
                    "number": vietnamese(overlay.number),
                    "code": found.check.code,
                    "year": found.year,
                    "mean": show_value(found.check.mean, found.measure.unit, SPEECH),
                    "floor": show_threshold(found.measure, found.check.floor.value, SPEECH),
                }
            )


def _store(
    overlay: core.Overlay,
    province: Unit | None,
    *,
    by: User,
    now: datetime,
    note: str,
    review: FigureReview | None = None,
) -> Overlay:
    version = queries.version_of(overlay.criteria_set_id)
    if version is None:
        raise OverlayError(
            _("Không có bộ tiêu chí ‘%(set)s’. Hãy kiểm tra lại mã.") % {"set": overlay.criteria_set_id}
        )
    national = queries.as_it_binds(version, on=overlay.effective_on, with_provinces=False)
    core.check_overlay(overlay, national)
    if review is None and (stored := _stored(overlay)) is not None:
        return stored
    if province is not None:
        _check_floors(overlay, province, version)
    row = Overlay.objects.create(
        set_id=overlay.criteria_set_id,
        kind=overlay.kind,
        province=province,
        number=overlay.number,
        decided_on=overlay.decided_on,
        effective_on=overlay.effective_on,
        note=note,
        review=review,
        stored_by=by,
        stored_at=now,
    )
    OverlayValue.objects.bulk_create(
        OverlayValue(
            overlay=row,
            code=each.code,
            region=each.region or "",
            commune_group=each.commune_group or "",
            from_year=each.from_year,
            to_year=each.to_year,
            **columns(each.value),
        )
        for each in overlay.values
    )
    record(
        queries.STORED,
        row,
        by=by,
        at=now,
        unit_id=province.pk if province else "",
        data={
            "set": row.set_id,
            "kind": row.kind,
            "number": row.number,
            "values": [
                [each.code, each.region or each.commune_group or "", str(each.value)]
                for each in overlay.values
            ],
        },
    )
    return row


def _stored(overlay: core.Overlay) -> Overlay | None:
    """The same decision, when it is stored already. Raises OverlayError where its figures differ."""
    row = (
        Overlay.objects.filter(
            set_id=overlay.criteria_set_id,
            kind=overlay.kind,
            province_id=overlay.province,
            number=overlay.number,
            decided_on=overlay.decided_on,
            withdrawn_at__isnull=True,
        )
        .prefetch_related("values")
        .first()
    )
    if row is not None and overlay_of(row) != overlay:
        raise OverlayError(
            _(
                "Quyết định %(number)s đã được lưu với con số khác. Nếu lần trước nhập sai, "
                "hãy rút quyết định đó rồi nhập lại."
            )
            % {"number": vietnamese(overlay.number)}
        )
    return row
