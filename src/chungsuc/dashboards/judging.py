"""How communes stand, each held to what the law asks of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from chungsuc.administrative_units.facts import attributes_on
from chungsuc.assessments.queries import judgements
from chungsuc.core.criteria import CriteriaSet, UnitAttributes
from chungsuc.core.verdicts import UnitJudgement


def judged(
    unit_ids: Collection[str], criteria_set: CriteriaSet, *, year: int, since: date
) -> dict[str, UnitJudgement]:
    """Kết luận of each unit that was observed, by its own region, group and province.

    One reading of the observations for each kind of unit: communes of a district are mostly of one or
    two kinds, and there are as many kinds as regions and groups at the most.
    """
    kinds: dict[UnitAttributes, list[str]] = defaultdict(list)
    for unit_id, attributes in attributes_on(unit_ids, date(year, 12, 31), criteria_set).items():
        kinds[attributes].append(unit_id)
    found: dict[str, UnitJudgement] = {}
    for attributes, alike in kinds.items():
        found.update(
            judgements(
                unit_ids=alike, criteria_set=criteria_set, attributes=attributes, year=year, since=since
            )
        )
    return found
