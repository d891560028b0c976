"""The log of one figure: of a unit, an indicator and a year, from its first entry to its acceptance."""

from __future__ import annotations

from collections.abc import Collection
from itertools import dropwhile

from django.db.models import Q

from chungsuc.administrative_units.models import Unit
from chungsuc.assessments.bulk import IMPORTED
from chungsuc.assessments.models import Observation
from chungsuc.audit.models import Entry
from chungsuc.entry.models import CellComment
from chungsuc.evidence.models import Attachment
from chungsuc.workflow.models import ReviewEvent


def of_cell(unit: Unit, criteria_set_id: str, code: str, year: int) -> list[Entry]:
    """Every act on an indicator, or on all of a criterion, in the periods of a year; the newest first.

    A handful of queries. Of figures that came together one entry tells, found by who sent them and when.
    """
    of_code = Q(code=code) | Q(code__startswith=f"{code}.")
    figures = Observation.objects.filter(
        Q(indicator_code=code) | Q(indicator_code__startswith=f"{code}."),
        unit=unit,
        criteria_set_id=criteria_set_id,
        last_day__year=year,
    )
    rows = list(figures.values_list("pk", "observed_by__username", "recorded_at"))
    found = _of(Observation, [str(pk) for pk, _by, _at in rows])
    found |= Q(action=IMPORTED, by__in={by for _pk, by, _at in rows}, at__in={at for _pk, _by, at in rows})
    of_year = {"unit": unit, "criteria_set_id": criteria_set_id, "year": year}
    acts = ReviewEvent.objects.filter(of_code, **of_year).values("act")
    found |= _of(ReviewEvent, ReviewEvent.objects.filter(act__in=acts).values_list("pk", flat=True))
    kept = Attachment.objects.filter(of_code, unit=unit, criteria_set_id=criteria_set_id, year=year)
    found |= _of(Attachment, kept.values_list("pk", flat=True))
    comments = CellComment.objects.filter(
        Q(indicator_code=code) | Q(indicator_code__startswith=f"{code}."),
        unit=unit,
        criteria_set_id=criteria_set_id,
        period__contains=str(year),
    )
    found |= _of(CellComment, comments.values_list("pk", flat=True))
    return list(Entry.objects.filter(found).order_by("-pk")[:1000])


def handed_up(entries: list[Entry]) -> list[Entry]:
    """As far as the last act of review: what came after it is the unit's own until it is handed up."""
    return list(dropwhile(lambda each: not each.action.startswith("review."), entries))


def _of(model: type, keys: Collection[object]) -> Q:
    return Q(object_type=model._meta.label_lower, object_id__in=[str(each) for each in keys])
