"""Kết quả của các đơn vị cấp dưới: what a set of a higher level asks of the units below, from the store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from django.db.models import Count

from chungsuc.administrative_units.models import UnitPath
from chungsuc.administrative_units.queries import as_of
from chungsuc.administrative_units.tree import some_of
from chungsuc.assessments.models import VerdictRollup
from chungsuc.assessments.queries import Series
from chungsuc.assessments.rollup_law import end_of
from chungsuc.core.criteria import Counted, Reference
from chungsuc.core.rollup import VerdictTally, is_covered
from chungsuc.core.verdicts import UnitJudgement, Verdict
from chungsuc.criteria.models import CriteriaSetVersion

Tallies = Mapping[str, VerdictTally]  # by the unit above


def tallies_below(
    unit_ids: Collection[str], version: CriteriaSetVersion, year: int, series: Series
) -> dict[str, VerdictTally]:
    """Số đơn vị theo kết luận below each unit: all that the programme covers at the end of the year, those
    of which nothing was observed having no data. Two queries for two thousand units."""
    found = {unit_id: VerdictTally(Counter()) for unit_id in unit_ids}
    for some in some_of(set(unit_ids)):
        paths = UnitPath.objects.filter(
            as_of(end_of(year)), ancestor__in=some, depth__gt=0, descendant__level=version.level
        )
        kinds = paths.values_list("ancestor_id", "descendant__kind").annotate(Count("pk"))
        for unit_id, kind, count in kinds:
            if is_covered(version.level, kind):
                found[unit_id].counts[Verdict.NO_DATA] += count
        rows = VerdictRollup.objects.filter(
            unit__in=some, criteria_set_id=version.set_id, series=series.value, year=year, code=""
        )
        for row in rows:
            counts = found[row.unit_id].counts
            for verdict in Verdict:
                assessed = getattr(row, verdict.value)
                counts[verdict] += assessed
                counts[Verdict.NO_DATA] -= assessed
    return found


class Below:
    """The results below some units, each set and year read once."""

    def __init__(self, unit_ids: Sequence[str]) -> None:
        self._unit_ids = unit_ids
        self._found: dict[tuple[str, int, Series], Tallies] = {}

    def results(
        self, unit_id: str, version: CriteriaSetVersion, reference: Reference, year: int, series: Series
    ) -> list[UnitJudgement]:
        """A verdict for each unit below, without its criteria: a share asks for nothing more.

        None where the law speaks of single indicators, or of wards held to a group's levels: which wards
        those are is for the province to list, and what they meet is entered.
        """
        if reference.counts is not Counted.UNITS or reference.indicators or reference.commune_group:
            return []
        key = version.set_id, year, series
        if key not in self._found:
            self._found[key] = tallies_below(self._unit_ids, version, year, series)
        counts = self._found[key][unit_id].counts
        return [judgement for verdict, judgement in _JUDGEMENTS.items() for _each in range(counts[verdict])]


_JUDGEMENTS = {verdict: UnitJudgement(verdict, {}, {}) for verdict in Verdict}
