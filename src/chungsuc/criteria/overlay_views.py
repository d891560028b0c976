"""Quyết định đặt mức: những quyết định đã lưu trên một bộ tiêu chí."""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from chungsuc.accounts import policy
from chungsuc.accounts.policy import Permission
from chungsuc.administrative_units.models import Level, Unit
from chungsuc.core.criteria import CriteriaSet
from chungsuc.core.reasons import show_threshold, show_value
from chungsuc.criteria import queries
from chungsuc.criteria.facts import overlay_of
from chungsuc.criteria.models import CriteriaSetVersion, Overlay
from chungsuc.languages.data import vietnamese
from chungsuc.languages.words import SPEECH


class ValueShown(NamedTuple):
    """One level of a decision, in words."""

    code: str
    name: str
    scope: str
    years: str
    text: str


class OverlayShown(NamedTuple):
    """A decision with its levels."""

    row: Overlay
    values: list[ValueShown]
    may_withdraw: bool


def listing(request: HttpRequest, set_id: str) -> HttpResponse:
    """Các quyết định đặt mức over one set: the nation's and the provinces', those withdrawn too."""
    version = queries.version_of(set_id)
    if version is None:
        raise Http404
    found = queries.criteria_set(version)
    asked = request.GET.get("tinh", "")
    province = Unit.objects.filter(pk=asked, level=Level.PROVINCE).first() if asked else None
    rows = list(
        Overlay.objects.filter(set_id=set_id)
        .select_related("province", "stored_by", "withdrawn_by")
        .prefetch_related("values")
    )
    reach = policy.units_where(request.user, Permission.OVERLAY_STORE)
    deciders = Unit.objects.filter(pk__in=reach, level__in=(Level.PROVINCE, Level.COUNTRY))
    mine = {each.pk for each in deciders}
    of_nation = any(each.level == Level.COUNTRY for each in deciders)
    return render(
        request,
        "criteria/overlays.html",
        {
            "version": version,
            "set": found,
            "overlays": [
                OverlayShown(
                    row, _values(row, found), row.province_id in mine if row.province_id else of_nation
                )
                for row in rows
            ],
            "province": province,
            "floors": _floors(version, province) if province is not None else [],
            "provinces": sorted(
                {row.province for row in rows if row.province}, key=lambda each: each.sort_key
            ),
            "may_store": policy.may(request.user, Permission.OVERLAY_STORE),
        },
    )


class FloorShown(NamedTuple):
    """A floor on the mean over the communes of a province, and whether it holds."""

    code: str
    name: str
    year: int
    floor: str
    mean: str
    known: int
    communes: int
    holds: bool | None


def _floors(version: CriteriaSetVersion, province: Unit) -> list[FloorShown]:
    today = timezone.localdate()
    last = version.valid_to if province.valid_to is None else province.valid_to - timedelta(days=1)
    on = max(version.valid_from, min(today, version.valid_to, last))
    found = queries.floors(queries.as_it_binds(version, on=on), province, on=on)
    return [
        FloorShown(
            each.measure.code,
            each.measure.name,
            each.year,
            show_threshold(each.measure, each.check.floor.value, SPEECH),
            show_value(each.check.mean and round(each.check.mean, 2), each.measure.unit, SPEECH),
            each.check.known,
            each.check.communes,
            each.check.holds,
        )
        for each in found
    ]


def _values(row: Overlay, criteria_set: CriteriaSet) -> list[ValueShown]:
    words = {each.code: each.name for each in (*criteria_set.regions, *criteria_set.commune_groups)}
    measures = {each.code: each for each in (*criteria_set.measures(), *criteria_set.conditions)}
    found = []
    for each in overlay_of(row).values:
        scope = each.region or each.commune_group
        measure = measures.get(each.code)  # a newer text of the set may have dropped it
        found.append(
            ValueShown(
                each.code,
                measure.name if measure else "",
                words.get(scope, scope) if scope else "",
                f"{each.from_year}-{each.to_year}",
                show_threshold(measure, each.value, SPEECH) if measure else vietnamese(each.value),
            )
        )
    return found
