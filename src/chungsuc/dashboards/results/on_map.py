"""Bản đồ kết quả: where the units below lie and how each stands, drawn by the server beside its table.

A level is a word, a colour and a pattern. Where no boundary is known a unit is a point; where that is not
known either it stands in the table alone, and the page says how many do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, radians
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from chungsuc.administrative_units.boundaries import boundaries_of
from chungsuc.administrative_units.models import Boundary, Level, Unit
from chungsuc.core.verdicts import Verdict
from chungsuc.dashboards.results import below
from chungsuc.dashboards.results.below import Group, Single
from chungsuc.dashboards.results.board import Choice
from chungsuc.dashboards.results.scope import Scope
from chungsuc.languages.data import vietnamese
from chungsuc.languages.figures import format_number
from chungsuc.languages.words import word

WIDTH = 640
_EDGE = 12
TALLEST = 900

Place = tuple[float, float]


class Class(NamedTuple):
    """Mức: a class of the picture, its word, how many units."""

    name: str
    label: str
    units: int


class Shape(NamedTuple):
    """One unit in the picture: its outline, or a point."""

    path: str
    point: tuple[int, int] | None
    kind: str
    said: str
    address: str


class Row(NamedTuple):
    """One unit in the table."""

    unit: Unit
    kind: str
    label: str
    shown: str
    address: str
    is_drawn: bool


@dataclass(frozen=True)
class OnMap:
    """What the page shows."""

    level: Level
    levels: list[Choice]
    criteria: list[tuple[str, str, bool]]  # code, name, whether it is shown
    classes: list[Class]
    rows: list[Row]
    shapes: list[Shape]
    missing: int
    width: int
    height: int


class Stand(NamedTuple):
    """How one unit stands, in the words of the picture."""

    kind: str
    shown: str


def on_map(scope: Scope, *, level: str = "", code: str = "") -> OnMap | None:
    """The map of a scope, by one criterion or by how many are met; None where nothing lies below."""
    levels = below.levels(scope)
    if not levels:
        return None
    usual = levels[0] if scope.unit.level == Level.COUNTRY else levels[-1]
    chosen = next((each for each in levels if each.value == level), usual)
    codes = {each.code for each in scope.criteria_set.criteria}
    code = code if code in codes else ""
    units, _without = below.units_at(scope, chosen)
    whole = len(codes)
    if chosen != scope.criteria_set.level:
        stands = {each.unit.pk: _of_group(each, code, whole) for each in below.groups(scope, units)}
    else:
        stands = {each.unit.pk: _of_single(each, code, whole) for each in below.singles(scope, units)}
    known = boundaries_of([unit.pk for unit in units])
    labels = _labels(code, is_of_groups=chosen != scope.criteria_set.level, noun=scope.noun)
    rows = [
        Row(
            unit,
            stands[unit.pk].kind,
            labels[stands[unit.pk].kind],
            stands[unit.pk].shown,
            reverse("dashboards:unit", args=[unit.pk]),
            unit.pk in known,
        )
        for unit in units
    ]
    counts = Counter(row.kind for row in rows)
    shapes, height = drawn(rows, known)
    return OnMap(
        level=chosen,
        levels=[Choice(str(each.label), scope.query(theo=each.value), each is chosen) for each in levels],
        criteria=[(each.code, each.name, each.code == code) for each in scope.criteria_set.criteria],
        classes=[Class(kind, label, counts[kind]) for kind, label in labels.items()],
        rows=rows,
        shapes=shapes,
        missing=sum(not row.is_drawn for row in rows),
        width=WIDTH,
        height=height,
    )


# --- classes -----------------------------------------------------------------------------------------


def _labels(code: str, *, is_of_groups: bool, noun: str) -> dict[str, str]:
    """Every class with its word, the best first."""
    if code and not is_of_groups:
        return {verdict.value: word(verdict.label) for verdict in Verdict}
    words = {"noun": noun}
    if code:
        return {
            "all": _("mọi %(noun)s kết luận được đều đạt") % words,
            "most": _("từ ba phần tư số %(noun)s đạt") % words,
            "half": _("từ một nửa đến ba phần tư số %(noun)s đạt") % words,
            "few": _("dưới một nửa số %(noun)s đạt") % words,
            "no_data": _("chưa kết luận được"),
        }
    return {
        "all": _("đạt tất cả tiêu chí"),
        "most": _("đạt từ ba phần tư số tiêu chí"),
        "half": _("đạt từ một nửa đến ba phần tư số tiêu chí"),
        "few": _("đạt dưới một nửa số tiêu chí"),
        "no_data": _("chưa có số liệu"),
    }


def class_of(part: float | None) -> str:
    """The class of a share of one; of nothing known, the class of its own."""
    if part is None:
        return "no_data"
    return "all" if part >= 1 else "most" if part >= 0.75 else "half" if part >= 0.5 else "few"


def _of_single(each: Single, code: str, whole: int) -> Stand:
    if code:
        verdict = each.criteria.get(code, Verdict.NO_DATA)
        return Stand(verdict.value, word(verdict.label))
    if not each.criteria:
        return Stand("no_data", "–")
    return Stand(class_of(each.tally.met / whole), f"{each.tally.met}/{whole}")


def _of_group(each: Group, code: str, whole: int) -> Stand:
    if code:
        tally = each.tally(code)
        if not tally.computed:
            return Stand("no_data", "–")
        return Stand(class_of(tally.met / tally.computed), f"{tally.met}/{tally.computed}")
    if each.met is None:
        return Stand("no_data", "–")
    return Stand(class_of(float(each.met) / whole), f"{format_number(each.met, 2)}/{whole}")


# --- the picture -------------------------------------------------------------------------------------


def drawn(rows: Sequence[Row], known: Mapping[str, Boundary]) -> tuple[list[Shape], int]:
    """The outlines on a plane, and the height of the picture: longitudes are drawn together as the
    latitude asks, which is enough for a country that is looked at as a whole."""
    there = [(row, known[row.unit.pk]) for row in rows if row.unit.pk in known]
    places = [place for _row, boundary in there for place in _places(boundary)]
    if not places:
        return [], 0
    west, east = min(x for x, _y in places), max(x for x, _y in places)
    south, north = min(y for _x, y in places), max(y for _x, y in places)
    narrow = cos(radians((south + north) / 2))
    inside = WIDTH - 2 * _EDGE
    scale = min(
        inside / ((east - west) * narrow or 0.1),
        (TALLEST - 2 * _EDGE) / ((north - south) or 0.1),
    )

    def at(place: Place) -> tuple[int, int]:
        x, y = place
        return round(_EDGE + (x - west) * narrow * scale), round(_EDGE + (north - y) * scale)

    shapes = []
    for row, boundary in there:
        rings = [ring for area in boundary.areas or () for ring in area]
        path = "".join(f"M{' '.join(f'{x},{y}' for x, y in map(at, ring))}z" for ring in rings)
        said = f"{vietnamese(row.unit.full_name)}: {row.label}"
        if row.shown not in ("–", row.label):
            said += f", {row.shown}"
        point = at(boundary.place) if boundary.place else None
        shapes.append(Shape(path, point, row.kind, said, row.address))
    return shapes, round((north - south) * scale) + 2 * _EDGE


def _places(boundary: Boundary) -> list[Place]:
    if boundary.place:
        return [boundary.place]
    return [place for area in boundary.areas or () for ring in area for place in ring]
