"""Khoảng cách: how far a place is from a unit, where its boundary or its place on the map is known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import asin, cos, hypot, radians, sin, sqrt

Place = Sequence[float]  # longitude, latitude
Area = Sequence[Sequence[Place]]  # rings: the first is the outline, the others are holes

_RADIUS = 6371.0  # of the earth, in kilometres
_DEGREE = radians(1) * _RADIUS


def between(one: Place, other: Place) -> float:
    """Kilometres between two places."""
    longitude, latitude = radians(other[0] - one[0]), radians(other[1] - one[1])
    chord = sin(latitude / 2) ** 2 + cos(radians(one[1])) * cos(radians(other[1])) * sin(longitude / 2) ** 2
    return 2 * _RADIUS * asin(sqrt(min(1.0, chord)))


def outside(areas: Sequence[Area], place: Place) -> float:
    """Kilometres from a place to the nearest edge of the areas; 0 inside. Right to a percent near by."""
    if any(_is_within(area, place) for area in areas):
        return 0.0
    return min(
        (_to_stretch(place, start, end) for area in areas for ring in area for start, end in _edges(ring)),
        default=float("inf"),
    )


def _edges(ring: Sequence[Place]) -> Iterator[tuple[Place, Place]]:
    return zip(ring, [*ring[1:], ring[0]], strict=True)


def _is_within(area: Area, place: Place) -> bool:
    """Inside the outline and in no hole: a line to the east crosses all rings an odd number of times."""
    x, y = place[0], place[1]
    inside = False
    for ring in area:
        for start, end in _edges(ring):
            if (start[1] > y) != (end[1] > y):
                crossing = start[0] + (y - start[1]) / (end[1] - start[1]) * (end[0] - start[0])
                inside ^= x < crossing
    return inside


def _to_stretch(place: Place, start: Place, end: Place) -> float:
    """Kilometres to a stretch, on a plane that touches the earth at the place."""
    width = cos(radians(place[1]))
    one_x, one_y = (start[0] - place[0]) * width, start[1] - place[1]
    other_x, other_y = (end[0] - place[0]) * width, end[1] - place[1]
    along_x, along_y = other_x - one_x, other_y - one_y
    length = along_x**2 + along_y**2
    share = 0.0 if length == 0 else max(0.0, min(1.0, -(one_x * along_x + one_y * along_y) / length))
    return hypot(one_x + share * along_x, one_y + share * along_y) * _DEGREE
