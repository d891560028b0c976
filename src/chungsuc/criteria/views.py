"""Pages of criteria sets."""

from __future__ import annotations

from typing import NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from chungsuc.core.criteria import Confidence, CriteriaSet, Measure
from chungsuc.core.mapping import MappedIndicator, check_mapping, side_by_side
from chungsuc.criteria import queries, shown
from chungsuc.criteria.models import CriteriaSetVersion
from chungsuc.law.mappings import load_mappings, mapping_between


class Listed(NamedTuple):
    """One set of the list, and how far its figures are compared with the printed law."""

    version: CriteriaSetVersion
    tally: shown.Tally
    clause: str


def listing(request: HttpRequest) -> HttpResponse:
    """Các bộ tiêu chí, newest period first within a level."""
    sets = [
        Listed(version, shown.tally(criteria_set), criteria_set.clause)
        for version, criteria_set in queries.newest_of_today(today=timezone.localdate())
    ]
    return render(request, "criteria/list.html", {"sets": sets})


def criteria_set(request: HttpRequest, set_id: str) -> HttpResponse:
    """Một bộ tiêu chí: its law, criteria, indicators and thresholds, for one region or group, or for all."""
    version = queries.version_of(set_id)
    if version is None:
        raise Http404
    found = queries.of_today(version, today=timezone.localdate())
    scopes = found.regions or found.commune_groups
    asked = request.GET.get("vung", "")
    scope = next((each for each in scopes if each.code == asked), None)
    return render(
        request,
        "criteria/set.html",
        {
            "version": version,
            "set": found,
            "scopes": scopes,
            "scope": scope,
            "by_group": bool(found.commune_groups),
            "tally": shown.tally(found),
            "groups": shown.groups(found, scope.code if scope else None),
            "conditions": shown.conditions(found),
            "mappings": [each for each in load_mappings() if set_id in (each.from_set, each.to_set)],
            "prerequisite": queries.version_of(found.prerequisite) if found.prerequisite else None,
        },
    )


class ComparedRow(NamedTuple):
    """An indicator of the old set beside the one that goes on from it, each with its levels."""

    old: Measure | None
    old_levels: list[shown.Level]
    entry: MappedIndicator | None
    new: Measure | None
    new_levels: list[shown.Level]

    @property
    def is_old_sure(self) -> bool:
        """Every level of the old one was compared with the print."""
        return _is_sure(self.old)

    @property
    def is_new_sure(self) -> bool:
        """Every level of the new one was compared with the print."""
        return _is_sure(self.new)


def compare(request: HttpRequest, old_id: str, new_id: str) -> HttpResponse:
    """So sánh hai bộ, chỉ tiêu nối chỉ tiêu, by the mapping that leads from the one to the other."""
    mapping = mapping_between(old_id, new_id)
    versions = [queries.version_of(each) for each in (old_id, new_id)]
    if mapping is None or versions[0] is None or versions[1] is None:
        raise Http404
    old, new = (queries.of_today(each, today=timezone.localdate()) for each in versions if each is not None)
    check_mapping(mapping, old, new)  # a stored text may be newer than the mapping
    return render(
        request,
        "criteria/compare.html",
        {
            "old": old,
            "new": new,
            "old_count": sum(1 for _each in old.indicators()),
            "new_count": sum(1 for _each in new.indicators()),
            "note": mapping.note,
            "rows": [
                ComparedRow(row.old, _levels(row.old, old), row.entry, row.new, _levels(row.new, new))
                for row in side_by_side(mapping, old, new)
            ],
        },
    )


def _is_sure(measure: Measure | None) -> bool:
    return measure is None or all(each.confidence is Confidence.VERIFIED for each in measure.thresholds)


def _levels(measure: Measure | None, criteria_set: CriteriaSet) -> list[shown.Level]:
    words = {each.code: each.name for each in (*criteria_set.regions, *criteria_set.commune_groups)}
    return [] if measure is None else shown.levels(measure, None, words)
