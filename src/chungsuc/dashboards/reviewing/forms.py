"""Forms of a review: text to values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chungsuc.administrative_units.models import Body, Unit
from chungsuc.assessments.reviewing import Seen
from chungsuc.core.criteria import CriteriaSet
from chungsuc.core.reviews import USUAL_DAYS_TO_EXPLAIN, ReviewError, ReviewKind
from chungsuc.criteria.forms import DayField
from chungsuc.workflow.actions import CellStep
from chungsuc.workflow.models import ReviewDuty

MOST_CELLS = 500  # at a time


class StepForm(forms.Form):
    """Một bước: what was seen, the name of the deed, why, and until when the unit may explain."""

    kind = forms.ChoiceField(choices=[(each.value, each.value) for each in ReviewKind])
    act = forms.UUIDField()
    seen = forms.CharField(required=False, max_length=4000)
    reason = forms.CharField(
        label=gettext_lazy("Lý do, nội dung"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    explain_by = DayField(label=gettext_lazy("Giải trình đến hết ngày"), required=False)


def usual_day(today: date) -> date:
    """Until when a unit usually may explain."""
    return today + timedelta(days=USUAL_DAYS_TO_EXPLAIN)


def seen_of(text: str) -> tuple[int | None, frozenset[UUID] | None]:
    """What a page carried of a cell: the number of its last event, and its figures."""
    number, mark, ids = text.partition(";")
    if not mark or not (number.isascii() and number.isdigit() and len(number) < 9):
        return None, None
    try:
        return int(number), frozenset(UUID(each) for each in ids.split(",") if each)
    except ValueError:
        return int(number), frozenset()


@dataclass(frozen=True)
class Chosen:
    """Các ô đã chọn: the cells that a person would accept together."""

    act: UUID
    cells: list[Seen]


def chosen_cells(given: Any, units: Sequence[Unit], law: CriteriaSet) -> Chosen:
    """The cells of a form: "unit:code", or "unit:code:seen" once they were shown. Raises `ReviewError`."""
    texts = list(dict.fromkeys(given.getlist("o")))
    if not texts:
        raise ReviewError(_("Chưa chọn ô nào. Hãy đánh dấu ít nhất một ô."))
    if len(texts) > MOST_CELLS:
        raise ReviewError(
            _("Mỗi lần chấp nhận được nhiều nhất %(n)s ô. Hãy chọn ít hơn.") % {"n": MOST_CELLS}
        )
    by_id = {each.pk: each for each in units}
    codes = {each.code for each in law.indicators()}
    cells = []
    for text in texts:
        unit_id, code, seen = (*text.split(":", 2), "", "")[:3]
        if unit_id not in by_id or code not in codes:
            raise ReviewError(_("Có ô không thuộc danh sách này. Hãy mở lại danh sách rồi chọn lại."))
        number, figures = seen_of(seen)
        cells.append(Seen(CellStep(by_id[unit_id], code, seen=number), figures))
    try:
        act = UUID(given.get("act", ""))
    except ValueError:
        act = uuid4()
    return Chosen(act, cells)


class DutiesForm(forms.Form):
    """Từ ngày nào, theo văn bản nào."""

    valid_from = DayField(label=gettext_lazy("Có hiệu lực từ ngày"))
    decision = forms.CharField(label=gettext_lazy("Số văn bản phân công"), max_length=120)


def changed_duties(
    given: Any,
    law: CriteriaSet,
    bodies: Mapping[str, Body],
    now: Mapping[tuple[str, str], Body | None],
) -> dict[tuple[str, str], Body | None]:
    """The parts for which another body was chosen than the one named now. Raises `ReviewError`."""
    parts = [(ReviewDuty.Part.CRITERION.value, each.code) for each in law.criteria]
    parts += [(ReviewDuty.Part.INDICATOR.value, each.code) for each in law.indicators()]
    found: dict[tuple[str, str], Body | None] = {}
    for part, code in parts:
        text = given.get(f"{part}-{code}")
        if text is None:
            continue
        if text and text not in bodies:
            raise ReviewError(
                _("Cơ quan đã chọn không còn hoạt động tại đây. Hãy tải lại trang rồi chọn lại.")
            )
        body = bodies[text] if text else None
        before = now.get((part, code))
        if body != before:
            found[part, code] = body
    return found
