"""Ô đang khóa: what was handed up to a review is not written to until it is given back."""

from __future__ import annotations

from django.db.models import CharField, IntegerField
from django.utils.translation import gettext as _

from chungsuc.core.observations import ObservationError, Slot
from chungsuc.stores.questions import Blank, Question
from chungsuc.workflow import queries as workflow
from chungsuc.workflow.models import ReviewEvent


class CellLocked(ObservationError):
    """The cell is under review, or what stands in it was accepted; the message says who opens it."""


# Whether anything of the unit and year was ever handed up: of most cells that are saved nothing was.
HANDED_UP = Question(
    lambda: (
        ReviewEvent.objects.filter(
            unit_id=Blank("unit_id", CharField()),
            criteria_set_id=Blank("set_id", CharField()),
            year=Blank("year", IntegerField()),
        )
        .order_by()
        .values_list("number")[:1]
    )
)


def check_open(slot: Slot) -> None:
    """Raises `CellLocked` where the cell may not be written to."""
    held = workflow.lock(slot.unit_id, slot.criteria_set_id, year_of(slot), slot.indicator)
    if held is not None:
        raise CellLocked(
            _("Chỉ tiêu %(code)s đang khóa: %(why)s %(opened_by)s")
            % {"code": slot.indicator, "why": held.why, "opened_by": held.opened_by}
        )


def year_of(slot: Slot) -> int:
    """The year in whose review the period's figure is verified."""
    return slot.period.last_day.year
