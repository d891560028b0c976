"""Tỷ lệ đơn vị cấp dưới đạt chuẩn: a computed share in words, with its parts and what it rests on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.utils.translation import gettext as _

from chungsuc.administrative_units.models import Unit
from chungsuc.assessments.queries import Series
from chungsuc.assessments.rollup_below import tallies_below
from chungsuc.assessments.rollup_law import stored_set
from chungsuc.core.criteria import Measure
from chungsuc.core.rollup import VerdictTally
from chungsuc.dashboards.results.scope import noun_of
from chungsuc.languages.figures import format_number


class ShareBelow(NamedTuple):
    """One share: "12/17 xã", of how many it could be said, and the set that they were judged by."""

    code: str
    shown: str
    basis: str
    set_id: str
    title: str


def shares_below(unit: Unit, measures: Iterable[Measure], year: int, series: Series) -> list[ShareBelow]:
    """The computed shares among these; three queries for each."""
    found = []
    for measure in measures:
        if not measure.is_share_below or measure.refers_to is None:
            continue
        version = stored_set(measure.refers_to.criteria_set_id)
        if version is None:
            continue
        tally = tallies_below([unit.pk], version, year, series)[unit.pk]
        found.append(ShareBelow(measure.code, *_told(tally, version.level), version.set_id, version.title))
    return found


def _told(tally: VerdictTally, level: str) -> tuple[str, str]:
    noun, whole = noun_of(level), format_number(tally.considered)
    return (
        _("%(share)s %(noun)s đạt") % {"share": f"{format_number(tally.met)}/{whole}", "noun": noun},
        _("kết luận được %(share)s %(noun)s")
        % {"share": f"{format_number(tally.computed)}/{whole}", "noun": noun},
    )
