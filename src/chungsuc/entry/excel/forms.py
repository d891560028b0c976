"""Lập biểu: the form of a unit, set and period as it stands now; and the mark under its hidden identity."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.core.signing import Signer
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.utils.translation import override

from chungsuc.accounts import policy
from chungsuc.accounts.models import User
from chungsuc.accounts.policy import Indicator, Permission
from chungsuc.core.speech import VIETNAMESE
from chungsuc.criteria import queries as criteria
from chungsuc.documents.entry_form import Form, Given, Head, Line, write_form
from chungsuc.entry.cells import Beside, Cell, Figures, cells
from chungsuc.entry.pages import EntryError, Place, check_open

_SIGNER = "chungsuc.entry.excel"
UNIT = "unit"  # the kind of form


def sign(text: str) -> str:
    """The mark under an identity: only this installation makes it."""
    return Signer(salt=_SIGNER).signature(text)


def verify(text: str, mark: str) -> bool:
    """Whether the mark was made under the text, by this installation."""
    signer = Signer(salt=_SIGNER)
    return any(
        constant_time_compare(mark, signer.signature(text, key))
        for key in (signer.key, *signer.fallback_keys)
    )


def made_form(*, place: Place, by: User, now: datetime) -> bytes:
    """Biểu nhập của đơn vị: what stands in each cell now, open where the person may enter it.

    Raises `NotAllowed`, and `EntryError` where nothing may be entered at all.
    """
    policy.require(by, Permission.OBSERVATION_RECORD, at=place.unit)
    check_open(place)
    version = criteria.version_of(place.criteria_set.id)
    if version is None:
        raise EntryError(_("Không còn bộ tiêu chí này. Hãy chọn bộ tiêu chí khác."))
    figures = Figures.of_rows(place, place.rows, by)
    with override("vi"):
        beside = Beside(mine=mine(by, place))
        listed = {each.code: each for each in cells(place, place.rows, figures, beside)}
        period, unit = place.period.told(VIETNAMESE), place.unit.full_name
        before = next((each.before_period for each in listed.values() if each.before_period), "")
        local = timezone.localtime(now)
        head = Head(
            authority=("ỦY BAN NHÂN DÂN", unit.upper()),
            title="BIỂU NHẬP SỐ LIỆU TIÊU CHÍ NÔNG THÔN MỚI",
            lines=(f"{place.criteria_set.title}", f"{unit[:1].upper()}{unit[1:]}, {period}"),
            made=f"Biểu lập lúc {local:%H:%M} ngày {local:%d/%m/%Y} cho {by}.",
            created=now,
        )
        form = Form(
            head=head,
            lines=tuple(_lines(place, listed, figures)),
            identity={
                "kind": UNIT,
                "unit": place.unit.pk,
                "set": place.criteria_set.id,
                "hash": version.content_hash,
                "period": str(place.period),
                "made_at": now.isoformat(),
                "by": by.get_username(),
            },
            before=before[:1].upper() + before[1:] or "Kỳ trước",
        )
    return write_form(form, sign)


def mine(user: User, place: Place) -> Callable[[str], bool] | None:
    """Which codes the person enters at the unit; None for all of them."""
    rights = policy.indicators_where(user, Permission.OBSERVATION_RECORD, place.unit)
    if rights is None:
        return None
    return lambda code: policy.covers(rights, Indicator(place.criteria_set.id, code))


def _lines(place: Place, listed: Mapping[str, Cell], figures: Figures) -> Iterator[Line]:
    criterion: Any = None
    for row in place.rows:
        if row.criterion is not criterion:
            criterion = row.criterion
            yield (
                Line(code="", name=f"Tiêu chí {criterion.code}. {criterion.name}")
                if criterion is not None
                else Line(code="", name="Điều kiện công nhận")
            )
        if row.is_whole_of_parts:
            yield Line(code="", name=f"{row.code}. {row.measure.name}")
            continue
        cell, state = listed[row.code], figures.state(row.code)
        stands = None if state.in_conflict else state.reported
        why = " ".join(each for each in (cell.why, cell.opened_by) if each)
        yield Line(
            code=row.code,
            name=row.measure.name,
            measure=row.measure,
            wanted=cell.threshold,
            before=cell.before_shown,
            given=Given(
                value=stands.value if stands else None,
                numerator=stands.numerator if stands else None,
                denominator=stands.denominator if stands else None,
                standing=tuple(sorted(str(each.id) for each in state.heads)),
            ),
            locked="" if cell.state.is_open else why,
        )
