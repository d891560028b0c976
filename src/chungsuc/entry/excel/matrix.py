"""Lập biểu nhiều đơn vị: one criterion of the units below, as it stands now, as far as the person sees it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from chungsuc.accounts.models import User
from chungsuc.administrative_units.models import Unit
from chungsuc.core.speech import VIETNAMESE
from chungsuc.criteria import queries as criteria
from chungsuc.documents.entry_form import Given, Head, Matrix, UnitRow, write_matrix
from chungsuc.entry.across import Across, Box, boxes, require_below
from chungsuc.entry.excel.forms import sign
from chungsuc.entry.pages import EntryError, check_period

CRITERION = "criterion"  # the kind of form


def made_matrix(*, across: Across, by: User, now: datetime) -> bytes:
    """Biểu nhập một tiêu chí: a line for each unit of which the person enters something, open where they may.

    Raises `NotAllowed`, and `EntryError` where nothing may be entered at all.
    """
    require_below(by, across.above)
    check_period(across.criteria_set, across.period)
    version = criteria.version_of(across.criteria_set.id)
    if version is None:
        raise EntryError(_("Không còn bộ tiêu chí này. Hãy chọn bộ tiêu chí khác."))
    units, _others = across.units(by)
    if not units or not across.columns:
        raise EntryError(_("Ở đây không có ô nào mà bạn được nhập. Hãy chọn tiêu chí hoặc kỳ khác."))
    with override("vi"):
        criterion, above = across.criterion, across.above.full_name
        local = timezone.localtime(now)
        head = Head(
            authority=("ỦY BAN NHÂN DÂN", above.upper()),
            title=f"BIỂU NHẬP SỐ LIỆU TIÊU CHÍ {criterion.code}",
            lines=(
                f"{criterion.code}. {criterion.name}",
                f"{across.criteria_set.title}",
                f"Các đơn vị thuộc {above}, {across.period.told(VIETNAMESE)}",
            ),
            made=f"Biểu lập lúc {local:%H:%M} ngày {local:%d/%m/%Y} cho {by}.",
            created=now,
        )
        matrix = Matrix(
            head=head,
            measures=tuple(each.measure for each in across.columns),
            rows=tuple(_row(unit, line) for unit, line in boxes(by, across, units, {})),
            identity={
                "kind": CRITERION,
                "unit": across.above.pk,
                "set": across.criteria_set.id,
                "hash": version.content_hash,
                "period": str(across.period),
                "criterion": criterion.code,
                "made_at": now.isoformat(),
                "by": by.get_username(),
            },
        )
    return write_matrix(matrix, sign)


def _row(unit: Unit, line: Sequence[Box]) -> UnitRow:
    return UnitRow(
        unit_id=unit.pk,
        code=unit.code,
        name=unit.full_name,
        given={each.cell.code: _given(each) for each in line},
        locked={
            each.cell.code: " ".join(part for part in (each.cell.why, each.cell.opened_by) if part)
            for each in line
            if not each.cell.state.is_open
        },
    )


def _given(box: Box) -> Given:
    """What stands in a cell; of a cell in conflict, only that something does."""
    stands = None if box.now.in_conflict else box.now.reported
    return Given(
        value=stands.value if stands else None,
        numerator=stands.numerator if stands else None,
        denominator=stands.denominator if stands else None,
        standing=tuple(sorted(str(each.id) for each in box.now.heads)),
    )
