"""Minh chứng trên trang: each piece with the facts of its file, and where else its photo was offered."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from chungsuc.accounts import policy
from chungsuc.accounts.policy import Permission
from chungsuc.administrative_units.boundaries import boundaries_of
from chungsuc.administrative_units.models import Boundary
from chungsuc.core.distances import between, outside
from chungsuc.dashboards.evidence.seeing import visible
from chungsuc.evidence import queries
from chungsuc.evidence.models import Attachment, StoredFile
from chungsuc.evidence.queries import Use
from chungsuc.languages.figures import format_date, format_number

NEAR = 1.0  # kilometres: boundaries are simplified, and a telephone errs


class Shown(NamedTuple):
    """One piece of evidence, its facts as sentences, and the other places that offer its photo."""

    row: Attachment
    facts: list[str]
    uses: list[Use]
    taken_off: str  # of a photo: what its clean copy does not carry; empty of anything else


def shown(user: Any, rows: Sequence[Attachment]) -> list[Shown]:
    """The rows with their facts; a constant number of queries."""
    places = boundaries_of(
        {row.unit_id for row in rows if row.file is not None and row.file.latitude is not None}
    )
    found = queries.elsewhere(rows, within=policy.units_where(user, Permission.EVIDENCE_VIEW))
    others = {use.attachment.pk: use.attachment for uses in found.values() for use in uses}
    seen = {row.pk for row in visible(user, list(others.values()))}
    return [
        Shown(
            row,
            facts(row, places.get(row.unit_id)),
            [use for use in found.get(row.pk, ()) if use.attachment.pk in seen],
            taken_off(row.file),
        )
        for row in rows
    ]


def taken_off(file: StoredFile | None) -> str:
    """What was left out of the copy that is drawn anew, by what was found in the file."""
    if file is None or not file.is_picture:
        return ""
    match file.latitude is not None, file.taken_at is not None:
        case True, True:
            return _("đã bỏ nơi chụp, lúc chụp và mọi điều khác ghi kèm trong tệp, chỉ còn hình")
        case True, False:
            return _("đã bỏ nơi chụp và mọi điều khác ghi kèm trong tệp, chỉ còn hình")
        case False, True:
            return _("đã bỏ lúc chụp và mọi điều khác ghi kèm trong tệp, chỉ còn hình")
    return _("chỉ còn hình, không có gì khác ghi kèm trong tệp")


def facts(row: Attachment, boundary: Boundary | None) -> list[str]:
    """What the file tells of itself. Facts only: nobody is judged by a camera's clock."""
    file = row.file
    if file is None:
        return []
    found = [f"{file.get_kind_display()} · {size_told(file.size)}"]
    if file.is_active:
        found.append(_("Tệp PDF có nội dung tự chạy hoặc tệp đính kèm bên trong: chỉ mở trên máy có bảo vệ."))
    if file.taken_at is not None:
        taken = timezone.localtime(file.taken_at)
        found.append(
            _("Chụp lúc %(time)s ngày %(day)s theo đồng hồ máy ảnh")
            % {"time": f"{taken:%H:%M}", "day": format_date(taken.date())}
        )
        if taken.year != row.year:
            found.append(
                _("Năm chụp %(taken)d khác năm %(year)d của chỉ tiêu")
                % {"taken": taken.year, "year": row.year}
            )
    if file.latitude is not None:
        found.append(_place(file, boundary))
    return found


def _place(file: StoredFile, boundary: Boundary | None) -> str:
    """Where it was taken, against where the unit lies, as far as that is known."""
    point = (file.longitude, file.latitude)
    at = f"{_rounded(file.latitude, 4)}; {_rounded(file.longitude, 4)}"
    if boundary is None:
        return _("Chụp tại vĩ độ; kinh độ %(at)s") % {"at": at}
    if boundary.areas:
        away = outside(boundary.areas, point)
        if away < NEAR:
            return _("Chụp trong địa giới hoặc sát địa giới (%(at)s)") % {"at": at}
        return _("Chụp cách địa giới khoảng %(km)s km (%(at)s)") % {"km": _kilometres(away), "at": at}
    away = between(boundary.place, point)
    return _("Chụp cách điểm của đơn vị trên bản đồ khoảng %(km)s km (%(at)s)") % {
        "km": _kilometres(away),
        "at": at,
    }


def _kilometres(away: float) -> str:
    return _rounded(away, 0 if away >= 10 else 1)


def size_told(size: int) -> str:
    """ "340 kB", "2,4 MB"."""
    if size < 1_000_000:
        return f"{format_number(max(1, round(size / 1000)))} kB"
    return f"{_rounded(size / 1_000_000, 1)} MB"


def _rounded(value: float, places: int) -> str:
    return format_number(round(Decimal(value), places))
