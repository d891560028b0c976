"""Pages of criteria sets."""

from __future__ import annotations

from typing import NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from chungsuc.criteria import queries, shown
from chungsuc.criteria.models import CriteriaSetVersion


class Listed(NamedTuple):
    """One set of the list, and how far its figures are compared with the printed law."""

    version: CriteriaSetVersion
    tally: shown.Tally
    clause: str


def listing(request: HttpRequest) -> HttpResponse:
    """Các bộ tiêu chí, newest period first within a level."""
    sets = [
        Listed(version, shown.tally(criteria_set), criteria_set.clause)
        for version in queries.newest()
        for criteria_set in [queries.criteria_set(version)]
    ]
    return render(request, "criteria/list.html", {"sets": sets})


def criteria_set(request: HttpRequest, set_id: str) -> HttpResponse:
    """Một bộ tiêu chí: its law, criteria, indicators and thresholds, for one region or group, or for all."""
    version = queries.version_of(set_id)
    if version is None:
        raise Http404
    found = queries.criteria_set(version)
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
            "prerequisite": queries.version_of(found.prerequisite) if found.prerequisite else None,
        },
    )
