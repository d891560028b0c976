"""Entries as a page and a workbook show them: people, places and things by their names, with their links."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.urls import reverse

from chungsuc.accounts.models import RoleHeld, User
from chungsuc.administrative_units.models import Unit
from chungsuc.assessments.models import Observation
from chungsuc.assessments.queries import ACCEPTED
from chungsuc.audit.models import Entry
from chungsuc.core.reviews import ReviewKind
from chungsuc.criteria import queries as criteria
from chungsuc.dashboards.log.acts import Cell, cells_of, details, told
from chungsuc.workflow.models import Dossier

_DOSSIER = "workflow.dossier"


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
    action: str
    parts: tuple[Row, ...] = ()  # acts that were done with it


def rows(entries: Sequence[Entry], only: Cell | None = None) -> list[Row]:
    """The entries in words; a handful of queries, however many they are. Of the cells that an act was done to
    all are named, or those of one unit and code."""
    unit_ids = {each.unit_id for each in entries} | {
        str(cell.get("unit")) for each in entries for cell in cells_of(each.data)
    }
    units = Unit.objects.in_bulk(unit_ids - {""})
    names = {pk: unit.full_name for pk, unit in units.items()}
    people = {
        each.username: str(each) for each in User.objects.filter(username__in={each.by for each in entries})
    }
    links = _links(entries)
    about = _codes({each.object_id for each in entries if each.action == ACCEPTED})
    about |= _of_dossiers({each.object_id for each in entries if each.object_type == _DOSSIER})
    return [
        Row(
            number=each.pk,
            at=each.at,
            by=people.get(each.by, each.by),
            username=each.by,
            act=told(each.action),
            link=links.get((each.object_type, each.object_id), ""),
            unit=units.get(each.unit_id),
            details=details(each.data | about.get(each.object_id, {}), names, only),
            action=each.action,
        )
        for each in entries
    ]


def together(listed: Iterable[Row]) -> list[Row]:
    """The rows, with the figures that one act accepted as its parts: each has its entry at its own unit."""
    found: list[tuple[Row, list[Row]]] = []
    for each in listed:
        last = found[-1][0] if found else None
        if (
            last is not None
            and each.action == ACCEPTED
            and last.action in _ACCEPTS
            and _is_one_act(last, each)
        ):
            found[-1][1].append(each)
        else:
            found.append((each, []))
    return [row._replace(parts=tuple(parts)) for row, parts in found]


_ACCEPTS = (ACCEPTED, f"review.{ReviewKind.VERIFIED}")


def _is_one_act(one: Row, other: Row) -> bool:
    return (one.username, one.at) == (other.username, other.at)


def _codes(keys: set[str]) -> dict[str, dict[str, Any]]:
    """Of figures that were accepted what their entries do not name: the indicator and the period."""
    rows = Observation.objects.filter(pk__in=keys).values_list("pk", "indicator_code", "period")
    return {str(pk): {"indicator": code, "period": period} for pk, code, period in (rows if keys else ())}


def _of_dossiers(keys: set[str]) -> dict[str, dict[str, Any]]:
    """Of dossiers which they are; of a vote nothing else is told."""
    if not keys:
        return {}
    titles = {each.set_id: each.title for each in criteria.newest()}
    return {
        str(each.pk): {
            "of_dossier": (each.purpose, titles.get(each.criteria_set_id, each.criteria_set_id)),
            "year": each.year,
        }
        for each in Dossier.objects.filter(pk__in=keys)
    }


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
    _DOSSIER: _dossiers,
}

# Things whose log has an address of its own, as the address calls them.
THINGS: dict[str, str] = {
    "ho-so": _DOSSIER,
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
