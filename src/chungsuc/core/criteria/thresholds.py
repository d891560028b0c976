"""Mức áp dụng: which threshold binds a unit in a year."""

from __future__ import annotations

from dataclasses import dataclass

from chungsuc.core.criteria.measures import IndicatorKind, Measure, Threshold


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitAttributes:
    """What decides which threshold binds a unit, on the date of the assessment.

    `region` is the region whose thresholds the unit takes, after the set's overrides;
    `commune_group` is the code of its group; None where not known or not yet decided.
    `province` is the id of the province whose own decisions apply.
    """

    region: str | None = None
    commune_group: str | None = None
    province: str | None = None


def threshold_for(measure: Measure, attributes: UnitAttributes, year: int) -> Threshold | None:
    """Mức áp dụng for a unit in a year: that of its region or group, else the one for all.

    A province's own threshold takes the place of the central one of the same scope; one that it
    sets for all takes the place of every central one. Where the unit's region or group is not
    decided and the levels differ, none is known: None.
    """
    in_year = [each for each in measure.thresholds if each.from_year <= year <= each.to_year]
    own = [each for each in in_year if each.province is not None and each.province == attributes.province]
    replaced = {(each.region, each.commune_group) for each in own}
    binding = own
    if (None, None) not in replaced:
        central = [each for each in in_year if each.province is None]
        binding = own + [each for each in central if (each.region, each.commune_group) not in replaced]

    for each in binding:
        if not each.for_all and _is_scope_of(each, attributes):
            return each
    undecided = [each for each in binding if _needs_deciding(each, attributes)]
    if undecided:
        possible = undecided + [each for each in binding if each.for_all]
        return possible[0] if len({_content(measure, each) for each in possible}) == 1 else None
    return next((each for each in binding if each.for_all), None)


def _is_scope_of(threshold: Threshold, attributes: UnitAttributes) -> bool:
    if threshold.region is not None:
        return threshold.region == attributes.region
    return threshold.commune_group == attributes.commune_group


def _needs_deciding(threshold: Threshold, attributes: UnitAttributes) -> bool:
    if threshold.region is not None:
        return attributes.region is None
    return threshold.commune_group is not None and attributes.commune_group is None


def _content(measure: Measure, threshold: Threshold) -> tuple[object, ...]:
    """What makes two thresholds differ. Of a composite the components hold the requirement."""
    words = None if measure.kind is IndicatorKind.COMPOSITE else threshold.requirement
    return threshold.value, threshold.applies, words
