"""Entries as a page and a workbook show them: people, places and things by their names, with their links."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.urls import reverse

from chungsuc.accounts.models import RoleHeld, User
from chungsuc.administrative_units.models import Unit
from chungsuc.assessments.models import Observation
from chungsuc.audit.models import Entry
from chungsuc.dashboards.log.acts import cells_of, details, told


class Row(NamedTuple):
    """Một dòng nhật ký."""

    number: int
    at: datetime
    by: str
    username: str
    act: str
    link: str
    unit: Unit | None
    details: list[str]


def rows(entries: Sequence[Entry]) -> list[Row]:
    """The entries in words; a handful of queries, however many they are."""
    unit_ids = {each.unit_id for each in entries} | {
        str(cell.get("unit")) for each in entries for cell in cells_of(each.data)
    }
    units = Unit.objects.in_bulk(unit_ids - {""})
    names = {pk: unit.full_name for pk, unit in units.items()}
    people = {
        each.username: str(each) for each in User.objects.filter(username__in={each.by for each in entries})
    }
    links = _links(entries)
    return [
        Row(
            number=each.pk,
            at=each.at,
            by=people.get(each.by, each.by),
            username=each.by,
            act=told(each.action),
            link=links.get((each.object_type, each.object_id), ""),
            unit=units.get(each.unit_id),
            details=details(each.data, names),
        )
        for each in entries
    ]


_Links = dict[tuple[str, str], str]


def _links(entries: Iterable[Entry]) -> _Links:
    """The page of each thing that has one."""
    by_type: dict[str, set[str]] = {}
    for each in entries:
        by_type.setdefault(each.object_type, set()).add(each.object_id)
    return {
        (kind, key): link
        for kind, find in _PAGES.items()
        if kind in by_type
        for key, link in find(by_type[kind]).items()
    }


def _figures(keys: set[str]) -> dict[str, str]:
    found = Observation.objects.filter(pk__in=keys).values_list(
        "pk", "unit_id", "criteria_set_id", "indicator_code", "last_day"
    )
    return {
        str(pk): reverse("dashboards:log-of-figure", args=[unit_id, set_id, last_day.year, code])
        for pk, unit_id, set_id, code, last_day in found
    }


def _plans(keys: set[str]) -> dict[str, str]:
    return {key: reverse("plans:plan", args=[key]) for key in keys}


def _orders(keys: set[str]) -> dict[str, str]:
    return {key: reverse("dashboards:reorganisation", args=[key]) for key in keys}


def _people(keys: set[str]) -> dict[str, str]:
    return {key: reverse("dashboards:person", args=[key]) for key in keys}


def _roles(keys: set[str]) -> dict[str, str]:
    found = RoleHeld.objects.filter(pk__in=keys).values_list("pk", "user_id")
    return {str(pk): reverse("dashboards:person", args=[user_id]) for pk, user_id in found}


def _dossiers(keys: set[str]) -> dict[str, str]:
    return {key: reverse("dashboards:log-of-thing", args=["ho-so", key]) for key in keys}


_PAGES: dict[str, Callable[[set[str]], dict[str, str]]] = {
    "assessments.observation": _figures,
    "plans.plan": _plans,
    "administrative_units.reorganisation": _orders,
    "accounts.user": _people,
    "accounts.roleheld": _roles,
    "workflow.dossier": _dossiers,
}

# Things whose log has an address of its own, as the address calls them.
THINGS: dict[str, str] = {
    "ho-so": "workflow.dossier",
    "ke-hoach": "plans.plan",
    "nguoi-dung": "accounts.user",
    "nghi-quyet": "administrative_units.reorganisation",
}


def as_data(listed: Sequence[Row]) -> list[list[Any]]:
    """For a workbook: plain texts, the time as it is on the page."""
    return [
        [
            each.at,
            each.by,
            each.username,
            each.act,
            each.unit.full_name if each.unit else "",
            "; ".join(map(str, each.details)),
            each.number,
        ]
        for each in listed
    ]
