"""From what decisions say of a unit to what decides its thresholds under one criteria set."""

from __future__ import annotations

from collections.abc import Mapping

from chungsuc.core.criteria.sets import CriteriaSet
from chungsuc.core.criteria.thresholds import UnitAttributes

REGION = "region"
COMMUNE_GROUP = "commune_group"


def attributes_under(
    criteria_set: CriteriaSet, tags: Mapping[str, str], province: str | None
) -> UnitAttributes:
    """Căn cứ áp dụng mức của một đơn vị: its region, after the set's overrides, its group and its province.

    An override holds for a unit that bears one of the tags it names: a xã đặc biệt khó khăn of any
    region is held to the thresholds that the set names for it.
    """
    region = tags.get(REGION)
    for override in criteria_set.region_overrides:
        if any(tag in tags for tag in override.tags):
            region = override.use_region
            break
    return UnitAttributes(region=region, commune_group=tags.get(COMMUNE_GROUP), province=province)
